//! The page for a browser: the table with a chart for each margin, then what moved. No script, no network.

use std::io::{self, Write};

use maud::{Markup, PreEscaped, html};

use super::chart::chart;
use super::{
    by_weight, cell, elsewhere, extent, file, first_held, name, outcome_tone, rule, said, tone,
    trend,
};
use crate::compare::{Comparison, Move, Row, TermMove, VerdictMove};
use crate::render::html::{class, head};
use crate::render::text::{clean, count, unbound};
use crate::report::Notice;

/// What this page has beside the report's style.
const OWN: &str = include_str!("compare.css");

pub(super) fn write(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let page = html! {
        (head("Proposals compared", OWN))
        (header(comparison))
        main {
            (legend(comparison))
            (table(comparison))
            @for step in &comparison.moves { (moved(step)) }
            (notices("To be known", &comparison.notices))
            (notices("Not read", &comparison.errors))
        }
        (PreEscaped("</body></html>"))
    };
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

fn header(comparison: &Comparison) -> Markup {
    html! {
        header {
            p.eyebrow { (extent(comparison)) }
            h1 { "Proposals compared" }
            @if !comparison.errors.is_empty() {
                p.unread {
                    strong { (count(comparison.errors.len(), "error", "errors")) }
                    ": not everything could be read, so this may not be all"
                }
            }
        }
    }
}

/// Which number is which proposal.
fn legend(comparison: &Comparison) -> Markup {
    html! {
        table.proposals {
            thead { tr { th scope="col" { "No." } th scope="col" { "Proposal" } th scope="col" { "Outcome" } } }
            tbody {
                @for (at, one) in comparison.proposals.iter().enumerate() {
                    tr.(class(outcome_tone(one.outcome))) {
                        td { (at) }
                        th scope="row" {
                            bdi { (name(one)) }
                            @if one.name.is_some() { span.message { code { (file(one)) } } }
                        }
                        td { strong.word { (one.outcome.word()) } }
                    }
                }
            }
        }
    }
}

fn table(comparison: &Comparison) -> Markup {
    html! {
        h2 { "Rules" }
        div.wide tabindex="0" role="region" aria-label="Rules by proposal" {
            table.compared {
                caption { "In a chart the line across is the limit; what holds lies above it. Each chart has its own scale." }
                thead {
                    tr {
                        th scope="col" { "Rule" }
                        @for at in 0..comparison.proposals.len() { th scope="col" { (at) } }
                        th scope="col" { "Margin" }
                        th scope="col" { "Trend" }
                        th scope="col" { "First held" }
                    }
                }
                tbody { @for row in &comparison.rules { (table_row(row)) } }
            }
        }
    }
}

fn table_row(row: &Row) -> Markup {
    html! {
        tr {
            th.rule scope="row" {
                bdi { (rule(row)) }
                span.message { (clean(&row.sentence)) }
            }
            @for one in &row.cells {
                td.(class(tone(row.force, one.verdict))) title=(clean(&one.message)) {
                    strong.word { (one.verdict.word()) }
                    @if one.margin.is_some() {
                        span.size { (unbound(cell(one).split_once(", ").map(|(_, margin)| margin).unwrap_or_default())) }
                    }
                }
            }
            td { @if let Some(chart) = chart(row) { (chart) } }
            td { (unbound(&trend(row))) }
            td { (first_held(row)) }
        }
    }
}

fn moved(step: &Move) -> Markup {
    let (weighty, others) = by_weight(step);
    html! {
        section {
            h2 { "From " (step.from) " to " (step.to) }
            @if step.terms.is_empty() && step.verdicts.is_empty() { p { "Nothing moved." } }
            ul {
                @for term in weighty { (line(term)) }
                @for verdict in elsewhere(step) { li { (verdict_words(verdict)) ", by no term that was changed" } }
            }
            @if !others.is_empty() {
                details {
                    summary { (count(others.len(), "change", "changes")) " of no verdict" }
                    ul { @for term in others { (line(term)) } }
                }
            }
        }
    }
}

fn line(term: &TermMove) -> Markup {
    html! {
        li {
            bdi { (clean(&term.term)) } ": " code { (said(term.old.as_deref())) } " → " code { (said(term.new.as_deref())) }
            @for verdict in &term.verdicts { span.message { (verdict_words(verdict)) } }
        }
    }
}

fn verdict_words(verdict: &VerdictMove) -> Markup {
    html! {
        bdi { (clean(&verdict.rule)) } ": " (verdict.old.word()) " → " strong { (verdict.new.word()) }
    }
}

fn notices(title: &str, notices: &[Notice]) -> Markup {
    html! {
        @if !notices.is_empty() {
            section {
                h2 { (title) }
                ul { @for notice in notices { li { (clean(&notice.message)) " " code { (notice.code) } } } }
            }
        }
    }
}
