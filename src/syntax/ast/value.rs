//! Values as written: literals, names with their owners, times, and what is worked out of them.

use super::{Name, Noun};
use crate::source::Span;

/// A value to be worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: ExprKind,
}

/// The forms of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// `6,500 tons`, `2004-03-31`, `"Delaware"`, `free`, `25% or 60 yen/kg, whichever is higher`
    Literal(Literal),
    /// A name with its owners, party and time.
    Reference(Reference),
    /// `110% of X`, `half of X`, `twice X`: `share` is the percentage or factor as written (`110%`, `50%`, `200%`).
    Share { share: Literal, of: Box<Expr> },
    /// `A + B` …
    Arithmetic { op: Arithmetic, left: Box<Expr>, right: Box<Expr> },
    /// `total quota of farm products`, `highest tariff of meat`
    Aggregate { kind: AggregateKind, of: Reference },
    /// `number of farm products with a quota`
    Number(Box<Noun>),
}

/// The four operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// The aggregates that take a field of many things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AggregateKind {
    /// `total`
    Total,
    /// `average`
    Average,
    /// `highest`
    Highest,
    /// `lowest`
    Lowest,
}

/// A literal, not yet read.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// Its shape.
    pub kind: LiteralKind,
    /// As written, white space collapsed; quotes of a text removed and its escapes resolved.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The shapes of literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind {
    /// `6,500 tons`, `38.5%`, `USD 40 million`, `30 days`, `5`
    Quantity,
    /// `2004-03-31`, `31 March 2004`
    Date,
    /// `"Delaware"`
    Text,
    /// `yes`, `no`, `free`
    Word,
    /// `29.8% + 23 yen/kg`, `25% or 60 yen/kg, whichever is higher`, `535.53 yen/kg - value`
    Duty,
}

/// A name with its owners: `trigger of the safeguard on beef in year 11`.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Its place, selectors included.
    pub span: Span,
    /// The fields, outermost first: `trigger`, `safeguard`. Empty for a plain name. `B's A` is the same as `A of B`.
    pub steps: Vec<Name>,
    /// The innermost owner, or the name itself.
    pub root: Root,
    /// `from Mexico`, `in year 10`, `in the previous round`, in order of writing.
    pub selectors: Vec<Selector>,
}

/// Where a chain of names starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Root {
    /// `beef`
    Name(Name),
    /// `its base tariff`
    Its(Name),
    /// `it`
    It(Span),
    /// `each farm product`, `every product whose …`, `each of rice and beef`; and in an aggregate, the noun with filters or
    /// the list that follows `of`.
    Every(Box<Noun>),
}

/// What picks one of several entries.
#[derive(Debug, Clone, PartialEq)]
pub enum Selector {
    /// `from Australia`, `to Japan`
    Party(Name),
    /// `in year 10`, `on 2004-04-01`
    Time(Time),
    /// `in the previous round`
    PreviousRound(Span),
}

/// A time or a stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    /// Its place, the preposition included.
    pub span: Span,
    /// `in`, `by`, `on` pick what is in force then; `from` everything from then on, `until` up to then.
    pub extent: Extent,
    /// When.
    pub point: TimePoint,
}

/// How far a time reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// `in`, `by`, `on`: what is in force then.
    At,
    /// `from`: everything in force from then on.
    From,
    /// `until`: everything in force up to then.
    Until,
}

/// When.
#[derive(Debug, Clone, PartialEq)]
pub enum TimePoint {
    /// `year 10` (counted from year 1)
    Year(u32),
    /// `2030`
    Calendar(i16),
    /// `2004-04-01`
    Date(Literal),
}
