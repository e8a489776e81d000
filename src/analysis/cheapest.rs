//! The cheapest way to satisfy what must be, giving up as little as can be of what is wished: by cores, as in PM-RES.

use std::collections::BTreeMap;

use super::logic::Prop;
use super::solver::{Answer, Solver};

/// What came of the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cheapest {
    /// With these assumed, what is given up costs this much, and nothing costs less.
    Found {
        /// To be assumed.
        assumed: Vec<Prop>,
        /// The cost of the wishes given up.
        cost: u64,
    },
    /// What must be cannot be.
    Impossible,
    /// The time was up.
    GaveUp,
}

/// Looks for it: `musts` hold, and of `wishes` those are given up that cost least.
pub fn cheapest(solver: &mut Solver, musts: &[Prop], wishes: &[(Prop, u64)]) -> Cheapest {
    let mut costs: BTreeMap<Prop, u64> = BTreeMap::new();
    for (wish, cost) in wishes.iter().filter(|(_, cost)| *cost > 0) {
        *costs.entry(*wish).or_default() += cost;
    }
    let mut paid = 0;
    loop {
        let assumed: Vec<Prop> = musts.iter().copied().chain(costs.keys().copied()).collect();
        let core = match solver.solve(&assumed) {
            Answer::Yes(_) => return Cheapest::Found { assumed, cost: paid },
            Answer::GaveUp => return Cheapest::GaveUp,
            Answer::No(core) => core,
        };
        let wished: Vec<Prop> = core.into_iter().filter(|prop| costs.contains_key(prop)).collect();
        let wished = lean(solver, musts, wished);
        let Some(least) = wished.iter().filter_map(|prop| costs.get(prop)).min().copied() else {
            return Cheapest::Impossible;
        };
        paid += least;
        for wish in &wished {
            if let Some(cost) = costs.get_mut(wish) {
                *cost -= least;
            }
        }
        costs.retain(|_, cost| *cost > 0);
        for wish in instead(solver, &wished) {
            *costs.entry(wish).or_default() += least;
        }
    }
}

/// A core without some of what it can spare.
fn lean(solver: &mut Solver, musts: &[Prop], core: Vec<Prop>) -> Vec<Prop> {
    const MOST_TRIED: usize = 40;
    let mut kept = core;
    let mut at = 0;
    while at < kept.len().min(MOST_TRIED) {
        let others: Vec<Prop> =
            kept.iter().enumerate().filter(|(own, _)| *own != at).map(|(_, prop)| *prop).collect();
        let assumed: Vec<Prop> = musts.iter().chain(&others).copied().collect();
        match solver.solve(&assumed) {
            Answer::No(core) => {
                kept = others.into_iter().filter(|prop| core.contains(prop)).collect()
            }
            Answer::Yes(_) | Answer::GaveUp => at += 1,
        }
    }
    kept
}

/// What is wished for in the place of wishes of which one must be given up: that no second one is.
fn instead(solver: &mut Solver, wishes: &[Prop]) -> Vec<Prop> {
    let mut made = Vec::new();
    let mut rest = Prop::TRUE;
    for wish in wishes.iter().rev() {
        if rest != Prop::TRUE {
            made.push(solver.any([*wish, rest]));
        }
        rest = solver.all([*wish, rest]);
    }
    solver.demand(!rest);
    made.retain(|wish| *wish != Prop::TRUE);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dearer_wishes_are_kept() {
        let mut solver = Solver::new(None);
        let wishes: Vec<Prop> = (0..3).map(|_| solver.free()).collect();
        let two = {
            let pairs = [[0, 1], [0, 2], [1, 2]].map(|[a, b]| solver.all([wishes[a], wishes[b]]));
            solver.any(pairs)
        };
        solver.demand(!two);
        let costs = [(wishes[0], 2), (wishes[1], 5), (wishes[2], 4)];
        let Cheapest::Found { assumed, cost } = cheapest(&mut solver, &[], &costs) else {
            panic!()
        };
        assert_eq!(cost, 6);
        let Answer::Yes(model) = solver.solve(&assumed) else { panic!() };
        assert!(solver.holds(&model, wishes[1]));
    }

    #[test]
    fn what_must_be_and_cannot_is_told() {
        let mut solver = Solver::new(None);
        let must = solver.free();
        solver.demand(!must);
        assert_eq!(cheapest(&mut solver, &[must], &[]), Cheapest::Impossible);
    }
}
