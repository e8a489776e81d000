//! Literals of rules: quantities, dates, duties and units, where what cannot be read is an error.

use jiff::civil::Date;

use super::date_text::{self, DateReading};
use super::number_limits::NumberLimits;
use super::quantity_text::{self, QuantityFault};
use super::unit::{Unit, UnknownUnit};
use super::{Value, duty_text};

/// Why a literal of a rule cannot be read. The texts are worded here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiteralError {
    /// A number and words that are no unit.
    UnknownUnit(UnknownUnit),
    /// Not a number in the language's way of writing them.
    BadNumber {
        /// As written.
        text: String,
    },
    /// A number with too many digits or too large an exponent.
    TooLong(NumberLimits),
    /// Not written as a date.
    BadDate {
        /// As written.
        text: String,
    },
    /// A date that could be read with day and month either way round.
    AmbiguousDate {
        /// As written.
        text: String,
    },
    /// A day that is in no calendar: 2004-02-30.
    NoSuchDay {
        /// As written.
        text: String,
    },
    /// Not a duty.
    BadDuty {
        /// As written.
        text: String,
    },
    /// A duty with amounts that do not convert into each other.
    MixedDuty {
        /// As written.
        text: String,
        /// Two units of it.
        units: (String, String),
    },
}

impl LiteralError {
    /// What is wrong, in plain words.
    pub fn message(&self) -> String {
        match self {
            Self::UnknownUnit(unit) => format!("`{}` is not a unit", unit.text),
            Self::BadNumber { text } => format!("`{text}` is not a quantity"),
            Self::TooLong(_) => "the number is too long".to_owned(),
            Self::BadDate { text } => format!("`{text}` is not a date"),
            Self::AmbiguousDate { text } => format!("`{text}` can be read as two different dates"),
            Self::NoSuchDay { text } => format!("there is no day `{text}`"),
            Self::BadDuty { text } => format!("`{text}` is not a duty"),
            Self::MixedDuty { text, units: (one, other) } => {
                format!("`{text}` mixes {one} and {other}, which do not convert into each other")
            }
        }
    }

    /// How to put it right.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownUnit(unit) => unit.suggestion.as_ref().map(|known| format!("did you mean `{known}`?")),
            Self::BadNumber { .. } => {
                Some("write it as in `6,500 tons`, `38.5%`, `USD 40 million` or `30 days`".to_owned())
            }
            Self::TooLong(limits) => Some(format!(
                "a number has at most {} digits and an exponent of at most {}",
                limits.digits, limits.exponent
            )),
            Self::BadDate { .. } | Self::AmbiguousDate { .. } => {
                Some("write it as in `2004-03-31` or `31 March 2004`".to_owned())
            }
            Self::BadDuty { .. } => Some(
                "write it as in `38.5%`, `29.8% + 23 yen/kg` or `25% or 60 yen/kg, whichever is higher`".to_owned(),
            ),
            Self::NoSuchDay { .. } | Self::MixedDuty { .. } => None,
        }
    }

    /// The code under which the error is explained.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownUnit(_) => "dealbreaker::value::unknown_unit",
            Self::BadNumber { .. } => "dealbreaker::value::bad_quantity",
            Self::TooLong(_) => "dealbreaker::value::number_too_long",
            Self::BadDate { .. } => "dealbreaker::value::bad_date",
            Self::AmbiguousDate { .. } => "dealbreaker::value::ambiguous_date",
            Self::NoSuchDay { .. } => "dealbreaker::value::no_such_day",
            Self::BadDuty { .. } => "dealbreaker::value::bad_duty",
            Self::MixedDuty { .. } => "dealbreaker::value::mixed_duty",
        }
    }
}

/// Reads `6,500 tons`, `38.5%`, `USD 40 million`, `30 days`, `-5`. Always a [`Value::Quantity`].
///
/// # Errors
/// A bad or too long number, or an unknown unit.
pub fn read_quantity(text: &str) -> Result<Value, LiteralError> {
    read_quantity_within(text, NumberLimits::default())
}

/// [`read_quantity`] with other limits on numbers.
///
/// # Errors
/// As those of [`read_quantity`].
pub fn read_quantity_within(text: &str, numbers: NumberLimits) -> Result<Value, LiteralError> {
    admit(text, numbers)?;
    quantity_text::parse(text).map(Value::Quantity).map_err(|fault| match fault {
        QuantityFault::UnknownUnit(unit) => LiteralError::UnknownUnit(unit),
        QuantityFault::TooLong => LiteralError::TooLong(numbers),
        QuantityFault::NotAQuantity => LiteralError::BadNumber { text: text.trim().to_owned() },
    })
}

/// Refuses a text with a number that is too long.
pub(crate) fn admit(text: &str, numbers: NumberLimits) -> Result<(), LiteralError> {
    if numbers.exceeded_by(text) { Err(LiteralError::TooLong(numbers)) } else { Ok(()) }
}

/// Reads `2004-03-31` or `31 March 2004`.
///
/// # Errors
/// A text that is no date, a day that does not exist, or a date that can be read two ways.
pub fn read_date(text: &str) -> Result<Date, LiteralError> {
    let text = text.trim();
    let written = || text.to_owned();
    match date_text::read(text) {
        DateReading::Date(date) => Ok(date),
        DateReading::NoSuchDay => Err(LiteralError::NoSuchDay { text: written() }),
        DateReading::Ambiguous => Err(LiteralError::AmbiguousDate { text: written() }),
        DateReading::Moment | DateReading::NotADate => {
            Err(LiteralError::BadDate { text: written() })
        }
    }
}

/// Reads a duty: `free`, `38.5%`, `29.8% + 23 yen/kg`, `25% or 60 yen/kg, whichever is higher`. A plain percentage or
/// amount comes back as a [`Value::Quantity`].
///
/// # Errors
/// A part that is no percentage or amount, an unknown unit, or units that do not go together.
pub fn read_duty(text: &str) -> Result<Value, LiteralError> {
    duty_text::parse(text)
}

/// Reads a unit by itself: `tons`, `yen/kg`.
///
/// # Errors
/// An unknown unit.
pub fn read_unit(text: &str) -> Result<Unit, LiteralError> {
    Unit::parse(text).map_err(LiteralError::UnknownUnit)
}
