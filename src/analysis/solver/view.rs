//! How high and how low many amounts can be while the same is assumed. What one search comes across serves all of them.

use super::{End, Found, Solver};
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
    fn seen(&mut self, up: bool) -> &mut Seen {
        if up { &mut self.up } else { &mut self.down }
    }
}

/// What is assumed, and what was come across so far.
#[derive(Debug)]
pub struct View {
    /// Without floors.
    given: Prop,
    assumed: Prop,
    sought: Vec<Sought>,
    possible: bool,
}

impl View {
    /// Looks from what is assumed. `floors` are assumed, too, but for those that exclude it.
    pub fn new(solver: &mut Solver, assumed: &[Prop], floors: &[Prop], asked: &[Asked]) -> Self {
        let fresh = |asked: &Asked| {
            // the SAT core proposes only what it was told of
            solver.lit(asked.is);
            solver.lit(asked.out);
            Sought { asked: *asked, up: Seen::default(), down: Seen::default(), left_out: false }
        };
        let sought = asked.iter().map(fresh).collect();
        let given = solver.all(assumed.iter().copied());
        let mut view = Self { given, assumed: given, sought, possible: true };
        view.assume(solver, floors.to_vec());
        view
    }

    fn assume(&mut self, solver: &mut Solver, mut floors: Vec<Prop>) {
        loop {
            let asked: Vec<Prop> = [self.given].iter().chain(&floors).copied().collect();
            match solver.search(&asked) {
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
        self.assumed = solver.all(floors.into_iter().chain([self.given]));
    }

    /// Moves each amount as far as it goes while the statements stay as they were found.
    fn stretch(&mut self, solver: &mut Solver) {
        self.note(solver);
        let whole = solver.steps.is_empty();
        for sought in &mut self.sought {
            if !solver.held(sought.asked.is) {
                continue;
            }
            for up in [true, false] {
                let peak = solver.tableau.highest(&directed(sought.asked.amount, up));
                match peak {
                    Peak::Endless => sought.seen(up).endless = true,
                    // between two steps it may not stop
                    Peak::At(peak) if whole => sought.seen(up).meet(peak),
                    Peak::At(_) => {}
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
        let high = self.end(solver, at, true)?;
        if high == End::Nowhere {
            return self.below_floors(solver, at);
        }
        let low = match self.end(solver, at, false)? {
            End::At(near) => End::At(contrary(&near)),
            other @ (End::Open | End::Nowhere | End::GaveUp) => other,
        };
        let required = self.required(solver, at)?;
        Some(Extent { low, high, required })
    }

    /// An amount that is nowhere above its floor may be there below it.
    fn below_floors(&mut self, solver: &mut Solver, at: usize) -> Option<Extent> {
        let Asked { is, amount, .. } = self.sought.get(at)?.asked;
        let (asked, sum) = ([self.given, is], Sum::of(amount));
        let (low, high) = match self.possible && self.given != self.assumed {
            true => (solver.lowest(&asked, &sum), solver.highest(&asked, &sum)),
            false => (End::Nowhere, End::Nowhere),
        };
        if low == End::GaveUp || high == End::GaveUp {
            return None;
        }
        let required = low != End::Nowhere && self.required(solver, at)?;
        Some(Extent { low, high, required })
    }

    /// Whether something can hold beside what is assumed; `None` where the time was up.
    pub fn can(&mut self, solver: &mut Solver, prop: Prop) -> Option<bool> {
        match solver.search(&[self.assumed, prop]) {
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
        self.can(solver, out).map(|can| !can)
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
            let asked: Vec<Prop> = [self.assumed, is].into_iter().chain(beyond).collect();
            match solver.search(&asked) {
                Found::GaveUp => return None,
                Found::No(_) => return Some(seen.best.map_or(End::Nowhere, End::At)),
                Found::Yes => self.note(solver),
            }
            let peak = solver.tableau.highest(&sum);
            let between = solver.split();
            let seen = self.sought.get_mut(at)?.seen(up);
            match peak {
                Peak::Endless => seen.endless = true,
                // it parts there, and what was found before it counts
                Peak::At(_) if between => {}
                Peak::At(peak) => seen.meet(peak),
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
    /// The sum is further up than this.
    pub(super) fn beyond(&mut self, sum: &Sum, reached: &Near) -> Prop {
        let higher = Sum::constant(reached.number.clone()).minus(sum);
        self.at_most_zero(&higher, reached.steps.is_negative())
    }
}
