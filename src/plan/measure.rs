//! What bare numbers are measured in.

use super::Beyond;
use crate::model::{Reference, Scope, Term};
use crate::value::Unit;

/// The unit of bare numbers in a term.
pub(super) fn measure(term: &Term, scope: &Scope) -> Option<Unit> {
    match term {
        Term::Reference(reference) => measure_of(reference, scope),
        Term::Aggregate { over, .. } => scope.measures.get(over.field.as_ref()?).cloned(),
        Term::Share { of, .. } => measure(of, scope),
        Term::Value(_) | Term::Arithmetic { .. } | Term::Count { .. } => None,
    }
}

pub(super) fn measure_of(reference: &Reference, scope: &Scope) -> Option<Unit> {
    scope.measures.get(&reference.last_name()?.name).cloned()
}

/// The unit of bare numbers on both sides.
pub(super) fn common(subject: Option<Unit>, limit: Option<Unit>) -> Result<Option<Unit>, Beyond> {
    match (&subject, &limit) {
        (Some(one), Some(other)) if one != other => Err(Beyond),
        _ => Ok(subject.or(limit)),
    }
}
