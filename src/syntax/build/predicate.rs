//! Predicates: what is asked after `must`, and what is said in a condition.

use super::condition::Verb;
use super::{Builder, Parts};
use crate::source::Span;
use crate::syntax::ast::{
    Basis, Direction, Expr, ExprKind, Extent, Frequency, Joint, LiteralKind, Mark, Op, Predicate,
    PredicateKind, Selector, Time,
};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    /// After `must`: one or more demands.
    pub(super) fn predicate(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        self.joined(pair, Rule::demand, Self::demand)
    }

    /// A list of predicates as one.
    fn joined<'t>(
        &mut self,
        pair: Pair<'t>,
        item: Rule,
        build: fn(&mut Self, Pair<'t>) -> Option<Predicate>,
    ) -> Option<Predicate> {
        if let Some(single) = pair.only() {
            return build(self, single);
        }
        let span = self.span(&pair);
        let list = self.list(pair, &[item], build)?;
        let mut items = list.items;
        let kind = match list.joint {
            None => return items.pop(),
            Some(Joint::And) => PredicateKind::All(items),
            Some(Joint::Or) => PredicateKind::Any(items),
        };
        Some(Predicate { span, kind })
    }

    fn demand(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        match (first.as_rule(), parts.peek()) {
            (Rule::never | Rule::not, Some(Rule::motion_word)) => {
                let kind = PredicateKind::Never(direction(&parts.next()?));
                Some(Predicate { span, kind })
            }
            (Rule::never | Rule::not, _) => {
                let inner = self.demand(parts.next()?)?;
                Some(self.negated(inner, span))
            }
            (Rule::always, _) => self.demand(parts.next()?),
            _ => self.verb(first, parts, span),
        }
    }

    /// `must not P`. `must not have A and B` has two readings.
    fn negated(&mut self, inner: Predicate, span: Span) -> Predicate {
        Predicate { span, kind: PredicateKind::Not(Box::new(inner)) }
    }

    /// A verb and what follows it, in rules and in conditions.
    fn verb(&mut self, first: Pair<'_>, mut parts: Parts<'_>, span: Span) -> Option<Predicate> {
        let kind = match first.as_rule() {
            Rule::have | Rule::has | Rule::keep => {
                PredicateKind::Has(self.holdings(parts.next()?)?)
            }
            Rule::state_verb => PredicateKind::States(self.holdings(parts.next()?)?),
            Rule::be | Rule::is | Rule::are => {
                let being = self.being(parts.next()?)?;
                return Some(Predicate { span, kind: being.kind });
            }
            Rule::exceed => self.compare(Op::Above, parts.next()?)?,
            Rule::start => {
                parts.skip(Rule::with);
                PredicateKind::StartsWith(self.text(parts.next()?))
            }
            Rule::reach => self.reach(&mut parts, span)?,
            Rule::move_since => {
                let word = Parts::of(first).next()?;
                PredicateKind::MoveSincePrevious(direction(&word))
            }
            _ => self.motion(first)?,
        };
        Some(Predicate { span, kind })
    }

    /// `being`: `be …`, `is …`.
    fn being(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        let kind = match first.as_rule() {
            Rule::not => {
                let inner = self.being(parts.next()?)?;
                return Some(self.negated(inner, span));
            }
            Rule::always => return self.being(parts.next()?),
            Rule::same_for_every => {
                let name = first.into_inner().find(|part| part.as_rule() == Rule::name)?;
                PredicateKind::SameForEvery(self.name(name))
            }
            Rule::one_of => {
                let (list, _) = self.loose_list(first, &[Rule::plain_value], Self::plain_value)?;
                PredicateKind::OneOf(list.items)
            }
            Rule::mark => PredicateKind::Is(mark(&first)),
            Rule::comparisons => return self.comparisons(first),
            _ => return self.values(first),
        };
        Some(Predicate { span, kind })
    }

    pub(super) fn comparisons(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        self.joined(pair, Rule::comparison, Self::comparison)
    }

    fn comparison(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair.clone());
        let kind = match parts.next()? {
            first if first.as_rule() == Rule::between => {
                let low = Box::new(self.expr(parts.next()?)?);
                parts.skip(Rule::and);
                let (high, time) = self.timed_value(&mut parts)?;
                PredicateKind::Between { low, high: Box::new(high), time }
            }
            op => {
                let op = self.op(op)?;
                let (value, time) = self.timed_value(&mut parts)?;
                PredicateKind::Compare { op, value, time }
            }
        };
        Some(Predicate { span, kind })
    }

    /// `values`, `values_held`: equality with a value, or with one of several.
    fn values(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let several = pair.clone().into_inner().any(|part| part.as_rule() == Rule::or);
        if !several {
            return self.plain_equal(pair);
        }
        let span = self.span(&pair);
        let mut items = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expr => items.push(self.expr(part)?),
                Rule::plain_value => items.push(self.plain_value(part)?),
                _ => {}
            }
        }
        Some(Predicate { span, kind: PredicateKind::OneOf(items) })
    }

    fn plain_value(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let span = self.span(&pair);
        let inner = Parts::of(pair).next()?;
        let kind = match inner.as_rule() {
            Rule::plain_reference => ExprKind::Reference(self.reference(inner)?),
            _ => ExprKind::Literal(self.literal(inner)),
        };
        Some(Expr { span, kind })
    }

    pub(super) fn plain_equal(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let span = self.span(&pair);
        let kind = self.compare(Op::Equal, pair)?;
        Some(Predicate { span, kind })
    }

    fn compare(&mut self, op: Op, pair: Pair<'_>) -> Option<PredicateKind> {
        let (value, time) = self.timed_value(&mut Parts::of(pair))?;
        Some(PredicateKind::Compare { op, value, time })
    }

    /// A value and the time that belongs to the subject.
    fn timed_value(&mut self, parts: &mut Parts<'_>) -> Option<(Expr, Option<Box<Time>>)> {
        let value = parts.next()?;
        self.loose_times.extend(self.time_at_end(&value));
        let value = self.expr(value)?;
        self.refuse_misspelt_comparison(&value);
        let time = match parts.next() {
            Some(time) => Some(Box::new(self.time(time)?)),
            None => None,
        };
        Some((value, time))
    }

    fn op(&mut self, pair: Pair<'_>) -> Option<Op> {
        let word = Parts::of(pair).next()?;
        Some(match word.as_rule() {
            Rule::at_least => Op::AtLeast,
            Rule::at_most => Op::AtMost,
            Rule::above => Op::Above,
            Rule::below => Op::Below,
            Rule::glued => {
                let found = self.source(&word).to_owned();
                let meant = unglued(&found);
                self.fail(self.span(&word), SyntaxErrorKind::Misspelt { found, meant });
                Op::Equal
            }
            _ => Op::Equal,
        })
    }

    fn motion(&mut self, pair: Pair<'_>) -> Option<PredicateKind> {
        let mut parts = Parts::of(pair);
        let direction = direction(&parts.next()?);
        parts.skip(Rule::by);
        let bound = match parts.take(Rule::op) {
            Some(op) => self.op(op)?,
            None => Op::Equal,
        };
        let amount = parts.next()?;
        let amount = match amount.as_rule() {
            Rule::yearly => {
                let kind = ExprKind::Literal(self.raw(&amount, LiteralKind::Quantity));
                Expr { span: self.span(&amount), kind }
            }
            _ => self.expr(amount)?,
        };
        let basis = match Parts::of(parts.next()?).next()?.as_rule() {
            Rule::every_year => Basis::EveryYear,
            _ => Basis::PreviousRound,
        };
        Some(PredicateKind::Move { direction, bound, amount, basis })
    }

    /// `reach V by T`; a name takes the time for its own, and gives it back.
    fn reach(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<PredicateKind> {
        let mut value = self.expr(parts.next()?)?;
        let by = match parts.next() {
            Some(by) => self.time(by),
            None => self.pop_by(&mut value),
        };
        match by {
            Some(by) => Some(PredicateKind::Reach { value, by: Box::new(by) }),
            None => {
                self.expect_at(span.end, "`by` and a time");
                None
            }
        }
    }

    fn pop_by(&mut self, value: &mut Expr) -> Option<Time> {
        let ExprKind::Reference(reference) = &mut value.kind else { return None };
        let by = reference.selectors.pop_if(|selector| match selector {
            Selector::Time(time) => {
                time.extent == Extent::At
                    && self.slice(time.span.start, time.span.end).starts_with("by")
            }
            Selector::Party(_) | Selector::PreviousRound(_) => false,
        })?;
        let Selector::Time(time) = by else { return None };
        let end = self.slice(self.base, time.span.start).trim_end().len() + self.base;
        reference.span = Span::new(reference.span.start, end);
        value.span = Span::new(value.span.start, end);
        Some(time)
    }

    /// A verb in a condition, with its frequency.
    pub(super) fn verb_phrase(&mut self, pair: Pair<'_>) -> Option<Verb> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        match (first.as_rule(), parts.peek()) {
            (word @ (Rule::never | Rule::ever | Rule::do_not), Some(Rule::motion_word)) => {
                let never = PredicateKind::Never(direction(&parts.next()?));
                let mut predicate = Predicate { span, kind: never };
                if word == Rule::ever {
                    predicate = self.negated(predicate, span);
                }
                Some(Verb { frequency: None, never: false, predicate })
            }
            (Rule::frequency, _) => {
                let inner = self.verb_phrase(parts.next()?)?;
                Some(Verb { frequency: frequency(&first), ..inner })
            }
            (Rule::never, _) => {
                let inner = self.verb_phrase(parts.next()?)?;
                Some(Verb { frequency: Some(Frequency::Ever), never: true, ..inner })
            }
            (Rule::do_not, _) => {
                let inner = self.demand(parts.next()?)?;
                let predicate = self.negated(inner, span);
                Some(Verb { frequency: None, never: false, predicate })
            }
            (Rule::is | Rule::are, _) => self.is_phrase(parts, span),
            _ => {
                let predicate = self.verb(first, parts, span)?;
                Some(Verb { frequency: None, never: false, predicate })
            }
        }
    }

    /// `is [not] [never | ever | always] …`
    fn is_phrase(&mut self, mut parts: Parts<'_>, span: Span) -> Option<Verb> {
        let not = parts.skip(Rule::not);
        let never = parts.skip(Rule::never);
        let often = parts.take(Rule::frequency).as_ref().and_then(frequency);
        let being = self.being(parts.next()?)?;
        let mut predicate = Predicate { span, kind: being.kind };
        if not {
            predicate = self.negated(Predicate { span: being.span, ..predicate }, span);
        }
        let frequency = if never { Some(Frequency::Ever) } else { often };
        Some(Verb { frequency, never, predicate })
    }
}

fn frequency(pair: &Pair<'_>) -> Option<Frequency> {
    Some(match pair.clone().into_inner().next()?.as_rule() {
        Rule::always => Frequency::Always,
        _ => Frequency::Ever,
    })
}

fn direction(word: &Pair<'_>) -> Direction {
    let down = ["fall", "decrease"];
    match down.iter().any(|stem| word.as_str().starts_with(stem)) {
        true => Direction::Down,
        false => Direction::Up,
    }
}

fn mark(word: &Pair<'_>) -> Mark {
    match word.as_str().trim_end() {
        "offered" => Mark::Offered,
        "none" => Mark::None,
        _ => Mark::Open,
    }
}

/// `atleast` with the space it lacks.
fn unglued(word: &str) -> String {
    let lower = word.to_lowercase();
    for first in ["at", "up", "more", "less", "fewer"] {
        if let Some(second) = lower.strip_prefix(first) {
            return format!("{first} {second}");
        }
    }
    lower
}
