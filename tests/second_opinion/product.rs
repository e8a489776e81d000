//! Asks the product.

use std::collections::BTreeMap;

use dealbreaker::proposal::Format;
use dealbreaker::report::{DaySource, Finding};
use dealbreaker::run::{DataFile, Input, NoLibrary, check};
use dealbreaker::source::Source;

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

/// The documents of a case in the order of the rounds, with the number of the one that is judged.
pub fn documents(case: &Case) -> Vec<Node> {
    let with_round = |node: &Node, round: i128| {
        let mut keys = node.keys().to_vec();
        let number = Value::Number(crate::value::Number::bare(round));
        keys.push(("round".to_owned(), Node::leaf(round.to_string(), State::Value(number))));
        Node::Map(keys)
    };
    match &case.before {
        Before::NotGiven => vec![case.proposal.clone()],
        Before::First => vec![with_round(&case.proposal, 1)],
        Before::Given(before) => vec![with_round(before, 2), with_round(&case.proposal, 3)],
    }
}

/// Checks a case.
pub fn ask(case: &Case, writing: Writing) -> Said {
    let file = |name: &str, node: &Node| {
        let (text, format) = text(node, writing);
        DataFile { source: Source::new(name, text), format }
    };
    let texts = vec![say::file(&case.rules, case.seed)];
    let documents = documents(case);
    let proposals = documents.iter().map(|node| file("proposal", node)).collect();
    let facts = case.facts.iter().map(|node| file("facts", node)).collect();
    ask_texts(&texts, proposals, facts, case.as_of)
}

/// Checks texts; the last proposal's findings count.
pub fn ask_texts(
    rules: &[String],
    proposals: Vec<DataFile>,
    facts: Vec<DataFile>,
    as_of: jiff::civil::Date,
) -> Said {
    let rules = rules
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
    let checked = check(&input, &NoLibrary);
    let errors =
        checked.report.errors.iter().map(|e| format!("{}: {}", e.code, e.message)).collect();
    let Some(report) = checked.report.proposals.into_iter().last() else {
        return Said { outcome: "none".to_owned(), findings: BTreeMap::new(), errors };
    };
    let outcome = format!("{:?}", report.outcome).to_lowercase();
    let findings = report.findings.into_iter().map(|it| (it.rule.clone(), it)).collect();
    Said { outcome, findings, errors }
}
