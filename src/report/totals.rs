//! A report in numbers.

use super::{Counts, Outcome, ProposalReport, Report, Verdict};

/// What a run comes to, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many proposals there were.
    pub proposals: usize,
    /// How many came to each outcome, in the order of [`Outcome::ALL`].
    outcomes: [usize; 5],
    /// The verdicts on red lines: of rules, not of their parts.
    pub counts: Counts,
    /// The verdicts on concerns.
    pub concerns: Counts,
}

impl Totals {
    /// The numbers of a report.
    pub fn of(report: &Report) -> Self {
        let mut totals = Self::default();
        report.proposals.iter().for_each(|proposal| totals.take(proposal));
        totals
    }

    /// Counts a proposal with its verdicts.
    pub fn take(&mut self, proposal: &ProposalReport) {
        self.proposal(proposal.outcome);
        for verdict in Verdict::ALL {
            self.counts.set(verdict, self.counts.of(verdict) + proposal.counts.of(verdict));
            self.concerns.set(verdict, self.concerns.of(verdict) + proposal.concerns.of(verdict));
        }
    }

    /// Counts one proposal more.
    pub fn proposal(&mut self, outcome: Outcome) {
        self.proposals += 1;
        if let Some(count) = self.outcomes.get_mut(outcome as usize) {
            *count += 1;
        }
    }

    /// Adds the numbers of another part of the same run.
    pub fn add(&mut self, other: &Self) {
        self.proposals += other.proposals;
        for (mine, theirs) in self.outcomes.iter_mut().zip(other.outcomes) {
            *mine += theirs;
        }
        for verdict in Verdict::ALL {
            self.counts.set(verdict, self.counts.of(verdict) + other.counts.of(verdict));
            self.concerns.set(verdict, self.concerns.of(verdict) + other.concerns.of(verdict));
        }
    }

    /// How many proposals came to this.
    pub fn outcome(&self, outcome: Outcome) -> usize {
        self.outcomes.get(outcome as usize).copied().unwrap_or_default()
    }

    /// How many rules got this verdict, red lines and concerns together.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.counts.of(verdict) + self.concerns.of(verdict)
    }

    /// True where some rule got a verdict other than `not applicable`.
    pub fn has_applied(&self) -> bool {
        Verdict::ALL
            .into_iter()
            .any(|verdict| verdict != Verdict::NotApplicable && self.verdict(verdict) > 0)
    }
}
