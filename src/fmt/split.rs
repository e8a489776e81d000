//! From the text of a file to its sentences, comments and blank lines.

use crate::syntax::line;

/// A part of a file that is laid out on its own.
pub(super) enum Item<'t> {
    /// A blank line.
    Blank,
    /// A comment between sentences.
    Comment(Comment<'t>),
    /// All lines of a sentence, from its first to its last words, as they are.
    Sentence(&'t str),
}

/// A comment on a line of its own.
#[derive(Clone, Copy)]
pub(super) struct Comment<'t> {
    text: &'t str,
    indented: bool,
}

impl Comment<'_> {
    /// The line as it is to be.
    pub(super) fn laid_out(self) -> String {
        format!("{}{}\n", if self.indented { "  " } else { "" }, self.text)
    }
}

/// A line, its comment told from its words.
pub(super) struct Line<'t> {
    /// Where it starts in its text.
    pub(super) start: usize,
    /// As it is, its end included.
    whole: &'t str,
    /// Without the comment and without its end.
    pub(super) code: &'t str,
    /// From `#` on, without white space at its end.
    pub(super) comment: Option<&'t str>,
    /// A quote of an earlier line is open where it starts.
    in_quotes: bool,
}

impl<'t> Line<'t> {
    fn is_indented(&self) -> bool {
        self.whole.starts_with(char::is_whitespace)
    }

    fn has_words(&self) -> bool {
        self.in_quotes || !self.code.trim().is_empty()
    }

    /// Where its first word stands in its text.
    pub(super) fn first_word(&self) -> usize {
        self.start + self.code.len() - self.code.trim_start().len()
    }

    /// What it is, where no word stands on it.
    pub(super) fn without_words(&self) -> Option<Item<'t>> {
        let comment = |text| Item::Comment(Comment { text, indented: self.is_indented() });
        (!self.has_words()).then(|| self.comment.map_or(Item::Blank, comment))
    }
}

/// The lines of a text; quotes are followed as [`crate::syntax`] follows them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let (mut start, mut open) = (0, false);
    text.split_inclusive('\n').map(move |whole| {
        let words = whole.strip_suffix('\n').unwrap_or(whole);
        let words = words.strip_suffix('\r').unwrap_or(words);
        // a quote never goes on at the margin
        let in_quotes = open && (words.is_empty() || words.starts_with(char::is_whitespace));
        let scan = line::scan(words, in_quotes);
        let (code, comment) = words.split_at_checked(scan.code).unwrap_or((words, ""));
        let comment = (!comment.is_empty()).then(|| comment.trim_end());
        let line = Line { start, whole, code, comment, in_quotes };
        start += whole.len();
        open = scan.open_quote.is_some() || in_quotes && scan.still_open;
        line
    })
}

/// Splits a text into its parts. Comments and blank lines between the words of a sentence belong to it.
pub(super) fn split(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut sentence = None;
    let mut between = Vec::new();
    for line in lines(text) {
        if let Some(item) = line.without_words() {
            between.push(item);
            continue;
        }
        let end = line.start + line.whole.len();
        sentence = match sentence {
            Some((start, _)) if line.is_indented() || line.in_quotes => {
                between.clear();
                Some((start, end))
            }
            before => {
                items.extend(
                    before.and_then(|(start, end)| text.get(start..end)).map(Item::Sentence),
                );
                items.append(&mut between);
                Some((line.start, end))
            }
        };
    }
    items.extend(sentence.and_then(|(start, end)| text.get(start..end)).map(Item::Sentence));
    items.append(&mut between);
    items
}
