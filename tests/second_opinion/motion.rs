//! How values move: never rise, grow by, reach by, the same for every partner, from the previous round.

use std::cmp::Ordering;

use crate::claims::{Mode, compare};
use crate::rules::{Expr, Op, Predicate, Reference, Time};
use crate::scope::{Round, Scope};
use crate::spread::{Branch, Moment, Tag, in_force, overlap, stretch};
use crate::terms::{Amount, Spread, amount, pairs};
use crate::tree::{Node, State};
use crate::value::{Fraction, Kind, Number, Unit, Value, standing, unit};
use crate::verdict::{Judged, Margin, Verdict, all};
use crate::world::{names_of_list, plain};

/// Judges one of these.
pub fn judge(
    scope: &Scope<'_>,
    expr: &Expr,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let Expr::Reference(reference) = expr else { return Ok(Judged::unknown()) };
    match predicate {
        Predicate::Since { up } => {
            let op = if *up { Op::Above } else { Op::Below };
            return since(scope, reference, |now, then| {
                crate::claims::compared(op, now, then, mode, false)
            });
        }
        Predicate::MoveSince { up, op, by } => {
            return since(scope, reference, |now, then| {
                let each = pairs(then, now);
                let each = each.iter().map(|(_, a, b)| moved(a, b, *up, *op, by)).collect();
                mode.combine(each)
            });
        }
        _ => {}
    }
    let unit = crate::terms::measure(scope, reference);
    let mut branches = scope.follow(reference)?;
    branches.iter_mut().for_each(|branch| in_unit(branch, unit));
    if matches!(predicate, Predicate::Same) {
        return Ok(same(scope, &branches));
    }
    let mut parties: Vec<Option<String>> = vec![];
    for branch in &branches {
        if !parties.contains(&branch.tag.party) {
            parties.push(branch.tag.party.clone());
        }
    }
    let each = parties
        .iter()
        .map(|party| {
            let own: Vec<&Branch> =
                branches.iter().filter(|branch| branch.tag.party == *party).collect();
            match predicate {
                Predicate::NeverRise => never(&own, Op::AtMost),
                Predicate::NeverFall => never(&own, Op::AtLeast),
                Predicate::Move { up, op, by } => each_year(&own, *up, *op, by),
                Predicate::Reach(value, time) => reach(scope, &own, value, *time),
                _ => Judged::unknown(),
            }
        })
        .collect();
    Ok(match predicate {
        Predicate::NeverRise | Predicate::NeverFall => all(each),
        _ => mode.combine(each),
    })
}

/// A bare number takes the unit.
fn in_unit(branch: &mut Branch, of: Option<Unit>) {
    if let (Some(of), Ok(Node::Leaf(leaf))) = (of, &mut branch.found)
        && let State::Value(Value::Number(n)) = &mut leaf.state
        && n.unit.kind == Kind::Bare
    {
        *n = Number::of(n.amount, of);
    }
}

/// Set against the round before.
fn since(
    scope: &Scope<'_>,
    reference: &Reference,
    judge: impl Fn(&Spread, &Spread) -> Judged,
) -> Result<Judged, Round> {
    let expr = Expr::Reference(reference.clone());
    let before = Expr::Reference(Reference { previous: true, ..reference.clone() });
    let now = crate::terms::values(scope, &expr)?;
    let then = crate::terms::values(scope, &before)?;
    Ok(judge(&now, &then))
}

fn same(scope: &Scope<'_>, branches: &[Branch]) -> Judged {
    let listed = scope.world.proposal.keys().iter().find(|(key, _)| plain(key) == "partners");
    let mut partners = listed.map(|(_, node)| names_of_list(node)).unwrap_or_default();
    // Where none are listed, those that the value names.
    if partners.is_empty() {
        partners.extend(branches.iter().filter_map(|branch| branch.tag.party.clone()));
        partners.sort();
        partners.dedup();
    }

    if !branches.is_empty() && !branches.iter().any(|branch| branch.tag.party.is_some()) {
        let known = branches.iter().all(|branch| matches!(amount(branch), Amount::Known(..)));
        return if known {
            Judged::measured(Verdict::Holds, Margin::Any)
        } else {
            Judged::unknown()
        };
    }
    let excepted = &scope.world.names_left_out;
    let of = |partner: &String| -> Spread {
        let own = in_force(branches.to_vec());
        let own = own.iter().filter(|branch| branch.tag.party.as_ref() == Some(partner));
        own.map(|branch| (Tag { party: None, ..branch.tag.clone() }, amount(branch))).collect()
    };
    let values: Vec<Spread> =
        partners.iter().filter(|partner| !excepted.contains(*partner)).map(of).collect();
    if !partners.is_empty() && values.is_empty() {
        return Judged::plain(Verdict::NotApplicable);
    }
    let mut found = vec![];
    for (at, a) in values.iter().enumerate() {
        for b in &values[at + 1..] {
            found.extend(pairs(a, b).iter().map(|(_, x, y)| alike(x, y)));
        }
        let known =
            |(_, amount): &(Tag, Amount)| matches!(amount, Amount::Known(..) | Amount::Nothing);
        if a.is_empty() || !a.iter().all(known) {
            found.push(Judged::unknown());
        }
    }
    if partners.is_empty() {
        return Judged::unknown();
    }
    if found.is_empty() {
        return Judged::measured(Verdict::Holds, Margin::Any);
    }
    let mut found = all(found);
    found.margin = Margin::Any;
    found
}

fn alike(a: &Amount, b: &Amount) -> Judged {
    match (a, b) {
        (Amount::Nothing, Amount::Nothing) => Judged::truth(true),
        (Amount::Nothing, Amount::Known(..)) | (Amount::Known(..), Amount::Nothing) => {
            Judged::truth(false)
        }
        (Amount::Known(..), Amount::Known(..)) => compare(Op::Equal, a, b, false),
        _ => Judged::unknown(),
    }
}

fn never(steps: &[&Branch], op: Op) -> Judged {
    let mut each: Vec<Judged> = vec![];
    // Between two known values it moved, whatever it was in between.
    let is_known = |step: &&&Branch| matches!(amount(step), Amount::Known(..));
    let known: Vec<&&Branch> = steps.iter().filter(is_known).collect();
    for pair in known.windows(2) {
        each.push(compare(op, &amount(pair[1]), &amount(pair[0]), false));
    }
    if known.len() < steps.len() {
        each.push(Judged::unknown());
    }
    if each.is_empty() {
        let known = steps.iter().all(|step| matches!(amount(step), Amount::Known(..)));
        let verdict = if known { Verdict::Holds } else { Verdict::Unknown };
        return Judged::measured(verdict, Margin::Any);
    }
    all(each)
}

/// Each year against the year before, from the first stated to the last: at every change, what is in force then against a
/// year before and a year later. The base is where it starts from.
fn each_year(steps: &[&Branch], up: bool, op: Op, by: &Value) -> Judged {
    let dated: Vec<&&Branch> = steps.iter().filter(|step| step.tag.span.is_some()).collect();
    let starts: Vec<Moment> =
        dated.iter().filter_map(|step| step.tag.span).map(|span| span.0).collect();
    let (Some(first), Some(last)) = (starts.first(), starts.last()) else {
        return Judged::measured(Verdict::Unknown, Margin::Any);
    };
    let at = |time: Moment| -> Amount {
        let covers = |step: &&&&Branch| {
            let span = step.tag.span;
            span.and_then(|span| overlap(span, (time, Some(at_end(time))))) == Some(true)
        };
        dated.iter().rfind(covers).map_or(Amount::Missing, |step| amount(step))
    };
    let mut found = vec![];
    for base in steps.iter().filter(|step| step.tag.base) {
        found.push(moved(&amount(base), &at(*first), up, op, by));
    }
    for start in &starts {
        for from in [*start, after(*start, -1)] {
            let until = after(from, 1);
            if from >= *first && until <= *last {
                found.push(moved(&at(from), &at(until), up, op, by));
            }
        }
    }
    if found.is_empty() {
        return Judged::unknown();
    }
    all(found)
}

fn at_end(at: Moment) -> Moment {
    match at {
        Moment::Year(n) => Moment::Year(n + 1),
        Moment::Day(day) => Moment::Day(day.tomorrow().unwrap_or(day)),
    }
}

fn after(from: Moment, count: i64) -> Moment {
    match from {
        Moment::Year(n) => Moment::Year(n + count),
        Moment::Day(day) => {
            let span = jiff::Span::new().years(count);
            Moment::Day(day.checked_add(span).unwrap_or(jiff::civil::Date::MAX))
        }
    }
}

fn moved(before: &Amount, after: &Amount, up: bool, op: Op, by: &Value) -> Judged {
    let (Amount::Known(Value::Number(a), _), Amount::Known(Value::Number(b), _)) = (before, after)
    else {
        return Judged::unknown();
    };
    let Value::Number(by) = by else { return Judged::unknown() };
    let gain = if up { b.amount - a.amount } else { a.amount - b.amount };
    // Nothing is nothing in every unit.
    let still = gain == Fraction::default() && a.unit.kind == Kind::Bare;
    let comparable = by.unit.name == "%" || by.unit.kind == a.unit.kind || still;
    if a.unit.kind != b.unit.kind || !comparable {
        return Judged::unknown();
    }
    let share = by.unit.name == "%";
    let (gain, shown) = match share {
        // Five percent of a percentage, or five points?
        true if a.is_zero() || a.unit.kind == Kind::Percent => return Judged::unknown(),
        true => (gain / a.amount * Fraction::from_integer(100), unit("%")),
        false => (gain, by.unit),
    };
    let own = Amount::Known(Value::Number(Number { amount: gain, unit: shown }), None);
    compare(op, &own, &Amount::Known(Value::Number(by.clone()), None), false)
}

/// The value in force at T is V or has passed it, going from the first value towards V.
fn reach(scope: &Scope<'_>, steps: &[&Branch], value: &Value, time: Time) -> Judged {
    let window = stretch(scope.world, time);
    let mut then = vec![];
    for step in steps.iter().filter(|step| !step.tag.base) {
        match step.tag.span {
            None => then.push(amount(step)),
            Some(span) => match overlap(span, window) {
                Some(true) => then.push(amount(step)),
                Some(false) => {}
                None => then.push(Amount::Unknown),
            },
        }
    }
    let goal = Amount::Known(value.clone(), None);
    let first = steps.first().map(|step| amount(step));
    let op = match first {
        Some(Amount::Known(first, _)) => match standing(&first, value).orders.as_slice() {
            _ if steps.len() == 1 => Some(Op::Equal),
            [Ordering::Less] => Some(Op::AtLeast),
            [Ordering::Greater] => Some(Op::AtMost),
            [Ordering::Equal] => Some(Op::Equal),
            _ => None,
        },
        _ => None,
    };
    // At a stretch in which the value changes, it is asked of every entry.
    if then.is_empty() {
        return Judged::unknown();
    }
    let arrived = |amount: &Amount| match (op, amount) {
        // What is agreed not to be there has reached nothing.
        (_, Amount::Nothing) => Judged::truth(false),
        (Some(op), amount) => compare(op, amount, &goal, true),
        (None, _) => Judged::unknown(),
    };
    all(then.iter().map(arrived).collect())
}
