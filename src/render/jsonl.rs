//! `--format jsonl`: one line for each proposal.

use std::io::{self, Write};

use serde::Serialize;

use crate::report::{ProposalReport, Report};

/// A proposal's report, with what a line needs to be read without the others.
#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    kind: &'a str,
    as_of: &'a str,
    #[serde(flatten)]
    proposal: &'a ProposalReport,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.proposals.iter().try_for_each(|proposal| line(report, proposal, out))
}

/// Writes the line of one proposal, for a stream whose report is written as it is read: `frame`
/// gives version, kind and day, and its own proposals are not looked at.
pub fn line(frame: &Report, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
    let line = Line { version: frame.version, kind: frame.kind, as_of: &frame.as_of, proposal };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}
