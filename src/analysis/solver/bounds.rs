//! Bounds on sums, each a statement, tied to the nearest ones on the same sum.

use std::collections::BTreeMap;

use super::{Cut, Form, Solver};
use crate::analysis::linear::{Amount, Sum};
use crate::analysis::logic::Prop;
use crate::value::Number;

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
