//! Values worked out: names read, arithmetic done, many things taken together.

use super::Judge;
use super::aggregate::Taken;
use super::lookup::{Depth, Found};
use super::range::Candidate;
use super::reason::Problem;
use super::spread::{Cell, pair};
use super::world::NodeRef;
use crate::model::{
    AggregateKind, AggregateOver, Arithmetic, Range, Reference, Term, Time, VariableId,
};
use crate::proposal::document::Content;
use crate::report::Verdict;
use crate::value::{self, Incomparable, Number, Quantity, Reading, Unit, Value};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Datum {
    pub(super) value: Value,
    pub(super) nodes: Vec<NodeRef>,
}

impl<'a> Judge<'a> {
    /// The entries of a value.
    pub(super) fn term(&mut self, term: &'a Term) -> Vec<Cell<Datum>> {
        match term {
            Term::Value(value) => {
                vec![Cell::only(Ok(Datum { value: value.clone(), nodes: Vec::new() }))]
            }
            Term::Reference(reference) => self.value_of(reference),
            Term::Share { share, of } => {
                let of = self.term(of);
                of.into_iter()
                    .map(|cell| {
                        cell.map(|datum| reckoned(value::share(share, &datum.value), datum.nodes))
                    })
                    .collect()
            }
            Term::Arithmetic { op, left, right } => {
                let (left, right) = (self.term(left), self.term(right));
                let reckon = match op {
                    Arithmetic::Plus => value::add,
                    Arithmetic::Minus => value::subtract,
                    Arithmetic::Times => value::multiply,
                    Arithmetic::Over => value::divide,
                };
                let (left, right) =
                    (left.into_iter().map(Cell::whole), right.into_iter().map(Cell::whole));
                let cells = pair(&left.collect::<Vec<_>>(), &right.collect::<Vec<_>>());
                let reckon = |(a, b): (Operand, Operand)| {
                    let (a, b) = operands(a, b)?;
                    let nodes = a.nodes.into_iter().chain(b.nodes).collect();
                    reckoned(reckon(&a.value, &b.value), nodes)
                };
                cells.into_iter().map(|cell| cell.map(reckon)).collect()
            }
            Term::Aggregate { kind, over } => {
                vec![Cell::only(self.once(term, |judge| judge.aggregate(*kind, over)))]
            }
            Term::Count { variable, range } => {
                vec![Cell::only(self.once(term, |judge| judge.number_of(*variable, range)))]
            }
        }
    }

    /// The values that a name stands for.
    pub(super) fn value_of(&mut self, reference: &'a Reference) -> Vec<Cell<Datum>> {
        let cells = self.lookup(reference, Depth::Values);
        self.data(reference, cells)
    }

    /// Its values at another time.
    pub(super) fn value_at(&mut self, reference: &'a Reference, time: Time) -> Vec<Cell<Datum>> {
        let cells = self.lookup_at(reference, Some(time), reference.previous, Depth::Values);
        self.data(reference, cells)
    }

    /// Its values in the round before.
    pub(super) fn value_before(&mut self, reference: &'a Reference) -> Vec<Cell<Datum>> {
        let cells = self.lookup_at(reference, reference.time, true, Depth::Values);
        self.data(reference, cells)
    }

    fn data(&self, reference: &Reference, cells: Vec<Cell<Found>>) -> Vec<Cell<Datum>> {
        let unit = self.scope.unit_under(reference);
        let read = |found: Found| {
            let datum = match found {
                Found::Value(value, nodes) => Datum { value, nodes },
                Found::Nodes(nodes) => self.read(&nodes)?,
            };
            Ok(match unit {
                Some(unit) => {
                    Datum { value: datum.value.with_unit_if_bare(unit), nodes: datum.nodes }
                }
                None => datum,
            })
        };
        cells.into_iter().map(|cell| cell.map(read)).collect()
    }

    fn read(&self, nodes: &[NodeRef]) -> Result<Datum, Problem> {
        let Some(node) = nodes.first().copied() else {
            return Err(Problem::NothingToTake(String::new()));
        };
        match (self.world.content(node), self.world.reading(node)) {
            (_, Some(Reading::Value(value))) => Ok(Datum { value, nodes: nodes.to_vec() }),
            (_, Some(Reading::Open)) => Err(Problem::Open(node)),
            (_, Some(Reading::Offered)) => Err(Problem::Offered(node)),
            (_, Some(Reading::Absent)) => Err(Problem::Absent(node)),
            (Content::Mapping(children) | Content::List(children), None) if children.is_empty() => {
                Err(Problem::Empty(node))
            }
            _ => Err(Problem::NotAValue(node)),
        }
    }

    /// An aggregate. Where nothing of it depends on the things around it, it is worked out for the first of them only.
    fn once(
        &mut self,
        term: &'a Term,
        work: impl FnOnce(&mut Self) -> Result<Datum, Problem>,
    ) -> Result<Datum, Problem> {
        if self.keep_base {
            return work(self);
        }
        let place = std::ptr::from_ref(term).addr();
        if let Some(known) = self.settled.get(&place) {
            return known.clone();
        }
        let around = self.bindings.len();
        let reached = self.reached.replace(usize::MAX);
        let found = work(self);
        let alone = self.reached.get() >= around;
        self.reached.set(self.reached.get().min(reached));
        if alone && around > 0 {
            self.settled.insert(place, found.clone());
        }
        found
    }

    fn number_of(&mut self, variable: VariableId, range: &'a Range) -> Result<Datum, Problem> {
        let (mut certain, mut possible, mut nodes) = (0_i64, 0_i64, Vec::new());
        for candidate in self.things(range).map_err(|(problem, _)| problem)? {
            if self.is_excepted(&candidate) {
                continue;
            }
            match self.filtered(variable, &candidate, range) {
                Verdict::Holds => {
                    certain += 1;
                    nodes.extend(candidate.nodes.first());
                }
                Verdict::Broken | Verdict::NotApplicable => continue,
                Verdict::Unknown | Verdict::Waiting | Verdict::Waived => {}
            }
            possible += 1;
        }
        nodes.truncate(10);
        let bare =
            |count: i64| Quantity { amount: Number::from_integer(count), unit: Unit::none() };
        let value = if certain == possible {
            Value::Quantity(bare(certain))
        } else {
            Value::Range(value::Range { low: Some(bare(certain)), high: Some(bare(possible)) })
        };
        Ok(Datum { value, nodes })
    }

    pub(super) fn filtered(
        &mut self,
        variable: VariableId,
        candidate: &Candidate<'a>,
        range: &'a Range,
    ) -> Verdict {
        let mut verdict = Verdict::Holds;
        if let Some(filter) = &range.filter {
            self.bindings.push((variable, candidate.binding.clone()));
            verdict = self.filter(filter).verdict;
            self.bindings.pop();
        }
        match (&candidate.doubt, verdict) {
            (Some(_), Verdict::Holds) => Verdict::Unknown,
            _ => verdict,
        }
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        over: &'a AggregateOver,
    ) -> Result<Datum, Problem> {
        let text = over.value.text.clone();
        let taken = match over.thing.as_ref().and_then(|thing| self.entries_of(thing)) {
            Some(cells) => {
                let mut taken = Taken::default();
                taken.add(cells, true);
                taken
            }
            None => self.taken(kind, over)?,
        };
        taken.result(kind, &text)
    }

    /// `highest in-quota tariff on beef`: the entries of one thing's field, where there is such a thing.
    pub(super) fn entries_of(&mut self, thing: &'a Reference) -> Option<Vec<Cell<Datum>>> {
        if thing.steps.is_empty() {
            return None;
        }
        let found = self.lookup(thing, Depth::Node).into_iter().next()?.what.ok()?;
        let Found::Nodes(nodes) = found else { return None };
        let node = nodes.first().copied()?;
        let plain = !self.differs_by_party(node) && self.schedule(node, Depth::Values).is_none();
        if plain && matches!(self.world.content(node), Content::Mapping(_) | Content::List(_)) {
            let entries: Vec<NodeRef> = self.world.children(node).collect();
            return Some(
                entries.into_iter().map(|entry| Cell::only(self.read(&[entry]))).collect(),
            );
        }
        Some(self.value_of(thing))
    }

    fn taken(&mut self, kind: AggregateKind, over: &'a AggregateOver) -> Result<Taken, Problem> {
        let mut taken = Taken::default();
        for candidate in self.things(&over.range).map_err(|(problem, _)| problem)? {
            if self.is_excepted(&candidate) {
                continue;
            }
            let certain = match self.filtered(over.variable, &candidate, &over.range) {
                Verdict::Holds => true,
                Verdict::Broken | Verdict::NotApplicable => continue,
                Verdict::Unknown | Verdict::Waiting | Verdict::Waived => false,
            };
            self.bindings.push((over.variable, candidate.binding.clone()));
            let cells = self.value_of(&over.value);
            self.bindings.pop();
            let sums = matches!(kind, AggregateKind::Total | AggregateKind::Average);
            let by_time = cells.iter().any(|cell| cell.slot.is_some());
            if sums && (by_time || cells.len() > 1) {
                let node =
                    cells.first().and_then(|cell| cell.what.as_ref().ok()?.nodes.first().copied());
                return Err(Problem::NeedsOne { node, by_time });
            }
            taken.add(cells, certain);
        }
        Ok(taken)
    }
}

/// What a sum or a product is made of, or why that is not known.
type Operand = Result<Datum, Problem>;

/// Both operands. Where one is agreed not to be there, there is nothing to reckon with, whatever the other is.
fn operands(a: Operand, b: Operand) -> Result<(Datum, Datum), Problem> {
    match (a, b) {
        (Err(absent @ Problem::Absent(_)), _) | (_, Err(absent @ Problem::Absent(_))) => {
            Err(absent)
        }
        (a, b) => Ok((a?, b?)),
    }
}

pub(super) fn reckoned(
    value: Result<Value, Incomparable>,
    nodes: Vec<NodeRef>,
) -> Result<Datum, Problem> {
    value.map(|value| Datum { value, nodes }).map_err(Problem::from)
}
