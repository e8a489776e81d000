//! Faults of rules, proposals and facts, as the report lists them.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};

use crate::check::{CheckError, FileFault, RuleFile};
use crate::eval::{Indexed, World};
use crate::name::Name;
use crate::near::Near;
use crate::proposal::document::{Content, Document, NodeId};
use crate::proposal::error::ProposalError;
use crate::report::{Notice, Place, finding};
use crate::source::SharedSource;

/// A fault in a rule file as a text.
pub(crate) fn of_file(fault: &FileFault) -> Notice {
    match fault {
        FileFault::Syntax(source, error) => Notice {
            code: error.kind.code().to_owned(),
            message: error.kind.message(),
            help: error.kind.help(),
            at: Some(finding::place_in(source, error.span)),
            related: Vec::new(),
        },
        FileFault::Use(error) => of_rule(error),
    }
}

/// A fault in what a sentence says.
pub(crate) fn of_rule(error: &CheckError) -> Notice {
    let related = error.related.iter().map(|(source, span)| Place {
        label: Some("the first one".to_owned()),
        ..finding::place_in(source, *span)
    });
    Notice {
        code: error.kind.code().to_owned(),
        message: error.kind.message(),
        help: error.kind.help(),
        at: Some(finding::place_in(&error.source, error.span)),
        related: related.collect(),
    }
}

/// A fault in a proposal or facts file.
pub(crate) fn of_data(source: &SharedSource, error: &ProposalError) -> Notice {
    let related = error.related.iter().map(|(span, relation)| Place {
        label: Some(relation.label().to_owned()),
        ..finding::place_in(source, *span)
    });
    Notice {
        code: error.kind.code().to_owned(),
        message: error.kind.message().into_owned(),
        help: error.kind.help().map(Cow::into_owned),
        at: Some(finding::place_in(source, error.span)),
        related: related.collect(),
    }
}

/// Keys that are no party, in mappings that differ by party.
pub(crate) fn strangers(world: &World<'_>) -> Vec<Notice> {
    if world.parties.is_empty() {
        return Vec::new();
    }
    let near = LazyCell::new(|| Near::of(&world.parties));
    let mut notices = Vec::new();
    for layer in world.present() {
        let document = world.document(layer);
        for node in strangers_in(document, &world.parties) {
            notices.extend(stranger(document, node, &world.parties, &near));
        }
    }
    notices
}

fn strangers_in(document: &Document, parties: &BTreeSet<Name>) -> Vec<NodeId> {
    let is_party =
        |node: &NodeId| document.key(*node).is_some_and(|key| parties.contains(&key.name));
    let mut strangers = Vec::new();
    for node in document.nodes() {
        let list_of_parties = document.parent(node) == Some(document.root())
            && document
                .key(node)
                .is_some_and(|key| matches!(key.name.as_str(), "partners" | "parties"));
        let mapping = matches!(document.content(node), Content::Mapping(_));
        if !mapping
            || node == document.root()
            || list_of_parties
            || !document.children(node).iter().any(is_party)
        {
            continue;
        }
        strangers.extend(document.children(node).iter().filter(|child| !is_party(child)));
    }
    strangers
}

fn stranger(
    document: &Document,
    node: NodeId,
    parties: &BTreeSet<Name>,
    near: &Near,
) -> Option<Notice> {
    let key = document.key(node)?;
    let in_other_number = key.name.in_either_number().find(|name| parties.contains(name));
    let meant = in_other_number.or_else(|| near.closest(&key.name).cloned());
    let meant = meant.map(|name| format!("did you mean `{name}`?"));
    let place = Place {
        document: Some(document.number()),
        path: Some(document.pointer(node)),
        ..finding::place_in(document.source(), key.span)
    };
    Some(Notice {
        code: "dealbreaker::proposal::not_a_party".to_owned(),
        message: format!("`{}` is no party, among keys that are", key.text),
        help: meant.or_else(|| {
            Some("list it under `partners:`, or move it out of this mapping".to_owned())
        }),
        at: Some(place),
        related: Vec::new(),
    })
}

/// The code of facts that nobody speaks of.
pub(super) const UNUSED_FACT: &str = "dealbreaker::facts::unused";

/// Says that a report does not tell all.
pub(super) fn redacted() -> Notice {
    Notice {
        code: "dealbreaker::report::redacted".to_owned(),
        message: "rules were left out of this report; the exit code counts them".to_owned(),
        help: Some("check without `--redact` to see them".to_owned()),
        at: None,
        related: Vec::new(),
    }
}

/// Stands for every error in what was left out, so that it tells neither where they are nor how many.
pub(crate) fn redacted_error() -> Notice {
    Notice {
        code: "dealbreaker::report::redacted_error".to_owned(),
        message: "something that is left out of this report cannot be read".to_owned(),
        help: Some("check without `--redact` to see what is wrong".to_owned()),
        at: None,
        related: Vec::new(),
    }
}

/// The names of facts, in either number: those of which it matters whether a proposal has them.
pub(super) fn names_of_facts(facts: &[Indexed]) -> HashSet<Name> {
    let documents = facts.iter().map(|facts| &facts.document);
    let tops = documents.flat_map(|document| {
        document.children(document.root()).iter().filter_map(|top| document.key(*top))
    });
    tops.flat_map(|key| [key.name.clone(), key.name.other_number()]).collect()
}

/// Facts about something that no proposal has, of what they all have, and no rule speaks of.
pub(super) fn unused_facts(
    facts: &[Indexed],
    had: &HashSet<Name>,
    rules: &[RuleFile],
) -> Vec<Notice> {
    if facts.is_empty() {
        return Vec::new();
    }
    let words = rules.iter().flat_map(|file| words_of(file.source.text()));
    let mentioned: HashSet<Name> = words.collect();
    let mut notices = Vec::new();
    for fact in facts {
        let document = &fact.document;
        for top in document.children(document.root()) {
            let Some(key) = document.key(*top) else { continue };
            let known = |name: &Name| had.contains(name) || mentioned.contains(name);
            if known(&key.name) || known(&key.name.other_number()) {
                continue;
            }
            notices.push(Notice {
                code: UNUSED_FACT.to_owned(),
                message: format!("no proposal has `{}`, and no rule speaks of it", key.text),
                help: Some("check the spelling".to_owned()),
                at: Some(finding::place_in(document.source(), key.span)),
                related: Vec::new(),
            });
        }
    }
    notices
}

/// Every run of up to four words in a text, folded: enough to tell whether a name is mentioned.
fn words_of(text: &str) -> Vec<Name> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "\",.:()".contains(c))
        .filter(|w| !w.is_empty())
        .collect();
    (1..=4).flat_map(|length| words.windows(length).map(|run| Name::new(&run.join(" ")))).collect()
}
