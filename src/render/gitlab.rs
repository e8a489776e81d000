//! `--format gitlab`: a Code Quality report, which GitLab shows in merge requests.
//!
//! | verdict | halt rule | red line | concern |
//! |---|---|---|---|
//! | broken | `blocker` | `critical` | `minor` |
//! | unknown | `major` | `major` | `minor` |
//! | waiting, waived | `info` | `info` | `info` |
//!
//! Errors are `blocker`, notices `info`. Each subject of a quantified rule is an entry of its own,
//! for GitLab shows what a branch adds by comparing fingerprints; these hold no line numbers.

use std::io::{self, Write};

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::item::{Item, Names};
use super::text::clean;
use super::{json, words};
use crate::report::{Force, Notice, Place, Report, Verdict};

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The entries one after the other, none of them kept.
struct Entries<'a>(&'a Report);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut names = Names::default();
        let mut list = serializer.serialize_seq(None)?;
        for item in self.0.proposals.iter().flat_map(Item::all) {
            if item.wants_attention() {
                list.serialize_element(&finding(&item, &mut names))?;
            }
        }
        for error in &self.0.errors {
            list.serialize_element(&notice(error, "blocker", &mut names))?;
        }
        for one in &self.0.notices {
            list.serialize_element(&notice(one, "info", &mut names))?;
        }
        list.end()
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    json::indented(&Entries(report), out)
}

fn finding(item: &Item<'_>, names: &mut Names) -> Entry {
    let waived = if item.is_waived() && item.part.waiver.is_none() { "waived, " } else { "" };
    let subject = item.part.subject.as_deref().map(clean).unwrap_or_default();
    let headline = words::headline(item.part);
    let about = if subject.is_empty() || headline.contains(&subject) {
        String::new()
    } else {
        format!("{subject}: ")
    };
    let sentence = clean(&item.rule.sentence);
    Entry {
        description: format!("{waived}{about}{headline} | {sentence}"),
        check_name: clean(&item.rule.rule),
        fingerprint: names.name(item),
        severity: severity(item),
        location: location(Some(item.place())),
    }
}

fn severity(item: &Item<'_>) -> &'static str {
    if item.is_waived() {
        return "info";
    }
    match (item.part.verdict, item.rule.force) {
        (Verdict::Broken | Verdict::Unknown, Force::Should | Force::Warn) => "minor",
        (Verdict::Broken, Force::Halt) => "blocker",
        (Verdict::Broken, Force::Must) => "critical",
        (Verdict::Unknown, Force::Must | Force::Halt) => "major",
        (Verdict::Waiting | Verdict::Waived | Verdict::Holds | Verdict::NotApplicable, _) => "info",
    }
}

fn notice(notice: &Notice, severity: &'static str, names: &mut Names) -> Entry {
    let help = notice.help.as_deref().map(|help| format!(" | {}", clean(help)));
    Entry {
        description: clean(&notice.message) + &help.unwrap_or_default(),
        check_name: clean(&notice.code),
        fingerprint: names.of(&notice.code, notice.at.as_ref(), &notice.message),
        severity,
        location: location(notice.at.as_ref()),
    }
}

/// GitLab asks for a place; what has none belongs to the repository as a whole.
fn location(place: Option<&Place>) -> Location {
    let path = place.map_or(".", |place| place.file.strip_prefix("./").unwrap_or(&place.file));
    Location { path: clean(path), lines: Lines { begin: place.map_or(1, |place| place.line) } }
}
