//! `--format json`: the whole report as one document on one line.
//!
//! Compact, for a report of many proposals is read by programs, and white space would double it.
//! What a terminal or a build server would obey stands as `\u…` in the strings of every format made
//! of JSON: a program reads the same text, and a log shows it harmless.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::text::{is_hidden, is_order};
use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    compact(report, out)
}

/// A value on one line.
pub(super) fn compact<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Safe(CompactFormatter)))?;
    out.write_all(b"\n")
}

/// A value on many lines, for files that people may look into.
pub(super) fn indented<T: Serialize>(value: &T, out: &mut dyn Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Safe(PrettyFormatter::new())))?;
    out.write_all(b"\n")
}

/// A text as a JSON string, which is a string of YAML as well.
pub(super) fn string(text: &str) -> io::Result<String> {
    let mut out = Vec::new();
    text.serialize(&mut Serializer::with_formatter(&mut out, Safe(CompactFormatter)))?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// True only for text in which nothing is hidden and no order begins; not for all such text.
fn is_plain(text: &str) -> bool {
    let plain = |byte: &u8| matches!(byte, b' '..=b'"' | b'$'..=b'~');
    text.as_bytes().iter().all(plain)
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
