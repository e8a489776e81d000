//! Names: when two spellings are one name, and which names lie close to another.

use unicode_normalization::UnicodeNormalization;

/// A name folded to the form in which names are compared: Unicode NFC, lower case, spaces, `-` and `_` as
/// one space, without a leading `a`, `an` or `the`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Box<str>);

impl Name {
    /// How many edits may lie between a name and one that is close to it.
    pub(crate) const FARTHEST: usize = 2;

    /// Folds a spelling.
    pub fn new(spelling: &str) -> Self {
        if is_folded(spelling) {
            return Self(spelling.into());
        }
        let lower: String = if spelling.is_ascii() {
            spelling.to_ascii_lowercase()
        } else {
            spelling.nfc().flat_map(char::to_lowercase).collect()
        };
        let mut words: Vec<&str> = lower
            .split(|c: char| c.is_whitespace() || c == '-' || c == '_')
            .filter(|w| !w.is_empty())
            .collect();
        if words.len() > 1 && matches!(words.first(), Some(&("a" | "an" | "the"))) {
            words.remove(0);
        }
        Self(words.join(" ").into_boxed_str())
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same name with the plural `s` of its last word taken off or put on.
    #[must_use]
    pub fn other_number(&self) -> Self {
        match self.0.strip_suffix('s') {
            Some(singular) if !singular.is_empty() => Self(singular.into()),
            _ => self.plural(),
        }
    }

    fn plural(&self) -> Self {
        let mut plural = String::with_capacity(self.0.len() + 1);
        plural.push_str(&self.0);
        plural.push('s');
        Self(plural.into_boxed_str())
    }

    /// The name itself and all that differ from it at most in a plural `s`.
    pub fn in_either_number(&self) -> impl Iterator<Item = Self> + use<> {
        let plural = self.plural();
        let singular = self.0.strip_suffix('s').map(|singular| Self(singular.into()));
        [self.clone(), plural].into_iter().chain(singular)
    }

    /// True where the two differ at most in a plural `s` of the last word.
    pub fn same_but_for_number(&self, other: &Name) -> bool {
        self == other
            || self.0.strip_suffix('s') == Some(&*other.0)
            || other.0.strip_suffix('s') == Some(&*self.0)
    }

    /// How far `other` is from this name when it is close enough to be a misspelling of it: one edit or
    /// swap of neighbours for names of up to five letters, two beyond.
    pub fn nearness(&self, other: &Name) -> Option<usize> {
        let (mine, theirs) = (self.0.chars().count(), other.0.chars().count());
        let longest_allowed = if mine <= 5 { 1 } else { Self::FARTHEST };
        // each letter more or less is an edit: most names need no closer look
        if mine.abs_diff(theirs) > longest_allowed {
            return None;
        }
        let distance = strsim::osa_distance(&self.0, &other.0);
        (distance > 0 && distance <= longest_allowed).then_some(distance)
    }

    /// The closest of `candidates` that could be meant by this name; the first in alphabetical order where several are
    /// equally close.
    pub fn closest<'a>(&self, candidates: impl IntoIterator<Item = &'a Name>) -> Option<&'a Name> {
        candidates.into_iter().filter_map(|c| Some((self.nearness(c)?, c))).min().map(|(_, c)| c)
    }
}

/// True for a single word of small letters and digits, which folds to itself: what most names are.
fn is_folded(spelling: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.';
    !spelling.is_empty() && spelling.bytes().all(plain)
}

/// The word that a misspelt one was meant to be: one that differs in case and joiners only, else the closest.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Name::new(word);
    let near = |known: &'a str| {
        let other = Name::new(known);
        let distance = if other == word { Some(0) } else { word.nearness(&other) };
        distance.map(|distance| (distance, known))
    };
    known.into_iter().filter_map(near).min().map(|(_, known)| known)
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_the_choice_of_joiner_do_not_matter() {
        for spelling in
            ["in-quota tariff", "in_quota_tariff", "In Quota  Tariff", "the in-quota_tariff"]
        {
            assert_eq!(Name::new(spelling).as_str(), "in quota tariff");
        }
        assert_eq!(Name::new("The").as_str(), "the");
        assert_eq!(Name::new("cafe\u{301}"), Name::new("café"));
    }

    #[test]
    fn a_name_folds_the_same_whichever_way_is_quicker() {
        for spelling in ["pork", "0201.30", "Pork", "b_2", "the", "", "É", "ǅ", "straße", "K"] {
            let folded: String = spelling.nfc().flat_map(char::to_lowercase).collect();
            assert_eq!(Name::new(spelling), Name::new(&folded), "{spelling}");
            assert_eq!(Name::new(&folded).as_str(), folded.replace('_', " "), "{spelling}");
        }
    }

    #[test]
    fn short_names_allow_one_slip_and_longer_ones_two() {
        let name = Name::new;
        assert_eq!(name("prok").closest(&[name("pork"), name("beef")]), Some(&name("pork")));
        assert_eq!(name("tarif").closest(&[name("tariff")]), Some(&name("tariff")));
        assert_eq!(name("pork").closest(&[name("perk oil")]), None);
        assert_eq!(name("safegaurds").closest(&[name("safeguard")]), Some(&name("safeguard")));
    }
}
