//! Sentences that are judged.

use super::{Builder, Parts};
use crate::syntax::ast::{Condition, Modal, Rule as Judged, RuleClaim, Statement};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    pub(super) fn judged(&mut self, pair: Pair<'_>) -> Option<Statement> {
        self.rule(pair).map(Statement::Rule)
    }

    fn rule(&mut self, pair: Pair<'_>) -> Option<Judged> {
        self.deeper(pair, Self::rule_here)
    }

    fn rule_here(&mut self, pair: Pair<'_>) -> Option<Judged> {
        match pair.as_rule() {
            Rule::halt => self.condition_in(pair).map(Judged::Halt),
            Rule::warn => self.condition_in(pair).map(Judged::Warn),
            Rule::for_each => self.for_each(pair),
            Rule::conditional => self.conditional(pair),
            _ => self.plain(pair),
        }
    }

    /// The condition among the parts of a pair.
    fn condition_in(&mut self, pair: Pair<'_>) -> Option<Box<Condition>> {
        let condition = pair.into_inner().find(|part| part.as_rule() == Rule::condition)?;
        self.condition(condition).map(Box::new)
    }

    fn for_each(&mut self, pair: Pair<'_>) -> Option<Judged> {
        let rule = pair.clone().into_inner().last()?;
        let noun = self.quantified(pair);
        let rule = self.rule(rule)?;
        Some(Judged::ForEach { noun: Box::new(noun?), rule: Box::new(rule) })
    }

    fn conditional(&mut self, pair: Pair<'_>) -> Option<Judged> {
        let then = pair.clone().into_inner().last()?;
        let condition = self.condition_in(pair);
        let then = Box::new(self.rule(then)?);
        Some(Judged::If { condition: condition?, then })
    }

    /// Claims joined by `and`, and what restricts them.
    fn plain(&mut self, pair: Pair<'_>) -> Option<Judged> {
        let (mut claims, mut restriction, mut sound) = (Vec::with_capacity(1), None, true);
        for part in pair.into_inner() {
            let built = match part.as_rule() {
                Rule::claim => self.claim(part),
                Rule::event_rule => self.event_rule(part),
                Rule::and => continue,
                _ => {
                    restriction = Some(part);
                    continue;
                }
            };
            match built {
                Some(claim) => claims.push(claim),
                None => sound = false,
            }
        }
        let rule = match claims.len() {
            1 => claims.pop()?,
            _ => Judged::All(claims),
        };
        match restriction {
            Some(restriction) => self.restricted(rule, restriction, sound),
            None => sound.then_some(rule),
        }
    }

    fn restricted(&mut self, rule: Judged, by: Pair<'_>, sound: bool) -> Option<Judged> {
        let form = by.as_rule();
        let span = self.span(&by);
        let condition = self.condition_in(by)?;
        match (form, rule) {
            _ if !sound => None,
            (Rule::unless_part, rule) => Some(Judged::Unless { rule: Box::new(rule), condition }),
            (Rule::only_if_part, Judged::Claim(grant)) if grant.modal == Modal::May => {
                Some(Judged::OnlyIf { grant, condition })
            }
            (Rule::only_if_part, _) => {
                let word = crate::source::Span::new(span.start, span.start + "only".len());
                self.refuse_only_if(word);
                None
            }
            (_, rule) => Some(Judged::If { condition, then: Box::new(rule) }),
        }
    }

    fn event_rule(&mut self, pair: Pair<'_>) -> Option<Judged> {
        let (mut modal, mut negated, mut event) = (Modal::Must, false, None);
        let (mut start, whole) = (None, self.span(&pair));
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::must | Rule::should | Rule::may => modal = modal_of(&part),
                Rule::not | Rule::no => {
                    negated = true;
                    start = start.or(Some(self.span(&part).start));
                }
                Rule::event => event = Some(part),
                _ => {}
            }
        }
        let event = event?;
        let from = start.unwrap_or(self.span(&event).start);
        let span = crate::source::Span::new(from, whole.end);
        let happening = Box::new(self.event(event, span, negated)?);
        Some(Judged::Event { modal, happening })
    }

    fn claim(&mut self, pair: Pair<'_>) -> Option<Judged> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let (subject, modal, asked) = (parts.next()?, parts.next()?, parts.next()?);
        let modal_span = self.span(&modal);
        let modal = modal_of(&modal);
        if self.refuse_subject(&subject, &asked, span) {
            return None;
        }
        let subject = self.subject(subject);
        let known = self.loose_times.len();
        let predicate = self.predicate(asked);
        let (subject, predicate) = (subject?, predicate?);
        self.refuse_claim(&subject, &predicate, Some(modal_span));
        let timed = super::refuse::subject_has_time(&subject);
        self.refuse_loose_times(known, subject.span, timed);
        Some(Judged::Claim(Box::new(RuleClaim { subject, modal, modal_span, predicate })))
    }
}

fn modal_of(pair: &Pair<'_>) -> Modal {
    match pair.as_rule() {
        Rule::should => Modal::Should,
        Rule::may => Modal::May,
        _ => Modal::Must,
    }
}
