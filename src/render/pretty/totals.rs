//! The end of the report: what it all comes to.

use std::cmp::Ordering;

use super::Page;
use crate::render::text::{self, NO_BREAK, clean, count, fold, width};
use crate::render::words::{self, Tone};
use crate::report::{Finding, ProposalReport, Report, Verdict};

/// Longest lists of margins and of deadlines.
const LIST: usize = 3;
/// Longest list of proposals; beyond it, those that need attention come first.
const PROPOSALS: usize = 30;
/// Columns before the second line of an entry.
const INDENT: usize = 15;

/// A finding with the proposal it belongs to.
type Found<'a> = (&'a ProposalReport, &'a Finding);

impl Page<'_> {
    pub(super) fn totals(&self, report: &Report) -> String {
        let mut out = String::new();
        match report.proposals.as_slice() {
            [] => {
                let text = "Nothing was checked: there is no proposal in this report.";
                out.push_str(&self.lines(Tone::Warn, text));
                out.push_str(&self.unread(report));
            }
            [one] => {
                out.push_str(&self.verdict_line(report));
                out.push_str(&self.rules(one));
            }
            many => {
                out.push_str(&self.paint.rule());
                out.push('\n');
                out.push_str(&self.verdict_line(report));
                out.push_str(&self.proposals(many));
            }
        }
        out.push_str(&self.list("tightest", &tightest(report)));
        out.push_str(&self.list("deadlines", &deadlines(report)));
        out
    }

    /// `Outcome: broken (a red line is crossed)`, and whether that is the whole picture.
    fn verdict_line(&self, report: &Report) -> String {
        let judgement = match report.proposals.as_slice() {
            [one] => words::outcome(one),
            _ => words::worst(report),
        };
        let worst = if report.proposals.len() > 1 {
            format!("Worst outcome of {} proposals", report.proposals.len())
        } else {
            "Outcome".to_owned()
        };
        let text = format!("{worst}: {} ({})", judgement.word, judgement.meaning);
        self.lines(judgement.tone.strong(), &text) + &self.unread(report)
    }

    /// A report with errors is not the whole picture.
    fn unread(&self, report: &Report) -> String {
        if report.errors.is_empty() {
            return String::new();
        }
        let errors = count(report.errors.len(), "error", "errors");
        let text = format!("{errors}: not everything could be read, so this may not be all");
        self.lines(Tone::Bad, &text)
    }

    fn lines(&self, tone: Tone, text: &str) -> String {
        let folded = fold(text, "", "  ", self.style.width);
        folded.lines().map(|line| self.paint.tone(tone, line) + "\n").collect()
    }

    /// The counts of one proposal's rules.
    fn rules(&self, proposal: &ProposalReport) -> String {
        let dot = self.paint.dot();
        let mut out = self.entry("red lines", &words::counts(&proposal.counts, dot));
        out.push_str(&self.entry("concerns", &words::counts(&proposal.concerns, dot)));
        out
    }

    /// One line a proposal.
    fn proposals(&self, proposals: &[ProposalReport]) -> String {
        let mut shown: Vec<_> = proposals.iter().collect();
        if shown.len() > PROPOSALS {
            shown.sort_by_key(|proposal| std::cmp::Reverse(proposal.outcome));
            shown.truncate(PROPOSALS);
        }
        let mut out: String = shown.iter().map(|proposal| self.proposal(proposal)).collect();
        let more = proposals.len() - shown.len();
        if more > 0 {
            let text =
                format!("{} and {} more", self.paint.dots(), count(more, "proposal", "proposals"));
            out.push_str(&format!("  {text}\n"));
        }
        out
    }

    fn proposal(&self, proposal: &ProposalReport) -> String {
        let dot = self.paint.dot();
        let mut text =
            format!("{}: {}", words::name(proposal), words::counts(&proposal.counts, dot));
        let concerns = words::counts(&proposal.concerns, dot);
        if !concerns.is_empty() {
            text = format!("{text}; concerns: {concerns}");
        }
        if words::nothing_applied(proposal) {
            text = format!("{}: no rule applied", words::name(proposal));
        }
        let judgement = words::outcome(proposal);
        let first = format!("  {:<11} ", text::outcome(proposal.outcome));
        self.paragraph(judgement.tone, &first, &text, 16)
    }

    /// A list under one key; nothing where it is empty.
    fn list(&self, key: &str, entries: &[(String, String)]) -> String {
        let widest = entries.iter().map(|(value, _)| width(value)).max().unwrap_or_default();
        let mut out = String::new();
        for (at, (value, about)) in entries.iter().enumerate() {
            let gap = " ".repeat(widest - width(value));
            let key = if at == 0 { key } else { "" };
            let head = format!("  {key:<10} ");
            let value = format!("{value}{gap}").replace(' ', NO_BREAK);
            let column = head.len() + widest + 2;
            let word = about.split(' ').map(width).max().unwrap_or_default();
            // Beside the value where that leaves room to read it, else beneath.
            let indent = if column + word <= self.style.width { column } else { INDENT };
            out.push_str(&self.paragraph(Tone::Dim, &head, &format!("{value}  {about}"), indent));
        }
        out
    }

    fn entry(&self, key: &str, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        let first = format!("  {key:<10} ");
        self.paragraph(Tone::Dim, &first, value, INDENT)
    }
}

/// The smallest relative margins among rules that hold or are broken: what is worst, or would be
/// next.
fn tightest(report: &Report) -> Vec<(String, String)> {
    let mut found: Vec<(f64, Found)> = findings(report)
        .filter(|(_, finding)| matches!(finding.verdict, Verdict::Holds | Verdict::Broken))
        .filter_map(|found| {
            let relative = found.1.margin.as_ref()?.relative.as_deref()?;
            Some((relative.parse().ok()?, found))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    let said = |(_, found): &(f64, Found)| {
        let margin = found.1.margin.as_ref()?;
        Some((words::margin(margin, found.1.verdict), about(report, *found)))
    };
    found.iter().take(LIST).filter_map(said).collect()
}

/// The deadlines that come next.
fn deadlines(report: &Report) -> Vec<(String, String)> {
    let mut found: Vec<(i64, Found)> = findings(report)
        .filter(|(_, finding)| finding.verdict == Verdict::Waiting)
        .filter_map(|found| Some((found.1.days_left?, found)))
        .collect();
    found.sort_by_key(|(days, _)| *days);
    let said = |(days, found): &(i64, Found)| (words::days_left(*days), about(report, *found));
    found.iter().take(LIST).map(said).collect()
}

fn findings(report: &Report) -> impl Iterator<Item = Found<'_>> {
    let of = |proposal| {
        let proposal: &ProposalReport = proposal;
        proposal.findings.iter().map(move |finding| (proposal, finding))
    };
    report.proposals.iter().flat_map(of)
}

/// The rule, and the proposal where there are several.
fn about(report: &Report, (proposal, finding): Found) -> String {
    let concern = if finding.force.is_concern() { " (concern)" } else { "" };
    let rule = format!("{}{concern}", clean(&finding.rule));
    match report.proposals.len() {
        1 => rule,
        _ => format!("{rule} ({})", words::name(proposal)),
    }
}
