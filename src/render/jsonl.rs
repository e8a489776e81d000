//! `--format jsonl`: one line for each proposal.

use std::io::{self, Write};

use serde::Serialize;

use super::json;
use crate::report::{Counts, Finding, Outcome, ProposalReport, Report};

/// A proposal's report, with what a line needs to be read without the others. A proposal's day is
/// null where it is the report's; a line has one day, and it is never null.
#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    kind: &'a str,
    as_of: &'a str,
    check: Option<&'a str>,
    file: &'a str,
    document: usize,
    name: Option<&'a str>,
    outcome: Outcome,
    counts: Counts,
    concerns: Counts,
    findings: &'a [Finding],
    redacted: bool,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.proposals.iter().try_for_each(|proposal| line(report, proposal, out))
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
