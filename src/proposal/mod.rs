//! Proposals and facts: one adapter for each format, all giving the same document.
//!
//! An adapter owns its parser and hands what it reads, piece by piece, to an `Assembly`, which keeps the limits and finds
//! the keys stated twice, so that both are the same in every format. Nothing outside an adapter names a type of its
//! parser. The text of a fault is worded in [`error`] and nowhere else.
//!
//! Every adapter keeps keys and scalars as they were written and gives their places in bytes of the file; what a scalar
//! means is for [`crate::value`].

mod assembly;
mod csv;
pub mod document;
pub mod error;
mod json;
mod ndjson;
mod text;
mod toml;
mod yaml;

#[cfg(test)]
mod tests;

use std::path::Path;

pub(crate) use ndjson::lines;

pub use document::{Builder, Content, Document, Key, NodeId};
pub use error::{
    Found, JsonFault, ProposalError, ProposalErrorKind, QuoteFault, Relation, TomlFault, YamlFault,
};

use crate::source::{SharedSource, Span};
use crate::stack;
use crate::value::NumberLimits;

/// What is read from one document, or all that is wrong with it.
pub type Outcome = Result<Document, Vec<ProposalError>>;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, core schema; any number of documents.
    Yaml,
    /// One JSON document.
    Json,
    /// One JSON document on each line.
    Ndjson,
    /// One TOML document.
    Toml,
    /// A table of facts: a header, then a row for each entry.
    Csv,
}

impl Format {
    /// The format of a file, told by the ending of its name.
    pub fn of(path: impl AsRef<Path>) -> Option<Self> {
        Self::of_extension(path.as_ref().extension()?.to_str()?)
    }

    /// The format of files whose name ends so, the dot left out; upper case is the same.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Self::Yaml,
            "json" => Self::Json,
            "ndjson" | "jsonl" => Self::Ndjson,
            "toml" => Self::Toml,
            "csv" => Self::Csv,
            _ => return None,
        })
    }
}

/// What a file may ask for. Each limit has an error of its own. All but `file_bytes` are for one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The length of a file.
    pub file_bytes: usize,
    /// How many mappings and lists may stand within each other.
    pub depth: usize,
    /// Keys with their values, list items and the root; what YAML aliases repeat is counted each time.
    pub nodes: usize,
    /// How many of the nodes may come from YAML aliases.
    pub alias_nodes: usize,
    /// The length of one key or value.
    pub scalar_bytes: usize,
    /// The length of a number, past which it is text.
    pub numbers: NumberLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            depth: 128,
            nodes: 20_000_000,
            alias_nodes: 1_000_000,
            scalar_bytes: 1 << 20,
            numbers: NumberLimits::default(),
        }
    }
}

/// Reads one line of an NDJSON text, as document `number`.
pub(crate) fn read_line(
    source: &SharedSource,
    line: Span,
    number: usize,
    limits: &Limits,
) -> Outcome {
    json::read_part(source, line, number, limits)
}

/// Reads all documents of a text, in order: one for each that holds anything, read or refused. There is always at least
/// one: a text without any is refused as empty.
pub fn read(source: &SharedSource, format: Format, limits: &Limits) -> Vec<Outcome> {
    let bytes = source.text().len();
    if bytes > limits.file_bytes {
        let kind = ProposalErrorKind::FileTooLong { bytes, limit: limits.file_bytes };
        return vec![Err(vec![ProposalError::new(kind, Span::default())])];
    }
    let outcomes = stack::roomy(limits.depth, || match format {
        Format::Yaml => yaml::read(source, limits),
        Format::Json => vec![json::read(source, limits)],
        Format::Ndjson => ndjson::read(source, limits).collect(),
        Format::Toml => vec![toml::read(source, limits)],
        Format::Csv => vec![csv::read(source, limits)],
    });
    if outcomes.is_empty() {
        return vec![Err(vec![ProposalError::new(ProposalErrorKind::Empty, Span::default())])];
    }
    outcomes
}
