//! Two rules beside each other: they contradict each other, one follows from the other, or they say the same.

use std::collections::{BTreeMap, BTreeSet};

use super::bound::{Claim, Kind, claims, is_single};
use super::{Code, Desk};
use crate::explain::walk::{self, Met};
use crate::model::{Formula, Reference, Root, Rule};
use crate::name::Name;
use crate::report::{Force, Notice};

/// A claim and the rule that makes it.
#[derive(Clone, Copy)]
struct Made<'a> {
    /// Where the rule stands among all.
    at: usize,
    rule: &'a Rule,
    claim: Claim<'a>,
}

/// What is wrong with rules taken two by two.
pub(super) fn check(desk: &Desk<'_>, out: &mut Vec<Notice>) {
    let repeated = duplicates(desk, out);
    for group in grouped(desk, &repeated).values() {
        contradictions(desk, group, out);
        shadows(desk, group, out);
    }
}

/// Claims by what they are about and whose they are. A rule that repeats another is left out.
fn grouped<'a>(desk: &Desk<'a>, repeated: &BTreeSet<usize>) -> BTreeMap<String, Vec<Made<'a>>> {
    let mut groups: BTreeMap<String, Vec<Made<'a>>> = BTreeMap::new();
    for (at, rule) in desk.rules.rules.iter().enumerate() {
        let plain = rule.window == (None, None) && rule.except.is_empty() && rule.waiver.is_none();
        if !plain || repeated.contains(&at) || !matches!(rule.force, Force::Must | Force::Should) {
            continue;
        }
        for claim in claims(&rule.formula) {
            if let Some(key) = key(desk, rule, claim.subject) {
                groups.entry(key).or_default().push(Made { at, rule, claim });
            }
        }
    }
    groups
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

fn contradictions(desk: &Desk<'_>, group: &[Made<'_>], out: &mut Vec<Notice>) {
    let red: Vec<&Made<'_>> = group.iter().filter(|made| made.rule.force == Force::Must).collect();
    for (index, later) in red.iter().enumerate() {
        let earlier = red
            .iter()
            .take(index)
            .find(|one| is_certain(desk, one, later) && one.claim.excludes(&later.claim));
        if let Some(earlier) = earlier {
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

fn shadows(desk: &Desk<'_>, group: &[Made<'_>], out: &mut Vec<Notice>) {
    for (index, weaker) in group.iter().enumerate() {
        if !is_single(&weaker.rule.formula) {
            continue;
        }
        let stricter = group.iter().enumerate().find(|(other, stricter)| {
            stricter.at != weaker.at
                && stricter.rule.force == weaker.rule.force
                && is_certain(desk, stricter, weaker)
                && stricter.claim.implies(&weaker.claim)
                // of two that say the same, the second is the one too many
                && (*other < index || !weaker.claim.implies(&stricter.claim))
        });
        let Some((_, stricter)) = stricter else { continue };
        let (strict, weak) = (stricter.claim.words(), weaker.claim.words());
        let subject = &weaker.claim.subject.text;
        let message = format!(
            "that `{subject}` is to be {weak} says nothing more: it is to be {strict} already"
        );
        let notice = Code::Shadowed.notice(message, "remove one of them", weaker.rule);
        out.push(with(notice, weak, stricter.rule, strict));
    }
}

/// Bare numbers have the units that their file gives them.
fn is_certain(desk: &Desk<'_>, one: &Made<'_>, other: &Made<'_>) -> bool {
    let bare = |made: &Made<'_>| match made.claim.kind {
        Kind::Has => false,
        Kind::Bound { limit, .. } => limit.as_bare_number().is_some_and(|it| !it.is_zero()),
    };
    let measures = |made: &Made<'_>| desk.rules.scopes.get(made.rule.scope).map(|s| &s.measures);
    !(bare(one) || bare(other)) || measures(one) == measures(other)
}

/// Rules that are word for word another one; returns where they stand.
fn duplicates(desk: &Desk<'_>, out: &mut Vec<Notice>) -> BTreeSet<usize> {
    let mut seen: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for (at, rule) in desk.rules.rules.iter().enumerate() {
        // equal sentences make equal formulas; those that differ in their coats alone are not looked for
        let known = seen.entry(format!("{:?}", rule.formula)).or_default();
        match known.iter().find(|first| is_repeated(desk, first, rule)) {
            Some(first) => {
                let message = "this rule is there twice".to_owned();
                let notice = Code::Duplicate.notice(message, "remove one of them", rule);
                out.push(with(notice, "again here".into(), first, "first here".into()));
                repeated.insert(at);
            }
            None => known.push(rule),
        }
    }
    repeated
}

fn is_repeated(desk: &Desk<'_>, first: &Rule, second: &Rule) -> bool {
    first.force == second.force
        && first.party == second.party
        && first.window == second.window
        && first.except == second.except
        && first.waiver == second.waiver
        && (first.scope == second.scope || means_the_same(desk, first, second))
}

/// True where neither file gives the names of a formula a meaning of its own.
fn means_the_same(desk: &Desk<'_>, first: &Rule, second: &Rule) -> bool {
    let plain = |rule: &Rule| {
        desk.rules.scopes.get(rule.scope).is_some_and(|scope| {
            scope.year_one.is_none()
                && scope.measures.is_empty()
                && roots(&rule.formula).iter().all(|root| !scope.names.contains(root))
        })
    };
    plain(first) && plain(second)
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
