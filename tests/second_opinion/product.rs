//! Asks the product.

use std::collections::BTreeMap;

use dealbreaker::limits::Limits;
use dealbreaker::proposal::Format;
use dealbreaker::report::{DaySource, Finding, Totals};
use dealbreaker::run::{DataFile, Input, Library, Means, NoObserver, check_on, tally};
use dealbreaker::source::{SharedSource, Source};

use crate::chance::Chance;
use crate::deal::Case;
use crate::say;
use crate::tree::{Node, State};
use crate::value::Value;
use crate::world::Before;

/// What the product says.
#[derive(Debug, Clone)]
pub struct Said {
    /// The outcome.
    pub outcome: String,
    /// Findings by label.
    pub findings: BTreeMap<String, Finding>,
    /// What it could not read.
    pub errors: Vec<String>,
}

/// How a proposal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Block YAML.
    Yaml,
    /// JSON.
    Json,
    /// TOML.
    Toml,
}

/// The text of a document.
pub fn text(node: &Node, writing: Writing) -> (String, Format) {
    match (writing, node.toml()) {
        (Writing::Toml, Some(toml)) => (toml, Format::Toml),
        (Writing::Yaml, _) => (node.yaml(0), Format::Yaml),
        _ => (node.json(), Format::Json),
    }
}

/// The documents of a run, and which of them is judged.
#[derive(Debug, Clone)]
pub struct Documents {
    /// In the order given.
    pub all: Vec<Node>,
    /// The place of the one that is judged.
    pub judged: usize,
}

/// A document with more keys.
fn keyed(node: &Node, more: &[(&str, String, Value)]) -> Node {
    let mut keys = node.keys().to_vec();
    for (key, written, value) in more {
        keys.push(((*key).to_owned(), Node::leaf(written.clone(), State::Value(value.clone()))));
    }
    Node::Map(keys)
}

fn round(number: i128) -> (&'static str, String, Value) {
    ("round", number.to_string(), Value::Number(crate::value::Number::bare(number)))
}

fn dated(day: jiff::civil::Date) -> (&'static str, String, Value) {
    ("date", day.to_string(), Value::Date(day))
}

fn partner(name: &str) -> (&'static str, String, Value) {
    ("partner", name.to_owned(), Value::Text(name.to_owned()))
}

/// The documents of a case: rounds by number, by date or in the order given, some with another partner's between them.
pub fn documents(case: &Case) -> Documents {
    let now = &case.proposal;
    let alone = |node: Node| Documents { all: vec![node], judged: 0 };
    let early = jiff::civil::date(2004, 1, 2);
    let style = Chance::new(case.seed, 3).below(6);
    match (&case.before, style) {
        (Before::NotGiven, _) => alone(now.clone()),
        (Before::First, 0..=2) => alone(keyed(now, &[round(1)])),
        // The earliest of several.
        (Before::First, 3) => {
            Documents { all: vec![keyed(now, &[round(4)]), keyed(now, &[round(7)])], judged: 0 }
        }
        (Before::First, 4) => Documents {
            all: vec![keyed(now, &[dated(early.tomorrow().unwrap())]), keyed(now, &[dated(early)])],
            judged: 1,
        },
        (Before::First, _) => Documents { all: vec![now.clone(), now.clone()], judged: 0 },
        (Before::Given(before), 0 | 1) => {
            Documents { all: vec![keyed(before, &[round(2)]), keyed(now, &[round(3)])], judged: 1 }
        }
        (Before::Given(before), 2) => {
            Documents { all: vec![keyed(now, &[round(3)]), keyed(before, &[round(2)])], judged: 0 }
        }
        (Before::Given(before), 3) => Documents {
            all: vec![
                keyed(now, &[dated(early.tomorrow().unwrap())]),
                keyed(before, &[dated(early)]),
            ],
            judged: 0,
        },
        (Before::Given(before), 4) => {
            Documents { all: vec![before.clone(), now.clone()], judged: 1 }
        }
        (Before::Given(before), _) => Documents {
            all: vec![
                keyed(before, &[partner("Mexico")]),
                keyed(now, &[partner("Canada")]),
                keyed(now, &[partner("Mexico")]),
                keyed(before, &[partner("Canada")]),
            ],
            judged: 2,
        },
    }
}

/// Checks a case.
pub fn ask(case: &Case, writing: Writing) -> Said {
    let file = |name: &str, node: &Node| {
        let (text, format) = text(node, writing);
        DataFile { source: Source::new(name, text), format }
    };
    let documents = documents(case);
    let proposals = documents.all.iter().map(|node| file("proposal", node)).collect();
    let facts = case.facts.iter().map(|node| facts(node, writing, file("facts", node))).collect();
    let shelf = say::shelf(&case.rules, case.seed);
    ask_texts(&shelf, (proposals, documents.judged), facts, case.as_of)
}

/// Facts as CSV where their shape allows it and TOML is not asked for.
fn facts(node: &Node, writing: Writing, otherwise: DataFile) -> DataFile {
    match (writing, node.csv()) {
        (Writing::Yaml | Writing::Json, Some(text)) => {
            DataFile { source: Source::new("facts.csv", text), format: Format::Csv }
        }
        _ => otherwise,
    }
}

impl Library for say::Shelf {
    fn open(&self, _from: &str, path: &str) -> Result<SharedSource, String> {
        let book = self.used.iter().find(|(name, _)| name == path);
        book.map(|(name, text)| Source::new(name, text.as_str())).ok_or_else(|| "no".to_owned())
    }
}

/// Checks texts; the findings of one of the proposals count.
pub fn ask_texts(
    shelf: &say::Shelf,
    (proposals, judged): (Vec<DataFile>, usize),
    facts: Vec<DataFile>,
    as_of: jiff::civil::Date,
) -> Said {
    ask_on(shelf, (proposals, judged), facts, as_of, 1)
}

/// The same on several threads.
pub fn ask_on(
    shelf: &say::Shelf,
    (proposals, judged): (Vec<DataFile>, usize),
    facts: Vec<DataFile>,
    as_of: jiff::civil::Date,
    threads: usize,
) -> Said {
    let rules = shelf
        .given
        .iter()
        .enumerate()
        .map(|(at, text)| Source::new(format!("r{at}.redlines"), text.as_str()))
        .collect();
    let input = Input {
        rules,
        proposals,
        facts,
        as_of,
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: true,
        redact: false,
    };
    let checked = check_on(&input, shelf, threads);
    // what is counted without a report is what the report says
    let means = Means { threads, limits: &Limits::default(), observer: &NoObserver };
    if let Some(totals) = tally(&input, shelf, means) {
        assert_eq!(totals, Totals::of(&checked.report), "counted: {shelf:?} {input:?}");
    }
    let errors =
        checked.report.errors.iter().map(|e| format!("{}: {}", e.code, e.message)).collect();
    let Some(report) = checked.report.proposals.into_iter().nth(judged) else {
        return Said { outcome: "none".to_owned(), findings: BTreeMap::new(), errors };
    };
    let outcome = format!("{:?}", report.outcome).to_lowercase();
    let findings = report.findings.into_iter().map(|it| (it.rule.clone(), it)).collect();
    Said { outcome, findings, errors }
}
