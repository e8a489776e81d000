//! What something has, states or is asked to have.

use super::{Builder, Parts};
use crate::syntax::ast::{Holding, Holdings, Joint, Predicate};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    /// `holdings`, `held`, `sorted_holdings`: three rules of one shape.
    pub(super) fn holdings(&mut self, pair: Pair<'_>) -> Option<Holdings> {
        let item = match pair.as_rule() {
            Rule::holdings => Rule::holding,
            Rule::held => Rule::held_item,
            _ => Rule::sorted_holding,
        };
        let list = self.list(pair, &[item], Self::holding)?;
        Some(Holdings { items: list.items, joint: list.joint.unwrap_or(Joint::And) })
    }

    fn holding(&mut self, pair: Pair<'_>) -> Option<Holding> {
        self.deeper(pair, Self::holding_here)
    }

    fn holding_here(&mut self, pair: Pair<'_>) -> Option<Holding> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let negated = parts.skip(Rule::no);
        let what = self.reference(parts.next()?)?;
        let known = self.loose_times.len();
        let value = match parts.take(Rule::held_value) {
            Some(value) => Some(Box::new(self.held_value(value)?)),
            None => None,
        };
        self.refuse_loose_times(known, what.span, super::refuse::has_time(&what));
        parts.skip(Rule::with);
        let with = match parts.next() {
            Some(with) => Some(self.holdings(with)?),
            None => None,
        };
        Some(Holding { span, what, negated, value, with })
    }

    fn held_value(&mut self, pair: Pair<'_>) -> Option<Predicate> {
        let value = pair.into_inner().last()?;
        match value.as_rule() {
            Rule::comparisons => self.comparisons(value),
            _ => self.plain_equal(value),
        }
    }
}
