//! The search: the SAT core proposes, the arithmetic disposes.

use std::collections::BTreeSet;

use batsat::{Lit, SolverInterface, lbool};

use super::bounds::last_multiple;
use super::{Answer, Cut, Found, Model, Solver};
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::{Node, Prop};
use crate::analysis::simplex::{Near, Tag};
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
            let found = self.sat.solve_limited(&lits);
            if found == lbool::FALSE {
                let core: BTreeSet<Lit> = self.sat.unsat_core().iter().copied().collect();
                let among = |lit: &Lit| core.contains(lit) || core.contains(&!*lit);
                let named = assumed.iter().zip(&lits).filter(|(_, lit)| among(lit));
                return Found::No(named.map(|(prop, _)| *prop).collect());
            }
            if found != lbool::TRUE {
                return Found::GaveUp;
            }
            match self.settle(assumed) {
                Some(lemma) => self.clause(&lemma),
                None if self.split() => splits += 1,
                None => return Found::Yes,
            }
        }
    }

    /// Holds what the SAT core proposes against the arithmetic. What comes back is a clause that rules it out.
    fn settle(&mut self, assumed: &[Prop]) -> Option<Vec<Prop>> {
        let asked = self.needed(assumed);
        self.tableau.clear();
        let mut settled = Ok(());
        for (tag, prop) in asked.iter().enumerate() {
            settled = settled.and_then(|()| self.assert(*prop, tag));
        }
        match settled.and_then(|()| self.tableau.settle()) {
            Ok(()) => None,
            Err(tags) => {
                Some(tags.iter().filter_map(|tag| asked.get(*tag)).map(|prop| !*prop).collect())
            }
        }
    }

    fn assert(&mut self, prop: Prop, tag: Tag) -> Result<(), Vec<Tag>> {
        let Some((form, cut)) = self.atoms.get(&prop.index()) else { return Ok(()) };
        let Some(form) = self.forms.get(*form) else { return Ok(()) };
        let limit = |steps| Near::beside(cut.limit.clone(), steps);
        match (prop.is_negated(), cut.included, &form.step) {
            (false, true, _) => self.tableau.bound(form.column, true, limit(0), tag),
            (false, false, _) => self.tableau.bound(form.column, true, limit(-1), tag),
            (true, true, Some(step)) => {
                let next = Near::exactly(&cut.limit + step);
                self.tableau.bound(form.column, false, next, tag)
            }
            (true, true, None) => self.tableau.bound(form.column, false, limit(1), tag),
            (true, false, _) => self.tableau.bound(form.column, false, limit(0), tag),
        }
    }

    /// An amount that goes in steps and lies between two of them, the step below it, and how far it is to the next.
    pub(super) fn between(&self) -> Option<(Amount, Number, Number)> {
        self.steps.iter().find_map(|(amount, step)| {
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
        let lit = self.lits.get(prop.index()).filter(|lit| **lit != Lit::UNDEF);
        let Some(lit) = lit else { return prop.is_negated() };
        (self.sat.value_lit(*lit) == lbool::TRUE) != prop.is_negated()
    }

    /// What the last search came to: statements as proposed, amounts as settled.
    pub(super) fn model(&self) -> Model {
        let step = self.tableau.step();
        let amounts = (0..self.amounts).map(|at| {
            let value = self.tableau.value(at);
            value.number + &value.steps * &step
        });
        let held = (0..self.lits.len()).map(|index| self.held(Prop::numbered(index)));
        Model { held: held.collect(), amounts: amounts.collect() }
    }

    /// Whether a statement holds in a model.
    pub fn holds(&self, model: &Model, prop: Prop) -> bool {
        let truth = match self.circuit.node(prop) {
            Node::True => true,
            Node::All(parts) => parts.iter().all(|part| self.holds(model, *part)),
            Node::Free => match self.atoms.get(&prop.index()) {
                Some((form, cut)) => self.keeps(model, *form, cut),
                None => model.held.get(prop.index()).copied().unwrap_or(false),
            },
        };
        truth != prop.is_negated()
    }

    fn keeps(&self, model: &Model, form: usize, cut: &Cut) -> bool {
        let value = self
            .parts
            .get(form)
            .into_iter()
            .flatten()
            .fold(Number::zero(), |sum, (amount, by)| sum + by * &model.amount(*amount));
        if cut.included { value <= cut.limit } else { value < cut.limit }
    }
}
