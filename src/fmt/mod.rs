//! The canonical layout of rule files.
//!
//! A file keeps its words, in their order: only white space, line breaks, a final `.` and a byte order mark go or come.
//!
//! - A sentence starts at the margin, each of its clauses on a line of its own with two spaces. A line of more than 100
//!   columns is broken between words, four spaces further in. One space parts words; none stands before `,` and `)`.
//! - Comments stay where they are among the words: behind a line with two spaces between, or on a line of their own, at
//!   the margin or with two spaces. The sentence goes on beneath them.
//! - Blank lines between sentences and comments become one; those within a sentence go.
//! - What stands between quotes is not touched, but for `\r` at the end of a line.
//! - A sentence with a fault stays byte for byte as it is.
//!
//! `split` finds the sentences, `words` takes one apart, `wrap` breaks its lines, `sentence` puts it together again, and
//! `proof` reads the result and compares it with what was there. Laying out a text that is laid out changes nothing.

mod places;
mod proof;
mod sentence;
mod split;
mod words;
mod wrap;

use crate::syntax::SyntaxError;
use split::Item;

/// The byte order mark, which a text may start with.
const MARK: char = '\u{feff}';

/// A text laid out.
#[derive(Debug)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// The faults of the sentences that stayed as they were, with places in the text before.
    pub errors: Vec<SyntaxError>,
}

/// What layout has changed and must not: a fault of this module, never of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Altered {
    /// The sentences are read differently.
    Meaning,
    /// A comment is lost or changed.
    Comments,
}

/// Lays out the text of a rule file.
///
/// # Errors
/// Where the result does not say the same. The text is then best left as it is.
///
/// # Example
/// ```
/// let text = "cap :rent   must be\n\tat most EUR 2,000 .\nbecause: deposit must be 0";
/// let formatted = dealbreaker::fmt::format(text).unwrap();
/// assert_eq!(formatted.text, "cap: rent must be at most EUR 2,000\nbecause: deposit must be 0\n");
/// ```
pub fn format(text: &str) -> Result<Formatted, Altered> {
    let mut page = Page::default();
    for item in split::split(text.strip_prefix(MARK).unwrap_or(text)) {
        match item {
            Item::Blank => page.gap = true,
            Item::Comment(comment) => page.put(&comment.laid_out()),
            Item::Sentence(lines) => match sentence::laid_out(lines) {
                Some(sentence) => page.put(&sentence),
                None => page.put(lines),
            },
        }
    }
    // a mark further down is a fault, and would be none at the start of the text
    if page.text.starts_with(MARK) {
        page.text.insert(0, MARK);
    }
    let errors = proof::same(text, &page.text)?;
    Ok(Formatted { text: page.text, errors })
}

/// The text so far.
#[derive(Default)]
struct Page {
    text: String,
    /// There were blank lines since.
    gap: bool,
}

impl Page {
    fn put(&mut self, lines: &str) {
        if std::mem::take(&mut self.gap) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(lines);
        if !lines.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
