//! Chains of names, followed on a tape. Mirrors `eval::lookup` and `eval::entries`, as far as those are plain.

use super::desk::Plain;
use super::{Beyond, Path, SharedPath, Sight, Spelling, Start};
use crate::tape::{self, Kind, Node, Symbol, Tape};
use crate::value::{Reading, ScalarStyle, may_be_mark, read_if_mark};

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is not stated.
    Missing(Missing),
    /// It is agreed not to be there.
    Absent,
    /// It is there without an agreed value, or empty.
    NotAgreed,
    /// It cannot be told.
    Unknown,
}

/// What is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Missing {
    /// Its name.
    pub(super) name: Spelling,
    /// True where nothing of the chain is there.
    pub(super) nowhere: bool,
    /// True for the entry of a party.
    pub(super) party: bool,
}

/// What a chain leads to.
pub(super) type Found = Result<u32, Trouble>;

/// How far into what differs by time a chain leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// To the node itself.
    Node,
    /// Into what differs by party, and into schedules with keys.
    Entries,
    /// Into lists of plain values, too.
    Values,
}

/// The entries of a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leaves {
    /// It does not differ.
    One(Found),
    /// The items of a list of plain values, from year 1 on.
    Row(u32),
    /// The entries of a mapping by party.
    Parties(u32),
}

const NOT_AGREED: Found = Err(Trouble::NotAgreed);

impl Sight<'_, '_> {
    /// What a chain leads to, as far as it goes without entries.
    #[inline]
    pub(super) fn follow(&mut self, path: &Path) -> Result<Found, Beyond> {
        let Some(chain) = path.chain else { return self.follow_anew(path) };
        let chain = chain as usize;
        if let Some(Some(found)) = self.desk.chains.get(chain) {
            return Ok(*found);
        }
        let found = self.follow_anew(path)?;
        if let Some(known) = self.desk.chains.get_mut(chain) {
            *known = Some(found);
            self.desk.followed = true;
        }
        Ok(found)
    }

    fn follow_anew(&mut self, path: &Path) -> Result<Found, Beyond> {
        let (mut found, steps) = match (self.in_column(path), path.steps.split_first()) {
            (Some(field), Some((_, rest))) => (field, rest),
            _ => (self.start(&path.start)?, &*path.steps),
        };
        for step in steps {
            if let Ok(at) = found {
                self.plain_owner(at)?;
                found = self.field(at, *step)?;
            }
        }
        match found {
            Ok(at) if self.is_passed(at) => Err(Beyond),
            found => Ok(found),
        }
    }

    fn start(&mut self, start: &Start) -> Result<Found, Beyond> {
        match start {
            Start::Name(name, slots) => self.plain(*name, *slots),
            Start::Thing => self.desk.thing.ok_or(Beyond),
            Start::Its(its) => self.its(its.0, &its.1),
        }
    }

    /// The field of the first owner that has it; else it is missing where it belongs.
    fn its(&mut self, name: Spelling, owners: &[SharedPath]) -> Result<Found, Beyond> {
        let mut lacking: Option<Found> = None;
        for owner in owners {
            let found = match self.follow(owner)? {
                Ok(at) => self.its_field(at, name)?,
                trouble => trouble,
            };
            if found.is_ok() {
                return Ok(found);
            }
            let belongs = |found: &Found| matches!(found, Err(Trouble::Missing(m)) if !m.nowhere);
            if lacking.is_none() || (belongs(&found) && !lacking.as_ref().is_some_and(belongs)) {
                lacking = Some(found);
            }
        }
        lacking.ok_or(Beyond)
    }

    /// What differs by party into plain values has no fields.
    fn its_field(&mut self, at: u32, name: Spelling) -> Result<Found, Beyond> {
        if self.differs_by_party(at) {
            let plain = |node: &Node| !node.kind.is_container() && self.mark(node).is_none();
            let all = self.tape.children(at).all(|(_, entry)| plain(entry));
            let missing = Missing { name, nowhere: false, party: false };
            return if all { Ok(Err(Trouble::Missing(missing))) } else { Err(Beyond) };
        }
        self.plain_owner(at)?;
        self.field(at, name)
    }

    /// A name without an owner.
    #[inline]
    fn plain(&self, name: Spelling, slots: [u32; 2]) -> Result<Found, Beyond> {
        for slot in slots {
            match self.under(slot)? {
                Plain::One(at) => return Ok(Ok(at)),
                Plain::Several => return Err(Beyond),
                Plain::Nothing => {}
            }
        }
        Ok(Err(Trouble::Missing(Missing { name, nowhere: true, party: false })))
    }

    /// What stands in a slot.
    #[inline]
    pub(super) fn under(&self, slot: u32) -> Result<Plain, Beyond> {
        self.desk.plain.get(slot as usize).copied().ok_or(Beyond)
    }

    /// Something whose fields are asked for must not differ by party or time itself.
    fn plain_owner(&self, at: u32) -> Result<(), Beyond> {
        let schedule = self.node(at).is_some_and(|node| node.kind == Kind::Schedule);
        if schedule || self.differs_by_party(at) { Err(Beyond) } else { Ok(()) }
    }

    #[inline]
    fn field(&self, at: u32, name: Spelling) -> Result<Found, Beyond> {
        let missing = Err(Trouble::Missing(Missing { name, nowhere: false, party: false }));
        let node = self.node(at).ok_or(Beyond)?;
        match node.kind {
            Kind::Mapping => {
                let found = self.tape.child(at, name.exact, name.other);
                let lacking = if self.tape.is_bare(at) { NOT_AGREED } else { missing };
                Ok(found.map_or(lacking, Ok))
            }
            Kind::List | Kind::Passed => self.item(at, name),
            Kind::Schedule | Kind::Row => Err(Beyond),
            Kind::Null | Kind::False | Kind::True | Kind::Number | Kind::Quoted | Kind::Plain => {
                Ok(match self.mark(node) {
                    Some(Mark::Absent) => Err(Trouble::Absent),
                    Some(Mark::Open | Mark::Offered) => NOT_AGREED,
                    None => missing,
                })
            }
        }
    }

    /// A list has no fields, unless an item is called so.
    fn item(&self, list: u32, name: Spelling) -> Result<Found, Beyond> {
        let called = self.plan.marks.called;
        let is_code = |symbol| self.symbols.is_code(symbol);
        if is_code(name.exact) || is_code(name.other) {
            return Err(Beyond);
        }
        let met = |symbol: Symbol| {
            let met = self.desk.met.get(symbol.place());
            met.is_some_and(|(document, _)| *document == self.desk.document)
        };
        // the first look at the document noted what items of top-level lists are called
        let known = self.tape.children(Tape::ROOT).any(|(top, _)| top == list);
        if known && (met(name.exact) || met(name.other)) {
            return Err(Beyond);
        }
        for (item, node) in self.tape.children(list) {
            if known && node.kind == Kind::Mapping {
                continue;
            }
            let coded = |field: &Node| {
                !called.contains(&field.key) || tape::symbols::is_code(self.text_of(field))
            };
            let plain = node.kind == Kind::Mapping
                && self.tape.children(item).all(|(_, field)| coded(field));
            if !plain {
                return Err(Beyond);
            }
        }
        // one thing of many cannot be told; of the only one it is missing
        let items = match self.is_passed(list) {
            true => self.desk.passed_entries,
            false => self.tape.children(list).take(2).count(),
        };
        let missing = Missing { name, nowhere: false, party: false };
        Ok(Err(if items == 1 { Trouble::Missing(missing) } else { Trouble::Unknown }))
    }

    /// True for a list whose entries were taken off the tape.
    fn is_passed(&self, at: u32) -> bool {
        self.node(at).is_some_and(|node| node.kind == Kind::Passed)
    }

    /// True where a chain leads somewhere.
    pub(super) fn leads_somewhere(&mut self, path: &Path) -> Result<bool, Beyond> {
        Ok(self.follow(path)?.is_ok())
    }

    /// What a scalar says of itself instead of a value.
    pub(super) fn mark(&self, node: &Node) -> Option<Mark> {
        let style = match node.kind {
            Kind::Null => return Some(Mark::Open),
            Kind::False => return Some(Mark::Absent),
            Kind::True | Kind::Number => return None,
            Kind::Quoted | Kind::Plain if !may_be_mark(self.text_of(node).as_bytes()) => {
                return None;
            }
            Kind::Quoted => ScalarStyle::Quoted,
            Kind::Plain => ScalarStyle::Plain,
            Kind::Row | Kind::List | Kind::Mapping | Kind::Schedule | Kind::Passed => return None,
        };
        match read_if_mark(self.text_of(node), style)? {
            Reading::Value(_) => None,
            Reading::Open => Some(Mark::Open),
            Reading::Offered => Some(Mark::Offered),
            Reading::Absent => Some(Mark::Absent),
        }
    }

    /// The entries that a chain stands for.
    pub(super) fn leaves(&mut self, path: &Path, depth: Depth) -> Result<Leaves, Beyond> {
        if let Some(party) = path.party
            && !self.is_party(party)
        {
            return Ok(Leaves::One(Err(Trouble::Unknown)));
        }
        let found = self.follow(path)?;
        let Ok(at) = found else { return Ok(Leaves::One(found)) };
        if depth == Depth::Node {
            return Ok(Leaves::One(found));
        }
        if self.differs_by_party(at) {
            let Some(party) = path.party else {
                return if path.year.is_none() { Ok(Leaves::Parties(at)) } else { Err(Beyond) };
            };
            let entry = self.tape.children(at).find(|(_, child)| child.key == party);
            let missing = Missing {
                name: Spelling { exact: party, other: party },
                nowhere: false,
                party: true,
            };
            return match entry {
                Some((child, _)) => self.over_time(child, path.year, depth),
                None => Ok(Leaves::One(Err(Trouble::Missing(missing)))),
            };
        }
        self.over_time(at, path.year, depth)
    }

    /// The entries of something that does not differ by party, or at a year.
    fn over_time(&self, at: u32, year: Option<u32>, depth: Depth) -> Result<Leaves, Beyond> {
        let node = self.node(at).ok_or(Beyond)?;
        match node.kind {
            Kind::Schedule | Kind::Passed => Err(Beyond),
            Kind::Row if depth == Depth::Values && !self.tape.is_bare(at) => Ok(match year {
                None => Leaves::Row(at),
                // each value is in force until the next, the last one for good
                Some(year) => Leaves::One(Ok((at + year).min(node.after() - 1))),
            }),
            _ => Ok(Leaves::One(Ok(at))),
        }
    }

    /// Every entry, one after the other. Entries of parties that differ further are beyond a plan.
    pub(super) fn each_leaf(
        &mut self,
        leaves: Leaves,
        depth: Depth,
        mut look: impl FnMut(&mut Self, Found) -> Result<(), Beyond>,
    ) -> Result<(), Beyond> {
        match leaves {
            Leaves::One(found) => look(self, found),
            Leaves::Row(at) => {
                let after = self.node(at).map_or(at, |node| node.after());
                (at + 1..after).try_for_each(|item| look(self, Ok(item)))
            }
            Leaves::Parties(at) => {
                let tape: &Tape = self.tape;
                for (child, _) in tape.children(at) {
                    match self.over_time(child, None, depth)? {
                        Leaves::One(found) => look(self, found)?,
                        Leaves::Row(_) | Leaves::Parties(_) => return Err(Beyond),
                    }
                }
                Ok(())
            }
        }
    }
}

/// What a scalar can say of itself instead of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Offered,
    Absent,
}
