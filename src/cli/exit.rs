//! Exit codes: what scripts rely on.

use std::process::ExitCode;

use dealbreaker::report::{Finding, Outcome, ProposalReport, Report, Totals, Verdict};

/// How a command ended. The code never depends on the format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: every proposal is acceptable or waiting.
    Acceptable,
    /// 1: at least one red line is broken, unknown or halted.
    Findings,
    /// 2: the job could not be done: bad usage, something unreadable, or nothing was checked.
    Failed,
    /// 3: an analysis could not decide.
    Undecided,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Acceptable => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
            Exit::Undecided => 3,
        })
    }
}

/// What the flags forgive, and what they do not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leniency {
    /// `--exit-zero`: findings are no failure.
    pub(super) exit_zero: bool,
    /// `--allow-unknown`: what cannot be judged passes.
    pub(super) allow_unknown: bool,
    /// `--fail-on-concern`: a broken concern is a finding.
    pub(super) fail_on_concern: bool,
    /// `--allow-empty`: it is fine to check nothing.
    pub(super) allow_empty: bool,
    /// `--baseline`: what is known is no finding.
    pub(super) forgive_known: bool,
}

impl Leniency {
    /// The exit of a run with this report, and with what was left out of it.
    pub(super) fn exit(self, report: &Report, hidden: &[ProposalReport], failed: bool) -> Exit {
        let found = report.proposals.iter().chain(hidden).any(|one| self.is_finding(one));
        self.exit_where(failed || !report.errors.is_empty(), found)
    }

    /// The exit of a run of which it is known whether it failed, and whether it has findings.
    pub(super) fn exit_where(self, failed: bool, found: bool) -> Exit {
        if failed {
            Exit::Failed
        } else if found && !self.exit_zero {
            Exit::Findings
        } else {
            Exit::Acceptable
        }
    }

    /// The exit of a run that went well, of which only the numbers are known.
    pub(super) fn exit_of(self, totals: &Totals) -> Exit {
        let red = |outcome: &Outcome| self.is_red(*outcome) && totals.outcome(*outcome) > 0;
        let concern = self.fail_on_concern && totals.concerns.broken > 0;
        self.exit_where(false, Outcome::ALL.iter().any(red) || concern)
    }

    fn is_red(self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Broken | Outcome::Halt => true,
            Outcome::Unknown => !self.allow_unknown,
            Outcome::Acceptable | Outcome::Waiting => false,
        }
    }

    /// True where a proposal is to be told by the exit.
    pub(super) fn is_finding(self, proposal: &ProposalReport) -> bool {
        if self.forgive_known {
            return proposal.findings.iter().any(|finding| self.is_new(finding));
        }
        self.is_red(proposal.outcome) || (self.fail_on_concern && proposal.concerns.broken > 0)
    }
}

impl Leniency {
    fn is_new(self, finding: &Finding) -> bool {
        let counts = match (finding.force.is_concern(), finding.verdict) {
            (true, verdict) => self.fail_on_concern && verdict == Verdict::Broken,
            (false, Verdict::Broken) => true,
            (false, Verdict::Unknown) => !self.allow_unknown,
            (false, _) => false,
        };
        counts && !finding.known
    }
}

#[cfg(test)]
mod tests {
    use dealbreaker::report::{Counts, DaySource};

    use super::*;

    fn report(outcome: Outcome, broken_concerns: usize) -> Report {
        let proposal = ProposalReport {
            check: None,
            as_of: None,
            file: "a.yaml".into(),
            document: 0,
            name: None,
            outcome,
            counts: Counts::default(),
            concerns: Counts { broken: broken_concerns, ..Counts::default() },
            findings: Vec::new(),
        };
        Report {
            version: 1,
            kind: "check",
            as_of: "2004-03-01".into(),
            as_of_source: DaySource::Flag,
            proposals: vec![proposal],
            outcome,
            notices: Vec::new(),
            errors: Vec::new(),
            redacted: false,
        }
    }

    #[test]
    fn each_outcome_has_its_code() {
        let strict = Leniency::default();
        for (outcome, exit) in [
            (Outcome::Acceptable, Exit::Acceptable),
            (Outcome::Waiting, Exit::Acceptable),
            (Outcome::Unknown, Exit::Findings),
            (Outcome::Broken, Exit::Findings),
            (Outcome::Halt, Exit::Findings),
        ] {
            assert_eq!(strict.exit(&report(outcome, 0), &[], false), exit, "{outcome:?}");
            assert_eq!(strict.exit(&report(outcome, 0), &[], true), Exit::Failed, "{outcome:?}");
        }
    }

    #[test]
    fn exit_zero_forgives_findings_and_nothing_else() {
        let lenient = Leniency { exit_zero: true, ..Leniency::default() };
        assert_eq!(lenient.exit(&report(Outcome::Halt, 0), &[], false), Exit::Acceptable);
        assert_eq!(lenient.exit(&report(Outcome::Halt, 0), &[], true), Exit::Failed);
    }

    #[test]
    fn allow_unknown_forgives_no_broken_line() {
        let lenient = Leniency { allow_unknown: true, ..Leniency::default() };
        assert_eq!(lenient.exit(&report(Outcome::Unknown, 0), &[], false), Exit::Acceptable);
        assert_eq!(lenient.exit(&report(Outcome::Broken, 0), &[], false), Exit::Findings);
    }

    #[test]
    fn concerns_count_only_when_asked() {
        let strict = Leniency { fail_on_concern: true, ..Leniency::default() };
        assert_eq!(strict.exit(&report(Outcome::Acceptable, 1), &[], false), Exit::Findings);
        assert_eq!(strict.exit(&report(Outcome::Acceptable, 0), &[], false), Exit::Acceptable);
        let plain = Leniency::default();
        assert_eq!(plain.exit(&report(Outcome::Acceptable, 1), &[], false), Exit::Acceptable);
    }
}
