//! Conditions after `if`, `unless`, `only if`, `halt if`, `warn if` and `whose`, and events.

use super::CheckErrorKind;
use super::rule::Lowering;
use crate::model::{
    Atom, AtomKind, Deadline, Extent, Formula, Reference, Stance, Term, Time, TimePoint,
};
use crate::syntax::ast::{self, ConditionKind, ExprKind, SubjectKind};
use crate::value::Number;

impl Lowering<'_> {
    /// What a condition asks.
    pub(super) fn condition(&mut self, condition: &ast::Condition) -> Option<Formula> {
        match &condition.kind {
            ConditionKind::And(parts) => Some(Formula::And(self.conditions(parts)?)),
            ConditionKind::Or(parts) => Some(Formula::Or(self.conditions(parts)?)),
            ConditionKind::Not(inner) => Some(Formula::Not(Box::new(self.condition(inner)?))),
            ConditionKind::Claim { subject, frequency, predicate } => {
                // `its` in a later claim still means what the sentence is about
                let owners = self.owners.clone();
                let formula = self.claim(subject, predicate, Stance::Ask, *frequency);
                self.owners = owners;
                formula
            }
            ConditionKind::Happening(happening) => self.happening(happening, Stance::Ask),
        }
    }

    fn conditions(&mut self, parts: &[ast::Condition]) -> Option<Vec<Formula>> {
        let formulas: Vec<Option<Formula>> =
            parts.iter().map(|part| self.condition(part)).collect();
        formulas.into_iter().collect()
    }

    /// `there must be an accord by D`
    pub(super) fn demanded(&mut self, happening: &ast::Happening) -> Option<Formula> {
        self.happening(happening, if happening.negated { Stance::Forbid } else { Stance::Demand })
    }

    fn happening(&mut self, happening: &ast::Happening, stance: Stance) -> Option<Formula> {
        let mark = self.lifted.len();
        let event = self.reference(&happening.event);
        let by = match &happening.by {
            None => None,
            Some(expr) => Some(self.deadline(expr)?),
        };
        let mut event = event?;
        let by = match (by, event.time.take()) {
            // `no accord by 2005`: the time after an event is its deadline
            (None, Some(time)) => {
                event.text = event.chained_text();
                Some(Deadline::End(time))
            }
            (Some(_), Some(_)) => return self.fail(CheckErrorKind::TwoTimes, happening.span),
            (by, None) => by,
        };
        let kind = AtomKind::Happens { event, by };
        let atom = Formula::Atom(Atom::new(stance, None, kind));
        let atom = self.bind(mark, atom);
        Some(if happening.negated { Formula::Not(Box::new(atom)) } else { atom })
    }

    /// A last day, or the year whose end it is.
    fn deadline(&mut self, expr: &ast::Expr) -> Option<Deadline> {
        let term = self.operand(expr)?;
        let value = match &term {
            Term::Value(value) => value,
            Term::Arithmetic { left, right, .. } => match (&**left, &**right) {
                (Term::Value(value), Term::Value(_)) if value.as_date().is_none() => value,
                _ => return Some(Deadline::Day(term)),
            },
            _ => return Some(Deadline::Day(term)),
        };
        if value.as_date().is_some() {
            return Some(Deadline::Day(term));
        }
        let whole = matches!(term, Term::Value(_));
        let year = value
            .as_bare_number()
            .and_then(Number::to_i64)
            .and_then(|year| i16::try_from(year).ok());
        match year.filter(|year| whole && (1900..=2100).contains(year)) {
            Some(year) => {
                Some(Deadline::End(Time { extent: Extent::At, point: TimePoint::Calendar(year) }))
            }
            None => {
                let text = self.source.slice(expr.span).to_owned();
                self.fail(CheckErrorKind::NotADate(text), expr.span)
            }
        }
    }

    /// The thing that a condition speaks of, with its owners: where the consequence's `its` looks last.
    pub(super) fn owners_of_condition(&mut self, condition: &ast::Condition) -> Vec<Reference> {
        let ConditionKind::Claim { subject, .. } = &condition.kind else { return Vec::new() };
        let SubjectKind::One(expr) = &subject.kind else { return Vec::new() };
        let ExprKind::Reference(reference) = &expr.kind else { return Vec::new() };
        if !matches!(reference.root, ast::Root::Name(_)) {
            return Vec::new();
        }
        if !self.asks_for_owners {
            self.spell(1, reference.span);
            return Vec::new();
        }
        self.reference(reference).map(|reference| Self::owners_in(&reference)).unwrap_or_default()
    }
}
