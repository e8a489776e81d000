//! Proposals that are read as they are counted: a file at a time, and NDJSON in stretches of whole lines, so that a stream
//! of any length takes little memory.

use std::io::{self, Cursor, Read};
use std::sync::{Mutex, PoisonError};

use dealbreaker::proposal::Format;
use dealbreaker::run::{Feed, Room, STRETCH, Stretch, Unreadable, has_stray_mark};
use dealbreaker::source::SharedSource;

use super::error::Problem;
use super::files::{self, Found};
use super::read::{self, Reader, Spool};

/// The proposals of one check.
pub(super) struct Shelf {
    items: Vec<Item>,
    /// The largest file that is read whole, and the longest line, in bytes.
    limit: u64,
    state: Mutex<State>,
    len: usize,
}

enum Item {
    File(Found, Format),
    /// Standard input that was read already.
    Held(SharedSource, Format),
    /// Standard input that is longer than is held at once.
    Spooled(Spool),
}

#[derive(Default)]
struct State {
    /// The next item.
    next: usize,
    /// The lines that are being handed out.
    lines: Option<Lines>,
}

impl Shelf {
    /// Takes in the files of one check. Standard input, which comes but once, is read here.
    pub(super) fn new(found: Vec<Found>, reader: &mut Reader) -> Result<Self, Problem> {
        let item = |found| Item::new(found, reader);
        let items: Vec<Item> = found.into_iter().map(item).collect::<Result<_, _>>()?;
        let len = items.iter().map(Item::stretches).sum();
        Ok(Self { items, limit: reader.limit(), state: Mutex::default(), len })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Item {
    fn new(found: Found, reader: &mut Reader) -> Result<Self, Problem> {
        if found.is_stdin() {
            if let Some(spool) = reader.spool() {
                return Ok(Self::Spooled(spool));
            }
            let held = reader.data(&found)?;
            return Ok(Self::Held(held.source, held.format));
        }
        let format = files::format_of(&found.path).unwrap_or(Format::Yaml);
        Ok(Self::File(found, format))
    }

    fn stretches(&self) -> usize {
        let of = |bytes: u64| (bytes / STRETCH as u64) as usize + 1;
        match self {
            Self::File(found, Format::Ndjson) => {
                std::fs::metadata(&found.path).map_or(1, |file| of(file.len()))
            }
            Self::Held(source, Format::Ndjson) => of(source.text().len() as u64),
            Self::File(..) | Self::Held(..) => 1,
            Self::Spooled(spool) => of(spool.len()),
        }
    }

    /// Its lines, where it is made of lines.
    fn lines(&self) -> io::Result<Option<Lines>> {
        Ok(match self {
            Self::File(found, Format::Ndjson) => Some(Lines::of(read::open_file(found)?)),
            Self::Held(source, Format::Ndjson) => {
                Some(Lines::of(Cursor::new(source.text().as_bytes().to_vec())))
            }
            Self::Spooled(spool) => Some(Lines::of(spool.open()?)),
            Self::File(..) | Self::Held(..) => None,
        })
    }
}

impl Feed for Shelf {
    fn rewind(&self) {
        *self.state() = State::default();
    }

    fn next<'a>(&'a self, room: &'a mut Room) -> Result<Option<Stretch<'a>>, Unreadable> {
        let mut state = self.state();
        loop {
            if let Some(lines) = &mut state.lines {
                room.file = None;
                if lines.take(room.bytes.growing(), self.limit)? {
                    drop(state);
                    return text(room.bytes.all(), Format::Ndjson);
                }
                state.lines = None;
            }
            let at = state.next;
            let Some(item) = self.items.get(at) else { return Ok(None) };
            state.next += 1;
            state.lines = item.lines().map_err(|_| Unreadable)?;
            if state.lines.is_none() {
                drop(state);
                return self.whole(at, item, room);
            }
        }
    }

    fn len(&self) -> usize {
        self.len
    }
}

impl Shelf {
    /// A file that is read whole.
    fn whole<'a>(
        &'a self,
        at: usize,
        item: &'a Item,
        room: &'a mut Room,
    ) -> Result<Option<Stretch<'a>>, Unreadable> {
        match item {
            Item::Held(source, format) => {
                Ok(Some(Stretch { text: source.text(), format: *format }))
            }
            Item::File(found, format) => {
                if room.file != Some(at) {
                    room.file = None;
                    read::fill(found, self.limit, &mut room.bytes).map_err(|_| Unreadable)?;
                    room.file = Some(at);
                }
                text(room.bytes.all(), *format)
            }
            Item::Spooled(_) => Err(Unreadable),
        }
    }
}

fn text(bytes: &[u8], format: Format) -> Result<Option<Stretch<'_>>, Unreadable> {
    let text = simdutf8::basic::from_utf8(bytes).map_err(|_| Unreadable)?;
    Ok(Some(Stretch { text, format }))
}

/// NDJSON, some whole lines at a time.
struct Lines {
    from: Box<dyn Read + Send>,
    /// The beginning of a line whose end was not read yet.
    rest: Vec<u8>,
    /// True once some lines were taken.
    begun: bool,
    /// True once a line held anything.
    held: bool,
}

impl Lines {
    fn of(from: impl Read + Send + 'static) -> Self {
        Self { from: Box::new(from), rest: Vec::new(), begun: false, held: false }
    }

    /// Some whole lines, in place of what the room held; false at the end.
    fn take(&mut self, room: &mut Vec<u8>, limit: u64) -> Result<bool, Unreadable> {
        room.clear();
        room.append(&mut self.rest);
        loop {
            let start = room.len();
            let more = self.from.by_ref().take(STRETCH as u64).read_to_end(room);
            if more.map_err(|_| Unreadable)? == 0 {
                break;
            }
            let newline = room.iter().skip(start).rposition(|byte| *byte == b'\n');
            if let Some(newline) = newline {
                self.rest = room.split_off(start + newline + 1);
                break;
            }
            if room.len() as u64 > limit {
                return Err(Unreadable);
            }
        }
        self.check(room)
    }

    /// A file without a document is an error, and so is a byte order mark within it.
    fn check(&mut self, lines: &[u8]) -> Result<bool, Unreadable> {
        let mark = has_stray_mark(lines);
        if mark && self.begun {
            return Err(Unreadable);
        }
        let inner = if mark { lines.get(3..).unwrap_or_default() } else { lines };
        self.begun = true;
        self.held = self.held || inner.iter().any(|byte| !b" \t\r\n".contains(byte));
        if lines.is_empty() && !self.held { Err(Unreadable) } else { Ok(!lines.is_empty()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out a few bytes at a time.
    struct Drip(Cursor<Vec<u8>>);

    impl Read for Drip {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = into.len().min(5);
            self.0.read(&mut into[..most])
        }
    }

    fn taken(text: &str, limit: u64) -> Result<Vec<String>, Unreadable> {
        let mut lines = Lines::of(Drip(Cursor::new(text.as_bytes().to_vec())));
        let (mut all, mut room) = (Vec::new(), Vec::new());
        while lines.take(&mut room, limit)? {
            all.push(String::from_utf8(room.clone()).unwrap());
        }
        Ok(all)
    }

    #[test]
    fn lines_are_handed_out_whole() {
        let text = "{\"a\": 1}\n\n{\"b\": 22222}\r\n{\"c\": 3}".repeat(2 * STRETCH / 20);
        let all = taken(&text, text.len() as u64).unwrap();
        assert_eq!(all.concat(), text);
        assert!(all.len() > 2, "{all:?}");
        assert!(all.iter().rev().skip(1).all(|lines| lines.ends_with('\n')), "{all:?}");
    }

    #[test]
    fn what_holds_nothing_or_too_much_cannot_be_read() {
        for text in ["", "\n \n", "\u{feff}\n", "{}\n\u{feff}{}", "{\"a\": 1111111111111111111111}"]
        {
            assert_eq!(taken(text, 20), Err(Unreadable), "{text:?}");
        }
        assert_eq!(taken("\u{feff}{}\n", 20).unwrap().concat(), "\u{feff}{}\n");
    }
}
