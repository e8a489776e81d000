//! One finding: what was found, both excerpts, the reasons, the subjects, and what would mend it.

use maud::{Markup, html};

use super::excerpt::excerpt;
use super::{Section, bar, class, prose};
use crate::render::text::{clean, count};
use crate::render::{gravest, words};
use crate::report::{Finding, Place};

/// At most so many places of one finding are shown.
const PLACES: usize = 4;
/// A place in a proposal of more lines than this is shown by its first lines.
const DATA_LINES: usize = 3;
/// The same of a sentence.
const RULE_LINES: usize = 8;
/// At most so many subjects of a quantified rule are listed.
const PARTS: usize = 200;

impl Section<'_> {
    pub(super) fn finding(&self, finding: &Finding) -> Markup {
        let look = words::look(finding);
        let id = self.id(finding);
        let parts = gravest::parts(finding);
        html! {
            article.(class(look.tone)) id=(id) aria-labelledby={ (id) "-title" } {
                h4 id={ (id) "-title" } {
                    span.title { (look.sign) " " (look.title) } " " bdi { (clean(&finding.rule)) }
                }
                p.found { (prose(&finding.message)) }
                @if finding.margin.is_some() {
                    p.margin { (bar::margin(finding, &self.scales)) }
                }
                @for help in &finding.help { p.help { b { "To mend it" } " " (prose(help)) } }
                @let data = gravest::data(finding, &parts);
                div.excerpts.both[!data.is_empty()] {
                    div { (self.data(data)) }
                    div {
                        (excerpt(words::kind(finding.force), &finding.at, RULE_LINES, self.sources))
                        @if self.sources.get(&finding.at.file).is_none() {
                            p.sentence { bdi { (clean(&finding.sentence)) } }
                        }
                        (reasons(finding))
                    }
                }
                (self.parts(finding, &parts))
            }
        }
    }

    /// The places in the proposal, in facts or in an earlier round.
    fn data(&self, places: &[Place]) -> Markup {
        let more = places.len().saturating_sub(PLACES);
        html! {
            @if places.is_empty() { p.muted { "It rests on no single place in the proposal." } }
            @for place in places.iter().take(PLACES) {
                (excerpt(self.kind(place), place, DATA_LINES, self.sources))
            }
            @if more > 0 { p.muted { (count(more, "more place", "more places")) } }
        }
    }

    fn kind(&self, place: &Place) -> &'static str {
        if place.file == self.proposal.file { "proposal" } else { "beside the proposal" }
    }

    /// The subjects of a quantified rule.
    fn parts(&self, finding: &Finding, parts: &[&Finding]) -> Markup {
        let Some(counts) = &finding.part_counts else { return html! {} };
        let said = words::counts(counts, " · ");
        let listed = parts.len().min(PARTS);
        let open = [counts.broken, counts.unknown, counts.waiting, counts.waived];
        let more = open.iter().sum::<usize>().saturating_sub(listed);
        html! {
            details {
                summary { (count(counts.total(), "subject", "subjects")) ": " (said) }
                table.parts {
                    caption { "Subjects that ask for attention." }
                    thead {
                        tr { th scope="col" { "Subject" } th scope="col" { "Verdict" } }
                    }
                    tbody { @for part in parts.iter().take(PARTS) { (part_row(part)) } }
                }
                @if more > 0 { p.muted { (count(more, "more subject", "more subjects")) " in the full report" } }
            }
        }
    }
}

fn part_row(part: &Finding) -> Markup {
    let subject = part.subject.as_deref().map(clean).unwrap_or_default();
    html! {
        tr {
            th.rule scope="row" {
                bdi { (subject) }
                span.message { (prose(&part.message)) }
                code.aside { (words::position(gravest::place(part))) }
            }
            td {
                (words::look(part).title)
                @if let Some(margin) = &part.margin { span.amount { (bar::minus(&words::amount(margin))) } }
            }
        }
    }
}

/// Why the rule is there, whose it is, and who has waived it.
fn reasons(finding: &Finding) -> Markup {
    let waiver = finding.waiver.as_ref().map(words::waiver);
    let rows = [
        ("Because", finding.because.as_deref().map(clean)),
        ("Source", finding.source.as_deref().map(clean)),
        ("Owner", finding.owner.as_deref().map(clean)),
        ("Waived", waiver),
    ];
    let any = rows.iter().any(|(_, value)| value.is_some());
    html! {
        @if any {
            dl {
                @for (key, value) in &rows {
                    @if let Some(value) = value { div { dt { (key) } dd { (value) } } }
                }
            }
        }
    }
}
