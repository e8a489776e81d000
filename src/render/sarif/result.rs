//! One result: a subject of a rule, or the rule where it has none.

use super::model::{Finding, FindingProperties, Fingerprints, Location, Message, Suppression};
use super::place::location;
use super::rules::Rules;
use crate::render::item::Item;
use crate::render::text::clean;
use crate::render::{Sources, words};
use crate::report::Verdict;

pub(super) fn result<'a>(
    item: &Item<'a>,
    rules: &'a Rules<'_>,
    sources: &Sources,
    name: String,
) -> Finding<'a> {
    let (rule_id, rule_index) = rules.find(item.rule);
    let (kind, level) = kind(item);
    let verdict = if item.is_waived() { Verdict::Waived } else { item.part.verdict };
    Finding {
        rule_id,
        rule_index,
        kind,
        level,
        message: message(item),
        locations: [location(item.place(), sources)],
        related_locations: related(item, sources),
        partial_fingerprints: Fingerprints { subject: name },
        suppressions: suppression(item, sources).into_iter().collect(),
        properties: FindingProperties {
            verdict: verdict.word(),
            proposal: words::name(item.proposal),
            margin: item.part.margin.as_ref(),
            days_left: item.part.days_left,
        },
    }
}

/// The kind and the level, which is `none` for all kinds but `fail`.
fn kind(item: &Item<'_>) -> (&'static str, &'static str) {
    match item.bare() {
        Verdict::Broken if item.rule.force.is_concern() => ("fail", "warning"),
        Verdict::Broken => ("fail", "error"),
        Verdict::Unknown => ("open", "none"),
        Verdict::Waiting => ("informational", "none"),
        Verdict::Holds | Verdict::Waived => ("pass", "none"),
        Verdict::NotApplicable => ("notApplicable", "none"),
    }
}

fn message(item: &Item<'_>) -> Message {
    let mut text = words::headline(item.part);
    if let Some(subject) = item.part.subject.as_deref().map(clean)
        && !text.contains(&subject)
    {
        text = format!("{subject}: {text}");
    }
    for help in &item.part.help {
        text.push_str(&format!("\nhelp: {}", clean(help)));
    }
    Message::new(&text)
}

/// The rule's sentence, then the other places in the proposal, in facts or in an earlier round.
fn related(item: &Item<'_>, sources: &Sources) -> Vec<Location> {
    let (id, sentence) = (clean(&item.rule.rule), clean(&item.rule.sentence));
    let said = format!("{} {id}: {sentence}", words::kind(item.rule.force));
    let rule = Location { message: Some(Message::new(&said)), ..location(&item.rule.at, sources) };
    let others = item.part.data.iter().skip(1).map(|place| location(place, sources));
    let numbered = std::iter::once(rule).chain(others).enumerate();
    numbered.map(|(at, location)| Location { id: Some(at + 1), ..location }).collect()
}

/// A waiver is no comment in the proposal: it stands outside of what is checked.
fn suppression(item: &Item<'_>, sources: &Sources) -> Option<Suppression> {
    let waiver = item.rule.waiver.as_ref().filter(|_| item.is_waived())?;
    Some(Suppression {
        kind: "external",
        status: "accepted",
        justification: words::waiver(waiver),
        location: location(&item.rule.at, sources),
    })
}
