//! From the model to a plan: values and their comparison.

use super::code::{self, Row};
use super::compile::{Compiler, Context, Planning};
use super::lexicon::ANY;
use super::measure::common;
use super::names::is_in;
use super::{Beyond, Compare, How, Limit, Literal, OneOf, Path, Plan, Side, Test, Work};
use crate::model::{AggregateKind, AggregateOver, Op, Reference, Root, Term};
use crate::tape::Figure;
use crate::value::{self, Unit, Value};

/// What a comparison is, but for what is compared.
pub(super) struct Shape {
    pub(super) op: Op,
    pub(super) how: How,
    pub(super) holding: bool,
    pub(super) alternative: bool,
}

impl Compiler<'_, '_> {
    pub(super) fn comparison(
        &mut self,
        subject: &Term,
        limit: &Term,
        shape: Shape,
        at: Context<'_>,
    ) -> Planning<Test> {
        let Shape { op, how, holding, alternative } = shape;
        let unit = common(at.scope.unit_of(subject), at.scope.unit_of(limit))?.cloned();
        let mut guards = Vec::new();
        let subject = self.side(subject, at)?;
        let limit = match self.constant(limit, at)? {
            Some((guard, literal)) => {
                guards.push(guard);
                literal
            }
            None => self.side(limit, at)?,
        };
        let figure = self.figure(&limit, unit.as_ref()).map(Limit::from);
        let amount = self.amount(&limit, unit.as_ref());
        let place = self.place(op, &limit, unit.as_ref());
        let unit = unit.map(Box::new);
        let compare = Compare {
            place,
            subject,
            op,
            limit,
            how,
            holding,
            alternative,
            unit,
            figure,
            amount,
            guards,
        };
        Ok(Test::Compare(Box::new(compare)))
    }

    /// One number for all comparisons with a literal that come to the same.
    fn place(&mut self, op: Op, limit: &Side, unit: Option<&Unit>) -> usize {
        let mut row = Row::new(code::Kind::Comparison, &mut self.codes);
        row.op(op);
        match limit {
            Side::Literal(id) => row.put(1).put(*id),
            Side::Share((numerator, denominator), _) => {
                row.put(2).long(*numerator).long(*denominator)
            }
            Side::Path(_) | Side::Gathered(_) | Side::Members(_) => row.put(0),
        };
        if let Some(unit) = unit {
            row.text(&format!("{unit:?}"));
        }
        let new = self.comparisons;
        self.comparisons += 1;
        row.known(new)
    }

    /// The number of all comparisons between partners.
    pub(super) fn place_of_partners(&mut self) -> usize {
        let mut row = Row::new(code::Kind::Comparison, &mut self.codes);
        // no operator has this number
        row.put(0);
        let new = self.comparisons;
        self.comparisons += 1;
        row.known(new)
    }

    /// A literal limit as a bare number: so far as it is one, or one once it is measured in the unit of bare numbers.
    fn figure(&self, limit: &Side, unit: Option<&Unit>) -> Option<Figure> {
        let Side::Literal(id) = limit else { return None };
        let literal = self.plan.literals.get(*id)?;
        match (&literal.value, unit) {
            (Value::Quantity(quantity), Some(unit)) if !quantity.unit.is_none() => {
                Figure::of(&value::convert(quantity, unit)?.amount)
            }
            _ => literal.figure,
        }
    }

    /// A literal limit as an amount, in the unit of bare numbers where it has none itself.
    fn amount(&mut self, limit: &Side, unit: Option<&Unit>) -> Option<(u32, Limit)> {
        let Side::Literal(id) = limit else { return None };
        let Value::Quantity(quantity) = &self.plan.literals.get(*id)?.value else { return None };
        let figure = Limit::from(Figure::of(&quantity.amount)?);
        let own = Some(&quantity.unit).filter(|own| !own.is_none());
        let Some(unit) = own.or(unit).cloned() else {
            return quantity.is_bare_zero().then_some((ANY, figure));
        };
        let units = &mut self.plan.units;
        let place = units.iter().position(|known| *known == unit).unwrap_or(units.len());
        if place == units.len() {
            units.push(unit);
        }
        Some((place as u32 + 1, figure))
    }

    fn side(&mut self, term: &Term, at: Context<'_>) -> Planning<Side> {
        Ok(match term {
            Term::Value(value) => Side::Literal(self.literal(value)),
            Term::Reference(reference) => match self.defined(reference, at)? {
                Some(value) => value,
                None => Side::Path(self.path(reference, at)?),
            },
            Term::Share { share, of } => {
                let Term::Reference(of) = &**of else { return Err(Beyond) };
                let (numerator, denominator) = share.to_small_ratio().ok_or(Beyond)?;
                if numerator <= 0 || self.defined(of, at)?.is_some() {
                    return Err(Beyond);
                }
                Side::Share((numerator, denominator), self.path(of, at)?)
            }
            Term::Arithmetic { .. } => return Err(Beyond),
            Term::Aggregate { kind, over } => self.aggregate(*kind, over, at)?,
            Term::Count { variable, range } => {
                self.inner(at)?;
                self.gathered(range, *variable, Work::Number, None, at)?.side()
            }
        })
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        over: &AggregateOver,
        at: Context<'_>,
    ) -> Planning<Side> {
        self.inner(at)?;
        // the unit of bare values is looked up by the field's name when the amount is compared
        let unit = over.field.as_ref().and_then(|field| at.scope.measures.get(field));
        if at.scope.unit_under(&over.value) != unit {
            return Err(Beyond);
        }
        let thing = over.thing.as_ref().filter(|thing| !thing.steps.is_empty());
        let thing = thing.map(|thing| self.path(thing, at)).transpose()?;
        let value = self.path(&over.value, Context { thing: Some(over.variable), ..at })?;
        let work = match kind {
            AggregateKind::Total => Work::Sum(value, false),
            AggregateKind::Average => Work::Sum(value, true),
            AggregateKind::Highest => Work::Extreme(value, true),
            AggregateKind::Lowest => Work::Extreme(value, false),
        };
        Ok(self.gathered(&over.range, over.variable, work, thing, at)?.side())
    }

    fn literal(&mut self, value: &Value) -> usize {
        let figure = value.as_bare_number().and_then(Figure::of);
        let mut row = Row::new(code::Kind::Literal, &mut self.codes);
        match figure {
            Some(figure) => row.figure(figure),
            None => row.text(&format!("{value:?}")),
        };
        let id = row.known(self.plan.literals.len());
        if id == self.plan.literals.len() {
            self.plan.literals.push(Literal { value: value.clone(), figure });
        }
        id
    }

    /// A name that the rule file defines, as a limit: its value, and the slots in which no proposal may have it, too.
    fn constant(&mut self, limit: &Term, at: Context<'_>) -> Planning<Option<([u32; 2], Side)>> {
        let Term::Reference(reference) = limit else { return Ok(None) };
        let Root::Name(name) = &reference.root else { return Ok(None) };
        let Some(defined) = at.scope.constants.get(&name.name) else { return Ok(None) };
        let plain = reference.steps.is_empty()
            && reference.party.is_none()
            && reference.time.is_none()
            && !reference.previous;
        match &defined.what {
            Term::Value(value) if plain => {
                let spelling = self.spelling(name);
                Ok(Some((self.slots(spelling), Side::Literal(self.literal(value)))))
            }
            _ => Err(Beyond),
        }
    }

    /// A name that the rule file defines is common as a plain limit only.
    fn defined(&mut self, reference: &Reference, at: Context<'_>) -> Planning<Option<Side>> {
        let Root::Name(name) = &reference.root else { return Ok(None) };
        if is_in(&name.name, &at.scope.constants) { Err(Beyond) } else { Ok(None) }
    }
}

/// One of several values; texts of one field are told at once.
pub(super) fn one_of(plan: &Plan<'_>, parts: Vec<Test>) -> Test {
    let field = match parts.first() {
        Some(Test::Compare(first)) => match &first.subject {
            Side::Path(path) if path.one_field => Some(path.clone()),
            _ => None,
        },
        _ => None,
    };
    let text_of = |part: &Test, field: &Path| {
        let Test::Compare(compare) = part else { return None };
        let (Side::Path(path), Side::Literal(id)) = (&compare.subject, &compare.limit) else {
            return None;
        };
        let same = path.one_field && path.columns == field.columns;
        match &plan.literals.get(*id)?.value {
            Value::Text(text) if same && compare.op == Op::Equal && compare.guards.is_empty() => {
                Some(text.clone())
            }
            _ => None,
        }
    };
    let Some(field) = field else { return Test::Any(parts) };
    let texts: Option<Vec<String>> = parts.iter().map(|part| text_of(part, &field)).collect();
    match texts {
        Some(texts) => Test::OneOf(Box::new(OneOf { field, texts, tests: parts })),
        None => Test::Any(parts),
    }
}
