//! From text to sentences: margins, labels, clauses and comments. Nothing here knows what a sentence says.

use std::borrow::Cow;

use super::Stretch;
use super::ast::Label;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::line::{self, ClauseStart};
use crate::source::Span;

/// A stretch of the file that is read on its own: a sentence or a clause, with comments blanked out.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    /// Its text; byte for byte as long as in the file.
    pub(super) text: Cow<'t, str>,
    /// Where it starts in the file.
    pub(super) start: usize,
}

/// One sentence as the layout shows it.
#[derive(Debug)]
pub(super) struct Block<'t> {
    /// `label:` before it.
    pub(super) label: Option<Label>,
    /// The sentence; `None` where it is known to be faulty already.
    pub(super) body: Option<Piece<'t>>,
    /// The clauses beneath it that can be read.
    pub(super) clauses: Vec<Piece<'t>>,
    /// The whole of it, with its label and its clauses.
    pub(super) stretch: Stretch,
}

/// A text split.
#[derive(Debug)]
pub(super) struct Split<'t> {
    /// Its sentences.
    pub(super) blocks: Vec<Block<'t>>,
    /// The faults of its layout.
    pub(super) errors: Vec<SyntaxError>,
    /// Its comments.
    pub(super) comments: Vec<Span>,
}

/// Splits a text into its sentences.
pub(super) fn split(text: &str) -> Split<'_> {
    let mut layout = Layout::new(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mark =
            if start == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        layout.line(start + mark, line.get(mark..).unwrap_or_default());
        start += line.len();
    }
    layout.finish();
    Split { blocks: layout.blocks, errors: layout.errors, comments: layout.all_comments }
}

/// A piece being gathered.
#[derive(Debug, Default)]
struct Open {
    start: usize,
    end: usize,
    /// How far its first line is indented.
    indent: usize,
    /// `waived …`: a deeper `because` belongs to it.
    waiver: bool,
    /// Known to be faulty: not to be read.
    faulty: bool,
}

struct Layout<'t> {
    text: &'t str,
    blocks: Vec<Block<'t>>,
    errors: Vec<SyntaxError>,
    /// The piece being gathered: the body of the last block, or its last clause.
    open: Option<Open>,
    /// True while the open piece is the body.
    in_body: bool,
    /// The quote that is open at the end of the line before.
    quote: Option<usize>,
    /// Comments within the open piece.
    comments: Vec<Span>,
    /// Comments of the whole text.
    all_comments: Vec<Span>,
}

impl<'t> Layout<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            blocks: Vec::new(),
            errors: Vec::new(),
            open: None,
            in_body: false,
            quote: None,
            comments: Vec::new(),
            all_comments: Vec::new(),
        }
    }

    fn line(&mut self, start: usize, line: &'t str) {
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let first = start + indent;
        let clause = line::clause_start(words);
        if self.quote.is_none() && words.starts_with('#') {
            return self.comment(Span::new(first, first + words.len()));
        }
        if words.is_empty() {
            return;
        }
        if indent == 0 {
            self.at_margin(first, words, clause);
        } else {
            self.indented(first, words, indent, clause);
        }
    }

    fn at_margin(&mut self, at: usize, words: &str, clause: Option<ClauseStart>) {
        self.close_quote();
        match clause {
            Some(clause) if line::is_whole_clause(words, clause) => {
                let word = line::first_word(words);
                let span = Span::new(at, at + word.len());
                self.fail(span, SyntaxErrorKind::NotIndented { clause: word.to_lowercase() });
                if !self.blocks.is_empty() {
                    self.start_clause(at, words, 0, clause);
                }
            }
            _ => self.start_sentence(at, words),
        }
    }

    fn indented(&mut self, at: usize, words: &str, indent: usize, clause: Option<ClauseStart>) {
        if self.blocks.is_empty() {
            self.fail(Span::new(at, at + words.len()), SyntaxErrorKind::NothingAbove);
            return self.start_sentence(at, words);
        }
        let inner_because = clause == Some(ClauseStart::Because)
            && self.open.as_ref().is_some_and(|open| open.waiver && indent > open.indent);
        match clause.filter(|_| !inner_because) {
            Some(clause) => {
                self.close_quote();
                self.start_clause(at, words, indent, clause);
            }
            None if self.quote.is_none() && line::label(words).is_some() => {
                let colon = words.find(':').unwrap_or_default();
                self.fail(Span::new(at, at + colon), SyntaxErrorKind::IndentedLabel);
                self.start_sentence(at, words);
            }
            None => self.extend(at, words),
        }
    }

    fn start_sentence(&mut self, at: usize, words: &str) {
        self.finish();
        let (label, body) = match line::label(words) {
            Some(Ok(text)) => {
                let span = Span::new(at, at + text.len());
                (Some(Label { text: text.to_owned(), span }), words.get(line::colon(words)..))
            }
            Some(Err(text)) => {
                let kind = SyntaxErrorKind::WrongLabel { text: text.to_owned() };
                self.fail(Span::new(at, at + text.len()), kind);
                (None, words.get(line::colon(words)..))
            }
            None => (None, Some(words)),
        };
        let body = body.unwrap_or_default().trim_start();
        let stretch = Stretch { span: Span::new(at, at), private: false };
        self.blocks.push(Block { label, body: None, clauses: Vec::new(), stretch });
        self.in_body = true;
        self.begin(at + words.len() - body.len(), body, 0);
    }

    fn start_clause(&mut self, at: usize, words: &str, indent: usize, clause: ClauseStart) {
        self.finish();
        self.in_body = false;
        self.begin(at, words, indent);
        let unknown = clause == ClauseStart::Unknown;
        let word = line::first_word(words).to_owned();
        let meant = line::meant(&word);
        if clause == ClauseStart::Private || (unknown && meant == Some(line::PRIVATE)) {
            self.keep_private();
        }
        if unknown {
            let span = Span::new(at, at + word.len());
            self.fail(span, SyntaxErrorKind::UnknownClause { word, meant });
        }
        if let Some(open) = &mut self.open {
            open.waiver = clause == ClauseStart::Waived;
            open.faulty |= unknown;
        }
    }

    fn begin(&mut self, at: usize, words: &str, indent: usize) {
        self.open = Some(Open { start: at, end: at, indent, ..Open::default() });
        self.extend(at, words);
    }

    /// Takes the words of a line into the open piece, up to a comment.
    fn extend(&mut self, at: usize, words: &str) {
        let scan = line::scan(words, self.quote.is_some());
        let end = at + words.get(..scan.code).unwrap_or_default().trim_end().len();
        if scan.code < words.len() {
            self.comment(Span::new(at + scan.code, at + words.len()));
        }
        self.quote = match scan.open_quote {
            Some(quote) => Some(at + quote),
            None => self.quote.filter(|_| scan.still_open),
        };
        let empty_body = self.open.as_ref().is_some_and(|open| open.start == open.end);
        if let Some(open) = &mut self.open {
            if empty_body && end > at {
                open.start = at;
            }
            open.end = open.end.max(end);
        }
        if let Some(block) = self.blocks.last_mut() {
            block.stretch.span.end = block.stretch.span.end.max(end);
        }
    }

    fn comment(&mut self, span: Span) {
        self.comments.push(span);
        self.all_comments.push(span);
    }

    fn keep_private(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.stretch.private = true;
        }
    }

    /// A quote that is still open when another piece starts.
    fn close_quote(&mut self) {
        if let Some(at) = self.quote.take() {
            self.fail(Span::new(at, at + 1), SyntaxErrorKind::UnclosedText);
            if let Some(open) = &mut self.open {
                open.faulty = true;
            }
        }
    }

    /// Ends the open piece and hands it to its sentence.
    fn finish(&mut self) {
        self.close_quote();
        let comments = std::mem::take(&mut self.comments);
        let (Some(open), Some(block)) = (self.open.take(), self.blocks.last_mut()) else { return };
        if open.faulty {
            return;
        }
        let text = self.text.get(open.start..open.end).unwrap_or_default();
        let piece = Piece { text: blanked(text, open.start, &comments), start: open.start };
        if self.in_body {
            block.body = Some(piece);
        } else {
            block.clauses.push(piece);
        }
    }

    fn fail(&mut self, span: Span, kind: SyntaxErrorKind) {
        self.errors.push(SyntaxError { kind, span });
    }
}

/// The text with spaces where comments are, as long as before.
fn blanked<'t>(text: &'t str, start: usize, comments: &[Span]) -> Cow<'t, str> {
    let mut blank = String::new();
    let mut done = 0;
    for comment in comments.iter().filter(|c| c.start >= start && c.end < start + text.len()) {
        let from = comment.start - start;
        blank.push_str(text.get(done..from).unwrap_or_default());
        blank.extend(std::iter::repeat_n(' ', comment.len()));
        done = from + comment.len();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    blank.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(blank)
}
