//! Claims: who, and what is said of them.

use std::borrow::Cow;

use super::CheckErrorKind;
use super::holding::join;
use super::rule::{Lowering, forbids};
use crate::model::{
    Formula, Frequency, Quantifier, Range, RangeKind, Reference, Stance, Term, VariableId,
};
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Joint, Modal, PredicateKind, SubjectKind};
use crate::value::{Number, Value};

/// Collections that are so called in every proposal: as a bare subject they have two readings.
const COLLECTIONS: [&str; 2] = ["products", "lines"];

/// The subject of a predicate.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) term: Term,
    /// True for the Y of `X has Y of V`.
    pub(super) holding: bool,
    /// True for `it` itself, which is a thing and not a value.
    pub(super) it: bool,
}

impl Lowering<'_> {
    /// `pork must have a safeguard`
    pub(super) fn rule_claim(&mut self, claim: &ast::RuleClaim) -> Option<Formula> {
        let forbidden = forbids(&claim.subject.kind);
        if claim.modal == Modal::May && !forbidden {
            return self.fail(CheckErrorKind::BarePermission, claim.modal_span);
        }
        if let SubjectKind::Counted { bound: ast::CountBound::Exactly, count, noun } =
            &claim.subject.kind
        {
            // exactly N is at least N, where silence is lacking, and at most N, where it is unknown
            let bounds = [
                (ast::CountBound::AtLeast, Stance::Demand),
                (ast::CountBound::AtMost, Stance::Forbid),
            ];
            let both = bounds.map(|(bound, stance)| {
                let kind = SubjectKind::Counted { bound, count: count.clone(), noun: noun.clone() };
                let subject = ast::Subject { span: claim.subject.span, kind };
                self.claim(&subject, &claim.predicate, stance, None)
            });
            return both.into_iter().collect::<Option<Vec<Formula>>>().map(Formula::And);
        }
        let stance = if forbidden { Stance::Forbid } else { Stance::Demand };
        self.claim(&claim.subject, &claim.predicate, stance, None)
    }

    /// A predicate said of a subject.
    pub(super) fn claim(
        &mut self,
        subject: &ast::Subject,
        predicate: &ast::Predicate,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        let mark = self.lifted.len();
        let formula = match &subject.kind {
            SubjectKind::One(expr) => self.of_one(expr, predicate, stance, frequency),
            SubjectKind::List { items, joint } => {
                self.of_list(items, *joint, subject.span, predicate, stance, frequency)
            }
            SubjectKind::Every(noun) => self.of_each(noun, Quantifier::Every, |this, thing| {
                this.predicate(predicate, Cow::Owned(thing), stance, frequency)
            }),
            SubjectKind::No(noun) => self.of_each(noun, Quantifier::Every, |this, thing| {
                Some(Formula::Not(Box::new(this.predicate(
                    predicate,
                    Cow::Owned(thing),
                    stance,
                    frequency,
                )?)))
            }),
            SubjectKind::Counted { bound, count, noun } => {
                let number = self.count(count);
                self.of_each(noun, Quantifier::Count(*bound, number?), |this, thing| {
                    this.predicate(predicate, Cow::Owned(thing), stance, frequency)
                })
            }
        };
        Some(self.bind(mark, formula?))
    }

    fn count(&mut self, literal: &ast::Literal) -> Option<Number> {
        let Value::Quantity(quantity) = self.literal(literal)? else {
            return self.fail(CheckErrorKind::NotACount(literal.text.clone()), literal.span);
        };
        if quantity.unit.is_none() && quantity.amount.is_integer() && !quantity.amount.is_negative()
        {
            return Some(quantity.amount);
        }
        self.fail(CheckErrorKind::NotACount(literal.text.clone()), literal.span)
    }

    fn of_one(
        &mut self,
        expr: &ast::Expr,
        predicate: &ast::Predicate,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        self.refuse_group(expr, predicate)?;
        let mark = self.lifted.len();
        let term = self.subject_term(expr)?;
        let lifted: Vec<VariableId> =
            self.lifted.iter().skip(mark).map(|(variable, _)| *variable).collect();
        if let Term::Reference(reference) = &term
            && self.asks_for_owners
        {
            let mut owners = Self::owners_in(reference);
            // the subject of the sentence comes after that of its condition
            owners.append(&mut self.owners);
            owners.dedup();
            self.owners = owners;
        }
        for variable in &lifted {
            self.things.push(Reference::variable(*variable, "it"));
        }
        let formula = self.predicate(
            predicate,
            Cow::Owned(Subject { term, holding: false, it: is_it(expr) }),
            stance,
            frequency,
        );
        self.things.truncate(self.things.len() - lifted.len());
        formula
    }

    /// Within `whose …` a plain name is a field of the entry.
    fn subject_term(&mut self, expr: &ast::Expr) -> Option<Term> {
        if let (Some(entry), ExprKind::Reference(reference)) = (self.entry.clone(), &expr.kind)
            && matches!(reference.root, ast::Root::Name(_))
        {
            return self.field_of(reference, &entry).map(Term::Reference);
        }
        self.term(expr)
    }

    /// `products must have a quota` could mean each, or some.
    fn refuse_group(&mut self, expr: &ast::Expr, predicate: &ast::Predicate) -> Option<()> {
        let ExprKind::Reference(reference) = &expr.kind else { return Some(()) };
        let ast::Root::Name(name) = &reference.root else { return Some(()) };
        if self.entry.is_some() || matches!(predicate.kind, PredicateKind::SameForEvery(_)) {
            return Some(());
        }
        let folded = Name::new(&name.text);
        let collection = COLLECTIONS.contains(&folded.as_str());
        let definitions = self.definitions;
        if !collection && definitions.group(&folded).is_none() {
            return Some(());
        }
        let singular = name.text.strip_suffix('s').unwrap_or(&name.text);
        let owners: String =
            reference.steps.iter().map(|step| format!("{} of ", step.text)).collect();
        let each = format!("{owners}each {singular} …");
        self.fail(CheckErrorKind::GroupAsSubject { group: name.text.clone(), each }, expr.span)
    }

    fn of_list(
        &mut self,
        items: &[ast::Expr],
        joint: Joint,
        span: Span,
        predicate: &ast::Predicate,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        for item in items {
            self.refuse_group(item, predicate)?;
        }
        let terms: Vec<Option<Term>> = items.iter().map(|item| self.subject_term(item)).collect();
        let terms: Vec<Term> = terms.into_iter().collect::<Option<_>>()?;
        let members: Option<Vec<Reference>> = terms
            .iter()
            .map(|term| match term {
                Term::Reference(reference) => Some(reference.clone()),
                _ => None,
            })
            .collect();
        let Some(members) = members else {
            let formulas: Vec<Option<Formula>> = terms
                .into_iter()
                .map(|term| {
                    self.predicate(
                        predicate,
                        Cow::Owned(Subject { term, holding: false, it: false }),
                        stance,
                        frequency,
                    )
                })
                .collect();
            return Some(join(formulas.into_iter().collect::<Option<_>>()?, joint));
        };
        let variable = self.variable();
        let thing = Reference::variable(variable, "it");
        let text = super::refer::words(self.source.slice(span));
        let range = Range { kind: RangeKind::Members(members), filter: None, text };
        let subject = Subject { term: Term::Reference(thing.clone()), holding: false, it: false };
        let body = self.about(thing, |this| {
            this.predicate(predicate, Cow::Owned(subject), stance, frequency)
        })?;
        let quantifier = if joint == Joint::And { Quantifier::Every } else { Quantifier::Some };
        Some(Formula::Quantified { quantifier, variable, range, body: Box::new(body) })
    }

    fn of_each(
        &mut self,
        noun: &ast::Noun,
        quantifier: Quantifier,
        body: impl FnOnce(&mut Self, Subject) -> Option<Formula>,
    ) -> Option<Formula> {
        let variable = self.variable();
        let range = self.range(noun, variable)?;
        let thing = Reference::variable(variable, "it");
        let subject = Subject { term: Term::Reference(thing.clone()), holding: false, it: false };
        let body = self.about(thing, |this| body(this, subject))?;
        Some(Formula::Quantified { quantifier, variable, range, body: Box::new(body) })
    }
}

/// True for `it`.
fn is_it(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(r) if matches!(r.root, ast::Root::It(_)) && r.steps.is_empty())
}
