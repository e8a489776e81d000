//! Rules by themselves: they never apply, always hold, have no reason, or are waived no more.

use std::cmp::Ordering;

use super::bound::{allows, claims, same};
use super::{Code, Desk, Input};
use crate::model::{
    AtomKind, CountBound, Formula, Op, Quantifier, Range, RangeKind, Root, Rule, Term,
};
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
        if rule.because.is_none() && rule.cited.is_none() && !rule.force.is_concern() {
            let help = "say why beneath it: `because \"…\"` or `source \"…\"`";
            out.push(Code::NoReason.notice("this red line has no reason".into(), help, rule));
        }
    }
}

fn ended(input: &Input<'_>, rule: &Rule, out: &mut Vec<Notice>) {
    let Some(until) = rule.window.1.filter(|until| *until < input.as_of) else { return };
    let message = format!("this rule never applies: it ended on {until}, before {}", input.as_of);
    out.push(Code::NeverApplies.notice(message, "remove it, or move its `until`", rule));
}

fn waiver(input: &Input<'_>, rule: &Rule, out: &mut Vec<Notice>) {
    let Some(waiver) = rule.waiver.as_ref().filter(|waiver| waiver.until < input.as_of) else {
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
        let clash = all.iter().enumerate().find_map(|(index, later)| {
            let mut earlier = all.iter().take(index);
            let first =
                earlier.find(|one| same(one.subject, later.subject) && one.excludes(later))?;
            Some((first, later))
        });
        let Some((first, later)) = clash else { continue };
        let (subject, first, later) = (&later.subject.text, first.words(), later.words());
        let message = format!(
            "this rule never applies: its condition wants `{subject}` {first}, and {later}"
        );
        let help = "mend the condition: `or` may be meant instead of `and`";
        out.push(Code::NeverApplies.notice(message, help, rule));
    }
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
    let left_out = members.iter().all(|member| match &member.root {
        Root::Name(name) => {
            member.steps.is_empty() && rule.except.iter().any(|one| one.name == name.name)
        }
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
