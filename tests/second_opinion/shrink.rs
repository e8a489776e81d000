//! Makes a case smaller while it still disagrees in the same way.

use crate::compare::{Difference, differences};
use crate::deal::Case;
use crate::product::Writing;
use crate::tree::Node;
use crate::world::Before;

/// The smallest case found that still shows a difference of the same kind and words of verdict.
pub fn shrunk(case: &Case, difference: &Difference, writing: Writing) -> (Case, Difference) {
    let mut best = (case.clone(), difference.clone());
    let mut tries = 0;
    'again: loop {
        for smaller in smaller(&best.0) {
            tries += 1;
            if tries > 150 {
                return best;
            }
            let (_, found) = differences(&smaller, writing);
            let alike = found.into_iter().find(|it| signature(it) == signature(difference));
            if let Some(alike) = alike {
                best = (smaller, alike);
                continue 'again;
            }
        }
        return best;
    }
}

/// What makes two differences alike: what differs, both words of verdict, and the shape of the rule.
pub type Signature = (&'static str, String, String, String);

/// What makes two differences alike.
pub fn signature(difference: &Difference) -> Signature {
    let word = |text: &str| text.split(" (").next().unwrap_or_default().to_owned();
    let shape = difference.shape.clone();
    match difference.what {
        "verdict" => ("verdict", word(&difference.product), word(&difference.reference), shape),
        what => (what, String::new(), String::new(), shape),
    }
}

fn smaller(case: &Case) -> Vec<Case> {
    let mut found = vec![];
    for at in 0..case.rules.rules.len() {
        if case.rules.rules.len() > 1 {
            let mut one = case.clone();
            one.rules.rules = vec![case.rules.rules[at].clone()];
            found.push(one);
        }
    }
    if case.facts.is_some() {
        found.push(Case { facts: None, ..case.clone() });
    }
    if let Before::Given(_) = case.before {
        found.push(Case { before: Before::NotGiven, ..case.clone() });
    }
    for at in 0..case.rules.definitions.len() {
        let mut one = case.clone();
        one.rules.definitions.remove(at);
        found.push(one);
    }
    for at in 0..case.rules.rules.len() {
        let rule = &case.rules.rules[at];
        if rule.window.is_some() || rule.waived.is_some() || !rule.except.is_empty() {
            let mut one = case.clone();
            one.rules.rules[at].window = None;
            one.rules.rules[at].waived = None;
            one.rules.rules[at].except = vec![];
            found.push(one);
        }
    }
    found.extend(
        trees(&case.proposal).into_iter().map(|proposal| Case { proposal, ..case.clone() }),
    );
    if let Before::Given(before) = &case.before {
        found.extend(
            trees(before)
                .into_iter()
                .map(|node| Case { before: Before::Given(node), ..case.clone() }),
        );
    }
    found
}

/// The tree without one of its entries.
fn trees(node: &Node) -> Vec<Node> {
    let mut found = vec![];
    match node {
        Node::Map(entries) => {
            for at in 0..entries.len() {
                // Parties stay known.
                if ["from", "to", "exporter", "name", "partners"].contains(&entries[at].0.as_str())
                {
                    continue;
                }
                let mut fewer = entries.clone();
                fewer.remove(at);
                // What is empty is not agreed yet: another thing.
                if !fewer.is_empty() {
                    found.push(Node::Map(fewer));
                }
            }
            for (at, (_, inner)) in entries.iter().enumerate() {
                for smaller in trees(inner) {
                    let mut changed = entries.clone();
                    changed[at].1 = smaller;
                    found.push(Node::Map(changed));
                }
            }
        }
        Node::List(items) => {
            for at in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(at);
                if !fewer.is_empty() {
                    found.push(Node::List(fewer));
                }
                for smaller in trees(&items[at]) {
                    let mut changed = items.clone();
                    changed[at] = smaller;
                    found.push(Node::List(changed));
                }
            }
        }
        Node::Leaf(_) => {}
    }
    found
}
