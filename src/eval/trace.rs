//! The same judgement, step by step: what each part of a rule came to, for those who ask why. Verdicts come from the
//! evaluator itself; this only looks on.

use super::Judge;
use super::range::Candidate;
use super::reason::Problem;
use super::spread::{Cell, Entry};
use super::term::Datum;
use super::verdict::Judged;
use super::world::{NodeRef, World};
use crate::model::{
    AggregateOver, Atom, AtomKind, Basis, CountBound, Deadline, Formula, Quantifier, Range, Rule,
    Scope, Term, VariableId,
};
use crate::report::{Counts, Verdict};
use crate::value::Value;

/// How many subjects of a quantifier, and parts of an aggregate, are followed.
const FOLLOWED: usize = 20;

/// What a formula came to, and how.
#[derive(Debug)]
pub struct Trace<'a> {
    /// The formula.
    pub formula: &'a Formula,
    /// What it came to.
    pub judged: Judged,
    /// The values that a single claim rests on.
    pub values: Vec<Worked>,
    /// Its parts in order; of a condition that is false only the condition.
    pub steps: Vec<Trace<'a>>,
    /// The subjects of a quantifier.
    pub subjects: Option<Subjects<'a>>,
}

/// The things that a quantifier looked at.
#[derive(Debug, Default)]
pub struct Subjects<'a> {
    /// Those that weigh most, followed to their own parts.
    pub followed: Vec<Subject<'a>>,
    /// All that were judged, by verdict.
    pub counts: Counts,
    /// Those that the filter left out.
    pub filtered: Vec<String>,
    /// Those that `except` left out.
    pub excepted: Vec<String>,
}

/// One thing.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What it is called.
    pub name: String,
    /// What it came to.
    pub judged: Judged,
    /// Whether it belongs.
    pub filter: Option<Trace<'a>>,
    /// What is said of it.
    pub body: Trace<'a>,
}

/// A value, worked out.
#[derive(Debug)]
pub struct Worked {
    /// As the rule names it.
    pub text: String,
    /// Its entries.
    pub entries: Vec<WorkedEntry>,
    /// What it was worked out from.
    pub from: Vec<Worked>,
    /// How many more parts there are.
    pub more: usize,
}

/// One entry of a value.
#[derive(Debug)]
pub struct WorkedEntry {
    /// Whose and when.
    pub entry: Entry,
    /// The value, or why there is none.
    pub value: Result<Value, Problem>,
    /// Where it stands, or would.
    pub nodes: Vec<NodeRef>,
}

/// Follows a rule's judgement. The window `from … until …` and the waiver are not looked at.
pub fn trace<'a>(rule: &'a Rule, scope: &'a Scope, world: &'a World<'a>) -> Trace<'a> {
    let mut judge = Judge {
        world,
        scope,
        except: &rule.clauses().except,
        except_names: Default::default(),
        excepted: Default::default(),
        bindings: Vec::new(),
        reached: Default::default(),
        settled: Default::default(),
        remarks: Vec::new(),
        keep_base: false,
        year_one: Default::default(),
        looked_at: 0,
    };
    judge.follow(&rule.formula)
}

impl<'a> Judge<'a> {
    fn follow(&mut self, formula: &'a Formula) -> Trace<'a> {
        let judged = self.formula(formula);
        let (mut values, mut steps, mut subjects) = (Vec::new(), Vec::new(), None);
        match formula {
            Formula::And(parts) | Formula::Or(parts) => {
                steps = parts.iter().map(|part| self.follow(part)).collect();
            }
            Formula::Not(inner) => steps.push(self.follow(inner)),
            Formula::If { condition, then } => {
                steps.push(self.follow(condition));
                let asked = steps.iter().all(|condition| !is_out(condition.judged.verdict));
                if asked {
                    steps.push(self.follow(then));
                }
            }
            Formula::Quantified { quantifier, variable, range, body } => {
                subjects = self.subjects(quantifier, *variable, range, body);
            }
            Formula::Atom(atom) => values = self.worked_for(atom),
        }
        Trace { formula, judged, values, steps, subjects }
    }

    fn subjects(
        &mut self,
        quantifier: &Quantifier,
        variable: VariableId,
        range: &'a Range,
        body: &'a Formula,
    ) -> Option<Subjects<'a>> {
        let mut all = Subjects::default();
        let mut judged: Vec<(Candidate<'a>, Judged)> = Vec::new();
        for candidate in self.things(range).ok()? {
            if self.is_excepted(&candidate) {
                all.excepted.push(candidate.name);
                continue;
            }
            match self.part(&candidate, variable, range, body, quantifier) {
                Some(part) => {
                    all.counts.add(part.verdict);
                    judged.push((candidate, part));
                }
                None => all.filtered.push(candidate.name),
            }
        }
        judged.sort_by_key(|(_, part)| weight(quantifier, part.verdict));
        for (candidate, part) in judged.into_iter().take(FOLLOWED) {
            self.bindings.push((variable, candidate.binding));
            let filter = range.filter.as_ref().map(|filter| self.follow(filter));
            let body = self.follow(body);
            self.bindings.pop();
            all.followed.push(Subject { name: candidate.name, judged: part, filter, body });
        }
        Some(all)
    }

    /// The values that a claim compares.
    fn worked_for(&mut self, atom: &'a Atom) -> Vec<Worked> {
        match &atom.kind {
            AtomKind::Compare { subject, limit, .. } => self.worked_all([subject, limit]),
            AtomKind::Happens { by: Some(Deadline::Day(by)), .. } => self.worked_all([by]),
            AtomKind::StartsWith { subject, .. } | AtomKind::SameForEvery { subject, .. } => {
                let cells = self.value_of(subject);
                vec![worked(subject.text.clone(), cells)]
            }
            AtomKind::Never { subject, .. } => vec![self.with_base(subject)],
            AtomKind::Reach { subject, value, .. } => {
                let mut all = vec![self.with_base(subject)];
                all.extend(self.worked_all([value]));
                all
            }
            AtomKind::Move { subject, basis: Basis::EveryYear, .. } => {
                vec![self.with_base(subject)]
            }
            AtomKind::Move { subject, basis: Basis::PreviousRound, .. } => {
                let (before, now) = (self.value_before(subject), self.value_of(subject));
                let earlier = format!("{} in the previous round", subject.text);
                vec![worked(earlier, before), worked(subject.text.clone(), now)]
            }
            AtomKind::Has { .. }
            | AtomKind::States { .. }
            | AtomKind::Is { .. }
            | AtomKind::Called { .. }
            | AtomKind::Happens { by: None | Some(Deadline::End(_)), .. } => Vec::new(),
        }
    }

    fn with_base(&mut self, subject: &'a crate::model::Reference) -> Worked {
        self.keep_base = true;
        let cells = self.value_of(subject);
        self.keep_base = false;
        worked(subject.text.clone(), cells)
    }

    /// What stands in the rule itself needs no working out.
    fn worked_all<const N: usize>(&mut self, terms: [&'a Term; N]) -> Vec<Worked> {
        let named = terms.into_iter().filter(|term| !matches!(term, Term::Value(_)));
        named.map(|term| self.worked(term)).collect()
    }

    fn worked(&mut self, term: &'a Term) -> Worked {
        let cells = self.term(term);
        let mut made = worked(super::compare::text_of(term), cells);
        match term {
            Term::Value(_) | Term::Reference(_) => {}
            Term::Share { of, .. } => made.from = self.worked_all([of]),
            Term::Arithmetic { left, right, .. } => made.from = self.worked_all([left, right]),
            Term::Aggregate { over, .. } => made.from = self.taken_from(over),
            Term::Count { variable, range } => made.from = self.counted(*variable, range),
        }
        made.more = made.from.len().saturating_sub(FOLLOWED);
        made.from.truncate(FOLLOWED);
        made
    }

    /// The values that an aggregate takes, thing by thing.
    fn taken_from(&mut self, over: &'a AggregateOver) -> Vec<Worked> {
        if let Some(cells) = over.thing.as_ref().and_then(|thing| self.entries_of(thing)) {
            return vec![worked(over.value.text.clone(), cells)];
        }
        let mut all = Vec::new();
        for candidate in self.members_of(over.variable, &over.range) {
            self.bindings.push((over.variable, candidate.binding));
            let cells = self.value_of(&over.value);
            self.bindings.pop();
            all.push(worked(candidate.name, cells));
        }
        all
    }

    fn counted(&mut self, variable: VariableId, range: &'a Range) -> Vec<Worked> {
        let members = self.members_of(variable, range);
        let named = |member: Candidate<'a>| worked(member.name, Vec::new());
        members.into_iter().map(named).collect()
    }

    /// The things of a range that its filter does not leave out.
    fn members_of(&mut self, variable: VariableId, range: &'a Range) -> Vec<Candidate<'a>> {
        let mut members = Vec::new();
        for candidate in self.things(range).unwrap_or_default() {
            let verdict = self.filtered(variable, &candidate, range);
            if !is_out(verdict) && !self.is_excepted(&candidate) {
                members.push(candidate);
            }
        }
        members
    }
}

fn is_out(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Broken | Verdict::NotApplicable)
}

fn worked(text: String, cells: Vec<Cell<Datum>>) -> Worked {
    let entry = |Cell { entry, what, .. }: Cell<Datum>| match what {
        Ok(Datum { value, nodes }) => WorkedEntry { entry, value: Ok(value), nodes },
        Err(problem) => {
            let nodes = super::compare::problem_nodes(&problem);
            WorkedEntry { entry, value: Err(problem), nodes }
        }
    };
    Worked { text, entries: cells.into_iter().map(entry).collect(), from: Vec::new(), more: 0 }
}

/// The gravest first; where too many may hold, those that do.
fn weight(quantifier: &Quantifier, verdict: Verdict) -> u8 {
    let upper =
        matches!(quantifier, Quantifier::Count(CountBound::AtMost | CountBound::FewerThan, _));
    match verdict {
        Verdict::Holds if upper => 0,
        Verdict::Broken => 1,
        Verdict::Unknown => 2,
        Verdict::Waiting => 3,
        Verdict::Waived => 4,
        Verdict::Holds => 5,
        Verdict::NotApplicable => 6,
    }
}
