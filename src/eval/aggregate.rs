//! Many values taken together: total, average, highest, lowest. What is not certain bounds them as far as it can.

use super::compare;
use super::reason::Problem;
use super::spread::Cell;
use super::term::{Datum, reckoned};
use crate::model::AggregateKind;
use crate::value::{self, Dimension, Number, Quantity, Value};

/// The most places of one aggregate.
const PLACES: usize = 10;

/// The values that an aggregate takes together.
#[derive(Default)]
pub(crate) struct Taken {
    /// Known, and certain to be taken.
    known: Vec<Datum>,
    /// Known, but perhaps not to be taken.
    possible: Vec<Datum>,
    /// The first of those that are not known.
    unknown: Option<Problem>,
}

impl Taken {
    /// Takes in a value whose place does not matter; `None` where it is not known.
    pub(crate) fn note(&mut self, value: Option<Value>, certain: bool) {
        let what = match value {
            Some(value) => Ok(Datum { value, nodes: Vec::new() }),
            None => Err(Problem::NothingToTake(String::new())),
        };
        self.add(vec![Cell::only(what)], certain);
    }

    /// What all of them come to; `None` where that is not known.
    pub(crate) fn value(self, kind: AggregateKind) -> Option<Value> {
        self.result(kind, "").ok().map(|datum| datum.value)
    }

    pub(super) fn add(&mut self, cells: Vec<Cell<Datum>>, certain: bool) {
        for cell in cells {
            match cell.what {
                Ok(datum) if certain => self.known.push(datum),
                Ok(datum) => self.possible.push(datum),
                // what is agreed not to be there is not taken
                Err(Problem::Absent(_)) => {}
                Err(problem) => {
                    self.unknown.get_or_insert(problem);
                }
            }
        }
    }

    pub(super) fn result(self, kind: AggregateKind, text: &str) -> Result<Datum, Problem> {
        if self.known.is_empty() {
            let perhaps = self.possible.first().map(perhaps);
            let nothing = || Problem::NothingToTake(text.to_owned());
            return Err(self.unknown.or(perhaps).unwrap_or_else(nothing));
        }
        match kind {
            AggregateKind::Highest => self.extreme(true),
            AggregateKind::Lowest => self.extreme(false),
            AggregateKind::Total => self.total(),
            AggregateKind::Average => self.average(),
        }
    }

    fn average(self) -> Result<Datum, Problem> {
        if let Some(datum) = self.possible.first() {
            return Err(perhaps(datum));
        }
        let count = Number::from_integer(self.known.len() as i64);
        let total = self.total()?;
        let share = Number::one().checked_div(&count).unwrap_or_else(Number::zero);
        reckoned(value::share(&share, &total.value), total.nodes)
    }

    fn total(self) -> Result<Datum, Problem> {
        if let Some(problem) = self.unknown {
            return Err(problem);
        }
        let certain = sum(self.known)?;
        if self.possible.is_empty() {
            return Ok(certain);
        }
        let (mut low, mut high) = (certain.value.clone(), certain.value);
        for datum in self.possible {
            let negative = matches!(&datum.value, Value::Quantity(q) if q.amount.is_negative());
            let end = if negative { &mut low } else { &mut high };
            *end = value::add(end, &datum.value).map_err(Problem::from)?;
        }
        between(low, high, certain.nodes)
    }

    /// The highest or lowest; where some are not known, the others still bound it on one side.
    fn extreme(self, highest: bool) -> Result<Datum, Problem> {
        let mut unknown = self.unknown;
        let (known, possible) = in_order(self.known, self.possible, &mut unknown)?;
        let all: Vec<Datum> = known.iter().chain(&possible).cloned().collect();
        let Some(best) = best(known, highest, &mut unknown) else {
            return Err(Problem::NothingToTake(String::new()));
        };
        let Some(problem) = unknown else {
            let Some(beyond) = self::best(all, highest, &mut unknown) else { return Ok(best) };
            let (low, high) =
                if highest { (best.value, beyond.value) } else { (beyond.value, best.value) };
            return between(low, high, best.nodes);
        };
        let Value::Quantity(bound) = best.value else { return Err(problem) };
        let range = if highest {
            value::Range { low: Some(bound), high: None }
        } else {
            value::Range { low: None, high: Some(bound) }
        };
        Ok(Datum { value: Value::Range(range), nodes: best.nodes })
    }
}

/// Those that can be put in one order, whatever order they are listed in: texts cannot, and beside percentages nothing that
/// does not compare with them. Of several other kinds there is no highest at all.
fn in_order(
    mut known: Vec<Datum>,
    mut possible: Vec<Datum>,
    unknown: &mut Option<Problem>,
) -> Result<(Vec<Datum>, Vec<Datum>), Problem> {
    let all = || known.iter().chain(&possible).map(|datum| &datum.value);
    let percent = all().find(|value| is_percent(value)).cloned();
    let measure = percent.clone().or_else(|| all().find(|value| is_ordered(value)).cloned());
    let Some(measure) = measure else { return Ok((known, possible)) };
    // what compares with the measure is ordered as the measure is
    let fits = |datum: &Datum| value::compare(&datum.value, &measure).map_err(Problem::from);
    for datum in known.iter().chain(&possible) {
        if let Err(problem) = fits(datum) {
            if percent.is_none() && is_ordered(&datum.value) {
                return Err(problem);
            }
            unknown.get_or_insert(problem);
        }
    }
    known.retain(|datum| fits(datum).is_ok());
    possible.retain(|datum| fits(datum).is_ok());
    match known.is_empty().then(|| unknown.clone()).flatten() {
        Some(problem) => Err(problem),
        None => Ok((known, possible)),
    }
}

fn is_percent(value: &Value) -> bool {
    matches!(value, Value::Quantity(q) if *q.unit.dimension() == Dimension::Percent)
}

fn is_ordered(value: &Value) -> bool {
    !matches!(value, Value::Text(_) | Value::Yes | Value::No)
}

/// Whether this one is to be taken is not certain.
fn perhaps(datum: &Datum) -> Problem {
    Problem::NeedsOne { node: datum.nodes.first().copied(), by_time: false }
}

fn sum(data: Vec<Datum>) -> Result<Datum, Problem> {
    let mut data = data.into_iter();
    let Some(mut sum) = data.next() else { return Err(Problem::NothingToTake(String::new())) };
    for datum in data {
        sum.value = value::add(&sum.value, &datum.value).map_err(Problem::from)?;
        if sum.nodes.len() < PLACES {
            sum.nodes.extend(datum.nodes);
        }
    }
    Ok(sum)
}

/// A value between two ends; the one value where they are the same.
fn between(low: Value, high: Value, nodes: Vec<super::NodeRef>) -> Result<Datum, Problem> {
    if low == high {
        return Ok(Datum { value: low, nodes });
    }
    let ends: Option<(Quantity, Quantity)> = match (low, high) {
        (Value::Quantity(low), Value::Quantity(high)) => Some((low, high)),
        _ => None,
    };
    let node = nodes.first().copied();
    let (low, high) = ends.ok_or(Problem::NeedsOne { node, by_time: false })?;
    Ok(Datum { value: Value::Range(value::Range { low: Some(low), high: Some(high) }), nodes })
}

/// The highest or lowest of values; what cannot be put in order becomes the reason why it is not known.
fn best(data: Vec<Datum>, highest: bool, unknown: &mut Option<Problem>) -> Option<Datum> {
    let mut best: Option<Datum> = None;
    for datum in data {
        let Some(so_far) = &best else {
            best = Some(datum);
            continue;
        };
        match value::compare(&datum.value, &so_far.value) {
            Ok(c) if c.ordered && !compare::possibly(&c, highest) => {}
            Ok(c) if c.ordered && !compare::possibly(&c, !highest) => best = Some(datum),
            Ok(_) => {
                unknown.get_or_insert(Problem::NoOrder(Box::new(datum.value)));
            }
            Err(why) => {
                unknown.get_or_insert(Problem::from(why));
            }
        }
    }
    best
}
