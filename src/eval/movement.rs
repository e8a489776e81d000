//! Values that move: over the years of a schedule, to a target, and from round to round.

use std::collections::{BTreeMap, BTreeSet};

use super::Judge;
use super::compare::{is_nothing, margin, problem_nodes, together, truth};
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
        let unit = self.scope.unit_under(subject);
        let target = Datum {
            value: unit.map_or(target.value.clone(), |unit| target.value.with_unit_if_bare(unit)),
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
    let pairs = pairs_of_years(&slots);
    if pairs.is_empty() {
        let problem = match all.into_iter().next().map(|cell| cell.what) {
            Some(Ok(datum)) => datum.nodes.first().map(|node| Problem::OneYearOnly(*node)),
            Some(Err(problem)) => Some(problem),
            None => None,
        };
        let problem = problem.unwrap_or_else(|| Problem::NothingToTake(text.to_owned()));
        let nodes = problem_nodes(&problem);
        return Judged::problem(problem, nodes);
    }
    for (before, after) in pairs {
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

/// Which entries are in force at one time and a year later: wherever either changes, from the first that is stated to the
/// last, so that no change within a year is passed over. Where it starts from (`base`) comes before the first.
fn pairs_of_years(slots: &[Option<When>]) -> Vec<(usize, usize)> {
    let base = slots.iter().position(Option::is_none);
    let dated: BTreeMap<When, usize> =
        slots.iter().enumerate().filter_map(|(at, when)| Some(((*when)?, at))).collect();
    let (Some((start, first)), Some((end, _))) = (dated.first_key_value(), dated.last_key_value())
    else {
        return Vec::new();
    };
    let in_force = |time: When| dated.range(..=time).next_back().map(|(_, at)| *at);
    let earlier = dated.keys().filter_map(|when| years_on(*when, -1));
    let times: BTreeSet<When> =
        dated.keys().copied().chain(earlier).filter(|when| when >= start).collect();
    let mut pairs: Vec<(usize, usize)> = base.into_iter().map(|base| (base, *first)).collect();
    for time in times {
        let next = years_on(time, 1).filter(|next| next <= end);
        let pair = next.and_then(|next| Some((in_force(time)?, in_force(next)?)));
        pairs.extend(pair.filter(|pair| pairs.last() != Some(pair)));
    }
    pairs
}

/// The same day so many years later, or that many counted years later.
fn years_on(when: When, years: i64) -> Option<When> {
    match when {
        When::Year(year) => year.checked_add(years).map(When::Year),
        When::Date(day) => years_later(day, years).map(When::Date),
    }
}

fn reached(text: &str, series: &Series, then: &Cell<Datum>, target: &Datum) -> Judged {
    let problem = |problem: &Problem| {
        let nodes = problem_nodes(problem);
        Judged::problem(problem.clone(), nodes)
    };
    let value = match &then.what {
        Ok(datum) => datum,
        // what is agreed not to be there has reached nothing
        Err(Problem::Absent(node)) => return is_nothing(text, *node),
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
