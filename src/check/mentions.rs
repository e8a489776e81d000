//! The names that a definition speaks of and that may be defined themselves: what it will be spelled out with. Fields of
//! an entry are none of them.

use crate::name::Name;
use crate::syntax::ast::{
    Condition, ConditionKind, Expr, ExprKind, Filter, Holdings, Noun, NounKind, Predicate,
    PredicateKind, Reference, Root, Subject, SubjectKind,
};

/// What was met, each name as often as it stands there, and how deep it lies.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) names: Vec<Name>,
    /// How deep conditions, values and nouns lie in one another.
    pub(super) depth: usize,
    level: usize,
    /// Within `whose …`: subjects are fields.
    within_entry: bool,
}

impl Mentions {
    fn deeper(&mut self, what: impl FnOnce(&mut Self)) {
        self.level += 1;
        self.depth = self.depth.max(self.level);
        what(self);
        self.level -= 1;
    }

    fn name(&mut self, text: &str) {
        self.names.push(Name::new(text));
    }

    pub(super) fn reference(&mut self, reference: &Reference) {
        match &reference.root {
            Root::Name(name) => self.name(&name.text),
            Root::Every(noun) => self.noun(noun),
            Root::Its(_) | Root::It(_) => {}
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        self.deeper(|this| match &expr.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Reference(reference) | ExprKind::Aggregate { of: reference, .. } => {
                this.reference(reference);
            }
            ExprKind::Share { of, .. } => this.expr(of),
            ExprKind::Arithmetic { left, right, .. } => {
                this.expr(left);
                this.expr(right);
            }
            ExprKind::Number(noun) => this.noun(noun),
        });
    }

    pub(super) fn noun(&mut self, noun: &Noun) {
        self.deeper(|this| {
            match &noun.kind {
                NounKind::Named(name) => this.name(&name.text),
                NounKind::Field(reference) => this.reference(reference),
                NounKind::List(references) => references.iter().for_each(|one| this.reference(one)),
            }
            noun.filters.iter().for_each(|filter| this.filter(filter));
        });
    }

    fn filter(&mut self, filter: &Filter) {
        let outer = std::mem::replace(&mut self.within_entry, true);
        match filter {
            Filter::Whose(condition) => self.condition(condition),
            Filter::With(holdings) | Filter::States(holdings) => self.holdings(holdings),
        }
        self.within_entry = outer;
    }

    pub(super) fn condition(&mut self, condition: &Condition) {
        self.deeper(|this| match &condition.kind {
            ConditionKind::And(parts) | ConditionKind::Or(parts) => {
                parts.iter().for_each(|part| this.condition(part));
            }
            ConditionKind::Not(inner) => this.condition(inner),
            ConditionKind::Claim { subject, predicate, .. } => {
                this.subject(subject);
                this.predicate(predicate);
            }
            ConditionKind::Happening(happening) => {
                this.reference(&happening.event);
                happening.by.iter().for_each(|by| this.expr(by));
            }
        });
    }

    fn subject(&mut self, subject: &Subject) {
        match &subject.kind {
            SubjectKind::One(expr) => self.subject_expr(expr),
            SubjectKind::List { items, .. } => {
                items.iter().for_each(|item| self.subject_expr(item));
            }
            SubjectKind::Every(noun)
            | SubjectKind::No(noun)
            | SubjectKind::Counted { noun, .. } => {
                self.noun(noun);
            }
        }
    }

    /// A plain name as the subject of `whose …` is a field of the entry.
    fn subject_expr(&mut self, expr: &Expr) {
        let field = matches!(&expr.kind, ExprKind::Reference(r) if matches!(r.root, Root::Name(_)));
        if !(field && self.within_entry) {
            self.expr(expr);
        }
    }

    fn predicate(&mut self, predicate: &Predicate) {
        self.deeper(|this| match &predicate.kind {
            PredicateKind::Has(holdings) | PredicateKind::States(holdings) => {
                this.holdings(holdings);
            }
            PredicateKind::Compare { value, .. }
            | PredicateKind::Reach { value, .. }
            | PredicateKind::Move { amount: value, .. } => this.expr(value),
            PredicateKind::Between { low, high, .. } => {
                this.expr(low);
                this.expr(high);
            }
            PredicateKind::OneOf(values) => values.iter().for_each(|value| this.expr(value)),
            PredicateKind::Not(inner) => this.predicate(inner),
            PredicateKind::All(parts) | PredicateKind::Any(parts) => {
                parts.iter().for_each(|part| this.predicate(part));
            }
            PredicateKind::StartsWith(_)
            | PredicateKind::SameForEvery(_)
            | PredicateKind::Never(_)
            | PredicateKind::MoveSincePrevious(_)
            | PredicateKind::Is(_) => {}
        });
    }

    fn holdings(&mut self, holdings: &Holdings) {
        self.deeper(|this| {
            for item in &holdings.items {
                item.value.iter().for_each(|value| this.predicate(value));
                item.with.iter().for_each(|with| this.holdings(with));
            }
        });
    }
}
