//! Rules: from a sentence with its clauses to a formula with its reasons.

use std::collections::BTreeSet;

use super::define::{Definitions, Located};
use super::{CheckError, CheckErrorKind, RuleFile, RuleLimits, slug};
use crate::model::{
    Clauses, Defined, Formula, Quantifier, Range, Reference, Rule, Scope, VariableId,
};
use crate::name::Name;
use crate::report::Force;
use crate::source::{SharedSource, Span};
use crate::syntax::ast::{self, Modal, Statement, SubjectKind};
use crate::syntax::text::collapsed;
use crate::value::{self, LiteralError, NumberLimits};

/// Spells out the sentences of one file. A function that returns `None` has recorded a fault.
pub(super) struct Lowering<'a> {
    pub(super) file: &'a RuleFile,
    /// The file whose text is being read: another one while a definition that it brought is spelled out.
    pub(super) source: SharedSource,
    pub(super) definitions: &'a Definitions<'a>,
    /// Where its definitions stand among the scopes.
    scope: usize,
    errors: &'a mut Vec<CheckError>,
    variables: usize,
    /// What `it` and `its` mean: the quantified things, the innermost last.
    pub(super) things: Vec<Reference>,
    /// Where else `its` looks: the owners in the sentence's subject, the innermost first.
    pub(super) owners: Vec<Reference>,
    /// True where `it` or `its` may stand in the sentence, or in what it is spelled out with: else nobody asks for owners.
    pub(super) asks_for_owners: bool,
    /// Where it looks where there is no such subject: what the condition before it spoke of.
    pub(super) fallback: Vec<Reference>,
    /// Within `whose …`: the entry whose fields are meant.
    pub(super) entry: Option<Reference>,
    /// Quantifiers met inside names, which bind the whole claim.
    pub(super) lifted: Vec<(VariableId, Range)>,
    /// Groups and adjectives being spelled out, to notice circles.
    pub(super) expanding: Vec<Name>,
    limits: RuleLimits,
    /// How many names the sentence has come to.
    spelled: usize,
    /// The faults that were recorded, so that each is said once.
    said: BTreeSet<(String, Span, &'static str)>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        file: &'a RuleFile,
        definitions: &'a Definitions<'a>,
        scope: usize,
        limits: RuleLimits,
        errors: &'a mut Vec<CheckError>,
    ) -> Self {
        Self {
            file,
            source: file.source.clone(),
            definitions,
            scope,
            errors,
            variables: 0,
            things: Vec::new(),
            owners: Vec::new(),
            asks_for_owners: true,
            fallback: Vec::new(),
            entry: None,
            lifted: Vec::new(),
            expanding: Vec::new(),
            limits,
            spelled: 0,
            said: BTreeSet::new(),
        }
    }

    /// Records a fault.
    pub(super) fn fail<T>(&mut self, kind: CheckErrorKind, span: Span) -> Option<T> {
        // definitions are spelled out wherever they are used: say each fault once
        if self.said.insert((self.source.name().to_owned(), span, kind.code())) {
            self.errors.push(CheckError { kind, source: self.source.clone(), span, related: None });
        }
        None
    }

    /// Counts what a sentence comes to; a fault where that is too much.
    pub(super) fn spell(&mut self, names: usize, span: Span) -> Option<()> {
        let limit = self.limits.spelled_out;
        self.spelled = self.spelled.saturating_add(names);
        if self.spelled <= limit {
            return Some(());
        }
        self.fail(CheckErrorKind::TooLarge { limit }, span)
    }

    /// The limits on numbers.
    pub(super) fn numbers(&self) -> NumberLimits {
        self.limits.numbers
    }

    /// A fresh variable.
    pub(super) fn variable(&mut self) -> VariableId {
        self.variables += 1;
        VariableId(self.variables - 1)
    }

    /// The definitions that are looked up while judging.
    pub(super) fn scope(&mut self) -> Scope {
        let definitions = self.definitions;
        let mut scope =
            Scope { names: definitions.names().into_iter().collect(), ..Scope::default() };
        for (name, defined) in &definitions.constants {
            self.spelled = 0;
            if let Some(what) = self.within(&defined.source, |this| this.term(defined.what)) {
                scope.constants.insert(name.clone(), place(defined, what));
            }
        }
        for (name, defined) in &definitions.aliases {
            self.spelled = 0;
            if let Some(what) = self.within(&defined.source, |this| this.reference(defined.what)) {
                scope.aliases.insert(name.clone(), place(defined, what));
            }
        }
        for (name, defined) in &definitions.measures {
            match value::Unit::parse(&defined.what.text) {
                Ok(unit) => {
                    scope.measures.insert(name.clone(), unit);
                }
                Err(unknown) => {
                    let kind = CheckErrorKind::Literal(LiteralError::UnknownUnit(unknown));
                    self.within(&defined.source, |this| this.fail::<()>(kind, defined.what.span));
                }
            }
        }
        if let Some(defined) = &definitions.year_one {
            let day = self.within(&defined.source, |this| this.date(defined.what));
            scope.year_one = day.map(|what| place(defined, what));
        }
        scope
    }

    /// Appends the rules of this file.
    pub(super) fn rules(&mut self, rules: &mut Vec<Rule>) {
        let file = self.file;
        let party = file.parsed.file.sentences.iter().find_map(|s| match &s.statement {
            Statement::Party(name) => Some(Name::new(&name.text)),
            _ => None,
        });
        rules.reserve(file.parsed.file.sentences.len());
        for sentence in &file.parsed.file.sentences {
            match &sentence.statement {
                Statement::Rule(rule) => rules.extend(self.sentence(sentence, rule, party.clone())),
                _ => {
                    self.asks_for_owners = true;
                    self.definition(sentence);
                }
            }
        }
    }

    /// Faults inside a definition are said even where nothing uses it.
    fn definition(&mut self, sentence: &ast::Sentence) {
        if let Some(clause) = sentence.clauses.first() {
            self.fail::<()>(CheckErrorKind::ClauseOnDefinition, clause.span);
        }
        self.spelled = 0;
        let variable = self.variable();
        match &sentence.statement {
            Statement::Selection { noun, .. } => {
                self.range(noun, variable);
            }
            Statement::Adjective { condition, .. } => {
                self.about(Reference::variable(variable, "it"), |this| this.condition(condition));
            }
            _ => {}
        }
    }

    fn sentence(
        &mut self,
        sentence: &ast::Sentence,
        rule: &ast::Rule,
        party: Option<Name>,
    ) -> Option<Rule> {
        self.spelled = 0;
        self.things.clear();
        self.owners.clear();
        self.fallback.clear();
        self.lifted.clear();
        let text = one_line(self.file.source.slice(sentence.span));
        self.asks_for_owners = !self.definitions.is_empty() || says_it(&text);
        let formula = self.rule(rule);
        let mut clauses = Clauses::NONE;
        let is_fine = sentence
            .clauses
            .iter()
            .map(|clause| self.clause(clause, &mut clauses))
            .fold(true, |all, one| all & one.is_some());
        let formula = formula.filter(|_| is_fine)?;
        let label = sentence.label.as_ref();
        Some(Rule {
            id: label.map_or_else(|| slug::slug(&text), |label| label.text.clone()),
            label: label.map(|label| label.span),
            force: force(rule),
            formula,
            sentence: text,
            source: self.file.source.clone(),
            span: sentence.span,
            beneath: (clauses != Clauses::NONE).then(|| Box::new(clauses)),
            private: self.file.parsed.stretch_at(sentence.span.start).is_some_and(|it| it.private),
            party,
            scope: self.scope,
        })
    }

    /// Spells out something that stands in another file.
    pub(super) fn within<T>(
        &mut self,
        source: &SharedSource,
        what: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = std::mem::replace(&mut self.source, source.clone());
        let result = what(self);
        self.source = outer;
        result
    }

    /// A rule's formula.
    pub(super) fn rule(&mut self, rule: &ast::Rule) -> Option<Formula> {
        match rule {
            ast::Rule::Claim(claim) => self.rule_claim(claim),
            ast::Rule::Event { happening, .. } => self.demanded(happening),
            ast::Rule::Halt(condition) | ast::Rule::Warn(condition) => {
                Some(Formula::Not(Box::new(self.condition(condition)?)))
            }
            ast::Rule::If { condition, then } => {
                self.fallback = self.owners_of_condition(condition);
                let then = self.rule(then);
                let condition = self.condition(condition);
                Some(Formula::If { condition: Box::new(condition?), then: Box::new(then?) })
            }
            ast::Rule::Unless { rule, condition } => {
                let then = self.rule(rule);
                let condition = self.condition(condition);
                let not = Formula::Not(Box::new(condition?));
                Some(Formula::If { condition: Box::new(not), then: Box::new(then?) })
            }
            ast::Rule::OnlyIf { grant, condition } => {
                let granted =
                    self.claim(&grant.subject, &grant.predicate, crate::model::Stance::Ask, None);
                let condition = self.condition(condition);
                Some(Formula::If { condition: Box::new(granted?), then: Box::new(condition?) })
            }
            ast::Rule::ForEach { noun, rule } => {
                let variable = self.variable();
                let mark = self.lifted.len();
                let range = self.range(noun, variable);
                let thing = Reference::variable(variable, "it");
                let body = self.about(thing, |this| this.rule(rule));
                let every = Formula::Quantified {
                    quantifier: Quantifier::Every,
                    variable,
                    range: range?,
                    body: Box::new(body?),
                };
                Some(self.bind(mark, every))
            }
            ast::Rule::All(rules) => {
                let formulas: Vec<Option<Formula>> =
                    rules.iter().map(|rule| self.rule(rule)).collect();
                Some(Formula::And(formulas.into_iter().collect::<Option<_>>()?))
            }
        }
    }

    /// Binds the quantifiers that were met inside names since `mark`.
    pub(super) fn bind(&mut self, mark: usize, formula: Formula) -> Formula {
        self.lifted.split_off(mark.min(self.lifted.len())).into_iter().rev().fold(
            formula,
            |body, (variable, range)| Formula::Quantified {
                quantifier: Quantifier::Every,
                variable,
                range,
                body: Box::new(body),
            },
        )
    }

    /// Spells out something that speaks of `thing` alone: the filter of a noun, the meaning of an adjective.
    pub(super) fn alone_about<T>(
        &mut self,
        thing: Reference,
        what: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let things = std::mem::replace(&mut self.things, vec![thing]);
        let owners = std::mem::take(&mut self.owners);
        let fallback = std::mem::take(&mut self.fallback);
        let entry = self.entry.take();
        let result = what(self);
        (self.things, self.owners, self.fallback, self.entry) = (things, owners, fallback, entry);
        result
    }

    /// Spells out something in which `it` means `thing`.
    pub(super) fn about<T>(&mut self, thing: Reference, what: impl FnOnce(&mut Self) -> T) -> T {
        self.things.push(thing);
        let result = what(self);
        self.things.pop();
        result
    }
}

fn place<T, U>(defined: &Located<T>, what: U) -> Defined<U> {
    Defined { what, source: defined.source.clone(), span: defined.span }
}

/// How strongly a rule binds: the strongest of its claims.
fn force(rule: &ast::Rule) -> Force {
    let of_modal = |modal: Modal| if modal == Modal::Should { Force::Should } else { Force::Must };
    match rule {
        ast::Rule::Claim(claim) => of_modal(claim.modal),
        ast::Rule::Event { modal, .. } => of_modal(*modal),
        ast::Rule::Halt(_) => Force::Halt,
        ast::Rule::Warn(_) => Force::Warn,
        ast::Rule::If { then, .. } => force(then),
        ast::Rule::Unless { rule, .. } | ast::Rule::ForEach { rule, .. } => force(rule),
        ast::Rule::OnlyIf { .. } => Force::Must,
        ast::Rule::All(rules) => {
            if rules.iter().all(|rule| force(rule).is_concern()) {
                Force::Should
            } else {
                Force::Must
            }
        }
    }
}

/// A sentence on one line, without comments.
fn one_line(text: &str) -> String {
    // a loop without a way out of it is one that the machine takes many bytes at a time through
    if text.bytes().fold(true, |all, byte| all & (byte != b'#') & (byte != b'\n')) {
        return collapsed(text);
    }
    let mut quoted = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        for c in line.chars() {
            quoted ^= c == '"';
            if c == '#' && !quoted {
                break;
            }
            kept.push(c);
        }
        kept.push(' ');
    }
    collapsed(&kept)
}

/// True for a text with the word `it` or `its`.
fn says_it(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    if !pairs.fold(false, |any, (one, next)| any | ((one | 0x20 == b'i') & (*next == b't'))) {
        return false;
    }
    let mut words = bytes.split(|byte| !byte.is_ascii_alphanumeric());
    words.any(|word| matches!(word, b"it" | b"its" | b"It" | b"Its"))
}

/// True for subjects that turn a predicate into something forbidden.
pub(super) fn forbids(kind: &SubjectKind) -> bool {
    use ast::CountBound::{AtMost, FewerThan};
    matches!(kind, SubjectKind::No(_) | SubjectKind::Counted { bound: AtMost | FewerThan, .. })
}
