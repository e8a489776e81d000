//! One document as a plan sees it.

use super::desk::{Desk, Plain};
use super::{Beyond, Plan};
use crate::tape::symbols::is_code;
use crate::tape::{Kind, Node, Symbol, Symbols, Tape};

/// A document with all that is needed to judge it.
#[derive(Debug)]
pub struct Sight<'d, 'p> {
    pub(super) plan: &'d Plan<'p>,
    pub(super) text: &'d str,
    pub(super) tape: &'d Tape,
    pub(super) symbols: &'d Symbols,
    pub(super) desk: &'d mut Desk,
    /// True for each symbol of the rules that occurs in the run.
    pub(super) occurs: &'d [bool],
}

impl<'d, 'p> Sight<'d, 'p> {
    /// Looks at a document.
    ///
    /// # Errors
    /// Where its keys are in a disorder that is to be told of.
    pub fn new(
        plan: &'d Plan<'p>,
        text: &'d str,
        tape: &'d Tape,
        symbols: &'d mut Symbols,
        desk: &'d mut Desk,
        occurs: &'d [bool],
    ) -> Result<Self, Beyond> {
        desk.begin(plan);
        Survey { plan, text, tape, symbols: &mut *symbols, desk: &mut *desk, lists: false }
            .all()?;
        Ok(Self { plan, text, tape, symbols, desk, occurs })
    }

    pub(super) fn node(&self, at: u32) -> Option<&'d Node> {
        self.tape.node(at)
    }

    /// The text of a scalar.
    #[inline]
    pub(super) fn text_of(&self, node: &Node) -> &'d str {
        self.tape.text(node, self.text)
    }

    pub(super) fn is_party(&self, symbol: Symbol) -> bool {
        self.desk.is_party.get(symbol.place()).copied().unwrap_or_default()
    }

    /// True for a mapping with a party among its keys. The root and the list of parties itself are not values.
    #[inline]
    pub(super) fn differs_by_party(&self, at: u32) -> bool {
        // where one key is a party, all are
        self.desk.differs
            && at != Tape::ROOT
            && self.tape.children(at).next().is_some_and(|(_, child)| self.is_party(child.key))
            && !self.is_party_list(at)
    }

    fn is_party_list(&self, at: u32) -> bool {
        let called = |node: &Node| self.plan.marks.party_lists.contains(&node.key);
        self.node(at).is_some_and(called)
            && self.tape.children(Tape::ROOT).any(|(top, _)| top == at)
    }
}

/// The first look at a document: what stands where, and who negotiates.
pub(super) struct Survey<'d, 'p> {
    pub(super) plan: &'d Plan<'p>,
    pub(super) text: &'d str,
    pub(super) tape: &'d Tape,
    pub(super) symbols: &'d mut Symbols,
    pub(super) desk: &'d mut Desk,
    /// True where items of several lists could have one name.
    pub(super) lists: bool,
}

impl Survey<'_, '_> {
    pub(super) fn all(&mut self) -> Result<(), Beyond> {
        self.forget_parties();
        let tape = self.tape;
        let mut lists = 0;
        for (top, node) in tape.children(Tape::ROOT) {
            self.name(node.key, top, Tape::ROOT);
            self.parties_under(top, node);
            lists += usize::from(node.kind == Kind::List);
        }
        self.lists |= lists > 1;
        for (top, node) in tape.children(Tape::ROOT) {
            self.entries(top, node);
        }
        self.desk.differs = false;
        self.strangers_from(1)
    }

    /// Nobody negotiates but those whom the rules name.
    pub(super) fn forget_parties(&mut self) {
        let desk = &mut *self.desk;
        for party in desk.parties.drain(..) {
            desk.is_party.iter_mut().skip(party.place()).take(1).for_each(|is| *is = false);
        }
        for party in &self.plan.parties {
            self.party(*party);
        }
    }

    /// Notes that something has a name, and finds out where several places share one.
    fn name(&mut self, name: Symbol, at: u32, parent: u32) {
        if let Some(Some(slot)) = self.plan.slots.get(name.place())
            && let Some(plain) = self.desk.plain.get_mut(*slot as usize)
        {
            *plain = if *plain == Plain::Nothing { Plain::One(at) } else { Plain::Several };
            self.desk.named = true;
        }
        if self.desk.met.len() <= name.place() {
            self.desk.met.resize(self.symbols.len().max(name.place() + 1), (0, 0));
        }
        let Some(met) = self.desk.met.get_mut(name.place()) else { return };
        if met.0 != self.desk.document {
            *met = (self.desk.document, parent);
        } else if met.1 != parent {
            self.desk.shared.push(name);
        }
    }

    fn entries(&mut self, top: u32, node: &Node) {
        let tape = self.tape;
        match node.kind {
            Kind::Mapping | Kind::Schedule => {
                for (at, entry) in tape.children(top) {
                    self.name(entry.key, at, top);
                }
            }
            Kind::List => {
                for (at, entry) in tape.children(top) {
                    if matches!(entry.kind, Kind::Mapping | Kind::Schedule) {
                        self.item(at, top);
                    }
                }
            }
            Kind::Row
            | Kind::Passed
            | Kind::Null
            | Kind::False
            | Kind::True
            | Kind::Number
            | Kind::Quoted
            | Kind::Plain => {}
        }
    }

    /// An item of a list is called by its `name`, `id` and `hs`.
    pub(super) fn item(&mut self, at: u32, list: u32) {
        let tape = self.tape;
        for (_, field) in tape.children(at) {
            if self.plan.marks.called.contains(&field.key)
                && !field.kind.is_container()
                && let text = tape.text(field, self.text)
                && self.may_matter(text)
            {
                let name = self.symbols.of(text.trim());
                self.name(name, at, list);
            }
        }
    }

    /// False for a text that is certainly neither a name that rules look up nor one that keys have: most codes, and they
    /// are many.
    fn may_matter(&self, text: &str) -> bool {
        self.lists || !is_code(text) || self.symbols.has_codes()
    }

    fn party(&mut self, party: Symbol) {
        let desk = &mut *self.desk;
        if desk.is_party.len() <= party.place() {
            desk.is_party.resize(self.symbols.len().max(party.place() + 1), false);
        }
        if let Some(is @ false) = desk.is_party.get_mut(party.place()) {
            *is = true;
            desk.parties.push(party);
        }
    }

    pub(super) fn parties_under(&mut self, top: u32, node: &Node) {
        let tape = self.tape;
        let marks = self.plan.marks;
        if !marks.may_be(node.key) {
            return;
        }
        if marks.party_lists.contains(&node.key) {
            for (at, entry) in tape.children(top) {
                if entry.key != Symbol::NONE {
                    self.party(entry.key);
                } else if entry.kind.is_container() {
                    for (_, field) in tape.children(at) {
                        if marks.called.contains(&field.key) {
                            self.party_called(field);
                        }
                    }
                } else {
                    self.party_called(entry);
                }
            }
        } else if marks.party_keys.contains(&node.key) {
            self.party_called(node);
            for (_, item) in tape.children(top) {
                self.party_called(item);
            }
        }
    }

    fn party_called(&mut self, node: &Node) {
        if node.kind.is_container() {
            return;
        }
        let text = self.tape.text(node, self.text).trim();
        if !text.is_empty() {
            let party = self.symbols.of(text);
            self.party(party);
        }
    }

    /// A mapping that differs by party must not have other keys; looked for from a place on.
    pub(super) fn strangers_from(&mut self, first: u32) -> Result<(), Beyond> {
        if self.desk.parties.is_empty() {
            return Ok(());
        }
        let tape = self.tape;
        let is_party =
            |symbol: Symbol| self.desk.is_party.get(symbol.place()).copied().unwrap_or_default();
        let nodes = tape.nodes().get(first as usize..).unwrap_or_default();
        if !nodes.iter().any(|node| is_party(node.key)) {
            return Ok(());
        }
        let lists = self.plan.marks.party_lists;
        for (at, node) in (first..).zip(nodes) {
            if !matches!(node.kind, Kind::Mapping | Kind::Schedule) {
                continue;
            }
            let mut children = self.tape.children(at);
            let Some((_, first)) = children.next() else { continue };
            let mixed = children.any(|(_, child)| is_party(child.key) != is_party(first.key));
            let listed = || {
                lists.contains(&node.key)
                    && self.tape.children(Tape::ROOT).any(|(top, _)| top == at)
            };
            if mixed && !listed() {
                return Err(Beyond);
            }
        }
        self.desk.differs = true;
        Ok(())
    }
}
