//! From what was judged to findings: places, margins, words.

use std::collections::BTreeSet;

use super::ticks::within;
use super::words::Words;
use super::{Counts, Finding, Margin, Place, Verdict, Waiver};
use crate::eval::reason::{Missing, Problem, Reason};
use crate::eval::{self, Judged, NodeRef, Part, World};
use crate::model::Rule;
use crate::proposal::document::Content;
use crate::source::{SharedSource, Span};
use crate::value::{Unit, Value};

/// Significant digits of a margin that does not end.
const DIGITS: usize = 12;

/// The most parts of one finding that are listed unless all are asked for.
const LISTED_PARTS: usize = 1_000;

/// The most places of one finding.
const LISTED_PLACES: usize = 10;

/// The finding of one rule on one proposal.
pub(crate) fn finding(rule: &Rule, judged: &Judged, world: &World<'_>, all_parts: bool) -> Finding {
    let mut finding = one(rule, None, judged, world);
    if let Some(parts) = &judged.parts {
        add_parts(&mut finding, rule, parts, world, all_parts);
    }
    apply_waiver(&mut finding, rule, world);
    finding
}

fn one(rule: &Rule, subject: Option<&str>, judged: &Judged, world: &World<'_>) -> Finding {
    let words = Words::new(subject, world);
    Finding {
        rule: rule.id.clone(),
        force: rule.force,
        verdict: judged.verdict,
        subject: subject.map(str::to_owned).or_else(|| subject_of(&judged.reason)),
        sentence: rule.sentence.clone(),
        message: words.message(&judged.reason),
        help: words.help(&judged.reason, judged.verdict),
        at: place_in(&rule.source, rule.span),
        data: places(judged, &words, world),
        margin: judged.margin.as_ref().map(margin),
        because: rule.clauses().because.clone(),
        source: rule.clauses().cited.clone(),
        owner: rule.clauses().owner.clone(),
        days_left: judged.days_left,
        waiver: None,
        parts: Vec::new(),
        part_counts: None,
        parts_left_out: 0,
        known: false,
    }
}

/// What a finding that is not quantified is about.
fn subject_of(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Compared { subject, .. }
        | Reason::State { subject, .. }
        | Reason::Starts { subject, .. }
        | Reason::Moved { subject, .. }
        | Reason::NeverMoved { subject, .. }
        | Reason::Same { subject, .. }
        | Reason::Problem(Problem::Differs { subject, .. }) => Some(subject.clone()),
        Reason::Has { owner, .. }
        | Reason::Lacks { owner, .. }
        | Reason::IsNothing { owner, .. }
        | Reason::NotAgreed { owner, .. } => Some(owner.clone()),
        Reason::Event { event, .. } => Some(event.clone()),
        Reason::Problem(Problem::Uncertain(uncertain)) => Some(uncertain.subject.clone()),
        Reason::Problem(Problem::Missing(missing)) => Some(missing.name.text.clone()),
        Reason::Problem(Problem::Conditional(inner)) | Reason::ConditionFalse(inner) => {
            subject_of(inner)
        }
        Reason::Several(reasons) => reasons.first().and_then(subject_of),
        Reason::Nothing
        | Reason::Called { .. }
        | Reason::Counted { .. }
        | Reason::Each { .. }
        | Reason::OutOfWindow
        | Reason::Problem(_) => None,
    }
}

fn add_parts(
    finding: &mut Finding,
    rule: &Rule,
    parts: &[Part],
    world: &World<'_>,
    all_parts: bool,
) {
    let mut counts = Counts::default();
    for part in parts {
        counts.add(part.judged.verdict);
    }
    let listed = |part: &&Part| {
        all_parts || !matches!(part.judged.verdict, Verdict::Holds | Verdict::NotApplicable)
    };
    let most = if all_parts { usize::MAX } else { LISTED_PARTS };
    finding.parts = parts
        .iter()
        .filter(listed)
        .take(most)
        .map(|part| {
            let mut made = one(rule, Some(&part.name), &part.judged, world);
            if let Some(inner) = &part.judged.parts {
                add_parts(&mut made, rule, inner, world, all_parts);
            }
            made
        })
        .collect();
    finding.parts_left_out = parts.len() - finding.parts.len();
    finding.part_counts = Some(counts);
    summarise(finding, parts, &counts, world);
}

/// A quantified finding speaks of its parts: how many, and what the first decisive ones are.
fn summarise(finding: &mut Finding, parts: &[Part], counts: &Counts, world: &World<'_>) {
    let decisive: Vec<&Part> =
        parts.iter().filter(|part| part.judged.verdict == finding.verdict).collect();
    if parts.is_empty() || finding.verdict == Verdict::NotApplicable {
        return;
    }
    let count = finding.message.clone();
    let counted = count.starts_with("true of ");
    if counted {
        return;
    }
    let names: Vec<String> =
        decisive.iter().take(3).map(|part| format!("`{}`", within(&part.name))).collect();
    let more = decisive.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let verb = match (finding.verdict, decisive.len()) {
        (Verdict::Broken, 1) => "breaks",
        (Verdict::Broken, _) => "break",
        (Verdict::Unknown, 1) => "is unknown",
        (Verdict::Unknown, _) => "are unknown",
        (Verdict::Waiting, 1) => "waits",
        (Verdict::Waiting, _) => "wait",
        (Verdict::Holds | Verdict::NotApplicable | Verdict::Waived, 1) => "holds",
        (Verdict::Holds | Verdict::NotApplicable | Verdict::Waived, _) => "hold",
    };
    let total = counts.total();
    let what = match decisive.as_slice() {
        [only] => Words::new(Some(&only.name), world).message(&only.judged.reason),
        _ => names.join(", "),
    };
    finding.message = match finding.verdict {
        Verdict::Holds if decisive.len() == total => format!("all {total} {verb}"),
        _ if total == 1 => what,
        Verdict::Holds => format!("{} of {total} {verb}", decisive.len()),
        _ => format!("{} of {total} {verb}: {what}{more}", decisive.len()),
    };
    if finding.help.is_empty()
        && let Some(first) = decisive.first()
    {
        finding.help =
            Words::new(Some(&first.name), world).help(&first.judged.reason, first.judged.verdict);
    }
}

fn apply_waiver(finding: &mut Finding, rule: &Rule, world: &World<'_>) {
    let Some(waiver) = &rule.clauses().waiver else { return };
    if world.as_of <= waiver.until && matches!(finding.verdict, Verdict::Broken | Verdict::Unknown)
    {
        finding.waiver = Some(Waiver {
            verdict: finding.verdict,
            until: waiver.until.to_string(),
            by: waiver.by.clone(),
            because: waiver.because.clone(),
        });
        finding.verdict = Verdict::Waived;
    }
}

/// A margin as it is reported: percentages differ by points, and bare numbers have no unit.
fn margin(margin: &eval::Margin) -> Margin {
    let amount = margin.amount.amount.to_decimal(DIGITS);
    let unit = &margin.amount.unit;
    Margin {
        amount: amount.text,
        unit: (!unit.is_none()).then(|| plural(unit)),
        relative: margin.relative.as_ref().map(|relative| relative.to_decimal(DIGITS).text),
        rounded: amount.rounded,
    }
}

fn plural(unit: &Unit) -> String {
    unit.display().to_owned()
}

/// The places that a verdict rests on, the primary one labelled.
fn places(judged: &Judged, words: &Words<'_>, world: &World<'_>) -> Vec<Place> {
    let mut seen: BTreeSet<NodeRef> = BTreeSet::new();
    let each = judged.nodes.iter().copied().filter(|node| seen.insert(*node));
    let mut nodes: Vec<NodeRef> = each.collect();
    if nodes.is_empty() && needs_place(&judged.reason) {
        nodes.push(NodeRef { layer: 0, node: world.document(0).root() });
    }
    nodes.truncate(LISTED_PLACES);
    let mut places: Vec<Place> = nodes.iter().map(|node| place_of(*node, world)).collect();
    if let Some(first) = places.first_mut() {
        first.label = words.label(&judged.reason);
    }
    for place in places.iter_mut().skip(1) {
        place.label = words.other_label(&judged.reason);
    }
    places
}

/// What is nowhere belongs to the proposal as a whole.
fn needs_place(reason: &Reason) -> bool {
    missing(reason).is_some() || matches!(reason, Reason::Problem(_) | Reason::Event { .. })
}

fn missing(reason: &Reason) -> Option<&Missing> {
    match reason {
        Reason::Lacks { missing, .. } | Reason::Problem(Problem::Missing(missing)) => Some(missing),
        Reason::Event { missing: Some(missing), .. } => Some(missing),
        Reason::Several(reasons) => reasons.first().and_then(missing),
        _ => None,
    }
}

/// The place of a node: the value of a scalar, the key of a mapping or list.
pub(crate) fn place_of(at: NodeRef, world: &World<'_>) -> Place {
    let document = world.document(at.layer);
    let span = match (document.content(at.node), document.key(at.node)) {
        (Content::Mapping(_) | Content::List(_), Some(key)) => key.span,
        (Content::Mapping(_) | Content::List(_), None) => {
            first_line(document.source(), document.span(at.node))
        }
        (Content::Scalar { .. }, _) => document.span(at.node),
    };
    // an empty value has no text of its own: its key stands for it
    let span = match document.key(at.node) {
        Some(key) if span.is_empty() => key.span,
        _ => span,
    };
    Place {
        document: Some(document.number()),
        path: Some(document.pointer(at.node)),
        ..place_in(document.source(), span)
    }
}

/// The first line of a span, so that an item of a list or a whole document is not marked from end to end.
fn first_line(source: &SharedSource, span: Span) -> Span {
    let text = source.slice(span);
    let length = text.find(['\n', '\r']).unwrap_or(text.len()).min(60);
    let length = (0..=length).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    Span::new(span.start, span.start + length)
}

/// A place in a text.
pub fn place_in(source: &SharedSource, span: Span) -> Place {
    let (line, column) = source.position(span.start);
    Place {
        file: source.name().to_owned(),
        document: None,
        path: None,
        line,
        column,
        offset: span.start,
        length: span.len(),
        label: None,
    }
}

/// The name that a proposal gives itself.
pub(crate) fn title(world: &World<'_>) -> Option<String> {
    ["proposal", "name", "title", "agreement", "talks"].into_iter().find_map(|key| {
        let node = world.top(&crate::name::Name::new(key))?;
        match world.reading(node)? {
            crate::value::Reading::Value(Value::Text(text)) => Some(text),
            _ => None,
        }
    })
}
