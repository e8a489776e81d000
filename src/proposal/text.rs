//! Small questions about the text of a file that several adapters ask.

use crate::source::Span;

/// The length of the byte order mark at the start of a text, 0 where there is none.
pub(super) fn mark_length(text: &str) -> usize {
    const MARK: char = '\u{feff}';
    if text.starts_with(MARK) { MARK.len_utf8() } else { 0 }
}

/// The nearest place at or before `at` that is not within a character.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The word at a place, so that there is something to underline: up to the next white space, or where nothing is left on
/// the line, the last character before it.
pub(super) fn word_at(text: &str, at: usize) -> Span {
    let at = floor(text, at);
    let (before, after) = text.split_at(at);
    let word = after.find(char::is_whitespace).unwrap_or(after.len());
    if word > 0 {
        return Span::new(at, at + word);
    }
    let end = before.trim_end().len();
    let last = before.trim_end().chars().next_back().map_or(0, char::len_utf8);
    Span::new(end - last, end)
}

/// The digits a text starts with.
pub(super) fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The digits a text ends with.
pub(super) fn trailing_digits(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_never_empty_while_there_is_text() {
        let text = "牛肉 ab\n ";
        for (at, expected) in [(0, "牛肉"), (1, "牛肉"), (7, "ab"), (9, "b"), (99, "b")] {
            let span = word_at(text, at);
            assert_eq!(&text[span.start..span.end], expected, "at {at}");
        }
        assert_eq!(word_at("", 0), Span::new(0, 0));
    }
}
