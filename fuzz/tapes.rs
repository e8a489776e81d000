//! A quick reader reads a text as the careful one does, or not at all. Shared by the fuzz targets and by `tests/tapes.rs`.

#![allow(dead_code, unreachable_pub, reason = "each target needs one of the functions")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what is false is to be told by a panic"
)]

use dealbreaker::proposal::{self, Content, Document, Format, NodeId};
use dealbreaker::source::Source;
use dealbreaker::tape::{self, Kind, Node, Symbols, Tape, Unusual};
use dealbreaker::value::{Number, ScalarStyle};

type Read = fn(&str, &mut Tape, &mut Symbols) -> Result<(), Unusual>;

/// JSON. True where the quick reader has read it.
pub fn tape_json(text: &str) -> bool {
    compare(text, Format::Json, tape::read_json)
}

/// YAML.
pub fn tape_yaml(text: &str) -> bool {
    compare(text, Format::Yaml, tape::read_yaml)
}

/// TOML.
pub fn tape_toml(text: &str) -> bool {
    compare(text, Format::Toml, tape::read_toml)
}

fn compare(text: &str, format: Format, quick: Read) -> bool {
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    if quick(text, &mut tape, &mut symbols).is_err() {
        return false;
    }
    let source = Source::new("p", text);
    let mut careful = proposal::read(&source, format, &proposal::Limits::default());
    assert_eq!(careful.len(), 1, "several documents");
    let document = careful.pop().unwrap().expect("a tape of what is refused");
    let nodes: Vec<NodeId> = document.nodes().collect();
    assert_eq!(tape.len(), nodes.len(), "nodes");
    for (at, node) in nodes.iter().enumerate() {
        same(text, &tape, at as u32, &mut symbols, &document, *node);
        let careful =
            document.children(*node).iter().map(|child| nodes.binary_search(child).unwrap());
        let quick = tape.children(at as u32).map(|(child, _)| child as usize);
        assert!(quick.eq(careful), "what node {at} holds");
    }
    true
}

fn same(
    text: &str,
    tape: &Tape,
    at: u32,
    symbols: &mut Symbols,
    document: &Document,
    careful: NodeId,
) {
    let node: Node = *tape.node(at).unwrap();
    let key = document.key(careful).map(|key| symbols.of_name(&key.name));
    assert_eq!(key.unwrap_or(tape::Symbol::NONE), node.key, "the key of node {at}");
    let kind = match document.content(careful) {
        Content::Scalar { style: ScalarStyle::Plain, .. } => Kind::Plain,
        Content::Scalar { style: ScalarStyle::Quoted, .. } => Kind::Quoted,
        Content::Scalar { style: ScalarStyle::Null, .. } => Kind::Null,
        Content::Scalar { style: ScalarStyle::Bool(true), .. } => Kind::True,
        Content::Scalar { style: ScalarStyle::Bool(false), .. } => Kind::False,
        Content::Scalar { style: ScalarStyle::Number, .. } => Kind::Number,
        Content::List(_) => Kind::List,
        Content::Mapping(_) => Kind::Mapping,
    };
    let simple = match node.kind {
        Kind::Row => Kind::List,
        Kind::Schedule => Kind::Mapping,
        other => other,
    };
    assert_eq!(simple, kind, "node {at}");
    if kind == Kind::List {
        let scalar = |item: &NodeId| matches!(document.content(*item), Content::Scalar { .. });
        let is_row = document.children(careful).iter().all(scalar);
        assert_eq!(node.kind == Kind::Row, is_row, "node {at}");
    }
    if kind == Kind::Mapping {
        let keys = document.children(careful).iter().filter_map(|child| document.key(*child));
        let mut times = keys.map(|key| symbols.of_name(&key.name).is_time()).peekable();
        let is_schedule = times.peek().is_some() && times.all(|time| time);
        assert_eq!(node.kind == Kind::Schedule, is_schedule, "node {at}");
    }
    if let Content::Scalar { text: written, .. } = document.content(careful) {
        assert_eq!(tape.text(&node, text), written, "node {at}");
        if let Some(figure) = node.figure() {
            assert_eq!(Some(figure.to_number()), Number::parse(written), "node {at}");
        }
    }
}
