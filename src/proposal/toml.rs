//! TOML. Tables may be stated in pieces all over a file, so they are gathered first and then told in order.

mod tables;

use std::borrow::Cow;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError};

use self::tables::{Header, Held, Part, Tables};
use super::assembly::{Assembly, MOST_ERRORS};
use super::document::Key;
use super::error::{ProposalError, ProposalErrorKind, TomlFault};
use super::text::{mark_length, word_at};
use super::{Limits, Outcome};
use crate::source::{SharedSource, Span};
use crate::value::ScalarStyle;

/// Reads a file that is one TOML document.
pub(super) fn read(source: &SharedSource, limits: &Limits) -> Outcome {
    let base = mark_length(source.text());
    let text = source.text().get(base..).unwrap_or_default();
    let parsed = toml_parser::Source::new(text);
    let mut gatherer = Gatherer::new(parsed, base, limits.depth);
    let mut faults = Faults { text, base, line: 0, errors: Vec::new() };
    let tokens = parsed.lex().into_vec();
    parse_document(&tokens, &mut ValidateWhitespace::new(&mut gatherer, parsed), &mut faults);

    let mut tree = Assembly::new(source, 0, limits);
    let mut errors = gatherer.errors;
    // Past a fault of the wording the tables are guesses, and what is said of them would be too.
    let outcome = if let Some(error) = gatherer.too_deep {
        Err(error)
    } else if !faults.errors.is_empty() {
        errors = faults.errors;
        Ok(())
    } else {
        gatherer.tables.tell(&mut tree, Span::new(base, source.text().len()))
    };
    errors.into_iter().for_each(|error| tree.fail(error));
    tree.finish(outcome)
}

/// Takes what the parser reads and puts it in its table.
struct Gatherer<'t> {
    source: toml_parser::Source<'t>,
    base: usize,
    depth: usize,
    tables: Tables,
    /// The keys read since the last value or header.
    path: Vec<Key>,
    /// The inline tables and lists that are open.
    open: Vec<Part>,
    /// Where the header that is being read starts.
    header: usize,
    errors: Vec<ProposalError>,
    too_deep: Option<ProposalError>,
}

impl<'t> Gatherer<'t> {
    fn new(source: toml_parser::Source<'t>, base: usize, depth: usize) -> Self {
        Self {
            source,
            base,
            depth,
            tables: Tables::default(),
            path: Vec::new(),
            open: Vec::new(),
            header: 0,
            errors: Vec::new(),
            too_deep: None,
        }
    }

    fn span(&self, span: toml_parser::Span) -> Span {
        Span::new(span.start(), span.end()).shifted(self.base)
    }

    /// Puts a value under the keys read before it, or at the end of the list that is open.
    fn put(&mut self, span: Span, held: Held) -> Part {
        let path = std::mem::take(&mut self.path);
        match self.tables.put(self.open.last().copied(), path, span, held) {
            Ok(part) => part,
            Err((error, part)) => {
                self.fail(error);
                part
            }
        }
    }

    fn fail(&mut self, error: ProposalError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    /// False where nesting is too deep to go on.
    fn enter(&mut self, span: toml_parser::Span, held: Held) -> bool {
        let span = self.span(span);
        if self.open.len() >= self.depth {
            self.note_depth(span);
            return false;
        }
        let part = self.put(span, held);
        self.open.push(part);
        true
    }

    fn note_depth(&mut self, span: Span) {
        let kind = ProposalErrorKind::TooDeep { limit: self.depth };
        self.too_deep.get_or_insert_with(|| ProposalError::new(kind, span));
    }

    fn leave(&mut self, span: toml_parser::Span) {
        if let Some(part) = self.open.pop() {
            let end = self.span(span).end;
            self.tables.end(part, end);
        }
        self.path.clear();
    }

    fn close_header(&mut self, span: toml_parser::Span, header: Header) {
        let span = Span::new(self.header, self.span(span).end);
        let path = std::mem::take(&mut self.path);
        if let Err(error) = self.tables.start(path, span, header) {
            self.fail(error);
        }
    }

    fn open_header(&mut self, span: toml_parser::Span) {
        self.header = self.span(span).start;
        self.path.clear();
        self.open.clear();
    }
}

impl EventReceiver for Gatherer<'_> {
    fn std_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
    }

    fn std_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close_header(span, Header::Table);
    }

    fn array_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
    }

    fn array_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.close_header(span, Header::Item);
    }

    fn inline_table_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.enter(span, Held::inline())
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.leave(span);
    }

    fn array_open(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) -> bool {
        self.enter(span, Held::list())
    }

    fn array_close(&mut self, span: toml_parser::Span, _: &mut dyn ErrorSink) {
        self.leave(span);
    }

    fn simple_key(
        &mut self,
        span: toml_parser::Span,
        encoding: Option<Encoding>,
        faults: &mut dyn ErrorSink,
    ) {
        // Each dot of a key is a table further in.
        if self.path.len() >= self.depth {
            return self.note_depth(self.span(span));
        }
        let mut text = Cow::Borrowed("");
        if let Some(raw) = self.source.get(span) {
            let raw = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span);
            raw.decode_key(&mut text, faults);
        }
        self.path.push(Key::new(text, self.span(span)));
    }

    fn scalar(
        &mut self,
        span: toml_parser::Span,
        encoding: Option<Encoding>,
        faults: &mut dyn ErrorSink,
    ) {
        let Some(raw) = self.source.get(span) else { return };
        let raw = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span);
        let mut decoded = Cow::Borrowed("");
        let style = match raw.decode_scalar(&mut decoded, faults) {
            ScalarKind::String => ScalarStyle::Quoted,
            ScalarKind::Boolean(value) => ScalarStyle::Bool(value),
            ScalarKind::DateTime => ScalarStyle::Plain,
            ScalarKind::Float | ScalarKind::Integer(_) => ScalarStyle::Number,
        };
        // Escapes are resolved in strings; numbers and dates stay as they were written.
        let text = if style == ScalarStyle::Quoted {
            decoded.into_owned()
        } else {
            raw.as_str().to_owned()
        };
        self.put(self.span(span), Held::Scalar { text, style });
    }
}

/// Takes what the parser finds wrong.
struct Faults<'t> {
    text: &'t str,
    base: usize,
    /// Where the line of the last fault ends: further faults of it only follow from the first.
    line: usize,
    errors: Vec<ProposalError>,
}

impl ErrorSink for Faults<'_> {
    fn report_error(&mut self, error: ParseError) {
        let unexpected = error.unexpected();
        let start = unexpected.map_or(self.text.len(), |span| span.start());
        if self.errors.len() >= MOST_ERRORS || (start < self.line && !self.errors.is_empty()) {
            return;
        }
        let span = match unexpected {
            Some(span) if !span.is_empty() => Span::new(span.start(), span.end()),
            _ => word_at(self.text, start),
        };
        let rest = self.text.get(span.end..).unwrap_or_default();
        self.line = span.end + rest.find('\n').unwrap_or(rest.len());
        let nothing = unexpected.is_none_or(|span| span.is_empty());
        let fault = fault(error.description(), nothing);
        let span = match fault {
            TomlFault::UnclosedQuote => opening_quote(self.text, start).unwrap_or(span),
            _ => span,
        };
        let kind = ProposalErrorKind::Toml(fault);
        self.errors.push(ProposalError::new(kind, span.shifted(self.base)));
    }
}

/// The last quote on the line before a place.
fn opening_quote(text: &str, at: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let quote = before.get(line..)?.rfind(['"', '\''])?;
    Some(Span::new(line + quote, line + quote + 1))
}

/// What is wrong, in terms of the text; `nothing` where the fault is that something is missing.
fn fault(description: &str, nothing: bool) -> TomlFault {
    let found = PHRASES.iter().find(|(words, _)| description.contains(words));
    match found.map(|(_, fault)| *fault) {
        Some(TomlFault::TextNotQuoted) if nothing => TomlFault::NoValue,
        Some(TomlFault::UnclosedQuote) if !nothing => TomlFault::Unprintable,
        Some(fault) => fault,
        None => TomlFault::Other,
    }
}

/// The first entry whose words the parser uses decides.
const PHRASES: &[(&str, TomlFault)] = &[
    ("must be quoted", TomlFault::TextNotQuoted),
    ("invalid boolean", TomlFault::TextNotQuoted),
    ("keys cannot be", TomlFault::BadKey),
    ("unquoted key", TomlFault::BadKey),
    ("missing key", TomlFault::BadKey),
    ("invalid key", TomlFault::BadKey),
    ("invalid basic string", TomlFault::UnclosedQuote),
    ("invalid literal string", TomlFault::UnclosedQuote),
    ("invalid multi-line", TomlFault::UnclosedQuote),
    ("escape", TomlFault::BadEscape),
    ("invalid value", TomlFault::BadEscape),
    ("leading zero", TomlFault::BadNumber),
    ("digit", TomlFault::BadNumber),
    ("float", TomlFault::BadNumber),
    ("number", TomlFault::BadNumber),
    ("integer", TomlFault::BadNumber),
    ("exponent", TomlFault::BadNumber),
    ("no value", TomlFault::MissingEquals),
    ("assignment", TomlFault::MissingEquals),
    ("missing value for key", TomlFault::MissingEquals),
    ("missing value", TomlFault::NoValue),
    ("missing comma", TomlFault::MissingComma),
    ("extra comma", TomlFault::ExtraComma),
    ("unclosed", TomlFault::Unclosed),
    ("opening", TomlFault::Unclosed),
    ("missing table open", TomlFault::Unclosed),
    ("unexpected key or value", TomlFault::MoreOnTheLine),
    ("unexpected content", TomlFault::MoreOnTheLine),
    ("comment", TomlFault::Unprintable),
    ("carriage return", TomlFault::Unprintable),
];
