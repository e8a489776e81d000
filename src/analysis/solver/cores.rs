//! What one SAT core was told: statements as literals and clauses.
//!
//! There can be several cores over the same statements. Each knows only what it was told, so that a question about the rules
//! of one party is not slowed down by those of another.

use std::collections::BTreeSet;

use batsat::{Lit, Solver as Sat, SolverInterface, lbool};

use super::{Clock, Solver};
use crate::analysis::logic::{Circuit, Node, Prop};

/// A SAT core with what it knows.
pub(super) struct Core {
    pub(super) sat: Sat<Clock>,
    /// Of each statement by its number; `Lit::UNDEF` where this core does not know it yet.
    pub(super) lits: Vec<Lit>,
    /// All that holds always.
    told: Vec<Prop>,
    /// What of it rests on amounts.
    pub(super) demanded: Vec<Prop>,
    /// What is tried as true first, by its number.
    pub(super) liked: BTreeSet<usize>,
}

impl Core {
    pub(super) fn new(clock: Clock) -> Self {
        let sat = Sat::new(batsat::SolverOpts::default(), clock);
        let (lits, told, demanded) = (Vec::new(), Vec::new(), Vec::new());
        Self { sat, lits, told, demanded, liked: BTreeSet::new() }
    }

    /// The literal of a statement that it knows, else `Lit::UNDEF`.
    pub(super) fn known(&self, prop: Prop) -> Lit {
        match self.lits.get(prop.index()).copied() {
            None | Some(Lit::UNDEF) => Lit::UNDEF,
            Some(lit) if prop.is_negated() => !lit,
            Some(lit) => lit,
        }
    }

    fn knows(&self, index: usize) -> bool {
        self.known(Prop::numbered(index)) != Lit::UNDEF
    }

    fn keep(&mut self, index: usize, lit: Lit) {
        if self.lits.len() <= index {
            self.lits.resize(index + 1, Lit::UNDEF);
        }
        if let Some(slot) = self.lits.get_mut(index) {
            *slot = lit;
        }
    }

    fn add(&mut self, mut clause: Vec<Lit>) {
        self.sat.add_clause_reuse(&mut clause);
    }

    /// True where the last search proposed it.
    pub(super) fn proposed(&self, prop: Prop) -> bool {
        let lit = self.known(Prop::numbered(prop.index()));
        let truth = lit != Lit::UNDEF && self.sat.value_lit(lit) == lbool::TRUE;
        truth != prop.is_negated()
    }
}

/// A core beside the one that is asked.
pub struct Focus(Core);

impl std::fmt::Debug for Focus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Focus").field("told", &self.0.told.len()).finish_non_exhaustive()
    }
}

impl Solver {
    /// From now on this holds.
    pub fn demand(&mut self, prop: Prop) {
        self.core.told.push(prop);
        if self.circuit.measures(prop) {
            self.core.demanded.push(prop);
        }
        let mut waiting = vec![prop];
        while let Some(prop) = waiting.pop() {
            // what is joined needs no literal of its own
            match (self.circuit.node(prop), prop.is_negated()) {
                (Node::All(parts), false) => waiting.extend(parts),
                (Node::All(parts), true) => {
                    let either: Vec<Prop> = parts.iter().map(|part| !*part).collect();
                    self.clause(&either);
                }
                (Node::True | Node::Free, _) => self.clause(&[prop]),
            }
        }
    }

    pub(super) fn clause(&mut self, props: &[Prop]) {
        let lits = props.iter().map(|prop| self.lit(*prop)).collect();
        self.core.add(lits);
    }

    /// From now on, and until the same is asked again, another core is asked.
    pub fn turn_to(&mut self, focus: &mut Focus) {
        std::mem::swap(&mut self.core, &mut focus.0);
    }

    /// A core of its own that is told all that this one was, and what else is to hold there.
    pub fn focus(&mut self, also: &[Prop]) -> Focus {
        self.focus_that_likes(also, self.core.liked.clone())
    }

    /// The same, but there other statements are tried as true first: those of these numbers.
    pub(super) fn focus_that_likes(&mut self, also: &[Prop], liked: BTreeSet<usize>) -> Focus {
        let mut core = Core::new(self.clock.clone());
        core.liked = liked;
        let told = self.core.told.clone();
        let mut focus = Focus(core);
        self.turn_to(&mut focus);
        told.iter().chain(also).for_each(|prop| self.demand(*prop));
        self.turn_to(&mut focus);
        focus
    }

    /// The literal of a statement; what it is made of is told to the SAT core at its first use.
    pub(super) fn lit(&mut self, prop: Prop) -> Lit {
        let mut waiting = vec![prop.index()];
        while let Some(index) = waiting.last().copied() {
            if self.core.knows(index) {
                waiting.pop();
                continue;
            }
            let before = waiting.len();
            if let Node::All(parts) = self.circuit.node(Prop::numbered(index)) {
                let new = parts.iter().map(|part| part.index());
                waiting.extend(new.filter(|part| !self.core.knows(*part)));
            }
            if waiting.len() == before {
                waiting.pop();
                self.define(index);
            }
        }
        self.core.known(prop)
    }

    fn define(&mut self, index: usize) {
        let first = if self.core.liked.contains(&index) { lbool::TRUE } else { lbool::UNDEF };
        // what is joined follows from its parts
        let decides = !matches!(self.circuit.node(Prop::numbered(index)), Node::All(_));
        let own = Lit::new(self.core.sat.new_var(first, decides), true);
        self.core.keep(index, own);
        match self.circuit.node(Prop::numbered(index)) {
            Node::Free => self.tie(Prop::numbered(index)),
            Node::True => self.core.add(vec![own]),
            Node::All(_) => join(&self.circuit, &mut self.core, index, own),
        }
    }

    /// Ties a bound to the nearest ones on the same sum that the core knows.
    fn tie(&mut self, bound: Prop) {
        let core = &self.core;
        let (below, above) = self.bounds.beside(bound, &|other| core.known(other) != Lit::UNDEF);
        below.into_iter().for_each(|below| self.clause(&[!below, bound]));
        above.into_iter().for_each(|above| self.clause(&[!bound, above]));
    }
}

/// A statement is true where all its parts are, and nowhere else.
fn join(circuit: &Circuit, core: &mut Core, index: usize, own: Lit) {
    let Node::All(parts) = circuit.node(Prop::numbered(index)) else { return };
    let parts: Vec<Lit> = parts.iter().map(|part| core.known(*part)).collect();
    parts.iter().for_each(|part| core.add(vec![!own, *part]));
    core.add(parts.iter().map(|part| !*part).chain([own]).collect());
}
