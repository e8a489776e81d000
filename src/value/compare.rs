//! Comparing two values as far as logic allows.

use std::cmp::Ordering;

use super::duty::Form;
use super::duty_compare::{self, Flags};
use super::incomparable::{Action, Incomparable, Pair};
use super::number::Number;
use super::unit::{Dimension, Unit};
use super::{Quantity, Range, Value, convert, months};

/// What is known about a subject against a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The subject may be below the limit.
    pub less: bool,
    /// They may be equal.
    pub equal: bool,
    /// The subject may be above the limit.
    pub greater: bool,
    /// False for texts and for yes and no, where only equality means something: where they differ, both `less` and
    /// `greater` are set.
    pub ordered: bool,
    /// Subject minus limit, where both are exact: in the limit's unit, in points between percentages, in days between
    /// dates, in the subject's unit where the limit is a bare 0.
    pub difference: Option<Quantity>,
    /// The difference as a part of the limit's size; `None` where that is zero, and between dates.
    pub relative: Option<Number>,
    /// True for texts that differ in nothing but case.
    pub case_only: bool,
}

impl Comparison {
    fn possible(flags: Flags) -> Self {
        Self {
            less: flags.less,
            equal: flags.equal,
            greater: flags.greater,
            ordered: true,
            difference: None,
            relative: None,
            case_only: false,
        }
    }

    fn unordered(equal: bool) -> Self {
        let flags = Flags { less: !equal, equal, greater: !equal };
        Self { ordered: false, ..Self::possible(flags) }
    }

    fn exact(subject: &Number, limit: &Number, unit: Unit) -> Self {
        let mut flags = Flags::default();
        flags.add(subject.cmp(limit));
        let difference = subject - limit;
        let relative = difference.checked_div(&limit.abs());
        let difference = Some(Quantity { amount: difference, unit });
        Self { difference, relative, ..Self::possible(flags) }
    }
}

/// Compares a subject with a limit.
///
/// # Errors
/// Why nothing can be said at all: different kinds, units or currencies, a bare number, a duty that may be above and
/// below.
pub fn compare(subject: &Value, limit: &Value) -> Result<Comparison, Incomparable> {
    match (subject, limit) {
        (Value::Quantity(left), Value::Quantity(right)) => quantities(left, right),
        (Value::Date(left), Value::Date(right)) => Ok(dates(*left, *right)),
        (Value::Text(left), Value::Text(right)) => Ok(texts(left, right)),
        (Value::Yes | Value::No, Value::Yes | Value::No) => {
            Ok(Comparison::unordered(subject == limit))
        }
        (Value::Range(left), Value::Range(right)) => ranges(left, right),
        (Value::Range(left), Value::Quantity(right)) => ranges(left, &exactly(right)),
        (Value::Quantity(left), Value::Range(right)) => ranges(&exactly(left), right),
        (Value::Duty(left), Value::Duty(right)) => duties(&left.form, &right.form, subject, limit),
        (Value::Duty(left), Value::Quantity(right)) => match Form::of_quantity(right) {
            Some(right) => duties(&left.form, &right, subject, limit),
            None => Err(unlike(right, pair(subject, limit))),
        },
        (Value::Quantity(left), Value::Duty(right)) => match Form::of_quantity(left) {
            Some(left) => duties(&left, &right.form, subject, limit),
            None => Err(unlike(left, pair(subject, limit))),
        },
        (
            Value::Quantity(_)
            | Value::Date(_)
            | Value::Yes
            | Value::No
            | Value::Text(_)
            | Value::Duty(_)
            | Value::Range(_),
            _,
        ) => Err(Incomparable::Kinds(pair(subject, limit))),
    }
}

fn pair(subject: &Value, limit: &Value) -> Pair {
    Pair::new(Action::Compare, subject, limit)
}

/// Why a quantity that is no duty does not compare with one.
fn unlike(quantity: &Quantity, pair: Pair) -> Incomparable {
    match quantity.unit.dimension() {
        Dimension::None => Incomparable::BareNumber(pair),
        Dimension::Points => Incomparable::Points(pair),
        _ => Incomparable::Units(pair),
    }
}

fn dates(subject: jiff::civil::Date, limit: jiff::civil::Date) -> Comparison {
    let mut flags = Flags::default();
    flags.add(subject.cmp(&limit));
    let days = Number::from_integer(days_between(limit, subject));
    Comparison {
        difference: Some(Quantity { amount: days, unit: Unit::days() }),
        ..Comparison::possible(flags)
    }
}

/// The days from one date to another, negative where the other is earlier.
pub(super) fn days_between(from: jiff::civil::Date, to: jiff::civil::Date) -> i64 {
    // Both dates are in jiff's calendar, so the hours between them fit.
    from.duration_until(to).as_hours() / 24
}

fn texts(subject: &str, limit: &str) -> Comparison {
    let equal = subject == limit;
    let case_only = !equal && subject.to_lowercase() == limit.to_lowercase();
    Comparison { case_only, ..Comparison::unordered(equal) }
}

fn exactly(quantity: &Quantity) -> Range {
    Range { low: Some(quantity.clone()), high: Some(quantity.clone()) }
}

fn quantities(subject: &Quantity, limit: &Quantity) -> Result<Comparison, Incomparable> {
    if let Some((left, right, unit)) = in_one_unit(subject, limit) {
        return Ok(Comparison::exact(&left, &right, unit));
    }
    if let (Some(left), Some(right)) = (days(subject), days(limit)) {
        return Ok(Comparison::possible(spans(&left, &right)));
    }
    let (left, right) = (Value::Quantity(subject.clone()), Value::Quantity(limit.clone()));
    let fault = mismatch(subject, limit, pair(&left, &right));
    let both_money = matches!(fault, Incomparable::Currencies(_));
    match (Form::of_quantity(subject), Form::of_quantity(limit)) {
        (Some(a), Some(b)) if !both_money => duties(&a, &b, &left, &right),
        _ => Err(fault),
    }
}

/// Both amounts in one unit, the limit's, and the unit of their difference. A bare 0 is zero in every unit, and the
/// quotient of like quantities is a number and a percentage alike.
fn in_one_unit(subject: &Quantity, limit: &Quantity) -> Option<(Number, Number, Unit)> {
    use Dimension::{Fraction, None as Bare, Percent};
    if let Some(converted) = convert(subject, &limit.unit) {
        return Some((converted.amount, limit.amount.clone(), difference_unit(&limit.unit)));
    }
    if limit.is_bare_zero() {
        return Some((subject.amount.clone(), Number::zero(), difference_unit(&subject.unit)));
    }
    if subject.is_bare_zero() {
        return Some((Number::zero(), limit.amount.clone(), difference_unit(&limit.unit)));
    }
    let scale = match (subject.unit.dimension(), limit.unit.dimension()) {
        (Fraction, Bare) | (Bare, Fraction) => Number::one(),
        (Percent, Fraction) => Number::ratio(1, 100),
        (Fraction, Percent) => Number::from_integer(100),
        _ => return None,
    };
    let amount = (&subject.in_base_units() * &scale).checked_div(limit.unit.factor())?;
    Some((amount, limit.amount.clone(), difference_unit(&limit.unit)))
}

/// Percentages lie points apart; everything else in its own unit.
fn difference_unit(unit: &Unit) -> Unit {
    if *unit.dimension() == Dimension::Percent { Unit::points() } else { unit.clone() }
}

/// The fewest and the most days that a duration can be.
pub(super) fn days(quantity: &Quantity) -> Option<(Number, Number)> {
    match quantity.unit.dimension() {
        Dimension::Days => Some((quantity.in_base_units(), quantity.in_base_units())),
        Dimension::Months => months::in_days(&quantity.in_base_units()),
        _ => None,
    }
}

/// What is possible between two amounts that lie between bounds.
fn spans(left: &(Number, Number), right: &(Number, Number)) -> Flags {
    Flags {
        less: left.0 < right.1,
        equal: left.0 <= right.1 && right.0 <= left.1,
        greater: left.1 > right.0,
    }
}

/// Why two quantities have no common unit.
pub(super) fn mismatch(left: &Quantity, right: &Quantity, pair: Pair) -> Incomparable {
    use Dimension::{Money, Per, Percent, Points};
    match (left.unit.dimension(), right.unit.dimension()) {
        (Dimension::None, _) | (_, Dimension::None) => Incomparable::BareNumber(pair),
        (Percent, Points) | (Points, Percent) => Incomparable::Points(pair),
        (Money(_), Money(_)) => Incomparable::Currencies(pair),
        (Per(one, per), Per(other, also))
            if per == also && matches!((&**one, &**other), (Money(_), Money(_))) =>
        {
            Incomparable::Currencies(pair)
        }
        _ => Incomparable::Units(pair),
    }
}

fn duties(
    left: &Form,
    right: &Form,
    subject: &Value,
    limit: &Value,
) -> Result<Comparison, Incomparable> {
    let flags = duty_compare::compare(left, right).filter(|flags| !flags.is_anything());
    flags.map(Comparison::possible).ok_or_else(|| Incomparable::NoUnitValue(pair(subject, limit)))
}

/// Compares two uncertain amounts by their ends. Where both are certain after all, so is the comparison.
fn ranges(subject: &Range, limit: &Range) -> Result<Comparison, Incomparable> {
    if let (Some(left), Some(right)) = (certain(subject), certain(limit)) {
        return quantities(left, right);
    }
    // Below is possible when the least of the subject is below the most of the limit, and so on.
    let lower = ends(subject.low.as_ref(), limit.high.as_ref(), Ordering::Less)?;
    let upper = ends(subject.high.as_ref(), limit.low.as_ref(), Ordering::Greater)?;
    // Even where an end is unbounded, the ends that are there must measure the same.
    ends(subject.low.as_ref(), limit.low.as_ref(), Ordering::Less)?;
    ends(subject.high.as_ref(), limit.high.as_ref(), Ordering::Less)?;
    Ok(Comparison::possible(Flags {
        less: lower.less,
        greater: upper.greater,
        equal: (lower.less || lower.equal) && (upper.greater || upper.equal),
    }))
}

/// Compares two ends; one that is unbounded lies `beyond` the other.
fn ends(
    subject: Option<&Quantity>,
    limit: Option<&Quantity>,
    beyond: Ordering,
) -> Result<Flags, Incomparable> {
    let mut flags = Flags::default();
    match (subject, limit) {
        (Some(left), Some(right)) => {
            let found = quantities(left, right)?;
            flags = Flags { less: found.less, equal: found.equal, greater: found.greater };
        }
        _ => flags.add(beyond),
    }
    Ok(flags)
}

/// The one amount of a range whose ends are the same.
fn certain(range: &Range) -> Option<&Quantity> {
    let (low, high) = (range.low.as_ref()?, range.high.as_ref()?);
    let same = in_one_unit(low, high).is_some_and(|(low, high, _)| low == high);
    same.then_some(high)
}
