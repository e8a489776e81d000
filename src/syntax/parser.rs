//! Reads one sentence, and each clause beneath it, with the grammar.

use std::borrow::Cow;

use super::ast::{Clause, Sentence};
use super::build;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::grammar::{self, Rule, careful};
use super::layout::{Block, Piece};
use super::limits::{self, Limits};
use super::mistakes;
use super::reader::Tree;
use crate::source::Span;
use pest::Parser;

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
    let plain = plain_blanks(&body.text);
    let tree = read(&body, &plain, Rule::sentence, limits, errors)?;
    let (statement, span) = build::statement(&body, tree.pair()?, limits, errors)?;
    Some(Sentence { label: block.label, span, statement, clauses })
}

fn clause(piece: &Piece<'_>, limits: &Limits, errors: &mut Vec<SyntaxError>) -> Option<Clause> {
    let plain = plain_blanks(&piece.text);
    let tree = read(piece, &plain, Rule::clause, limits, errors)?;
    build::clause(piece, tree.pair()?, limits, errors)
}

/// Parses a piece, given with plain blanks, within the limits.
fn read<'p>(
    piece: &Piece<'_>,
    plain: &'p str,
    entry: Rule,
    limits: &Limits,
    errors: &mut Vec<SyntaxError>,
) -> Option<Tree<'p>> {
    if let Some(error) = limits::exceeded(piece, limits) {
        errors.push(error);
        return None;
    }
    if let Some(tree) = grammar::read(entry, plain) {
        return Some(tree);
    }
    let fault = mistakes::hidden(piece).or_else(|| {
        let entry =
            if entry == Rule::clause { careful::Rule::clause } else { careful::Rule::sentence };
        let error = careful::Grammar::parse(entry, plain).err()?;
        Some(mistakes::explain(piece, entry, limits, &error))
    });
    errors.push(fault.unwrap_or_else(|| unreadable(piece)));
    None
}

/// For the case that the two parsers do not agree: no sentence is lost in silence.
fn unreadable(piece: &Piece<'_>) -> SyntaxError {
    let span = Span::new(piece.start, piece.start + piece.text.len());
    SyntaxError { kind: SyntaxErrorKind::Unreadable, span }
}

/// The text with a blank for each byte of other white space, as the grammar wants it.
pub(super) fn plain_blanks(text: &str) -> Cow<'_, str> {
    if text.bytes().fold(true, |all, byte| all & (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let other = |c: char| matches!(c, '\t' | '\r' | '\n' | '\u{a0}' | '\u{3000}');
    if !text.contains(other) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if other(c) => plain.extend(std::iter::repeat_n(' ', c.len_utf8())),
            c => plain.push(c),
        }
    }
    Cow::Owned(plain)
}
