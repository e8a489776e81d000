//! `have`, `state`, `keep`, `with`: what a thing must have, of which value and with what.

use super::claim::Subject;
use super::rule::Lowering;
use crate::model::{Atom, AtomKind, Formula, Reference, Spelled, Stance, Term};
use crate::syntax::ast::{self, Joint};

impl Lowering<'_> {
    /// `owner` has (or, with `states`, states) these.
    pub(super) fn holdings(
        &mut self,
        holdings: &ast::Holdings,
        owner: &Reference,
        stance: Stance,
        states: bool,
    ) -> Option<Formula> {
        let formulas: Vec<Option<Formula>> =
            holdings.items.iter().map(|item| self.holding(item, owner, stance, states)).collect();
        let formulas: Vec<Formula> = formulas.into_iter().collect::<Option<_>>()?;
        Some(join(formulas, holdings.joint))
    }

    fn holding(
        &mut self,
        holding: &ast::Holding,
        owner: &Reference,
        stance: Stance,
        states: bool,
    ) -> Option<Formula> {
        let stance = if holding.negated { opposite(stance) } else { stance };
        let what = self.field_of(&holding.what, owner)?;
        let mut formulas = Vec::with_capacity(1);
        if let Some(value) = &holding.value {
            let subject = Subject { term: Term::Reference(what.clone()), holding: true, it: false };
            formulas.push(self.predicate(value, &subject, stance, None)?);
        }
        if let Some(with) = &holding.with {
            formulas.push(self.holdings(with, &what, stance, states)?);
        }
        if formulas.is_empty() {
            let owner = owner.clone();
            let kind = if states {
                AtomKind::States { owner, what }
            } else {
                AtomKind::Has { owner, what }
            };
            formulas.push(Formula::Atom(Atom::new(stance, None, kind)));
        }
        let formula = join(formulas, Joint::And);
        Some(if holding.negated { Formula::Not(Box::new(formula)) } else { formula })
    }

    /// The chain `what`, as a field of `owner`.
    pub(super) fn field_of(
        &mut self,
        what: &ast::Reference,
        owner: &Reference,
    ) -> Option<Reference> {
        let ast::Root::Name(root) = &what.root else { return self.reference(what) };
        let mut field = owner.field(Spelled::new(&root.text));
        for step in what.steps.iter().rev() {
            field = field.field(Spelled::new(&step.text));
        }
        self.select(&mut field, &what.selectors)?;
        Some(field)
    }
}

/// Formulas joined by `and` or `or`; a single one stays itself.
pub(super) fn join(mut formulas: Vec<Formula>, joint: Joint) -> Formula {
    match (formulas.len(), joint) {
        (1, _) => formulas.remove(0),
        (_, Joint::And) => Formula::And(formulas),
        (_, Joint::Or) => Formula::Or(formulas),
    }
}

/// What is demanded of a contrary is forbidden of the thing itself.
pub(super) fn opposite(stance: Stance) -> Stance {
    match stance {
        Stance::Demand => Stance::Forbid,
        Stance::Forbid => Stance::Demand,
        Stance::Ask => Stance::Ask,
    }
}
