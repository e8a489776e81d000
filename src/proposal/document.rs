//! One proposal (or facts file) as a tree in which every key and scalar knows its place and how it was written.
//! All formats give the same document.

use std::ops::Range;

use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::value::{self, NumberLimits, Reading, ReadingNote, ScalarStyle};

/// A node of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The node at a place among all nodes of the document.
    pub(super) fn at(place: usize) -> Self {
        Self(place as u32)
    }

    /// Its place among all nodes of the document.
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Keys and what stands under them, in the order of the text.
    Mapping(Vec<NodeId>),
    /// Items, in the order of the text.
    List(Vec<NodeId>),
    /// A single value, as it was written: quotes removed and escapes resolved, nothing else.
    Scalar {
        /// The text.
        text: String,
        /// How it was written.
        style: ScalarStyle,
    },
}

/// The key under which a node stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// As written, quotes removed.
    pub text: String,
    /// Folded for comparison.
    pub name: Name,
    /// Its place, quotes included.
    pub span: Span,
}

impl Key {
    /// A key as it was written, at its place.
    pub fn new(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        let name = Name::new(&text);
        Self { text, name, span }
    }
}

#[derive(Debug, Clone)]
struct Node {
    parent: Option<NodeId>,
    key: Option<Key>,
    /// The place among the items of a list.
    index: Option<usize>,
    span: Span,
    content: Content,
}

/// A document: a tree of nodes over one source.
#[derive(Debug)]
pub struct Document {
    source: SharedSource,
    number: usize,
    nodes: Vec<Node>,
    numbers: NumberLimits,
}

impl Document {
    /// The text it was read from.
    pub fn source(&self) -> &SharedSource {
        &self.source
    }

    /// Which document of a multi-document file this is, from 0.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The node that holds all others.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The node in which this one stands.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    /// The key under which it stands, if it stands in a mapping.
    pub fn key(&self, id: NodeId) -> Option<&Key> {
        self.node(id)?.key.as_ref()
    }

    /// Its place among the items of a list, from 0; `None` where it stands in none.
    pub fn index(&self, id: NodeId) -> Option<usize> {
        self.node(id)?.index
    }

    /// What it holds.
    pub fn content(&self, id: NodeId) -> &Content {
        const NOTHING: &Content = &Content::List(Vec::new());
        self.node(id).map_or(NOTHING, |node| &node.content)
    }

    /// The place of the value: quotes, braces and brackets included.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).map(|node| node.span).unwrap_or_default()
    }

    /// The nodes directly under this one; none for a scalar.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        match self.content(id) {
            Content::Mapping(children) | Content::List(children) => children,
            Content::Scalar { .. } => &[],
        }
    }

    /// All nodes, in the order of the text, the root first.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The value of a scalar and what is to be said of how it is written; `None` for mappings and lists.
    pub fn reading(&self, id: NodeId) -> Option<(Reading, Option<ReadingNote>)> {
        match self.content(id) {
            Content::Scalar { text, style } => {
                Some(value::read_scalar_within(text, *style, self.numbers))
            }
            Content::Mapping(_) | Content::List(_) => None,
        }
    }

    /// Its JSON Pointer (RFC 6901), with keys as written.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut pointer = String::new();
        self.point(id, &mut pointer);
        pointer
    }

    /// Adds the steps down to a node. No document is so deep that this would take much of the stack.
    fn point(&self, id: NodeId, pointer: &mut String) {
        let Some(node) = self.node(id) else { return };
        let Some(parent) = node.parent else { return };
        self.point(parent, pointer);
        pointer.push('/');
        match &node.key {
            Some(key) if key.text.contains(['~', '/']) => {
                pointer.push_str(&key.text.replace('~', "~0").replace('/', "~1"));
            }
            Some(key) => pointer.push_str(&key.text),
            None => pointer.push_str(&node.index.unwrap_or_default().to_string()),
        }
    }
}

impl Node {
    /// The same node in a subtree that stands `by` nodes further on.
    fn moved(&self, by: u32) -> Self {
        let mut copy = self.clone();
        copy.parent = copy.parent.map(|parent| NodeId(parent.0 + by));
        if let Content::Mapping(children) | Content::List(children) = &mut copy.content {
            children.iter_mut().for_each(|child| child.0 += by);
        }
        copy
    }
}

/// How much a subtree holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its nodes, the top included.
    pub(super) nodes: usize,
    /// The bytes of its keys and scalars.
    pub(super) bytes: usize,
    /// How many containers stand within each other.
    pub(super) height: usize,
}

/// Builds a document from the outside in: open a container, add its children, close it.
#[derive(Debug)]
pub struct Builder {
    document: Document,
    open: Vec<NodeId>,
}

impl Builder {
    /// Starts document `number` of `source`.
    pub fn new(source: SharedSource, number: usize) -> Self {
        let numbers = NumberLimits::default();
        Self { document: Document { source, number, nodes: Vec::new(), numbers }, open: Vec::new() }
    }

    /// Takes numbers beyond these limits for text.
    #[must_use]
    pub fn within(mut self, numbers: NumberLimits) -> Self {
        self.document.numbers = numbers;
        self
    }

    /// Adds a scalar under the container that is open; `key` where that is a mapping.
    pub fn scalar(
        &mut self,
        key: Option<Key>,
        span: Span,
        text: String,
        style: ScalarStyle,
    ) -> NodeId {
        self.add(key, span, Content::Scalar { text, style })
    }

    /// Opens a mapping or list, given empty in `content`; what is added next stands in it, until [`Builder::close`].
    pub fn open(&mut self, key: Option<Key>, span: Span, content: Content) -> NodeId {
        let id = self.add(key, span, content);
        self.open.push(id);
        id
    }

    /// Closes the innermost open container, whose text ends at byte `end`.
    pub fn close(&mut self, end: usize) {
        if let Some(node) =
            self.open.pop().and_then(|id| self.document.nodes.get_mut(id.0 as usize))
        {
            node.span = Span::new(node.span.start, end);
        }
    }

    /// The tree as far as it is built.
    pub(super) fn so_far(&self) -> &Document {
        &self.document
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.document.nodes.len()
    }

    /// The innermost container that is open.
    pub(super) fn innermost(&self) -> Option<NodeId> {
        self.open.last().copied()
    }

    /// How many containers are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// How much a subtree holds; `within` are its nodes, which always stand side by side, its top first.
    pub(super) fn extent(&self, within: Range<usize>) -> Extent {
        let mut heights: Vec<usize> = Vec::with_capacity(within.len());
        let mut extent = Extent { nodes: within.len(), bytes: 0, height: 0 };
        for node in self.document.nodes.get(within.clone()).unwrap_or_default() {
            let above =
                node.parent.and_then(|parent| (parent.0 as usize).checked_sub(within.start));
            let height = above.and_then(|at| heights.get(at)).copied().unwrap_or_default();
            let (text, own) = match &node.content {
                Content::Scalar { text, .. } => (text.len(), 0),
                Content::Mapping(_) | Content::List(_) => (0, 1),
            };
            heights.push(height + own);
            extent.height = extent.height.max(height + own);
            extent.bytes += text + node.key.as_ref().map_or(0, |key| key.text.len());
        }
        extent
    }

    /// Adds a copy of a subtree that is closed. Its top stands under `key` and at `span`; what is in it keeps its places.
    pub(super) fn copy(&mut self, original: Range<usize>, key: Option<Key>, span: Span) {
        let shift = self.len().saturating_sub(original.start) as u32;
        let nodes: Vec<Node> = self
            .document
            .nodes
            .get(original)
            .unwrap_or_default()
            .iter()
            .map(|node| node.moved(shift))
            .collect();
        let mut nodes = nodes.into_iter();
        if let Some(top) = nodes.next() {
            self.add(key, span, top.content);
        }
        self.document.nodes.extend(nodes);
    }

    /// The finished document.
    pub fn finish(self) -> Document {
        self.document
    }

    fn add(&mut self, key: Option<Key>, span: Span, content: Content) -> NodeId {
        let id = NodeId(self.document.nodes.len() as u32);
        let parent = self.open.last().copied();
        let mut index = None;
        if let Some(above) = parent.and_then(|p| self.document.nodes.get_mut(p.0 as usize)) {
            match &mut above.content {
                Content::Mapping(children) => children.push(id),
                Content::List(children) => {
                    index = Some(children.len());
                    children.push(id);
                }
                Content::Scalar { .. } => {}
            }
        }
        self.document.nodes.push(Node { parent, key, index, span, content });
        id
    }
}
