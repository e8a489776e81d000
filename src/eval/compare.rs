//! Comparisons, entry by entry.

use std::cell::LazyCell;
use std::cmp::Ordering;

use super::Judge;
use super::reason::{Problem, Reason, Uncertain};
use super::sides::Sides;
use super::spread::{Cell, Entry, pair};
use super::term::Datum;
use super::verdict::{self, Judged, Margin};
use super::world::NodeRef;
use crate::model::{Atom, AtomKind, Frequency, Op, Stance, Term};
use crate::proposal::document::Content;
use crate::report::Verdict;
use crate::value::{self, Comparison, Number, Quantity, Value};

/// A comparison as the rule has it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) subject: &'a Term,
    pub(super) op: Op,
    pub(super) limit: &'a Term,
    pub(super) holding: bool,
}

impl<'a> Judge<'a> {
    /// A comparison of all entries, by how the rule treats several.
    pub(super) fn compare(
        &mut self,
        asked: Asked<'a>,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Judged {
        let (judged, by_time) = self.entry_by_entry(asked, stance);
        together(judged, stance, frequency, &text_of(asked.subject), by_time)
    }

    /// `must be one of A or B`: each entry may choose.
    pub(super) fn alternatives(&mut self, atoms: &[&'a Atom]) -> Judged {
        let mut entries: Vec<Vec<Judged>> = Vec::new();
        let mut timed = false;
        for atom in atoms {
            let AtomKind::Compare { subject, op, limit, holding } = &atom.kind else { continue };
            let asked = Asked { subject, op: *op, limit, holding: *holding };
            let (judged, by_time) = self.entry_by_entry(asked, atom.stance);
            timed |= by_time;
            entries.resize_with(judged.len(), Vec::new);
            entries.iter_mut().zip(judged).for_each(|(entry, judged)| entry.push(judged));
        }
        let Some(AtomKind::Compare { subject, .. }) = atoms.first().map(|atom| &atom.kind) else {
            return verdict::any(Vec::new());
        };
        let (stance, frequency) =
            atoms.first().map_or((Stance::Demand, None), |atom| (atom.stance, atom.frequency));
        let judged = entries.into_iter().map(verdict::any).collect();
        together(judged, stance, frequency, &text_of(subject), timed)
    }

    /// Each entry's verdict, and whether the entries differ by time.
    fn entry_by_entry(&mut self, asked: Asked<'a>, stance: Stance) -> (Vec<Judged>, bool) {
        let subjects = self.term(asked.subject);
        let limits = self.term(asked.limit);
        let scope = self.scope;
        let unit = scope.unit_of(asked.subject).or_else(|| scope.unit_of(asked.limit));
        let measured = |(mut subject, mut limit): (Datum, Datum)| {
            if let Some(unit) = unit {
                subject.value = subject.value.with_unit_if_bare(unit);
                limit.value = limit.value.with_unit_if_bare(unit);
            }
            Ok((subject, limit))
        };
        let (subjects, limits) = match (plain(subjects), plain(limits)) {
            (Ok(subject), Ok(limit)) => {
                let nodes = subject.nodes.iter().chain(&limit.nodes).copied().collect();
                let cell = Cell::only(measured((subject, limit)));
                return (vec![self.one(asked, cell, nodes, stance, false)], false);
            }
            (subjects, limits) => (listed(subjects), listed(limits)),
        };
        let cells = pair(&subjects, &limits);
        let by_time = cells.iter().any(|cell| cell.slot.is_some());
        let several = cells.len() > 1;
        let sides = LazyCell::new(|| Sides::new(asked.subject, asked.limit, &subjects));
        let mut judged = Vec::with_capacity(cells.len());
        for mut cell in cells {
            if self.is_excepted_party(cell.entry.party.as_ref()) {
                continue;
            }
            match &mut cell.what {
                Err(Problem::Absent(node)) => {
                    judged.push(is_nothing(&sides.absent(*node), *node));
                    continue;
                }
                Err(Problem::Missing(missing)) => sides.name(missing),
                _ => {}
            }
            let nodes = places(&subjects, &limits, &cell);
            judged.push(self.one(asked, cell.map(measured), nodes, stance, several));
        }
        (judged, by_time)
    }

    fn one(
        &mut self,
        asked: Asked<'a>,
        cell: Cell<(Datum, Datum)>,
        nodes: Vec<NodeRef>,
        stance: Stance,
        several: bool,
    ) -> Judged {
        let (subject, limit) = match cell.what {
            Ok(both) => both,
            Err(problem) => return self.not_comparable(problem, asked, stance, nodes),
        };
        let of_data = !subject.nodes.is_empty() && !limit.nodes.is_empty();
        let (left, right) =
            (self.as_compared(subject, asked.limit), self.as_compared(limit, asked.subject));
        let compared = match value::compare(&left, &right) {
            Ok(compared) => compared,
            Err(why) => return Judged::problem(Problem::from(why), nodes),
        };
        if of_data && let Some(problem) = texts_differ((&left, &right), &compared) {
            return Judged::problem(problem, nodes);
        }
        if !compared.ordered && asked.op != Op::Equal {
            return Judged::problem(Problem::NoOrder(Box::new(left)), nodes);
        }
        let entry = if several { cell.entry } else { Default::default() };
        let Some(satisfied) = truth(asked.op, &compared) else {
            let problem = Problem::from(Uncertain {
                subject: text_of(asked.subject),
                value: left,
                op: asked.op,
                limit: right,
            });
            return Judged::problem(problem, nodes);
        };
        let margin = margin(asked.op, &compared);
        let reason = Reason::Compared {
            subject: text_of(asked.subject),
            name: name_of(asked.subject),
            value: left,
            op: asked.op,
            limit: right,
            limit_name: (!matches!(asked.limit, Term::Value(_))).then(|| text_of(asked.limit)),
            side: side(&compared),
            difference: compared.difference,
            satisfied,
            case_only: compared.case_only,
            entry,
        };
        Judged { margin, ..Judged::truth(satisfied, reason, nodes) }
    }

    /// A value that is not there, or not known.
    fn not_comparable(
        &mut self,
        problem: Problem,
        asked: Asked<'a>,
        stance: Stance,
        nodes: Vec<NodeRef>,
    ) -> Judged {
        let owner = text_of(asked.subject);
        match problem {
            Problem::Missing(missing) if asked.holding && stance == Stance::Demand => {
                let nodes = missing.owner.clone();
                Judged::truth(false, Reason::Lacks { missing, owner }, nodes)
            }
            Problem::Missing(missing) => {
                let at = if missing.owner.is_empty() { nodes } else { missing.owner.clone() };
                Judged::problem(Problem::Missing(missing), at)
            }
            problem => {
                let own = problem_nodes(&problem);
                let nodes = if own.is_empty() { nodes } else { own };
                Judged::problem(problem, nodes)
            }
        }
    }

    /// Against a text in quotes, a scalar counts as it is written.
    fn as_compared(&self, datum: Datum, other: &Term) -> Value {
        let quoted = matches!(other, Term::Value(Value::Text(_)));
        let written = datum.nodes.first().map(|node| self.world.content(*node));
        match written {
            Some(Content::Scalar { text, .. }) if quoted => Value::Text(text.trim().to_owned()),
            _ => datum.value,
        }
    }
}

/// Entries taken together: a rule demands of every one and forbids of any; a condition needs them to agree, unless it says
/// `ever` or `always`.
pub(super) fn together(
    judged: Vec<Judged>,
    stance: Stance,
    frequency: Option<Frequency>,
    subject: &str,
    by_time: bool,
) -> Judged {
    match (frequency, stance) {
        (Some(Frequency::Ever), _) | (None, Stance::Forbid) => verdict::any(judged),
        (Some(Frequency::Always), _) | (None, Stance::Demand) => verdict::all(judged),
        (None, Stance::Ask) => {
            let first = judged.first().map(|one| one.verdict);
            if judged.iter().all(|one| Some(one.verdict) == first) {
                return verdict::all(judged);
            }
            let nodes = judged.iter().flat_map(|one| one.nodes.iter().copied()).collect();
            match judged.into_iter().find(|one| one.verdict == Verdict::Unknown) {
                Some(unknown) => unknown,
                None => Judged::problem(
                    Problem::Differs { subject: subject.to_owned(), by_time },
                    nodes,
                ),
            }
        }
    }
}

/// Whether an operator is satisfied; `None` where that is not certain.
pub(crate) fn truth(op: Op, c: &Comparison) -> Option<bool> {
    let (yes, no) = match op {
        Op::AtLeast => (!c.less, !c.equal && !c.greater),
        Op::AtMost => (!c.greater, !c.equal && !c.less),
        Op::Above => (!c.less && !c.equal, !c.greater),
        Op::Below => (!c.greater && !c.equal, !c.less),
        Op::Equal => (!c.less && !c.greater, !c.equal),
    };
    match (yes, no) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The value of a term that is known and differs neither by party nor by time; `Err` gives back all other terms.
fn plain(mut cells: Vec<Cell<Datum>>) -> Result<Datum, Vec<Cell<Datum>>> {
    match cells.as_slice() {
        [Cell { entry, slot: None, what: Ok(_) }] if *entry == Entry::default() => {
            let only = cells.pop().map(|cell| cell.what);
            only.and_then(Result::ok).ok_or(cells)
        }
        _ => Err(cells),
    }
}

/// The contrary.
fn listed(cells: Result<Datum, Vec<Cell<Datum>>>) -> Vec<Cell<Datum>> {
    match cells {
        Ok(datum) => vec![Cell::only(Ok(datum))],
        Err(cells) => cells,
    }
}

/// Two texts of the data are equal or nobody can tell; only a text in quotes in the rules is certainly another one.
pub(super) fn texts_differ(
    (left, right): (&Value, &Value),
    compared: &Comparison,
) -> Option<Problem> {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) if !compared.equal => {
            Some(Problem::TextsDiffer(Box::new([a.clone(), b.clone()])))
        }
        _ => None,
    }
}

/// A value that is agreed not to be there satisfies no comparison.
pub(super) fn is_nothing(subject: &str, node: NodeRef) -> Judged {
    let reason =
        Reason::IsNothing { what: subject.to_owned(), owner: subject.to_owned(), zero: None };
    Judged::truth(false, reason, vec![node])
}

/// On which side of its limit a value certainly lies.
pub(super) fn side(c: &Comparison) -> Option<Ordering> {
    match (c.less, c.equal, c.greater) {
        (false, true, false) => Some(Ordering::Equal),
        (true, false, false) => Some(Ordering::Less),
        (false, false, true) => Some(Ordering::Greater),
        _ => None,
    }
}

/// True where it is possible that the subject is greater (or, with `greater` false, less).
pub(super) fn possibly(c: &Comparison, greater: bool) -> bool {
    if greater { c.greater } else { c.less }
}

/// The distance to the limit in the direction of the operator.
pub(super) fn margin(op: Op, c: &Comparison) -> Option<Margin> {
    let difference = c.difference.as_ref()?;
    let signed = |number: &Number| match op {
        Op::AtLeast | Op::Above => number.clone(),
        Op::AtMost | Op::Below => -number,
        Op::Equal => -&number.abs(),
    };
    let amount = Quantity { amount: signed(&difference.amount), unit: difference.unit.clone() };
    Some(Margin { amount, relative: c.relative.as_ref().map(signed) })
}

/// Where the two values of a pair stand: the subject's places first.
fn places(
    subjects: &[Cell<Datum>],
    limits: &[Cell<Datum>],
    cell: &Cell<(Datum, Datum)>,
) -> Vec<NodeRef> {
    match &cell.what {
        Ok((subject, limit)) => subject.nodes.iter().chain(&limit.nodes).copied().collect(),
        Err(_) => {
            let known = subjects.iter().chain(limits).filter_map(|cell| cell.what.as_ref().ok());
            known.flat_map(|datum| datum.nodes.iter().copied()).take(2).collect()
        }
    }
}

/// Where a problem lies.
pub(super) fn problem_nodes(problem: &Problem) -> Vec<NodeRef> {
    match problem {
        Problem::Open(node)
        | Problem::Offered(node)
        | Problem::Absent(node)
        | Problem::Empty(node)
        | Problem::NotAValue(node)
        | Problem::WholeList(node)
        | Problem::YearOneConflict(node)
        | Problem::OneYearOnly(node)
        | Problem::Undated(node)
        | Problem::NotAnEvent(node) => vec![*node],
        Problem::NotInForce { node, .. }
        | Problem::NeedsOne { node, .. }
        | Problem::GrowthFromZero(node) => node.iter().copied().collect(),
        Problem::Conflict { nodes, .. } => nodes.clone(),
        Problem::Missing(missing) => missing.owner.clone(),
        Problem::Misspelt { owner, .. } => owner.clone(),
        Problem::NotAParty { .. }
        | Problem::TooManySubjects { .. }
        | Problem::YearOneUnknown
        | Problem::Incomparable(_)
        | Problem::NoOrder(_)
        | Problem::TextsDiffer(_)
        | Problem::Uncertain(_)
        | Problem::Differs { .. }
        | Problem::FirstRound
        | Problem::RoundNotGiven
        | Problem::NothingCalled { .. }
        | Problem::NothingToTake(_)
        | Problem::PercentOfPercent(_)
        | Problem::Conditional(_) => Vec::new(),
    }
}

/// The words for a term.
pub(super) fn text_of(term: &Term) -> String {
    match term {
        Term::Value(value) => value.to_text(),
        Term::Reference(reference) => reference.text.clone(),
        Term::Share { share, of } => {
            let of = text_of(of);
            match share {
                _ if *share == Number::ratio(1, 2) => format!("half of {of}"),
                _ if *share == Number::from_integer(2) => format!("twice {of}"),
                _ => format!("{}% of {of}", (share * &Number::from_integer(100)).to_text()),
            }
        }
        Term::Arithmetic { op, left, right } => {
            use crate::model::Arithmetic::{Minus, Over, Plus, Times};
            let sign = match op {
                Plus => "+",
                Minus => "-",
                Times => "*",
                Over => "/",
            };
            format!("{} {sign} {}", text_of(left), text_of(right))
        }
        Term::Aggregate { kind, over } => {
            use crate::model::AggregateKind::{Average, Highest, Lowest, Total};
            let word = match kind {
                Total => "total",
                Average => "average",
                Highest => "highest",
                Lowest => "lowest",
            };
            format!("{word} {}", over.value.text)
        }
        Term::Count { range, .. } => format!("number of {}", range.text),
    }
}

/// The name alone, where a term is one.
fn name_of(term: &Term) -> Option<String> {
    match term {
        Term::Reference(reference) => reference.last_name().map(|name| name.text.clone()),
        Term::Share { .. } | Term::Arithmetic { .. } => Some(text_of(term)),
        // nobody can change a count or total as such
        Term::Aggregate { .. } | Term::Count { .. } | Term::Value(_) => None,
    }
}
