//! The range of a term: what can be agreed for it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::encode::states::{Possible, day_of};
use super::encode::uses::Kind;
use super::linear::Sum;
use super::logic::Prop;
use super::problem::Problem;
use super::relax;
use super::simplex::Near;
use super::sketch::{Spot, Was};
use super::solver::{Asked, End, Extent, View};
use crate::value::{Decimal, Number, Reading, Value};

/// From where to where; the ends belong to it where they are `included`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The lowest; null where there is no lower end.
    pub from: Option<String>,
    /// The highest; null where there is no upper end.
    pub to: Option<String>,
    /// False where only what lies above `from` belongs to it.
    pub from_included: bool,
    /// False where only what lies below `to` belongs to it.
    pub to_included: bool,
    /// True where no deal can leave the term out.
    pub required: bool,
}

fn measured(problem: &Problem<'_>, spot: Spot) -> Option<Possible> {
    let kinds = problem.states.of(spot).kinds.iter();
    kinds.clone().find(|possible| possible.amount.is_some()).cloned()
}

/// The unit of the ends of a term's range.
pub fn unit(problem: &Problem<'_>, spot: Spot) -> Option<String> {
    match measured(problem, spot)?.kind {
        Kind::Amount(unit) => Some(unit.display().to_owned()).filter(|unit| !unit.is_empty()),
        Kind::Day | Kind::Yes | Kind::Text(_) => None,
    }
}

/// What is asked of the solver for the range of a term.
pub fn asked(problem: &mut Problem<'_>, spot: Spot) -> Option<Asked> {
    let possible = measured(problem, spot)?;
    let state = problem.states.of(spot);
    let (missing, none) = (state.missing, state.none);
    let out = problem.solver.any([missing, none]);
    Some(Asked { is: possible.is, out, amount: possible.amount? })
}

/// That no amount is below zero, but for those of `sunk` terms.
pub fn floors(problem: &mut Problem<'_>, sunk: &BTreeSet<Spot>) -> Vec<Prop> {
    let spots: Vec<Spot> = problem.sketch.spots().filter(|spot| !sunk.contains(spot)).collect();
    let zero = Sum::constant(Number::zero());
    let mut floors = Vec::new();
    for spot in spots {
        for possible in problem.states.of(spot).kinds.clone() {
            if let (Kind::Amount(_), Some(amount)) = (&possible.kind, possible.amount) {
                floors.push(problem.solver.at_most(&zero, &Sum::of(amount)));
            }
        }
    }
    floors
}

/// The terms that can be meant to be below zero: a sentence sets them against such a figure, or the given proposal states one.
pub fn sunk(problem: &Problem<'_>) -> BTreeSet<Spot> {
    let below = |value: &Value| match value {
        Value::Quantity(quantity) => quantity.amount.is_negative(),
        _ => false,
    };
    let mut sunk = BTreeSet::new();
    for one in &problem.expressed {
        let mut found = false;
        relax::literals(&one.statement, &mut |value| found |= below(value));
        if found {
            relax::spots(&one.statement, &mut |spot| {
                sunk.insert(spot);
            });
        }
    }
    let given = |spot: &Spot| match problem.sketch.was(*spot) {
        Was::Scalar(Reading::Value(value)) => below(value),
        Was::Scalar(_) | Was::Nothing | Was::Mapping | Was::List => false,
    };
    sunk.extend(problem.sketch.spots().filter(given));
    sunk
}

/// The range of a term that no rule in question speaks of.
pub fn any(problem: &Problem<'_>, spot: Spot, sunk: &BTreeSet<Spot>) -> Range {
    let floored = measured(problem, spot)
        .is_some_and(|possible| matches!(possible.kind, Kind::Amount(_)))
        && !sunk.contains(&spot);
    let from = floored.then(|| "0".to_owned());
    Range { from, to: None, from_included: floored, to_included: false, required: false }
}

/// The range of a term in a view: its place there is `at`. The inner `None` is for a term that cannot be stated at all, the
/// outer one for the time being up.
pub fn of(
    problem: &mut Problem<'_>,
    spot: Spot,
    (view, at): (&mut View, usize),
) -> Option<Option<Range>> {
    let Some(possible) = measured(problem, spot) else { return Some(None) };
    let kept = problem.states.of(spot).kept;
    let Extent { low, high, required } = view.extent(&mut problem.solver, at)?;
    if low == End::Nowhere {
        return stated(problem, spot, view, kept);
    }
    let (from, to) = (end(&low, &possible.kind), end(&high, &possible.kind));
    let included = |end: &End| matches!(end, End::At(near) if near.is_exact());
    let (from_included, to_included) = (included(&low), included(&high));
    Some(Some(Range { from, to, from_included, to_included, required }))
}

/// A term that the given proposal settles.
fn stated(
    problem: &mut Problem<'_>,
    spot: Spot,
    view: &mut View,
    kept: Prop,
) -> Option<Option<Range>> {
    if kept == Prop::FALSE || !view.can(&mut problem.solver, kept)? {
        return Some(None);
    }
    let text = Some(given_end(problem, spot));
    let (from, to) = (text.clone(), text);
    Some(Some(Range { from, to, from_included: true, to_included: true, required: true }))
}

/// What the given proposal states, as an end of a range.
fn given_end(problem: &Problem<'_>, spot: Spot) -> String {
    let unit = measured(problem, spot).and_then(|possible| match possible.kind {
        Kind::Amount(unit) => Some(unit),
        Kind::Day | Kind::Yes | Kind::Text(_) => None,
    });
    match (problem.sketch.was(spot), unit) {
        (Was::Scalar(Reading::Value(Value::Quantity(quantity))), Some(unit))
            if quantity.unit.dimension() == unit.dimension() =>
        {
            let same = crate::value::convert(quantity, &unit).unwrap_or_else(|| quantity.clone());
            plain(&same.amount)
        }
        _ => super::given::text_of(problem, spot),
    }
}

fn end(end: &End, kind: &Kind) -> Option<String> {
    let End::At(Near { number, .. }) = end else { return None };
    match kind {
        Kind::Amount(unit) => Some(plain(&number.checked_div(unit.factor())?)),
        Kind::Day => day_of(number).map(|day| day.to_string()),
        Kind::Yes | Kind::Text(_) => None,
    }
}

/// A number without commas, to twelve digits where its decimals do not end.
fn plain(number: &Number) -> String {
    const DIGITS: usize = 12;
    let Decimal { text, .. } = number.to_decimal(DIGITS);
    text
}
