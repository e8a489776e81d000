//! What a report made with `--redact`, of `check` or of `lint`, may say: of the rule files, only the rules that are not private and the definitions
//! that those rules use. Everything else (private rules, definitions that only they use, comments) is taken for a secret,
//! so that what is forgotten here is hidden, not told.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::check::RuleFile;
use crate::eval::Vocabulary;
use crate::model::RuleSet;
use crate::name::Name;
use crate::needles::Needles;
use crate::report::ticks::within;
use crate::report::{Finding, Notice, Place, ProposalReport};
use crate::source::{SharedSource, Source, Span};
use crate::syntax::ast::{Sentence, Statement};

/// What stands in place of a name that may not be told.
const UNTOLD: &str = "something else";

/// What may be shown of the rule files of a run.
pub(crate) struct Curtain {
    files: Vec<Shown>,
    /// Where each file stands among them, by its name.
    by_name: HashMap<String, usize>,
    /// The names of definitions that may not be told, each in back-ticks.
    names: HashSet<String>,
    /// The same, to be looked for in texts.
    needles: Needles,
    /// True where a private rule stands behind it.
    pub(crate) private: bool,
}

/// What may be shown of one rule file.
struct Shown {
    source: SharedSource,
    spans: Stretches,
    comments: Stretches,
}

/// Parts of a text, in their order and apart from each other.
struct Stretches(Vec<Span>);

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
        let spans: Vec<Vec<Span>> = files.iter().map(public_spans).collect();
        let definitions = definitions(files);
        let mut speech = Speech::new(files, spans, &definitions);
        speech.spread();
        let hidden = definitions.iter().zip(&speech.shown).filter(|(_, shown)| !**shown);
        let unsaid = hidden.map(|(one, _)| one).filter(|one| !data.contains(&one.name));
        let names: HashSet<String> = unsaid.map(|one| quoted(&one.name)).collect();
        let private = files.iter().any(|f| f.parsed.stretches.iter().any(|one| one.private));
        let shown = files.iter().zip(speech.spans).map(|(file, spans)| Shown {
            source: file.source.clone(),
            spans: Stretches::of(spans),
            comments: Stretches::of(file.parsed.comments.clone()),
        });
        let by_name = files.iter().enumerate().rev();
        let by_name = by_name.map(|(at, file)| (file.source.name().to_owned(), at)).collect();
        let needles = Needles::new(names.iter().cloned().collect());
        Self { files: shown.collect(), by_name, names, needles, private }
    }

    /// True where an error may be shown as it is.
    pub(crate) fn shows(&self, notice: &Notice) -> bool {
        notice.at.iter().chain(&notice.related).all(|place| self.shows_place(place))
            && !self.needles.is_in(&notice.message)
    }

    /// Places in data are no secret.
    fn shows_place(&self, place: &Place) -> bool {
        let file = self.by_name.get(&place.file).and_then(|at| self.files.get(*at));
        file.is_none_or(|file| file.spans.touch(place.offset))
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
        finding.help.retain(|help| !self.needles.is_in(help));
        let texts = finding.data.iter_mut().filter_map(|place| place.label.as_mut());
        for text in texts.chain([&mut finding.message]) {
            if let Some(new) = self.needles.replaced(text, UNTOLD) {
                *text = new;
            }
        }
        finding.parts.iter_mut().for_each(|part| self.hide_names_in(part));
    }
}

impl Shown {
    fn masked(&self) -> SharedSource {
        let mut text = String::with_capacity(self.source.text().len());
        for (at, c) in self.source.text().char_indices() {
            let kept = self.spans.hold(at) && !self.comments.hold(at);
            if kept || matches!(c, '\n' | '\r' | '\u{feff}') {
                text.push(c);
            } else {
                text.extend(std::iter::repeat_n(' ', c.len_utf8()));
            }
        }
        Source::new(self.source.name(), text)
    }
}

impl Stretches {
    fn of(mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|span| span.start);
        let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match apart.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => apart.push(span),
            }
        }
        Self(apart)
    }

    /// The last one that begins no later than here.
    fn before(&self, at: usize) -> Option<&Span> {
        self.0.get(self.0.partition_point(|span| span.start <= at).checked_sub(1)?)
    }

    /// True for a byte in one of them.
    fn hold(&self, at: usize) -> bool {
        self.before(at).is_some_and(|span| at < span.end)
    }

    /// True for a byte in one of them, or just behind it.
    fn touch(&self, at: usize) -> bool {
        self.before(at).is_some_and(|span| at <= span.end)
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
    let sentences = &file.parsed.file.sentences;
    let first = sentences.partition_point(|one| one.span.start < span.start);
    sentences.get(first).filter(|one| one.span.start < span.end)
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

/// What the public sentences speak of, and the definitions that are shown for it.
struct Speech<'h> {
    files: &'h [RuleFile],
    spans: Vec<Vec<Span>>,
    definitions: &'h [Hidden<'h>],
    /// The names of definitions, in either number, as they stand in a folded text.
    names: Needles,
    /// The definitions that a file calls so, by their numbers.
    called: BTreeMap<(usize, usize), Vec<usize>>,
    shown: Vec<bool>,
    /// Files with a name that they, or files that use them, speak of.
    heard: HashSet<(usize, usize)>,
    /// Those whose definitions are still to be shown.
    next: Vec<(usize, usize)>,
}

impl<'h> Speech<'h> {
    fn new(files: &'h [RuleFile], spans: Vec<Vec<Span>>, definitions: &'h [Hidden<'h>]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut called: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, one) in definitions.iter().enumerate() {
            for form in [spoken(&one.name), spoken(&one.name.other_number())] {
                let new = numbers.len();
                let number = *numbers.entry(form).or_insert(new);
                called.entry((one.file, number)).or_default().push(at);
            }
        }
        let mut forms: Vec<(String, usize)> = numbers.into_iter().collect();
        forms.sort_by_key(|(_, number)| *number);
        Self {
            files,
            spans,
            definitions,
            names: Needles::new(forms.into_iter().map(|(form, _)| form).collect()),
            called,
            shown: vec![false; definitions.len()],
            heard: HashSet::new(),
            next: Vec::new(),
        }
    }

    /// A definition that is used is told, and what it uses in turn is used by it.
    fn spread(&mut self) {
        for (at, file) in self.files.iter().enumerate() {
            let said = self.spans.get(at).map(|spans| folded_all(file, spans)).unwrap_or_default();
            self.speak(at, &said);
        }
        while let Some((at, name)) = self.next.pop() {
            for one in self.called.get(&(at, name)).cloned().unwrap_or_default() {
                self.show(one);
            }
            // a file sees what the files define that it uses
            for used in self.files.get(at).into_iter().flat_map(|file| &file.uses) {
                self.next.extend(self.heard.insert((*used, name)).then_some((*used, name)));
            }
        }
    }

    fn speak(&mut self, at: usize, said: &str) {
        for (name, _) in self.names.found(said) {
            self.next.extend(self.heard.insert((at, name)).then_some((at, name)));
        }
    }

    fn show(&mut self, at: usize) {
        let (Some(one), Some(shown)) = (self.definitions.get(at), self.shown.get_mut(at)) else {
            return;
        };
        if std::mem::replace(shown, true) {
            return;
        }
        let (Some(file), Some(spans)) = (self.files.get(one.file), self.spans.get_mut(one.file))
        else {
            return;
        };
        let after = if spans.is_empty() { "" } else { " " };
        spans.push(one.span);
        self.speak(one.file, &format!("{after}{}", folded(file.source.slice(one.sentence.span))));
    }
}

fn folded_all(file: &RuleFile, spans: &[Span]) -> String {
    spans.iter().map(|span| folded(file.source.slice(*span))).collect()
}

/// A text as names are folded, without its punctuation, a space on either side.
fn folded(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    format!(" x {} ", Name::new(&text.chars().map(plain).collect::<String>()))
}

/// A name as it stands in a folded text.
fn spoken(name: &Name) -> String {
    let folded = folded(name.as_str());
    folded.strip_prefix(" x").map(str::to_owned).unwrap_or(folded)
}

#[cfg(test)]
mod tests;
