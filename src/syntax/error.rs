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
    /// A word close to one that the language knows.
    Misspelt {
        /// The word as written.
        found: String,
        /// The word it is close to.
        meant: String,
    },
    /// `03/04/2005`: day first, or month first?
    AmbiguousDate {
        /// The date as written.
        text: String,
        /// The dates it could be, as one would write them.
        readings: Vec<String>,
    },
    /// `6,50`: neither thousands nor decimals.
    WrongNumber {
        /// The number as written.
        text: String,
    },
    /// A quote that nothing closes.
    UnclosedText,
    /// Quotes as word processors make them.
    CurlyQuotes,
    /// `because prices fell`: the text lacks its quotes.
    MissingQuotes {
        /// The clause.
        clause: String,
    },
    /// A clause at the margin.
    NotIndented {
        /// Its first word.
        clause: String,
    },
    /// A clause on the line of its sentence.
    ClauseInSentence {
        /// Its first word.
        clause: String,
    },
    /// An indented line that looks like a clause and is none.
    UnknownClause {
        /// Its first word.
        word: String,
        /// The clause that may be meant.
        meant: Option<&'static str>,
    },
    /// An indented line with no sentence above it.
    NothingAbove,
    /// A labelled sentence that does not start at the margin.
    IndentedLabel,
    /// A label with signs that a label cannot have.
    WrongLabel {
        /// What stands before the colon.
        text: String,
    },
    /// A label without a sentence.
    NoSentence,
    /// `only if` without `may`.
    OnlyIfWithoutMay,
    /// Parentheses, conditions or filters nested too deep.
    TooDeep {
        /// How deep they may be.
        limit: usize,
    },
    /// More filters than a sentence may have.
    TooManyFilters {
        /// How many it may have.
        limit: usize,
    },
    /// A sentence that is too long.
    TooLong {
        /// How many bytes it may have.
        limit: usize,
    },
    /// More sentences than a file may have. Those from here on are not read.
    TooManySentences {
        /// How many it may have.
        limit: usize,
    },
    /// A character that no one can see, where it has no meaning.
    HiddenCharacter {
        /// Its number in Unicode.
        code: u32,
    },
    /// Nothing else is known about it.
    Unreadable,
}

impl SyntaxErrorKind {
    /// What is wrong, in one line.
    pub fn message(&self) -> String {
        match self {
            Self::Expected { expected, after, found } => expected_message(expected, after, found),
            Self::TwoReadings { words, .. } => format!("`{words}` has two readings"),
            Self::Misspelt { found, .. } => format!("`{found}` is not a word known here"),
            Self::AmbiguousDate { text, .. } => {
                format!("`{text}` does not say which is the day and which the month")
            }
            Self::WrongNumber { text } => format!("`{text}` is not a number"),
            Self::UnclosedText => "this quote is never closed".to_owned(),
            Self::CurlyQuotes => "texts stand in straight quotes".to_owned(),
            Self::MissingQuotes { clause } => format!("the text after `{clause}` needs quotes"),
            Self::NotIndented { clause } => {
                format!("`{clause}` belongs to the sentence above and must be indented")
            }
            Self::ClauseInSentence { clause } => {
                format!("`{clause}` starts a clause and needs a line of its own")
            }
            Self::UnknownClause { word, .. } => format!("`{word}` is not a clause known here"),
            Self::NothingAbove => "this line is indented, and no sentence stands above".to_owned(),
            Self::IndentedLabel => "a sentence with a label starts at the left margin".to_owned(),
            Self::WrongLabel { text } => format!("`{text}` cannot be a label"),
            Self::NoSentence => "no sentence follows this label".to_owned(),
            Self::OnlyIfWithoutMay => "`only if` restricts what something `may` do".to_owned(),
            Self::TooDeep { limit } => format!("this is nested deeper than {limit} levels"),
            Self::TooManyFilters { limit } => {
                format!("this sentence has more than {limit} of `whose`, `with` and `that`")
            }
            Self::TooLong { limit } => format!("this sentence is longer than {limit} bytes"),
            Self::TooManySentences { limit } => {
                format!("this file has more than {limit} sentences: from here on, none is read")
            }
            Self::HiddenCharacter { code } => {
                format!("a character that cannot be seen stands here: U+{code:04X}")
            }
            Self::Unreadable => "this sentence cannot be read".to_owned(),
        }
    }

    /// What to write instead.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Expected { expected, found, .. } => expected_help(expected, found.as_deref()),
            Self::TwoReadings { readings, .. } => Some(alternatives("write ", readings)),
            Self::Misspelt { meant, .. } => Some(format!("did you mean `{meant}`?")),
            Self::AmbiguousDate { readings, .. } if readings.is_empty() => {
                Some("write a date as `2005-04-03` or `3 April 2005`".to_owned())
            }
            Self::AmbiguousDate { readings, .. } => Some(alternatives("write ", readings)),
            Self::WrongNumber { .. } => {
                Some("write thousands as `6,500` and decimals as `6.5`".to_owned())
            }
            Self::UnclosedText => Some("close it with `\"`".to_owned()),
            Self::CurlyQuotes => Some("write `\"` on both sides".to_owned()),
            Self::MissingQuotes { clause } => Some(format!("write `{clause} \"…\"`")),
            Self::NotIndented { .. } => Some("put a space or two before it".to_owned()),
            Self::ClauseInSentence { clause } => {
                Some(format!("put `{clause} …` on the next line, indented"))
            }
            Self::UnknownClause { meant: Some(clause), .. } => {
                Some(format!("did you mean `{clause}`?"))
            }
            Self::UnknownClause { .. } => Some(
                "a clause starts with `because`, `source`, `owner`, `except`, `from`, `until`, `waived until` or `private`"
                    .to_owned(),
            ),
            Self::NothingAbove | Self::IndentedLabel => {
                Some("take the spaces before it away".to_owned())
            }
            Self::WrongLabel { .. } => {
                Some("a label has letters, digits, spaces, `-` and `_`".to_owned())
            }
            Self::NoSentence => Some("write the sentence behind the colon".to_owned()),
            Self::OnlyIfWithoutMay => {
                Some("write `may … only if …`, or `must … if …`".to_owned())
            }
            Self::TooDeep { .. } | Self::TooManyFilters { .. } | Self::TooLong { .. } => {
                Some("split it into several sentences".to_owned())
            }
            Self::TooManySentences { .. } => {
                Some("split the file, or raise `sentences` under `[limits]`".to_owned())
            }
            Self::HiddenCharacter { .. } => {
                Some("remove it, or type the words around it again".to_owned())
            }
            Self::Unreadable => None,
        }
    }

    /// The code by which `explain` knows it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Expected { .. } => "dealbreaker::syntax::expected",
            Self::TwoReadings { .. } => "dealbreaker::syntax::two_readings",
            Self::Misspelt { .. } => "dealbreaker::syntax::misspelt",
            Self::AmbiguousDate { .. } => "dealbreaker::syntax::ambiguous_date",
            Self::WrongNumber { .. } => "dealbreaker::syntax::wrong_number",
            Self::UnclosedText => "dealbreaker::syntax::unclosed_text",
            Self::CurlyQuotes => "dealbreaker::syntax::curly_quotes",
            Self::MissingQuotes { .. } => "dealbreaker::syntax::missing_quotes",
            Self::NotIndented { .. } => "dealbreaker::syntax::not_indented",
            Self::ClauseInSentence { .. } => "dealbreaker::syntax::clause_in_sentence",
            Self::UnknownClause { .. } => "dealbreaker::syntax::unknown_clause",
            Self::NothingAbove => "dealbreaker::syntax::nothing_above",
            Self::IndentedLabel => "dealbreaker::syntax::indented_label",
            Self::WrongLabel { .. } => "dealbreaker::syntax::wrong_label",
            Self::NoSentence => "dealbreaker::syntax::no_sentence",
            Self::OnlyIfWithoutMay => "dealbreaker::syntax::only_if_without_may",
            Self::TooDeep { .. } => "dealbreaker::syntax::too_deep",
            Self::TooManyFilters { .. } => "dealbreaker::syntax::too_many_filters",
            Self::TooLong { .. } => "dealbreaker::syntax::too_long",
            Self::TooManySentences { .. } => "dealbreaker::syntax::too_many_sentences",
            Self::HiddenCharacter { .. } => "dealbreaker::syntax::hidden_character",
            Self::Unreadable => "dealbreaker::syntax::unreadable",
        }
    }
}

fn expected_message(expected: &[String], after: &Option<String>, found: &Option<String>) -> String {
    let after = after.as_ref().map(|words| format!(" after `{words}`")).unwrap_or_default();
    let found = match found {
        Some(word) => format!("found `{word}`"),
        None => "found the end of the sentence".to_owned(),
    };
    match expected {
        [] => format!("nothing known can stand here{after}: {found}"),
        some => format!("expected {}{after}, {found}", one_of(some)),
    }
}

fn expected_help(expected: &[String], found: Option<&str>) -> Option<String> {
    let modal = expected.iter().any(|word| word == "`must`");
    match found {
        Some("is" | "are") if modal => {
            Some("a rule says `must be`; `is` defines a plain name".to_owned())
        }
        Some("has" | "have") if modal => Some("a rule says `must have`".to_owned()),
        Some("states" | "state") if modal => Some("a rule says `must state`".to_owned()),
        Some(word) if word.starts_with('\'') => Some("a text stands in double quotes".to_owned()),
        Some("%") => Some("a percentage follows its number without a word between".to_owned()),
        _ => None,
    }
}

/// `A`, `A or B`, `A, B or C`.
fn one_of(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} or {last}", some.join(", ")),
    }
}

fn alternatives(before: &str, readings: &[String]) -> String {
    let quoted: Vec<String> = readings.iter().map(|reading| format!("`{reading}`")).collect();
    format!("{before}{}", quoted.join(" or "))
}
