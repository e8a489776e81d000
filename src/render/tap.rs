//! `--format tap`: the Test Anything Protocol.
//!
//! Version 13, for what newer versions add is not needed and older readers refuse to read them.
//! A test is one rule on one proposal. What holds is `ok`, what does not apply `ok … # SKIP`, and a
//! broken or unknown red line `not ok`. A finding that does not fail the proposal (a concern, a
//! deadline that still runs, a waiver) is `not ok … # TODO`: seen, and not counted as a failure.
//! What could not be read is `not ok` too, and notices are comments.

use std::io::{self, Write};

use super::json;
use super::text::{clean, unbound};
use super::words;
use crate::report::{Finding, Notice, Place, ProposalReport, Report, Verdict};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings: usize = report.proposals.iter().map(|one| one.findings.len()).sum();
    let tests = findings + report.errors.len();
    let none = if tests == 0 { " # SKIP nothing was checked" } else { "" };
    writeln!(out, "TAP version 13\n1..{tests}{none}")?;
    let mut number = 0;
    for proposal in &report.proposals {
        let outcome = words::outcome(proposal).word;
        writeln!(out, "# {}: {outcome}", description(&words::name(proposal)))?;
        for finding in &proposal.findings {
            number += 1;
            test(number, proposal, finding, out)?;
        }
    }
    for error in &report.errors {
        number += 1;
        failed_to_read(number, error, out)?;
    }
    report
        .notices
        .iter()
        .try_for_each(|notice| writeln!(out, "# note: {}", description(&clean(&notice.message))))
}

fn test(
    number: usize,
    proposal: &ProposalReport,
    finding: &Finding,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ok = matches!(finding.verdict, Verdict::Holds | Verdict::NotApplicable);
    let name = format!("{}: {}", words::origin(proposal), clean(&finding.rule));
    let directive = directive(finding).map(|text| format!(" # {text}")).unwrap_or_default();
    let not = if ok { "" } else { "not " };
    writeln!(out, "{not}ok {number} - {}{directive}", description(&name))?;
    if ok { Ok(()) } else { details(finding, out) }
}

fn directive(finding: &Finding) -> Option<String> {
    let title = description(&words::look(finding).title);
    match finding.verdict {
        Verdict::Holds => None,
        Verdict::NotApplicable => Some(format!("SKIP {title}")),
        Verdict::Waiting | Verdict::Waived => Some(format!("TODO {title}")),
        Verdict::Broken | Verdict::Unknown if finding.force.is_concern() => {
            Some(format!("TODO {title}"))
        }
        Verdict::Broken | Verdict::Unknown => None,
    }
}

/// The table beneath a test: YAML, its strings written as in JSON.
fn details(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  ---")?;
    field(out, "verdict", finding.verdict.word())?;
    field(out, "message", &finding.message)?;
    field(out, "sentence", &finding.sentence)?;
    if let Some(margin) = &finding.margin {
        field(out, "margin", &unbound(&words::margin(margin, finding.verdict)))?;
    }
    if let Some(days) = finding.days_left {
        writeln!(out, "  days_left: {days}")?;
    }
    places(out, &finding.data)?;
    field(out, "rule_at", &words::position(&finding.at))?;
    list(out, "help", finding.help.iter().map(String::as_str))?;
    writeln!(out, "  ...")
}

fn failed_to_read(number: usize, error: &Notice, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "not ok {number} - {}", description(&clean(&error.message)))?;
    writeln!(out, "  ---")?;
    field(out, "code", &error.code)?;
    places(out, error.at.as_slice())?;
    list(out, "help", error.help.as_deref().into_iter())?;
    writeln!(out, "  ...")
}

fn places(out: &mut dyn Write, places: &[Place]) -> io::Result<()> {
    let all: Vec<String> = places.iter().map(words::position).collect();
    list(out, "at", all.iter().map(String::as_str))
}

fn list<'a>(
    out: &mut dyn Write,
    key: &str,
    mut values: impl Iterator<Item = &'a str>,
) -> io::Result<()> {
    let Some(first) = values.next() else { return Ok(()) };
    writeln!(out, "  {key}:")?;
    std::iter::once(first)
        .chain(values)
        .try_for_each(|value| writeln!(out, "    - {}", json::string(&clean(value))?))
}

fn field(out: &mut dyn Write, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, "  {key}: {}", json::string(&clean(value))?)
}

/// The name of a test, or what is said of it: a `#` in it would begin a directive.
fn description(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#")
}
