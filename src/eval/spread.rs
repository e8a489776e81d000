//! Values that differ by party or time: their entries, side by side.

use jiff::civil::Date;

use super::reason::Problem;
use crate::model::Spelled;

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

    /// The same entry with something else in it.
    pub fn map<U>(self, f: impl FnOnce(T) -> Result<U, Problem>) -> Cell<U> {
        Cell { entry: self.entry, slot: self.slot, what: self.what.and_then(f) }
    }
}

/// Puts two values side by side: for each party where one of them differs by party, and at every time at which either changes where
/// both differ by time.
pub fn pair<A: Clone, B: Clone>(left: &[Cell<A>], right: &[Cell<B>]) -> Vec<Cell<(A, B)>> {
    let mut parties: Vec<&Spelled> = Vec::new();
    for party in
        left.iter().map(|c| &c.entry.party).chain(right.iter().map(|c| &c.entry.party)).flatten()
    {
        if !parties.iter().any(|known| known.name == party.name) {
            parties.push(party);
        }
    }
    if parties.is_empty() {
        return pair_times(&left.iter().collect::<Vec<_>>(), &right.iter().collect::<Vec<_>>());
    }
    let mut pairs = Vec::new();
    for party in parties {
        let of = |entry: &Entry| entry.party.as_ref().is_none_or(|p| p.name == party.name);
        let ours: Vec<&Cell<A>> = left.iter().filter(|cell| of(&cell.entry)).collect();
        let theirs: Vec<&Cell<B>> = right.iter().filter(|cell| of(&cell.entry)).collect();
        if ours.is_empty() || theirs.is_empty() {
            let entry = Entry { party: Some(party.clone()), time: None };
            pairs.push(Cell { entry, slot: None, what: Err(no_entry(party)) });
        } else {
            pairs.extend(pair_times(&ours, &theirs));
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
    times.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    times.dedup();
    times
        .into_iter()
        .map(|time| match (in_force(left, time), in_force(right, time)) {
            (Some(a), Some(b)) => joined(a, b),
            (a, b) => {
                let entry =
                    a.map(|c| c.entry.clone()).or(b.map(|c| c.entry.clone())).unwrap_or_default();
                Cell {
                    entry,
                    slot: None,
                    what: Err(Problem::NotInForce { name: String::new(), node: None }),
                }
            }
        })
        .collect()
}

/// The entry in force at a time; one that does not differ by time always is.
fn in_force<'c, T>(cells: &[&'c Cell<T>], time: When) -> Option<&'c Cell<T>> {
    cells.iter().copied().find(|cell| match cell.slot {
        None => true,
        Some(slot) => {
            slot.from.is_some_and(|from| from <= time)
                && slot.until.is_none_or(|until| time < until)
        }
    })
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
