//! Filters that ask how a text begins: of many, only those that fit an entry are tried.

use super::{Plan, SharedPath, Test};

/// The longest prefix that is told by one word, in bytes.
const LONGEST: usize = 8;

/// What is gathered from entries whose text begins in certain ways.
#[derive(Debug)]
pub(super) struct ByPrefix {
    /// The text: a field of the entry.
    pub(super) path: SharedPath,
    /// For each length of a prefix, the prefixes in order, with what they lead to.
    lengths: Vec<(u32, Vec<(u64, usize)>)>,
}

impl ByPrefix {
    /// What the beginning of a text leads to: places among the gathers of the collection.
    pub(super) fn fitting(&self, text: &[u8]) -> impl Iterator<Item = usize> + '_ {
        let word = word_of(text);
        self.lengths.iter().flat_map(move |(length, prefixes)| {
            let begins = beginning(word, *length);
            let first = prefixes.partition_point(|(prefix, _)| *prefix < begins);
            let fitting = prefixes.get(first..).unwrap_or_default();
            fitting.iter().take_while(move |(prefix, _)| *prefix == begins).map(|(_, place)| *place)
        })
    }

    /// All that it leads to.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.lengths.iter().flat_map(|(_, prefixes)| prefixes).map(|(_, place)| *place)
    }

    fn add(&mut self, prefix: &str, place: usize) {
        let length = prefix.len() as u32;
        let begins = beginning(word_of(prefix.as_bytes()), length);
        match self.lengths.iter_mut().find(|(known, _)| *known == length) {
            Some((_, prefixes)) => {
                let next = prefixes.partition_point(|(prefix, _)| *prefix <= begins);
                prefixes.insert(next, (begins, place));
            }
            None => self.lengths.push((length, vec![(begins, place)])),
        }
    }
}

/// The first eight bytes of a text as a number, in their order.
#[inline]
fn word_of(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            let short = text.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
            short << (8 * (LONGEST - text.len()) as u32 % u64::BITS)
        }
    }
}

/// The first bytes of a word; at least one.
#[inline]
fn beginning(word: u64, length: u32) -> u64 {
    word >> (u64::BITS - 8 * length)
}

/// Tells the gathers that look at every entry from those with a prefix.
pub(super) fn by_prefix(plan: &mut Plan<'_>) {
    for collection in &mut plan.collections {
        for (place, filtered) in collection.gathers.iter().enumerate() {
            let filter = filtered.filter.and_then(|filter| plan.filters.get(filter));
            let Some((path, prefix)) = filter.and_then(prefix_of) else {
                collection.always.push(place);
                continue;
            };
            let same = |known: &&mut ByPrefix| known.path.columns == path.columns;
            match collection.by_prefix.iter_mut().find(same) {
                Some(known) => known.add(prefix, place),
                None => {
                    let mut new = ByPrefix { path: path.clone(), lengths: Vec::new() };
                    new.add(prefix, place);
                    collection.by_prefix.push(new);
                }
            }
        }
    }
}

/// The prefix that a filter certainly asks of a field.
fn prefix_of(filter: &Test) -> Option<(&SharedPath, &str)> {
    match filter {
        Test::Starts(starts, _) => {
            let (path, prefix) = &**starts;
            let short = (1..=LONGEST).contains(&prefix.len());
            let visible = prefix.bytes().all(|byte| byte.is_ascii_graphic());
            (path.one_field && short && visible).then_some((path, prefix))
        }
        Test::All(parts) => parts.iter().find_map(prefix_of),
        _ => None,
    }
}
