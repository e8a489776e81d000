//! Values that move over the years of a schedule, or to a target.

use super::claim::Encoder;
use super::ground::Worked;
use super::lookup::Cell;
use super::term::{Entry, What, dimension_of_sum, nothing};
use super::verdict::Verdict;
use super::why::Why;
use crate::analysis::linear::Sum;
use crate::analysis::moments::{Moment, years_later};
use crate::model::{Direction, Op};
use crate::name::Name;
use crate::value::{Dimension, Number, Quantity};

impl Encoder<'_> {
    /// The entries of each party apart.
    fn series(&mut self, cells: &[Cell]) -> Vec<Vec<Entry>> {
        let mut series: Vec<(Option<Name>, Vec<Entry>)> = Vec::new();
        for entry in self.cells(cells, None) {
            match series.iter_mut().find(|(party, _)| *party == entry.party) {
                Some((_, known)) => known.push(entry),
                None => series.push((entry.party.clone(), vec![entry])),
            }
        }
        series.into_iter().map(|(_, entries)| entries).collect()
    }

    /// `must never rise`
    pub(super) fn never(&mut self, cells: &[Cell], direction: Direction) -> Result<Verdict, Why> {
        let op = if direction == Direction::Up { Op::AtMost } else { Op::AtLeast };
        let mut parts = Vec::new();
        for series in self.series(cells) {
            for entry in &series {
                parts.push(self.is_known(entry));
            }
            for (from, to) in series.iter().zip(series.iter().skip(1)) {
                parts.push(self.step(from, to, |this, from, to| match (from, to) {
                    ((a, one), (b, other)) if one == other => Verdict::truth(this.sums(op, b, a)),
                    _ => Verdict::UNKNOWN,
                }));
            }
        }
        Ok(Verdict::all(self.solver, &parts))
    }

    fn is_known(&mut self, entry: &Entry) -> Verdict {
        self.by_ways(entry, |_, what| match what {
            What::Amount(..) => Verdict::HOLDS,
            _ => Verdict::UNKNOWN,
        })
    }

    /// From one entry to the next, where both are amounts.
    fn step(
        &mut self,
        from: &Entry,
        to: &Entry,
        mut judge: impl FnMut(&mut Self, (&Sum, &Dimension), (&Sum, &Dimension)) -> Verdict,
    ) -> Verdict {
        let mut whole = Verdict::UNKNOWN;
        for (when, (from, to)) in self.both(&from.ways, &to.ways) {
            if let (What::Amount(a, one), What::Amount(b, other)) = (&from, &to) {
                let verdict = judge(self, (a, one), (b, other));
                whole = Verdict::choose(self.solver, when, verdict, whole);
            }
        }
        whole
    }

    /// `must grow by at least 5% every year`
    pub(super) fn moves(
        &mut self,
        cells: &[Cell],
        direction: Direction,
        op: Op,
        amount: &Quantity,
    ) -> Result<Verdict, Why> {
        let mut parts = Vec::new();
        for series in self.series(cells) {
            if series.len() < 2 {
                return Err(Why::Entries("schedule".to_owned()));
            }
            let slots: Vec<Option<Moment>> =
                series.iter().map(|entry| entry.slot.and_then(|slot| slot.from)).collect();
            let years = years(&slots);
            // years between, which the schedule leaves out, could be stated
            if years.iter().any(|(before, after)| before == after) {
                return Err(Why::Entries("schedule".to_owned()));
            }
            for (before, after) in years {
                let (Some(from), Some(to)) = (series.get(before), series.get(after)) else {
                    continue;
                };
                parts.push(
                    self.step(from, to, |this, from, to| {
                        this.moved(from, to, direction, op, amount)
                    }),
                );
            }
        }
        Ok(Verdict::all(self.solver, &parts))
    }

    fn moved(
        &mut self,
        (from, one): (&Sum, &Dimension),
        (to, other): (&Sum, &Dimension),
        direction: Direction,
        op: Op,
        amount: &Quantity,
    ) -> Verdict {
        let (later, earlier) = if direction == Direction::Up { (to, from) } else { (from, to) };
        let difference = later.minus(earlier);
        if one != other {
            return Verdict::UNKNOWN;
        }
        if *amount.unit.dimension() != Dimension::Percent {
            let Ok(Some(dimension)) = dimension_of_sum(later, one, earlier, other, true) else {
                return Verdict::UNKNOWN;
            };
            let bare_zero = amount.is_bare_zero();
            if dimension != *amount.unit.dimension() && !bare_zero {
                return Verdict::UNKNOWN;
            }
            return Verdict::truth(self.sums(
                op,
                &difference,
                &Sum::constant(amount.in_base_units()),
            ));
        }
        if *one == Dimension::Percent {
            return Verdict::UNKNOWN;
        }
        let share = &amount.in_base_units() * &Number::ratio(1, 100);
        let (up, down) = (from.times(&share), from.times(&-&share));
        let (positive, negative) =
            (self.solver.below(&nothing(), from), self.solver.below(from, &nothing()));
        let (grown, shrunk) = (self.sums(op, &difference, &up), self.sums(op, &difference, &down));
        let below =
            Verdict::choose(self.solver, negative, Verdict::truth(shrunk), Verdict::UNKNOWN);
        Verdict::choose(self.solver, positive, Verdict::truth(grown), below)
    }

    /// `must reach 9% by year 16`
    pub(super) fn reaches(
        &mut self,
        series: &[Cell],
        then: &[Cell],
        target: &Worked,
    ) -> Result<Verdict, Why> {
        let Some(target) = self.entries(target)?.into_iter().next() else {
            return Ok(Verdict::UNKNOWN);
        };
        let then = self.cells(then, None);
        let mut parts = Vec::new();
        for one in self.series(series) {
            let Some(first) = one.first() else { continue };
            for entry in
                then.iter().filter(|entry| entry.party.is_none() || entry.party == first.party)
            {
                parts.push(self.reached(first, entry, &target, one.len() == 1));
            }
        }
        Ok(Verdict::all(self.solver, &parts))
    }

    fn reached(&mut self, first: &Entry, then: &Entry, target: &Entry, alone: bool) -> Verdict {
        let mut whole = Verdict::UNKNOWN;
        for (when, (start, value)) in self.both(&first.ways, &then.ways) {
            for (also, goal) in &target.ways {
                let both = self.solver.all([when, *also]);
                let verdict = self.arrived(&start, &value, goal, alone);
                whole = Verdict::choose(self.solver, both, verdict, whole);
            }
        }
        whole
    }

    fn arrived(&mut self, start: &What, value: &What, goal: &What, alone: bool) -> Verdict {
        let (What::Amount(start, one), What::Amount(value, other), What::Amount(goal, third)) =
            (start, value, goal)
        else {
            return Verdict::UNKNOWN;
        };
        let zero = goal.known().is_some_and(Number::is_zero);
        if one != other || (one != third && !zero) {
            return Verdict::UNKNOWN;
        }
        let equal = Verdict::truth(self.solver.equal(value, goal));
        if alone {
            return equal;
        }
        let (up, down) = (self.solver.below(start, goal), self.solver.below(goal, start));
        let (past, under) = (self.solver.at_most(goal, value), self.solver.at_most(value, goal));
        let falling = Verdict::choose(self.solver, down, Verdict::truth(under), equal);
        Verdict::choose(self.solver, up, Verdict::truth(past), falling)
    }
}

/// Which entries are in force in one year and in the next; of several years in which nothing changes one stands for all.
fn years(slots: &[Option<Moment>]) -> Vec<(usize, usize)> {
    let base = slots.iter().position(Option::is_none);
    let dated: Vec<(usize, Moment)> =
        slots.iter().enumerate().filter_map(|(at, moment)| Some((at, (*moment)?))).collect();
    let Some((first, start)) = dated.first().copied() else { return Vec::new() };
    let mut pairs: Vec<(usize, usize)> = base.into_iter().map(|base| (base, first)).collect();
    let (mut at, mut year) = (first, 0);
    for (next, moment) in dated.into_iter().skip(1) {
        let later = year_of(start, moment);
        match later - year {
            0 => {}
            1 => pairs.push((at, next)),
            _ => pairs.extend([(at, at), (at, next)]),
        }
        (at, year) = (next, later);
    }
    pairs
}

fn year_of(start: Moment, moment: Moment) -> i64 {
    match (start, moment) {
        (Moment::Year(start), Moment::Year(year)) => year - start,
        (Moment::Day(start), Moment::Day(day)) => {
            let guess = i64::from(day.year()) - i64::from(start.year());
            let early = years_later(start, guess).is_some_and(|anniversary| anniversary > day);
            if early { guess - 1 } else { guess }
        }
        _ => 0,
    }
}
