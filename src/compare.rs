//! Proposals beside each other: the verdict and the margin of each rule on each, where the margins are going, and what was
//! changed between one proposal and the next.
//!
//! All comes from one report on all of them and from their documents: nothing is judged here a second time.

mod moves;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Serialize;

use crate::proposal::Document;
use crate::report::{DaySource, Finding, Force, Margin, Notice, Outcome, Place, Report, Verdict};
use crate::value::Number;

pub use moves::{Move, TermMove, VerdictMove};

/// Significant digits of a difference that does not end.
const DIGITS: usize = 12;

/// Proposals beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Comparison {
    /// The version of this shape.
    pub version: u32,
    /// `compare`
    #[schemars(extend("const" = "compare"))]
    pub kind: &'static str,
    /// The day on which all were judged, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it comes from.
    pub as_of_source: DaySource,
    /// In the order given.
    pub proposals: Vec<Compared>,
    /// In the order of the rules.
    pub rules: Vec<Row>,
    /// What was changed between each proposal and the next.
    pub moves: Vec<Move>,
    /// What the reader should know.
    pub notices: Vec<Notice>,
    /// What could not be read.
    pub errors: Vec<Notice>,
    /// True where something private was left out.
    pub redacted: bool,
}

/// A proposal: one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compared {
    /// The path as given, with `/`.
    pub file: String,
    /// Which document of the file, from 0.
    pub document: usize,
    /// Its `proposal`, `name`, `title`, `agreement` or `talks` entry.
    pub name: Option<String>,
    /// What it comes to.
    pub outcome: Outcome,
}

/// A rule: one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// The label, or the slug of the sentence.
    pub rule: String,
    /// How strongly the rule binds.
    pub force: Force,
    /// The sentence, white space collapsed.
    pub sentence: String,
    /// The sentence in the rule file.
    pub at: Place,
    /// Where its margin is going; null where the last proposal has none, or no earlier one has one in that unit.
    pub trend: Option<Trend>,
    /// By how much; null where there is no trend.
    pub moved: Option<Moved>,
    /// The first proposal on which it held, from 0; null where it held on none.
    pub first_held: Option<usize>,
    /// One for each proposal.
    pub cells: Vec<Cell>,
}

/// A rule on a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cell {
    /// The verdict.
    pub verdict: Verdict,
    /// How far from its limit.
    pub margin: Option<Margin>,
    /// What was found, in words.
    pub message: String,
}

/// Where a margin is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trend {
    /// It grew: towards the limit where the rule is broken, away from it where it holds.
    Closing,
    /// It is what it was.
    Stuck,
    /// It shrank.
    Slipping,
}

impl Trend {
    /// The word used in every format.
    pub fn word(self) -> &'static str {
        match self {
            Trend::Closing => "closing",
            Trend::Stuck => "stuck",
            Trend::Slipping => "slipping",
        }
    }
}

/// By how much a margin moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The margin of the last proposal less that of the earlier one: an exact decimal.
    pub amount: String,
    /// The unit of both.
    pub unit: Option<String>,
    /// True where one of the margins or `amount` does not end and was rounded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rounded: bool,
    /// The earlier proposal, from 0.
    pub since: usize,
}

/// Puts the proposals of a report beside each other; `documents` are theirs, found by file and number. Of a proposal whose
/// document is not there, no changes are told.
pub fn compare(report: &Report, documents: &[Document]) -> Comparison {
    let proposals = report.proposals.iter().map(|one| Compared {
        file: one.file.clone(),
        document: one.document,
        name: one.name.clone(),
        outcome: one.outcome,
    });
    Comparison {
        version: 1,
        kind: "compare",
        as_of: report.as_of.clone(),
        as_of_source: report.as_of_source,
        proposals: proposals.collect(),
        rules: rows(report),
        moves: moves::moves(&report.proposals, documents),
        notices: report.notices.clone(),
        errors: report.errors.clone(),
        redacted: report.redacted,
    }
}

/// Every proposal of a report has one finding for each rule, in the same order.
fn rows(report: &Report) -> Vec<Row> {
    let Some(first) = report.proposals.first() else { return Vec::new() };
    let row = |(at, finding): (usize, &Finding)| {
        let findings = report.proposals.iter().filter_map(|one| one.findings.get(at));
        let cells = findings.map(|one| Cell {
            verdict: one.verdict,
            margin: one.margin.clone(),
            message: one.message.clone(),
        });
        row(finding, cells.collect())
    };
    first.findings.iter().enumerate().map(row).collect()
}

fn row(finding: &Finding, cells: Vec<Cell>) -> Row {
    let (trend, moved) = trend(&cells).unzip();
    Row {
        rule: finding.rule.clone(),
        force: finding.force,
        sentence: finding.sentence.clone(),
        at: finding.at.clone(),
        trend,
        moved,
        first_held: cells.iter().position(|cell| cell.verdict == Verdict::Holds),
        cells,
    }
}

/// The last proposal against the nearest earlier one with a margin in the same unit.
fn trend(cells: &[Cell]) -> Option<(Trend, Moved)> {
    let (last, earlier) = cells.split_last()?;
    let now = last.margin.as_ref()?;
    let mut before = earlier.iter().enumerate().rev();
    let (since, then) = before.find_map(|(at, cell)| {
        cell.margin.as_ref().filter(|margin| margin.unit == now.unit).map(|margin| (at, margin))
    })?;
    let difference = &Number::parse(&now.amount)? - &Number::parse(&then.amount)?;
    let trend = match (difference.is_zero(), difference.is_negative()) {
        (true, _) => Trend::Stuck,
        (false, true) => Trend::Slipping,
        (false, false) => Trend::Closing,
    };
    let amount = difference.to_decimal(DIGITS);
    let moved = Moved {
        rounded: amount.rounded || now.rounded || then.rounded,
        amount: amount.text,
        unit: now.unit.clone(),
        since,
    };
    Some((trend, moved))
}
