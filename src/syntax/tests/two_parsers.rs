//! The quick parser and the careful one read the same language: the sentences of `rules/`, whole and with a word missing,
//! have the same tree in both, or none in either.

use std::fmt::Write;
use std::path::Path;

use pest::iterators::Pairs;
use pest::{Parser, RuleType};

use crate::syntax::grammar::{self, careful};
use crate::syntax::layout;

/// Each pair with its place, in the order of the text.
fn tree<R: RuleType>(pairs: Pairs<'_, R>) -> String {
    pairs.flatten().fold(String::new(), |mut tree, pair| {
        let place = pair.as_span();
        write!(tree, "{:?} {}-{}; ", pair.as_rule(), place.start(), place.end()).unwrap();
        tree
    })
}

#[track_caller]
fn same(text: &str) {
    let text = crate::syntax::parser::plain_blanks(text);
    let quick = grammar::Grammar::parse(grammar::Rule::sentence, &text).ok().map(tree);
    let slow = careful::Grammar::parse(careful::Rule::sentence, &text).ok().map(tree);
    assert_eq!(quick, slow, "{text}");
    let quick = grammar::Grammar::parse(grammar::Rule::clause, &text).ok().map(tree);
    let slow = careful::Grammar::parse(careful::Rule::clause, &text).ok().map(tree);
    assert_eq!(quick, slow, "{text}");
}

fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|end| end == "redlines") {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn both_parsers_read_the_same() {
    let mut found = Vec::new();
    texts(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")), &mut found);
    assert!(!found.is_empty());
    let more = [
        "duty must be at most 25% or 60 yen/kg, whichever is higher",
        "lamb, orange juice or (if it is) fewer nuts must not have a quota of 03/04/2005",
        "at least half of its A's B from year 5 must be free or 5 tons per month",
        "not every A may be glued atleast 5 USD 40 million - 3 * (2 + 6,50 tons)",
    ];
    found.extend(more.map(str::to_owned));
    for text in &found {
        for block in layout::split(text).blocks {
            for piece in block.body.into_iter().chain(block.clauses) {
                let words: Vec<&str> = piece.text.split(' ').collect();
                same(&piece.text);
                for at in 0..words.len() {
                    let (before, after) = words.split_at(at);
                    same(&[before, &after[1..]].concat().join(" "));
                }
            }
        }
    }
}
