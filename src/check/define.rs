//! What rule files define, by file.

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckError, CheckErrorKind, RuleFile};
use crate::name::Name;
use crate::source::{SharedSource, Span};
use crate::syntax::ast::{self, Statement};

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
    /// How many names each comes to once it is spelled out.
    pub(super) sizes: BTreeMap<Name, usize>,
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
                let value = located(&**value, source, span);
                self.claim(&name.text, source, span, errors, |all, n| {
                    all.constants.insert(n, value)
                });
            }
            Statement::Alias { name, target } => {
                let target = located(&**target, source, span);
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

    /// Where a definition of any kind stands.
    pub(super) fn anywhere(&self, name: &Name) -> Option<(SharedSource, Span)> {
        let adjective = || self.called(name).next().map(|(_, d)| (d.source.clone(), d.span));
        self.place_of(name).or_else(adjective)
    }

    /// The adjectives of this name, one for each kind of thing that it is said of.
    fn called<'d>(
        &'d self,
        name: &'d Name,
    ) -> impl Iterator<Item = (&'d (Name, Name), &'d Located<Adjective<'a>>)> {
        let first = (name.clone(), Name::new(""));
        self.adjectives.range(first..).take_while(move |((adjective, _), _)| adjective == name)
    }

    /// True where something of this name is defined.
    pub(super) fn defines(&self, name: &Name) -> bool {
        self.place_of(name).is_some()
            || self.measures.contains_key(name)
            || self.called(name).next().is_some()
    }

    /// True where nothing is defined.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.adjectives.is_empty()
            && self.constants.is_empty()
            && self.aliases.is_empty()
            && self.measures.is_empty()
            && self.year_one.is_none()
    }

    /// Takes out what must not be used.
    pub(super) fn remove(&mut self, names: &BTreeSet<&Name>) {
        self.constants.retain(|name, _| !names.contains(name));
        self.aliases.retain(|name, _| !names.contains(name));
        self.groups.retain(|name, _| !names.contains(name));
        self.adjectives.retain(|(name, _), _| !names.contains(name));
    }

    /// Takes in what a used file defines.
    pub(super) fn join(&mut self, used: &Self, errors: &mut Vec<CheckError>) {
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

    /// How many names the value of this name comes to; 0 where none is defined.
    pub(super) fn size(&self, name: &Name) -> usize {
        if self.sizes.is_empty() {
            return 0;
        }
        let valued =
            |name: &Name| self.constants.contains_key(name) || self.aliases.contains_key(name);
        let of = |name: &Name| self.sizes.get(name).filter(|_| valued(name)).copied();
        of(name).or_else(|| of(&name.other_number())).unwrap_or_default()
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
        if self.groups.is_empty() {
            return None;
        }
        self.groups.get_key_value(name).or_else(|| self.groups.get_key_value(&name.other_number()))
    }

    /// The definition of an adjective for things called `noun`; for any noun where that is not known.
    pub(super) fn adjective(
        &self,
        adjective: &Name,
        noun: Option<&Name>,
    ) -> Option<&Located<Adjective<'a>>> {
        if self.adjectives.is_empty() {
            return None;
        }
        let fits =
            |defined: &Adjective<'a>| noun.is_none_or(|noun| names_kind(noun, &defined.noun));
        let all = self.adjectives.range((adjective.clone(), Name::new(""))..);
        let mut called = all.take_while(|((name, _), _)| name == adjective).map(|(_, d)| d);
        called.find(|d| fits(&d.what))
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
