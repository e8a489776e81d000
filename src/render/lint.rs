//! The findings of `lint`, for people and for programs.

use std::io::{self, BufWriter, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Sources, Style, json, pretty};
use crate::lint::Findings;

/// The findings of `lint`, as data.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Document<'a> {
    /// The version of this shape.
    version: u32,
    /// `lint`
    #[schemars(extend("const" = "lint"))]
    kind: &'static str,
    #[serde(flatten)]
    findings: &'a Findings,
}

/// Writes the findings for people at a terminal.
pub fn lint_pretty(findings: &Findings, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let sources: Sources = findings.sources.iter().cloned().collect();
    let mut out = BufWriter::new(out);
    pretty::faults(&findings.findings, &findings.errors, &sources, style.drawable(), &mut out)?;
    let rules = counted(findings.rules.len(), "rule");
    match findings.findings.len() {
        0 => writeln!(out, "Nothing found in {rules}.")?,
        some => writeln!(out, "{} in {rules}.", counted(some, "finding"))?,
    }
    if findings.redacted {
        writeln!(
            out,
            "Left out: private rules, and what no public rule uses. The exit code counts their faults."
        )?;
    }
    out.flush()
}

/// Writes the findings as one JSON document.
pub fn lint_json(findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    json::compact(&Document { version: 1, kind: "lint", findings }, &mut out)?;
    out.flush()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
