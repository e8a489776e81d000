//! A document by the folded names of its paths, and the terms in which two differ.

use std::collections::{BTreeMap, HashMap};

use super::TermMove;
use crate::eval::names_of;
use crate::name::Name;
use crate::proposal::{Content, Document, NodeId};
use crate::value::{self, Reading, Value};

/// The way to a node: its names from the outside in; an item of a list goes by its own name where it has one.
pub(super) type Path = Vec<Name>;

/// A document by its paths.
pub(super) struct Tree<'a> {
    document: &'a Document,
    nodes: BTreeMap<Path, NodeId>,
    paths: HashMap<NodeId, Path>,
}

/// A term that differs.
pub(super) struct Change {
    pub(super) path: Path,
    pub(super) told: TermMove,
}

impl<'a> Tree<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut tree = Self { document, nodes: BTreeMap::new(), paths: HashMap::new() };
        // what stands in another node comes after it
        for node in document.nodes() {
            let path = tree.path_of(node);
            tree.nodes.insert(path.clone(), node);
            tree.paths.insert(node, path);
        }
        tree
    }

    fn path_of(&self, node: NodeId) -> Path {
        let Some(parent) = self.document.parent(node) else { return Vec::new() };
        let mut path = self.paths.get(&parent).cloned().unwrap_or_default();
        let index = self.document.index(node).unwrap_or_default();
        path.push(names_of(self.document, node).into_iter().next().unwrap_or_else(|| nth(index)));
        if self.nodes.contains_key(&path) {
            path.pop();
            path.push(nth(index));
        }
        path
    }

    /// The path that a JSON Pointer leads to.
    pub(super) fn resolve(&self, pointer: &str) -> Option<Path> {
        let mut path = Vec::new();
        for step in pointer.split('/').skip(1) {
            let node = *self.nodes.get(&path)?;
            if let Content::List(items) = self.document.content(node) {
                let item = items.get(step.parse::<usize>().ok()?)?;
                path.clone_from(self.paths.get(item)?);
            } else {
                path.push(Name::new(&step.replace("~1", "/").replace("~0", "~")));
            }
        }
        Some(path)
    }

    /// The scalars, in the order of the text.
    fn scalars(&self) -> impl Iterator<Item = (&Path, NodeId, &str)> {
        self.document
            .nodes()
            .filter_map(|node| Some((self.paths.get(&node)?, node, self.text(node)?)))
    }

    fn text(&self, node: NodeId) -> Option<&str> {
        match self.document.content(node) {
            Content::Scalar { text, .. } => Some(text.trim()),
            Content::Mapping(_) | Content::List(_) => None,
        }
    }

    /// What is said at a path: by a scalar there, or by one above it, as `pork: open` speaks for all of pork.
    fn said(&self, path: &[Name]) -> Option<(NodeId, &str)> {
        (1..=path.len()).rev().find_map(|length| {
            let node = *self.nodes.get(path.get(..length)?)?;
            Some((node, self.text(node)?))
        })
    }

    /// True where something stands beneath a path.
    fn has_more(&self, path: &Path) -> bool {
        let node = self.nodes.get(path);
        node.is_some_and(|node| !self.document.children(*node).is_empty())
    }

    /// `year 1 of quota of pork`: without the collection around it all.
    fn words(&self, node: NodeId) -> String {
        let mut names = Vec::new();
        let mut at = Some(node);
        while let Some(here) = at {
            let above = self.document.parent(here);
            if above.is_some() && !(here != node && self.is_collection(here)) {
                names.push(self.name(here));
            }
            at = above;
        }
        names.join(" of ")
    }

    /// True of an entry of the document in which things stand, and nothing is stated.
    fn is_collection(&self, node: NodeId) -> bool {
        let children = self.document.children(node);
        let is_thing = |child: &NodeId| !self.document.children(*child).is_empty();
        let is_value =
            |child: &NodeId| matches!(self.document.reading(*child), Some((Reading::Value(_), _)));
        self.document.parent(node) == Some(self.document.root())
            && children.iter().any(is_thing)
            && !children.iter().any(is_value)
    }

    fn name(&self, node: NodeId) -> String {
        match self.document.key(node) {
            Some(key) => key.text.clone(),
            None => {
                let path = self.paths.get(&node).and_then(|path| path.last());
                path.map(|name| name.as_str().to_owned()).unwrap_or_default()
            }
        }
    }
}

fn nth(index: usize) -> Name {
    Name::new(&format!("item {}", index + 1))
}

/// The terms in which two documents differ: by what they say, not by how it is written.
pub(super) fn changes(before: &Tree<'_>, after: &Tree<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (path, node, new) in after.scalars() {
        let old = before.said(path);
        let same = |(was, _)| same(before, was, after, node);
        // what stands deeper in the earlier one is told there
        if !old.is_some_and(same) && !before.has_more(path) {
            changes.push(change(after, node, path, old.map(|(_, text)| text), Some(new)));
        }
    }
    for (path, node, old) in before.scalars() {
        let there = after.nodes.get(path).is_some_and(|node| after.text(*node).is_some());
        if !there && !after.has_more(path) {
            let new = after.said(path).map(|(_, text)| text);
            changes.push(change(before, node, path, Some(old), new));
        }
    }
    changes
}

fn change(
    tree: &Tree<'_>,
    node: NodeId,
    path: &Path,
    old: Option<&str>,
    new: Option<&str>,
) -> Change {
    let told = TermMove {
        path: tree.document.pointer(node),
        term: tree.words(node),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        verdicts: Vec::new(),
    };
    Change { path: path.clone(), told }
}

/// True where two scalars say the same: `38,000 tons` and `38000 t`.
fn same(before: &Tree<'_>, old: NodeId, after: &Tree<'_>, new: NodeId) -> bool {
    let read = |tree: &Tree<'_>, node| tree.document.reading(node).map(|(reading, _)| reading);
    match (read(before, old), read(after, new)) {
        (Some(Reading::Value(old)), Some(Reading::Value(new))) => equal(&old, &new),
        (old, new) => old == new,
    }
}

fn equal(old: &Value, new: &Value) -> bool {
    let certainly = |found: value::Comparison| found.equal && !found.less && !found.greater;
    old == new || value::compare(old, new).is_ok_and(certainly)
}
