//! The answer of `zone`, as data.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::range::Range;
use crate::analysis::relax::Relaxation;
use crate::analysis::verify::Failing;
use crate::report::{Notice, Place};
use crate::source::SharedSource;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Answer {
    /// There is a deal, and here is one.
    #[serde(rename = "deal")]
    Deal,
    /// There is none.
    #[serde(rename = "no deal")]
    NoDeal,
    /// It cannot be told.
    #[serde(rename = "undecided")]
    Undecided,
}

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct Zone {
    /// In a word.
    pub answer: Answer,
    /// How many red lines there are.
    pub rules: usize,
    /// How many of them the analysis expresses.
    pub expressed: usize,
    /// The parties, in the order of their files.
    pub parties: Vec<String>,
    /// The terms that rules bound.
    pub terms: Vec<Term>,
    /// How many more terms rules bound, whose ranges would have taken longer.
    pub terms_left_out: usize,
    /// One deal, term by term, in the words of the rules.
    pub example: Option<BTreeMap<String, String>>,
    /// The same as a proposal.
    pub proposal: Option<String>,
    /// Rules that the example does not satisfy: where there are some, nothing is decided.
    pub failing: Vec<Failing>,
    /// Sentences that exclude each other.
    pub conflicts: Vec<Conflict>,
    /// True where these are all conflicts, or with `all` unset, where the rest of the sentences can hold together.
    pub complete: bool,
    /// True where the time was up.
    pub gave_up: bool,
    /// A term of the deal for which the given proposal has no place as it is written: nothing is decided then.
    pub no_place: Option<String>,
    /// Rules that the analysis does not express.
    pub not_expressed: Vec<Beyond>,
    /// What could not be read.
    pub errors: Vec<Notice>,
    /// The texts that places point into.
    #[serde(skip)]
    pub sources: Vec<SharedSource>,
}

/// A term with its ranges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// As rules name it.
    pub term: String,
    /// In which unit; null for dates and bare numbers.
    pub unit: Option<String>,
    /// What all parties accept; null where there is no deal.
    pub overlap: Option<Range>,
    /// What each party accepts; null where a party accepts nothing.
    pub parties: BTreeMap<String, Option<Range>>,
}

/// Sentences that cannot all hold; without any one of them, the others can.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    /// The sentences.
    pub rules: Vec<Quoted>,
    /// Terms of the given proposal that take part in it.
    pub given: Vec<Stated>,
    /// The smallest changes of one figure each that would end it.
    pub relaxations: Vec<Relaxation>,
}

/// A sentence with its place.
#[derive(Debug, Clone, Serialize)]
pub struct Quoted {
    /// Whose.
    pub party: String,
    /// The id of the rule.
    pub rule: String,
    /// As written.
    pub sentence: String,
    /// Where.
    pub at: Place,
}

/// A term of the given proposal.
#[derive(Debug, Clone, Serialize)]
pub struct Stated {
    /// As rules name it.
    pub term: String,
    /// As written.
    pub value: String,
    /// Where.
    pub at: Place,
}

/// A rule that is not expressed.
#[derive(Debug, Clone, Serialize)]
pub struct Beyond {
    /// Whose.
    pub party: String,
    /// The id of the rule.
    pub rule: String,
    /// Why.
    pub why: String,
    /// Where.
    pub at: Place,
}
