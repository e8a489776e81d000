//! Rules as plain structures; `say` prints them as sentences, `eval` judges them.

use jiff::civil::Date;

use crate::value::Value;

/// A rule file.
#[derive(Debug, Clone, Default)]
pub struct RuleFile {
    /// What it defines.
    pub definitions: Vec<Definition>,
    /// What it asks.
    pub rules: Vec<Labelled>,
}

/// A definition.
#[derive(Debug, Clone)]
pub enum Definition {
    /// `party Mexico`
    Party(String),
    /// `farm products are pork and beef`
    Group(String, Vec<String>),
    /// `meat is every product whose …`
    Selection(String, Noun),
    /// `deadline is 2004-03-31`
    Constant(String, Value),
    /// `accord means signature`
    Alias(String, Reference),
    /// `a product is sensitive if …`
    Adjective { noun: String, adjective: String, condition: Condition },
    /// `year 1 is 2005-04-01`
    YearOne(Date),
    /// `limit is measured in tons`
    Measured(String, &'static str),
}

/// A rule with its label and clauses.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Its label.
    pub label: String,
    /// The sentence.
    pub rule: Rule,
    /// `except …`
    pub except: Vec<String>,
    /// `from … until …`
    pub window: Option<(Option<Date>, Option<Date>)>,
    /// `waived until …`
    pub waived: Option<Date>,
}

/// `must` or `should`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modal {
    /// A red line.
    Must,
    /// A concern.
    Should,
    /// A permission.
    May,
}

/// A sentence.
#[derive(Debug, Clone)]
pub enum Rule {
    /// `pork must have safeguard`
    Claim(Subject, Modal, Predicate),
    /// `there must be an accord by D`
    There(Modal, Happening),
    /// `halt if C`
    Halt(Condition),
    /// `warn if C`
    Warn(Condition),
    /// `if C then R`
    If(Condition, Box<Rule>),
    /// `R unless C`
    Unless(Box<Rule>, Condition),
    /// `X may have Y only if C`
    OnlyIf(Subject, Predicate, Condition),
    /// `for each N, R`
    ForEach(Noun, Box<Rule>),
}

/// Whom a claim binds.
#[derive(Debug, Clone)]
pub enum Subject {
    /// One thing or value.
    One(Expr),
    /// `A and B`
    Both(Vec<Expr>),
    /// `A or B`
    Either(Vec<Expr>),
    /// `every N`
    Every(Noun),
    /// `no N`
    No(Noun),
    /// `at least 3 N`
    Counted(Bound, usize, Noun),
}

/// How a count is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `more than`
    MoreThan,
    /// `fewer than`
    FewerThan,
    /// `exactly`
    Exactly,
}

/// What a quantifier ranges over.
#[derive(Debug, Clone)]
pub struct Noun {
    /// The range itself.
    pub range: Range,
    /// Its filters.
    pub filters: Vec<Filter>,
}

/// The range of a noun.
#[derive(Debug, Clone)]
pub enum Range {
    /// A group, a collection or every node of that name; with an adjective or none.
    Named(Option<String>, String),
    /// `in-quota tariff on beef`: the entries of a field.
    Field(Reference),
    /// `each of pork and beef`
    List(Vec<String>),
}

/// A filter.
#[derive(Debug, Clone)]
pub enum Filter {
    /// `whose C`
    Whose(Condition),
    /// `with H`
    With(Holdings),
    /// `that states H`
    States(Holdings),
    /// `that has H`
    Has(Holdings),
}

/// What `have`, `with` and `state` ask for.
#[derive(Debug, Clone)]
pub struct Holdings {
    /// One or more.
    pub items: Vec<Holding>,
    /// `or` between them.
    pub any: bool,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The field.
    pub what: Reference,
    /// `of at least 5 tons`
    pub value: Option<Box<Predicate>>,
    /// `with a trigger and a duty`
    pub with: Option<Holdings>,
}

/// What is said of a subject.
#[derive(Debug, Clone)]
pub enum Predicate {
    /// `have`
    Has(Holdings),
    /// `state`
    States(Holdings),
    /// `be at least V`
    Compare(Op, Expr),
    /// `be between V and W`
    Between(Expr, Expr),
    /// `be one of "a" or "b"`
    OneOf(Vec<Expr>),
    /// `starts with "02"`
    StartsWith(String),
    /// `be the same for every partner`
    Same,
    /// `never rise`
    NeverRise,
    /// `never fall`
    NeverFall,
    /// `grow by at least V every year` (or fall, where `up` is not set)
    Move { up: bool, op: Op, by: Value },
    /// `grow by at least V from the previous round`
    MoveSince { up: bool, op: Op, by: Value },
    /// `reach V by T`
    Reach(Value, Time),
    /// `fall from the previous round`, or rise, where `up` is set
    Since { up: bool },
    /// `be open`
    IsOpen,
    /// `be offered`
    IsOffered,
    /// `be none`
    IsNone,
    /// `be at least V and at most W`, `have Y and be at most V`
    AllOf(Vec<Predicate>),
    /// `be below V or above W`
    AnyOf(Vec<Predicate>),
    /// `be rice`: the thing itself, in adjectives.
    IsThing(String),
    /// `not P`
    Not(Box<Predicate>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `above`
    Above,
    /// `below`
    Below,
    /// `exactly`
    Equal,
}

/// A condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `C and D`
    And(Vec<Condition>),
    /// `C or D`
    Or(Vec<Condition>),
    /// `not C`
    Not(Box<Condition>),
    /// `the tariff on beef is ever below 20%`
    Claim(Subject, Frequency, Predicate),
    /// `no accord by D`
    Happening(Happening),
}

/// `ever`, `always`, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Neither.
    Plain,
    /// At one time at least.
    Ever,
    /// At every time.
    Always,
}

/// An event that is there, or is not.
#[derive(Debug, Clone)]
pub struct Happening {
    /// The event.
    pub event: String,
    /// `no accord`
    pub negated: bool,
    /// The last day that counts.
    pub by: Option<Expr>,
    /// The year whose last day it is.
    pub end: Option<Time>,
}

/// A value to be worked out.
#[derive(Debug, Clone)]
pub enum Expr {
    /// A value.
    Literal(Value),
    /// A name.
    Reference(Reference),
    /// `110% of X`
    Share(i128, Box<Expr>),
    /// `A + B`
    Arithmetic(char, Box<Expr>, Box<Expr>),
    /// `total quota of N`
    Aggregate(Aggregate, Reference, Noun),
    /// `number of N`
    Number(Noun),
}

/// What is made of many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// Their sum.
    Total,
    /// Their mean.
    Average,
    /// The greatest.
    Highest,
    /// The least.
    Lowest,
}

/// A name with its owners.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The fields, outermost first.
    pub steps: Vec<String>,
    /// Where the chain starts.
    pub root: Root,
    /// `from P`
    pub party: Option<String>,
    /// `in year 3`
    pub time: Option<Time>,
    /// `in the previous round`
    pub previous: bool,
}

/// Where a chain starts.
#[derive(Debug, Clone)]
pub enum Root {
    /// A name.
    Name(String),
    /// `its A`
    Its(String),
    /// `it`
    It,
    /// `each N`
    Every(Box<Noun>),
}

/// A time or a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// `in year N`
    Year(u32),
    /// `from year N`
    FromYear(u32),
    /// `until year N`
    UntilYear(u32),
    /// `in 2030`
    Calendar(i16),
    /// `from 2030`
    FromCalendar(i16),
    /// `until 2030`
    UntilCalendar(i16),
    /// `on D`
    On(Date),
    /// `from D`
    FromDay(Date),
    /// `until D`
    UntilDay(Date),
}

impl Time {
    /// True for a stretch without a beginning or an end.
    pub fn is_open(self) -> bool {
        !matches!(self, Time::Year(_) | Time::Calendar(_) | Time::On(_))
    }
}

impl Reference {
    /// A chain of names from a root.
    pub fn new(steps: &[&str], root: Root) -> Self {
        let steps = steps.iter().map(|step| (*step).to_owned()).collect();
        Self { steps, root, party: None, time: None, previous: false }
    }

    /// True where the chain starts at this name.
    pub fn root_is(&self, wanted: &str) -> bool {
        matches!(&self.root, Root::Name(name) if name == wanted)
    }

    /// A plain name.
    pub fn name(name: &str) -> Self {
        Self::new(&[], Root::Name(name.to_owned()))
    }
}
