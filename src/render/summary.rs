//! `--format summary`: one line of counts, the same on every run, to be kept and compared.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::steps::Steps;
use crate::report::{Outcome, ProposalReport, Report, Totals, Verdict};
use crate::schema;

/// A run in one line of counts.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Summary<'a> {
    /// The version of this shape.
    version: u32,
    /// `summary`
    #[schemars(extend("const" = "summary"))]
    kind: &'static str,
    /// The day of the check, `YYYY-MM-DD`.
    as_of: &'a str,
    /// How many were judged.
    proposals: usize,
    /// How many came to what; zeros are left out.
    #[schemars(with = "schema::Tally<Outcome>")]
    outcomes: Tally,
    /// How many rules, not their parts, got which verdict; zeros are left out.
    #[schemars(with = "schema::Tally<Verdict>")]
    verdicts: Tally,
    /// How many things could not be read or done.
    errors: usize,
    /// True where something private was left out; else it is not there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    redacted: bool,
}

/// Counts by word, in a fixed order, zeros left out.
struct Tally(Vec<(&'static str, usize)>);

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let some = self.0.iter().filter(|(_, count)| *count > 0);
        let mut map = serializer.serialize_map(None)?;
        for (word, count) in some {
            map.serialize_entry(word, count)?;
        }
        map.end()
    }
}

impl Steps for Totals {
    fn begin(&mut self, _frame: &Report, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn proposal(&mut self, proposal: &ProposalReport, _out: &mut dyn Write) -> io::Result<()> {
        self.take(proposal);
        Ok(())
    }

    fn end(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        line(self, &report.as_of, report.errors.len(), report.redacted, out)
    }
}

/// The line of a run with these numbers.
pub(super) fn line(
    totals: &Totals,
    as_of: &str,
    errors: usize,
    redacted: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let outcome = |outcome| (super::text::outcome(outcome), totals.outcome(outcome));
    let verdict = |verdict: Verdict| (verdict.word(), totals.verdict(verdict));
    let summary = Summary {
        version: 1,
        kind: "summary",
        as_of,
        proposals: totals.proposals,
        outcomes: Tally(Outcome::ALL.into_iter().map(outcome).collect()),
        verdicts: Tally(Verdict::ALL.into_iter().map(verdict).collect()),
        errors,
        redacted,
    };
    summary.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Spaced))?;
    out.write_all(b"\n")
}

/// JSON on one line, with a space after each colon and comma: people read this line too.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}
