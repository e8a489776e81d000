//! From a report to text: one file for each format.
//!
//! A renderer sees the [`Report`] and the [`Sources`] it points into, and nothing else: it opens no
//! file, asks no clock, and decides nothing. To add a format, write its file beside the others,
//! name it in [`Format`] and [`Format::ALL`], and let the compiler show the places that want it: one that
//! writes proposal by proposal has its steps in `steps.rs`, and its reports stream.

mod compare;
mod concise;
mod counteroffer;
mod excerpt;
mod extent;
mod github;
mod gitlab;
mod gravest;
mod html;
mod item;
mod json;
mod jsonl;
mod junit;
mod lint;
mod markdown;
mod pretty;
mod sarif;
mod steps;
mod summary;
mod tap;
pub(crate) mod text;
mod words;
mod zone;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use crate::report::{Report, Totals};
use crate::source::SharedSource;

pub use compare::{ComparisonFormat, compare_with};
pub use counteroffer::{counteroffer_json, counteroffer_pretty};
pub(crate) use jsonl::Line;
pub use jsonl::line as write_jsonl_line;
pub(crate) use lint::Document as LintDocument;
pub use lint::{lint_json, lint_pretty};
pub use steps::Stream;
pub(crate) use summary::Summary;
pub use text::{clean, clean_lines};
pub use zone::{zone_json, zone_pretty};

/// The forms a report can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people at a terminal.
    Pretty,
    /// One line a finding, `file:line:col`.
    Concise,
    /// The whole report as one JSON document.
    Json,
    /// One line of JSON for each proposal.
    Jsonl,
    /// One line of counts.
    Summary,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, for build servers.
    Junit,
    /// The Test Anything Protocol.
    Tap,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// A comment for a pull request.
    Markdown,
    /// One page for a browser.
    Html,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Format; 12] = [
        Format::Pretty,
        Format::Concise,
        Format::Json,
        Format::Jsonl,
        Format::Summary,
        Format::Sarif,
        Format::Junit,
        Format::Tap,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
        Format::Html,
    ];

    /// The word that picks it: `--format json`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pretty => "pretty",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Summary => "summary",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Tap => "tap",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    /// True for those that people read, which list no more findings than people do.
    pub fn is_for_people(self) -> bool {
        match self {
            Format::Pretty | Format::Concise | Format::Github | Format::Markdown | Format::Html => {
                true
            }
            Format::Json
            | Format::Jsonl
            | Format::Summary
            | Format::Sarif
            | Format::Junit
            | Format::Tap
            | Format::Gitlab => false,
        }
    }

    /// True for those that can be written while the report is made: see [`Stream`].
    pub fn is_by_proposal(self) -> bool {
        match self {
            Format::Pretty | Format::Concise | Format::Json | Format::Jsonl | Format::Summary => {
                true
            }
            Format::Sarif
            | Format::Junit
            | Format::Tap
            | Format::Github
            | Format::Gitlab
            | Format::Markdown
            | Format::Html => false,
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What the reader's terminal can show. Only formats for people look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// No line is wider than this many columns; at least [`Style::NARROWEST`].
    pub width: usize,
    /// Colours, which repeat what the words say.
    pub colour: bool,
    /// Box drawing and other signs beyond ASCII. Text of the sources is shown as it is either way.
    pub unicode: bool,
    /// Links that the terminal can open.
    pub links: bool,
}

impl Style {
    /// Below this, an excerpt and its label no longer fit beside each other.
    pub const NARROWEST: usize = 40;

    /// The same style, wide enough to be drawn.
    fn drawable(self) -> Self {
        Self { width: self.width.max(Self::NARROWEST), ..self }
    }
}

impl Default for Style {
    /// Plain text of 80 columns.
    fn default() -> Self {
        Self { width: 80, colour: false, unicode: true, links: false }
    }
}

/// The texts that a report's places point into, by the name of their file.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    by_name: BTreeMap<String, SharedSource>,
}

impl Sources {
    /// No texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under its own name; a second one of that name takes its place.
    pub fn insert(&mut self, source: SharedSource) {
        self.by_name.insert(source.name().to_owned(), source);
    }

    /// The text of that name. Where there is none, places are told by file, line and column alone.
    pub fn get(&self, name: &str) -> Option<&SharedSource> {
        self.by_name.get(name)
    }
}

impl FromIterator<SharedSource> for Sources {
    fn from_iter<I: IntoIterator<Item = SharedSource>>(sources: I) -> Self {
        let mut all = Self::new();
        all.extend(sources);
        all
    }
}

impl Extend<SharedSource> for Sources {
    fn extend<I: IntoIterator<Item = SharedSource>>(&mut self, sources: I) {
        for source in sources {
            self.insert(source);
        }
    }
}

/// Writes the summary of a run of which only the numbers are known, and in which nothing was wrong.
pub fn summary(totals: &Totals, as_of: &str, out: &mut dyn Write) -> io::Result<()> {
    summary::line(totals, as_of, 0, false, out)
}

/// Writes the report in one of the formats, as it goes.
pub fn render(
    format: Format,
    report: &Report,
    sources: &Sources,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    // The renderers write many small pieces, and `out` may be a bare file or a terminal.
    let mut out = BufWriter::new(out);
    let count = report.proposals.len();
    if let Some(mut steps) = steps::of(format, report, count, Cow::Borrowed(sources), style) {
        steps.begin(report, &mut out)?;
        report.proposals.iter().try_for_each(|proposal| steps.proposal(proposal, &mut out))?;
        steps.end(report, &mut out)?;
        return out.flush();
    }
    match format {
        // these are written in steps
        Format::Pretty | Format::Concise | Format::Json | Format::Jsonl | Format::Summary => {}
        Format::Sarif => sarif::write(report, sources, &mut out)?,
        Format::Junit => junit::write(report, &mut out)?,
        Format::Tap => tap::write(report, &mut out)?,
        Format::Github => github::write(report, sources, &mut out)?,
        Format::Gitlab => gitlab::write(report, &mut out)?,
        Format::Markdown => markdown::write(report, &mut out)?,
        Format::Html => html::write(report, sources, &mut out)?,
    }
    out.flush()
}
