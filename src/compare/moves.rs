//! What was changed between two proposals, and which verdicts changed with it.

mod touched;
mod tree;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::name::Name;
use crate::proposal::Document;
use crate::report::{Finding, ProposalReport, Verdict};

use touched::{Changes, Touched};
use tree::Tree;

/// What was changed between a proposal and the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Move {
    /// The earlier proposal, from 0.
    pub from: usize,
    /// The later one.
    pub to: usize,
    /// The terms that say something else, in the order of the later proposal; then those that are gone.
    pub terms: Vec<TermMove>,
    /// The rules with another verdict, in the order of the rules.
    pub verdicts: Vec<VerdictMove>,
}

/// A term that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TermMove {
    /// JSON Pointer, with keys as the later proposal writes them, or as the earlier one does where the term is gone.
    pub path: String,
    /// The same in words: `quota of pork`.
    pub term: String,
    /// As it was written; null where it was not there.
    pub old: Option<String>,
    /// As it is written now; null where it is gone.
    pub new: Option<String>,
    /// The verdicts that changed and rest on it.
    pub verdicts: Vec<VerdictMove>,
}

/// A rule with another verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerdictMove {
    /// The rule.
    pub rule: String,
    /// On the earlier proposal.
    pub old: Verdict,
    /// On the later one.
    pub new: Verdict,
}

/// What tells one proposal from another and is no term of the deal.
const TITLES: [&str; 7] = ["proposal", "name", "title", "agreement", "talks", "date", "round"];

/// The changes between each proposal and the next.
pub(super) fn moves(proposals: &[ProposalReport], documents: &[Document]) -> Vec<Move> {
    let named: HashMap<(&str, usize), &Document> =
        documents.iter().map(|one| ((one.source().name(), one.number()), one)).collect();
    let document = |one: &ProposalReport| named.get(&(&*one.file, one.document)).copied();
    let trees: Vec<Option<Tree<'_>>> =
        proposals.iter().map(|one| document(one).map(Tree::of)).collect();
    let pairs = proposals.iter().zip(&trees).zip(proposals.iter().zip(&trees).skip(1));
    let of_pair = |(at, ((old, before), (new, after))): (usize, (Side<'_>, Side<'_>))| Move {
        from: at,
        to: at + 1,
        terms: match (before, after) {
            (Some(before), Some(after)) => terms((old, before), (new, after)),
            (None, _) | (_, None) => Vec::new(),
        },
        verdicts: changed(old, new).filter_map(|(old, new)| verdict(old, new)).collect(),
    };
    pairs.enumerate().map(of_pair).collect()
}

/// A proposal with its document.
type Side<'a> = (&'a ProposalReport, &'a Option<Tree<'a>>);

/// The findings of one rule on two proposals, where verdict or margin differ.
fn changed<'a>(
    old: &'a ProposalReport,
    new: &'a ProposalReport,
) -> impl Iterator<Item = (&'a Finding, &'a Finding)> {
    old.findings.iter().zip(&new.findings).filter(|(old, new)| touched::differ(old, new))
}

fn verdict(old: &Finding, new: &Finding) -> Option<VerdictMove> {
    let (rule, old, new) = (new.rule.clone(), old.verdict, new.verdict);
    (old != new).then_some(VerdictMove { rule, old, new })
}

fn terms(
    (old, before): (&ProposalReport, &Tree<'_>),
    (new, after): (&ProposalReport, &Tree<'_>),
) -> Vec<TermMove> {
    let mut terms = tree::changes(before, after);
    let mut rested = vec![false; terms.len()];
    let by_path = Changes::of(&terms);
    let about = changed(old, new).map(|(was, is)| {
        let touched = Touched::by((was, old, before), (is, new, after));
        (touched.among(&by_path), verdict(was, is))
    });
    for (those, verdict) in about.collect::<Vec<_>>() {
        for at in those {
            if let (Some(term), Some(rested)) = (terms.get_mut(at), rested.get_mut(at)) {
                *rested = true;
                term.told.verdicts.extend(verdict.clone());
            }
        }
    }
    let said = terms.into_iter().zip(rested);
    said.filter(|(term, rested)| *rested || !is_title(&term.path))
        .map(|(term, _)| term.told)
        .collect()
}

fn is_title(path: &[Name]) -> bool {
    matches!(path, [only] if TITLES.contains(&only.as_str()))
}
