//! What of a report asks for attention, and in which order: the gravest first.

use super::words::{rank, wants_attention};
use crate::report::{Finding, Place, ProposalReport};

/// The findings that ask for attention. The rules' order is kept among findings of one weight.
pub(super) fn findings(proposal: &ProposalReport) -> Vec<&Finding> {
    sorted(&proposal.findings)
}

/// The subjects of a quantified rule that are worth a line.
pub(super) fn parts(finding: &Finding) -> Vec<&Finding> {
    sorted(&finding.parts)
}

fn sorted(all: &[Finding]) -> Vec<&Finding> {
    let mut shown: Vec<_> = all.iter().filter(|one| wants_attention(one.verdict)).collect();
    shown.sort_by_key(|finding| rank(finding));
    shown
}

/// The places in the proposal: of a quantified rule, those of the part that is listed first.
pub(super) fn data<'a>(finding: &'a Finding, parts: &[&'a Finding]) -> &'a [Place] {
    match parts.first() {
        Some(part) if !part.data.is_empty() => &part.data,
        _ => &finding.data,
    }
}

/// The one place to send a reader to: in the proposal, or else the rule.
pub(super) fn place(finding: &Finding) -> &Place {
    data(finding, &parts(finding)).first().unwrap_or(&finding.at)
}
