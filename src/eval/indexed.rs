//! A document with an index of the names in it.

use std::collections::HashMap;

use crate::name::Name;
use crate::proposal::document::{Content, Document, NodeId};

/// A document, with an index of the names that are looked up in it without an owner.
#[derive(Debug)]
pub struct Indexed {
    /// The document.
    pub document: Document,
    /// Its top-level keys, and the entries of its top-level mappings and lists.
    plain: HashMap<Name, Vec<NodeId>>,
    /// True where entries of several collections have one name.
    pub(super) shares: bool,
    /// The children of nodes that have many.
    pub(super) wide: HashMap<NodeId, HashMap<Name, Vec<NodeId>>>,
}

impl Indexed {
    /// Indexes a document.
    pub fn new(document: Document) -> Self {
        let mut plain: HashMap<Name, Vec<NodeId>> = HashMap::new();
        for top in document.children(document.root()) {
            for name in names_of(&document, *top) {
                plain.entry(name).or_default().push(*top);
            }
            for entry in document.children(*top) {
                for name in names_of(&document, *entry) {
                    plain.entry(name).or_default().push(*entry);
                }
            }
        }
        let apart = |nodes: &Vec<NodeId>| {
            let mut parents = nodes.iter().map(|node| document.parent(*node));
            let first = parents.next();
            parents.any(|parent| Some(parent) != first)
        };
        let shares = plain.values().any(apart);
        let wide = wide(&document);
        Self { document, plain, shares, wide }
    }

    /// The top-level keys and entries of this very name.
    pub fn plain(&self, name: &Name) -> &[NodeId] {
        self.plain.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of the top-level keys and entries.
    pub fn plain_names(&self) -> impl Iterator<Item = &Name> {
        self.plain.keys()
    }

    /// The child of the root under this key.
    pub fn top(&self, name: &Name) -> Option<NodeId> {
        let root = self.document.root();
        let of = |name: &Name| {
            if let Some(wide) = self.wide.get(&root) {
                return wide.get(name).and_then(|nodes| nodes.first()).copied();
            }
            let under = |id: &&NodeId| self.document.key(**id).is_some_and(|key| key.name == *name);
            self.document.children(root).iter().find(under).copied()
        };
        of(name).or_else(|| of(&name.other_number()))
    }
}

/// What a node is called: its key; for an item of a list its `name`, `id` and `hs`.
pub fn names_of(document: &Document, node: NodeId) -> Vec<Name> {
    if let Some(key) = document.key(node) {
        return vec![key.name.clone()];
    }
    if document.parent(node).is_none() {
        return Vec::new();
    }
    let field = |wanted: &str| {
        let mut children = document.children(node).iter();
        let child = children
            .find(|child| document.key(**child).is_some_and(|key| key.name.as_str() == wanted))?;
        match document.content(*child) {
            Content::Scalar { text, .. } => Some(Name::new(text.trim())),
            Content::Mapping(_) | Content::List(_) => None,
        }
    };
    ["name", "id", "hs"].into_iter().filter_map(field).collect()
}

/// What an item of a list, or what stands under a key, is called where it is looked for by its name.
fn callings(document: &Document, node: NodeId) -> Vec<Name> {
    match (document.key(node), document.content(node)) {
        (None, Content::Scalar { text, .. }) => vec![Name::new(text.trim())],
        _ => names_of(document, node),
    }
}

/// True for a node that is found under this very name.
pub(super) fn is_called(document: &Document, node: NodeId, name: &Name) -> bool {
    match document.key(node) {
        Some(key) => key.name == *name,
        None => callings(document, node).contains(name),
    }
}

/// How many children a node may have before they are looked up in an index.
const NARROW: usize = 32;

/// The children of every node that has many, by what they are called.
fn wide(document: &Document) -> HashMap<NodeId, HashMap<Name, Vec<NodeId>>> {
    let many = document.nodes().filter(|node| document.children(*node).len() > NARROW);
    many.map(|node| {
        let mut called: HashMap<Name, Vec<NodeId>> = HashMap::new();
        for child in document.children(node) {
            for name in callings(document, *child) {
                let nodes = called.entry(name).or_default();
                if nodes.last() != Some(child) {
                    nodes.push(*child);
                }
            }
        }
        (node, called)
    })
    .collect()
}
