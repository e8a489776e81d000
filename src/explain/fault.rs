//! What is wrong with a sentence, shown beneath it. A sentence with two readings shows both.

use super::{Item, Outline, Tone};
use crate::check::FileFault;
use crate::render::text::width;
use crate::report::{Notice, Place};
use crate::run::faults;
use crate::source::SharedSource;
use crate::syntax::SyntaxErrorKind;

/// A fault with the sentences one could write instead, where it has two readings.
#[derive(Debug, Clone)]
pub struct Fault {
    /// As a report tells it.
    pub notice: Notice,
    /// The readings.
    pub readings: Vec<String>,
}

impl Fault {
    pub(super) fn of(fault: &FileFault) -> Self {
        let readings = match fault {
            FileFault::Syntax(_, error) => match &error.kind {
                SyntaxErrorKind::TwoReadings { readings, .. } => readings.clone(),
                _ => Vec::new(),
            },
            FileFault::Use(_) => Vec::new(),
        };
        Self { notice: faults::of_file(fault), readings }
    }
}

/// The faults of a sentence, as a page.
pub fn faults(source: &SharedSource, faults: &[Fault]) -> Outline {
    let mut page = Outline::default();
    for Fault { notice: fault, readings } in faults {
        page.part([Item::new(format!("error: {}", fault.message)).toned(Tone::Bad)]);
        if let Some(place) = &fault.at {
            page.part(excerpt(source, place));
        }
        page.part(advice(fault, readings));
        let short = fault.code.trim_start_matches("dealbreaker::");
        page.part([Item::new(format!("code: {} (see `dealbreaker explain {short}`)", fault.code))
            .toned(Tone::Dim)]);
    }
    page
}

/// The line of a place, with a mark beneath what is meant.
fn excerpt(source: &SharedSource, place: &Place) -> Vec<Item> {
    let Some(line) = source.text().lines().nth(place.line.saturating_sub(1)) else {
        return Vec::new();
    };
    let before: String = line.chars().take(place.column.saturating_sub(1)).collect();
    let marked: String = source
        .text()
        .get(place.offset..place.offset + place.length)
        .and_then(|text| text.lines().next())
        .unwrap_or_default()
        .to_owned();
    let mark = format!("{}{}", " ".repeat(width(&before)), "^".repeat(width(&marked).max(1)));
    vec![Item::verbatim(format!("    {line}")), Item::verbatim(format!("    {mark}"))]
}

/// What to write instead: the readings of a sentence that has two, each on a line of its own.
fn advice(fault: &Notice, readings: &[String]) -> Vec<Item> {
    if !readings.is_empty() {
        let numbered = readings.iter().zip(1..);
        let numbered = numbered
            .map(|(reading, number)| Item::with_head(&format!("{number}."), reading.clone()));
        return vec![Item::new("Write the one that is meant:").over(numbered)];
    }
    fault.help.iter().map(|help| Item::with_head("help", help.clone())).collect()
}
