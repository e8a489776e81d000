//! A comment of limited size.

use super::super::text::count;

/// GitHub takes 65,536 characters; the rest is for what a workflow puts around the comment.
const LIMIT: usize = 60_000;
/// Room for what must be written in any case: ends of tables and blocks, the count of the rest.
const RESERVE: usize = 400;

/// What was written, and how much was not. After the first thing that did not fit nothing is added,
/// for what comes later is of less weight.
#[derive(Debug, Default)]
pub(in crate::render) struct Page {
    text: String,
    left_out: usize,
    is_full: bool,
    is_open: bool,
}

impl Page {
    /// Adds lines, where they fit.
    pub(in crate::render) fn block(&mut self, text: &str) {
        self.left_out += usize::from(!self.fits(text));
    }

    /// Adds a row to a table.
    pub(in crate::render) fn row(&mut self, cells: &[String]) {
        self.block(&format!("| {} |\n", cells.join(" | ")));
    }

    /// Begins a table with its head.
    pub(in crate::render) fn table(&mut self, head: &str) {
        self.fits(head);
    }

    /// Ends a table or a list.
    pub(in crate::render) fn end(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Begins a part that is folded away; `summary` is HTML.
    pub(in crate::render) fn open(&mut self, summary: &str) {
        self.is_open = self.fits(&format!("<details><summary>{summary}</summary>\n\n"));
    }

    /// Ends a part that is folded away.
    pub(in crate::render) fn close(&mut self) {
        if self.is_open {
            self.end();
            self.text.push_str("</details>\n\n");
        }
        self.is_open = false;
    }

    fn fits(&mut self, text: &str) -> bool {
        self.is_full = self.is_full || self.text.len() + text.len() + RESERVE > LIMIT;
        if !self.is_full {
            self.text.push_str(text);
        }
        !self.is_full
    }

    /// The whole page, which says what is missing.
    pub(in crate::render) fn finished(mut self) -> String {
        if self.left_out > 0 {
            let more = count(self.left_out, "more line does", "more lines do");
            self.text.push_str(&format!("{more} not fit here: see the full report.\n"));
        }
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push('\n');
        self.text
    }
}
