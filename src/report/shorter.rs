//! Reports for people, where there is more than anyone reads: the gravest findings, and how many there are besides.

use super::{Finding, Notice, ProposalReport, Report, Verdict};

/// The code of findings that are not listed.
const LEFT_OUT: &str = "dealbreaker::report::findings_left_out";

impl Report {
    /// The report with at most this many findings, the gravest, in their order; a notice says how many are left out.
    /// Counts and outcomes stay those of all. `None` where there are no more than that.
    pub fn shortened(&self, most: usize) -> Option<Report> {
        let findings = || self.proposals.iter().flat_map(|proposal| &proposal.findings);
        let count = |verdict| findings().filter(|finding| finding.verdict == verdict).count();
        let mut room = Room::new(most, count)?;
        let short = |proposal: &ProposalReport| {
            let listed = proposal.findings.iter().filter(|finding| room.take(finding));
            ProposalReport { findings: listed.cloned().collect(), ..proposal.without_findings() }
        };
        let proposals = self.proposals.iter().map(short).collect();
        let (as_of, mut notices) = (self.as_of.clone(), self.notices.clone());
        notices.push(room.notice());
        let errors = self.errors.clone();
        Some(Report { as_of, proposals, notices, errors, ..*self })
    }
}

impl ProposalReport {
    /// All but the findings.
    pub(crate) fn without_findings(&self) -> Self {
        Self {
            check: self.check.clone(),
            as_of: self.as_of.clone(),
            file: self.file.clone(),
            name: self.name.clone(),
            findings: Vec::new(),
            ..*self
        }
    }
}

/// From the gravest on.
const GRAVEST: [Verdict; 6] = [
    Verdict::Broken,
    Verdict::Unknown,
    Verdict::Waiting,
    Verdict::Waived,
    Verdict::Holds,
    Verdict::NotApplicable,
];

/// Room for the gravest findings of a report that has more than it may list.
#[derive(Debug, Clone)]
pub struct Room {
    /// How many findings of each verdict are still to be listed.
    left: [(Verdict, usize); 6],
    /// How many findings there are, and how many are listed.
    all: usize,
    most: usize,
}

impl Room {
    /// Room for so many findings of those that are counted by verdict; `None` where there are no more than that.
    pub fn new(most: usize, count: impl Fn(Verdict) -> usize) -> Option<Self> {
        let counts = GRAVEST.map(|verdict| (verdict, count(verdict)));
        let all: usize = counts.iter().map(|(_, count)| count).sum();
        let mut room = most;
        let left = counts.map(|(verdict, count)| {
            let listed = count.min(room);
            room -= listed;
            (verdict, listed)
        });
        (all > most).then_some(Self { left, all, most })
    }

    /// Leaves out of the next proposal what there is no room for.
    pub fn shorten(&mut self, proposal: &mut ProposalReport) {
        proposal.findings.retain(|finding| self.take(finding));
    }

    fn take(&mut self, finding: &Finding) -> bool {
        let mut left = self.left.iter_mut();
        let own = left.find(|(verdict, left)| *verdict == finding.verdict && *left > 0);
        own.map(|(_, left)| *left -= 1).is_some()
    }

    /// Says how many are left out.
    pub fn notice(&self) -> Notice {
        Notice {
            code: LEFT_OUT.to_owned(),
            message: format!(
                "{} of {} findings are not listed here; outcomes and counts are those of all",
                self.all - self.most,
                self.all
            ),
            help: Some("see `--format json`, or raise `findings` under `[limits]`".to_owned()),
            at: None,
            related: Vec::new(),
        }
    }
}
