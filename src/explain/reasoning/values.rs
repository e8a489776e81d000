//! The values that a claim rests on, where its message does not name them all.

use super::View;
use crate::eval::Judged;
use crate::eval::spread::Entry;
use crate::eval::trace::{Worked, WorkedEntry};
use crate::explain::Item;
use crate::explain::words::{self, position};
use crate::report::finding;

/// The most entries of one value that are listed.
const LISTED: usize = 20;

impl View<'_> {
    /// Values with their entries and what they were worked out from; without those that the message says by itself.
    pub(super) fn worked(&self, all: &[Worked]) -> Vec<Item> {
        let several = all.len() > 1;
        let shown = all.iter().filter(|worked| match worked.entries.as_slice() {
            [only] if worked.from.is_empty() => several && only.value.is_err(),
            _ => true,
        });
        shown.map(|worked| self.value(worked)).collect()
    }

    fn value(&self, worked: &Worked) -> Item {
        let name = format!("`{}`", worked.text);
        let mut inner: Vec<Item> = Vec::new();
        let said = match worked.entries.as_slice() {
            [] => name,
            [only] => format!("{name} is {}", self.worth(only)),
            several => {
                let listed = several.iter().take(LISTED);
                inner.extend(
                    listed.map(|one| Item::with_head(&entry_words(&one.entry), self.worth(one))),
                );
                let more = several.len().saturating_sub(LISTED);
                inner.extend((more > 0).then(|| Item::new(format!("and {more} more"))));
                format!("{name}, by entry:")
            }
        };
        if !worked.from.is_empty() {
            let from = worked.from.iter().map(|part| self.value(part));
            let more = (worked.more > 0).then(|| Item::new(format!("and {} more", worked.more)));
            inner.push(Item::new("worked out from:").over(from.chain(more)));
        }
        Item::new(said).over(inner)
    }

    /// A value with its place, or why there is none.
    fn worth(&self, one: &WorkedEntry) -> String {
        let place = one.nodes.first().map(|node| finding::place_of(*node, self.world));
        let at = place.map(|place| format!(" ({})", position(&place))).unwrap_or_default();
        match &one.value {
            Ok(value) => format!("{}{at}", words::value(value)),
            Err(problem) => {
                let judged = Judged::problem(problem.clone(), Vec::new());
                format!("not known: {}{at}", self.found(&judged).message)
            }
        }
    }
}

fn entry_words(entry: &Entry) -> String {
    match (&entry.party, &entry.time) {
        (Some(party), Some(time)) => format!("{}, {time}", party.text),
        (Some(party), None) => party.text.clone(),
        (None, Some(time)) => time.clone(),
        (None, None) => "value".to_owned(),
    }
}
