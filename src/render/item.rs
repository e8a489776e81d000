//! Verdicts as trackers count them: one for each subject of a quantified rule, each with a name that
//! stays the same from run to run.
//!
//! A tracker compares a run with the one before and shows what is new. Were a rule about every
//! product one entry, a second product that breaks it would never be shown.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::words::wants_attention;
use crate::report::{Finding, Place, ProposalReport, Verdict};

/// A finding, or one subject of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) proposal: &'a ProposalReport,
    /// The finding of the whole rule.
    pub(super) rule: &'a Finding,
    /// The subject; the finding itself where the rule is not quantified.
    pub(super) part: &'a Finding,
}

impl<'a> Item<'a> {
    /// All items of a proposal, in the order of its findings. A rule that asks for no attention is
    /// one item; so is what a rule leaves unlisted of its subjects.
    pub(super) fn all(proposal: &'a ProposalReport) -> impl Iterator<Item = Self> {
        proposal.findings.iter().flat_map(move |rule| {
            let mut parts = Vec::new();
            leaves(rule, &mut parts);
            parts.into_iter().map(move |part| Self { proposal, rule, part })
        })
    }

    /// The verdict without a waiver.
    pub(super) fn bare(&self) -> Verdict {
        match (&self.part.waiver, self.part.verdict) {
            (Some(waiver), Verdict::Waived) => waiver.verdict,
            (_, verdict) => verdict,
        }
    }

    /// True where a waiver is in force: it is granted for the rule, and with it for each subject.
    pub(super) fn is_waived(&self) -> bool {
        self.rule.verdict == Verdict::Waived
            && matches!(self.bare(), Verdict::Broken | Verdict::Unknown | Verdict::Waived)
    }

    /// True where it is to be shown to people.
    pub(super) fn wants_attention(&self) -> bool {
        wants_attention(self.part.verdict)
    }

    /// The place in the proposal, or else the rule.
    pub(super) fn place(&self) -> &'a Place {
        self.part.data.first().unwrap_or(&self.part.at)
    }
}

/// The subjects that ask for attention, and the finding itself where they are not all of it.
fn leaves<'a>(finding: &'a Finding, out: &mut Vec<&'a Finding>) {
    let open: Vec<&Finding> =
        finding.parts.iter().filter(|part| wants_attention(part.verdict)).collect();
    let counted = finding.part_counts.map_or(open.len(), |counts| {
        Verdict::ALL.into_iter().filter(|one| wants_attention(*one)).map(|one| counts.of(one)).sum()
    });
    if open.is_empty() || counted > open.len() || !wants_attention(finding.verdict) {
        out.push(finding);
    }
    if wants_attention(finding.verdict) {
        open.into_iter().for_each(|part| leaves(part, out));
    }
}

/// Gives each item its name.
#[derive(Debug, Default)]
pub(super) struct Names {
    seen: HashMap<[u8; 32], u32>,
}

impl Names {
    /// A digest of what an item is about: rule, file, path and subject, but neither line nor value
    /// nor verdict, so that it survives edits elsewhere and a value that is still too low. Items
    /// that are equal in all of it are numbered.
    pub(super) fn name(&mut self, item: &Item<'_>) -> String {
        let path = item.part.data.first().and_then(|place| place.path.as_deref());
        let document = item.proposal.document.to_string();
        let key = digest(&[
            "finding",
            item.proposal.check.as_deref().unwrap_or_default(),
            &item.rule.rule,
            &item.proposal.file,
            &document,
            path.unwrap_or_default(),
            item.part.subject.as_deref().unwrap_or_default(),
        ]);
        self.numbered(key)
    }

    /// The same of a notice or an error.
    pub(super) fn of(&mut self, code: &str, place: Option<&Place>, message: &str) -> String {
        let file = place.map_or("", |place| place.file.as_str());
        self.numbered(digest(&["notice", code, file, message]))
    }

    fn numbered(&mut self, key: [u8; 32]) -> String {
        let times = self.seen.entry(key).or_insert(0);
        *times += 1;
        let key = if *times == 1 { key } else { digest(&[&hex(&key), &times.to_string()]) };
        hex(&key)
    }
}

fn digest(fields: &[&str]) -> [u8; 32] {
    let mut sum = Sha256::new();
    for field in fields {
        // With its length, so that no field can pass for the end of the one before it.
        sum.update((field.len() as u64).to_be_bytes());
        sum.update(field.as_bytes());
    }
    sum.finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
