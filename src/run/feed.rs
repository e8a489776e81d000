//! Proposals as they come: texts that are read, judged and let go, so that not all of them are held at once.

use std::sync::{Mutex, PoisonError};

use super::{Bytes, DataFile};
use crate::proposal::{self, Format};

/// Hands out the proposals of a run in stretches, to all threads that ask.
pub trait Feed: Sync {
    /// Starts again with the first.
    fn rewind(&self);

    /// The next stretch, which may take up the room; `None` past the last.
    ///
    /// # Errors
    /// Where one cannot be read, or holds no document at all.
    fn next<'a>(&'a self, room: &'a mut Room) -> Result<Option<Stretch<'a>>, Unreadable>;

    /// About how many stretches there are.
    fn len(&self) -> usize;

    /// True where there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A whole file, or some whole lines of NDJSON.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// Its text.
    pub text: &'a str,
    /// How it is written.
    pub format: Format,
}

/// Room for the text of a stretch, used again for the next.
#[derive(Debug, Default)]
pub struct Room {
    /// The bytes.
    pub bytes: Bytes,
    /// The number of the file that they are, where they are a whole one.
    pub file: Option<usize>,
}

/// Something cannot be read: what and why is for a whole report to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// About how many bytes of lines are handed out together.
pub const STRETCH: usize = 1 << 18;

/// True for a stretch of lines that does not start a file and yet starts with a byte order mark, which there is none.
pub fn has_stray_mark(text: &[u8]) -> bool {
    text.starts_with("\u{feff}".as_bytes())
}

/// Files whose texts are held.
pub(super) struct Held<'i> {
    files: &'i [DataFile],
    /// The file, and the byte of it, from which the next stretch starts.
    next: Mutex<(usize, usize)>,
}

impl<'i> Held<'i> {
    pub(super) fn new(files: &'i [DataFile]) -> Self {
        Self { files, next: Mutex::new((0, 0)) }
    }
}

impl Feed for Held<'_> {
    fn rewind(&self) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = (0, 0);
    }

    fn next<'a>(&'a self, _: &'a mut Room) -> Result<Option<Stretch<'a>>, Unreadable> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, start) = *next;
        let Some(DataFile { source, format }) = self.files.get(file) else { return Ok(None) };
        let (text, format) = (source.text(), *format);
        if format != Format::Ndjson {
            *next = (file + 1, 0);
            return Ok(Some(Stretch { text, format }));
        }
        let end = end_of_lines(text.as_bytes(), start);
        *next = if end == text.len() { (file + 1, 0) } else { (file, end) };
        let text = text.get(start..end).unwrap_or_default();
        let bad = if start == 0 {
            proposal::lines(source.text()).next().is_none()
        } else {
            has_stray_mark(text.as_bytes())
        };
        if bad { Err(Unreadable) } else { Ok(Some(Stretch { text, format })) }
    }

    fn len(&self) -> usize {
        let stretches = |file: &DataFile| match file.format {
            Format::Ndjson => file.source.text().len().div_ceil(STRETCH),
            Format::Yaml | Format::Json | Format::Toml | Format::Csv => 1,
        };
        self.files.iter().map(stretches).sum()
    }
}

/// Where the lines end that make up a stretch.
fn end_of_lines(text: &[u8], start: usize) -> usize {
    let rest = text.get(start + STRETCH..).unwrap_or_default();
    let newline = rest.iter().position(|byte| *byte == b'\n');
    newline.map_or(text.len(), |at| start + STRETCH + at + 1)
}
