//! `--format pretty`: the report for people at a terminal.
//!
//! Each proposal has a heading with its outcome, then one diagnostic for each finding that asks for
//! attention, the gravest first; then what could not be read; then the totals, for the end is what
//! a terminal still shows when the report is long. The words carry the meaning: colours and signs
//! only repeat it.

mod diagnostic;
mod finding;
mod notice;
pub(super) mod paint;
mod totals;

use std::io::{self, Write};

use self::paint::Paint;
use super::words::{self, Tone};
use super::{Sources, Style, gravest, text};
use crate::report::{Notice, ProposalReport, Report};

/// What all parts of the page need to draw themselves.
struct Page<'a> {
    sources: &'a Sources,
    style: Style,
    paint: Paint,
}

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { sources, style, paint: Paint::new(style) };
    for proposal in &report.proposals {
        page.heading(report, proposal, out)?;
        page.findings(proposal, out)?;
    }
    let more = report.notices.len() + report.errors.len();
    if report.proposals.len() > 1 && more > 0 {
        // What follows belongs to none of the proposals.
        writeln!(out, "{}\n", page.paint.rule())?;
    }
    for notice in &report.notices {
        out.write_all(page.notice(notice).as_bytes())?;
    }
    for error in &report.errors {
        out.write_all(page.error(error).as_bytes())?;
    }
    out.write_all(page.totals(report).as_bytes())
}

/// Faults of rules, and what could not be read, without a report around them.
pub(super) fn faults(
    findings: &[Notice],
    errors: &[Notice],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { sources, style, paint: Paint::new(style) };
    findings.iter().try_for_each(|one| out.write_all(page.warning(one).as_bytes()))?;
    errors.iter().try_for_each(|one| out.write_all(page.error(one).as_bytes()))
}

impl Page<'_> {
    fn heading(
        &self,
        report: &Report,
        proposal: &ProposalReport,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if report.proposals.len() > 1 {
            writeln!(out, "{}", self.paint.rule())?;
        }
        let outcome = words::outcome(proposal);
        let title = format!("{}: {}", words::name(proposal), outcome.word);
        for line in text::fold(&title, "", "  ", self.style.width).lines() {
            writeln!(out, "{}", self.paint.tone(outcome.tone.strong(), line))?;
        }
        let about = about(report, proposal);
        for line in text::fold(&about, "", "  ", self.style.width).lines() {
            writeln!(out, "{}", self.paint.tone(Tone::Dim, line))?;
        }
        writeln!(out)
    }

    fn findings(&self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
        let shown = gravest::findings(proposal);
        if shown.is_empty() {
            let text = words::nothing_to_report(proposal);
            writeln!(out, "{}\n", text::fold(&text, "  ", "  ", self.style.width))?;
        }
        shown.iter().try_for_each(|finding| out.write_all(self.finding(finding).as_bytes()))
    }
}

/// Where a proposal stands, and for which day it is judged.
fn about(report: &Report, proposal: &ProposalReport) -> String {
    let day = format!("checked for {}", words::day(report, proposal));
    match proposal.name {
        Some(_) => format!("{}, {day}", words::file(proposal)),
        None => day,
    }
}
