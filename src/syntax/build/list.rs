//! Lists of any kind: items with commas, `and` and `or` between them.

use super::{Builder, Parts};
use crate::source::Span;
use crate::syntax::ast::Joint;
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

/// The items of a list and the word between them.
pub(super) struct List<T> {
    pub(super) items: Vec<T>,
    /// Their places.
    pub(super) spans: Vec<Span>,
    /// `None` where no `and` or `or` was written.
    pub(super) joint: Option<Joint>,
}

impl<'p> Builder<'p> {
    /// Builds every pair of the rules `items_are`, and refuses `and` mixed with `or`, and commas alone.
    pub(super) fn list<'t, T>(
        &mut self,
        pair: Pair<'t>,
        items_are: &[Rule],
        build: fn(&mut Self, Pair<'t>) -> Option<T>,
    ) -> Option<List<T>> {
        let (list, last_comma) = self.loose_list(pair, items_are, build)?;
        if let (None, Some(comma)) = (list.joint, last_comma) {
            let expected = vec!["`and`".to_owned(), "`or`".to_owned()];
            let after = self.slice(self.base, comma.start).split_whitespace().last();
            let kind = SyntaxErrorKind::Expected {
                expected,
                after: after.map(str::to_owned),
                found: Some(",".to_owned()),
            };
            self.fail(comma, kind);
        }
        Some(list)
    }

    /// The same, where commas alone will do; with the place of the last one.
    pub(super) fn loose_list<'t, T>(
        &mut self,
        pair: Pair<'t>,
        items_are: &[Rule],
        build: fn(&mut Self, Pair<'t>) -> Option<T>,
    ) -> Option<(List<T>, Option<Span>)> {
        let whole = self.span(&pair);
        // most lists are of one item
        let (mut items, mut spans) = (Vec::with_capacity(1), Vec::with_capacity(1));
        let mut joints = Vec::new();
        let (mut comma, mut sound) = (None, true);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::comma => comma = Some(self.span(&part)),
                Rule::and => joints.push((Joint::And, spans.len())),
                Rule::or => joints.push((Joint::Or, spans.len())),
                Rule::joint => joints.push((joint_of(part)?, spans.len())),
                form if items_are.contains(&form) => {
                    spans.push(self.span(&part));
                    match build(self, part) {
                        Some(built) => items.push(built),
                        None => sound = false,
                    }
                }
                _ => {}
            }
        }
        let joint = joints.first().map(|(joint, _)| *joint);
        if joints.iter().any(|(other, _)| Some(*other) != joint) {
            let conditions = items_are.contains(&Rule::condition_item);
            self.refuse_mixed(whole, &spans, &joints, conditions);
        }
        sound.then_some((List { items, spans, joint }, comma))
    }
}

/// `and` or `or`.
pub(super) fn joint_of(pair: Pair<'_>) -> Option<Joint> {
    match Parts::of(pair).next()?.as_rule() {
        Rule::and => Some(Joint::And),
        _ => Some(Joint::Or),
    }
}
