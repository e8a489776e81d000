//! The text below the flags of `--help` as sections of a manual page: examples, exit codes, environment and the rest.
//!
//! The texts are laid out by hand, in a few ways that are told by their indents: a heading ends in `:` at the margin;
//! beneath it stand lists (`  0  every proposal …`, a term and what it means), things with what is said of them
//! beneath, further in, prose, and examples, which keep each line as it is.

use clap_mangen::roff::{Roff, bold, roman};

/// A line of prose that another one follows is longer than this.
const FULL: usize = 72;

/// The sections of a help text.
pub(super) fn sections(help: &str) -> Roff {
    let mut page = Roff::new();
    let (mut headed, mut apart) = (false, false);
    for block in help.split("\n\n").filter(|block| !block.is_empty()) {
        let mut lines: Vec<&str> = block.lines().collect();
        if let Some((heading, rest)) = lines.first().and_then(|line| heading(line)) {
            page.control("SH", [title(heading).as_str()]);
            lines.splice(0..1, rest);
        } else if !headed {
            page.control("SH", ["NOTES"]);
        } else {
            apart = true;
        }
        headed = true;
        for run in runs(&lines) {
            lay_out(&run, apart, &mut page);
            apart = true;
        }
        apart = false;
    }
    page
}

/// `Exit codes:`, or `Exit codes: 0 written, 2 not written.`, with what follows in its line.
fn heading(line: &str) -> Option<(&str, Option<&str>)> {
    if let Some(heading) = line.strip_suffix(':').filter(|heading| indent(heading) == 0) {
        return Some((heading, None));
    }
    let (heading, rest) = line.split_once(": ")?;
    let named = heading.starts_with(char::is_uppercase) && heading.split(' ').count() <= 2;
    named.then_some((heading, Some(rest)))
}

/// A heading as manual pages have it.
fn title(heading: &str) -> String {
    match heading {
        "Exit codes" => "EXIT STATUS".to_owned(),
        other => other.to_uppercase(),
    }
}

/// Lines at the margin are prose; what is indented beneath them is not of their paragraph.
fn runs<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        let same = |run: &&mut Vec<&str>| {
            run.last().is_some_and(|last| (indent(last) == 0) == (indent(line) == 0))
        };
        match runs.last_mut().filter(same) {
            Some(run) => run.push(line),
            None => runs.push(vec![line]),
        }
    }
    runs
}

/// Lays out one run, with paragraphs of prose at its end; `apart` where something stands above it in its section.
fn lay_out(lines: &[&str], apart: bool, page: &mut Roff) {
    let (above, prose) = lines.split_at(lines.len() - prose_at_end(lines));
    if !prose.is_empty() {
        lay_out(above, apart, page);
        paragraph(apart || !above.is_empty(), page);
        page.text([roman(joined(prose))]);
    } else if let Some(entries) = list(lines).or_else(|| described(lines)) {
        entries.iter().for_each(|entry| entry.lay_out(page));
    } else {
        as_it_is(lines, apart, page);
    }
}

fn paragraph(apart: bool, page: &mut Roff) {
    if apart {
        page.control("PP", []);
    }
}

/// A term and what it means.
struct Entry {
    term: String,
    meaning: Vec<String>,
}

impl Entry {
    fn lay_out(&self, page: &mut Roff) {
        page.control("TP", []).text([bold(self.term.as_str())]);
        page.text([roman(self.meaning.join(" "))]);
    }
}

/// `  0  every proposal …`, with further lines beneath what is said, all in one column.
fn list(lines: &[&str]) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut column = None;
    for line in lines {
        let margin = indent(line);
        if Some(margin) == column {
            entries.last_mut()?.meaning.push(line.trim().to_owned());
            continue;
        }
        let (term, meaning) = line.trim().split_once("  ")?;
        let here = margin + line.trim().len() - meaning.trim_start().len();
        if margin > 2 || term.contains('=') || column.is_some_and(|column| column != here) {
            return None;
        }
        column = Some(here);
        entries.push(Entry { term: term.to_owned(), meaning: vec![meaning.trim().to_owned()] });
    }
    Some(entries)
}

/// A line, and deeper beneath it what is said of it.
fn described(lines: &[&str]) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines {
        match indent(line) {
            2 if !line.trim().contains("  ") => {
                entries.push(Entry { term: line.trim().to_owned(), meaning: Vec::new() });
            }
            6 => entries.last_mut()?.meaning.push(line.trim().to_owned()),
            _ => return None,
        }
    }
    entries.iter().all(|entry| !entry.meaning.is_empty()).then_some(entries)
}

/// How many lines at the end are one paragraph of prose: it ends in a full stop, and its other lines are full.
fn prose_at_end(lines: &[&str]) -> usize {
    let Some(last) = lines.last().filter(|last| last.ends_with('.') && is_flat(last)) else {
        return 0;
    };
    let full =
        |line: &&&str| is_flat(line) && indent(line) == indent(last) && line.chars().count() > FULL;
    let count = 1 + lines.iter().rev().skip(1).take_while(full).count();
    let first = lines.get(lines.len() - count).map_or(last, |first| first);
    // what is deeper than a line before it is said of that line
    let beneath = lines.iter().any(|line| indent(line) < indent(first));
    if beneath { 0 } else { count }
}

/// True where nothing in a line is set apart in a column.
fn is_flat(line: &str) -> bool {
    !line.trim().contains("  ")
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

fn as_it_is(lines: &[&str], apart: bool, page: &mut Roff) {
    let margin = lines.iter().map(|line| indent(line)).min().unwrap_or_default();
    paragraph(apart, page);
    page.control("nf", []);
    for line in lines {
        page.text([roman(line.get(margin..).unwrap_or_default())]);
    }
    page.control("fi", []);
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roff(help: &str) -> String {
        sections(help).to_roff()
    }

    #[test]
    fn headings_are_sections_and_lists_are_lists() {
        let text =
            roff("Exit codes:\n  0  fine\n  1  not fine, for\n     a reason\n  --zero is so.");
        assert_eq!(
            text,
            ".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\nfine\n.TP\n\\fB1\\fR\nnot fine, for a reason\n\
             .PP\n\\-\\-zero is so.\n"
        );
    }

    #[test]
    fn examples_keep_their_lines() {
        let text = roff("Examples:\n  a b\n  c | d  --long\n    deeper");
        assert_eq!(text, ".SH EXAMPLES\n.nf\na b\nc | d  \\-\\-long\n  deeper\n.fi\n");
    }

    #[test]
    fn what_is_said_of_a_thing_stands_beneath_it() {
        let text = roff("Examples:\n  a b\n      Does it,\n      and ends.");
        assert_eq!(text, ".SH EXAMPLES\n.TP\n\\fBa b\\fR\nDoes it, and ends.\n");
    }

    #[test]
    fn prose_is_filled() {
        let long =
            "Words that fill a line up to where it would be broken, which is what tells prose";
        let text = roff(&format!("Read:\n  One.\n  {long}\n  ends."));
        assert_eq!(text, format!(".SH READ\nOne.\n.PP\n{long} ends.\n"));
        let text = roff(&format!("{long}\nends.\n\nMore: {long}\nends."));
        assert_eq!(text, format!(".SH NOTES\n{long} ends.\n.SH MORE\n{long} ends.\n"));
    }
}
