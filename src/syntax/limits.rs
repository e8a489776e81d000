//! What is too deep or too long to be read, found before the grammar sees it.

use super::error::{SyntaxError, SyntaxErrorKind};
use super::layout::Piece;
use crate::source::Span;

/// The longest sentence or clause, in bytes.
const LONGEST: usize = 64 * 1024;
/// The deepest nesting: parentheses, and words beneath which a whole condition or value can hang.
const DEEPEST: usize = 64;

/// The limit that a piece exceeds.
pub(super) fn exceeded(piece: &Piece<'_>) -> Option<SyntaxError> {
    if piece.text.len() > LONGEST {
        let span = Span::new(piece.start, piece.start + piece.text.len());
        return Some(SyntaxError { kind: SyntaxErrorKind::TooLong { limit: LONGEST }, span });
    }
    let span = too_deep(&piece.text)?.shifted(piece.start);
    Some(SyntaxError { kind: SyntaxErrorKind::TooDeep { limit: DEEPEST }, span })
}

/// The place where a text goes too deep.
fn too_deep(text: &str) -> Option<Span> {
    let (mut parentheses, mut words, mut in_text) = (0_usize, 0_usize, false);
    let mut start = 0;
    for part in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"')) {
        let word =
            part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'));
        if !in_text {
            words += usize::from(nests(word));
            match part.chars().last() {
                Some('(') => parentheses += 1,
                Some(')') => parentheses = parentheses.saturating_sub(1),
                _ => {}
            }
        }
        in_text ^= part.ends_with('"');
        if parentheses > DEEPEST || words > DEEPEST {
            return Some(Span::new(start, start + part.trim_end().len()));
        }
        start += part.len();
    }
    None
}

/// Words that can hang a whole condition, noun or value beneath them.
fn nests(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "not"
            | "never"
            | "ever"
            | "always"
            | "whose"
            | "with"
            | "that"
            | "each"
            | "every"
            | "if"
            | "half"
            | "twice"
    )
}
