//! Definitions that need themselves, and those that come to too much once they are spelled out. Found by one walk over all
//! of them, however many there are and however long their chains.

use std::collections::{BTreeMap, BTreeSet};

use super::define::{Definitions, Group};
use super::mentions::Mentions;
use super::{CheckErrorKind, RuleLimits};
use crate::name::Name;
use crate::source::{SharedSource, Span};

/// The most names of a circle that are told.
const TOLD: usize = 8;

/// A definition that must not be used.
pub(super) struct Bad {
    pub(super) name: Name,
    pub(super) kind: CheckErrorKind,
    pub(super) place: (SharedSource, Span),
}

/// One definition among the others.
#[derive(Default)]
struct Node {
    /// What it needs, each as often as it is mentioned.
    needs: Vec<usize>,
    needed_by: Vec<usize>,
    /// Needs that are not yet done.
    open: usize,
    depth: usize,
    /// How many names it comes to once it is spelled out.
    size: usize,
    done: bool,
}

/// All definitions, and what each needs.
struct Graph<'d, 'a> {
    all: &'d Definitions<'a>,
    names: Vec<Name>,
    at: BTreeMap<Name, usize>,
    nodes: Vec<Node>,
}

/// The definitions that must not be used; and how many names each of the others comes to.
pub(super) fn find(all: &Definitions<'_>, limits: RuleLimits) -> (Vec<Bad>, BTreeMap<Name, usize>) {
    let mut graph = Graph::of(all);
    let mut bad = graph.settle(limits);
    bad.extend(graph.circles());
    let refused: BTreeSet<Name> = bad.iter().map(|one| one.name.clone()).collect();
    let sized = graph.names.iter().zip(&graph.nodes).filter(|(name, _)| !refused.contains(name));
    let sizes = sized.map(|(name, node)| (name.clone(), node.size)).collect();
    (bad, sizes)
}

impl<'d, 'a> Graph<'d, 'a> {
    fn of(all: &'d Definitions<'a>) -> Self {
        let mentioned = mentioned(all);
        let names: Vec<Name> = mentioned.keys().cloned().collect();
        let at: BTreeMap<Name, usize> =
            names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        let nodes = mentioned.values().map(|own| Node { depth: own.depth, ..Node::default() });
        let mut graph = Self { all, names, at, nodes: nodes.collect() };
        for (user, own) in mentioned.values().enumerate() {
            let needs: Vec<usize> = own.names.iter().flat_map(|name| graph.meant(name)).collect();
            for needed in &needs {
                if let Some(node) = graph.nodes.get_mut(*needed) {
                    node.needed_by.push(user);
                }
            }
            if let Some(node) = graph.nodes.get_mut(user) {
                node.size = own.names.len().max(1);
                node.open = needs.len();
                node.needs = needs;
            }
        }
        graph
    }

    /// The definitions that a mention stands for: `sensitive product` for `sensitive`, and for `product` if that is one.
    fn meant(&self, name: &Name) -> Vec<usize> {
        let find = |name: &Name| self.at.get(name).or_else(|| self.at.get(&name.other_number()));
        if let Some(at) = find(name) {
            return vec![*at];
        }
        let spaces = name.as_str().match_indices(' ').map(|(at, _)| at);
        let split = |space: usize| {
            let (first, rest) = name.as_str().split_at_checked(space)?;
            let adjective = self.at.get(&Name::new(first))?;
            Some([Some(adjective), find(&Name::new(rest))].into_iter().flatten().copied())
        };
        spaces.filter_map(split).flatten().collect()
    }

    /// Works out depth and size of all that need nothing, then of all that need only these, and so on.
    fn settle(&mut self, limits: RuleLimits) -> Vec<Bad> {
        let open = |(at, node): (usize, &Node)| (node.open == 0).then_some(at);
        let mut ready: Vec<usize> = self.nodes.iter().enumerate().filter_map(open).collect();
        let mut bad = Vec::new();
        while let Some(at) = ready.pop() {
            let (depth, size) = self.measured(at);
            let fault = if depth > limits.nesting {
                Some(CheckErrorKind::DefinitionTooDeep { limit: limits.nesting })
            } else {
                (size > limits.spelled_out)
                    .then_some(CheckErrorKind::TooLarge { limit: limits.spelled_out })
            };
            let Some(node) = self.nodes.get_mut(at) else { continue };
            node.done = true;
            // what is refused is not there for those that need it
            (node.depth, node.size) = if fault.is_some() { (0, 0) } else { (depth, size) };
            let users = std::mem::take(&mut node.needed_by);
            for user in &users {
                if let Some(node) = self.nodes.get_mut(*user) {
                    node.open -= 1;
                    ready.extend((node.open == 0).then_some(*user));
                }
            }
            if let Some(node) = self.nodes.get_mut(at) {
                node.needed_by = users;
            }
            bad.extend(fault.and_then(|kind| self.bad(at, kind)));
        }
        bad
    }

    fn measured(&self, at: usize) -> (usize, usize) {
        let Some(node) = self.nodes.get(at) else { return (0, 0) };
        let needs = || node.needs.iter().filter_map(|needed| self.nodes.get(*needed));
        let deepest = needs().map(|needed| needed.depth).max().unwrap_or_default();
        let size = needs().fold(node.size, |all, needed| all.saturating_add(needed.size));
        (node.depth + deepest, size)
    }

    /// What is left needs itself, or something that does. Only the former is told.
    fn circles(&mut self) -> Vec<Bad> {
        let left = |(at, node): (usize, &Node)| (!node.done).then_some(at);
        let left: Vec<usize> = self.nodes.iter().enumerate().filter_map(left).collect();
        let mut users: BTreeMap<usize, usize> = left.iter().map(|at| (*at, 0)).collect();
        for needed in left.iter().filter_map(|at| self.nodes.get(*at)).flat_map(|one| &one.needs) {
            users.entry(*needed).and_modify(|count| *count += 1);
        }
        let mut unused: Vec<usize> =
            users.iter().filter(|(_, count)| **count == 0).map(|(at, _)| *at).collect();
        while let Some(at) = unused.pop() {
            users.remove(&at);
            for needed in self.nodes.get(at).into_iter().flat_map(|node| &node.needs) {
                if let Some(count) = users.get_mut(needed) {
                    *count -= 1;
                    unused.extend((*count == 0).then_some(*needed));
                }
            }
        }
        let kind = |at: &usize| CheckErrorKind::Circular(self.circle(*at, &users));
        users.keys().filter_map(|at| self.bad(*at, kind(at))).collect()
    }

    /// The way from a definition back to itself, or its first steps.
    fn circle(&self, start: usize, left: &BTreeMap<usize, usize>) -> Vec<String> {
        let name = |at: usize| self.names.get(at).map(|name| name.as_str().to_owned());
        let (mut path, mut at) = (vec![start], start);
        while path.len() < TOLD {
            let next = self.nodes.get(at).into_iter().flat_map(|node| &node.needs);
            let mut next = next.filter(|needed| left.contains_key(needed)).copied();
            let Some(first) = next.next() else { break };
            at = if next.any(|other| other == start) { start } else { first };
            if at == start {
                break;
            }
            path.push(at);
        }
        let mut told: Vec<String> = path.iter().filter_map(|at| name(*at)).collect();
        if at != start {
            told.push("…".to_owned());
        }
        told.extend(name(start));
        told
    }

    fn bad(&self, at: usize, kind: CheckErrorKind) -> Option<Bad> {
        let name = self.names.get(at)?.clone();
        let place = self.all.anywhere(&name)?;
        Some(Bad { name, kind, place })
    }
}

/// What each definition mentions.
fn mentioned(all: &Definitions<'_>) -> BTreeMap<Name, Mentions> {
    let mut found: BTreeMap<Name, Mentions> = BTreeMap::new();
    for (name, group) in &all.groups {
        let own = found.entry(name.clone()).or_default();
        match &group.what {
            Group::Members(members) => {
                own.depth = own.depth.max(1);
                own.names.extend(members.iter().map(|member| Name::new(&member.text)));
            }
            Group::Selection(noun) => own.noun(noun),
        }
    }
    for ((adjective, _), defined) in &all.adjectives {
        found.entry(adjective.clone()).or_default().condition(defined.what.condition);
    }
    for (name, constant) in &all.constants {
        found.entry(name.clone()).or_default().expr(constant.what);
    }
    for (name, alias) in &all.aliases {
        let own = found.entry(name.clone()).or_default();
        own.depth = own.depth.max(1);
        own.reference(alias.what);
    }
    found
}
