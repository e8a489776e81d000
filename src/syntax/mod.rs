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
mod text;

#[cfg(test)]
mod tests;

use crate::source::Span;
pub use error::{SyntaxError, SyntaxErrorKind};

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
        self.stretches.iter().take_while(|stretch| stretch.span.start <= offset).last()
    }
}

/// Reads the text of a rule file. Never fails: one bad sentence does not hide the next.
pub fn parse(text: &str) -> Parsed {
    let layout::Split { blocks, mut errors, comments } = layout::split(text);
    let stretches = blocks.iter().map(|block| block.stretch).collect();
    let mut file = ast::File::default();
    for block in blocks {
        file.sentences.extend(parser::sentence(block, &mut errors));
    }
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    Parsed { file, errors, stretches, comments }
}
