//! Values as they are written in proposals and in rules alike: exact numbers with units, percentages, money, dates,
//! durations, duties and text.

pub mod number;
pub mod unit;

use jiff::civil::Date;

pub use number::Number;
pub use unit::Unit;

/// An exact amount in a unit: `6,500 tons`, `38.5%`, `USD 40 million`, `18 months`, or a bare `5`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The amount, in `unit`.
    pub amount: Number,
    /// The unit as it was written.
    pub unit: Unit,
}

/// A value that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number with its unit.
    Quantity(Quantity),
    /// A day.
    Date(Date),
    /// `yes`
    Yes,
    /// `no` as a literal of a rule.
    No,
    /// Any other text, trimmed.
    Text(String),
}

/// How a scalar of a proposal was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// A plain YAML scalar, a bare TOML date, a CSV field.
    Plain,
    /// Any quoted string.
    Quoted,
    /// `null`, `~`, nothing at all.
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number of JSON or TOML, as written.
    Number,
}

/// What a scalar says.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// An agreed value.
    Value(Value),
    /// Not yet agreed: null, `tbd`, `open`, `?`.
    Open,
    /// There, its value unknown.
    Offered,
    /// Agreed not to be there: `none`, `no`, false.
    Absent,
}

/// What is to be said of how a scalar is written.
#[derive(Debug, Clone, PartialEq)]
pub enum ReadingNote {
    /// `TBD`, `Open`: text, though it looks like a mark.
    MarkSpelling {
        /// The mark it looks like.
        mark: &'static str,
    },
}

/// Reads a scalar of a proposal.
pub fn read_scalar(text: &str, style: ScalarStyle) -> (Reading, Option<ReadingNote>) {
    let _ = style;
    (Reading::Value(Value::Text(text.trim().to_owned())), None)
}
