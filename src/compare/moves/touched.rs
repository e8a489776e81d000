//! Which places a change of a finding rests on.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

use super::tree::{Change, Path, Tree};
use crate::name::Name;
use crate::report::{Finding, ProposalReport};

/// The places that two findings of one rule rest on.
#[derive(Default)]
pub(super) struct Touched(BTreeSet<Path>);

/// A finding, its proposal, and that one's document.
type Side<'a> = (&'a Finding, &'a ProposalReport, &'a Tree<'a>);

/// True where two findings of one rule differ in verdict or margin.
pub(super) fn differ(old: &Finding, new: &Finding) -> bool {
    (old.verdict, &old.margin) != (new.verdict, &new.margin) || parts_differ(old, new)
}

fn parts_differ(old: &Finding, new: &Finding) -> bool {
    old.part_counts != new.part_counts
        || old.parts.len() != new.parts.len()
        || old.parts.iter().zip(&new.parts).any(|(old, new)| differ(old, new))
}

impl Touched {
    /// By a rule that has another verdict or margin; of a rule on several subjects, by those with another verdict.
    pub(super) fn by(old: Side<'_>, new: Side<'_>) -> Self {
        let mut touched = Self::default();
        touched.compare((old.0, new.0), &|finding| {
            let places = finding.data.iter().filter_map(|place| {
                let stands = |one: &ProposalReport| {
                    one.file == place.file && Some(one.document) == place.document
                };
                let sides = [(old.1, old.2), (new.1, new.2)];
                let (_, tree) = sides.into_iter().find(|(one, _)| stands(one))?;
                tree.resolve(place.path.as_deref()?)
            });
            places.collect()
        });
        touched
    }

    fn compare(
        &mut self,
        (old, new): (&Finding, &Finding),
        places: &dyn Fn(&Finding) -> Vec<Path>,
    ) {
        if old.part_counts.is_none() && new.part_counts.is_none() {
            self.0.extend(places(old).into_iter().chain(places(new)));
            return;
        }
        let name = |part: &Finding| part.subject.as_deref().map(Name::new);
        let mut before: HashMap<Option<Name>, &Finding> =
            old.parts.iter().map(|part| (name(part), part)).collect();
        for part in &new.parts {
            match before.remove(&name(part)) {
                Some(was) if was.verdict != part.verdict => self.compare((was, part), places),
                Some(_) => {}
                None => self.0.extend(places(part)),
            }
        }
        self.0.extend(before.into_values().flat_map(places));
    }

    /// The changes that these places are about: those at a place or above it; where there are none, those beneath one.
    pub(super) fn among(&self, changes: &Changes<'_>) -> BTreeSet<usize> {
        let exact: BTreeSet<usize> =
            self.0.iter().flat_map(|place| changes.at_or_above(place)).collect();
        match exact.is_empty() {
            true => self.0.iter().flat_map(|place| changes.beneath(place)).collect(),
            false => exact,
        }
    }
}

/// Changes by their paths.
pub(super) struct Changes<'a>(BTreeMap<&'a [Name], usize>);

impl<'a> Changes<'a> {
    pub(super) fn of(changes: &'a [Change]) -> Self {
        Self((0..).zip(changes).map(|(at, change)| (&*change.path, at)).collect())
    }

    fn at_or_above(&self, place: &[Name]) -> impl Iterator<Item = usize> {
        (0..=place.len()).filter_map(|length| self.0.get(place.get(..length)?).copied())
    }

    /// Of the whole document, which is above all, none.
    fn beneath(&self, place: &'a [Name]) -> impl Iterator<Item = usize> {
        let from = (Bound::Excluded(place), Bound::Unbounded);
        let after = self.0.range::<[Name], _>(from);
        let beneath = after.take_while(move |(path, _)| path.starts_with(place));
        beneath.filter(|_| !place.is_empty()).map(|(_, at)| *at)
    }
}
