//! Judging: a rule against a proposal, by three-valued logic. Pure: no files, no clock, no words. The day comes in as a value,
//! and what is found goes out as data ([`Judged`]) that [`crate::report`] puts into words.

mod aggregate;
mod atom;
pub(crate) mod compare;
mod entries;
mod event;
mod indexed;
mod lookup;
mod movement;
mod range;
pub mod reason;
mod same;
mod sides;
pub mod spread;
mod term;
mod time;
pub mod trace;
pub mod verdict;
pub mod world;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

pub(crate) use aggregate::Taken;
pub use indexed::{Indexed, names_of};
pub use reason::{Missing, Problem, Reason};
pub use verdict::{Judged, Margin, Part};
pub use world::{NodeRef, Previous, Vocabulary, World};

use crate::model::{Atom, Formula, Quantifier, Range, Reference, Rule, Scope, Spelled, VariableId};
use crate::name::Name;
use crate::report::Verdict;
use range::Candidate;

/// What a rule came to, with what is to be said beside its verdict.
#[derive(Debug)]
pub struct Result {
    /// The verdict without the waiver.
    pub judged: Judged,
    /// What the reader should know.
    pub remarks: Vec<Remark>,
}

/// Something that changes no verdict.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// The verdict rests on the absence of a name that is nowhere in the run.
    AbsentEverywhere(Spelled),
    /// A quantified rule had no subject left.
    NoSubject {
        /// The noun.
        noun: String,
        /// How many were looked at.
        looked_at: usize,
    },
    /// A name after `except` that nothing is called.
    ExceptFindsNothing(Spelled),
    /// The round before the first was asked for.
    FirstRound,
    /// The round before was not given.
    RoundNotGiven,
    /// More things than a rule may look at.
    TooManySubjects {
        /// How many it may look at.
        limit: usize,
    },
}

/// What stands for a variable.
#[derive(Debug, Clone)]
enum Binding<'a> {
    /// A thing that was found, and what it is called in the report.
    Thing(Vec<NodeRef>, Rc<str>),
    /// A thing that the rule names, looked up wherever it is used.
    Member(&'a Reference),
}

/// Judges one rule.
pub fn judge<'a>(rule: &'a Rule, scope: &'a Scope, world: &'a World<'a>) -> Result {
    let mut judge = Judge {
        world,
        scope,
        except: &rule.clauses().except,
        except_names: OnceCell::new(),
        excepted: BTreeSet::new(),
        bindings: Vec::new(),
        reached: Default::default(),
        settled: HashMap::new(),
        remarks: Vec::new(),
        keep_base: false,
        year_one: OnceCell::new(),
        looked_at: 0,
    };
    let outside = rule.clauses().window.0.is_some_and(|from| world.as_of < from)
        || rule.clauses().window.1.is_some_and(|until| world.as_of > until);
    let judged = if outside {
        Judged::new(Verdict::NotApplicable, Reason::OutOfWindow, Vec::new())
    } else {
        judge.formula(&rule.formula)
    };
    if !outside {
        for name in &rule.clauses().except {
            if !judge.excepted.contains(&name.name) {
                judge.remarks.push(Remark::ExceptFindsNothing(name.clone()));
            }
        }
    }
    let limit = world.most_subjects;
    if judge.looked_at > limit {
        judge.remarks.push(Remark::TooManySubjects { limit });
    }
    Result { judged, remarks: judge.remarks }
}

struct Judge<'a> {
    world: &'a World<'a>,
    scope: &'a Scope,
    except: &'a [Spelled],
    /// The names of `except`.
    except_names: OnceCell<BTreeSet<&'a Name>>,
    /// The names of `except` that were found.
    excepted: BTreeSet<Name>,
    bindings: Vec<(VariableId, Binding<'a>)>,
    /// The outermost of them that was asked for since an aggregate began.
    reached: std::cell::Cell<usize>,
    /// Aggregates in which no thing outside of them has a part, by their place in the rule.
    settled: HashMap<usize, std::result::Result<term::Datum, Problem>>,
    remarks: Vec<Remark>,
    /// True while a schedule's `base` counts as an entry.
    keep_base: bool,
    year_one: OnceCell<time::YearOne>,
    /// How many things were looked at.
    looked_at: usize,
}

impl<'a> Judge<'a> {
    fn formula(&mut self, formula: &'a Formula) -> Judged {
        match formula {
            Formula::And(parts) => {
                verdict::all(parts.iter().map(|part| self.formula(part)).collect())
            }
            Formula::Or(parts) => match alternatives(parts) {
                Some(atoms) => self.alternatives(&atoms),
                None => verdict::any(parts.iter().map(|part| self.formula(part)).collect()),
            },
            Formula::Not(inner) => self.formula(inner).contrary(),
            Formula::If { condition, then } => {
                let condition = self.formula(condition);
                let then = if condition.verdict == Verdict::Broken {
                    nothing()
                } else {
                    self.formula(then)
                };
                verdict::under(condition, then)
            }
            Formula::Quantified { quantifier, variable, range, body } => {
                self.quantified(quantifier, *variable, range, body)
            }
            Formula::Atom(atom) => self.atom(atom),
        }
    }

    fn quantified(
        &mut self,
        quantifier: &Quantifier,
        variable: VariableId,
        range: &'a Range,
        body: &'a Formula,
    ) -> Judged {
        let candidates = match self.things(range) {
            Ok(candidates) => candidates,
            Err((problem, nodes)) => return Judged::problem(problem, nodes),
        };
        let looked_at = candidates.len();
        let mut parts = Vec::with_capacity(looked_at);
        for candidate in candidates {
            if self.is_excepted(&candidate) {
                continue;
            }
            if let Some(judged) = self.part(&candidate, variable, range, body, quantifier) {
                parts.push(Part { name: candidate.name, judged });
            }
        }
        if parts.is_empty() {
            self.remarks.push(Remark::NoSubject { noun: range.text.clone(), looked_at });
        }
        self.whole(quantifier, range, looked_at, parts)
    }

    /// Whether a filter lets a thing in. Where a part of it does not apply, since `except` leaves out all that it looks at or
    /// there was no round before, the thing is not meant.
    pub(super) fn filter(&mut self, filter: &'a Formula) -> Judged {
        let Formula::And(parts) = filter else { return self.formula(filter) };
        let judged: Vec<Judged> = parts.iter().map(|part| self.filter(part)).collect();
        let not_meant = judged.iter().position(|one| one.verdict == Verdict::NotApplicable);
        match not_meant.and_then(|at| judged.get(at)) {
            Some(one) => summary(one),
            None => verdict::all(judged),
        }
    }

    /// One subject's verdict; `None` where the filter leaves it out.
    fn part(
        &mut self,
        candidate: &Candidate<'a>,
        variable: VariableId,
        range: &'a Range,
        body: &'a Formula,
        quantifier: &Quantifier,
    ) -> Option<Judged> {
        self.bindings.push((variable, candidate.binding.clone()));
        let filter = range.filter.as_ref().map(|filter| self.filter(filter));
        let doubt =
            candidate.doubt.clone().map(|doubt| Judged::problem(doubt, candidate.nodes.clone()));
        let filter = match (filter, doubt) {
            (Some(filter), Some(doubt)) => Some(verdict::all(vec![filter, doubt])),
            (filter, doubt) => filter.or(doubt),
        };
        let judged = match filter {
            Some(filter) if matches!(filter.verdict, Verdict::Broken | Verdict::NotApplicable) => {
                None
            }
            None => Some(self.formula(body)),
            // a thing that may not be counted at all counts as true only where both are
            Some(filter) if matches!(quantifier, Quantifier::Count(..) | Quantifier::Some) => {
                let body = self.formula(body);
                Some(if filter.verdict == Verdict::Holds {
                    body
                } else {
                    verdict::all(vec![body, filter])
                })
            }
            Some(filter) => Some(verdict::under(filter, self.formula(body))),
        };
        self.bindings.pop();
        judged.map(|mut judged| {
            if judged.nodes.is_empty() {
                judged.nodes = candidate.nodes.clone();
            }
            judged
        })
    }

    fn whole(
        &mut self,
        quantifier: &Quantifier,
        range: &Range,
        looked_at: usize,
        parts: Vec<Part>,
    ) -> Judged {
        let each: Vec<Judged> = parts.iter().map(|part| outline(&part.judged)).collect();
        let mut judged = match quantifier {
            Quantifier::Every => verdict::all(each),
            Quantifier::Some => verdict::any(each),
            Quantifier::Count(bound, number) if !each.is_empty() => {
                self.count(*bound, number, &each)
            }
            Quantifier::Count(..) => nothing(),
        };
        let counted = matches!(quantifier, Quantifier::Count(..));
        if !counted || parts.is_empty() {
            judged.reason = Reason::Each { noun: range.text.clone(), looked_at, left: parts.len() };
        }
        judged.parts = Some(parts);
        judged
    }

    fn count(
        &mut self,
        bound: crate::model::CountBound,
        number: &crate::value::Number,
        each: &[Judged],
    ) -> Judged {
        let of = |verdict: Verdict| each.iter().filter(|one| one.verdict == verdict).count();
        let certain = of(Verdict::Holds);
        let waiting = of(Verdict::Waiting);
        let unknown = of(Verdict::Unknown);
        let possible = certain + waiting + unknown;
        let open = if unknown == 0 { Verdict::Waiting } else { Verdict::Unknown };
        let (verdict, margin) = verdict::counted(bound, number, (certain, possible), open);
        let reason =
            Reason::Counted { certain, possible, of: each.len(), bound, number: number.clone() };
        let mut judged = Judged::new(verdict, reason, Vec::new());
        judged.margin = margin;
        if verdict == Verdict::Waiting {
            judged.days_left = each.iter().filter_map(|one| one.days_left).min();
        }
        let decisive = |one: &&Judged| {
            matches!(
                (verdict, one.verdict),
                (Verdict::Unknown, Verdict::Unknown) | (_, Verdict::Holds)
            )
        };
        judged.nodes = each
            .iter()
            .filter(decisive)
            .flat_map(|one| one.nodes.iter().copied())
            .take(10)
            .collect();
        judged
    }

    fn is_excepted(&mut self, candidate: &Candidate<'a>) -> bool {
        if self.except.is_empty() {
            return false;
        }
        let except: &BTreeSet<&Name> =
            self.except_names.get_or_init(|| self.except.iter().map(|one| &one.name).collect());
        let names = self.names_of(candidate);
        let numbers = names.iter().flat_map(Name::in_either_number);
        let found = numbers.filter_map(|own| except.get(&own).copied().cloned()).next();
        let excepted = found.is_some();
        self.excepted.extend(found);
        excepted
    }

    /// True for an entry of a party that `except` leaves out.
    fn is_excepted_party(&mut self, party: Option<&Spelled>) -> bool {
        let Some(party) = party else { return false };
        let found = self.except.iter().any(|name| name.name == party.name);
        if found {
            self.excepted.insert(party.name.clone());
        }
        found
    }

    /// Counts things that are looked at.
    fn look_at(&mut self, things: usize) -> std::result::Result<(), Problem> {
        self.looked_at = self.looked_at.saturating_add(things);
        let limit = self.world.most_subjects;
        if self.looked_at > limit { Err(Problem::TooManySubjects { limit }) } else { Ok(()) }
    }

    fn binding(&self, variable: VariableId) -> Option<Binding<'a>> {
        let at = self.bindings.iter().rposition(|(bound, _)| *bound == variable)?;
        self.reached.set(self.reached.get().min(at));
        self.bindings.get(at).map(|(_, binding)| binding.clone())
    }
}

/// The alternatives of one subject, where that is what a formula holds.
fn alternatives(parts: &[Formula]) -> Option<Vec<&Atom>> {
    let mut atoms = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Formula::Atom(atom) if atom.alternative => atoms.push(atom),
            _ => return None,
        }
    }
    Some(atoms)
}

/// What a whole needs of a part: everything but its own parts.
fn summary(judged: &Judged) -> Judged {
    Judged { parts: None, ..judged.clone() }
}

/// The same without its reason, where the whole has one of its own.
fn outline(judged: &Judged) -> Judged {
    Judged {
        verdict: judged.verdict,
        margin: judged.margin.clone(),
        days_left: judged.days_left,
        reason: Reason::Nothing,
        nodes: judged.nodes.clone(),
        parts: None,
    }
}

fn nothing() -> Judged {
    Judged::new(Verdict::NotApplicable, Reason::Nothing, Vec::new())
}
