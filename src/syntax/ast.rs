//! The tree of a rule file, as written: nothing is looked up, no unit or date is read yet.

// The comment of a variant tells its fields. Rules are many, and moved while they are built: what is large in them lies in
// boxes. What lies in a box is built once and read where it lies, so that boxes for even variants would buy nothing.
#![allow(missing_docs, clippy::large_enum_variant)]

mod clause;
mod value;

use crate::source::Span;

pub use clause::{Clause, ClauseKind};
pub use value::{
    AggregateKind, Arithmetic, Expr, ExprKind, Extent, Literal, LiteralKind, Reference, Root,
    Selector, Time, TimePoint,
};

/// A rule file: the sentences that could be read. The errors of the others travel beside it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct File {
    /// In the order of the file.
    pub sentences: Vec<Sentence>,
}

/// One sentence with its label and the clauses beneath it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// `pork-safeguard:` before the sentence.
    pub label: Option<Label>,
    /// The sentence itself, without label, clauses and final `.`.
    pub span: Span,
    /// What it says.
    pub statement: Statement,
    /// `because`, `source`, `except` … beneath it.
    pub clauses: Vec<Clause>,
}

/// The label of a sentence, as written, without the colon.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// What a sentence does: it defines something, or it is a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// `party Mexico`
    Party(Name),
    /// `use "common/farm.redlines"`
    Use(Text),
    /// `farm products are orange juice, oranges and pork`
    Group { name: Name, members: Vec<Name> },
    /// `meat is every product whose hs starts with "02"`
    Selection { name: Name, noun: Box<Noun> },
    /// `deadline is 2004-03-31`
    Constant { name: Name, value: Box<Expr> },
    /// `accord means agreement in substance`
    Alias { name: Name, target: Box<Reference> },
    /// `a product is sensitive if its base tariff is above 15% or it is rice`
    Adjective { noun: Name, adjective: Name, condition: Box<Condition> },
    /// `quota is measured in tons`
    Measure { name: Name, unit: Text },
    /// `year 1 is 2005-04-01`
    YearOne(Literal),
    /// Anything that is judged.
    Rule(Rule),
}

/// A name as written: one or more words, or a quoted text.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its words joined by one space, without a leading article; for a quoted name what stands between the quotes.
    pub text: String,
    /// True for `"rules of origin"`.
    pub quoted: bool,
    /// Its place, quotes included, article excluded.
    pub span: Span,
}

/// A text in double quotes, or bare words where the language takes them as text (a unit).
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Without the quotes, escapes resolved.
    pub text: String,
    /// Its place, quotes included.
    pub span: Span,
}

/// How strongly a sentence binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modal {
    /// `must`: a red line.
    Must,
    /// `should`: a concern.
    Should,
    /// `may`: a permission, which `no …`, `at most N …` and `only if` turn into a red line.
    May,
}

/// A sentence that is judged.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// `pork must have safeguard`, `no farm product may have a tariff of 0%`
    Claim(Box<RuleClaim>),
    /// `there must be an accord by 2003-10-31`, `there should be no tariff on wine`
    Event { modal: Modal, happening: Box<Happening> },
    /// `halt if no accord by 2005-03-31`
    Halt(Box<Condition>),
    /// `warn if there is no ministerial meeting by 2004-03-12`
    Warn(Box<Condition>),
    /// `if C then S`, and `S if C`
    If { condition: Box<Condition>, then: Box<Rule> },
    /// `S unless C`
    Unless { rule: Box<Rule>, condition: Box<Condition> },
    /// `pork may have a quota only if steel and automobiles have market access`; the grant is a claim with `may`.
    OnlyIf { grant: Box<RuleClaim>, condition: Box<Condition> },
    /// `for each product that states a tariff, its tariff must be at most 25%`
    ForEach { noun: Box<Noun>, rule: Box<Rule> },
    /// `if C then S and T`: several claims joined by `and`.
    All(Vec<Rule>),
}

/// Subject, modal and predicate of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleClaim {
    /// Whom it binds.
    pub subject: Subject,
    /// `must`, `should`, `may`.
    pub modal: Modal,
    /// Place of the modal word.
    pub modal_span: Span,
    /// What is asked of it. `must not P` is [`PredicateKind::Not`] around P.
    pub predicate: Predicate,
}

/// What a claim is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: SubjectKind,
}

/// The forms of a subject.
#[derive(Debug, Clone, PartialEq)]
pub enum SubjectKind {
    /// One thing or value: `pork`, `tariff on beef in year 10`, `quota on pork - 100 tons`, `total quota of farm products`, `it`.
    One(Expr),
    /// `steel, automobiles and leather` (joint `And`), `pork or beef` (joint `Or`). At least two items.
    List { items: Vec<Expr>, joint: Joint },
    /// `every N`, `each N`, also `each of A, B and C` (see [`Noun`]).
    Every(Box<Noun>),
    /// `no N`
    No(Box<Noun>),
    /// `at least 3 farm products`, `at most 1 sensitive product`, `exactly 2 products`
    Counted { bound: CountBound, count: Literal, noun: Box<Noun> },
}

/// `and` or `or` between the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// `A, B and C`
    And,
    /// `A, B or C`
    Or,
}

/// The bound of a counted quantifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountBound {
    /// `at least`, `no less than`, `no fewer than`
    AtLeast,
    /// `at most`, `no more than`, `up to`
    AtMost,
    /// `more than`
    MoreThan,
    /// `fewer than`, `less than`
    FewerThan,
    /// `exactly`
    Exactly,
}

/// A noun that ranges over things: `farm product`, `product whose hs starts with "02"`, `in-quota tariff on beef`, or a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Noun {
    /// Its place, filters included.
    pub span: Span,
    /// What it ranges over.
    pub kind: NounKind,
    /// `whose …`, `with …`, `that states …`, in order; all must hold.
    pub filters: Vec<Filter>,
}

/// What a noun ranges over.
#[derive(Debug, Clone, PartialEq)]
pub enum NounKind {
    /// A group, a collection, or every node of this name.
    Named(Name),
    /// `in-quota tariff on beef`: the entries of a field of something. The reference has at least one step or selector
    /// (`every quota in year 3`).
    Field(Reference),
    /// `each of rice, beef and pork`
    List(Vec<Reference>),
}

/// A restriction of a noun.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `whose hs starts with "02" or hs starts with "03"`: names in subject position are fields of the entry.
    Whose(Condition),
    /// `with a quota of at least 5 tons`, `that has …`
    With(Holdings),
    /// `that states a tariff from CPTPP and a tariff from Australia`
    States(Holdings),
}

/// The things that `have`, `state`, `keep` and `with` ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Holdings {
    /// One or more.
    pub items: Vec<Holding>,
    /// Between them; `And` for a single one.
    pub joint: Joint,
}

/// One of them: `a safeguard with a trigger of at most 590,000 tons`, `a tariff above 0%`, `no quota`.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    /// Its place.
    pub span: Span,
    /// The field: a plain name, or a chain (`trigger of the safeguard`), with party or time (`tariff from CPTPP`).
    pub what: Reference,
    /// `has no quota`
    pub negated: bool,
    /// `of at most 2.2%`, `above 0%`, `of 0%`.
    pub value: Option<Box<Predicate>>,
    /// `with a trigger … and a duty …`
    pub with: Option<Holdings>,
}

/// What is asked of, or said of, a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// Its place, from its first word after `must`, `is`, `has` (included) to its end.
    pub span: Span,
    /// Its form.
    pub kind: PredicateKind,
}

/// The forms of a predicate.
#[derive(Debug, Clone, PartialEq)]
pub enum PredicateKind {
    /// `have`, `has`, `keep`
    Has(Holdings),
    /// `state`, `states`
    States(Holdings),
    /// `be at least 6,500 tons`, `exceed V`, `be V`, `be after D`; a time after a plain value (`at most 26% in year 2`) is `time`.
    Compare { op: Op, value: Expr, time: Option<Box<Time>> },
    /// `be between 9% and 38.5%`
    Between { low: Box<Expr>, high: Box<Expr>, time: Option<Box<Time>> },
    /// `be one of "draft" or "tabled"`; also `be "draft" or "tabled"`
    OneOf(Vec<Expr>),
    /// `starts with "02"`
    StartsWith(Text),
    /// `be the same for every partner`; the noun after `every`.
    SameForEvery(Name),
    /// `never rise`, `never fall`
    Never(Direction),
    /// `rise`, `fall`, `grow` with an amount: `grow by at least 5% every year`, `fall by at least 1 point every year`.
    Move { direction: Direction, bound: Op, amount: Expr, basis: Basis },
    /// `fall from the previous round`, without an amount (usually under `not`).
    MoveSincePrevious(Direction),
    /// `reach 9% by year 16`
    Reach { value: Expr, by: Box<Time> },
    /// `be open`, `be offered`, `be none`: a state of the entry, not a value.
    Is(Mark),
    /// `must not …`, `is not …`, `does not have …`
    Not(Box<Predicate>),
    /// Predicates joined by `and`.
    All(Vec<Predicate>),
    /// Predicates joined by `or`.
    Any(Vec<Predicate>),
}

/// States an entry can be in (words without quotes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `open`, `tbd`: not yet agreed.
    Open,
    /// `offered`: there, its value unknown.
    Offered,
    /// `none`: agreed not to be there.
    None,
}

/// Comparison operators, whatever coat they wear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// `at least`, `no less than`, `on or after`
    AtLeast,
    /// `at most`, `no more than`, `up to`, `on or before`, `no later than`
    AtMost,
    /// `above`, `over`, `more than`, `exceeds`, `after`
    Above,
    /// `below`, `under`, `less than`, `before`
    Below,
    /// `exactly`, `equal to`, plain `be`
    Equal,
}

/// Which way a value moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `rise`, `grow`, `increase`
    Up,
    /// `fall`, `decrease`
    Down,
}

/// What a movement is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// `every year`, `each year`, `a year`
    EveryYear,
    /// `from the previous round`
    PreviousRound,
}

/// A condition after `if`, `unless`, `only if`, `halt if`, `warn if`, `whose`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: ConditionKind,
}

/// The forms of a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum ConditionKind {
    /// `C and D`
    And(Vec<Condition>),
    /// `C or D`
    Or(Vec<Condition>),
    /// `not C`, `not (C or D)`
    Not(Box<Condition>),
    /// `the tariff on beef is ever below 20%`, `steel and automobiles have market access`
    Claim { subject: Subject, frequency: Option<Frequency>, predicate: Predicate },
    /// `no accord by 2005-03-31`, `there is no ministerial meeting by D`, `there is an accord`
    Happening(Happening),
}

/// An event that is, or is not, there.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Its place.
    pub span: Span,
    /// The event.
    pub event: Reference,
    /// `no accord`, `there is no accord`
    pub negated: bool,
    /// `by D`: the last day that counts.
    pub by: Option<Expr>,
}

/// `ever`, `always` in conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// At one time or for one party at least.
    Ever,
    /// At every time and for every party.
    Always,
}
