//! How verdicts, margins and counts are said, in every format for people.

use super::text::{self, NO_BREAK, clean, count, grouped};
use crate::report::{
    Counts, DaySource, Finding, Force, Margin, Outcome, Place, ProposalReport, Report, Verdict,
    Waiver,
};
use crate::value::Unit;

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// A red line is crossed, or the job could not be done.
    Bad,
    /// Something is open, or a concern.
    Warn,
    /// To be known, nothing to be done now.
    Calm,
    /// All is well.
    Good,
    /// Of less weight than what stands around it.
    Dim,
    /// The same in bold.
    StrongBad,
    StrongWarn,
    StrongCalm,
    StrongGood,
}

impl Tone {
    /// The same colour for a heading.
    pub(super) fn strong(self) -> Self {
        match self {
            Tone::Bad | Tone::StrongBad => Tone::StrongBad,
            Tone::Warn | Tone::StrongWarn => Tone::StrongWarn,
            Tone::Calm | Tone::StrongCalm | Tone::Dim => Tone::StrongCalm,
            Tone::Good | Tone::StrongGood => Tone::StrongGood,
        }
    }
}

/// How a finding looks at first sight.
pub(super) struct Look {
    /// `broken`, `waiting, 31 days left`, `concern, unknown`.
    pub(super) title: String,
    /// Beside the title.
    pub(super) sign: &'static str,
    pub(super) tone: Tone,
}

/// An outcome and its colour.
pub(super) struct Judgement {
    pub(super) word: &'static str,
    /// What it means, for those who read such a report for the first time.
    pub(super) meaning: String,
    pub(super) tone: Tone,
}

/// True of verdicts that get a diagnostic of their own.
pub(super) fn wants_attention(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Broken | Verdict::Unknown | Verdict::Waiting | Verdict::Waived => true,
        Verdict::Holds | Verdict::NotApplicable => false,
    }
}

/// The place of a verdict in lists: the gravest first.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Broken => 1,
        Verdict::Unknown => 2,
        Verdict::Waiting => 3,
        Verdict::Waived => 4,
        Verdict::Holds => 5,
        Verdict::NotApplicable => 6,
    }
}

/// The place of a finding in the report: what stops the talks, red lines, concerns.
pub(super) fn rank(finding: &Finding) -> (bool, u8) {
    let stops = finding.force == Force::Halt && finding.verdict == Verdict::Broken;
    (finding.force.is_concern(), if stops { 0 } else { weight(finding.verdict) })
}

/// What a rule of this force is called.
pub(super) fn kind(force: Force) -> &'static str {
    match force {
        Force::Must => "red line",
        Force::Should | Force::Warn => "concern",
        Force::Halt => "halt rule",
    }
}

pub(super) fn look(finding: &Finding) -> Look {
    let halt = finding.force == Force::Halt;
    let (title, sign, tone) = match finding.verdict {
        Verdict::Broken if halt => ("halt, the talks stop".to_owned(), "✗", Tone::Bad),
        Verdict::Broken => ("broken".to_owned(), "✗", Tone::Bad),
        Verdict::Unknown if halt => ("unknown whether to halt".to_owned(), "?", Tone::Warn),
        Verdict::Unknown => ("unknown".to_owned(), "?", Tone::Warn),
        Verdict::Waiting => (waiting(finding.days_left, halt), "~", Tone::Calm),
        Verdict::Waived => (waived(finding.waiver.as_ref()), "~", Tone::Calm),
        Verdict::Holds => ("holds".to_owned(), "+", Tone::Good),
        Verdict::NotApplicable => ("not applicable".to_owned(), "-", Tone::Dim),
    };
    let title = if finding.known { format!("{title} (known)") } else { title };
    if finding.force.is_concern() {
        let tone = if tone == Tone::Bad { Tone::Warn } else { Tone::Calm };
        return Look { title: format!("concern, {title}"), sign: "!", tone };
    }
    Look { title, sign, tone }
}

fn waiting(days: Option<i64>, halt: bool) -> String {
    let left = match days {
        Some(days) => format!("waiting, {}", days_left(days)),
        None => "waiting".to_owned(),
    };
    if halt { format!("{left} before the talks stop") } else { left }
}

fn waived(waiver: Option<&Waiver>) -> String {
    match waiver {
        Some(waiver) => {
            format!("waived until {}, otherwise {}", clean(&waiver.until), waiver.verdict.word())
        }
        None => "waived".to_owned(),
    }
}

/// How long until a deadline; its last day still counts.
pub(super) fn days_left(days: i64) -> String {
    match days {
        0 => "last day".to_owned(),
        1 => "1 day left".to_owned(),
        _ => format!("{} days left", grouped(&days.to_string())),
    }
}

/// `-2,500 tons`
pub(super) fn amount(margin: &Margin) -> String {
    let about = if margin.rounded { "about " } else { "" };
    let amount = grouped(&clean(&margin.amount));
    match margin.unit.as_deref().map(clean) {
        Some(unit) if unit == "%" => format!("{about}{amount}%"),
        Some(unit) if is_one(&margin.amount) => {
            format!("{about}{amount}{NO_BREAK}{}", singular(&unit))
        }
        Some(unit) => format!("{about}{amount}{NO_BREAK}{unit}"),
        None => format!("{about}{amount}"),
    }
}

fn is_one(amount: &str) -> bool {
    matches!(amount, "1" | "-1")
}

/// The unit as it stands beside one; text that is no unit stays what it is.
fn singular(unit: &str) -> String {
    Unit::parse(unit).map_or_else(|_| unit.to_owned(), |unit| unit.singular().to_owned())
}

/// `-2,500 tons (38.5% beyond the limit)`
pub(super) fn margin(margin: &Margin, verdict: Verdict) -> String {
    let amount = amount(margin);
    let size = match share(margin) {
        _ if is_zero(&margin.amount) => "exactly at the limit".to_owned(),
        Some(share) if verdict == Verdict::Holds => format!("{share} to spare"),
        Some(share) => format!("{share} beyond the limit"),
        None => return amount,
    };
    format!("{amount} ({size})")
}

/// The relative margin in percent, without its sign.
pub(super) fn share(margin: &Margin) -> Option<String> {
    // A float is fine here: this is the size of it in words, the exact number stands beside it.
    let share: f64 = margin.relative.as_deref()?.parse().ok()?;
    let percent = share.abs() * 100.0;
    if percent > 0.0 && percent < 0.05 {
        return Some("less than 0.1%".to_owned());
    }
    let text = format!("{percent:.1}");
    Some(format!("{}%", grouped(text.strip_suffix(".0").unwrap_or(&text))))
}

fn is_zero(amount: &str) -> bool {
    amount.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// The counts that are not zero, the gravest first: `3 broken · 1 unknown · 9 hold`.
pub(super) fn counts(counts: &Counts, dot: &str) -> String {
    let mut all = Verdict::ALL;
    all.sort_by_key(|verdict| weight(*verdict));
    let some = all.into_iter().filter(|verdict| counts.of(*verdict) > 0);
    let said: Vec<String> = some
        .map(|verdict| {
            let number = counts.of(verdict);
            let word =
                if verdict == Verdict::Holds && number != 1 { "hold" } else { verdict.word() };
            format!("{} {word}", grouped(&number.to_string())).replace(' ', NO_BREAK)
        })
        .collect();
    said.join(dot)
}

/// The proposal as people call it, and the check it was judged in, where that has a name.
pub(super) fn name(proposal: &ProposalReport) -> String {
    in_check(proposal.name.as_deref().map_or_else(|| file(proposal), clean), proposal)
}

/// Its file, and the check: what tells it apart from all others of the report.
pub(super) fn origin(proposal: &ProposalReport) -> String {
    in_check(file(proposal), proposal)
}

fn in_check(text: String, proposal: &ProposalReport) -> String {
    match &proposal.check {
        Some(check) => format!("{text} (check {})", clean(check)),
        None => text,
    }
}

/// Its file, and which of several in that file it is.
pub(super) fn file(proposal: &ProposalReport) -> String {
    let file = clean(&proposal.file);
    match proposal.document {
        0 => file,
        // People count from 1.
        number => format!("{file} (document no. {})", number + 1),
    }
}

pub(super) fn outcome(proposal: &ProposalReport) -> Judgement {
    if proposal.outcome == Outcome::Acceptable && nothing_applied(proposal) {
        return untouched();
    }
    judgement(proposal.outcome, proposal.counts.waived)
}

/// Nothing speaks against it, but nothing was asked either: that is no pass.
fn untouched() -> Judgement {
    Judgement {
        word: "acceptable, but no rule applied",
        meaning: "nothing was asked, so nothing is shown".to_owned(),
        tone: Tone::Warn,
    }
}

/// The worst outcome of several proposals.
pub(super) fn worst(report: &Report) -> Judgement {
    let waived = report.proposals.iter().map(|one| one.counts.waived).sum();
    worst_of(report.outcome, report.proposals.iter().all(nothing_applied), waived)
}

/// The same, where it is known whether no rule applied to any of them, and how many red lines are waived.
pub(super) fn worst_of(outcome: Outcome, nothing_applied: bool, waived: usize) -> Judgement {
    if nothing_applied && outcome == Outcome::Acceptable {
        return untouched();
    }
    judgement(outcome, waived)
}

fn judgement(outcome: Outcome, waived: usize) -> Judgement {
    let (meaning, tone) = match outcome {
        Outcome::Acceptable => ("no red line is broken or open", Tone::Good),
        Outcome::Waiting => ("nothing is broken, a deadline is still running", Tone::Calm),
        Outcome::Unknown => ("nothing is broken, but not every red line can be judged", Tone::Warn),
        Outcome::Broken => ("a red line is crossed", Tone::Bad),
        Outcome::Halt => ("the talks stop here", Tone::Bad),
    };
    // A deal that passes only by leave of someone must not look like one that passes.
    let meaning = match waived {
        0 => meaning.to_owned(),
        _ if outcome > Outcome::Waiting => meaning.to_owned(),
        _ => format!("{meaning}, with {}", count(waived, "red line waived", "red lines waived")),
    };
    Judgement { word: text::outcome(outcome), meaning, tone }
}

pub(super) fn nothing_applied(proposal: &ProposalReport) -> bool {
    let asked = |counts: &Counts| counts.total() - counts.not_applicable;
    asked(&proposal.counts) + asked(&proposal.concerns) == 0
}

/// The sentence in place of findings.
pub(super) fn nothing_to_report(proposal: &ProposalReport) -> String {
    if nothing_applied(proposal) {
        return "No rule applied to this proposal.".to_owned();
    }
    "Every rule that applies holds.".to_owned()
}

/// The day a proposal was checked for, and where that comes from.
pub(super) fn day(report: &Report, proposal: &ProposalReport) -> String {
    match &proposal.as_of {
        Some(day) => format!("{} (the day given for this check)", clean(day)),
        None => format!("{} ({})", clean(&report.as_of), day_source(report.as_of_source)),
    }
}

/// Where the day comes from, so that nobody takes an old day for today's.
fn day_source(source: DaySource) -> &'static str {
    match source {
        DaySource::Flag => "the day given by --as-of",
        DaySource::Environment => "the day given by DEALBREAKER_AS_OF",
        DaySource::Config => "the day given in dealbreaker.toml",
        DaySource::Today => "today",
    }
}

/// `proposals/round-3.yaml:21:3`
pub(super) fn position(place: &Place) -> String {
    format!("{}:{}:{}", clean(&place.file), place.line, place.column)
}

/// What became of a finding, in one line without its place: `broken: … (-2,500 tons)`.
pub(super) fn headline(finding: &Finding) -> String {
    let margin = finding.margin.as_ref().map(|margin| format!(" ({})", amount(margin)));
    let said = format!("{}: {}", look(finding).title, clean(&finding.message));
    text::unbound(&(said + &margin.unwrap_or_default()))
}

/// Who waived it, until when, and why: `by chief negotiator, until 2004-06-30 (ministers decide)`.
pub(super) fn waiver(waiver: &Waiver) -> String {
    let by = waiver.by.as_deref().map(|by| format!("by {}, ", clean(by))).unwrap_or_default();
    let because =
        waiver.because.as_deref().map(|why| format!(" ({})", clean(why))).unwrap_or_default();
    format!("{by}until {}{because}", clean(&waiver.until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_unit_is_told_in_the_singular() {
        for (number, unit, said) in [
            ("1", "tons", "1 ton"),
            ("-1", "points", "-1 point"),
            ("-1", "days", "-1 day"),
            ("1", "USD/tons", "1 USD/ton"),
            ("1", "%", "1%"),
            ("1", "yen/kg", "1 yen/kg"),
            ("1", "no unit that is known", "1 no unit that is known"),
            ("-11", "points", "-11 points"),
            ("0.1", "points", "0.1 points"),
            ("0", "tons", "0 tons"),
        ] {
            let unit = Some(unit.to_owned());
            let margin = Margin { amount: number.to_owned(), unit, relative: None, rounded: false };
            assert_eq!(amount(&margin).replace(NO_BREAK, " "), said);
        }
    }
}
