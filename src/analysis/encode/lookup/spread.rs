//! Entries for terms that rules name at several times, or of several parties.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::analysis::encode::uses::{Point, Uses};
use crate::analysis::moments::{Calendar, key_of, years_later};
use crate::analysis::sketch::{Sketch, Spot, Was};
use crate::model::{Spelled, TimePoint};

/// Gives terms that are named at several times an entry for each of them, and terms of several parties likewise. True
/// where the outline has grown.
pub fn spread(sketch: &mut Sketch, uses: &Uses, calendar: Calendar) -> bool {
    let before = sketch.size();
    for spot in sketch.spots() {
        let free = *sketch.was(spot) == Was::Nothing && sketch.children(spot).is_empty();
        if !free || is_entry(sketch, spot) {
            continue;
        }
        let parties = uses.parties(spot);
        let keys = time_keys(&uses.times(spot), uses.is_moving(spot), calendar);
        let owners: Vec<Spot> = match parties.is_empty() {
            true => vec![spot],
            false => parties.values().map(|text| sketch.grow(spot, &Spelled::new(text))).collect(),
        };
        for owner in owners {
            for key in &keys {
                sketch.grow(owner, &Spelled::new(key));
            }
        }
    }
    sketch.size() > before
}

/// True for an entry that was made here before.
fn is_entry(sketch: &Sketch, spot: Spot) -> bool {
    let key = sketch.key(spot).map(|key| key.name.as_str().to_owned()).unwrap_or_default();
    key.starts_with("year ") || key.starts_with(|c: char| c.is_ascii_digit())
}

/// The keys of a schedule with these times among them; none where no one key fits all.
fn time_keys(points: &BTreeSet<Point>, moving: bool, calendar: Calendar) -> Vec<String> {
    let years: Vec<u32> = points
        .iter()
        .filter_map(|point| if let Point::Year(year) = point { Some(*year) } else { None })
        .collect();
    if points.is_empty() && !moving {
        return Vec::new();
    }
    if years.len() == points.len() {
        let last = years.iter().max().copied().unwrap_or(2);
        let all: BTreeSet<u32> = match moving {
            true => (1..=last.max(2)).collect(),
            false => years.into_iter().chain([1]).collect(),
        };
        return all.into_iter().map(|year| key_of(TimePoint::Year(year))).collect();
    }
    let days: Option<BTreeSet<Date>> =
        points.iter().map(|point| first_day(*point, calendar)).collect();
    days.unwrap_or_default().into_iter().map(|day| day.to_string()).collect()
}

fn first_day(point: Point, calendar: Calendar) -> Option<Date> {
    match point {
        Point::Day(day) => Some(day),
        Point::Calendar(year) => Date::new(year, 1, 1).ok(),
        Point::Year(year) => years_later(calendar.year_one?, i64::from(year) - 1),
    }
}
