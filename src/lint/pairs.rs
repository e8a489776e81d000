//! Two rules beside each other: they contradict each other, one follows from the other, or they say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::bound::{Claim, Kind, claims, is_single};
use super::chains::{Chains, Stated};
use super::{Code, Desk};
use crate::explain::walk::{self, Met};
use crate::model::{Clauses, Formula, Reference, Root, Rule};
use crate::name::Name;
use crate::report::{Force, Notice};

/// A claim and the rule that makes it.
#[derive(Clone, Copy)]
struct Made<'a> {
    /// Where the rule stands among all.
    at: usize,
    rule: &'a Rule,
    claim: Claim<'a>,
    /// Which units its file gives to bare numbers.
    measures: usize,
}

/// What is wrong with rules taken two by two.
pub(super) fn check(desk: &Desk<'_>, out: &mut Vec<Notice>) {
    let repeated = duplicates(desk, out);
    for group in grouped(desk, &repeated).values() {
        let musts = chains(group, Force::Must);
        let shoulds = chains(group, Force::Should);
        contradictions(group, &musts, out);
        shadows(group, &musts, &shoulds, out);
        let left_out = [&musts, &shoulds].into_iter().filter_map(|chains| chains.left_out).min();
        if let Some(first) = left_out.and_then(|at| group.get(at)) {
            out.push(not_compared(&first.claim.subject.text, first.rule));
        }
    }
}

/// The claims of one force in the order of their strictness.
fn chains<'a>(group: &[Made<'a>], force: Force) -> Chains<'a> {
    let all = group.iter().enumerate().filter(|(_, made)| made.rule.force == force);
    Chains::of(all.map(|(at, made)| made.stated(at)))
}

/// Says that more is claimed of one thing than is laid beside each other.
pub(super) fn not_compared(subject: &str, rule: &Rule) -> Notice {
    let message = format!(
        "so many different things are claimed of `{subject}` that from here on not all are laid \
         beside each other"
    );
    let help = "say in fewer sentences what is wanted of it";
    Code::NotCompared.notice(message, help, rule)
}

impl<'a> Made<'a> {
    fn stated(&self, at: usize) -> Stated<'a> {
        Stated { at, claim: self.claim, measures: self.measures }
    }
}

/// Claims by what they are about and whose they are. A rule that repeats another is left out.
fn grouped<'a>(desk: &Desk<'a>, repeated: &BTreeSet<usize>) -> BTreeMap<String, Vec<Made<'a>>> {
    let mut groups: BTreeMap<String, Vec<Made<'a>>> = BTreeMap::new();
    let measures = measures(desk);
    for (at, rule) in desk.rules.rules.iter().enumerate() {
        let plain = rule.clauses().window == (None, None)
            && rule.clauses().except.is_empty()
            && rule.clauses().waiver.is_none();
        if !plain || repeated.contains(&at) || !matches!(rule.force, Force::Must | Force::Should) {
            continue;
        }
        let measures = measures.get(rule.scope).copied().unwrap_or_default();
        for claim in claims(&rule.formula) {
            if let Some(key) = key(desk, rule, claim.subject) {
                groups.entry(key).or_default().push(Made { at, rule, claim, measures });
            }
        }
    }
    groups
}

/// A number for the units of each scope: equal units, equal numbers.
fn measures(desk: &Desk<'_>) -> Vec<usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut number = |units: String| {
        let new = known.len();
        *known.entry(units).or_insert(new)
    };
    desk.rules.scopes.iter().map(|scope| number(format!("{:?}", scope.measures))).collect()
}

/// What a plain name with its fields, party and time is told by; `None` where its meaning rests on more.
fn key(desk: &Desk<'_>, rule: &Rule, reference: &Reference) -> Option<String> {
    let Root::Name(root) = &reference.root else { return None };
    let scope = desk.rules.scopes.get(rule.scope)?;
    if reference.previous || scope.constants.contains_key(&root.name) {
        return None;
    }
    let own = scope.aliases.contains_key(&root.name).then_some(rule.scope);
    let steps: Vec<&Name> = reference.steps.iter().map(|step| &step.name).collect();
    let party = reference.party.as_ref().map(|party| &party.name);
    Some(format!(
        "{:?} {own:?} {:?} {steps:?} {party:?} {:?}",
        rule.party, root.name, reference.time
    ))
}

fn contradictions(group: &[Made<'_>], musts: &Chains<'_>, out: &mut Vec<Notice>) {
    for (at, later) in group.iter().enumerate() {
        if later.rule.force != Force::Must {
            continue;
        }
        if let Some(earlier) = musts.excluding(&later.stated(at)).and_then(|at| group.get(at)) {
            out.push(contradiction(earlier, later));
        }
    }
}

fn contradiction(earlier: &Made<'_>, later: &Made<'_>) -> Notice {
    let (first, second) = (earlier.claim.words(), later.claim.words());
    let subject = &later.claim.subject.text;
    let message = format!("`{subject}` is to be {first}, and {second}: no proposal can meet both");
    let message = match later.claim.kind {
        Kind::Has => format!("`{subject}` is demanded and forbidden: no proposal can meet both"),
        Kind::Bound { .. } => message,
    };
    let help = "change or remove one of them; what two parties want belongs into two files, each \
                with its `party` line";
    let notice = Code::Contradicts.notice(message, help, later.rule);
    if earlier.at == later.at { notice } else { with(notice, second, earlier.rule, first) }
}

fn shadows(group: &[Made<'_>], musts: &Chains<'_>, shoulds: &Chains<'_>, out: &mut Vec<Notice>) {
    for (at, weaker) in group.iter().enumerate() {
        if !is_single(&weaker.rule.formula) {
            continue;
        }
        let chains = if weaker.rule.force == Force::Must { musts } else { shoulds };
        let stricter = chains.implying(&weaker.stated(at)).and_then(|at| group.get(at));
        let Some(stricter) = stricter else { continue };
        let (strict, weak) = (stricter.claim.words(), weaker.claim.words());
        let subject = &weaker.claim.subject.text;
        let message = format!(
            "that `{subject}` is to be {weak} says nothing more: it is to be {strict} already"
        );
        let notice = Code::Shadowed.notice(message, "remove one of them", weaker.rule);
        out.push(with(notice, weak, stricter.rule, strict));
    }
}

/// Rules that are word for word another one; returns where they stand.
fn duplicates(desk: &Desk<'_>, out: &mut Vec<Notice>) -> BTreeSet<usize> {
    let mut seen: HashMap<String, &Rule> = HashMap::new();
    let mut repeated = BTreeSet::new();
    for (at, rule) in desk.rules.rules.iter().enumerate() {
        // equal sentences make equal formulas; those that differ in their coats alone are not looked for
        let first = *seen.entry(said(desk, rule)).or_insert(rule);
        if !std::ptr::eq(first, rule) {
            let message = "this rule is there twice".to_owned();
            let notice = Code::Duplicate.notice(message, "remove one of them", rule);
            out.push(with(notice, "again here".into(), first, "first here".into()));
            repeated.insert(at);
        }
    }
    repeated
}

/// All that a rule says: two that say the same are one too many.
fn said(desk: &Desk<'_>, rule: &Rule) -> String {
    let Rule { formula, force, party, .. } = rule;
    let Clauses { window, except, waiver, .. } = rule.clauses();
    let own = (!is_plain(desk, rule)).then_some(rule.scope);
    format!("{:?}", (formula, force, party, window, except, waiver, own))
}

/// True where a rule's file gives the names of its formula no meaning of its own.
fn is_plain(desk: &Desk<'_>, rule: &Rule) -> bool {
    desk.rules.scopes.get(rule.scope).is_some_and(|scope| {
        scope.year_one.is_none()
            && scope.measures.is_empty()
            && roots(&rule.formula).iter().all(|root| !scope.names.contains(root))
    })
}

fn roots(formula: &Formula) -> Vec<Name> {
    let mut found = Vec::new();
    walk::formula(formula, &mut |met| {
        if let Met::Reference(Reference { root: Root::Name(name), .. }) = met {
            found.push(name.name.clone());
        }
    });
    found
}

/// A notice with a second place; both are labelled.
fn with(mut notice: Notice, label: String, other: &Rule, other_label: String) -> Notice {
    if let Some(at) = &mut notice.at {
        at.label = Some(label);
    }
    notice.related.push(super::place(other, Some(other_label)));
    notice
}
