//! Brackets and braces.

use super::Reader;
use super::scalar::Token;
use crate::tape::roll::{Kind, Row};
use crate::tape::scan::find;
use crate::tape::symbols::Symbol;
use crate::tape::{Unusual, Watch};

impl<W: Watch> Reader<'_, '_, W> {
    /// A list in brackets or a mapping in braces. Recursion ends at the depth that a tape admits.
    pub(super) fn flow(&mut self, key: Symbol) -> Result<(), Unusual> {
        if self.peek() == Some(b'[') { self.brackets(key) } else { self.braces(key) }
    }

    fn brackets(&mut self, key: Symbol) -> Result<(), Unusual> {
        self.open(Kind::List, key)?;
        self.at += 1;
        self.flow_space()?;
        if self.peek() == Some(b']') {
            return self.shut();
        }
        let mut before = None;
        loop {
            let is_tight = self.bytes.get(self.at.wrapping_sub(1)) == Some(&b',');
            if !is_tight {
                let row = Row { kind: Kind::Plain, tight: false };
                let closes;
                (self.at, closes) = self.tape.short_numbers(row, self.bytes, self.at);
                if closes {
                    return self.shut();
                }
            }
            self.flow_space()?;
            let item = self.flow_value(Symbol::NONE)?;
            self.check_comma(before, item)?;
            before = item;
            if !self.goes_on(b']')? {
                return self.shut();
            }
        }
    }

    fn braces(&mut self, key: Symbol) -> Result<(), Unusual> {
        self.open(Kind::Mapping, key)?;
        self.at += 1;
        self.flow_space()?;
        if self.peek() == Some(b'}') {
            return self.shut();
        }
        loop {
            let name = self.flow_key()?;
            self.flow_space()?;
            self.flow_value(name)?;
            if !self.goes_on(b'}')? {
                return self.shut();
            }
        }
    }

    /// Past a comma, to what follows it: `true`. `false` at the bracket that closes.
    #[inline]
    fn goes_on(&mut self, bracket: u8) -> Result<bool, Unusual> {
        self.flow_space()?;
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.flow_space()?;
                Ok(true)
            }
            Some(byte) if byte == bracket => Ok(false),
            _ => Err(Unusual),
        }
    }

    fn shut(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        self.closed()
    }

    fn flow_key(&mut self) -> Result<Symbol, Unusual> {
        let token = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote)?,
            _ => self.flow_plain()?,
        };
        if (self.peek(), self.peek_next()) != (Some(b':'), Some(b' ')) {
            return Err(Unusual);
        }
        self.at += 1;
        self.key(token.before_colon())
    }

    /// A value in brackets or braces; the token is that of a scalar.
    #[inline]
    fn flow_value(&mut self, key: Symbol) -> Result<Option<Token>, Unusual> {
        let start = self.at;
        let token = match self.peek() {
            Some(b'[' | b'{') => {
                self.flow(key)?;
                return Ok(None);
            }
            Some(quote @ (b'"' | b'\'')) => match self.quoted(quote) {
                Ok(token) => token,
                Err(Unusual) => {
                    self.at = start;
                    return self.decoded(quote, key, self.column()).map(|()| None);
                }
            },
            _ => match self.flow_plain() {
                Ok(token) => token,
                Err(Unusual) => {
                    self.at = start;
                    return self.flow_folded(key).map(Some);
                }
            },
        };
        self.scalar(token, key)?;
        Ok(Some(token))
    }

    /// A text without quotes, up to what ends it in brackets.
    #[inline]
    fn flow_plain(&mut self) -> Result<Token, Unusual> {
        self.check_first()?;
        let start = self.at;
        let ends = |byte: &u8| {
            matches!(byte, b',' | b']' | b'}' | b'[' | b'{' | b':' | b'#' | b'\n' | b'\r')
        };
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = start + rest.iter().position(ends).unwrap_or(rest.len());
        self.at = end;
        // the library takes a dash before a comma for that of an item, unless it ends a word
        let lone_dash = rest.get(..end - start).is_some_and(|text| text.ends_with(b" -"));
        match self.peek() {
            Some(b',' | b']' | b'}' | b':') if !lone_dash => {
                Ok(Token::plain(start, self.trimmed(start, end)))
            }
            _ => Err(Unusual),
        }
    }

    /// `[6,500 tons]` is two items, and a mistake.
    #[inline]
    fn check_comma(&self, before: Option<Token>, item: Option<Token>) -> Result<(), Unusual> {
        let (Some(before), Some(item)) = (before, item) else { return Ok(()) };
        let ((start, end), (next, after)) = (before.place(), item.place());
        let is_tight = next == end + 1 && before.is_plain() && item.is_plain();
        if !is_tight {
            return Ok(());
        }
        let digits = |from: usize, to: usize| self.bytes.get(from..to).unwrap_or_default();
        let ours = digits(start, end).iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let theirs = digits(next, after).iter().take_while(|byte| byte.is_ascii_digit()).count();
        if (1..=3).contains(&ours) && theirs == 3 { Err(Unusual) } else { Ok(()) }
    }

    /// Past blanks and line ends. What stands on a later line must be indented further than the block around it.
    #[inline]
    fn flow_space(&mut self) -> Result<(), Unusual> {
        self.spaces();
        match self.peek() {
            Some(b'\n' | b'\r') => self.flow_lines(),
            _ => Ok(()),
        }
    }

    /// A text without quotes on several lines; its token begins where it does and ends where it does.
    #[cold]
    fn flow_folded(&mut self, key: Symbol) -> Result<Token, Unusual> {
        self.check_first()?;
        let (start, from) = (self.at, self.tape.meant().len());
        loop {
            let line = self.at;
            self.at = find(self.bytes, line, *b",]}[{:#\n");
            let end = self.trimmed(line, self.at);
            let piece = self.text.get(line..end).ok_or(Unusual)?;
            let lone_dash = piece == "-" || piece.ends_with(" -");
            if piece.is_empty() || lone_dash {
                return Err(Unusual);
            }
            self.tape.meant().push_str(piece);
            match self.peek() {
                Some(b'\n') => self.next_line()?,
                Some(b',' | b']' | b'}') => {
                    self.own_scalar(Kind::Plain, key, from)?;
                    return Ok(Token::plain(start, end));
                }
                _ => return Err(Unusual),
            }
        }
    }

    fn flow_lines(&mut self) -> Result<(), Unusual> {
        let mut start = self.at;
        while let Some(byte @ (b' ' | b'\n' | b'\r')) = self.peek() {
            self.at += 1;
            if byte == b'\n' {
                start = self.at;
            }
        }
        let around = self.blocks.last().map_or(0, |block| block.column);
        if self.at - start > around { Ok(()) } else { Err(Unusual) }
    }
}
