//! The report: what a run found, as data. Renderers see this and the sources, nothing else.
//!
//! The shape of the JSON is an interface (see `docs/json.md`): fields are added, never changed.

pub(crate) mod finding;
pub(crate) mod proposal;
mod shorter;
pub(crate) mod ticks;
mod totals;
mod words;

pub use finding::place_in;

use schemars::JsonSchema;
use serde::Serialize;

pub use shorter::Room;
pub use totals::Totals;

/// The verdict of a rule, or of one of its subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub enum Verdict {
    /// It is satisfied.
    #[serde(rename = "holds")]
    Holds,
    /// It is violated.
    #[serde(rename = "broken")]
    Broken,
    /// What it needs is missing, not yet agreed, or cannot be compared. Never a pass.
    #[serde(rename = "unknown")]
    Unknown,
    /// A deadline that has not passed and has not been met.
    #[serde(rename = "waiting")]
    Waiting,
    /// It asks nothing of this proposal.
    #[serde(rename = "not applicable")]
    NotApplicable,
    /// Broken or unknown, and a waiver is in force.
    #[serde(rename = "waived")]
    Waived,
}

impl Verdict {
    /// All verdicts, in the order in which counts list them.
    pub const ALL: [Verdict; 6] = [
        Verdict::Holds,
        Verdict::Broken,
        Verdict::Unknown,
        Verdict::Waiting,
        Verdict::NotApplicable,
        Verdict::Waived,
    ];

    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Broken => "broken",
            Verdict::Unknown => "unknown",
            Verdict::Waiting => "waiting",
            Verdict::NotApplicable => "not applicable",
            Verdict::Waived => "waived",
        }
    }
}

/// How strongly a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// A red line.
    Must,
    /// A concern.
    Should,
    /// Stops the talks.
    Halt,
    /// A concern.
    Warn,
}

impl Force {
    /// All of them, in their order.
    pub const ALL: [Force; 4] = [Force::Must, Force::Should, Force::Halt, Force::Warn];

    /// True for `should` and `warn if`, which never change the outcome.
    pub fn is_concern(self) -> bool {
        matches!(self, Force::Should | Force::Warn)
    }
}

/// What a proposal comes to, from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// No red line is broken, unknown or waiting.
    Acceptable,
    /// A red line or a halt waits.
    Waiting,
    /// A red line cannot be judged.
    Unknown,
    /// A red line is broken.
    Broken,
    /// A `halt if` fired.
    Halt,
}

impl Outcome {
    /// All outcomes, from best to worst.
    pub const ALL: [Outcome; 5] =
        [Outcome::Acceptable, Outcome::Waiting, Outcome::Unknown, Outcome::Broken, Outcome::Halt];

    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Acceptable => "acceptable",
            Outcome::Waiting => "waiting",
            Outcome::Unknown => "unknown",
            Outcome::Broken => "broken",
            Outcome::Halt => "halt",
        }
    }
}

/// How many rules got each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Counts {
    /// Satisfied.
    pub holds: usize,
    /// Violated.
    pub broken: usize,
    /// Not to be judged.
    pub unknown: usize,
    /// Waiting for a deadline.
    pub waiting: usize,
    /// Asking nothing here.
    #[serde(rename = "not applicable")]
    pub not_applicable: usize,
    /// Waived.
    pub waived: usize,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        *self.slot(verdict) += 1;
    }

    /// Says how many there are of one verdict.
    pub fn set(&mut self, verdict: Verdict, count: usize) {
        *self.slot(verdict) = count;
    }

    /// How many of one verdict.
    pub fn of(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Holds => self.holds,
            Verdict::Broken => self.broken,
            Verdict::Unknown => self.unknown,
            Verdict::Waiting => self.waiting,
            Verdict::NotApplicable => self.not_applicable,
            Verdict::Waived => self.waived,
        }
    }

    /// How many in all.
    pub fn total(&self) -> usize {
        Verdict::ALL.iter().map(|verdict| self.of(*verdict)).sum()
    }

    fn slot(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Holds => &mut self.holds,
            Verdict::Broken => &mut self.broken,
            Verdict::Unknown => &mut self.unknown,
            Verdict::Waiting => &mut self.waiting,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Waived => &mut self.waived,
        }
    }
}

/// Where the day of the check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DaySource {
    /// `--as-of`
    Flag,
    /// `DEALBREAKER_AS_OF`
    Environment,
    /// `dealbreaker.toml`
    Config,
    /// The machine's clock.
    Today,
}

/// A place in a rule file, a proposal or a facts file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Place {
    /// The path as given, with `/`.
    pub file: String,
    /// Which document of a proposal; null in a rule file.
    pub document: Option<usize>,
    /// JSON Pointer within the document; null in a rule file.
    pub path: Option<String>,
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode code points.
    pub column: usize,
    /// In bytes.
    pub offset: usize,
    /// In bytes.
    pub length: usize,
    /// What is to be said of this place: "`quota` is 4,000 t"; null where there is nothing to add.
    pub label: Option<String>,
}

/// How far a value is from its limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Margin {
    /// An exact decimal, or 12 significant digits with `rounded`.
    pub amount: String,
    /// The unit of the limit; null for bare numbers and counts.
    pub unit: Option<String>,
    /// Amount over limit; null where the limit is zero or has no size (a date).
    pub relative: Option<String>,
    /// True where `amount` does not end and was rounded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rounded: bool,
}

/// A waiver and the verdict it hides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// The verdict without it.
    pub verdict: Verdict,
    /// Its last day.
    pub until: String,
    /// Who granted it.
    pub by: Option<String>,
    /// Why.
    pub because: Option<String>,
}

/// One rule's (or one subject's) verdict on one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// The label, or the slug of the sentence.
    pub rule: String,
    /// How strongly the rule binds.
    pub force: Force,
    /// The verdict.
    pub verdict: Verdict,
    /// What the finding is about.
    pub subject: Option<String>,
    /// The sentence, white space collapsed.
    pub sentence: String,
    /// What was found, in words.
    pub message: String,
    /// What would mend it, in words, one suggestion a string; empty where nothing is to be mended.
    pub help: Vec<String>,
    /// The sentence in the rule file.
    pub at: Place,
    /// The places in the proposal, facts or earlier round: the primary one first. Where something is missing, the nearest
    /// place where it belongs.
    pub data: Vec<Place>,
    /// How far from its limit.
    pub margin: Option<Margin>,
    /// The clause `because`.
    pub because: Option<String>,
    /// The clause `source`.
    pub source: Option<String>,
    /// The clause `owner`.
    pub owner: Option<String>,
    /// Of a waiting finding: days from the day of the check to the deadline.
    pub days_left: Option<i64>,
    /// The waiver in force and what it hides.
    pub waiver: Option<Waiver>,
    /// The subjects of a quantified rule.
    pub parts: Vec<Finding>,
    /// All subjects by verdict, listed in `parts` or not; null where the rule is not quantified.
    pub part_counts: Option<Counts>,
    /// How many subjects are not listed in `parts`.
    pub parts_left_out: usize,
    /// True where a baseline has it, no better than it is now.
    pub known: bool,
}

/// One proposal judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProposalReport {
    /// The `[[check]]` of `dealbreaker.toml` that it was judged in; null where there is only one without a name, or none.
    pub check: Option<String>,
    /// The day of its check, `YYYY-MM-DD`, where that is not the report's; else null.
    pub as_of: Option<String>,
    /// The path as given, with `/`.
    pub file: String,
    /// Which document of the file, from 0.
    pub document: usize,
    /// Its `proposal`, `name`, `title`, `agreement` or `talks` entry.
    pub name: Option<String>,
    /// What it comes to.
    pub outcome: Outcome,
    /// Red lines and halts by verdict.
    pub counts: Counts,
    /// Concerns by verdict.
    pub concerns: Counts,
    /// In the order of the rules.
    pub findings: Vec<Finding>,
}

/// Something that the reader should know, and that changes no verdict; or an error, which does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct Notice {
    /// `dealbreaker::…`
    pub code: String,
    /// In words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where; null where it has no place.
    pub at: Option<Place>,
    /// Other places that belong to it (the first of two equal keys).
    pub related: Vec<Place>,
}

/// The whole report of `check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// The version of this shape.
    pub version: u32,
    /// `check`
    #[schemars(extend("const" = "check"))]
    pub kind: &'static str,
    /// The day of the check, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it comes from.
    pub as_of_source: DaySource,
    /// In the order given.
    pub proposals: Vec<ProposalReport>,
    /// The worst of them; `acceptable` where there is none.
    pub outcome: Outcome,
    /// What the reader should know.
    pub notices: Vec<Notice>,
    /// What could not be read.
    pub errors: Vec<Notice>,
    /// True where something private was left out.
    pub redacted: bool,
}
