//! One diagnostic of miette's, drawn with a handler of our own.

use std::error::Error;
use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, Severity, SourceCode};
use textwrap::WordSplitter;

use super::Page;
use crate::render::excerpt::{Excerpt, Frame, Mark};
use crate::render::text;
use crate::render::words::{self, Tone};
use crate::report::Place;
use crate::source::SharedSource;

/// What miette is given: a message, and excerpts as its one source.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: Severity,
    excerpt: Excerpt,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels().iter().cloned()))
    }
}

/// A place that is to be shown, in a source or, where the source is not at hand, in words.
pub(super) struct Spot<'a> {
    pub(super) place: &'a Place,
    pub(super) label: Option<String>,
    /// A place of more lines than this is shown by its first line.
    pub(super) lines: usize,
    pub(super) context: bool,
    /// What the place says, in full: shown where the excerpt cannot show all of it.
    pub(super) text: Option<&'a str>,
}

impl<'a> Spot<'a> {
    fn mark(&self, source: &'a SharedSource) -> Mark<'a> {
        let label = self.label.clone();
        Mark { source, place: self.place, label, lines: self.lines, context: self.context }
    }
}

impl Page<'_> {
    /// A message with excerpts beneath it. Places whose text is not at hand are listed in words.
    pub(super) fn diagnostic(
        &self,
        message: String,
        sign: &str,
        tone: Tone,
        spots: &[Spot],
    ) -> String {
        let (mut marks, mut marked, mut lost) = (Vec::new(), Vec::new(), Vec::new());
        for spot in spots {
            match self.sources.get(&spot.place.file) {
                Some(source) => {
                    marks.push(spot.mark(source));
                    marked.push(spot);
                }
                None => lost.push(spot),
            }
        }
        let frame = Frame { width: self.style.width, dots: self.paint.dots() };
        let excerpt = Excerpt::new(&marks, frame);
        let cut = marked.into_iter().enumerate().filter(|(mark, _)| excerpt.is_cut(*mark));
        let cut: Vec<&Spot> = cut.map(|(_, spot)| spot).collect();
        let mut out = self.drawn(&Shown { message, severity: severity(tone), excerpt }, sign, tone);
        for spot in &lost {
            let label = spot.label.as_deref().map(|label| format!(": {}", text::clean(label)));
            let said = format!("{}{}", words::position(spot.place), label.unwrap_or_default());
            out.push_str(&self.field("at", &said));
        }
        for sentence in lost.into_iter().chain(cut).filter_map(|spot| spot.text) {
            out.push_str(&self.field("rule", &text::clean(sentence)));
        }
        out
    }

    fn drawn(&self, shown: &Shown, sign: &str, tone: Tone) -> String {
        let labels = shown.excerpt.labels().len();
        let handler = GraphicalReportHandler::new_themed(self.paint.theme(tone, sign, labels))
            .with_width(self.style.width)
            .with_links(false)
            .with_word_separator(text::separator(&shown.message))
            .with_word_splitter(WordSplitter::NoHyphenation);
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, shown).is_err() {
            // Nothing a reader should miss: without its excerpt, the message still stands.
            drawn = text::fold(&shown.message, "  ", "  ", self.style.width);
        }
        let drawn = drawn.replace(text::NO_BREAK, " ");
        drawn.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
    }

    /// A line of the table beneath the excerpts: `margin   -2,500 tons`.
    pub(super) fn field(&self, key: &str, value: &str) -> String {
        self.paragraph(Tone::Dim, &format!("    {key:<8} "), value, 13)
    }

    /// A text after a coloured head, its further lines indented.
    pub(super) fn paragraph(&self, tone: Tone, head: &str, value: &str, indent: usize) -> String {
        let folded = text::fold(value, head, &" ".repeat(indent), self.style.width);
        // Painted after folding, so that a colour ends on the line it began.
        let (head, tail) = folded.split_at_checked(head.len()).unwrap_or(("", &folded));
        // An address that had to be folded is no link any more.
        format!("{}{}\n", self.paint.tone(tone, head), self.paint.link(tail))
    }
}

fn severity(tone: Tone) -> Severity {
    match tone {
        Tone::Bad | Tone::StrongBad => Severity::Error,
        Tone::Warn | Tone::StrongWarn => Severity::Warning,
        _ => Severity::Advice,
    }
}
