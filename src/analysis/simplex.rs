//! Whether bounds on sums of amounts can all be kept, in exact numbers: the simplex of Dutertre and de Moura. A strict bound
//! is kept by a distance too small to measure, so that `above 3` and `below 3.0001` go together.

use std::collections::BTreeMap;

use super::linear::Sum;
use crate::value::Number;

/// A number and a multiple of an immeasurably small one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// The number.
    pub number: Number,
    /// How many immeasurably small steps above it.
    pub steps: Number,
}

impl Near {
    /// Exactly this number.
    pub fn exactly(number: Number) -> Self {
        Self { number, steps: Number::zero() }
    }

    /// Just above (`1`) or below (`-1`) a number.
    pub fn beside(number: Number, steps: i64) -> Self {
        Self { number, steps: Number::from_integer(steps) }
    }

    /// True where it is the number itself.
    pub fn is_exact(&self) -> bool {
        self.steps.is_zero()
    }

    pub(super) fn plus(&self, other: &Self, times: &Number) -> Self {
        Self {
            number: &self.number + &(&other.number * times),
            steps: &self.steps + &(&other.steps * times),
        }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self { number: &self.number - &other.number, steps: &self.steps - &other.steps }
    }

    pub(super) fn over(&self, by: &Number) -> Option<Self> {
        Some(Self { number: self.number.checked_div(by)?, steps: self.steps.checked_div(by)? })
    }
}

/// Bounds that cannot all be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Each bound, and by how much all of them come nearer to being kept where it is one looser.
    pub(super) bounds: Vec<(Tag, Number)>,
    /// How far they are from being kept.
    pub(super) by: Near,
}

/// Who asks for a bound.
pub(super) type Tag = usize;

#[derive(Debug, Clone)]
struct Bound {
    at: Near,
    tag: Tag,
}

#[derive(Debug, Clone, Default)]
struct Column {
    lower: Option<Bound>,
    upper: Option<Bound>,
}

/// Amounts and sums of them with their bounds. Each sum is a row that says it in terms of the columns that are free to move.
#[derive(Debug, Default)]
pub(super) struct Tableau {
    columns: Vec<Column>,
    values: Vec<Near>,
    rows: BTreeMap<usize, BTreeMap<usize, Number>>,
}

/// What came of the search for values within all bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settled {
    /// All are kept.
    Kept,
    /// These cannot all be kept.
    Broken(Broken),
    /// The time was up.
    Late,
}

/// The highest that a sum can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Peak {
    /// This, or just below it.
    At(Near),
    /// There is none.
    Endless,
    /// The time was up.
    Late,
}

impl Tableau {
    /// A new amount.
    pub(super) fn column(&mut self) -> usize {
        self.columns.push(Column::default());
        self.values.push(Near::exactly(Number::zero()));
        self.columns.len() - 1
    }

    /// A new column that is always this sum of others; its constant is left out.
    pub(super) fn row(&mut self, sum: &Sum) -> usize {
        let parts = self.in_free_columns(sum);
        let value = self.worth(&parts);
        let at = self.column();
        self.set(at, value);
        self.rows.insert(at, parts);
        at
    }

    fn in_free_columns(&self, sum: &Sum) -> BTreeMap<usize, Number> {
        let mut parts = BTreeMap::new();
        for (amount, by) in &sum.parts {
            match self.rows.get(&amount.0) {
                Some(row) => row.iter().for_each(|(at, part)| add(&mut parts, *at, &(part * by))),
                None => add(&mut parts, amount.0, by),
            }
        }
        parts
    }

    fn worth(&self, parts: &BTreeMap<usize, Number>) -> Near {
        let zero = Near::exactly(Number::zero());
        parts.iter().fold(zero, |sum, (at, by)| sum.plus(&self.value(*at), by))
    }

    /// What a column comes to now.
    pub(super) fn value(&self, at: usize) -> Near {
        self.values.get(at).cloned().unwrap_or_else(|| Near::exactly(Number::zero()))
    }

    fn set(&mut self, at: usize, value: Near) {
        if let Some(slot) = self.values.get_mut(at) {
            *slot = value;
        }
    }

    fn lower(&self, at: usize) -> Option<&Bound> {
        self.columns.get(at)?.lower.as_ref()
    }

    fn upper(&self, at: usize) -> Option<&Bound> {
        self.columns.get(at)?.upper.as_ref()
    }

    /// Takes all bounds away.
    pub(super) fn clear(&mut self) {
        self.columns.iter_mut().for_each(|column| *column = Column::default());
    }

    /// Asks a column to be at least, or at most, so much. `Err` names the two bounds that exclude each other.
    pub(super) fn bound(
        &mut self,
        at: usize,
        upper: bool,
        limit: Near,
        tag: Tag,
    ) -> Result<(), Broken> {
        let Some(column) = self.columns.get_mut(at) else { return Ok(()) };
        let (own, other) = match upper {
            true => (&mut column.upper, &column.lower),
            false => (&mut column.lower, &column.upper),
        };
        let beyond = |a: &Near, b: &Near| if upper { a < b } else { a > b };
        if own.as_ref().is_some_and(|own| !beyond(&limit, &own.at)) {
            return Ok(());
        }
        if let Some(other) = other.as_ref().filter(|other| beyond(&limit, &other.at)) {
            let apart = if upper { other.at.minus(&limit) } else { limit.minus(&other.at) };
            let bounds = [tag, other.tag].map(|tag| (tag, Number::one()));
            return Err(Broken { bounds: bounds.to_vec(), by: apart });
        }
        *own = Some(Bound { at: limit.clone(), tag });
        if !self.rows.contains_key(&at) && beyond(&limit, &self.value(at)) {
            self.update(at, limit);
        }
        Ok(())
    }

    /// Moves a free column, and the rows with it.
    fn update(&mut self, at: usize, to: Near) {
        let step = to.minus(&self.value(at));
        for (row, parts) in &self.rows {
            if let Some(by) = parts.get(&at)
                && let Some(value) = self.values.get_mut(*row)
            {
                *value = value.plus(&step, by);
            }
        }
        self.set(at, to);
    }

    /// Finds values within all bounds, unless it gets `late`.
    pub(super) fn settle(&mut self, late: &dyn Fn() -> bool) -> Settled {
        while let Some((row, low)) = self.strayed() {
            let limit = if low { self.lower(row) } else { self.upper(row) };
            let Some(limit) = limit.map(|bound| bound.at.clone()) else { return Settled::Kept };
            match self.entering(row, low) {
                _ if late() => return Settled::Late,
                Some(column) => self.pivot_to(row, column, limit),
                None => return Settled::Broken(self.reasons(row, low)),
            }
        }
        Settled::Kept
    }

    /// The first row outside its bounds, and whether it is too low.
    fn strayed(&self) -> Option<(usize, bool)> {
        self.rows.keys().find_map(|row| {
            let value = self.values.get(*row)?;
            if self.lower(*row).is_some_and(|bound| *value < bound.at) {
                return Some((*row, true));
            }
            self.upper(*row).is_some_and(|bound| *value > bound.at).then_some((*row, false))
        })
    }

    /// The first free column whose move brings a row back.
    fn entering(&self, row: usize, low: bool) -> Option<usize> {
        let parts = self.rows.get(&row)?;
        parts
            .iter()
            .find(|(at, by)| self.can_move(**at, by.is_negative() != low))
            .map(|(at, _)| *at)
    }

    fn can_move(&self, at: usize, up: bool) -> bool {
        let value = self.value(at);
        match up {
            true => self.upper(at).is_none_or(|bound| value < bound.at),
            false => self.lower(at).is_none_or(|bound| value > bound.at),
        }
    }

    /// The bounds that hold a row where it is, which is not within its own.
    fn reasons(&self, row: usize, low: bool) -> Broken {
        let own = if low { self.lower(row) } else { self.upper(row) };
        let value = self.value(row);
        let by = own.map(|own| if low { own.at.minus(&value) } else { value.minus(&own.at) });
        let mut bounds: Vec<(Tag, Number)> =
            own.map(|bound| (bound.tag, Number::one())).into_iter().collect();
        for (at, by) in self.rows.get(&row).into_iter().flatten() {
            let held = if by.is_negative() != low { self.upper(*at) } else { self.lower(*at) };
            bounds.extend(held.map(|bound| (bound.tag, by.abs())));
        }
        Broken { bounds, by: by.unwrap_or_else(|| Near::exactly(Number::zero())) }
    }

    /// Brings a row to a value by moving a free column, which becomes a row in its place.
    fn pivot_to(&mut self, row: usize, column: usize, to: Near) {
        let by = self.rows.get(&row).and_then(|parts| parts.get(&column)).cloned();
        let step = to.minus(&self.value(row));
        if let Some(step) = by.and_then(|by| step.over(&by)) {
            let moved = self.value(column).plus(&step, &Number::one());
            self.update(column, moved);
            self.set(row, to);
            self.pivot(row, column);
        }
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let Some(mut parts) = self.rows.remove(&row) else { return };
        let Some(by) = parts.remove(&column) else { return };
        let Some(inverse) = Number::one().checked_div(&by) else { return };
        let minus = -&inverse;
        let mut solved: BTreeMap<usize, Number> =
            parts.into_iter().map(|(at, part)| (at, &part * &minus)).collect();
        solved.insert(row, inverse);
        for other in self.rows.values_mut() {
            let Some(times) = other.remove(&column) else { continue };
            solved.iter().for_each(|(at, part)| add(other, *at, &(part * &times)));
        }
        self.rows.insert(column, solved);
    }

    /// The highest that a sum can be within all bounds, which are kept by the values now; unless it gets `late`.
    pub(super) fn highest(&mut self, sum: &Sum, late: &dyn Fn() -> bool) -> Peak {
        while !late() {
            let goal = self.in_free_columns(sum);
            let entering = goal.iter().find(|(at, by)| self.can_move(**at, !by.is_negative()));
            let Some((column, up)) = entering.map(|(at, by)| (*at, !by.is_negative())) else {
                let value = self.worth(&goal);
                let number = &value.number + &sum.constant;
                return Peak::At(Near { number, ..value });
            };
            match self.room(column, up) {
                None => return Peak::Endless,
                Some((to, None)) => self.update(column, to),
                Some((to, Some(row))) => {
                    self.update(column, to);
                    self.pivot(row, column);
                }
            }
        }
        Peak::Late
    }

    /// How far a free column can move, and which row stops it; no row where its own bound does.
    fn room(&self, column: usize, up: bool) -> Option<(Near, Option<usize>)> {
        let from = self.value(column);
        let own = if up { self.upper(column) } else { self.lower(column) };
        let mut best = own.map(|bound| (bound.at.clone(), None));
        for (row, parts) in &self.rows {
            let Some(by) = parts.get(&column) else { continue };
            let limit = if by.is_negative() != up { self.upper(*row) } else { self.lower(*row) };
            let Some(limit) = limit else { continue };
            let Some(step) = limit.at.minus(&self.value(*row)).over(by) else { continue };
            let to = from.plus(&step, &Number::one());
            let nearer = |known: &Near| if up { to < *known } else { to > *known };
            if best.as_ref().is_none_or(|(known, _)| nearer(known)) {
                best = Some((to, Some(*row)));
            }
        }
        best
    }

    /// A number in the place of the immeasurably small one that keeps all bounds: at most 1.
    pub(super) fn step(&self) -> Number {
        let mut step = Number::one();
        for (at, column) in self.columns.iter().enumerate() {
            let value = self.value(at);
            let low = column.lower.as_ref().map(|bound| value.minus(&bound.at));
            let high = column.upper.as_ref().map(|bound| bound.at.minus(&value));
            for room in low.into_iter().chain(high) {
                if room.steps.is_negative()
                    && let Some(most) = room.number.checked_div(&room.steps.abs())
                    && most < step
                {
                    step = most;
                }
            }
        }
        step
    }
}

fn add(parts: &mut BTreeMap<usize, Number>, at: usize, by: &Number) {
    let own = parts.entry(at).or_insert_with(Number::zero);
    *own = &*own + by;
    if own.is_zero() {
        parts.remove(&at);
    }
}

#[cfg(test)]
mod tests;
