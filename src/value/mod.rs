//! Values as they are written in proposals and in rules alike: exact numbers with units, percentages, money, dates,
//! durations, duties and text.
//!
//! Reading: [`read_scalar`] for proposals, where what cannot be read is text, and [`literal`] for rules, where it is an
//! error. Working: [`compare()`] and the operations of [`arithmetic`]. Amounts are rationals from end to end; what cannot be
//! compared or converted with certainty is an [`Incomparable`], never a guess.

pub mod arithmetic;
mod compare;
mod currency;
mod date_text;
mod decimal;
pub mod duty;
mod duty_compare;
mod duty_text;
mod incomparable;
pub mod literal;
mod months;
mod number;
mod number_limits;
mod quantity_text;
mod rational;
mod reading;
mod unit;
mod unit_table;

use jiff::civil::Date;

pub use arithmetic::{add, divide, multiply, share, subtract};
pub use compare::{Comparison, compare};
pub use currency::Currency;
pub use decimal::Decimal;
pub use duty::Duty;
pub use incomparable::{Action, Incomparable, Pair};
pub use literal::{LiteralError, read_date, read_duty, read_quantity, read_unit};
pub use number::Number;
pub use number_limits::NumberLimits;
pub(crate) use reading::may_be_mark;
pub use reading::{
    Reading, ReadingNote, ScalarStyle, read_if_mark, read_scalar, read_scalar_within,
};
pub use unit::{Dimension, Unit, UnknownUnit};

/// An exact amount in a unit: `6,500 tons`, `38.5%`, `USD 40 million`, `18 months`, or a bare `5`.
///
/// Equal (`==`) when amount and unit are the same as written; [`compare()`] says what measures the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The amount, in `unit`.
    pub amount: Number,
    /// The unit as it was written.
    pub unit: Unit,
}

/// An uncertain amount: a count or total of which some parts are unknown. Both ends belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The least it can be; `None` where nothing bounds it.
    pub low: Option<Quantity>,
    /// The most it can be; `None` where nothing bounds it.
    pub high: Option<Quantity>,
}

/// What a rule or a proposal can state.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An amount.
    Quantity(Quantity),
    /// A day.
    Date(Date),
    /// `yes`, true.
    Yes,
    /// `no`, as a literal of a rule and where something is compared with it; in proposals it reads as absent.
    No,
    /// Any other text, trimmed.
    Text(String),
    /// A duty that depends on the customs value.
    Duty(Duty),
    /// An amount that is not certain.
    Range(Range),
}

impl Quantity {
    /// A bare number.
    pub fn bare(amount: Number) -> Self {
        Self { amount, unit: Unit::none() }
    }

    /// For people: `6,500 tons`, `38.5%`, `USD 500,000`. Reads back as the same quantity where its decimals end.
    pub fn to_text(&self) -> String {
        quantity_text::write(self)
    }

    /// True for a bare 0, which is zero in every unit.
    pub fn is_bare_zero(&self) -> bool {
        self.unit.is_none() && self.amount.is_zero()
    }

    /// The amount in base units of its dimension.
    pub(crate) fn in_base_units(&self) -> Number {
        &self.amount * self.unit.factor()
    }
}

/// The same quantity in another unit of its dimension; `None` where the two measure different things. Months and days do
/// not convert into each other, nor do currencies.
pub fn convert(quantity: &Quantity, unit: &Unit) -> Option<Quantity> {
    if quantity.unit.dimension() != unit.dimension() {
        return None;
    }
    let amount = if quantity.unit.factor() == unit.factor() {
        quantity.amount.clone()
    } else {
        quantity.in_base_units().checked_div(unit.factor())?
    };
    Some(Quantity { amount, unit: unit.clone() })
}

impl Range {
    /// For people: `3 to 5 tons`, `at least 3 tons`.
    pub fn to_text(&self) -> String {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => format!("{} to {}", low.to_text(), high.to_text()),
            (Some(low), None) => format!("at least {}", low.to_text()),
            (None, Some(high)) => format!("at most {}", high.to_text()),
            (None, None) => "any amount".to_owned(),
        }
    }

    /// Changes both bounds.
    fn map(self, change: impl Fn(Quantity) -> Quantity) -> Self {
        Self { low: self.low.map(&change), high: self.high.map(&change) }
    }
}

impl Value {
    /// For people, as it would be written in a rule. Duties and texts keep the words they were read from.
    pub fn to_text(&self) -> String {
        match self {
            Self::Quantity(quantity) => quantity.to_text(),
            Self::Date(date) => date.to_string(),
            Self::Yes => "yes".to_owned(),
            Self::No => "no".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Duty(duty) => duty.to_text().to_owned(),
            Self::Range(range) => range.to_text(),
        }
    }

    /// True for a stated zero: `0`, `0 tons`, `0%`, `free`, a duty that is zero at every customs value.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Quantity(quantity) => quantity.amount.is_zero(),
            Self::Range(Range { low: Some(low), high: Some(high) }) => {
                low.amount.is_zero() && high.amount.is_zero()
            }
            Self::Duty(duty) => duty.is_zero(),
            Self::Date(_) | Self::Yes | Self::No | Self::Text(_) | Self::Range(_) => false,
        }
    }

    /// Gives a bare number the unit it is measured in; whatever has a unit, or is no number, stays as it is.
    #[must_use]
    pub fn with_unit_if_bare(self, unit: &Unit) -> Self {
        let dress = |quantity: Quantity| {
            if quantity.unit.is_none() {
                Quantity { amount: quantity.amount, unit: unit.clone() }
            } else {
                quantity
            }
        };
        match self {
            Self::Quantity(quantity) => Self::Quantity(dress(quantity)),
            Self::Range(range) => Self::Range(range.map(dress)),
            other @ (Self::Date(_) | Self::Yes | Self::No | Self::Text(_) | Self::Duty(_)) => other,
        }
    }

    /// The number, where this is a bare one.
    pub fn as_bare_number(&self) -> Option<&Number> {
        match self {
            Self::Quantity(quantity) if quantity.unit.is_none() => Some(&quantity.amount),
            _ => None,
        }
    }

    /// The day, where this is one.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }
}

impl From<Quantity> for Value {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

#[cfg(test)]
mod tests;
