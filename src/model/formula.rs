//! What must be true, in the few forms that all sentences come down to.

// a rule has few of these, so that their size does not matter
#![allow(clippy::large_enum_variant)]

use super::{Reference, Spelled, Time};
use crate::name::Name;
use crate::value::{Number, Value};

pub use crate::syntax::ast::{
    AggregateKind, Arithmetic, Basis, CountBound, Direction, Frequency, Mark, Op,
};

/// The variable of a quantifier, numbered from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VariableId(pub usize);

/// A statement that gets a verdict.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// All of them.
    And(Vec<Formula>),
    /// One of them.
    Or(Vec<Formula>),
    /// The contrary.
    Not(Box<Formula>),
    /// Not applicable where the condition is false.
    If {
        /// When.
        condition: Box<Formula>,
        /// What then must be true.
        then: Box<Formula>,
    },
    /// Over each thing of a range.
    Quantified {
        /// How many of them.
        quantifier: Quantifier,
        /// Stands for the thing in `range`'s filter and in `body`.
        variable: VariableId,
        /// Which things.
        range: Range,
        /// What is said of each.
        body: Box<Formula>,
    },
    /// A single claim.
    Atom(Atom),
}

/// How many things of a range a formula must be true of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantifier {
    /// Each one.
    Every,
    /// One at least (`A or B must have X`).
    Some,
    /// As many as the bound says.
    Count(CountBound, Number),
}

/// The things that a quantifier or an aggregate ranges over.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Which.
    pub kind: RangeKind,
    /// Which of these; speaks of the variable that is bound to the range.
    pub filter: Option<Box<Formula>>,
    /// As written.
    pub text: String,
}

/// Where the things of a range come from.
#[derive(Debug, Clone, PartialEq)]
pub enum RangeKind {
    /// Named things, none of which may be skipped.
    Members(Vec<Reference>),
    /// The entries of a field.
    Field(Reference),
    /// The entries of a top-level collection, else every node of this name.
    Collection(Spelled),
}

/// How a claim treats several entries and missing ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// A rule demands it: of every entry, and what is missing breaks `have`.
    Demand,
    /// A rule forbids it: of any entry.
    Forbid,
    /// A condition asks: entries must agree.
    Ask,
}

/// A single claim about the proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// True for one of several alternatives that each entry of one subject may choose from (`must be one of A or B`).
    pub alternative: bool,
    /// Demanded, forbidden or asked.
    pub stance: Stance,
    /// `ever`, `always`
    pub frequency: Option<Frequency>,
    /// What is claimed.
    pub kind: AtomKind,
}

impl Atom {
    /// A claim of its own.
    pub fn new(stance: Stance, frequency: Option<Frequency>, kind: AtomKind) -> Self {
        Self { stance, frequency, kind, alternative: false }
    }
}

/// The claims.
#[derive(Debug, Clone, PartialEq)]
pub enum AtomKind {
    /// `owner` has `what` (a field of it, possibly several steps down).
    Has {
        /// Whose.
        owner: Reference,
        /// The whole chain.
        what: Reference,
    },
    /// `owner` states `what`.
    States {
        /// Whose.
        owner: Reference,
        /// The whole chain.
        what: Reference,
    },
    /// A comparison.
    Compare {
        /// The left side.
        subject: Term,
        /// The operator.
        op: Op,
        /// The right side.
        limit: Term,
        /// True for `X has Y of V`: a Y that is not there is lacking, not unknown, where it is demanded.
        holding: bool,
    },
    /// The text of the subject starts so.
    StartsWith {
        /// The left side.
        subject: Reference,
        /// How it must start.
        text: String,
    },
    /// `the same for every partner`
    SameForEvery {
        /// The value that must not differ by party.
        subject: Reference,
        /// `partner`: those who must be treated alike.
        noun: Spelled,
    },
    /// `must never rise`: the direction is the forbidden one.
    Never {
        /// The schedule.
        subject: Reference,
        /// Where it must never go.
        direction: Direction,
    },
    /// `grow by at least 5% every year`
    Move {
        /// The schedule.
        subject: Reference,
        /// Which way.
        direction: Direction,
        /// The operator of the amount.
        op: Op,
        /// The amount.
        amount: Value,
        /// Every year, or against the previous round.
        basis: Basis,
    },
    /// `reach 9% by year 16`
    Reach {
        /// The schedule.
        subject: Reference,
        /// What it must come to.
        value: Term,
        /// When.
        by: Time,
    },
    /// `pork is open`
    Is {
        /// The entry.
        subject: Reference,
        /// Its state.
        mark: Mark,
    },
    /// `it is rice`
    Called {
        /// The thing.
        subject: Reference,
        /// What it must be called.
        name: Spelled,
    },
    /// `there is E by D`
    Happens {
        /// The event.
        event: Reference,
        /// Until when it counts.
        by: Option<Deadline>,
    },
}

/// Until when an event counts.
#[derive(Debug, Clone, PartialEq)]
pub enum Deadline {
    /// A last day.
    Day(Term),
    /// The last day of a year: `by 2005`, `by year 3`.
    End(Time),
}

/// A value to be worked out.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A literal; a text in quotes is compared as written.
    Value(Value),
    /// What a name stands for.
    Reference(Reference),
    /// `110% of X`
    Share {
        /// 1.1 for 110%.
        share: Number,
        /// Of what.
        of: Box<Term>,
    },
    /// `A + B`
    Arithmetic {
        /// The operation.
        op: Arithmetic,
        /// The left side.
        left: Box<Term>,
        /// The right side.
        right: Box<Term>,
    },
    /// `total quota of farm products`
    Aggregate {
        /// Which.
        kind: AggregateKind,
        /// Of what.
        over: Box<AggregateOver>,
    },
    /// `number of farm products with a quota`
    Count {
        /// Stands for the thing in the range's filter.
        variable: VariableId,
        /// Of what.
        range: Box<Range>,
    },
}

/// What an aggregate takes together.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregateOver {
    /// Stands for the thing in `range`'s filter and in `value`.
    pub variable: VariableId,
    /// The things.
    pub range: Range,
    /// The value of each.
    pub value: Reference,
    /// The other reading of `highest in-quota tariff on beef`: the entries of one thing's field, where that exists.
    pub thing: Option<Reference>,
    /// The name of the field, for messages.
    pub field: Option<Name>,
}
