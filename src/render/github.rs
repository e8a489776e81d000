//! `--format github`: workflow commands, which GitHub Actions shows beside the lines they name.
//!
//! | verdict | red line, halt rule | concern |
//! |---|---|---|
//! | broken, unknown | `error` | `warning` |
//! | waiting, waived | `notice` | `notice` |
//!
//! An unknown red line is an error, for it is never a pass. GitHub shows ten annotations of each
//! kind for one step: a quantified rule is one, at its gravest subject, and the gravest come first.
//! The line after each proposal's annotations is for the log and holds no text of the proposal, so
//! that nothing but this file writes commands.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::extent::Extent;
use super::text::{clean, unbound};
use super::{Sources, gravest, words};
use crate::report::{Finding, Notice, Place, Report, Verdict};

pub(super) fn write(report: &Report, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    if report.proposals.is_empty() {
        let text = "there is no proposal in this report";
        writeln!(out, "{}", command("warning", None, sources, "nothing was checked", text))?;
    }
    // First, for they make the report less than whole, and GitHub shows the first ten.
    for error in &report.errors {
        writeln!(out, "{}", told("error", error, sources))?;
    }
    for (at, proposal) in report.proposals.iter().enumerate() {
        for finding in gravest::findings(proposal) {
            let place = Some(gravest::place(finding));
            writeln!(
                out,
                "{}",
                command(level(finding), place, sources, &title(finding), &message(finding))
            )?;
        }
        let counts = words::counts(&proposal.counts, ", ");
        let outcome = words::outcome(proposal).word;
        writeln!(out, "Proposal {}: {outcome} ({})", at + 1, unbound(&counts))?;
    }
    for notice in &report.notices {
        writeln!(out, "{}", told("notice", notice, sources))?;
    }
    Ok(())
}

fn level(finding: &Finding) -> &'static str {
    match finding.verdict {
        Verdict::Broken | Verdict::Unknown if finding.force.is_concern() => "warning",
        Verdict::Broken | Verdict::Unknown => "error",
        Verdict::Waiting | Verdict::Waived | Verdict::Holds | Verdict::NotApplicable => "notice",
    }
}

/// `juice: broken`
fn title(finding: &Finding) -> String {
    format!("{}: {}", clean(&finding.rule), words::look(finding).title)
}

fn message(finding: &Finding) -> String {
    let mut text = words::headline(finding);
    let _ = write!(text, "\n{}: {}", words::kind(finding.force), clean(&finding.sentence));
    let because = finding.because.iter().map(|why| ("because", why));
    for (key, value) in because.chain(finding.help.iter().map(|help| ("help", help))) {
        let _ = write!(text, "\n{key}: {}", clean(value));
    }
    text
}

fn told(kind: &str, notice: &Notice, sources: &Sources) -> String {
    let mut text = clean(&notice.message);
    if let Some(help) = &notice.help {
        let _ = write!(text, "\nhelp: {}", clean(help));
    }
    command(kind, notice.at.as_ref(), sources, &notice.code, &text)
}

/// `::error file=offer.yaml,line=5,col=12,endColumn=21,title=juice%3A broken::message`
fn command(
    kind: &str,
    place: Option<&Place>,
    sources: &Sources,
    title: &str,
    text: &str,
) -> String {
    let mut command = format!("::{kind} ");
    if let Some(place) = place {
        let (file, line, column) = (property(&clean(&place.file)), place.line, place.column);
        let _ = write!(command, "file={file},line={line},");
        let end = Extent::of(place, sources);
        match end {
            Some(end) if end.line > line => {
                // Columns are shown within one line only.
                let _ = write!(command, "endLine={},", end.line);
            }
            Some(end) => {
                let last = end.column.saturating_sub(1).max(column);
                let _ = write!(command, "col={column},endColumn={last},");
            }
            None => {
                let _ = write!(command, "col={column},");
            }
        }
    }
    let _ = write!(command, "title={}::{}", property(title), data(text));
    command
}

/// Text after the second `::`, as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
