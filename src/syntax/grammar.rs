//! The parsers that are made of `grammar/`. Their `Rule`s stay within this module's parent.
//!
//! There are two, for one language. The first is written from the grammar by `grammar/build` and passes over what the next
//! letters show to be impossible. The second is pest's own, which tries everything, as an error has to name what could have
//! stood at its place; it reads only what the first could not.

// pest writes public enums without comments.
#![allow(missing_docs, unreachable_pub)]

pub(super) use quick::{Rule, read};

mod quick {
    // written for the compiler, not for readers
    #![allow(non_camel_case_types, unused_parens, dead_code, clippy::all)]

    use crate::syntax::reader::{Reader, Tree};

    include!(concat!(env!("OUT_DIR"), "/reader.rs"));

    /// Reads a text by a rule; `None` where it cannot be read.
    pub fn read(form: Rule, text: &str) -> Option<Tree<'_>> {
        let mut reader = Reader::new(text);
        if read_by(form, &mut reader) { reader.tree() } else { None }
    }
}

/// The same grammar, read by pest.
#[cfg(test)]
pub(super) mod plain {
    use pest_derive::Parser;

    /// Reads what the quick reader reads.
    #[derive(Parser)]
    #[grammar = "grammar/dealbreaker.pest"]
    #[grammar = "grammar/quick.pest"]
    pub struct Grammar;
}

/// The same language, read without short cuts.
pub(super) mod careful {
    use pest_derive::Parser;

    /// Reads one sentence or one clause, for its errors.
    #[derive(Parser)]
    #[grammar = "grammar/dealbreaker.pest"]
    #[grammar = "grammar/careful.pest"]
    pub struct Grammar;
}
