//! What stands behind the anchors of a YAML document.

use std::collections::HashMap;
use std::ops::Range;

use crate::source::Span;
use crate::value::ScalarStyle;

/// What an alias repeats.
#[derive(Debug, Clone)]
pub(super) enum Anchored {
    /// A mapping or list that is still open, and where it starts.
    Open(usize, Span),
    /// These nodes of the document.
    Nodes(Range<usize>),
    /// A key, which is no node.
    Key(String, ScalarStyle),
}

/// The anchors stated so far, by the number that the parser gives each.
#[derive(Debug, Default)]
pub(super) struct Anchors(HashMap<usize, Anchored>);

impl Anchors {
    /// Notes what stands behind an anchor; 0 is none.
    pub(super) fn set(&mut self, anchor: usize, anchored: Anchored) {
        if anchor > 0 {
            self.0.insert(anchor, anchored);
        }
    }

    /// The mapping or list of an anchor ends before node `end`.
    pub(super) fn close(&mut self, anchor: usize, end: usize) {
        if let Some(Anchored::Open(start, _)) = self.0.get(&anchor) {
            let nodes = Anchored::Nodes(*start..end);
            self.0.insert(anchor, nodes);
        }
    }

    /// What stands behind an anchor.
    pub(super) fn get(&self, anchor: usize) -> Option<Anchored> {
        self.0.get(&anchor).cloned()
    }
}
