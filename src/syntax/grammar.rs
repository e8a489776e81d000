//! The parsers that pest makes of `grammar/`. Their `Rule`s stay within this module's parent.
//!
//! There are two, for one language. The first passes over what the next letters show to be impossible. The second tries
//! everything, as an error has to name what could have stood at its place; it reads only what the first could not.

// pest writes public enums without comments.
#![allow(missing_docs, unreachable_pub)]

pub(super) use quick::{Grammar, Rule};

mod quick {
    use pest_derive::Parser;

    /// Reads one sentence or one clause.
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
