//! What a rule is judged against: the proposal, the facts laid under it, the round before, and the day of the check.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use jiff::civil::Date;

use super::indexed::{Indexed, is_called, names_of};
use crate::limits::Limits;
use crate::model::Spelled;
use crate::name::Name;
use crate::near::{Names, Near};
use crate::proposal::document::{Content, Document, NodeId};
use crate::value::Reading;

/// A node of one of the layers of a [`World`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef {
    /// Which layer.
    pub layer: usize,
    /// Which node of its document.
    pub node: NodeId,
}

/// Every name that occurs in the run, to tell a name that is nowhere from one that is merely not here.
#[derive(Debug, Default)]
pub struct Vocabulary {
    names: Names,
    /// What was looked for, for a name that is missing is mostly missing often.
    close: Mutex<HashMap<Name, Option<Name>>>,
}

impl Vocabulary {
    /// A vocabulary of these names.
    pub fn of(names: impl IntoIterator<Item = Name>) -> Self {
        Self { names: names.into_iter().collect(), ..Self::default() }
    }

    /// Adds the keys of a document and what the items of its lists are called.
    pub fn add(&mut self, document: &Document) {
        for node in document.nodes() {
            for name in names_of(document, node) {
                self.names.insert(name);
            }
        }
    }

    /// True where the name occurs, but for a plural `s`.
    pub fn contains(&self, name: &Name) -> bool {
        self.names.contains(name) || self.names.contains(&name.other_number())
    }

    /// The name that could be meant by one that is not there; none that differs in number only.
    pub fn closest(&self, name: &Name) -> Option<Name> {
        let known = self.close.lock().ok().and_then(|close| close.get(name).cloned());
        known.unwrap_or_else(|| {
            let found = self.names.closest(name).cloned();
            if let Ok(mut close) = self.close.lock() {
                close.insert(name.clone(), found.clone());
            }
            found
        })
    }
}

/// The round before a proposal.
#[derive(Debug, Clone, Copy)]
pub enum Previous<'a> {
    /// This is the first round: what is asked of the one before does not apply.
    First,
    /// It was not given.
    NotGiven,
    /// This one.
    Given(&'a Indexed),
}

/// One proposal with all that it is judged with.
#[derive(Debug)]
pub struct World<'a> {
    /// The proposal, the facts, and last the round before, where there is one.
    layers: Vec<&'a Indexed>,
    facts: usize,
    /// The round before.
    pub previous: Previous<'a>,
    /// The day of the check.
    pub as_of: Date,
    /// Who negotiates.
    pub parties: BTreeSet<Name>,
    /// Every name of the run.
    pub vocabulary: &'a Vocabulary,
    /// How many things a rule may look at.
    pub most_subjects: usize,
    /// What was found close to names that are not there, by the scope that asked.
    pub(super) close: RefCell<HashMap<(usize, Name), Option<Name>>>,
    /// The names under those nodes that have very many, for what is close to one that is missing there.
    pub(super) near: RefCell<HashMap<NodeRef, Near>>,
}

impl<'a> World<'a> {
    /// Lays facts under a proposal.
    pub fn new(
        proposal: &'a Indexed,
        facts: &'a [Indexed],
        previous: Previous<'a>,
        as_of: Date,
        rule_parties: &[Spelled],
        vocabulary: &'a Vocabulary,
    ) -> Self {
        let mut layers = vec![proposal];
        layers.extend(facts);
        if let Previous::Given(round) = previous {
            layers.push(round);
        }
        let mut parties: BTreeSet<Name> =
            rule_parties.iter().map(|party| party.name.clone()).collect();
        parties.extend(parties_of(&proposal.document));
        let most_subjects = Limits::default().subjects;
        Self {
            layers,
            facts: facts.len(),
            previous,
            as_of,
            parties,
            vocabulary,
            most_subjects,
            close: RefCell::default(),
            near: RefCell::default(),
        }
    }

    /// The document of a layer.
    pub fn document(&self, layer: usize) -> &'a Document {
        // layers are made by `new` and never removed; the proposal stands in for a layer that is not there
        let indexed = self.layers.get(layer).or(self.layers.first());
        indexed.map(|indexed| &indexed.document).unwrap_or_else(|| empty())
    }

    /// The layers that hold the present: the proposal and the facts.
    pub fn present(&self) -> std::ops::Range<usize> {
        0..self.facts + 1
    }

    /// The layer of the round before, as a range.
    pub fn past(&self) -> std::ops::Range<usize> {
        self.facts + 1..self.layers.len()
    }

    /// True for a layer of facts.
    pub fn is_facts(&self, layer: usize) -> bool {
        layer > 0 && layer <= self.facts
    }

    /// The nodes of a name that has no owner: as it is spelled, else but for a plural `s`.
    pub fn plain(&self, name: &Name, layers: std::ops::Range<usize>) -> Vec<NodeRef> {
        let of = |name: &Name| -> Vec<NodeRef> {
            let nodes = |layer: usize| {
                let nodes =
                    self.layers.get(layer).map(|indexed| indexed.plain(name)).unwrap_or_default();
                nodes.iter().map(move |node| NodeRef { layer, node: *node })
            };
            layers.clone().flat_map(nodes).filter(|node| self.is_there_yet(*node)).collect()
        };
        let exact = of(name);
        if exact.is_empty() { of(&name.other_number()) } else { exact }
    }

    /// False for facts all of which are dated after the day of the check.
    pub fn is_there_yet(&self, at: NodeRef) -> bool {
        if !self.is_facts(at.layer) {
            return true;
        }
        let document = self.document(at.layer);
        let dated_later = |child: &NodeRef| {
            let day = document.key(child.node).and_then(super::time::day_of);
            day.is_some_and(|day| day > self.as_of)
        };
        match self.content(at) {
            Content::Scalar { .. } | Content::List(_) => true,
            Content::Mapping(children) => {
                children.is_empty()
                    || self
                        .children(at)
                        .any(|child| !dated_later(&child) && self.is_there_yet(child))
            }
        }
    }

    /// The other places of an entry: what is stated under its names in other collections, and in the facts.
    pub fn elsewhere(&self, entry: NodeRef) -> Vec<NodeRef> {
        let shares = self.layers.get(entry.layer).is_some_and(|indexed| indexed.shares);
        if !shares && self.facts == 0 {
            return Vec::new();
        }
        let parent = |at: NodeRef| (at.layer, self.document(at.layer).parent(at.node));
        let mut found: Vec<NodeRef> = Vec::new();
        for name in self.names(entry) {
            for place in self.plain(&name, self.present()) {
                if parent(place) != parent(entry) && !found.contains(&place) {
                    found.push(place);
                }
            }
        }
        found
    }

    /// A top-level key of the proposal.
    pub fn top(&self, name: &Name) -> Option<NodeRef> {
        let node = self.layers.first()?.top(name)?;
        Some(NodeRef { layer: 0, node })
    }

    /// A top-level key of the proposal, else of the facts.
    pub fn top_anywhere(&self, name: &Name) -> Option<NodeRef> {
        self.present().find_map(|layer| {
            let node = self.layers.get(layer)?.top(name)?;
            Some(NodeRef { layer, node })
        })
    }

    /// The nodes under a mapping or list.
    pub fn children(&self, at: NodeRef) -> impl Iterator<Item = NodeRef> + use<'a> {
        self.document(at.layer)
            .children(at.node)
            .iter()
            .map(move |node| NodeRef { layer: at.layer, node: *node })
    }

    /// What a node holds.
    pub fn content(&self, at: NodeRef) -> &'a Content {
        self.document(at.layer).content(at.node)
    }

    /// A scalar as it is written.
    pub fn written(&self, at: NodeRef) -> &'a str {
        match self.content(at) {
            Content::Scalar { text, .. } => text.trim(),
            Content::Mapping(_) | Content::List(_) => "",
        }
    }

    /// The value of a scalar.
    pub fn reading(&self, at: NodeRef) -> Option<Reading> {
        Some(self.document(at.layer).reading(at.node)?.0)
    }

    /// The first top-level mapping or list of things, where a thing that is nowhere would stand.
    pub fn collection(&self) -> Option<NodeRef> {
        let document = self.document(0);
        let holds_things = |top: &&NodeId| {
            let children = document.children(**top);
            let listed = matches!(
                document.key(**top).map(|key| key.name.as_str()),
                Some("partners" | "parties")
            );
            !listed
                && !children.is_empty()
                && children.iter().all(|c| matches!(document.content(*c), Content::Mapping(_)))
        };
        let mut collections = document.children(document.root()).iter().filter(holds_things);
        let called = |top: &&&NodeId| {
            document
                .key(***top)
                .is_some_and(|key| matches!(key.name.as_str(), "products" | "lines"))
        };
        let first = collections.clone().next();
        let top = collections.find(|top| called(&top)).or(first)?;
        Some(NodeRef { layer: 0, node: *top })
    }

    /// What a node is called.
    pub fn names(&self, at: NodeRef) -> Vec<Name> {
        names_of(self.document(at.layer), at.node)
    }

    /// What an entry is called in a report: its key; else its `hs`, `id` or `name`; else its place in the list.
    pub fn entry_name(&self, at: NodeRef) -> String {
        let document = self.document(at.layer);
        if let Some(key) = document.key(at.node) {
            return key.text.clone();
        }
        for wanted in ["hs", "id", "name"] {
            if let Some(Content::Scalar { text, .. }) =
                self.child(at, &Name::new(wanted)).map(|child| self.content(child))
            {
                return text.trim().to_owned();
            }
        }
        if let Content::Scalar { text, .. } = document.content(at.node) {
            return text.clone();
        }
        format!("#{}", document.index(at.node).unwrap_or_default() + 1)
    }

    /// The child under a key of this very name.
    pub fn child(&self, at: NodeRef, name: &Name) -> Option<NodeRef> {
        self.children_called(at, name).into_iter().next()
    }

    /// The children under a key of this very name; of a list, the items that are called so.
    pub fn children_called(&self, at: NodeRef, name: &Name) -> Vec<NodeRef> {
        let wide = self.layers.get(at.layer).and_then(|indexed| indexed.wide.get(&at.node));
        if let Some(wide) = wide {
            let nodes = wide.get(name).map(Vec::as_slice).unwrap_or_default();
            let nodes = nodes.iter().map(|node| NodeRef { layer: at.layer, node: *node });
            return nodes.filter(|node| self.is_there_yet(*node)).collect();
        }
        let document = self.document(at.layer);
        let called = |child: &NodeRef| is_called(document, child.node, name);
        self.children(at).filter(called).filter(|child| self.is_there_yet(*child)).collect()
    }
}

/// The parties that a proposal names.
fn parties_of(document: &Document) -> Vec<Name> {
    let mut parties = Vec::new();
    let text = |node: NodeId| match document.content(node) {
        Content::Scalar { text, .. } => Some(Name::new(text.trim())),
        Content::Mapping(_) | Content::List(_) => None,
    };
    for top in document.children(document.root()) {
        let Some(key) = document.key(*top) else { continue };
        match key.name.as_str() {
            "partners" | "parties" => {
                for entry in document.children(*top) {
                    parties.extend(names_of(document, *entry));
                    parties.extend(text(*entry).filter(|_| document.key(*entry).is_none()));
                }
            }
            "partner" | "from" | "to" | "importer" | "exporter" => {
                parties.extend(text(*top));
                parties.extend(document.children(*top).iter().filter_map(|item| text(*item)));
            }
            _ => {}
        }
    }
    parties.retain(|party| !party.as_str().is_empty());
    parties
}

fn empty() -> &'static Document {
    static EMPTY: std::sync::OnceLock<Document> = std::sync::OnceLock::new();
    EMPTY.get_or_init(|| {
        crate::proposal::document::Builder::new(crate::source::Source::new("", ""), 0).finish()
    })
}
