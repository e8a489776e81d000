//! One sentence with its clauses and the comments between them.

use super::MARK;
use super::split::{Item, Line, lines};
use super::words::Words;
use super::wrap::{Frame, wrap};
use crate::syntax;
use crate::syntax::ast::{Clause, Sentence};
use crate::syntax::line::{self, ClauseStart};

/// How far a clause is indented.
const CLAUSE: usize = 2;
/// How much further in a line goes on.
const FURTHER: usize = 4;

/// The lines of a sentence as they are to be; `None` where it has a fault.
pub(super) fn laid_out(text: &str) -> Option<String> {
    let parsed = syntax::parse(text);
    let sentence = match parsed.file.sentences.as_slice() {
        [sentence] if parsed.errors.is_empty() && !text.starts_with(MARK) => sentence,
        _ => return None,
    };
    let mut draft = Draft::default();
    for line in lines(text) {
        draft.line(&line, sentence)?;
    }
    draft.end_line("")?;
    Some(draft.text)
}

/// The lines so far.
#[derive(Default)]
struct Draft {
    text: String,
    /// What is still to be put on lines: the words since the last comment or clause.
    words: Words,
    /// The clause that these belong to; `None` for the sentence itself.
    clause: Option<ClauseStart>,
    /// The sentence or clause has lines already.
    goes_on: bool,
}

impl Draft {
    fn line(&mut self, line: &Line<'_>, sentence: &Sentence) -> Option<()> {
        match line.without_words() {
            Some(Item::Comment(comment)) => {
                self.end_line("")?;
                self.text.push_str(&comment.laid_out());
                return Some(());
            }
            Some(_) => return Some(()),
            None => {}
        }
        let starts_here = |clause: &&Clause| clause.span.start == line.first_word();
        if sentence.clauses.iter().any(|clause| starts_here(&clause)) {
            self.end_line("")?;
            self.clause = line::clause_start(line.code.trim());
            self.goes_on = false;
        }
        match sentence.label.as_ref().filter(|_| line.start == 0) {
            Some(label) => {
                self.words.label(&label.text);
                self.words.line(line.code.get(line::colon(line.code)..).unwrap_or_default());
            }
            None => self.words.line(line.code),
        }
        line.comment.map_or(Some(()), |comment| self.end_line(comment))
    }

    /// Puts the words on lines, with a comment behind the last one.
    fn end_line(&mut self, comment: &str) -> Option<()> {
        let words = self.words.take();
        if !words.is_empty() {
            let first = if self.clause.is_some() { CLAUSE } else { 0 };
            let rest = first + FURTHER;
            let fits = |text: &str, start: usize| self.fits(text, start, words.len(), comment);
            let frame = Frame { first: if self.goes_on { rest } else { first }, rest, fits: &fits };
            let lines = wrap(&words, &frame)?;
            self.text.push_str(lines.trim_end_matches('\n'));
            self.goes_on = true;
        }
        if !comment.is_empty() {
            self.text.push_str("  ");
            self.text.push_str(comment);
        }
        if !words.is_empty() || !comment.is_empty() {
            self.text.push('\n');
        }
        Some(())
    }

    /// True where a line that starts with word `start` of `count` is read as what it is: not as a clause where it goes
    /// on, and as the same clause where it starts one.
    fn fits(&self, text: &str, start: usize, count: usize, comment: &str) -> bool {
        // whether a comment follows can matter, and only a line can tell that ends with the last word
        let with_comment = format!("{text} {comment}");
        [text, with_comment.trim_end()].into_iter().all(|text| {
            let found = line::clause_start(text);
            match self.clause {
                // a clause keeps its text beside its word
                Some(_) if !self.goes_on && start == 0 => {
                    found == self.clause && (count == 1 || text.contains(' '))
                }
                None if !self.goes_on && start == 0 => {
                    found.is_none_or(|clause| !line::is_whole_clause(text, clause))
                }
                Some(ClauseStart::Waived) if found == Some(ClauseStart::Because) => true,
                _ => found.is_none(),
            }
        })
    }
}
