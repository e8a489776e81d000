//! What came of the rules on a document.

use super::{Plan, Planned};
use crate::report::{Force, Verdict};

/// What came of the rules on one document.
#[derive(Debug, Default)]
pub struct Judged {
    /// The place of each rule that was judged on its own, and its verdict before any waiver; `None` where only the careful
    /// evaluator can tell.
    pub each: Vec<(u32, Option<Verdict>)>,
    /// The verdicts of all others.
    pub found: Found,
}

impl Judged {
    /// Leaves every rule to the careful evaluator.
    pub fn leave(&mut self, plan: &Plan<'_>) {
        self.found = Found::default();
        self.each.clear();
        self.each.extend((0..plan.rules.len() as u32).map(|rule| (rule, None)));
    }
}

/// How often each verdict was found, by the force of the rules.
#[derive(Debug, Default)]
pub struct Found([[usize; 6]; 4]);

impl Found {
    /// Notes the verdict of so many sentences; a waiver in force hides what is broken or unknown.
    #[inline]
    pub fn add(&mut self, planned: &Planned<'_>, verdict: Verdict, sentences: usize) {
        let verdict = match verdict {
            Verdict::Broken | Verdict::Unknown if planned.waived => Verdict::Waived,
            other => other,
        };
        let counts = self.0.get_mut(planned.force as usize);
        if let Some(count) = counts.and_then(|counts| counts.get_mut(verdict as usize)) {
            *count += sentences;
        }
    }

    /// The verdicts that were found, and how often.
    pub fn verdicts(&self) -> impl Iterator<Item = (Force, Verdict, usize)> {
        Force::ALL.into_iter().zip(&self.0).flat_map(|(force, counts)| {
            let found = Verdict::ALL.into_iter().zip(counts).filter(|(_, count)| **count > 0);
            found.map(move |(verdict, count)| (force, verdict, *count))
        })
    }
}
