//! How high and how low a sum can be.

use super::{Found, Solver};
use crate::analysis::linear::Sum;
use crate::analysis::logic::Prop;
use crate::analysis::simplex::{Near, Peak};
use crate::value::Number;

/// The end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// This belongs to it, or only what lies before it.
    At(Near),
    /// There is no end.
    Open,
    /// Nothing is possible.
    Nowhere,
    /// The time was up.
    GaveUp,
}

impl Solver {
    /// The highest that a sum can be while all that is demanded and assumed holds.
    pub fn highest(&mut self, assumed: &[Prop], sum: &Sum) -> End {
        let mut best = End::Nowhere;
        let mut asked = assumed.to_vec();
        loop {
            match self.search(&asked) {
                Found::GaveUp => return End::GaveUp,
                Found::No(_) => return best,
                Found::Yes => {}
            }
            let first = sum.value(&|amount| self.tableau.value(amount.0).number);
            let peak = match self.highest_here(sum) {
                Peak::At(peak) => peak,
                Peak::Endless => return End::Open,
                Peak::Late => return End::GaveUp,
            };
            // amounts in steps may peak between two of them: then what was found first counts, and they part there
            let reached = if self.split() { Near::exactly(first) } else { peak };
            let higher = self.beyond(sum, &reached);
            best = End::At(reached);
            asked.truncate(assumed.len());
            asked.push(higher);
        }
    }

    /// The lowest that a sum can be while all that is demanded and assumed holds.
    pub fn lowest(&mut self, assumed: &[Prop], sum: &Sum) -> End {
        match self.highest(assumed, &sum.times(&Number::from_integer(-1))) {
            End::At(near) => End::At(Near { number: -&near.number, steps: -&near.steps }),
            other @ (End::Open | End::Nowhere | End::GaveUp) => other,
        }
    }
}
