//! What is asked of each term, and so what it can be: an amount of tons, a date, one of some texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::sketch::Spot;
use crate::model::TimePoint;
use crate::name::Name;
use crate::value::{Dimension, Quantity, Unit, Value};

/// What a term can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An amount, to be written in this unit.
    Amount(Unit),
    /// A day.
    Day,
    /// `yes`
    Yes,
    /// This very text.
    Text(String),
}

impl Kind {
    /// What a value of this kind measures.
    pub fn dimension(&self) -> Option<&Dimension> {
        match self {
            Self::Amount(unit) => Some(unit.dimension()),
            Self::Day | Self::Yes | Self::Text(_) => None,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(one), Self::Amount(other)) => one.dimension() == other.dimension(),
            _ => self == other,
        }
    }
}

/// What the rules ask of the terms. Terms that are compared with each other are of one kind.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    leader: BTreeMap<Spot, Spot>,
    kinds: BTreeMap<Spot, Vec<Kind>>,
    zeros: BTreeMap<Spot, Vec<Kind>>,
    amounts: BTreeSet<Spot>,
    /// Terms that a rule asks to be there or not.
    pub held: BTreeSet<Spot>,
    times: BTreeMap<Spot, BTreeSet<Point>>,
    parties: BTreeMap<Spot, BTreeMap<Name, String>>,
    moving: BTreeSet<Spot>,
}

/// A time that a rule names, in an order of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// `year 10`
    Year(u32),
    /// `2030`
    Calendar(i16),
    /// A day.
    Day(jiff::civil::Date),
}

impl From<TimePoint> for Point {
    fn from(point: TimePoint) -> Self {
        match point {
            TimePoint::Year(year) => Self::Year(year),
            TimePoint::Calendar(year) => Self::Calendar(year),
            TimePoint::Date(day) => Self::Day(day),
        }
    }
}

impl From<Point> for TimePoint {
    fn from(point: Point) -> Self {
        match point {
            Point::Year(year) => Self::Year(year),
            Point::Calendar(year) => Self::Calendar(year),
            Point::Day(day) => Self::Date(day),
        }
    }
}

impl Uses {
    fn leader(&self, spot: Spot) -> Spot {
        let mut at = spot;
        while let Some(next) = self.leader.get(&at) {
            at = *next;
        }
        at
    }

    /// These terms are compared with each other.
    pub fn join(&mut self, spots: &[Spot]) {
        let Some((first, others)) = spots.split_first() else { return };
        for other in others {
            let (one, two) = (self.leader(*first), self.leader(*other));
            if one == two {
                continue;
            }
            self.leader.insert(two, one);
            let kinds = self.kinds.remove(&two).unwrap_or_default();
            kinds.into_iter().for_each(|kind| self.can_be(one, kind));
            let times = self.times.remove(&two).unwrap_or_default();
            self.times.entry(one).or_default().extend(times);
            let parties = self.parties.remove(&two).unwrap_or_default();
            self.parties.entry(one).or_default().extend(parties);
            if self.moving.remove(&two) {
                self.moving.insert(one);
            }
        }
    }

    /// The term can be of a kind.
    pub fn can_be(&mut self, spot: Spot, kind: Kind) {
        let kinds = self.kinds.entry(self.leader(spot)).or_default();
        if !kinds.iter().any(|known| known.is_like(&kind)) {
            kinds.push(kind);
        }
    }

    /// The term is compared with a value.
    pub fn meets(&mut self, spot: Spot, value: &Value) {
        match value {
            Value::Quantity(quantity) => self.meets_amount(spot, quantity),
            Value::Date(_) => self.can_be(spot, Kind::Day),
            Value::Yes | Value::No => self.can_be(spot, Kind::Yes),
            Value::Text(text) => self.can_be(spot, Kind::Text(text.clone())),
            Value::Duty(_) | Value::Range(_) => {}
        }
    }

    fn meets_amount(&mut self, spot: Spot, quantity: &Quantity) {
        let unit = match quantity.unit.dimension() {
            Dimension::Points => Unit::percent(),
            _ => quantity.unit.clone(),
        };
        // zero is zero in every unit: it says what a term measures only where nothing else does
        match quantity.amount.is_zero() {
            true => self.zeros.entry(spot).or_default().push(Kind::Amount(unit)),
            false => self.can_be(spot, Kind::Amount(unit)),
        }
    }

    /// The term is an amount, of what nobody says.
    pub fn is_amount(&mut self, spot: Spot) {
        self.amounts.insert(spot);
    }

    /// A rule names the term at a time.
    pub fn at_time(&mut self, spot: Spot, point: TimePoint) {
        self.times.entry(self.leader(spot)).or_default().insert(point.into());
    }

    /// A rule names the term of a party.
    pub fn of_party(&mut self, spot: Spot, name: &Name, text: &str) {
        let parties = self.parties.entry(self.leader(spot)).or_default();
        parties.entry(name.clone()).or_insert_with(|| text.to_owned());
    }

    /// A rule asks how the term moves, year by year.
    pub fn moves(&mut self, spot: Spot) {
        self.moving.insert(self.leader(spot));
    }

    /// What a term can be.
    pub fn kinds(&self, spot: Spot) -> Vec<Kind> {
        let leader = self.leader(spot);
        let strong = self.kinds.get(&leader).cloned().unwrap_or_default();
        if !strong.is_empty() {
            return strong;
        }
        let mut weak: Vec<Kind> = Vec::new();
        let zeros = self.zeros.iter().filter(|(zero, _)| self.leader(**zero) == leader);
        for kind in zeros.flat_map(|(_, kinds)| kinds) {
            let bare = kind.dimension() == Some(&Dimension::None);
            if !bare && !weak.iter().any(|known| known.is_like(kind)) {
                weak.push(kind.clone());
            }
        }
        if weak.is_empty() && self.is_compared(spot) {
            weak.push(Kind::Amount(Unit::none()));
        }
        weak
    }

    /// True where some rule compares it.
    pub fn is_compared(&self, spot: Spot) -> bool {
        let leader = self.leader(spot);
        leader != spot
            || self.kinds.contains_key(&spot)
            || self.zeros.contains_key(&spot)
            || self.amounts.contains(&spot)
            || self.leader.values().any(|other| *other == spot)
    }

    /// At which times the term is named.
    pub fn times(&self, spot: Spot) -> BTreeSet<Point> {
        self.times.get(&self.leader(spot)).cloned().unwrap_or_default()
    }

    /// Of which parties.
    pub fn parties(&self, spot: Spot) -> BTreeMap<Name, String> {
        self.parties.get(&self.leader(spot)).cloned().unwrap_or_default()
    }

    /// True where every year between counts.
    pub fn is_moving(&self, spot: Spot) -> bool {
        self.moving.contains(&self.leader(spot))
    }
}
