//! Claims about one thing, each kind in the order of its strictness, so that those which exclude a claim, or from which it
//! follows, are found without a look at every one.

use super::bound::{Claim, Kind};
use crate::value::Value;

/// How many kinds of claims about one thing are kept apart. Two are of one kind where one follows from the other.
const KINDS: usize = 64;

/// A claim among those about one thing.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    /// Where it stands among them.
    pub(super) at: usize,
    pub(super) claim: Claim<'a>,
    /// Which units its file gives to bare numbers.
    pub(super) measures: usize,
}

/// The claims that say more than all before them of their kind.
pub(super) struct Chains<'a> {
    /// In each, the next follows after the last and is stricter.
    chains: Vec<Vec<Stated<'a>>>,
    /// The first claim for which there was no place.
    pub(super) left_out: Option<usize>,
}

impl<'a> Chains<'a> {
    /// Puts claims in order, which come in the order of their places.
    pub(super) fn of(stated: impl IntoIterator<Item = Stated<'a>>) -> Self {
        let mut all = Self { chains: Vec::new(), left_out: None };
        stated.into_iter().for_each(|one| all.add(one));
        all
    }

    fn add(&mut self, new: Stated<'a>) {
        for chain in &mut self.chains {
            let Some(last) = chain.last().filter(|last| last.is_like(&new)) else { continue };
            if last.claim.says_the_same(&new.claim) || last.claim.implies(&new.claim) {
                return;
            }
            if new.claim.implies(&last.claim) {
                return chain.push(new);
            }
        }
        if self.chains.len() < KINDS {
            self.chains.push(vec![new]);
        } else {
            self.left_out.get_or_insert(new.at);
        }
    }

    /// The first claim before this one that excludes it.
    pub(super) fn excluding(&self, later: &Stated<'_>) -> Option<usize> {
        // what excludes it, the stricter ones after it do also
        let first = |chain: &Vec<Stated<'_>>| {
            let open =
                |one: &Stated<'_>| !(one.is_certain(later) && one.claim.excludes(&later.claim));
            chain.get(chain.partition_point(open)).map(|one| one.at)
        };
        self.chains.iter().filter_map(first).filter(|at| *at < later.at).min()
    }

    /// The first claim from which this one follows. Of two that say the same, the second follows.
    pub(super) fn implying(&self, weaker: &Stated<'_>) -> Option<usize> {
        let implies = |one: &Stated<'_>| one.is_certain(weaker) && one.claim.implies(&weaker.claim);
        let first = |chain: &Vec<Stated<'_>>| {
            let found = chain.partition_point(|one| !implies(one));
            // one of a chain at most says the same: itself, or one that comes later
            let mut found = chain.iter().skip(found).take(2);
            let more = found.find(|one| {
                one.at != weaker.at && (one.at < weaker.at || !weaker.claim.implies(&one.claim))
            });
            more.map(|one| one.at)
        };
        self.chains.iter().filter_map(first).min()
    }
}

impl Stated<'_> {
    /// Bare numbers have the units that their file gives them.
    fn is_certain(&self, other: &Self) -> bool {
        !(self.is_bare() || other.is_bare()) || self.measures == other.measures
    }

    fn is_bare(&self) -> bool {
        let Kind::Bound { limit, .. } = self.claim.kind else { return false };
        limit.as_bare_number().is_some_and(|it| !it.is_zero())
    }

    fn is_bare_zero(&self) -> bool {
        let Kind::Bound { limit: Value::Quantity(limit), .. } = self.claim.kind else {
            return false;
        };
        limit.is_bare_zero()
    }

    /// True where what compares with one compares with the other.
    fn is_like(&self, other: &Self) -> bool {
        self.claim.negated == other.claim.negated
            && self.measures == other.measures
            && self.is_bare() == other.is_bare()
            && self.is_bare_zero() == other.is_bare_zero()
    }
}

#[cfg(test)]
mod tests;
