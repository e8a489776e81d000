//! Claims with literal bounds, and when two of them cannot both hold or one follows from the other.

use std::cmp::Ordering;

use crate::model::{Atom, AtomKind, Formula, Frequency, Op, Reference, Root, Term};
use crate::value::{self, Value, convert};

/// A claim that stands in a formula for itself: joined to others by `and` alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim<'a> {
    /// Of what.
    pub(super) subject: &'a Reference,
    /// What is said of it.
    pub(super) kind: Kind<'a>,
    /// The contrary of it is said.
    pub(super) negated: bool,
}

/// What a claim says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    /// It is there.
    Has,
    /// It lies on one side of a literal; `holding` for `X has Y of V`.
    Bound { op: Op, limit: &'a Value, holding: bool },
}

/// The claims of a formula that must all hold for the formula to hold.
pub(super) fn claims(formula: &Formula) -> Vec<Claim<'_>> {
    let mut found = Vec::new();
    conjuncts(formula, false, &mut |atom, negated| found.extend(claim(atom, negated)));
    found
}

/// True where a formula is one claim and nothing else.
pub(super) fn is_single(formula: &Formula) -> bool {
    match formula {
        Formula::Atom(_) => true,
        Formula::Not(inner) => is_single(inner),
        _ => false,
    }
}

fn conjuncts<'a>(formula: &'a Formula, negated: bool, meet: &mut dyn FnMut(&'a Atom, bool)) {
    match formula {
        Formula::And(parts) if !negated => {
            parts.iter().for_each(|part| conjuncts(part, negated, meet));
        }
        Formula::Or(parts) if negated => {
            parts.iter().for_each(|part| conjuncts(part, negated, meet));
        }
        Formula::Not(inner) => conjuncts(inner, !negated, meet),
        Formula::Atom(atom) => meet(atom, negated),
        _ => {}
    }
}

fn claim(atom: &Atom, negated: bool) -> Option<Claim<'_>> {
    let steady = match atom.frequency {
        None => true,
        Some(Frequency::Always) => !negated,
        Some(Frequency::Ever) => false,
    };
    let (subject, kind) = match &atom.kind {
        AtomKind::Has { what, .. } => (what, Kind::Has),
        AtomKind::Compare {
            subject: Term::Reference(subject),
            op,
            limit: Term::Value(limit),
            holding,
        } => (subject, Kind::Bound { op: *op, limit, holding: *holding }),
        _ => return None,
    };
    steady.then_some(Claim { subject, kind, negated })
}

impl Claim<'_> {
    /// True where nothing satisfies both.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        match (self.kind, other.kind) {
            (Kind::Has, Kind::Has) => self.negated != other.negated,
            // what is not there at all may satisfy two prohibitions
            _ if self.negated && other.negated => false,
            _ => self
                .possible(other)
                .is_some_and(|all| !all.is_empty() && !all.contains(&(true, true))),
        }
    }

    /// True where whatever satisfies this satisfies the other, with the same said of what is missing.
    pub(super) fn implies(&self, other: &Self) -> bool {
        let (
            Kind::Bound { limit: mine, holding, .. },
            Kind::Bound { limit: theirs, holding: also, .. },
        ) = (self.kind, other.kind)
        else {
            return false;
        };
        let alike = self.negated == other.negated && holding == also && is_alike(mine, theirs);
        alike
            && self.possible(other).is_some_and(|all| {
                !all.is_empty() && all.iter().all(|(first, second)| !first || *second)
            })
    }

    /// True where the two are the same claim about what they are about.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let kind = match (self.kind, other.kind) {
            (Kind::Has, Kind::Has) => true,
            (
                Kind::Bound { op, limit, holding },
                Kind::Bound { op: other_op, limit: other_limit, holding: also },
            ) => op == other_op && holding == also && limit == other_limit,
            (Kind::Has, Kind::Bound { .. }) | (Kind::Bound { .. }, Kind::Has) => false,
        };
        kind && self.negated == other.negated
    }

    /// For every place that a value can have beside both limits, whether it satisfies each.
    fn possible(&self, other: &Self) -> Option<Vec<(bool, bool)>> {
        let (Kind::Bound { op, limit, .. }, Kind::Bound { op: second, limit: other_limit, .. }) =
            (self.kind, other.kind)
        else {
            return None;
        };
        let known = value::compare(limit, other_limit).ok()?;
        if !known.ordered && (op, second) != (Op::Equal, Op::Equal) {
            return None;
        }
        let relations = [(known.less, (1, 3)), (known.equal, (1, 1)), (known.greater, (3, 1))];
        let relations = relations.into_iter().filter(|(may_be, _)| *may_be);
        let places = relations.flat_map(|(_, limits)| (0..=4).map(move |at: u8| (at, limits)));
        Some(
            places
                .map(|(at, (one, two))| {
                    let first = allows(op, at.cmp(&one)) != self.negated;
                    (first, allows(second, at.cmp(&two)) != other.negated)
                })
                .collect(),
        )
    }

    /// In words: `at least 10 tons`.
    pub(super) fn words(&self) -> String {
        let not = if self.negated { "not " } else { "" };
        match self.kind {
            Kind::Has => format!("{not}to be there"),
            Kind::Bound { op, limit, .. } => {
                let text = limit.to_text();
                let text = match limit {
                    Value::Text(_) => format!("\"{text}\""),
                    _ => text,
                };
                format!("{not}{}{text}", op_words(op))
            }
        }
    }
}

/// What measures the same, so that what compares with one compares with the other.
fn is_alike(stricter: &Value, weaker: &Value) -> bool {
    match (stricter, weaker) {
        (Value::Quantity(one), Value::Quantity(other)) => {
            other.is_bare_zero() || convert(one, &other.unit).is_some()
        }
        (Value::Date(_), Value::Date(_)) => true,
        _ => false,
    }
}

/// Whether a value that stands so to a limit satisfies the operator.
pub(super) fn allows(op: Op, order: Ordering) -> bool {
    match op {
        Op::AtLeast => order.is_ge(),
        Op::AtMost => order.is_le(),
        Op::Above => order.is_gt(),
        Op::Below => order.is_lt(),
        Op::Equal => order.is_eq(),
    }
}

fn op_words(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "at least ",
        Op::AtMost => "at most ",
        Op::Above => "above ",
        Op::Below => "below ",
        Op::Equal => "",
    }
}

/// True where two references ask for the same, however they are spelled.
pub(super) fn same(one: &Reference, other: &Reference) -> bool {
    let steps = one.steps.len() == other.steps.len()
        && one.steps.iter().zip(&other.steps).all(|(a, b)| a.name == b.name);
    let party = one.party.as_ref().map(|party| &party.name)
        == other.party.as_ref().map(|party| &party.name);
    let root = match (&one.root, &other.root) {
        (Root::Name(a), Root::Name(b)) => a.name == b.name,
        (Root::Variable(a), Root::Variable(b)) => a == b,
        (Root::Its(a), Root::Its(b)) => {
            a.name.name == b.name.name
                && a.owners.len() == b.owners.len()
                && a.owners.iter().zip(&b.owners).all(|(a, b)| same(a, b))
        }
        _ => false,
    };
    steps && party && root && one.time == other.time && one.previous == other.previous
}
