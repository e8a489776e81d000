//! Makes up deals: small proposals and rules in which collisions, gaps and boundary values are frequent.

mod claim;
mod condition;
mod proposal;
mod sentence;
mod values;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::chance::Chance;
use crate::rules::{Definition, RuleFile};
use crate::tree::Node;
use crate::world::{Before, plain};

pub use proposal::proposal;

/// How often each construct occurred.
pub type Coverage = BTreeMap<&'static str, u64>;

/// A rule set with what it is checked against.
#[derive(Debug, Clone)]
pub struct Case {
    /// The rules.
    pub rules: RuleFile,
    /// The proposal.
    pub proposal: Node,
    /// The facts.
    pub facts: Option<Node>,
    /// The round before, as another document of the run.
    pub before: Before,
    /// The day of the check.
    pub as_of: Date,
    /// By which the synonyms are chosen.
    pub seed: u64,
}

/// Makes up one case.
pub fn case(seed: u64, number: u64, coverage: &mut Coverage) -> Case {
    let mut chance = Chance::new(seed, number);
    let as_of = *chance.pick(&DAYS);
    let mood = match chance.below(10) {
        0 | 1 => Mood::Timed,
        2 => Mood::Shared,
        _ => Mood::Usual,
    };
    let mut maker = Maker { chance, mood, coverage };
    let proposal = proposal(&mut maker);
    let facts = maker.chance.percent(20).then(|| proposal::facts(&mut maker));
    let before = match maker.chance.below(10) {
        0 => Before::First,
        1..=3 => Before::Given(proposal::proposal(&mut maker)),
        _ => Before::NotGiven,
    };
    let rules = sentence::file(&mut maker);
    // Year 1 is said once only.
    let mut proposal = proposal;
    if rules.definitions.iter().any(|it| matches!(it, Definition::YearOne(_)))
        && let Node::Map(keys) = &mut proposal
    {
        keys.retain(|(key, _)| plain(key) != "entry into force");
    }
    Case { rules, proposal, facts, before, as_of, seed: seed ^ (number << 20) }
}

/// Days on which things happen, end or are checked.
pub const DAYS: [Date; 6] = [
    date(2004, 2, 29),
    date(2004, 3, 12),
    date(2004, 3, 31),
    date(2004, 4, 1),
    date(2005, 3, 31),
    date(2005, 4, 1),
];

/// What the values of a deal are mostly like, so that those that meet in one sentence differ in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Plain.
    Usual,
    /// Schedules.
    Timed,
    /// Different by party.
    Shared,
}

/// What makes up a case.
pub struct Maker<'a> {
    /// Its chance.
    pub chance: Chance,
    /// What its values are mostly like.
    pub mood: Mood,
    /// What it counts.
    pub coverage: &'a mut Coverage,
}

impl Maker<'_> {
    /// Counts a construct.
    pub fn note(&mut self, construct: &'static str) {
        *self.coverage.entry(construct).or_default() += 1;
    }

    /// A day.
    pub fn day(&mut self) -> Date {
        *self.chance.pick(&DAYS)
    }
}
