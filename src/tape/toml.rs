//! Plain TOML onto a tape. What the text says is found by `toml_parser`, as in the careful reader; here its events are put
//! in a row, so long as every table is stated in one piece.

use std::borrow::Cow;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

use super::roll::{Kind, Tape};
use super::scan::{is_plain_text, whole_lines};
use super::symbols::{Symbol, Symbols};
use super::{LONGEST, LONGEST_DOCUMENT, MOST_DEPTH, MOST_NODES, Unusual};

/// Reads one document onto the tape, in place of what it held.
///
/// # Errors
/// Where the text is not plain TOML: it may be wrong, or merely rare.
pub fn read(text: &str, tape: &mut Tape, symbols: &mut Symbols) -> Result<(), Unusual> {
    if text.len() > LONGEST_DOCUMENT || !is_plain_text(text.as_bytes()) {
        return Err(Unusual);
    }
    let whole = events(text, tape, symbols);
    // a root without a key is an empty file
    if whole && (2..=MOST_NODES).contains(&tape.len()) { Ok(()) } else { Err(Unusual) }
}

/// Reads the beginning of a document; containers that do not end within it seem to be empty.
pub fn read_start(text: &str, tape: &mut Tape, symbols: &mut Symbols) {
    let start = whole_lines(text);
    if is_plain_text(start.as_bytes()) {
        events(start, tape, symbols);
    } else {
        tape.clear();
    }
}

/// Puts all events of a text on the tape, up to the first that is unusual; false where there was one.
fn events(text: &str, tape: &mut Tape, symbols: &mut Symbols) -> bool {
    tape.start(text.len());
    tape.open(Kind::Mapping, Symbol::NONE, 0);
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut reader = Reader {
        text,
        source,
        tape,
        symbols,
        tables: Vec::new(),
        path: Vec::new(),
        inline: 0,
        outcome: Ok(()),
    };
    let mut faults = Faults(false);
    parse_document(&tokens, &mut ValidateWhitespace::new(&mut reader, source), &mut faults);
    reader.attempt(|reader| {
        reader.leave_to(0)?;
        reader.tape.close(reader.symbols).map(drop)
    });
    reader.outcome.is_ok() && !faults.0
}

struct Reader<'t, 'r> {
    text: &'t str,
    source: Source<'t>,
    tape: &'r mut Tape,
    symbols: &'r mut Symbols,
    /// The tables that headers have opened within each other.
    tables: Vec<Table<'t>>,
    /// The keys read since the last value or header.
    path: Vec<&'t str>,
    /// How many braces and brackets are open.
    inline: usize,
    outcome: Result<(), Unusual>,
}

#[derive(Debug, Clone, Copy)]
struct Table<'t> {
    key: &'t str,
    /// True for `[[key]]`, which is open twice: as a list, and as its last item.
    is_item: bool,
}

impl<'t> Reader<'t, '_> {
    /// Does what an event asks for, unless something was unusual before.
    #[inline]
    fn attempt(&mut self, act: impl FnOnce(&mut Self) -> Result<(), Unusual>) {
        if self.outcome.is_ok() {
            self.outcome = act(self);
        }
    }

    /// Opens the table of a header. One that was closed already would be stated twice in what holds it, which is found
    /// when that is closed.
    fn header(&mut self, span: Span, is_item: bool) -> Result<(), Unusual> {
        let path = std::mem::take(&mut self.path);
        let alike = |(table, key): &(&Table<'_>, &&str)| table.key == **key;
        let shared = self.tables.iter().zip(&path).take_while(alike).count();
        if self.inline > 0 {
            return Err(Unusual);
        }
        let again = self.tables.get(shared.wrapping_sub(1)).is_some_and(|table| table.is_item);
        let Some((last, above)) = path.get(shared..).and_then(<[_]>::split_last) else {
            return if is_item && again { self.next_item(shared, span) } else { Err(Unusual) };
        };
        self.leave_to(shared)?;
        for key in above {
            self.enter(key, span, false)?;
        }
        self.enter(last, span, is_item)
    }

    fn enter(&mut self, key: &'t str, span: Span, is_item: bool) -> Result<(), Unusual> {
        let symbol = self.symbols.of(key);
        if is_item {
            self.open(Kind::List, symbol, span)?;
        }
        let symbol = if is_item { Symbol::NONE } else { symbol };
        self.tables.push(Table { key, is_item });
        self.open(Kind::Mapping, symbol, span)
    }

    fn next_item(&mut self, depth: usize, span: Span) -> Result<(), Unusual> {
        self.leave_to(depth)?;
        self.tape.close(self.symbols)?;
        self.open(Kind::Mapping, Symbol::NONE, span)
    }

    /// Closes all tables but so many.
    fn leave_to(&mut self, depth: usize) -> Result<(), Unusual> {
        while self.tables.len() > depth {
            let table = self.tables.pop().ok_or(Unusual)?;
            self.tape.close(self.symbols)?;
            if table.is_item {
                self.tape.close(self.symbols)?;
            }
        }
        Ok(())
    }

    fn open(&mut self, kind: Kind, key: Symbol, span: Span) -> Result<(), Unusual> {
        if self.tape.depth() >= MOST_DEPTH {
            return Err(Unusual);
        }
        self.tape.open(kind, key, span.start());
        Ok(())
    }

    fn open_inline(&mut self, kind: Kind, span: Span) -> Result<(), Unusual> {
        let key = self.take_key()?;
        self.inline += 1;
        self.open(kind, key, span)
    }

    fn close_inline(&mut self) -> Result<(), Unusual> {
        self.path.clear();
        self.inline = self.inline.checked_sub(1).ok_or(Unusual)?;
        self.tape.close(self.symbols).map(drop)
    }

    /// The key of a value; none in a list. A key with dots is unusual.
    #[inline]
    fn take_key(&mut self) -> Result<Symbol, Unusual> {
        let key = self.path.pop();
        if self.path.is_empty() {
            Ok(key.map_or(Symbol::NONE, |key| self.symbols.of(key)))
        } else {
            Err(Unusual)
        }
    }

    /// The text of a token without its quotes, where these enclose nothing that is to be resolved.
    #[inline]
    fn inner(&self, span: Span, encoding: Encoding) -> Result<(usize, usize), Unusual> {
        let written = self.text.get(span.start()..span.end()).ok_or(Unusual)?;
        let quote = match encoding {
            Encoding::LiteralString => '\'',
            Encoding::BasicString if !written.contains('\\') => '"',
            Encoding::BasicString | Encoding::MlLiteralString | Encoding::MlBasicString => {
                return Err(Unusual);
            }
        };
        let inner = written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        let length = inner.filter(|inner| inner.len() <= LONGEST).ok_or(Unusual)?.len();
        Ok((span.start() + 1, span.start() + 1 + length))
    }

    #[inline]
    fn key(&mut self, span: Span, encoding: Option<Encoding>) -> Result<(), Unusual> {
        let (start, end) = match encoding {
            Some(encoding) => self.inner(span, encoding)?,
            None => (span.start(), span.end()),
        };
        let text = self.text.get(start..end).ok_or(Unusual)?;
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        let plain = encoding.is_some() || (!text.is_empty() && text.bytes().all(is_bare));
        if !plain || text.len() > LONGEST || self.path.len() >= MOST_DEPTH {
            return Err(Unusual);
        }
        self.path.push(text);
        Ok(())
    }

    #[inline]
    fn value(&mut self, span: Span, encoding: Option<Encoding>) -> Result<(), Unusual> {
        let key = self.take_key()?;
        let (kind, (start, end)) = match encoding {
            Some(encoding) => match self.inner(span, encoding) {
                Ok(place) => (Kind::Quoted, place),
                Err(Unusual) => return self.decoded(key, span, encoding),
            },
            None => (self.bare_kind(span)?, (span.start(), span.end())),
        };
        if end - start > LONGEST {
            return Err(Unusual);
        }
        self.tape.scalar(kind, key, start, end);
        Ok(())
    }

    /// A text with escapes or on several lines, as the library resolves it.
    #[cold]
    fn decoded(&mut self, key: Symbol, span: Span, encoding: Encoding) -> Result<(), Unusual> {
        let raw = self.source.get(span).ok_or(Unusual)?;
        let raw = toml_parser::Raw::new_unchecked(raw.as_str(), Some(encoding), span);
        let (mut text, mut faults) = (Cow::Borrowed(""), Faults(false));
        let kind = raw.decode_scalar(&mut text, &mut faults);
        if kind != ScalarKind::String || faults.0 || text.len() > LONGEST {
            return Err(Unusual);
        }
        let from = self.tape.meant().len();
        self.tape.meant().push_str(&text);
        self.tape.scalar_elsewhere(Kind::Quoted, key, from);
        Ok(())
    }

    /// What a value without quotes is: told at once of short decimals, by the library of all else.
    #[inline]
    fn bare_kind(&self, span: Span) -> Result<Kind, Unusual> {
        let written = self.text.get(span.start()..span.end()).ok_or(Unusual)?;
        if is_decimal(written.as_bytes()) {
            return Ok(Kind::Number);
        }
        let raw = self.source.get(span).ok_or(Unusual)?;
        let raw = toml_parser::Raw::new_unchecked(raw.as_str(), None, span);
        let mut faults = Faults(false);
        let kind = match raw.decode_scalar(&mut Cow::Borrowed(""), &mut faults) {
            ScalarKind::String => return Err(Unusual),
            ScalarKind::Boolean(true) => Kind::True,
            ScalarKind::Boolean(false) => Kind::False,
            ScalarKind::DateTime => Kind::Plain,
            ScalarKind::Float | ScalarKind::Integer(_) => Kind::Number,
        };
        if faults.0 { Err(Unusual) } else { Ok(kind) }
    }
}

/// True for `6500`, `-5` and `0.50`.
#[inline]
fn is_decimal(written: &[u8]) -> bool {
    let digits = written.strip_prefix(b"-").unwrap_or(written);
    let count = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = count(digits);
    let leading_zero = whole > 1 && digits.starts_with(b"0");
    match digits.get(whole..) {
        _ if whole == 0 || leading_zero => false,
        Some([]) => true,
        Some([b'.', places @ ..]) => !places.is_empty() && count(places) == places.len(),
        _ => false,
    }
}

impl EventReceiver for Reader<'_, '_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.path.clear();
    }

    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.attempt(|reader| reader.header(span, false));
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.path.clear();
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.attempt(|reader| reader.header(span, true));
    }

    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.attempt(|reader| reader.open_inline(Kind::Mapping, span));
        self.outcome.is_ok()
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.attempt(Self::close_inline);
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.attempt(|reader| reader.open_inline(Kind::List, span));
        self.outcome.is_ok()
    }

    fn array_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.attempt(Self::close_inline);
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.attempt(|reader| reader.key(span, encoding));
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.attempt(|reader| reader.value(span, encoding));
    }
}

/// Whether something was wrong.
struct Faults(bool);

impl ErrorSink for Faults {
    fn report_error(&mut self, _: ParseError) {
        self.0 = true;
    }
}
