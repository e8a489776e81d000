//! JSON, strictly as the standard has it: no comments, no trailing commas, no half characters.

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::assembly::{Assembly, Step};
use super::document::Key;
use super::error::{JsonFault, ProposalError, ProposalErrorKind};
use super::text::{mark_length, word_at};
use super::{Limits, Outcome};
use crate::source::{SharedSource, Span};
use crate::value::ScalarStyle;

/// Reads a file that is one JSON document.
pub(super) fn read(source: &SharedSource, limits: &Limits) -> Outcome {
    let whole = Span::new(mark_length(source.text()), source.text().len());
    read_part(source, whole, 0, limits)
}

/// Reads the part of a text that is document `number`.
pub(super) fn read_part(
    source: &SharedSource,
    part: Span,
    number: usize,
    limits: &Limits,
) -> Outcome {
    let mut tree = Assembly::new(source, number, limits);
    let text = source.slice(part);
    let outcome = if text.trim_matches(WHITE).is_empty() {
        Ok(())
    } else {
        Reader { jiter: Jiter::new(text.as_bytes()), text, base: part.start, tree: &mut tree }
            .document()
    };
    tree.finish(outcome)
}

/// White space as JSON knows it.
pub(super) const WHITE: &[char] = &[' ', '\t', '\r', '\n'];

struct Reader<'a, 't, 'l> {
    jiter: Jiter<'t>,
    text: &'t str,
    /// Where the text starts in the file.
    base: usize,
    tree: &'a mut Assembly<'l>,
}

impl Reader<'_, '_, '_> {
    fn document(&mut self) -> Step<()> {
        let peek = self.jiter.peek().map_err(|error| self.fault(error))?;
        self.value(None, peek)?;
        self.jiter.finish().map_err(|error| self.fault(error))
    }

    /// Recursion ends at the depth that the tree admits.
    fn value(&mut self, key: Option<Key>, peek: Peek) -> Step<()> {
        match peek {
            Peek::Object => self.object(key),
            Peek::Array => self.array(key),
            Peek::String => self.string(key),
            _ => self.plain(key, peek),
        }
    }

    fn object(&mut self, key: Option<Key>) -> Step<()> {
        self.tree.open_mapping(key, self.bracket())?;
        let mut next = self.key(true)?;
        while let Some(key) = next {
            let peek = self.jiter.peek().map_err(|error| self.fault(error))?;
            self.value(Some(key), peek)?;
            next = self.key(false)?;
        }
        self.tree.close(self.here());
        Ok(())
    }

    fn array(&mut self, key: Option<Key>) -> Step<()> {
        self.tree.open_list(key, self.bracket())?;
        let mut next = self.jiter.known_array().map_err(|error| self.fault(error))?;
        while let Some(peek) = next {
            self.value(None, peek)?;
            next = self.jiter.array_step().map_err(|error| self.fault(error))?;
        }
        self.tree.close(self.here());
        Ok(())
    }

    fn string(&mut self, key: Option<Key>) -> Step<()> {
        let start = self.here();
        let text = self.jiter.known_str().map(str::to_owned);
        let text = text.map_err(|error| self.fault(error))?;
        self.tree.scalar(key, Span::new(start, self.here()), text, ScalarStyle::Quoted)?;
        Ok(())
    }

    fn plain(&mut self, key: Option<Key>, peek: Peek) -> Step<()> {
        let start = self.jiter.current_index();
        let style = match peek {
            Peek::Null => self.jiter.known_null().map(|()| ScalarStyle::Null),
            Peek::True | Peek::False => self.jiter.known_bool(peek).map(ScalarStyle::Bool),
            _ => self.jiter.known_number_bytes(peek).map(|_| ScalarStyle::Number),
        };
        let style = style.map_err(|error| self.fault(error))?;
        let end = self.jiter.current_index();
        let written = self.text.get(start..end).unwrap_or_default().to_owned();
        self.tree.scalar(key, Span::new(start, end).shifted(self.base), written, style)?;
        Ok(())
    }

    /// The next key of the object that is open, and the colon after it; `None` at its end.
    fn key(&mut self, first: bool) -> Step<Option<Key>> {
        let before = self.jiter.current_index();
        let key = if first { self.jiter.known_object() } else { self.jiter.next_key() };
        let key = key.map(|key| key.map(str::to_owned));
        let Some(text) = key.map_err(|error| self.fault(error))? else { return Ok(None) };
        let span = self.key_span(before, self.jiter.current_index());
        Ok(Some(Key::new(text, span)))
    }

    /// The parser tells where it stood before the bracket or comma and after the colon; the key is what lies between.
    fn key_span(&self, before: usize, after: usize) -> Span {
        let between = self.text.get(before..after).unwrap_or_default();
        let start = between.find('"').unwrap_or_default();
        let end = between.strip_suffix(':').unwrap_or(between).trim_end_matches(WHITE).len();
        Span::new(before + start, before + end).shifted(self.base)
    }

    fn here(&self) -> usize {
        self.base + self.jiter.current_index()
    }

    fn bracket(&self) -> Span {
        Span::new(self.here(), self.here() + 1)
    }

    fn fault(&self, error: JiterError) -> ProposalError {
        let span = strange_space(self.text, error.index)
            .or_else(|| half_character(self.text, &error))
            .unwrap_or_else(|| word_at(self.text, error.index));
        let rest = self.text.get(span.start..).unwrap_or_default();
        let fault = fault(&error, rest);
        ProposalError::new(ProposalErrorKind::Json(fault), span.shifted(self.base))
    }
}

/// The place of a `\u`, which the parser has passed already.
fn half_character(text: &str, error: &JiterError) -> Option<Span> {
    let JiterErrorType::JsonError(kind) = &error.error_type else { return None };
    let half = syntax_fault(kind) == JsonFault::HalfCharacter;
    let before = text.get(..error.index).filter(|_| half)?;
    let start = before.rfind("\\u")?;
    Some(Span::new(start, start + "\\u".len()))
}

/// The place of a space that JSON does not know.
fn strange_space(text: &str, at: usize) -> Option<Span> {
    let c = text.get(at..)?.chars().next()?;
    (c.is_whitespace() && !WHITE.contains(&c)).then(|| Span::new(at, at + c.len_utf8()))
}

/// What is wrong, in terms of the text; `rest` is the text from the fault on.
fn fault(error: &JiterError, rest: &str) -> JsonFault {
    let JiterErrorType::JsonError(kind) = &error.error_type else { return JsonFault::NotAValue };
    if matches!(kind, JsonErrorType::EofWhileParsingString) {
        return JsonFault::UnclosedString;
    }
    let in_a_string = matches!(
        kind,
        JsonErrorType::InvalidEscape
            | JsonErrorType::InvalidUnicodeCodePoint
            | JsonErrorType::LoneLeadingSurrogateInHexEscape
            | JsonErrorType::UnexpectedEndOfHexEscape
            | JsonErrorType::ControlCharacterWhileParsingString
    );
    if !in_a_string && ["//", "/*", "#"].iter().any(|sign| rest.starts_with(sign)) {
        return JsonFault::Comment;
    }
    let strange = |c: char| (c.is_whitespace() && !WHITE.contains(&c)) || c == '\u{feff}';
    if !in_a_string && rest.starts_with(strange) {
        return JsonFault::StrangeSpace;
    }
    if !in_a_string && rest.starts_with('\'') {
        return JsonFault::SingleQuotes;
    }
    syntax_fault(kind)
}

fn syntax_fault(kind: &JsonErrorType) -> JsonFault {
    match kind {
        JsonErrorType::EofWhileParsingList
        | JsonErrorType::EofWhileParsingObject
        | JsonErrorType::EofWhileParsingValue => JsonFault::EndsEarly,
        JsonErrorType::EofWhileParsingString => JsonFault::UnclosedString,
        JsonErrorType::ExpectedColon => JsonFault::MissingColon,
        JsonErrorType::ExpectedListCommaOrEnd => JsonFault::MissingCommaInList,
        JsonErrorType::ExpectedObjectCommaOrEnd => JsonFault::MissingCommaInObject,
        JsonErrorType::InvalidEscape => JsonFault::BadEscape,
        JsonErrorType::InvalidUnicodeCodePoint
        | JsonErrorType::LoneLeadingSurrogateInHexEscape
        | JsonErrorType::UnexpectedEndOfHexEscape => JsonFault::HalfCharacter,
        JsonErrorType::InvalidNumber => JsonFault::BadNumber,
        JsonErrorType::NumberOutOfRange => JsonFault::NumberTooLong,
        JsonErrorType::ControlCharacterWhileParsingString => JsonFault::ControlCharacter,
        JsonErrorType::KeyMustBeAString => JsonFault::KeyNotQuoted,
        JsonErrorType::TrailingComma => JsonFault::TrailingComma,
        JsonErrorType::TrailingCharacters => JsonFault::AfterTheEnd,
        JsonErrorType::FloatExpectingInt
        | JsonErrorType::DuplicateKey(_)
        | JsonErrorType::InternalError(_)
        | JsonErrorType::ExpectedSomeIdent
        | JsonErrorType::ExpectedSomeValue
        | JsonErrorType::RecursionLimitExceeded => JsonFault::NotAValue,
    }
}
