//! The arithmetic beside the SAT core: each full proposal is held against the simplex before it counts.

use batsat::theory::{Theory, TheoryArg};
use batsat::{Lit, lbool};

use super::Clock;
use super::bounds::Bounds;
use super::reasons::Reasons;
use crate::analysis::logic::{Circuit, Prop};
use crate::analysis::simplex::{Broken, Settled, Tableau};
use crate::value::Number;

/// What one search holds proposals against.
pub(super) struct Arithmetic<'a> {
    pub(super) circuit: &'a Circuit,
    pub(super) bounds: &'a Bounds,
    pub(super) lits: &'a [Lit],
    /// What rests on amounts, and must hold.
    pub(super) needed: Vec<Prop>,
    pub(super) tableau: &'a mut Tableau,
    pub(super) clock: &'a Clock,
    pub(super) levels: usize,
    /// How many levels the assumptions take.
    pub(super) assumed: usize,
    pub(super) looked_ahead: bool,
    /// Clauses that rule out what failed.
    pub(super) lemmas: Vec<Vec<Lit>>,
    /// A proposal was let through that is ruled out by the last lemma alone, or that was not held against anything.
    pub(super) open: bool,
}

impl Arithmetic<'_> {
    /// Which bounds cannot all be kept; `Err` where the time was up.
    fn settle(&mut self, is_false: &dyn Fn(Prop) -> bool) -> Result<Option<Vec<Prop>>, ()> {
        let reasons = Reasons { circuit: self.circuit, is_false };
        let asked = reasons.needed(&self.needed);
        self.tableau.clear();
        for (tag, prop) in asked.iter().enumerate() {
            if let Err(broken) = self.bounds.assert(self.tableau, *prop, tag) {
                return Ok(Some(self.loosened(&asked, broken, is_false)));
            }
        }
        match self.tableau.settle(&|| self.clock.is_up()) {
            Settled::Kept => Ok(None),
            Settled::Broken(broken) => Ok(Some(self.loosened(&asked, broken, is_false))),
            Settled::Late => Err(()),
        }
    }

    /// The loosest bounds that cannot all be kept either: what rules them out rules out more than this proposal.
    fn loosened(
        &self,
        asked: &[Prop],
        broken: Broken,
        is_false: &dyn Fn(Prop) -> bool,
    ) -> Vec<Prop> {
        let held = |prop: Prop| literal(self.lits, prop) != Lit::UNDEF && is_false(!prop);
        let Broken { bounds, mut by } = broken;
        let looser = |(tag, weight): &(usize, Number)| {
            let prop = *asked.get(*tag)?;
            let Some((looser, step)) = self.bounds.loosened(prop, &by.over(weight)?, &held) else {
                return Some(prop);
            };
            by = by.plus(&step, &-weight);
            Some(looser)
        };
        bounds.iter().filter_map(looser).collect()
    }

    /// The clause that rules out bounds which cannot all be kept.
    fn lemma(&self, failed: &[Prop]) -> Vec<Lit> {
        let known = |prop: &Prop| {
            let lit = literal(self.lits, *prop);
            if prop.is_negated() { lit } else { !lit }
        };
        let mut lemma: Vec<Lit> = failed.iter().map(known).collect();
        lemma.sort_unstable();
        lemma.dedup();
        lemma
    }
}

/// The literal of what is not negated; `Lit::UNDEF` where the SAT core was not told of it.
fn literal(lits: &[Lit], prop: Prop) -> Lit {
    lits.get(prop.index()).copied().unwrap_or(Lit::UNDEF)
}

/// The value of a statement; undefined where the SAT core was not told of it.
fn value(lits: &[Lit], acts: &TheoryArg<'_>, prop: Prop) -> lbool {
    match literal(lits, prop) {
        Lit::UNDEF => lbool::UNDEF,
        lit => acts.value(lit.var()) ^ prop.is_negated(),
    }
}

impl Theory for Arithmetic<'_> {
    /// Looks once at what follows from the assumptions alone: most that cannot be is found here, before anything is guessed.
    fn partial_check(&mut self, acts: &mut TheoryArg<'_>) {
        if self.looked_ahead || self.levels < self.assumed {
            return;
        }
        self.looked_ahead = true;
        let lits = self.lits;
        let failed = self.settle(&|prop| value(lits, acts, prop) == lbool::FALSE);
        let Ok(Some(failed)) = failed else { return };
        let lemma = self.lemma(&failed);
        if lemma.len() > 1 {
            acts.raise_conflict(&lemma, false);
        }
        self.lemmas.push(lemma);
    }

    fn final_check(&mut self, acts: &mut TheoryArg<'_>) {
        let lits = self.lits;
        let is_false = |prop: Prop| match value(lits, acts, prop) {
            value if value == lbool::UNDEF => !prop.is_negated(),
            value => value == lbool::FALSE,
        };
        let failed = match self.settle(&is_false) {
            Ok(None) => return,
            Ok(Some(failed)) => failed,
            Err(()) => return self.open = true,
        };
        let lemma = self.lemma(&failed);
        match lemma.as_slice() {
            // such a clause is taken in between two searches only
            [] | [_] => self.open = true,
            several => acts.raise_conflict(several, false),
        }
        self.lemmas.push(lemma);
    }

    fn create_level(&mut self) {
        self.levels += 1;
    }

    fn pop_levels(&mut self, n: usize) {
        self.levels = self.levels.saturating_sub(n);
    }

    fn n_levels(&self) -> usize {
        self.levels
    }

    fn explain_propagation(&mut self, _: Lit) -> &[Lit] {
        &[]
    }
}
