//! Reports written while they are made: each proposal in its turn, and what concerns all of them at the end.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use super::{Format, Sources, Style, concise, json, jsonl, pretty};
use crate::report::{ProposalReport, Report, Totals};

/// How a report is written step by step.
pub(super) trait Steps {
    /// What stands before the first proposal.
    fn begin(&mut self, frame: &Report, out: &mut dyn Write) -> io::Result<()>;

    /// The next one.
    fn proposal(&mut self, proposal: &ProposalReport, out: &mut dyn Write) -> io::Result<()>;

    /// What stands after the last; the proposals of the report are not looked at.
    fn end(&mut self, report: &Report, out: &mut dyn Write) -> io::Result<()>;
}

/// The steps of a format, for a report of `count` proposals; `None` for those that need the whole report first. `frame` gives
/// version, kind and day, and its own proposals are not looked at.
pub(super) fn of<'a>(
    format: Format,
    frame: &'a Report,
    count: usize,
    sources: Cow<'a, Sources>,
    style: &Style,
) -> Option<Box<dyn Steps + 'a>> {
    Some(match format {
        Format::Json => Box::new(json::Document::default()),
        Format::Jsonl => Box::new(jsonl::Lines(frame)),
        Format::Pretty => Box::new(pretty::Writing::new(frame, count, sources, style.drawable())),
        Format::Concise => Box::new(concise::Lines(count)),
        Format::Summary => Box::new(Totals::default()),
        Format::Sarif
        | Format::Junit
        | Format::Tap
        | Format::Github
        | Format::Gitlab
        | Format::Markdown
        | Format::Html => return None,
    })
}

/// A report that is written while it is made. The bytes are those of [`super::render`].
pub struct Stream<'a, W: Write> {
    steps: Box<dyn Steps + 'a>,
    out: BufWriter<W>,
}

impl<'a, W: Write> Stream<'a, W> {
    /// Begins a report of `count` proposals; `None` for a format that is not [by proposal](Format::is_by_proposal). `frame`
    /// gives version, kind and day, and its own proposals are not looked at.
    ///
    /// # Errors
    /// Those of writing.
    pub fn begin(
        format: Format,
        frame: &'a Report,
        count: usize,
        sources: Sources,
        style: &Style,
        out: W,
    ) -> io::Result<Option<Self>> {
        let Some(steps) = of(format, frame, count, Cow::Owned(sources), style) else {
            return Ok(None);
        };
        let mut stream = Self { steps, out: BufWriter::new(out) };
        stream.steps.begin(frame, &mut stream.out)?;
        Ok(Some(stream))
    }

    /// Writes the next proposal.
    ///
    /// # Errors
    /// Those of writing.
    pub fn proposal(&mut self, proposal: &ProposalReport) -> io::Result<()> {
        self.steps.proposal(proposal, &mut self.out)
    }

    /// Writes what concerns all proposals; those of the report are not looked at.
    ///
    /// # Errors
    /// Those of writing.
    pub fn end(mut self, report: &Report) -> io::Result<()> {
        self.steps.end(report, &mut self.out)?;
        self.out.flush()
    }
}
