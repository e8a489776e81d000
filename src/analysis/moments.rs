//! Times: keys of schedules, and which entries are in force when.

use jiff::Span;
use jiff::civil::Date;

use super::sketch::{Sketch, Spot};
use crate::model::{Extent, Spelled, Time, TimePoint};
use crate::value;

/// A point in time: a day, or an ordinal year where no one says when year 1 begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// `year 10`
    Year(i64),
    /// A day.
    Day(Date),
}

impl Moment {
    fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Year(_), Self::Year(_)) | (Self::Day(_), Self::Day(_)))
    }
}

/// From when until when an entry is in force; the end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// `None` for `base`.
    pub from: Option<Moment>,
    /// `None` for the last.
    pub until: Option<Moment>,
}

/// The entries of a schedule, in order of time, `base` apart.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    /// Where it starts from.
    pub base: Option<Spot>,
    /// What is in force from when.
    pub entries: Vec<(Moment, Spot)>,
}

/// How times are read: when year 1 begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The first day of year 1, where it is known.
    pub year_one: Option<Date>,
}

impl Calendar {
    /// The schedule that a spot is, if it is one.
    pub fn schedule(&self, sketch: &Sketch, at: Spot) -> Option<Schedule> {
        let mut schedule = Schedule::default();
        for child in sketch.children(at) {
            match time_key(sketch.key(*child)?)? {
                Key::Base => schedule.base = Some(*child),
                Key::Year(year) => schedule.entries.push((self.year(year), *child)),
                Key::Day(day) => schedule.entries.push((Moment::Day(day), *child)),
            }
        }
        let first = schedule.entries.first()?.0;
        schedule.entries.sort_by_key(|(moment, _)| *moment);
        schedule.entries.iter().all(|(moment, _)| moment.is_like(first)).then_some(schedule)
    }

    fn year(&self, year: i64) -> Moment {
        let start = self.year_one.and_then(|first| years_later(first, year - 1));
        start.map_or(Moment::Year(year), Moment::Day)
    }

    /// First and last moment of a time; `None` where it cannot be told.
    pub fn stretch(&self, time: Time) -> Option<(Option<Moment>, Option<Moment>)> {
        let (first, last) = match time.point {
            TimePoint::Date(day) => (Moment::Day(day), Moment::Day(day)),
            TimePoint::Calendar(year) => (
                Moment::Day(Date::new(year, 1, 1).ok()?),
                Moment::Day(Date::new(year, 12, 31).ok()?),
            ),
            TimePoint::Year(year) => self.ordinal(i64::from(year))?,
        };
        Some(match time.extent {
            Extent::At => (Some(first), Some(last)),
            Extent::From => (Some(first), None),
            Extent::Until => (None, Some(last)),
        })
    }

    fn ordinal(&self, year: i64) -> Option<(Moment, Moment)> {
        match (self.year(year), self.year(year + 1)) {
            (Moment::Day(first), Moment::Day(next)) => {
                Some((Moment::Day(first), Moment::Day(next.yesterday().ok()?)))
            }
            (year, _) => Some((year, year)),
        }
    }

    /// The entries in force at a time, all of them where none is asked for; with `base`, that too. `None` where nobody can
    /// tell.
    pub fn in_force(
        &self,
        schedule: &Schedule,
        time: Option<Time>,
        base: bool,
    ) -> Option<Vec<(Option<Slot>, Spot)>> {
        let ends = schedule.entries.iter().skip(1).map(|(at, _)| Some(*at)).chain([None]);
        let slots = schedule.entries.iter().zip(ends);
        let slots = slots.map(|((from, spot), until)| (Slot { from: Some(*from), until }, *spot));
        let Some(time) = time else {
            let base = schedule.base.filter(|_| base);
            let base = base.map(|spot| (Some(Slot { from: None, until: None }), spot));
            return Some(
                base.into_iter().chain(slots.map(|(slot, spot)| (Some(slot), spot))).collect(),
            );
        };
        let (start, end) = self.stretch(time)?;
        let like = |moment: Moment| start.or(end).is_none_or(|known| known.is_like(moment));
        if !schedule.entries.iter().all(|(moment, _)| like(*moment)) {
            return None;
        }
        let overlaps = |slot: &Slot| {
            let begins = end.is_none_or(|end| slot.from.is_none_or(|from| from <= end));
            let lasts = start.is_none_or(|start| slot.until.is_none_or(|until| until > start));
            begins && lasts
        };
        let keep = time.extent != Extent::At;
        let picked: Vec<(Option<Slot>, Spot)> = slots
            .filter(|(slot, _)| overlaps(slot))
            .map(|(slot, spot)| (keep.then_some(slot), spot))
            .collect();
        (!picked.is_empty()).then_some(picked)
    }
}

enum Key {
    Base,
    Year(i64),
    Day(Date),
}

fn time_key(key: &Spelled) -> Option<Key> {
    if key.name.as_str() == "base" {
        return Some(Key::Base);
    }
    if let Some(number) = key.name.as_str().strip_prefix("year ") {
        let year: i64 = number.parse().ok()?;
        return (year >= 1).then_some(Key::Year(year));
    }
    let text = key.text.trim();
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let year: i16 = text.parse().ok()?;
        let day = Date::new(year, 1, 1).ok()?;
        return (1900..=2100).contains(&year).then_some(Key::Day(day));
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    value::read_date(text).ok().map(Key::Day)
}

/// The key under which a schedule has what is in force at a time.
pub fn key_of(point: TimePoint) -> String {
    match point {
        TimePoint::Year(year) => format!("year {year}"),
        TimePoint::Calendar(year) => year.to_string(),
        TimePoint::Date(day) => day.to_string(),
    }
}

/// The day `years` after a day.
pub fn years_later(day: Date, years: i64) -> Option<Date> {
    day.checked_add(Span::new().try_years(years).ok()?).ok()
}
