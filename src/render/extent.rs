//! How far a place reaches, for formats that mark it from end to end.

use super::Sources;
use crate::report::Place;
use crate::source::Span;

/// The end of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// The line of its last character.
    pub(super) line: usize,
    /// The column after its last character.
    pub(super) column: usize,
    /// Bytes from its start to its end.
    pub(super) length: usize,
}

impl Extent {
    /// The end of a place whose text is at hand. White space at its end is not meant: the span of
    /// a mapping ends with the blank lines after it.
    pub(super) fn of(place: &Place, sources: &Sources) -> Option<Self> {
        let source = sources.get(&place.file)?;
        let span = Span::new(place.offset, place.offset.saturating_add(place.length));
        // Counted from the place's own start: a line may have 30 MB.
        let text = source.slice(span).trim_end();
        let last = text.rsplit('\n').next().unwrap_or_default();
        let lines = text.matches('\n').count();
        let before = if lines == 0 { place.column } else { 1 };
        Some(Self {
            line: place.line + lines,
            column: before + last.chars().count(),
            length: text.len(),
        })
    }
}
