//! What rule files define: gathered by file, then joined with what the file uses.

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckError, CheckErrorKind, RuleFile};
use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::syntax::ast::{self, ExprKind, Root, Statement};

/// A definition and its place.
#[derive(Debug, Clone)]
pub(super) struct Located<T> {
    pub(super) what: T,
    pub(super) source: SharedSource,
    pub(super) span: Span,
}

/// A group of things.
#[derive(Debug, Clone)]
pub(super) enum Group<'a> {
    Members(&'a [ast::Name]),
    Selection(&'a ast::Noun),
}

/// `a product is sensitive if …`
#[derive(Debug, Clone)]
pub(super) struct Adjective<'a> {
    pub(super) noun: Name,
    pub(super) condition: &'a ast::Condition,
}

/// The definitions of one file, or all that it sees.
#[derive(Debug, Clone, Default)]
pub(super) struct Definitions<'a> {
    pub(super) groups: BTreeMap<Name, Located<Group<'a>>>,
    pub(super) adjectives: BTreeMap<(Name, Name), Located<Adjective<'a>>>,
    pub(super) constants: BTreeMap<Name, Located<&'a ast::Expr>>,
    pub(super) aliases: BTreeMap<Name, Located<&'a ast::Reference>>,
    pub(super) measures: BTreeMap<Name, Located<&'a ast::Text>>,
    pub(super) year_one: Option<Located<&'a ast::Literal>>,
}

fn located<T>(what: T, source: &SharedSource, span: Span) -> Located<T> {
    Located { what, source: source.clone(), span }
}

/// Defines what is called by more, or for less, than a name alone.
fn put<K: Ord, T>(
    map: &mut BTreeMap<K, Located<T>>,
    key: K,
    new: Located<T>,
    text: &str,
    errors: &mut Vec<CheckError>,
) {
    match map.get(&key) {
        Some(first) => {
            errors.push(twice(text, &new.source, new.span, (first.source.clone(), first.span)));
        }
        None => {
            map.insert(key, new);
        }
    }
}

impl<'a> Definitions<'a> {
    /// The definitions of one file.
    pub(super) fn of(file: &'a RuleFile, errors: &mut Vec<CheckError>) -> Self {
        let mut all = Self::default();
        for sentence in &file.parsed.file.sentences {
            all.add(&sentence.statement, &file.source, sentence.span, errors);
        }
        all
    }

    fn add(
        &mut self,
        statement: &'a Statement,
        source: &SharedSource,
        span: Span,
        errors: &mut Vec<CheckError>,
    ) {
        match statement {
            Statement::Group { name, members } => {
                let group = located(Group::Members(members), source, span);
                self.claim(&name.text, source, span, errors, |all, n| all.groups.insert(n, group));
            }
            Statement::Selection { name, noun } => {
                let group = located(Group::Selection(noun), source, span);
                self.claim(&name.text, source, span, errors, |all, n| all.groups.insert(n, group));
            }
            Statement::Constant { name, value } => {
                let value = located(value, source, span);
                self.claim(&name.text, source, span, errors, |all, n| {
                    all.constants.insert(n, value)
                });
            }
            Statement::Alias { name, target } => {
                let target = located(target, source, span);
                self.claim(&name.text, source, span, errors, |all, n| {
                    all.aliases.insert(n, target)
                });
            }
            Statement::Adjective { noun, adjective, condition } => {
                let noun = Name::new(&noun.text);
                let key = (Name::new(&adjective.text), noun.clone());
                let new = located(Adjective { noun, condition }, source, span);
                put(&mut self.adjectives, key, new, &adjective.text, errors);
            }
            Statement::Measure { name, unit } => {
                let new = located(unit, source, span);
                put(&mut self.measures, Name::new(&name.text), new, &name.text, errors);
            }
            Statement::YearOne(date) => match &self.year_one {
                Some(first) => {
                    errors.push(twice("year 1", source, span, (first.source.clone(), first.span)));
                }
                None => self.year_one = Some(located(date, source, span)),
            },
            Statement::Party(_) | Statement::Use(_) | Statement::Rule(_) => {}
        }
    }

    /// Defines a name unless it is defined already.
    fn claim<R>(
        &mut self,
        text: &str,
        source: &SharedSource,
        span: Span,
        errors: &mut Vec<CheckError>,
        define: impl FnOnce(&mut Self, Name) -> R,
    ) {
        let name = Name::new(text);
        match self.place_of(&name) {
            Some(first) => errors.push(twice(text, source, span, first)),
            None => {
                define(self, name);
            }
        }
    }

    /// Where a group, constant or alias of this name is defined.
    fn place_of(&self, name: &Name) -> Option<(SharedSource, Span)> {
        let group = self.groups.get(name).map(|d| (d.source.clone(), d.span));
        let constant = || self.constants.get(name).map(|d| (d.source.clone(), d.span));
        let alias = || self.aliases.get(name).map(|d| (d.source.clone(), d.span));
        group.or_else(constant).or_else(alias)
    }

    /// Takes in what a used file defines.
    fn join(&mut self, used: &Self, errors: &mut Vec<CheckError>) {
        for (name, group) in &used.groups {
            self.bring(name, (&group.source, group.span), errors, |all| {
                all.groups.insert(name.clone(), group.clone());
            });
        }
        for (name, constant) in &used.constants {
            self.bring(name, (&constant.source, constant.span), errors, |all| {
                all.constants.insert(name.clone(), constant.clone());
            });
        }
        for (name, alias) in &used.aliases {
            self.bring(name, (&alias.source, alias.span), errors, |all| {
                all.aliases.insert(name.clone(), alias.clone());
            });
        }
        for (key, adjective) in &used.adjectives {
            self.adjectives.entry(key.clone()).or_insert_with(|| adjective.clone());
        }
        for (name, unit) in &used.measures {
            self.measures.entry(name.clone()).or_insert_with(|| unit.clone());
        }
        self.year_one = self.year_one.take().or_else(|| used.year_one.clone());
    }

    fn bring(
        &mut self,
        name: &Name,
        place: (&SharedSource, Span),
        errors: &mut Vec<CheckError>,
        define: impl FnOnce(&mut Self),
    ) {
        match self.place_of(name) {
            None => define(self),
            Some(mine) if mine.0.name() == place.0.name() && mine.1 == place.1 => {}
            Some(mine) => {
                errors.push(twice(name.as_str(), &mine.0, mine.1, (place.0.clone(), place.1)))
            }
        }
    }

    /// Every name defined.
    pub(super) fn names(&self) -> Vec<Name> {
        let adjectives = self.adjectives.keys().map(|(adjective, _)| adjective);
        self.groups
            .keys()
            .chain(self.constants.keys())
            .chain(self.aliases.keys())
            .chain(self.measures.keys())
            .chain(adjectives)
            .cloned()
            .collect()
    }

    /// The group of this name; a plural `s` is ignored where nothing fits exactly.
    pub(super) fn group(&self, name: &Name) -> Option<(&Name, &Located<Group<'a>>)> {
        self.groups.get_key_value(name).or_else(|| self.groups.get_key_value(&name.other_number()))
    }

    /// The definition of an adjective for things called `noun`; for any noun where that is not known.
    pub(super) fn adjective(
        &self,
        adjective: &Name,
        noun: Option<&Name>,
    ) -> Option<&Located<Adjective<'a>>> {
        let fits =
            |defined: &Adjective<'a>| noun.is_none_or(|noun| names_kind(noun, &defined.noun));
        self.adjectives
            .iter()
            .find(|((name, _), d)| name == adjective && fits(&d.what))
            .map(|(_, d)| d)
    }
}

/// `farm products` are of the kind `product`: the last words agree but for number.
fn names_kind(noun: &Name, kind: &Name) -> bool {
    let tail = |words: &str, count: usize| {
        let all: Vec<&str> = words.split(' ').collect();
        Name::new(
            &all.iter()
                .skip(all.len().saturating_sub(count))
                .copied()
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    tail(noun.as_str(), kind.as_str().split(' ').count()).same_but_for_number(kind)
}

fn twice(name: &str, source: &SharedSource, span: Span, first: (SharedSource, Span)) -> CheckError {
    let kind = CheckErrorKind::DuplicateDefinition(name.to_owned());
    CheckError { kind, source: source.clone(), span, related: Some(first) }
}

/// The definitions that file `at` sees: its own and those of the files it uses, directly or not, without circles.
pub(super) fn visible<'a>(
    files: &'a [RuleFile],
    own: &[Definitions<'a>],
    at: usize,
    errors: &mut Vec<CheckError>,
) -> Definitions<'a> {
    let mut all = own.get(at).cloned().unwrap_or_default();
    let mut seen = BTreeSet::from([at]);
    let mut next: Vec<usize> = files.get(at).map(|file| file.uses.clone()).unwrap_or_default();
    while let Some(used) = next.pop() {
        if seen.insert(used) {
            if let Some(definitions) = own.get(used) {
                all.join(definitions, errors);
            }
            next.extend(files.get(used).map(|file| file.uses.clone()).unwrap_or_default());
        }
    }
    break_circles(&mut all, files.get(at), errors);
    all
}

/// Removes constants and aliases that need themselves; an error for those that this file defines.
fn break_circles(all: &mut Definitions<'_>, file: Option<&RuleFile>, errors: &mut Vec<CheckError>) {
    let needs: BTreeMap<Name, Vec<Name>> = all
        .constants
        .iter()
        .map(|(name, d)| (name.clone(), roots(d.what)))
        .chain(
            all.aliases.iter().map(|(name, d)| (name.clone(), root(d.what).into_iter().collect())),
        )
        .collect();
    for name in needs.keys() {
        let Some(circle) = circle_from(name, &needs) else { continue };
        let place = all.place_of(name);
        all.constants.remove(name);
        all.aliases.remove(name);
        let Some((source, span)) = place else { continue };
        if file.is_some_and(|file| file.source.name() == source.name()) {
            let names = circle.iter().map(|n| n.as_str().to_owned()).collect();
            errors.push(CheckError {
                kind: CheckErrorKind::Circular(names),
                source,
                span,
                related: None,
            });
        }
    }
}

/// The path from a name back to itself.
fn circle_from(start: &Name, needs: &BTreeMap<Name, Vec<Name>>) -> Option<Vec<Name>> {
    let mut seen = BTreeSet::new();
    let mut next = vec![vec![start.clone()]];
    while let Some(path) = next.pop() {
        for needed in path.last().and_then(|name| needs.get(name)).into_iter().flatten() {
            let mut longer = path.clone();
            longer.push(needed.clone());
            if needed == start {
                return Some(longer);
            }
            if seen.insert(needed.clone()) {
                next.push(longer);
            }
        }
    }
    None
}

/// The plain names that an expression starts from.
fn roots(expr: &ast::Expr) -> Vec<Name> {
    match &expr.kind {
        ExprKind::Reference(reference) | ExprKind::Aggregate { of: reference, .. } => {
            root(reference).into_iter().collect()
        }
        ExprKind::Share { of, .. } => roots(of),
        ExprKind::Arithmetic { left, right, .. } => {
            roots(left).into_iter().chain(roots(right)).collect()
        }
        ExprKind::Literal(_) | ExprKind::Number(_) => Vec::new(),
    }
}

fn root(reference: &ast::Reference) -> Option<Name> {
    match &reference.root {
        Root::Name(name) => Some(Name::new(&name.text)),
        Root::Its(_) | Root::It(_) | Root::Every(_) => None,
    }
}
