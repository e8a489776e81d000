//! The proof that a text laid out says what it said before.

use super::places::Places;
use super::split::lines;
use super::{Altered, MARK};
use crate::syntax::ast::File;
use crate::syntax::{self, Parsed, SyntaxError};

/// The faults of the text before, where the text after reads the same and has the same comments.
pub(super) fn same(before: &str, after: &str) -> Result<Vec<SyntaxError>, Altered> {
    let old = syntax::parse(before);
    if before != after {
        if meaning(&old) != meaning(&syntax::parse(after)) {
            return Err(Altered::Meaning);
        }
        if comments(before) != comments(after) {
            return Err(Altered::Comments);
        }
    }
    Ok(old.errors)
}

/// All that was read, wherever it stands.
fn meaning(parsed: &Parsed) -> (File, Vec<SyntaxError>) {
    let mut file = parsed.file.clone();
    file.forget_places();
    let mut errors = parsed.errors.clone();
    errors.iter_mut().for_each(|error| error.span.forget_places());
    (file, errors)
}

/// The comments, in their order.
fn comments(text: &str) -> Vec<&str> {
    lines(text.strip_prefix(MARK).unwrap_or(text)).filter_map(|line| line.comment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_and_lost_comments_are_found() {
        let text = "cap: rent must be 5  # so\n";
        assert_eq!(same(text, "cap: rent\n  must be 5  # so\n"), Ok(Vec::new()));
        assert_eq!(same(text, "cap: rent must be 6  # so\n"), Err(Altered::Meaning));
        assert_eq!(same(text, "cup: rent must be 5  # so\n"), Err(Altered::Meaning));
        assert_eq!(same(text, "cap: rent must be 5\n"), Err(Altered::Comments));
        assert_eq!(same(text, "cap: rent must be 5 at  # so\n"), Err(Altered::Meaning));
    }
}
