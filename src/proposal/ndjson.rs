//! NDJSON: one JSON document on each line. A bad line is a bad document and hides no other.

use super::text::mark_length;
use super::{Limits, Outcome, json};
use crate::source::{SharedSource, Span};

/// Reads line after line, as they are asked for. Blank lines are passed over and not counted.
pub(super) fn read<'a>(
    source: &'a SharedSource,
    limits: &'a Limits,
) -> impl Iterator<Item = Outcome> + 'a {
    lines(source.text())
        .enumerate()
        .map(|(number, line)| json::read_part(source, line, number, limits))
}

/// The places of the lines that hold anything, without their line ends.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut next = mark_length(text);
    let body = text.get(next..).unwrap_or_default();
    body.split_inclusive('\n').filter_map(move |line| {
        let start = next;
        next += line.len();
        let held = line.trim_end_matches(json::WHITE);
        (!held.is_empty()).then(|| Span::new(start, start + held.len()))
    })
}
