//! How high and how low many amounts can be while the same is assumed. What one search comes across serves all of them.

use super::{End, Focus, Found, Solver};
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::Prop;
use crate::analysis::simplex::{Near, Peak};
use crate::value::Number;

/// An amount whose range is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// It is there.
    pub is: Prop,
    /// What it belongs to is left out, or `none`.
    pub out: Prop,
    /// The amount.
    pub amount: Amount,
}

/// Where an amount can lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The lowest it can be.
    pub low: End,
    /// The highest it can be.
    pub high: End,
    /// It cannot be left out.
    pub required: bool,
}

/// The furthest that was come across in one direction.
#[derive(Debug, Default, Clone)]
struct Seen {
    best: Option<Near>,
    endless: bool,
}

impl Seen {
    fn meet(&mut self, value: Near) {
        if self.best.as_ref().is_none_or(|best| value > *best) {
            self.best = Some(value);
        }
    }
}

#[derive(Debug)]
struct Sought {
    asked: Asked,
    up: Seen,
    /// Of the amount below zero.
    down: Seen,
    left_out: bool,
}

impl Sought {
    fn new(asked: &Asked) -> Self {
        Self { asked: *asked, up: Seen::default(), down: Seen::default(), left_out: false }
    }

    fn seen(&mut self, up: bool) -> &mut Seen {
        if up { &mut self.up } else { &mut self.down }
    }
}

/// What is assumed, and what was come across so far.
#[derive(Debug)]
pub struct View {
    /// With floors, as the next one.
    focus: Focus,
    /// Where terms are rather left out.
    lean: Focus,
    given: Vec<Prop>,
    floored: bool,
    sought: Vec<Sought>,
    possible: bool,
}

impl View {
    /// Looks from what is assumed. `floors` are assumed, too, but for those that exclude it. The search tries `liked` first.
    pub fn new(
        solver: &mut Solver,
        assumed: &[Prop],
        floors: &[Prop],
        (asked, liked): (&[Asked], &[Prop]),
    ) -> Self {
        let liked = liked.iter().map(|prop| prop.index()).collect();
        let mut view = Self {
            focus: solver.focus_that_likes(assumed, liked),
            lean: solver.focus(assumed),
            given: assumed.to_vec(),
            floored: false,
            sought: asked.iter().map(Sought::new).collect(),
            possible: true,
        };
        let floors = view.within(Self::focus, solver, |view, solver| {
            view.tell(solver);
            view.assume(solver, floors.to_vec())
        });
        view.floored = !floors.is_empty();
        view.within(Self::lean, solver, |view, solver| {
            view.tell(solver);
            floors.into_iter().for_each(|floor| solver.demand(floor));
            if matches!(solver.search(&[]), Found::Yes) {
                view.stretch(solver);
            }
        });
        view
    }

    /// The SAT core proposes only what it was told of.
    fn tell(&self, solver: &mut Solver) {
        for Asked { is, out, .. } in self.sought.iter().map(|sought| sought.asked) {
            solver.lit(is);
            solver.lit(out);
        }
    }

    /// Works with one of the cores of this view.
    fn within<T>(
        &mut self,
        which: fn(&mut Self) -> &mut Focus,
        solver: &mut Solver,
        work: impl FnOnce(&mut Self, &mut Solver) -> T,
    ) -> T {
        solver.turn_to(which(self));
        let done = work(self, solver);
        solver.turn_to(which(self));
        done
    }

    fn focus(&mut self) -> &mut Focus {
        &mut self.focus
    }

    fn lean(&mut self) -> &mut Focus {
        &mut self.lean
    }

    /// Demands the floors that do not exclude what is given.
    fn assume(&mut self, solver: &mut Solver, mut floors: Vec<Prop>) -> Vec<Prop> {
        loop {
            match solver.search(&floors) {
                Found::Yes => break self.stretch(solver),
                Found::GaveUp => break,
                Found::No(core) => {
                    let before = floors.len();
                    floors.retain(|floor| !core.contains(floor));
                    if floors.len() == before {
                        self.possible = false;
                        break;
                    }
                }
            }
        }
        floors.iter().for_each(|floor| solver.demand(*floor));
        floors
    }

    /// Moves each amount as far as it goes while the statements stay as they were found.
    fn stretch(&mut self, solver: &mut Solver) {
        self.note(solver);
        let whole = solver.bounds.steps.is_empty();
        for sought in &mut self.sought {
            if !solver.held(sought.asked.is) {
                continue;
            }
            for up in [true, false] {
                let peak = solver.highest_here(&directed(sought.asked.amount, up));
                match peak {
                    Peak::Endless => sought.seen(up).endless = true,
                    // between two steps it may not stop
                    Peak::At(peak) if whole => sought.seen(up).meet(peak),
                    Peak::At(_) => {}
                    Peak::Late => return,
                }
            }
        }
    }

    /// Remembers what the last search came to.
    fn note(&mut self, solver: &Solver) {
        if solver.between().is_some() {
            return;
        }
        for sought in &mut self.sought {
            if solver.held(sought.asked.is) {
                let value = solver.tableau.value(sought.asked.amount.0);
                sought.down.meet(contrary(&value));
                sought.up.meet(value);
            } else {
                sought.left_out |= solver.held(sought.asked.out);
            }
        }
    }

    /// Where one of the amounts can lie; `None` where the time was up.
    pub fn extent(&mut self, solver: &mut Solver, at: usize) -> Option<Extent> {
        let (low, high) = self.within(Self::focus, solver, |view, solver| view.ends(solver, at))?;
        match high {
            End::Nowhere if self.possible && self.floored => self.below_floors(solver, at),
            End::Nowhere => Some(Extent { low, high, required: false }),
            End::At(_) | End::Open | End::GaveUp => {
                let required = self.required(solver, at)?;
                Some(Extent { low, high, required })
            }
        }
    }

    fn ends(&mut self, solver: &mut Solver, at: usize) -> Option<(End, End)> {
        let high = self.end(solver, at, true)?;
        let low = match high {
            End::Nowhere => End::Nowhere,
            End::At(_) | End::Open | End::GaveUp => match self.end(solver, at, false)? {
                End::At(near) => End::At(contrary(&near)),
                other @ (End::Open | End::Nowhere | End::GaveUp) => other,
            },
        };
        Some((low, high))
    }

    /// An amount that is nowhere above its floor may be there below it.
    fn below_floors(&mut self, solver: &mut Solver, at: usize) -> Option<Extent> {
        let Asked { is, out, amount } = self.sought.get(at)?.asked;
        let mut bare = solver.focus(&self.given);
        solver.turn_to(&mut bare);
        let (asked, sum) = ([is], Sum::of(amount));
        let (low, high) = (solver.lowest(&asked, &sum), solver.highest(&asked, &sum));
        let left_out = solver.can(&[out]);
        solver.turn_to(&mut bare);
        if low == End::GaveUp || high == End::GaveUp {
            return None;
        }
        let required = low != End::Nowhere && !left_out?;
        Some(Extent { low, high, required })
    }

    /// Whether something can hold beside what is assumed; `None` where the time was up.
    pub fn can(&mut self, solver: &mut Solver, prop: Prop) -> Option<bool> {
        self.within(Self::focus, solver, |view, solver| view.is_possible(solver, prop))
    }

    fn is_possible(&mut self, solver: &mut Solver, prop: Prop) -> Option<bool> {
        match solver.search(&[prop]) {
            Found::Yes => self.note(solver),
            Found::No(_) => return Some(false),
            Found::GaveUp => return None,
        }
        Some(true)
    }

    fn required(&mut self, solver: &mut Solver, at: usize) -> Option<bool> {
        let Some(sought) = self.sought.get(at) else { return Some(false) };
        if sought.left_out {
            return Some(false);
        }
        let out = sought.asked.out;
        self.within(Self::lean, solver, |view, solver| view.is_possible(solver, out))
            .map(|can| !can)
    }

    /// How far it goes up; without `up`, how far the amount below zero does.
    fn end(&mut self, solver: &mut Solver, at: usize, up: bool) -> Option<End> {
        if !self.possible {
            return Some(End::Nowhere);
        }
        loop {
            let sought = self.sought.get_mut(at)?;
            let (Asked { is, amount, .. }, seen) = (sought.asked, sought.seen(up).clone());
            if seen.endless {
                return Some(End::Open);
            }
            let sum = directed(amount, up);
            let beyond = seen.best.as_ref().map(|best| solver.beyond(&sum, best));
            let asked: Vec<Prop> = [is].into_iter().chain(beyond).collect();
            match solver.search(&asked) {
                Found::GaveUp => return None,
                Found::No(_) => return Some(seen.best.map_or(End::Nowhere, End::At)),
                Found::Yes => self.note(solver),
            }
            let peak = solver.highest_here(&sum);
            let between = solver.split();
            let seen = self.sought.get_mut(at)?.seen(up);
            match peak {
                Peak::Endless => seen.endless = true,
                // it parts there, and what was found before it counts
                Peak::At(_) if between => {}
                Peak::At(peak) => seen.meet(peak),
                Peak::Late => return None,
            }
        }
    }
}

fn directed(amount: Amount, up: bool) -> Sum {
    if up { Sum::of(amount) } else { Sum::of(amount).times(&Number::from_integer(-1)) }
}

fn contrary(near: &Near) -> Near {
    Near { number: -&near.number, steps: -&near.steps }
}

impl Solver {
    /// The highest that a sum can be while the statements stay as they were found.
    pub(super) fn highest_here(&mut self, sum: &Sum) -> Peak {
        self.tableau.highest(sum, &|| self.clock.is_up())
    }

    /// The sum is further up than this.
    pub(super) fn beyond(&mut self, sum: &Sum, reached: &Near) -> Prop {
        let higher = Sum::constant(reached.number.clone()).minus(sum);
        self.at_most_zero(&higher, reached.steps.is_negative())
    }
}
