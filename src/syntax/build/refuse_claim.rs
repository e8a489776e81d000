//! Claims whose subject and predicate together have two readings.

use super::Builder;
use super::noun::share_of;
use super::readings::{all_rule, finite, not_every_rule, one, portion, positive, together};
use crate::source::Span;
use crate::syntax::ast::{
    Expr, ExprKind, Joint, Predicate, PredicateKind, Reference, Root, Subject, SubjectKind,
};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    /// `not every …`, `all …`: true where the subject was one of them.
    pub(super) fn refuse_subject(
        &mut self,
        subject: &Pair<'_>,
        asked: &Pair<'_>,
        claim: Span,
    ) -> bool {
        let Some(form) = subject.clone().into_inner().next() else { return false };
        if !matches!(form.as_rule(), Rule::wrong_not_every | Rule::wrong_all | Rule::counted) {
            return false;
        }
        let noun = form.clone().into_inner().last().map(|noun| self.words(self.span(&noun)));
        let noun = noun.unwrap_or_default();
        let rule = asked.as_rule() == Rule::predicate;
        let asked = self.words(self.span(asked));
        let place = self.span(subject);
        let readings = match form.as_rule() {
            Rule::wrong_not_every => {
                let noun = noun.split_once(' ').map(|(_, noun)| noun.to_owned()).unwrap_or(noun);
                match rule {
                    true => not_every_rule(&noun, &asked),
                    false => {
                        vec![format!("not (every {noun} {asked})"), format!("no {noun} {asked}")]
                    }
                }
            }
            Rule::wrong_all if rule => all_rule(&noun, &asked),
            Rule::wrong_all => {
                let each = format!("each {} {}", one(&noun), finite(&asked));
                vec![each, together(&noun, &asked, "is")]
            }
            Rule::counted => match portion(&self.words(self.span(&form)), &asked) {
                Some(reading) => vec![reading],
                None => return false,
            },
            _ => return false,
        };
        let readings = readings.iter().map(|reading| self.sentence_with(claim, reading)).collect();
        self.refuse(place, readings);
        true
    }

    /// `quota of all products`; of an aggregate, all are meant anyway.
    pub(super) fn refuse_all_of(&mut self, pair: &Pair<'_>) {
        let span = self.span(pair);
        let noun = pair.clone().into_inner().last().map(|noun| self.words(self.span(&noun)));
        let noun = noun.unwrap_or_default();
        let chain = self.words(Span::new(self.base, span.start));
        let together = self.sentence_with(span, &noun);
        let aggregates = ["total", "average", "highest", "lowest"];
        let readings = match aggregates.iter().any(|word| chain.starts_with(word)) {
            true => vec![together],
            false => {
                let each = self.sentence_with(span, &format!("each {}", one(&noun)));
                vec![each, format!("total {together}")]
            }
        };
        self.refuse(span, readings);
    }

    /// Claims whose subject and predicate together have two readings.
    pub(super) fn refuse_claim(
        &mut self,
        subject: &Subject,
        predicate: &Predicate,
        modal: Option<Span>,
    ) {
        self.refuse_share_of_things(subject, predicate);
        self.refuse_list_after_field(subject);
        if let PredicateKind::Not(inner) = &predicate.kind {
            self.refuse_not_both(subject, predicate, inner, modal);
            self.refuse_either_not(subject, inner, modal);
        }
    }

    /// `half of products must have a quota`
    fn refuse_share_of_things(&mut self, subject: &Subject, predicate: &Predicate) {
        let Some(ExprKind::Share { share, of }) = share_of(subject).map(|expr| &expr.kind) else {
            return;
        };
        let word = match &predicate.kind {
            PredicateKind::Has(_) => "with",
            PredicateKind::States(_) => "that state",
            _ => return,
        };
        let noun = self.words(of.span);
        let asked = self.words(predicate.span);
        let held = asked.split_once(' ').map(|(_, held)| held.to_owned()).unwrap_or_default();
        let share = self.words(share.span);
        let reading = |bound: &str| {
            format!("number of {noun} {word} {held} must be {bound} {share} of number of {noun}")
        };
        let readings = vec![reading("at least"), reading("exactly")];
        self.refuse(subject.span, readings);
    }

    /// `quota on A and B must be …`
    fn refuse_list_after_field(&mut self, subject: &Subject) {
        let SubjectKind::List { items, joint } = &subject.kind else { return };
        let [first, rest @ ..] = items.as_slice() else { return };
        if !is_chain(first) || !rest.iter().all(is_plain) {
            return;
        }
        let ExprKind::Reference(chain) = &first.kind else { return };
        let Root::Name(root) = &chain.root else { return };
        let list = Span::new(root.span.start, subject.span.end);
        let field = self.slice(subject.span.start, root.span.start);
        let names = self.words(list);
        let readings = match joint {
            Joint::And => vec![
                self.sentence_with(subject.span, &format!("{field}each of {names}")),
                self.sentence_with(subject.span, &format!("total {field}{names}")),
            ],
            Joint::Or => {
                let each = rest.iter().map(|item| format!("{field}{}", self.words(item.span)));
                let each = each.collect::<Vec<_>>().join(" or ");
                let others: Vec<String> = rest.iter().map(|item| self.words(item.span)).collect();
                let first = self.words(first.span);
                vec![
                    self.sentence_with(subject.span, &format!("{first} or {each}")),
                    self.sentence_with(
                        subject.span,
                        &format!("{} or {first}", others.join(" or ")),
                    ),
                ]
            }
        };
        self.refuse(subject.span, readings);
    }

    /// `must not have A and B`: neither, or not both?
    fn refuse_not_both(
        &mut self,
        subject: &Subject,
        predicate: &Predicate,
        inner: &Predicate,
        modal: Option<Span>,
    ) {
        let spans: Vec<Span> = match &inner.kind {
            PredicateKind::Has(held) | PredicateKind::States(held)
                if held.items.len() > 1 && held.joint == Joint::And =>
            {
                held.items.iter().map(|item| item.span).collect()
            }
            PredicateKind::All(items) => items.iter().map(|item| item.span).collect(),
            _ => return,
        };
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        let items: Vec<String> = spans.iter().map(|span| self.words(*span)).collect();
        let neither = self.sentence_with(first.to(*last), &items.join(" or "));
        let both = match modal {
            Some(modal) => {
                let verb = self.words(Span::new(modal.end, first.start));
                let asked = verb.split_once(' ').map_or(verb.as_str(), |(_, verb)| verb);
                let (some, one) = items.split_at(items.len().saturating_sub(1));
                let (who, modal) = (self.words(subject.span), self.words(modal));
                let (has, list) = (finite(asked), some.join(" and "));
                let claim = format!("if {who} {has} {list} then {who} {modal} not {asked} ");
                let span = subject.span.to(predicate.span);
                self.sentence_with(span, &format!("{claim}{}", one.concat()))
            }
            None => {
                let verb = self.words(Span::new(predicate.span.start, first.start));
                let has = positive(&verb);
                let who = self.words(subject.span);
                let claim = format!("not ({who} {has} {})", items.join(" and "));
                self.sentence_with(subject.span.to(predicate.span), &claim)
            }
        };
        self.refuse(predicate.span, vec![neither, both]);
    }

    /// `A or B must not …`: neither, or not one of them?
    fn refuse_either_not(&mut self, subject: &Subject, inner: &Predicate, modal: Option<Span>) {
        let SubjectKind::List { items, joint: Joint::Or } = &subject.kind else { return };
        let words: Vec<String> = items.iter().map(|item| self.words(item.span)).collect();
        let neither = self.sentence_with(subject.span, &words.join(" and "));
        let [others @ .., last] = words.as_slice() else { return };
        let asked = self.words(inner.span);
        let claim = subject.span.to(inner.span);
        let not_all = match modal {
            Some(modal) => {
                let modal = self.words(modal);
                let has = finite(&asked);
                format!("if {} {has} then {last} {modal} not {asked}", others.join(" and "))
            }
            None => format!("not ({} {})", words.join(" and "), finite(&asked)),
        };
        let not_all = self.sentence_with(claim, &not_all);
        self.refuse(subject.span, vec![neither, not_all]);
    }
}

/// `quota on pork`: a field of something.
fn is_chain(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(Reference { steps, root: Root::Name(_), .. }) if !steps.is_empty())
}

/// `pork`: a name alone.
fn is_plain(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(Reference { steps, root: Root::Name(_), .. }) if steps.is_empty())
}
