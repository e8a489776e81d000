//! Which rules the cases have seen broken and seen hold.

use std::collections::BTreeMap;

use crate::report::{Finding, Verdict};

/// The verdicts that each rule got, over all cases.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// By the rule's file and its place there, so that a rule that several case files test is one.
    rules: BTreeMap<(String, usize), Covered>,
}

/// The verdicts of one rule: the number of cases in which it got each. A waived one counts by the verdict that the waiver
/// hides, for that is what its sentence came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Covered {
    /// Its name.
    pub rule: String,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// Cases in which it was broken.
    pub broken: usize,
    /// Cases in which it held.
    pub held: usize,
    /// Cases in which it was unknown.
    pub unknown: usize,
    /// Cases in which it waited for a deadline.
    pub waiting: usize,
}

/// How many of all rules were both broken and held, each in some case. That is what is called the coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Rules that were both.
    pub both: usize,
    /// All rules, concerns and halts included.
    pub rules: usize,
}

impl Coverage {
    /// Makes a rule known without a verdict; `file` tells its file from all others.
    pub fn know(&mut self, finding: &Finding, file: &str) {
        self.rule(finding, file);
    }

    /// Counts the verdict of a rule in one case.
    pub fn add(&mut self, finding: &Finding, file: &str) {
        let hidden = finding.waiver.as_ref().map(|waiver| waiver.verdict);
        let rule = self.rule(finding, file);
        match hidden.unwrap_or(finding.verdict) {
            Verdict::Broken => rule.broken += 1,
            Verdict::Holds => rule.held += 1,
            Verdict::Unknown => rule.unknown += 1,
            Verdict::Waiting => rule.waiting += 1,
            Verdict::NotApplicable | Verdict::Waived => {}
        }
    }

    fn rule(&mut self, finding: &Finding, file: &str) -> &mut Covered {
        let at = (file.to_owned(), finding.at.offset);
        self.rules.entry(at).or_insert_with(|| Covered {
            rule: finding.rule.clone(),
            file: file.to_owned(),
            line: finding.at.line,
            ..Covered::default()
        })
    }

    /// All rules, by file and in the order of each.
    pub fn rules(&self) -> impl Iterator<Item = &Covered> {
        self.rules.values()
    }

    /// How many rules were both broken and held.
    pub fn score(&self) -> Score {
        let both = self.rules().filter(|rule| rule.is_both()).count();
        Score { both, rules: self.rules.len() }
    }
}

impl Covered {
    /// True where some case broke it and in some case it held.
    pub fn is_both(&self) -> bool {
        self.broken > 0 && self.held > 0
    }

    /// True where it was not applicable in every case.
    pub fn never_applied(&self) -> bool {
        self.broken + self.held + self.unknown + self.waiting == 0
    }
}

impl Score {
    /// The share in whole percent, rounded down, so that 100 means all; 100 where there is no rule.
    pub fn percent(self) -> usize {
        (self.both * 100).checked_div(self.rules).unwrap_or(100)
    }

    /// True where at least so many percent of the rules were both, without rounding.
    pub fn reaches(self, percent: usize) -> bool {
        self.both * 100 >= percent * self.rules
    }
}
