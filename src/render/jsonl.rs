//! `--format jsonl`: one line for each proposal.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json;
use super::steps::Steps;
use crate::report::{Counts, Finding, Outcome, ProposalReport, Report};

/// A proposal's report, with what a line needs to be read without the others. A proposal's day is
/// null where it is the report's; a line has one day, and it is never null.
#[derive(Serialize, JsonSchema)]
#[schemars(description = "One proposal judged: a line of the report that has one for each.")]
pub(crate) struct Line<'a> {
    /// The version of this shape.
    version: u32,
    /// `check`
    #[schemars(extend("const" = "check"))]
    kind: &'a str,
    /// The day of its check, `YYYY-MM-DD`.
    as_of: &'a str,
    /// The `[[check]]` of `dealbreaker.toml` that it was judged in; null where there is only one without a name, or none.
    check: Option<&'a str>,
    /// The path as given, with `/`.
    file: &'a str,
    /// Which document of the file, from 0.
    document: usize,
    /// Its `proposal`, `name`, `title`, `agreement` or `talks` entry.
    name: Option<&'a str>,
    /// What it comes to.
    outcome: Outcome,
    /// Red lines and halts by verdict.
    counts: Counts,
    /// Concerns by verdict.
    concerns: Counts,
    /// In the order of the rules.
    findings: &'a [Finding],
    /// True where something private was left out.
    redacted: bool,
}

/// Lines that all have this frame.
pub(super) struct Lines<'a>(pub(super) &'a Report);

impl Steps for Lines<'_> {
    fn begin(&mut self, _frame: &Report, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn proposal(&mut self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
        line(self.0, proposal, out)
    }

    fn end(&mut self, _report: &Report, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the line of one proposal, for a stream whose report is written as it is read: `frame`
/// gives version, kind and day, and its own proposals are not looked at.
pub fn line(frame: &Report, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
    let line = Line {
        version: frame.version,
        kind: frame.kind,
        as_of: proposal.as_of.as_deref().unwrap_or(&frame.as_of),
        check: proposal.check.as_deref(),
        file: &proposal.file,
        document: proposal.document,
        name: proposal.name.as_deref(),
        outcome: proposal.outcome,
        counts: proposal.counts,
        concerns: proposal.concerns,
        findings: &proposal.findings,
        redacted: frame.redacted,
    };
    json::compact(&line, out)
}
