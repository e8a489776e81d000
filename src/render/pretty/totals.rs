//! The end of the report: what it all comes to.

use super::Page;
use crate::render::text::{self, NO_BREAK, clean, count, fold, width};
use crate::render::words::{self, Judgement, Tone};
use crate::report::{Finding, ProposalReport, Report, Verdict};

/// Longest lists of margins and of deadlines.
const LIST: usize = 3;
/// Longest list of proposals; beyond it, those that need attention come first.
const PROPOSALS: usize = 30;
/// Columns before the second line of an entry.
const INDENT: usize = 15;

/// What the end of the page will say, gathered as the proposals pass by.
pub(super) struct Totals {
    /// How many proposals there are in all.
    count: usize,
    /// Those that get a line, without their findings.
    shown: Vec<ProposalReport>,
    /// How many red lines are waived.
    waived: usize,
    /// True once some rule applied.
    applied: bool,
    /// The smallest relative margins among rules that hold or are broken: what is worst, or would be next.
    tightest: Least<f64>,
    /// The deadlines that come next.
    deadlines: Least<i64>,
}

/// The entries of the least size, in their order, and no more than are listed.
struct Least<T>(Vec<(T, (String, String))>);

impl<T: PartialOrd> Least<T> {
    /// Puts in an entry where it is among the least; those of one size stay in the order in which they came.
    fn add(&mut self, size: T, entry: impl FnOnce() -> (String, String)) {
        let at = self.0.partition_point(|(known, _)| *known <= size);
        if at < LIST {
            self.0.insert(at, (size, entry()));
            self.0.truncate(LIST);
        }
    }
}

impl Totals {
    /// Before the first of so many proposals.
    pub(super) fn of(count: usize) -> Self {
        let (tightest, deadlines) = (Least(Vec::new()), Least(Vec::new()));
        Self { count, shown: Vec::new(), waived: 0, applied: false, tightest, deadlines }
    }

    /// Takes in the next.
    pub(super) fn take(&mut self, proposal: &ProposalReport) {
        self.waived += proposal.counts.waived;
        self.applied |= !words::nothing_applied(proposal);
        let mut at = self.shown.len();
        if self.count > PROPOSALS {
            at = self.shown.partition_point(|known| known.outcome >= proposal.outcome);
        }
        if at < PROPOSALS {
            self.shown.insert(at, proposal.without_findings());
            self.shown.truncate(PROPOSALS);
        }
        for finding in &proposal.findings {
            self.finding(proposal, finding);
        }
    }

    fn finding(&mut self, proposal: &ProposalReport, finding: &Finding) {
        let about = || about(self.count, proposal, finding);
        match (finding.verdict, &finding.margin, finding.days_left) {
            (Verdict::Holds | Verdict::Broken, Some(margin), _) => {
                let relative = margin.relative.as_ref().and_then(|text| text.parse().ok());
                let said = || (words::margin(margin, finding.verdict), about());
                relative.into_iter().for_each(|size| self.tightest.add(size, said));
            }
            (Verdict::Waiting, _, Some(days)) => {
                self.deadlines.add(days, || (words::days_left(days), about()));
            }
            _ => {}
        }
    }
}

impl Page<'_> {
    pub(super) fn totals(&self, report: &Report, totals: &Totals) -> String {
        let mut out = String::new();
        match (totals.count, totals.shown.as_slice()) {
            (0, _) | (_, []) => {
                let text = "Nothing was checked: there is no proposal in this report.";
                out.push_str(&self.lines(Tone::Warn, text));
                out.push_str(&self.unread(report));
            }
            (1, [one, ..]) => {
                out.push_str(&self.verdict_line(report, "Outcome", &words::outcome(one)));
                out.push_str(&self.rules(one));
            }
            (many, shown) => {
                out.push_str(&self.paint.rule());
                out.push('\n');
                let worst = words::worst_of(report.outcome, !totals.applied, totals.waived);
                let head = format!("Worst outcome of {many} proposals");
                out.push_str(&self.verdict_line(report, &head, &worst));
                out.push_str(&self.proposals(shown, many));
            }
        }
        out.push_str(&self.list("tightest", &totals.tightest.0));
        out.push_str(&self.list("deadlines", &totals.deadlines.0));
        out
    }

    /// `Outcome: broken (a red line is crossed)`, and whether that is the whole picture.
    fn verdict_line(&self, report: &Report, head: &str, judgement: &Judgement) -> String {
        let text = format!("{head}: {} ({})", judgement.word, judgement.meaning);
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
    fn proposals(&self, shown: &[ProposalReport], all: usize) -> String {
        let mut out: String = shown.iter().map(|proposal| self.proposal(proposal)).collect();
        let more = all - shown.len();
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
    fn list<T>(&self, key: &str, entries: &[(T, (String, String))]) -> String {
        let widest = entries.iter().map(|(_, (value, _))| width(value)).max().unwrap_or_default();
        let mut out = String::new();
        for (at, (_, (value, about))) in entries.iter().enumerate() {
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

/// The rule, and the proposal where there are several.
fn about(count: usize, proposal: &ProposalReport, finding: &Finding) -> String {
    let concern = if finding.force.is_concern() { " (concern)" } else { "" };
    let rule = format!("{}{concern}", clean(&finding.rule));
    match count {
        1 => rule,
        _ => format!("{rule} ({})", words::name(proposal)),
    }
}
