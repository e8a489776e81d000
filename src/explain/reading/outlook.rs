//! What keeps a sentence from holding or breaking: what makes it unknown, what lets it wait, and when it does not apply.

use crate::explain::walk::Met;
use crate::explain::{Item, words};
use crate::model::{
    AggregateKind, Atom, AtomKind, Basis, Deadline, Formula, Op, Quantifier, Range, RangeKind,
    Reference, Scope, Stance, Term, TimePoint,
};
use crate::name::Name;
use crate::value::{Dimension, Value};

/// The lines, gathered on the way through a formula.
#[derive(Debug, Default)]
pub(super) struct Outlook {
    missing: Vec<String>,
    stated: Vec<String>,
    named: Vec<String>,
    unknown: Vec<String>,
    waiting: Vec<String>,
    not_applicable: Vec<String>,
}

impl Outlook {
    /// Takes in what is met.
    pub(super) fn meet(&mut self, met: Met<'_>) {
        match met {
            Met::Formula(formula) => self.formula(formula),
            Met::Atom(atom) => self.atom(atom),
            Met::Range(range) => self.range(range),
            Met::Term(term) => self.term(term),
            Met::Reference(reference) => self.picked(reference),
        }
    }

    /// What makes it unknown. What the rules define is always stated.
    pub(super) fn unknown(&mut self, scope: Option<&Scope>) -> Vec<Item> {
        let constant = |text: &String| {
            let name = Name::new(text.trim_matches('`'));
            scope.is_some_and(|scope| {
                scope.constants.contains_key(&name)
                    || scope.constants.contains_key(&name.other_number())
            })
        };
        self.missing.retain(|text| !constant(text));
        let mut lines = Vec::new();
        if !self.missing.is_empty() {
            lines.push(format!(
                "not stated, or not yet agreed (`tbd`, `open`, `?`, `offered`): {}",
                self.missing.join(", ")
            ));
        }
        if !self.stated.is_empty() {
            lines.push(format!(
                "there, but not yet agreed (`tbd`, `open`, `?`) or empty: {}",
                self.stated.join(", ")
            ));
        }
        if !self.named.is_empty() {
            lines.push(format!(
                "{} is nowhere, or merely looks misspelt: a close name is there, this one is nowhere",
                words::joined(&self.named, "or")
            ));
        }
        lines.extend(self.unknown.iter().cloned());
        if !lines.is_empty() {
            lines.push(
                "the rules, the proposal and the facts state different values for one name"
                    .to_owned(),
            );
        }
        lines.into_iter().map(|line| Item::new(format!("- {line}"))).collect()
    }

    /// What lets it wait.
    pub(super) fn waiting(&self) -> Vec<Item> {
        self.waiting.iter().map(|line| Item::new(format!("- {line}"))).collect()
    }

    /// When it does not apply.
    pub(super) fn not_applicable(&self) -> Vec<Item> {
        self.not_applicable.iter().map(|line| Item::new(format!("- {line}"))).collect()
    }

    fn formula(&mut self, formula: &Formula) {
        match formula {
            Formula::If { .. } => {
                say(&mut self.not_applicable, "the condition is not so");
                say(
                    &mut self.unknown,
                    "the condition is unknown, and what follows from it does not hold anyway",
                );
            }
            Formula::Quantified {
                quantifier: Quantifier::Every | Quantifier::Some, range, ..
            } if range.filter.is_some() => {
                say(&mut self.not_applicable, &format!("nothing is left of `{}`", range.text));
            }
            Formula::And(_)
            | Formula::Or(_)
            | Formula::Not(_)
            | Formula::Quantified { .. }
            | Formula::Atom(_) => {}
        }
    }

    fn atom(&mut self, atom: &Atom) {
        match &atom.kind {
            AtomKind::Has { owner, what } => self.had(atom.stance, owner, what),
            AtomKind::States { owner, what } => self.rests_on(atom.stance, owner, what),
            AtomKind::Compare { subject, op, limit, holding } => {
                self.compared(subject, *op, limit, *holding && atom.stance == Stance::Demand);
                self.differs(atom, subject);
            }
            AtomKind::StartsWith { subject, .. } => {
                self.needs(subject);
                self.differs(atom, &Term::Reference(subject.clone()));
            }
            AtomKind::Is { subject, .. } => {
                say(&mut self.unknown, &format!("{} is nowhere", words::name(subject)));
                self.differs(atom, &Term::Reference(subject.clone()));
            }
            AtomKind::SameForEvery { subject, noun } => {
                self.needs(subject);
                let without = format!("a listed `{}` without an entry of its own", noun.text);
                say(&mut self.unknown, &format!("{without}, where there are entries"));
                say(&mut self.unknown, INCOMPARABLE);
            }
            AtomKind::Never { subject, .. } => {
                self.needs(subject);
                say(&mut self.unknown, UNORDERED);
            }
            AtomKind::Move { subject, amount, basis, .. } => self.moved(subject, amount, *basis),
            AtomKind::Reach { subject, by, .. } => {
                self.needs(subject);
                say(&mut self.unknown, &format!("no value is in force {}", words::when(*by)));
            }
            AtomKind::Called { .. } => {}
            AtomKind::Happens { event, by } => self.happens(atom.stance, event, by.as_ref()),
        }
    }

    fn had(&mut self, stance: Stance, owner: &Reference, what: &Reference) {
        say(&mut self.stated, &words::held(owner, what));
        self.rests_on(stance, owner, what);
    }

    /// Where it is not demanded, that something is not there can only be told of a name that is right.
    fn rests_on(&mut self, stance: Stance, owner: &Reference, what: &Reference) {
        if stance != Stance::Demand {
            self.may_be_nowhere(owner);
            say(&mut self.named, &words::held(owner, what));
        }
    }

    /// A thing that a quantifier is at is there.
    fn may_be_nowhere(&mut self, owner: &Reference) {
        if !matches!(owner.root, crate::model::Root::Variable(_)) {
            say(&mut self.named, &words::name(owner));
        }
    }

    fn compared(&mut self, subject: &Term, op: Op, limit: &Term, lacking: bool) {
        for term in [subject, limit] {
            if let Term::Reference(reference) = term {
                let list =
                    if lacking && term == subject { &mut self.stated } else { &mut self.missing };
                say(list, &words::name(reference));
            }
        }
        match limit {
            Term::Value(Value::Text(_)) => {}
            Term::Value(Value::Quantity(quantity)) if quantity.is_bare_zero() => {}
            Term::Value(value @ Value::Quantity(quantity)) => {
                say(&mut self.unknown, &unit_words(value));
                if *quantity.unit.dimension() == Dimension::Percent && op != Op::Equal {
                    say(
                        &mut self.unknown,
                        "a duty that may lie on either side of the limit, depending on the customs value",
                    );
                }
            }
            Term::Value(Value::Date(_)) => {
                say(&mut self.unknown, "a value that is no day; a day with two readings is text")
            }
            _ => say(&mut self.unknown, INCOMPARABLE),
        }
    }

    fn differs(&mut self, atom: &Atom, subject: &Term) {
        let Term::Reference(reference) = subject else { return };
        let picked = reference.party.is_some() && reference.time.is_some();
        if atom.stance == Stance::Ask && atom.frequency.is_none() && !picked {
            say(
                &mut self.unknown,
                &format!(
                    "entries of {} for several parties or times that do not agree",
                    words::name(reference)
                ),
            );
        }
    }

    fn moved(&mut self, subject: &Reference, amount: &Value, basis: Basis) {
        self.needs(subject);
        let share =
            matches!(amount, Value::Quantity(q) if *q.unit.dimension() == Dimension::Percent);
        if share {
            say(&mut self.unknown, "the values are percentages themselves, or it starts from zero");
        }
        match basis {
            Basis::EveryYear => say(
                &mut self.unknown,
                "only one value is stated, so that there is no year to compare with",
            ),
            Basis::PreviousRound => self.round(),
        }
    }

    fn happens(&mut self, stance: Stance, event: &Reference, by: Option<&Deadline>) {
        let name = words::name(event);
        say(
            &mut self.unknown,
            &format!("{name} is `offered`, empty, or neither a date nor yes nor no"),
        );
        if stance != Stance::Demand {
            say(
                &mut self.unknown,
                &format!("{name} is nowhere, and something with a close name is there"),
            );
        }
        if let Some(by) = by {
            say(
                &mut self.unknown,
                &format!("{name} is there as `yes` without a date, after the last day"),
            );
            self.deadline(by);
            say(
                &mut self.waiting,
                &format!(
                    "{name} has not happened, and the last day ({}) has not passed",
                    words::deadline(by)
                ),
            );
        }
    }

    /// The end of a year of the agreement is a day only where it is known when year 1 begins.
    fn deadline(&mut self, by: &Deadline) {
        match by {
            Deadline::Day(Term::Value(_)) => {}
            Deadline::Day(day) => say(&mut self.missing, &words::term(day)),
            Deadline::End(time) if matches!(time.point, TimePoint::Year(_)) => {
                say(
                    &mut self.unknown,
                    "nothing says when year 1 begins (`entry into force`, or `year 1 is …`)",
                );
            }
            Deadline::End(_) => {}
        }
    }

    fn needs(&mut self, reference: &Reference) {
        say(&mut self.missing, &words::name(reference));
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Aggregate { kind, over } => {
                let word = words::aggregate(*kind);
                say(
                    &mut self.unknown,
                    &format!(
                        "the {word} of nothing: no value of {} is there",
                        words::name(&over.value)
                    ),
                );
                if matches!(kind, AggregateKind::Total | AggregateKind::Average) {
                    say(
                        &mut self.unknown,
                        &format!(
                            "one of the values of the {word} is not known, or changes over time"
                        ),
                    );
                }
            }
            Term::Count { .. } => say(
                &mut self.unknown,
                "so many may or may not count that the number could lie on either side",
            ),
            Term::Value(_) | Term::Reference(_) | Term::Share { .. } | Term::Arithmetic { .. } => {}
        }
    }

    fn range(&mut self, range: &Range) {
        match &range.kind {
            RangeKind::Members(_) => {}
            RangeKind::Field(field) => {
                say(
                    &mut self.unknown,
                    &format!("{} is not there, empty or not yet agreed", words::name(field)),
                );
            }
            RangeKind::Collection(name) => {
                say(
                    &mut self.unknown,
                    &format!(
                        "nothing is called {}, or the list of them is empty",
                        words::either_number(&name.text)
                    ),
                );
            }
        }
        if range.filter.is_some() {
            say(&mut self.unknown, "whether a thing belongs is not known, and it would matter");
        }
    }

    fn picked(&mut self, reference: &Reference) {
        if let Some(time) = reference.time {
            let name = words::name(reference);
            let said = name.contains(&words::point(time.point));
            let then = if said { "then".to_owned() } else { words::when(time) };
            say(&mut self.unknown, &format!("no value of {name} is in force {then}"));
            if matches!(time.point, TimePoint::Year(_)) {
                say(&mut self.unknown, YEAR_ONE);
            }
        }
        if let Some(party) = &reference.party {
            say(
                &mut self.unknown,
                &format!("`{}` is no party to the proposal, or has no entry", party.text),
            );
        }
        if reference.previous {
            self.round();
        }
    }

    fn round(&mut self) {
        say(
            &mut self.unknown,
            "the round before was not given, and the proposal is not marked `round: 1`",
        );
        say(&mut self.not_applicable, "it is the first round: there is none before it");
    }
}

const INCOMPARABLE: &str = "values that cannot be compared: a bare number with a unit, two \
                            currencies, weight with volume, a text";
const UNORDERED: &str = "two values in a row that cannot be compared (a text, another currency)";
const YEAR_ONE: &str = "values by date or calendar year, where nothing says when year 1 begins \
                        (`entry into force`, or `year 1 is …`)";

fn unit_words(limit: &Value) -> String {
    format!(
        "a value that cannot be compared with {}: of another kind of unit, without one, or a text",
        limit.to_text()
    )
}

fn say(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}
