//! From trees to the model: definitions are gathered over all files first, then every rule is spelled out with them. All
//! faults are collected; a sentence with a fault is left out and hides nothing else.

mod circles;
mod claim;
mod clause;
mod condition;
mod define;
mod error;
mod files;
mod holding;
mod mentions;
mod noun;
mod predicate;
mod refer;
mod rule;
mod seen;
mod slug;
mod term;

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

pub use error::{CheckError, CheckErrorKind};
pub use files::{FileFault, RuleFile, load, load_within};

use crate::limits::Limits;
use crate::model::{Rule, RuleSet, Spelled};
use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::stack;
use crate::syntax::ast::Statement;
use crate::value::NumberLimits;
use define::Definitions;
use rule::Lowering;
use seen::Seen;

/// The rules of all files, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Checked {
    /// What could be understood.
    pub rules: RuleSet,
    /// What could not.
    pub errors: Vec<CheckError>,
}

/// What rules may come to.
#[derive(Debug, Clone, Copy)]
struct RuleLimits {
    /// How deep definitions may go through one another.
    nesting: usize,
    /// How many names a sentence may come to, its definitions spelled out.
    spelled_out: usize,
    /// How many definitions files may see through `use`.
    seen_definitions: usize,
    numbers: NumberLimits,
}

/// Builds the model of all files together.
pub fn check(files: &[RuleFile]) -> Checked {
    check_within(files, &Limits::default())
}

/// Builds the model of all files together, within limits.
pub fn check_within(files: &[RuleFile], limits: &Limits) -> Checked {
    let levels = deepest_model(limits);
    let limits = RuleLimits {
        nesting: limits.rule_nesting,
        spelled_out: limits.spelled_out,
        seen_definitions: limits.seen_definitions,
        numbers: limits.numbers(),
    };
    stack::roomy(levels, || checked(files, limits))
}

/// How deep a formula may go: that of a sentence, with definitions at its deepest place.
pub(crate) fn deepest_model(limits: &Limits) -> usize {
    2 * limits.texts().deepest_tree()
}

fn checked(files: &[RuleFile], limits: RuleLimits) -> Checked {
    let mut errors = Vec::new();
    let own: Vec<Definitions> =
        files.iter().map(|file| Definitions::of(file, &mut errors)).collect();
    let seen = Seen::of(files, &own, limits, &mut errors);
    let mut rules = RuleSet::default();
    for (at, file) in files.iter().enumerate() {
        rules.parties.extend(parties(file));
        let Some((view, definitions)) = seen.by(at) else { continue };
        let mut lowering = Lowering::new(file, definitions, view.index, limits, &mut errors);
        if view.index == rules.scopes.len() {
            rules.scopes.push(lowering.scope());
        }
        let before = rules.rules.len();
        lowering.rules(&mut rules.rules);
        if !view.whole {
            // without the definitions it uses, a sentence may say something else
            rules.rules.truncate(before);
        }
    }
    name_apart(&mut rules, &mut errors);
    say_once(&mut errors);
    Checked { rules, errors }
}

/// A definition is spelled out for all who see it: its faults are said once.
fn say_once(errors: &mut Vec<CheckError>) {
    let mut said = BTreeSet::new();
    errors.retain(|error| {
        let place = |source: &SharedSource, span: Span| (source.name().to_owned(), span);
        let related = error.related.as_ref().map(|(source, span)| place(source, *span));
        said.insert((place(&error.source, error.span), error.kind.code(), related))
    });
}

fn parties(file: &RuleFile) -> impl Iterator<Item = Spelled> + '_ {
    file.parsed.file.sentences.iter().filter_map(|sentence| match &sentence.statement {
        Statement::Party(name) => Some(Spelled::new(&name.text)),
        _ => None,
    })
}

/// Labels must differ; unlabelled sentences with one slug are numbered. Private rules come after the others, so that
/// neither the id of another rule nor its being there tells of them.
fn name_apart(rules: &mut RuleSet, errors: &mut Vec<CheckError>) {
    let mut labels: HashMap<Name, (SharedSource, Span), RandomState> =
        HashMap::with_capacity_and_hasher(rules.rules.len(), RandomState::default());
    let mut slugs: HashMap<String, usize, RandomState> = HashMap::default();
    let mut named = |rule: &mut Rule| {
        let Some(label) = rule.label else {
            let count = slugs.entry(rule.id.clone()).or_default();
            *count += 1;
            if *count > 1 {
                rule.id = format!("{}-{count}", rule.id);
            }
            return true;
        };
        let name = Name::new(&rule.id);
        if let Some(first) = labels.get(&name) {
            errors.push(CheckError {
                kind: CheckErrorKind::DuplicateLabel(rule.id.clone()),
                source: rule.source.clone(),
                span: label,
                related: Some(first.clone()),
            });
            return false;
        }
        labels.insert(name, (rule.source.clone(), label));
        true
    };
    rules.rules.retain_mut(|rule| rule.private || named(rule));
    rules.rules.retain_mut(|rule| !rule.private || named(rule));
}
