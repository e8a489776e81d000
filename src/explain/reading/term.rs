//! Values, names and ranges in plain words.

use super::Scene;
use crate::explain::{Item, words};
use crate::model::{
    AggregateKind, AggregateOver, Arithmetic, Range, RangeKind, Reference, Root, Term,
};

/// The most members of a group that are named.
const NAMED: usize = 30;

/// A value after its head, what it is worked out from beneath it.
pub(super) fn item(head: &str, term: &Term, scene: &Scene<'_>) -> Item {
    match term {
        Term::Value(value) => Item::with_head(head, words::value(value)),
        Term::Reference(reference) => Item::with_head(head, path(reference)),
        Term::Share { share, of } => {
            Item::with_head(head, format!("{} this:", words::share(share)))
                .over([item("value", of, scene)])
        }
        Term::Arithmetic { op, left, right } => {
            let (word, first, second) = match op {
                Arithmetic::Plus => ("the sum of these:", "first", "second"),
                Arithmetic::Minus => ("the difference of these:", "from", "taken"),
                Arithmetic::Times => ("the product of these:", "first", "second"),
                Arithmetic::Over => ("the quotient of these:", "over", "under"),
            };
            Item::with_head(head, word).over([item(first, left, scene), item(second, right, scene)])
        }
        Term::Aggregate { kind, over } => aggregate(head, *kind, over, scene),
        Term::Count { range, .. } => {
            Item::with_head(head, format!("how many there are of `{}`", range.text))
                .over(self::range(range, scene))
        }
    }
}

fn aggregate(head: &str, kind: AggregateKind, over: &AggregateOver, scene: &Scene<'_>) -> Item {
    let things = Item::with_head("things", format!("`{}`", over.range.text));
    let mut lines = vec![
        Item::with_head("value", path(&over.value)),
        things.over(self::range(&over.range, scene)),
    ];
    lines.extend(over.thing.as_ref().map(|thing| {
        let one = words::name(thing);
        Item::with_head("or", format!("where {one} is there as one thing, the entries of that"))
    }));
    let known = match kind {
        AggregateKind::Total | AggregateKind::Average => {
            "every value must be known: one that is not makes it unknown"
        }
        AggregateKind::Highest | AggregateKind::Lowest => {
            "the known values bound it on one side where others are not known"
        }
    };
    lines.push(Item::with_head("known", known));
    let taken = format!("the {} of the values of these:", words::aggregate(kind));
    Item::with_head(head, taken).over(lines)
}

/// What a name leads to, step by step.
pub(super) fn path(reference: &Reference) -> String {
    let thing = match &reference.root {
        Root::Variable(_) if !reference.steps.is_empty() => "each of them".to_owned(),
        Root::Variable(_) => "each of them, one at a time".to_owned(),
        _ => words::root(reference, ""),
    };
    let fields: Vec<String> =
        reference.steps.iter().rev().map(|step| format!("`{}`", step.text)).collect();
    let mut text = match fields.is_empty() {
        true => thing,
        false => format!("the field {} of {thing}", fields.join(" of the field ")),
    };
    if let Some(party) = &reference.party {
        text.push_str(&format!("; the entry of `{}`", party.text));
    }
    if let Some(time) = reference.time {
        text.push_str(&format!("; {}", words::in_force(time)));
    }
    if reference.previous {
        text.push_str("; in the proposal before this one, of the same partner");
    }
    text
}

/// Which things a range has.
pub(super) fn range(range: &Range, scene: &Scene<'_>) -> Vec<Item> {
    let mut items = vec![Item::with_head("which", which(range, scene))];
    if let Some(filter) = &range.filter {
        let lines = super::tree::tree(filter, scene);
        let defined = scene.book.adjective_of(range.text.trim_matches('"'));
        let defined = defined.map(|(word, at)| format!(" (`{word}` is defined {})", at_place(&at)));
        let text = format!("of which this is so{}:", defined.unwrap_or_default());
        items.push(Item::with_head("only those", text).over(lines));
    }
    items
}

fn which(range: &Range, scene: &Scene<'_>) -> String {
    match &range.kind {
        RangeKind::Members(members) => {
            let shown: Vec<String> = members.iter().take(NAMED).map(words::name).collect();
            let more = members.len().saturating_sub(shown.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let group = scene.book.group_at(&range.text);
            let head = match group {
                Some(at) => format!("the group of {} defined {}: ", members.len(), at_place(&at)),
                None => format!("these {}: ", members.len()),
            };
            let listed = if more.is_empty() {
                words::joined(&shown, "and")
            } else {
                shown.join(", ") + &more
            };
            format!("{head}{listed}; none may be skipped")
        }
        RangeKind::Field(field) => {
            format!("the entries of {}, or that value itself where it has no entries", path(field))
        }
        RangeKind::Collection(name) => format!(
            "the entries of the top-level {}, with the facts of the same names; where there is no such list, \
             everything called so, wherever it is",
            words::either_number(&name.text)
        ),
    }
}

/// `at rules/a.redlines:3:1`, `in this sentence`
pub(super) fn at_place(place: &str) -> String {
    if place.starts_with("in ") { place.to_owned() } else { format!("at {place}") }
}
