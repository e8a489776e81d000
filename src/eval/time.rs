//! Schedules: values that change over time, and what is in force when.

use jiff::Span;
use jiff::civil::Date;

use super::Judge;
use super::lookup::Depth;
use super::reason::Problem;
use super::spread::{Slot, When};
use super::world::NodeRef;
use crate::model::{Extent, Time, TimePoint};
use crate::name::Name;
use crate::proposal::document::{Content, Key};
use crate::value::{self, Reading, Value};

/// A value that changes over time: each entry in force until the next.
pub(super) struct Schedule {
    base: Option<(String, NodeRef)>,
    /// In order of time.
    entries: Vec<(When, String, NodeRef)>,
}

/// A picked entry: when it is in force, its key as written, its node.
pub(super) type Picked = (Option<Slot>, String, NodeRef);

/// How a key speaks of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimeKey {
    Base,
    Year(i64),
    Calendar(Date),
    Date(Date),
}

/// When year 1 begins.
#[derive(Debug, Clone, Copy)]
pub(super) enum YearOne {
    Known(Date),
    Unknown,
    Conflict(NodeRef),
}

impl Judge<'_> {
    /// The schedule that a node is, if it is one.
    pub(super) fn schedule(&self, node: NodeRef, depth: Depth) -> Option<Schedule> {
        let document = self.world.document(node.layer);
        match document.content(node.node) {
            Content::Mapping(children) => {
                document.parent(node.node)?;
                let mut schedule = Schedule { base: None, entries: Vec::new() };
                let mut kinds = [false; 3];
                for child in self.world.children(node) {
                    let key = document.key(child.node)?;
                    let (kind, when) = match time_key(key)? {
                        TimeKey::Base => {
                            schedule.base = Some((key.text.clone(), child));
                            continue;
                        }
                        TimeKey::Year(year) => (0, self.year(year)),
                        TimeKey::Calendar(date) => (1, When::Date(date)),
                        TimeKey::Date(date) => (2, When::Date(date)),
                    };
                    kinds.iter_mut().skip(kind).take(1).for_each(|seen| *seen = true);
                    schedule.entries.push((when, key.text.clone(), child));
                }
                let one_kind =
                    kinds.iter().filter(|seen| **seen).count() == 1 && !children.is_empty();
                if one_kind { self.finish(schedule, node) } else { None }
            }
            Content::List(items) if depth == Depth::Values => {
                if items.is_empty()
                    || self.world.children(node).any(|item| !is_scalar(self.world.content(item)))
                {
                    return None;
                }
                let years = self.world.children(node).zip(1..);
                let entries = years
                    .map(|(item, year)| (self.year(year), format!("year {year}"), item))
                    .collect();
                self.finish(Schedule { base: None, entries }, node)
            }
            Content::List(_) | Content::Scalar { .. } => None,
        }
    }

    /// Puts the entries in order, without the facts that lie after the day of the check.
    fn finish(&self, mut schedule: Schedule, node: NodeRef) -> Option<Schedule> {
        if schedule.entries.is_empty() {
            return None;
        }
        if self.world.is_facts(node.layer) {
            let today = self.world.as_of;
            schedule
                .entries
                .retain(|(when, ..)| !matches!(when, When::Date(date) if *date > today));
        }
        schedule.entries.sort_by_key(|(when, ..)| *when);
        Some(schedule)
    }

    /// An ordinal year, as a day where it is known when year 1 begins.
    fn year(&self, year: i64) -> When {
        match self.year_one() {
            YearOne::Known(first) => year_start(first, year).map_or(When::Year(year), When::Date),
            YearOne::Unknown | YearOne::Conflict(_) => When::Year(year),
        }
    }

    /// When year 1 begins, worked out once for a rule.
    fn year_one(&self) -> YearOne {
        *self.year_one.get_or_init(|| self.find_year_one())
    }

    fn find_year_one(&self) -> YearOne {
        let stated = self.world.top(&Name::new("entry into force"));
        let date = stated.and_then(|node| match self.world.reading(node)? {
            Reading::Value(Value::Date(date)) => Some((date, node)),
            _ => None,
        });
        match (&self.scope.year_one, date) {
            (Some(defined), Some((date, node))) if defined.what != date => YearOne::Conflict(node),
            (Some(defined), _) => YearOne::Known(defined.what),
            (None, Some((date, _))) => YearOne::Known(date),
            (None, None) => YearOne::Unknown,
        }
    }

    /// The entries in force at a time; all of them where none is asked for.
    pub(super) fn in_force(
        &self,
        schedule: &Schedule,
        time: Option<Time>,
        node: NodeRef,
        name: &str,
    ) -> Result<Vec<Picked>, Problem> {
        let none = || Problem::NotInForce { name: name.to_owned(), node: Some(node) };
        let ends = schedule.entries.iter().skip(1).map(|(when, ..)| Some(*when)).chain([None]);
        let slots = schedule.entries.iter().zip(ends).map(|((from, key, node), until)| {
            (Slot { from: Some(*from), until }, key.clone(), *node)
        });
        let Some(time) = time else {
            let base = schedule.base.iter().filter(|_| self.keep_base);
            let base = base
                .map(|(key, node)| (Some(Slot { from: None, until: None }), key.clone(), *node));
            let all: Vec<Picked> =
                base.chain(slots.map(|(slot, key, node)| (Some(slot), key, node))).collect();
            return if all.is_empty() { Err(none()) } else { Ok(all) };
        };
        let (start, end) = self.stretch(time)?;
        let fits = |when: When| {
            let known = start.or(end);
            known.is_none_or(|known| known.same_kind(when))
        };
        if !schedule.entries.iter().all(|(when, ..)| fits(*when)) {
            return Err(match self.year_one() {
                YearOne::Conflict(node) => Problem::YearOneConflict(node),
                YearOne::Known(_) | YearOne::Unknown => Problem::YearOneUnknown,
            });
        }
        let overlaps = |slot: &Slot| {
            let begins = end.is_none_or(|end| slot.from.is_none_or(|from| from <= end));
            let lasts = start.is_none_or(|start| slot.until.is_none_or(|until| until > start));
            begins && lasts
        };
        let keep = time.extent != Extent::At;
        let picked: Vec<Picked> = slots
            .filter(|(slot, ..)| overlaps(slot))
            .map(|(slot, key, node)| (keep.then_some(slot), key, node))
            .collect();
        if picked.is_empty() { Err(none()) } else { Ok(picked) }
    }

    /// First and last moment of a time.
    pub(super) fn stretch(&self, time: Time) -> Result<(Option<When>, Option<When>), Problem> {
        let (first, last) = match time.point {
            TimePoint::Date(date) => (When::Date(date), When::Date(date)),
            TimePoint::Calendar(year) => match (Date::new(year, 1, 1), Date::new(year, 12, 31)) {
                (Ok(first), Ok(last)) => (When::Date(first), When::Date(last)),
                _ => return Err(Problem::YearOneUnknown),
            },
            TimePoint::Year(year) => self.ordinal_year(i64::from(year))?,
        };
        Ok(match time.extent {
            Extent::At => (Some(first), Some(last)),
            Extent::From => (Some(first), None),
            Extent::Until => (None, Some(last)),
        })
    }

    fn ordinal_year(&self, year: i64) -> Result<(When, When), Problem> {
        match self.year_one() {
            YearOne::Known(first) => {
                let start = year_start(first, year).ok_or(Problem::YearOneUnknown)?;
                let next = year_start(first, year + 1).ok_or(Problem::YearOneUnknown)?;
                let last = next.yesterday().map_err(|_| Problem::YearOneUnknown)?;
                Ok((When::Date(start), When::Date(last)))
            }
            YearOne::Unknown | YearOne::Conflict(_) => Ok((When::Year(year), When::Year(year))),
        }
    }
}

/// The first day of an ordinal year.
fn year_start(first: Date, year: i64) -> Option<Date> {
    years_later(first, year.checked_sub(1)?)
}

/// `base`, `2005`, `year 10` or a date.
fn time_key(key: &Key) -> Option<TimeKey> {
    let text = key.text.trim();
    if key.name.as_str() == "base" {
        return Some(TimeKey::Base);
    }
    if let Some(number) = key.name.as_str().strip_prefix("year ") {
        let year: i64 = number.parse().ok()?;
        return (year >= 1 && number.bytes().all(|b| b.is_ascii_digit()))
            .then_some(TimeKey::Year(year));
    }
    if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        let year: i16 = text.parse().ok()?;
        return (1900..=2100)
            .contains(&year)
            .then(|| Date::new(year, 1, 1).ok().map(TimeKey::Calendar))?;
    }
    // only what begins with a digit can be a date, and most keys do not
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    value::read_date(text).ok().map(TimeKey::Date)
}

/// The day from which the entry under a key is in force, where the key says it outright.
pub(super) fn day_of(key: &Key) -> Option<Date> {
    match time_key(key)? {
        TimeKey::Calendar(day) | TimeKey::Date(day) => Some(day),
        TimeKey::Base | TimeKey::Year(_) => None,
    }
}

fn is_scalar(content: &Content) -> bool {
    matches!(content, Content::Scalar { .. })
}

/// The day `years` after a day.
pub(super) fn years_later(day: Date, years: i64) -> Option<Date> {
    day.checked_add(Span::new().try_years(years).ok()?).ok()
}
