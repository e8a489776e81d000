//! Reports for people, where there is more than anyone reads: the gravest findings, and how many there are besides.

use super::{Finding, Notice, Report, Verdict};

/// The code of findings that are not listed.
const LEFT_OUT: &str = "dealbreaker::report::findings_left_out";

impl Report {
    /// The report with at most this many findings, the gravest, in their order; a notice says how many are left out.
    /// Counts and outcomes stay those of all. `None` where there are no more than that.
    pub fn shortened(&self, most: usize) -> Option<Report> {
        let all: usize = self.proposals.iter().map(|proposal| proposal.findings.len()).sum();
        if all <= most {
            return None;
        }
        let mut room = room(self, most);
        let mut report = self.clone();
        for proposal in &mut report.proposals {
            proposal.findings.retain(|finding| take(&mut room, finding));
        }
        report.notices.push(Notice {
            code: LEFT_OUT.to_owned(),
            message: format!(
                "{} of {all} findings are not listed here; outcomes and counts are those of all",
                all - most
            ),
            help: Some("see `--format json`, or raise `findings` under `[limits]`".to_owned()),
            at: None,
            related: Vec::new(),
        });
        Some(report)
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

/// How many findings of each verdict are listed.
fn room(report: &Report, most: usize) -> [(Verdict, usize); 6] {
    let findings = || report.proposals.iter().flat_map(|proposal| &proposal.findings);
    let mut left = most;
    GRAVEST.map(|verdict| {
        let count = findings().filter(|finding| finding.verdict == verdict).count().min(left);
        left -= count;
        (verdict, count)
    })
}

fn take(room: &mut [(Verdict, usize); 6], finding: &Finding) -> bool {
    let own = room.iter_mut().find(|(verdict, left)| *verdict == finding.verdict && *left > 0);
    own.map(|(_, left)| *left -= 1).is_some()
}
