//! Puts together what an adapter reads, within the limits and without any key stated twice.

use std::collections::HashMap;
use std::ops::Range;

use super::document::{Builder, Content, Document, Key, NodeId};
use super::error::{Found, ProposalError, ProposalErrorKind, Relation};
use super::{Limits, Outcome};
use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::value::ScalarStyle;

/// `Err` where the document cannot be read any further.
pub(super) type Step<T> = Result<T, ProposalError>;

/// The most faults that are kept for one document: past these, more of them help no one.
pub(super) const MOST_ERRORS: usize = 100;

/// A document on its way.
pub(super) struct Assembly<'a> {
    builder: Builder,
    limits: &'a Limits,
    errors: Vec<ProposalError>,
    copied_nodes: usize,
    copied_bytes: usize,
}

impl<'a> Assembly<'a> {
    /// Starts document `number` of `source`.
    pub(super) fn new(source: &SharedSource, number: usize, limits: &'a Limits) -> Self {
        let builder = Builder::new(source.clone(), number).within(limits.numbers);
        Self { builder, limits, errors: Vec::new(), copied_nodes: 0, copied_bytes: 0 }
    }

    /// The tree as far as it is built.
    pub(super) fn so_far(&self) -> &Document {
        self.builder.so_far()
    }

    /// The text of a scalar, by its place among all nodes.
    pub(super) fn text_of(&self, place: usize) -> Option<&str> {
        let document = self.so_far();
        match document.content(NodeId::at(place)) {
            Content::Scalar { text, .. } => Some(text),
            Content::Mapping(_) | Content::List(_) => None,
        }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.builder.len()
    }

    /// The innermost container that is open.
    pub(super) fn innermost(&self) -> Option<NodeId> {
        self.builder.innermost()
    }

    /// True while nothing was read and nothing was wrong.
    pub(super) fn is_untouched(&self) -> bool {
        self.len() == 0 && self.errors.is_empty()
    }

    /// True once something was wrong.
    pub(super) fn has_failed(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Notes a fault past which reading goes on.
    pub(super) fn fail(&mut self, error: ProposalError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    /// Adds a scalar; `key` where a mapping is open.
    pub(super) fn scalar(
        &mut self,
        key: Option<Key>,
        span: Span,
        text: String,
        style: ScalarStyle,
    ) -> Step<NodeId> {
        self.admit(key.as_ref(), span, Found::Value)?;
        self.admit_text(&text, span)?;
        Ok(self.builder.scalar(key, span, text, style))
    }

    /// Opens a mapping.
    pub(super) fn open_mapping(&mut self, key: Option<Key>, span: Span) -> Step<NodeId> {
        self.admit(key.as_ref(), span, Found::Mapping)?;
        self.admit_depth(1, span)?;
        Ok(self.builder.open(key, span, Content::Mapping(Vec::new())))
    }

    /// Opens a list.
    pub(super) fn open_list(&mut self, key: Option<Key>, span: Span) -> Step<NodeId> {
        self.admit(key.as_ref(), span, Found::List)?;
        self.admit_depth(1, span)?;
        Ok(self.builder.open(key, span, Content::List(Vec::new())))
    }

    /// Closes the innermost container, whose text ends at `end`.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(container) = self.innermost() {
            for error in duplicates(self.so_far(), container) {
                self.fail(error);
            }
        }
        self.close_as_it_is(end);
    }

    /// Closes the innermost container without a look at its keys, which are known to be in disorder.
    pub(super) fn close_as_it_is(&mut self, end: usize) {
        self.builder.close(end);
    }

    /// Adds a copy of a subtree, for an alias at `span`.
    pub(super) fn copy(
        &mut self,
        original: Range<usize>,
        key: Option<Key>,
        span: Span,
    ) -> Step<()> {
        let extent = self.builder.extent(original.clone());
        let found = if extent.height == 0 { Found::Value } else { Found::Mapping };
        self.admit(key.as_ref(), span, found)?;
        self.admit_depth(extent.height, span)?;
        self.copied_nodes += extent.nodes;
        self.copied_bytes += extent.bytes;
        // Texts are copied too, and must not outgrow what a file could hold.
        if self.copied_nodes > self.limits.alias_nodes || self.copied_bytes > self.limits.file_bytes
        {
            let kind = ProposalErrorKind::TooManyAliases { limit: self.limits.alias_nodes };
            return Err(ProposalError::new(kind, span));
        }
        self.admit_nodes(extent.nodes, span)?;
        self.builder.copy(original, key, span);
        Ok(())
    }

    /// The document, or all that is wrong with it in the order of the text.
    pub(super) fn finish(mut self, outcome: Step<()>) -> Outcome {
        if let Err(error) = outcome {
            self.errors.push(error);
        } else if self.is_untouched() {
            self.errors.push(ProposalError::new(ProposalErrorKind::Empty, Span::default()));
        }
        if self.errors.is_empty() {
            return Ok(self.builder.finish());
        }
        self.errors.sort_by_key(|error| error.span);
        Err(self.errors)
    }

    fn admit(&self, key: Option<&Key>, span: Span, found: Found) -> Step<()> {
        if self.len() == 0 && found != Found::Mapping {
            return Err(ProposalError::new(ProposalErrorKind::NotAMapping { found }, span));
        }
        if let Some(key) = key {
            self.admit_text(&key.text, key.span)?;
        }
        self.admit_nodes(1, span)
    }

    fn admit_nodes(&self, more: usize, span: Span) -> Step<()> {
        if self.len() + more <= self.limits.nodes {
            return Ok(());
        }
        Err(ProposalError::new(ProposalErrorKind::TooManyNodes { limit: self.limits.nodes }, span))
    }

    fn admit_depth(&self, more: usize, span: Span) -> Step<()> {
        if self.builder.depth() + more <= self.limits.depth {
            return Ok(());
        }
        Err(ProposalError::new(ProposalErrorKind::TooDeep { limit: self.limits.depth }, span))
    }

    fn admit_text(&self, text: &str, span: Span) -> Step<()> {
        if text.len() <= self.limits.scalar_bytes {
            return Ok(());
        }
        let kind =
            ProposalErrorKind::TextTooLong { bytes: text.len(), limit: self.limits.scalar_bytes };
        // The start is enough to find it, and nothing that shows the place has to print all of it.
        Err(ProposalError::new(kind, Span::new(span.start, span.start)))
    }
}

/// The keys of a mapping that are the same name as one before them.
fn duplicates(document: &Document, container: NodeId) -> Vec<ProposalError> {
    let keys = document.children(container).iter().filter_map(|child| document.key(*child));
    repeated(keys)
}

/// How many keys are held against each other one by one.
const FEW: usize = 16;

/// The keys that are the same name as one before them.
pub(super) fn repeated<'k>(keys: impl Iterator<Item = &'k Key>) -> Vec<ProposalError> {
    let mut few: Vec<&Key> = Vec::new();
    let mut many: HashMap<&Name, &Key> = HashMap::new();
    let mut errors = Vec::new();
    for key in keys {
        let first = match few.len() < FEW {
            true => few.iter().find(|known| known.name == key.name).copied(),
            false => {
                if many.is_empty() {
                    many.extend(few.iter().map(|key| (&key.name, *key)));
                }
                many.get(&key.name).copied()
            }
        };
        match first {
            Some(first) if errors.len() < MOST_ERRORS => errors.push(stated_twice(key, first)),
            Some(_) => {}
            None if few.len() < FEW => few.push(key),
            None => {
                many.insert(&key.name, key);
            }
        }
    }
    errors
}

/// The fault of a key that stands where `first` stood already.
pub(super) fn stated_twice(key: &Key, first: &Key) -> ProposalError {
    let kind = ProposalErrorKind::DuplicateKey { key: key.text.clone(), first: first.text.clone() };
    ProposalError::new(kind, key.span).with(first.span, Relation::FirstStated)
}
