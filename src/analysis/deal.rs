//! A deal from what the solver found: what each term is to be, in round figures where there is a choice.

use super::encode::states::{State, day_number, day_of};
use super::encode::uses::Kind;
use super::linear::{Amount, Sum};
use super::logic::Prop;
use super::problem::Problem;
use super::sketch::{Sketch, Spot, Was};
use super::solver::{Model, Room};
use crate::value::{Number, Quantity, Reading, Unit, Value};

/// What a term is to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// As it is.
    Kept,
    /// Not in the deal.
    Missing,
    /// `none`
    Nothing,
    /// A mapping.
    Mapping,
    /// This value.
    Value(Value),
}

/// What each spot is to be, in their order.
#[derive(Debug, Clone)]
pub struct Deal {
    terms: Vec<Term>,
}

impl Deal {
    /// What one spot is to be.
    pub fn term(&self, spot: Spot) -> &Term {
        self.terms.get(spot.0).unwrap_or(&Term::Missing)
    }
}

impl Problem<'_> {
    /// A deal in which all that is assumed holds, with round figures; `None` where there is none, or no time to find one.
    pub fn deal(&mut self, assumed: &[Prop]) -> Option<Deal> {
        let figures = self.figures();
        let choose = |amount: Amount, now: &Number, room: &Room| {
            let figure = figures.iter().find(|(own, ..)| *own == amount)?;
            pick(now, room, &figure.1, figure.2.as_ref())
        };
        let positive = self.positive();
        let mut asked: Vec<Prop> = assumed.iter().copied().chain(positive).collect();
        let mut model = self.solver.tidied(&asked, &choose);
        if model.is_none() {
            asked = assumed.to_vec();
            model = self.solver.tidied(&asked, &choose);
        }
        let mut model = model?;
        for (amount, unit, _) in &figures {
            if let Some(other) = self.rounded(&mut asked, &model, (*amount, unit), &choose) {
                model = other;
            }
        }
        Some(self.read(&model))
    }

    /// A model in which an amount can be written, where it cannot in this one: two thirds of a ton may be tied to another
    /// amount, and then both must move.
    fn rounded(
        &mut self,
        asked: &mut Vec<Prop>,
        model: &Model,
        (amount, unit): (Amount, &Number),
        choose: &dyn Fn(Amount, &Number, &Room) -> Option<Number>,
    ) -> Option<Model> {
        let now = model.amount(amount);
        if is_written(&now, unit) {
            return None;
        }
        let near = now.checked_div(unit)?;
        for figure in round_inside(Some(&near), Some(&near), true) {
            let there = Sum::constant(&figure * unit);
            asked.push(self.solver.equal(&Sum::of(amount), &there));
            match self.solver.tidied(asked, choose) {
                Some(found) => return Some(found),
                None => asked.pop(),
            };
        }
        None
    }

    /// No amount is below zero.
    fn positive(&mut self) -> Vec<Prop> {
        let zero = Sum::constant(Number::zero());
        let amounts: Vec<Amount> = self
            .sketch
            .spots()
            .flat_map(|spot| self.states.of(spot).kinds.clone())
            .filter(|possible| matches!(possible.kind, Kind::Amount(_)))
            .filter_map(|possible| possible.amount)
            .collect();
        amounts.into_iter().map(|amount| self.solver.at_most(&zero, &Sum::of(amount))).collect()
    }

    /// All amounts with the size of the unit they are written in, and what they were.
    fn figures(&self) -> Vec<(Amount, Number, Option<Number>)> {
        let mut figures = Vec::new();
        for spot in self.sketch.spots() {
            for possible in &self.states.of(spot).kinds {
                let Some(amount) = possible.amount else { continue };
                let was = was(&self.sketch, spot, &possible.kind);
                let unit = match &possible.kind {
                    Kind::Amount(unit) => unit.factor().clone(),
                    Kind::Day | Kind::Yes | Kind::Text(_) => Number::one(),
                };
                let today = day_number(self.setting.as_of);
                let was = match possible.kind {
                    Kind::Day => was.or(Some(today)),
                    Kind::Amount(_) | Kind::Yes | Kind::Text(_) => was,
                };
                figures.push((amount, unit, was));
            }
        }
        figures
    }

    /// What each term is in a model.
    pub fn read(&self, model: &Model) -> Deal {
        let terms = self.sketch.spots().map(|spot| self.term(model, self.states.of(spot), spot));
        Deal { terms: terms.collect() }
    }

    fn term(&self, model: &Model, state: &State, spot: Spot) -> Term {
        let holds = |prop: Prop| self.solver.holds(model, prop);
        if holds(state.missing) {
            return Term::Missing;
        }
        if holds(state.kept) {
            return Term::Kept;
        }
        if holds(state.none) {
            return Term::Nothing;
        }
        let chosen = state.kinds.iter().find(|possible| holds(possible.is));
        let value = chosen.and_then(|possible| {
            let amount = possible.amount.map(|amount| model.amount(amount));
            value_of(&possible.kind, amount, written_unit(&self.sketch, spot))
        });
        value.map_or(Term::Mapping, Term::Value)
    }
}

/// The amount that stood there, in base units.
fn was(sketch: &Sketch, spot: Spot, kind: &Kind) -> Option<Number> {
    let Was::Scalar(Reading::Value(value)) = sketch.was(spot) else { return None };
    match (value, kind) {
        (Value::Quantity(quantity), Kind::Amount(unit))
            if quantity.unit.dimension() == unit.dimension() =>
        {
            Some(quantity.in_base_units())
        }
        (Value::Date(day), Kind::Day) => Some(day_number(*day)),
        _ => None,
    }
}

/// The unit in which a term was written.
fn written_unit(sketch: &Sketch, spot: Spot) -> Option<&Unit> {
    match sketch.was(spot) {
        Was::Scalar(Reading::Value(Value::Quantity(quantity))) => Some(&quantity.unit),
        _ => None,
    }
}

fn value_of(kind: &Kind, amount: Option<Number>, written: Option<&Unit>) -> Option<Value> {
    Some(match kind {
        Kind::Amount(unit) => {
            let unit = written.filter(|own| own.dimension() == unit.dimension()).unwrap_or(unit);
            let amount = amount?.checked_div(unit.factor())?;
            Value::Quantity(Quantity { amount, unit: unit.clone() })
        }
        Kind::Day => Value::Date(day_of(&amount?)?),
        Kind::Yes => Value::Yes,
        Kind::Text(text) => Value::Text(text.clone()),
    })
}

/// A round figure from where an amount can lie: what it was, else the end nearest to it, else a figure inside.
pub(super) fn pick(
    now: &Number,
    room: &Room,
    unit: &Number,
    was: Option<&Number>,
) -> Option<Number> {
    if let Some(was) = was.filter(|was| room.holds(was)) {
        return Some(was.clone());
    }
    let above = was.is_some_and(|was| room.high.as_ref().is_some_and(|high| *was >= high.number));
    let ends = if above { [&room.high, &room.low] } else { [&room.low, &room.high] };
    for end in ends.into_iter().flatten() {
        if end.is_exact() && room.holds(&end.number) && is_written(&end.number, unit) {
            return Some(end.number.clone());
        }
    }
    let low = room.low.as_ref().and_then(|low| low.number.checked_div(unit));
    let high = room.high.as_ref().and_then(|high| high.number.checked_div(unit));
    let inside = round_inside(low.as_ref(), high.as_ref(), above);
    let found = inside.into_iter().map(|figure| &figure * unit).find(|figure| room.holds(figure));
    found.or_else(|| Some(now.clone()))
}

/// Figures between two ends, the roundest first.
fn round_inside(low: Option<&Number>, high: Option<&Number>, from_above: bool) -> Vec<Number> {
    const DECIMALS: usize = 12;
    let mut figures = Vec::new();
    let mut step = Number::one();
    for _ in 0..DECIMALS {
        let up = |low: &Number| &(scaled(low, &step).floor() + Number::one()) * &step;
        let down = |high: &Number| &(scaled(high, &step).ceil() - Number::one()) * &step;
        let (up, down) = (low.map(up), high.map(down));
        let pair = if from_above { [down, up] } else { [up, down] };
        figures.extend(pair.into_iter().flatten());
        step = &step * &Number::ratio(1, 10);
    }
    figures
}

fn scaled(number: &Number, step: &Number) -> Number {
    number.checked_div(step).unwrap_or_else(Number::zero)
}

/// True where an amount can be written in full in its unit.
fn is_written(amount: &Number, unit: &Number) -> bool {
    let Some(amount) = amount.checked_div(unit) else { return false };
    Number::parse(&amount.to_text()).is_some_and(|read| read == amount)
}

/// A deal that starts from nothing, as a YAML proposal.
pub fn write(sketch: &Sketch, deal: &Deal, parties: &[String]) -> String {
    let mut text = String::new();
    if !parties.is_empty() {
        let names: Vec<String> = parties.iter().map(|name| scalar(name)).collect();
        text.push_str(&format!("parties: [{}]\n", names.join(", ")));
    }
    below(sketch, deal, sketch.root(), 0, &mut text);
    text
}

fn below(sketch: &Sketch, deal: &Deal, at: Spot, depth: usize, text: &mut String) {
    for child in sketch.children(at) {
        let key = sketch.key(*child).map(|key| scalar(&key.text)).unwrap_or_default();
        let indent = "  ".repeat(depth);
        match deal.term(*child) {
            Term::Missing | Term::Kept => {}
            Term::Nothing => text.push_str(&format!("{indent}{key}: none\n")),
            Term::Value(value) => text.push_str(&format!("{indent}{key}: {}\n", written(value))),
            Term::Mapping => {
                text.push_str(&format!("{indent}{key}:\n"));
                below(sketch, deal, *child, depth + 1, text);
            }
        }
    }
}

/// A value as YAML has it outside of braces.
pub fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text),
        other => other.to_text(),
    }
}

/// A text as YAML has it, in quotes where it needs them.
pub fn scalar(text: &str) -> String {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '%' | '/' | '(' | ')');
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    if first && text.chars().all(plain) && text.trim() == text {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
