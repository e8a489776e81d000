//! The outline of a deal: what the given proposal holds, and what the rules speak of beside it.

use crate::eval::names_of;
use crate::model::Spelled;
use crate::name::Name;
use crate::proposal::document::{Content, Document, NodeId};
use crate::value::Reading;

/// A key or an item of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot(pub(super) usize);

/// What stands at a spot in the given proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Was {
    /// Nothing: only a rule speaks of it.
    Nothing,
    /// A single value, or a mark such as `tbd`.
    Scalar(Reading),
    /// Keys.
    Mapping,
    /// Items.
    List,
}

#[derive(Debug, Clone)]
struct Place {
    parent: Option<Spot>,
    key: Option<Spelled>,
    names: Vec<Name>,
    children: Vec<Spot>,
    origin: Option<NodeId>,
    was: Was,
}

/// The outline.
#[derive(Debug, Clone)]
pub struct Sketch {
    places: Vec<Place>,
}

impl Sketch {
    /// An outline with nothing in it.
    pub fn blank() -> Self {
        let root = Place {
            parent: None,
            key: None,
            names: Vec::new(),
            children: Vec::new(),
            origin: None,
            was: Was::Mapping,
        };
        Self { places: vec![root] }
    }

    /// The outline of a proposal.
    pub fn of(document: &Document) -> Self {
        let mut sketch = Self::blank();
        if let Some(root) = sketch.places.first_mut() {
            root.origin = Some(document.root());
        }
        sketch.copy(document, document.root(), sketch.root());
        sketch
    }

    fn copy(&mut self, document: &Document, from: NodeId, to: Spot) {
        for child in document.children(from) {
            let key = document.key(*child);
            let key = key.map(|key| Spelled { name: key.name.clone(), text: key.text.clone() });
            let was = match document.content(*child) {
                Content::Mapping(_) => Was::Mapping,
                Content::List(_) => Was::List,
                Content::Scalar { .. } => {
                    Was::Scalar(document.reading(*child).map_or(Reading::Open, |(found, _)| found))
                }
            };
            let names = names_of(document, *child);
            let made = self.add(Place {
                parent: Some(to),
                key,
                names,
                children: Vec::new(),
                origin: Some(*child),
                was,
            });
            self.copy(document, *child, made);
        }
    }

    fn add(&mut self, place: Place) -> Spot {
        let made = Spot(self.places.len());
        if let Some(parent) = place.parent.and_then(|parent| self.places.get_mut(parent.0)) {
            parent.children.push(made);
        }
        self.places.push(place);
        made
    }

    /// A key that only a rule speaks of.
    pub fn grow(&mut self, parent: Spot, key: &Spelled) -> Spot {
        self.add(Place {
            parent: Some(parent),
            key: Some(key.clone()),
            names: vec![key.name.clone()],
            children: Vec::new(),
            origin: None,
            was: Was::Nothing,
        })
    }

    /// The spot that holds all others.
    pub fn root(&self) -> Spot {
        Spot(0)
    }

    /// All spots, each after the one it stands in.
    pub fn spots(&self) -> impl Iterator<Item = Spot> + use<> {
        (0..self.places.len()).map(Spot)
    }

    /// How many spots there are.
    pub fn size(&self) -> usize {
        self.places.len()
    }

    fn place(&self, at: Spot) -> Option<&Place> {
        self.places.get(at.0)
    }

    /// Where it stands.
    pub fn parent(&self, at: Spot) -> Option<Spot> {
        self.place(at)?.parent
    }

    /// Its key.
    pub fn key(&self, at: Spot) -> Option<&Spelled> {
        self.place(at)?.key.as_ref()
    }

    /// What it is called: its key; for an item its `name`, `id` and `hs`.
    pub fn names(&self, at: Spot) -> &[Name] {
        self.place(at).map(|place| place.names.as_slice()).unwrap_or_default()
    }

    /// What stands in it.
    pub fn children(&self, at: Spot) -> &[Spot] {
        self.place(at).map(|place| place.children.as_slice()).unwrap_or_default()
    }

    /// The node of the proposal, if it is there.
    pub fn origin(&self, at: Spot) -> Option<NodeId> {
        self.place(at)?.origin
    }

    /// What stands there in the given proposal.
    pub fn was(&self, at: Spot) -> &Was {
        self.place(at).map_or(&Was::Nothing, |place| &place.was)
    }

    fn called(&self, at: Spot, name: &Name) -> Option<Spot> {
        let under = |child: &&Spot| match self.key(**child) {
            Some(key) => key.name == *name,
            None => self.names(**child).contains(name),
        };
        self.children(at).iter().find(under).copied()
    }

    /// What is called so in it, but for a plural `s`.
    pub fn field(&self, at: Spot, name: &Name) -> Option<Spot> {
        self.called(at, name).or_else(|| self.called(at, &name.other_number()))
    }

    /// The top-level keys of this name, and what is called so within one; but for a plural `s`.
    pub fn plain(&self, name: &Name) -> Vec<Spot> {
        let of = |name: &Name| -> Vec<Spot> {
            let tops = self.children(self.root()).iter();
            let all = tops.flat_map(|top| std::iter::once(top).chain(self.children(*top)));
            all.filter(|spot| self.names(**spot).contains(name)).copied().collect()
        };
        let exact = of(name);
        if exact.is_empty() { of(&name.other_number()) } else { exact }
    }

    /// Every spot with a key of this very name.
    pub fn everywhere(&self, name: &Name) -> Vec<Spot> {
        let keyed = |spot: &Spot| self.key(*spot).is_some_and(|key| key.name == *name);
        self.spots().filter(keyed).collect()
    }

    /// Where a thing that is nowhere would stand: the first collection of things, else the top.
    pub fn collection(&self) -> Spot {
        let holds_things = |top: &&Spot| {
            let children = self.children(**top);
            let listed = matches!(
                self.key(**top).map(|key| key.name.as_str()),
                Some("partners" | "parties")
            );
            let given = *self.was(**top) == Was::Mapping && !children.is_empty();
            let of_things = children.iter().all(|child| {
                *self.was(*child) != Was::List
                    && !matches!(self.was(*child), Was::Scalar(Reading::Value(_)))
            });
            given && !listed && of_things
        };
        let tops = self.children(self.root());
        let called = |top: &&Spot| {
            self.key(**top).is_some_and(|key| matches!(key.name.as_str(), "products" | "lines"))
        };
        let mut collections = tops.iter().filter(holds_things);
        collections.find(|top| called(top)).copied().unwrap_or(self.root())
    }

    /// The keys from the top to a spot.
    pub fn path(&self, at: Spot) -> Vec<Spot> {
        let mut path: Vec<Spot> =
            std::iter::successors(Some(at), |spot| self.parent(*spot)).collect();
        path.reverse();
        path
    }
}
