//! Where each name of a sentence is looked up, and in which order.

use super::Scene;
use super::term::{at_place, path};
use crate::explain::book::place;
use crate::explain::walk::Met;
use crate::explain::{Item, words};
use crate::model::{Its, RangeKind, Reference, Root, Scope, Spelled, Term};
use crate::name::Name;

/// The names of a sentence, by how they are looked up.
#[derive(Debug, Default)]
pub(super) struct Names {
    plain: Vec<Spelled>,
    fields: Vec<String>,
    its: Vec<(String, Vec<String>)>,
    collections: Vec<Spelled>,
    parties: Vec<String>,
    rounds: bool,
}

impl Names {
    /// Takes in what is met on the way through a formula.
    pub(super) fn meet(&mut self, met: Met<'_>) {
        match met {
            Met::Reference(reference) => self.reference(reference),
            Met::Range(range) => {
                if let RangeKind::Collection(name) = &range.kind {
                    add(&mut self.collections, name.clone());
                }
            }
            Met::Formula(_) | Met::Atom(_) | Met::Term(_) => {}
        }
    }

    /// Takes in a name.
    pub(super) fn reference(&mut self, reference: &Reference) {
        match &reference.root {
            Root::Name(name) => add(&mut self.plain, name.clone()),
            Root::Variable(_) => {}
            Root::Its(its) => {
                let Its { name, owners } = &**its;
                let owners = owners.iter().map(|owner| match &owner.root {
                    Root::Variable(_) if owner.steps.is_empty() => "the thing at hand".to_owned(),
                    _ => path(owner),
                });
                add(&mut self.its, (name.text.clone(), owners.collect()));
            }
        }
        for step in &reference.steps {
            add(&mut self.fields, step.text.clone());
        }
        if let Some(party) = &reference.party {
            add(&mut self.parties, party.text.clone());
        }
        self.rounds |= reference.previous;
    }

    /// The lines on them.
    pub(super) fn items(mut self, scope: Option<&Scope>, scene: &Scene<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut at = 0;
        // an alias leads to further names, which follow it
        while let Some(name) = self.plain.get(at).cloned() {
            at += 1;
            if let Some(item) = scope.and_then(|scope| self.defined(&name, scope)) {
                add(&mut items, item);
                self.plain.retain(|other| other.name != name.name);
                at -= 1;
            }
        }
        items.extend(self.plain_item(scene));
        items.extend(self.field_item());
        items.extend(self.its.iter().map(its_item));
        items.extend(self.collections.iter().map(|name| collection_item(name, scene)));
        items.extend(self.party_item());
        if self.rounds {
            items.push(Item::new(
                "the previous round: the proposal before this one with the same `partner`, among those given: by `round`, \
                 else by `date`, else in the order given",
            ));
        }
        items.extend(scope.map(|scope| self.measures(scope)).unwrap_or_default());
        if !items.is_empty() {
            items.push(Item::new(
                "Case, and the choice of space, `-` or `_`, make no difference to a name; a plural `s` is ignored where \
                 nothing is called exactly so.",
            ).toned(crate::explain::Tone::Dim));
        }
        items
    }

    /// A name that the rules define.
    fn defined(&mut self, name: &Spelled, scope: &Scope) -> Option<Item> {
        let other = name.name.other_number();
        if let Some(constant) = scope.constants.get(&name.name).or(scope.constants.get(&other)) {
            let at = at_place(&place(&constant.source, constant.span));
            let what = words::term(&constant.what);
            if let Term::Reference(target) = &constant.what {
                self.reference(target);
            }
            let text = format!(
                "`{}`: defined as {what} {at}; where the proposal or the facts state it too, they must say the same",
                name.text
            );
            return Some(Item::new(text));
        }
        let alias = scope.aliases.get(&name.name).or(scope.aliases.get(&other))?;
        let at = at_place(&place(&alias.source, alias.span));
        let text = format!("`{}`: means {}, defined {at}", name.text, words::name(&alias.what));
        self.reference(&alias.what);
        Some(Item::new(text))
    }

    fn plain_item(&self, scene: &Scene<'_>) -> Option<Item> {
        if self.plain.is_empty() {
            return None;
        }
        let names: Vec<&str> = self.plain.iter().map(|name| name.text.as_str()).collect();
        let none = match scene.book.has_files() {
            true => "a definition of the rules (there is none)",
            false => "a definition of the rule file",
        };
        let so = if names.len() == 1 { "it is" } else { "each is" };
        Some(Item::new(format!("{}: {so} looked up as", words::listed(&names))).over([
            Item::with_head("1.", none),
            Item::with_head("2.", "a top-level key of the proposal or the facts"),
            Item::with_head("3.", ENTRY),
            Item::new(
                "What is found in several places is one thing where the places add up or agree.",
            ),
        ]))
    }

    fn field_item(&self) -> Option<Item> {
        (!self.fields.is_empty()).then(|| {
            let noun = if self.fields.len() == 1 { "a key" } else { "keys" };
            Item::new(format!(
                "{}: {noun} of what comes before; in a list, an item by its `name`, `id` or `hs`",
                words::listed(&self.fields)
            ))
        })
    }

    fn party_item(&self) -> Option<Item> {
        (!self.parties.is_empty()).then(|| {
            Item::new(format!(
                "{}: a party, listed in the proposal (`partners`, `parties`, `partner`, `from`, `to`, `importer`, \
                 `exporter`) or in a `party` line; its entry is picked at the first place that differs by party",
                words::listed(&self.parties)
            ))
        })
    }

    fn measures(&self, scope: &Scope) -> Vec<Item> {
        let folded = self.fields.iter().map(|field| (field, Name::new(field)));
        let measured = folded.filter_map(|(field, name)| {
            let unit = scope.measures.get(&name)?;
            Some(Item::new(format!(
                "`{field}`: bare numbers count as {}, as the rules say",
                unit.display()
            )))
        });
        measured.collect()
    }
}

const ENTRY: &str = "an entry of one of their top-level mappings or lists, by its key, or by its \
                     `name`, `id` or `hs`";

fn its_item((name, owners): &(String, Vec<String>)) -> Item {
    if let [owner] = owners.as_slice() {
        return Item::new(format!("its `{name}`: the field `{name}` of {owner}"));
    }
    let order: Vec<String> =
        owners.iter().zip(1..).map(|(owner, at)| format!("({at}) {owner}")).collect();
    Item::new(format!(
        "its `{name}`: the field `{name}` of the first of these that has one: {}",
        order.join(", ")
    ))
}

fn collection_item(name: &Spelled, scene: &Scene<'_>) -> Item {
    let none = if scene.book.has_files() { " (none is called so)" } else { "" };
    Item::new(format!("{}: what is gone through is looked up as", words::either_number(&name.text)))
        .over([
            Item::with_head("1.", format!("a group of the rules{none}")),
            Item::with_head(
                "2.",
                "a top-level mapping or list of that name in the proposal: its entries",
            ),
            Item::with_head("3.", "everything of this name in the proposal, wherever it is"),
        ])
}

fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}
