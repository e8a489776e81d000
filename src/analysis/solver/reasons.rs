//! Which bounds a proposal of the SAT core rests on.

use crate::analysis::logic::{Circuit, Node, Prop};

/// How deep a statement is looked into for the bounds that it rests on.
const DEPTH: usize = 3;

/// Statements, and which of them are proposed to be false.
pub(super) struct Reasons<'r> {
    pub(super) circuit: &'r Circuit,
    pub(super) is_false: &'r dyn Fn(Prop) -> bool,
}

impl Reasons<'_> {
    /// The bounds that these statements rest on as they are proposed; the others are left alone, and so is what is not settled.
    pub(super) fn needed(&self, statements: &[Prop]) -> Vec<Prop> {
        let mut needed = Vec::new();
        let mut seen = Seen(vec![0; self.circuit.len()]);
        let mut waiting: Vec<Prop> = statements.to_vec();
        while let Some(prop) = waiting.pop() {
            if !self.circuit.measures(prop) || !seen.insert(prop) {
                continue;
            }
            match self.circuit.node(prop) {
                Node::All(parts) if !prop.is_negated() => waiting.extend(parts),
                Node::All(parts) => waiting.extend(self.one_false(parts, &seen)),
                Node::True => {}
                Node::Free => needed.push(prop),
            }
        }
        needed.sort_unstable();
        needed
    }

    /// The contrary of one of several that is false: one that is met already, else one that rests on few bounds.
    fn one_false(&self, parts: &[Prop], seen: &Seen) -> Option<Prop> {
        let mut best: Option<(usize, Prop)> = None;
        for part in parts.iter().filter(|part| (self.is_false)(**part)) {
            let contrary = !*part;
            let cost = if seen.contains(contrary) { 0 } else { self.bounds(contrary, DEPTH) };
            if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                best = Some((cost, contrary));
            }
            if cost == 0 {
                break;
            }
        }
        best.map(|(_, prop)| prop)
    }

    /// About how many bounds a statement that holds rests on.
    fn bounds(&self, prop: Prop, depth: usize) -> usize {
        match self.circuit.node(prop) {
            _ if !self.circuit.measures(prop) => 0,
            Node::True | Node::Free => 1,
            Node::All(_) if depth == 0 => 1,
            Node::All(parts) if !prop.is_negated() => {
                parts.iter().map(|part| self.bounds(*part, depth - 1)).sum()
            }
            Node::All(parts) => {
                let contraries = parts.iter().filter(|part| (self.is_false)(**part));
                contraries.map(|part| self.bounds(!*part, depth - 1)).min().unwrap_or(1)
            }
        }
    }
}

/// Which statements, and which contraries, were met.
struct Seen(Vec<u8>);

impl Seen {
    fn bit(prop: Prop) -> u8 {
        if prop.is_negated() { 2 } else { 1 }
    }

    fn contains(&self, prop: Prop) -> bool {
        self.0.get(prop.index()).is_some_and(|met| met & Self::bit(prop) != 0)
    }

    /// False where it was met before.
    fn insert(&mut self, prop: Prop) -> bool {
        let new = !self.contains(prop);
        if let Some(met) = self.0.get_mut(prop.index()) {
            *met |= Self::bit(prop);
        }
        new
    }
}
