//! `--format json`: the whole report as one document on one line.
//!
//! Compact, for a report of many proposals is read by programs, and white space would double it.
//! What a terminal or a build server would obey stands as `\u…` in the strings of every format made
//! of JSON: a program reads the same text, and a log shows it harmless.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::steps::Steps;
use super::text::{is_hidden, is_order};
use crate::report::{DaySource, Notice, Outcome, ProposalReport, Report};

/// What stands before the proposals: with what follows, the fields of [`Report`] in their order.
#[derive(Serialize)]
struct Head<'a> {
    version: u32,
    kind: &'a str,
    as_of: &'a str,
    as_of_source: DaySource,
}

/// What stands after them.
#[derive(Serialize)]
struct Tail<'a> {
    outcome: Outcome,
    notices: &'a [Notice],
    errors: &'a [Notice],
    redacted: bool,
}

/// The document as far as it is written.
#[derive(Default)]
pub(super) struct Document {
    /// True once there is a proposal in it.
    begun: bool,
}

impl Steps for Document {
    fn begin(&mut self, frame: &Report, out: &mut dyn Write) -> io::Result<()> {
        let Report { version, kind, as_of, as_of_source, .. } = frame;
        let head = Head { version: *version, kind, as_of, as_of_source: *as_of_source };
        let head = line(&head)?;
        // the brace that ends it comes with the tail
        out.write_all(head.strip_suffix("}").unwrap_or(&head).as_bytes())?;
        out.write_all(b",\"proposals\":[")
    }

    fn proposal(&mut self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()> {
        if self.begun {
            out.write_all(b",")?;
        }
        self.begun = true;
        value(proposal, out)
    }

    fn end(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let Report { outcome, notices, errors, redacted, .. } = report;
        let tail = Tail { outcome: *outcome, notices, errors, redacted: *redacted };
        let tail = line(&tail)?;
        out.write_all(b"],")?;
        out.write_all(tail.strip_prefix("{").unwrap_or(&tail).as_bytes())?;
        out.write_all(b"\n")
    }
}

/// A value on one line, and the end of that line.
pub(super) fn compact<T: Serialize>(of: &T, out: &mut dyn Write) -> io::Result<()> {
    value(of, out)?;
    out.write_all(b"\n")
}

/// How many bytes are put together before they are handed on: JSON is written in very small pieces.
const ROOM: usize = 32 << 10;

/// A value on one line.
fn value<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(ROOM, out);
    value.serialize(&mut Serializer::with_formatter(&mut out, Safe(CompactFormatter)))?;
    out.flush()
}

/// The same as a text.
fn line<T: Serialize>(of: &T) -> io::Result<String> {
    let mut out = Vec::new();
    value(of, &mut out)?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// A value on many lines, for files that people may look into.
pub(super) fn indented<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Safe(PrettyFormatter::new())))?;
    out.write_all(b"\n")
}

/// A text as a JSON string, which is a string of YAML as well.
pub(super) fn string(text: &str) -> io::Result<String> {
    line(&text)
}

/// True only for text in which nothing is hidden and no order begins; not for all such text.
fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b' '..=b'"' | b'$'..=b'~');
    // without a way out in the middle, several bytes are looked at together
    text.as_bytes().iter().fold(true, |all, byte| all & plain(byte))
}

/// Strings in which nothing is hidden; all else as another formatter has it.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        // nearly all text is harmless, which a look at its bytes tells
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            if is_hidden(c) || is_order(fragment.get(at..).unwrap_or_default()) {
                out.write_all(fragment.get(written..at).unwrap_or_default().as_bytes())?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                written = at + c.len_utf8();
            }
        }
        out.write_all(fragment.get(written..).unwrap_or_default().as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_hides_nothing_and_orders_nothing() {
        for text in ["", "a tariff of 5% \"on\" beef", "~{}|\\"] {
            assert!(is_plain(text), "{text}");
        }
        for text in ["##[error]", "a\u{1b}[31m", "a\u{7f}", "a\u{202e}b", "牛"] {
            assert!(!is_plain(text), "{text:?}");
        }
    }
}
