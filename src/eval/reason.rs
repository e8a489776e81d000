//! Why a verdict is what it is, as data. The words are found in [`crate::report`].

use std::cmp::Ordering;

use jiff::civil::Date;

use super::spread::Entry;
use super::world::NodeRef;
use crate::model::{CountBound, Direction, Op, Spelled};
use crate::value::{Incomparable, Number, Quantity, Value};

/// Something that is not stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// What is not there.
    pub name: Spelled,
    /// Where it belongs: the owners that are there; empty where it belongs at the top.
    pub owner: Vec<NodeRef>,
    /// The owner as the rule names it; `None` at the top.
    pub owner_name: Option<String>,
    /// A name close to it that is there.
    pub suggestion: Option<String>,
    /// True where nothing of the chain is there, not even the thing it belongs to.
    pub nowhere: bool,
    /// True for the entry of a party in a value that differs by party.
    pub party: bool,
}

/// A comparison that is possible, but not certain.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertain {
    /// The left side.
    pub subject: String,
    /// Its value.
    pub value: Value,
    /// The operator.
    pub op: Op,
    /// The right side.
    pub limit: Value,
}

impl From<Missing> for Problem {
    fn from(missing: Missing) -> Self {
        Self::Missing(Box::new(missing))
    }
}

impl From<Uncertain> for Problem {
    fn from(uncertain: Uncertain) -> Self {
        Self::Uncertain(Box::new(uncertain))
    }
}

impl From<Incomparable> for Problem {
    fn from(why: Incomparable) -> Self {
        Self::Incomparable(Box::new(why))
    }
}

/// Why something cannot be judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// Not stated.
    Missing(Box<Missing>),
    /// `tbd`, `open`, `?`, null.
    Open(NodeRef),
    /// `offered`
    Offered(NodeRef),
    /// `none`, `no`: agreed not to be there.
    Absent(NodeRef),
    /// An empty mapping or list.
    Empty(NodeRef),
    /// A mapping or list where a single value is needed.
    NotAValue(NodeRef),
    /// A whole list where one thing is needed.
    WholeList(NodeRef),
    /// One name with different values.
    Conflict {
        /// The name.
        name: String,
        /// Where in the data.
        nodes: Vec<NodeRef>,
        /// The value that the rule file defines, where it does.
        defined: Option<Box<Value>>,
    },
    /// `from P` where P is no party.
    NotAParty {
        /// P.
        party: Spelled,
        /// A party that may be meant.
        suggestion: Option<String>,
    },
    /// Ordinal years against dates, and no one says when year 1 begins.
    YearOneUnknown,
    /// The rule file and the proposal disagree on when year 1 begins.
    YearOneConflict(NodeRef),
    /// No value is in force then.
    NotInForce {
        /// What.
        name: String,
        /// The value that differs by time.
        node: Option<NodeRef>,
    },
    /// Two values that cannot be compared or reckoned with.
    Incomparable(Box<Incomparable>),
    /// Text where only equality means something.
    NoOrder(Box<Value>),
    /// Two texts of the data that differ: they may still mean the same.
    TextsDiffer(Box<[String; 2]>),
    /// Possible, but not certain, on what is known.
    Uncertain(Box<Uncertain>),
    /// Entries that differ, in a condition that does not say which counts.
    Differs {
        /// What.
        subject: String,
        /// True where it differs by time.
        by_time: bool,
    },
    /// The first round has none before it.
    FirstRound,
    /// The round before was not given.
    RoundNotGiven,
    /// A noun that names nothing anywhere.
    NothingCalled {
        /// The noun.
        name: Spelled,
        /// A name that may be meant.
        suggestion: Option<String>,
    },
    /// It rests on the absence of a name that is nowhere, and close to one that is somewhere.
    Misspelt {
        /// The name.
        name: Spelled,
        /// What may be meant.
        suggestion: String,
        /// Where it would stand.
        owner: Vec<NodeRef>,
    },
    /// A total, average, highest or lowest of nothing.
    NothingToTake(String),
    /// A total of values that differ by time or party.
    NeedsOne {
        /// The value that differs.
        node: Option<NodeRef>,
        /// True where it differs by time, false where by party.
        by_time: bool,
    },
    /// A percentage that moves by a percentage.
    PercentOfPercent(Box<Quantity>),
    /// The rule would look at more things than it may.
    TooManySubjects {
        /// How many it may look at.
        limit: usize,
    },
    /// Growth from zero has no percentage.
    GrowthFromZero(Option<NodeRef>),
    /// A single value where two are needed to see a movement.
    OneYearOnly(NodeRef),
    /// `yes` without a date, after the deadline.
    Undated(NodeRef),
    /// An event that is neither a date nor yes nor no.
    NotAnEvent(NodeRef),
    /// A filter or condition that is not known to hold, and this would follow from it.
    Conditional(Box<Reason>),
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Nothing to say.
    Nothing,
    /// Two values were compared.
    Compared {
        /// The left side as the rule names it.
        subject: String,
        /// Its name alone.
        name: Option<String>,
        /// Its value.
        value: Value,
        /// The operator.
        op: Op,
        /// The right side.
        limit: Value,
        /// The right side as the rule names it, where it is not a literal.
        limit_name: Option<String>,
        /// `subject − limit`, in the unit of the limit.
        difference: Option<Quantity>,
        /// Whether the operator is satisfied.
        satisfied: bool,
        /// On which side of the limit it certainly lies; `None` for texts that differ, and for duties that touch it.
        side: Option<Ordering>,
        /// Equal but for case.
        case_only: bool,
        /// Which entry, of several.
        entry: Entry,
    },
    /// It is there.
    Has {
        /// What.
        what: String,
        /// Of what.
        owner: String,
    },
    /// It is not there.
    Lacks {
        /// What is not there.
        missing: Box<Missing>,
        /// Of what, as the rule names it.
        owner: String,
    },
    /// It is there but nothing: a zero, or `none`.
    IsNothing {
        /// What.
        what: String,
        /// Of what.
        owner: String,
        /// Zero; `None` for the mark `none`.
        zero: Option<Value>,
    },
    /// There, but without an agreed value.
    NotAgreed {
        /// What.
        what: String,
        /// Of what.
        owner: String,
    },
    /// In the state asked for, or not.
    State {
        /// What.
        subject: String,
        /// The state, or the contrary.
        is: bool,
        /// The word for the state.
        word: &'static str,
    },
    /// Called so, or not.
    Called {
        /// What.
        subject: String,
        /// The name.
        name: String,
        /// Whether.
        is: bool,
    },
    /// Starts so, or not.
    Starts {
        /// What.
        subject: String,
        /// Its text.
        text: String,
        /// With what.
        with: String,
        /// Whether.
        does: bool,
    },
    /// A movement from one entry to the next.
    Moved {
        /// What.
        subject: String,
        /// From where.
        from: (Entry, Value),
        /// To where.
        to: (Entry, Value),
        /// Which way was asked for or forbidden.
        direction: Direction,
        /// What was asked: an amount, or none for `never`.
        amount: Option<Value>,
    },
    /// It never moved so.
    NeverMoved {
        /// What.
        subject: String,
        /// Which way.
        direction: Direction,
    },
    /// All partners get the same, or these two do not.
    Same {
        /// What.
        subject: String,
        /// Two partners that differ, with what they get.
        differ: Option<[(String, Value); 2]>,
        /// How many partners.
        partners: usize,
    },
    /// An event and its deadline.
    Event {
        /// What.
        event: String,
        /// When it happened or will.
        on: Option<Date>,
        /// It is there, without a date.
        undated: bool,
        /// The deadline.
        by: Option<Date>,
        /// The day of the check.
        as_of: Date,
        /// A name close to it, where the event is nowhere.
        missing: Option<Box<Missing>>,
    },
    /// So many of so many.
    Counted {
        /// How many certainly.
        certain: usize,
        /// How many possibly.
        possible: usize,
        /// Of how many.
        of: usize,
        /// How the count is bound.
        bound: CountBound,
        /// By which number.
        number: Number,
    },
    /// The verdict of a whole range.
    Each {
        /// The noun.
        noun: String,
        /// How many were looked at.
        looked_at: usize,
        /// How many were left after the filters and `except`.
        left: usize,
    },
    /// The condition is false.
    ConditionFalse(Box<Reason>),
    /// It is outside `from … until …`.
    OutOfWindow,
    /// Several, all decisive.
    Several(Vec<Reason>),
    /// It cannot be judged.
    Problem(Problem),
}
