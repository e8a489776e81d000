//! Reading the scalars of proposals. What is not a value of the language is text, never an error.

use super::date_text::{self, DateReading};
use super::number::{Number, NumberFault};
use super::number_limits::{NumberLimits, with_short_numbers};
use super::quantity_text::{self, QuantityFault, split_number};
use super::unit::{Unit, UnknownUnit};
use super::{LiteralError, Quantity, Value, duty_text};

/// How a scalar stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes, in YAML, TOML or CSV.
    Plain,
    /// In quotes; all strings of JSON.
    Quoted,
    /// The format's own null.
    Null,
    /// The format's own true or false.
    Bool(bool),
    /// The format's own number, as written.
    Number,
}

/// What a scalar of a proposal says.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A value.
    Value(Value),
    /// Null, `tbd`, `open`, `?`, or nothing between the quotes: not yet agreed.
    Open,
    /// `offered`: it is there, its value unknown.
    Offered,
    /// `none`, `no`, false: it is not there.
    Absent,
}

/// Something a reader of the proposal should be told about a scalar that was read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingNote {
    /// It is a mark such as `tbd`, but in another spelling (`TBD`).
    MarkSpelling {
        /// The mark as the language spells it.
        mark: &'static str,
    },
    /// It looks like a quantity in a unit nobody knows.
    UnknownUnit {
        /// The unit as written.
        unit: String,
        /// A known unit that could be meant.
        suggestion: Option<String>,
    },
    /// A date with day and month either way round.
    AmbiguousDate,
    /// A day that is in no calendar.
    NoSuchDay,
    /// A moment in an offset from UTC, which is a different day in different places.
    Moment,
    /// A number with too many digits or too large an exponent.
    TooLong,
}

/// The marks of the language; case counts.
const MARKS: &[(&str, Mark)] = &[
    ("tbd", Mark::Open),
    ("open", Mark::Open),
    ("?", Mark::Open),
    ("null", Mark::Null),
    ("~", Mark::Null),
    ("offered", Mark::Offered),
    ("none", Mark::Absent),
    ("None", Mark::Absent),
    ("no", Mark::Absent),
    ("No", Mark::Absent),
    ("false", Mark::Absent),
    ("False", Mark::Absent),
    ("yes", Mark::Yes),
    ("Yes", Mark::Yes),
    ("true", Mark::Yes),
    ("True", Mark::Yes),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    /// Null as a word; between quotes it is a text.
    Null,
    Offered,
    Absent,
    Yes,
}

/// Words that stand in prose and in no unit.
const PROSE: &[&str] = &[
    "a", "after", "an", "and", "at", "before", "between", "by", "for", "from", "if", "in", "is",
    "of", "on", "or", "than", "the", "then", "to", "until", "with", "within", "without",
];

/// False for a text that is certainly no mark of the language: told by its length and first letter alone.
#[inline]
pub(crate) fn may_be_mark(bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    let visible = |byte: u8| byte.is_ascii_graphic();
    match (bytes.len(), first.to_ascii_lowercase()) {
        // perhaps it is shorter than it seems
        _ if !visible(*first) || !visible(*last) => true,
        (1, b'?' | b'~') | (2, b'n') | (3, b't') | (4, b'o' | b'n') | (5, b'f') | (7, b'o') => true,
        _ => false,
    }
}

/// What a text says instead of a value, where it is one of the marks of the language (or nothing at all); `None` for every
/// other text.
pub fn read_if_mark(text: &str, style: ScalarStyle) -> Option<Reading> {
    const LONGEST: usize = 7;
    let quoted = match style {
        ScalarStyle::Quoted => true,
        ScalarStyle::Plain => false,
        ScalarStyle::Null | ScalarStyle::Bool(_) | ScalarStyle::Number => {
            return Some(read_scalar(text, style).0)
                .filter(|found| !matches!(found, Reading::Value(_)));
        }
    };
    let text = text.trim();
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if text.len() > LONGEST
        || !matches!(first, None | Some(b't' | b'o' | b'?' | b'n' | b'~' | b'f'))
    {
        return None;
    }
    let found = if text.is_empty() {
        Some(Reading::Open)
    } else {
        read_mark(text, quoted).map(|(found, _)| found)
    };
    found.filter(|found| !matches!(found, Reading::Value(_)))
}

/// Reads one scalar. Text is trimmed and otherwise kept as written; a quoted number is a number all the same, for JSON
/// and CSV quote freely, and a date-time without an offset is its day. The note says why a text is only a text, where
/// that could surprise.
pub fn read_scalar(text: &str, style: ScalarStyle) -> (Reading, Option<ReadingNote>) {
    read_scalar_within(text, style, NumberLimits::default())
}

/// [`read_scalar`] with other limits on numbers.
pub fn read_scalar_within(
    text: &str,
    style: ScalarStyle,
    numbers: NumberLimits,
) -> (Reading, Option<ReadingNote>) {
    if numbers.exceeded_by(text) {
        return too_long(text.trim());
    }
    match style {
        ScalarStyle::Null => (Reading::Open, None),
        ScalarStyle::Bool(true) => (Reading::Value(Value::Yes), None),
        ScalarStyle::Bool(false) => (Reading::Absent, None),
        ScalarStyle::Number => read_token(text.trim()),
        ScalarStyle::Plain => read_text(text.trim(), false),
        ScalarStyle::Quoted => read_text(text.trim(), true),
    }
}

/// A text with a number in it that is too long to be read: said where it would be an amount with a shorter one.
fn too_long(text: &str) -> (Reading, Option<ReadingNote>) {
    let (shorter, _) = read_text(&with_short_numbers(text), false);
    let amount = matches!(shorter, Reading::Value(Value::Quantity(_) | Value::Duty(_)));
    as_text(text, amount.then_some(ReadingNote::TooLong))
}

fn as_text(text: &str, note: Option<ReadingNote>) -> (Reading, Option<ReadingNote>) {
    (Reading::Value(Value::Text(text.to_owned())), note)
}

fn value(value: Value) -> (Reading, Option<ReadingNote>) {
    (Reading::Value(value), None)
}

/// A number of the format itself. Infinities, and other bases, are text.
fn read_token(text: &str) -> (Reading, Option<ReadingNote>) {
    match Number::read(text) {
        Ok(number) => value(Value::Quantity(Quantity::bare(number))),
        Err(NumberFault::TooLong) => as_text(text, Some(ReadingNote::TooLong)),
        Err(NumberFault::NotANumber) => as_text(text, None),
    }
}

fn read_text(text: &str, quoted: bool) -> (Reading, Option<ReadingNote>) {
    if text.is_empty() {
        return (Reading::Open, None);
    }
    if let Some(found) = read_mark(text, quoted) {
        return found;
    }
    match date_text::read(text) {
        DateReading::Date(date) => return value(Value::Date(date)),
        DateReading::NoSuchDay => return as_text(text, Some(ReadingNote::NoSuchDay)),
        DateReading::Ambiguous => return as_text(text, Some(ReadingNote::AmbiguousDate)),
        DateReading::Moment => return as_text(text, Some(ReadingNote::Moment)),
        DateReading::NotADate => {}
    }
    if duty_text::looks_like_duty(text) {
        match duty_text::parse(text) {
            Ok(duty) => return value(duty),
            Err(LiteralError::UnknownUnit(unknown)) => {
                return as_text(text, unknown_in_duty(text, unknown));
            }
            Err(_) => {}
        }
    }
    match quantity_text::parse(text) {
        Ok(quantity) => value(Value::Quantity(quantity)),
        Err(QuantityFault::TooLong) => as_text(text, Some(ReadingNote::TooLong)),
        Err(QuantityFault::UnknownUnit(unknown)) => as_text(text, unknown_unit(text, unknown)),
        Err(QuantityFault::NotAQuantity) => as_text(text, None),
    }
}

/// Reads a mark, or notes that a text is one but for its case.
fn read_mark(text: &str, quoted: bool) -> Option<(Reading, Option<ReadingNote>)> {
    let (mark, found) = MARKS.iter().find(|(mark, _)| mark.eq_ignore_ascii_case(text))?;
    let exact = MARKS.iter().find(|(mark, _)| *mark == text);
    Some(match exact.map(|(_, found)| found) {
        Some(Mark::Open) => (Reading::Open, None),
        Some(Mark::Null) if !quoted => (Reading::Open, None),
        Some(Mark::Offered) => (Reading::Offered, None),
        Some(Mark::Absent) => (Reading::Absent, None),
        Some(Mark::Yes) => (Reading::Value(Value::Yes), None),
        Some(Mark::Null) => as_text(text, Some(ReadingNote::MarkSpelling { mark: "tbd" })),
        // Any other case of null is YAML's own business.
        None if *found == Mark::Null && !quoted => (Reading::Open, None),
        None if *found == Mark::Null => {
            as_text(text, Some(ReadingNote::MarkSpelling { mark: "tbd" }))
        }
        None => as_text(text, Some(ReadingNote::MarkSpelling { mark })),
    })
}

/// A duty says outright that it is one by `whichever is`; elsewhere only a likely unit is worth a note.
fn unknown_in_duty(text: &str, unknown: UnknownUnit) -> Option<ReadingNote> {
    let outright = text.to_ascii_lowercase().contains("whichever is");
    (outright || unknown.suggestion.is_some()).then(|| note(unknown))
}

fn note(unknown: UnknownUnit) -> ReadingNote {
    ReadingNote::UnknownUnit { unit: unknown.text, suggestion: unknown.suggestion }
}

/// A note where a text that is no quantity was most likely meant as one: a number and one word, or two or three words that
/// are close to a unit; money in front only where the sign or word is shared by several currencies.
fn unknown_unit(text: &str, unknown: UnknownUnit) -> Option<ReadingNote> {
    let suggested = unknown.suggestion.is_some();
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}')) {
        let shared = super::currency::is_shared(&unknown.text);
        return shared.then(|| note(unknown));
    }
    let (_, rest) = split_number(text)?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let latin = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | 'À'..='ɏ' | '/' | '$' | '¥' | '²' | '³' | '2' | '3');
    let prose = |word: &&str| PROSE.contains(&word.to_ascii_lowercase().as_str());
    let spaced = rest.starts_with(char::is_whitespace);
    let likely = match words.as_slice() {
        // `3M` and `5G` are names.
        [word] => spaced || (suggested && word.chars().count() > 2),
        // `4 years later` begins with a unit: it is prose about it.
        [first, _] | [first, _, _] => suggested && Unit::parse(first).is_err(),
        _ => false,
    };
    let plain = rest.chars().all(|c| latin(c) || c == ' ') && !words.iter().any(prose);
    (likely && plain).then(|| note(unknown))
}
