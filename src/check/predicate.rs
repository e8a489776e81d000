//! Predicates: what is asked of a subject.

use std::borrow::Cow;

use super::CheckErrorKind;
use super::claim::Subject;
use super::holding::{join, opposite};
use super::rule::Lowering;
use crate::model::{
    Atom, AtomKind, Direction, Formula, Frequency, Op, Reference, Root, Spelled, Stance, Term,
};
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Joint, PredicateKind};
use crate::value::Value;

impl Lowering<'_> {
    /// What a predicate says of its subject.
    pub(super) fn predicate(
        &mut self,
        predicate: &ast::Predicate,
        subject: Cow<'_, Subject>,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        match &predicate.kind {
            PredicateKind::Not(inner) => {
                let contrary = self.predicate(inner, subject, opposite(stance), frequency)?;
                Some(Formula::Not(Box::new(contrary)))
            }
            PredicateKind::All(parts) => {
                self.joined(parts, Joint::And, &subject, stance, frequency)
            }
            PredicateKind::Any(parts) => {
                self.joined(parts, Joint::Or, &subject, stance, frequency).map(one_of)
            }
            PredicateKind::Has(holdings) | PredicateKind::States(holdings) => {
                let states = matches!(predicate.kind, PredicateKind::States(_));
                let owner = match subject {
                    Cow::Borrowed(Subject { term: Term::Reference(owner), .. }) => {
                        Cow::Borrowed(owner)
                    }
                    Cow::Owned(Subject { term: Term::Reference(owner), .. }) => Cow::Owned(owner),
                    _ => {
                        let text = self.source.slice(predicate.span).to_owned();
                        return self.fail(CheckErrorKind::NotAThing(text), predicate.span);
                    }
                };
                self.holdings(holdings, owner, stance, states)
            }
            PredicateKind::Compare { op, value, time } => {
                let subject = self.timed(subject, time.as_deref())?;
                self.compared(subject, *op, value, stance, frequency)
            }
            PredicateKind::Between { low, high, time } => {
                let subject = self.timed(subject, time.as_deref())?;
                let same = Cow::Borrowed(&*subject);
                let low = self.compared(same, Op::AtLeast, low, stance, frequency);
                let high = self.compared(subject, Op::AtMost, high, stance, frequency);
                Some(Formula::And(vec![low?, high?]))
            }
            PredicateKind::OneOf(values) => {
                let formulas: Vec<Option<Formula>> = values
                    .iter()
                    .map(|value| {
                        let subject = Cow::Borrowed(&*subject);
                        self.compared(subject, Op::Equal, value, stance, frequency)
                    })
                    .collect();
                Some(one_of(join(formulas.into_iter().collect::<Option<_>>()?, Joint::Or)))
            }
            PredicateKind::StartsWith(_)
            | PredicateKind::SameForEvery(_)
            | PredicateKind::Never(_)
            | PredicateKind::Move { .. }
            | PredicateKind::MoveSincePrevious(_)
            | PredicateKind::Reach { .. }
            | PredicateKind::Is(_) => {
                let subject = self.named_value(subject, predicate.span)?;
                let kind = self.of_a_name(&predicate.kind, subject)?;
                Some(Formula::Atom(Atom::new(stance, frequency, kind)))
            }
        }
    }

    /// What can be said of a name alone: of no sum, no share and no number.
    fn of_a_name(&mut self, kind: &PredicateKind, subject: Reference) -> Option<AtomKind> {
        Some(match kind {
            PredicateKind::StartsWith(text) => {
                AtomKind::StartsWith { subject, text: text.text.clone() }
            }
            PredicateKind::SameForEvery(noun) => {
                AtomKind::SameForEvery { subject, noun: Spelled::new(&noun.text) }
            }
            PredicateKind::Never(direction) => AtomKind::Never { subject, direction: *direction },
            PredicateKind::Move { direction, bound, amount, basis } => AtomKind::Move {
                subject,
                direction: *direction,
                op: *bound,
                amount: self.amount(amount)?,
                basis: *basis,
            },
            PredicateKind::MoveSincePrevious(direction) => since_previous(subject, *direction),
            PredicateKind::Reach { value, by } => {
                let (value, by) = (self.term(value)?, self.time(by)?);
                AtomKind::Reach { subject, value, by }
            }
            PredicateKind::Is(mark) => AtomKind::Is { subject, mark: *mark },
            PredicateKind::Not(_)
            | PredicateKind::All(_)
            | PredicateKind::Any(_)
            | PredicateKind::Has(_)
            | PredicateKind::States(_)
            | PredicateKind::Compare { .. }
            | PredicateKind::Between { .. }
            | PredicateKind::OneOf(_) => return None,
        })
    }

    fn joined(
        &mut self,
        parts: &[ast::Predicate],
        joint: Joint,
        subject: &Subject,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Option<Formula> {
        let formulas: Vec<Option<Formula>> = parts
            .iter()
            .map(|part| self.predicate(part, Cow::Borrowed(subject), stance, frequency))
            .collect();
        Some(join(formulas.into_iter().collect::<Option<_>>()?, joint))
    }

    /// A comparison; with an adjective or a name on the right of `it is`, what that says.
    fn compared(
        &mut self,
        subject: Cow<'_, Subject>,
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
                    this.within(source, |this| {
                        this.alone_about(thing, |this| this.condition(condition))
                    })
                });
            }
            if subject.it {
                let name = Spelled::new(&name.text);
                let kind = AtomKind::Called { subject: thing.clone(), name };
                return Some(Formula::Atom(Atom::new(stance, frequency, kind)));
            }
        }
        let limit = if op == Op::Equal { self.limit(value)? } else { self.ordered_limit(value)? };
        let Subject { term: subject, holding, .. } = subject.into_owned();
        let kind = AtomKind::Compare { subject, op, limit, holding };
        Some(Formula::Atom(Atom::new(stance, frequency, kind)))
    }

    /// The right side of a comparison by order.
    fn ordered_limit(&mut self, value: &ast::Expr) -> Option<Term> {
        match &value.kind {
            ExprKind::Literal(_) => self.operand(value),
            _ => self.limit(value),
        }
    }

    /// The right side of a comparison; within `whose …` a plain name may be a field of the entry.
    fn limit(&mut self, value: &ast::Expr) -> Option<Term> {
        let term = self.term(value)?;
        let (Some(entry), Some(name)) = (self.entry.clone(), plain_name(value)) else {
            return Some(term);
        };
        let mut made = Reference::plain(&name.text);
        made.root = Root::Its { name: Spelled::new(&name.text), owners: vec![entry] };
        let defined = self.definitions.defines(&Name::new(&name.text));
        Some(if defined { term } else { Term::Reference(made) })
    }

    /// The subject in the time that stands after the value.
    fn timed<'s>(
        &mut self,
        subject: Cow<'s, Subject>,
        time: Option<&ast::Time>,
    ) -> Option<Cow<'s, Subject>> {
        let Some(time) = time else { return Some(subject) };
        let mut timed = subject.into_owned();
        self.set_times(&mut timed.term, time)?;
        Some(Cow::Owned(timed))
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

    fn named_value(&mut self, subject: Cow<'_, Subject>, span: Span) -> Option<Reference> {
        match subject.into_owned().term {
            Term::Reference(reference) => Some(reference),
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

/// Alternatives between values: what is demanded of every entry is one of them, not the same one of all.
fn one_of(mut formula: Formula) -> Formula {
    let subject = |part: &Formula| match part {
        Formula::Atom(Atom {
            kind: AtomKind::Compare { subject, limit: Term::Value(_), .. },
            ..
        }) => Some(subject.clone()),
        _ => None,
    };
    if let Formula::Or(parts) = &mut formula
        && let Some(first) = parts.first().and_then(subject)
        && parts.iter().all(|part| subject(part).as_ref() == Some(&first))
    {
        parts.iter_mut().for_each(|part| {
            if let Formula::Atom(atom) = part {
                atom.alternative = true;
            }
        });
    }
    formula
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
