//! Those to whom a report is told while it is made.

use crate::report::{ProposalReport, Totals};
use crate::source::SharedSource;

/// What is known of a report before its first proposal is judged.
pub struct Outline<'a> {
    /// How many proposals it will tell of.
    pub proposals: usize,
    /// How many findings it will have: of rules, not of their parts.
    pub findings: usize,
    /// All texts that its places will point into.
    pub sources: &'a [SharedSource],
    /// Counts the verdicts beforehand; `None` where that takes no less than to judge.
    pub totals: &'a dyn Fn() -> Option<Totals>,
}

/// Takes in the proposals of a report, one after another, so that nobody has to hold them all.
pub trait Listener {
    /// Once, before the first.
    fn begin(&mut self, outline: &Outline<'_>);

    /// The next one.
    fn proposal(&mut self, report: ProposalReport);
}

/// Holds them all.
impl Listener for Vec<ProposalReport> {
    fn begin(&mut self, outline: &Outline<'_>) {
        self.reserve(outline.proposals);
    }

    fn proposal(&mut self, report: ProposalReport) {
        self.push(report);
    }
}
