//! What a rule says, with its names looked up.

use crate::analysis::encode::lookup::Cell;
use crate::analysis::linear::Sum;
use crate::analysis::sketch::Spot;
use crate::model::{AggregateKind, CountBound, Direction, Frequency, Mark, Op, Stance};
use crate::value::{Dimension, Number, Quantity, Unit, Value};

/// A formula with its names looked up.
#[derive(Debug, Clone)]
pub enum Statement {
    /// It holds, or is broken, whatever the deal.
    Settled(bool),
    /// It cannot be judged, whatever the deal.
    Unclear,
    /// All of them.
    All(Vec<Statement>),
    /// One of them.
    Any(Vec<Statement>),
    /// The contrary.
    Not(Box<Statement>),
    /// Not applicable where the first is false.
    If(Box<Statement>, Box<Statement>),
    /// Over several things.
    Each(How, Vec<Subject>),
    /// A claim.
    Claim(Claim),
}

/// How many of the subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Each one.
    Every,
    /// One at least.
    Some,
    /// As many as the bound says.
    Count(CountBound, usize),
}

/// One of several things.
#[derive(Debug, Clone)]
pub struct Subject {
    /// It is left out where this is not there.
    pub there: Option<Spot>,
    /// It is left out where this is false.
    pub filter: Option<Statement>,
    /// What is said of it.
    pub body: Statement,
}

/// A claim with its names looked up.
#[derive(Debug, Clone)]
pub enum Claim {
    /// It is there and is not nothing.
    Has(Vec<Cell>, Stance),
    /// It is there with an agreed value.
    States(Vec<Cell>, Stance),
    /// It is in a state.
    Is(Vec<Cell>, Mark, Stance, Option<Frequency>),
    /// A comparison.
    Compare(Box<Comparison>),
    /// An event is there, by a day where one is named.
    Happens(Vec<Cell>, Option<Worked>, Stance),
    /// It never moves in a direction.
    Never(Vec<Cell>, Direction),
    /// It moves every year by an amount.
    Moves(Vec<Cell>, Direction, Op, Quantity),
    /// It comes to a value: its entries, those in force then, the value.
    Reaches(Vec<Cell>, Vec<Cell>, Worked),
}

/// A comparison with its names looked up.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The left side.
    pub subject: Worked,
    /// The operator.
    pub op: Op,
    /// The right side.
    pub limit: Worked,
    /// `X has Y of V`
    pub holding: bool,
    /// Demanded, forbidden or asked.
    pub stance: Stance,
    /// `ever`, `always`
    pub frequency: Option<Frequency>,
}

/// A value to be worked out.
#[derive(Debug, Clone)]
pub enum Worked {
    /// A literal.
    Value(Value),
    /// A figure that is free: an amount of a dimension, or a day.
    Free(Sum, Option<Dimension>),
    /// What a name stands for; a bare number there has this unit.
    Cells(Vec<Cell>, Option<Unit>),
    /// This many times it.
    Share(Number, Box<Worked>),
    /// A sum or a difference.
    Sum(Box<Worked>, Box<Worked>, bool),
    /// Many taken together.
    Aggregate(AggregateKind, Vec<Taken>, Option<Unit>),
    /// How many.
    Count(Vec<Taken>),
}

/// One of the things that are taken together.
#[derive(Debug, Clone)]
pub struct Taken {
    /// It is left out where this is not there.
    pub there: Option<Spot>,
    /// It is left out where this is false.
    pub filter: Option<Statement>,
    /// Its values.
    pub cells: Vec<Cell>,
}
