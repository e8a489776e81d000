//! `--format sarif`: SARIF 2.1.0, for code scanning.
//!
//! | verdict | kind | level of a red line, halt rule | of a concern |
//! |---|---|---|---|
//! | broken | `fail` | `error` | `warning` |
//! | unknown | `open` | `none` | `none` |
//! | waiting | `informational` | `none` | `none` |
//! | holds | `pass` | `none` | `none` |
//! | not applicable | `notApplicable` | `none` | `none` |
//!
//! A waived finding keeps the kind and level it would have, under a suppression. `open` is the
//! standard's word for what could not be decided, and the standard wants the level `none` with it.
//! A result is one subject of a rule, with its place in the proposal as location and the rule's
//! sentence as related location. Errors and notices are notifications of the invocation.
//!
//! The structures are written here, as far as they are used: the crate that has them all does not
//! build by itself and hangs on generators that nobody keeps. The tests read the output with it.

mod model;
mod place;
mod result;
mod rules;

use std::io::{self, Write};

use serde::{Serialize, Serializer, ser::SerializeSeq};

use self::model::{
    Driver, Invocation, Log, Message, Notification, Properties, Reference, Run, Tool,
};
use self::rules::Rules;
use super::item::{Item, Names};
use super::text::{self, clean};
use super::{Sources, json};
use crate::report::{Notice, Report};

pub(super) fn write(report: &Report, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let rules = Rules::of(report);
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        invocations: [invocation(report, sources)],
        column_kind: "unicodeCodePoints",
        default_encoding: "utf-8",
        properties: Properties {
            as_of: clean(&report.as_of),
            outcome: text::outcome(report.outcome),
        },
        results: Results { report, sources, rules: &rules },
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    json::indented(&log, out)
}

fn driver<'a>(rules: &'a Rules<'_>) -> Driver<'a> {
    Driver {
        name: "dealbreaker",
        semantic_version: env!("CARGO_PKG_VERSION"),
        short_description: Message::new("Checks deals against red lines"),
        rules: rules.described(),
    }
}

/// The results one after the other, none of them kept.
struct Results<'a> {
    report: &'a Report,
    sources: &'a Sources,
    rules: &'a Rules<'a>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut names = Names::default();
        let mut list = serializer.serialize_seq(None)?;
        for item in self.report.proposals.iter().flat_map(Item::all) {
            let name = names.name(&item);
            list.serialize_element(&result::result(&item, self.rules, self.sources, name))?;
        }
        list.end()
    }
}

/// The run was successful where everything could be read, whatever came of it.
fn invocation(report: &Report, sources: &Sources) -> Invocation {
    let errors = report.errors.iter().map(|error| notification(error, "error", sources));
    let notices = report.notices.iter().map(|notice| notification(notice, "note", sources));
    Invocation {
        execution_successful: report.errors.is_empty(),
        tool_execution_notifications: errors.chain(notices).collect(),
    }
}

fn notification(notice: &Notice, level: &'static str, sources: &Sources) -> Notification {
    let help = notice.help.as_deref().map(|help| format!(" ({})", clean(help)));
    Notification {
        descriptor: Reference { id: clean(&notice.code) },
        level,
        message: Message::new(&(clean(&notice.message) + &help.unwrap_or_default())),
        locations: notice
            .at
            .iter()
            .chain(&notice.related)
            .map(|place| place::location(place, sources))
            .collect(),
    }
}
