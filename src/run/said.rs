//! What a run says beside the reports of its proposals.

use std::collections::{BTreeSet, HashSet};

use super::judging::Judged;
use super::secrecy::Curtain;
use crate::name::Name;
use crate::report::{Notice, Outcome, ProposalReport};

/// All that was said so far.
pub(super) struct Said<'c> {
    pub(super) notices: Once,
    pub(super) errors: Once,
    /// The proposals by the rules that are left out of the report.
    pub(super) hidden: Vec<ProposalReport>,
    /// The worst of the proposals.
    pub(super) outcome: Outcome,
    /// True where some rule got a verdict other than `not applicable`.
    pub(super) applied: bool,
    /// The names of facts that proposals have.
    pub(super) had: HashSet<Name>,
    curtain: Option<&'c Curtain>,
}

impl<'c> Said<'c> {
    /// What cannot be read comes first.
    pub(super) fn new(unread: Vec<Notice>, curtain: Option<&'c Curtain>) -> Self {
        let mut errors = Once::default();
        errors.extend(unread);
        Self {
            notices: Once::default(),
            errors,
            hidden: Vec::new(),
            outcome: Outcome::Acceptable,
            applied: false,
            had: HashSet::new(),
            curtain,
        }
    }

    /// True where anything could not be read or done.
    pub(super) fn failed(&self) -> bool {
        !self.errors.all.is_empty()
    }

    /// The report of a proposal, taken apart from all else that is to be said; `None` where it could not be read after all.
    pub(super) fn take(&mut self, judged: Result<Judged, Vec<Notice>>) -> Option<ProposalReport> {
        let judged = judged.map_err(|unread| self.errors.extend(unread)).ok()?;
        self.errors.extend(judged.strangers);
        self.notices.extend(judged.told.notices);
        self.errors.extend(judged.told.errors);
        self.applied |= judged.told.applied;
        self.had.extend(judged.had);
        if let Some(unseen) = judged.hidden {
            self.applied |= unseen.applied;
            self.errors.extend(unseen.errors);
            self.hidden.push(unseen.report);
        }
        let mut report = judged.told.report;
        self.outcome = self.outcome.max(report.outcome);
        if let Some(curtain) = self.curtain {
            curtain.hide_names(&mut report);
        }
        Some(report)
    }
}

/// A file, a document in it, and a byte.
type Spot = (String, Option<usize>, usize);

/// Notices, of which the same thing is said once.
#[derive(Default)]
pub(super) struct Once {
    all: Vec<Notice>,
    seen: BTreeSet<(String, String, Option<Spot>)>,
}

impl Once {
    pub(super) fn into_all(self) -> Vec<Notice> {
        self.all
    }
}

impl Extend<Notice> for Once {
    fn extend<I: IntoIterator<Item = Notice>>(&mut self, notices: I) {
        for notice in notices {
            let place = notice.at.as_ref().map(|at| (at.file.clone(), at.document, at.offset));
            if self.seen.insert((notice.code.clone(), notice.message.clone(), place)) {
                self.all.push(notice);
            }
        }
    }
}
