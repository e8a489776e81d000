//! No deal: the sentences that exclude each other, and what would end it.

use std::collections::BTreeSet;

use super::answer::{Answer, Conflict, Stated, Zone};
use super::{Assumed, MOST_CONFLICTS, Search, quoted};
use crate::analysis::conflict::{self, Conflicts};
use crate::analysis::logic::Prop;
use crate::analysis::sketch::Spot;
use crate::analysis::{given, relax};

impl Search<'_> {
    pub(super) fn no_deal(&mut self, zone: &mut Zone) {
        zone.answer = Answer::NoDeal;
        let solver = &mut self.problem.solver;
        let Conflicts { sets, complete } = match self.input.all {
            true => conflict::every(solver, &self.assumed, MOST_CONFLICTS),
            false => conflict::apart(solver, &self.assumed),
        };
        zone.complete = complete;
        for set in &sets {
            let conflict = self.conflict(set);
            zone.conflicts.push(conflict);
        }
        let involved = self.involved(&sets);
        let wanted = |spot: &Spot| involved.is_empty() || involved.contains(spot);
        (zone.terms, zone.terms_left_out) = self.terms(false, &wanted);
    }

    /// The terms that conflicts speak of.
    fn involved(&self, sets: &[Vec<usize>]) -> BTreeSet<Spot> {
        let mut spots = BTreeSet::new();
        for at in sets.iter().flatten() {
            match self.means.get(*at) {
                Some(Assumed::Rule(place, _)) => {
                    let statement = self.problem.expressed.get(*place).map(|one| &one.statement);
                    let mut meet = |spot| {
                        spots.insert(spot);
                    };
                    statement.into_iter().for_each(|statement| relax::spots(statement, &mut meet));
                }
                Some(Assumed::Term(spot)) => {
                    spots.insert(*spot);
                }
                None => {}
            }
        }
        spots
    }

    fn conflict(&mut self, set: &[usize]) -> Conflict {
        let mut conflict =
            Conflict { rules: Vec::new(), given: Vec::new(), relaxations: Vec::new() };
        for at in set {
            match self.means.get(*at).copied() {
                Some(Assumed::Rule(place, sentence)) => {
                    conflict.rules.extend(quoted(&self.problem, sentence));
                    let others = |keep: &dyn Fn(usize) -> bool| -> Vec<Prop> {
                        let all = self.assumed.iter().enumerate();
                        all.filter(|(own, _)| own != at && keep(*own))
                            .map(|(_, prop)| *prop)
                            .collect()
                    };
                    let (all, these) = (others(&|_| true), others(&|own| set.contains(&own)));
                    // as one statement each, for no core of them is asked for
                    let solver = &mut self.problem.solver;
                    let (all, these) = ([solver.all(all)], [solver.all(these)]);
                    let (problem, party) = (&mut self.problem, sentence.party);
                    let found = relax::relaxations(problem, place, party, (&all, &these));
                    conflict.relaxations.extend(found);
                }
                Some(Assumed::Term(spot)) => conflict.given.extend(self.stated(spot)),
                None => {}
            }
        }
        conflict
    }

    fn stated(&self, spot: Spot) -> Option<Stated> {
        let given = self.given?;
        let node = self.problem.sketch.origin(spot)?;
        Some(Stated {
            term: self.problem.name_of(spot),
            value: given::text_of(&self.problem, spot),
            at: given.place(node),
        })
    }
}
