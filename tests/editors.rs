//! The colours of rule files in editors: their word lists are those of the grammar.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_str(&text(&format!("editors/vscode/{file}"))).unwrap()
}

/// The body of a rule of the grammar, without its name.
fn rule<'a>(grammar: &'a str, name: &str) -> &'a str {
    let start = grammar.find(&format!("\n{name} = ")).unwrap_or_else(|| panic!("{name}"));
    let body = &grammar[start + 1..];
    let end = body.find("\n}").or_else(|| body.find('\n')).unwrap();
    &body[..body.find('\n').filter(|at| body[..*at].ends_with('}')).unwrap_or(end)]
}

/// The texts between quotes, each with what stands before it.
fn quoted(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut pieces = line.split('"');
    std::iter::from_fn(move || Some((pieces.next()?, pieces.next()?)))
}

/// The words that are always reserved.
fn reserved() -> BTreeSet<String> {
    let grammar = text("grammar/dealbreaker.pest");
    let words = |name| {
        let body = rule(&grammar, name);
        quoted(body).map(|(_, word)| word.to_lowercase()).collect::<BTreeSet<String>>()
    };
    let small = words("reserved_lower");
    assert_eq!(small, words("reserved_upper"), "each may have a capital first letter");
    small
}

/// The regexes of a part of the colours.
fn patterns(part: &str) -> Vec<String> {
    let grammar = json("syntaxes/redlines.tmLanguage.json");
    let list = grammar["repository"][part]["patterns"].as_array().unwrap().clone();
    list.iter().map(|one| one["match"].as_str().unwrap().to_owned()).collect()
}

/// The words of `(?:[Mm]ust|[Mm]ay)`; each in lower case or with a capital first letter, as the grammar has them.
fn listed(pattern: &str) -> Vec<String> {
    let (_, list) = pattern.split_once("(?:").unwrap();
    let (list, _) = list.split_once(')').unwrap();
    let word = |word: &str| {
        let (letters, rest) = word.strip_prefix('[').unwrap().split_once(']').unwrap();
        let (capital, small) = letters.split_at(1);
        assert_eq!(capital.to_lowercase(), small, "{word}");
        format!("{small}{rest}")
    };
    list.split('|').map(word).collect()
}

#[test]
fn every_reserved_word_has_a_colour_and_no_other_word_has() {
    let words = reserved();
    assert!(words.contains("must") && words.contains("whose") && words.len() > 40, "{words:?}");
    let coloured: Vec<String> =
        patterns("reserved").iter().flat_map(|pattern| listed(pattern)).collect();
    assert_eq!(coloured.iter().cloned().collect::<BTreeSet<_>>(), words);
    assert_eq!(coloured.len(), words.len(), "a word has two colours");
}

/// Phrases and words that are reserved only in their place: whatever is coloured is a word of the grammar.
#[test]
fn phrases_are_made_of_words_of_the_grammar() {
    let grammar = text("grammar/dealbreaker.pest").replace("\\\"", "");
    let lines = grammar.lines().filter(|line| !line.starts_with("//"));
    let words: BTreeSet<String> =
        lines.flat_map(quoted).map(|(_, word)| word.trim_end().to_lowercase()).collect();
    let parts = ["phrases", "contextual"].map(patterns).concat();
    for pattern in parts {
        let plain = plain(&pattern);
        for word in plain.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 1) {
            assert!(words.contains(word), "`{word}` of {pattern}");
        }
    }
}

/// A pattern with `[Mm]ust` as `must`, `states?` as `state`, and without its escapes.
fn plain(pattern: &str) -> String {
    let mut plain =
        pattern.replace("\\s", " ").replace("\\w", " ").replace("\\d", " ").replace("\\b", " ");
    for c in b'a'..=b'z' {
        let small = char::from(c);
        plain =
            plain.replace(&format!("[{}{small}]", small.to_ascii_uppercase()), &small.to_string());
    }
    plain.replace("(?:es)?", "").replace(")s?", ")").replace("s?", "")
}

#[test]
fn what_the_extension_names_is_there() {
    let package = json("package.json");
    let contributes = &package["contributes"];
    let language = &contributes["languages"][0];
    assert_eq!(language["extensions"][0], ".redlines");
    json(language["configuration"].as_str().unwrap());
    let grammar = json(contributes["grammars"][0]["path"].as_str().unwrap());
    assert_eq!(grammar["scopeName"], contributes["grammars"][0]["scopeName"]);
    let repository = grammar["repository"].as_object().unwrap();
    let text = grammar.to_string();
    for piece in text.split("\"include\":\"#").skip(1) {
        let name = piece.split('"').next().unwrap();
        assert!(repository.contains_key(name), "{name}");
    }
}
