//! Values to be worked out: literals are read, nouns become ranges.

use jiff::civil::Date;

use super::CheckErrorKind;
use super::rule::Lowering;
use crate::model::{AggregateKind, AggregateOver, Range, RangeKind, Reference, Spelled, Term};
use crate::name::Name;
use crate::syntax::ast::{self, ExprKind, LiteralKind};
use crate::value::{self, Dimension, LiteralError, Number, Quantity, Unit, Value};

impl Lowering<'_> {
    /// The value that an expression stands for.
    pub(super) fn term(&mut self, expr: &ast::Expr) -> Option<Term> {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal).map(Term::Value),
            ExprKind::Reference(reference) => self.reference(reference).map(Term::Reference),
            ExprKind::Share { share, of } => {
                let share = self.share(share);
                let of = self.operand(of)?;
                Some(Term::Share { share: share?, of: Box::new(of) })
            }
            ExprKind::Arithmetic { op, left, right } => {
                let left = self.operand(left);
                let right = self.operand(right)?;
                Some(Term::Arithmetic { op: *op, left: Box::new(left?), right: Box::new(right) })
            }
            ExprKind::Aggregate { kind, of } => self.aggregate(*kind, of),
            ExprKind::Number(noun) => {
                let variable = self.variable();
                let range = Box::new(self.range(noun, variable)?);
                Some(Term::Count { variable, range })
            }
        }
    }

    /// A value that is reckoned with or put in order: words in quotes are a name here, for a text is neither.
    pub(super) fn operand(&mut self, expr: &ast::Expr) -> Option<Term> {
        match &expr.kind {
            ExprKind::Literal(literal) if literal.kind == LiteralKind::Text => {
                Some(Term::Reference(Reference::plain(&literal.text)))
            }
            _ => self.term(expr),
        }
    }

    fn share(&mut self, literal: &ast::Literal) -> Option<Number> {
        match self.literal(literal)? {
            Value::Quantity(quantity) => match quantity.unit.dimension() {
                Dimension::Percent => Some(&quantity.amount * &Number::ratio(1, 100)),
                Dimension::None => Some(quantity.amount),
                _ => None,
            },
            _ => None,
        }
        .or_else(|| self.fail(CheckErrorKind::NotAnAmount(literal.text.clone()), literal.span))
    }

    /// A literal, read.
    pub(super) fn literal(&mut self, literal: &ast::Literal) -> Option<Value> {
        let text = literal.text.as_str();
        let read = match literal.kind {
            LiteralKind::Quantity => value::literal::read_quantity_within(text, self.numbers()),
            LiteralKind::Date => value::read_date(text).map(Value::Date),
            LiteralKind::Duty => {
                value::literal::admit(text, self.numbers()).and_then(|()| value::read_duty(text))
            }
            LiteralKind::Text => Ok(Value::Text(text.trim().to_owned())),
            LiteralKind::Word => Ok(word(text)),
        };
        self.read(read, literal)
    }

    /// A date, read.
    pub(super) fn date(&mut self, literal: &ast::Literal) -> Option<Date> {
        let read = value::read_date(&literal.text);
        self.read(read, literal)
    }

    fn read<T>(&mut self, read: Result<T, LiteralError>, literal: &ast::Literal) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => self.fail(CheckErrorKind::Literal(error), literal.span),
        }
    }

    fn aggregate(&mut self, kind: AggregateKind, of: &ast::Reference) -> Option<Term> {
        let variable = self.variable();
        let (range, thing) = self.aggregate_range(of, variable)?;
        let mut value = Reference::variable(variable, "it");
        for step in of.steps.iter().rev() {
            value = value.field(Spelled::new(&step.text));
        }
        self.select(&mut value, &of.selectors)?;
        value.text = super::refer::words(self.source.slice(of.span));
        let field = of.steps.first().map(|step| Name::new(&step.text));
        let over = Box::new(AggregateOver { variable, range, value, thing, field });
        Some(Term::Aggregate { kind, over })
    }

    /// What an aggregate ranges over, and the other reading where the owner may be one thing.
    fn aggregate_range(
        &mut self,
        of: &ast::Reference,
        variable: crate::model::VariableId,
    ) -> Option<(Range, Option<Reference>)> {
        match &of.root {
            ast::Root::Every(noun) => Some((self.range(noun, variable)?, None)),
            ast::Root::Name(name) => {
                let range = self.named(&Name::new(&name.text), &name.text, variable, name.span)?;
                let open = matches!(range.kind, RangeKind::Collection(_)) && range.filter.is_none();
                let thing = if open { Some(self.reference(of)?) } else { None };
                Some((range, thing))
            }
            ast::Root::Its(_) | ast::Root::It(_) => {
                let mut owner = of.clone();
                owner.steps.clear();
                owner.selectors.clear();
                let owner = self.reference(&owner)?;
                let thing = self.reference(of)?;
                Some((
                    Range { text: owner.text.clone(), kind: RangeKind::Field(owner), filter: None },
                    Some(thing),
                ))
            }
        }
    }
}

/// `yes`, `no`, `free`
fn word(text: &str) -> Value {
    match Name::new(text).as_str() {
        "yes" => Value::Yes,
        "no" => Value::No,
        _ => Value::Quantity(Quantity { amount: Number::zero(), unit: Unit::percent() }),
    }
}
