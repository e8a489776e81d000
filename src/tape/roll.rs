//! The nodes of a tape.

use super::Unusual;
use super::symbols::{Symbol, Symbols};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The format's own null.
    Null,
    /// The format's own false.
    False,
    /// The format's own true.
    True,
    /// A number as the format writes them.
    Number,
    /// A text in quotes; its place leaves the quotes out.
    Quoted,
    /// A text without quotes.
    Plain,
    /// A list of scalars only, empty or not.
    Row,
    /// Any other list.
    List,
    /// A mapping, empty or not.
    Mapping,
    /// A mapping all of whose keys may speak of time: a schedule, most likely.
    Schedule,
}

impl Kind {
    /// True for what holds other nodes.
    #[inline]
    pub fn is_container(self) -> bool {
        match self {
            Self::Row | Self::List | Self::Mapping | Self::Schedule => true,
            Self::Null | Self::False | Self::True | Self::Number | Self::Quoted | Self::Plain => {
                false
            }
        }
    }
}

/// A value in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The key it stands under; [`Symbol::NONE`] for items and for the whole.
    pub key: Symbol,
    /// First byte of its text.
    pub start: u32,
    /// One past the last byte of a scalar's text; of a container, the place on the tape after all that it holds.
    pub end: u32,
}

/// A document as a row of nodes, each container before what it holds.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    open: Vec<u32>,
    /// For each symbol the last mapping that was closed with such a key.
    closed_with: Vec<u32>,
    closes: u32,
    /// Texts that are no piece of the document; then the whole document with them behind it.
    own: String,
}

/// A container on a tape: its own place, and the place after what it holds.
#[derive(Debug, Clone, Copy)]
struct Extent {
    first: u32,
    after: u32,
}

impl Tape {
    /// The whole document.
    pub const ROOT: u32 = 0;

    /// The node at a place.
    #[inline]
    pub fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True before anything was read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, in the order of the text.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What a container holds, with the place of each; nothing for a scalar.
    pub fn children(&self, at: u32) -> Children<'_> {
        let extent = match self.node(at) {
            Some(node) if node.kind.is_container() => Extent { first: at + 1, after: node.end },
            _ => Extent { first: 0, after: 0 },
        };
        let nodes = self.nodes.get(extent.first as usize..extent.after as usize);
        Children { nodes: nodes.unwrap_or_default(), at: extent.first }
    }

    /// What stands under a key of a mapping.
    #[inline]
    pub fn child(&self, at: u32, key: Symbol) -> Option<u32> {
        let mut next = at + 1;
        let after = self.node(at)?.end;
        while next < after {
            let node = self.node(next)?;
            if node.key == key {
                return Some(next);
            }
            next = if node.kind.is_container() { node.end } else { next + 1 };
        }
        None
    }

    /// True for a container that holds nothing.
    pub fn is_bare(&self, at: u32) -> bool {
        self.node(at).is_some_and(|node| node.kind.is_container() && node.end == at + 1)
    }

    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.open.clear();
        self.own.clear();
    }

    /// The text to which the places of nodes belong: that of the document, with what was decoded behind it.
    pub fn text<'t>(&'t self, document: &'t str) -> &'t str {
        if self.own.is_empty() { document } else { &self.own }
    }

    /// Room for texts that are no piece of the document; their places follow on its end.
    pub(super) fn own(&mut self) -> &mut String {
        &mut self.own
    }

    /// Puts the document before the texts that were decoded.
    pub(super) fn seal(&mut self, document: &str) {
        if !self.own.is_empty() {
            self.own.insert_str(0, document);
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    #[inline]
    pub(super) fn scalar(&mut self, kind: Kind, key: Symbol, start: usize, end: usize) {
        self.nodes.push(Node { kind, key, start: start as u32, end: end as u32 });
    }

    pub(super) fn open(&mut self, kind: Kind, key: Symbol, start: usize) {
        self.open.push(self.nodes.len() as u32);
        self.nodes.push(Node { kind, key, start: start as u32, end: 0 });
    }

    /// The kind of the innermost open container.
    pub(super) fn innermost(&self) -> Option<Kind> {
        let at = *self.open.last()?;
        Some(self.nodes.get(at as usize)?.kind)
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self, symbols: &Symbols) -> Result<(), Unusual> {
        let at = self.open.pop().ok_or(Unusual)?;
        let extent = Extent { first: at + 1, after: self.nodes.len() as u32 };
        let kind = match self.nodes.get(at as usize).ok_or(Unusual)?.kind {
            Kind::Mapping => self.mapping(extent, symbols)?,
            _ => self.list(extent),
        };
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.kind = kind;
            node.end = extent.after;
        }
        Ok(())
    }

    /// A mapping in which no key is stated twice, and whether all its keys speak of time.
    fn mapping(&mut self, extent: Extent, symbols: &Symbols) -> Result<Kind, Unusual> {
        self.closes = self.closes.checked_add(1).ok_or(Unusual)?;
        if self.closed_with.len() < symbols.len() {
            self.closed_with.resize(symbols.len(), 0);
        }
        let nodes = self.nodes.get(extent.first as usize..extent.after as usize);
        let children = Children { nodes: nodes.unwrap_or_default(), at: extent.first };
        let mut timed = extent.after > extent.first;
        for (_, child) in children {
            let seen = self.closed_with.get_mut(child.key.place()).ok_or(Unusual)?;
            if *seen == self.closes {
                return Err(Unusual);
            }
            *seen = self.closes;
            timed = timed && symbols.is_time(child.key);
        }
        Ok(if timed { Kind::Schedule } else { Kind::Mapping })
    }

    fn list(&self, extent: Extent) -> Kind {
        let items = self.nodes.get(extent.first as usize..extent.after as usize);
        let plain = items.unwrap_or_default().iter().all(|item| !item.kind.is_container());
        if plain { Kind::Row } else { Kind::List }
    }
}

/// What a container holds, one after the other.
#[derive(Debug, Clone)]
pub struct Children<'t> {
    nodes: &'t [Node],
    at: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = (u32, &'t Node);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let first = self.nodes.first()?;
        let at = self.at;
        let next = if first.kind.is_container() { first.end } else { at + 1 };
        self.nodes = self.nodes.get((next - at) as usize..).unwrap_or_default();
        self.at = next;
        Some((at, first))
    }
}
