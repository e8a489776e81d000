//! Which of two values that are compared is the one that is not there.

use std::collections::HashSet;

use super::compare::text_of;
use super::reason::{Missing, Problem};
use super::spread::Cell;
use super::term::Datum;
use super::world::NodeRef;
use crate::model::Term;
use crate::name::Name;

/// The two values, and what the subject lacks.
pub(super) struct Sides<'t> {
    subject: &'t Term,
    limit: &'t Term,
    /// Where the subject is agreed not to be there.
    absent: HashSet<NodeRef>,
    /// The parties for which the subject has an entry; `None` for all of them.
    parties: HashSet<Option<Name>>,
}

impl<'t> Sides<'t> {
    pub(super) fn new(subject: &'t Term, limit: &'t Term, subjects: &[Cell<Datum>]) -> Self {
        let (mut absent, mut parties) = (HashSet::new(), HashSet::new());
        for cell in subjects {
            match &cell.what {
                Err(Problem::Missing(missing)) if is_unnamed(missing) => continue,
                Err(Problem::Absent(node)) => {
                    absent.insert(*node);
                }
                _ => {}
            }
            parties.insert(cell.entry.party.as_ref().map(|party| party.name.clone()));
        }
        Self { subject, limit, absent, parties }
    }

    /// The words for the value that is agreed not to be there.
    pub(super) fn absent(&self, node: NodeRef) -> String {
        text_of(if self.absent.contains(&node) { self.subject } else { self.limit })
    }

    /// Says which value has no entry for a party.
    pub(super) fn name(&self, missing: &mut Missing) {
        if is_unnamed(missing) {
            let party = Some(missing.name.name.clone());
            let has = self.parties.contains(&None) || self.parties.contains(&party);
            missing.owner_name = Some(text_of(if has { self.limit } else { self.subject }));
        }
    }
}

/// A party for which one of two values has no entry.
fn is_unnamed(missing: &Missing) -> bool {
    missing.party && missing.owner.is_empty()
}
