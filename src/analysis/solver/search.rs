//! The search: the SAT core proposes, the arithmetic disposes.

use std::collections::BTreeSet;

use batsat::{Lit, SolverInterface, lbool};

use super::arithmetic::Arithmetic;
use super::bounds::{Cut, last_multiple};
use super::reasons::Reasons;
use super::{Answer, Found, Model, Solver};
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::{Node, Prop};
use crate::value::Number;

/// How often one search may part amounts that go in steps: without bounds it could go on for ever.
const MOST_SPLITS: usize = 2000;

impl Solver {
    /// Whether all that is demanded and assumed can hold; `None` where the time was up.
    pub fn can(&mut self, assumed: &[Prop]) -> Option<bool> {
        match self.search(assumed) {
            Found::Yes => Some(true),
            Found::No(_) => Some(false),
            Found::GaveUp => None,
        }
    }

    /// Whether all that is demanded and assumed can hold, and how, or which of it cannot.
    pub fn solve(&mut self, assumed: &[Prop]) -> Answer {
        match self.search(assumed) {
            Found::Yes => Answer::Yes(self.model()),
            Found::No(core) => Answer::No(core),
            Found::GaveUp => Answer::GaveUp,
        }
    }

    pub(super) fn search(&mut self, assumed: &[Prop]) -> Found {
        let lits: Vec<Lit> = assumed.iter().map(|prop| self.lit(*prop)).collect();
        let mut splits = 0;
        loop {
            if self.clock.is_up() || splits > MOST_SPLITS {
                return Found::GaveUp;
            }
            let (found, open) = self.propose(assumed, &lits);
            if found == lbool::FALSE {
                return Found::No(self.blamed(assumed, &lits));
            }
            if found != lbool::TRUE {
                return Found::GaveUp;
            }
            match open {
                true => {}
                false if self.split() => splits += 1,
                false => return Found::Yes,
            }
        }
    }

    /// One run of the SAT core, and whether what it proposes is still open.
    fn propose(&mut self, assumed: &[Prop], lits: &[Lit]) -> (lbool, bool) {
        let core = &mut self.core;
        let mut arithmetic = Arithmetic {
            circuit: &self.circuit,
            bounds: &self.bounds,
            lits: &core.lits,
            needed: core.demanded.iter().chain(assumed).copied().collect(),
            tableau: &mut self.tableau,
            clock: &self.clock,
            levels: 0,
            assumed: lits.len(),
            looked_ahead: false,
            lemmas: Vec::new(),
            open: false,
        };
        let found = core.sat.solve_limited_th(&mut arithmetic, lits);
        let (mut lemmas, open) = (arithmetic.lemmas, arithmetic.open);
        for lemma in &mut lemmas {
            core.sat.add_clause_reuse(lemma);
        }
        (found, open)
    }

    /// What of the assumed the last contradiction rests on.
    fn blamed(&self, assumed: &[Prop], lits: &[Lit]) -> Vec<Prop> {
        let core: BTreeSet<Lit> = self.core.sat.unsat_core().iter().copied().collect();
        let among = |lit: &Lit| core.contains(lit) || core.contains(&!*lit);
        let named = assumed.iter().zip(lits).filter(|(_, lit)| among(lit));
        named.map(|(prop, _)| *prop).collect()
    }

    /// The bounds that the last proposal rests on.
    pub(super) fn needed(&self, assumed: &[Prop]) -> Vec<Prop> {
        let is_false = |prop| !self.core.proposed(prop);
        let reasons = Reasons { circuit: &self.circuit, is_false: &is_false };
        let all: Vec<Prop> = self.core.demanded.iter().chain(assumed).copied().collect();
        reasons.needed(&all)
    }

    /// An amount that goes in steps and lies between two of them, the step below it, and how far it is to the next.
    pub(super) fn between(&self) -> Option<(Amount, Number, Number)> {
        self.bounds.steps.iter().find_map(|(amount, step)| {
            let value = self.tableau.value(amount.0);
            let below = last_multiple(&value.number, true, step);
            (below != value.number || !value.is_exact()).then(|| (*amount, below, step.clone()))
        })
    }

    /// Sends an amount that lies between two steps to one side or the other; false where none does.
    pub(super) fn split(&mut self) -> bool {
        let Some((amount, below, step)) = self.between() else { return false };
        let (own, next) = (Sum::of(amount), Sum::constant(&below + &step));
        let low = self.at_most(&own, &Sum::constant(below));
        let high = self.at_most(&next, &own);
        let either = self.any([low, high]);
        self.demand(either);
        true
    }

    /// True where the SAT core proposes it.
    pub(super) fn held(&self, prop: Prop) -> bool {
        self.core.proposed(prop)
    }

    /// What the last search came to: statements as proposed, amounts as settled.
    pub(super) fn model(&self) -> Model {
        let step = self.tableau.step();
        let amounts = (0..self.bounds.amounts).map(|at| {
            let value = self.tableau.value(at);
            value.number + &value.steps * &step
        });
        let held = (0..self.core.lits.len()).map(|index| self.held(Prop::numbered(index)));
        Model { held: held.collect(), amounts: amounts.collect() }
    }

    /// Whether a statement holds in a model.
    pub fn holds(&self, model: &Model, prop: Prop) -> bool {
        let truth = match self.circuit.node(prop) {
            Node::True => true,
            Node::All(parts) => parts.iter().all(|part| self.holds(model, *part)),
            Node::Free => match self.bounds.of(prop) {
                Some((parts, cut)) => keeps(model, parts, cut),
                None => model.held.get(prop.index()).copied().unwrap_or(false),
            },
        };
        truth != prop.is_negated()
    }
}

fn keeps(model: &Model, parts: &[(Amount, Number)], cut: &Cut) -> bool {
    let value =
        parts.iter().fold(Number::zero(), |sum, (amount, by)| sum + by * &model.amount(*amount));
    if cut.included { value <= cut.limit } else { value < cut.limit }
}
