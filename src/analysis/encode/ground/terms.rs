//! Terms with their names looked up, and what is learned of them.

use super::{Taken, Worked};
use crate::analysis::encode::lookup::{Cell, Depth, Finder, Found, only};
use crate::analysis::encode::uses::Kind;
use crate::analysis::encode::why::Why;
use crate::analysis::sketch::{Spot, Was};
use crate::model::{AggregateKind, AggregateOver, Arithmetic, Range, Reference, Term, VariableId};
use crate::value::{Dimension, Number, Reading, Unit, Value};

impl<'a> Finder<'a, '_> {
    /// A term with its names looked up.
    pub(super) fn worked(&mut self, term: &'a Term) -> Result<Worked, Why> {
        Ok(match term {
            Term::Value(value) => Worked::Value(value.clone()),
            Term::Reference(reference) => {
                let unit = self.scope.unit_of(term).cloned();
                let cells = self.lookup(reference, Depth::Values)?;
                Worked::Cells(cells, unit)
            }
            Term::Share { share, of } => Worked::Share(share.clone(), Box::new(self.worked(of)?)),
            Term::Arithmetic { op, left, right } => {
                let (left, right) = (self.worked(left)?, self.worked(right)?);
                arithmetic(*op, left, right)?
            }
            Term::Aggregate { kind, over } => self.aggregate(*kind, over)?,
            Term::Count { variable, range } => Worked::Count(self.taken(*variable, range, None)?),
        })
    }

    fn aggregate(&mut self, kind: AggregateKind, over: &'a AggregateOver) -> Result<Worked, Why> {
        if let Some(thing) = &over.thing
            && self.lookup(thing, Depth::Spot)?.iter().any(|cell| self.has_entries(cell))
        {
            return Err(Why::Form("the entries of one thing taken together"));
        }
        let taken = self.taken(over.variable, &over.range, Some(&over.value))?;
        let sums = matches!(kind, AggregateKind::Total | AggregateKind::Average);
        if sums && taken.iter().any(|one| one.cells.len() > 1) {
            return Ok(Worked::Cells(vec![only(Found::Unclear)], None));
        }
        let unit = over.field.as_ref().and_then(|field| self.scope.measures.get(field)).cloned();
        Ok(Worked::Aggregate(kind, taken, unit))
    }

    fn has_entries(&self, cell: &Cell) -> bool {
        cell.last().is_some_and(|spot| *self.sketch.was(spot) != Was::Nothing)
    }

    fn taken(
        &mut self,
        variable: VariableId,
        range: &'a Range,
        value: Option<&'a Reference>,
    ) -> Result<Vec<Taken>, Why> {
        let mut taken = Vec::new();
        for thing in self.things(range)? {
            self.bindings.push((variable, thing.binding.clone()));
            let filter = range.filter.as_ref().map(|filter| self.statement(filter)).transpose();
            let cells = match value {
                Some(value) => self.lookup(value, Depth::Values),
                None => Ok(Vec::new()),
            };
            self.bindings.pop();
            taken.push(Taken { there: thing.there, filter: filter?, cells: cells? });
        }
        Ok(taken)
    }

    /// What a term is in the given proposal it can be in a deal.
    pub(super) fn learn_given(&mut self, spot: Spot) {
        if let Was::Scalar(Reading::Value(value)) = self.sketch.was(spot) {
            let value = value.clone();
            self.uses.meets(spot, &value);
        }
    }

    /// Notes what the terms of a comparison can be.
    pub(super) fn learn(&mut self, subject: &Worked, limit: &Worked) {
        let mut spots = Vec::new();
        let mut values = Vec::new();
        for side in [subject, limit] {
            side.spots(&mut |spot| spots.push(spot));
            side.values(&mut |value, unit| values.push((value.clone(), unit.cloned())));
        }
        let unit = subject.unit().or_else(|| limit.unit()).cloned();
        self.uses.join(&spots);
        for spot in &spots {
            self.learn_given(*spot);
            self.uses.is_amount(*spot);
        }
        let Some(first) = spots.first().copied() else { return };
        for (value, own) in values {
            let dressed = match own.or_else(|| unit.clone()) {
                Some(unit) => value.with_unit_if_bare(&unit),
                None => value,
            };
            self.uses.meets(first, &dressed);
            let days =
                matches!(&dressed, Value::Quantity(q) if *q.unit.dimension() == Dimension::Days);
            if days && (subject.is_sum() || limit.is_sum()) {
                self.uses.can_be(first, Kind::Day);
            }
        }
        if let Some(unit) = unit.filter(|_| self.uses.kinds(first).is_empty()) {
            self.uses.can_be(first, Kind::Amount(unit));
        }
    }
}

fn arithmetic(op: Arithmetic, left: Worked, right: Worked) -> Result<Worked, Why> {
    match op {
        Arithmetic::Plus => Ok(Worked::Sum(Box::new(left), Box::new(right), false)),
        Arithmetic::Minus => Ok(Worked::Sum(Box::new(left), Box::new(right), true)),
        Arithmetic::Times => match (left.factor(), right.factor()) {
            (Some(factor), _) => Ok(Worked::Share(factor, Box::new(right))),
            (_, Some(factor)) => Ok(Worked::Share(factor, Box::new(left))),
            (None, None) => Err(Why::Product),
        },
        Arithmetic::Over => {
            let by = right.factor().and_then(|factor| Number::one().checked_div(&factor));
            by.map(|by| Worked::Share(by, Box::new(left))).ok_or(Why::Product)
        }
    }
}

impl Worked {
    /// What a literal multiplies by.
    fn factor(&self) -> Option<Number> {
        let Self::Value(Value::Quantity(quantity)) = self else { return None };
        match quantity.unit.dimension() {
            Dimension::None => Some(quantity.amount.clone()),
            Dimension::Percent => Some(&quantity.in_base_units() * &Number::ratio(1, 100)),
            _ => None,
        }
    }

    fn is_sum(&self) -> bool {
        match self {
            Self::Sum(..) => true,
            Self::Share(_, inner) => inner.is_sum(),
            Self::Value(_)
            | Self::Free(..)
            | Self::Cells(..)
            | Self::Aggregate(..)
            | Self::Count(_) => false,
        }
    }

    /// In which unit bare numbers beside it are.
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Self::Cells(_, unit) | Self::Aggregate(_, _, unit) => unit.as_ref(),
            Self::Share(_, inner) => inner.unit(),
            Self::Value(_) | Self::Free(..) | Self::Sum(..) | Self::Count(_) => None,
        }
    }

    /// All spots whose values it takes.
    pub fn spots(&self, meet: &mut dyn FnMut(Spot)) {
        match self {
            Self::Value(_) | Self::Free(..) | Self::Count(_) => {}
            Self::Cells(cells, _) => cells.iter().filter_map(Cell::last).for_each(meet),
            Self::Share(_, inner) => inner.spots(meet),
            Self::Sum(left, right, _) => {
                left.spots(meet);
                right.spots(meet);
            }
            Self::Aggregate(_, taken, _) => {
                taken.iter().flat_map(|one| &one.cells).filter_map(Cell::last).for_each(meet);
            }
        }
    }

    fn values(&self, meet: &mut dyn FnMut(&Value, Option<&Unit>)) {
        match self {
            Self::Value(value) => meet(value, None),
            Self::Free(..) | Self::Count(_) | Self::Aggregate(..) => {}
            Self::Cells(cells, unit) => {
                for cell in cells {
                    if let Found::Value(value) = &cell.found {
                        meet(value, unit.as_ref());
                    }
                }
            }
            Self::Share(_, inner) => inner.values(meet),
            Self::Sum(left, right, _) => {
                left.values(meet);
                right.values(meet);
            }
        }
    }
}
