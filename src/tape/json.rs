//! Plain JSON onto a tape.

use super::roll::{Kind, Tape};
use super::symbols::{Symbol, Symbols};
use super::{LONGEST, LONGEST_DOCUMENT, MOST_DEPTH, MOST_NODES, Unusual};

/// Reads one document onto the tape, in place of what it held.
///
/// # Errors
/// Where the text is not plain JSON: it may be wrong, or merely rare.
pub fn read(text: &str, tape: &mut Tape, symbols: &mut Symbols) -> Result<(), Unusual> {
    tape.clear();
    if text.len() > LONGEST_DOCUMENT {
        return Err(Unusual);
    }
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, tape, symbols };
    reader.space();
    // a proposal is a mapping; what else it may be is for the careful reader to say
    if reader.peek() != Some(b'{') {
        return Err(Unusual);
    }
    reader.value(Symbol::NONE)?;
    while let Some(innermost) = reader.tape.innermost() {
        reader.next_in(innermost)?;
    }
    reader.space();
    let whole = reader.at == reader.bytes.len() && reader.tape.len() <= MOST_NODES;
    if whole { Ok(()) } else { Err(Unusual) }
}

/// Reads the beginning of a document, about so many nodes; containers that do not end within it seem to be empty.
pub fn read_start(text: &str, nodes: usize, tape: &mut Tape, symbols: &mut Symbols) {
    tape.clear();
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, tape, symbols };
    reader.space();
    let mut read = reader.value(Symbol::NONE);
    while let (Ok(()), Some(innermost)) = (read, reader.tape.innermost()) {
        if reader.tape.len() > nodes {
            break;
        }
        read = reader.next_in(innermost);
    }
}

struct Reader<'t, 'r> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tape: &'r mut Tape,
    symbols: &'r mut Symbols,
}

impl Reader<'_, '_> {
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
    fn expect(&mut self, byte: u8) -> Result<(), Unusual> {
        if self.peek() != Some(byte) {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// What follows a value in the innermost container: its end, or a comma and the next value.
    fn next_in(&mut self, innermost: Kind) -> Result<(), Unusual> {
        self.space();
        let mapping = innermost == Kind::Mapping;
        match (self.peek(), mapping) {
            (Some(b','), _) => {
                self.at += 1;
                self.space();
                if mapping { self.entry() } else { self.value(Symbol::NONE) }
            }
            (Some(b'}'), true) | (Some(b']'), false) => self.close(),
            _ => Err(Unusual),
        }
    }

    fn close(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        self.tape.close(self.symbols)
    }

    #[inline]
    fn entry(&mut self) -> Result<(), Unusual> {
        self.expect(b'"')?;
        let start = self.at;
        let end = self.string()?;
        let key = self.symbols.of(self.text.get(start..end).ok_or(Unusual)?);
        self.space();
        self.expect(b':')?;
        self.space();
        self.value(key)
    }

    /// A scalar, or the beginning of a container with its first value.
    #[inline]
    fn value(&mut self, key: Symbol) -> Result<(), Unusual> {
        match self.peek().ok_or(Unusual)? {
            b'"' => {
                self.at += 1;
                let start = self.at;
                let end = self.string()?;
                self.tape.scalar(Kind::Quoted, key, start, end);
                Ok(())
            }
            b'-' | b'0'..=b'9' => self.number(key),
            b'{' => self.open(Kind::Mapping, key),
            b'[' => self.open(Kind::List, key),
            b't' => self.word("true", Kind::True, key),
            b'f' => self.word("false", Kind::False, key),
            b'n' => self.word("null", Kind::Null, key),
            _ => Err(Unusual),
        }
    }

    fn open(&mut self, kind: Kind, key: Symbol) -> Result<(), Unusual> {
        if self.tape.depth() >= MOST_DEPTH {
            return Err(Unusual);
        }
        self.tape.open(kind, key, self.at);
        self.at += 1;
        self.space();
        match (self.peek(), kind) {
            (Some(b'}'), Kind::Mapping) | (Some(b']'), Kind::List) => self.close(),
            (_, Kind::Mapping) => self.entry(),
            _ => self.value(Symbol::NONE),
        }
    }

    fn word(&mut self, word: &str, kind: Kind, key: Symbol) -> Result<(), Unusual> {
        let end = self.at + word.len();
        if self.text.get(self.at..end) != Some(word) {
            return Err(Unusual);
        }
        self.tape.scalar(kind, key, self.at, end);
        self.at = end;
        Ok(())
    }

    /// Past the quote that ends a string; its place is returned.
    #[inline]
    fn string(&mut self) -> Result<usize, Unusual> {
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
    fn number(&mut self, key: Symbol) -> Result<(), Unusual> {
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
            if self.digits() == 0 {
                return Err(Unusual);
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(Unusual);
            }
        }
        if self.at - start > LONGEST {
            return Err(Unusual);
        }
        self.tape.scalar(Kind::Number, key, start, self.at);
        Ok(())
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }
}

/// How many bytes there are before a quote, a backslash or a control character; eight at a time while that is quicker.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (chunks, _) = bytes.as_chunks::<8>();
    let mut length = 0;
    for chunk in chunks {
        let special = specials(u64::from_le_bytes(*chunk));
        if special != 0 {
            return length + (special.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    let rest = bytes.get(length..).unwrap_or_default();
    let plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    length + rest.iter().take_while(|byte| plain(byte)).count()
}

/// The high bit of each byte that is a quote, a backslash or below 0x20; the lowest one set is always right.
#[inline]
fn specials(word: u64) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let below = |word: u64, limit: u8| word.wrapping_sub(LOW * u64::from(limit)) & !word & HIGH;
    let equal = |byte: u8| below(word ^ (LOW * u64::from(byte)), 1);
    below(word, 0x20) | equal(b'"') | equal(b'\\')
}
