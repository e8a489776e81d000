//! What `dealbreaker test` prints.

use std::fmt::Write as _;
use std::io::{self, Write};

use dealbreaker::casefile::{Case, Coverage, Covered, Difference, Score};
use dealbreaker::diff;
use dealbreaker::render::clean;
use dealbreaker::source::{SharedSource, Span};

use super::CaseResult;
use super::snapshot::Look;
use crate::cli::error::{Problem, ProblemKind, why};
use crate::cli::output::unless_closed;

/// How many cases passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Standard output.
pub(super) struct Page {
    colour: bool,
    quiet: bool,
}

/// What a colour stands for; the words say it, too.
#[derive(Debug, Clone, Copy)]
enum Tone {
    Good,
    Bad,
    Dim,
}

impl Page {
    /// A page with or without colour; a quiet one leaves out what passed.
    pub(super) fn new(colour: bool, quiet: bool) -> Self {
        Self { colour, quiet }
    }

    /// A file with its failures.
    pub(super) fn file(
        &self,
        file: &str,
        tally: Tally,
        lines: &[String],
    ) -> Result<(), Vec<Problem>> {
        let Tally { passed, failed } = tally;
        let file = clean(file);
        let head = match (passed, failed) {
            (0, 0) => return Ok(()),
            (_, 0) if self.quiet => String::new(),
            (_, 0) => format!("{} {file}: {passed} passed\n", self.paint(Tone::Good, "ok  ")),
            _ => {
                let mark = self.paint(Tone::Bad, "FAIL");
                format!("{mark} {file}: {passed} passed, {failed} failed\n")
            }
        };
        print(&(head + &lines.concat()))
    }

    /// The last line.
    pub(super) fn total(&self, total: Tally) -> Result<(), Vec<Problem>> {
        print(&format!("{} passed, {} failed\n", total.passed, total.failed))
    }

    /// A difference at the place of what was expected.
    pub(super) fn difference(
        &self,
        source: &SharedSource,
        case: &Case,
        one: &Difference,
    ) -> String {
        let case = case.name.as_ref().map(|name| format!(" (in `{}`)", clean(name)));
        let message = clean(&one.message()) + &case.unwrap_or_default();
        let mut text = failure(source, one.span, &message);
        if let Some(says) = &one.says {
            let _ = writeln!(text, "      {}", self.paint(Tone::Dim, &clean(says)));
        }
        text
    }

    /// How a snapshot stands to the report: nothing where they are the same.
    pub(super) fn snapshot(
        &self,
        source: &SharedSource,
        span: Span,
        name: &str,
        look: &Look,
        result: &mut CaseResult,
    ) {
        let name = clean(name);
        match look {
            Look::Same => {}
            Look::Written => result.remarks.push(format!("  wrote {name}\n")),
            Look::Missing => {
                let message = format!("there is no snapshot `{name}` yet; `--accept` writes it");
                result.failures.push(failure(source, span, &message));
            }
            Look::Differs { kept, fresh } => {
                let message =
                    format!("the report is not that of `{name}`; `--accept` writes the new one");
                let diff = self.diff(kept, fresh, &name);
                result.failures.push(failure(source, span, &message) + &diff);
            }
        }
    }

    fn diff(&self, kept: &str, fresh: &str, name: &str) -> String {
        let text = diff::unified((name, "this report"), kept, fresh);
        let mut out = String::new();
        for line in text.lines() {
            let shown = clean(line);
            let shown = match line.chars().next() {
                Some('+') => self.paint(Tone::Good, &shown),
                Some('-') => self.paint(Tone::Bad, &shown),
                Some('@') => self.paint(Tone::Dim, &shown),
                _ => shown,
            };
            let _ = writeln!(out, "      {shown}");
        }
        out
    }

    /// The verdicts that rules got: of all rules, or only of those that lack one.
    pub(super) fn table(&self, coverage: &Coverage, all: bool) -> Result<(), Vec<Problem>> {
        let rows: Vec<&Covered> = coverage.rules().filter(|rule| all || !rule.is_both()).collect();
        let names = rows.iter().map(|rule| clean(&rule.rule).chars().count() + 2);
        let widest = names.max().unwrap_or_default().max("coverage".len());
        let mut out = format!("\n{:<widest$}  broken    held  unknown\n", "coverage");
        let mut file = "";
        for rule in rows {
            if rule.file != file {
                file = &rule.file;
                let _ = writeln!(out, "{}", clean(file));
            }
            let name = format!("  {}", clean(&rule.rule));
            let Covered { broken, held, unknown, .. } = rule;
            let row = format!("{name:<widest$}  {broken:>6}  {held:>6}  {unknown:>7}");
            let lacks = lacks(rule).map(|lacks| format!("  {lacks}")).unwrap_or_default();
            let _ = writeln!(out, "{row}{}", self.paint(Tone::Bad, &lacks));
        }
        print(&out)
    }

    /// What share of the rules was seen both ways.
    pub(super) fn score(&self, score: Score, threshold: Option<usize>) -> Result<(), Vec<Problem>> {
        let Score { both, rules } = score;
        let noun = if rules == 1 { "rule was" } else { "rules were" };
        let mut line =
            format!("coverage {}%: {both} of {rules} {noun} both broken and held", score.percent());
        if let Some(percent) = threshold.filter(|percent| !score.reaches(*percent)) {
            let _ = write!(
                line,
                ", {}",
                self.paint(Tone::Bad, &format!("below the {percent}% asked for"))
            );
        }
        print(&(line + "\n"))
    }

    fn paint(&self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Good => "32",
            Tone::Bad => "31",
            Tone::Dim => "2",
        };
        match self.colour && !text.is_empty() {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

/// What no case has shown of a rule.
fn lacks(rule: &Covered) -> Option<&'static str> {
    match (rule.broken, rule.held) {
        _ if rule.never_applied() => Some("never applied"),
        (0, 0) => Some("never broken, never held"),
        (0, _) => Some("never broken"),
        (_, 0) => Some("never held"),
        _ => None,
    }
}

fn failure(source: &SharedSource, span: Span, message: &str) -> String {
    let (line, column) = source.position(span.start);
    format!("  {}:{line}:{column}: {message}\n", clean(source.name()))
}

/// Writes to standard output; where its reader has gone, there is no one left to tell.
fn print(text: &str) -> Result<(), Vec<Problem>> {
    unless_closed(io::stdout().lock().write_all(text.as_bytes())).map_err(|error| {
        let place = "standard output".to_owned();
        vec![ProblemKind::Unwritable { place, why: why(&error) }.into()]
    })
}
