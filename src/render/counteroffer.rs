//! The answer of `counteroffer`, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::zone::{Page, beyond_list, failing_list, no_place, quoted_list};
use super::{Style, clean, json};
use crate::analysis::counteroffer::{Answer, Counteroffer};

/// The document of `--format json`.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    kind: &'static str,
    #[serde(flatten)]
    answer: &'a Counteroffer,
}

/// Writes the answer as one JSON document.
pub fn counteroffer_json(answer: &Counteroffer, out: &mut dyn Write) -> io::Result<()> {
    json::compact(&Document { version: 1, kind: "counteroffer", answer }, out)
}

/// Writes the answer for people; `budget` is how many seconds there were.
pub fn counteroffer_pretty(
    answer: &Counteroffer,
    budget: u64,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { style: style.drawable() };
    writeln!(out, "{}", page.strong(&headline(answer)))?;
    if answer.gave_up {
        writeln!(out, "The time was up after {budget} seconds; --budget gives it more.")?;
    }
    no_place(answer.no_place.as_deref(), out)?;
    if !answer.changes.is_empty() {
        writeln!(out)?;
    }
    for change in &answer.changes {
        let from = change.from.as_deref().filter(|from| !from.is_empty());
        let from = from.map_or_else(|| "not stated".to_owned(), one_line);
        writeln!(out, "  {}: {from} -> {}", clean(&change.term), clean(&change.to))?;
    }
    patch(answer, page, out)?;
    for set in &answer.conflicts {
        page.heading("These cannot all hold, whatever is changed:", out)?;
        quoted_list(set, page, out)?;
    }
    failing_list(&answer.failing, page, out)?;
    beyond_list(&answer.not_expressed, page, out)
}

fn headline(answer: &Counteroffer) -> String {
    let concerns = match (answer.concerns, answer.concerns_left) {
        (0, _) => String::new(),
        (_, 0) => " Every concern is met.".to_owned(),
        (all, left) => format!(" {left} of {all} concerns cannot be met beside the red lines."),
    };
    match (answer.answer, answer.changes.len()) {
        (Answer::Found, 0) => format!("Nothing has to change.{concerns}"),
        (Answer::Found, 1) => format!("One change satisfies every red line; it was checked.{concerns}"),
        (Answer::Found, many) => {
            format!("{many} changes satisfy every red line, and fewer do not; they were checked.{concerns}")
        }
        (Answer::None, _) => "No change of this proposal satisfies every red line.".to_owned(),
        (Answer::Undecided, 0) => "Undecided.".to_owned(),
        (Answer::Undecided, _) => {
            "Undecided: with these changes the red lines hold that this analysis expresses, but not all.".to_owned()
        }
    }
}

fn patch(answer: &Counteroffer, page: Page, out: &mut dyn Write) -> io::Result<()> {
    if answer.patch.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for line in answer.patch.split_inclusive('\n') {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        let shown = clean(text);
        let painted = match text.chars().next() {
            Some('+') => page.painted("32", &shown),
            Some('-') => page.painted("31", &shown),
            Some('@') => page.painted("36", &shown),
            _ => shown,
        };
        write!(out, "{painted}{end}")?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    clean(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
