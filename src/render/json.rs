//! `--format json`: the whole report as one document on one line.
//!
//! Compact, for a report of many proposals is read by programs, and white space would double it.

use std::io::{self, Write};

use crate::report::Report;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    out.write_all(b"\n")
}
