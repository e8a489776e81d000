//! Conditions, and events in them.

use super::{Builder, Parts};
use crate::source::Span;
use crate::syntax::ast::{
    Condition, ConditionKind, Expr, ExprKind, Extent, Frequency, Happening, Joint, Literal, Noun,
    NounKind, Predicate, PredicateKind, Reference, Root, Selector, Subject, SubjectKind, TimePoint,
};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

/// A verb with what follows it, and the frequency that goes with it.
pub(super) struct Verb {
    pub(super) frequency: Option<Frequency>,
    /// `is never above V`: not ever.
    pub(super) never: bool,
    pub(super) predicate: Predicate,
}

impl Builder<'_> {
    pub(super) fn condition(&mut self, pair: Pair<'_>) -> Option<Condition> {
        if let Some(single) = pair.only() {
            return self.condition_item(single);
        }
        let span = self.span(&pair);
        let list = self.list(pair, &[Rule::condition_item], Self::condition_item)?;
        self.refuse_split_deadline(span, &list);
        let mut items = list.items;
        match list.joint {
            None => items.pop(),
            Some(Joint::And) => Some(Condition { span, kind: ConditionKind::And(items) }),
            Some(Joint::Or) => Some(Condition { span, kind: ConditionKind::Or(items) }),
        }
    }

    fn condition_item(&mut self, pair: Pair<'_>) -> Option<Condition> {
        self.deeper(pair, Self::condition_here)
    }

    fn condition_here(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        if parts.skip(Rule::not) {
            let inner = self.condition_item(parts.next()?)?;
            return Some(Condition { span, kind: ConditionKind::Not(Box::new(inner)) });
        }
        let inner = parts.next()?;
        match inner.as_rule() {
            Rule::condition_group => {
                let inside = inner.into_inner().find(|part| part.as_rule() == Rule::condition)?;
                self.condition(inside)
            }
            Rule::existence => {
                let kind = ConditionKind::Happening(self.existence(inner)?);
                Some(Condition { span, kind })
            }
            Rule::absence => self.absence(inner),
            _ => self.fact(inner),
        }
    }

    fn existence(&mut self, pair: Pair<'_>) -> Option<Happening> {
        let span = self.span(&pair);
        let (mut negated, mut event) = (false, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::no | Rule::not => negated = true,
                Rule::event => event = Some(part),
                _ => {}
            }
        }
        self.event(event?, span, negated)
    }

    /// An event and its deadline.
    pub(super) fn event(&mut self, pair: Pair<'_>, span: Span, negated: bool) -> Option<Happening> {
        let whole = self.span(&pair);
        let mut parts = Parts::of(pair);
        let event = self.chain(&mut parts, whole)?;
        let by = match parts.next() {
            Some(by) => Some(self.deadline(by)?),
            None => None,
        };
        Some(Happening { span, event, negated, by })
    }

    fn deadline(&mut self, pair: Pair<'_>) -> Option<Expr> {
        self.expr(pair.into_inner().find(|part| part.as_rule() == Rule::expr)?)
    }

    /// `no accord by D`, or `no farm product has a quota`.
    fn absence(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let no = self.span(&parts.next()?);
        let noun = self.noun(parts.next()?)?;
        match parts.next() {
            Some(tail) if tail.as_rule() == Rule::tail => {
                let place = no.to(noun.span);
                self.claim_of(
                    Subject { span: place, kind: SubjectKind::No(Box::new(noun)) },
                    tail,
                    span,
                )
            }
            by => {
                let by = match by {
                    Some(by) => Some(self.deadline(by)?),
                    None => None,
                };
                let happening = self.no_event(noun, by, span)?;
                Some(Condition { span, kind: ConditionKind::Happening(happening) })
            }
        }
    }

    fn no_event(&mut self, noun: Noun, by: Option<Expr>, span: Span) -> Option<Happening> {
        if !noun.filters.is_empty() {
            self.expect_at(span.end, "a verb");
            return None;
        }
        let mut event = match noun.kind {
            NounKind::Named(name) => Reference {
                span: name.span,
                steps: Vec::new(),
                root: Root::Name(name),
                selectors: Vec::new(),
            },
            NounKind::Field(reference) => reference,
            NounKind::List(_) => return None,
        };
        let by = by.or_else(|| self.pop_deadline(&mut event));
        Some(Happening { span, event, negated: true, by })
    }

    /// `by 2005-03-31` was read as a time of the name before it.
    fn pop_deadline(&mut self, event: &mut Reference) -> Option<Expr> {
        let literal = match event.selectors.last()? {
            Selector::Time(time) if time.extent == Extent::At && self.starts_with_by(time.span) => {
                deadline_literal(&time.point, time.span)?
            }
            _ => return None,
        };
        event.selectors.pop();
        let end = self.slice(self.base, literal.0).trim_end().len() + self.base;
        event.span = Span::new(event.span.start, end);
        Some(Expr { span: literal.1.span, kind: ExprKind::Literal(literal.1) })
    }

    pub(super) fn starts_with_by(&self, span: Span) -> bool {
        self.slice(span.start, span.end).to_lowercase().starts_with("by")
    }

    fn fact(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let subject = parts.next()?;
        let tail = parts.next()?;
        if self.refuse_subject(&subject, &tail, span) {
            return None;
        }
        let known = self.loose_times.len();
        let subject = self.subject(subject)?;
        self.loose_times.truncate(known);
        self.claim_of(subject, tail, span)
    }

    fn claim_of(&mut self, subject: Subject, tail: Pair<'_>, span: Span) -> Option<Condition> {
        let known = self.loose_times.len();
        let place = self.span(&tail);
        let list = self.list(tail, &[Rule::verb_phrase], Self::verb_phrase)?;
        for verb in &list.items {
            self.refuse_claim(&subject, &verb.predicate, None);
        }
        let timed = super::refuse::subject_has_time(&subject);
        self.refuse_loose_times(known, subject.span, timed);
        Some(join_verbs(subject, list.items, list.joint, place, span))
    }
}

fn deadline_literal(point: &TimePoint, span: Span) -> Option<(usize, Literal)> {
    match point {
        TimePoint::Date(date) => Some((span.start, date.clone())),
        TimePoint::Year(_) | TimePoint::Calendar(_) => None,
    }
}

/// One claim with several predicates, or several claims where each has its own frequency.
fn join_verbs(
    subject: Subject,
    verbs: Vec<Verb>,
    joint: Option<Joint>,
    place: Span,
    span: Span,
) -> Condition {
    if joint.is_none() || verbs.iter().any(|verb| verb.never || verb.frequency.is_some()) {
        let claims: Vec<Condition> =
            verbs.into_iter().map(|verb| one_verb(subject.clone(), verb, span)).collect();
        return match (joint, claims) {
            (Some(Joint::Or), claims) => Condition { span, kind: ConditionKind::Or(claims) },
            (None, mut claims) if claims.len() == 1 => claims.remove(0),
            (_, claims) => Condition { span, kind: ConditionKind::And(claims) },
        };
    }
    let predicates = verbs.into_iter().map(|verb| verb.predicate).collect();
    let kind = match joint {
        Some(Joint::Or) => PredicateKind::Any(predicates),
        _ => PredicateKind::All(predicates),
    };
    let predicate = Predicate { span: place, kind };
    Condition { span, kind: ConditionKind::Claim { subject, frequency: None, predicate } }
}

fn one_verb(subject: Subject, verb: Verb, span: Span) -> Condition {
    let Verb { frequency, never, predicate } = verb;
    let kind = ConditionKind::Claim { subject, frequency, predicate };
    let claim = Condition { span, kind };
    match never {
        true => Condition { span, kind: ConditionKind::Not(Box::new(claim)) },
        false => claim,
    }
}
