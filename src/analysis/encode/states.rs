//! What each spot of the outline can be in a deal, as statements of which exactly one is true.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::uses::{Kind, Uses};
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::Prop;
use crate::analysis::sketch::{Sketch, Spot, Was};
use crate::analysis::solver::Solver;
use crate::value::{Number, Reading};

/// What one spot can be.
#[derive(Debug, Clone)]
pub struct State {
    /// As the given proposal has it.
    pub kept: Prop,
    /// Not in the deal.
    pub missing: Prop,
    /// `none`
    pub none: Prop,
    /// A mapping with something in it.
    pub mapping: Prop,
    /// A value of a kind.
    pub kinds: Vec<Possible>,
}

/// A value of a kind that a spot can have.
#[derive(Debug, Clone)]
pub struct Possible {
    /// The kind.
    pub kind: Kind,
    /// It has one.
    pub is: Prop,
    /// How much, in base units; days count from 1970-01-01. Zero where it has none.
    pub amount: Option<Amount>,
}

/// What a user fixes beforehand.
pub trait Policy {
    /// True where a spot must stay as it is.
    fn is_kept(&self, spot: Spot) -> bool;
    /// Of what new values are multiples, in base units.
    fn step(&self, spot: Spot, kind: &Kind) -> Option<Number>;
}

/// Nothing is fixed.
#[derive(Debug, Clone, Copy)]
pub struct Free;

impl Policy for Free {
    fn is_kept(&self, _spot: Spot) -> bool {
        false
    }

    fn step(&self, _spot: Spot, _kind: &Kind) -> Option<Number> {
        None
    }
}

/// The states of all spots, in their order.
#[derive(Debug, Default)]
pub struct States {
    all: Vec<State>,
    there: BTreeMap<Amount, Prop>,
}

const NOWHERE: &State = &State {
    kept: Prop::FALSE,
    missing: Prop::TRUE,
    none: Prop::FALSE,
    mapping: Prop::FALSE,
    kinds: Vec::new(),
};

impl States {
    /// Of one spot.
    pub fn of(&self, spot: Spot) -> &State {
        self.all.get(spot.0).unwrap_or(NOWHERE)
    }

    /// That the term of an amount is there: else the amount is zero.
    pub fn is_there(&self, amount: Amount) -> Option<Prop> {
        self.there.get(&amount).copied()
    }

    /// Makes them.
    pub fn new(solver: &mut Solver, sketch: &Sketch, uses: &Uses, policy: &dyn Policy) -> Self {
        let mut states = Self::default();
        for spot in sketch.spots() {
            let mut maker = Maker { solver, sketch, uses, policy };
            let state = maker.state(spot, &states);
            let kinds = state.kinds.iter();
            states.there.extend(kinds.filter_map(|kind| Some((kind.amount?, kind.is))));
            states.all.push(state);
        }
        for spot in sketch.spots() {
            states.tie(solver, sketch, spot);
        }
        states
    }

    /// A new mapping has something in it, and a new schedule all its entries.
    fn tie(&self, solver: &mut Solver, sketch: &Sketch, spot: Spot) {
        let state = self.of(spot);
        if matches!(sketch.was(spot), Was::Mapping | Was::List) || state.mapping == Prop::FALSE {
            return;
        }
        let children = sketch.children(spot);
        let there: Vec<Prop> = children.iter().map(|child| !self.of(*child).missing).collect();
        let whole = children.iter().all(|child| is_time(sketch, *child));
        let needed = if whole { solver.all(there) } else { solver.any(there) };
        let tied = solver.implies(state.mapping, needed);
        solver.demand(tied);
    }
}

/// True for an entry of a schedule.
fn is_time(sketch: &Sketch, spot: Spot) -> bool {
    let key = sketch.key(spot).map(|key| key.name.as_str()).unwrap_or_default();
    key.starts_with("year ") || key.starts_with(|c: char| c.is_ascii_digit())
}

struct Maker<'m> {
    solver: &'m mut Solver,
    sketch: &'m Sketch,
    uses: &'m Uses,
    policy: &'m dyn Policy,
}

impl Maker<'_> {
    fn state(&mut self, spot: Spot, before: &States) -> State {
        let Some(parent) = self.sketch.parent(spot) else {
            return State { mapping: Prop::TRUE, missing: Prop::FALSE, ..NOWHERE.clone() };
        };
        let within = before.of(parent).mapping;
        let state = match self.sketch.was(spot) {
            Was::Nothing => self.new_spot(spot),
            Was::Scalar(reading) => self.scalar(spot, reading, within),
            Was::Mapping => self.mapping(spot, within),
            Was::List => State { mapping: within, missing: !within, ..NOWHERE.clone() },
        };
        self.one_of(&state);
        let outside = self.solver.any([within, state.missing]);
        self.solver.demand(outside);
        state
    }

    fn new_spot(&mut self, spot: Spot) -> State {
        if self.policy.is_kept(spot) {
            return NOWHERE.clone();
        }
        let mut state = self.open(spot);
        state.missing = self.solver.liked();
        if is_time(self.sketch, spot) {
            state.none = Prop::FALSE;
        }
        state
    }

    fn scalar(&mut self, spot: Spot, reading: &Reading, within: Prop) -> State {
        if self.policy.is_kept(spot) || !self.is_spoken_of(spot) {
            return State { kept: within, missing: !within, ..NOWHERE.clone() };
        }
        let mut state = self.open(spot);
        state.kept = self.solver.liked();
        state.missing = !within;
        if *reading == Reading::Absent {
            state.none = Prop::FALSE;
        }
        state
    }

    fn mapping(&mut self, spot: Spot, within: Prop) -> State {
        let removable = self.uses.held.contains(&spot) && !self.holds_kept(spot);
        if !removable {
            return State { mapping: within, missing: !within, ..NOWHERE.clone() };
        }
        let (mapping, none) = (self.solver.free(), self.solver.free());
        State { mapping, none, missing: !within, ..NOWHERE.clone() }
    }

    fn holds_kept(&self, spot: Spot) -> bool {
        self.policy.is_kept(spot)
            || self.sketch.children(spot).iter().any(|child| self.holds_kept(*child))
    }

    fn is_spoken_of(&self, spot: Spot) -> bool {
        self.uses.is_compared(spot)
            || self.uses.held.contains(&spot)
            || !self.sketch.children(spot).is_empty()
    }

    /// What a spot can be beside what it was.
    fn open(&mut self, spot: Spot) -> State {
        let mut state = State { none: self.solver.free(), missing: Prop::FALSE, ..NOWHERE.clone() };
        if !self.sketch.children(spot).is_empty() {
            state.mapping = self.solver.free();
            return state;
        }
        let mut kinds = self.uses.kinds(spot);
        if kinds.is_empty() {
            kinds.push(Kind::Yes);
        }
        state.kinds = kinds.into_iter().map(|kind| self.possible(spot, kind)).collect();
        state
    }

    fn possible(&mut self, spot: Spot, kind: Kind) -> Possible {
        let is = self.solver.free();
        let step = match kind {
            Kind::Day => Some(Number::one()),
            Kind::Amount(_) | Kind::Yes | Kind::Text(_) => self.policy.step(spot, &kind),
        };
        let measured = matches!(kind, Kind::Amount(_) | Kind::Day);
        let amount = measured.then(|| self.solver.amount(step));
        if let Some(amount) = amount {
            let nothing = Sum::constant(Number::zero());
            let zero = self.solver.equal(&Sum::of(amount), &nothing);
            let tied = self.solver.any([is, zero]);
            self.solver.demand(tied);
        }
        Possible { kind, is, amount }
    }

    fn one_of(&mut self, state: &State) {
        let mut props = vec![state.kept, state.missing, state.none, state.mapping];
        props.extend(state.kinds.iter().map(|possible| possible.is));
        props.retain(|prop| *prop != Prop::FALSE);
        let some = self.solver.any(props.clone());
        self.solver.demand(some);
        for (at, one) in props.iter().enumerate() {
            for other in props.iter().skip(at + 1) {
                let both = self.solver.all([*one, *other]);
                self.solver.demand(!both);
            }
        }
    }
}

/// A day as a number.
pub fn day_number(day: Date) -> Number {
    let start = Date::constant(1970, 1, 1);
    Number::from_integer(start.duration_until(day).as_hours() / 24)
}

/// The day of a number; `None` outside the calendar.
pub fn day_of(number: &Number) -> Option<Date> {
    let days = number.to_i64()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}
