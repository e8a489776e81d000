//! Entries: going into a value that differs by party or time, and picking what a rule asks for.

use super::Judge;
use super::lookup::{Depth, Found};
use super::reason::{Missing, Problem};
use super::spread::{Cell, Entry};
use super::world::NodeRef;
use crate::model::{Spelled, Time};
use crate::proposal::document::Content;
use crate::value::{Reading, Value, compare};

/// Cells that were gone into.
#[derive(Default)]
struct Expanded {
    /// Those that differ no further.
    done: Vec<Cell<Found>>,
    /// The entries of the others.
    open: Vec<Cell<Found>>,
}

/// What picks one of several entries.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) party: Option<&'w Spelled>,
    pub(super) time: Option<Time>,
    /// How the rule names what is looked up.
    pub(super) text: &'w str,
}

/// What was picked already: a party or time counts at the first place that differs by it.
#[derive(Clone, Copy)]
pub(super) struct Picked {
    pub(super) party: bool,
    pub(super) time: bool,
}

impl<'a> Judge<'a> {
    /// Goes into what differs by party or time, picking what the reference asks for.
    pub(super) fn expand(
        &mut self,
        cells: Vec<Cell<Found>>,
        wanted: Wanted<'_>,
        picked: &mut Picked,
        depth: Depth,
    ) -> Vec<Cell<Found>> {
        let done = Vec::with_capacity(cells.len());
        let mut all = Expanded { done, open: cells };
        // a value may differ by party, and within that by time, or the other way round: two rounds are enough
        for _ in 0..2 {
            let before = *picked;
            for cell in std::mem::take(&mut all.open) {
                self.entries(cell, wanted, (before, picked), depth, &mut all);
            }
        }
        all.done.extend(all.open);
        all.done
    }

    fn entries(
        &mut self,
        cell: Cell<Found>,
        wanted: Wanted<'_>,
        (before, picked): (Picked, &mut Picked),
        depth: Depth,
        into: &mut Expanded,
    ) {
        let Cell { entry, slot, what } = cell;
        let nodes = match what {
            Ok(Found::Nodes(nodes)) => nodes,
            what => return into.done.push(Cell { entry, slot, what }),
        };
        let node = match self.one_of(&nodes, wanted.text) {
            Ok(Some(node)) => node,
            Ok(None) => return into.done.push(Cell { entry, slot, what: Ok(Found::Nodes(nodes)) }),
            Err(problem) => return into.done.push(Cell { entry, slot, what: Err(problem) }),
        };
        if entry.party.is_none() && self.differs_by_party(node) {
            let party = wanted.party.filter(|_| !before.party);
            picked.party |= party.is_some();
            let cell = Cell { entry, slot, what: Ok(Found::Nodes(vec![node])) };
            return into.open.extend(self.by_party(node, party, cell));
        }
        if slot.is_none()
            && let Some(schedule) = self.schedule(node, depth)
        {
            let time = wanted.time.filter(|_| !before.time);
            picked.time |= time.is_some();
            return match self.in_force(&schedule, time, node, wanted.text) {
                Err(problem) => into.open.push(Cell { entry, slot, what: Err(problem) }),
                Ok(entries) => {
                    into.open.extend(entries.into_iter().map(|(slot, key, child)| Cell {
                        entry: Entry { party: entry.party.clone(), time: Some(key) },
                        slot,
                        what: Ok(Found::Nodes(vec![child])),
                    }))
                }
            };
        }
        let what = Ok(Found::Nodes(self.kept(nodes, node)));
        into.done.push(Cell { entry, slot, what });
    }

    /// Of several places that state the same, one stands for all; mappings of one thing stay together.
    fn kept(&self, mut nodes: Vec<NodeRef>, one: NodeRef) -> Vec<NodeRef> {
        match self.world.content(one) {
            Content::Mapping(_) => {}
            // the one is the first of them
            Content::List(_) | Content::Scalar { .. } => nodes.truncate(1),
        }
        nodes
    }

    /// The node that stands for all places of one value; `None` for a thing whose places add up.
    fn one_of(&self, nodes: &[NodeRef], name: &str) -> Result<Option<NodeRef>, Problem> {
        let Some(first) = nodes.first().copied() else { return Ok(None) };
        let plain = |node: &NodeRef| {
            matches!(self.world.content(*node), Content::Mapping(_))
                && !self.differs_by_party(*node)
                && self.schedule(*node, Depth::Entries).is_none()
        };
        if nodes.len() == 1 || nodes.iter().all(plain) {
            return Ok(if nodes.len() == 1 { Some(first) } else { None });
        }
        if nodes.iter().skip(1).all(|node| self.same_node(first, *node)) {
            return Ok(Some(first));
        }
        Err(Problem::Conflict { name: name.to_owned(), nodes: nodes.to_vec(), defined: None })
    }

    /// True where two nodes state the same.
    pub(super) fn same_node(&self, a: NodeRef, b: NodeRef) -> bool {
        match (self.world.reading(a), self.world.reading(b)) {
            (Some(Reading::Value(x)), Some(Reading::Value(y))) => same_value(&x, &y),
            (Some(x), Some(y)) => x == y,
            (None, None) => {
                let (ours, theirs): (Vec<_>, Vec<_>) =
                    (self.world.children(a).collect(), self.world.children(b).collect());
                ours.len() == theirs.len()
                    && ours.iter().zip(&theirs).all(|(x, y)| {
                        let key = |n: &NodeRef| {
                            self.world.document(n.layer).key(n.node).map(|key| key.name.clone())
                        };
                        key(x) == key(y) && self.same_node(*x, *y)
                    })
            }
            _ => false,
        }
    }

    /// True for a mapping with a party among its keys. The root and the list of parties itself are not values.
    pub(super) fn differs_by_party(&self, node: NodeRef) -> bool {
        let document = self.world.document(node.layer);
        if self.world.parties.is_empty()
            || !matches!(document.content(node.node), Content::Mapping(_))
        {
            return false;
        }
        if document.parent(node.node).is_none() || self.is_party_list(node) {
            return false;
        }
        document.children(node.node).iter().any(|child| {
            document.key(*child).is_some_and(|key| self.world.parties.contains(&key.name))
        })
    }

    fn is_party_list(&self, node: NodeRef) -> bool {
        let document = self.world.document(node.layer);
        document.parent(node.node) == Some(document.root())
            && document
                .key(node.node)
                .is_some_and(|key| matches!(key.name.as_str(), "partners" | "parties"))
    }

    fn by_party(
        &mut self,
        node: NodeRef,
        wanted: Option<&Spelled>,
        cell: Cell<Found>,
    ) -> Vec<Cell<Found>> {
        let document = self.world.document(node.layer);
        let entries = self.world.children(node).filter_map(|child| {
            let key = document.key(child.node)?;
            Some((Spelled { name: key.name.clone(), text: key.text.clone() }, child))
        });
        match wanted {
            Some(party) => {
                let found = entries.into_iter().find(|(name, _)| name.name == party.name);
                let what = found.map(|(_, child)| Found::Nodes(vec![child]));
                let what = what.ok_or_else(|| {
                    Problem::from(Missing {
                        name: party.clone(),
                        owner: vec![node],
                        owner_name: document.key(node.node).map(|key| key.text.clone()),
                        suggestion: None,
                        nowhere: false,
                        party: true,
                    })
                });
                // the party is picked: the value no longer differs by it
                vec![Cell {
                    entry: Entry { party: None, time: cell.entry.time },
                    slot: cell.slot,
                    what,
                }]
            }
            None => {
                let mut cells = Vec::new();
                for (party, child) in entries.collect::<Vec<_>>() {
                    if !self.is_excepted_party(Some(&party)) {
                        let entry = Entry { party: Some(party), time: cell.entry.time.clone() };
                        cells.push(Cell {
                            entry,
                            slot: cell.slot,
                            what: Ok(Found::Nodes(vec![child])),
                        });
                    }
                }
                cells
            }
        }
    }
}

/// True where two values are the same: 800 tons and 800,000 kg are.
pub(super) fn same_value(a: &Value, b: &Value) -> bool {
    a == b || compare(a, b).is_ok_and(|c| c.equal && !c.less && !c.greater)
}
