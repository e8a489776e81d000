//! Subjects and nouns: what a sentence is about, and what a quantifier ranges over.

use super::{Builder, Parts};
use crate::syntax::ast::{
    CountBound, Expr, ExprKind, Filter, Joint, Noun, NounKind, Reference, Root, Subject,
    SubjectKind,
};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

/// What a list of subjects consists of.
const SUBJECTS: [Rule; 3] = [Rule::expr, Rule::reference, Rule::topic_item];

impl Builder<'_> {
    /// The `subject` rule; mistaken forms are for the caller, who knows the whole claim.
    pub(super) fn subject(&mut self, pair: Pair<'_>) -> Option<Subject> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair.clone());
        let kind = match parts.peek()? {
            Rule::quantified => SubjectKind::Every(Box::new(self.quantified(parts.next()?)?)),
            Rule::none_of => {
                let noun = parts.next()?.into_inner().find(|part| part.as_rule() == Rule::noun)?;
                SubjectKind::No(Box::new(self.noun(noun)?))
            }
            Rule::counted => self.counted(parts.next()?)?,
            _ => self.listed_subject(pair)?,
        };
        Some(Subject { span, kind })
    }

    fn listed_subject(&mut self, pair: Pair<'_>) -> Option<SubjectKind> {
        if let Some(single) = pair.only().filter(|single| SUBJECTS.contains(&single.as_rule())) {
            return self.subject_item(single).map(SubjectKind::One);
        }
        let list = self.list(pair, &SUBJECTS, Self::subject_item)?;
        let joint = list.joint;
        let mut items: Vec<Expr> = list.items;
        if items.len() == 1 {
            return items.pop().map(SubjectKind::One);
        }
        Some(SubjectKind::List { items, joint: joint.unwrap_or(Joint::And) })
    }

    fn subject_item(&mut self, pair: Pair<'_>) -> Option<Expr> {
        let reference = match pair.as_rule() {
            Rule::expr => return self.expr(pair),
            Rule::topic_item => self.reference(Parts::of(pair).next()?)?,
            _ => self.reference(pair)?,
        };
        Some(Expr { span: reference.span, kind: ExprKind::Reference(reference) })
    }

    fn counted(&mut self, pair: Pair<'_>) -> Option<SubjectKind> {
        let mut parts = Parts::of(pair);
        let bound = match Parts::of(parts.next()?).next()?.as_rule() {
            Rule::at_least => CountBound::AtLeast,
            Rule::at_most => CountBound::AtMost,
            Rule::more_than => CountBound::MoreThan,
            Rule::less_than => CountBound::FewerThan,
            _ => CountBound::Exactly,
        };
        let count = parts.next()?;
        let count = self.count(&count);
        let noun = self.noun(parts.next()?)?;
        Some(SubjectKind::Counted { bound, count, noun: Box::new(noun) })
    }

    /// `every N`, `each of A, B and C`; the pair is `quantified`, `inner_quantified` or `for_each`.
    pub(super) fn quantified(&mut self, pair: Pair<'_>) -> Option<Noun> {
        let noun = pair
            .into_inner()
            .find(|part| matches!(part.as_rule(), Rule::listed | Rule::noun | Rule::inner_noun))?;
        match noun.as_rule() {
            Rule::listed => self.listed(noun),
            _ => self.noun(noun),
        }
    }

    /// `of rice, beef and pork`; of one name it is that noun.
    fn listed(&mut self, pair: Pair<'_>) -> Option<Noun> {
        let list = self.list(pair, &[Rule::listed_item], Self::reference)?;
        let mut items: Vec<Reference> = list.items;
        let span = items.first()?.span.to(items.last()?.span);
        let kind = match items.len() {
            1 => noun_kind(items.pop()?),
            _ => NounKind::List(items),
        };
        Some(Noun { span, kind, filters: Vec::new() })
    }

    /// `noun` and `inner_noun`.
    pub(super) fn noun(&mut self, pair: Pair<'_>) -> Option<Noun> {
        self.deeper(pair, Self::noun_here)
    }

    fn noun_here(&mut self, pair: Pair<'_>) -> Option<Noun> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let reference = self.reference(parts.next()?)?;
        let span = crate::source::Span::new(reference.span.start, span.end);
        let filters = self.filters(&mut parts)?;
        Some(Noun { span, kind: noun_kind(reference), filters })
    }

    /// Filters, with or without `and` between them.
    pub(super) fn filters(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Filter>> {
        let mut filters = Vec::with_capacity(usize::from(parts.peek().is_some()));
        while let Some(part) = parts.next() {
            let form = part.as_rule();
            if form == Rule::and {
                continue;
            }
            let asked = part.into_inner().last()?;
            filters.push(match form {
                Rule::whose_filter => Filter::Whose(self.condition(asked)?),
                Rule::states_filter => Filter::States(self.holdings(asked)?),
                _ => Filter::With(self.holdings(asked)?),
            });
        }
        Some(filters)
    }
}

/// A plain name ranges over what has that name, a chain over the entries of a field.
fn noun_kind(reference: Reference) -> NounKind {
    match reference {
        Reference { root: Root::Name(name), steps, selectors, .. }
            if steps.is_empty() && selectors.is_empty() =>
        {
            NounKind::Named(name)
        }
        reference => NounKind::Field(reference),
    }
}

/// True where a subject is one plain value such as a share.
pub(super) fn share_of(subject: &Subject) -> Option<&Expr> {
    match &subject.kind {
        SubjectKind::One(expr) if matches!(expr.kind, ExprKind::Share { .. }) => Some(expr),
        _ => None,
    }
}
