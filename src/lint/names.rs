//! Names that nothing has, and definitions that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Desk};
use crate::check::RuleFile;
use crate::eval::Vocabulary;
use crate::explain::walk::{self, Met};
use crate::model::{AtomKind, RangeKind, Reference, Root, Rule, Scope, Spelled};
use crate::name::Name;
use crate::needles::Needles;
use crate::report::{Notice, finding};
use crate::source::Span;
use crate::syntax::ast::{Sentence, Statement};

/// A name that a rule speaks of.
struct Spoken<'a> {
    name: &'a Spelled,
    /// The whole chain that it stands in.
    chain: &'a str,
    /// The rule asks whether it is there, so that it need not be.
    asked: bool,
}

/// Names that no proposal, no facts and no definition has.
pub(super) fn unknown(vocabulary: &Vocabulary, desk: &Desk<'_>, out: &mut Vec<Notice>) {
    let parties: BTreeSet<&Name> = desk.rules.parties.iter().map(|party| &party.name).collect();
    for rule in &desk.rules.rules {
        let Some(scope) = desk.rules.scopes.get(rule.scope) else { continue };
        let mut told: BTreeSet<&Name> = BTreeSet::new();
        for spoken in spoken(rule) {
            let name = &spoken.name.name;
            if !parties.contains(name) && !is_known(name, vocabulary, scope) && !told.contains(name)
            {
                let found = stranger(rule, &spoken, vocabulary, scope);
                if found.is_some() {
                    told.insert(name);
                }
                out.extend(found);
            }
        }
    }
}

fn is_known(name: &Name, vocabulary: &Vocabulary, scope: &Scope) -> bool {
    vocabulary.contains(name) || scope.names.knows(name)
}

fn stranger(
    rule: &Rule,
    spoken: &Spoken<'_>,
    vocabulary: &Vocabulary,
    scope: &Scope,
) -> Option<Notice> {
    let text = &spoken.name.text;
    let name = &spoken.name.name;
    let near = vocabulary.closest(name).or_else(|| scope.names.closest(name).cloned());
    let help = match near {
        _ if vocabulary.contains(&Name::new(spoken.chain)) => {
            format!("did you mean the one name `\"{}\"`? It wants quotes", spoken.chain)
        }
        Some(near) => format!("did you mean `{near}`?"),
        None if spoken.asked => return None,
        None => "check the spelling".to_owned(),
    };
    let message = format!("no proposal, no facts and no definition has `{text}`");
    let at = finding::place_in(&rule.source, span_of(rule, text));
    Some(Code::UnknownTerm.at(message, Some(help), at))
}

/// The place of a name in the sentence, where it is found there; else the whole.
fn span_of(rule: &Rule, text: &str) -> Span {
    let found = rule.source.slice(rule.span).find(text);
    found.map_or(rule.span, |at| Span::new(at, at + text.len()).shifted(rule.span.start))
}

/// All names of a rule, in the order of the sentence.
fn spoken(rule: &Rule) -> Vec<Spoken<'_>> {
    let mut all = Vec::new();
    let mut asked: BTreeSet<*const Reference> = BTreeSet::new();
    walk::formula(&rule.formula, &mut |met| match met {
        Met::Atom(atom) => match &atom.kind {
            AtomKind::Has { what, .. }
            | AtomKind::States { what, .. }
            | AtomKind::Happens { event: what, .. }
            | AtomKind::Is { subject: what, .. } => {
                asked.insert(std::ptr::from_ref(what));
            }
            _ => {}
        },
        Met::Range(range) => match &range.kind {
            RangeKind::Members(members) => asked.extend(members.iter().map(std::ptr::from_ref)),
            RangeKind::Field(field) => {
                asked.insert(std::ptr::from_ref(field));
            }
            RangeKind::Collection(name) => {
                all.push(Spoken { name, chain: &name.text, asked: true });
            }
        },
        Met::Reference(reference) => {
            let asked = asked.contains(&std::ptr::from_ref(reference));
            let root = match &reference.root {
                Root::Name(name) => Some(name),
                Root::Its(its) => Some(&its.name),
                Root::Variable(_) => None,
            };
            let names = root.into_iter().chain(&reference.steps);
            all.extend(names.map(|name| Spoken { name, chain: &reference.text, asked }));
        }
        Met::Formula(_) | Met::Term(_) => {}
    });
    all
}

/// Definitions of files with rules of their own that no sentence of the run uses. Other files are there to be used by
/// whoever comes.
pub(super) fn unused(desk: &Desk<'_>, out: &mut Vec<Notice>) {
    let used: BTreeSet<usize> =
        desk.files.iter().flat_map(|file| file.uses.iter().copied()).collect();
    let said = Said::of(desk.files);
    for (at, file) in desk.files.iter().enumerate() {
        let sentences = &file.parsed.file.sentences;
        let has_rules = sentences.iter().any(|one| matches!(one.statement, Statement::Rule(_)));
        if used.contains(&at) || !has_rules {
            continue;
        }
        for sentence in sentences {
            let Some(name) = defined(&sentence.statement)
                .filter(|name| !forms(name).iter().any(|form| said.beside(form, sentence)))
            else {
                continue;
            };
            let message = format!("no rule uses `{name}`");
            let help = Some("remove it, or check the spelling of the rules".to_owned());
            let at = finding::place_in(&file.source, sentence.span);
            out.push(Code::UnusedDefinition.at(message, help, at));
        }
    }
}

/// A name in either number, as it stands among words.
fn forms(name: &str) -> [String; 2] {
    let name = Name::new(name);
    [format!(" {name} "), format!(" {} ", name.other_number())]
}

/// The sentences that speak of what is defined: of each name the first, and the first after it.
struct Said<'a>(BTreeMap<String, (&'a Sentence, Option<&'a Sentence>)>);

impl<'a> Said<'a> {
    fn of(files: &'a [RuleFile]) -> Self {
        let all = || files.iter().flat_map(|file| &file.parsed.file.sentences);
        let names = all().filter_map(|one| defined(&one.statement)).flat_map(forms);
        let names: Vec<String> = names.collect::<BTreeSet<String>>().into_iter().collect();
        let needles = Needles::new(names.clone());
        let mut said: BTreeMap<String, (&Sentence, Option<&Sentence>)> = BTreeMap::new();
        for file in files {
            for sentence in &file.parsed.file.sentences {
                for (number, _) in needles.found(&words(file, sentence)) {
                    let Some(name) = names.get(number) else { continue };
                    match said.get_mut(name) {
                        None => drop(said.insert(name.clone(), (sentence, None))),
                        Some((first, next)) if !std::ptr::eq(*first, sentence) => {
                            next.get_or_insert(sentence);
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        Self(said)
    }

    /// True where a sentence speaks of it that is not this one.
    fn beside(&self, form: &str, own: &Sentence) -> bool {
        let said = self.0.get(form);
        said.is_some_and(|(first, next)| !std::ptr::eq(*first, own) || next.is_some())
    }
}

/// The name of a group, constant, alias or adjective.
fn defined(statement: &Statement) -> Option<&str> {
    match statement {
        Statement::Group { name, .. }
        | Statement::Selection { name, .. }
        | Statement::Constant { name, .. }
        | Statement::Alias { name, .. }
        | Statement::Adjective { adjective: name, .. } => Some(&name.text),
        Statement::Party(_)
        | Statement::Use(_)
        | Statement::Measure { .. }
        | Statement::YearOne(_)
        | Statement::Rule(_) => None,
    }
}

/// The words of a sentence and its clauses, folded as names are, with a space at both ends.
fn words(file: &RuleFile, sentence: &Sentence) -> String {
    let spans = sentence.clauses.iter().map(|clause| clause.span);
    let mut text = String::from(" ");
    for span in std::iter::once(sentence.span).chain(spans) {
        let plain = file.source.slice(span).replace(|c: char| !c.is_alphanumeric(), " ");
        text.push_str(Name::new(&plain).as_str());
        text.push(' ');
    }
    text
}
