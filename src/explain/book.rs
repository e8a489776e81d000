//! The rules that an explanation speaks of: those of files, and a sentence of the command line that sees all their
//! definitions.

use std::collections::BTreeSet;

use super::fault::Fault;
use super::words::position_in;
use crate::check::{self, CheckError, CheckErrorKind, RuleFile};
use crate::model::{Formula, Range, Rule, RuleSet, Scope};
use crate::name::Name;
use crate::report::Notice;
use crate::run::{Library, faults};
use crate::source::{SharedSource, Source, Span};
use crate::syntax::{self, ast::Statement};

/// The name of the sentence as a source.
const SENTENCE: &str = "<sentence>";

/// The name of the source that spells out what the sentence defines.
const PROBE: &str = "<definition>";

/// Rules read, with what is wrong with them.
#[derive(Debug)]
pub struct Book {
    pub(super) files: Vec<RuleFile>,
    pub(super) rules: RuleSet,
    /// Faults of the rule files.
    faults: Vec<Notice>,
    /// Faults of the sentence.
    sentence_faults: Vec<Fault>,
    /// Names with two definitions, of which the first counts.
    notes: Vec<String>,
    /// The text of the sentence; always the first file where there is one.
    sentence: Option<SharedSource>,
}

impl Book {
    /// Reads rule files.
    pub fn open(rules: &[SharedSource], library: &dyn Library) -> Self {
        let (files, faults) = check::load(rules, library);
        let mut book = Self::of(files, None);
        book.faults.extend(faults.iter().map(faults::of_file));
        book
    }

    /// Reads a sentence among rule files, whose definitions it sees.
    pub fn with_sentence(text: &str, rules: &[SharedSource], library: &dyn Library) -> Self {
        let sentence = Source::new(SENTENCE, text);
        let mut given = vec![sentence.clone()];
        given.extend(rules.iter().cloned());
        let (mut files, file_faults) = check::load(&given, library);
        let count = files.len();
        if let Some(first) = files.first_mut() {
            let known: BTreeSet<usize> = first.uses.iter().copied().collect();
            first.uses.extend((1..count).filter(|at| !known.contains(at)));
        }
        let probe = files.first().map(probe).unwrap_or_default();
        let source = Source::new(PROBE, probe);
        let parsed = syntax::parse(source.text());
        files.push(RuleFile { source, parsed, uses: (0..count).collect() });
        let mut book = Self::of(files, Some(sentence));
        let all = file_faults.iter().map(Fault::of);
        let (own, others): (Vec<Fault>, Vec<Fault>) =
            all.partition(|one| is_of_sentence(&one.notice));
        book.sentence_faults.splice(0..0, own);
        book.faults.extend(others.into_iter().map(|fault| fault.notice));
        book
    }

    fn of(files: Vec<RuleFile>, sentence: Option<SharedSource>) -> Self {
        let checked = check::check(&files);
        let (mut own, mut others, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for error in &checked.errors {
            if sentence.is_some() && is_artefact(error) {
                notes.extend(note(error));
                continue;
            }
            let notice = faults::of_rule(error);
            if is_of_sentence(&notice) {
                own.push(Fault { notice, readings: Vec::new() });
            } else {
                others.push(notice);
            }
        }
        let rules = checked.rules;
        Self { files, rules, faults: others, sentence_faults: own, notes, sentence }
    }

    /// What is wrong with the rule files.
    pub fn faults(&self) -> &[Notice] {
        &self.faults
    }

    /// What is wrong with the sentence.
    pub fn sentence_faults(&self) -> &[Fault] {
        &self.sentence_faults
    }

    /// The text of the sentence.
    pub fn sentence(&self) -> Option<&SharedSource> {
        self.sentence.as_ref()
    }

    /// All rules, those of the sentence first.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.rules.iter().filter(|rule| rule.source.name() != PROBE)
    }

    /// The rules of the sentence.
    pub fn sentence_rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules().filter(|rule| rule.source.name() == SENTENCE)
    }

    /// The rule of an id, however its words are joined.
    pub fn find(&self, id: &str) -> Option<&Rule> {
        let exact = self.rules().find(|rule| rule.id == id);
        let name = Name::new(id);
        let plain = !id.trim().contains(char::is_whitespace);
        exact.or_else(|| self.rules().find(|rule| plain && Name::new(&rule.id) == name))
    }

    /// The id that may be meant by one that no rule has.
    pub fn closest(&self, id: &str) -> Option<String> {
        let ids: Vec<(Name, &str)> =
            self.rules().map(|rule| (Name::new(&rule.id), rule.id.as_str())).collect();
        let meant = Name::new(id);
        let near = meant.closest(ids.iter().map(|(name, _)| name))?;
        ids.iter().find(|(name, _)| name == near).map(|(_, id)| (*id).to_owned())
    }

    /// What a rule sees of the definitions.
    pub(super) fn scope(&self, rule: &Rule) -> Option<&Scope> {
        self.rules.scopes.get(rule.scope)
    }

    /// What the sentence sees of the definitions.
    pub(super) fn sentence_scope(&self) -> Option<&Scope> {
        self.sentence.as_ref().and(self.rules.scopes.first())
    }

    /// What a noun that the sentence defines ranges over.
    pub(super) fn probed(&self, noun: &str) -> Option<&Range> {
        let asked = probe_of(noun);
        let all = self.rules.rules.iter().filter(|rule| rule.source.name() == PROBE);
        all.filter(|rule| rule.sentence == asked.trim_end()).find_map(|rule| match &rule.formula {
            Formula::Quantified { range, .. } => Some(range),
            _ => None,
        })
    }

    pub(super) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// True where definitions could come from somewhere.
    pub(super) fn has_files(&self) -> bool {
        self.files.iter().any(|file| !matches!(file.source.name(), SENTENCE | PROBE))
    }

    /// Where the group that a noun names is defined.
    pub(super) fn group_at(&self, noun: &str) -> Option<String> {
        let noun = Name::new(noun);
        let mut defined = self.files.iter().flat_map(|file| {
            let groups = file.parsed.file.sentences.iter();
            groups.filter_map(move |sentence| match &sentence.statement {
                Statement::Group { name, .. } | Statement::Selection { name, .. } => {
                    Some((Name::new(&name.text), &file.source, sentence.span))
                }
                _ => None,
            })
        });
        let called =
            |group: &Name| starts_with(&noun, group) || starts_with(&noun, &group.other_number());
        let (_, source, span) = defined.find(|(group, ..)| called(group))?;
        Some(place(source, span))
    }

    /// The adjective that a noun begins with, and where it is defined.
    pub(super) fn adjective_of(&self, noun: &str) -> Option<(String, String)> {
        let noun = Name::new(noun);
        let mut all = self.files.iter().flat_map(|file| {
            let sentences = file.parsed.file.sentences.iter();
            sentences.filter_map(move |sentence| match &sentence.statement {
                Statement::Adjective { adjective, .. } => {
                    Some((adjective.text.clone(), place(&file.source, sentence.span)))
                }
                _ => None,
            })
        });
        all.find(|(adjective, _)| starts_with(&noun, &Name::new(adjective)))
    }
}

/// Where something stands, in words.
pub(super) fn place(source: &SharedSource, span: Span) -> String {
    match source.name() {
        SENTENCE | PROBE => "in this sentence".to_owned(),
        _ => position_in(source, span),
    }
}

/// True where the words of a noun begin with a name.
fn starts_with(noun: &Name, name: &Name) -> bool {
    let rest = noun.as_str().strip_prefix(name.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn is_of_sentence(notice: &Notice) -> bool {
    notice.at.as_ref().is_some_and(|at| at.file == SENTENCE)
}

/// Faults that only arise because the sentence is read beside the files, where it may well stand already.
fn is_artefact(error: &CheckError) -> bool {
    let other = |name: &str| error.related.as_ref().is_some_and(|(file, _)| file.name() == name);
    let apart = error.related.as_ref().is_some_and(|(file, _)| file.name() != error.source.name());
    match &error.kind {
        _ if error.source.name() == PROBE || other(PROBE) => true,
        CheckErrorKind::DuplicateLabel(_) => {
            other(SENTENCE) || error.source.name() == SENTENCE && apart
        }
        CheckErrorKind::DuplicateDefinition(_) => apart,
        _ => false,
    }
}

fn note(error: &CheckError) -> Option<String> {
    let CheckErrorKind::DuplicateDefinition(name) = &error.kind else { return None };
    let (file, span) = error.related.as_ref()?;
    if error.source.name() == PROBE || file.name() == PROBE {
        return None;
    }
    let (first, second) = (place(&error.source, error.span), place(file, *span));
    Some(format!("`{name}` is defined twice, {first} and {second}; the first counts here"))
}

/// Sentences that range over what a file defines, so that the model spells it out.
fn probe(file: &RuleFile) -> String {
    let ranges =
        file.parsed.file.sentences.iter().filter_map(|sentence| match &sentence.statement {
            Statement::Group { name, .. } | Statement::Selection { name, .. } => {
                Some(name.text.clone())
            }
            Statement::Adjective { noun, adjective, .. } => {
                Some(format!("{} {}", adjective.text, noun.text))
            }
            _ => None,
        });
    ranges.map(|noun| probe_of(&noun)).collect()
}

fn probe_of(noun: &str) -> String {
    format!("every \"{}\" must be open\n", noun.replace('"', ""))
}
