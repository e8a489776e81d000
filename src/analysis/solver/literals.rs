//! Statements as literals and clauses of the SAT core.

use batsat::{Lit, SolverInterface, lbool};

use super::Solver;
use crate::analysis::logic::{Node, Prop};

impl Solver {
    pub(super) fn clause(&mut self, props: &[Prop]) {
        let mut lits: Vec<Lit> = props.iter().map(|prop| self.lit(*prop)).collect();
        self.sat.add_clause_reuse(&mut lits);
    }

    /// The literal of a statement; what it is made of is told to the SAT core at its first use.
    pub(super) fn lit(&mut self, prop: Prop) -> Lit {
        let mut waiting = vec![prop.index()];
        while let Some(index) = waiting.last().copied() {
            let parts = match self.circuit.node(Prop::numbered(index)) {
                Node::All(parts) => parts.clone(),
                Node::True | Node::Free => Vec::new(),
            };
            let before = waiting.len();
            if !self.is_told(index) {
                let new = parts.iter().map(|part| part.index());
                waiting.extend(new.filter(|part| !self.is_told(*part)));
            }
            if waiting.len() == before {
                waiting.pop();
                self.define(index, &parts);
            }
        }
        self.known(prop)
    }

    fn define(&mut self, index: usize, parts: &[Prop]) {
        if self.is_told(index) {
            return;
        }
        let first = if self.liked.contains(&index) { lbool::TRUE } else { lbool::UNDEF };
        let own = Lit::new(self.sat.new_var(first, true), true);
        self.keep(index, own);
        match self.circuit.node(Prop::numbered(index)) {
            Node::Free => {}
            Node::True => {
                self.sat.add_clause_reuse(&mut vec![own]);
            }
            Node::All(_) => {
                let mut back = vec![own];
                for part in parts {
                    let part = self.known(*part);
                    self.sat.add_clause_reuse(&mut vec![!own, part]);
                    back.push(!part);
                }
                self.sat.add_clause_reuse(&mut back);
            }
        }
    }

    fn known(&self, prop: Prop) -> Lit {
        let lit = self.lits.get(prop.index()).copied().unwrap_or(Lit::UNDEF);
        if prop.is_negated() { !lit } else { lit }
    }

    fn is_told(&self, index: usize) -> bool {
        self.lits.get(index).is_some_and(|lit| *lit != Lit::UNDEF)
    }

    fn keep(&mut self, index: usize, lit: Lit) {
        if self.lits.len() <= index {
            self.lits.resize(index + 1, Lit::UNDEF);
        }
        if let Some(slot) = self.lits.get_mut(index) {
            *slot = lit;
        }
    }
}
