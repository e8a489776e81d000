//! Works out values: references, shares, arithmetic, aggregates and counts.

use jiff::{ToSpan, civil::Date};

use crate::nouns::{self, Range};
use crate::rules::{Aggregate, Expr, Noun, Reference, Root};
use crate::scope::{Round, Scope};
use crate::spread::{Branch, Tag, in_force, joint};
use crate::tree::{Node, State};
use crate::value::{Duty, Fraction, Kind, Number, Unit, Value};
use crate::verdict::{Judged, Verdict};
use crate::world::Gap;

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// The value, and how the proposal writes it.
    Known(Value, Option<String>),
    /// Between two numbers, either of which may be missing.
    Between(Option<Number>, Option<Number>),
    /// Stated not to be there.
    Nothing,
    /// Not stated.
    Missing,
    /// Not known.
    Unknown,
}

/// A value for each time and party at which it differs.
pub type Spread = Vec<(Tag, Amount)>;

/// What is there at the end of a branch, as a value.
pub fn amount(branch: &Branch) -> Amount {
    match &branch.found {
        Ok(Node::Leaf(leaf)) => match &leaf.state {
            State::Value(value) => {
                let written = (!leaf.written.is_empty()).then(|| leaf.written.clone());
                Amount::Known(value.clone(), written)
            }
            State::Open | State::Offered | State::Clash => Amount::Unknown,
            State::Nothing => Amount::Nothing,
        },
        Ok(Node::Map(_) | Node::List(_)) | Err(Gap::Unsure) => Amount::Unknown,
        Err(Gap::Absent { .. }) => Amount::Missing,
        Err(Gap::Nothing) => Amount::Nothing,
    }
}

/// The values of an expression; bases are left out.
pub fn values(scope: &Scope<'_>, expr: &Expr) -> Result<Spread, Round> {
    Ok(match expr {
        Expr::Literal(value) => one(Amount::Known(value.clone(), None)),
        Expr::Reference(reference) => {
            let branches = in_force(scope.follow(reference)?);
            let unit = measure(scope, reference);
            let amount = |branch: &Branch| measured(amount(branch), unit);
            branches.iter().map(|branch| (branch.tag.clone(), amount(branch))).collect()
        }
        Expr::Share(share, of) => {
            let share = Fraction::new(*share, 100);
            let scaled = |amount| scaled(amount, share);
            values(scope, of)?.into_iter().map(|(tag, amount)| (tag, scaled(amount))).collect()
        }
        Expr::Arithmetic(op, left, right) => {
            let (left, right) = (values(scope, left)?, values(scope, right)?);
            // what has no common calendar for a party is unknown for it at all times
            let clash = |party: &Option<String>| {
                let of = |tag: &Tag| tag.party.is_none() || tag.party == *party;
                let beside = |own: &Tag| {
                    right.iter().any(|(other, _)| of(other) && joint(own, other).is_err())
                };
                left.iter().any(|(own, _)| of(own) && beside(own))
            };
            let result = |(tag, a, b): (Tag, Amount, Amount)| match clash(&tag.party) {
                true => (Tag { party: tag.party, ..Tag::default() }, Amount::Unknown),
                false => (tag, calculated(*op, a, b).unwrap_or(Amount::Unknown)),
            };
            pairs(&left, &right).into_iter().map(result).collect()
        }
        Expr::Aggregate(kind, field, noun) => one(aggregate(scope, *kind, field, noun)?),
        Expr::Number(noun) => one(number_of(scope, noun)?),
    })
}

/// The unit of bare numbers under the name that a reference ends in.
pub fn measure(scope: &Scope<'_>, reference: &Reference) -> Option<Unit> {
    let root = match &reference.root {
        Root::Name(name) | Root::Its(name) => Some(name),
        Root::It | Root::Every(_) => None,
    };
    scope.world.measure(reference.steps.first().or(root)?)
}

/// The unit that an expression gives to bare numbers compared with it.
pub fn unit_of(scope: &Scope<'_>, expr: &Expr) -> Option<Unit> {
    match expr {
        Expr::Reference(reference) | Expr::Aggregate(_, reference, _) => measure(scope, reference),
        Expr::Share(_, of) => unit_of(scope, of),
        Expr::Literal(_) | Expr::Arithmetic(..) | Expr::Number(_) => None,
    }
}

/// A bare number takes the unit.
pub fn measured(amount: Amount, unit: Option<Unit>) -> Amount {
    let Some(unit) = unit else { return amount };
    let with = |n: Number| match n.unit.kind {
        Kind::Bare => Number::of(n.amount, unit),
        _ => n,
    };
    match amount {
        Amount::Known(Value::Number(n), written) => Amount::Known(Value::Number(with(n)), written),
        Amount::Between(low, high) => Amount::Between(low.map(with), high.map(with)),
        other => other,
    }
}

fn one(amount: Amount) -> Spread {
    vec![(Tag::default(), amount)]
}

/// Two spreads side by side, at every time at which either changes.
pub fn pairs(left: &Spread, right: &Spread) -> Vec<(Tag, Amount, Amount)> {
    let mut found = vec![];
    // Where `except` leaves one side nothing, there is nothing to set side by side, but the entries of parties lack theirs.
    if right.is_empty() {
        let alone = left.iter().filter(|(own, _)| own.party.is_some());
        return alone.map(|(own, _)| (own.clone(), Amount::Unknown, Amount::Unknown)).collect();
    }
    for (own, a) in left {
        let mut met = false;
        for (other, b) in right {
            match joint(own, other) {
                Ok(Some(tag)) => {
                    met = true;
                    found.push((tag, a.clone(), b.clone()));
                }
                Ok(None) => {}
                Err(()) => {
                    met = true;
                    found.push((own.clone(), Amount::Unknown, Amount::Unknown));
                }
            }
        }
        if !met || uncovered(own, right) {
            found.push((own.clone(), Amount::Unknown, Amount::Unknown));
        }
    }
    for (own, _) in right {
        let alone = own.party.is_some() && left.iter().all(|(tag, _)| !meets(tag, own));
        if alone || uncovered(own, left) {
            found.push((own.clone(), Amount::Unknown, Amount::Unknown));
        }
    }
    found
}

/// True where two entries may be for one party.
fn meets(a: &Tag, b: &Tag) -> bool {
    a.party.is_none() || b.party.is_none() || a.party == b.party
}

/// True where a time begins at which the other side has no value in force.
fn uncovered(own: &Tag, others: &Spread) -> bool {
    let Some((from, _)) = own.span else { return false };
    let not_then = |tag: &&Tag| {
        let over = |end: Option<crate::spread::Moment>| end.is_some_and(|end| end <= from);
        tag.span.is_some_and(|(start, end)| start > from || over(end))
    };
    let met: Vec<&Tag> = others.iter().map(|(tag, _)| tag).filter(|tag| meets(tag, own)).collect();
    // For one party there may be a value then, for another not.
    met.iter().any(|one| {
        let mut theirs = met.iter().filter(|tag| meets(tag, one));
        theirs.all(not_then)
    })
}

fn scaled(amount: Amount, share: Fraction) -> Amount {
    let times = |n: Number| Number { amount: n.amount * share, ..n };
    match amount {
        Amount::Known(Value::Number(n), _) => Amount::Known(Value::Number(times(n)), None),
        Amount::Known(Value::Duty(duty), _) => {
            let lines = duty.lines.iter().map(|(slope, rise)| (slope * share, rise * share));
            Amount::Known(Value::Duty(Duty { lines: lines.collect(), ..duty }), None)
        }
        Amount::Between(low, high) => Amount::Between(low.map(times), high.map(times)),
        Amount::Nothing => Amount::Nothing,
        _ => Amount::Unknown,
    }
}

fn calculated(op: char, a: Amount, b: Amount) -> Option<Amount> {
    if a == Amount::Nothing || b == Amount::Nothing {
        return Some(Amount::Nothing);
    }
    let (Amount::Known(a, _), Amount::Known(b, _)) = (a, b) else { return None };
    let value = match (a, b) {
        (Value::Number(a), Value::Number(b)) => Value::Number(numbers(op, &a, &b)?),
        (Value::Date(day), Value::Number(n)) => Value::Date(moved(op, day, &n)?),
        _ => return None,
    };
    Some(Amount::Known(value, None))
}

fn numbers(op: char, a: &Number, b: &Number) -> Option<Number> {
    let same = a.unit.kind == b.unit.kind;
    // Nothing is nothing in every unit.
    let nothing = |n: &Number| n.is_zero() && n.unit.kind == Kind::Bare;
    let own = if nothing(a) { b.unit } else { a.unit };
    let (amount, unit) = match op {
        '+' if same || nothing(a) || nothing(b) => (a.amount + b.amount, own),
        '-' if same || nothing(a) || nothing(b) => (a.amount - b.amount, own),
        '*' if b.unit.kind == Kind::Bare => (a.amount * b.amount, a.unit),
        '*' if a.unit.kind == Kind::Bare => (a.amount * b.amount, b.unit),
        '/' if b.unit.kind == Kind::Bare && !b.is_zero() => (a.amount / b.amount, a.unit),
        _ => return None,
    };
    Some(Number { amount, unit })
}

fn moved(op: char, day: Date, by: &Number) -> Option<Date> {
    let count = i32::try_from(by.amount.to_integer()).ok().filter(|_| by.amount.is_integer())?;
    let count = if op == '-' { -count } else { count };
    match by.unit.kind {
        Kind::Days => day.checked_add(count.days()).ok(),
        Kind::Months => day.checked_add(count.months()).ok(),
        _ => None,
    }
}

fn number_of(scope: &Scope<'_>, noun: &Noun) -> Result<Amount, Round> {
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Amount::Unknown) };
    let count = |sure: bool| items.iter().filter(|(_, truth)| is(truth, sure)).count() as i128;
    let certain = count(true);
    let possible = certain + count(false);
    Ok(match certain == possible {
        true => Amount::Known(Value::Number(Number::bare(certain)), None),
        false => Amount::Between(Some(Number::bare(certain)), Some(Number::bare(possible))),
    })
}

fn is(truth: &Judged, sure: bool) -> bool {
    (truth.verdict == Verdict::Holds) == sure
}

fn aggregate(
    scope: &Scope<'_>,
    kind: Aggregate,
    field: &Reference,
    noun: &Noun,
) -> Result<Amount, Round> {
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Amount::Unknown) };
    let mut certain = vec![];
    let mut possible = vec![];
    let mut open = false;
    let mut spread = false;
    for (thing, truth) in &items {
        let scope = scope.with(thing);
        let branches = in_force(scope.follow(field)?);
        let unit = measure(&scope, field);
        spread |= branches.len() > 1 || branches.iter().any(|branch| branch.tag.span.is_some());
        for branch in &branches {
            match measured(amount(branch), unit) {
                Amount::Known(Value::Number(n), _) if is(truth, true) => certain.push(n),
                Amount::Known(Value::Number(n), _) => possible.push(n),
                // What is agreed not to be there counts for nothing.
                Amount::Nothing => {}
                _ => open = true,
            }
        }
    }
    let sum = matches!(kind, Aggregate::Total | Aggregate::Average);
    if items.is_empty() || (sum && (open || spread)) {
        return Ok(Amount::Unknown);
    }
    if sum && !possible.is_empty() {
        return Ok(match kind {
            Aggregate::Total => at_most(&certain, &possible).unwrap_or(Amount::Unknown),
            _ => Amount::Unknown,
        });
    }
    Ok(match kind {
        Aggregate::Total | Aggregate::Average => summed(kind, &certain),
        Aggregate::Highest | Aggregate::Lowest => extreme(kind, certain, possible, open),
    }
    .unwrap_or(Amount::Unknown))
}

/// A total of which some members are not certain to count.
fn at_most(certain: &[Number], possible: &[Number]) -> Option<Amount> {
    let Amount::Known(Value::Number(low), _) = summed(Aggregate::Total, certain)? else {
        return None;
    };
    let mut high = low.clone();
    for item in possible {
        high = numbers('+', &high, item)?;
    }
    Some(match low == high {
        true => Amount::Known(Value::Number(low), None),
        false => Amount::Between(Some(low), Some(high)),
    })
}

fn summed(kind: Aggregate, items: &[Number]) -> Option<Amount> {
    let first = items.first()?;
    let mut total = Number { amount: Fraction::default(), unit: first.unit };
    for item in items {
        total = numbers('+', &total, item)?;
    }
    if kind == Aggregate::Average {
        total.amount /= Fraction::from_integer(items.len() as i128);
    }
    Some(Amount::Known(Value::Number(total), None))
}

fn extreme(
    kind: Aggregate,
    mut certain: Vec<Number>,
    mut possible: Vec<Number>,
    open: bool,
) -> Option<Amount> {
    // Of several kinds there is no highest, percentages and other duties aside.
    let kinds = |kind: Kind| certain.iter().chain(&possible).any(|n| n.unit.kind == kind);
    let first = certain.iter().chain(&possible).next()?.unit.kind;
    let several = certain.iter().chain(&possible).any(|n| n.unit.kind != first);
    if several && !kinds(Kind::Percent) {
        return None;
    }
    let percent = certain.iter().chain(&possible).find(|n| n.unit.kind == Kind::Percent);
    let first = percent.or(certain.iter().chain(&possible).next())?.unit.kind;
    let other = |n: &Number| n.unit.kind != first;
    // What cannot be compared with the others may be anything.
    let open = open || certain.iter().chain(&possible).any(other);
    certain.retain(|n| !other(n));
    possible.retain(|n| !other(n));
    let highest = kind == Aggregate::Highest;
    let best = |items: &[Number]| {
        items.iter().cloned().reduce(|a, b| if (a.amount >= b.amount) == highest { a } else { b })
    };
    if certain.is_empty() {
        return None;
    }
    let sure = best(&certain);
    let all: Vec<Number> = certain.iter().chain(&possible).cloned().collect();
    let far = if open { None } else { best(&all) };
    if let (Some(a), true, false) = (&sure, possible.is_empty(), open) {
        return Some(Amount::Known(Value::Number(a.clone()), None));
    }
    Some(if highest { Amount::Between(sure, far) } else { Amount::Between(far, sure) })
}
