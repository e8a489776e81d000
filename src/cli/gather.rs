//! The checks of one run, gathered into one report.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use dealbreaker::report::{DaySource, Notice, Outcome, ProposalReport, Report};
use dealbreaker::run::{Checked, DataFile};
use dealbreaker::source::SharedSource;
use jiff::civil::Date;

use super::error::{Nothing, Problem};
use super::plan::Job;

/// One report of several checks.
#[derive(Debug)]
pub(super) struct Gathered {
    /// The report.
    pub(super) report: Report,
    /// What was left out of it.
    pub(super) hidden: Vec<ProposalReport>,
    /// The texts that it points into.
    pub(super) sources: Vec<SharedSource>,
    /// True where something could not be done.
    pub(super) failed: bool,
    /// The proposals.
    pub(super) data: Vec<DataFile>,
    /// The files that `use` lines have asked for.
    pub(super) opened: BTreeSet<PathBuf>,
    said: Said,
    failures: Said,
    /// The names of the texts.
    known: HashSet<String>,
}

/// What was said already: told by all that makes it what it is.
#[derive(Debug, Default)]
struct Said(HashSet<(String, String, Option<Spot>)>);

/// A file, a document in it, and a byte.
type Spot = (String, Option<usize>, usize);

impl Said {
    fn is_new(&mut self, notice: &Notice) -> bool {
        let place = notice.at.as_ref().map(|at| (at.file.clone(), at.document, at.offset));
        self.0.insert((notice.code.clone(), notice.message.clone(), place))
    }
}

/// A check with what the command line itself knows of it.
pub(super) struct Done<'a> {
    /// What was asked.
    pub(super) job: &'a Job,
    /// What came of it.
    pub(super) checked: Checked,
    /// How many proposal files it was given.
    pub(super) proposals: usize,
    /// True where a file of rules or facts could not be opened, so that a verdict may rest on what is missing.
    pub(super) incomplete: bool,
}

/// What a report of several checks says of each proposal of one of them.
#[derive(Debug)]
pub(super) struct Label {
    check: Option<String>,
    /// The day, where it is not that of the report.
    as_of: Option<String>,
    /// True where rules or facts are missing.
    incomplete: bool,
}

impl Label {
    /// Labels a proposal.
    pub(super) fn put_on(&self, proposal: &mut ProposalReport) {
        proposal.check.clone_from(&self.check);
        proposal.as_of.clone_from(&self.as_of);
        if self.incomplete {
            proposal.outcome = proposal.outcome.max(Outcome::Unknown);
        }
    }
}

impl Gathered {
    /// An empty report. Its day is that of the first check; where others differ, their proposals say so.
    pub(super) fn new(as_of: Date, as_of_source: DaySource) -> Self {
        let report = Report {
            version: 1,
            kind: "check",
            as_of: as_of.to_string(),
            as_of_source,
            proposals: Vec::new(),
            outcome: Outcome::Acceptable,
            notices: Vec::new(),
            errors: Vec::new(),
            redacted: false,
        };
        Self {
            report,
            hidden: Vec::new(),
            sources: Vec::new(),
            failed: false,
            data: Vec::new(),
            opened: BTreeSet::new(),
            said: Said::default(),
            failures: Said::default(),
            known: HashSet::new(),
        }
    }

    /// What is to be said of the proposals of a check.
    pub(super) fn label(&self, job: &Job, incomplete: bool) -> Label {
        let as_of = job.as_of.to_string();
        let as_of = (as_of != self.report.as_of).then_some(as_of);
        Label { check: job.name.clone(), as_of, incomplete }
    }

    /// Takes in one check, whose proposals are labelled.
    pub(super) fn add(&mut self, done: Done<'_>, allow_empty: bool) {
        let empty = if allow_empty || done.incomplete { None } else { nothing_checked(&done) };
        self.failed |= done.checked.failed;
        let Checked { report, hidden, sources, .. } = done.checked;
        self.report.redacted |= report.redacted;
        self.hidden.extend(hidden);
        report.proposals.into_iter().for_each(|proposal| self.proposal(proposal));
        report.notices.into_iter().for_each(|notice| self.notice(notice));
        report.errors.into_iter().for_each(|error| self.error(error));
        empty.into_iter().for_each(|kind| self.error(Problem::from(kind).notice()));
        self.sources(sources);
    }

    fn proposal(&mut self, proposal: ProposalReport) {
        self.report.outcome = self.report.outcome.max(proposal.outcome);
        self.report.proposals.push(proposal);
    }

    /// Takes in what the reader should know, once.
    pub(super) fn notice(&mut self, notice: Notice) {
        if self.said.is_new(&notice) {
            self.report.notices.push(notice);
        }
    }

    /// Takes in what went wrong, once, however many checks met it.
    pub(super) fn error(&mut self, error: Notice) {
        self.failed = true;
        if self.failures.is_new(&error) {
            self.report.errors.push(error);
        }
    }

    fn sources(&mut self, sources: Vec<SharedSource>) {
        for source in sources {
            if self.known.insert(source.name().to_owned()) {
                self.sources.push(source);
            }
        }
    }
}

/// Why a check, though all could be read, has checked nothing.
fn nothing_checked(done: &Done<'_>) -> Option<Nothing> {
    let Done { job, checked, proposals, .. } = done;
    let check = job.name.clone();
    if checked.failed || !checked.report.errors.is_empty() {
        None
    } else if checked.rules == 0 {
        Some(Nothing::NoRules { check, places: job.rules.describe() })
    } else if *proposals == 0 || checked.judged == 0 {
        Some(Nothing::NoProposals { check, places: job.proposals.describe() })
    } else {
        (!checked.applied).then_some(Nothing::NoneApplied { check })
    }
}

#[cfg(test)]
mod tests {
    use dealbreaker::report::Counts;

    use crate::cli::files::Wanted;
    use crate::cli::plan::Places;

    use super::*;

    fn job(name: &str, day: i8) -> Job {
        Job {
            name: Some(name.into()),
            rules: Places::Given(Vec::new()),
            sentences: Vec::new(),
            proposals: Places::Given(vec![Wanted::here("offers")]),
            facts: Vec::new(),
            as_of: jiff::civil::date(2004, 3, day),
            as_of_source: DaySource::Config,
            party: None,
        }
    }

    fn checked(outcome: Outcome) -> Checked {
        let mut report = Gathered::new(jiff::civil::date(2004, 3, 1), DaySource::Config).report;
        report.proposals.push(ProposalReport {
            check: None,
            as_of: None,
            file: "a.yaml".into(),
            document: 0,
            name: None,
            outcome,
            counts: Counts::default(),
            concerns: Counts::default(),
            findings: Vec::new(),
        });
        let (hidden, sources) = (Vec::new(), Vec::new());
        Checked { report, hidden, sources, rules: 1, judged: 1, applied: true, failed: false }
    }

    fn gather(jobs: &[(&Job, Checked, bool)]) -> Gathered {
        let mut gathered = Gathered::new(jiff::civil::date(2004, 3, 1), DaySource::Config);
        for (job, checked, incomplete) in jobs {
            let Checked { report, hidden, sources, rules, judged, applied, failed } = checked;
            let mut checked = Checked {
                report: report.clone(),
                hidden: hidden.clone(),
                sources: sources.clone(),
                rules: *rules,
                judged: *judged,
                applied: *applied,
                failed: *failed,
            };
            let label = gathered.label(job, *incomplete);
            checked.report.proposals.iter_mut().for_each(|proposal| label.put_on(proposal));
            gathered.add(Done { job, checked, proposals: 1, incomplete: *incomplete }, false);
        }
        gathered
    }

    #[test]
    fn proposals_name_their_check_and_their_day_where_it_differs() {
        let (first, second) = (job("first", 1), job("second", 2));
        let gathered = gather(&[
            (&first, checked(Outcome::Acceptable), false),
            (&second, checked(Outcome::Broken), false),
        ]);
        let proposals = &gathered.report.proposals;
        assert_eq!(proposals[0].check.as_deref(), Some("first"));
        assert_eq!(proposals[0].as_of, None);
        assert_eq!(proposals[1].as_of.as_deref(), Some("2004-03-02"));
        assert_eq!(gathered.report.outcome, Outcome::Broken);
        assert!(!gathered.failed);
    }

    #[test]
    fn no_outcome_is_better_than_unknown_while_rules_are_missing() {
        let job = job("first", 1);
        let gathered = gather(&[(&job, checked(Outcome::Acceptable), true)]);
        assert_eq!(gathered.report.proposals[0].outcome, Outcome::Unknown);
        assert_eq!(gathered.report.outcome, Outcome::Unknown);
    }

    #[test]
    fn to_check_nothing_is_an_error_with_its_own_code() {
        let job = job("first", 1);
        let nothing = |change: fn(&mut Checked)| {
            let mut checked = checked(Outcome::Acceptable);
            change(&mut checked);
            let gathered = gather(&[(&job, checked, false)]);
            assert!(gathered.failed);
            gathered.report.errors[0].code.clone()
        };
        assert_eq!(nothing(|c| c.rules = 0), "dealbreaker::check::no_rules");
        assert_eq!(nothing(|c| c.judged = 0), "dealbreaker::check::no_proposals");
        assert_eq!(nothing(|c| c.applied = false), "dealbreaker::check::nothing_applied");
    }
}
