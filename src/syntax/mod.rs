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

pub use error::{SyntaxError, SyntaxErrorKind};

/// A rule file read: the sentences that could be read, and the faults of the others.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub file: ast::File,
    /// The faults, in the order of the text.
    pub errors: Vec<SyntaxError>,
}

/// Reads the text of a rule file. Never fails: one bad sentence does not hide the next.
pub fn parse(text: &str) -> Parsed {
    let (blocks, mut errors) = layout::split(text);
    let mut file = ast::File::default();
    for block in blocks {
        file.sentences.extend(parser::sentence(block, &mut errors));
    }
    errors.sort_by_key(|error| (error.span.start, error.span.end));
    Parsed { file, errors }
}
