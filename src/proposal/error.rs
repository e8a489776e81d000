//! What can be wrong with a proposal or a facts file as a text. Worded in `wording` and nowhere else.

mod wording;

use crate::source::Span;

/// One fault of a file, at its own place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalError {
    /// What is wrong.
    pub kind: ProposalErrorKind,
    /// Where, in bytes of the file.
    pub span: Span,
    /// Another place that has to do with it, and how.
    pub related: Option<(Span, Relation)>,
}

/// What the other place of a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The name was stated there first.
    FirstStated,
    /// The header has the columns.
    Header,
    /// What the alias repeats starts there.
    Anchor,
}

/// What stands where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Keys with values.
    Mapping,
    /// Items.
    List,
    /// A single value.
    Value,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalErrorKind {
    /// The file is longer than the limit.
    FileTooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Mappings and lists stand within each other deeper than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// There are more values than the limit.
    TooManyNodes {
        /// The limit.
        limit: usize,
    },
    /// Aliases repeat more than the limit.
    TooManyAliases {
        /// The limit, in values.
        limit: usize,
    },
    /// One key or value is longer than the limit.
    TextTooLong {
        /// Its length.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Nothing is stated.
    Empty,
    /// The document is not made of keys and values.
    NotAMapping {
        /// What it is.
        found: Found,
    },
    /// Two keys of one mapping are one name.
    DuplicateKey {
        /// The later key, as written.
        key: String,
        /// The earlier one, as written.
        first: String,
    },
    /// A comma split a value in two.
    UnquotedComma {
        /// The key whose value it is, where there is one.
        key: Option<String>,
        /// The value as it was meant.
        written: String,
    },
    /// The text is not JSON.
    Json(JsonFault),
    /// The text is not YAML.
    Yaml(YamlFault),
    /// A tab indents a line of YAML.
    YamlTab,
    /// A YAML tag that means nothing here.
    YamlTag {
        /// The tag.
        tag: String,
    },
    /// `<<`
    YamlMergeKey,
    /// A YAML key that is a mapping or list.
    YamlKeyIsNoText,
    /// A colon of YAML without a key before it.
    YamlKeyMissing,
    /// An alias within what it repeats.
    YamlAliasOfItself,
    /// The text is not TOML.
    Toml(TomlFault),
    /// A row of CSV with more or fewer cells than the header.
    CsvRow {
        /// How many it has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// A quote of CSV in the wrong place.
    CsvQuote(QuoteFault),
    /// The header has one column only.
    CsvOneColumn,
    /// A column without a name.
    CsvColumnUnnamed,
    /// Both a `year` and a `date` column.
    CsvTwoTimes,
    /// A row without a name in the first column.
    CsvNameMissing,
    /// A row without its `year` or `date`.
    CsvTimeMissing {
        /// The column, as written.
        column: String,
    },
}

/// What is wrong with a text that should be JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is said in full by `json_message`")]
pub enum JsonFault {
    EndsEarly,
    UnclosedString,
    MissingColon,
    MissingCommaInList,
    MissingCommaInObject,
    NotAValue,
    BadNumber,
    NumberTooLong,
    BadEscape,
    HalfCharacter,
    ControlCharacter,
    KeyNotQuoted,
    TrailingComma,
    AfterTheEnd,
    Comment,
    SingleQuotes,
    StrangeSpace,
}

/// What is wrong with a text that should be YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is said in full by `yaml_message`")]
pub enum YamlFault {
    SecondColon,
    MissingColon,
    MissingComma,
    ReservedCharacter(char),
    UnclosedQuote,
    AfterQuote,
    BadEscape,
    StrayBracket,
    StrayDash,
    NoValue,
    Indentation,
    UnknownAlias,
    Unprintable,
    Directive,
    BlockHeader,
    TabAfterColon,
    Tag,
    AfterTheEnd,
    Other,
}

/// What is wrong with a text that should be TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is said in full by `toml_message`")]
pub enum TomlFault {
    TextNotQuoted,
    NoValue,
    UnclosedQuote,
    Unprintable,
    BadEscape,
    BadNumber,
    BadKey,
    MissingEquals,
    MissingComma,
    ExtraComma,
    Unclosed,
    MoreOnTheLine,
    Other,
}

/// What is wrong with a quote of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteFault {
    /// It is never closed.
    Unclosed,
    /// It stands within a cell, or text follows the closing one.
    Inside,
}

impl ProposalError {
    /// A fault at a place.
    pub fn new(kind: ProposalErrorKind, span: Span) -> Self {
        Self { kind, span, related: None }
    }

    /// The same fault with another place that has to do with it.
    #[must_use]
    pub fn with(mut self, span: Span, relation: Relation) -> Self {
        self.related = Some((span, relation));
        self
    }
}

impl std::fmt::Display for ProposalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.kind.message())
    }
}

impl std::error::Error for ProposalError {}

impl ProposalErrorKind {
    /// The code by which users and their scripts know it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileTooLong { .. } => "dealbreaker::proposal::file_too_long",
            Self::TooDeep { .. } => "dealbreaker::proposal::too_deep",
            Self::TooManyNodes { .. } => "dealbreaker::proposal::too_many_values",
            Self::TooManyAliases { .. } => "dealbreaker::proposal::too_many_aliases",
            Self::TextTooLong { .. } => "dealbreaker::proposal::text_too_long",
            Self::Empty => "dealbreaker::proposal::empty",
            Self::NotAMapping { .. } => "dealbreaker::proposal::not_a_mapping",
            Self::DuplicateKey { .. } => "dealbreaker::proposal::duplicate_key",
            Self::UnquotedComma { .. } => "dealbreaker::proposal::unquoted_comma",
            Self::Json(_) => "dealbreaker::proposal::json",
            Self::Yaml(_) => "dealbreaker::proposal::yaml",
            Self::YamlTab => "dealbreaker::proposal::yaml_tab",
            Self::YamlTag { .. } => "dealbreaker::proposal::yaml_tag",
            Self::YamlMergeKey => "dealbreaker::proposal::yaml_merge_key",
            Self::YamlKeyIsNoText | Self::YamlKeyMissing => "dealbreaker::proposal::yaml_key",
            Self::YamlAliasOfItself => "dealbreaker::proposal::yaml_alias",
            Self::Toml(_) => "dealbreaker::proposal::toml",
            Self::CsvRow { .. } => "dealbreaker::proposal::csv_row",
            Self::CsvQuote(_) => "dealbreaker::proposal::csv_quote",
            Self::CsvOneColumn | Self::CsvColumnUnnamed | Self::CsvTwoTimes => {
                "dealbreaker::proposal::csv_header"
            }
            Self::CsvNameMissing => "dealbreaker::proposal::csv_name",
            Self::CsvTimeMissing { .. } => "dealbreaker::proposal::csv_time",
        }
    }
}
