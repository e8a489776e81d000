//! Values that differ by party or time: their entries, side by side.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::reason::Problem;
use crate::model::Spelled;
use crate::name::Name;

/// A point in time: a day, or an ordinal year where no one says when year 1 begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// `year 10`
    Year(i64),
    /// A day.
    Date(Date),
}

impl When {
    /// True where the two can be put in order.
    pub fn same_kind(self, other: Self) -> bool {
        matches!((self, other), (When::Year(_), When::Year(_)) | (When::Date(_), When::Date(_)))
    }
}

/// The stretch of time for which an entry is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// From when on; `None` for `base`, where a schedule starts from.
    pub from: Option<When>,
    /// Until just before when; `None` for the last.
    pub until: Option<When>,
}

/// Which entry of a value: of whom, from when, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The party.
    pub party: Option<Spelled>,
    /// The key of the schedule, as written.
    pub time: Option<String>,
}

/// One entry of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<T> {
    /// Whose and when, as written.
    pub entry: Entry,
    /// Whose, for pairing with another value; `None` where it does not differ by party.
    pub slot: Option<Slot>,
    /// What it is.
    pub what: Result<T, Problem>,
}

impl<T> Cell<T> {
    /// The only entry of a value that does not differ.
    pub fn only(what: Result<T, Problem>) -> Self {
        Self { entry: Entry::default(), slot: None, what }
    }

    /// The same entry, what is known and what is not alike as its content.
    pub fn whole(self) -> Cell<Result<T, Problem>> {
        Cell { entry: self.entry, slot: self.slot, what: Ok(self.what) }
    }

    /// The same entry with something else in it.
    pub fn map<U>(self, f: impl FnOnce(T) -> Result<U, Problem>) -> Cell<U> {
        Cell { entry: self.entry, slot: self.slot, what: self.what.and_then(f) }
    }
}

/// Puts two values side by side: for each party where one of them differs by party, and at every time at which either changes where
/// both differ by time.
pub fn pair<A: Clone, B: Clone>(left: &[Cell<A>], right: &[Cell<B>]) -> Vec<Cell<(A, B)>> {
    let mut seen: BTreeSet<&Name> = BTreeSet::new();
    let named = left.iter().map(|c| &c.entry.party).chain(right.iter().map(|c| &c.entry.party));
    let parties: Vec<&Spelled> = named.flatten().filter(|party| seen.insert(&party.name)).collect();
    if parties.is_empty() {
        return pair_times(&left.iter().collect::<Vec<_>>(), &right.iter().collect::<Vec<_>>());
    }
    let (left, right) = (ByParty::new(left), ByParty::new(right));
    let mut pairs = Vec::new();
    for party in parties {
        let (ours, theirs) = (left.of(Some(party)), right.of(Some(party)));
        if ours.is_empty() || theirs.is_empty() {
            let entry = Entry { party: Some(party.clone()), time: None };
            pairs.push(Cell { entry, slot: None, what: Err(no_entry(party)) });
        } else {
            let of_party = |mut cell: Cell<(A, B)>| {
                cell.entry.party.get_or_insert_with(|| party.clone());
                cell
            };
            pairs.extend(pair_times(&ours, &theirs).into_iter().map(of_party));
        }
    }
    pairs
}

fn no_entry(party: &Spelled) -> Problem {
    Problem::from(super::reason::Missing {
        name: party.clone(),
        owner: Vec::new(),
        owner_name: None,
        suggestion: None,
        nowhere: false,
        party: true,
    })
}

fn pair_times<A: Clone, B: Clone>(left: &[&Cell<A>], right: &[&Cell<B>]) -> Vec<Cell<(A, B)>> {
    let timed = left.iter().any(|c| c.slot.is_some()) && right.iter().any(|c| c.slot.is_some());
    if !timed {
        return left.iter().flat_map(|a| right.iter().map(|b| joined(a, b))).collect();
    }
    let mut times: Vec<When> = Vec::new();
    for from in left
        .iter()
        .map(|c| c.slot)
        .chain(right.iter().map(|c| c.slot))
        .flatten()
        .filter_map(|slot| slot.from)
    {
        if times.first().is_some_and(|first| !first.same_kind(from)) {
            return vec![Cell::only(Err(Problem::YearOneUnknown))];
        }
        times.push(from);
    }
    times.sort();
    times.dedup();
    let (left, right) = (Timeline::new(left), Timeline::new(right));
    let ends = times.iter().skip(1).copied().map(Some).chain([None]);
    let at = |(time, until)| at_time(Slot { from: Some(time), until }, &left, &right);
    times.iter().copied().zip(ends).map(at).collect()
}

/// What both are from one change of either until the next.
fn at_time<A: Clone, B: Clone>(
    slot: Slot,
    left: &Timeline<'_, A>,
    right: &Timeline<'_, B>,
) -> Cell<(A, B)> {
    let in_force = slot.from.map(|time| (left.in_force(time), right.in_force(time)));
    let (a, b) = in_force.unwrap_or_default();
    let ends = [slot.until, end_of(a), end_of(b)];
    let slot = Slot { until: ends.into_iter().flatten().min(), ..slot };
    match (a, b) {
        (Some(a), Some(b)) => Cell { slot: Some(slot), ..joined(a, b) },
        (a, b) => {
            let entry = a.map(|c| c.entry.clone()).or(b.map(|c| c.entry.clone()));
            let what = Err(Problem::NotInForce { name: String::new(), node: None });
            Cell { entry: entry.unwrap_or_default(), slot: Some(slot), what }
        }
    }
}

fn end_of<T>(cell: Option<&Cell<T>>) -> Option<When> {
    cell?.slot?.until
}

/// The entries of a value, those of each party together.
pub(super) struct ByParty<'c, T> {
    of: BTreeMap<&'c Name, Vec<&'c Cell<T>>>,
    /// The entries of no party, which are those of every party.
    of_all: Vec<&'c Cell<T>>,
}

impl<'c, T> ByParty<'c, T> {
    pub(super) fn new(cells: &'c [Cell<T>]) -> Self {
        let mut all = Self { of: BTreeMap::new(), of_all: Vec::new() };
        for cell in cells {
            match &cell.entry.party {
                Some(party) => all.of.entry(&party.name).or_default().push(cell),
                None => all.of_all.push(cell),
            }
        }
        all
    }

    /// Those of a party, or of none.
    pub(super) fn of(&self, party: Option<&Spelled>) -> Vec<&'c Cell<T>> {
        let own = party.and_then(|party| self.of.get(&party.name)).into_iter().flatten();
        self.of_all.iter().chain(own).copied().collect()
    }
}

/// The entries of one value by the time from which they are in force.
struct Timeline<'c, T> {
    /// The first that does not differ by time, and so is always in force.
    always: Option<&'c Cell<T>>,
    timed: BTreeMap<When, &'c Cell<T>>,
}

impl<'c, T> Timeline<'c, T> {
    fn new(cells: &[&'c Cell<T>]) -> Self {
        let always = cells.iter().copied().find(|cell| cell.slot.is_none());
        let timed = cells.iter().filter_map(|cell| Some((cell.slot?.from?, *cell)));
        Self { always, timed: timed.rev().collect() }
    }

    fn in_force(&self, time: When) -> Option<&'c Cell<T>> {
        let until = |cell: &&Cell<T>| {
            cell.slot.is_some_and(|slot| slot.until.is_none_or(|until| time < until))
        };
        let last = self.timed.range(..=time).next_back().map(|(_, cell)| *cell);
        last.filter(until).or(self.always)
    }
}

fn joined<A: Clone, B: Clone>(a: &Cell<A>, b: &Cell<B>) -> Cell<(A, B)> {
    let what = match (&a.what, &b.what) {
        (Ok(x), Ok(y)) => Ok((x.clone(), y.clone())),
        // of what is not known then and now, the round that never was is the better reason
        (Err(Problem::FirstRound), _) | (_, Err(Problem::FirstRound)) => Err(Problem::FirstRound),
        (Err(problem), _) | (_, Err(problem)) => Err(problem.clone()),
    };
    let entry = Entry {
        party: a.entry.party.clone().or_else(|| b.entry.party.clone()),
        time: a.entry.time.clone().or_else(|| b.entry.time.clone()),
    };
    Cell { entry, slot: a.slot.or(b.slot), what }
}
