//! What a run knows: a proposal, facts, definitions, the day; and how a plain name is looked up.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::rules::{Definition, RuleFile};
use crate::tree::{Node, State};
use crate::value::{Value, standing};

/// The round before.
#[derive(Debug, Clone)]
pub enum Before {
    /// This is the first.
    First,
    /// It was not given.
    NotGiven,
    /// This one.
    Given(Node),
}

/// Why there is no node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing of that name; `typo` where the name is found nowhere in the run and something close is.
    Absent {
        /// Whether it may be a misspelling.
        typo: bool,
    },
    /// Stated not to be there.
    Nothing,
    /// Not yet agreed, or not to be told.
    Unsure,
}

/// A node or why there is none.
pub type Found = Result<Node, Gap>;

/// What a run knows.
#[derive(Debug, Clone)]
pub struct World {
    /// The proposal.
    pub proposal: Node,
    /// The facts, those dated after the day of the check left out.
    pub facts: Option<Node>,
    /// The round before.
    pub before: Before,
    /// The day of the check.
    pub as_of: Date,
    /// The definitions.
    pub definitions: Vec<Definition>,
    /// All names of the run.
    pub names: BTreeSet<String>,
    /// What `except` of the rule at hand leaves out.
    pub names_left_out: Vec<String>,
    /// The parties, where another proposal than this one says who they are.
    pub parties: Vec<String>,
    /// The first day of year 1, likewise: where even that is known to be not stated, nothing.
    pub year_one: Option<Option<Date>>,
}

/// A name without its article, in lower case, with spaces.
pub fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace(['-', '_'], " ");
    for article in ["a ", "an ", "the "] {
        if let Some(rest) = name.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    name
}

/// The names of the entries of a top-level mapping or list.
pub fn entries(node: &Node) -> Vec<(String, Node)> {
    match node {
        Node::Map(entries) => entries.clone(),
        Node::List(items) => {
            let named = |(at, item): (usize, &Node)| match item_name(item) {
                name if name.is_empty() => (format!("#{}", at + 1), item.clone()),
                name => (name, item.clone()),
            };
            items.iter().enumerate().map(named).collect()
        }
        Node::Leaf(_) => vec![],
    }
}

/// A list item is called by its `hs`, else its `id`, else its `name`.
fn item_name(item: &Node) -> String {
    let called = |key: &str| {
        item.keys().iter().find(|(name, _)| name == key).and_then(|(_, node)| match node {
            Node::Leaf(leaf) => Some(leaf.written.clone()),
            Node::Map(_) | Node::List(_) => None,
        })
    };
    ["hs", "id", "name"].into_iter().find_map(called).unwrap_or_default()
}

impl World {
    /// Gathers the names of the run.
    pub fn new(
        proposal: Node,
        facts: Option<Node>,
        before: Before,
        as_of: Date,
        rules: &RuleFile,
    ) -> Self {
        let mut names = BTreeSet::new();
        gather(&proposal, &mut names);
        // A fact dated after the day of the check is a name of the run all the same.
        if let Some(facts) = &facts {
            gather(facts, &mut names);
        }
        if let Before::Given(node) = &before {
            gather(node, &mut names);
        }
        for definition in &rules.definitions {
            let name = match definition {
                Definition::Group(name, _)
                | Definition::Selection(name, _)
                | Definition::Constant(name, _)
                | Definition::Alias(name, _) => name,
                _ => continue,
            };
            names.insert(plain(name));
        }
        Self {
            proposal,
            facts: facts.and_then(|facts| known_by(facts, as_of)),
            before,
            as_of,
            definitions: rules.definitions.clone(),
            names,
            names_left_out: vec![],
            parties: vec![],
            year_one: None,
        }
    }

    /// Another document of the run makes its names known.
    pub fn hears(&mut self, document: &Node) {
        gather(document, &mut self.names);
    }

    /// The unit of bare numbers under exactly this name.
    pub fn measure(&self, name: &str) -> Option<crate::value::Unit> {
        self.definitions.iter().find_map(|definition| match definition {
            Definition::Measured(key, unit) if plain(key) == plain(name) => {
                Some(crate::value::unit(unit))
            }
            _ => None,
        })
    }

    /// True where both name the same thing: exactly, or but for a plural `s` where no exact match exists anywhere.
    pub fn same_name(&self, asked: &str, key: &str) -> bool {
        let (asked, key) = (plain(asked), plain(key));
        if asked == key {
            return true;
        }
        !self.names.contains(&asked)
            && (format!("{asked}s") == key || asked.strip_suffix('s') == Some(&key))
    }

    /// True where a name is found nowhere in the run and something close is.
    pub fn typo(&self, name: &str) -> bool {
        let measured = self.definitions.iter().filter_map(|definition| match definition {
            Definition::Measured(key, _) => Some(plain(key)),
            _ => None,
        });
        let names: BTreeSet<String> = self.names.iter().cloned().chain(measured).collect();
        let known = names.iter().any(|key| self.same_name(name, key));
        !known && names.iter().any(|key| close(&plain(name), key))
    }

    /// The field of a node.
    pub fn field(&self, of: &Found, name: &str) -> Found {
        let node = match of {
            Ok(node) => node,
            Err(Gap::Absent { typo }) => return Err(Gap::Absent { typo: *typo }),
            Err(gap) => return Err(*gap),
        };
        match node {
            Node::Map(entries) if !entries.is_empty() => {
                let key = entries.iter().find(|(key, _)| self.same_name(name, key));
                key.map_or_else(
                    || Err(Gap::Absent { typo: self.typo(name) }),
                    |(_, it)| Ok(it.clone()),
                )
            }
            Node::List(items) if !items.is_empty() => Err(Gap::Absent { typo: self.typo(name) }),
            Node::Map(_) | Node::List(_) => Err(Gap::Unsure),
            Node::Leaf(leaf) => match leaf.state {
                State::Value(_) => Err(Gap::Absent { typo: self.typo(name) }),
                State::Open | State::Offered | State::Clash => Err(Gap::Unsure),
                State::Nothing => Err(Gap::Nothing),
            },
        }
    }

    /// What a plain name stands for.
    pub fn lookup(&self, name: &str) -> Found {
        if let Some(target) = self.alias(name) {
            return self.lookup(&target);
        }
        let mut found: Vec<Node> = vec![];
        for definition in &self.definitions {
            if let Definition::Constant(key, value) = definition
                && self.same_name(name, key)
            {
                found.push(Node::leaf("", State::Value(value.clone())));
            }
        }
        let proposal = self.in_document(&self.proposal, name)?;
        found.extend(proposal);
        if let Some(facts) = &self.facts {
            found.extend(self.in_document(facts, name)?);
        }
        let mut found = found.into_iter();
        let Some(mut merged) = found.next() else {
            return Err(Gap::Absent { typo: self.typo(name) });
        };
        for next in found {
            merged = agreeing(merged, next)?;
        }
        Ok(merged)
    }

    fn alias(&self, name: &str) -> Option<String> {
        self.definitions.iter().find_map(|definition| match definition {
            Definition::Alias(key, target) if self.same_name(name, key) => match &target.root {
                crate::rules::Root::Name(name) => Some(name.clone()),
                _ => None,
            },
            _ => None,
        })
    }

    /// A top-level key, else the entries of that name, which are one thing where their keys differ.
    fn in_document(&self, document: &Node, name: &str) -> Result<Option<Node>, Gap> {
        let top = document.keys().iter().find(|(key, _)| self.same_name(name, key));
        if let Some((_, node)) = top {
            return Ok(Some(node.clone()));
        }
        let mut merged: Option<Node> = None;
        for (_, collection) in document.keys() {
            for (key, node) in self.named_entries(collection) {
                if !self.same_name(name, &key) {
                    continue;
                }
                merged = Some(match merged {
                    None => node,
                    Some(other) => agreeing(other, node)?,
                });
            }
        }
        Ok(merged)
    }

    /// Keys, or list items by each of `name`, `id`, `hs`.
    fn named_entries(&self, collection: &Node) -> Vec<(String, Node)> {
        let Node::List(items) = collection else { return entries(collection) };
        let mut found = vec![];
        for item in items {
            for (key, node) in item.keys() {
                if let (true, Node::Leaf(leaf)) =
                    (["name", "id", "hs"].contains(&key.as_str()), node)
                    && !found.iter().any(|(name, it)| *name == leaf.written && it == item)
                {
                    found.push((leaf.written.clone(), item.clone()));
                }
            }
        }
        found
    }

    /// The parties of the run.
    pub fn parties(&self) -> Vec<String> {
        let mut found = self.parties.clone();
        for (key, node) in self.proposal.keys() {
            match (plain(key).as_str(), node) {
                ("partners" | "parties", Node::List(_) | Node::Map(_)) => {
                    found.extend(names_of_list(node));
                }
                ("partner" | "from" | "to" | "importer" | "exporter", Node::Leaf(leaf)) => {
                    found.push(plain(&leaf.written));
                }
                _ => {}
            }
        }
        for definition in &self.definitions {
            if let Definition::Party(name) = definition {
                found.push(plain(name));
            }
        }
        found
    }

    /// The first day of year 1.
    pub fn start(&self) -> Option<Date> {
        let stated = self.definitions.iter().find_map(|definition| match definition {
            Definition::YearOne(day) => Some(*day),
            _ => None,
        });
        if let Some(elsewhere) = self.year_one {
            return elsewhere;
        }
        stated.or_else(|| match self.lookup("entry into force") {
            Ok(Node::Leaf(leaf)) => match leaf.state {
                State::Value(Value::Date(day)) => Some(day),
                _ => None,
            },
            _ => None,
        })
    }
}

/// Facts without what is dated after a day; nothing where that leaves nothing.
fn known_by(node: Node, as_of: Date) -> Option<Node> {
    match node {
        Node::Map(entries) => {
            let early = |key: &str| key.parse::<Date>().map_or(true, |day| day <= as_of);
            let kept: Vec<(String, Node)> = entries
                .into_iter()
                .filter(|(key, _)| early(key))
                .filter_map(|(key, node)| Some((key, known_by(node, as_of)?)))
                .collect();
            (!kept.is_empty()).then_some(Node::Map(kept))
        }
        Node::Leaf(ref leaf) => match leaf.state {
            State::Value(Value::Date(day)) if day > as_of => None,
            _ => Some(node),
        },
        Node::List(_) => Some(node),
    }
}

/// The items of a list of names.
pub fn names_of_list(node: &Node) -> Vec<String> {
    match node {
        Node::List(items) => items
            .iter()
            .map(|item| match item {
                Node::Leaf(leaf) => plain(&leaf.written),
                Node::Map(_) | Node::List(_) => plain(&item_name(item)),
            })
            .collect(),
        Node::Map(entries) => entries.iter().map(|(key, _)| plain(key)).collect(),
        Node::Leaf(_) => vec![],
    }
}

fn gather(node: &Node, names: &mut BTreeSet<String>) {
    match node {
        Node::Map(entries) => {
            for (key, inner) in entries {
                names.insert(plain(key));
                gather(inner, names);
            }
        }
        Node::List(items) => {
            for item in items {
                names.insert(plain(&item_name(item)));
                gather(item, names);
            }
        }
        Node::Leaf(_) => {}
    }
}

/// What a definition, a proposal and a facts file say of one name; different values clash.
fn agreeing(a: Node, b: Node) -> Found {
    match (a, b) {
        // A schedule, or what differs by party, is one value.
        (Node::Map(x), Node::Map(y)) if is_value(&x) || is_value(&y) => {
            if x == y {
                Ok(Node::Map(x))
            } else {
                Err(Gap::Unsure)
            }
        }
        (Node::Map(mut x), Node::Map(y)) => {
            for (key, node) in y {
                let at = x.iter().position(|(other, _)| plain(other) == plain(&key));
                let Some(at) = at else {
                    x.push((key, node));
                    continue;
                };
                let ours = x[at].1.clone();
                x[at].1 = agreeing(ours, node).unwrap_or(Node::leaf("clash", State::Clash));
            }
            Ok(Node::Map(x))
        }
        (Node::Leaf(x), Node::Leaf(y)) => match (&x.state, &y.state) {
            (State::Value(v), State::Value(w)) if equal(v, w) => Ok(Node::Leaf(x)),
            // `no` and `none` say the same, and so do `open` and null
            (State::Nothing, State::Nothing) | (State::Open, State::Open) => Ok(Node::Leaf(x)),
            _ if x == y => Ok(Node::Leaf(x)),
            _ => Err(Gap::Unsure),
        },
        _ => Err(Gap::Unsure),
    }
}

/// True for a schedule or a value that differs by party.
fn is_value(entries: &[(String, Node)]) -> bool {
    let times =
        |key: &str| key.starts_with("year ") || key.starts_with(|c: char| c.is_ascii_digit());
    let parties = ["mexico", "japan", "canada"];
    entries.iter().any(|(key, _)| times(key) || parties.contains(&plain(key).as_str()))
}

fn equal(a: &Value, b: &Value) -> bool {
    a == b || standing(a, b).orders == [std::cmp::Ordering::Equal]
}

/// One edit or swap up to five letters, two beyond.
fn close(a: &str, b: &str) -> bool {
    let most = if a.chars().count() <= 5 { 1 } else { 2 };
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    distance(&a, &b) <= most
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let change = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (table[i - 1][j - 1] + change)
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    table[a.len()][b.len()]
}
