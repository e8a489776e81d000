//! The range of a term: what can be agreed for it.

use serde::Serialize;

use super::encode::states::{Possible, day_of};
use super::encode::uses::Kind;
use super::linear::Sum;
use super::logic::Prop;
use super::problem::Problem;
use super::simplex::Near;
use super::sketch::{Spot, Was};
use super::solver::End;
use crate::model::Spelled;
use crate::name::Name;
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

/// The range of a term that no rule in question speaks of.
pub const ANY: Range =
    Range { from: None, to: None, from_included: false, to_included: false, required: false };

/// True for a term of which rules bound an amount or a day.
pub fn is_bounded(problem: &Problem<'_>, spot: Spot) -> bool {
    measured(problem, spot).is_some()
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

/// The range of a term while all that is assumed holds; `None` where it cannot be stated at all.
pub fn of(problem: &mut Problem<'_>, spot: Spot, assumed: &[Prop]) -> Option<Range> {
    let possible = measured(problem, spot)?;
    let sum = Sum::of(possible.amount?);
    let kept = problem.states.of(spot).kept;
    let within: Vec<Prop> = assumed.iter().copied().chain([possible.is]).collect();
    let low = problem.solver.lowest(&within, &sum);
    if low == End::Nowhere {
        return stated(problem, spot, assumed, kept);
    }
    let high = problem.solver.highest(&within, &sum);
    let state = problem.states.of(spot).clone();
    let out = problem.solver.any([state.missing, state.none]);
    let without: Vec<Prop> = assumed.iter().copied().chain([out]).collect();
    let required = problem.solver.can(&without) == Some(false);
    let (from, to) = (end(&low, &possible.kind), end(&high, &possible.kind));
    let included = |end: &End| matches!(end, End::At(near) if near.is_exact());
    Some(Range { from, to, from_included: included(&low), to_included: included(&high), required })
}

/// A term that the given proposal settles.
fn stated(problem: &mut Problem<'_>, spot: Spot, assumed: &[Prop], kept: Prop) -> Option<Range> {
    if kept == Prop::FALSE {
        return None;
    }
    let within: Vec<Prop> = assumed.iter().copied().chain([kept]).collect();
    let holds = problem.solver.can(&within) == Some(true);
    let text = Some(given_end(problem, spot)).filter(|_| holds)?;
    Some(Range {
        from: Some(text.clone()),
        to: Some(text),
        from_included: true,
        to_included: true,
        required: true,
    })
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

impl Problem<'_> {
    /// A term as rules name it: `quota on pork`.
    pub fn name_of(&self, spot: Spot) -> String {
        let path = self.sketch.path(spot);
        let keys: Vec<String> = path.iter().skip(1).filter_map(|at| self.called(*at)).collect();
        let skipped = usize::from(keys.len() > 1 && self.is_collection(path.get(1).copied()));
        let mut keys = keys.into_iter().skip(skipped);
        let Some(first) = keys.next() else { return String::new() };
        let mut name = first;
        for key in keys {
            name = if self.is_time(&key) {
                format!("{name} in {key}")
            } else if self.setting.parties.contains(&Name::new(&key)) {
                format!("{name} from {key}")
            } else {
                joined(&key, &name)
            };
        }
        name
    }

    fn called(&self, spot: Spot) -> Option<String> {
        let key = self.sketch.key(spot).map(|key| key.text.clone());
        key.or_else(|| self.sketch.names(spot).first().map(|name| name.as_str().to_owned()))
    }

    fn is_collection(&self, spot: Option<Spot>) -> bool {
        let key = spot.and_then(|spot| self.sketch.key(spot));
        key.is_some_and(|key| matches!(key.name.as_str(), "products" | "lines"))
    }

    fn is_time(&self, key: &str) -> bool {
        let key = Spelled::new(key);
        key.name.as_str().starts_with("year ") || key.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

fn joined(key: &str, owner: &str) -> String {
    let of = if owner.contains(" on ") || owner.contains(" of ") { "of" } else { "on" };
    format!("{key} {of} {owner}")
}
