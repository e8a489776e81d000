//! The quick reader and the careful parser read the same language: the sentences of `rules/`, whole and with a word missing,
//! have the same tree in both, or none in either; and the same again as pest reads the grammar of the quick reader.

use std::path::Path;

use pest::iterators::Pairs;
use pest::{Parser, RuleType};

use crate::syntax::grammar::{self, Rule, careful, plain};
use crate::syntax::layout;
use crate::syntax::reader::Pair;

/// Each pair with its place, in the order of the text.
fn tree<R: RuleType>(pairs: Pairs<'_, R>) -> String {
    pairs.flatten().fold(String::new(), |tree, pair| {
        let place = pair.as_span();
        tree + &format!("{:?} {}-{}; ", pair.as_rule(), place.start(), place.end())
    })
}

/// The same of the quick reader.
fn quick_tree(pair: Pair<'_>) -> String {
    let (start, end) = pair.place();
    let own = format!("{:?} {start}-{end}; ", pair.as_rule());
    pair.into_inner().fold(own, |tree, inner| tree + &quick_tree(inner))
}

#[track_caller]
fn same(text: &str) {
    let text = crate::syntax::parser::plain_blanks(text);
    let quick = |form| grammar::read(form, &text).map(|tree| quick_tree(tree.pair().unwrap()));
    let plain = |form| plain::Grammar::parse(form, &text).ok().map(tree);
    let careful = |form| careful::Grammar::parse(form, &text).ok().map(tree);
    let sentence = quick(Rule::sentence);
    assert_eq!(sentence, plain(plain::Rule::sentence), "{text}");
    assert_eq!(sentence, careful(careful::Rule::sentence), "{text}");
    let clause = quick(Rule::clause);
    assert_eq!(clause, plain(plain::Rule::clause), "{text}");
    assert_eq!(clause, careful(careful::Rule::clause), "{text}");
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
        "if lamb has a quota, tariff, safeguard, the duty, base rate, and trigger, rice and beef must have a tariff",
        "if lamb has quota, tariff with duty, base rate, trigger of 5 tons, and rice, beef and nuts must have B, C and D",
        "every product with quota, tariff, (duty, rate), A's B, \"C, D\" and E must be one of \"a\", \"b, c\", \"d\" or \"e\"",
        "rice must have quota, tariff, duty, rice, beef and nuts must have a tariff, quota, duty and rate",
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
