//! Why a rule is beyond the analysis.

/// What in a rule cannot be expressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It ranges over what only a proposal lists.
    Listed(String),
    /// It asks for the round before.
    Round,
    /// It rests on a facts file.
    Facts(String),
    /// One name stands for several places.
    SeveralPlaces(String),
    /// A field of something that is a single value.
    NotAThing(String),
    /// Amounts multiplied or divided by each other.
    Product,
    /// Values that have no sum, or two kinds of amount in one.
    Unlike,
    /// How a text begins, and the term is not fixed.
    Beginning(String),
    /// Two terms compared as texts.
    Texts,
    /// A duty in percent beside one in money for an amount.
    Duties,
    /// Months beside days.
    MonthsAndDays,
    /// Ordinal years beside calendar years, and no one says when year 1 begins.
    Times(String),
    /// A list where one value is asked for.
    List(String),
    /// A name that a definition and the proposal both have.
    DefinedTwice(String),
    /// A value in force at a time for which the given proposal has no entry.
    Entries(String),
    /// A form of claim that is not covered.
    Form(&'static str),
}

impl Why {
    /// In plain words.
    pub fn words(&self) -> String {
        match self {
            Self::Listed(noun) => {
                format!(
                    "it speaks of every `{noun}`, which only a proposal lists: name one with --given"
                )
            }
            Self::Round => "it asks for the round before".to_owned(),
            Self::Facts(name) => format!("`{name}` is a fact, which no deal changes"),
            Self::SeveralPlaces(name) => format!("`{name}` stands in several places"),
            Self::NotAThing(name) => {
                format!("`{name}` is a single value, and a field of it is asked for")
            }
            Self::Product => "it multiplies or divides one open term by another".to_owned(),
            Self::Unlike => "it reckons with amounts of two kinds".to_owned(),
            Self::Beginning(name) => format!("it asks how `{name}` begins, which is not settled"),
            Self::Texts => "it compares two open terms as texts".to_owned(),
            Self::Duties => {
                "it sets a duty in percent against one in money, which depends on the customs value"
                    .to_owned()
            }
            Self::MonthsAndDays => "it sets months against days".to_owned(),
            Self::Times(name) => {
                format!(
                    "it dates `{name}` by ordinal and by calendar years, and no one says when year 1 begins"
                )
            }
            Self::List(name) => format!("`{name}` is a list"),
            Self::DefinedTwice(name) => {
                format!("`{name}` is defined in the rules and stated in the proposal")
            }
            Self::Entries(name) => {
                format!("`{name}` would need entries that the proposal does not have")
            }
            Self::Form(form) => format!("{form} is not covered by this analysis"),
        }
    }
}
