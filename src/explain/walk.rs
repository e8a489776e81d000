//! Everything that a formula speaks of, in the order of the sentence.

use crate::model::{
    AggregateOver, Atom, AtomKind, Deadline, Formula, Range, RangeKind, Reference, Root, Term,
};

/// Something met on the way through a formula.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Met<'a> {
    /// A part of it, the whole included.
    Formula(&'a Formula),
    /// A single claim.
    Atom(&'a Atom),
    /// What a quantifier, an aggregate or a count ranges over.
    Range(&'a Range),
    /// A value, the whole included.
    Term(&'a Term),
    /// A name; not those that it is made of.
    Reference(&'a Reference),
}

/// Goes through a formula.
pub(crate) fn formula<'a>(formula: &'a Formula, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Formula(formula));
    match formula {
        Formula::And(parts) | Formula::Or(parts) => {
            parts.iter().for_each(|part| self::formula(part, meet));
        }
        Formula::Not(inner) => self::formula(inner, meet),
        Formula::If { condition, then } => {
            self::formula(condition, meet);
            self::formula(then, meet);
        }
        Formula::Quantified { range, body, .. } => {
            self::range(range, meet);
            self::formula(body, meet);
        }
        Formula::Atom(atom) => self::atom(atom, meet),
    }
}

/// Goes through a range.
pub(crate) fn range<'a>(range: &'a Range, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Range(range));
    match &range.kind {
        RangeKind::Members(members) => members.iter().for_each(|one| reference(one, meet)),
        RangeKind::Field(field) => reference(field, meet),
        RangeKind::Collection(_) => {}
    }
    if let Some(filter) = &range.filter {
        formula(filter, meet);
    }
}

fn atom<'a>(atom: &'a Atom, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Atom(atom));
    match &atom.kind {
        AtomKind::Has { what, .. } | AtomKind::States { what, .. } => reference(what, meet),
        AtomKind::Compare { subject, limit, .. } => {
            term(subject, meet);
            term(limit, meet);
        }
        AtomKind::Reach { subject, value, .. } => {
            reference(subject, meet);
            term(value, meet);
        }
        AtomKind::StartsWith { subject, .. }
        | AtomKind::SameForEvery { subject, .. }
        | AtomKind::Never { subject, .. }
        | AtomKind::Move { subject, .. }
        | AtomKind::Is { subject, .. }
        | AtomKind::Called { subject, .. } => reference(subject, meet),
        AtomKind::Happens { event, by } => {
            reference(event, meet);
            if let Some(Deadline::Day(by)) = by {
                term(by, meet);
            }
        }
    }
}

/// Goes through a value.
pub(crate) fn term<'a>(value: &'a Term, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Term(value));
    match value {
        Term::Value(_) => {}
        Term::Reference(name) => reference(name, meet),
        Term::Share { of, .. } => term(of, meet),
        Term::Arithmetic { left, right, .. } => {
            term(left, meet);
            term(right, meet);
        }
        Term::Aggregate { over, .. } => aggregate(over, meet),
        Term::Count { range, .. } => self::range(range, meet),
    }
}

fn aggregate<'a>(over: &'a AggregateOver, meet: &mut dyn FnMut(Met<'a>)) {
    range(&over.range, meet);
    reference(&over.value, meet);
}

fn reference<'a>(name: &'a Reference, meet: &mut dyn FnMut(Met<'a>)) {
    meet(Met::Reference(name));
    if let Root::Its(its) = &name.root {
        its.owners.iter().for_each(|owner| reference(owner, meet));
    }
}
