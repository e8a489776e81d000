//! A page of text: headings, lines, and lines within lines. Drawn here and nowhere else.

use crate::render::Style;
use crate::render::text::{clean, fold, width};
use crate::report::Verdict;

/// The deepest indent, in levels, that is still drawn: below it, all lines stand in one column.
const DEEPEST: usize = 12;

/// What a colour stands for. The words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// A red line is crossed, or a fault.
    Bad,
    /// Not known.
    Warn,
    /// Nothing to be done now.
    Calm,
    /// All is well.
    Good,
    /// Of less weight.
    Dim,
}

impl Tone {
    /// The colour of a verdict.
    pub fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Holds => Tone::Good,
            Verdict::Broken => Tone::Bad,
            Verdict::Unknown => Tone::Warn,
            Verdict::Waiting | Verdict::Waived => Tone::Calm,
            Verdict::NotApplicable => Tone::Dim,
        }
    }

    fn code(self) -> Option<&'static str> {
        match self {
            Tone::Plain => None,
            Tone::Strong => Some("1"),
            Tone::Bad => Some("31"),
            Tone::Warn => Some("33"),
            Tone::Calm => Some("36"),
            Tone::Good => Some("32"),
            Tone::Dim => Some("2"),
        }
    }
}

/// A line with the lines beneath it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// A word before the text, in a column of its own.
    head: String,
    /// The colour of the head; of the text where there is no head.
    tone: Tone,
    text: String,
    /// Shown as it is, never folded.
    verbatim: bool,
    /// Folded without a further indent.
    flush: bool,
    children: Vec<Item>,
}

impl Item {
    /// A line.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line after a word.
    pub fn with_head(head: &str, text: impl Into<String>) -> Self {
        Self { head: head.to_owned(), tone: Tone::Dim, text: text.into(), ..Self::default() }
    }

    /// A paragraph of running text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self { text: text.into(), flush: true, ..Self::default() }
    }

    /// A line of a text that keeps its spaces.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { text: text.into(), verbatim: true, ..Self::default() }
    }

    /// The same in a colour.
    #[must_use]
    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same with lines beneath it.
    #[must_use]
    pub fn over(mut self, children: impl IntoIterator<Item = Item>) -> Self {
        self.children.extend(children);
        self
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Parts, each with an empty line before it but the first.
    parts: Vec<Vec<Item>>,
}

impl Outline {
    /// Adds a part; an empty one is left out.
    pub fn part(&mut self, items: impl IntoIterator<Item = Item>) {
        let items: Vec<Item> = items.into_iter().collect();
        if !items.is_empty() {
            self.parts.push(items);
        }
    }

    /// Adds a part under a heading; an empty one is left out with its heading.
    pub fn section(&mut self, heading: &str, items: impl IntoIterator<Item = Item>) {
        let items: Vec<Item> = items.into_iter().collect();
        if !items.is_empty() {
            self.part([Item::new(heading).toned(Tone::Strong).over(items)]);
        }
    }

    /// Adds all parts of another page.
    pub fn append(&mut self, other: Outline) {
        self.parts.extend(other.parts);
    }

    /// The page as text, each line ended.
    pub fn to_text(&self, style: &Style) -> String {
        let mut text = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            draw_all(part, 0, style, &mut text);
        }
        text
    }
}

/// Draws lines that stand beneath each other, their heads in one column.
fn draw_all(items: &[Item], depth: usize, style: &Style, out: &mut String) {
    let column = items.iter().map(|item| width(&item.head)).max().unwrap_or_default();
    for item in items {
        draw(item, depth, column, style, out);
        draw_all(&item.children, depth + 1, style, out);
    }
}

fn draw(item: &Item, depth: usize, column: usize, style: &Style, out: &mut String) {
    let indent = " ".repeat(2 * depth.min(DEEPEST));
    if item.verbatim {
        let shown = format!("{indent}{}", clean(&item.text));
        out.push_str(shown.trim_end());
        out.push('\n');
        return;
    }
    if item.head.is_empty() {
        let rest = if item.flush { indent.clone() } else { format!("{indent}  ") };
        let folded = fold(&clean(&item.text), &indent, &rest, style.width);
        for line in folded.lines() {
            out.push_str(&painted(line, item.tone, style));
            out.push('\n');
        }
        return;
    }
    let gap = " ".repeat(column.saturating_sub(width(&item.head)) + 2);
    let first = format!("{indent}{}{gap}", item.head);
    let rest = format!("{indent}{}", " ".repeat(column + 2));
    let folded = fold(&clean(&item.text), &first, &rest, style.width);
    let (head, text) = folded.split_at_checked(first.len()).unwrap_or((&folded, ""));
    if text.trim().is_empty() {
        out.push_str(&painted(head.trim_end(), item.tone, style));
    } else {
        out.push_str(&painted(head, item.tone, style));
        out.push_str(text);
    }
    out.push('\n');
}

fn painted(text: &str, tone: Tone, style: &Style) -> String {
    match tone.code().filter(|_| style.colour) {
        Some(code) => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Outline {
        let mut page = Outline::default();
        page.part([Item::new("pork must have a quota")]);
        page.section(
            "How it is read",
            [Item::new("this must be so:").over([
                Item::with_head("subject", "the field `quota` of `pork`, and a few words more"),
                Item::with_head("operator", "at least"),
            ])],
        );
        page.section("Nothing", []);
        page
    }

    #[test]
    fn heads_stand_in_one_column_and_texts_fold_beside_them() {
        let text = sample().to_text(&Style { width: 44, ..Style::default() });
        let expected = "\
pork must have a quota

How it is read
  this must be so:
    subject   the field `quota` of `pork`,
              and a few words more
    operator  at least
";
        assert_eq!(text, expected);
    }

    #[test]
    fn colours_end_on_the_line_they_began() {
        let text = sample().to_text(&Style { colour: true, ..Style::default() });
        assert!(text.contains("\u{1b}[1mHow it is read\u{1b}[0m\n"), "{text:?}");
        for line in text.lines() {
            assert_eq!(line.matches("\u{1b}[").count() % 2, 0, "{line:?}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_an_escape() {
        let mut page = Outline::default();
        page.part([Item::verbatim("a\u{1b}[31mb"), Item::new("c\u{202e}d")]);
        assert_eq!(page.to_text(&Style::default()), "a\\u{1b}[31mb\nc\\u{202e}d\n");
    }
}
