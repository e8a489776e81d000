//! Keys and scalars of YAML that stand on one line.

use super::Reader;
use crate::tape::bytes::{CHUNK, chunk_at, short_number_at};
use crate::tape::roll::Kind;
use crate::tape::scan::find;
use crate::tape::symbols::{Letters, Symbol};
use crate::tape::{LONGEST, Unusual, Watch};

/// A key or a value, as it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    start: usize,
    end: usize,
    is_quoted: bool,
    /// True where a colon follows, which then is passed.
    pub(super) is_key: bool,
}

impl Token {
    pub(super) fn plain(start: usize, end: usize) -> Self {
        Self { start, end, is_quoted: false, is_key: false }
    }

    /// The same, with the colon after it passed.
    pub(super) fn before_colon(self) -> Self {
        Self { is_key: true, ..self }
    }

    pub(super) fn is_plain(self) -> bool {
        !self.is_quoted
    }

    pub(super) fn place(self) -> (usize, usize) {
        (self.start, self.end)
    }
}

/// The longest key in bytes. Past 1,024 characters a colon no longer makes a key.
const LONGEST_KEY: usize = 512;

impl<W: Watch> Reader<'_, '_, W> {
    /// A key or a value of a block.
    #[inline]
    pub(super) fn token(&mut self) -> Result<Token, Unusual> {
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                let token = self.quoted(quote)?;
                let is_key = self.peek() == Some(b':');
                if is_key {
                    self.colon()?;
                }
                Ok(Token { is_key, ..token })
            }
            _ => self.plain(),
        }
    }

    /// A text in quotes, without any escape.
    #[inline]
    pub(super) fn quoted(&mut self, quote: u8) -> Result<Token, Unusual> {
        let start = self.at + 1;
        let end = if quote == b'"' {
            find(self.bytes, start, [b'"', b'\\', b'\n'])
        } else {
            find(self.bytes, start, [b'\'', b'\n'])
        };
        let doubled = quote == b'\'' && self.bytes.get(end + 1) == Some(&quote);
        if self.bytes.get(end) != Some(&quote) || doubled {
            return Err(Unusual);
        }
        self.at = end + 1;
        Ok(Token { start, end, is_quoted: true, is_key: false })
    }

    /// Past a colon after which something else must not follow at once.
    fn colon(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        if matches!(self.peek(), None | Some(b' ' | b'\n' | b'\r')) { Ok(()) } else { Err(Unusual) }
    }

    /// A text without quotes: up to `: `, a comment or the end of the line.
    #[inline]
    pub(super) fn plain(&mut self) -> Result<Token, Unusual> {
        self.check_first()?;
        self.rest_of_line()
    }

    /// The same from a later line on, which may start with anything.
    #[inline]
    pub(super) fn rest_of_line(&mut self) -> Result<Token, Unusual> {
        let start = self.at;
        let mut at = start;
        let is_key = loop {
            at = find(self.bytes, at, [b'\n', b':', b'#']);
            match self.bytes.get(at) {
                Some(b':') => {
                    if matches!(self.bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r')) {
                        break true;
                    }
                }
                Some(b'#') => {
                    if self.bytes.get(at.wrapping_sub(1)) == Some(&b' ') {
                        break false;
                    }
                }
                _ => break false,
            }
            at += 1;
        };
        self.at = at + usize::from(is_key);
        Ok(Token { start, end: self.trimmed(start, at), is_quoted: false, is_key })
    }

    /// The end of a text without the blanks after it.
    #[inline]
    pub(super) fn trimmed(&self, start: usize, mut end: usize) -> usize {
        while end > start && matches!(self.bytes.get(end - 1), Some(b' ' | b'\r')) {
            end -= 1;
        }
        end
    }

    /// A text without quotes must not start with what means something else.
    #[inline]
    pub(super) fn check_first(&self) -> Result<(), Unusual> {
        match self.peek() {
            None => Err(Unusual),
            Some(
                b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|'
                | b'>' | b'\'' | b'"' | b'%' | b'@' | b'`',
            ) => Err(Unusual),
            Some(b'-') => match self.peek_next() {
                None | Some(b' ' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}') => {
                    Err(Unusual)
                }
                Some(_) => Ok(()),
            },
            Some(_) => Ok(()),
        }
    }

    /// The name of a key.
    #[inline]
    pub(super) fn key(&mut self, token: Token) -> Result<Symbol, Unusual> {
        let text = self.text.get(token.start..token.end).ok_or(Unusual)?;
        let is_merge = token.is_plain() && text == "<<";
        if !token.is_key || is_merge || text.len() > LONGEST_KEY {
            return Err(Unusual);
        }
        let late = chunk_at(self.bytes, token.start).filter(|_| text.len() < CHUNK);
        let known =
            late.and_then(|chunk| self.symbols.of_late(Letters::in_chunk(chunk, text.len())));
        Ok(known.unwrap_or_else(|| self.symbols.of(text)))
    }

    /// Puts a value on the tape.
    #[inline]
    pub(super) fn scalar(&mut self, token: Token, key: Symbol) -> Result<(), Unusual> {
        let Token { start, end, is_quoted, .. } = token;
        if end - start > LONGEST {
            return Err(Unusual);
        }
        if !is_quoted
            && let Some((short, _)) = short_number_at(self.bytes, start)
            && start + short.length == end
        {
            self.tape.short_number(Kind::Plain, key, start, short);
            return Ok(());
        }
        let written = self.bytes.get(start..end).unwrap_or_default();
        let kind = if is_quoted { Kind::Quoted } else { plain_kind(written) };
        self.tape.scalar(kind, key, start, end);
        Ok(())
    }
}

/// What a text without quotes is in the core schema. Numbers stay text, also where their figure is known.
#[inline]
fn plain_kind(written: &[u8]) -> Kind {
    match written {
        [b'~', ..] | [b'n' | b'N' | b't' | b'T' | b'f' | b'F', _, _, _, ..] => word_kind(written),
        _ => Kind::Plain,
    }
}

fn word_kind(written: &[u8]) -> Kind {
    match written {
        b"~" | b"null" | b"Null" | b"NULL" => Kind::Null,
        b"true" | b"True" | b"TRUE" => Kind::True,
        b"false" | b"False" | b"FALSE" => Kind::False,
        _ => Kind::Plain,
    }
}
