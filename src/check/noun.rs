//! Nouns: groups, collections, entries of a field and lists, with what filters them.

use std::borrow::Cow;

use super::define::Group;
use super::rule::Lowering;
use super::{CheckErrorKind, refer};
use crate::model::{Formula, Range, RangeKind, Reference, Spelled, Stance, VariableId};
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{self, Filter, NounKind};

impl Lowering<'_> {
    /// The range of a noun; `variable` stands for its things.
    pub(super) fn range(&mut self, noun: &ast::Noun, variable: VariableId) -> Option<Range> {
        let mut range = match &noun.kind {
            NounKind::Named(name) => {
                self.named(&Name::new(&name.text), &name.text, variable, name.span)?
            }
            NounKind::Field(reference) => self.field_range(reference)?,
            NounKind::List(references) => self.members(references)?,
        };
        range.text = refer::words(self.source.slice(noun.span));
        let thing = Reference::variable(variable, "it");
        for filter in &noun.filters {
            let formula = self.filter(filter, &thing)?;
            restrict(&mut range, formula);
        }
        Some(range)
    }

    fn field_range(&mut self, reference: &ast::Reference) -> Option<Range> {
        let field = self.reference(reference)?;
        if self.asks_for_owners {
            self.owners = Self::owners_in(&field);
        }
        Some(Range { text: field.text.clone(), kind: RangeKind::Field(field), filter: None })
    }

    fn members(&mut self, references: &[ast::Reference]) -> Option<Range> {
        let members: Vec<Option<Reference>> =
            references.iter().map(|reference| self.reference(reference)).collect();
        Some(Range {
            kind: RangeKind::Members(members.into_iter().collect::<Option<_>>()?),
            filter: None,
            text: String::new(),
        })
    }

    /// A group, an adjective before a noun, or else the entries of a collection.
    pub(super) fn named(
        &mut self,
        name: &Name,
        text: &str,
        variable: VariableId,
        span: Span,
    ) -> Option<Range> {
        let definitions = self.definitions;
        if let Some((defined, group)) = definitions.group(name) {
            let defined = defined.clone();
            return match &group.what {
                Group::Members(members) => {
                    let members = self.expand(defined, span, |this| this.flat(members))?;
                    Some(Range {
                        kind: RangeKind::Members(members),
                        filter: None,
                        text: text.to_owned(),
                    })
                }
                Group::Selection(noun) => {
                    let source = &group.source;
                    self.expand(defined, span, |this| {
                        this.within(source, |this| this.range(noun, variable))
                    })
                }
            };
        }
        if let Some(range) = self.described(name, text, variable, span) {
            return range;
        }
        Some(Range {
            kind: RangeKind::Collection(Spelled::new(text)),
            filter: None,
            text: text.to_owned(),
        })
    }

    /// The members of a group; a member that is a group itself stands for its members.
    fn flat(&mut self, members: &[ast::Name]) -> Option<Vec<Reference>> {
        let definitions = self.definitions;
        let mut all = Vec::with_capacity(members.len());
        for member in members {
            self.spell(1, member.span)?;
            match definitions.group(&Name::new(&member.text)) {
                Some((defined, super::define::Located { what: Group::Members(inner), .. })) => {
                    all.extend(self.expand(defined.clone(), member.span, |this| this.flat(inner))?);
                }
                _ => all.push(Reference::plain(&member.text)),
            }
        }
        Some(all)
    }

    /// `sensitive product`: an adjective before a noun; `None` where the first words are no adjective.
    fn described(
        &mut self,
        name: &Name,
        text: &str,
        variable: VariableId,
        span: Span,
    ) -> Option<Option<Range>> {
        if self.definitions.adjectives.is_empty() {
            return None;
        }
        let words: Vec<&str> = name.as_str().split(' ').collect();
        let spelled: Vec<&str> =
            text.split([' ', '-', '_']).filter(|word| !word.is_empty()).collect();
        for length in 1..words.len() {
            let (adjective, noun) = words.split_at(length);
            let (adjective, noun) = (Name::new(&adjective.join(" ")), Name::new(&noun.join(" ")));
            let definitions = self.definitions;
            let Some(defined) = definitions.adjective(&adjective, Some(&noun)) else { continue };
            let rest = spelled.iter().skip(length).copied().collect::<Vec<_>>().join(" ");
            let thing = Reference::variable(variable, "it");
            let (condition, source) = (defined.what.condition, &defined.source);
            return Some(self.named(&noun, &rest, variable, span).and_then(|mut range| {
                let formula = self.expand(adjective, span, |this| {
                    this.within(source, |this| {
                        this.alone_about(thing, |this| this.condition(condition))
                    })
                })?;
                restrict(&mut range, formula);
                Some(range)
            }));
        }
        None
    }

    /// Spells out a definition, unless that is being done already.
    pub(super) fn expand<T>(
        &mut self,
        name: Name,
        span: Span,
        what: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.expanding.contains(&name) {
            let circle =
                self.expanding.iter().chain([&name]).map(|n| n.as_str().to_owned()).collect();
            return self.fail(CheckErrorKind::Circular(circle), span);
        }
        self.spell(1, span)?;
        self.expanding.push(name);
        let result = what(self);
        self.expanding.pop();
        result
    }

    fn filter(&mut self, filter: &Filter, thing: &Reference) -> Option<Formula> {
        self.alone_about(thing.clone(), |this| match filter {
            Filter::Whose(condition) => {
                this.entry = Some(thing.clone());
                this.condition(condition)
            }
            Filter::With(holdings) => {
                this.holdings(holdings, Cow::Borrowed(thing), Stance::Ask, false)
            }
            Filter::States(holdings) => {
                this.holdings(holdings, Cow::Borrowed(thing), Stance::Ask, true)
            }
        })
    }
}

/// Adds a filter to those that a range has.
fn restrict(range: &mut Range, filter: Formula) {
    range.filter = Some(Box::new(match range.filter.take() {
        None => filter,
        Some(earlier) => Formula::And(vec![*earlier, filter]),
    }));
}
