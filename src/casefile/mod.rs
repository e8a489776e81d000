//! Case files (`*.test.yaml`): what a report is expected to say, read with its places and compared with a report. Pure:
//! the command line opens the files that a case names and runs the check.
//!
//! ```yaml
//! rules: [mexico.redlines]              # files or folders, one or a list, relative to this file
//! facts: [imports.csv]
//! cases:
//!   - name: walked back                 # what the case is called; need not be there
//!     rounds: [offer-1.yaml]            # earlier rounds, in their order, for rules that ask for the round before
//!     proposal: offer-2.yaml
//!     document: 1                       # which of a file with several documents, from 0; without it, the first
//!     as-of: 2004-03-05
//!     party: Mexico                     # only the rules of this party, and those of no party
//!     outcome: broken
//!     snapshot: walked-back.snap        # or `true`, for a name of its own: the pretty report, 100 columns wide
//!     expect:
//!       pork-safeguard: broken
//!       juice: {verdict: broken, margin: "-2,500 tons"}
//!       accord: {verdict: waiting, days-left: 36}
//!       ceiling: {verdict: waived, hides: broken}
//!       five: {verdict: broken, count: {holds: 4, broken: 1}, parts: {pork: broken, beef: holds}}
//! ```
//!
//! What is not named is not checked, but a case that names nothing at all is an error, and so is a rule that does not
//! exist, or a key that means nothing: none of them may pass.
//!
//! - A **margin** is equal where amount and unit measure the same: `-2,500,000 kg` is `-2,500 tons`; a bare number is
//!   equal to bare numbers only.
//! - **parts** are found by their subject, whatever its case; of several of one name, the first.
//! - **count** counts the subjects of a quantified rule by verdict, all of them: a verdict that is not named has none.
//! - **hides** is the verdict beneath a waiver.

mod compare;
mod coverage;
mod error;
mod expectation;
mod read;
mod shape;
mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::report::{Counts, Outcome, Verdict};
use crate::source::Span;
use crate::value::Quantity;

pub use compare::{Difference, DifferenceKind, finding_of, is_margin};
pub use coverage::{Coverage, Covered, Score};
pub use error::{CaseError, CaseErrorKind, Shape, Within};
pub use read::read;
pub(crate) use shape::Shape as FileShape;

/// How the names of snapshots end.
pub const SNAPSHOT_ENDING: &str = ".snap";

/// A thing with its place in the case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Located<T> {
    /// The thing.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> From<T> for Located<T> {
    /// A thing that is in no file.
    fn from(value: T) -> Self {
        Self { value, span: Span::default() }
    }
}

/// A case file, as far as it could be read.
#[derive(Debug, Clone, Default)]
pub struct CaseFile {
    /// Where the rules are, relative to the file.
    pub rules: Vec<Located<String>>,
    /// Where the facts are, relative to the file.
    pub facts: Vec<Located<String>>,
    /// The cases that could be read; none where the file as a whole could not.
    pub cases: Vec<Case>,
    /// All that is wrong.
    pub errors: Vec<CaseError>,
    /// How many cases could not be read; 1 for a file that could not.
    pub unread: usize,
}

/// A proposal, the day it is checked for, and what should come of it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its place.
    pub span: Span,
    /// What it is called.
    pub name: Option<String>,
    /// The proposal, relative to the file.
    pub proposal: Located<String>,
    /// Which document of the proposal's file, from 0.
    pub document: Option<Located<usize>>,
    /// Earlier rounds, relative to the file.
    pub rounds: Vec<Located<String>>,
    /// The day of the check.
    pub as_of: Date,
    /// Only the rules of this party, and those of no party.
    pub party: Option<String>,
    /// What the proposal should come to.
    pub outcome: Option<Located<Outcome>>,
    /// What rules should say, each at its name.
    pub expect: Vec<(Located<String>, Expectation)>,
    /// The file that holds the report, relative to the case file.
    pub snapshot: Option<Located<String>>,
}

/// What one finding, or one part of it, should say. What is not stated is not checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expectation {
    /// The verdict.
    pub verdict: Option<Located<Verdict>>,
    /// How far from its limit.
    pub margin: Option<Located<Quantity>>,
    /// Days to the deadline.
    pub days_left: Option<Located<i64>>,
    /// The verdict beneath a waiver.
    pub hides: Option<Located<Verdict>>,
    /// All subjects by verdict.
    pub count: Option<Located<Counts>>,
    /// Subjects by name.
    pub parts: Vec<(Located<String>, Expectation)>,
}

impl Expectation {
    /// True where it asks nothing.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
