//! Claims: who, and what is said of them.

use super::holding::{join, opposite};
use super::rule::{Lowering, forbids};
use super::{CheckErrorKind, noun};
use crate::model::{
    Atom, AtomKind, Direction, Formula, Frequency, Op, Quantifier, Range, RangeKind, Reference,
    Root, Spelled, Stance, Term, VariableId,
};
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Joint, Modal, PredicateKind, SubjectKind};
use crate::value::{Number, Value};

/// Collections that are so called in every proposal: as a bare subject they have two readings.
const COLLECTIONS: [&str; 2] = ["products", "lines"];

/// The subject of a predicate.
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
                this.predicate(predicate, &thing, stance, frequency)
            }),
            SubjectKind::No(noun) => self.of_each(noun, Quantifier::Every, |this, thing| {
                Some(Formula::Not(Box::new(this.predicate(predicate, &thing, stance, frequency)?)))
            }),
            SubjectKind::Counted { bound, count, noun } => {
                let number = self.count(count);
                self.of_each(noun, Quantifier::Count(*bound, number?), |this, thing| {
                    this.predicate(predicate, &thing, stance, frequency)
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
        if let Term::Reference(reference) = &term {
            let mut owners = Self::owners_in(reference);
            // what the sentence spoke of before comes last: `if pork has a quota then its tariff …`
            owners.append(&mut self.owners);
            owners.dedup();
            self.owners = owners;
        }
        for variable in &lifted {
            self.things.push(Reference::variable(*variable, "it"));
        }
        let formula = self.predicate(
            predicate,
            &Subject { term, holding: false, it: is_it(expr) },
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
                        &Subject { term, holding: false, it: false },
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
        let body =
            self.about(thing, |this| this.predicate(predicate, &subject, stance, frequency))?;
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

    /// What a predicate says of its subject.
    pub(super) fn predicate(
        &mut self,
        predicate: &ast::Predicate,
        subject: &Subject,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        let atom = |kind| Some(Formula::Atom(Atom { stance, frequency, kind }));
        match &predicate.kind {
            PredicateKind::Not(inner) => {
                let contrary = self.predicate(inner, subject, opposite(stance), frequency)?;
                Some(Formula::Not(Box::new(contrary)))
            }
            PredicateKind::All(parts) => self.joined(parts, Joint::And, subject, stance, frequency),
            PredicateKind::Any(parts) => self.joined(parts, Joint::Or, subject, stance, frequency),
            PredicateKind::Has(holdings) | PredicateKind::States(holdings) => {
                let states = matches!(predicate.kind, PredicateKind::States(_));
                let Term::Reference(owner) = &subject.term else {
                    let text = self.source.slice(predicate.span).to_owned();
                    return self.fail(CheckErrorKind::NotAThing(text), predicate.span);
                };
                self.holdings(holdings, owner, stance, states)
            }
            PredicateKind::Compare { op, value, time } => {
                let subject = self.timed(subject, time.as_ref())?;
                self.compared(&subject, *op, value, stance, frequency)
            }
            PredicateKind::Between { low, high, time } => {
                let subject = self.timed(subject, time.as_ref())?;
                let low = self.compared(&subject, Op::AtLeast, low, stance, frequency);
                let high = self.compared(&subject, Op::AtMost, high, stance, frequency);
                Some(Formula::And(vec![low?, high?]))
            }
            PredicateKind::OneOf(values) => {
                let formulas: Vec<Option<Formula>> = values
                    .iter()
                    .map(|value| self.compared(subject, Op::Equal, value, stance, frequency))
                    .collect();
                Some(join(formulas.into_iter().collect::<Option<_>>()?, Joint::Or))
            }
            PredicateKind::StartsWith(text) => {
                let subject = self.named_value(subject, predicate.span)?;
                atom(AtomKind::StartsWith { subject, text: text.text.clone() })
            }
            PredicateKind::SameForEvery(noun) => {
                let subject = self.named_value(subject, predicate.span)?;
                atom(AtomKind::SameForEvery { subject, noun: Spelled::new(&noun.text) })
            }
            PredicateKind::Never(direction) => {
                let subject = self.named_value(subject, predicate.span)?;
                atom(AtomKind::Never { subject, direction: *direction })
            }
            PredicateKind::Move { direction, bound, amount, basis } => {
                let subject = self.named_value(subject, predicate.span)?;
                let amount = self.amount(amount)?;
                atom(AtomKind::Move {
                    subject,
                    direction: *direction,
                    op: *bound,
                    amount,
                    basis: *basis,
                })
            }
            PredicateKind::MoveSincePrevious(direction) => {
                let subject = self.named_value(subject, predicate.span)?;
                atom(since_previous(subject, *direction))
            }
            PredicateKind::Reach { value, by } => {
                let subject = self.named_value(subject, predicate.span)?;
                let (value, by) = (self.term(value)?, self.time(by)?);
                atom(AtomKind::Reach { subject, value, by })
            }
            PredicateKind::Is(mark) => {
                let subject = self.named_value(subject, predicate.span)?;
                atom(AtomKind::Is { subject, mark: *mark })
            }
        }
    }

    fn joined(
        &mut self,
        parts: &[ast::Predicate],
        joint: Joint,
        subject: &Subject,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        let formulas: Vec<Option<Formula>> =
            parts.iter().map(|part| self.predicate(part, subject, stance, frequency)).collect();
        Some(join(formulas.into_iter().collect::<Option<_>>()?, joint))
    }

    /// A comparison; with an adjective or a name on the right of `it is`, what that says.
    fn compared(
        &mut self,
        subject: &Subject,
        op: Op,
        value: &ast::Expr,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        if let (Op::Equal, Term::Reference(thing), Some(name)) =
            (op, &subject.term, plain_name(value))
        {
            let folded = Name::new(&name.text);
            let definitions = self.definitions;
            if let Some(defined) = definitions.adjective(&folded, None) {
                let (condition, source) = (defined.what.condition, &defined.source);
                let thing = thing.clone();
                return self.expand(folded, name.span, |this| {
                    this.within(source, |this| this.about(thing, |this| this.condition(condition)))
                });
            }
            if subject.it {
                let name = Spelled::new(&name.text);
                let kind = AtomKind::Called { subject: thing.clone(), name };
                return Some(Formula::Atom(Atom { stance, frequency, kind }));
            }
        }
        let limit = self.limit(value)?;
        let kind = AtomKind::Compare {
            subject: subject.term.clone(),
            op,
            limit,
            holding: subject.holding,
        };
        Some(Formula::Atom(Atom { stance, frequency, kind }))
    }

    /// The right side of a comparison; within `whose …` a plain name may be a field of the entry.
    fn limit(&mut self, value: &ast::Expr) -> Option<Term> {
        let term = self.term(value)?;
        let (Some(entry), Some(name)) = (self.entry.clone(), plain_name(value)) else {
            return Some(term);
        };
        let mut made = noun::plain(&name.text);
        made.root = Root::Its { name: Spelled::new(&name.text), owners: vec![entry] };
        let defined = self.definitions.names().contains(&Name::new(&name.text));
        Some(if defined { term } else { Term::Reference(made) })
    }

    /// The subject in the time that stands after the value.
    fn timed(&mut self, subject: &Subject, time: Option<&ast::Time>) -> Option<Subject> {
        let mut term = subject.term.clone();
        if let Some(time) = time {
            self.set_times(&mut term, time)?;
        }
        Some(Subject { term, holding: subject.holding, it: subject.it })
    }

    fn set_times(&mut self, term: &mut Term, time: &ast::Time) -> Option<()> {
        match term {
            Term::Value(_) | Term::Count { .. } => Some(()),
            Term::Reference(reference) => self.set_time(reference, time),
            Term::Share { of, .. } => self.set_times(of, time),
            Term::Arithmetic { left, right, .. } => {
                self.set_times(left, time)?;
                self.set_times(right, time)
            }
            Term::Aggregate { over, .. } => {
                if let Some(thing) = &mut over.thing {
                    self.set_time(thing, time)?;
                }
                self.set_time(&mut over.value, time)
            }
        }
    }

    fn named_value(&mut self, subject: &Subject, span: Span) -> Option<Reference> {
        match &subject.term {
            Term::Reference(reference) => Some(reference.clone()),
            _ => {
                let text = self.source.slice(span).to_owned();
                self.fail(CheckErrorKind::NotAName(text), span)
            }
        }
    }

    fn amount(&mut self, expr: &ast::Expr) -> Option<Value> {
        match self.term(expr)? {
            Term::Value(value @ Value::Quantity(_)) => Some(value),
            _ => {
                let text = self.source.slice(expr.span).to_owned();
                self.fail(CheckErrorKind::NotAnAmount(text), expr.span)
            }
        }
    }
}

/// `fall from the previous round`: below what it was there.
fn since_previous(subject: Reference, direction: Direction) -> AtomKind {
    let mut before = subject.clone();
    before.previous = true;
    before.text = format!("{} in the previous round", subject.text);
    let op = if direction == Direction::Up { Op::Above } else { Op::Below };
    AtomKind::Compare {
        subject: Term::Reference(subject),
        op,
        limit: Term::Reference(before),
        holding: false,
    }
}

/// True for `it`.
fn is_it(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(r) if matches!(r.root, ast::Root::It(_)) && r.steps.is_empty())
}

/// A name without owners, party or time.
fn plain_name(expr: &ast::Expr) -> Option<&ast::Name> {
    let ExprKind::Reference(reference) = &expr.kind else { return None };
    match &reference.root {
        ast::Root::Name(name) if reference.steps.is_empty() && reference.selectors.is_empty() => {
            Some(name)
        }
        _ => None,
    }
}
