//! Names with owners: what each will look up.

use super::CheckErrorKind;
use super::rule::Lowering;
use crate::model::{Reference, Root, Spelled, Time, TimePoint};
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{self, Selector};
use crate::syntax::text::collapsed;

impl Lowering<'_> {
    /// A name with its owners. A quantifier inside it is set aside to bind the whole claim.
    pub(super) fn reference(&mut self, reference: &ast::Reference) -> Option<Reference> {
        let defined = match &reference.root {
            ast::Root::Name(name) if !self.definitions.sizes.is_empty() => {
                self.definitions.size(&Name::new(&name.text))
            }
            ast::Root::Name(_) | ast::Root::Its(_) | ast::Root::It(_) | ast::Root::Every(_) => 0,
        };
        self.spell(defined + 1, reference.span)?;
        let mut made = self.root(reference)?;
        made.steps.reserve_exact(reference.steps.len());
        for step in reference.steps.iter().rev() {
            made.steps.push(Spelled::new(&step.text));
        }
        made.text = match reference.root {
            // the subject's own name takes the place of `it` in reports
            ast::Root::Every(_) => made.chained("it"),
            _ => self.words(reference),
        };
        self.select(&mut made, &reference.selectors)?;
        Some(made)
    }

    /// Applies `from P`, `in year N`, `in the previous round`.
    pub(super) fn select(&mut self, made: &mut Reference, selectors: &[Selector]) -> Option<()> {
        for selector in selectors {
            match selector {
                Selector::Party(name) => made.party = Some(Box::new(Spelled::new(&name.text))),
                Selector::Time(time) => self.set_time(made, time)?,
                Selector::PreviousRound(_) => made.previous = true,
            }
        }
        Some(())
    }

    /// Gives a reference its time; a second one is a fault.
    pub(super) fn set_time(&mut self, made: &mut Reference, time: &ast::Time) -> Option<()> {
        if made.time.is_some() {
            return self.fail(CheckErrorKind::TwoTimes, time.span);
        }
        made.time = Some(self.time(time)?);
        Some(())
    }

    /// A time, its date read.
    pub(super) fn time(&mut self, time: &ast::Time) -> Option<Time> {
        let point = match &time.point {
            ast::TimePoint::Year(year) => TimePoint::Year(*year),
            ast::TimePoint::Calendar(year) => TimePoint::Calendar(*year),
            ast::TimePoint::Date(literal) => TimePoint::Date(self.date(literal)?),
        };
        Some(Time { extent: time.extent, point })
    }

    fn root(&mut self, reference: &ast::Reference) -> Option<Reference> {
        match &reference.root {
            // its words follow
            ast::Root::Name(name) => {
                let name = Spelled::new(&name.text);
                Some(Reference::at(Root::Name(name), String::new()))
            }
            ast::Root::Its(name) => self.its(name),
            ast::Root::It(span) => self.it(*span),
            ast::Root::Every(noun) => {
                let variable = self.variable();
                let range = self.range(noun, variable)?;
                let thing = Reference::variable(variable, "it");
                self.lifted.push((variable, range));
                Some(thing)
            }
        }
    }

    fn its(&mut self, name: &ast::Name) -> Option<Reference> {
        let mut owners: Vec<Reference> =
            self.things.iter().rev().chain(&self.owners).cloned().collect();
        if owners.is_empty() {
            owners.clone_from(&self.fallback);
        }
        if owners.is_empty() {
            return self.fail(CheckErrorKind::NothingMeant("its"), name.span);
        }
        let root = Root::Its { name: Spelled::new(&name.text), owners };
        Some(Reference::at(root, format!("its {}", name.text)))
    }

    fn it(&mut self, span: Span) -> Option<Reference> {
        let meant = self.things.last().or(self.owners.first()).or(self.fallback.first()).cloned();
        meant.or_else(|| self.fail(CheckErrorKind::NothingMeant("it"), span))
    }

    /// The words of a reference, white space collapsed, without a leading article.
    fn words(&self, reference: &ast::Reference) -> String {
        words(self.source.slice(reference.span))
    }

    /// A reference and all its owners, the innermost first: where `its` looks.
    pub(super) fn owners_in(reference: &Reference) -> Vec<Reference> {
        std::iter::successors(Some(reference.clone()), Reference::owner).collect()
    }
}

/// Words on one line, without a leading article.
pub(super) fn words(text: &str) -> String {
    let joined = collapsed(text);
    for article in ["the ", "a ", "an ", "The ", "A ", "An "] {
        if let Some(rest) = joined.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    joined
}
