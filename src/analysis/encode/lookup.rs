//! Names looked up in the outline of a deal, as [`crate::eval`] looks them up in a proposal. What a rule speaks of and the
//! outline lacks is added to it.

mod spread;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::uses::Uses;
use super::why::Why;
use crate::analysis::moments::{Calendar, Slot};
use crate::analysis::sketch::{Sketch, Spot, Was};
use crate::model::{Reference, Root, Scope, Spelled, Term, Time, VariableId};
use crate::name::Name;
use crate::proposal::Document;
use crate::value::{Reading, Value};

pub use spread::spread;

/// One entry of what a name stands for.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Whose.
    pub party: Option<Name>,
    /// From when until when.
    pub slot: Option<Slot>,
    /// What.
    pub found: Found,
}

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Found {
    /// The last of these spots; the others are what it stands in.
    At(Vec<Spot>),
    /// A value that the rules define.
    Value(Value),
    /// Nobody can tell, whatever the deal.
    Unclear,
}

/// How far a name is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// To the spot itself.
    Spot,
    /// Into what differs by party or time.
    Entries,
    /// Into lists of plain values too.
    Values,
}

/// What stands for a variable.
#[derive(Debug, Clone)]
pub enum Binding<'a> {
    /// A thing of the outline.
    Thing(Spot),
    /// A thing that the rule names.
    Member(&'a Reference),
}

/// What is the same for all rules of a run.
#[derive(Debug)]
pub struct Setting {
    /// Who negotiates.
    pub parties: BTreeSet<Name>,
    /// Names that facts state.
    pub facts: BTreeSet<Name>,
    /// The day that the deal is looked at.
    pub as_of: Date,
    /// The proposal's `entry into force`.
    pub entry_into_force: Option<Date>,
    /// The given proposal.
    pub document: Option<std::sync::Arc<Document>>,
    /// True where a proposal is given: what it is silent on may be added, schedules are not.
    pub given: bool,
}

/// Looks up the names of one rule.
pub struct Finder<'a, 's> {
    /// The outline; it grows by what the rule speaks of.
    pub sketch: &'s mut Sketch,
    /// What is asked of each term.
    pub uses: &'s mut Uses,
    /// What is the same for all rules.
    pub setting: &'s Setting,
    /// The definitions that the rule sees.
    pub scope: &'a Scope,
    /// The names after `except`.
    pub except: &'a [Spelled],
    /// What stands for the variables.
    pub bindings: Vec<(VariableId, Binding<'a>)>,
    /// True while a schedule's `base` counts as an entry.
    pub keep_base: bool,
}

impl<'a> Finder<'a, '_> {
    pub(super) fn calendar(&self) -> Calendar {
        let defined = self.scope.year_one.as_ref().map(|defined| defined.what);
        Calendar { year_one: defined.or(self.setting.entry_into_force) }
    }

    /// The entries that a reference stands for.
    pub(super) fn lookup(
        &mut self,
        reference: &'a Reference,
        depth: Depth,
    ) -> Result<Vec<Cell>, Why> {
        self.lookup_at(reference, reference.time, depth)
    }

    /// The entries of a reference at another time.
    pub(super) fn lookup_at(
        &mut self,
        reference: &'a Reference,
        time: Option<Time>,
        depth: Depth,
    ) -> Result<Vec<Cell>, Why> {
        if reference.previous {
            return Err(Why::Round);
        }
        let party = reference.party.as_deref();
        if party.is_some_and(|party| !self.setting.parties.contains(&party.name)) {
            return Ok(vec![only(Found::Unclear)]);
        }
        let mut cells = self.root(reference)?;
        let mut picked = Picked::default();
        let wanted = Wanted { party, time };
        for step in &reference.steps {
            cells = self.expand(cells, wanted, &mut picked, Depth::Entries)?;
            cells =
                cells.into_iter().map(|cell| self.step(cell, step)).collect::<Result<_, _>>()?;
        }
        if depth == Depth::Spot {
            return Ok(cells);
        }
        self.note(&cells, wanted, picked);
        self.expand(cells, wanted, &mut picked, depth)
    }

    fn root(&mut self, reference: &'a Reference) -> Result<Vec<Cell>, Why> {
        match &reference.root {
            Root::Name(name) => self.plain(name, !reference.steps.is_empty()),
            Root::Variable(variable) => self.bound(*variable),
            Root::Its { name, owners } => self.its(name, owners),
        }
    }

    fn bound(&mut self, variable: VariableId) -> Result<Vec<Cell>, Why> {
        let found = self.bindings.iter().rev().find(|(bound, _)| *bound == variable);
        match found.map(|(_, binding)| binding.clone()) {
            Some(Binding::Thing(spot)) => Ok(vec![only(Found::At(self.path(spot)))]),
            Some(Binding::Member(member)) => self.lookup(member, Depth::Entries),
            None => Err(Why::Form("a name without its noun")),
        }
    }

    fn path(&self, spot: Spot) -> Vec<Spot> {
        self.sketch.path(spot).split_off(1)
    }

    fn plain(&mut self, name: &Spelled, thing: bool) -> Result<Vec<Cell>, Why> {
        let scope = self.scope;
        let other = name.name.other_number();
        if let Some(constant) =
            scope.constants.get(&name.name).or_else(|| scope.constants.get(&other))
        {
            if !self.sketch.plain(&name.name).is_empty() {
                return Err(Why::DefinedTwice(name.text.clone()));
            }
            return self.constant(&constant.what);
        }
        if let Some(alias) = scope.aliases.get(&name.name).or_else(|| scope.aliases.get(&other)) {
            if !self.sketch.plain(&name.name).is_empty() {
                return Err(Why::DefinedTwice(name.text.clone()));
            }
            return self.lookup(&alias.what, Depth::Entries);
        }
        if self.setting.facts.contains(&name.name) || self.setting.facts.contains(&other) {
            return Err(Why::Facts(name.text.clone()));
        }
        let spot = match self.sketch.plain(&name.name).as_slice() {
            [] => {
                let parent = if thing { self.sketch.collection() } else { self.sketch.root() };
                self.sketch.grow(parent, name)
            }
            [one] => *one,
            _ => return Err(Why::SeveralPlaces(name.text.clone())),
        };
        Ok(vec![only(Found::At(self.path(spot)))])
    }

    /// What a definition says: a literal, or what another name stands for.
    fn constant(&mut self, term: &'a Term) -> Result<Vec<Cell>, Why> {
        match term {
            Term::Value(value) => Ok(vec![only(Found::Value(value.clone()))]),
            Term::Reference(reference) => self.lookup(reference, Depth::Values),
            Term::Share { .. }
            | Term::Arithmetic { .. }
            | Term::Aggregate { .. }
            | Term::Count { .. } => Err(Why::Form("a definition that reckons")),
        }
    }

    /// `its A`: of the first owner that has an A, else of the first that could have one.
    fn its(&mut self, name: &Spelled, owners: &'a [Reference]) -> Result<Vec<Cell>, Why> {
        let mut could = None;
        let mut last = None;
        for owner in owners {
            let cells = self.lookup(owner, Depth::Entries)?;
            let spots: Vec<Spot> = cells.iter().filter_map(|cell| cell.last()).collect();
            if spots.iter().any(|spot| self.sketch.field(*spot, &name.name).is_some()) {
                could = Some(cells);
                break;
            }
            let holds =
                |spot: &Spot| !self.sketch.children(*spot).is_empty() && !self.is_spread(*spot);
            if could.is_none() && spots.iter().any(holds) {
                could = Some(cells.clone());
            }
            last = Some(cells);
        }
        let cells = could.or(last).unwrap_or_default();
        cells.into_iter().map(|cell| self.step(cell, name)).collect()
    }

    /// True for what differs by party or time.
    fn is_spread(&self, spot: Spot) -> bool {
        self.differs_by_party(spot) || self.calendar().schedule(self.sketch, spot).is_some()
    }

    fn step(&mut self, cell: Cell, step: &Spelled) -> Result<Cell, Why> {
        let Found::At(mut path) = cell.found else {
            return Ok(Cell { found: Found::Unclear, ..cell });
        };
        let Some(at) = path.last().copied() else {
            return Ok(Cell { found: Found::Unclear, ..cell });
        };
        let field = match self.sketch.field(at, &step.name) {
            Some(field) => field,
            None => match self.sketch.was(at) {
                Was::Scalar(Reading::Value(_) | Reading::Absent) => {
                    let name = self.sketch.key(at).map(|key| key.text.clone()).unwrap_or_default();
                    return Err(Why::NotAThing(name));
                }
                Was::List => return Err(Why::List(step.text.clone())),
                Was::Nothing | Was::Mapping | Was::Scalar(_) => self.sketch.grow(at, step),
            },
        };
        path.push(field);
        Ok(Cell { found: Found::At(path), ..cell })
    }

    /// True for a mapping with a party among its keys.
    pub(super) fn differs_by_party(&self, spot: Spot) -> bool {
        let key = self.sketch.key(spot).map(|key| key.name.as_str());
        let list_of_parties = self.sketch.parent(spot) == Some(self.sketch.root())
            && matches!(key, Some("partners" | "parties"));
        let party = |child: &Spot| {
            self.sketch.key(*child).is_some_and(|key| self.setting.parties.contains(&key.name))
        };
        spot != self.sketch.root()
            && !list_of_parties
            && self.sketch.children(spot).iter().any(party)
    }

    fn expand(
        &mut self,
        cells: Vec<Cell>,
        wanted: Wanted<'_>,
        picked: &mut Picked,
        depth: Depth,
    ) -> Result<Vec<Cell>, Why> {
        let mut open = cells;
        let mut done = Vec::new();
        for _ in 0..2 {
            let before = *picked;
            let mut next = Vec::new();
            for cell in open {
                match self.entries(&cell, wanted, (before, picked), depth)? {
                    Some(entries) => next.extend(entries),
                    None => done.push(cell),
                }
            }
            open = next;
        }
        done.extend(open);
        Ok(done)
    }

    fn entries(
        &mut self,
        cell: &Cell,
        wanted: Wanted<'_>,
        (before, picked): (Picked, &mut Picked),
        depth: Depth,
    ) -> Result<Option<Vec<Cell>>, Why> {
        let Found::At(path) = &cell.found else { return Ok(None) };
        let Some(at) = path.last().copied() else { return Ok(None) };
        if *self.sketch.was(at) == Was::List {
            let name = || self.sketch.key(at).map(|key| key.text.clone()).unwrap_or_default();
            return if depth == Depth::Values { Err(Why::List(name())) } else { Ok(None) };
        }
        if cell.party.is_none() && self.differs_by_party(at) {
            let party = wanted.party.filter(|_| !before.party);
            picked.party |= party.is_some();
            return self.by_party(cell, path, at, party).map(Some);
        }
        if cell.slot.is_some() {
            return Ok(None);
        }
        let Some(schedule) = self.calendar().schedule(self.sketch, at) else { return Ok(None) };
        let time = wanted.time.filter(|_| !before.time);
        picked.time |= time.is_some();
        let Some(entries) = self.calendar().in_force(&schedule, time, self.keep_base) else {
            let name = || self.sketch.key(at).map(|key| key.text.clone()).unwrap_or_default();
            return match self.setting.given {
                true => Err(Why::Entries(name())),
                false => Err(Why::Times(name())),
            };
        };
        let entry =
            |(slot, spot)| Cell { party: cell.party.clone(), slot, found: below(path, spot) };
        Ok(Some(entries.into_iter().map(entry).collect()))
    }

    fn by_party(
        &self,
        cell: &Cell,
        path: &[Spot],
        at: Spot,
        wanted: Option<&Spelled>,
    ) -> Result<Vec<Cell>, Why> {
        let entries = self.sketch.children(at).iter().filter_map(|child| {
            let key = self.sketch.key(*child)?;
            Some((key.name.clone(), *child))
        });
        if let Some(party) = wanted {
            let mut own = entries.filter(|(name, _)| *name == party.name);
            let Some((_, spot)) = own.next() else { return Err(Why::Entries(party.text.clone())) };
            return Ok(vec![Cell { party: None, slot: cell.slot, found: below(path, spot) }]);
        }
        let kept = entries.filter(|(name, _)| !self.except.iter().any(|not| not.name == *name));
        let own =
            |(name, spot)| Cell { party: Some(name), slot: cell.slot, found: below(path, spot) };
        Ok(kept.map(own).collect())
    }

    /// Notes at which times, and of whom, a rule names a term that is not in the given proposal.
    fn note(&mut self, cells: &[Cell], wanted: Wanted<'_>, picked: Picked) {
        for spot in cells.iter().filter_map(Cell::last) {
            if *self.sketch.was(spot) != Was::Nothing || self.setting.given {
                continue;
            }
            if let Some(party) = wanted.party.filter(|_| !picked.party) {
                self.uses.of_party(spot, &party.name, &party.text);
            }
            if let Some(time) = wanted.time.filter(|_| !picked.time) {
                self.uses.at_time(spot, time.point);
            }
        }
    }
}

impl Cell {
    /// The spot that it is.
    pub fn last(&self) -> Option<Spot> {
        match &self.found {
            Found::At(path) => path.last().copied(),
            Found::Value(_) | Found::Unclear => None,
        }
    }
}

pub(super) fn only(found: Found) -> Cell {
    Cell { party: None, slot: None, found }
}

fn below(path: &[Spot], spot: Spot) -> Found {
    Found::At(path.iter().copied().chain([spot]).collect())
}

#[derive(Clone, Copy)]
struct Wanted<'w> {
    party: Option<&'w Spelled>,
    time: Option<Time>,
}

#[derive(Clone, Copy, Default)]
struct Picked {
    party: bool,
    time: bool,
}
