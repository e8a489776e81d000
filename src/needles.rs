//! Many texts looked for at once: time in proportion to what is searched, however many they are.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// Texts that are looked for together.
#[derive(Debug, Clone)]
pub(crate) struct Needles {
    /// `None` where there is nothing to look for, or more than can be looked for at once.
    automaton: Option<AhoCorasick>,
    texts: Vec<String>,
}

impl Needles {
    /// Texts to be looked for, each as it is.
    pub(crate) fn new(texts: Vec<String>) -> Self {
        // this kind takes memory in proportion to the texts
        let mut builder = AhoCorasick::builder();
        let builder = builder.kind(Some(AhoCorasickKind::ContiguousNFA));
        let automaton = (!texts.is_empty()).then(|| builder.build(&texts).ok()).flatten();
        Self { automaton, texts }
    }

    /// Where the texts are, each by its number: also those that lie within one another.
    pub(crate) fn found(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        match &self.automaton {
            Some(automaton) => automaton
                .find_overlapping_iter(text)
                .map(|found| (found.pattern().as_usize(), found.range()))
                .collect(),
            None => self.found_slowly(text),
        }
    }

    fn found_slowly(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let each = |(number, needle): (usize, &String)| -> Vec<(usize, Range<usize>)> {
            let found = text.match_indices(needle.as_str());
            found.map(|(at, found)| (number, at..at + found.len())).collect()
        };
        self.texts.iter().enumerate().flat_map(each).collect()
    }

    /// True where one of the texts is there.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        match &self.automaton {
            Some(automaton) => automaton.is_match(text),
            None => self.texts.iter().any(|needle| text.contains(needle.as_str())),
        }
    }

    /// The text with other words where these were; `None` where none of them is there.
    pub(crate) fn replaced(&self, text: &str, words: &str) -> Option<String> {
        if !self.is_in(text) {
            return None;
        }
        let mut places: Vec<Range<usize>> =
            self.found(text).into_iter().map(|(_, place)| place).collect();
        places.sort_by_key(|place| place.start);
        let (mut new, mut end) = (String::with_capacity(text.len()), 0);
        for place in places {
            // what overlaps is replaced as one
            if place.start >= end {
                new.push_str(text.get(end..place.start).unwrap_or_default());
                new.push_str(words);
            }
            end = end.max(place.end);
        }
        new.push_str(text.get(end..).unwrap_or_default());
        Some(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(texts: &[&str]) -> Needles {
        Needles::new(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn all_are_found_also_within_one_another() {
        let found = needles(&[" b ", " a b ", "c"]).found("x a b c");
        assert_eq!(found, [(1, 1..6), (0, 3..6), (2, 6..7)]);
        assert_eq!(needles(&[]).found("x"), []);
        assert!(!needles(&[]).is_in("x"));
    }

    #[test]
    fn what_overlaps_is_replaced_as_one() {
        let needles = needles(&["`a`", "`b`", "`b``"]);
        assert_eq!(needles.replaced("`a` and `b`!", "it").as_deref(), Some("it and it!"));
        assert_eq!(needles.replaced("`a`b`` c", "it").as_deref(), Some("it c"));
        assert_eq!(needles.replaced("a b", "it"), None);
    }

    #[test]
    fn without_an_automaton_the_same_is_found() {
        let slow = Needles { automaton: None, ..needles(&["a", "ab"]) };
        let quick = needles(&["a", "ab"]);
        for text in ["ab ab", "b", "", "aab"] {
            let sorted = |mut found: Vec<(usize, Range<usize>)>| {
                found.sort_by_key(|(number, place)| (place.start, *number));
                found
            };
            assert_eq!(sorted(slow.found(text)), sorted(quick.found(text)), "{text}");
            assert_eq!(slow.is_in(text), quick.is_in(text));
            assert_eq!(slow.replaced(text, "x"), quick.replaced(text, "x"));
        }
    }
}
