//! The words for what is wrong with case files, and for how reports differ from them.

use super::compare::{Difference, DifferenceKind};
use super::error::{CaseErrorKind, Shape, Within};
use crate::report::{Counts, Margin, Verdict};

/// How many names are listed before the rest is counted.
const LISTED: usize = 12;

impl Within {
    fn noun(self) -> &'static str {
        match self {
            Within::File => "a case file",
            Within::Case => "a case",
            Within::Expectation => "an expectation",
        }
    }
}

impl Shape {
    fn noun(self) -> &'static str {
        match self {
            Shape::Mapping => "keys with values",
            Shape::Cases => "a list of cases",
            Shape::Paths => "a path or a list of them",
            Shape::Text => "a text",
            Shape::Count => "a whole number from 0 on",
            Shape::Whole => "a whole number",
            Shape::Expectation => "a verdict, or keys with values",
        }
    }
}

impl CaseErrorKind {
    /// The code under which the error is explained.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(kind) => kind.code(),
            Self::SecondDocument => "dealbreaker::cases::second_document",
            Self::UnknownKey { .. } => "dealbreaker::cases::unknown_key",
            Self::MissingKey { .. } => "dealbreaker::cases::missing_key",
            Self::WrongShape { .. } => "dealbreaker::cases::wrong_shape",
            Self::UnknownWord { .. } => "dealbreaker::cases::unknown_word",
            Self::Literal(error) => error.code(),
            Self::NothingExpected(_) => "dealbreaker::cases::nothing_expected",
            Self::NoPath => "dealbreaker::cases::no_path",
            Self::NoSnapshot { .. } => "dealbreaker::cases::no_snapshot",
            Self::SharedSnapshot { .. } => "dealbreaker::cases::shared_snapshot",
            Self::OwnRound { .. } => "dealbreaker::cases::own_round",
            Self::UnknownRule { .. } => "dealbreaker::cases::unknown_rule",
            Self::NoRules => "dealbreaker::cases::no_rules",
            Self::NoDocument { .. } => "dealbreaker::cases::no_document",
        }
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Self::Unreadable(kind) => kind.message().into_owned(),
            Self::SecondDocument => "a case file is one document".to_owned(),
            Self::UnknownKey { key, within, .. } => {
                format!("`{key}` means nothing in {}", within.noun())
            }
            Self::MissingKey { key, within } => format!("{} needs `{key}`", within.noun()),
            Self::WrongShape { key, item: false, expected } => {
                format!("`{key}` must be {}", expected.noun())
            }
            Self::WrongShape { key, item: true, expected } => {
                format!("an item of `{key}` must be {}", expected.noun())
            }
            Self::UnknownWord { word, noun, .. } => format!("`{word}` is no {noun}"),
            Self::Literal(error) => error.message(),
            Self::NothingExpected(Within::Expectation) => {
                "nothing is expected of this rule".to_owned()
            }
            Self::NothingExpected(_) => {
                "this case expects nothing, so it could only pass".to_owned()
            }
            Self::NoPath => "a path is expected here".to_owned(),
            Self::NoSnapshot { name } => format!("`{name}` is no name of a snapshot"),
            Self::SharedSnapshot { name } => format!("two cases have the snapshot `{name}`"),
            Self::OwnRound { path } => format!("`{path}` cannot be a round before itself"),
            Self::UnknownRule { rule, .. } => format!("no rule is called `{rule}`"),
            Self::NoRules => "there is no rule here".to_owned(),
            Self::NoDocument { number, documents: 1 } => {
                format!("there is no document {number}: the proposal has one, document 0")
            }
            Self::NoDocument { number, documents } => {
                format!("there is no document {number}: the proposal has {documents}, from 0")
            }
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable(kind) => return kind.help().map(std::borrow::Cow::into_owned),
            Self::Literal(error) => return error.help(),
            Self::SecondDocument => "write the other cases into a file of their own".to_owned(),
            Self::UnknownKey { near: Some(near), .. }
            | Self::UnknownWord { near: Some(near), .. } => did_you_mean(near),
            Self::UnknownRule { near: Some(near), .. } => did_you_mean(near),
            Self::UnknownKey { known, .. } => format!("what can stand here: {}", listed(known)),
            Self::UnknownWord { known, .. } => format!("what can stand here: {}", listed(known)),
            Self::UnknownRule { known, .. } => format!("the rules are {}", listed(known)),
            Self::NothingExpected(Within::Expectation) => {
                "write its verdict, or take it out".to_owned()
            }
            Self::NothingExpected(_) => "add `expect`, `outcome` or `snapshot`".to_owned(),
            Self::NoSnapshot { .. } => {
                "a snapshot ends in `.snap`, so that `--accept` writes over nothing else".to_owned()
            }
            Self::SharedSnapshot { .. } => {
                "give one of the cases a `name`, or a snapshot of another name".to_owned()
            }
            Self::NoRules => "name a rule file: `rules: [mexico.redlines]`".to_owned(),
            Self::MissingKey { .. }
            | Self::WrongShape { .. }
            | Self::NoPath
            | Self::OwnRound { .. }
            | Self::NoDocument { .. } => return None,
        })
    }
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<String> =
        names.iter().take(LISTED).map(|name| format!("`{}`", name.as_ref())).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

impl Difference {
    /// What was expected and what came: ``juice, pork: expected `holds`, got `broken` ``.
    pub fn message(&self) -> String {
        let about = self.about.join(", ");
        let colon = if about.is_empty() { "" } else { ": " };
        format!("{about}{colon}{}", self.kind.message())
    }
}

impl DifferenceKind {
    fn message(&self) -> String {
        match self {
            Self::Verdict { expected, got } => differ("", expected.word(), got.word()),
            Self::Outcome { expected, got } => differ("outcome ", expected.word(), got.word()),
            Self::Hidden { expected, got } => {
                differ("beneath a waiver ", expected.word(), got.map_or("no waiver", Verdict::word))
            }
            Self::Margin { expected, got } => {
                let got = got.as_ref().map_or("no margin".to_owned(), written);
                differ("margin ", &expected.to_text(), &got)
            }
            Self::DaysLeft { expected, got } => {
                let got = got.map_or("no days left".to_owned(), days);
                differ("", &days(*expected), &got)
            }
            Self::Count { expected, got } => {
                let got = got.as_ref().map_or("no parts".to_owned(), counts);
                differ("parts ", &counts(expected), &got)
            }
            Self::NoPart { near: Some(near), .. } => {
                format!("there is no such part; {}", did_you_mean(near))
            }
            Self::NoPart { known, .. } if known.is_empty() => {
                "there is no such part, for there are none".to_owned()
            }
            Self::NoPart { known, .. } => {
                format!("there is no such part; the parts are {}", listed(known))
            }
        }
    }
}

fn differ(what: &str, expected: &str, got: &str) -> String {
    format!("expected {what}`{expected}`, got `{got}`")
}

fn days(days: i64) -> String {
    if days.abs() == 1 { format!("{days} day left") } else { format!("{days} days left") }
}

fn written(margin: &Margin) -> String {
    match super::compare::quantity_of(margin) {
        Some(quantity) if !margin.rounded => quantity.to_text(),
        _ => format!("{} {}", margin.amount, margin.unit.as_deref().unwrap_or_default()),
    }
}

fn counts(counts: &Counts) -> String {
    let found: Vec<String> = Verdict::ALL
        .into_iter()
        .filter(|verdict| counts.of(*verdict) > 0)
        .map(|verdict| format!("{} {}", counts.of(verdict), verdict.word()))
        .collect();
    if found.is_empty() { "none".to_owned() } else { found.join(", ") }
}
