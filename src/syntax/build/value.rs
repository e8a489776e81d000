//! Values that are worked out: arithmetic, shares, totals and counts.

use super::{Builder, Parts};
use crate::source::Span;
use crate::syntax::ast::{
    AggregateKind, Arithmetic, Expr, ExprKind, Literal, LiteralKind, Noun, NounKind, Reference,
    Root,
};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    /// Operands and signs, from left to right; `*` and `/` bind tighter than `+` and `-`.
    pub(super) fn expr(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let mut parts = Parts::of(pair);
        let mut left = self.factor(parts.next()?)?;
        let (mut sum, mut signs) = (None, 0);
        while let Some(sign) = parts.next() {
            // each operand holds all those before it
            signs += 1;
            if self.depth + signs > self.limits.deepest_tree() {
                return self.too_deep(self.span(&sign));
            }
            let right = self.factor(parts.next()?)?;
            match sign.as_rule() {
                Rule::times => left = self.joined_by(Arithmetic::Times, left, right),
                Rule::over => left = self.joined_by(Arithmetic::Over, left, right),
                form => {
                    let minus = form == Rule::minus;
                    let op = if minus { Arithmetic::Minus } else { Arithmetic::Plus };
                    sum = Some((self.added(sum, left), op));
                    left = right;
                }
            }
        }
        Some(self.added(sum, left))
    }

    /// A sum with its next summand.
    fn added(&mut self, sum: Option<(Expr, Arithmetic)>, next: Expr) -> Expr {
        match sum {
            Some((sum, op)) => self.joined_by(op, sum, next),
            None => next,
        }
    }

    fn joined_by(&mut self, op: Arithmetic, left: Expr, right: Expr) -> Expr {
        self.refuse_percentage_added(op, &left, &right);
        let span = left.span.to(right.span);
        let kind = ExprKind::Arithmetic { op, left: Box::new(left), right: Box::new(right) };
        Expr { span, kind }
    }

    /// An operand, or what may stand for one.
    fn factor(&mut self, pair: Pair<'_>) -> Option<Expr> {
        match pair.as_rule() {
            Rule::operand => self.factor(Parts::of(pair).next()?),
            _ => self.deeper(pair, Self::factor_here),
        }
    }

    fn factor_here(&mut self, inner: Pair<'_>) -> Option<Expr> {
        let span = self.span(&inner);
        let kind = match inner.as_rule() {
            Rule::reference => ExprKind::Reference(self.reference(inner)?),
            Rule::share => self.share(inner)?,
            Rule::aggregate => self.aggregate(inner)?,
            Rule::number_of => {
                let noun = inner.into_inner().find(|part| part.as_rule() == Rule::noun)?;
                ExprKind::Number(Box::new(self.noun(noun)?))
            }
            Rule::group_of => {
                let inside = inner.into_inner().find(|part| part.as_rule() == Rule::expr)?;
                let inside = self.expr(inside)?;
                return Some(Expr { span, kind: inside.kind });
            }
            _ => ExprKind::Literal(self.literal(inner)),
        };
        Some(Expr { span, kind })
    }

    fn share(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::of(pair);
        let first = parts.next()?;
        let share = self.portion(&first);
        parts.skip(Rule::of);
        let of = Box::new(self.factor(parts.next()?)?);
        Some(ExprKind::Share { share, of })
    }

    /// `110%`, `half`, `twice` as a percentage.
    pub(super) fn portion(&self, pair: &Pair<'_>) -> Literal {
        let mut share = self.raw(pair, LiteralKind::Quantity);
        match pair.as_rule() {
            Rule::half => share.text = "50%".to_owned(),
            Rule::twice => share.text = "200%".to_owned(),
            _ => {}
        }
        share
    }

    fn aggregate(&mut self, pair: Pair<'_>) -> Option<ExprKind> {
        let mut parts = Parts::of(pair);
        parts.take(Rule::article);
        let kind = match parts.next()?.as_rule() {
            Rule::total => AggregateKind::Total,
            Rule::average => AggregateKind::Average,
            Rule::highest => AggregateKind::Highest,
            _ => AggregateKind::Lowest,
        };
        let of = self.aggregate_of(parts.next()?)?;
        Some(ExprKind::Aggregate { kind, of })
    }

    /// A chain whose innermost name may have filters, or be the first of a list.
    fn aggregate_of(&mut self, pair: Pair<'_>) -> Option<Reference> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let mut reference = self.chain(&mut parts, span)?;
        reference.span = span;
        if let Some(more) = parts.next() {
            reference.root = Root::Every(Box::new(self.many(reference.root, more)?));
        }
        while let Some(selector) = parts.take(Rule::selector) {
            reference.selectors.push(self.selector(selector)?);
        }
        Some(reference)
    }

    fn many(&mut self, first: Root, more: Pair<'_>) -> Option<Noun> {
        let Root::Name(name) = first else { return None };
        let span = name.span.to(self.span(&more));
        if more.as_rule() == Rule::filters_here {
            let filters = self.filters(&mut Parts::of(more))?;
            return Some(Noun { span, kind: NounKind::Named(name), filters });
        }
        let mut items = vec![plain(name)];
        for item in more.into_inner().filter(|part| part.as_rule() == Rule::listed_item) {
            items.push(self.reference(item)?);
        }
        Some(Noun { span, kind: NounKind::List(items), filters: Vec::new() })
    }

    /// Where the time stands that a value ends in, when the value is a name and not in parentheses.
    pub(super) fn time_at_end(&self, pair: &Pair<'_>) -> Option<Span> {
        let last = pair.clone().into_inner().last()?;
        match last.as_rule() {
            Rule::time => Some(self.span(&last)),
            Rule::operand
            | Rule::share
            | Rule::reference
            | Rule::aggregate
            | Rule::aggregate_of
            | Rule::selector => self.time_at_end(&last),
            _ => None,
        }
    }
}

/// A reference to a plain name.
fn plain(name: crate::syntax::ast::Name) -> Reference {
    Reference { span: name.span, steps: Vec::new(), root: Root::Name(name), selectors: Vec::new() }
}
