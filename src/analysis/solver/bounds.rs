//! Bounds on sums, each a statement.

use std::collections::{BTreeMap, HashMap};

use super::Solver;
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::Prop;
use crate::analysis::simplex::{Broken, Near, Tableau, Tag};
use crate::value::Number;

/// A bound on a sum whose first factor is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub(super) limit: Number,
    /// True for `at most`, false for `below`, which comes first.
    pub(super) included: bool,
}

#[derive(Debug)]
struct Form {
    column: usize,
    parts: Vec<(Amount, Number)>,
    cuts: BTreeMap<Cut, Prop>,
    /// Its values are multiples of this.
    step: Option<Number>,
}

impl Form {
    /// Up to where a cut lets the sum go; its contrary, from where.
    fn limit(&self, cut: &Cut, contrary: bool) -> Near {
        let beside = |steps| Near::beside(cut.limit.clone(), steps);
        match (contrary, cut.included, &self.step) {
            (false, true, _) | (true, false, _) => beside(0),
            (false, false, _) => beside(-1),
            (true, true, Some(step)) => Near::exactly(&cut.limit + step),
            (true, true, None) => beside(1),
        }
    }
}

/// All sums that are bounded, with their bounds.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    forms: Vec<Form>,
    by_parts: HashMap<Vec<(Amount, Number)>, usize>,
    /// The form and the cut of each statement that is a bound, by its number.
    cuts: HashMap<usize, (usize, Cut)>,
    /// Of what an amount is a multiple.
    pub(super) steps: BTreeMap<Amount, Number>,
    /// How many amounts there are.
    pub(super) amounts: usize,
}

impl Bounds {
    /// The sum and the cut of a statement, where it is a bound.
    pub(super) fn of(&self, prop: Prop) -> Option<(&[(Amount, Number)], &Cut)> {
        let (form, cut) = self.place(prop)?;
        Some((&form.parts, cut))
    }

    /// The next bounds below and above on the same sum among those that are `known`.
    pub(super) fn beside(
        &self,
        prop: Prop,
        known: &dyn Fn(Prop) -> bool,
    ) -> (Option<Prop>, Option<Prop>) {
        let Some((form, cut)) = self.place(prop) else { return (None, None) };
        let below = form.cuts.range(..cut).rev().map(|(_, prop)| *prop).find(|prop| known(*prop));
        // the first at or above it is itself
        let mut above = form.cuts.range(cut..).skip(1).map(|(_, prop)| *prop);
        (below, above.find(|prop| known(*prop)))
    }

    /// Asks the tableau to keep a bound, or its contrary.
    pub(super) fn assert(&self, tableau: &mut Tableau, prop: Prop, tag: Tag) -> Result<(), Broken> {
        let Some((form, cut)) = self.place(prop) else { return Ok(()) };
        tableau.bound(form.column, !prop.is_negated(), form.limit(cut, prop.is_negated()), tag)
    }

    fn place(&self, prop: Prop) -> Option<(&Form, &Cut)> {
        let (form, cut) = self.cuts.get(&prop.index())?;
        Some((self.forms.get(*form)?, cut))
    }

    /// The loosest bound that follows from this one, is `held` as well, and is looser by less than there is room; and by how much.
    pub(super) fn loosened(
        &self,
        prop: Prop,
        room: &Near,
        held: &dyn Fn(Prop) -> bool,
    ) -> Option<(Prop, Near)> {
        let (form, cut) = self.place(prop)?;
        let own = form.limit(cut, prop.is_negated());
        let looser = |(cut, bound): (&Cut, &Prop)| match prop.is_negated() {
            true => (!*bound, own.minus(&form.limit(cut, true))),
            false => (*bound, form.limit(cut, false).minus(&own)),
        };
        let near = |(_, by): &(Prop, Near)| by < room;
        let held = |(bound, _): &(Prop, Near)| held(*bound);
        match prop.is_negated() {
            true => {
                let lower = form.cuts.range(..cut).rev().map(looser);
                lower.take_while(near).filter(held).last()
            }
            false => {
                // the first at or above it is itself
                let higher = form.cuts.range(cut..).skip(1).map(looser);
                higher.take_while(near).filter(held).last()
            }
        }
    }

    /// What all values of a sum are multiples of, where each amount goes in steps.
    fn common_step(&self, parts: &[(Amount, Number)]) -> Option<Number> {
        parts.iter().try_fold(Number::zero(), |common, (amount, by)| {
            let step = self.steps.get(amount)? * by;
            Some(common_measure(common, step.abs()))
        })
    }
}

impl Solver {
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
        let parts: Vec<(Amount, Number)> =
            sum.parts.iter().map(|(amount, by)| (*amount, by.clone())).collect();
        if let Some(known) = self.bounds.by_parts.get(&parts) {
            return *known;
        }
        let column = match parts.as_slice() {
            [(amount, _)] => amount.0,
            _ => self.tableau.row(sum),
        };
        let step = self.bounds.common_step(&parts);
        let at = self.bounds.forms.len();
        self.bounds.by_parts.insert(parts.clone(), at);
        self.bounds.forms.push(Form { column, parts, cuts: BTreeMap::new(), step });
        at
    }

    /// `form ≤ limit` or `form < limit`
    fn cut(&mut self, form: usize, limit: Number, included: bool) -> Prop {
        let Some(known) = self.bounds.forms.get_mut(form) else { return Prop::TRUE };
        let cut = match &known.step {
            Some(step) => Cut { limit: last_multiple(&limit, included, step), included: true },
            None => Cut { limit, included },
        };
        if let Some(prop) = known.cuts.get(&cut) {
            return *prop;
        }
        let prop = self.circuit.bound();
        known.cuts.insert(cut.clone(), prop);
        self.bounds.cuts.insert(prop.index(), (form, cut));
        prop
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
pub(super) fn last_multiple(limit: &Number, included: bool, step: &Number) -> Number {
    let times = limit.checked_div(step).unwrap_or_else(Number::zero);
    let whole = times.floor();
    let whole = if !included && whole == times { whole - Number::one() } else { whole };
    &whole * step
}
