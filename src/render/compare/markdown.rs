//! The table for a pull request. Text of proposals and rules never becomes markup.

use std::io::{self, Write};

use super::{by_weight, cell, elsewhere, extent, file, first_held, name, rule, said, trend};
use crate::compare::{Cell, Comparison, Move, Row, TermMove, VerdictMove};
use crate::render::markdown::escape::{code, prose};
use crate::render::markdown::page::Page;
use crate::render::text::{count, unbound};
use crate::report::Verdict;

pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    page.block("### Proposals compared\n\n");
    page.block(&format!("{}.\n\n", extent(comparison)));
    if !comparison.errors.is_empty() {
        let errors = count(comparison.errors.len(), "error", "errors");
        page.block(&format!("**{errors}: not everything could be read.**\n\n"));
    }
    legend(comparison, &mut page);
    table(comparison, &mut page);
    for step in &comparison.moves {
        moved(step, &mut page);
    }
    for notice in comparison.notices.iter().chain(&comparison.errors) {
        page.block(&format!("- {} {}\n", prose(&notice.message), code(&notice.code)));
    }
    out.write_all(page.finished().as_bytes())
}

fn legend(comparison: &Comparison, page: &mut Page) {
    page.table("| | Proposal | Outcome | File |\n| ---: | --- | --- | --- |\n");
    for (at, one) in comparison.proposals.iter().enumerate() {
        let outcome = format!("**{}**", one.outcome.word());
        page.row(&[at.to_string(), prose(&name(one)), outcome, code(&file(one))]);
    }
    page.end();
}

fn table(comparison: &Comparison, page: &mut Page) {
    let heads: String = (0..comparison.proposals.len()).map(|at| format!(" {at} |")).collect();
    let lines: String = comparison.proposals.iter().map(|_| " --- |").collect();
    page.table(&format!("| Rule |{heads} Trend | First held |\n| --- |{lines} --- | ---: |\n"));
    for row in &comparison.rules {
        page.row(&cells(row));
    }
    page.end();
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![prose(&format!("`{}`{}", row.rule, kind(row)))];
    cells.extend(row.cells.iter().map(|one| grave(row, one)));
    cells.push(prose(&unbound(&trend(row))));
    cells.push(first_held(row));
    cells
}

/// ` (concern)`, or nothing of a red line.
fn kind(row: &Row) -> String {
    rule(row).strip_prefix(&crate::render::clean(&row.rule)).unwrap_or_default().to_owned()
}

fn grave(row: &Row, one: &Cell) -> String {
    let text = prose(&unbound(&cell(one)));
    let grave =
        matches!(one.verdict, Verdict::Broken | Verdict::Unknown) && !row.force.is_concern();
    if grave { format!("**{text}**") } else { text }
}

fn moved(step: &Move, page: &mut Page) {
    if step.terms.is_empty() && step.verdicts.is_empty() {
        page.block(&format!("From {} to {}, nothing moved.\n\n", step.from, step.to));
        return;
    }
    let (weighty, others) = by_weight(step);
    page.block(&format!("#### From {} to {}\n\n", step.from, step.to));
    weighty.into_iter().for_each(|term| page.block(&line(term)));
    for verdict in elsewhere(step) {
        page.block(&format!("- {}, by no term that was changed\n", verdict_words(verdict)));
    }
    page.end();
    if !others.is_empty() {
        page.open(&(count(others.len(), "change", "changes") + " of no verdict"));
        others.into_iter().for_each(|term| page.block(&line(term)));
        page.close();
    }
}

fn line(term: &TermMove) -> String {
    let (old, new) = (said(term.old.as_deref()), said(term.new.as_deref()));
    let mut line = format!("- {}: {} → {}", code(&term.term), code(&old), code(&new));
    let verdicts: Vec<String> = term.verdicts.iter().map(verdict_words).collect();
    if !verdicts.is_empty() {
        line.push_str(&format!(" ({})", verdicts.join("; ")));
    }
    line + "\n"
}

fn verdict_words(verdict: &VerdictMove) -> String {
    format!("{}: {} → **{}**", code(&verdict.rule), verdict.old.word(), verdict.new.word())
}
