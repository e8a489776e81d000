//! What is claimed is checked: by the evaluator of `check`, on the very text that is shown.

use jiff::civil::Date;
use serde::Serialize;

use super::parties::Party;
use crate::report::{DaySource, Outcome, Report, Verdict};
use crate::run::{self, DataFile, Library};

/// A rule that a deal does not satisfy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failing {
    /// Whose.
    pub party: String,
    /// The id of the rule.
    pub rule: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Why.
    pub message: String,
}

/// The report of `check` on a deal by the rules of one party.
pub fn check(
    party: &Party,
    deal: &DataFile,
    facts: &[DataFile],
    as_of: Date,
    library: &dyn Library,
) -> Report {
    let input = run::Input {
        rules: party.sources.clone(),
        proposals: vec![deal.clone()],
        facts: facts.to_vec(),
        as_of,
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: false,
        redact: false,
    };
    run::check(&input, library).report
}

/// The red lines that a deal does not satisfy; none where every party accepts it.
pub fn failing(
    parties: &[Party],
    deal: &DataFile,
    facts: &[DataFile],
    as_of: Date,
    library: &dyn Library,
) -> Vec<Failing> {
    parties
        .iter()
        .flat_map(|party| of_party(party, &check(party, deal, facts, as_of, library)))
        .collect()
}

fn of_party(party: &Party, report: &Report) -> Vec<Failing> {
    let mut failing: Vec<Failing> = report
        .proposals
        .iter()
        .flat_map(|proposal| &proposal.findings)
        .filter(|finding| !finding.force.is_concern())
        .filter(|finding| matches!(finding.verdict, Verdict::Broken | Verdict::Unknown))
        .map(|finding| Failing {
            party: party.name.clone(),
            rule: finding.rule.clone(),
            verdict: finding.verdict,
            message: finding.message.clone(),
        })
        .collect();
    let fine = matches!(report.outcome, Outcome::Acceptable | Outcome::Waiting);
    if failing.is_empty() && (!fine || !report.errors.is_empty()) {
        let message = report.errors.first().map(|error| error.message.clone()).unwrap_or_default();
        let rule = String::new();
        failing.push(Failing {
            party: party.name.clone(),
            rule,
            verdict: Verdict::Unknown,
            message,
        });
    }
    failing
}
