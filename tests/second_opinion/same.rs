//! What must not matter: the order of rules and keys, the format, the spelling of numbers, one file or two, a stranger beside.

use std::collections::BTreeMap;

use dealbreaker::report::Finding;
use dealbreaker::run::DataFile;
use dealbreaker::source::Source;

use crate::chance::Chance;
use crate::compare::called;
use crate::deal::{Case, Coverage, case};
use crate::product::{Said, Writing, ask, ask_on, ask_texts, documents, text};
use crate::rules::RuleFile;
use crate::say;
use crate::spell::{decimal, read_margin};
use crate::tree::{Leaf, Node, State};
use crate::value::{Fraction, Kind, Value};
use crate::world::Before;

/// Verdict, days left and margin.
type Short = (&'static str, Option<i64>, Margin);

/// A margin; one that had to be rounded is not compared, since in another unit it need not be.
#[derive(Debug, Clone)]
enum Margin {
    Exact(Option<Fraction>),
    Rounded,
}

impl PartialEq for Margin {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Exact(one), Self::Exact(other)) => one == other,
            (Self::Rounded, _) | (_, Self::Rounded) => true,
        }
    }
}

/// The gist of each rule, and of each of its subjects.
type Gist = BTreeMap<String, (Short, Vec<(String, Short)>)>;

fn gist(said: &Said) -> Gist {
    let short = |finding: &Finding| {
        let margin = finding.margin.as_ref();
        let exact = |margin: &dealbreaker::report::Margin| {
            read_margin(&margin.amount, margin.unit.as_deref())
        };
        let margin = match margin {
            Some(margin) if margin.rounded => Margin::Rounded,
            margin => Margin::Exact(margin.and_then(exact)),
        };
        (finding.verdict.word(), finding.days_left, margin)
    };
    let of = |finding: &Finding| {
        let called = |part: &Finding| called(part.subject.as_deref().unwrap_or_default());
        let mut parts: Vec<(String, Short)> =
            finding.parts.iter().map(|part| (called(part), short(part))).collect();
        // a value that is the only part is called as the sentence spells it
        if let [(name, _)] = parts.as_mut_slice() {
            name.clear();
        }
        parts.sort_by(|(a, one), (b, other)| (a, one.0, one.1).cmp(&(b, other.0, other.1)));
        (short(finding), parts)
    };
    said.findings.iter().map(|(label, finding)| (label.clone(), of(finding))).collect()
}

fn each(change: impl Fn(&Case, &mut Chance) -> Said) {
    let seed = crate::number("DEALBREAKER_SEED", 1);
    let cases = crate::cases() / 40;
    let mut coverage = Coverage::new();
    for at in 0..cases {
        let case = case(seed, at, &mut coverage);
        let plain = ask(&case, Writing::Yaml);
        if !plain.errors.is_empty() {
            continue;
        }
        let changed = change(&case, &mut Chance::new(seed, at));
        assert_eq!(gist(&plain), gist(&changed), "{}", told(at, &case, &changed));
    }
}

fn told(at: u64, case: &Case, changed: &Said) -> String {
    let documents: Vec<String> = documents(case).all.iter().map(|node| node.yaml(0)).collect();
    format!(
        "case {at}\n{}\n{}\n{:?}",
        say::file(&case.rules, case.seed),
        documents.join("---\n"),
        changed.errors
    )
}

fn on_all(case: &Case, mut change: impl FnMut(&Node) -> Node) -> Case {
    let before = match &case.before {
        Before::Given(node) => Before::Given(change(node)),
        other => other.clone(),
    };
    let facts = case.facts.as_ref().map(&mut change);
    Case { proposal: change(&case.proposal), before, facts, ..case.clone() }
}

#[test]
fn the_order_of_rules_does_not_matter() {
    each(|case, _| {
        let mut turned = case.clone();
        turned.rules.rules.reverse();
        turned.rules.definitions.reverse();
        ask(&turned, Writing::Yaml)
    });
}

#[test]
fn the_order_of_keys_does_not_matter() {
    each(|case, chance| ask(&on_all(case, |node| shuffled(node, chance)), Writing::Yaml));
}

fn shuffled(node: &Node, chance: &mut Chance) -> Node {
    match node {
        Node::Map(entries) => {
            let mut entries: Vec<(String, Node)> =
                entries.iter().map(|(key, node)| (key.clone(), shuffled(node, chance))).collect();
            chance.shuffle(&mut entries);
            Node::Map(entries)
        }
        Node::List(items) => Node::List(items.iter().map(|item| shuffled(item, chance)).collect()),
        Node::Leaf(_) => node.clone(),
    }
}

#[test]
fn the_format_does_not_matter() {
    each(|case, chance| ask(case, *chance.pick(&[Writing::Json, Writing::Toml])));
}

#[test]
fn the_spelling_of_numbers_does_not_matter() {
    each(|case, chance| ask(&on_all(case, |node| respelt(node, chance)), Writing::Yaml));
}

fn respelt(node: &Node, chance: &mut Chance) -> Node {
    match node {
        Node::Map(entries) => Node::Map(
            entries.iter().map(|(key, node)| (key.clone(), respelt(node, chance))).collect(),
        ),
        Node::List(items) => Node::List(items.iter().map(|item| respelt(item, chance)).collect()),
        Node::Leaf(Leaf { written, state: State::Value(Value::Number(number)) })
            if number.unit.kind == Kind::Mass =>
        {
            let thousand = Fraction::from_integer(1000);
            let written = match chance.below(4) {
                0 => format!("{} kg", decimal(number.amount, true)),
                1 => format!("{}t", decimal(number.amount / thousand, false)),
                2 => format!("{} tonnes", decimal(number.amount / thousand, true)),
                _ => written.clone(),
            };
            Node::leaf(written, State::Value(Value::Number(number.clone())))
        }
        Node::Leaf(_) => node.clone(),
    }
}

#[test]
fn one_file_or_two_does_not_matter() {
    each(|case, _| {
        let (first, second) = case.rules.rules.split_at(case.rules.rules.len() / 2);
        let file = |rules: &[crate::rules::Labelled]| RuleFile {
            definitions: case.rules.definitions.clone(),
            rules: rules.to_vec(),
        };
        let given =
            vec![say::file(&file(second), case.seed), say::file(&file(first), case.seed + 1)];
        let shelf = say::Shelf { given, used: vec![] };
        let data = |name: &str, node: &Node| {
            let (text, format) = text(node, Writing::Yaml);
            DataFile { source: Source::new(name, text), format }
        };
        let documents = documents(case);
        let proposals = documents.all.iter().map(|node| data("proposal", node)).collect();
        let facts = case.facts.iter().map(|node| data("facts", node)).collect();
        ask_texts(&shelf, (proposals, documents.judged), facts, case.as_of)
    });
}

#[test]
fn a_stranger_beside_does_not_matter() {
    each(|case, _| {
        let mut beside = case.clone();
        if let Node::Map(keys) = &mut beside.proposal {
            let weight = Node::leaf("5 heads", State::Value(Value::Text("5 heads".to_owned())));
            let zinc = Node::Map(vec![("weight".to_owned(), weight)]);
            let archive = Node::Map(vec![("zinc".to_owned(), zinc)]);
            keys.push(("archive".to_owned(), archive));
        }
        ask(&beside, Writing::Yaml)
    });
}

/// Asks with other rule texts and threads, the data as it is.
fn ask_with(case: &Case, shelf: &say::Shelf, threads: usize) -> Said {
    let data = |name: &str, node: &Node| {
        let (text, format) = text(node, Writing::Yaml);
        DataFile { source: Source::new(name, text), format }
    };
    let documents = documents(case);
    let proposals = documents.all.iter().map(|node| data("proposal", node)).collect();
    let facts = case.facts.iter().map(|node| data("facts", node)).collect();
    ask_on(shelf, (proposals, documents.judged), facts, case.as_of, threads)
}

#[test]
fn the_number_of_threads_does_not_matter() {
    each(|case, chance| ask_with(case, &say::shelf(&case.rules, case.seed), 2 + chance.below(7)));
}

#[test]
fn comments_do_not_matter() {
    let noted = |text: &str| -> String {
        text.lines().map(|line| format!("# as it was said\n\n{line}  # so \"it\" is\n")).collect()
    };
    each(|case, _| {
        let mut shelf = say::shelf(&case.rules, case.seed);
        shelf.given.iter_mut().for_each(|text| *text = noted(text));
        shelf.used.iter_mut().for_each(|(_, text)| *text = noted(text));
        ask_with(case, &shelf, 1)
    });
}

#[test]
fn the_spelling_of_names_does_not_matter() {
    each(|case, chance| ask(&on_all(case, |node| renamed(node, chance)), Writing::Yaml));
}

/// Keys of words in another case, with other joiners.
fn renamed(node: &Node, chance: &mut Chance) -> Node {
    let mut spelt = |key: &str| match chance.below(4) {
        _ if key.contains(|c: char| c.is_ascii_digit()) => key.to_owned(),
        0 => key.to_uppercase(),
        1 => key.replace(' ', "_"),
        2 => key.replace([' ', '_'], "-"),
        _ => key.to_owned(),
    };
    match node {
        Node::Map(entries) => {
            let keys: Vec<String> = entries.iter().map(|(key, _)| spelt(key)).collect();
            let nodes = entries.iter().map(|(_, node)| renamed(node, chance));
            Node::Map(keys.into_iter().zip(nodes).collect())
        }
        Node::List(items) => Node::List(items.iter().map(|item| renamed(item, chance)).collect()),
        Node::Leaf(_) => node.clone(),
    }
}
