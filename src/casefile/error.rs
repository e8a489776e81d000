//! What can be wrong with a case file. Worded in [`super::words`] and nowhere else.

use crate::proposal::ProposalErrorKind;
use crate::report::{Notice, Place, finding::place_in};
use crate::source::{SharedSource, Span};
use crate::value::LiteralError;

/// Something that keeps a case from being run, at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseError {
    /// What is wrong.
    pub kind: CaseErrorKind,
    /// Where, in the case file.
    pub span: Span,
    /// Another place that has to do with it.
    pub related: Option<Span>,
}

/// What keys stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// The file itself.
    File,
    /// One of its cases.
    Case,
    /// What is expected of a rule or of a part.
    Expectation,
}

/// What a value should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Keys with values.
    Mapping,
    /// A list of cases.
    Cases,
    /// A list of texts, or one of them.
    Paths,
    /// One text.
    Text,
    /// A number from 0 on.
    Count,
    /// A whole number.
    Whole,
    /// A verdict, or keys with values.
    Expectation,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum CaseErrorKind {
    /// The file cannot be read as YAML.
    Unreadable(ProposalErrorKind),
    /// A second document.
    SecondDocument,
    /// A key that means nothing.
    UnknownKey {
        /// The key.
        key: String,
        /// Where it stands.
        within: Within,
        /// What could be meant.
        near: Option<&'static str>,
        /// What can stand there.
        known: &'static [&'static str],
    },
    /// A key that has to be there.
    MissingKey {
        /// The key.
        key: &'static str,
        /// Where it belongs.
        within: Within,
    },
    /// A value of another kind.
    WrongShape {
        /// The key.
        key: String,
        /// True where it is an item of the list under that key.
        item: bool,
        /// What it should be.
        expected: Shape,
    },
    /// No verdict and no outcome, whichever should stand here.
    UnknownWord {
        /// The word.
        word: String,
        /// What it should be.
        noun: &'static str,
        /// What could be meant.
        near: Option<&'static str>,
        /// What can stand there.
        known: Vec<&'static str>,
    },
    /// A margin or a day that cannot be read.
    Literal(LiteralError),
    /// Nothing is expected, so that it could only pass.
    NothingExpected(Within),
    /// `-`, or nothing between the quotes.
    NoPath,
    /// A snapshot by another ending.
    NoSnapshot {
        /// Its name.
        name: String,
    },
    /// Two cases with one snapshot.
    SharedSnapshot {
        /// Its name.
        name: String,
    },
    /// The proposal among its own earlier rounds.
    OwnRound {
        /// The proposal.
        path: String,
    },
    /// A rule that is nowhere.
    UnknownRule {
        /// Its name.
        rule: String,
        /// What could be meant.
        near: Option<String>,
        /// What rules there are.
        known: Vec<String>,
    },
    /// There is no rule at all.
    NoRules,
    /// The proposal's file does not have this document.
    NoDocument {
        /// Its number.
        number: usize,
        /// How many there are.
        documents: usize,
    },
}

impl CaseError {
    /// An error at a place.
    pub fn new(kind: CaseErrorKind, span: Span) -> Self {
        Self { kind, span, related: None }
    }

    /// As it stands among the errors of a report.
    pub fn notice(&self, source: &SharedSource) -> Notice {
        let first =
            |span| Place { label: Some("the first one".to_owned()), ..place_in(source, span) };
        Notice {
            code: self.kind.code().to_owned(),
            message: self.kind.message(),
            help: self.kind.help(),
            at: Some(place_in(source, self.span)),
            related: self.related.into_iter().map(first).collect(),
        }
    }
}
