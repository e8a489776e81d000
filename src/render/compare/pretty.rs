//! The table for people at a terminal. With more proposals than fit beside each other, it goes on in further blocks.

use std::io::{self, Write};

use super::{cell, extent, file, first_held, name, outcome_tone, rule, said, tone, trend};
use crate::compare::{Comparison, Move, TermMove, VerdictMove};
use crate::render::Style;
use crate::render::pretty::paint::Paint;
use crate::render::text::{clean, count, fold, unbound, width};
use crate::render::words::Tone;

/// Between two columns.
const GAP: usize = 2;
/// A column of verdicts is folded past this width.
const WIDEST: usize = 26;
/// How many changes that changed no verdict are listed for each move.
const OTHERS: usize = 10;

/// One column: its head, then a cell for each rule, each with its colour.
struct Column(Vec<(String, Option<Tone>)>);

pub(super) fn write(comparison: &Comparison, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    writeln!(out, "{}\n", extent(comparison))?;
    legend(comparison, style, out)?;
    if !comparison.rules.is_empty() && !comparison.proposals.is_empty() {
        table(comparison, style, out)?;
    }
    for step in &comparison.moves {
        moved(step, style, out)?;
    }
    for notice in &comparison.notices {
        writeln!(out, "\n{}", fold(&clean(&notice.message), "note: ", "  ", style.width))?;
    }
    if comparison.errors.is_empty() {
        return Ok(());
    }
    // standard error says which
    let errors = count(comparison.errors.len(), "error", "errors");
    let told = format!("{errors}: not everything could be read, so this may not be all");
    writeln!(out, "\n{}", paint.tone(Tone::Bad, &told))
}

/// Which number is which proposal.
fn legend(comparison: &Comparison, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    for (at, proposal) in comparison.proposals.iter().enumerate() {
        let first = format!("{at:>3}  ");
        let own =
            if proposal.name.is_some() { format!(" ({})", file(proposal)) } else { String::new() };
        let outcome = proposal.outcome.word();
        let text =
            fold(&format!("{}{own}: {outcome}", name(proposal)), &first, "     ", style.width);
        let painted = paint.tone(outcome_tone(proposal.outcome), outcome);
        let whole = text.strip_suffix(outcome).map(|rest| format!("{rest}{painted}"));
        writeln!(out, "{}", whole.unwrap_or(text))?;
    }
    Ok(())
}

fn table(comparison: &Comparison, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rules = column("rule", comparison.rules.iter().map(|row| (rule(row), None)));
    let room = (style.width / 3).max(12);
    let first = rules.natural().min(room);
    let mut rest: Vec<(Column, usize)> = Vec::new();
    let widest = WIDEST.min(style.width - first - GAP);
    for at in 0..comparison.proposals.len() {
        let cells = comparison.rules.iter().filter_map(|row| {
            row.cells.get(at).map(|one| (cell(one), Some(tone(row.force, one.verdict))))
        });
        rest.push(column(&at.to_string(), cells).within(widest));
    }
    let trends = comparison.rules.iter().map(|row| (trend(row), None));
    rest.push(column("trend", trends).within(widest));
    let held = comparison.rules.iter().map(|row| (first_held(row), None));
    rest.push(column("first held", held).within(widest));
    for block in blocks(&rest, style.width - first) {
        writeln!(out)?;
        let mut columns = vec![(&rules, first)];
        columns.extend(block.iter().map(|(column, width)| (column, *width)));
        for line in 0..=comparison.rules.len() {
            out.write_all(row(&columns, line, Paint::new(style)).as_bytes())?;
        }
    }
    Ok(())
}

fn column(head: &str, cells: impl Iterator<Item = (String, Option<Tone>)>) -> Column {
    Column(std::iter::once((head.to_owned(), Some(Tone::Dim))).chain(cells).collect())
}

impl Column {
    fn natural(&self) -> usize {
        self.0.iter().map(|(text, _)| width(text)).max().unwrap_or_default()
    }

    fn within(self, most: usize) -> (Self, usize) {
        let width = self.natural().min(most);
        (self, width)
    }
}

/// As many columns beside each other as fit.
fn blocks(columns: &[(Column, usize)], room: usize) -> Vec<&[(Column, usize)]> {
    let mut blocks = Vec::new();
    let mut left = columns;
    while !left.is_empty() {
        let mut used = 0;
        let fits = left.iter().take_while(|(_, width)| {
            used += width + GAP;
            used <= room
        });
        let (block, others) = left.split_at(fits.count().max(1));
        blocks.push(block);
        left = others;
    }
    blocks
}

/// One row, of as many lines as its highest cell.
fn row(columns: &[(&Column, usize)], line: usize, paint: Paint) -> String {
    let cells: Vec<(Vec<String>, usize, Option<Tone>)> = columns
        .iter()
        .filter_map(|(column, width)| {
            let (text, tone) = column.0.get(line)?;
            Some((folded(text, *width), *width, *tone))
        })
        .collect();
    let height = cells.iter().map(|(lines, ..)| lines.len()).max().unwrap_or_default();
    let mut text = String::new();
    for at in 0..height {
        let parts = cells.iter().map(|(lines, wide, tone)| {
            let part = lines.get(at).map(String::as_str).unwrap_or_default();
            let pad = " ".repeat((wide + GAP).saturating_sub(width(part)));
            match tone {
                Some(tone) if !part.is_empty() => paint.tone(*tone, part) + &pad,
                _ => part.to_owned() + &pad,
            }
        });
        text.push_str(parts.collect::<String>().trim_end());
        text.push('\n');
    }
    text
}

fn folded(text: &str, width: usize) -> Vec<String> {
    if self::width(text) <= width {
        return vec![unbound(text)];
    }
    fold(text, "", "", width).lines().map(str::to_owned).collect()
}

fn moved(step: &Move, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::new(style);
    let (weighty, others) = super::by_weight(step);
    let head = format!("From {} to {}", step.from, step.to);
    writeln!(out, "\n{}", paint.tone(Tone::StrongCalm, &head))?;
    if step.terms.is_empty() && step.verdicts.is_empty() {
        return writeln!(out, "  nothing moved");
    }
    for (at, term) in weighty.iter().enumerate() {
        writeln!(out, "{}", term_line(term, style))?;
        // terms with the same verdicts have them once, beneath the last
        if weighty.get(at + 1).is_none_or(|next| next.verdicts != term.verdicts) {
            let said = term.verdicts.iter().map(|one| verdict_words(one, style));
            let said = said.collect::<Vec<_>>().join("; ");
            writeln!(out, "{}", fold(&said, "      ", "      ", style.width))?;
        }
    }
    for verdict in super::elsewhere(step) {
        let text = verdict_words(verdict, style) + ", by no term that was changed";
        writeln!(out, "{}", fold(&text, "  ", "    ", style.width))?;
    }
    for term in others.iter().take(OTHERS) {
        writeln!(out, "{}", term_line(term, style))?;
    }
    match others.len().saturating_sub(OTHERS) {
        0 => Ok(()),
        more => {
            writeln!(out, "  and {more} more that changed no verdict; --format json lists them")
        }
    }
}

fn arrow(style: Style) -> &'static str {
    if style.unicode { "→" } else { "->" }
}

fn term_line(term: &TermMove, style: Style) -> String {
    let (old, new) = (said(term.old.as_deref()), said(term.new.as_deref()));
    let text = format!("{}: {old} {} {new}", clean(&term.term), arrow(style));
    fold(&text, "  ", "    ", style.width)
}

fn verdict_words(verdict: &VerdictMove, style: Style) -> String {
    let (old, new) = (verdict.old.word(), verdict.new.word());
    format!("{}: {old} {} {new}", clean(&verdict.rule), arrow(style))
}
