//! Judges whole rules and proposals.

use crate::claims::{Mode, claim, condition};
use crate::events::happening;
use crate::nouns::{self, Range};
use crate::rules::{Labelled, Modal, Noun, Rule, RuleFile, Subject};
use crate::scope::{Round, Scope};
use crate::verdict::{Judged, Verdict, all};
use crate::world::{World, plain};

/// The answer for one rule.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its label.
    pub label: String,
    /// True for `should` and `warn if`.
    pub concern: bool,
    /// True for `halt if`.
    pub halt: bool,
    /// The judgement.
    pub judged: Judged,
    /// What a waiver hides.
    pub hidden: Option<Verdict>,
}

/// The answers to all rules.
pub fn answers(world: &World, rules: &RuleFile) -> Vec<Answer> {
    rules.rules.iter().map(|rule| answer(world, rule)).collect()
}

/// The outcome of a proposal.
pub fn outcome(answers: &[Answer]) -> &'static str {
    let has = |wanted: Verdict| {
        answers.iter().any(|answer| !answer.concern && answer.judged.verdict == wanted)
    };
    let halted = answers.iter().any(|it| it.halt && it.judged.verdict == Verdict::Broken);
    match () {
        () if halted => "halt",
        () if has(Verdict::Broken) => "broken",
        () if has(Verdict::Unknown) => "unknown",
        () if has(Verdict::Waiting) => "waiting",
        () => "acceptable",
    }
}

fn answer(world: &World, rule: &Labelled) -> Answer {
    let mut world = world.clone();
    world.names_left_out = rule.except.iter().map(|name| plain(name)).collect();
    let scope = Scope::new(&world);
    let inside = rule.window.is_none_or(|(from, until)| {
        from.is_none_or(|day| day <= world.as_of) && until.is_none_or(|day| world.as_of <= day)
    });
    let not_applicable = Judged::plain(Verdict::NotApplicable);
    let mut judged =
        if inside { judge(&scope, &rule.rule).unwrap_or(not_applicable) } else { not_applicable };
    let waived = rule.waived.is_some_and(|until| world.as_of <= until);
    let mut hidden = None;
    if waived && matches!(judged.verdict, Verdict::Broken | Verdict::Unknown) {
        hidden = Some(judged.verdict);
        judged.verdict = Verdict::Waived;
    }
    let halt = matches!(rule.rule, Rule::Halt(_));
    Answer { label: rule.label.clone(), concern: is_concern(&rule.rule), halt, judged, hidden }
}

fn is_concern(rule: &Rule) -> bool {
    match rule {
        Rule::Claim(_, modal, _) | Rule::There(modal, _) => *modal == Modal::Should,
        Rule::Warn(_) => true,
        Rule::Halt(_) | Rule::OnlyIf(..) => false,
        Rule::If(_, rule) | Rule::Unless(rule, _) | Rule::ForEach(_, rule) => is_concern(rule),
    }
}

fn judge(scope: &Scope<'_>, rule: &Rule) -> Result<Judged, Round> {
    match rule {
        Rule::Claim(subject, _, predicate) => claim(scope, subject, predicate, Mode::MUST),
        Rule::There(_, event) => happening(scope, event),
        Rule::Halt(asked) | Rule::Warn(asked) => {
            Ok(Judged { parts: None, ..condition(scope, asked)?.not() })
        }
        Rule::If(asked, then) => {
            let inner = &subject_scope(scope, then)?;
            let truth = condition(inner, asked)?;
            depending(&truth, || judge(scope, then))
        }
        Rule::Unless(rule, asked) => {
            let scope = &subject_scope(scope, rule)?;
            let truth = condition(scope, asked)?.not();
            depending(&truth, || judge(scope, rule))
        }
        Rule::OnlyIf(subject, predicate, asked) => {
            let granted = claim(scope, subject, predicate, Mode::CONDITION)?;
            let grant = Rule::Claim(subject.clone(), Modal::May, predicate.clone());
            let scope = &subject_scope(scope, &grant)?;
            depending(&granted, || Ok(Judged { parts: None, ..condition(scope, asked)? }))
        }
        Rule::ForEach(noun, rule) => for_each(scope, noun, rule),
    }
}

/// What a condition lets through.
fn depending(truth: &Judged, then: impl Fn() -> Result<Judged, Round>) -> Result<Judged, Round> {
    match truth.verdict {
        Verdict::Holds => then(),
        Verdict::Broken | Verdict::NotApplicable => Ok(Judged::plain(Verdict::NotApplicable)),
        _ => Ok(then()?.under_unknown()),
    }
}

/// Where `its` in an `if`, `unless` or `only if` finds the owners of the sentence's subject.
fn subject_scope<'a>(scope: &Scope<'a>, rule: &Rule) -> Result<Scope<'a>, Round> {
    match rule {
        Rule::Claim(Subject::One(crate::rules::Expr::Reference(reference)), ..) => {
            scope.owning(reference)
        }
        _ => Ok(scope.clone()),
    }
}

fn for_each(scope: &Scope<'_>, noun: &Noun, rule: &Rule) -> Result<Judged, Round> {
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Judged::unknown()) };
    let mut parts = vec![];
    for (thing, truth) in items {
        let judged = judge(&scope.with(&thing), rule)?;
        let judged = if truth.verdict == Verdict::Holds { judged } else { judged.under_unknown() };
        parts.push((thing.name, judged));
    }
    Ok(all(parts.iter().map(|(_, part)| part.clone()).collect()).with_parts(parts))
}
