//! The cells of a CSV file with their places.

use csv_core::{ReadFieldResult, Reader};

use crate::proposal::assembly::Step;
use crate::proposal::document::Key;
use crate::proposal::error::{ProposalError, ProposalErrorKind, QuoteFault};
use crate::source::Span;

/// One cell: its text without quotes and the white space around it, and its place, quotes included.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Cell {
    /// The cell as a key.
    pub(super) fn into_key(self) -> Key {
        Key::new(self.text, self.span)
    }
}

/// Reads cell by cell. The parser tells how many bytes each takes, which gives its place.
pub(super) struct Cells<'t> {
    text: &'t str,
    /// Where the text starts in the file.
    base: usize,
    at: usize,
    parser: Reader,
    unquoted: Vec<u8>,
}

impl<'t> Cells<'t> {
    pub(super) fn new(text: &'t str, base: usize) -> Self {
        Self { text, base, at: 0, parser: Reader::new(), unquoted: vec![0; 64] }
    }

    /// The next row that is not blank; `None` at the end.
    pub(super) fn next_row(&mut self) -> Step<Option<Vec<Cell>>> {
        let mut row = Vec::new();
        loop {
            let start = self.at;
            let Some((length, last)) = self.next_field() else { break };
            row.push(self.cell(start, length)?);
            if last {
                break;
            }
        }
        Ok((!row.is_empty()).then_some(row))
    }

    /// Reads one field into `unquoted`: how long it is there, and whether it is the last of its row.
    fn next_field(&mut self) -> Option<(usize, bool)> {
        let mut length = 0;
        loop {
            let input = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let room = self.unquoted.get_mut(length..).unwrap_or_default();
            let (result, read, written) = self.parser.read_field(input, room);
            self.at += read;
            length += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.unquoted.resize(self.unquoted.len() * 2, 0),
                ReadFieldResult::Field { record_end } => return Some((length, record_end)),
                ReadFieldResult::End => return None,
            }
        }
    }

    /// The cell that was just read from `start` on.
    fn cell(&self, start: usize, length: usize) -> Step<Cell> {
        let taken = self.text.get(start..self.at).unwrap_or_default();
        // Blank lines, and the second half of `\r\n`, are taken with the cell after them; the separator with that before.
        let raw = taken.trim_start_matches(['\r', '\n']);
        let start = start + taken.len() - raw.len();
        let raw = raw.strip_suffix([',', '\r', '\n']).unwrap_or(raw);
        let trimmed = raw.trim();
        let start = start + raw.len() - raw.trim_start().len();
        let span = Span::new(start, start + trimmed.len()).shifted(self.base);
        if let Some(fault) = quote_fault(raw) {
            // A quote that is never closed takes in the rest of the file; its start is enough.
            let end = span.end.min(span.start + trimmed.lines().next().map_or(0, str::len));
            return Err(ProposalError::new(
                ProposalErrorKind::CsvQuote(fault),
                Span::new(span.start, end),
            ));
        }
        let unquoted = self.unquoted.get(..length).unwrap_or_default();
        let text = String::from_utf8_lossy(unquoted).trim().to_owned();
        Ok(Cell { text, span })
    }
}

/// What is wrong with the quotes of a cell. The parser takes anything, and what it makes of a stray quote is a guess.
fn quote_fault(raw: &str) -> Option<QuoteFault> {
    let Some(inner) = raw.strip_prefix('"') else {
        return raw.contains('"').then_some(QuoteFault::Inside);
    };
    let quotes = inner.bytes().filter(|byte| *byte == b'"').count();
    if quotes % 2 == 0 {
        return Some(QuoteFault::Unclosed);
    }
    let whole = inner.trim_end().strip_suffix('"');
    let closed = whole.is_some_and(|inner| !inner.replace("\"\"", "").contains('"'));
    (!closed).then_some(QuoteFault::Inside)
}
