//! What the quick reader is made of: a place in a text, the comparisons it makes there, and the pairs it notes.
//!
//! The reader itself is written from the grammar (`grammar/build`). It gives the tree that pest would give, which a test
//! holds it to, or none.

use std::ops::RangeInclusive;

use super::grammar::Rule;

/// How much of the stack is left for others: where there is less, the reader gives up.
const SPARE: usize = 192 << 10;

/// A rule that was read, and where. Those within it follow it.
#[derive(Debug, Clone, Copy)]
struct Node {
    rule: Rule,
    start: u32,
    end: u32,
    /// The first node behind those within it.
    next: u32,
}

/// A place in a text that is being read.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    nodes: Vec<Node>,
    depth: usize,
    /// True once it has given up.
    exhausted: bool,
}

/// A place to come back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    at: usize,
    nodes: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, nodes: Vec::with_capacity(48), depth: 0, exhausted: false }
    }

    /// What was read; `None` where the reader has given up.
    pub(super) fn tree(self) -> Option<Tree<'t>> {
        let fits = u32::try_from(self.text.len()).is_ok();
        (fits && !self.exhausted).then_some(Tree { text: self.text, nodes: self.nodes })
    }

    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    pub(super) fn mark(&self) -> Mark {
        Mark { at: self.at, nodes: self.nodes.len() }
    }

    #[inline(always)]
    pub(super) fn back<const L: bool>(&mut self, mark: Mark) {
        self.at = mark.at;
        if L {
            self.nodes.truncate(mark.nodes);
        }
    }

    #[inline(always)]
    pub(super) fn text<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let there = rest.first_chunk::<N>() == Some(text);
        if there {
            self.at += N;
        }
        there
    }

    pub(super) fn text_of_any_case(&mut self, text: &[u8]) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let there = rest.get(..text.len()).is_some_and(|rest| rest.eq_ignore_ascii_case(text));
        if there {
            self.at += text.len();
        }
        there
    }

    #[inline(always)]
    pub(super) fn byte(&mut self, range: RangeInclusive<u8>) -> bool {
        let there = self.peek().is_some_and(|byte| range.contains(&byte));
        self.at += usize::from(there);
        there
    }

    pub(super) fn character(&mut self, range: RangeInclusive<char>) -> bool {
        self.character_by(|c| range.contains(&c))
    }

    pub(super) fn character_by(&mut self, is_one: impl Fn(char) -> bool) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let taken = rest.chars().next().filter(|c| is_one(*c));
        self.at += taken.map_or(0, char::len_utf8);
        taken.is_some()
    }

    #[inline(always)]
    pub(super) fn any(&mut self) -> bool {
        match self.peek() {
            Some(0..0x80) => self.at += 1,
            Some(_) => return self.character_by(|_| true),
            None => return false,
        }
        true
    }

    pub(super) fn is_at_start(&self) -> bool {
        self.at == 0
    }

    pub(super) fn end<const L: bool>(&mut self, form: Rule) -> bool {
        let there = self.at == self.text.len();
        if there {
            let start = self.open::<L>();
            self.close::<L>(start, form, true);
        }
        there
    }

    /// Starts a pair, and says where it stands.
    #[inline(always)]
    pub(super) fn open<const L: bool>(&mut self) -> usize {
        if !L {
            return 0;
        }
        let start = self.at as u32;
        self.nodes.push(Node { rule: Rule::EOI, start, end: start, next: 0 });
        self.nodes.len() - 1
    }

    /// Ends a pair, or takes it back where nothing was read.
    #[inline(always)]
    pub(super) fn close<const L: bool>(&mut self, open: usize, form: Rule, read: bool) -> bool {
        if L {
            let (end, next) = (self.at as u32, self.nodes.len() as u32);
            match self.nodes.get_mut(open) {
                Some(node) if read => (node.rule, node.end, node.next) = (form, end, next),
                _ => self.nodes.truncate(open),
            }
        }
        read
    }

    /// Reads by a rule that may lie within itself, while there is room on the stack.
    #[inline(always)]
    pub(super) fn within(&mut self, read: impl FnOnce(&mut Self) -> bool) -> bool {
        self.depth += 1;
        if self.depth.is_multiple_of(16)
            && stacker::remaining_stack().is_some_and(|left| left < SPARE)
        {
            self.exhausted = true;
        }
        let read = !self.exhausted && read(self);
        self.depth -= 1;
        read
    }
}

/// What was read of a text.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    text: &'t str,
    nodes: Vec<Node>,
}

impl Tree<'_> {
    /// The outermost pair.
    pub(super) fn pair(&self) -> Option<Pair<'_>> {
        Pairs { text: self.text, nodes: &self.nodes, at: 0, end: self.nodes.len() }.next()
    }
}

/// A rule that was read, with those within it.
#[derive(Debug, Clone)]
pub(super) struct Pair<'t> {
    text: &'t str,
    nodes: &'t [Node],
    at: usize,
    node: Node,
}

impl<'t> Pair<'t> {
    #[inline]
    pub(super) fn as_rule(&self) -> Rule {
        self.node.rule
    }

    /// Where it starts and ends in its text.
    #[inline]
    pub(super) fn place(&self) -> (usize, usize) {
        (self.node.start as usize, self.node.end as usize)
    }

    /// How it is written.
    pub(super) fn as_str(&self) -> &'t str {
        let (start, end) = self.place();
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text that all was read from.
    pub(super) fn whole_text(&self) -> &'t str {
        self.text
    }

    /// The pair in it, where there is only one.
    pub(super) fn only(&self) -> Option<Pair<'t>> {
        let mut inner = self.clone().into_inner();
        inner.next().filter(|_| inner.next().is_none())
    }

    /// The pairs in it.
    #[inline]
    pub(super) fn into_inner(self) -> Pairs<'t> {
        let end = self.node.next as usize;
        Pairs { text: self.text, nodes: self.nodes, at: self.at + 1, end }
    }
}

/// Pairs side by side.
#[derive(Debug, Clone)]
pub(super) struct Pairs<'t> {
    text: &'t str,
    nodes: &'t [Node],
    at: usize,
    end: usize,
}

impl<'t> Iterator for Pairs<'t> {
    type Item = Pair<'t>;

    #[inline]
    fn next(&mut self) -> Option<Pair<'t>> {
        if self.at >= self.end {
            return None;
        }
        let (at, node) = (self.at, *self.nodes.get(self.at)?);
        self.at = node.next as usize;
        Some(Pair { text: self.text, nodes: self.nodes, at, node })
    }
}
