//! Proposals beside each other, in each of its formats.

mod chart;
mod html;
mod markdown;
mod pretty;

use std::io::{self, BufWriter, Write};

use super::text::{NO_BREAK, clean, unbound};
use super::words::{self, Tone};
use super::{Style, json};
use crate::compare::{Cell, Compared, Comparison, Move, Moved, Row, TermMove, VerdictMove};
use crate::report::{Force, Margin, Outcome, Verdict};

/// The forms a comparison can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonFormat {
    /// A table for people at a terminal.
    Pretty,
    /// One JSON document.
    Json,
    /// A table for a pull request.
    Markdown,
    /// One page for a browser, with a chart of each margin.
    Html,
}

/// Writes a comparison in one of its forms.
pub fn compare_with(
    format: ComparisonFormat,
    comparison: &Comparison,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        ComparisonFormat::Pretty => pretty::write(comparison, style.drawable(), &mut out)?,
        ComparisonFormat::Json => json::compact(comparison, &mut out)?,
        ComparisonFormat::Markdown => markdown::write(comparison, &mut out)?,
        ComparisonFormat::Html => html::write(comparison, &mut out)?,
    }
    out.flush()
}

/// The proposal as people call it.
fn name(proposal: &Compared) -> String {
    proposal.name.as_deref().map_or_else(|| file(proposal), clean)
}

/// Its file, and which of several in that file it is.
fn file(proposal: &Compared) -> String {
    match proposal.document {
        0 => clean(&proposal.file),
        number => format!("{} (document no. {})", clean(&proposal.file), number + 1),
    }
}

/// `leather`, `leather (concern)`
fn rule(row: &Row) -> String {
    let name = clean(&row.rule);
    match row.force {
        Force::Must => name,
        Force::Halt => format!("{name} (halt)"),
        Force::Should | Force::Warn => format!("{name} (concern)"),
    }
}

/// `broken, -2,500 tons`
fn cell(cell: &Cell) -> String {
    match &cell.margin {
        Some(margin) => format!("{}, {}", cell.verdict.word(), words::amount(margin)),
        None => cell.verdict.word().replace(' ', NO_BREAK),
    }
}

/// `closing, +12.5%`, or nothing.
fn trend(row: &Row) -> String {
    let word = row.trend.map(|trend| trend.word().to_owned()).unwrap_or_default();
    match &row.moved {
        Some(moved) if moved.amount != "0" => format!("{word}, {}", by(moved)),
        _ => word,
    }
}

fn by(moved: &Moved) -> String {
    let (amount, unit) = (moved.amount.clone(), moved.unit.clone());
    let said = words::amount(&Margin { amount, unit, relative: None, rounded: moved.rounded });
    if moved.amount.starts_with('-') || moved.rounded { said } else { format!("+{said}") }
}

/// The first proposal on which it held, or a word for none.
fn first_held(row: &Row) -> String {
    row.first_held.map_or_else(|| "never".to_owned(), |at| at.to_string())
}

fn tone(force: Force, verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Broken if force.is_concern() => Tone::Warn,
        Verdict::Broken => Tone::Bad,
        Verdict::Unknown if force.is_concern() => Tone::Calm,
        Verdict::Unknown => Tone::Warn,
        Verdict::Waiting | Verdict::Waived => Tone::Calm,
        Verdict::Holds => Tone::Good,
        Verdict::NotApplicable => Tone::Dim,
    }
}

fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Acceptable => Tone::Good,
        Outcome::Waiting => Tone::Calm,
        Outcome::Unknown => Tone::Warn,
        Outcome::Broken | Outcome::Halt => Tone::Bad,
    }
}

/// The terms of a move: those on which a changed verdict rests, then the others.
fn by_weight(step: &Move) -> (Vec<&TermMove>, Vec<&TermMove>) {
    step.terms.iter().partition(|term| !term.verdicts.is_empty())
}

/// The changed verdicts of a move that rest on no changed term: on a day, or on what is elsewhere.
fn elsewhere(step: &Move) -> Vec<&VerdictMove> {
    let told = |one: &&VerdictMove| {
        !step.terms.iter().any(|term| term.verdicts.iter().any(|other| other.rule == one.rule))
    };
    step.verdicts.iter().filter(told).collect()
}

/// What a term said, or that it was not there.
fn said(text: Option<&str>) -> String {
    text.map_or_else(|| "nothing".to_owned(), |text| unbound(&clean(text)))
}

/// `3 proposals, 16 rules, for 2004-03-01`
fn extent(comparison: &Comparison) -> String {
    let proposals = super::text::count(comparison.proposals.len(), "proposal", "proposals");
    let rules = super::text::count(comparison.rules.len(), "rule", "rules");
    format!("{proposals} against {rules}, for {}", clean(&comparison.as_of))
}
