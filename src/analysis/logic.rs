//! Statements joined by `and`, `or` and `not`, kept once each: what is asked of the solver.

use std::collections::HashMap;
use std::ops::Not;

/// A statement, or its contrary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Prop(u32);

impl Prop {
    /// What always holds.
    pub const TRUE: Prop = Prop(0);
    /// What never holds.
    pub const FALSE: Prop = Prop(1);

    /// One of the two constants.
    pub fn constant(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// The value of a constant.
    pub fn known(self) -> Option<bool> {
        match self {
            Self::TRUE => Some(true),
            Self::FALSE => Some(false),
            _ => None,
        }
    }

    /// Its number, that of its contrary being the same.
    pub(super) fn index(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// True for the contrary of the statement of its number.
    pub(super) fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }

    /// The statement of a number.
    pub(super) fn numbered(index: usize) -> Self {
        Self((index as u32) << 1)
    }
}

impl Not for Prop {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// What a statement is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Always true.
    True,
    /// True or false as the solver likes.
    Free,
    /// All of these; `or` is the contrary of the contraries.
    All(Vec<Prop>),
}

/// All statements of a problem.
#[derive(Debug)]
pub(super) struct Circuit {
    nodes: Vec<Node>,
    /// Whether each rests on an amount.
    measures: Vec<bool>,
    known: HashMap<Vec<Prop>, Prop>,
}

impl Default for Circuit {
    fn default() -> Self {
        Self { nodes: vec![Node::True], measures: vec![false], known: HashMap::new() }
    }
}

impl Circuit {
    /// What a statement is made of.
    pub(super) fn node(&self, prop: Prop) -> &Node {
        self.nodes.get(prop.index()).unwrap_or(&Node::True)
    }

    /// A new statement that is free.
    pub(super) fn free(&mut self) -> Prop {
        self.add(Node::Free, false)
    }

    /// A new statement on an amount.
    pub(super) fn bound(&mut self) -> Prop {
        self.add(Node::Free, true)
    }

    fn add(&mut self, node: Node, measures: bool) -> Prop {
        self.nodes.push(node);
        self.measures.push(measures);
        Prop::numbered(self.nodes.len() - 1)
    }

    /// True where a statement rests on an amount.
    pub(super) fn measures(&self, prop: Prop) -> bool {
        self.measures.get(prop.index()).copied().unwrap_or(false)
    }

    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All of them.
    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        let mut parts: Vec<Prop> = parts.into_iter().filter(|part| *part != Prop::TRUE).collect();
        parts.sort_unstable();
        parts.dedup();
        // a statement and its contrary stand side by side
        let clash = parts.iter().zip(parts.iter().skip(1)).any(|(one, next)| *one == !*next);
        if clash || parts.first() == Some(&Prop::FALSE) {
            return Prop::FALSE;
        }
        match parts.as_slice() {
            [] => Prop::TRUE,
            [one] => *one,
            _ => self.joined(parts),
        }
    }

    fn joined(&mut self, parts: Vec<Prop>) -> Prop {
        if let Some(known) = self.known.get(&parts) {
            return *known;
        }
        let measures = parts.iter().any(|part| self.measures(*part));
        let made = self.add(Node::All(parts.clone()), measures);
        self.known.insert(parts, made);
        made
    }

    /// One of them at least.
    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        let contrary: Vec<Prop> = parts.into_iter().map(|part| !part).collect();
        !self.all(contrary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_and_contraries_fold() {
        let mut circuit = Circuit::default();
        let (a, b) = (circuit.free(), circuit.free());
        assert_eq!(circuit.all([a, !a]), Prop::FALSE);
        assert_eq!(circuit.any([a, Prop::TRUE]), Prop::TRUE);
        assert_eq!(circuit.all([a, Prop::TRUE]), a);
        assert_eq!(circuit.all([a, b]), circuit.all([b, a, a]));
        assert_eq!(circuit.any([]), Prop::FALSE);
    }
}
