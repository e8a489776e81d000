//! The rules by verdict with their margins, and the list of several proposals.

use maud::{Markup, html};

use super::{Section, bar, class, prose};
use crate::render::text::{clean, count};
use crate::render::{gravest, words};
use crate::report::{Finding, Force, Report, Verdict};

/// Rules under one heading.
struct Group<'a> {
    title: &'static str,
    tone: &'static str,
    findings: Vec<&'a Finding>,
}

impl Section<'_> {
    /// What asks for attention, open; what does not, folded away.
    pub(super) fn overview(&self, shown: &[&Finding]) -> Markup {
        let of = |verdict: Verdict| {
            self.proposal.findings.iter().filter(move |one| one.verdict == verdict).collect()
        };
        let holds: Vec<&Finding> = of(Verdict::Holds);
        let silent: Vec<&Finding> = of(Verdict::NotApplicable);
        html! {
            @if shown.is_empty() { p.calm-note { (words::nothing_to_report(self.proposal)) } }
            @else { (self.table(&groups(shown), "Rules that ask for attention, the gravest first.")) }
            @if !holds.is_empty() {
                details open[shown.is_empty()] {
                    summary { (count(holds.len(), "rule holds", "rules hold")) }
                    (self.table(&[group("Holds", "good", holds)], "Rules that hold."))
                }
            }
            @if !silent.is_empty() {
                details {
                    summary { (count(silent.len(), "rule does not apply", "rules do not apply")) }
                    (self.table(&[group("Not applicable", "dim", silent)], "Rules that do not apply."))
                }
            }
        }
    }

    fn table(&self, groups: &[Group<'_>], caption: &str) -> Markup {
        let margins =
            groups.iter().flat_map(|group| &group.findings).any(|one| one.margin.is_some());
        let legend = self.scales.legend(self.proposal).filter(|_| margins);
        html! {
            table.rules {
                caption {
                    (caption)
                    @if let Some(legend) = legend {
                        " Bars have one scale: the line in the middle is the limit, to its left lies \
                         what is beyond it, to its right what is to spare, and half a bar is "
                        (legend) "."
                    }
                }
                thead { tr { th scope="col" { "Rule" } th scope="col" { "Margin" (ends(margins)) } } }
                @for group in groups {
                    tbody.(group.tone) {
                        tr.group {
                            th colspan="2" scope="rowgroup" {
                                (group.title) " " span.number { (group.findings.len()) }
                            }
                        }
                        @for finding in &group.findings { (self.row(finding)) }
                    }
                }
            }
        }
    }

    fn row(&self, finding: &Finding) -> Markup {
        let linked = words::wants_attention(finding.verdict);
        html! {
            tr {
                th.rule scope="row" {
                    @if linked {
                        a href={ "#" (self.id(finding)) } { bdi { (clean(&finding.rule)) } }
                    } @else {
                        bdi { (clean(&finding.rule)) }
                    }
                    @if let Some(aside) = aside(finding) { " " span.aside { (aside) } }
                    span.message { (prose(&finding.message)) }
                }
                td.margin { (bar::margin(finding, &self.scales)) }
            }
        }
    }
}

/// Which end of a bar is which.
fn ends(any: bool) -> Markup {
    html! {
        @if any {
            span.ends aria-hidden="true" {
                span { "\u{2190} beyond" } span { "limit" } span { "to spare \u{2192}" }
            }
        }
    }
}

/// What the heading of its group does not say of a finding.
fn aside(finding: &Finding) -> Option<String> {
    match &finding.waiver {
        Some(waiver) if finding.verdict == Verdict::Waived => {
            Some(format!("otherwise {}, until {}", waiver.verdict.word(), clean(&waiver.until)))
        }
        _ if finding.force.is_concern() => Some(finding.verdict.word().to_owned()),
        _ if finding.verdict == Verdict::Waiting && finding.force == Force::Halt => {
            Some("the talks stop if it is not met".to_owned())
        }
        _ => None,
    }
}

fn group<'a>(title: &'static str, tone: &'static str, findings: Vec<&'a Finding>) -> Group<'a> {
    Group { title, tone, findings }
}

/// The findings that ask for attention, under the headings in which they are already sorted.
fn groups<'a>(shown: &[&'a Finding]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for finding in shown {
        let (title, tone) = heading(finding);
        match groups.last_mut().filter(|last| last.title == title) {
            Some(last) => last.findings.push(finding),
            None => groups.push(group(title, tone, vec![finding])),
        }
    }
    groups
}

fn heading(finding: &Finding) -> (&'static str, &'static str) {
    if finding.force.is_concern() {
        return ("Concerns", "warn");
    }
    match finding.verdict {
        Verdict::Broken if finding.force == Force::Halt => ("✗ The talks stop", "bad"),
        Verdict::Broken => ("✗ Broken", "bad"),
        Verdict::Unknown => ("? Unknown", "warn"),
        Verdict::Waiting => ("~ Waiting", "calm"),
        Verdict::Waived => ("~ Waived", "calm"),
        Verdict::Holds => ("Holds", "good"),
        Verdict::NotApplicable => ("Not applicable", "dim"),
    }
}

/// One row a proposal.
pub(super) fn proposals(report: &Report) -> Markup {
    html! {
        table.proposals {
            caption { "What each proposal comes to." }
            thead {
                tr { th scope="col" { "Proposal" } th scope="col" { "Outcome" } th scope="col" { "Red lines" } }
            }
            tbody {
                @for (at, proposal) in report.proposals.iter().enumerate() {
                    @let outcome = words::outcome(proposal);
                    tr {
                        th.rule scope="row" {
                            a href={ "#p" (at + 1) } { bdi { (words::name(proposal)) } }
                            @if let Some(worst) = gravest::findings(proposal).first() {
                                span.message { (prose(&words::headline(worst))) }
                            }
                        }
                        td.(class(outcome.tone)) { strong.word { (outcome.word) } }
                        td { (words::counts(&proposal.counts, " · ")) }
                    }
                }
            }
        }
    }
}
