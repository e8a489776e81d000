//! Many values taken together: total, average, highest, lowest.

use std::collections::BTreeMap;

use super::{Ways, What};
use crate::analysis::encode::claim::Encoder;
use crate::analysis::encode::ground::Taken;
use crate::analysis::encode::verdict::counts;
use crate::analysis::encode::why::Why;
use crate::analysis::linear::Sum;
use crate::analysis::logic::Prop;
use crate::model::AggregateKind;
use crate::value::{Dimension, Number, Unit};

impl Encoder<'_> {
    pub(super) fn aggregate(
        &mut self,
        kind: AggregateKind,
        taken: &[Taken],
        unit: Option<&Unit>,
    ) -> Result<Ways, Why> {
        let gathered = self.gathered(taken, unit)?;
        let Some((dimension, known)) = self.dimension_of(&gathered)? else {
            return Ok(vec![(Prop::TRUE, What::Unknown)]);
        };
        let some = self.solver.any(gathered.iter().map(|one| one.taken).collect::<Vec<_>>());
        let known = self.solver.all([known, some]);
        let result = match self.together.find(kind, &gathered) {
            Some(result) => result,
            None => {
                let result = self.result(kind, &gathered, known);
                self.together.0.push((kind, gathered, result.clone()));
                result
            }
        };
        Ok(vec![(known, What::Amount(result, dimension)), (!known, What::Unknown)])
    }

    /// The values that are taken together, each with when it is taken and when that is settled.
    fn gathered(&mut self, taken: &[Taken], unit: Option<&Unit>) -> Result<Vec<Gathered>, Why> {
        let mut gathered = Vec::new();
        for one in taken {
            let (counted, settled) = self.counted(one)?;
            for entry in self.cells(&one.cells, unit) {
                gathered.push(self.gather(&entry.ways, counted, settled));
            }
        }
        Ok(gathered)
    }

    /// When a thing is counted, and when it is settled whether it is.
    pub(in crate::analysis::encode) fn counted(
        &mut self,
        one: &Taken,
    ) -> Result<(Prop, Prop), Why> {
        let there = self.is_there(one.there);
        let Some(filter) = &one.filter else { return Ok((there, Prop::TRUE)) };
        let filter = self.verdict(filter)?;
        let counted = self.solver.all([there, filter.holds]);
        let settled = self.solver.any([!there, filter.holds, filter.broken, filter.idle]);
        Ok((counted, settled))
    }

    fn gather(&mut self, ways: &Ways, counted: Prop, settled: Prop) -> Gathered {
        let mut values: BTreeMap<String, (Dimension, Vec<(Prop, Sum)>)> = BTreeMap::new();
        let mut fine = Vec::new();
        for (when, what) in ways {
            match what {
                What::Amount(sum, dimension) => {
                    let key = format!("{dimension:?}");
                    let own = values.entry(key).or_insert_with(|| (dimension.clone(), Vec::new()));
                    own.1.push((*when, sum.clone()));
                    fine.push(*when);
                }
                What::Absent | What::Nothing => fine.push(*when),
                What::Day(_)
                | What::Value(_)
                | What::Missing(_)
                | What::Open
                | What::Offered
                | What::Thing
                | What::Unknown => {}
            }
        }
        let has_value: Vec<Prop> =
            values.values().flat_map(|(_, ways)| ways.iter().map(|(when, _)| *when)).collect();
        let has_value = self.solver.any(has_value);
        let fine = self.solver.any(fine);
        let fine = self.solver.implies(counted, fine);
        Gathered {
            taken: self.solver.all([counted, has_value]),
            settled: self.solver.all([settled, fine]),
            values: values.into_values().collect(),
        }
    }

    /// The one dimension of all of them, and when all is settled and in it.
    fn dimension_of(&mut self, gathered: &[Gathered]) -> Result<Option<(Dimension, Prop)>, Why> {
        let first = gathered.iter().flat_map(|one| &one.values).next();
        let Some((dimension, _)) = first else { return Ok(None) };
        let mut needed = Vec::new();
        for one in gathered {
            needed.push(one.settled);
            for (other, ways) in &one.values {
                if other != dimension {
                    let strange =
                        self.solver.any(ways.iter().map(|(when, _)| *when).collect::<Vec<_>>());
                    let strange = self.solver.all([strange, one.taken]);
                    needed.push(!strange);
                }
            }
        }
        Ok(Some((dimension.clone(), self.solver.all(needed))))
    }

    /// What they come to, where that is known.
    fn result(&mut self, kind: AggregateKind, gathered: &[Gathered], known: Prop) -> Sum {
        if kind == AggregateKind::Total {
            return self.total(gathered);
        }
        let result = Sum::of(self.solver.amount(None));
        match kind {
            AggregateKind::Highest => self.extreme(true, gathered, &result, known),
            AggregateKind::Lowest => self.extreme(false, gathered, &result, known),
            AggregateKind::Average | AggregateKind::Total => {
                self.average(gathered, &result, known);
            }
        }
        result
    }

    fn extreme(&mut self, highest: bool, gathered: &[Gathered], result: &Sum, known: Prop) {
        let mut reached = Vec::new();
        for one in gathered {
            for (when, sum) in one.values.first().map(|(_, ways)| ways).into_iter().flatten() {
                let (low, high) = if highest { (sum, result) } else { (result, sum) };
                let within = self.solver.at_most(low, high);
                let counts = self.solver.all([one.taken, *when]);
                let told = self.solver.any([!known, !counts, within]);
                self.solver.demand(told);
                let touched = self.solver.at_most(high, low);
                reached.push(self.solver.all([counts, touched]));
            }
        }
        let reached = self.solver.any(reached);
        let told = self.solver.implies(known, reached);
        self.solver.demand(told);
    }

    /// The sum of what is taken: what is not counts as zero.
    fn total(&mut self, gathered: &[Gathered]) -> Sum {
        let mut total = Sum::constant(Number::zero());
        for one in gathered {
            for (when, sum) in one.values.first().map(|(_, ways)| ways).into_iter().flatten() {
                let counts = self.solver.all([one.taken, *when]);
                total = total.plus(&self.gated(counts, sum));
            }
        }
        total
    }

    /// The sum where a statement is true, else zero.
    fn gated(&mut self, when: Prop, sum: &Sum) -> Sum {
        if when == Prop::TRUE {
            return sum.clone();
        }
        if self.is_zero_without(when, sum) {
            return sum.clone();
        }
        let gated = Sum::of(self.solver.amount(None));
        let (same, zero) = (
            self.solver.equal(&gated, sum),
            self.solver.equal(&gated, &Sum::constant(Number::zero())),
        );
        let (on, off) = (self.solver.implies(when, same), self.solver.any([when, zero]));
        self.solver.demand(on);
        self.solver.demand(off);
        gated
    }

    /// True where the sum is zero anyway wherever the statement is false: the amount of a term that is not there is zero.
    fn is_zero_without(&mut self, when: Prop, sum: &Sum) -> bool {
        let Some(amount) = sum.multiple_of() else { return false };
        let Some(is) = self.states.is_there(amount) else { return false };
        self.solver.can(&[is, !when]) == Some(false)
    }

    fn average(&mut self, gathered: &[Gathered], result: &Sum, known: Prop) {
        let total = self.total(gathered);
        let taken: Vec<Prop> = gathered.iter().map(|one| one.taken).collect();
        let reached = counts(&mut *self.solver, &taken, taken.len());
        for count in 1..=taken.len() {
            let at = |count: usize| reached.get(count).copied().unwrap_or(Prop::FALSE);
            let so_many = self.solver.all([at(count), !at(count + 1)]);
            let share = Number::ratio(1, count as i64);
            let equal = self.solver.equal(result, &total.times(&share));
            let told = self.solver.any([!known, !so_many, equal]);
            self.solver.demand(told);
        }
    }
}

/// What was taken together before, so that sentences about the same total speak of one amount.
#[derive(Debug, Default)]
pub struct Together(Vec<(AggregateKind, Vec<Gathered>, Sum)>);

impl Together {
    fn find(&self, kind: AggregateKind, gathered: &[Gathered]) -> Option<Sum> {
        let same = |known: &&(AggregateKind, Vec<Gathered>, Sum)| {
            known.0 == kind && known.1.as_slice() == gathered
        };
        self.0.iter().find(same).map(|(.., result)| result.clone())
    }
}

/// A value that is perhaps taken together with others.
#[derive(Debug, PartialEq)]
struct Gathered {
    /// It is taken.
    taken: Prop,
    /// It is settled whether it is, and what it is.
    settled: Prop,
    values: Vec<(Dimension, Vec<(Prop, Sum)>)>,
}
