//! One proposal (or facts file) as a tree in which every key and scalar knows its place and how it was written.
//! All formats give the same document.

use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::value::{self, Reading, ReadingNote, ScalarStyle};

/// A node of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

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

#[derive(Debug)]
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
            Content::Scalar { text, style } => Some(value::read_scalar(text, *style)),
            Content::Mapping(_) | Content::List(_) => None,
        }
    }

    /// Its JSON Pointer (RFC 6901), with keys as written.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut at = id;
        while let Some(node) = self.node(at) {
            let Some(parent) = node.parent else { break };
            steps.push(match (&node.key, node.index) {
                (Some(key), _) => key.text.replace('~', "~0").replace('/', "~1"),
                (None, index) => index.unwrap_or_default().to_string(),
            });
            at = parent;
        }
        steps.iter().rev().map(|step| format!("/{step}")).collect()
    }
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
        Self { document: Document { source, number, nodes: Vec::new() }, open: Vec::new() }
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
