//! Names close to one that is missing, found among very many.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::name::Name;

/// How many names that look alike are looked at closely. Past these the first of them counts as close: what may be a
/// misspelling is never taken for something else, and nobody can make the search long.
const LOOKED_AT: usize = 1_024;

/// A set of names, which knows what is close to one that is not in it.
#[derive(Debug, Clone, Default)]
pub struct Names {
    all: HashSet<Name>,
    /// Made when something close is first looked for.
    near: OnceLock<Near>,
}

impl Names {
    /// True for a name spelled just so.
    pub fn contains(&self, name: &Name) -> bool {
        self.all.contains(name)
    }

    /// True for a name, and for one that differs from it at most in a plural `s`.
    pub fn knows(&self, name: &Name) -> bool {
        name.in_either_number().any(|name| self.all.contains(&name))
    }

    /// The name that could be meant by one that is not there; none that differs in number only.
    pub fn closest(&self, name: &Name) -> Option<&Name> {
        self.near.get_or_init(|| Near::of(&self.all)).closest(name)
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Name> {
        self.all.iter()
    }

    /// Adds one.
    pub fn insert(&mut self, name: Name) {
        if self.all.insert(name) {
            self.near.take();
        }
    }

    /// Keeps some.
    pub fn retain(&mut self, keep: impl FnMut(&Name) -> bool) {
        self.all.retain(keep);
        self.near.take();
    }
}

impl FromIterator<Name> for Names {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> Self {
        Self { all: names.into_iter().collect(), near: OnceLock::new() }
    }
}

/// Names by their length and looks.
#[derive(Debug, Clone, Default)]
pub struct Near {
    by_length: HashMap<usize, Vec<(Looks, Name)>>,
}

impl Near {
    /// Gathers names, in any order.
    pub fn of<'n>(names: impl IntoIterator<Item = &'n Name>) -> Self {
        let mut by_length: HashMap<usize, Vec<(Looks, Name)>> = HashMap::new();
        for name in names {
            by_length.entry(length(name)).or_default().push((Looks::of(name), name.clone()));
        }
        by_length.values_mut().for_each(|names| names.sort_by(|(_, a), (_, b)| a.cmp(b)));
        Self { by_length }
    }

    /// The name that could be meant by one that is not there, as [`Name::closest`] has it; none that differs in number only.
    pub fn closest(&self, name: &Name) -> Option<&Name> {
        let (length, looks) = (length(name), Looks::of(name));
        let lengths = length.saturating_sub(Name::FARTHEST)..=length + Name::FARTHEST;
        let mut alike = lengths
            .filter_map(|length| self.by_length.get(&length))
            .flatten()
            .filter(|(other, _)| looks.may_be_close(*other))
            .map(|(_, other)| other)
            .filter(|other| !other.same_but_for_number(name));
        let first: Vec<&Name> = alike.by_ref().take(LOOKED_AT).collect();
        let found = name.closest(first.iter().copied());
        found.or_else(|| alike.next().and(first.first().copied()))
    }
}

fn length(name: &Name) -> usize {
    name.as_str().chars().count()
}

/// The letters of a name and its pairs of neighbours, each as one of 64 bits: names that are close have nearly the same.
#[derive(Debug, Clone, Copy)]
struct Looks {
    letters: u64,
    pairs: u64,
}

impl Looks {
    fn of(name: &Name) -> Self {
        let text = name.as_str();
        let bit = |hash: u32| 1_u64 << (hash % 64);
        let letters = text.chars().fold(0, |all, c| all | bit(u32::from(c)));
        let pair = |(a, b): (char, char)| bit(u32::from(a).wrapping_mul(31) ^ u32::from(b));
        let pairs = text.chars().zip(text.chars().skip(1)).fold(0, |all, both| all | pair(both));
        Self { letters, pairs }
    }

    /// An edit takes out one letter at most and puts in one; of the pairs it changes three at most.
    fn may_be_close(self, other: Self) -> bool {
        let differ = |a: u64, b: u64| (a ^ b).count_ones() as usize;
        differ(self.letters, other.letters) <= 2 * Name::FARTHEST
            && differ(self.pairs, other.pairs) <= 6 * Name::FARTHEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up names of few letters, so that many are close.
    fn names(count: u64) -> Vec<Name> {
        let word = |mut n: u64| -> String {
            let length = 4 + n % 5;
            (0..length)
                .map(|_| {
                    n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    char::from(b'a' + (n >> 33) as u8 % 4)
                })
                .collect()
        };
        (1..=count).map(|n| Name::new(&word(n * 7_919))).collect()
    }

    #[test]
    fn it_finds_what_a_look_at_every_name_finds() {
        let all = names(600);
        let (known, asked) = all.split_at(300);
        let near = Near::of(known);
        let mut found = 0;
        for name in asked {
            let others = known.iter().filter(|other| !other.same_but_for_number(name));
            assert_eq!(near.closest(name), name.closest(others), "{name}");
            found += usize::from(near.closest(name).is_some());
        }
        assert!(found > 50 && found < 300, "{found} of 300 are close to something");
    }

    #[test]
    fn where_very_many_look_alike_one_of_them_counts_as_close() {
        let swapped = |n: usize| format!("{}{:013b}", "ab".repeat(20), n);
        let many: Vec<Name> = (0..8_000).map(|n| Name::new(&swapped(n))).collect();
        let asked = Name::new(&format!("{}1111111111111", "ba".repeat(20)));
        let others = many.iter().filter(|other| !other.same_but_for_number(&asked));
        assert_eq!(asked.closest(others), None);
        assert_eq!(Near::of(&many).closest(&asked), many.first());
    }
}
