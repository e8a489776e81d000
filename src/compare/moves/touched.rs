//! Which places a change of a finding rests on.

use std::collections::{BTreeSet, HashMap};

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
    pub(super) fn among(&self, changes: &[Change]) -> Vec<usize> {
        let those = |is: &dyn Fn(&Path) -> bool| -> Vec<usize> {
            let all = changes.iter().enumerate().filter(|(_, change)| is(&change.path));
            all.map(|(at, _)| at).collect()
        };
        let exact = those(&|path| self.is_at(path));
        if exact.is_empty() { those(&|path| self.is_above(path)) } else { exact }
    }

    /// True where a place is at this path or beneath it.
    fn is_at(&self, path: &Path) -> bool {
        self.0.range(path.clone()..).next().is_some_and(|place| place.starts_with(path))
    }

    /// True where a place, but not the whole document, is above this path.
    fn is_above(&self, path: &Path) -> bool {
        let above = |length| path.get(..length).is_some_and(|above| self.0.contains(above));
        (1..path.len()).any(above)
    }
}
