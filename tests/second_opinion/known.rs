//! Disagreements that are told already, each until it is settled. `DEALBREAKER_STRICT=1` tolerates none.

use crate::compare::Difference;
use crate::deal::Case;
use crate::tree::Node;

/// The name of a known disagreement that this one is likely to be.
pub fn name(case: &Case, difference: &Difference) -> Option<&'static str> {
    let (product, reference) = (&difference.product, &difference.reference);
    let shape = &difference.shape;
    let ranged = [
        "every ",
        "for each ",
        "no ",
        "AtLeast ",
        "AtMost ",
        "Exactly ",
        "inner ",
        "value ",
        "compare ",
    ];
    let ranged = ranged.iter().any(|word| shape.contains(word));
    let marked = shape.contains("safeguard") || shape.contains("value ");
    if product.contains("0 of 0 do") {
        return Some("a count over no subject left is not applicable");
    }
    if marked && ranged && leaf_named("safeguard", &case.proposal) {
        return Some("what is `none` or `tbd` is not surely one of `every safeguard`");
    }
    if product.starts_with("broken (there is no") && shape.contains("states") {
        return Some("`must state` of a thing that is nowhere is unknown");
    }
    if product.starts_with("not applicable") && reference.starts_with("unknown") {
        return Some("an unknown condition over what does not apply is unknown");
    }
    if shape.contains("Exactly") {
        return Some("`exactly N` is at least N and at most N");
    }
    if shape.contains("misspelt event") {
        return Some("`no acord` rests on the absence of a misspelt name");
    }
    if shape.contains("FallSince") && reference.starts_with("not applicable") {
        return Some("the first round is not applicable, also where the value is not agreed");
    }
    let compares = ["compare name", "compare share", "compare arithmetic", "Same"];
    if compares.iter().any(|word| shape.contains(word)) && mixed(&case.proposal) {
        return Some("a schedule under one party is compared like the plain value of another");
    }
    if speaks_of(case, difference, "sensitive")
        && (shape.contains("its") || shape.starts_with("if "))
    {
        return Some("`its` of an adjective or of a quantified thing does not leak out of an `if`");
    }
    if shape.contains("Same") && product.starts_with("unknown") {
        return Some("partners that certainly differ break `the same for every partner`");
    }
    if shape.contains("unless") && product.starts_with("unknown") {
        return Some("`its` passes over a value that is `none` or `offered` to the owner");
    }
    if ["Lowest", "Highest"].iter().any(|word| shape.contains(word))
        && product.starts_with("unknown")
    {
        return Some("what may be a member bounds `lowest` and `highest` too");
    }
    let second = case.proposal.keys().iter().any(|(key, _)| key == "trade");
    if second && ranged {
        return Some("entries of one name in several collections are one thing in ranges too");
    }
    None
}

/// True where an entry of this name is not a mapping.
fn leaf_named(name: &str, node: &Node) -> bool {
    match node {
        Node::Map(entries) => entries.iter().any(|(key, inner)| {
            (key == name && matches!(inner, Node::Leaf(_))) || leaf_named(name, inner)
        }),
        Node::List(items) => items.iter().any(|item| leaf_named(name, item)),
        Node::Leaf(_) => false,
    }
}

/// True where an entry that differs by party holds a schedule or times that cannot be put in order.
fn mixed(node: &Node) -> bool {
    let parties = ["Mexico", "Japan", "Canada"];
    match node {
        Node::Map(entries) => entries.iter().any(|(key, inner)| {
            let nested = parties.contains(&key.as_str()) && !matches!(inner, Node::Leaf(_));
            nested || mixed(inner)
        }),
        Node::List(items) => items.iter().any(mixed),
        Node::Leaf(_) => false,
    }
}

/// True where the rule uses a word.
fn speaks_of(case: &Case, difference: &Difference, word: &str) -> bool {
    let own = case.rules.rules.iter().find(|rule| rule.label == difference.label);
    own.is_some_and(|rule| format!("{rule:?}").contains(word))
}
