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

use std::borrow::Cow;
use std::io::{self, Write};

use self::paint::Paint;
use self::totals::Totals;
use super::steps::Steps;
use super::words::{self, Tone};
use super::{Sources, Style, gravest, text};
use crate::report::{Notice, ProposalReport, Report};

/// What all parts of the page need to draw themselves.
struct Page<'a> {
    sources: Cow<'a, Sources>,
    style: Style,
    paint: Paint,
}

/// A page as far as it is written.
pub(super) struct Writing<'a> {
    page: Page<'a>,
    frame: &'a Report,
    /// How many proposals there are in all.
    count: usize,
    totals: Totals,
}

impl<'a> Writing<'a> {
    /// Nothing is written yet. `frame` gives the day.
    pub(super) fn new(
        frame: &'a Report,
        count: usize,
        sources: Cow<'a, Sources>,
        style: Style,
    ) -> Self {
        let page = Page { sources, style, paint: Paint::new(style) };
        Self { page, frame, count, totals: Totals::of(count) }
    }
}

impl Steps for Writing<'_> {
    fn begin(&mut self, _frame: &Report, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn proposal(&mut self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
        self.totals.take(proposal);
        if self.count > 1 {
            writeln!(out, "{}", self.page.paint.rule())?;
        }
        self.page.heading(self.frame, proposal, out)?;
        self.page.findings(proposal, out)
    }

    fn end(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let page = &self.page;
        if self.count > 1 && report.notices.len() + report.errors.len() > 0 {
            // What follows belongs to none of the proposals.
            writeln!(out, "{}\n", page.paint.rule())?;
        }
        for notice in &report.notices {
            out.write_all(page.notice(notice).as_bytes())?;
        }
        for error in &report.errors {
            out.write_all(page.error(error).as_bytes())?;
        }
        out.write_all(page.totals(report, &self.totals).as_bytes())
    }
}

/// Faults of rules, and what could not be read, without a report around them.
pub(super) fn faults(
    findings: &[Notice],
    errors: &[Notice],
    sources: &Sources,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { sources: Cow::Borrowed(sources), style, paint: Paint::new(style) };
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
