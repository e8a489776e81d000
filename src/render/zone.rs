//! The answer of `zone`, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::{Style, clean, json};
use crate::analysis::range::Range;
use crate::analysis::relax::Relaxation;
use crate::analysis::verify::Failing;
use crate::analysis::zone::{Answer, Beyond, Conflict, Quoted, Term, Zone};
use crate::report::Place;

/// The document of `--format json`.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    kind: &'static str,
    #[serde(flatten)]
    zone: &'a Zone,
}

/// Writes the answer as one JSON document.
pub fn zone_json(zone: &Zone, out: &mut dyn Write) -> io::Result<()> {
    json::compact(&Document { version: 1, kind: "zone", zone }, out)
}

/// Writes the answer for people; `budget` is how many seconds there were.
pub fn zone_pretty(zone: &Zone, budget: u64, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { style: style.drawable() };
    match zone.answer {
        Answer::Deal => writeln!(out, "{}", page.strong("There is a deal."))?,
        Answer::NoDeal => writeln!(out, "{}", page.strong("There is no deal."))?,
        Answer::Undecided => writeln!(out, "{}", page.strong("Undecided."))?,
    }
    writeln!(out, "{}", counted(zone))?;
    if zone.gave_up {
        writeln!(out, "The time was up after {budget} seconds; --budget gives it more.")?;
    }
    no_place(zone.no_place.as_deref(), out)?;
    conflicts(zone, page, out)?;
    terms(zone, page, out)?;
    example(zone, page, out)?;
    failing_list(&zone.failing, page, out)?;
    beyond_list(&zone.not_expressed, page, out)
}

/// How sure the answer is, in a sentence.
fn counted(zone: &Zone) -> String {
    let rules = match (zone.rules, zone.expressed) {
        (1, 1) => "the one red line".to_owned(),
        (all, expressed) if all == expressed => format!("all {all} red lines"),
        (all, expressed) => format!("{expressed} of {all} red lines"),
    };
    let who = listed(&zone.parties);
    match zone.answer {
        Answer::Deal => {
            format!("The deal below satisfies every red line of {who}; it was checked.")
        }
        Answer::NoDeal => format!("Looked at {rules} of {who}: they cannot all hold."),
        Answer::Undecided if zone.gave_up || zone.no_place.is_some() => {
            format!("Looked at {rules} of {who}.")
        }
        Answer::Undecided => {
            format!("No conflict was found among {rules} of {who}, and no deal that is sure.")
        }
    }
}

/// Says for which term the proposal has no place, and what to do.
pub(super) fn no_place(term: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let Some(term) = term else { return Ok(()) };
    writeln!(
        out,
        "The rules need `{}`, and this proposal has no place to write it: add it yourself with the\n\
         value `tbd`, or give the proposal as YAML.",
        clean(term)
    )
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| clean(name)).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Draws headings and colours.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) style: Style,
}

impl Page {
    pub(super) fn strong(self, text: &str) -> String {
        self.painted("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.painted("2", text)
    }

    pub(super) fn painted(self, code: &str, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn heading(self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.strong(text))
    }
}

fn conflicts(zone: &Zone, page: Page, out: &mut dyn Write) -> io::Result<()> {
    for conflict in &zone.conflicts {
        page.heading(&heading(conflict), out)?;
        quoted_list(&conflict.rules, page, out)?;
        for term in &conflict.given {
            let place = page.dim(&place(&term.at));
            writeln!(out, "  given: {} is {}", clean(&term.term), clean(&term.value))?;
            writeln!(out, "      {place}")?;
        }
        relaxations(conflict, out)?;
    }
    if zone.answer == Answer::NoDeal && !zone.complete {
        writeln!(out, "\nThere may be more conflicts: the search was cut short.")?;
    }
    Ok(())
}

/// Lists sentences with their places.
pub(super) fn quoted_list(rules: &[Quoted], page: Page, out: &mut dyn Write) -> io::Result<()> {
    for rule in rules {
        writeln!(out, "  {}: {}", clean(&rule.party), clean(&rule.sentence))?;
        writeln!(out, "      {}", page.dim(&place(&rule.at)))?;
    }
    Ok(())
}

fn heading(conflict: &Conflict) -> String {
    match (conflict.rules.len(), conflict.given.is_empty()) {
        (1, true) => "This cannot hold in any deal:".to_owned(),
        (1, false) => "This cannot hold with what is given:".to_owned(),
        (2, true) => "These two cannot both hold:".to_owned(),
        (_, true) => {
            format!(
                "These {} cannot all hold; any one less, and they can:",
                word(conflict.rules.len())
            )
        }
        (_, false) => "These cannot all hold with what is given:".to_owned(),
    }
}

fn word(count: usize) -> String {
    let words =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn relaxations(conflict: &Conflict, out: &mut dyn Write) -> io::Result<()> {
    if conflict.relaxations.is_empty() {
        return writeln!(out, "  No single figure would end it: one of them has to go.");
    }
    let opens = conflict.relaxations.iter().any(|one| one.opens);
    let what = if opens { "What would open a zone" } else { "What would end this conflict" };
    let moves: Vec<String> =
        conflict.relaxations.iter().filter(|one| one.opens || !opens).map(moved).collect();
    writeln!(out, "  {what}: {}.", moves.join("; or "))
}

fn moved(one: &Relaxation) -> String {
    format!("{} from {} to {}", clean(&one.party), clean(&one.from), clean(&one.to))
}

fn terms(zone: &Zone, page: Page, out: &mut dyn Write) -> io::Result<()> {
    if zone.terms.is_empty() {
        return Ok(());
    }
    page.heading("Ranges", out)?;
    let mut rows = vec![header(zone)];
    rows.extend(zone.terms.iter().filter(|term| says_something(term)).map(|term| row(zone, term)));
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide.saturating_sub(width(cell)))));
        writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    let floored =
        |term: &Term| term.parties.values().chain([&term.overlap]).flatten().any(is_floor);
    if zone.terms.iter().any(floored) {
        writeln!(out, "  Amounts below zero are left out.")?;
    }
    if zone.terms_left_out > 0 {
        writeln!(
            out,
            "  and {} more terms, whose ranges would have taken longer",
            zone.terms_left_out
        )?;
    }
    Ok(())
}

/// False for a term that may be anything, for everyone.
fn says_something(term: &Term) -> bool {
    let bounded = |range: &Option<Range>| match range {
        None => true,
        Some(range) => {
            let from = range.from.is_some() && !is_floor(range);
            from || range.to.is_some() || range.required
        }
    };
    term.parties.values().any(bounded)
}

/// True where a range begins at zero: amounts are taken not to be below it.
fn is_floor(range: &Range) -> bool {
    range.from_included && range.from.as_deref() == Some("0")
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

fn header(zone: &Zone) -> Vec<String> {
    let mut cells = vec![String::new()];
    cells.extend(zone.parties.iter().map(|party| clean(party)));
    cells.extend((zone.answer != Answer::NoDeal).then(|| "all".to_owned()));
    cells
}

fn row(zone: &Zone, term: &Term) -> Vec<String> {
    let unit = term.unit.as_deref();
    let mut cells = vec![clean(&term.term)];
    for party in &zone.parties {
        let range = term.parties.get(party).and_then(Option::as_ref);
        cells.push(range.map_or_else(|| "nothing".to_owned(), |range| in_words(range, unit)));
    }
    if zone.answer != Answer::NoDeal {
        cells.push(
            term.overlap
                .as_ref()
                .map_or_else(|| "nothing".to_owned(), |range| in_words(range, unit)),
        );
    }
    cells
}

fn in_words(range: &Range, unit: Option<&str>) -> String {
    let figure = |number: &str| figure(number, unit);
    let text = match (&range.from, &range.to) {
        (None, None) => "any".to_owned(),
        (Some(from), Some(to)) if from == to => figure(from),
        (Some(_), None) if is_floor(range) => "0 or more".to_owned(),
        (Some(_), Some(to)) if is_floor(range) => {
            format!("{} {}", if range.to_included { "at most" } else { "below" }, figure(to))
        }
        (Some(from), Some(to)) if range.from_included && range.to_included => {
            format!("{} to {}", figure(from), figure(to))
        }
        (from, to) => {
            let low = from.as_ref().map(|from| {
                format!(
                    "{} {}",
                    if range.from_included { "at least" } else { "above" },
                    figure(from)
                )
            });
            let high = to.as_ref().map(|to| {
                format!("{} {}", if range.to_included { "at most" } else { "below" }, figure(to))
            });
            low.into_iter().chain(high).collect::<Vec<_>>().join(", ")
        }
    };
    if range.required { text } else { format!("{text}, or left out") }
}

fn figure(number: &str, unit: Option<&str>) -> String {
    let Some(unit) = unit else { return clean(number) };
    match unit {
        "%" => format!("{number}%"),
        _ => format!("{} {}", grouped(number), clean(unit)),
    }
}

/// Thousands set off by commas.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{sign}{text}{rest}")
}

fn example(zone: &Zone, page: Page, out: &mut dyn Write) -> io::Result<()> {
    let Some(text) = &zone.proposal else { return Ok(()) };
    let title = match zone.answer {
        Answer::Deal => "One such deal",
        Answer::NoDeal | Answer::Undecided => {
            "The nearest that was found; not every rule accepts it"
        }
    };
    page.heading(title, out)?;
    for line in text.lines() {
        writeln!(out, "  {}", clean(line))?;
    }
    Ok(())
}

/// Lists the rules that a deal does not satisfy.
pub(super) fn failing_list(failing: &[Failing], page: Page, out: &mut dyn Write) -> io::Result<()> {
    if failing.is_empty() {
        return Ok(());
    }
    page.heading("Rules that it does not satisfy", out)?;
    for one in failing {
        writeln!(
            out,
            "  {}: {} is {}: {}",
            clean(&one.party),
            clean(&one.rule),
            one.verdict.word(),
            clean(&one.message)
        )?;
    }
    Ok(())
}

/// Lists the rules that are not expressed.
pub(super) fn beyond_list(rules: &[Beyond], page: Page, out: &mut dyn Write) -> io::Result<()> {
    if rules.is_empty() {
        return Ok(());
    }
    page.heading("Not expressed by this analysis", out)?;
    for one in rules {
        writeln!(out, "  {}: {}: {}", clean(&one.party), clean(&one.rule), clean(&one.why))?;
        writeln!(out, "      {}", page.dim(&place(&one.at)))?;
    }
    Ok(())
}

fn place(at: &Place) -> String {
    format!("{}:{}:{}", clean(&at.file), at.line, at.column)
}
