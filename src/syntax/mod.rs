//! From the text of a rule file to its tree, with every fault on the way. Nothing outside this module names a pest type.
//!
//! `layout` splits the text into sentences and clauses, `parser` reads each with the grammar of
//! `grammar/dealbreaker.pest`, `build` makes the tree and refuses what has two readings, `expected`
//! and `mistakes` turn what pest could not read into words of the language.

pub mod ast;
mod build;
pub mod error;
mod expected;
mod grammar;
mod layout;
mod limits;
pub(crate) mod line;
mod mistakes;
mod parser;
mod reader;
pub(crate) mod text;

#[cfg(test)]
mod tests;

use crate::source::Span;
use crate::stack;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use limits::Limits;

/// A rule file read: the sentences that could be read, and the faults of the others.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub file: ast::File,
    /// The faults, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// Where its sentences stand, also those that could not be read.
    pub stretches: Vec<Stretch>,
    /// Its comments.
    pub comments: Vec<Span>,
}

/// Where a sentence stands, with its label and its clauses, whether it could be read or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From its label to the end of its last clause.
    pub span: Span,
    /// True where the clause `private`, or what may be meant by it, stands beneath it.
    pub private: bool,
}

impl Parsed {
    /// The sentence to which a place belongs.
    pub fn stretch_at(&self, offset: usize) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| stretch.span.start <= offset);
        self.stretches.get(after.checked_sub(1)?)
    }
}

/// Reads the text of a rule file. Never fails: one bad sentence does not hide the next.
pub fn parse(text: &str) -> Parsed {
    parse_within(text, &Limits::default())
}

/// Reads the text of a rule file within limits. Past the last sentence that they allow, nothing is read.
pub fn parse_within(text: &str, limits: &Limits) -> Parsed {
    let layout::Split { mut blocks, mut errors, comments } = layout::split(text);
    let stretches = blocks.iter().map(|block| block.stretch).collect();
    if let Some(first) = blocks.get(limits.sentences) {
        let kind = SyntaxErrorKind::TooManySentences { limit: limits.sentences };
        let span = first.stretch.span;
        errors.retain(|error| error.span.start < span.start);
        errors.push(SyntaxError { kind, span });
        blocks.truncate(limits.sentences);
    }
    let file = stack::roomy(limits.deepest_tree(), || {
        let mut sentences = Vec::with_capacity(blocks.len());
        let read = blocks.into_iter();
        sentences.extend(read.filter_map(|block| parser::sentence(block, limits, &mut errors)));
        ast::File { sentences }
    });
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    Parsed { file, errors, stretches, comments }
}
