//! What each file sees of the definitions: its own, and those of the files that it uses. Files that see those of the same
//! files share them; what is seen beyond that is bounded, since many files may each use many definitions.

use std::collections::{BTreeSet, HashMap};

use super::circles;
use super::define::Definitions;
use super::{CheckError, CheckErrorKind, RuleFile, RuleLimits};
use crate::source::Span;
use crate::syntax::ast::Statement;

/// How many bytes of a definition count as one: a long one is as much work as several.
const BYTES: usize = 64;

/// The definitions that the files of a run see.
pub(super) struct Seen<'a> {
    views: Vec<Definitions<'a>>,
    by_file: Vec<View>,
}

/// What one file sees.
#[derive(Clone, Copy)]
pub(super) struct View {
    /// Where it stands among all, in the order in which the files come to need them.
    pub(super) index: usize,
    /// False where what the file uses came to too much, so that it sees its own definitions alone.
    pub(super) whole: bool,
}

impl<'a> Seen<'a> {
    /// What each file sees, and what is wrong with it.
    pub(super) fn of(
        files: &'a [RuleFile],
        own: &[Definitions<'a>],
        limits: RuleLimits,
        errors: &mut Vec<CheckError>,
    ) -> Self {
        let mut gathering = Gathering {
            files,
            own,
            limits,
            weights: files.iter().map(weight).collect(),
            left: limits.seen_definitions,
            views: Vec::new(),
            known: HashMap::new(),
            by_start: HashMap::new(),
            errors,
        };
        let by_file = (0..files.len()).map(|at| gathering.view(at)).collect();
        Self { views: gathering.views, by_file }
    }

    /// What the file at this place sees.
    pub(super) fn by(&self, at: usize) -> Option<(View, &Definitions<'a>)> {
        let view = *self.by_file.get(at)?;
        Some((view, self.views.get(view.index)?))
    }
}

/// What the definitions of a file count as.
fn weight(file: &RuleFile) -> usize {
    let defines = |statement: &Statement| match statement {
        Statement::Group { .. }
        | Statement::Selection { .. }
        | Statement::Constant { .. }
        | Statement::Alias { .. }
        | Statement::Adjective { .. }
        | Statement::Measure { .. }
        | Statement::YearOne(_) => true,
        Statement::Party(_) | Statement::Use(_) | Statement::Rule(_) => false,
    };
    let sentences = file.parsed.file.sentences.iter().filter(|one| defines(&one.statement));
    sentences.map(|one| 1 + (one.span.end - one.span.start) / BYTES).sum()
}

struct Gathering<'g, 'a> {
    files: &'a [RuleFile],
    own: &'g [Definitions<'a>],
    limits: RuleLimits,
    weights: Vec<usize>,
    /// How much may still be seen.
    left: usize,
    views: Vec<Definitions<'a>>,
    /// The view of the files that define something, in the order in which they are met.
    known: HashMap<Vec<usize>, usize>,
    /// What the files that have been walked from see; `None` where it was too much.
    by_start: HashMap<usize, Option<usize>>,
    errors: &'g mut Vec<CheckError>,
}

impl Gathering<'_, '_> {
    fn view(&mut self, at: usize) -> View {
        let start = self.start(at);
        let found = match self.by_start.get(&start) {
            Some(found) => *found,
            None => {
                let found = self.walk(start).map(|order| self.joined(order));
                self.by_start.insert(start, found);
                found
            }
        };
        if let Some(index) = found {
            return View { index, whole: true };
        }
        self.refuse(at);
        let alone = if self.is_empty(at) { Vec::new() } else { vec![at] };
        View { index: self.joined(alone), whole: false }
    }

    fn is_empty(&self, at: usize) -> bool {
        self.own.get(at).is_none_or(Definitions::is_empty)
    }

    /// A file that only hands on what another one sees is as that one.
    fn start(&self, mut at: usize) -> usize {
        while let Some([used]) = self.files.get(at).map(|file| file.uses.as_slice())
            && self.is_empty(at)
        {
            at = *used;
        }
        at
    }

    /// The files that define what a file sees, itself first; `None` where that comes to too much.
    fn walk(&mut self, start: usize) -> Option<Vec<usize>> {
        let order = self.reached(start);
        let charge = order.as_ref().map_or(usize::MAX, |order| self.charge(start, order));
        let left = self.left.checked_sub(charge);
        self.left = left.unwrap_or_default();
        left.and(order)
    }

    fn reached(&mut self, start: usize) -> Option<Vec<usize>> {
        let (mut order, mut met, mut next) = (Vec::new(), BTreeSet::new(), vec![start]);
        while let Some(at) = next.pop() {
            if at != start {
                self.left = self.left.checked_sub(1)?;
            }
            if met.insert(at) {
                order.extend((!self.is_empty(at)).then_some(at));
                next.extend(self.files.get(at).into_iter().flat_map(|file| &file.uses));
            }
        }
        Some(order)
    }

    /// What it costs to join the definitions of files: nothing for those of one file, and for a file's own.
    fn charge(&self, start: usize, order: &[usize]) -> usize {
        if order.len() < 2 || self.known.contains_key(order) {
            return 0;
        }
        let used = order.iter().filter(|at| **at != start);
        used.filter_map(|at| self.weights.get(*at)).fold(0, |all, one| all.saturating_add(*one))
    }

    /// The view of the definitions of some files, made where it is not there yet.
    fn joined(&mut self, order: Vec<usize>) -> usize {
        if let Some(index) = self.known.get(&order) {
            return *index;
        }
        let mut own = order.iter().filter_map(|at| self.own.get(*at));
        let mut all = own.next().cloned().unwrap_or_default();
        own.for_each(|used| all.join(used, self.errors));
        self.errors.extend(refuse_bad(&mut all, self.limits));
        self.views.push(all);
        let index = self.views.len() - 1;
        self.known.insert(order, index);
        index
    }

    fn refuse(&mut self, at: usize) {
        let Some(file) = self.files.get(at) else { return };
        let mut sentences = file.parsed.file.sentences.iter();
        let first = sentences.find(|one| matches!(one.statement, Statement::Use(_)));
        self.errors.push(CheckError {
            kind: CheckErrorKind::TooManyDefinitions { limit: self.limits.seen_definitions },
            source: file.source.clone(),
            span: first.map_or(Span::new(0, 0), |one| one.span),
            related: None,
        });
    }
}

/// Removes definitions that need themselves or come to too much.
fn refuse_bad(all: &mut Definitions<'_>, limits: RuleLimits) -> Vec<CheckError> {
    let (bad, sizes) = circles::find(all, limits);
    all.sizes = sizes;
    let names = bad.iter().map(|one| &one.name).collect();
    all.remove(&names);
    let error = |one: circles::Bad| {
        let (source, span) = one.place;
        CheckError { kind: one.kind, source, span, related: None }
    };
    bad.into_iter().map(error).collect()
}
