//! What can be wrong with a sentence that reads well. Worded here and nowhere else.

use crate::source::{SharedSource, Span};
use crate::value::LiteralError;

/// One fault in the rules.
#[derive(Debug, Clone)]
pub struct CheckError {
    /// What is wrong.
    pub kind: CheckErrorKind,
    /// The rule file.
    pub source: SharedSource,
    /// Where in it.
    pub span: Span,
    /// The other place, where there are two.
    pub related: Option<(SharedSource, Span)>,
}

/// What is wrong.
#[derive(Debug, Clone)]
pub enum CheckErrorKind {
    /// A number, unit, date or duty that cannot be read.
    Literal(LiteralError),
    /// Two rules with one label.
    DuplicateLabel(String),
    /// One name defined twice.
    DuplicateDefinition(String),
    /// A definition that needs itself.
    Circular(Vec<String>),
    /// A definition that goes too deep through others.
    DefinitionTooDeep {
        /// How deep they may go.
        limit: usize,
    },
    /// A sentence or definition that comes to too much once all it uses is spelled out.
    TooLarge {
        /// To how many names it may come.
        limit: usize,
    },
    /// Files that use one another in too long a chain.
    UseTooDeep {
        /// How long it may be.
        limit: usize,
    },
    /// Files that see too many definitions through `use`.
    TooManyDefinitions {
        /// How many they may see, all files together.
        limit: usize,
    },
    /// Files that use each other.
    UseCycle(Vec<String>),
    /// The file of a `use` cannot be read.
    UseFailed {
        /// As written.
        path: String,
        /// Why not.
        reason: String,
    },
    /// `products must have a quota`: a whole group as subject.
    GroupAsSubject {
        /// The group.
        group: String,
        /// The sentence with `each`.
        each: String,
    },
    /// `tariff in year 2 must be at most 5% in year 3`.
    TwoTimes,
    /// A value where a thing with fields is needed: `5 tons must have a quota`.
    NotAThing(String),
    /// A value where a name is needed: `5 tons must never rise`.
    NotAName(String),
    /// A movement by something that is not a quantity.
    NotAnAmount(String),
    /// A deadline that is no day: `by 5 tons`.
    NotADate(String),
    /// `at least 2.5 farm products`
    NotACount(String),
    /// `it` or `its` with nothing to stand for.
    NothingMeant(&'static str),
    /// `may` without `no`, `at most` or `only if`: a permission asks nothing.
    BarePermission,
    /// A clause twice beneath one sentence.
    DuplicateClause(&'static str),
    /// A clause beneath a definition.
    ClauseOnDefinition,
    /// `from … until …` that ends before it begins.
    EmptyWindow,
}

impl CheckErrorKind {
    /// Its code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Literal(error) => error.code(),
            Self::DuplicateLabel(_) => "dealbreaker::rule::duplicate_label",
            Self::DuplicateDefinition(_) => "dealbreaker::rule::duplicate_definition",
            Self::Circular(_) => "dealbreaker::rule::circular_definition",
            Self::DefinitionTooDeep { .. } => "dealbreaker::rule::definition_too_deep",
            Self::TooLarge { .. } => "dealbreaker::rule::too_large",
            Self::UseTooDeep { .. } => "dealbreaker::rule::use_too_deep",
            Self::TooManyDefinitions { .. } => "dealbreaker::rule::too_many_definitions",
            Self::UseCycle(_) => "dealbreaker::rule::use_cycle",
            Self::UseFailed { .. } => "dealbreaker::rule::use_failed",
            Self::GroupAsSubject { .. } => "dealbreaker::rule::group_as_subject",
            Self::TwoTimes => "dealbreaker::rule::two_times",
            Self::NotAThing(_) => "dealbreaker::rule::not_a_thing",
            Self::NotAName(_) => "dealbreaker::rule::not_a_name",
            Self::NotAnAmount(_) => "dealbreaker::rule::not_an_amount",
            Self::NotADate(_) => "dealbreaker::rule::not_a_date",
            Self::NotACount(_) => "dealbreaker::rule::not_a_count",
            Self::NothingMeant(_) => "dealbreaker::rule::nothing_meant",
            Self::BarePermission => "dealbreaker::rule::bare_permission",
            Self::DuplicateClause(_) => "dealbreaker::rule::duplicate_clause",
            Self::ClauseOnDefinition => "dealbreaker::rule::clause_on_definition",
            Self::EmptyWindow => "dealbreaker::rule::empty_window",
        }
    }

    /// What is wrong, in words.
    pub fn message(&self) -> String {
        match self {
            Self::Literal(error) => error.message(),
            Self::DuplicateLabel(label) => format!("the label `{label}` is given twice"),
            Self::DuplicateDefinition(name) => format!("`{name}` is defined twice"),
            Self::Circular(names) => format!("the definition needs itself: {}", chain(names)),
            Self::DefinitionTooDeep { limit } => {
                format!("this definition goes more than {limit} levels deep through others")
            }
            Self::TooLarge { limit } => {
                format!(
                    "this comes to more than {limit} names once its definitions are spelled out"
                )
            }
            Self::UseTooDeep { limit } => {
                format!("files use one another in a chain of more than {limit}")
            }
            Self::TooManyDefinitions { limit } => {
                format!(
                    "with what this file uses, files see more than {limit} definitions of others: \
                     its rules are not judged"
                )
            }
            Self::UseCycle(files) => {
                format!("the files use each other in a circle: {}", chain(files))
            }
            Self::UseFailed { path, reason } => format!("`{path}` cannot be used: {reason}"),
            Self::GroupAsSubject { group, .. } => {
                format!("`{group}` is a whole group: is it each of them, or at least some?")
            }
            Self::TwoTimes => "the sentence names two times for one value".to_owned(),
            Self::NotAThing(text) => {
                format!("`{text}` is a value, and a value cannot have or state anything")
            }
            Self::NotAName(text) => {
                format!("expected the name of a value that can move over time, found `{text}`")
            }
            Self::NotAnAmount(text) => format!("expected a quantity to move by, found `{text}`"),
            Self::NotADate(text) => format!("expected a day after `by`, found `{text}`"),
            Self::NotACount(text) => format!("expected a whole number to count by, found `{text}`"),
            Self::NothingMeant(word) => format!("`{word}` stands for nothing here"),
            Self::BarePermission => {
                "a plain `may` asks nothing, so it can never be broken".to_owned()
            }
            Self::DuplicateClause(clause) => format!("the clause `{clause}` is given twice"),
            Self::ClauseOnDefinition => "a definition takes no clauses".to_owned(),
            Self::EmptyWindow => "the rule would end before it begins".to_owned(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Literal(error) => return error.help(),
            Self::DuplicateLabel(_) => "give one of them another label".to_owned(),
            Self::DuplicateDefinition(_) => {
                "remove one of the two, or give it another name".to_owned()
            }
            Self::Circular(_) => "say one of them without the others".to_owned(),
            Self::DefinitionTooDeep { .. } => {
                "say it with fewer steps, or raise `rule-nesting` under `[limits]`".to_owned()
            }
            Self::TooLarge { .. } => {
                "check for definitions that repeat one another, or raise `spelled-out` under `[limits]`"
                    .to_owned()
            }
            Self::UseTooDeep { .. } => {
                "use what is needed from one file, or raise `rule-nesting` under `[limits]`".to_owned()
            }
            Self::TooManyDefinitions { .. } => {
                "move what this file needs into a small file and use that, or raise \
                 `seen-definitions` under `[limits]`"
                    .to_owned()
            }
            Self::UseCycle(_) => "move what both need into a third file".to_owned(),
            Self::UseFailed { .. } => {
                "the path is relative to this file and stays below the folder of the rules"
                    .to_owned()
            }
            Self::GroupAsSubject { each, .. } => format!("write `{each}`, or `at least N …`"),
            Self::TwoTimes => "keep the time on one side".to_owned(),
            Self::NotAThing(_) => "name the thing: `pork must have a quota`".to_owned(),
            Self::NotAName(_) => "name it: `tariff on beef must never rise`".to_owned(),
            Self::NotAnAmount(_) => "write it out: `5%`, `1 point`, `500 tons`".to_owned(),
            Self::NotADate(_) => "write `by 2005-03-31`, `by 2005` or `by year 3`".to_owned(),
            Self::NotACount(_) => "write `at least 3 farm products`".to_owned(),
            Self::NothingMeant(_) => {
                "name the thing, or begin with `for each …`, `every …` or a named subject"
                    .to_owned()
            }
            Self::BarePermission => {
                "write `may … only if …`, `no … may …` or `at most N … may …`".to_owned()
            }
            Self::DuplicateClause(_) => "keep one".to_owned(),
            Self::ClauseOnDefinition => {
                "put the reason in a comment, or beneath the rule".to_owned()
            }
            Self::EmptyWindow => "put the earlier day after `from`".to_owned(),
        })
    }
}

fn chain(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ")
}
