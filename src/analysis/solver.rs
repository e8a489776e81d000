//! The solver: a SAT core ([`batsat`]) for what is joined by `and` and `or`, and exact arithmetic for what bounds amounts.
//!
//! Bounds on one sum are tied to each other by clauses, so that the SAT core alone knows that `at least 5` is also `at least
//! 3`. What it proposes is held against the [`Tableau`]; bounds that cannot all be kept come back as a clause, and the SAT
//! core tries again. So *no* is proved from clauses and exact sums, and *yes* comes with exact figures.

mod extent;
mod reasons;
mod tidy;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use batsat::{Callbacks, Lit, Solver as Sat, SolverInterface, lbool};

use super::linear::{Amount, Sum};
use super::logic::{Circuit, Node, Prop};
use super::simplex::{Near, Tableau, Tag};
use crate::value::Number;

pub use extent::End;
pub use tidy::Room;

/// How often one search may part amounts that go in steps: without bounds it could go on for ever.
const MOST_SPLITS: usize = 2000;

/// What came of a question.
#[derive(Debug)]
pub enum Answer {
    /// Yes, in this way.
    Yes(Model),
    /// No: these of what was assumed cannot all hold.
    No(Vec<Prop>),
    /// The time was up.
    GaveUp,
}

/// One way in which all holds.
#[derive(Debug, Clone)]
pub struct Model {
    held: HashMap<usize, bool>,
    amounts: Vec<Number>,
}

/// A bound on a sum whose first factor is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    limit: Number,
    /// True for `at most`, false for `below`, which comes first.
    included: bool,
}

#[derive(Debug)]
struct Form {
    column: usize,
    cuts: BTreeMap<Cut, Prop>,
    /// Its values are multiples of this.
    step: Option<Number>,
}

/// Stops the SAT core when the time is up.
struct Clock {
    until: Option<Instant>,
    asked: Arc<AtomicUsize>,
}

impl Clock {
    fn is_up(&self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }
}

impl Callbacks for Clock {
    fn stop(&self) -> bool {
        // the clock is read now and then only: reading it costs more than a step of the search
        self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(64) && self.is_up()
    }
}

/// Statements about amounts, and the search for a way in which they hold.
pub struct Solver {
    circuit: Circuit,
    sat: Sat<Clock>,
    lits: HashMap<usize, Lit>,
    forms: Vec<Form>,
    by_parts: HashMap<Vec<(Amount, Number)>, usize>,
    parts: Vec<Vec<(Amount, Number)>>,
    atoms: HashMap<usize, (usize, Cut)>,
    steps: BTreeMap<Amount, Number>,
    tableau: Tableau,
    amounts: usize,
    demanded: Vec<Prop>,
    /// What is tried as true first.
    liked: BTreeSet<usize>,
    clock: Clock,
}

impl std::fmt::Debug for Solver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Solver").field("forms", &self.forms.len()).finish_non_exhaustive()
    }
}

impl Solver {
    /// A solver that gives up at a moment, if one is named.
    pub fn new(until: Option<Instant>) -> Self {
        let clock = || Clock { until, asked: Arc::new(AtomicUsize::new(0)) };
        Self {
            circuit: Circuit::default(),
            sat: Sat::new(batsat::SolverOpts::default(), clock()),
            lits: HashMap::new(),
            forms: Vec::new(),
            by_parts: HashMap::new(),
            parts: Vec::new(),
            atoms: HashMap::new(),
            steps: BTreeMap::new(),
            tableau: Tableau::default(),
            amounts: 0,
            demanded: Vec::new(),
            liked: BTreeSet::new(),
            clock: clock(),
        }
    }

    /// True once the time is up.
    pub fn is_late(&self) -> bool {
        self.clock.is_up()
    }

    /// A new statement, true or false as fits.
    pub fn free(&mut self) -> Prop {
        self.circuit.free()
    }

    /// A new statement, true rather than false where both fit.
    pub fn liked(&mut self) -> Prop {
        let prop = self.circuit.free();
        self.liked.insert(prop.index());
        prop
    }

    /// All of them.
    pub fn all(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        self.circuit.all(parts)
    }

    /// One of them at least.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Prop>) -> Prop {
        self.circuit.any(parts)
    }

    /// If the one, then the other.
    pub fn implies(&mut self, one: Prop, other: Prop) -> Prop {
        self.circuit.any([!one, other])
    }

    /// A new amount; with a step, only multiples of it count.
    pub fn amount(&mut self, step: Option<Number>) -> Amount {
        let amount = Amount(self.tableau.column());
        self.amounts = amount.0 + 1;
        if let Some(step) = step.filter(|step| !step.is_zero()) {
            self.steps.insert(amount, step.abs());
        }
        amount
    }

    /// The sum is at most zero; without `included`, below zero.
    pub fn at_most_zero(&mut self, sum: &Sum, included: bool) -> Prop {
        if let Some(known) = sum.known() {
            return Prop::constant(known.is_negative() || (included && known.is_zero()));
        }
        let Some(first) = sum.parts.values().next().cloned() else { return Prop::TRUE };
        let scale = Number::one().checked_div(&first).unwrap_or_else(Number::one);
        let scaled = sum.times(&scale);
        let form = self.form(&scaled);
        let limit = -&scaled.constant;
        // `-x at most -3` is the contrary of `x below 3`
        match first.is_negative() {
            false => self.cut(form, limit, included),
            true => !self.cut(form, limit, !included),
        }
    }

    /// One is at most the other.
    pub fn at_most(&mut self, one: &Sum, other: &Sum) -> Prop {
        self.at_most_zero(&one.minus(other), true)
    }

    /// One is below the other.
    pub fn below(&mut self, one: &Sum, other: &Sum) -> Prop {
        self.at_most_zero(&one.minus(other), false)
    }

    /// The two are equal.
    pub fn equal(&mut self, one: &Sum, other: &Sum) -> Prop {
        let (up, down) = (self.at_most(one, other), self.at_most(other, one));
        self.all([up, down])
    }

    fn form(&mut self, sum: &Sum) -> usize {
        let key: Vec<(Amount, Number)> =
            sum.parts.iter().map(|(amount, by)| (*amount, by.clone())).collect();
        if let Some(known) = self.by_parts.get(&key) {
            return *known;
        }
        let alone = match key.as_slice() {
            [(amount, _)] => Some(*amount),
            _ => None,
        };
        let column = match alone {
            Some(amount) => amount.0,
            None => self.tableau.row(sum),
        };
        let step = self.common_step(&key);
        self.forms.push(Form { column, cuts: BTreeMap::new(), step });
        self.parts.push(key.clone());
        self.by_parts.insert(key, self.forms.len() - 1);
        self.forms.len() - 1
    }

    /// What all values of a sum are multiples of, where each amount goes in steps.
    fn common_step(&self, parts: &[(Amount, Number)]) -> Option<Number> {
        parts.iter().try_fold(Number::zero(), |common, (amount, by)| {
            let step = self.steps.get(amount)? * by;
            Some(common_measure(common, step.abs()))
        })
    }

    /// `form ≤ limit` or `form < limit`, tied to its neighbours.
    fn cut(&mut self, form: usize, limit: Number, included: bool) -> Prop {
        let Some(known) = self.forms.get(form) else { return Prop::TRUE };
        let cut = match &known.step {
            Some(step) => Cut { limit: last_multiple(&limit, included, step), included: true },
            None => Cut { limit, included },
        };
        if let Some(prop) = known.cuts.get(&cut) {
            return *prop;
        }
        let below = known.cuts.range(..&cut).next_back().map(|(_, prop)| *prop);
        let above = known.cuts.range(&cut..).next().map(|(_, prop)| *prop);
        let prop = self.circuit.bound();
        self.atoms.insert(prop.index(), (form, cut.clone()));
        if let Some(known) = self.forms.get_mut(form) {
            known.cuts.insert(cut, prop);
        }
        below.into_iter().for_each(|below| self.clause(&[!below, prop]));
        above.into_iter().for_each(|above| self.clause(&[!prop, above]));
        prop
    }

    /// From now on this holds.
    pub fn demand(&mut self, prop: Prop) {
        if self.circuit.measures(prop) {
            self.demanded.push(prop);
        }
        self.clause(&[prop]);
    }

    fn clause(&mut self, props: &[Prop]) {
        let mut lits: Vec<Lit> = props.iter().map(|prop| self.lit(*prop)).collect();
        self.sat.add_clause_reuse(&mut lits);
    }

    /// The literal of a statement; what it is made of is told to the SAT core at its first use.
    fn lit(&mut self, prop: Prop) -> Lit {
        let mut waiting = vec![prop.index()];
        while let Some(index) = waiting.last().copied() {
            let parts = match self.circuit.node(Prop::numbered(index)) {
                Node::All(parts) => parts.clone(),
                Node::True | Node::Free => Vec::new(),
            };
            let before = waiting.len();
            if !self.lits.contains_key(&index) {
                let new = parts.iter().map(|part| part.index());
                waiting.extend(new.filter(|part| !self.lits.contains_key(part)));
            }
            if waiting.len() == before {
                waiting.pop();
                self.define(index, &parts);
            }
        }
        self.known(prop)
    }

    fn define(&mut self, index: usize, parts: &[Prop]) {
        if self.lits.contains_key(&index) {
            return;
        }
        let first = if self.liked.contains(&index) { lbool::TRUE } else { lbool::UNDEF };
        let own = Lit::new(self.sat.new_var(first, true), true);
        self.lits.insert(index, own);
        match self.circuit.node(Prop::numbered(index)) {
            Node::Free => {}
            Node::True => {
                self.sat.add_clause_reuse(&mut vec![own]);
            }
            Node::All(_) => {
                let mut back = vec![own];
                for part in parts {
                    let part = self.known(*part);
                    self.sat.add_clause_reuse(&mut vec![!own, part]);
                    back.push(!part);
                }
                self.sat.add_clause_reuse(&mut back);
            }
        }
    }

    fn known(&self, prop: Prop) -> Lit {
        let lit = self.lits.get(&prop.index()).copied().unwrap_or(Lit::UNDEF);
        if prop.is_negated() { !lit } else { lit }
    }

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

    fn search(&mut self, assumed: &[Prop]) -> Found {
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

    /// Sends an amount that goes in steps and lies between two of them to one side or the other; false where none does.
    fn split(&mut self) -> bool {
        let between = self.steps.iter().find_map(|(amount, step)| {
            let value = self.tableau.value(amount.0);
            let below = last_multiple(&value.number, true, step);
            (below != value.number || !value.is_exact()).then(|| (*amount, below, step.clone()))
        });
        let Some((amount, below, step)) = between else { return false };
        let (own, next) = (Sum::of(amount), Sum::constant(&below + &step));
        let low = self.at_most(&own, &Sum::constant(below));
        let high = self.at_most(&next, &own);
        let either = self.any([low, high]);
        self.demand(either);
        true
    }

    /// True where the SAT core proposes it.
    fn held(&self, prop: Prop) -> bool {
        let Some(lit) = self.lits.get(&prop.index()) else { return prop.is_negated() };
        (self.sat.value_lit(*lit) == lbool::TRUE) != prop.is_negated()
    }

    /// What the last search came to: statements as proposed, amounts as settled.
    fn model(&self) -> Model {
        let step = self.tableau.step();
        let amounts = (0..self.amounts).map(|at| {
            let value = self.tableau.value(at);
            value.number + &value.steps * &step
        });
        let free = |index: &usize| !self.atoms.contains_key(index);
        let held = self.lits.keys().filter(|index| free(index));
        let held = held.map(|index| (*index, self.held(Prop::numbered(*index)))).collect();
        Model { held, amounts: amounts.collect() }
    }

    /// Whether a statement holds in a model.
    pub fn holds(&self, model: &Model, prop: Prop) -> bool {
        let truth = match self.circuit.node(prop) {
            Node::True => true,
            Node::All(parts) => parts.iter().all(|part| self.holds(model, *part)),
            Node::Free => match self.atoms.get(&prop.index()) {
                Some((form, cut)) => self.keeps(model, *form, cut),
                None => model.held.get(&prop.index()).copied().unwrap_or(false),
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

enum Found {
    Yes,
    No(Vec<Prop>),
    GaveUp,
}

impl Model {
    /// The value of an amount.
    pub fn amount(&self, amount: Amount) -> Number {
        self.amounts.get(amount.0).cloned().unwrap_or_else(Number::zero)
    }
}

/// The largest number of which both are multiples.
fn common_measure(a: Number, b: Number) -> Number {
    match a.checked_div(&b) {
        None => a,
        Some(times) => {
            let rest = &a - &(&times.floor() * &b);
            common_measure(b, rest)
        }
    }
}

/// The last multiple of a step that is at most a limit, or below it.
fn last_multiple(limit: &Number, included: bool, step: &Number) -> Number {
    let times = limit.checked_div(step).unwrap_or_else(Number::zero);
    let whole = times.floor();
    let whole = if !included && whole == times { whole - Number::one() } else { whole };
    &whole * step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Sum {
        Sum::constant(Number::from_integer(value))
    }

    #[test]
    fn a_core_names_what_cannot_hold_together() {
        let mut solver = Solver::new(None);
        let (x, y) = (Sum::of(solver.amount(None)), Sum::of(solver.amount(None)));
        let low = solver.at_most(&number(5), &x);
        let idle = solver.at_most(&y, &number(9));
        let high = solver.below(&x, &y);
        let small = solver.at_most(&y, &number(5));
        let Answer::No(core) = solver.solve(&[low, idle, high, small]) else { panic!() };
        assert_eq!(core, [low, high, small]);
        assert!(matches!(solver.solve(&[low, idle, high]), Answer::Yes(_)));
    }

    #[test]
    fn ranges_are_exact_and_tell_whether_the_end_belongs_to_them() {
        let mut solver = Solver::new(None);
        let x = Sum::of(solver.amount(None));
        let (low, high) = (solver.at_most(&number(3), &x), solver.below(&x, &number(7)));
        let gap = {
            let (left, right) = (solver.below(&x, &number(4)), solver.below(&number(6), &x));
            solver.any([left, right])
        };
        let all = [low, high, gap];
        assert_eq!(solver.lowest(&all, &x), End::At(Near::exactly(Number::from_integer(3))));
        assert_eq!(solver.highest(&all, &x), End::At(Near::beside(Number::from_integer(7), -1)));
        assert_eq!(solver.highest(&[low], &x), End::Open);
    }

    #[test]
    fn steps_are_kept() {
        let mut solver = Solver::new(None);
        let step = Number::from_integer(500);
        let (x, y) = (solver.amount(Some(step.clone())), solver.amount(Some(step)));
        let both = Sum::of(x).plus(&Sum::of(y));
        let low = solver.below(&number(1200), &both);
        let end = solver.lowest(&[low], &both);
        assert_eq!(end, End::At(Near::exactly(Number::from_integer(1500))));
    }
}
