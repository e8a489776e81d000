//! Values that move: over the years of a schedule, to a target, and from round to round.

use std::collections::BTreeMap;

use super::Judge;
use super::compare::{margin, problem_nodes, together, truth};
use super::reason::{Problem, Reason, Uncertain};
use super::spread::{ByParty, Cell, Entry, When};
use super::term::Datum;
use super::time::years_later;
use super::verdict::{self, Judged};
use crate::model::{Basis, Direction, Op, Reference, Stance, Term, Time};
use crate::name::Name;
use crate::value::{self, Comparison, Dimension, Number, Quantity, Unit, Value};

/// One party's entries in order of time, `base` first.
struct Series {
    entries: Vec<Cell<Datum>>,
}

impl<'a> Judge<'a> {
    /// The entries of a value, `base` included, apart for each party.
    fn series(&mut self, subject: &'a Reference) -> Vec<Series> {
        self.keep_base = true;
        let cells = self.value_of(subject);
        self.keep_base = false;
        let mut series: Vec<Series> = Vec::new();
        let mut known: BTreeMap<Option<Name>, usize> = BTreeMap::new();
        for cell in cells {
            if self.is_excepted_party(cell.entry.party.as_ref()) {
                continue;
            }
            let party = cell.entry.party.as_ref().map(|party| party.name.clone());
            let at = *known.entry(party).or_insert(series.len());
            match series.get_mut(at) {
                Some(known) => known.entries.push(cell),
                None => series.push(Series { entries: vec![cell] }),
            }
        }
        series
    }

    /// `never rise`, `never fall`
    pub(super) fn never(&mut self, subject: &'a Reference, direction: Direction) -> Judged {
        let text = &subject.text;
        let series = self.series(subject);
        verdict::all(series.into_iter().map(|one| never(text, direction, one)).collect())
    }

    /// `grow by at least V every year`, `… from the previous round`
    pub(super) fn moves(
        &mut self,
        subject: &'a Reference,
        direction: Direction,
        asked: (Op, &Value),
        basis: Basis,
        stance: Stance,
    ) -> Judged {
        let judged = match basis {
            Basis::EveryYear => {
                let series = self.series(subject);
                let judged =
                    series.into_iter().map(|one| yearly(&subject.text, direction, asked, one));
                judged.collect()
            }
            Basis::PreviousRound => self.since_previous(subject, direction, asked),
        };
        together(judged, stance, None, &subject.text, false)
    }

    fn since_previous(
        &mut self,
        subject: &'a Reference,
        direction: Direction,
        asked: (Op, &Value),
    ) -> Vec<Judged> {
        let now = self.value_of(subject);
        let before = self.value_before(subject);
        let judged = super::spread::pair(&before, &now).into_iter().map(|cell| match cell.what {
            Ok((from, to)) => {
                let step = Step {
                    subject: &subject.text,
                    from: (Entry::default(), from),
                    to: (cell.entry, to),
                };
                step.moves(direction, asked)
            }
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        });
        judged.collect()
    }

    /// `reach V by T`: in force at T, V or past it, going from the first value towards V.
    pub(super) fn reach(
        &mut self,
        subject: &'a Reference,
        target: &'a Term,
        by: Time,
        stance: Stance,
    ) -> Judged {
        let target = match self.term(target).into_iter().next().map(|cell| cell.what) {
            Some(Ok(datum)) => datum,
            Some(Err(problem)) => {
                let nodes = problem_nodes(&problem);
                return Judged::problem(problem, nodes);
            }
            None => {
                return Judged::problem(Problem::NothingToTake(subject.text.clone()), Vec::new());
            }
        };
        let unit = self.measure(subject);
        let target = Datum {
            value: unit.map_or(target.value.clone(), |unit| target.value.with_unit_if_bare(&unit)),
            nodes: target.nodes,
        };
        let series = self.series(subject);
        let then = self.value_at(subject, by);
        let mut judged = Vec::with_capacity(series.len());
        let then = ByParty::new(&then);
        for one in &series {
            let party = one.entries.first().and_then(|cell| cell.entry.party.as_ref());
            let mine =
                then.of(party).into_iter().map(|cell| reached(&subject.text, one, cell, &target));
            judged.push(verdict::all(mine.collect()));
        }
        together(judged, stance, None, &subject.text, false)
    }
}

fn never(text: &str, direction: Direction, series: Series) -> Judged {
    let mut judged = Vec::new();
    let known: Vec<(Entry, Datum)> = match known(series, &mut judged) {
        Some(known) => known,
        None => return verdict::all(judged),
    };
    let first = known.first().map(|(_, datum)| datum.nodes.clone()).unwrap_or_default();
    let steps = known.iter().zip(known.iter().skip(1));
    judged.extend(steps.map(|(from, to)| {
        let step = Step { subject: text, from: from.clone(), to: to.clone() };
        step.stays(direction)
    }));
    if judged.is_empty() {
        // a constant moves nowhere
        let reason = Reason::NeverMoved { subject: text.to_owned(), direction };
        return Judged::truth(true, reason, first);
    }
    verdict::all(judged)
}

/// The values of a series; those that are not known become verdicts of their own.
fn known(series: Series, judged: &mut Vec<Judged>) -> Option<Vec<(Entry, Datum)>> {
    let mut known = Vec::with_capacity(series.entries.len());
    for cell in series.entries {
        match cell.what {
            Ok(datum) => known.push((cell.entry, datum)),
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                judged.push(Judged::problem(problem, nodes));
            }
        }
    }
    (!known.is_empty()).then_some(known)
}

/// From one entry to the next.
struct Step<'s> {
    subject: &'s str,
    from: (Entry, Datum),
    to: (Entry, Datum),
}

impl Step<'_> {
    /// It does not move in a direction.
    fn stays(&self, direction: Direction) -> Judged {
        let op = if direction == Direction::Up { Op::AtMost } else { Op::AtLeast };
        match value::compare(&self.to.1.value, &self.from.1.value) {
            Ok(compared) if compared.ordered => self.judged(op, &compared, direction, None),
            Ok(_) => {
                Judged::problem(Problem::NoOrder(Box::new(self.to.1.value.clone())), self.nodes())
            }
            Err(why) => Judged::problem(Problem::from(why), self.nodes()),
        }
    }

    /// It moves by an amount.
    fn moves(&self, direction: Direction, (op, amount): (Op, &Value)) -> Judged {
        let moved = match self.moved(direction, amount) {
            Ok(moved) => moved,
            Err(problem) => return Judged::problem(problem, self.nodes()),
        };
        match value::compare(&moved, amount) {
            Ok(compared) => self.judged(op, &compared, direction, Some(amount.clone())),
            Err(why) => Judged::problem(Problem::from(why), self.nodes()),
        }
    }

    /// How far it moved: a percentage of what it was where a percentage is asked for, else the difference.
    fn moved(&self, direction: Direction, amount: &Value) -> Result<Value, Problem> {
        let (from, to) = (&self.from.1.value, &self.to.1.value);
        let difference = match direction {
            Direction::Up => value::subtract(to, from),
            Direction::Down => value::subtract(from, to),
        };
        let difference = difference.map_err(Problem::from)?;
        let Value::Quantity(asked) = amount else { return Ok(difference) };
        if *asked.unit.dimension() != Dimension::Percent {
            return Ok(difference);
        }
        let is_percent = |value: &Value| matches!(value, Value::Quantity(q) if *q.unit.dimension() == Dimension::Percent && !q.amount.is_zero());
        if is_percent(from) || is_percent(to) {
            return Err(Problem::PercentOfPercent(Box::new(asked.clone())));
        }
        let (Value::Quantity(moved), Value::Quantity(base)) = (&difference, from) else {
            return Ok(difference);
        };
        let base =
            value::convert(base, &moved.unit).map_or(base.amount.clone(), |same| same.amount);
        let share = moved.amount.checked_div(&base.abs());
        let share =
            share.ok_or_else(|| Problem::GrowthFromZero(self.from.1.nodes.first().copied()))?;
        let percent = &share * &Number::from_integer(100);
        Ok(Value::Quantity(Quantity { amount: percent, unit: Unit::percent() }))
    }

    fn nodes(&self) -> Vec<super::NodeRef> {
        self.to.1.nodes.iter().chain(&self.from.1.nodes).copied().collect()
    }

    fn judged(
        &self,
        op: Op,
        compared: &Comparison,
        direction: Direction,
        amount: Option<Value>,
    ) -> Judged {
        let reason = Reason::Moved {
            subject: self.subject.to_owned(),
            from: (self.from.0.clone(), self.from.1.value.clone()),
            to: (self.to.0.clone(), self.to.1.value.clone()),
            direction,
            amount,
        };
        let Some(satisfied) = truth(op, compared) else {
            let uncertain = Problem::from(Uncertain {
                subject: self.subject.to_owned(),
                value: self.to.1.value.clone(),
                op,
                limit: self.from.1.value.clone(),
            });
            return Judged::problem(uncertain, self.nodes());
        };
        let mut judged = Judged::truth(satisfied, reason, self.nodes());
        judged.margin = margin(op, compared);
        judged
    }
}

/// Each year against the year before, from the first stated to the last.
fn yearly(text: &str, direction: Direction, asked: (Op, &Value), series: Series) -> Judged {
    let slots: Vec<Option<When>> =
        series.entries.iter().map(|cell| cell.slot.and_then(|slot| slot.from)).collect();
    let mut judged = Vec::new();
    let all: Vec<Cell<Datum>> = series.entries;
    if all.len() < 2 {
        let problem = match all.into_iter().next().map(|cell| cell.what) {
            Some(Ok(datum)) => datum.nodes.first().map(|node| Problem::OneValueOnly(*node)),
            Some(Err(problem)) => Some(problem),
            None => None,
        };
        let problem = problem.unwrap_or_else(|| Problem::NothingToTake(text.to_owned()));
        let nodes = problem_nodes(&problem);
        return Judged::problem(problem, nodes);
    }
    for (before, after) in pairs_of_years(&slots) {
        let (Some(from), Some(to)) = (all.get(before), all.get(after)) else { continue };
        match (&from.what, &to.what) {
            (Ok(a), Ok(b)) => {
                let step = Step {
                    subject: text,
                    from: (from.entry.clone(), a.clone()),
                    to: (to.entry.clone(), b.clone()),
                };
                judged.push(step.moves(direction, asked));
            }
            (Err(problem), _) | (_, Err(problem)) => {
                let nodes = problem_nodes(problem);
                judged.push(Judged::problem(problem.clone(), nodes));
            }
        }
    }
    verdict::all(judged)
}

/// Which entries are in force in one year and in the next. A year in which nothing changes is its own pair; of several in a
/// row, one stands for all.
fn pairs_of_years(slots: &[Option<When>]) -> Vec<(usize, usize)> {
    let base = slots.iter().position(Option::is_none);
    let dated: Vec<(usize, When)> =
        slots.iter().enumerate().filter_map(|(at, when)| Some((at, (*when)?))).collect();
    let Some((first, start)) = dated.first().copied() else { return Vec::new() };
    let mut pairs: Vec<(usize, usize)> = base.into_iter().map(|base| (base, first)).collect();
    let mut at = first;
    let mut earlier = start;
    for (next, when) in dated.iter().skip(1).copied() {
        match years_apart(start, earlier, when) {
            // two changes within one year: only what is in force when a year ends and the next begins counts
            0 => {}
            1 => pairs.push((at, next)),
            _ => pairs.extend([(at, at), (at, next)]),
        }
        (at, earlier) = (next, when);
    }
    pairs
}

/// How many years, counted from the start, lie between two times.
fn years_apart(start: When, earlier: When, later: When) -> i64 {
    year_of(start, later) - year_of(start, earlier)
}

fn year_of(start: When, when: When) -> i64 {
    match (start, when) {
        (When::Year(start), When::Year(year)) => year - start,
        (When::Date(start), When::Date(day)) => {
            let guess = i64::from(day.year()) - i64::from(start.year());
            let anniversary = years_later(start, guess);
            if anniversary.is_some_and(|anniversary| anniversary > day) { guess - 1 } else { guess }
        }
        _ => 0,
    }
}

fn reached(text: &str, series: &Series, then: &Cell<Datum>, target: &Datum) -> Judged {
    let problem = |problem: &Problem| {
        let nodes = problem_nodes(problem);
        Judged::problem(problem.clone(), nodes)
    };
    let value = match &then.what {
        Ok(datum) => datum,
        Err(why) => return problem(why),
    };
    let start = match series.entries.first().map(|cell| &cell.what) {
        Some(Ok(datum)) => datum,
        Some(Err(why)) => return problem(why),
        None => value,
    };
    let towards = match value::compare(&target.value, &start.value) {
        Ok(c) if series.entries.len() == 1 || (c.equal && !c.less && !c.greater) => Op::Equal,
        Ok(c) if !c.less && !c.equal => Op::AtLeast,
        Ok(c) if !c.greater && !c.equal => Op::AtMost,
        Ok(_) => {
            let uncertain = Problem::from(Uncertain {
                subject: text.to_owned(),
                value: start.value.clone(),
                op: Op::Equal,
                limit: target.value.clone(),
            });
            return Judged::problem(uncertain, start.nodes.clone());
        }
        Err(why) => return Judged::problem(Problem::from(why), start.nodes.clone()),
    };
    match value::compare(&value.value, &target.value) {
        Err(why) => Judged::problem(Problem::from(why), value.nodes.clone()),
        Ok(compared) => arrived(text, then, value, target, towards, &compared),
    }
}

fn arrived(
    text: &str,
    then: &Cell<Datum>,
    value: &Datum,
    target: &Datum,
    towards: Op,
    compared: &Comparison,
) -> Judged {
    let nodes: Vec<super::NodeRef> = value.nodes.iter().chain(&target.nodes).copied().collect();
    let Some(satisfied) = truth(towards, compared) else {
        let uncertain = Problem::from(Uncertain {
            subject: text.to_owned(),
            value: value.value.clone(),
            op: towards,
            limit: target.value.clone(),
        });
        return Judged::problem(uncertain, nodes);
    };
    let reason = Reason::Compared {
        subject: text.to_owned(),
        name: Some(text.to_owned()),
        value: value.value.clone(),
        op: towards,
        limit: target.value.clone(),
        limit_name: None,
        difference: compared.difference.clone(),
        satisfied,
        side: super::compare::side(compared),
        case_only: false,
        entry: then.entry.clone(),
    };
    let mut judged = Judged::truth(satisfied, reason, nodes);
    judged.margin = margin(towards, compared);
    judged
}
