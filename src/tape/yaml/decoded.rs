//! Scalars whose text is not a piece of the document: several lines that are folded into one, and escapes.

use super::Reader;
use super::scalar::Token;
use crate::tape::roll::Kind;
use crate::tape::scan::find;
use crate::tape::symbols::Symbol;
use crate::tape::{LONGEST, Unusual, Watch};

/// How two lines of one text are joined.
struct Fold {
    /// How many line ends lie between them.
    breaks: usize,
    /// Where the later one starts behind its indentation.
    at: usize,
}

impl<W: Watch> Reader<'_, '_, W> {
    /// A value that stands by itself in a block of this column, to the end of its last line.
    #[inline]
    pub(super) fn value(&mut self, key: Symbol, column: usize) -> Result<(), Unusual> {
        let start = self.at;
        let quote = self.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        let token = match quote {
            Some(quote) => match self.quoted(quote) {
                Ok(token) => token,
                Err(Unusual) => {
                    self.at = start;
                    self.decoded(quote, key, column)?;
                    return self.end_of_line();
                }
            },
            None => self.plain()?,
        };
        self.token_as_value(token, key, column)
    }

    /// The same, where its first line was read.
    #[inline]
    pub(super) fn token_as_value(
        &mut self,
        token: Token,
        key: Symbol,
        column: usize,
    ) -> Result<(), Unusual> {
        if token.is_key {
            return Err(Unusual);
        }
        if token.is_plain() && self.fold(column).is_some() {
            return self.folded(token, key, column);
        }
        self.scalar(token, key)?;
        self.end_of_line()
    }

    /// What follows on a later line, further in than the column, where it is no comment.
    #[inline]
    fn fold(&self, column: usize) -> Option<Fold> {
        let (mut at, mut start, mut breaks) = (self.at, self.at, 0);
        loop {
            match self.bytes.get(at)? {
                b' ' | b'\r' => {}
                b'\n' => {
                    breaks += 1;
                    start = at + 1;
                }
                b'#' => return None,
                _ if breaks == 0 || at - start <= column => return None,
                _ => return Some(Fold { breaks, at }),
            }
            at += 1;
        }
    }

    /// Past the end of a line, to the next one of a text in brackets, unless that starts with what may mean something else.
    pub(super) fn next_line(&mut self) -> Result<(), Unusual> {
        let fold = self.fold(self.column()).ok_or(Unusual)?;
        let next = self.bytes.get(fold.at).ok_or(Unusual)?;
        if b",[]{}#:-?".contains(next) {
            return Err(Unusual);
        }
        self.tape.meant().push_str(&joint(fold.breaks));
        self.at = fold.at;
        Ok(())
    }

    /// A text without quotes on several lines.
    #[cold]
    fn folded(&mut self, token: Token, key: Symbol, column: usize) -> Result<(), Unusual> {
        let from = self.tape.meant().len();
        let (mut start, mut end) = token.place();
        loop {
            let line = self.text.get(start..end).ok_or(Unusual)?;
            self.tape.meant().push_str(line);
            let Some(fold) = self.fold(column) else { break };
            self.tape.meant().push_str(&joint(fold.breaks));
            self.at = fold.at;
            let next = self.rest_of_line()?;
            if next.is_key {
                return Err(Unusual);
            }
            (start, end) = next.place();
        }
        self.own_scalar(Kind::Plain, key, from)?;
        self.end_of_line()
    }

    /// A text in quotes with escapes or on several lines, these further in than the column.
    #[cold]
    pub(super) fn decoded(&mut self, quote: u8, key: Symbol, column: usize) -> Result<(), Unusual> {
        let from = self.tape.meant().len();
        self.at += 1;
        loop {
            let stops = [quote, b'\n', if quote == b'"' { b'\\' } else { quote }];
            let (start, end) = (self.at, find(self.bytes, self.at, stops));
            let piece = self.text.get(start..end).ok_or(Unusual)?;
            self.at = end;
            match self.peek().ok_or(Unusual)? {
                b'\n' => {
                    self.tape.meant().push_str(piece.trim_end_matches([' ', '\r']));
                    let fold = self.fold(column).ok_or(Unusual)?;
                    self.tape.meant().push_str(&joint(fold.breaks));
                    self.at = fold.at;
                }
                b'\\' if self.peek_next() == Some(b'\n') => {
                    // the end of the line is no part of the text
                    self.tape.meant().push_str(piece);
                    self.at += 1;
                    self.at = self.fold(column).filter(|fold| fold.breaks == 1).ok_or(Unusual)?.at;
                }
                b'\\' => {
                    self.tape.meant().push_str(piece);
                    let escaped = self.escape()?;
                    self.tape.meant().push(escaped);
                }
                _ if quote == b'\'' && self.peek_next() == Some(quote) => {
                    self.tape.meant().push_str(piece);
                    self.tape.meant().push('\'');
                    self.at += 2;
                }
                _ => {
                    self.tape.meant().push_str(piece);
                    self.at += 1;
                    return self.own_scalar(Kind::Quoted, key, from);
                }
            }
        }
    }

    /// What an escape stands for; the rarer ones are unusual.
    fn escape(&mut self) -> Result<char, Unusual> {
        let (meant, digits) = match self.peek_next().ok_or(Unusual)? {
            byte @ (b'"' | b'\\' | b'/' | b' ') => (char::from(byte), 0),
            b'n' => ('\n', 0),
            b't' => ('\t', 0),
            b'x' => ('x', 2),
            b'u' => ('u', 4),
            b'U' => ('U', 8),
            _ => return Err(Unusual),
        };
        self.at += 2;
        if digits == 0 {
            return Ok(meant);
        }
        let code = self.text.get(self.at..self.at + digits).ok_or(Unusual)?;
        self.at += digits;
        let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(code, 16).ok().filter(|_| is_code);
        code.and_then(char::from_u32).ok_or(Unusual)
    }

    /// A value whose text the tape itself holds from a place on.
    pub(super) fn own_scalar(
        &mut self,
        kind: Kind,
        key: Symbol,
        from: usize,
    ) -> Result<(), Unusual> {
        if self.tape.meant().len() - from > LONGEST {
            return Err(Unusual);
        }
        self.tape.scalar_elsewhere(kind, key, from);
        Ok(())
    }
}

/// What stands for the line ends between two lines: a blank for one, else all but one of them.
fn joint(breaks: usize) -> String {
    if breaks == 1 { " ".to_owned() } else { "\n".repeat(breaks - 1) }
}
