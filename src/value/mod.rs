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
