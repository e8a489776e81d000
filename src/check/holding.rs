//! `have`, `state`, `keep`, `with`: what a thing must have, of which value and with what.

use std::borrow::Cow;

use super::claim::Subject;
use super::rule::Lowering;
use crate::model::{Atom, AtomKind, Formula, Reference, Spelled, Stance, Term};
use crate::syntax::ast::{self, Joint};

impl Lowering<'_> {
    /// `owner` has (or, with `states`, states) these.
    pub(super) fn holdings(
        &mut self,
        holdings: &ast::Holdings,
        owner: Cow<'_, Reference>,
        stance: Stance,
        states: bool,
    ) -> Option<Formula> {
        if let [item] = &*holdings.items {
            return self.holding(item, owner, stance, states);
        }
        let formulas: Vec<Option<Formula>> = holdings
            .items
            .iter()
            .map(|item| self.holding(item, Cow::Borrowed(&owner), stance, states))
            .collect();
        let formulas: Vec<Formula> = formulas.into_iter().collect::<Option<_>>()?;
        Some(join(formulas, holdings.joint))
    }

    fn holding(
        &mut self,
        holding: &ast::Holding,
        owner: Cow<'_, Reference>,
        stance: Stance,
        states: bool,
    ) -> Option<Formula> {
        let stance = if holding.negated { opposite(stance) } else { stance };
        let what = self.field_of(&holding.what, &owner)?;
        let subject = |what| Subject { term: Term::Reference(what), holding: true, it: false };
        let formula = match (&holding.value, &holding.with) {
            (None, None) => {
                let owner = owner.into_owned();
                let kind = match states {
                    true => AtomKind::States { owner, what },
                    false => AtomKind::Has { owner, what },
                };
                Formula::Atom(Atom::new(stance, None, kind))
            }
            (Some(value), None) => {
                self.predicate(value, Cow::Owned(subject(what)), stance, None)?
            }
            (None, Some(with)) => self.holdings(with, Cow::Owned(what), stance, states)?,
            (Some(value), Some(with)) => {
                let has = Cow::Owned(subject(what.clone()));
                let has = self.predicate(value, has, stance, None)?;
                Formula::And(vec![has, self.holdings(with, Cow::Owned(what), stance, states)?])
            }
        };
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
