//! The values that a claim rests on, where its message does not name them all.

use super::View;
use crate::eval::reason::Reason;
use crate::eval::spread::Entry;
use crate::eval::trace::Worked;
use crate::eval::{Judged, NodeRef, Problem};
use crate::explain::Item;
use crate::explain::words::{self, position};
use crate::report::finding;
use crate::value::Value;

/// The most entries of one value that are listed.
const LISTED: usize = 20;

type Worth = Result<(Value, Vec<NodeRef>), Problem>;

impl View<'_> {
    /// A value with its entries and what it was worked out from; `None` where the message says it all.
    pub(super) fn worked(&self, worked: &Worked) -> Option<Item> {
        let single = worked.entries.len() <= 1 && worked.from.is_empty();
        if single { None } else { Some(self.value(worked)) }
    }

    fn value(&self, worked: &Worked) -> Item {
        let name = format!("`{}`", worked.text);
        let mut inner: Vec<Item> = Vec::new();
        let said = match worked.entries.as_slice() {
            [] => name,
            [(_, only)] => format!("{name} is {}", self.worth(only)),
            several => {
                inner.extend(several.iter().take(LISTED).map(|(entry, worth)| {
                    Item::with_head(&entry_words(entry), self.worth(worth))
                }));
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
    fn worth(&self, worth: &Worth) -> String {
        match worth {
            Ok((value, nodes)) => {
                let place = nodes.first().map(|node| finding::place_of(*node, self.world));
                let at = place.map(|place| format!(" ({})", position(&place))).unwrap_or_default();
                format!("{}{at}", words::value(value))
            }
            Err(problem) => {
                let judged = Judged::problem(problem.clone(), Vec::new());
                debug_assert!(matches!(judged.reason, Reason::Problem(_)));
                format!("not known: {}", self.found(&judged).message)
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
