//! The parser that pest makes of `grammar/dealbreaker.pest`. Its `Rule` stays within this module's parent.

// pest writes a public enum without comments.
#![allow(missing_docs, unreachable_pub)]

use pest_derive::Parser;

/// Reads one sentence or one clause.
#[derive(Parser)]
#[grammar = "grammar/dealbreaker.pest"]
pub(super) struct Grammar;
