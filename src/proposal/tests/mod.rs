//! Traps of each format, and what must be the same in all of them.

mod csv;
mod json;
mod limits;
mod same;
mod toml;
mod yaml;

use super::*;
use crate::source::Source;
use crate::value::ScalarStyle;

/// What is read from a text.
fn outcomes(format: Format, text: &str) -> Vec<Outcome> {
    read(&Source::new("test", text), format, &Limits::default())
}

/// The one document of a text.
fn one(format: Format, text: &str) -> Document {
    let mut outcomes = outcomes(format, text);
    assert_eq!(outcomes.len(), 1, "{text:?}");
    outcomes.remove(0).unwrap_or_else(|errors| panic!("{text:?}: {errors:?}"))
}

/// The faults of a text that has one document.
fn faults(format: Format, text: &str) -> Vec<ProposalError> {
    let mut outcomes = outcomes(format, text);
    assert_eq!(outcomes.len(), 1, "{text:?}");
    match outcomes.remove(0) {
        Ok(document) => panic!("{text:?} was read as {}", tree(&document)),
        Err(errors) => errors,
    }
}

/// The faults as `code @place` with the text of each place, and ` < place` for the other place.
fn told(format: Format, text: &str) -> Vec<String> {
    let source = Source::new("test", text);
    let tell = |error: &ProposalError| {
        assert!(error.span.end <= text.len(), "{error:?}");
        assert_well_worded(error);
        let code = error.kind.code().trim_start_matches("dealbreaker::proposal::");
        let related = error.related.map(|(span, _)| format!(" < {}", source.slice(span)));
        format!("{code} @{}{}", source.slice(error.span), related.unwrap_or_default())
    };
    faults(format, text).iter().map(tell).collect()
}

fn assert_well_worded(error: &ProposalError) {
    let help = error.kind.help().unwrap_or_default().into_owned();
    for words in [error.kind.message().into_owned(), help] {
        assert!(!words.ends_with('.'), "{words}");
        assert_eq!(words.matches('`').count() % 2, 0, "{words}");
        for jargon in ["scalar", "token", "node", "EOF", "surrogate", "parsing"] {
            assert!(!words.contains(jargon), "{words}");
        }
    }
}

fn assert_told(format: Format, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(told(format, text), *expected, "{text:?}");
    }
}

/// A document in one line, scalars marked by how they were written.
fn tree(document: &Document) -> String {
    part(document, document.root())
}

fn part(document: &Document, id: NodeId) -> String {
    let parts: Vec<String> = document
        .children(id)
        .iter()
        .map(|child| match document.key(*child) {
            Some(key) => format!("{}: {}", key.text, part(document, *child)),
            None => part(document, *child),
        })
        .collect();
    match document.content(id) {
        Content::Mapping(_) => format!("{{{}}}", parts.join(", ")),
        Content::List(_) => format!("[{}]", parts.join(", ")),
        Content::Scalar { text, style } => match style {
            ScalarStyle::Plain => text.clone(),
            ScalarStyle::Quoted => format!("'{text}'"),
            ScalarStyle::Null => format!("null({text})"),
            ScalarStyle::Bool(value) => format!("{value}({text})"),
            ScalarStyle::Number => format!("#{text}"),
        },
    }
}

/// `pointer key|value` for each node but the root, cut from the source at their places.
fn places(document: &Document) -> Vec<String> {
    let source = document.source();
    let place = |id: NodeId| {
        let key = document.key(id).map_or("-", |key| source.slice(key.span));
        format!("{} {key}|{}", document.pointer(id), source.slice(document.span(id)))
    };
    document.nodes().skip(1).map(place).collect()
}

fn assert_trees(format: Format, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(tree(&one(format, text)), *expected, "{text:?}");
    }
}

#[test]
fn the_ending_of_a_name_tells_the_format() {
    for (path, format) in [
        ("a.yaml", Some(Format::Yaml)),
        ("b/offer.1.YML", Some(Format::Yaml)),
        ("a.json", Some(Format::Json)),
        ("a.ndjson", Some(Format::Ndjson)),
        ("a.jsonl", Some(Format::Ndjson)),
        ("a.toml", Some(Format::Toml)),
        ("facts.csv", Some(Format::Csv)),
        ("a.txt", None),
        ("yaml", None),
    ] {
        assert_eq!(Format::of(path), format, "{path}");
    }
}

#[test]
fn what_states_nothing_is_empty() {
    for (format, texts) in [
        (Format::Yaml, &["", "# only\n", "---\n", "---\n# x\n---\n...\n", "\u{feff}"][..]),
        (Format::Json, &["", " \r\n\t", "\u{feff}\n"]),
        (Format::Ndjson, &["", "\n \n\r\n"]),
        (Format::Toml, &["", "# only\n", "\u{feff}"]),
        (Format::Csv, &["", "name,quota\n", "\n\n", "name,quota\n,\n"]),
    ] {
        for text in texts {
            assert_eq!(told(format, text), ["empty @"], "{format:?} {text:?}");
        }
    }
}

#[test]
fn a_root_without_keys_is_refused_at_its_place() {
    assert_told(
        Format::Yaml,
        &[
            ("# x\n- a\n", &["not_a_mapping @-"]),
            ("[1]\n", &["not_a_mapping @["]),
            ("é:1\n", &["not_a_mapping @é:1"]),
            ("null\n", &["not_a_mapping @null"]),
        ],
    );
    assert_told(
        Format::Json,
        &[
            (" [1]", &["not_a_mapping @["]),
            ("\"x\"", &["not_a_mapping @\"x\""]),
            ("null", &["not_a_mapping @null"]),
        ],
    );
}
