//! The nodes of a tape.

use std::ops::Range;

use super::Unusual;
use super::bytes::{Short, short_number_at};
use super::children::Children;
use super::figure::Figure;
use super::keys::Keys;
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
    /// A list whose entries were looked at as they were read, and taken off the tape again.
    Passed,
}

impl Kind {
    /// True for what holds other nodes.
    #[inline]
    pub fn is_container(self) -> bool {
        match self {
            Self::Row | Self::List | Self::Mapping | Self::Schedule | Self::Passed => true,
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
    /// Of a number that was read: how many of its digits are decimals.
    places: u8,
    /// How many bytes the text of a scalar has.
    length: u16,
    /// The key it stands under; [`Symbol::NONE`] for items and for the whole.
    pub key: Symbol,
    /// First byte of its text.
    pub start: u32,
    /// Of a container, the place on the tape after all that it holds; of a number that was read, its digits.
    rest: u32,
}

/// Decimals of what was not read as a number.
const UNREAD: u8 = u8::MAX;

/// The same of a text that does not stand in the document as it is meant.
const ELSEWHERE: u8 = UNREAD - 1;

impl Node {
    /// Where the text of a scalar stands, in bytes; see [`Tape::text`].
    #[inline]
    fn span(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.length)
    }

    /// Of a container, the place on the tape after all that it holds.
    #[inline]
    pub fn after(&self) -> u32 {
        self.rest
    }

    /// A number, where it is short enough to have been read with the document.
    #[inline]
    pub fn figure(&self) -> Option<Figure> {
        (self.places < ELSEWHERE).then(|| Figure::short(self.rest as i32, self.places))
    }

    /// The same number in billionths, by which such numbers are compared without a look at their decimals.
    #[inline]
    pub fn billionths(&self) -> Option<i64> {
        Figure::short_billionths(self.rest as i32, self.places)
    }
}

/// How short numbers stand in a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// What they are.
    pub(super) kind: Kind,
    /// True where no blank is needed after a comma.
    pub(super) tight: bool,
}

/// A document as a row of nodes, each container before what it holds.
#[derive(Debug, Default)]
pub struct Tape {
    nodes: Vec<Node>,
    /// What texts with escapes mean.
    meant: String,
    open: Vec<u32>,
    /// For each symbol the last mapping that was closed with such a key.
    closed_with: Vec<u32>,
    closes: u32,
    /// How many nodes were taken off again.
    taken_off: usize,
}

/// Fewer bytes than most documents have for each of their nodes.
const BYTES_A_NODE: usize = 8;

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

    /// What a scalar says, as the careful reader has it; `document` is the text that was read onto the tape.
    #[inline]
    pub fn text<'t>(&'t self, node: &Node, document: &'t str) -> &'t str {
        let of = if node.places == ELSEWHERE { &self.meant } else { document };
        of.get(node.span()).unwrap_or_default()
    }

    /// The same in bytes.
    #[inline]
    pub fn bytes<'t>(&'t self, node: &Node, document: &'t str) -> &'t [u8] {
        let of = if node.places == ELSEWHERE { &self.meant } else { document };
        of.as_bytes().get(node.span()).unwrap_or_default()
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// How many there are with those that were taken off again.
    #[inline]
    pub(super) fn passed(&self) -> usize {
        self.nodes.len() + self.taken_off
    }

    /// What the root holds before one of its containers, while it is still open.
    pub fn before(&self, top: u32) -> Children<'_> {
        Children { nodes: self.nodes.get(1..top as usize).unwrap_or_default(), at: 1 }
    }

    /// Takes off what was read from an entry on, with the texts that are kept for it.
    pub fn take_off(&mut self, entry: u32) {
        let off = self.nodes.get(entry as usize..).unwrap_or_default();
        self.taken_off += off.len();
        if !self.meant.is_empty()
            && let Some(first) = off.iter().find(|node| node.places == ELSEWHERE)
        {
            self.meant.truncate(first.start as usize);
        }
        self.nodes.truncate(entry as usize);
    }

    /// Marks a list all of whose entries were taken off.
    pub fn pass(&mut self, list: u32) {
        if let Some(node) = self.nodes.get_mut(list as usize) {
            node.kind = Kind::Passed;
        }
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
            Some(node) if node.kind.is_container() => Extent { first: at + 1, after: node.rest },
            _ => Extent { first: 0, after: 0 },
        };
        let nodes = self.nodes.get(extent.first as usize..extent.after as usize);
        Children { nodes: nodes.unwrap_or_default(), at: extent.first }
    }

    /// What stands under a key of a mapping, or else under another.
    #[inline]
    pub fn child(&self, at: u32, key: Symbol, other: Symbol) -> Option<u32> {
        let mut next = at + 1;
        let after = self.node(at)?.rest;
        let mut found = None;
        while next < after {
            let node = self.node(next)?;
            if node.key == key {
                return Some(next);
            }
            if node.key == other {
                found = Some(next);
            }
            next = if node.kind.is_container() { node.rest } else { next + 1 };
        }
        found
    }

    /// True for a container that holds nothing.
    pub fn is_bare(&self, at: u32) -> bool {
        self.node(at).is_some_and(|node| node.kind.is_container() && node.rest == at + 1)
    }

    /// Empties it, and makes room for a text of so many bytes.
    pub(super) fn start(&mut self, bytes: usize) {
        self.clear();
        // what is not used of it costs nothing, where growing would copy what is there
        self.nodes.reserve(bytes / BYTES_A_NODE);
    }

    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.taken_off = 0;
        self.open.clear();
        self.meant.clear();
    }

    /// A scalar with its text; texts are no longer than [`super::LONGEST`].
    #[inline]
    pub(super) fn scalar(&mut self, kind: Kind, key: Symbol, start: usize, end: usize) {
        let length = end.saturating_sub(start) as u16;
        self.nodes.push(Node { kind, places: UNREAD, length, key, start: start as u32, rest: 0 });
    }

    /// Where a text with escapes is to be put as it is meant.
    pub(super) fn meant(&mut self) -> &mut String {
        &mut self.meant
    }

    /// A scalar whose text is what was put into [`Tape::meant`] from `start` on.
    pub(super) fn scalar_elsewhere(&mut self, kind: Kind, key: Symbol, start: usize) {
        self.scalar(kind, key, start, self.meant.len());
        if let Some(node) = self.nodes.last_mut() {
            node.places = ELSEWHERE;
        }
    }

    /// A number that was read on the way.
    #[inline]
    pub(super) fn number(&mut self, key: Symbol, start: usize, end: usize, figure: Figure) {
        match figure.as_short() {
            Some((units, places)) => {
                let short = Short { units, places, length: end.saturating_sub(start) };
                self.short_number(Kind::Number, key, start, short);
            }
            None => self.scalar(Kind::Number, key, start, end),
        }
    }

    /// The same of one that is certainly short: `units / 10^places`, of nine decimals at most.
    #[inline]
    pub(super) fn short_number(&mut self, kind: Kind, key: Symbol, start: usize, short: Short) {
        let Short { units, places, length } = short;
        let (start, length, rest) = (start as u32, length as u16, units as u32);
        self.nodes.push(Node { kind, places, length, key, start, rest });
    }

    /// As many short numbers of a row as follow each other from a place on; where they end, and whether that is the bracket
    /// that closes the row. If not, another value must follow.
    #[inline]
    pub(super) fn short_numbers(&mut self, row: Row, bytes: &[u8], from: usize) -> (usize, bool) {
        let mut at = from;
        while let Some((short, next)) = short_number_at(bytes, at) {
            let end = at + short.length;
            let blank = bytes.get(end + 1) == Some(&b' ');
            match next {
                b',' if blank || row.tight => {}
                b']' => {}
                _ => break,
            }
            self.short_number(row.kind, Symbol::NONE, at, short);
            if next == b']' {
                return (end, true);
            }
            at = end + 1 + usize::from(blank);
        }
        (at, false)
    }

    /// A container, of which [`Tape::end`] is to be called once all that it holds is there.
    #[inline]
    pub(super) fn begin(&mut self, kind: Kind, key: Symbol, start: usize) -> u32 {
        let at = self.nodes.len() as u32;
        self.scalar(kind, key, start, start);
        at
    }

    /// Ends a container.
    #[inline]
    pub(super) fn end(&mut self, at: u32, kind: Kind) {
        let after = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(at as usize) {
            node.kind = kind;
            node.rest = after;
        }
    }

    /// What a mapping is that ends here, none of whose keys is stated twice.
    #[inline]
    pub(super) fn told_apart(
        &mut self,
        at: u32,
        keys: Keys,
        symbols: &Symbols,
    ) -> Result<Kind, Unusual> {
        if keys.late {
            let extent = Extent { first: at + 1, after: self.nodes.len() as u32 };
            return self.mapping(extent, symbols);
        }
        Ok(keys.kind())
    }

    /// How many containers are open, of those that [`Tape::open`] opened.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Opens a container, for readers that keep no account of what is open; [`Tape::close`] ends it.
    pub(super) fn open(&mut self, kind: Kind, key: Symbol, start: usize) {
        let at = self.begin(kind, key, start);
        self.open.push(at);
    }

    /// Closes the innermost container, whose place is returned.
    pub(super) fn close(&mut self, symbols: &Symbols) -> Result<u32, Unusual> {
        let at = self.open.pop().ok_or(Unusual)?;
        let extent = Extent { first: at + 1, after: self.nodes.len() as u32 };
        let kind = match self.nodes.get(at as usize).ok_or(Unusual)?.kind {
            Kind::Mapping => self.mapping(extent, symbols)?,
            _ => self.list(extent),
        };
        self.end(at, kind);
        Ok(at)
    }

    /// The container of the root that is open.
    pub(super) fn open_top(&self) -> Option<u32> {
        self.open.get(1).copied()
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
            timed = timed && child.key.is_time();
        }
        Ok(if timed { Kind::Schedule } else { Kind::Mapping })
    }

    fn list(&self, extent: Extent) -> Kind {
        let items = self.nodes.get(extent.first as usize..extent.after as usize);
        let plain = items.unwrap_or_default().iter().all(|item| !item.kind.is_container());
        if plain { Kind::Row } else { Kind::List }
    }
}
