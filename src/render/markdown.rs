//! `--format markdown`: a comment for a pull request.
//!
//! What breaks comes first, as a table; sentences, reasons and help are folded away beneath it. The
//! whole stays below what GitHub takes as one comment: what no longer fits is counted instead.
//!
//! Text of proposals and rules never becomes markup: see [`escape`].

pub(super) mod escape;
pub(super) mod page;

use std::io::{self, Write};

use self::escape::{code, prose};
use self::page::Page;
use super::text::{count, unbound};
use super::{gravest, words};
use crate::report::{Finding, Notice, ProposalReport, Report, Verdict};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    heading(report, &mut page);
    if report.proposals.len() > 1 {
        overview(report, &mut page);
    }
    for proposal in &report.proposals {
        section(report, proposal, &mut page);
    }
    notices("Not read", &report.errors, &mut page);
    notices("To be known", &report.notices, &mut page);
    for proposal in &report.proposals {
        details(report, proposal, &mut page);
    }
    out.write_all(page.finished().as_bytes())
}

fn heading(report: &Report, page: &mut Page) {
    let judgement = match report.proposals.as_slice() {
        [] => {
            page.block("### Nothing was checked\n\n");
            return;
        }
        [one] => words::outcome(one),
        _ => words::worst(report),
    };
    page.block(&format!("### Deal check: {}\n\n", judgement.word));
    let mut meaning = sentence_case(&judgement.meaning);
    if let [one] = report.proposals.as_slice() {
        meaning = format!("{meaning} Checked for {}.", words::day(report, one));
    }
    if !report.errors.is_empty() {
        let errors = count(report.errors.len(), "error", "errors");
        meaning = format!("{meaning} **{errors}: not everything could be read.**");
    }
    page.block(&format!("{meaning}\n\n"));
}

/// `the talks stop here` as `The talks stop here.`
fn sentence_case(text: &str) -> String {
    let mut rest = text.chars();
    let first: String = rest.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", rest.as_str())
}

/// One row a proposal.
fn overview(report: &Report, page: &mut Page) {
    page.table("| Proposal | Outcome | Red lines | Concerns |\n| --- | --- | --- | --- |\n");
    for proposal in &report.proposals {
        let cells = [
            prose(&words::name(proposal)),
            format!("**{}**", words::outcome(proposal).word),
            unbound(&words::counts(&proposal.counts, ", ")),
            unbound(&words::counts(&proposal.concerns, ", ")),
        ];
        page.row(&cells);
    }
    page.end();
}

/// The findings of one proposal that ask for attention.
fn section(report: &Report, proposal: &ProposalReport, page: &mut Page) {
    let shown = gravest::findings(proposal);
    if shown.is_empty() && report.proposals.len() > 1 {
        return;
    }
    let name = prose(&words::name(proposal));
    page.block(&format!("#### {name}: {}\n\n", words::outcome(proposal).word));
    let mut about = code(&words::file(proposal));
    for (kind, counts) in [("red lines", &proposal.counts), ("concerns", &proposal.concerns)] {
        if counts.total() > 0 {
            about = format!("{about} · {kind}: {}", unbound(&words::counts(counts, ", ")));
        }
    }
    page.block(&format!("{about}\n\n"));
    if shown.is_empty() {
        page.block(&format!("{}\n\n", words::nothing_to_report(proposal)));
        return;
    }
    page.table(
        "| Verdict | Rule | What was found | Margin | Where |\n| --- | --- | --- | ---: | --- |\n",
    );
    for finding in shown {
        page.row(&cells(finding));
    }
    page.end();
}

fn cells(finding: &Finding) -> [String; 5] {
    let title = prose(&words::look(finding).title);
    let grave = matches!(finding.verdict, Verdict::Broken | Verdict::Unknown);
    let grave = grave && !finding.force.is_concern();
    [
        if grave { format!("**{title}**") } else { title },
        code(&finding.rule),
        prose(&finding.message),
        finding.margin.as_ref().map(|one| prose(&unbound(&words::amount(one)))).unwrap_or_default(),
        code(&words::position(gravest::place(finding))),
    ]
}

/// Sentences, reasons and help, folded away.
fn details(report: &Report, proposal: &ProposalReport, page: &mut Page) {
    let shown = gravest::findings(proposal);
    if !shown.is_empty() {
        page.open(&(of(report, proposal) + &count(shown.len(), "rule", "rules") + " in full"));
        for finding in shown {
            page.block(&full(finding));
        }
        page.close();
    }
    quiet(report, proposal, page);
}

/// Whose rules they are, where there are several proposals; as HTML.
fn of(report: &Report, proposal: &ProposalReport) -> String {
    match report.proposals.len() {
        1 => String::new(),
        _ => escape::html_code(&words::name(proposal)) + ": ",
    }
}

/// One finding with its rule.
fn full(finding: &Finding) -> String {
    let place = code(&words::position(&finding.at));
    let kind = words::kind(finding.force);
    let sentence = code(&finding.sentence);
    let mut text = format!("- {} ({kind}, {place}): {sentence}\n", code(&finding.rule));
    for part in gravest::parts(finding).into_iter().take(PARTS) {
        let place = code(&words::position(gravest::place(part)));
        let subject = code(part.subject.as_deref().unwrap_or_default());
        text.push_str(&format!("  - {subject}: {}, {place}\n", prose(&words::headline(part))));
    }
    let mut add = |key: &str, value: Option<String>| {
        text.extend(value.map(|value| format!("  - {key}: {}\n", prose(&value))));
    };
    if let Some(counts) = &finding.part_counts {
        add("subjects", Some(unbound(&words::counts(counts, ", "))));
    }
    let margin = finding.margin.as_ref();
    add("margin", margin.map(|margin| unbound(&words::margin(margin, finding.verdict))));
    add("because", finding.because.clone());
    add("source", finding.source.clone());
    add("owner", finding.owner.clone());
    add("waiver", finding.waiver.as_ref().map(words::waiver));
    for help in &finding.help {
        add("help", Some(help.clone()));
    }
    text
}

/// At most so many subjects of a quantified rule are listed.
const PARTS: usize = 20;

/// The rules that ask for no attention, by name.
fn quiet(report: &Report, proposal: &ProposalReport, page: &mut Page) {
    for (verdict, one, many) in [
        (Verdict::Holds, "rule holds", "rules hold"),
        (Verdict::NotApplicable, "rule does not apply", "rules do not apply"),
    ] {
        let all: Vec<_> = proposal.findings.iter().filter(|one| one.verdict == verdict).collect();
        if all.is_empty() {
            continue;
        }
        page.open(&(of(report, proposal) + &count(all.len(), one, many)));
        for finding in all {
            page.block(&format!("- {}: {}\n", code(&finding.rule), prose(&finding.message)));
        }
        page.close();
    }
}

fn notices(title: &str, notices: &[Notice], page: &mut Page) {
    if notices.is_empty() {
        return;
    }
    page.block(&format!("#### {title}\n\n"));
    for notice in notices {
        let place = notice.at.as_ref().map(|at| format!(" ({})", code(&words::position(at))));
        let help = notice.help.as_deref().map(|help| format!("; {}", prose(help)));
        let text = prose(&notice.message) + &place.unwrap_or_default() + &help.unwrap_or_default();
        page.block(&format!("- {text} {}\n", code(&notice.code)));
    }
    page.end();
}
