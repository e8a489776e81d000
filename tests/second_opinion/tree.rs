//! The data tree of a proposal, with its own printers.

use crate::value::Value;

/// A place in a proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Keys and what is under them.
    Map(Vec<(String, Node)>),
    /// A list.
    List(Vec<Node>),
    /// A single entry.
    Leaf(Leaf),
}

/// A single entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// As written in the proposal.
    pub written: String,
    /// What it is.
    pub state: State,
}

/// What a single entry is.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// An agreed value.
    Value(Value),
    /// `tbd`, `open`, `?`, null: not yet agreed.
    Open,
    /// There, its value unknown.
    Offered,
    /// Agreed not to be there.
    Nothing,
    /// Stated differently in several places.
    Clash,
}

impl Node {
    /// An entry.
    pub fn leaf(written: impl Into<String>, state: State) -> Self {
        Self::Leaf(Leaf { written: written.into(), state })
    }

    /// The keys of a mapping.
    pub fn keys(&self) -> &[(String, Node)] {
        match self {
            Node::Map(entries) => entries,
            Node::List(_) | Node::Leaf(_) => &[],
        }
    }

    /// As JSON, which is YAML too.
    pub fn json(&self) -> String {
        match self {
            Node::Map(entries) => {
                let inner: Vec<String> =
                    entries.iter().map(|(key, node)| format!("{key:?}: {}", node.json())).collect();
                format!("{{{}}}", inner.join(", "))
            }
            Node::List(items) => {
                format!("[{}]", items.iter().map(Node::json).collect::<Vec<_>>().join(", "))
            }
            Node::Leaf(leaf) if leaf.written == "null" => "null".to_owned(),
            Node::Leaf(leaf) => format!("{:?}", leaf.written),
        }
    }

    /// As YAML in block style.
    pub fn yaml(&self, indent: usize) -> String {
        let pad = "  ".repeat(indent);
        match self {
            Node::Map(entries) if !entries.is_empty() => entries
                .iter()
                .map(|(key, node)| format!("{pad}{}:{}", yaml_key(key), node.yaml_under(indent)))
                .collect(),
            Node::List(items) if !items.is_empty() => {
                items.iter().map(|node| format!("{pad}- {}\n", node.json())).collect()
            }
            _ => format!("{pad}{}\n", self.json()),
        }
    }

    fn yaml_under(&self, indent: usize) -> String {
        match self {
            Node::Leaf(leaf) if plain(&leaf.written) => format!(" {}\n", leaf.written),
            Node::Map(entries) if !entries.is_empty() => format!("\n{}", self.yaml(indent + 1)),
            Node::List(items) if !items.is_empty() => format!("\n{}", self.yaml(indent + 1)),
            _ => format!(" {}\n", self.json()),
        }
    }

    /// As TOML, with everything beneath the top level in line; nothing where it holds a null.
    pub fn toml(&self) -> Option<String> {
        let lines: Option<Vec<String>> = self
            .keys()
            .iter()
            .map(|(key, node)| Some(format!("{key:?} = {}\n", node.toml_inline()?)))
            .collect();
        Some(lines?.concat())
    }

    /// As CSV, one row an entry: where it maps names to the same fields, each plain, or each dated.
    pub fn csv(&self) -> Option<String> {
        let mut rows: Vec<(String, String, String, String)> = vec![];
        for (name, entry) in self.keys() {
            let [(field, node)] = entry.keys() else { return None };
            let plain = |node: &Node| match node {
                Node::Leaf(leaf) if leaf.written != "null" => Some(leaf.written.clone()),
                _ => None,
            };
            match node {
                Node::Leaf(_) => {
                    rows.push((name.clone(), String::new(), field.clone(), plain(node)?));
                }
                Node::Map(entries) => {
                    for (key, node) in entries {
                        key.parse::<jiff::civil::Date>().ok()?;
                        rows.push((name.clone(), key.clone(), field.clone(), plain(node)?));
                    }
                }
                Node::List(_) => return None,
            }
        }
        let (_, first, field, _) = rows.first().cloned()?;
        let alike = rows.iter().all(|row| row.2 == field && row.1.is_empty() == first.is_empty());
        let dated = !first.is_empty();
        let head = format!("name,{}{field}\n", if dated { "date," } else { "" });
        let line = |(name, date, _, value): &(String, String, String, String)| {
            format!(
                "{name},{}{:?}\n",
                if dated { format!("{date},") } else { String::new() },
                value
            )
        };
        alike.then(|| head + &rows.iter().map(line).collect::<String>())
    }

    fn toml_inline(&self) -> Option<String> {
        match self {
            Node::Map(entries) => {
                let inner: Option<Vec<String>> = entries
                    .iter()
                    .map(|(key, node)| Some(format!("{key:?} = {}", node.toml_inline()?)))
                    .collect();
                Some(format!("{{ {} }}", inner?.join(", ")))
            }
            Node::List(items) => {
                let inner: Option<Vec<String>> = items.iter().map(Node::toml_inline).collect();
                Some(format!("[{}]", inner?.join(", ")))
            }
            Node::Leaf(leaf) if leaf.written == "null" => None,
            Node::Leaf(leaf) => Some(format!("{:?}", leaf.written)),
        }
    }
}

fn yaml_key(key: &str) -> String {
    if plain(key) { key.to_owned() } else { format!("{key:?}") }
}

/// True where a scalar may stand in block YAML without quotes.
fn plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " .,%/+_-".contains(c))
        && !text.ends_with(' ')
}
