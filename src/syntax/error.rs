//! What can be wrong with the wording of a sentence. The texts are worded here and nowhere else.

use crate::source::Span;

/// One fault in a rule file, at its own place.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where.
    pub span: Span,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum SyntaxErrorKind {
    /// The sentence cannot be read past this place.
    Expected {
        /// What could stand here, in the language's own words: `a quantity`, "`must`".
        expected: Vec<String>,
        /// The words before the place, for "after `at least`".
        after: Option<String>,
        /// The word found there; `None` at the end of the sentence.
        found: Option<String>,
    },
    /// The sentence has two readings; both are shown.
    TwoReadings {
        /// The words that are unclear.
        words: String,
        /// The readings, as sentences one could write instead.
        readings: Vec<String>,
    },
}
