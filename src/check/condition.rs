//! Conditions after `if`, `unless`, `only if`, `halt if`, `warn if` and `whose`, and events.

use super::rule::Lowering;
use crate::model::{Atom, AtomKind, Formula, Reference, Stance};
use crate::syntax::ast::{self, ConditionKind, ExprKind, SubjectKind};

impl Lowering<'_> {
    /// What a condition asks.
    pub(super) fn condition(&mut self, condition: &ast::Condition) -> Option<Formula> {
        match &condition.kind {
            ConditionKind::And(parts) => Some(Formula::And(self.conditions(parts)?)),
            ConditionKind::Or(parts) => Some(Formula::Or(self.conditions(parts)?)),
            ConditionKind::Not(inner) => Some(Formula::Not(Box::new(self.condition(inner)?))),
            ConditionKind::Claim { subject, frequency, predicate } => {
                self.claim(subject, predicate, Stance::Ask, *frequency)
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
            Some(expr) => Some(self.term(expr)?),
        };
        let atom = Formula::Atom(Atom {
            stance,
            frequency: None,
            kind: AtomKind::Happens { event: event?, by },
        });
        let atom = self.bind(mark, atom);
        Some(if happening.negated { Formula::Not(Box::new(atom)) } else { atom })
    }

    /// The thing that a condition speaks of, with its owners: where the consequence's `its` looks last.
    pub(super) fn owners_of_condition(&mut self, condition: &ast::Condition) -> Vec<Reference> {
        let ConditionKind::Claim { subject, .. } = &condition.kind else { return Vec::new() };
        let SubjectKind::One(expr) = &subject.kind else { return Vec::new() };
        let ExprKind::Reference(reference) = &expr.kind else { return Vec::new() };
        if !matches!(reference.root, ast::Root::Name(_)) {
            return Vec::new();
        }
        self.reference(reference).map(|reference| Self::owners_in(&reference)).unwrap_or_default()
    }
}
