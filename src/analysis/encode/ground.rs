//! Rules with their names looked up: quantifiers are spelled out, and every name is a spot of the outline.

mod statement;
mod terms;

use super::lookup::{Binding, Cell, Depth, Finder, Found, only};
use super::uses::Kind;
use super::why::Why;
use crate::analysis::sketch::{Spot, Was};
use crate::model::{
    Atom, AtomKind, Basis, Deadline, Direction, Formula, Op, Quantifier, Range, RangeKind,
    Reference, Root, Spelled, Stance, VariableId,
};
use crate::name::Name;
use crate::proposal::Content;
use crate::value::{Dimension, Reading, Value};

pub use statement::{Claim, Comparison, How, Statement, Subject, Taken, Worked};

impl<'a> Finder<'a, '_> {
    /// A formula with its names looked up.
    pub fn statement(&mut self, formula: &'a Formula) -> Result<Statement, Why> {
        let each = |this: &mut Self, parts: &'a [Formula]| -> Result<Vec<Statement>, Why> {
            parts.iter().map(|part| this.statement(part)).collect()
        };
        Ok(match formula {
            Formula::And(parts) => Statement::All(each(self, parts)?),
            Formula::Or(parts) => Statement::Any(each(self, parts)?),
            Formula::Not(inner) => Statement::Not(Box::new(self.statement(inner)?)),
            Formula::If { condition, then } => {
                Statement::If(Box::new(self.statement(condition)?), Box::new(self.statement(then)?))
            }
            Formula::Quantified { quantifier, variable, range, body } => {
                self.each(quantifier, *variable, range, body)?
            }
            Formula::Atom(atom) => self.atom(atom)?,
        })
    }

    fn each(
        &mut self,
        quantifier: &Quantifier,
        variable: VariableId,
        range: &'a Range,
        body: &'a Formula,
    ) -> Result<Statement, Why> {
        let how = match quantifier {
            Quantifier::Every => How::Every,
            Quantifier::Some => How::Some,
            Quantifier::Count(bound, number) => How::Count(
                *bound,
                number.to_i64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX),
            ),
        };
        let mut subjects = Vec::new();
        for thing in self.things(range)? {
            self.bindings.push((variable, thing.binding.clone()));
            let filter = range.filter.as_ref().map(|filter| self.statement(filter)).transpose();
            let said = filter.and_then(|filter| Ok((filter, self.statement(body)?)));
            self.bindings.pop();
            let (filter, body) = said?;
            subjects.push(Subject { there: thing.there, filter, body });
        }
        Ok(Statement::Each(how, subjects))
    }

    /// The things of a range, without those that `except` leaves out.
    fn things(&mut self, range: &'a Range) -> Result<Vec<Thing<'a>>, Why> {
        let things = match &range.kind {
            RangeKind::Members(members) => members.iter().map(Thing::member).collect(),
            RangeKind::Field(field) => self.entries_of(field, &range.text)?,
            RangeKind::Collection(name) => self.collection(name)?,
        };
        let except = self.except;
        let left_out = |thing: &Thing<'a>| {
            except
                .iter()
                .any(|not| thing.names.iter().any(|name| name.same_but_for_number(&not.name)))
        };
        Ok(things.into_iter().filter(|thing| !left_out(thing)).collect())
    }

    fn entries_of(&mut self, field: &'a Reference, text: &str) -> Result<Vec<Thing<'a>>, Why> {
        let mut things = Vec::new();
        for cell in self.lookup(field, Depth::Spot)? {
            let Some(spot) = cell.last() else { return Err(Why::Listed(text.to_owned())) };
            match self.sketch.was(spot) {
                Was::Mapping | Was::List if !self.sketch.children(spot).is_empty() => {
                    let entries: Vec<Spot> = self.sketch.children(spot).to_vec();
                    things.extend(entries.into_iter().map(|entry| self.thing(entry, false)));
                }
                Was::Scalar(Reading::Value(_)) => things.push(self.thing(spot, false)),
                Was::Nothing | Was::Scalar(_) | Was::Mapping | Was::List => {
                    return Err(Why::Listed(text.to_owned()));
                }
            }
        }
        Ok(things)
    }

    fn thing(&self, spot: Spot, in_doubt: bool) -> Thing<'a> {
        let mut names = self.sketch.names(spot).to_vec();
        if in_doubt && let Some(parent) = self.sketch.parent(spot) {
            names.extend_from_slice(self.sketch.names(parent));
        }
        Thing { binding: Binding::Thing(spot), there: in_doubt.then_some(spot), names }
    }

    fn collection(&mut self, name: &Spelled) -> Result<Vec<Thing<'a>>, Why> {
        if self.setting.facts.contains(&name.name) {
            return Err(Why::Facts(name.text.clone()));
        }
        let top = self.sketch.field(self.sketch.root(), &name.name);
        let listed = top.filter(|top| {
            matches!(self.sketch.was(*top), Was::Mapping | Was::List)
                && !self.sketch.children(*top).is_empty()
        });
        if let Some(top) = listed {
            let entries: Vec<Spot> = self.sketch.children(top).to_vec();
            return Ok(entries.into_iter().map(|entry| self.thing(entry, false)).collect());
        }
        let found = self.sketch.everywhere(&name.name);
        if found.is_empty() || top.is_some() {
            return Err(Why::Listed(name.text.clone()));
        }
        Ok(found.into_iter().map(|spot| self.thing(spot, true)).collect())
    }

    fn atom(&mut self, atom: &'a Atom) -> Result<Statement, Why> {
        let (stance, frequency) = (atom.stance, atom.frequency);
        let claim = match &atom.kind {
            AtomKind::Has { what, .. } => Claim::Has(self.held(what)?, stance),
            AtomKind::States { what, .. } => Claim::States(self.held(what)?, stance),
            AtomKind::Compare { subject, op, limit, holding } => {
                let (subject, limit) = (self.worked(subject)?, self.worked(limit)?);
                self.learn(&subject, &limit);
                Claim::Compare(Box::new(Comparison {
                    subject,
                    op: *op,
                    limit,
                    holding: *holding,
                    stance,
                    frequency,
                }))
            }
            AtomKind::Is { subject, mark } => {
                Claim::Is(self.lookup(subject, Depth::Entries)?, *mark, stance, frequency)
            }
            AtomKind::StartsWith { subject, text } => return self.starts_with(subject, text),
            AtomKind::Called { subject, name } => return self.called(subject, name),
            AtomKind::SameForEvery { .. } => return Err(Why::Form("`the same for every …`")),
            AtomKind::Never { subject, direction } => {
                Claim::Never(self.series(subject)?, *direction)
            }
            AtomKind::Move { basis: Basis::PreviousRound, .. } => return Err(Why::Round),
            AtomKind::Move { subject, direction, op, amount, basis: Basis::EveryYear } => {
                return self.moves(subject, *direction, (*op, amount));
            }
            AtomKind::Reach { subject, value, by } => {
                let target = self.worked(value)?;
                let series = self.series(subject)?;
                let then = self.lookup_at(subject, Some(*by), Depth::Values)?;
                self.learn(&Worked::Cells(series.clone(), None), &target);
                Claim::Reaches(series, then, target)
            }
            AtomKind::Happens { event, by } => self.happens(event, by.as_ref(), stance)?,
        };
        Ok(Statement::Claim(claim))
    }

    fn held(&mut self, what: &'a Reference) -> Result<Vec<Cell>, Why> {
        let cells = self.lookup(what, Depth::Entries)?;
        let spots = self.lookup(what, Depth::Spot)?;
        let held = spots.iter().chain(&cells).filter_map(Cell::last);
        self.uses.held.extend(held.collect::<Vec<_>>());
        Ok(cells)
    }

    fn happens(
        &mut self,
        event: &'a Reference,
        by: Option<&'a Deadline>,
        stance: Stance,
    ) -> Result<Claim, Why> {
        let cells = self.lookup(event, Depth::Spot)?;
        for spot in cells.iter().filter_map(Cell::last) {
            if self.sketch.children(spot).is_empty() {
                self.uses.can_be(spot, Kind::Day);
                self.uses.can_be(spot, Kind::Yes);
            } else if let Some(date) = self.sketch.field(spot, &Name::new("date")) {
                self.uses.can_be(date, Kind::Day);
            }
        }
        let by = match by {
            None => None,
            Some(Deadline::Day(term)) => {
                let day = self.worked(term)?;
                day.spots(&mut |spot| self.uses.can_be(spot, Kind::Day));
                Some(day)
            }
            Some(Deadline::End(time)) => Some(match self.calendar().stretch(*time) {
                Some((_, Some(crate::analysis::moments::Moment::Day(day)))) => {
                    Worked::Value(Value::Date(day))
                }
                _ => Worked::Cells(vec![only(Found::Unclear)], None),
            }),
        };
        Ok(Claim::Happens(cells, by, stance))
    }

    /// How a text begins is known where no deal changes it.
    fn starts_with(&mut self, subject: &'a Reference, text: &str) -> Result<Statement, Why> {
        let beyond = || Why::Beginning(subject.text.clone());
        let cells = self.lookup(subject, Depth::Values)?;
        let [cell] = cells.as_slice() else { return Err(beyond()) };
        let spot = cell.last().ok_or_else(beyond)?;
        let written = self.written(spot).ok_or_else(beyond)?;
        Ok(Statement::Settled(written.starts_with(text)))
    }

    /// A scalar of the given proposal as it is written.
    fn written(&self, spot: Spot) -> Option<String> {
        let document = self.setting.document.as_ref()?;
        match document.content(self.sketch.origin(spot)?) {
            Content::Scalar { text, .. } => Some(text.trim().to_owned()),
            Content::Mapping(_) | Content::List(_) => None,
        }
    }

    fn called(&mut self, subject: &'a Reference, name: &Spelled) -> Result<Statement, Why> {
        let is = |own: &Name| own.same_but_for_number(&name.name);
        if let Root::Variable(variable) = &subject.root {
            let bound = self.bindings.iter().rev().find(|(known, _)| known == variable);
            if let Some((_, Binding::Member(member))) = bound
                && member.last_name().is_some_and(|own| is(&own.name))
            {
                return Ok(Statement::Settled(true));
            }
        }
        let cells = self.lookup(subject, Depth::Spot)?;
        let called =
            |cell: &Cell| cell.last().is_some_and(|spot| self.sketch.names(spot).iter().any(is));
        Ok(Statement::Settled(cells.iter().all(called)))
    }

    /// The entries of a term, `base` included.
    fn series(&mut self, subject: &'a Reference) -> Result<Vec<Cell>, Why> {
        self.keep_base = true;
        let cells = self.lookup(subject, Depth::Values);
        self.keep_base = false;
        let cells = cells?;
        let spots: Vec<Spot> = cells.iter().filter_map(Cell::last).collect();
        for spot in &spots {
            self.learn_given(*spot);
            self.uses.is_amount(*spot);
        }
        self.uses.join(&spots);
        Ok(cells)
    }

    fn moves(
        &mut self,
        subject: &'a Reference,
        direction: Direction,
        (op, amount): (Op, &Value),
    ) -> Result<Statement, Why> {
        let Value::Quantity(amount) = amount else { return Err(Why::Unlike) };
        let spots = self.lookup(subject, Depth::Spot)?;
        for spot in spots.iter().filter_map(Cell::last) {
            if *self.sketch.was(spot) == Was::Nothing && !self.setting.given {
                self.uses.moves(spot);
            }
        }
        let cells = self.series(subject)?;
        if *amount.unit.dimension() != Dimension::Percent {
            let value = Value::Quantity(amount.clone());
            self.learn(&Worked::Cells(cells.clone(), None), &Worked::Value(value));
        }
        Ok(Statement::Claim(Claim::Moves(cells, direction, op, amount.clone())))
    }
}

struct Thing<'a> {
    binding: Binding<'a>,
    there: Option<Spot>,
    names: Vec<Name>,
}

impl<'a> Thing<'a> {
    fn member(member: &'a Reference) -> Self {
        let plain = member.last_name().map(|name| name.name.clone());
        let names = plain.into_iter().chain([Name::new(&member.text)]).collect();
        Self { binding: Binding::Member(member), there: None, names }
    }
}
