//! Proposals and facts: one adapter for each format, all giving the same document.

pub mod document;

/// A format that proposals and facts are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2 core, with several documents.
    Yaml,
    /// One JSON document.
    Json,
    /// One JSON document a line.
    Ndjson,
    /// TOML.
    Toml,
    /// A table of facts.
    Csv,
}
