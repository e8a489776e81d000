//! Texts that were read (rule files, proposals, facts) and places in them.

use std::sync::{Arc, OnceLock};

/// A range of bytes in one [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where it covers nothing.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The same span, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One text with its name as the user gave it.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Byte offset of the start of each line, found when a place is first asked for.
    lines: OnceLock<Vec<usize>>,
}

/// A source shared by all who point into it.
pub type SharedSource = Arc<Source>;

impl Source {
    /// Takes in a text. `name` is the path as given, written with `/`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SharedSource {
        Arc::new(Self { name: name.into(), text: text.into(), lines: OnceLock::new() })
    }

    /// The path as given, with `/`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, a byte order mark included, so that offsets are those of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span is not within the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Line and column of a byte offset, both from 1; columns count Unicode code points, and a
    /// byte order mark is not one of them.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| line_starts(&self.text));
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
        (line, column)
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_code_points_and_skip_the_byte_order_mark() {
        let source = Source::new("a.yaml", "\u{feff}牛: 1\r\nb: 2");
        assert_eq!(source.position(3), (1, 1));
        assert_eq!(source.position(3 + "牛: ".len()), (1, 4));
        let second = source.text().find('b').unwrap();
        assert_eq!(source.position(second), (2, 1));
    }

    #[test]
    fn a_position_past_the_end_is_the_end() {
        let source = Source::new("a", "ab\n");
        assert_eq!(source.position(99), (2, 1));
    }
}
