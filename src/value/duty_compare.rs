//! Comparing duties over every customs value.

use std::cmp::Ordering;

use super::duty::{Form, Line};
use super::number::Number;

/// Which relations between two values are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags {
    pub(super) less: bool,
    pub(super) equal: bool,
    pub(super) greater: bool,
}

impl Flags {
    pub(super) fn add(&mut self, ordering: Ordering) {
        match ordering {
            Ordering::Less => self.less = true,
            Ordering::Equal => self.equal = true,
            Ordering::Greater => self.greater = true,
        }
    }

    /// True where nothing can be excluded.
    pub(super) fn is_anything(self) -> bool {
        self.less && self.equal && self.greater
    }

    /// True where they are certainly equal.
    pub(super) fn is_equal(self) -> bool {
        self == Self { equal: true, ..Self::default() }
    }
}

/// Compares two duties at every customs value. `None` where the amounts cannot be brought to one basis.
///
/// In one basis both are functions of one customs value, and go straight between the places where two of their lines
/// cross: there, between them, below the first and beyond the last is all there is to look at. In two bases (yen/kg against
/// USD/kg or yen/litre) nothing ties the two customs values to each other, so only what the duties are worth as
/// percentages of them can be told apart.
pub(super) fn compare(left: &Form, right: &Form) -> Option<Flags> {
    // One formula on both sides is the everyday question of a tariff schedule.
    if left == right {
        return Some(Flags { equal: true, ..Flags::default() });
    }
    match (&left.basis, &right.basis) {
        (Some(own), Some(other)) if own.dimension() != other.dimension() => {
            Some(apart(left, right))
        }
        (Some(_), Some(other)) => Some(together(&left.in_basis(other)?, right)),
        _ => Some(together(left, right)),
    }
}

fn together(left: &Form, right: &Form) -> Flags {
    let mut pieces = left.pieces();
    pieces.extend(right.pieces());
    let mut flags = Flags::default();
    for value in samples(&crossings(&pieces)) {
        flags.add(left.at(&value).cmp(&right.at(&value)));
    }
    flags
}

/// The customs values above 0 at which two of the lines cross, in order.
fn crossings(lines: &[Line]) -> Vec<Number> {
    let mut found = Vec::new();
    for (index, one) in lines.iter().enumerate() {
        for other in lines.iter().skip(index + 1) {
            let (rise, gap) = (&one.share - &other.share, &other.specific - &one.specific);
            found.extend(gap.checked_div(&rise).filter(|v| !v.is_zero() && !v.is_negative()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The crossings, a value between each two of them, one below the first and one beyond the last.
fn samples(crossings: &[Number]) -> Vec<Number> {
    let half = Number::ratio(1, 2);
    let mut values = Vec::with_capacity(2 * crossings.len() + 1);
    let mut before = Number::zero();
    for crossing in crossings {
        values.push(&(&before + crossing) * &half);
        values.push(crossing.clone());
        before = crossing.clone();
    }
    values.push(&before + &Number::one());
    values
}

/// One end of what a duty can be worth as a share of the customs value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Below every share.
    Lowest,
    /// This share.
    At(Number),
    /// Above every share.
    Highest,
}

/// What a duty can be worth as a share of the customs value: everything between two ends, which belong to it or not.
struct Shares {
    low: (End, bool),
    high: (End, bool),
}

fn apart(left: &Form, right: &Form) -> Flags {
    let (left, right) = (shares(left), shares(right));
    let low = (&left.low.0).max(&right.low.0);
    let high = (&left.high.0).min(&right.high.0);
    let equal = match low.cmp(high) {
        Ordering::Less => true,
        Ordering::Equal => left.holds(low) && right.holds(low),
        Ordering::Greater => false,
    };
    Flags { less: left.low.0 < right.high.0, equal, greater: left.high.0 > right.low.0 }
}

impl Shares {
    /// True where this end of one of two ranges belongs to this one.
    fn holds(&self, end: &End) -> bool {
        let inside = self.low.0 < *end && *end < self.high.0;
        inside || (self.low.0 == *end && self.low.1) || (self.high.0 == *end && self.high.1)
    }
}

/// The range of `duty / v` over all `v > 0`. Along one line it is `share + specific / v`, which only rises or only
/// falls, so its ends lie where lines cross, towards `v = 0` and towards infinity.
fn shares(form: &Form) -> Shares {
    let crossings = crossings(&form.pieces());
    let mut ends: Vec<(End, bool)> = Vec::new();
    for value in &crossings {
        ends.extend(form.at(value).checked_div(value).map(|share| (End::At(share), true)));
    }
    let one = Number::one();
    let first = crossings.first().cloned().unwrap_or_else(Number::one);
    let (share, specific) = line_through(form, &first, &(&first * &Number::ratio(1, 2)));
    ends.push(match specific.cmp(&Number::zero()) {
        Ordering::Less => (End::Lowest, false),
        Ordering::Equal => (End::At(share), true),
        Ordering::Greater => (End::Highest, false),
    });
    let last = crossings.last().cloned().unwrap_or_else(Number::one);
    let (share, specific) = line_through(form, &last, &(&last + &one));
    ends.push((End::At(share), specific.is_zero()));
    let belongs = |end: &End| ends.iter().any(|(other, attained)| other == end && *attained);
    let low = ends.iter().map(|(end, _)| end).min().cloned().unwrap_or(End::Lowest);
    let high = ends.iter().map(|(end, _)| end).max().cloned().unwrap_or(End::Highest);
    let (low_belongs, high_belongs) = (belongs(&low), belongs(&high));
    Shares { low: (low, low_belongs), high: (high, high_belongs) }
}

/// The line the duty follows at two customs values between which no lines cross: its share and its specific part.
fn line_through(form: &Form, one: &Number, other: &Number) -> (Number, Number) {
    let (at_one, at_other) = (form.at(one), form.at(other));
    let rise = (&at_one - &at_other).checked_div(&(one - other));
    let share = rise.unwrap_or_else(Number::zero);
    let specific = &at_one - &(&share * one);
    (share, specific)
}
