//! The rule files of a run: those given, and those that they use, each once.

use std::collections::{BTreeSet, HashMap};

use super::{CheckError, CheckErrorKind};
use crate::limits::Limits;
use crate::run::Library;
use crate::source::{SharedSource, Span};
use crate::stack;
use crate::syntax::{self, Parsed, SyntaxError, ast::Statement};

/// A rule file, read.
#[derive(Debug)]
pub struct RuleFile {
    /// Its text.
    pub source: SharedSource,
    /// Its tree and the faults in its wording.
    pub parsed: Parsed,
    /// The files it uses, as indexes among all files.
    pub uses: Vec<usize>,
}

/// A fault found on the way from text to tree.
#[derive(Debug)]
pub enum FileFault {
    /// In the wording of a sentence.
    Syntax(SharedSource, SyntaxError),
    /// In a `use`.
    Use(CheckError),
}

/// Reads the files given and all that they use. A used file follows the first file that uses it.
pub fn load(given: &[SharedSource], library: &dyn Library) -> (Vec<RuleFile>, Vec<FileFault>) {
    load_within(given, library, &Limits::default())
}

/// [`load`] within limits.
pub fn load_within(
    given: &[SharedSource],
    library: &dyn Library,
    limits: &Limits,
) -> (Vec<RuleFile>, Vec<FileFault>) {
    stack::roomy(limits.rule_nesting, || loaded(given, library, limits))
}

fn loaded(
    given: &[SharedSource],
    library: &dyn Library,
    limits: &Limits,
) -> (Vec<RuleFile>, Vec<FileFault>) {
    let mut loader = Loader {
        library,
        limits: limits.texts(),
        files: Vec::new(),
        known: HashMap::new(),
        faults: Vec::new(),
        path: Vec::new(),
    };
    for source in given {
        loader.load(source.clone());
    }
    (loader.files, loader.faults)
}

struct Loader<'a> {
    library: &'a dyn Library,
    limits: syntax::Limits,
    files: Vec<RuleFile>,
    /// Where each file stands among all, by its name.
    known: HashMap<String, usize>,
    faults: Vec<FileFault>,
    /// The files being read, outermost first.
    path: Vec<String>,
}

impl Loader<'_> {
    fn load(&mut self, source: SharedSource) -> usize {
        if let Some(at) = self.known.get(source.name()) {
            return *at;
        }
        let parsed = syntax::parse_within(source.text(), &self.limits);
        self.faults
            .extend(parsed.errors.iter().map(|e| FileFault::Syntax(source.clone(), e.clone())));
        let at = self.files.len();
        self.known.insert(source.name().to_owned(), at);
        self.path.push(source.name().to_owned());
        self.files.push(RuleFile { source: source.clone(), parsed, uses: Vec::new() });
        for (path, span) in self.uses_of(at) {
            self.load_used(at, &source, &path, span);
        }
        self.path.pop();
        at
    }

    fn uses_of(&self, at: usize) -> Vec<(String, Span)> {
        let sentences = self
            .files
            .get(at)
            .map(|file| file.parsed.file.sentences.as_slice())
            .unwrap_or_default();
        let uses = sentences.iter().filter_map(|sentence| match &sentence.statement {
            Statement::Use(text) => Some((text.text.clone(), text.span)),
            _ => None,
        });
        // the same file used twice is used once
        let mut seen = BTreeSet::new();
        uses.filter(|(path, _)| seen.insert(path.clone())).collect()
    }

    fn load_used(&mut self, user: usize, source: &SharedSource, path: &str, span: Span) {
        let fault =
            |kind| FileFault::Use(CheckError { kind, source: source.clone(), span, related: None });
        let used = match self.library.open(source.name(), path) {
            Ok(used) => used,
            Err(reason) => {
                self.faults
                    .push(fault(CheckErrorKind::UseFailed { path: path.to_owned(), reason }));
                return;
            }
        };
        if let Some(start) = self.path.iter().position(|open| open == used.name()) {
            let mut circle: Vec<String> = self.path.iter().skip(start).cloned().collect();
            circle.push(used.name().to_owned());
            self.faults.push(fault(CheckErrorKind::UseCycle(circle)));
            return;
        }
        let limit = self.limits.nesting;
        if self.path.len() > limit {
            return self.faults.push(fault(CheckErrorKind::UseTooDeep { limit }));
        }
        let at = self.load(used);
        if let Some(file) = self.files.get_mut(user) {
            file.uses.push(at);
        }
    }
}
