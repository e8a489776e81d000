//! Plain JSON onto a tape.

use super::bytes::{chunk_at, plain_before, plain_length, short_number_at};
use super::escape;
use super::figure::Figure;
use super::keys::Keys;
use super::roll::{Kind, Row, Tape};
use super::symbols::{Letters, Symbol, Symbols};
use super::watch::{Entry, Watch};
use super::{LONGEST, LONGEST_DOCUMENT, MOST_DEPTH, MOST_NODES, Unusual};

/// Reads one document onto the tape, in place of what it held.
///
/// # Errors
/// Where the text is not plain JSON: it may be wrong, or merely rare.
pub fn read(text: &str, tape: &mut Tape, symbols: &mut Symbols) -> Result<(), Unusual> {
    read_watched(text, tape, symbols, &mut ())
}

/// The same, with somebody who looks at the entries on the way.
///
/// # Errors
/// As [`read`], and where the one who looks gives up.
pub fn read_watched<W: Watch>(
    text: &str,
    tape: &mut Tape,
    symbols: &mut Symbols,
    watch: &mut W,
) -> Result<(), Unusual> {
    if text.len() > LONGEST_DOCUMENT {
        tape.clear();
        return Err(Unusual);
    }
    let mut reader = Reader::new(text, MOST_NODES, (tape, symbols), watch);
    reader.document()?;
    reader.space();
    let whole = reader.at == reader.bytes.len() && reader.tape.passed() <= MOST_NODES;
    if whole { Ok(()) } else { Err(Unusual) }
}

/// Reads the beginning of a document, about so many nodes; containers that do not end within it seem to be empty.
pub fn read_start(text: &str, nodes: usize, tape: &mut Tape, symbols: &mut Symbols) {
    // what is wrong with it is found out when all of it is read
    let _ended = Reader::new(text, nodes, (tape, symbols), &mut ()).document();
}

struct Reader<'t, 'r, W> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// How many containers are open.
    depth: usize,
    /// After how many nodes no container is opened any more.
    room: usize,
    tape: &'r mut Tape,
    symbols: &'r mut Symbols,
    watch: &'r mut W,
    /// The container of the root that is open.
    top: u32,
}

type Step<T> = Result<T, Unusual>;

impl<'t, 'r, W: Watch> Reader<'t, 'r, W> {
    fn new(
        text: &'t str,
        room: usize,
        (tape, symbols): (&'r mut Tape, &'r mut Symbols),
        watch: &'r mut W,
    ) -> Self {
        tape.start(text.len());
        let bytes = text.as_bytes();
        Self { text, bytes, at: 0, depth: 0, room, tape, symbols, watch, top: 0 }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Step<()> {
        if self.peek() != Some(byte) {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// A proposal is a mapping; what else it may be is for the careful reader to say.
    fn document(&mut self) -> Step<()> {
        self.space();
        if self.peek() == Some(b'{') { self.mapping(Symbol::NONE) } else { Err(Unusual) }
    }

    /// Past the bracket that opens a container.
    #[inline]
    fn open(&mut self, kind: Kind, key: Symbol) -> Step<u32> {
        if self.depth >= MOST_DEPTH || self.tape.passed() > self.room {
            return Err(Unusual);
        }
        self.depth += 1;
        let at = self.tape.begin(kind, key, self.at);
        if self.depth == 2 {
            self.top = at;
        }
        self.at += 1;
        self.space();
        Ok(at)
    }

    /// Past the bracket that closes it.
    #[inline]
    fn close(&mut self, at: u32, kind: Kind) -> Step<()> {
        self.at += 1;
        self.depth -= 1;
        self.tape.end(at, kind);
        if self.depth != 2 {
            return Ok(());
        }
        let entry = Entry { top: self.top, at };
        self.watch.entry(self.text, self.tape, self.symbols, entry)
    }

    /// Past a comma, to the next value: `true`. `false` at the bracket that closes the container.
    #[inline]
    fn goes_on(&mut self, bracket: u8) -> Step<bool> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(byte) if byte == bracket => Ok(false),
            _ => Err(Unusual),
        }
    }

    /// Recursion ends at [`MOST_DEPTH`].
    fn mapping(&mut self, key: Symbol) -> Step<()> {
        let at = self.open(Kind::Mapping, key)?;
        if self.peek() == Some(b'}') {
            return self.close(at, Kind::Mapping);
        }
        let mut keys = Keys::default();
        loop {
            let key = self.key()?;
            keys.add(key)?;
            self.value(key)?;
            if !self.goes_on(b'}')? {
                break;
            }
        }
        let kind = self.tape.told_apart(at, keys, self.symbols)?;
        self.close(at, kind)
    }

    fn list(&mut self, key: Symbol) -> Step<()> {
        let at = self.open(Kind::List, key)?;
        let mut kind = Kind::Row;
        if self.peek() == Some(b']') {
            return self.close(at, kind);
        }
        loop {
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) && self.short_numbers() {
                return self.close(at, kind);
            }
            // what follows such numbers may be anything
            if matches!(self.peek(), Some(b'{' | b'[')) {
                kind = Kind::List;
            }
            self.value(Symbol::NONE)?;
            if !self.goes_on(b']')? {
                return self.close(at, kind);
            }
        }
    }

    /// As many short numbers as follow each other; true where the bracket closes after them, else a value must follow.
    #[inline]
    fn short_numbers(&mut self) -> bool {
        let row = Row { kind: Kind::Number, tight: true };
        let closes;
        (self.at, closes) = self.tape.short_numbers(row, self.bytes, self.at);
        if !closes {
            self.space();
        }
        closes
    }

    /// A key, past its colon.
    #[inline]
    fn key(&mut self) -> Step<Symbol> {
        self.expect(b'"')?;
        let key = self.name()?;
        self.space();
        self.expect(b':')?;
        self.space();
        Ok(key)
    }

    /// A name, past the quote that ends it; short ones without a look at each letter.
    #[inline]
    fn name(&mut self) -> Step<Symbol> {
        let start = self.at;
        if let Some(chunk) = chunk_at(self.bytes, start) {
            let length = plain_before(chunk);
            if chunk.get(length) == Some(&b'"') {
                self.at = start + length + 1;
                let letters = Letters::in_chunk(chunk, length);
                if let Some(known) = self.symbols.of_late(letters) {
                    return Ok(known);
                }
            }
        }
        self.at = start;
        self.rare_name()
    }

    #[inline(never)]
    fn rare_name(&mut self) -> Step<Symbol> {
        let start = self.at;
        if let Ok(end) = self.string() {
            return Ok(self.symbols.of(self.text.get(start..end).ok_or(Unusual)?));
        }
        let mut meant = String::new();
        let rest = self.text.get(start..).ok_or(Unusual)?;
        self.at = start + 1 + escape::read(rest, &mut meant).ok_or(Unusual)?;
        if meant.len() > LONGEST { Err(Unusual) } else { Ok(self.symbols.of(&meant)) }
    }

    #[inline]
    fn value(&mut self, key: Symbol) -> Step<()> {
        match self.peek().ok_or(Unusual)? {
            b'"' => {
                self.at += 1;
                let start = self.at;
                match self.string() {
                    Ok(end) => self.tape.scalar(Kind::Quoted, key, start, end),
                    Err(Unusual) => self.escaped(key)?,
                }
                Ok(())
            }
            b'-' | b'0'..=b'9' => self.number(key),
            b'{' => self.mapping(key),
            b'[' => self.list(key),
            b't' => self.word("true", Kind::True, key),
            b'f' => self.word("false", Kind::False, key),
            b'n' => self.word("null", Kind::Null, key),
            _ => Err(Unusual),
        }
    }

    /// A text with escapes.
    #[inline(never)]
    fn escaped(&mut self, key: Symbol) -> Step<()> {
        let start = self.tape.meant().len();
        let rest = self.text.get(self.at..).ok_or(Unusual)?;
        self.at += 1 + escape::read(rest, self.tape.meant()).ok_or(Unusual)?;
        if self.tape.meant().len() - start > LONGEST {
            return Err(Unusual);
        }
        self.tape.scalar_elsewhere(Kind::Quoted, key, start);
        Ok(())
    }

    fn word(&mut self, word: &str, kind: Kind, key: Symbol) -> Step<()> {
        let end = self.at + word.len();
        if self.text.get(self.at..end) != Some(word) {
            return Err(Unusual);
        }
        self.tape.scalar(kind, key, self.at, end);
        self.at = end;
        Ok(())
    }

    /// Past the quote that ends a string without escapes; its place is returned.
    #[inline(always)]
    fn string(&mut self) -> Step<usize> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = plain_length(rest);
        let end = self.at + length;
        if rest.get(length) != Some(&b'"') || length > LONGEST {
            return Err(Unusual);
        }
        self.at = end + 1;
        Ok(end)
    }

    #[inline]
    fn number(&mut self, key: Symbol) -> Step<()> {
        let start = self.at;
        let Some((short, _)) = short_number_at(self.bytes, start) else {
            return self.rare_number(key);
        };
        self.at = start + short.length;
        self.tape.short_number(Kind::Number, key, start, short);
        Ok(())
    }

    #[inline(never)]
    fn rare_number(&mut self, key: Symbol) -> Step<()> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.at;
        let count = self.digits();
        if count == 0 || (count > 1 && self.bytes.get(whole) == Some(&b'0')) {
            return Err(Unusual);
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits()?;
        }
        if self.at - start > LONGEST {
            return Err(Unusual);
        }
        match self.text.get(start..self.at).and_then(Figure::read) {
            Some(figure) => self.tape.number(key, start, self.at, figure),
            None => self.tape.scalar(Kind::Number, key, start, self.at),
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Step<()> {
        if self.digits() == 0 { Err(Unusual) } else { Ok(()) }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }
}
