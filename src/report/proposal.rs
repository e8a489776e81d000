//! One proposal's report: its findings, its counts and what it comes to.

use super::finding::{self, place_of};
use super::{Counts, Force, Notice, Outcome, ProposalReport, Verdict};
use crate::eval::{self, NodeRef, Remark, World};
use crate::model::{Rule, RuleSet};
use crate::report::finding::place_in;
use crate::value::ReadingNote;

/// A proposal judged, with what is to be said beside.
pub(crate) struct Judgement {
    /// Its report.
    pub(crate) report: ProposalReport,
    /// What the reader should know.
    pub(crate) notices: Vec<Notice>,
    /// The rules that reached a limit.
    pub(crate) errors: Vec<Notice>,
    /// True where a rule got a verdict other than `not applicable`.
    pub(crate) applied: bool,
}

/// Judges a proposal by the rules of a party, or by all.
pub(crate) fn judge(
    rules: &RuleSet,
    chosen: &[&Rule],
    world: &World<'_>,
    all_parts: bool,
) -> Judgement {
    let document = world.document(0);
    let mut report = ProposalReport {
        check: None,
        as_of: None,
        file: document.source().name().to_owned(),
        document: document.number(),
        name: finding::title(world),
        outcome: Outcome::Acceptable,
        counts: Counts::default(),
        concerns: Counts::default(),
        findings: Vec::with_capacity(chosen.len()),
    };
    let (mut notices, mut errors) = (Vec::new(), Vec::new());
    let mut applied = false;
    for rule in chosen {
        let Some(scope) = rules.scopes.get(rule.scope) else { continue };
        let result = eval::judge(rule, scope, world);
        let found = finding::finding(rule, &result.judged, world, all_parts);
        let (limits, remarks): (Vec<_>, Vec<_>) = result
            .remarks
            .iter()
            .map(|remark| (remark, notice(remark, rule)))
            .partition(|(remark, _)| matches!(remark, Remark::TooManySubjects { .. }));
        errors.extend(limits.into_iter().map(|(_, error)| error));
        notices.extend(remarks.into_iter().map(|(_, notice)| notice));
        notices.extend(waiver_notice(rule, result.judged.verdict, world));
        notices.extend(result.judged.nodes.iter().filter_map(|node| reading_notice(*node, world)));
        applied |= found.verdict != Verdict::NotApplicable;
        let counts =
            if rule.force.is_concern() { &mut report.concerns } else { &mut report.counts };
        counts.add(found.verdict);
        report.outcome = report.outcome.max(outcome(rule.force, found.verdict));
        report.findings.push(found);
    }
    Judgement { report, notices, errors, applied }
}

/// What one rule's verdict makes of the outcome. Concerns never change it.
pub(crate) fn outcome(force: Force, verdict: Verdict) -> Outcome {
    match (force, verdict) {
        (Force::Should | Force::Warn, _) => Outcome::Acceptable,
        (Force::Halt, Verdict::Broken) => Outcome::Halt,
        (Force::Must, Verdict::Broken) => Outcome::Broken,
        (_, Verdict::Unknown) => Outcome::Unknown,
        (_, Verdict::Waiting) => Outcome::Waiting,
        (_, Verdict::Holds | Verdict::NotApplicable | Verdict::Waived) => Outcome::Acceptable,
    }
}

fn notice(remark: &Remark, rule: &Rule) -> Notice {
    let (code, message, help) = match remark {
        Remark::AbsentEverywhere(name) => (
            "dealbreaker::rule::absent_everywhere",
            format!(
                "`{}` is nowhere in what was given: the verdict on `{}` rests on its absence",
                name.text, rule.id
            ),
            Some("check the spelling, or leave the rule as it is".to_owned()),
        ),
        Remark::NoSubject { noun, looked_at } => (
            "dealbreaker::rule::no_subject",
            format!("`{}` has no `{noun}` to judge (0 of {looked_at})", rule.id),
            None,
        ),
        Remark::ExceptFindsNothing(name) => (
            "dealbreaker::rule::except_finds_nothing",
            format!("`except {}` in `{}` leaves nothing out", name.text, rule.id),
            Some("check the spelling, or remove it".to_owned()),
        ),
        Remark::FirstRound => (
            "dealbreaker::rule::no_previous_round",
            format!("`{}` asks for the round before, and this is the first", rule.id),
            None,
        ),
        Remark::TooManySubjects { limit } => (
            "dealbreaker::rule::too_many_subjects",
            format!("`{}` would look at more than {limit} things", rule.id),
            Some(
                "put one quantifier in it, not several, or raise `subjects` under `[limits]`"
                    .to_owned(),
            ),
        ),
        Remark::RoundNotGiven => (
            "dealbreaker::rule::no_previous_round",
            format!("`{}` asks for the round before, which was not given", rule.id),
            Some("give the earlier rounds too, or write `round: 1` in the proposal".to_owned()),
        ),
    };
    Notice {
        code: code.to_owned(),
        message,
        help,
        at: Some(place_in(&rule.source, rule.span)),
        related: Vec::new(),
    }
}

/// A waiver that has run out while it would still be needed, or that hides nothing.
fn waiver_notice(rule: &Rule, verdict: Verdict, world: &World<'_>) -> Option<Notice> {
    let waiver = rule.clauses().waiver.as_ref()?;
    let needed = matches!(verdict, Verdict::Broken | Verdict::Unknown);
    let expired = world.as_of > waiver.until;
    let (code, message) = match (expired, needed) {
        (true, _) => (
            "dealbreaker::waiver::expired",
            format!("the waiver of `{}` expired on {}", rule.id, waiver.until),
        ),
        (false, true) => return None,
        (false, false) => {
            ("dealbreaker::waiver::unneeded", format!("the waiver of `{}` hides nothing", rule.id))
        }
    };
    Some(Notice {
        code: code.to_owned(),
        message,
        help: Some("remove it, or renew it if it is still needed".to_owned()),
        at: Some(place_in(&rule.source, rule.span)),
        related: Vec::new(),
    })
}

/// What is to be said of how a value is written.
fn reading_notice(node: NodeRef, world: &World<'_>) -> Option<Notice> {
    let (_, note) = world.document(node.layer).reading(node.node)?;
    let (code, message, help) = reading_words(&note?);
    let message = format!("`{}`: {message}", world.written(node));
    Some(Notice {
        code: code.to_owned(),
        message,
        help,
        at: Some(place_of(node, world)),
        related: Vec::new(),
    })
}

fn reading_words(note: &ReadingNote) -> (&'static str, String, Option<String>) {
    match note {
        ReadingNote::MarkSpelling { mark } => (
            "dealbreaker::proposal::mark_spelling",
            format!("this is read as text, not as the mark `{mark}`"),
            Some(format!("write `{mark}` in lower case if that is meant")),
        ),
        ReadingNote::UnknownUnit { unit, suggestion } => (
            "dealbreaker::proposal::unknown_unit",
            format!("`{unit}` is not a unit that is known: the value is read as text"),
            suggestion.as_ref().map(|unit| format!("did you mean `{unit}`?")),
        ),
        ReadingNote::AmbiguousDate => (
            "dealbreaker::proposal::ambiguous_date",
            "this date has two readings: it is read as text".to_owned(),
            Some("write it as `2004-03-31` or `31 March 2004`".to_owned()),
        ),
        ReadingNote::NoSuchDay => (
            "dealbreaker::proposal::no_such_day",
            "this day is in no calendar: it is read as text".to_owned(),
            Some("check day and month".to_owned()),
        ),
        ReadingNote::Moment => (
            "dealbreaker::proposal::moment",
            "this is a moment, which is another day elsewhere: it is read as text".to_owned(),
            Some("write the day alone, as `2004-03-31`".to_owned()),
        ),
        ReadingNote::TooLong => (
            "dealbreaker::proposal::number_too_long",
            "this number is too long: it is read as text".to_owned(),
            None,
        ),
    }
}
