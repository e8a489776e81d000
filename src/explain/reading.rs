//! How a sentence is read: its kind, its parts, the names it looks up, and what could keep it from being judged.

mod definition;
mod lookup;
mod outlook;
mod several;
mod term;
mod tree;

use super::walk::{self, Met};
use super::words;
use super::{Book, Item, Outline, Tone};
use crate::model::{Formula, Rule, Scope};
use crate::report::Force;

/// What the lines of a page need to know of.
pub(super) struct Scene<'a> {
    pub(super) book: &'a Book,
}

/// The page of everything that the sentence of a book says.
pub fn sentence(book: &Book) -> Outline {
    let mut page = definition::pages(book);
    for rule in book.sentence_rules() {
        page.append(self::rule(book, rule));
    }
    page
}

/// The page of a rule.
pub fn rule(book: &Book, rule: &Rule) -> Outline {
    let scene = Scene { book };
    let mut page = Outline::default();
    page.part([Item::new(rule.sentence.clone()).toned(Tone::Strong)]);
    page.part(header(book, rule));
    page.section("How it is read", body(rule, &scene));
    matters(&mut page, &rule.formula, book.scope(rule), &scene);
    page.section("Notes", book.notes().iter().map(Item::new));
    page
}

fn header(book: &Book, rule: &Rule) -> Vec<Item> {
    let mut items = vec![
        Item::with_head("kind", words::force(rule.force)),
        Item::with_head("id", rule.id.clone()),
    ];
    if book.sentence().is_none_or(|own| own.name() != rule.source.name()) {
        items.push(Item::with_head("at", words::position_in(&rule.source, rule.span)));
    }
    let texts = [
        ("because", &rule.clauses().because),
        ("source", &rule.clauses().cited),
        ("owner", &rule.clauses().owner),
    ];
    let stated =
        texts.into_iter().filter_map(|(head, text)| Some(Item::with_head(head, text.clone()?)));
    items.extend(stated);
    items.extend(clauses(rule));
    items
}

fn clauses(rule: &Rule) -> Vec<Item> {
    let mut items = Vec::new();
    if !rule.clauses().except.is_empty() {
        let names: Vec<&str> =
            rule.clauses().except.iter().map(|name| name.text.as_str()).collect();
        items.push(Item::with_head(
            "except",
            format!("{}: left out, as things and as parties", words::listed(&names)),
        ));
    }
    let window = match rule.clauses().window {
        (Some(from), Some(until)) => Some(format!("from {from} until {until}, both days included")),
        (Some(from), None) => Some(format!("from {from} on")),
        (None, Some(until)) => Some(format!("until {until}, that day included")),
        (None, None) => None,
    };
    items
        .extend(window.map(|days| {
            Item::with_head("in force", format!("{days}; outside, it does not apply"))
        }));
    if let Some(waiver) = &rule.clauses().waiver {
        let by = waiver.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
        let why = waiver.because.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        items.push(Item::with_head(
            "waived",
            format!("until {}{by}{why}: broken and unknown count as waived", waiver.until),
        ));
    }
    items
}

/// The tree of a rule, after the words of its force.
fn body(rule: &Rule, scene: &Scene<'_>) -> Vec<Item> {
    let lead = match rule.force {
        Force::Must => "this must be so",
        Force::Should => "this should be so",
        Force::Halt => "the talks stop where this is so",
        Force::Warn => "a concern is raised where this is so",
    };
    match (&rule.formula, rule.force) {
        (Formula::Not(condition), Force::Halt | Force::Warn) => {
            vec![tree::under(lead, condition, scene)]
        }
        (Formula::Not(inner), Force::Must) => {
            vec![tree::under("this must not be so", inner, scene)]
        }
        (Formula::Not(inner), Force::Should) => {
            vec![tree::under("this should not be so", inner, scene)]
        }
        (formula @ Formula::If { .. }, _) => tree::tree(formula, scene),
        (formula, _) => vec![tree::under(lead, formula, scene)],
    }
}

/// The sections beneath the tree.
fn matters(page: &mut Outline, formula: &Formula, scope: Option<&Scope>, scene: &Scene<'_>) {
    let mut names = lookup::Names::default();
    let mut several = several::Several::default();
    let mut outlook = outlook::Outlook::default();
    walk::formula(formula, &mut |met: Met<'_>| {
        names.meet(met);
        several.meet(met);
        outlook.meet(met);
    });
    page.section("What is looked up", names.items(scope, scene));
    page.section("Several entries", several.items());
    page.section("Unknown, where", outlook.unknown(scope));
    page.section("Waiting, while", outlook.waiting());
    page.section("Not applicable, where", outlook.not_applicable());
}
