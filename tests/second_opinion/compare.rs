//! Sets the two answers side by side.

use std::collections::BTreeMap;

use dealbreaker::report::Finding;

use crate::deal::Case;
use crate::judge::{Answer, answers, outcome};
use crate::product::{Said, Writing, ask};
use crate::spell::{read_margin, significant};
use crate::verdict::{Judged, Margin, Verdict};
use crate::world::{World, plain};

/// Where the two differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The rule's label; empty for the outcome.
    pub label: String,
    /// The shape of the rule.
    pub shape: String,
    /// What kind of answer differs.
    pub what: &'static str,
    /// What the product says.
    pub product: String,
    /// What the reference says.
    pub reference: String,
}

/// The reference's answers.
pub fn reference(case: &Case) -> Vec<Answer> {
    let documents = crate::product::documents(case);
    let proposal = documents.all[documents.judged].clone();
    let mut world =
        World::new(proposal, case.facts.clone(), case.before.clone(), case.as_of, &case.rules);
    documents.all.iter().for_each(|node| world.hears(node));
    answers(&world, &case.rules)
}

/// All differences of a case.
pub fn differences(case: &Case, writing: Writing) -> (Vec<Answer>, Vec<Difference>) {
    let ours = reference(case);
    let said = ask(case, writing);
    let mut found = vec![];
    if let Some(error) = said.errors.first() {
        found.push(difference("", "refused", error.clone(), "reads it".to_owned()));
        return (ours, found);
    }
    for answer in &ours {
        rule(answer, &said, &mut found);
    }
    for difference in &mut found {
        let own = case.rules.rules.iter().find(|rule| rule.label == difference.label);
        difference.shape = own.map(|rule| crate::shape::of(&rule.rule)).unwrap_or_default();
    }
    let outcome = outcome(&ours).to_owned();
    if found.is_empty() && said.outcome != outcome {
        found.push(difference("", "outcome", said.outcome, outcome));
    }
    (ours, found)
}

fn difference(label: &str, what: &'static str, product: String, reference: String) -> Difference {
    Difference { label: label.to_owned(), shape: String::new(), what, product, reference }
}

fn rule(answer: &Answer, said: &Said, found: &mut Vec<Difference>) {
    let Some(finding) = said.findings.get(&answer.label) else {
        found.push(difference(&answer.label, "finding", "none".to_owned(), "one".to_owned()));
        return;
    };
    let before = found.len();
    one(&answer.label, &answer.judged, finding, found);
    let hidden = finding.waiver.as_ref().map(|waiver| waiver.verdict.word());
    if hidden != answer.hidden.map(Verdict::word) {
        let (theirs, ours) = (format!("{hidden:?}"), format!("{:?}", answer.hidden));
        found.push(difference(&answer.label, "hidden by a waiver", theirs, ours));
    }
    if found.len() > before {
        return;
    }
    let Some(parts) = answer.judged.parts.as_ref() else { return };
    match parts.iter().all(|(name, _)| !name.is_empty()) {
        true => each_part(&answer.label, parts, finding, found),
        // What has no name of its own is told by its verdict alone.
        false => verdicts(&answer.label, parts, finding, found),
    }
}

fn one(label: &str, ours: &Judged, finding: &Finding, found: &mut Vec<Difference>) {
    if finding.verdict.word() != ours.verdict.word() {
        let product = format!("{} ({})", finding.verdict.word(), finding.message);
        found.push(difference(label, "verdict", product, ours.verdict.word().to_owned()));
        return;
    }
    if ours.verdict == Verdict::Waived {
        return;
    }
    let days = finding.days_left.map(i128::from);
    if days != ours.days {
        found.push(difference(label, "days left", format!("{days:?}"), format!("{:?}", ours.days)));
    }
    margin(label, ours, finding, found);
}

fn margin(label: &str, ours: &Judged, finding: &Finding, found: &mut Vec<Difference>) {
    let shown = finding.margin.as_ref();
    let said = shown.map_or("none".to_owned(), |m| {
        format!("{} {}", m.amount, m.unit.clone().unwrap_or_default())
    });
    if let Margin::Of { relative, .. } = &ours.margin {
        let expected = relative.map(significant);
        let said = shown.and_then(|margin| margin.relative.clone());
        if said != expected && shown.is_some() {
            let (theirs, ours) = (format!("{said:?}"), format!("{expected:?}"));
            found.push(difference(label, "relative margin", theirs, ours));
            return;
        }
    }
    let expected = match &ours.margin {
        Margin::Any => return,
        Margin::None => "none".to_owned(),
        Margin::Of { amount, unit, .. } => {
            let name = unit.map(|unit| unit.name).unwrap_or_default();
            let of_unit = unit.map_or(*amount, |unit| amount / unit.one());
            let read = shown.and_then(|m| read_margin(&m.amount, m.unit.as_deref()));
            let unit_is = shown.is_some_and(|m| same_unit(name, m.unit.as_deref()));
            let rounded = shown.is_some_and(|m| m.rounded);
            // What does not end is shown to twelve digits.
            let near = unit.is_none() || shown.is_some_and(|m| m.amount == significant(of_unit));
            if (read == Some(*amount) || (rounded && near)) && (unit.is_none() || unit_is) {
                return;
            }
            format!("{of_unit} {name}")
        }
    };
    if said != expected {
        found.push(difference(label, "margin", said, expected));
    }
}

fn same_unit(ours: &str, theirs: Option<&str>) -> bool {
    let theirs = theirs.unwrap_or_default();
    let plain = |name: &str| match name.trim_end_matches('s') {
        "t" | "tonne" | "ton" => "ton".to_owned(),
        other => other.to_owned(),
    };
    plain(ours) == plain(theirs)
}

fn verdicts(
    label: &str,
    parts: &[(String, Judged)],
    finding: &Finding,
    found: &mut Vec<Difference>,
) {
    let sorted = |mut words: Vec<&'static str>| {
        words.sort_unstable();
        words.join(", ")
    };
    let ours = sorted(parts.iter().map(|(_, part)| part.verdict.word()).collect());
    let theirs = sorted(finding.parts.iter().map(|part| part.verdict.word()).collect());
    if ours != theirs {
        found.push(difference(label, "parts", theirs, ours));
    }
}

/// What a part is called, however it is spelt.
pub fn called(name: &str) -> String {
    plain(&name.replace('"', "").replace(" the ", " ")).trim_end_matches('s').to_owned()
}

fn each_part(
    label: &str,
    parts: &[(String, Judged)],
    finding: &Finding,
    found: &mut Vec<Difference>,
) {
    let named: BTreeMap<String, &Finding> = finding
        .parts
        .iter()
        .map(|part| (called(part.subject.as_deref().unwrap_or_default()), part))
        .collect();
    let ours: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    if named.len() != ours.len() || ours.iter().any(|name| !named.contains_key(&called(name))) {
        let theirs: Vec<&String> = named.keys().collect();
        found.push(difference(label, "parts", format!("{theirs:?}"), format!("{ours:?}")));
        return;
    }
    for (name, judged) in parts {
        if let Some(part) = named.get(&called(name)) {
            let before = found.len();
            one(label, judged, part, found);
            for difference in &mut found[before..] {
                difference.reference += &format!(" (part {name})");
            }
        }
    }
}
