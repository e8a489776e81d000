//! `--format concise`: one line a finding, `file:line:col`, as editors and `grep` read them.
//!
//! A finding's line names the place in the proposal, or the rule's where the proposal has none; of a
//! quantified rule, the place of its gravest subject. Each proposal ends with a line of its counts,
//! so that one without findings is seen to have been checked.

use std::io::{self, Write};

use super::steps::Steps;
use super::text::{clean, unbound};
use super::{gravest, words};
use crate::report::{Finding, Notice, ProposalReport, Report};

/// The lines of a report of so many proposals.
pub(super) struct Lines(pub(super) usize);

impl Steps for Lines {
    fn begin(&mut self, _frame: &Report, out: &mut dyn Write) -> io::Result<()> {
        if self.0 == 0 {
            writeln!(out, "dealbreaker: nothing was checked")?;
        }
        Ok(())
    }

    fn proposal(&mut self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
        for finding in gravest::findings(proposal) {
            writeln!(out, "{}", line(finding))?;
        }
        writeln!(out, "{}", total(proposal))
    }

    fn end(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for notice in &report.notices {
            writeln!(out, "{}", said("note", notice))?;
        }
        for error in &report.errors {
            writeln!(out, "{}", said("error", error))?;
        }
        Ok(())
    }
}

/// `offer.yaml:5:12: broken: `quota` is 4,000 tons, … (-2,500 tons) [juice]`
fn line(finding: &Finding) -> String {
    let place = words::position(gravest::place(finding));
    format!("{place}: {} [{}]", words::headline(finding), clean(&finding.rule))
}

/// `offer.yaml: broken: 1 broken, 9 hold; concerns: 1 broken`
fn total(proposal: &ProposalReport) -> String {
    let mut counts = words::counts(&proposal.counts, ", ");
    let concerns = words::counts(&proposal.concerns, ", ");
    if !concerns.is_empty() {
        counts = format!("{counts}; concerns: {concerns}");
    }
    let counts = counts.trim_start_matches("; ");
    let counts = if counts.is_empty() { "no rules" } else { counts };
    unbound(&format!("{}: {}: {counts}", words::origin(proposal), words::outcome(proposal).word))
}

fn said(kind: &str, notice: &Notice) -> String {
    let place = notice.at.as_ref().map_or_else(|| "dealbreaker".to_owned(), words::position);
    format!("{place}: {kind}: {} [{}]", clean(&notice.message), clean(&notice.code))
}
