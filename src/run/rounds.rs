//! Rounds: which proposal comes before which.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use crate::check::RuleFile;
use crate::eval::{Indexed, Previous};
use crate::name::Name;
use crate::proposal::document::Content;
use crate::value::{Number, Reading, Value};

/// What stands before a proposal among those of the same partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before<T> {
    /// Nothing: it is the first.
    First,
    /// Nobody knows: it stands alone.
    NotGiven,
    /// This one.
    This(T),
}

impl<T> Before<T> {
    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Before<U> {
        match self {
            Before::First => Before::First,
            Before::NotGiven => Before::NotGiven,
            Before::This(inner) => Before::This(f(inner)),
        }
    }
}

/// True where a rule file may ask for the round before: no sentence does without this word.
pub(super) fn are_asked_for(file: &RuleFile) -> bool {
    ["previous", "Previous"].iter().any(|word| file.source.text().contains(word))
}

/// The round before, as the evaluator takes it.
pub(crate) fn of(before: Before<Option<&Indexed>>) -> Previous<'_> {
    match before {
        Before::First => Previous::First,
        Before::NotGiven | Before::This(None) => Previous::NotGiven,
        Before::This(Some(round)) => Previous::Given(round),
    }
}

/// For each proposal the one before it among those with the same `partner`: by `round` where all have one, else by `date`
/// where all have one, else in the order given.
pub(crate) fn previous<P: Borrow<Indexed>>(proposals: &[P]) -> Vec<Before<usize>> {
    let mut series: BTreeMap<Option<Name>, Vec<usize>> = BTreeMap::new();
    for (at, proposal) in proposals.iter().enumerate() {
        series.entry(partner(proposal.borrow())).or_default().push(at);
    }
    let mut before = vec![Before::NotGiven; proposals.len()];
    for members in series.values() {
        let ordered = in_order(proposals, members);
        for (place, at) in ordered.iter().enumerate() {
            let earlier = place.checked_sub(1).and_then(|place| ordered.get(place));
            let is_first = ordered.len() > 1
                || proposals.get(*at).and_then(|one| round(one.borrow()))
                    == Some(Number::from_integer(1));
            if let Some(slot) = before.get_mut(*at) {
                *slot = match earlier {
                    Some(earlier) => Before::This(*earlier),
                    None if is_first => Before::First,
                    None => Before::NotGiven,
                };
            }
        }
    }
    before
}

fn in_order<P: Borrow<Indexed>>(proposals: &[P], members: &[usize]) -> Vec<usize> {
    let of = |at: &usize| proposals.get(*at).map(P::borrow);
    let rounds: Option<Vec<Number>> = members.iter().map(|at| round(of(at)?)).collect();
    let mut ordered: Vec<usize> = members.to_vec();
    if let Some(rounds) = rounds {
        let mut keyed: Vec<(Number, usize)> = rounds.into_iter().zip(ordered).collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        return keyed.into_iter().map(|(_, at)| at).collect();
    }
    let dates: Option<Vec<jiff::civil::Date>> =
        members.iter().map(|at| read(of(at)?, "date")?.as_date()).collect();
    if let Some(dates) = dates {
        let mut keyed: Vec<(jiff::civil::Date, usize)> = dates.into_iter().zip(ordered).collect();
        keyed.sort_by_key(|(date, _)| *date);
        ordered = keyed.into_iter().map(|(_, at)| at).collect();
    }
    ordered
}

fn round(proposal: &Indexed) -> Option<Number> {
    read(proposal, "round")?.as_bare_number().cloned()
}

fn partner(proposal: &Indexed) -> Option<Name> {
    let node = proposal.top(&Name::new("partner"))?;
    match proposal.document.content(node) {
        Content::Scalar { text, .. } => Some(Name::new(text.trim())),
        Content::Mapping(_) | Content::List(_) => None,
    }
}

fn read(proposal: &Indexed, key: &str) -> Option<Value> {
    let node = proposal.top(&Name::new(key))?;
    match proposal.document.reading(node)?.0 {
        Reading::Value(value) => Some(value),
        Reading::Open | Reading::Offered | Reading::Absent => None,
    }
}
