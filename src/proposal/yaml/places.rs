//! From the parser's places, which count characters, to bytes of the file.

use crate::source::Span;

/// How many characters lie between two places whose bytes are kept.
const STRIDE: usize = 64;

/// The places of one document.
pub(super) struct Places<'t> {
    text: &'t str,
    /// Where the text starts in the file.
    base: usize,
    /// The byte of every `STRIDE`th character; empty where all are ASCII.
    bytes: Vec<usize>,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str, base: usize) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { text, base, bytes }
    }

    /// The byte of the file at which a character starts.
    pub(super) fn byte(&self, character: usize) -> usize {
        let within = if self.bytes.is_empty() {
            character.min(self.text.len())
        } else {
            let start = self.bytes.get(character / STRIDE).copied().unwrap_or(self.text.len());
            let rest = self.text.get(start..).unwrap_or_default();
            rest.char_indices()
                .nth(character % STRIDE)
                .map_or(self.text.len(), |(at, _)| start + at)
        };
        self.base + within
    }

    /// The span of an event.
    pub(super) fn span(&self, span: &saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }

    /// Where a value starts after the anchor and tag that the parser counts to it.
    pub(super) fn after_marks(&self, span: Span) -> usize {
        let mut rest = self.rest(span.start);
        while rest.starts_with(['&', '!']) {
            rest = skip_word(rest).trim_start();
            while rest.starts_with('#') {
                rest =
                    rest.find('\n').and_then(|at| rest.get(at..)).unwrap_or_default().trim_start();
            }
        }
        self.end() - rest.len()
    }

    /// The tag before a value, which an anchor may precede.
    pub(super) fn find_tag(&self, span: Span) -> Span {
        let mut rest = self.rest(span.start);
        if rest.starts_with('&') {
            rest = skip_word(rest).trim_start();
        }
        let start = self.end() - rest.len();
        Span::new(start, self.end() - skip_word(rest).len())
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at.saturating_sub(self.base)..).unwrap_or_default()
    }

    fn end(&self) -> usize {
        self.base + self.text.len()
    }
}

fn skip_word(text: &str) -> &str {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_become_bytes_however_long_the_text_is() {
        let text = "a牛é".repeat(100);
        let places = Places::new(&text, 7);
        for (character, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(places.byte(character), 7 + byte);
        }
        assert_eq!(places.byte(300), 7 + text.len());
        assert_eq!(places.byte(9999), 7 + text.len());
        assert_eq!(Places::new("abc", 1).byte(2), 3);
    }
}
