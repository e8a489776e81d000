//! What a formula demands, as a tree in plain words.

use super::Scene;
use super::term;
use crate::explain::{Item, words};
use crate::model::{
    Atom, AtomKind, Basis, Deadline, Formula, Mark, Op, Reference, Root, Stance, Term,
};
use crate::value::{Dimension, Value};

/// A formula, after the words that lead to it.
pub(super) fn under(lead: &str, formula: &Formula, scene: &Scene<'_>) -> Item {
    Item::new(format!("{lead}:")).over(tree(formula, scene))
}

/// The lines of a formula.
pub(super) fn tree(formula: &Formula, scene: &Scene<'_>) -> Vec<Item> {
    let all = |parts: &[Formula]| -> Vec<Item> {
        parts.iter().flat_map(|part| tree(part, scene)).collect()
    };
    match formula {
        Formula::And(parts) => vec![Item::new("all of these:").over(all(parts))],
        Formula::Or(parts) => vec![Item::new("at least one of these:").over(all(parts))],
        Formula::Not(inner) => match &**inner {
            Formula::Atom(atom) => vec![Item::new(words::denied(atom)).over(parts(atom, scene))],
            inner => vec![under("not this", inner, scene)],
        },
        Formula::If { condition, then } => {
            vec![condition_of(condition, scene), under("this must be so", then, scene)]
        }
        Formula::Quantified { quantifier, range, body, .. } => {
            let head = words::quantified(quantifier, range, body);
            let said = match &**body {
                Formula::Not(inner) => tree(inner, scene),
                body => tree(body, scene),
            };
            vec![Item::new(format!("{head}:")).over(term::range(range, scene)).over(said)]
        }
        Formula::Atom(atom) => vec![Item::new(words::claim(atom)).over(parts(atom, scene))],
    }
}

fn condition_of(condition: &Formula, scene: &Scene<'_>) -> Item {
    match condition {
        Formula::Not(inner) => under("unless this is so", inner, scene),
        condition => under("where this is so", condition, scene),
    }
}

/// The parts of a single claim.
fn parts(atom: &Atom, scene: &Scene<'_>) -> Vec<Item> {
    match &atom.kind {
        AtomKind::Has { owner, what } => held("having", HAVING, what, lacking(atom.stance, owner)),
        AtomKind::States { owner, what } => {
            held("stating", STATING, what, lacking(atom.stance, owner))
        }
        AtomKind::Compare { subject, op, limit, holding } => {
            compared(subject, *op, limit, *holding && atom.stance == Stance::Demand, scene)
        }
        AtomKind::StartsWith { subject, .. } => said_of(subject, "beginning", BEGINNING),
        AtomKind::SameForEvery { subject, noun } => {
            let each = format!("the entry of each listed `{}` with that of the first", noun.text);
            said_of(subject, "compared", each + ", at every time at which either changes")
        }
        AtomKind::Never { subject, .. } => said_of(subject, "compared", NEVER),
        AtomKind::Move { subject, op, amount, basis, .. } => moved(subject, *op, amount, *basis),
        AtomKind::Reach { subject, value, by } => {
            let target = words::term(value);
            let passed = format!("has passed it on the way from the first value towards {target}");
            vec![
                of("subject", subject),
                Item::with_head("then", words::in_force(*by)),
                Item::with_head("reached", format!("that value is {target}, or {passed}")),
            ]
        }
        AtomKind::Is { subject, mark } => said_of(subject, "state", state(*mark)),
        AtomKind::Called { .. } => vec![Item::with_head("names", CALLED)],
        AtomKind::Happens { event, by } => event_parts(event, by.as_ref(), scene),
    }
}

const HAVING: &str = "it is there and is not nothing: a stated zero (`free`, `0 tons`) or `none` \
                      does not count";
const STATING: &str = "it is there with an agreed value; zero and `none` count";
const BEGINNING: &str = "letter by letter, as the proposal writes it";
const NEVER: &str = "each entry with the one before it, a `base` included; one value alone never \
                     moves";
const CALLED: &str = "its key, or its `name`, `id` or `hs`; a plural `s` is ignored";

fn held(head: &str, meaning: &str, what: &Reference, lacking: String) -> Vec<Item> {
    let what = of("what", what);
    vec![what, Item::with_head(head, meaning), Item::with_head("lacking", lacking)]
}

fn said_of(subject: &Reference, head: &str, text: impl Into<String>) -> Vec<Item> {
    vec![of("subject", subject), Item::with_head(head, text)]
}

/// What it means that something is not there.
fn lacking(stance: Stance, owner: &Reference) -> String {
    let thing = matches!(owner.root, Root::Variable(_));
    match (stance, thing) {
        (Stance::Demand, true) => "where it is not there, the rule is broken".to_owned(),
        (Stance::Demand, false) => format!(
            "where it is not there, or {} is nowhere, the rule is broken",
            words::name(owner)
        ),
        (Stance::Forbid | Stance::Ask, true) => "where it is not there, this is not so".to_owned(),
        (Stance::Forbid | Stance::Ask, false) => {
            format!("where {} is there without it, this is not so", words::name(owner))
        }
    }
}

fn state(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "not yet agreed: null, or `tbd`, `open` or `?` alone, in lower case",
        Mark::Offered => "there, its value not known: the word `offered` alone",
        Mark::None => "agreed not to be there: `none`, `no` or false",
    }
}

fn of(head: &str, reference: &Reference) -> Item {
    Item::with_head(head, term::path(reference))
}

fn compared(subject: &Term, op: Op, limit: &Term, lacking: bool, scene: &Scene<'_>) -> Vec<Item> {
    let quoted = matches!(limit, Term::Value(Value::Text(_)));
    let bound = words::operator(op, limit);
    let how = match (op, quoted) {
        (Op::Equal, true) => format!("{bound}: the same text, letter by letter"),
        _ => format!("{bound}: {}", words::at_the_limit(op)),
    };
    let mut items = vec![
        term::item("subject", subject, scene),
        Item::with_head("operator", how),
        term::item("limit", limit, scene),
    ];
    if lacking {
        items.push(Item::with_head(
            "lacking",
            "where it is not stated, the rule is broken, not unknown",
        ));
    }
    items
}

fn moved(subject: &Reference, op: Op, amount: &Value, basis: Basis) -> Vec<Item> {
    let limit = Term::Value(amount.clone());
    let measured = match basis {
        Basis::EveryYear => "each year against the year before, from the first stated to the last",
        Basis::PreviousRound => {
            "against the value in the proposal before this one, of the same partner"
        }
    };
    let share = matches!(amount, Value::Quantity(q) if *q.unit.dimension() == Dimension::Percent);
    let mut items = vec![
        of("subject", subject),
        Item::with_head("measured", measured),
        Item::with_head(
            "amount",
            format!(
                "{} {}{}",
                words::operator(op, &limit),
                amount.to_text(),
                if share { " of what it was" } else { "" }
            ),
        ),
    ];
    if share {
        let note = "of a percentage, write points: a percentage that moves by a percentage has \
                    two readings";
        items.push(Item::with_head("note", note));
    }
    items
}

fn event_parts(event: &Reference, by: Option<&Deadline>, scene: &Scene<'_>) -> Vec<Item> {
    let mut items = vec![
        of("event", event),
        Item::with_head(
            "happened",
            "it is a date up to the day of the check, `yes`, or a list of dates or of milestones with a `date`",
        ),
    ];
    if let Some(by) = by {
        items.push(match by {
            Deadline::Day(day) => term::item("last day", day, scene),
            Deadline::End(_) => Item::with_head("last day", words::deadline(by)),
        });
        items.push(Item::with_head("counted", "the last day itself still counts"));
    }
    items
}
