//! How much a run may be asked to do. Past a limit there is an error with a code of its own, never a crash and never silence.
//!
//! Each limit is a key of `[limits]` in `dealbreaker.toml` and a variable of the environment; [`ALL`] lists them. Those of
//! nesting and of numbers have a ceiling, so that no setting can exhaust the stack or stall the arithmetic.

use crate::proposal;
use crate::syntax;
use crate::value::NumberLimits;

/// The limits of a run.
///
/// # Example
/// ```
/// use dealbreaker::limits::Limits;
/// let limits = Limits { file_bytes: 1 << 20, ..Limits::default() };
/// assert_eq!(limits.data_nesting, 128);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The length of a file, in bytes. Default: 256 MiB. Beyond: `files::too_large`, `proposal::file_too_long`.
    pub file_bytes: usize,
    /// How many mappings and lists may stand within each other. Default: 128, at most 250. Beyond: `proposal::too_deep`.
    pub data_nesting: usize,
    /// Keys with their values and list items of one document. Default: 20,000,000. Beyond: `proposal::too_many_values`.
    pub data_values: usize,
    /// How many of these may come from YAML aliases. Default: 1,000,000. Beyond: `proposal::too_many_aliases`.
    pub alias_values: usize,
    /// The length of one key or value, in bytes. Default: 1 MiB. Beyond: `proposal::text_too_long`.
    pub text_bytes: usize,
    /// The digits of a number. Default: 10,000, at most 100,000. Beyond: `value::number_too_long`.
    pub number_digits: usize,
    /// The exponent of a number, either way. Default: 1,000, at most 10,000. Beyond: `value::number_too_long`.
    pub number_exponent: usize,
    /// How deep a sentence, and a definition through others, may nest. Default: 64, at most 200. Beyond:
    /// `syntax::too_deep`, `rule::definition_too_deep`.
    pub rule_nesting: usize,
    /// The length of a sentence or clause, in bytes. Default: 64 KiB. Beyond: `syntax::too_long`.
    pub sentence_bytes: usize,
    /// The sentences of a rule file. Default: 100,000. Beyond: `syntax::too_many_sentences`.
    pub sentences: usize,
    /// How many names a sentence may come to once all definitions are spelled out. Default: 100,000. Beyond:
    /// `rule::too_large`.
    pub spelled_out: usize,
    /// How many definitions of others the rule files may see through `use`, all files together. Files that see those of the
    /// same files count once, a definition once for each 64 bytes. Default: 200,000. Beyond: `rule::too_many_definitions`.
    pub seen_definitions: usize,
    /// How many things a rule may look at in one proposal, through all its quantifiers. Default: 10,000,000. Beyond:
    /// `rule::too_many_subjects`, and the verdict is unknown.
    pub subjects: usize,
    /// How many findings a report for people lists. Default: 10,000. Beyond: `report::findings_left_out`, a notice.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            data_nesting: 128,
            data_values: 20_000_000,
            alias_values: 1_000_000,
            text_bytes: 1 << 20,
            number_digits: 10_000,
            number_exponent: 1_000,
            rule_nesting: 64,
            sentence_bytes: 64 << 10,
            sentences: 100_000,
            spelled_out: 100_000,
            seen_definitions: 200_000,
            subjects: 10_000_000,
            findings: 10_000,
        }
    }
}

/// One limit: what it is called in settings, what it may be set to, and where it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Its key: `data-nesting`.
    pub key: &'static str,
    /// The most that it may be set to.
    pub ceiling: usize,
    /// Its place.
    pub place: fn(&mut Limits) -> &mut usize,
}

/// Every limit, in the order in which they are told.
pub const ALL: [Limit; 14] = [
    Limit { key: "file-bytes", ceiling: 4 << 30, place: |all| &mut all.file_bytes },
    Limit { key: "data-nesting", ceiling: 250, place: |all| &mut all.data_nesting },
    Limit { key: "data-values", ceiling: 1 << 31, place: |all| &mut all.data_values },
    Limit { key: "alias-values", ceiling: 1 << 31, place: |all| &mut all.alias_values },
    Limit { key: "text-bytes", ceiling: 4 << 30, place: |all| &mut all.text_bytes },
    Limit { key: "number-digits", ceiling: 100_000, place: |all| &mut all.number_digits },
    Limit { key: "number-exponent", ceiling: 10_000, place: |all| &mut all.number_exponent },
    Limit { key: "rule-nesting", ceiling: 200, place: |all| &mut all.rule_nesting },
    Limit { key: "sentence-bytes", ceiling: 1 << 24, place: |all| &mut all.sentence_bytes },
    Limit { key: "sentences", ceiling: 1 << 31, place: |all| &mut all.sentences },
    Limit { key: "spelled-out", ceiling: 10_000_000, place: |all| &mut all.spelled_out },
    Limit { key: "seen-definitions", ceiling: 1 << 31, place: |all| &mut all.seen_definitions },
    Limit { key: "subjects", ceiling: 1 << 40, place: |all| &mut all.subjects },
    Limit { key: "findings", ceiling: 1 << 31, place: |all| &mut all.findings },
];

/// The keys of all.
pub const KEYS: [&str; ALL.len()] = [
    "file-bytes",
    "data-nesting",
    "data-values",
    "alias-values",
    "text-bytes",
    "number-digits",
    "number-exponent",
    "rule-nesting",
    "sentence-bytes",
    "sentences",
    "spelled-out",
    "seen-definitions",
    "subjects",
    "findings",
];

impl Limit {
    /// Sets it; `None` where the number is 0 or above its ceiling.
    pub fn set(&self, limits: &mut Limits, number: usize) -> Option<()> {
        (1..=self.ceiling).contains(&number).then(|| *(self.place)(limits) = number)
    }
}

impl Limits {
    /// No limit above its ceiling, whoever set it.
    #[must_use]
    pub fn capped(mut self) -> Self {
        for limit in ALL {
            let place = (limit.place)(&mut self);
            *place = (*place).min(limit.ceiling);
        }
        self
    }

    /// Those of numbers.
    pub fn numbers(&self) -> NumberLimits {
        NumberLimits { digits: self.number_digits, exponent: self.number_exponent }
    }

    /// Those of proposals and facts.
    pub fn data(&self) -> proposal::Limits {
        proposal::Limits {
            file_bytes: self.file_bytes,
            depth: self.data_nesting,
            nodes: self.data_values,
            alias_nodes: self.alias_values,
            scalar_bytes: self.text_bytes,
            numbers: self.numbers(),
        }
    }

    /// Those of rule files as texts.
    pub fn texts(&self) -> syntax::Limits {
        syntax::Limits {
            nesting: self.rule_nesting,
            sentence_bytes: self.sentence_bytes,
            sentences: self.sentences,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_all() {
        assert_eq!(ALL.map(|limit| limit.key), KEYS);
    }

    #[test]
    fn defaults_lie_within_the_ceilings_and_agree_with_those_of_the_stages() {
        let limits = Limits::default();
        assert_eq!(limits.capped(), limits);
        assert_eq!(limits.data(), proposal::Limits::default());
        assert_eq!(limits.texts(), syntax::Limits::default());
        assert_eq!(limits.numbers(), NumberLimits::default());
    }

    #[test]
    fn each_key_sets_its_own_limit_up_to_its_ceiling() {
        for limit in ALL {
            let mut limits = Limits::default();
            assert_eq!(limit.set(&mut limits, 0), None, "{}", limit.key);
            assert_eq!(limit.set(&mut limits, limit.ceiling + 1), None, "{}", limit.key);
            assert_eq!(limits, Limits::default(), "{}", limit.key);
            assert_eq!(limit.set(&mut limits, 1), Some(()), "{}", limit.key);
            let others = ALL.iter().filter(|other| other.key != limit.key);
            let unchanged = others.filter(|other| {
                *(other.place)(&mut limits) == *(other.place)(&mut Limits::default())
            });
            assert_eq!(unchanged.count(), ALL.len() - 1, "{}", limit.key);
        }
    }
}
