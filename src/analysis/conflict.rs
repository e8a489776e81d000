//! Conflicts: sets of sentences that cannot all hold, of which none can be spared.

use std::collections::BTreeSet;

use batsat::{BasicSolver, Lit, SolverInterface, Var, lbool};

use super::logic::Prop;
use super::solver::{Answer, Solver};

/// Conflicts, and whether these are all of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Each a set of what was assumed, the smallest first.
    pub sets: Vec<Vec<usize>>,
    /// False where the time was up before all were found.
    pub complete: bool,
}

/// One conflict among the assumed, where a core of them is known; `None` where the time was up.
pub fn shrink(solver: &mut Solver, assumed: &[Prop], core: &[usize]) -> Option<Vec<usize>> {
    let mut kept: Vec<usize> = core.to_vec();
    let mut at = 0;
    while at < kept.len() {
        let without: Vec<usize> = kept
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != at)
            .map(|(_, one)| *one)
            .collect();
        match solver.solve(&props(assumed, &without)) {
            Answer::Yes(_) => at += 1,
            Answer::No(core) => {
                // what is left keeps its order, so that what was needed before is not tried again
                kept = without.into_iter().filter(|one| is_in(assumed, *one, &core)).collect();
            }
            Answer::GaveUp => return None,
        }
    }
    Some(kept)
}

fn props(assumed: &[Prop], picked: &[usize]) -> Vec<Prop> {
    picked.iter().filter_map(|at| assumed.get(*at)).copied().collect()
}

fn is_in(assumed: &[Prop], at: usize, core: &[Prop]) -> bool {
    assumed.get(at).is_some_and(|prop| core.contains(prop))
}

/// Which of those that were asked are in a core; the same may be assumed twice.
fn places(assumed: &[Prop], asked: &[usize], core: &[Prop]) -> Vec<usize> {
    asked.iter().copied().filter(|at| is_in(assumed, *at, core)).collect()
}

/// Conflicts that have nothing in common, until what is left can hold.
pub fn apart(solver: &mut Solver, assumed: &[Prop]) -> Conflicts {
    let mut left: Vec<usize> = (0..assumed.len()).collect();
    let mut found = Conflicts { sets: Vec::new(), complete: false };
    loop {
        match solver.solve(&props(assumed, &left)) {
            Answer::Yes(_) => break,
            Answer::GaveUp => return found,
            Answer::No(core) => {
                let core = places(assumed, &left, &core);
                let Some(set) = shrink(solver, assumed, &core) else { return found };
                if set.is_empty() {
                    break;
                }
                left.retain(|at| !set.contains(at));
                found.sets.push(set);
            }
        }
    }
    found.complete = true;
    found.sets.sort_by_key(|set| (set.len(), set.clone()));
    found
}

/// All conflicts: each set that was not looked at yet is grown until nothing more goes with it, or shrunk to a conflict.
pub fn every(solver: &mut Solver, assumed: &[Prop], most: usize) -> Conflicts {
    let mut map = Map::new(assumed.len());
    let mut found = Conflicts { sets: Vec::new(), complete: false };
    while found.sets.len() < most {
        let Some(seed) = map.unexplored() else {
            found.complete = true;
            break;
        };
        match solver.solve(&props(assumed, &seed)) {
            Answer::GaveUp => break,
            Answer::Yes(_) => {
                let Some(grown) = grow(solver, assumed, seed) else { break };
                map.block_down(&grown);
            }
            Answer::No(core) => {
                let core = places(assumed, &seed, &core);
                let Some(set) = shrink(solver, assumed, &core) else { break };
                map.block_up(&set);
                let none = set.is_empty();
                found.sets.push(set);
                if none {
                    found.complete = true;
                    break;
                }
            }
        }
    }
    found.sets.sort_by_key(|set| (set.len(), set.clone()));
    found
}

/// As much as can hold together with what is given.
fn grow(solver: &mut Solver, assumed: &[Prop], seed: Vec<usize>) -> Option<Vec<usize>> {
    let mut grown = seed;
    for at in 0..assumed.len() {
        if grown.contains(&at) {
            continue;
        }
        grown.push(at);
        if !solver.can(&props(assumed, &grown))? {
            grown.pop();
        }
    }
    Some(grown)
}

/// Which sets were looked at.
struct Map {
    sat: BasicSolver,
    vars: Vec<Var>,
}

impl Map {
    fn new(size: usize) -> Self {
        let mut sat = BasicSolver::default();
        // large sets first: they lead to conflicts
        let vars = (0..size).map(|_| sat.new_var(lbool::TRUE, true)).collect();
        Self { sat, vars }
    }

    fn unexplored(&mut self) -> Option<Vec<usize>> {
        if self.sat.solve_limited(&[]) != lbool::TRUE {
            return None;
        }
        let vars = self.vars.iter().enumerate();
        Some(
            vars.filter(|(_, var)| self.sat.value_var(**var) != lbool::FALSE)
                .map(|(at, _)| at)
                .collect(),
        )
    }

    fn block_down(&mut self, held: &[usize]) {
        let held: BTreeSet<usize> = held.iter().copied().collect();
        let others = self.vars.iter().enumerate().filter(|(at, _)| !held.contains(at));
        let mut clause: Vec<Lit> = others.map(|(_, var)| Lit::new(*var, true)).collect();
        self.sat.add_clause_reuse(&mut clause);
    }

    fn block_up(&mut self, conflict: &[usize]) {
        let mut clause: Vec<Lit> = conflict
            .iter()
            .filter_map(|at| self.vars.get(*at))
            .map(|var| Lit::new(*var, false))
            .collect();
        self.sat.add_clause_reuse(&mut clause);
    }
}
