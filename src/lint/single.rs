//! Rules by themselves: they never apply, always hold, have no reason, or are waived no more.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::bound::{Claim, allows, claims, same};
use super::chains::{Chains, Stated};
use super::{Code, Desk, Input, pairs};
use crate::model::{
    AtomKind, CountBound, Formula, Op, Quantifier, Range, RangeKind, Reference, Root, Rule, Term,
};
use crate::name::Name;
use crate::report::{Force, Notice};
use crate::value::Value;

/// What is wrong with each rule.
pub(super) fn check(input: &Input<'_>, desk: &Desk<'_>, out: &mut Vec<Notice>) {
    for rule in &desk.rules.rules {
        ended(input, rule, out);
        never(rule, out);
        everything_excepted(rule, out);
        consequences(&rule.formula, false, &mut |formula, negated| {
            out.extend(settled(rule, formula, negated));
        });
        waiver(input, rule, out);
        if rule.clauses().because.is_none()
            && rule.clauses().cited.is_none()
            && !rule.force.is_concern()
        {
            let help = "say why beneath it: `because \"…\"` or `source \"…\"`";
            out.push(Code::NoReason.notice("this red line has no reason".into(), help, rule));
        }
    }
}

fn ended(input: &Input<'_>, rule: &Rule, out: &mut Vec<Notice>) {
    let Some(until) = rule.clauses().window.1.filter(|until| *until < input.as_of) else { return };
    let message = format!("this rule never applies: it ended on {until}, before {}", input.as_of);
    out.push(Code::NeverApplies.notice(message, "remove it, or move its `until`", rule));
}

fn waiver(input: &Input<'_>, rule: &Rule, out: &mut Vec<Notice>) {
    let Some(waiver) = rule.clauses().waiver.as_ref().filter(|waiver| waiver.until < input.as_of)
    else {
        return;
    };
    if input.dated {
        let message = format!("the waiver ran out on {}, before {}", waiver.until, input.as_of);
        out.push(Code::ExpiredWaiver.notice(message, "remove it, or ask for a new one", rule));
    }
}

/// Conditions that contradict themselves.
fn never(rule: &Rule, out: &mut Vec<Notice>) {
    let mut conditions = Vec::new();
    match &rule.formula {
        Formula::Not(condition) if matches!(rule.force, Force::Halt | Force::Warn) => {
            conditions.push(&**condition);
        }
        formula => {
            consequences(formula, false, &mut |formula, negated| match formula {
                Formula::If { condition, .. } if !negated => conditions.push(condition),
                _ => {}
            });
        }
    }
    for condition in conditions {
        let all = claims(condition);
        let Some((first, later)) = clash(&all, rule, out) else { continue };
        let (subject, first, later) = (&later.subject.text, first.words(), later.words());
        let message = format!(
            "this rule never applies: its condition wants `{subject}` {first}, and {later}"
        );
        let help = "mend the condition: `or` may be meant instead of `and`";
        out.push(Code::NeverApplies.notice(message, help, rule));
    }
}

/// The first claim that one before it excludes, and that one.
fn clash<'c, 'f>(
    all: &'c [Claim<'f>],
    rule: &Rule,
    out: &mut Vec<Notice>,
) -> Option<(&'c Claim<'f>, &'c Claim<'f>)> {
    let mut groups: BTreeMap<String, Vec<Stated<'f>>> = BTreeMap::new();
    for (at, claim) in all.iter().enumerate() {
        let stated = Stated { at, claim: *claim, measures: 0 };
        groups.entry(asked(claim.subject)).or_default().push(stated);
    }
    let mut found = None;
    for group in groups.values() {
        let chains = Chains::of(group.iter().copied());
        let pairs = group.iter().filter_map(|later| Some((later.at, chains.excluding(later)?)));
        found = found.into_iter().chain(pairs).min();
        if let Some(first) = chains.left_out.and_then(|at| all.get(at)) {
            out.push(pairs::not_compared(&first.subject.text, rule));
        }
    }
    let (later, first) = found?;
    Some((all.get(first)?, all.get(later)?))
}

/// What a reference asks for, however it is spelled: equal for two that are the [`same`].
fn asked(reference: &Reference) -> String {
    let steps: Vec<&Name> = reference.steps.iter().map(|step| &step.name).collect();
    let party = reference.party.as_ref().map(|party| &party.name);
    let root = match &reference.root {
        Root::Name(name) => format!("{:?}", name.name),
        Root::Variable(variable) => format!("{variable:?}"),
        Root::Its { name, owners } => {
            let owners: Vec<String> = owners.iter().map(asked).collect();
            format!("its {:?} {owners:?}", name.name)
        }
    };
    format!("{root} {steps:?} {party:?} {:?} {}", reference.time, reference.previous)
}

/// An `except` that names every member of the group.
fn everything_excepted(rule: &Rule, out: &mut Vec<Notice>) {
    let Formula::Quantified {
        quantifier: Quantifier::Every,
        range: Range { kind: RangeKind::Members(members), .. },
        ..
    } = &rule.formula
    else {
        return;
    };
    let except: BTreeSet<&Name> = rule.clauses().except.iter().map(|one| &one.name).collect();
    let left_out = members.iter().all(|member| match &member.root {
        Root::Name(name) => member.steps.is_empty() && except.contains(&name.name),
        _ => false,
    });
    if left_out && !members.is_empty() {
        let message = "this rule never applies: its `except` leaves out every member".to_owned();
        let help = "leave some member in, or remove the rule";
        out.push(Code::NeverApplies.notice(message, help, rule));
    }
}

/// Goes through what a rule demands, its conditions left aside.
fn consequences<'a>(formula: &'a Formula, negated: bool, meet: &mut dyn FnMut(&'a Formula, bool)) {
    meet(formula, negated);
    match formula {
        Formula::And(parts) if !negated => {
            parts.iter().for_each(|part| consequences(part, negated, meet));
        }
        Formula::Not(inner) => consequences(inner, !negated, meet),
        Formula::If { then, .. } if !negated => consequences(then, negated, meet),
        Formula::Quantified { quantifier: Quantifier::Every, body, .. } if !negated => {
            consequences(body, negated, meet);
        }
        _ => {}
    }
}

/// A demand that is met, or missed, whatever the proposal says.
fn settled(rule: &Rule, formula: &Formula, negated: bool) -> Option<Notice> {
    if !matches!(rule.force, Force::Must | Force::Should) {
        return None;
    }
    let help = "name what is meant instead, or remove the rule";
    let none = "always holds: there are at least 0 of anything".to_owned();
    match formula {
        Formula::Quantified {
            quantifier: Quantifier::Count(CountBound::AtLeast, number), ..
        } if number.is_zero() && !negated => Some(Code::AlwaysHolds.notice(none, help, rule)),
        Formula::Atom(atom) if atom.frequency.is_none() => match &atom.kind {
            AtomKind::Compare {
                subject: Term::Count { .. },
                op: Op::AtLeast,
                limit: Term::Value(Value::Quantity(limit)),
                ..
            } if limit.is_bare_zero() && !negated => {
                Some(Code::AlwaysHolds.notice(none, help, rule))
            }
            AtomKind::Compare {
                subject: Term::Reference(subject),
                op,
                limit: Term::Reference(limit),
                holding: false,
            } if same(subject, limit) => {
                let name = &subject.text;
                let holds = allows(*op, Ordering::Equal) != negated;
                let (code, what) = match holds {
                    true => (Code::AlwaysHolds, "always holds"),
                    false => (Code::Contradicts, "can never hold"),
                };
                let message = format!("{what}: `{name}` is compared with itself");
                Some(code.notice(message, help, rule))
            }
            _ => None,
        },
        _ => None,
    }
}
