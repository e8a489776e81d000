//! Tests of the whole syntax layer.

mod clauses;
mod errors;
mod grammar;
mod limits;
mod outline;
mod refusals;
mod spans;
mod trees;
mod two_parsers;

use crate::syntax::parse;

/// The faults of a text: the words they point at, and what they say.
fn faults(text: &str) -> Vec<(String, String)> {
    let errors = parse(text).errors.into_iter();
    errors
        .map(|error| (text[error.span.start..error.span.end].to_owned(), error.kind.message()))
        .collect()
}
