//! Plain YAML onto a tape: blocks by indentation, scalars on one line, brackets and braces.
//!
//! What makes YAML long to tell (anchors, tags, block scalars, keys with `?`, several documents) is unusual here. Scalars stay as they were written: what a text means is found out by whoever asks.

mod decoded;
mod flow;
mod scalar;

use self::scalar::Token;
use super::roll::{Kind, Tape};
use super::scan::{find, is_plain_text, whole_lines};
use super::symbols::{Symbol, Symbols};
use super::watch::{Entry, Watch};
use super::{LONGEST_DOCUMENT, MOST_DEPTH, MOST_NODES, Unusual};

/// Reads one document onto the tape, in place of what it held.
///
/// # Errors
/// Where the text is not plain YAML: it may be wrong, or merely rare.
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
    tape.clear();
    if text.len() > LONGEST_DOCUMENT || !is_plain_text(text.as_bytes()) {
        return Err(Unusual);
    }
    tape.start(text.len());
    let mut reader = Reader::new(text, tape, symbols, watch);
    while reader.line()? {}
    reader.end()?;
    if tape.is_empty() || tape.passed() > MOST_NODES { Err(Unusual) } else { Ok(()) }
}

/// Reads the beginning of a document, about so many nodes; containers that do not end within it seem to be empty.
pub fn read_start(text: &str, nodes: usize, tape: &mut Tape, symbols: &mut Symbols) {
    tape.clear();
    let start = whole_lines(text);
    if is_plain_text(start.as_bytes()) {
        let mut nobody = ();
        let mut reader = Reader::new(start, tape, symbols, &mut nobody);
        while reader.tape.len() <= nodes && reader.line() == Ok(true) {}
    }
}

struct Reader<'t, 'r, W> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tape: &'r mut Tape,
    symbols: &'r mut Symbols,
    watch: &'r mut W,
    /// The blocks that are open, the innermost last.
    blocks: Vec<Block>,
    /// A key or dash that nothing has followed yet on its line.
    waiting: Option<Waiting>,
    /// True after a `---` line.
    is_marked: bool,
}

/// A mapping or list made by indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    /// How far its keys or dashes are indented.
    column: usize,
    is_list: bool,
}

#[derive(Debug, Clone, Copy)]
struct Waiting {
    key: Symbol,
    /// Where its value would stand.
    at: usize,
}

impl<'t, 'r, W: Watch> Reader<'t, 'r, W> {
    fn new(text: &'t str, tape: &'r mut Tape, symbols: &'r mut Symbols, watch: &'r mut W) -> Self {
        let blocks = Vec::with_capacity(8);
        let bytes = text.as_bytes();
        Self { text, bytes, at: 0, tape, symbols, watch, blocks, waiting: None, is_marked: false }
    }

    /// Reads a line, and with it brackets that end on a later one. False at the end of the text.
    #[inline]
    fn line(&mut self) -> Result<bool, Unusual> {
        let start = self.at;
        self.spaces();
        match self.peek() {
            None => return Ok(false),
            Some(b'\n') => self.at += 1,
            Some(b'\r') => self.at += 2,
            Some(b'#') => self.at = self.after_line(),
            Some(_) if self.at == start && self.is_marker() => self.marker()?,
            Some(_) => self.content(self.at - start)?,
        }
        Ok(true)
    }

    /// What stands on a line behind its indentation.
    #[inline]
    fn content(&mut self, column: usize) -> Result<(), Unusual> {
        let is_list = self.is_dash();
        self.settle(Block { column, is_list })?;
        if is_list {
            return self.item(column);
        }
        let token = self.token()?;
        self.entry(token)
    }

    /// Closes what ends before a line of this block, and opens the block where it is a new one.
    #[inline]
    fn settle(&mut self, block: Block) -> Result<(), Unusual> {
        let Some(mut top) = self.blocks.last().copied() else { return self.root(block) };
        if let Some(Waiting { key, at }) = self.waiting.take() {
            let beside = block.is_list && !top.is_list && block.column == top.column;
            if block.column > top.column || beside {
                return self.begin(block, key);
            }
            self.tape.scalar(Kind::Null, key, at, at);
        }
        while top != block {
            let ends = top.column > block.column || (top.column == block.column && top.is_list);
            if !ends {
                return Err(Unusual);
            }
            self.close()?;
            top = self.blocks.last().copied().ok_or(Unusual)?;
        }
        Ok(())
    }

    /// A proposal is a mapping; what else it may be is for the careful reader to say.
    fn root(&mut self, block: Block) -> Result<(), Unusual> {
        if block.is_list || !self.tape.is_empty() {
            Err(Unusual)
        } else {
            self.begin(block, Symbol::NONE)
        }
    }

    fn begin(&mut self, block: Block, key: Symbol) -> Result<(), Unusual> {
        self.blocks.push(block);
        self.open(if block.is_list { Kind::List } else { Kind::Mapping }, key)
    }

    fn open(&mut self, kind: Kind, key: Symbol) -> Result<(), Unusual> {
        if self.tape.depth() >= MOST_DEPTH {
            return Err(Unusual);
        }
        self.tape.open(kind, key, self.at);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unusual> {
        self.blocks.pop();
        self.closed()
    }

    /// Closes a container, and shows it to who looks.
    #[inline]
    fn closed(&mut self) -> Result<(), Unusual> {
        let at = self.tape.close(self.symbols)?;
        match self.tape.open_top() {
            Some(top) if self.tape.depth() == 2 => {
                self.watch.entry(self.text, self.tape, self.symbols, Entry { top, at })
            }
            _ => Ok(()),
        }
    }

    /// Closes all that is open.
    fn end(&mut self) -> Result<(), Unusual> {
        if let Some(Waiting { key, at }) = self.waiting.take() {
            self.tape.scalar(Kind::Null, key, at, at);
        }
        while !self.blocks.is_empty() {
            self.close()?;
        }
        Ok(())
    }

    /// An item of a list, from its dash on; `- - a: 1` begins three blocks.
    fn item(&mut self, mut column: usize) -> Result<(), Unusual> {
        loop {
            let start = self.at;
            self.at += 1;
            self.spaces();
            if self.is_line_end() {
                self.waiting = Some(Waiting { key: Symbol::NONE, at: start + 1 });
                return self.end_of_line();
            }
            column += self.at - start;
            if !self.is_dash() {
                break;
            }
            self.begin(Block { column, is_list: true }, Symbol::NONE)?;
        }
        if let Some(b'[' | b'{') = self.peek() {
            self.flow(Symbol::NONE)?;
            return self.end_of_line();
        }
        let around = self.column();
        let start = self.at;
        let Ok(token) = self.token() else {
            self.at = start;
            return self.value(Symbol::NONE, around);
        };
        if token.is_key {
            self.begin(Block { column, is_list: false }, Symbol::NONE)?;
            return self.entry(token);
        }
        self.token_as_value(token, Symbol::NONE, around)
    }

    /// What follows a key on its line.
    #[inline]
    fn entry(&mut self, key: Token) -> Result<(), Unusual> {
        let symbol = self.key(key)?;
        let after = self.at;
        self.spaces();
        if self.is_line_end() {
            self.waiting = Some(Waiting { key: symbol, at: after });
            return self.end_of_line();
        }
        if let Some(b'[' | b'{') = self.peek() {
            self.flow(symbol)?;
            return self.end_of_line();
        }
        if self.is_dash() {
            return Err(Unusual);
        }
        self.value(symbol, self.column())
    }

    /// How far the innermost block is indented.
    #[inline]
    fn column(&self) -> usize {
        self.blocks.last().map_or(0, |block| block.column)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn peek_next(&self) -> Option<u8> {
        self.bytes.get(self.at + 1).copied()
    }

    #[inline]
    fn spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    /// True at a dash that starts an item.
    #[inline]
    fn is_dash(&self) -> bool {
        self.peek() == Some(b'-') && matches!(self.peek_next(), None | Some(b' ' | b'\n' | b'\r'))
    }

    /// True where nothing but a comment is left on the line.
    #[inline]
    fn is_line_end(&self) -> bool {
        matches!(self.peek(), None | Some(b'\n' | b'\r' | b'#'))
    }

    fn after_line(&self) -> usize {
        (find(self.bytes, self.at, [b'\n']) + 1).min(self.bytes.len())
    }

    /// Past the end of a line on which nothing may follow but a comment.
    #[inline]
    fn end_of_line(&mut self) -> Result<(), Unusual> {
        self.spaces();
        match self.peek() {
            None => {}
            Some(b'\n') => self.at += 1,
            Some(b'\r') => self.at += 2,
            Some(b'#') if self.bytes.get(self.at.wrapping_sub(1)) == Some(&b' ') => {
                self.at = self.after_line();
            }
            Some(_) => return Err(Unusual),
        }
        Ok(())
    }

    /// True where a line starts as the marker of a document does.
    fn is_marker(&self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        rest.starts_with(b"---") || rest.starts_with(b"...")
    }

    /// The one `---` line that a document may start with.
    fn marker(&mut self) -> Result<(), Unusual> {
        let first = self.peek() == Some(b'-') && self.tape.is_empty() && !self.is_marked;
        self.is_marked = true;
        self.at += 3;
        let bare = matches!(self.peek(), None | Some(b'\n' | b'\r'));
        if first && bare { self.end_of_line() } else { Err(Unusual) }
    }
}
