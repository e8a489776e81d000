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
        if is_plain(spelling) {
            let fold = |byte: u8| if is_joiner(byte) { b' ' } else { byte.to_ascii_lowercase() };
            let folded = String::from_utf8(spelling.bytes().map(fold).collect());
            return Self(folded.unwrap_or_default().into_boxed_str());
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
        if self.0.is_ascii() && other.0.is_ascii() {
            return slips(self.0.as_bytes(), other.0.as_bytes());
        }
        let letters = |name: &Name| name.0.chars().collect::<Vec<char>>();
        slips(&letters(self), &letters(other))
    }

    /// The closest of `candidates` that could be meant by this name; the first in alphabetical order where several are
    /// equally close.
    pub fn closest<'a>(&self, candidates: impl IntoIterator<Item = &'a Name>) -> Option<&'a Name> {
        candidates.into_iter().filter_map(|c| Some((self.nearness(c)?, c))).min().map(|(_, c)| c)
    }
}

/// How many slips make one of the names of the other, where they are few enough and more than none.
fn slips<T: PartialEq>(mine: &[T], theirs: &[T]) -> Option<usize> {
    let most = if mine.len() <= 5 { 1 } else { Name::FARTHEST };
    // each letter more or less is a slip: most names need no closer look
    if mine.len().abs_diff(theirs.len()) > most || mine == theirs {
        return None;
    }
    (1..=most).find(|slips| are_within(*slips, mine, theirs))
}

/// True where so many slips (a letter changed, left out, put in, or two neighbours swapped) make one text of the other. The
/// work grows with the length alone, since few slips are asked for.
fn are_within<T: PartialEq>(slips: usize, a: &[T], b: &[T]) -> bool {
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(common..).unwrap_or_default(), b.get(common..).unwrap_or_default());
    let (Some((x, after_x)), Some((y, after_y))) = (a.split_first(), b.split_first()) else {
        return a.len().max(b.len()) <= slips;
    };
    let Some(left) = slips.checked_sub(1) else { return false };
    let swapped = match (after_x.split_first(), after_y.split_first()) {
        (Some((next_x, rest_x)), Some((next_y, rest_y))) if x == next_y && y == next_x => {
            are_within(left, rest_x, rest_y)
        }
        _ => false,
    };
    swapped
        || are_within(left, after_x, after_y)
        || are_within(left, after_x, b)
        || are_within(left, a, after_y)
}

/// True for a single word of small letters and digits, which folds to itself: what most names are.
fn is_folded(spelling: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.';
    !spelling.is_empty() && spelling.bytes().all(plain)
}

fn is_joiner(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'_')
}

/// True for ASCII words with one joiner between them and no article before them, which fold byte by byte.
fn is_plain(spelling: &str) -> bool {
    let mut joined = true;
    for byte in spelling.bytes() {
        let joiner = is_joiner(byte);
        if !(byte.is_ascii_alphanumeric() || byte == b'.' || joiner) || (joiner && joined) {
            return false;
        }
        joined = joiner;
    }
    let first = spelling.split([' ', '-', '_']).next().unwrap_or_default();
    let article = ["a", "an", "the"].iter().any(|article| first.eq_ignore_ascii_case(article));
    !joined && !article
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
        for spelling in ["The-Quota", "an_a", "In--quota", "_b", "b_", "a", "A B", "Then B", "x\tB"]
        {
            let spoken = format!("{spelling}\u{301}");
            let slow =
                Name::new(&spoken).as_str().nfd().filter(|c| *c != '\u{301}').collect::<String>();
            assert_eq!(Name::new(spelling).as_str(), slow.trim_end(), "{spelling}");
        }
    }

    #[test]
    fn slips_are_counted_as_the_library_counts_them() {
        let words: Vec<String> = (0..1_024_u32)
            .map(|n| {
                (0..7)
                    .map(|at| {
                        char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> (at * 4)) as u8 % 3)
                    })
                    .collect()
            })
            .collect();
        for pair in words.windows(40) {
            let (Some(a), Some(b)) = (pair.first(), pair.last()) else { continue };
            for b in [b, &b[1..].to_owned(), &format!("c{}", &a[..5])] {
                let distance = strsim::osa_distance(a, b);
                let near = (1..=2).contains(&distance).then_some(distance);
                assert_eq!(Name::new(a).nearness(&Name::new(b)), near, "{a} {b}");
            }
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
