//! How much of the grammar the made-up rules reach: each rule of it is counted in the parse trees of their sentences.

use std::collections::{BTreeMap, BTreeSet};

use pest_meta::{optimizer, parser, validator};
use pest_vm::Vm;

use crate::deal::{Coverage, case};
use crate::say;

/// Rules of the grammar that no sentence that is read holds, each with the reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("all", "refused"),
    ("glued", "refused"),
    ("ahead_word", "looks ahead"),
    ("free_or", "looks ahead"),
    ("measured_in", "looks ahead"),
    ("nested", "looks ahead"),
    ("plural_verb", "looks ahead"),
    ("reserved_always", "looks ahead"),
    ("reserved_phrase", "looks ahead"),
    ("bare_word", "within a word"),
    ("defined_words", "within a name"),
    ("integer_rest", "within a number"),
    ("number", "within a quantity"),
    ("starts_with", "within words"),
    ("state", "within words"),
    ("unit_words", "within a quantity"),
    ("word", "within a name"),
];

/// Rules that look ahead leave no trace, and what is refused is never made up.
fn excused(name: &str) -> bool {
    name.ends_with("_ahead")
        || name.starts_with("wrong_")
        || EXCEPTIONS.iter().any(|(rule, _)| *rule == name)
}

/// The grammar, ready to parse, with the names of the rules that leave a trace in a tree.
struct Grammar {
    vm: Vm,
    names: Vec<String>,
}

fn grammar() -> Grammar {
    let text = concat!(
        include_str!("../../grammar/dealbreaker.pest"),
        include_str!("../../grammar/careful.pest")
    );
    let pairs = parser::parse(parser::Rule::grammar_rules, text).unwrap();
    validator::validate_pairs(pairs.clone()).unwrap();
    let rules = optimizer::optimize(parser::consume_rules(pairs).unwrap());
    let silent = pest_meta::ast::RuleType::Silent;
    let names = rules.iter().filter(|rule| rule.ty != silent).map(|rule| rule.name.clone());
    Grammar { names: names.collect(), vm: Vm::new(rules) }
}

fn count(grammar: &Grammar, entry: &str, text: &str, found: &mut BTreeMap<String, u64>) {
    match grammar.vm.parse(entry, text) {
        Ok(pairs) => {
            for pair in pairs.flatten() {
                *found.entry(pair.as_rule().to_owned()).or_default() += 1;
            }
        }
        Err(error) => panic!("{error}"),
    }
}

/// How often each rule of the grammar occurs in so many rule sets.
fn counted(grammar: &Grammar, sets: u64) -> BTreeMap<String, u64> {
    let mut found: BTreeMap<String, u64> =
        grammar.names.iter().map(|name| (name.clone(), 0)).collect();
    let mut coverage = Coverage::new();
    // the definitions of the sets are often the same: each text is parsed once
    let mut texts: BTreeSet<(&str, String)> = BTreeSet::new();
    for at in 0..sets {
        let case = case(crate::number("DEALBREAKER_SEED", 1), at, &mut coverage);
        let shelf = say::shelf(&case.rules, case.seed);
        let uses = shelf.given.iter().flat_map(|text| text.lines()).take(1);
        texts.extend(
            uses.filter(|line| line.starts_with("use")).map(|line| ("sentence", line.to_owned())),
        );
        for sentence in say::sentences(&case.rules, case.seed) {
            texts.insert(("sentence", sentence.text));
            texts.extend(sentence.clauses.into_iter().map(|clause| ("clause", clause)));
        }
    }
    for (entry, text) in &texts {
        count(grammar, entry, text, &mut found);
    }
    found
}

#[test]
fn the_generator_reaches_every_rule_of_the_grammar() {
    let grammar = grammar();
    let found = counted(&grammar, 2_000);
    let never: Vec<&String> = found
        .iter()
        .filter(|(name, count)| **count == 0 && !excused(name))
        .map(|(name, _)| name)
        .collect();
    for (name, count) in &found {
        println!("{count:>7} {name}");
    }
    assert!(never.is_empty(), "never made up: {never:?}");
    let needless: Vec<_> =
        EXCEPTIONS.iter().filter(|(rule, _)| found.get(*rule) != Some(&0)).collect();
    assert!(needless.is_empty(), "no exceptions any more: {needless:?}");
}
