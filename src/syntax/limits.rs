//! What is too deep or too long to be read, found before the grammar sees it.
//!
//! The grammar recurses on the machine's stack, and so does whoever walks the tree. A sentence that a
//! person can read comes nowhere near these limits.

use super::error::{SyntaxError, SyntaxErrorKind};
use super::layout::Piece;
use crate::source::Span;

/// What the text of a rule file may ask for. Each limit has an error of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The deepest nesting, counted in parentheses, or in conditions, values, nouns and holdings that lie in one another.
    pub nesting: usize,
    /// The longest sentence or clause, in bytes.
    pub sentence_bytes: usize,
    /// The most sentences of a file.
    pub sentences: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nesting: 64, sentence_bytes: 64 << 10, sentences: 100_000 }
    }
}

impl Limits {
    /// The deepest tree: parentheses alone must not reach it.
    pub(crate) fn deepest_tree(&self) -> usize {
        self.nesting + 8
    }
}

/// How many filters one sentence may have: where a sentence is faulty, each that lies in another may be read twice.
const MOST_FILTERS: usize = 20;

/// The limit that a piece exceeds.
pub(super) fn exceeded(piece: &Piece<'_>, limits: &Limits) -> Option<SyntaxError> {
    let limit = limits.sentence_bytes;
    if piece.text.len() > limit {
        let span = Span::new(piece.start, piece.start + piece.text.len());
        return Some(SyntaxError { kind: SyntaxErrorKind::TooLong { limit }, span });
    }
    if is_too_short(&piece.text, limits.nesting) {
        return None;
    }
    let (span, kind) = too_deep(&piece.text, limits.nesting)?;
    Some(SyntaxError { kind, span: span.shifted(piece.start) })
}

/// True for a text, as most are, that has too few bytes to go too deep: a filter takes five of them, all else but a
/// parenthesis three.
fn is_too_short(text: &str, limit: usize) -> bool {
    let open = text.bytes().filter(|byte| *byte == b'(').count();
    open <= limit && text.len() < 3 * limit && text.len() < 5 * MOST_FILTERS
}

/// How deep a text has gone so far.
#[derive(Default)]
struct Depth {
    parentheses: usize,
    filters: usize,
    conditions: usize,
    /// `not not …`, `half of half of …`: how many in a row.
    run: usize,
}

impl Depth {
    fn word(&mut self, word: &str) {
        let is_one = |known: &[&str]| known.iter().any(|one| word.eq_ignore_ascii_case(one));
        match word {
            "" => {}
            _ if is_one(&["whose", "with", "that"]) => self.filters += 1,
            _ if is_one(&["if"]) => self.conditions += 1,
            _ if is_one(&["not", "never", "ever", "always", "half", "twice"]) => self.run += 1,
            _ if is_one(&["of"]) => {}
            _ if word.ends_with('%') => self.run += 1,
            _ => self.run = 0,
        }
    }

    fn exceeded(&self, limit: usize) -> Option<SyntaxErrorKind> {
        let deepest = self.parentheses.max(self.run).max(self.conditions);
        if deepest > limit {
            return Some(SyntaxErrorKind::TooDeep { limit });
        }
        let kind = SyntaxErrorKind::TooManyFilters { limit: MOST_FILTERS };
        (self.filters > MOST_FILTERS).then_some(kind)
    }
}

/// The place where a text goes too deep.
fn too_deep(text: &str, limit: usize) -> Option<(Span, SyntaxErrorKind)> {
    let edge = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | ',');
    let (mut depth, mut in_text, mut start) = (Depth::default(), false, 0);
    for part in text.split_inclusive(edge) {
        if !in_text {
            depth.word(part.trim_end_matches(edge));
            match part.chars().last() {
                Some('(') => depth.parentheses += 1,
                Some(')') => depth.parentheses = depth.parentheses.saturating_sub(1),
                _ => {}
            }
        }
        in_text ^= part.ends_with('"');
        if let Some(kind) = depth.exceeded(limit) {
            return Some((Span::new(start, start + part.trim_end().len()), kind));
        }
        start += part.len();
    }
    None
}
