//! Sums, differences, products, quotients and shares of values.
//!
//! Percentages less percentages are points, and points move percentages. A percentage of a thing is a share of it. Units
//! of products and quotients cancel: yen/kg times tons is yen, tons over tons a plain fraction.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::compare::{days, days_between, mismatch};
use super::incomparable::{Action, Incomparable, Pair};
use super::number::Number;
use super::unit::{Dimension, Unit};
use super::{Quantity, Range, Value, convert};

type Outcome = Result<Value, Incomparable>;

/// `a + b`: amounts of one dimension, in a's unit; a date and a duration; months and days, which give a range of days.
///
/// # Errors
/// Why they have no sum.
pub fn add(a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Date(date), Value::Quantity(duration))
        | (Value::Quantity(duration), Value::Date(date)) => {
            moved(*date, duration, false, Pair::new(Action::Add, a, b))
        }
        _ => linear(a, b, Action::Add),
    }
}

/// `a − b`: amounts of one dimension, in a's unit; two dates, in days; a date and a duration.
///
/// # Errors
/// Why they have no difference.
pub fn subtract(a: &Value, b: &Value) -> Outcome {
    match (a, b) {
        (Value::Date(later), Value::Date(earlier)) => {
            let amount = Number::from_integer(days_between(*earlier, *later));
            Ok(Value::Quantity(Quantity { amount, unit: Unit::days() }))
        }
        (Value::Date(date), Value::Quantity(duration)) => {
            moved(*date, duration, true, Pair::new(Action::Subtract, a, b))
        }
        _ => linear(a, b, Action::Subtract),
    }
}

/// `a · b`: one of them a bare number, a fraction or a percentage (which takes that share); or units that cancel.
///
/// # Errors
/// Why they have no product.
pub fn multiply(a: &Value, b: &Value) -> Outcome {
    let fault = || Pair::new(Action::Multiply, a, b);
    if let Some(factor) = as_factor(b) {
        return scaled(a, &factor, fault);
    }
    if let Some(factor) = as_factor(a) {
        return scaled(b, &factor, fault);
    }
    match (a, b) {
        (Value::Quantity(one), Value::Quantity(other)) => {
            let product = cancelled(one, other).or_else(|| cancelled(other, one));
            product.map(Value::Quantity).ok_or_else(|| Incomparable::Units(fault()))
        }
        (Value::Range(_), _) | (_, Value::Range(_)) => Err(Incomparable::Uncertain(fault())),
        _ => Err(Incomparable::Kinds(fault())),
    }
}

/// `a / b`: by a bare number, a fraction or a percentage; like by like, which is a fraction; unlike by unlike, which is `A per B`.
///
/// # Errors
/// Why they have no quotient; a divisor of zero among the reasons.
pub fn divide(a: &Value, b: &Value) -> Outcome {
    let fault = || Pair::new(Action::Divide, a, b);
    let divisor = match b {
        Value::Quantity(divisor) => divisor,
        Value::Range(_) => return Err(Incomparable::Uncertain(fault())),
        Value::Date(_) | Value::Yes | Value::No | Value::Text(_) | Value::Duty(_) => {
            return Err(Incomparable::Kinds(fault()));
        }
    };
    let inverse = Number::one()
        .checked_div(&divisor.amount)
        .ok_or_else(|| Incomparable::ZeroDivisor(fault()))?;
    // Like by like comes first: a percentage over a percentage is a fraction, not a percentage.
    let like = matches!(a, Value::Quantity(q) if q.unit.dimension() == divisor.unit.dimension());
    if let Some(factor) = as_factor(b).filter(|_| !like || divisor.unit.is_none()) {
        let scale = Number::one().checked_div(&factor);
        return scaled(a, &scale.unwrap_or(inverse), fault);
    }
    match a {
        Value::Quantity(dividend) => quotient(dividend, divisor, &inverse).ok_or_else(|| {
            if dividend.unit.is_none() {
                Incomparable::BareNumber(fault())
            } else {
                Incomparable::Units(fault())
            }
        }),
        Value::Range(_) => Err(Incomparable::Uncertain(fault())),
        Value::Date(_) | Value::Yes | Value::No | Value::Text(_) | Value::Duty(_) => {
            Err(Incomparable::Kinds(fault()))
        }
    }
}

/// A share of a value: `110% of the quota` is the share 1.1 of it, `half of` 0.5, `twice` 2.
///
/// # Errors
/// A value of which there are no shares: a date, a text.
pub fn share(share: &Number, of: &Value) -> Outcome {
    scaled(of, share, || {
        Pair::new(Action::Multiply, &Value::Quantity(Quantity::bare(share.clone())), of)
    })
}

/// What a bare number, a fraction or a percentage multiplies by.
fn as_factor(value: &Value) -> Option<Number> {
    let Value::Quantity(quantity) = value else { return None };
    match quantity.unit.dimension() {
        Dimension::None | Dimension::Fraction => Some(quantity.in_base_units()),
        Dimension::Percent => Some(&quantity.in_base_units() * &Number::ratio(1, 100)),
        _ => None,
    }
}

fn scaled(value: &Value, factor: &Number, fault: impl Fn() -> Pair) -> Outcome {
    let times = |q: &Quantity| Quantity { amount: &q.amount * factor, unit: q.unit.clone() };
    match value {
        Value::Quantity(quantity) => Ok(Value::Quantity(times(quantity))),
        Value::Range(range) => {
            let (low, high) = (range.low.as_ref().map(times), range.high.as_ref().map(times));
            Ok(Value::Range(match (factor.is_negative(), factor.is_zero()) {
                (_, true) => Range { low: low.clone().or(high.clone()), high: high.or(low) },
                (true, _) => Range { low: high, high: low },
                (false, _) => Range { low, high },
            }))
        }
        Value::Duty(duty) => {
            duty.share(factor).map(Value::Duty).ok_or_else(|| Incomparable::NoUnitValue(fault()))
        }
        Value::Date(_) | Value::Yes | Value::No | Value::Text(_) => {
            Err(Incomparable::Kinds(fault()))
        }
    }
}

/// Sums and differences of amounts, certain or not.
fn linear(a: &Value, b: &Value, action: Action) -> Outcome {
    let fault = || Pair::new(action, a, b);
    let work = |left: &Quantity, right: &Quantity| amounts(left, right, action, fault);
    match (a, b) {
        (Value::Quantity(left), Value::Quantity(right)) => {
            if let Some(days) = calendar(left, right, action) {
                return Ok(days);
            }
            Ok(Value::Quantity(work(left, right)?))
        }
        (Value::Range(_) | Value::Quantity(_), Value::Range(_) | Value::Quantity(_)) => {
            let (left, right) = (bounds(a), bounds(b));
            let right = if action == Action::Subtract { (right.1, right.0) } else { right };
            let both = |l: Option<&Quantity>, r: Option<&Quantity>| match (l, r) {
                (Some(l), Some(r)) => work(l, r).map(Some),
                _ => Ok(None),
            };
            Ok(Value::Range(Range { low: both(left.0, right.0)?, high: both(left.1, right.1)? }))
        }
        (Value::Duty(_), _) | (_, Value::Duty(_)) => Err(Incomparable::NoUnitValue(fault())),
        _ => Err(Incomparable::Kinds(fault())),
    }
}

fn bounds(value: &Value) -> (Option<&Quantity>, Option<&Quantity>) {
    match value {
        Value::Quantity(quantity) => (Some(quantity), Some(quantity)),
        Value::Range(range) => (range.low.as_ref(), range.high.as_ref()),
        Value::Date(_) | Value::Yes | Value::No | Value::Text(_) | Value::Duty(_) => (None, None),
    }
}

fn amounts(
    left: &Quantity,
    right: &Quantity,
    action: Action,
    fault: impl Fn() -> Pair,
) -> Result<Quantity, Incomparable> {
    let (other, unit) = alike(left, right, action).ok_or_else(|| mismatch(left, right, fault()))?;
    let own = if left.is_bare_zero() { Number::zero() } else { left.amount.clone() };
    let amount = if action == Action::Subtract { own - other } else { own + other };
    Ok(Quantity { amount, unit })
}

/// The right amount as it adds to the left, and the unit of the sum.
fn alike(left: &Quantity, right: &Quantity, action: Action) -> Option<(Number, Unit)> {
    use Dimension::{Fraction, None as Bare, Percent, Points};
    if let Some(converted) = convert(right, &left.unit) {
        let apart = action == Action::Subtract && *left.unit.dimension() == Percent;
        let unit = if apart { Unit::points() } else { left.unit.clone() };
        return Some((converted.amount, unit));
    }
    if right.is_bare_zero() {
        return Some((Number::zero(), left.unit.clone()));
    }
    if left.is_bare_zero() {
        return Some((right.amount.clone(), right.unit.clone()));
    }
    match (left.unit.dimension(), right.unit.dimension()) {
        (Percent, Points) => Some((right.in_base_units(), left.unit.clone())),
        // `5 points + 9%` is a percentage; `5 points - 9%` is nothing.
        (Points, Percent) if action == Action::Add => {
            let same_size = *left.unit.factor() == Number::one();
            same_size.then(|| (right.in_base_units(), right.unit.clone()))
        }
        (Bare, Fraction) | (Fraction, Bare) => {
            let amount = right.in_base_units().checked_div(left.unit.factor())?;
            Some((amount, left.unit.clone()))
        }
        _ => None,
    }
}

/// Months with days: as many days as the months can be, and the days.
fn calendar(left: &Quantity, right: &Quantity, action: Action) -> Option<Value> {
    if left.unit.dimension() == right.unit.dimension() {
        return None;
    }
    let ((left_low, left_high), (low, high)) = (days(left)?, days(right)?);
    let (low, high) = match action {
        Action::Subtract => (left_low - high, left_high - low),
        _ => (left_low + low, left_high + high),
    };
    let end = |amount| Some(Quantity { amount, unit: Unit::days() });
    Some(Value::Range(Range { low: end(low), high: end(high) }))
}

/// A date some days or months later, or earlier. A month that is too short ends the move on its last day.
fn moved(date: Date, duration: &Quantity, back: bool, pair: Pair) -> Outcome {
    let amount = duration.in_base_units();
    let in_months = match duration.unit.dimension() {
        Dimension::Days => false,
        Dimension::Months => true,
        Dimension::None if duration.amount.is_zero() => false,
        Dimension::None => return Err(Incomparable::BareNumber(pair)),
        _ => return Err(Incomparable::Kinds(pair)),
    };
    if !amount.is_integer() {
        return Err(Incomparable::PartOfDay(pair));
    }
    let signed = if back { -amount } else { amount };
    let later = signed
        .to_i64()
        .and_then(|count| span(count, in_months))
        .and_then(|s| date.checked_add(s).ok());
    later.map(Value::Date).ok_or(Incomparable::BeyondCalendar(pair))
}

fn span(count: i64, in_months: bool) -> Option<Span> {
    let empty = 0.days();
    if in_months { empty.try_months(count).ok() } else { empty.try_days(count).ok() }
}

/// `price · amount`, where the price is for each of what the amount measures: the unit above the line remains.
fn cancelled(price: &Quantity, amount: &Quantity) -> Option<Quantity> {
    let (over, under) = price.unit.parts()?;
    let amount = convert(amount, under)?;
    Some(Quantity { amount: &price.amount * &amount.amount, unit: over.clone() })
}

/// `dividend / divisor`, for a divisor with a unit.
fn quotient(dividend: &Quantity, divisor: &Quantity, inverse: &Number) -> Option<Value> {
    if dividend.unit.is_none() && !dividend.amount.is_zero() {
        return None;
    }
    if let Some(alike) = convert(dividend, &divisor.unit) {
        return Some(Value::Quantity(Quantity {
            amount: &alike.amount * inverse,
            unit: Unit::fraction(),
        }));
    }
    // A price into a sum of money gives what it buys.
    if let Some((over, under)) = divisor.unit.parts()
        && let Some(sum) = convert(dividend, over)
    {
        return Some(Value::Quantity(Quantity {
            amount: &sum.amount * inverse,
            unit: under.clone(),
        }));
    }
    let unit = if dividend.unit.is_none() {
        Unit::none()
    } else {
        Unit::per(&dividend.unit, &divisor.unit)?
    };
    Some(Value::Quantity(Quantity { amount: &dividend.amount * inverse, unit }))
}
