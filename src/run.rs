//! One run: rule files, proposals and facts in, a report out. Pure: files, the environment and the clock belong to the command line.

use jiff::civil::Date;

use crate::proposal::Format;
use crate::report::{DaySource, Outcome, Report};
use crate::source::SharedSource;

/// A proposal or facts file that was read from disk.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Its text.
    pub source: SharedSource,
    /// Its format.
    pub format: Format,
}

/// Finds the file that a `use "path"` names, as seen from the rule file `from`.
pub trait Library: Sync {
    /// The file's text; its name is the path as it is to be shown. `Err` says why not, in words.
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String>;
}

/// What a run is given.
#[derive(Debug, Clone)]
pub struct Input {
    /// The rule files, in order.
    pub rules: Vec<SharedSource>,
    /// The proposals, in order.
    pub proposals: Vec<DataFile>,
    /// The facts, laid under every proposal.
    pub facts: Vec<DataFile>,
    /// The day of the check.
    pub as_of: Date,
    /// Where that day comes from.
    pub as_of_source: DaySource,
    /// Only the rules of this party, and those of no party.
    pub party: Option<String>,
    /// List every part of a quantified finding, not only those that neither hold nor are not applicable.
    pub all_parts: bool,
}

/// What a run gives.
#[derive(Debug)]
pub struct Checked {
    /// The report.
    pub report: Report,
    /// All texts that places of the report point into, those opened by `use` included.
    pub sources: Vec<SharedSource>,
    /// How many rules there were to judge (before `--party` leaves any out).
    pub rules: usize,
    /// True where at least one rule got a verdict other than `not applicable` on some proposal.
    pub applied: bool,
    /// True where a sentence, a proposal or a facts file could not be read.
    pub failed: bool,
}

/// Checks proposals against rules.
pub fn check(input: &Input, library: &dyn Library) -> Checked {
    let _ = library;
    Checked {
        report: Report {
            version: 1,
            kind: "check",
            as_of: input.as_of.to_string(),
            as_of_source: input.as_of_source,
            proposals: Vec::new(),
            outcome: Outcome::Acceptable,
            notices: Vec::new(),
            errors: Vec::new(),
        },
        sources: Vec::new(),
        rules: 0,
        applied: false,
        failed: false,
    }
}
