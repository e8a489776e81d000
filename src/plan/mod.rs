//! Rules compiled for speed: typed operations on the nodes of a tape, with names as numbers.
//!
//! A plan finds verdicts and nothing else: no margins, no places, no words. It answers only where the document is plain and
//! the rule is of a common kind; everywhere else it says [`Beyond`], and [`crate::eval`] judges. Where it does answer, the
//! answer is that of `eval`, which `tests/plans.rs` holds it to, rule by rule, on random rules and proposals.
//!
//! What ranges over a collection (`every product`, `total quota of products`) is gathered in one pass over its entries,
//! for all rules together.

mod ask;
mod asked;
mod code;
mod compile;
mod desk;
mod gather;
mod judge;
mod judged;
mod ladder;
mod lanes;
mod lexicon;
mod measure;
mod mixed;
mod names;
mod passing;
mod path;
mod plainly;
mod prefix;
mod quick;
mod round;
mod same;
mod search;
mod side;
mod sight;
mod tally;
mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{CountBound, Direction, Frequency, Mark, Op, Rule, Stance};
use crate::report::{Force, Verdict};
use crate::tape::{Figure, Symbol};
use crate::value::{Unit, Value};

use ladder::Ladder;
use plainly::Plainly;
use prefix::ByPrefix;
use round::Round;

pub use compile::compile;
pub use desk::Desk;
pub use judged::{Found, Judged};
pub use passing::Passing;
pub use search::Search;
pub use sight::Sight;

/// A plan cannot tell: the careful evaluator must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beyond;

/// All rules of a run, compiled.
#[derive(Debug)]
pub struct Plan<'a> {
    /// In the order of the rules; those that are one in all but their labels are together.
    pub rules: Vec<Planned<'a>>,
    /// Those that are judged one by one.
    alone: Vec<u32>,
    /// Those that differ by a number alone.
    ladders: Vec<Ladder>,
    /// Every name that a rule speaks of, with its other number.
    names: BTreeSet<Spelling>,
    /// For each symbol of the rules, its slot among those that are looked up without an owner.
    slots: Vec<Option<u32>>,
    /// How many slots there are.
    slot_count: usize,
    /// For each symbol of the rules, its column among the fields of quantified things; [`NO_COLUMN`] for most.
    columns: Vec<u16>,
    /// How many columns there are.
    column_count: usize,
    /// How many chains are followed once for each document.
    chain_count: usize,
    /// The collections that rules range over.
    collections: Vec<Collection>,
    /// What is gathered from collections.
    gathers: Vec<Gather>,
    filters: Vec<Test>,
    literals: Vec<Literal>,
    /// What literals are measured in.
    units: Vec<Unit>,
    /// The names that have a meaning of their own.
    marks: Landmarks,
    /// The `party` lines of the rule files.
    parties: Vec<Symbol>,
}

/// A rule with what there is to do for it.
#[derive(Debug)]
pub struct Planned<'a> {
    /// The rule, or the first of several.
    pub rule: &'a Rule,
    /// How many there are.
    pub times: usize,
    /// How strongly it binds.
    force: Force,
    /// True while its waiver is in force.
    waived: bool,
    task: Task,
}

#[derive(Debug)]
enum Task {
    /// The day of the check settles it.
    Settled(Verdict),
    /// To be tested on each proposal.
    Test(Test),
    /// Only the careful evaluator can tell.
    Beyond,
}

/// A name, and the same with the plural `s` of its last word taken off or put on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spelling {
    exact: Symbol,
    other: Symbol,
}

impl Spelling {
    /// The same for both of its spellings.
    fn in_order(self) -> Self {
        let Self { exact, other } = self;
        Self { exact: exact.min(other), other: exact.max(other) }
    }

    fn is(self, symbol: Symbol) -> bool {
        symbol == self.exact || symbol == self.other
    }
}

/// What is no field of a quantified thing.
const NO_COLUMN: u16 = u16::MAX;

/// Names with a meaning of their own.
#[derive(Debug, Clone, Copy)]
struct Landmarks {
    /// `name`, `id`, `hs`: what items of lists are called by.
    called: [Symbol; 3],
    /// `partners`, `parties`
    party_lists: [Symbol; 2],
    /// `partner`, `from`, `to`, `importer`, `exporter`
    party_keys: [Symbol; 5],
    /// They all have places before this one.
    end: usize,
}

impl Landmarks {
    /// False for what is certainly none of them.
    #[inline]
    fn may_be(&self, key: Symbol) -> bool {
        key.place() < self.end
    }

    /// True for a key under which parties are named.
    fn names_parties(&self, key: Symbol) -> bool {
        self.party_lists.contains(&key) || self.party_keys.contains(&key)
    }
}

/// A chain of names, one for all that is asked of it.
type SharedPath = Arc<Path>;

/// A chain of names.
#[derive(Debug)]
struct Path {
    /// Its number among all.
    id: usize,
    start: Start,
    steps: Vec<Spelling>,
    /// Of a field of the quantified thing, the columns of its two spellings.
    columns: Option<[u16; 2]>,
    /// True for a field of the quantified thing, of no party or time.
    one_field: bool,
    /// Its number among the chains that are followed once for each document.
    chain: Option<u32>,
    party: Option<Symbol>,
    /// The ordinal year that is asked for.
    year: Option<u32>,
}

impl Path {
    /// True where no party and no time picks an entry.
    fn is_timeless(&self) -> bool {
        self.party.is_none() && self.year.is_none()
    }
}

#[derive(Debug, Clone)]
enum Start {
    /// A plain name, and the slots of its two spellings.
    Name(Spelling, [u32; 2]),
    /// The quantified thing.
    Thing,
    /// `its A`: the field of the first of these that has it.
    Its(Box<(Spelling, Vec<SharedPath>)>),
}

impl Start {
    /// A plain name.
    fn name(&self) -> Option<&Spelling> {
        match self {
            Self::Name(name, _) => Some(name),
            Self::Thing | Self::Its(_) => None,
        }
    }
}

/// What is to be tested.
#[derive(Debug)]
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    /// A field is one of several texts.
    OneOf(Box<OneOf>),
    Not(Box<Test>),
    If(Box<[Test; 2]>),
    /// Of what was gathered from a collection.
    Gathered(usize, Quantity),
    /// Of named things.
    Members(Box<Members>, Quantity),
    Has(SharedPath, Stance),
    States(SharedPath, Stance),
    Starts(Box<(SharedPath, String)>, How),
    Is(SharedPath, Mark, How),
    Never(SharedPath, Direction),
    Compare(Box<Compare>),
    Same(Box<Same>),
    /// One of the others, of a single thing, that has a plain answer as a rule.
    Plainly(Box<Plainly>),
}

/// A field that is one of several texts.
#[derive(Debug)]
struct OneOf {
    field: SharedPath,
    texts: Vec<String>,
    /// The same as single tests.
    tests: Vec<Test>,
}

/// The same for every partner.
#[derive(Debug)]
struct Same {
    subject: SharedPath,
    /// What the partners are called.
    noun: Spelling,
    /// The number of this comparison among all.
    place: usize,
}

/// How several entries are taken together.
#[derive(Debug, Clone, Copy)]
struct How {
    stance: Stance,
    frequency: Option<Frequency>,
}

#[derive(Debug)]
struct Members {
    things: Vec<SharedPath>,
    gather: Gather,
}

#[derive(Debug)]
struct Compare {
    /// The same for all comparisons of one operator with one literal.
    place: usize,
    subject: Side,
    op: Op,
    limit: Side,
    how: How,
    /// `X has Y of V`
    holding: bool,
    /// One of several values that each entry may choose from.
    alternative: bool,
    /// What bare numbers are measured in here.
    unit: Option<Box<Unit>>,
    /// The limit as a bare number stands against it, where it is a literal.
    figure: Option<Limit>,
    /// The limit as an amount in a unit of the lexicon, where it is a literal and one.
    amount: Option<(u32, Limit)>,
    /// The slots of names that the rule file defines, which no proposal may state too.
    guards: Vec<[u32; 2]>,
}

/// A limit that short numbers are compared with.
#[derive(Debug, Clone, Copy)]
struct Limit {
    figure: Figure,
    /// The same in billionths, where that is a whole number.
    billionths: Option<i64>,
}

impl From<Figure> for Limit {
    fn from(figure: Figure) -> Self {
        Self { figure, billionths: figure.billionths() }
    }
}

/// One side of a comparison.
#[derive(Debug)]
enum Side {
    Literal(usize),
    Path(SharedPath),
    /// `numerator / denominator` of a value.
    Share((i64, i64), SharedPath),
    /// A total, an average, an extreme or a number, from a collection.
    Gathered(usize),
    /// The same, of named things.
    Members(Box<Members>),
}

/// A literal of a rule.
#[derive(Debug)]
struct Literal {
    value: Value,
    figure: Option<Figure>,
}

#[derive(Debug)]
struct Collection {
    /// Its two spellings, in their order: rules that say `product` and `products` range over one collection.
    name: Spelling,
    /// Which gathers take from it, those with one filter together.
    gathers: Vec<Filtered>,
    /// What every entry is asked, for those of them that rest on the answers.
    round: Round,
    /// Those that look at every entry in other ways.
    always: Vec<usize>,
    /// The others, by how a text of the entry begins.
    by_prefix: Vec<ByPrefix>,
    /// True where its entries can be judged one by one as they are read.
    in_passing: bool,
}

/// Gathers with one filter, which is tried once for each entry.
#[derive(Debug)]
struct Filtered {
    filter: Option<usize>,
    gathers: Vec<usize>,
}

/// What is made of the things of a range.
#[derive(Debug)]
struct Gather {
    /// Its filter among all filters.
    filter: Option<usize>,
    work: Work,
    /// `highest in-quota tariff on beef`: where there is such a thing, its entries are meant.
    thing: Option<SharedPath>,
}

#[derive(Debug)]
enum Work {
    /// Each one is tested; `true` where all must pass.
    Test(Test, bool),
    /// They are counted.
    Number,
    /// A value of each is added up; `true` for the average.
    Sum(SharedPath, bool),
    /// The highest (`true`) or lowest value.
    Extreme(SharedPath, bool),
}

/// How many must pass the test.
#[derive(Debug, Clone, Copy)]
enum Quantity {
    Every,
    Some,
    Count(CountBound, i64),
}

impl Plan<'_> {
    /// How many rules are left to the careful evaluator altogether.
    pub fn left(&self) -> usize {
        self.rules.iter().filter(|rule| matches!(rule.task, Task::Beyond)).count()
    }
}
