//! Reads one sentence, and each clause beneath it, with the grammar.

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Clause, Sentence};
use super::build;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::grammar::{Grammar, Rule};
use super::layout::{Block, Piece};
use super::limits::{self, Limits};
use super::mistakes;

/// Reads a sentence with its clauses; `None` where the sentence itself has a fault.
pub(super) fn sentence(
    block: Block<'_>,
    limits: &Limits,
    errors: &mut Vec<SyntaxError>,
) -> Option<Sentence> {
    let clauses: Vec<Clause> =
        block.clauses.iter().filter_map(|piece| clause(piece, limits, errors)).collect();
    let body = block.body?;
    if body.text.is_empty() {
        // where the label is wrong, that was said
        let label = block.label.map(|label| label.span);
        errors.extend(label.map(|span| SyntaxError { kind: SyntaxErrorKind::NoSentence, span }));
        return None;
    }
    let pair = read(&body, Rule::sentence, limits, errors)?;
    let (statement, span) = build::statement(&body, pair, limits, errors)?;
    Some(Sentence { label: block.label, span, statement, clauses })
}

fn clause(piece: &Piece<'_>, limits: &Limits, errors: &mut Vec<SyntaxError>) -> Option<Clause> {
    let pair = read(piece, Rule::clause, limits, errors)?;
    build::clause(piece, pair, limits, errors)
}

/// Parses a piece, within the limits.
fn read<'p>(
    piece: &'p Piece<'_>,
    entry: Rule,
    limits: &Limits,
    errors: &mut Vec<SyntaxError>,
) -> Option<Pair<'p, Rule>> {
    if let Some(error) = limits::exceeded(piece, limits) {
        errors.push(error);
        return None;
    }
    match Grammar::parse(entry, &piece.text) {
        Ok(mut pairs) => pairs.next(),
        Err(error) => {
            let hidden = mistakes::hidden(piece);
            errors.push(hidden.unwrap_or_else(|| mistakes::explain(piece, entry, limits, &error)));
            None
        }
    }
}
