//! The rules of a report, each once.

use std::collections::HashMap;

use super::model::{Configuration, Descriptor, Message, RuleProperties};
use crate::render::text::clean;
use crate::render::words;
use crate::report::{Finding, Report};

/// What tells two rules apart: in the checks of one `dealbreaker.toml`, files may use one name for
/// different rules.
type Key<'a> = (&'a str, &'a str, &'a str);

fn key(finding: &Finding) -> Key<'_> {
    (&finding.rule, &finding.at.file, &finding.sentence)
}

/// All rules, in the order in which they first occur.
pub(super) struct Rules<'a> {
    list: Vec<(String, &'a Finding)>,
    index: HashMap<Key<'a>, usize>,
}

impl<'a> Rules<'a> {
    /// The rules of all findings.
    pub(super) fn of(report: &'a Report) -> Self {
        let mut rules = Self { list: Vec::new(), index: HashMap::new() };
        let mut times: HashMap<&str, usize> = HashMap::new();
        for finding in report.proposals.iter().flat_map(|proposal| &proposal.findings) {
            if rules.index.contains_key(&key(finding)) {
                continue;
            }
            let times = times.entry(&finding.rule).or_insert(0);
            *times += 1;
            let id = clean(&finding.rule);
            let id = if *times == 1 { id } else { format!("{id}/{times}") };
            rules.index.insert(key(finding), rules.list.len());
            rules.list.push((id, finding));
        }
        rules
    }

    /// The id of a finding's rule, and its place in the list.
    pub(super) fn find(&self, finding: &Finding) -> (&str, usize) {
        let index = self.index.get(&key(finding)).copied().unwrap_or_default();
        (self.list.get(index).map_or("", |(id, _)| id.as_str()), index)
    }

    /// What a viewer shows of each.
    pub(super) fn described(&self) -> Vec<Descriptor<'_>> {
        self.list.iter().map(|(id, finding)| descriptor(id, finding)).collect()
    }
}

fn descriptor<'a>(id: &'a str, finding: &Finding) -> Descriptor<'a> {
    let sentence = clean(&finding.sentence);
    let because = finding.because.as_deref().map(|why| format!(", because {}", clean(why)));
    Descriptor {
        id,
        short_description: Message::new(&sentence),
        full_description: Message::new(&format!("{sentence}{}", because.unwrap_or_default())),
        help: Message::new(&help(finding)),
        default_configuration: Configuration {
            level: if finding.force.is_concern() { "warning" } else { "error" },
        },
        properties: RuleProperties { force: finding.force, tags: [words::kind(finding.force)] },
    }
}

/// Where the rule is, and who to ask about it.
fn help(finding: &Finding) -> String {
    let place = words::position(&finding.at);
    let mut text = format!("This {} is at {place}.", words::kind(finding.force));
    let clauses =
        [("Because", &finding.because), ("Source", &finding.source), ("Owner", &finding.owner)];
    for (key, value) in clauses {
        if let Some(value) = value {
            text.push_str(&format!("\n{key}: {}", clean(value)));
        }
    }
    text
}
