//! Names with their owners, party and time.

use super::{Builder, Parts};
use crate::source::Span;
use crate::syntax::ast::{Extent, Name, Reference, Root, Selector, Time, TimePoint};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

/// A chain of names while it is gathered: fields outermost first, the innermost name last.
#[derive(Default)]
struct Chain {
    names: Vec<Name>,
    root: Option<Root>,
    selectors: Vec<Selector>,
}

impl Chain {
    fn reference(mut self, span: Span) -> Option<Reference> {
        let root = match self.root {
            Some(root) => root,
            None => Root::Name(self.names.pop()?),
        };
        Some(Reference { span, steps: self.names, root, selectors: self.selectors })
    }
}

impl Builder<'_> {
    /// Any pair that holds owners, links and selectors: `reference`, `listed_item`, `held_name`, `aggregate_of`.
    pub(super) fn reference(&mut self, pair: Pair<'_>) -> Option<Reference> {
        let span = self.span(&pair);
        self.chain(&mut Parts::of(pair), span)
    }

    /// Takes a chain from the front of `parts`; what is none of it is left there.
    pub(super) fn chain(&mut self, parts: &mut Parts<'_>, span: Span) -> Option<Reference> {
        let mut chain = Chain::default();
        while let Some(form) = parts.peek() {
            match form {
                Rule::article => drop(parts.next()),
                Rule::name => self.owner(parts, &mut chain.names),
                Rule::link => self.link(parts.next()?, &mut chain.names),
                Rule::its_owner => chain.root = self.its(parts.next()?, &mut chain.names),
                Rule::it => chain.root = Some(Root::It(self.span(&parts.next()?))),
                Rule::last_link => chain.root = self.last_link(parts.next()?, &mut chain.names),
                Rule::selector => chain.selectors.push(self.selector(parts.next()?)?),
                _ => break,
            }
        }
        let span = chain_span(span, parts, self.base);
        if chain.names.len() > self.limits.nesting {
            return self.too_deep(span);
        }
        chain.reference(span)
    }

    /// `B's A` is A of B: the fields come outermost first.
    fn owner(&mut self, parts: &mut Parts<'_>, names: &mut Vec<Name>) {
        let before = names.len();
        if names.capacity() == 0 {
            // `tariff on beef`
            names.reserve_exact(2);
        }
        while let Some(name) = parts.take(Rule::name) {
            names.push(self.name(name));
            if parts.skip(Rule::possessive) {
                parts.skip(Rule::article);
            }
        }
        if let Some(owned) = names.get_mut(before..) {
            owned.reverse();
        }
    }

    fn link(&mut self, pair: Pair<'_>, names: &mut Vec<Name>) {
        let mut parts = Parts::of(pair);
        parts.skip(Rule::field_of);
        parts.skip(Rule::article);
        self.owner(&mut parts, names);
    }

    /// `its safeguard's trigger` is the trigger of its safeguard.
    fn its(&mut self, pair: Pair<'_>, names: &mut Vec<Name>) -> Option<Root> {
        let owned = pair.into_inner().filter(|part| part.as_rule() == Rule::name);
        let mut inner: Vec<Name> = owned.map(|name| self.name(name)).collect();
        let field = (!inner.is_empty()).then(|| inner.remove(0))?;
        names.extend(inner.into_iter().rev());
        Some(Root::Its(field))
    }

    fn last_link(&mut self, pair: Pair<'_>, names: &mut Vec<Name>) -> Option<Root> {
        let last = pair.into_inner().last()?;
        match last.as_rule() {
            Rule::its_owner => self.its(last, names),
            Rule::it => Some(Root::It(self.span(&last))),
            Rule::wrong_all => {
                self.refuse_all_of(&last);
                None
            }
            _ => Some(Root::Every(Box::new(self.quantified(last)?))),
        }
    }

    pub(super) fn selector(&mut self, pair: Pair<'_>) -> Option<Selector> {
        let inner = pair.into_inner().next()?;
        match inner.as_rule() {
            Rule::time => self.time(inner).map(Selector::Time),
            Rule::party_of => {
                let name = inner.into_inner().find(|part| part.as_rule() == Rule::name)?;
                Some(Selector::Party(self.name(name)))
            }
            _ => Some(Selector::PreviousRound(self.span(&inner))),
        }
    }

    /// `in year 10`, `on 2004-04-01`; also `by_time`.
    pub(super) fn time(&mut self, pair: Pair<'_>) -> Option<Time> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let extent = match parts.next()?.as_rule() {
            Rule::from => Extent::From,
            Rule::until => Extent::Until,
            _ => Extent::At,
        };
        let point = parts.next()?;
        let point = match point.as_rule() {
            Rule::time_point => self.time_point(point)?,
            _ => TimePoint::Date(self.date(point)),
        };
        Some(Time { span, extent, point })
    }

    fn time_point(&mut self, pair: Pair<'_>) -> Option<TimePoint> {
        let last = pair.into_inner().last()?;
        match last.as_rule() {
            Rule::integer => self.source(&last).parse().ok().map(TimePoint::Year),
            Rule::calendar_year => self.source(&last).parse().ok().map(TimePoint::Calendar),
            _ => Some(TimePoint::Date(self.date(last))),
        }
    }
}

/// The place of a chain: up to the first part that is none of it.
fn chain_span(whole: Span, parts: &mut Parts<'_>, base: usize) -> Span {
    match parts.0.peek() {
        Some(next) => {
            let before = next.whole_text().get(..next.place().0).unwrap_or_default();
            Span::new(whole.start, base + before.trim_end().len())
        }
        None => whole,
    }
}
