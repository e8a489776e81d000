//! Names looked up: from a chain of names to the entries that it stands for.

use std::ops::Range as Layers;

use super::entries::{Picked, Wanted, same_value};
use super::reason::{Missing, Problem};
use super::spread::Cell;
use super::world::{NodeRef, Previous};
use super::{Binding, Judge, Remark};
use crate::model::{Reference, Root, Spelled, Time};
use crate::name::Name;
use crate::near::Near;
use crate::proposal::document::Content;
use crate::value::{Reading, Value};

/// How many names are looked through each time.
const FEW: usize = 32;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// One thing, in one place or several.
    Nodes(Vec<NodeRef>),
    /// A value that a rule file defines, with the same value in the data where that states it too.
    Value(Value, Vec<NodeRef>),
}

/// How far a lookup goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// To the node itself, be it a mapping, a schedule or a list.
    Node,
    /// Into what differs by party or by time.
    Entries,
    /// Into lists of plain values too, which are schedules from year 1 on.
    Values,
}

impl<'a> Judge<'a> {
    /// The entries that a reference stands for.
    pub(super) fn lookup(&mut self, reference: &'a Reference, depth: Depth) -> Vec<Cell<Found>> {
        self.lookup_at(reference, reference.time, reference.previous, depth)
    }

    /// The entries of a reference at another time, or in the round before.
    pub(super) fn lookup_at(
        &mut self,
        reference: &'a Reference,
        time: Option<Time>,
        previous: bool,
        depth: Depth,
    ) -> Vec<Cell<Found>> {
        let layers = match self.layers(previous) {
            Ok(layers) => layers,
            Err(problem) => return vec![Cell::only(Err(problem))],
        };
        if let Some(party) = &reference.party
            && !self.world.parties.contains(&party.name)
        {
            let suggestion =
                party.name.closest(&self.world.parties).map(|name| name.as_str().to_owned());
            return vec![Cell::only(Err(Problem::NotAParty {
                party: (**party).clone(),
                suggestion,
            }))];
        }
        self.chain(reference, time, layers, depth)
    }

    fn layers(&mut self, previous: bool) -> Result<Layers<usize>, Problem> {
        let (problem, remark) = match (previous, self.world.previous) {
            (false, _) => return Ok(self.world.present()),
            (true, Previous::Given(_)) => return Ok(self.world.past()),
            (true, Previous::First) => (Problem::FirstRound, Remark::FirstRound),
            (true, Previous::NotGiven) => (Problem::RoundNotGiven, Remark::RoundNotGiven),
        };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        Err(problem)
    }

    fn chain(
        &mut self,
        reference: &'a Reference,
        time: Option<Time>,
        layers: Layers<usize>,
        depth: Depth,
    ) -> Vec<Cell<Found>> {
        let wanted = Wanted { party: reference.party.as_deref(), time, text: &reference.text };
        let mut picked = Picked { party: false, time: false };
        let mut cells = self.root(reference, layers);
        if !reference.steps.is_empty() {
            cells = cells.into_iter().map(|cell| self.placed(cell, &reference.text)).collect();
        }
        for (at, step) in reference.steps.iter().enumerate() {
            cells = self.expand(cells, wanted, &mut picked, Depth::Entries);
            let owner = Owner { reference, steps: at };
            cells = cells.into_iter().map(|cell| self.step(cell, step, owner)).collect();
        }
        if depth == Depth::Node {
            return cells;
        }
        self.expand(cells, wanted, &mut picked, depth)
    }

    /// A thing that is nowhere belongs among the others of its kind.
    fn placed(&self, mut cell: Cell<Found>, text: &str) -> Cell<Found> {
        if let Err(Problem::Missing(missing)) = &mut cell.what
            && missing.nowhere
            && missing.owner.is_empty()
            && let Some(collection) = self.world.collection()
        {
            // `place of work` may be one name, which wants quotes
            if self.world.vocabulary.contains(&Name::new(text)) {
                missing.suggestion = Some(format!("\"{text}\""));
            }
            missing.owner.push(collection);
            missing.owner_name = Some(self.world.entry_name(collection));
        }
        cell
    }

    fn step(&mut self, cell: Cell<Found>, step: &Spelled, owner: Owner<'_>) -> Cell<Found> {
        cell.map(|found| match found {
            Found::Nodes(nodes) => self.field(&nodes, step, owner).map(Found::Nodes),
            Found::Value(_, nodes) => self.field(&nodes, step, owner).map(Found::Nodes),
        })
    }

    fn root(&mut self, reference: &'a Reference, layers: Layers<usize>) -> Vec<Cell<Found>> {
        match &reference.root {
            Root::Name(name) => self.plain(name, layers),
            Root::Variable(variable) => match self.binding(*variable) {
                Some(Binding::Thing(nodes, _)) => {
                    vec![Cell::only(self.thing(nodes, &layers).map(Found::Nodes))]
                }
                Some(Binding::Member(member)) => {
                    self.chain(member, member.time, layers, Depth::Entries)
                }
                None => vec![Cell::only(Err(nowhere(&Spelled::new(&reference.text), None)))],
            },
            Root::Its(its) => self.its(&its.name, &its.owners, layers),
        }
    }

    /// A quantified thing; in the round before, the thing that is called the same there.
    fn thing(&self, nodes: Vec<NodeRef>, layers: &Layers<usize>) -> Result<Vec<NodeRef>, Problem> {
        if nodes.iter().all(|node| layers.contains(&node.layer)) {
            return Ok(nodes);
        }
        let names: Vec<Name> = nodes.iter().flat_map(|node| self.world.names(*node)).collect();
        let found = names
            .iter()
            .map(|name| self.world.plain(name, layers.clone()))
            .find(|found| !found.is_empty());
        let called = nodes.first().map(|node| self.world.entry_name(*node)).unwrap_or_default();
        found.ok_or_else(|| nowhere(&Spelled::new(&called), None))
    }

    /// A name without owner: what the rule file defines and what the data states are one, or they conflict.
    fn plain(&mut self, name: &Spelled, layers: Layers<usize>) -> Vec<Cell<Found>> {
        let nodes = self.world.plain(&name.name, layers.clone());
        let scope = self.scope;
        let defined = |name: &Name| {
            scope.constants.get(name).or_else(|| scope.constants.get(&name.other_number()))
        };
        if let Some(constant) = defined(&name.name) {
            let value = self.term(&constant.what);
            return value
                .into_iter()
                .map(|cell| cell.map(|datum| self.agree(name, datum.value, &nodes)))
                .collect();
        }
        let alias = |name: &Name| {
            scope.aliases.get(name).or_else(|| scope.aliases.get(&name.other_number()))
        };
        if let Some(alias) = alias(&name.name) {
            let cells = self.chain(&alias.what, alias.what.time, layers, Depth::Entries);
            return cells.into_iter().map(|cell| self.same_thing(name, cell, &nodes)).collect();
        }
        if nodes.is_empty() {
            let suggestion = self.suggest(&name.name, &[]);
            return vec![Cell::only(Err(nowhere(name, suggestion)))];
        }
        vec![Cell::only(Ok(Found::Nodes(nodes)))]
    }

    /// A definition and the data must not state different values for one name.
    fn agree(&self, name: &Spelled, value: Value, nodes: &[NodeRef]) -> Result<Found, Problem> {
        for node in nodes {
            let same = matches!(self.world.reading(*node), Some(Reading::Value(stated)) if same_value(&stated, &value));
            if !same {
                let conflict = Problem::Conflict {
                    name: name.text.clone(),
                    nodes: nodes.to_vec(),
                    defined: Some(Box::new(value)),
                };
                return Err(conflict);
            }
        }
        Ok(Found::Value(value, nodes.to_vec()))
    }

    /// An alias stands for its target; data under the alias itself must say the same.
    fn same_thing(&self, name: &Spelled, cell: Cell<Found>, own: &[NodeRef]) -> Cell<Found> {
        cell.map(|found| {
            let Found::Nodes(nodes) = &found else { return Ok(found) };
            let differs = own.iter().any(|node| {
                !nodes.contains(node)
                    && nodes.first().is_some_and(|target| !self.same_node(*target, *node))
            });
            if !differs {
                return Ok(found);
            }
            let all = nodes.iter().chain(own).copied().collect();
            Err(Problem::Conflict { name: name.text.clone(), nodes: all, defined: None })
        })
    }

    /// `its A`: field A of the first owner that has one.
    fn its(
        &mut self,
        name: &Spelled,
        owners: &'a [Reference],
        layers: Layers<usize>,
    ) -> Vec<Cell<Found>> {
        let mut lacking: Option<Vec<Cell<Found>>> = None;
        for owner in owners {
            let cells = self.chain(owner, owner.time, layers.clone(), Depth::Entries);
            let whole = Owner { reference: owner, steps: owner.steps.len() };
            let fields: Vec<Cell<Found>> =
                cells.into_iter().map(|cell| self.step(cell, name, whole)).collect();
            if fields.iter().any(|cell| cell.what.is_ok()) {
                return fields;
            }
            // of the owners that lack it, the first that could have had it is where it belongs
            let could = fields
                .iter()
                .any(|cell| matches!(&cell.what, Err(Problem::Missing(m)) if !m.owner.is_empty()));
            if lacking.is_none() || (could && !lacking.iter().flatten().any(has_owner)) {
                lacking = Some(fields);
            }
        }
        lacking.unwrap_or_else(|| vec![Cell::only(Err(nowhere(name, None)))])
    }

    /// A field of a thing.
    fn field(
        &mut self,
        nodes: &[NodeRef],
        step: &Spelled,
        owner: Owner<'_>,
    ) -> Result<Vec<NodeRef>, Problem> {
        let found = self.fields(nodes, &step.name);
        if !found.is_empty() {
            return Ok(found);
        }
        for node in nodes {
            match (self.world.content(*node), self.world.reading(*node)) {
                (_, Some(Reading::Open)) => return Err(Problem::Open(*node)),
                (_, Some(Reading::Offered)) => return Err(Problem::Offered(*node)),
                (_, Some(Reading::Absent)) => return Err(Problem::Absent(*node)),
                (Content::Mapping(children) | Content::List(children), _)
                    if children.is_empty() =>
                {
                    return Err(Problem::Empty(*node));
                }
                (Content::List(items), _) if items.len() > 1 && self.is_list_of_things(*node) => {
                    return Err(Problem::WholeList(*node));
                }
                _ => {}
            }
        }
        Err(Problem::from(Missing {
            name: step.clone(),
            owner: nodes
                .iter()
                .copied()
                .filter(|node| matches!(self.world.content(*node), Content::Mapping(_)))
                .collect(),
            owner_name: Some(self.owner_text(owner)),
            suggestion: self.suggest(&step.name, nodes),
            nowhere: false,
            party: false,
        }))
    }

    fn is_list_of_things(&self, list: NodeRef) -> bool {
        self.world
            .children(list)
            .all(|item| matches!(self.world.content(item), Content::Mapping(_)))
    }

    /// How the rule names an owner; a quantified thing by what it is called.
    fn owner_text(&self, owner: Owner<'_>) -> String {
        let root = match &owner.reference.root {
            Root::Name(name) => name.text.clone(),
            Root::Its(its) => format!("its {}", its.name.text),
            Root::Variable(variable) => match self.binding(*variable) {
                Some(Binding::Thing(_, name)) => name.to_string(),
                Some(Binding::Member(member)) => member.text.clone(),
                None => owner.reference.text.clone(),
            },
        };
        let fields = owner.reference.steps.iter().take(owner.steps);
        fields.fold(root, |text, step| format!("{} of {text}", step.text))
    }

    /// The children of this name, spelled so or but for a plural `s`.
    fn fields(&self, nodes: &[NodeRef], name: &Name) -> Vec<NodeRef> {
        let of = |name: &Name| -> Vec<NodeRef> {
            match nodes {
                [node] => self.world.children_called(*node, name),
                _ => nodes.iter().flat_map(|one| self.world.children_called(*one, name)).collect(),
            }
        };
        let exact = of(name);
        if exact.is_empty() { of(&name.other_number()) } else { exact }
    }

    /// A name close to one that is not there: among its would-be neighbours first, then anywhere.
    pub(super) fn suggest(&self, name: &Name, near: &[NodeRef]) -> Option<String> {
        let near = near.iter().filter_map(|node| self.close_under(name, *node)).min();
        let found = near.map(|(_, name)| name).or_else(|| self.close_anywhere(name));
        found.map(|name| name.as_str().to_owned())
    }

    /// The closest name under a node, and how far it is. Of nodes that have many the names are kept.
    fn close_under(&self, name: &Name, node: NodeRef) -> Option<(usize, Name)> {
        let names = || {
            self.world.children(node).flat_map(|child| self.world.names(child)).collect::<Vec<_>>()
        };
        let found = if self.world.children(node).count() <= FEW {
            let (names, other) = (names(), |other: &&Name| !other.same_but_for_number(name));
            name.closest(names.iter().filter(other)).cloned()
        } else {
            let mut kept = self.world.near.borrow_mut();
            kept.entry(node).or_insert_with(|| Near::of(&names())).closest(name).cloned()
        }?;
        Some((name.nearness(&found).unwrap_or(usize::MAX), found))
    }

    /// A name close to one that is not there, among all of the run and all that is defined.
    fn close_anywhere(&self, name: &Name) -> Option<Name> {
        let key = (std::ptr::from_ref(self.scope).addr(), name.clone());
        if let Some(known) = self.world.close.borrow().get(&key) {
            return known.clone();
        }
        let defined = || self.scope.names.closest(name).cloned();
        let found = self.world.vocabulary.closest(name).or_else(defined);
        self.world.close.borrow_mut().insert(key, found.clone());
        found
    }
}

fn has_owner(cell: &Cell<Found>) -> bool {
    matches!(&cell.what, Err(Problem::Missing(missing)) if !missing.owner.is_empty())
}

/// The first fields of a reference: whose field the next one is.
#[derive(Clone, Copy)]
struct Owner<'r> {
    reference: &'r Reference,
    steps: usize,
}

/// A name that nothing has.
pub(super) fn nowhere(name: &Spelled, suggestion: Option<String>) -> Problem {
    Problem::from(Missing {
        name: name.clone(),
        owner: Vec::new(),
        owner_name: None,
        suggestion,
        nowhere: true,
        party: false,
    })
}
