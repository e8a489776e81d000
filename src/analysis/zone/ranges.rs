//! The ranges of terms: for each party, and for all together.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::answer::Term;
use super::{Assumed, Search};
use crate::analysis::logic::Prop;
use crate::analysis::sketch::Spot;
use crate::analysis::solver::{Asked, View};
use crate::analysis::{given, range, relax};

/// How long ranges are worked out: they are said beside the answer, which must not wait for them.
const FOR_RANGES: Duration = Duration::from_secs(10);

/// From where ranges are looked at.
struct Views {
    all: Option<View>,
    parties: Vec<View>,
    /// What each party speaks of.
    spoken: Vec<BTreeSet<Spot>>,
    /// What may be below zero.
    sunk: BTreeSet<Spot>,
}

impl Search<'_> {
    /// The range of each wanted term for each party and, with `overlap`, for all together; and how many terms no time was left for.
    pub(super) fn terms(
        &mut self,
        overlap: bool,
        wanted: &dyn Fn(&Spot) -> bool,
    ) -> (Vec<Term>, usize) {
        let started = Instant::now();
        let asked = self.asked(wanted);
        let mut views = self.views(overlap, &asked);
        let mut terms = Vec::new();
        for (at, (spot, _)) in asked.iter().enumerate() {
            if started.elapsed() > FOR_RANGES || self.problem.solver.is_late() {
                break;
            }
            terms.extend(self.one(*spot, at, &mut views));
        }
        let left_out = asked.len() - terms.len();
        (terms, left_out)
    }

    fn asked(&mut self, wanted: &dyn Fn(&Spot) -> bool) -> Vec<(Spot, Asked)> {
        let spots = self.problem.sketch.spots().filter(wanted);
        spots.filter_map(|spot| Some((spot, range::asked(&mut self.problem, spot)?))).collect()
    }

    fn views(&mut self, overlap: bool, asked: &[(Spot, Asked)]) -> Views {
        let sunk = range::sunk(&self.problem);
        let liked = self.there();
        let floors = range::floors(&mut self.problem, &sunk);
        let parties = 0..self.problem.parties.len();
        let own: Vec<Vec<Prop>> = parties.clone().map(|at| self.assumed_of(at)).collect();
        let spoken = parties.map(|at| self.spoken_of(at)).collect();
        let solver = &mut self.problem.solver;
        let wanted: Vec<Asked> = asked.iter().map(|(_, asked)| *asked).collect();
        let mut look = |assumed: &[Prop]| View::new(solver, assumed, &floors, (&wanted, &liked));
        let all = overlap.then(|| look(&self.assumed));
        let parties = own.iter().map(|own| look(own)).collect();
        Views { all, parties, spoken, sunk }
    }

    /// That terms are there: so one answer of the search tells of many.
    fn there(&self) -> Vec<Prop> {
        let states = self.problem.sketch.spots().map(|spot| self.problem.states.of(spot));
        states
            .flat_map(|state| state.kinds.iter().map(|kind| kind.is).chain([state.mapping]))
            .collect()
    }

    /// `None` where the time was up.
    fn one(&mut self, spot: Spot, at: usize, views: &mut Views) -> Option<Term> {
        let mut parties = BTreeMap::new();
        let settled = given::agreed(&self.problem, spot).is_some();
        for ((party, view), spoken) in
            self.problem.parties.iter().zip(&mut views.parties).zip(&views.spoken)
        {
            let range = if settled || spoken.contains(&spot) {
                range::of(&mut self.problem, spot, (view, at))?
            } else {
                Some(range::any(&self.problem, spot, &views.sunk))
            };
            parties.insert(party.name.clone(), range);
        }
        let overlap = match &mut views.all {
            Some(view) => range::of(&mut self.problem, spot, (view, at))?,
            None => None,
        };
        let (term, unit) = (self.problem.name_of(spot), range::unit(&self.problem, spot));
        Some(Term { term, unit, overlap, parties })
    }

    /// The terms that the rules of a party speak of.
    fn spoken_of(&self, party: usize) -> BTreeSet<Spot> {
        let mut spots = BTreeSet::new();
        let own = self.problem.expressed.iter().filter(|one| one.sentence.party == party);
        for one in own {
            relax::spots(&one.statement, &mut |spot| {
                spots.insert(spot);
            });
        }
        spots
    }

    /// What one party asks, and what is given.
    fn assumed_of(&self, party: usize) -> Vec<Prop> {
        let own = self.means.iter().zip(&self.assumed).filter(|(means, _)| match means {
            Assumed::Rule(_, sentence) => sentence.party == party,
            Assumed::Term(_) => true,
        });
        own.map(|(_, prop)| *prop).collect()
    }
}
