//! The solver: a SAT core ([`batsat`]) for what is joined by `and` and `or`, and exact arithmetic for what bounds amounts.
//!
//! Bounds on one sum are tied to each other by clauses, so that the SAT core alone knows that `at least 5` is also `at least
//! 3`. What it proposes is held against the `Tableau`; bounds that cannot all be kept come back as a clause, and the SAT
//! core tries again. So *no* is proved from clauses and exact sums, and *yes* comes with exact figures.

mod arithmetic;
mod bounds;
mod cores;
mod extent;
mod reasons;
mod search;
mod tidy;
mod view;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use batsat::Callbacks;

use super::linear::Amount;
use super::logic::{Circuit, Prop};
use super::simplex::Tableau;
use crate::value::Number;
use bounds::Bounds;
use cores::Core;

pub use cores::Focus;
pub use extent::End;
pub use tidy::Room;
pub use view::{Asked, Extent, View};

/// What came of a question.
#[derive(Debug)]
pub enum Answer {
    /// Yes, in this way.
    Yes(Model),
    /// No: these of what was assumed cannot all hold.
    No(Vec<Prop>),
    /// The time was up.
    GaveUp,
}

/// One way in which all holds.
#[derive(Debug, Clone)]
pub struct Model {
    /// Of each statement by its number; bounds are told by the amounts instead.
    held: Vec<bool>,
    amounts: Vec<Number>,
}

/// Stops the SAT core when the time is up.
#[derive(Clone)]
struct Clock {
    until: Option<Instant>,
    asked: Arc<AtomicUsize>,
    /// Once it is late it stays late: the SAT core asks twice, and would start again where the second answer differs.
    late: Arc<AtomicBool>,
}

impl Clock {
    fn new(until: Option<Instant>) -> Self {
        Self { until, asked: Arc::default(), late: Arc::default() }
    }

    fn is_up(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }
}

impl Callbacks for Clock {
    fn stop(&self) -> bool {
        // the clock is read now and then only: reading it costs more than a step of the search
        let due = self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(64);
        if due && self.is_up() {
            self.late.store(true, Ordering::Relaxed);
        }
        self.late.load(Ordering::Relaxed)
    }
}

/// Statements about amounts, and the search for a way in which they hold.
pub struct Solver {
    circuit: Circuit,
    bounds: Bounds,
    tableau: Tableau,
    core: Core,
    clock: Clock,
}

impl std::fmt::Debug for Solver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Solver").field("amounts", &self.bounds.amounts).finish_non_exhaustive()
    }
}

impl Solver {
    /// A solver that gives up at a moment, if one is named.
    pub fn new(until: Option<Instant>) -> Self {
        let clock = Clock::new(until);
        Self {
            circuit: Circuit::default(),
            bounds: Bounds::default(),
            tableau: Tableau::default(),
            core: Core::new(clock.clone()),
            clock,
        }
    }

    /// True once the time is up.
    pub fn is_late(&self) -> bool {
        self.clock.is_up()
    }

    /// A new statement, true or false as fits.
    pub fn free(&mut self) -> Prop {
        self.circuit.free()
    }

    /// A new statement, true rather than false where both fit.
    pub fn liked(&mut self) -> Prop {
        let prop = self.circuit.free();
        self.core.liked.insert(prop.index());
        prop
    }

    /// All of them.
    pub fn all(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        self.circuit.all(parts)
    }

    /// One of them at least.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        self.circuit.any(parts)
    }

    /// If the one, then the other.
    pub fn implies(&mut self, one: Prop, other: Prop) -> Prop {
        self.circuit.any([!one, other])
    }

    /// A new amount; with a step, only multiples of it count.
    pub fn amount(&mut self, step: Option<Number>) -> Amount {
        let amount = Amount(self.tableau.column());
        self.bounds.amounts = amount.0 + 1;
        if let Some(step) = step.filter(|step| !step.is_zero()) {
            self.bounds.steps.insert(amount, step.abs());
        }
        amount
    }
}

enum Found {
    Yes,
    No(Vec<Prop>),
    GaveUp,
}

impl Model {
    /// The value of an amount.
    pub fn amount(&self, amount: Amount) -> Number {
        self.amounts.get(amount.0).cloned().unwrap_or_else(Number::zero)
    }
}

#[cfg(test)]
mod tests;
