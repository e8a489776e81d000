//! What a report made with `--redact`, of `check` or of `lint`, may say: of the rule files, only the rules that are not private and the definitions
//! that those rules use. Everything else (private rules, definitions that only they use, comments) is taken for a secret,
//! so that what is forgotten here is hidden, not told.

use std::collections::BTreeSet;

use crate::check::RuleFile;
use crate::eval::Vocabulary;
use crate::model::RuleSet;
use crate::name::Name;
use crate::report::ticks::within;
use crate::report::{Finding, Notice, Place, ProposalReport};
use crate::source::{SharedSource, Source, Span};
use crate::syntax::ast::{Sentence, Statement};

/// What may be shown of the rule files of a run.
pub(crate) struct Curtain {
    files: Vec<Shown>,
    /// The names of definitions that may not be told, each in back-ticks.
    names: Vec<String>,
    /// True where a private rule stands behind it.
    pub(crate) private: bool,
}

/// What may be shown of one rule file.
struct Shown {
    source: SharedSource,
    spans: Vec<Span>,
    comments: Vec<Span>,
}

/// A definition that no rule outside is yet known to use.
struct Hidden<'a> {
    file: usize,
    name: Name,
    span: Span,
    sentence: &'a Sentence,
}

impl Curtain {
    /// Draws the curtain before all but the public rules and what they use.
    pub(crate) fn new(files: &[RuleFile], data: &Vocabulary) -> Self {
        let mut spans: Vec<Vec<Span>> = files.iter().map(public_spans).collect();
        let mut said: Vec<String> =
            files.iter().zip(&spans).map(|(file, spans)| folded_all(file, spans)).collect();
        let mut hidden = definitions(files);
        loop {
            let used = |one: &Hidden<'_>| {
                (0..files.len()).any(|from| {
                    sees(files, from, one.file)
                        && said.get(from).is_some_and(|said| speaks_of(said, &one.name))
                })
            };
            let (shown, rest): (Vec<_>, Vec<_>) = hidden.into_iter().partition(used);
            hidden = rest;
            if shown.is_empty() {
                break;
            }
            for one in shown {
                show(&one, files, &mut spans, &mut said);
            }
        }
        let unsaid = hidden.iter().filter(|one| !data.contains(&one.name));
        let names = unsaid.map(|one| quoted(&one.name)).collect();
        let private = files.iter().any(|f| f.parsed.stretches.iter().any(|one| one.private));
        let files = files.iter().zip(spans).map(|(file, spans)| Shown {
            source: file.source.clone(),
            spans,
            comments: file.parsed.comments.clone(),
        });
        Self { files: files.collect(), names, private }
    }

    /// True where an error may be shown as it is.
    pub(crate) fn shows(&self, notice: &Notice) -> bool {
        notice.at.iter().chain(&notice.related).all(|place| self.shows_place(place))
            && !self.names.iter().any(|name| notice.message.contains(name.as_str()))
    }

    /// Places in data are no secret.
    fn shows_place(&self, place: &Place) -> bool {
        let file = self.files.iter().find(|file| file.source.name() == place.file);
        file.is_none_or(|file| {
            let within = |span: &Span| (span.start..=span.end).contains(&place.offset);
            file.spans.iter().any(within)
        })
    }

    /// The rules that are not private, without the names that may not be told.
    pub(crate) fn public(&self, mut rules: RuleSet) -> RuleSet {
        rules.rules.retain(|rule| !rule.private);
        for scope in &mut rules.scopes {
            scope.names.retain(|name| !self.names.contains(&quoted(name)));
        }
        rules
    }

    /// The texts of the rule files with blanks for all that may not be shown; places stay what they are.
    pub(crate) fn sources(&self) -> Vec<SharedSource> {
        self.files.iter().map(Shown::masked).collect()
    }

    /// Takes out of a report the names of hidden definitions that were suggested for a misspelt one.
    pub(crate) fn hide_names(&self, report: &mut ProposalReport) {
        report.findings.iter_mut().for_each(|finding| self.hide_names_in(finding));
    }

    fn hide_names_in(&self, finding: &mut Finding) {
        for name in &self.names {
            finding.help.retain(|help| !help.contains(name.as_str()));
            let texts = finding.data.iter_mut().filter_map(|place| place.label.as_mut());
            for text in texts.chain([&mut finding.message]) {
                *text = text.replace(name.as_str(), "something else");
            }
        }
        finding.parts.iter_mut().for_each(|part| self.hide_names_in(part));
    }
}

impl Shown {
    fn masked(&self) -> SharedSource {
        let within = |spans: &[Span], at: usize| spans.iter().any(|s| s.start <= at && at < s.end);
        let mut text = String::with_capacity(self.source.text().len());
        for (at, c) in self.source.text().char_indices() {
            let kept = within(&self.spans, at) && !within(&self.comments, at);
            if kept || matches!(c, '\n' | '\r' | '\u{feff}') {
                text.push(c);
            } else {
                text.extend(std::iter::repeat_n(' ', c.len_utf8()));
            }
        }
        Source::new(self.source.name(), text)
    }
}

fn quoted(name: &Name) -> String {
    format!("`{}`", within(name.as_str()))
}

/// The sentences of a file that are told whatever uses them: public rules, `party` and `use`.
fn public_spans(file: &RuleFile) -> Vec<Span> {
    let public = |span: &Span| match sentence_in(file, *span).map(|one| &one.statement) {
        Some(Statement::Rule(_) | Statement::Party(_) | Statement::Use(_)) => true,
        Some(_) => false,
        None => reads_as_rule(file.source.slice(*span)),
    };
    let stretches = file.parsed.stretches.iter().filter(|stretch| !stretch.private);
    stretches.map(|stretch| stretch.span).filter(public).collect()
}

fn sentence_in(file: &RuleFile, span: Span) -> Option<&Sentence> {
    let within = |one: &&Sentence| span.start <= one.span.start && one.span.start < span.end;
    file.parsed.file.sentences.iter().find(within)
}

/// True for a sentence that could not be read and that can only have been meant as a rule.
fn reads_as_rule(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let rule = |word: &&str| matches!(*word, "must" | "should" | "may" | "halt" | "warn");
    let defines = |word: &&str| matches!(*word, "is" | "are" | "means");
    let first = words.iter().find(|word| rule(word) || defines(word));
    first.is_some_and(rule)
}

fn definitions(files: &[RuleFile]) -> Vec<Hidden<'_>> {
    let mut all = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for stretch in file.parsed.stretches.iter().filter(|stretch| !stretch.private) {
            let Some(sentence) = sentence_in(file, stretch.span) else { continue };
            if let Some(name) = defined(&sentence.statement) {
                all.push(Hidden { file: at, name, span: stretch.span, sentence });
            }
        }
    }
    all
}

/// The name that a sentence defines.
fn defined(statement: &Statement) -> Option<Name> {
    match statement {
        Statement::Group { name, .. }
        | Statement::Selection { name, .. }
        | Statement::Constant { name, .. }
        | Statement::Alias { name, .. }
        | Statement::Measure { name, .. }
        | Statement::Adjective { adjective: name, .. } => Some(Name::new(&name.text)),
        Statement::YearOne(_) => Some(Name::new("year")),
        Statement::Party(_) | Statement::Use(_) | Statement::Rule(_) => None,
    }
}

/// A definition that is used is told, and what it uses in turn is used by it.
fn show(one: &Hidden<'_>, files: &[RuleFile], spans: &mut [Vec<Span>], said: &mut [String]) {
    let Some(file) = files.get(one.file) else { return };
    if let Some(spans) = spans.get_mut(one.file) {
        spans.push(one.span);
    }
    if let Some(said) = said.get_mut(one.file) {
        said.push_str(&folded(file.source.slice(one.sentence.span)));
    }
}

/// True where a file sees the definitions of another: its own, and those of the files it uses.
fn sees(files: &[RuleFile], from: usize, wanted: usize) -> bool {
    let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = next.pop() {
        let uses = files.get(at).map(|file| file.uses.as_slice()).unwrap_or_default();
        next.extend(uses.iter().filter(|used| seen.insert(**used)));
    }
    seen.contains(&wanted)
}

fn folded_all(file: &RuleFile, spans: &[Span]) -> String {
    spans.iter().map(|span| folded(file.source.slice(*span))).collect()
}

/// A text as names are folded, without its punctuation, a space on either side.
fn folded(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    format!(" x {} ", Name::new(&text.chars().map(plain).collect::<String>()))
}

fn speaks_of(said: &str, name: &Name) -> bool {
    [name, &name.other_number()].into_iter().any(|name| {
        let wanted = folded(name.as_str());
        said.contains(wanted.strip_prefix(" x").unwrap_or(&wanted))
    })
}
