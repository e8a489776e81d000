//! From pairs of the grammar to the tree, one file for each part of a sentence.
//!
//! A builder function gives `None` only where a fault was noted, or where the grammar and the builder
//! disagree; the caller then notes one, so that no sentence is lost in silence.

mod clause;
mod condition;
mod fault;
mod holding;
mod list;
mod literal;
mod noun;
mod predicate;
mod readings;
mod reference;
mod refuse;
mod refuse_claim;
mod rule;
mod statement;
mod value;

use std::iter::Peekable;

use super::ast::{Clause, Name, Statement, Text};
use super::error::{SyntaxError, SyntaxErrorKind};
use super::grammar::Rule;
use super::layout::Piece;
use super::limits::Limits;
use super::reader::{Pair, Pairs};
use super::text::{collapsed, unquoted};
use crate::source::Span;

/// Builds the statement of a sentence, with its place.
pub(super) fn statement(
    piece: &Piece<'_>,
    pair: Pair<'_>,
    limits: &Limits,
    errors: &mut Vec<SyntaxError>,
) -> Option<(Statement, Span)> {
    let mut builder = Builder::new(piece, limits);
    let statement = pair.into_inner().next()?;
    let span = builder.span(&statement);
    let built = builder.statement(statement);
    builder.hand_over(built.map(|built| (built, span)), errors)
}

/// Builds a clause.
pub(super) fn clause(
    piece: &Piece<'_>,
    pair: Pair<'_>,
    limits: &Limits,
    errors: &mut Vec<SyntaxError>,
) -> Option<Clause> {
    let mut builder = Builder::new(piece, limits);
    let clause = pair.into_inner().next()?;
    let built = builder.clause(clause);
    builder.hand_over(built, errors)
}

/// Builds one sentence or clause, and notes what is wrong with its meaning.
struct Builder<'p> {
    text: &'p str,
    limits: &'p Limits,
    /// Where the text starts in the file.
    base: usize,
    errors: Vec<SyntaxError>,
    /// Times that follow a value that is a name, until their subject is known.
    loose_times: Vec<Span>,
    /// How deep the part being built lies.
    depth: usize,
}

impl<'p> Builder<'p> {
    fn new(piece: &'p Piece<'_>, limits: &'p Limits) -> Self {
        Self {
            text: &piece.text,
            limits,
            base: piece.start,
            errors: Vec::new(),
            loose_times: Vec::new(),
            depth: 0,
        }
    }

    /// What was built, where nothing was wrong with it.
    fn hand_over<T>(mut self, built: Option<T>, errors: &mut Vec<SyntaxError>) -> Option<T> {
        if built.is_none() && self.errors.is_empty() {
            let span = Span::new(self.base, self.base + self.text.len());
            self.fail(span, SyntaxErrorKind::Unreadable);
        }
        let sound = self.errors.is_empty();
        errors.append(&mut self.errors);
        built.filter(|_| sound)
    }

    fn fail(&mut self, span: Span, kind: SyntaxErrorKind) {
        self.errors.push(SyntaxError { kind, span });
    }

    /// Builds a part that can hold others of its kind, unless it lies too deep.
    fn deeper<'t, T>(
        &mut self,
        pair: Pair<'t>,
        build: fn(&mut Self, Pair<'t>) -> Option<T>,
    ) -> Option<T> {
        if self.depth >= self.limits.deepest_tree() {
            return self.too_deep(self.span(&pair));
        }
        self.depth += 1;
        let built = build(self, pair);
        self.depth -= 1;
        built
    }

    /// Notes that a part lies too deep, unless something is wrong already.
    fn too_deep<T>(&mut self, span: Span) -> Option<T> {
        if self.errors.is_empty() {
            self.fail(span, SyntaxErrorKind::TooDeep { limit: self.limits.nesting });
        }
        None
    }

    /// The place of a pair in the file, without white space at its end.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let start = self.base + pair.place().0;
        Span::new(start, start + self.source(pair).len())
    }

    /// How a pair is written, without white space at its end.
    fn source(&self, pair: &Pair<'_>) -> &'p str {
        let (start, end) = pair.place();
        let written = self.text.get(start..end).unwrap_or_default();
        // a word has the blank behind it, as a rule one
        match written.as_bytes() {
            [.., b'!'..=b'~'] => written,
            [word @ .., b' '] if matches!(word, [.., b'!'..=b'~']) => {
                written.get(..word.len()).unwrap_or_default()
            }
            _ => written.trim_end(),
        }
    }

    /// The words of a place, white space collapsed.
    fn words(&self, span: Span) -> String {
        collapsed(self.slice(span.start, span.end))
    }

    fn slice(&self, start: usize, end: usize) -> &'p str {
        self.text
            .get(start.saturating_sub(self.base)..end.saturating_sub(self.base))
            .unwrap_or_default()
    }

    /// The sentence with other words at a place.
    fn sentence_with(&self, span: Span, words: &str) -> String {
        let before = self.slice(self.base, span.start);
        let after = self.slice(span.end, self.base + self.text.len());
        let sentence = collapsed(&format!("{before}{words}{after}"));
        sentence.strip_suffix('.').map(str::to_owned).unwrap_or(sentence)
    }

    fn name(&mut self, pair: Pair<'_>) -> Name {
        let span = self.span(&pair);
        let written = self.source(&pair);
        let quoted = written.starts_with('"');
        if !quoted {
            self.refuse_except(written, span);
        }
        let text = if quoted { unquoted(written) } else { collapsed(written) };
        Name { text, quoted, span }
    }

    fn text(&self, pair: Pair<'_>) -> Text {
        Text { text: unquoted(self.source(&pair)), span: self.span(&pair) }
    }
}

/// The pairs inside a pair, taken one after the other.
struct Parts<'t>(Peekable<Pairs<'t>>);

impl<'t> Parts<'t> {
    fn of(pair: Pair<'t>) -> Self {
        Self(pair.into_inner().peekable())
    }

    fn next(&mut self) -> Option<Pair<'t>> {
        self.0.next()
    }

    fn peek(&mut self) -> Option<Rule> {
        self.0.peek().map(Pair::as_rule)
    }

    /// The next pair, where it is of this rule.
    fn take(&mut self, form: Rule) -> Option<Pair<'t>> {
        self.0.next_if(|pair| pair.as_rule() == form)
    }

    /// Steps over a pair of this rule; true where there was one.
    fn skip(&mut self, form: Rule) -> bool {
        self.take(form).is_some()
    }
}
