//! The words for every fault: lower case, no final period, the user's text in backticks, help apart from message.

use std::borrow::Cow;

use super::{Found, JsonFault, ProposalErrorKind, QuoteFault, Relation, TomlFault, YamlFault};

impl Relation {
    /// The words beside the other place.
    pub fn label(self) -> &'static str {
        match self {
            Self::FirstStated => "first stated here",
            Self::Header => "the columns are named here",
            Self::Anchor => "what it repeats starts here",
        }
    }
}

impl Found {
    fn phrase(self) -> &'static str {
        match self {
            Self::Mapping => "keys with values",
            Self::List => "a list",
            Self::Value => "a single value",
        }
    }
}

impl ProposalErrorKind {
    /// What is wrong.
    pub fn message(&self) -> Cow<'static, str> {
        match self {
            Self::FileTooLong { bytes, limit } => {
                format!("the file has {bytes} bytes, more than the limit of {limit}").into()
            }
            Self::TooDeep { limit } => format!("nested more than {limit} levels deep").into(),
            Self::TooManyNodes { limit } => {
                format!("more than {limit} values in one document").into()
            }
            Self::TooManyAliases { limit } => {
                format!("aliases repeat more than {limit} values").into()
            }
            Self::TextTooLong { bytes, limit } => {
                format!("a text of {bytes} bytes, more than the limit of {limit}").into()
            }
            Self::Empty => "nothing is stated here".into(),
            Self::NotAMapping { found } => {
                format!("expected keys with values, found {}", found.phrase()).into()
            }
            Self::DuplicateKey { key, first } if key == first => {
                format!("`{key}` is stated twice").into()
            }
            Self::DuplicateKey { key, first } => {
                format!("`{key}` and `{first}` are one name, so it is stated twice").into()
            }
            Self::UnquotedComma { key: Some(_), written } => {
                format!("the comma in `{written}` splits the value in two").into()
            }
            Self::UnquotedComma { key: None, written } => {
                format!("the value `{written}` is not whole: a comma splits it").into()
            }
            Self::Json(fault) => json_message(*fault).into(),
            Self::Yaml(fault) => yaml_message(*fault),
            Self::YamlTab => "a tab indents this line".into(),
            Self::YamlTag { tag } => format!("the tag `{tag}` has no meaning here").into(),
            Self::YamlMergeKey => "`<<` does not merge: it is no part of YAML 1.2".into(),
            Self::YamlKeyIsNoText => "a key must be a name, not a mapping or list".into(),
            Self::YamlKeyMissing => "there is no key before this `:`".into(),
            Self::YamlAliasOfItself => "the alias stands within what it repeats".into(),
            Self::Toml(fault) => toml_message(*fault).into(),
            Self::CsvRow { cells: 1, columns } => {
                format!("the row has 1 cell, the header has {columns}").into()
            }
            Self::CsvRow { cells, columns } => {
                format!("the row has {cells} cells, the header has {columns}").into()
            }
            Self::CsvQuote(QuoteFault::Unclosed) => {
                "the quote that opens here is never closed".into()
            }
            Self::CsvQuote(QuoteFault::Inside) => {
                "a quote stands in the middle of this cell".into()
            }
            Self::CsvOneColumn => "the header names one column only".into(),
            Self::CsvColumnUnnamed => "a column has no name".into(),
            Self::CsvTwoTimes => "there is both a `year` and a `date` column".into(),
            Self::CsvNameMissing => "the row has no name in its first cell".into(),
            Self::CsvTimeMissing { column } => format!("the row has no `{column}`").into(),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::FileTooLong { .. } | Self::TooManyNodes { .. } => "split it into several files".into(),
            Self::TooDeep { .. } => "check for brackets that are never closed".into(),
            Self::TooManyAliases { .. } => "write out what is meant instead of repeating it by aliases".into(),
            Self::TextTooLong { .. } => "check for a quote that is never closed".into(),
            Self::Empty => "state at least one key with a value, or leave the file out".into(),
            Self::NotAMapping { found: Found::List } => {
                "put the list under a key, such as `products`; several proposals in one file are documents of their own"
                    .into()
            }
            Self::NotAMapping { .. } => "write `key: value`, with a space after the colon".into(),
            Self::DuplicateKey { key, first } if key == first => "keep one of the two".into(),
            Self::DuplicateKey { .. } => {
                "case, and the choice of space, `-` or `_`, make no difference to a name; keep one of the two".into()
            }
            Self::UnquotedComma { key: Some(key), written } => format!("quote it: `{key}: \"{written}\"`").into(),
            Self::UnquotedComma { key: None, written } => format!("quote it: `\"{written}\"`").into(),
            Self::Json(fault) => return json_help(*fault).map(Cow::Borrowed),
            Self::Yaml(fault) => return yaml_help(*fault).map(Cow::Borrowed),
            Self::Toml(fault) => return toml_help(*fault).map(Cow::Borrowed),
            Self::YamlTab => "indent with spaces".into(),
            Self::YamlTag { .. } => "remove the tag; only `!!str`, `!!map` and `!!seq` are understood".into(),
            Self::YamlMergeKey => "write the keys out, or quote `\"<<\"` if it is a name".into(),
            Self::YamlKeyIsNoText => "if `{` or `[` belongs to the name, put the name in quotes".into(),
            Self::YamlKeyMissing => "write a name before the `:`, or put the whole value in quotes".into(),
            Self::YamlAliasOfItself => "write out what is meant".into(),
            Self::CsvRow { .. } => "a cell that holds a comma stands in quotes: `\"6,500 tons\"`".into(),
            Self::CsvQuote(_) => "quote the whole cell, and double each quote within: `\"5\"\" pipe\"`".into(),
            Self::CsvOneColumn => "separate columns by commas; the first names the entry, the others its values".into(),
            Self::CsvColumnUnnamed => "name the column in the header, or remove it".into(),
            Self::CsvTwoTimes => "keep the one by which the values change".into(),
            Self::CsvNameMissing => "write the name of the entry on every row".into(),
            Self::CsvTimeMissing { column } => format!("state the `{column}` on every row").into(),
        })
    }
}

fn json_message(fault: JsonFault) -> &'static str {
    match fault {
        JsonFault::EndsEarly => "the text ends in the middle of a value",
        JsonFault::UnclosedString => "the text ends within quotes",
        JsonFault::MissingColon => "expected `:` after the key",
        JsonFault::MissingCommaInList => "expected `,` or `]` after the item",
        JsonFault::MissingCommaInObject => "expected `,` or `}` after the value",
        JsonFault::NotAValue => "this is no JSON value",
        JsonFault::BadNumber => "this is no JSON number",
        JsonFault::NumberTooLong => "the number has too many digits",
        JsonFault::BadEscape => "no character is written so after `\\`",
        JsonFault::HalfCharacter => "this `\\u` is half a character",
        JsonFault::ControlCharacter => "a line break or control character within quotes",
        JsonFault::KeyNotQuoted => "a key must stand in double quotes",
        JsonFault::TrailingComma => "nothing follows the last comma",
        JsonFault::AfterTheEnd => "there is more text after the end of the document",
        JsonFault::Comment => "JSON has no comments",
        JsonFault::SingleQuotes => "JSON has no single quotes",
        JsonFault::StrangeSpace => "a space or mark that JSON does not know",
    }
}

fn json_help(fault: JsonFault) -> Option<&'static str> {
    Some(match fault {
        JsonFault::EndsEarly => "close what is open, or restore the rest of the file",
        JsonFault::UnclosedString => "close it with `\"`",
        JsonFault::MissingColon
        | JsonFault::MissingCommaInList
        | JsonFault::MissingCommaInObject => return None,
        JsonFault::NotAValue => {
            "text stands in double quotes; the bare words are `null`, `true` and `false`"
        }
        JsonFault::BadNumber => {
            "a number has no leading zero, no leading `+` and digits after its point; put it in quotes to keep it as it is"
        }
        JsonFault::NumberTooLong => "put it in quotes",
        JsonFault::BadEscape => "write `\\\\` for a backslash",
        JsonFault::HalfCharacter => "write the character itself, or both halves of its pair",
        JsonFault::ControlCharacter => {
            "write `\\n` for a line break and `\\t` for a tab, or close the quote"
        }
        JsonFault::KeyNotQuoted => "write `\"key\": value`",
        JsonFault::TrailingComma => "remove the comma",
        JsonFault::AfterTheEnd => {
            "one file holds one document; several go on a line each in a `.ndjson` file"
        }
        JsonFault::Comment => "remove it, or use YAML or TOML",
        JsonFault::StrangeSpace => "remove it, or type a plain space",
        JsonFault::SingleQuotes => "use double quotes",
    })
}

fn yaml_message(fault: YamlFault) -> Cow<'static, str> {
    match fault {
        YamlFault::SecondColon => "a second `:` where a value was expected".into(),
        YamlFault::MissingColon => "a line without the `:` of a key".into(),
        YamlFault::MissingComma => "expected `,` or the closing bracket".into(),
        YamlFault::ReservedCharacter('`') => "a value cannot start with a backtick".into(),
        YamlFault::ReservedCharacter(sign) => format!("a value cannot start with `{sign}`").into(),
        YamlFault::UnclosedQuote => "the quote that opens here is never closed".into(),
        YamlFault::AfterQuote => "there is more text after the closing quote".into(),
        YamlFault::BadEscape => "no character is written so after `\\`".into(),
        YamlFault::StrayBracket => "a closing bracket that nothing opened".into(),
        YamlFault::StrayDash => "a list item cannot start here".into(),
        YamlFault::NoValue => "expected a value".into(),
        YamlFault::Indentation => "the indentation does not fit the lines before".into(),
        YamlFault::UnknownAlias => "no anchor of this name stands before the alias".into(),
        YamlFault::Unprintable => "a character that cannot be printed".into(),
        YamlFault::Directive => "a directive that is not understood".into(),
        YamlFault::BlockHeader => {
            "only a digit, `+` or `-` may follow `|` or `>` on the line".into()
        }
        YamlFault::TabAfterColon => "a tab follows the `:`".into(),
        YamlFault::Tag => "a tag that is not well formed".into(),
        YamlFault::AfterTheEnd => "there is more text after the end of the document".into(),
        YamlFault::Other => "this cannot be read as YAML".into(),
    }
}

fn yaml_help(fault: YamlFault) -> Option<&'static str> {
    Some(match fault {
        YamlFault::SecondColon => {
            "put a value that holds `: ` in quotes; otherwise check the indentation"
        }
        YamlFault::MissingColon => {
            "write `key: value`, or quote a value that runs over several lines"
        }
        YamlFault::MissingComma => {
            "check that each `{` and `[` is closed, and that its lines are indented"
        }
        YamlFault::ReservedCharacter(_) | YamlFault::AfterQuote => "put the whole value in quotes",
        YamlFault::UnclosedQuote => "close it; within single quotes a quote is written twice",
        YamlFault::BadEscape => "write `\\\\` for a backslash, or use single quotes",
        YamlFault::StrayBracket => "remove it, or put the value in quotes",
        YamlFault::StrayDash => "start the list on a line of its own, or put the value in quotes",
        YamlFault::NoValue => "remove the extra comma, or state the value",
        YamlFault::Indentation => "give keys of one mapping the same number of spaces",
        YamlFault::UnknownAlias => "put a value that starts with `*` in quotes",
        YamlFault::Unprintable => "remove it",
        YamlFault::Directive => "remove the line that starts with `%`",
        YamlFault::BlockHeader => "put a value that starts with `|` or `>` in quotes",
        YamlFault::TabAfterColon => "use a space",
        YamlFault::Tag => "put a value that starts with `!` in quotes",
        YamlFault::AfterTheEnd => "start a further document with `---`",
        YamlFault::Other => return None,
    })
}

fn toml_message(fault: TomlFault) -> &'static str {
    match fault {
        TomlFault::TextNotQuoted => "text must stand in quotes",
        TomlFault::NoValue => "expected a value",
        TomlFault::UnclosedQuote => "the quote that opens here is never closed",
        TomlFault::Unprintable => "a character that cannot be printed",
        TomlFault::BadEscape => "no character is written so after `\\`",
        TomlFault::BadNumber => "this is no TOML number",
        TomlFault::BadKey => "a bare key is made of the letters `a` to `z`, digits, `-` and `_`",
        TomlFault::MissingEquals => "expected `=` after the key",
        TomlFault::MissingComma => "expected `,` between the values",
        TomlFault::ExtraComma => "a comma without a value before it",
        TomlFault::Unclosed => "a bracket is never closed",
        TomlFault::MoreOnTheLine => "there is more on the line after the value",
        TomlFault::Other => "this cannot be read as TOML",
    }
}

fn toml_help(fault: TomlFault) -> Option<&'static str> {
    Some(match fault {
        TomlFault::TextNotQuoted => "write `status = \"draft\"`; yes and no are `true` and `false`",
        TomlFault::NoValue => "state it, or leave the key out",
        TomlFault::UnclosedQuote => {
            "close it on the same line, or use `\"\"\"` around several lines"
        }
        TomlFault::Unprintable => "remove it",
        TomlFault::BadEscape => "write `\\\\` for a backslash, or use single quotes",
        TomlFault::BadNumber => "put what is not only a number in quotes: `\"38.5%\"`",
        TomlFault::BadKey => "put any other key in quotes: `\"orange juice\" = …`",
        TomlFault::MissingEquals => "write `key = value`",
        TomlFault::MissingComma => "text stands in quotes: `[\"6,500 tons\", 3]`",
        TomlFault::ExtraComma => "remove the comma",
        TomlFault::Unclosed => "close each `[` and `{`",
        TomlFault::MoreOnTheLine => {
            "put text in quotes: `quota = \"6,500 tons\"`; each key stands on a line of its own"
        }
        TomlFault::Other => return None,
    })
}
