//! What was gathered from the things of a range, and how it stands to a limit. Mirrors `eval::aggregate`.

use std::cmp::Ordering;

use super::judge::Seen;
use super::lexicon::{BARE, Measured};
use super::side::{ordered, truly};
use super::{Beyond, Gather, Quantity, Work};
use crate::model::{CountBound, Op};
use crate::report::Verdict;
use crate::tape::Figure;
use crate::tape::figure::Sum;

/// What was gathered so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// The verdicts on the things, and how many there were of each.
    pub(super) seen: Seen,
    sum: Sum,
    /// How many were taken for certain.
    pub(super) count: u64,
    extreme: Option<Figure>,
    /// What all of them are measured in.
    unit: Option<u32>,
    /// How many are not certain to be taken.
    pub(super) possible: u64,
    /// A value is not known.
    pub(super) unknown: bool,
    /// One value where there are several.
    pub(super) several: bool,
    /// Among the values are such as are no plain amounts in the unit of the others.
    pub(super) mixed: bool,
    pub(super) beyond: bool,
}

/// A total, an average, an extreme or a number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    /// A sum, over how many.
    Sum(Sum, u64),
    Figure(Figure),
    /// What is known of the highest (`true`) or lowest value, where some are not.
    Known(Figure, bool),
    /// A number: of those that are certain, and with those that are not.
    Number(u64, u64),
    /// It cannot be told.
    Unknown,
}

impl Amount {
    /// Whether an operator is satisfied against a limit.
    pub(super) fn compare(self, op: Op, limit: Figure) -> Result<Verdict, Beyond> {
        let number = |count| Ok(Figure::from_count(count).ok_or(Beyond)?.cmp(&limit));
        Ok(match self {
            Self::Sum(sum, count) => truly(ordered(op, sum.compare(limit, count).ok_or(Beyond)?)),
            Self::Figure(figure) => truly(ordered(op, figure.cmp(&limit))),
            Self::Known(figure, highest) => {
                let (from, beyond) = (figure.cmp(&limit), outermost(highest));
                if highest { between(op, from, beyond) } else { between(op, beyond, from) }
            }
            Self::Number(least, most) => between(op, number(least)?, number(most)?),
            Self::Unknown => Verdict::Unknown,
        })
    }
}

/// How the end that is not known may stand to every limit.
fn outermost(highest: bool) -> Ordering {
    if highest { Ordering::Greater } else { Ordering::Less }
}

/// The verdict on something between two ends, which stand to the limit like this.
fn between(op: Op, low: Ordering, high: Ordering) -> Verdict {
    match (ordered(op, low), ordered(op, high)) {
        (one, other) if low == high => truly(one && other),
        // what lies on both sides may lie on the limit, too
        (false, false) if low == Ordering::Less && high == Ordering::Greater => match op {
            Op::Equal => Verdict::Unknown,
            Op::AtLeast | Op::AtMost | Op::Above | Op::Below => Verdict::Broken,
        },
        (true, true) => Verdict::Holds,
        (false, false) => Verdict::Broken,
        (true, false) | (false, true) => Verdict::Unknown,
    }
}

impl Tally {
    /// Takes in a value that is certain.
    #[inline]
    pub(super) fn add(&mut self, value: Measured, gather: &Gather) -> Result<(), Beyond> {
        if *self.unit.get_or_insert(value.unit) != value.unit {
            return Err(Beyond);
        }
        self.count += 1;
        let figure = value.figure;
        match gather.work {
            Work::Extreme(_, highest) => {
                let further = self.extreme.is_none_or(|known| {
                    figure.cmp(&known) == if highest { Ordering::Greater } else { Ordering::Less }
                });
                if further {
                    self.extreme = Some(figure);
                }
                Ok(())
            }
            Work::Sum(..) | Work::Number | Work::Test(..) => {
                figure.add_to(&mut self.sum).ok_or(Beyond)
            }
        }
    }

    /// What the amount is measured in.
    pub(super) fn unit(&self) -> u32 {
        self.unit.unwrap_or(BARE)
    }

    pub(super) fn verdict(&self, of: Quantity) -> Verdict {
        match of {
            Quantity::Every => self.seen.all(),
            Quantity::Some => self.seen.any(),
            Quantity::Count(bound, number) => self.counted(bound, number),
        }
    }

    fn counted(&self, bound: CountBound, number: i64) -> Verdict {
        if self.seen.is_empty() {
            return Verdict::NotApplicable;
        }
        let of = |verdict| i64::from(self.seen.of(verdict));
        let least = of(Verdict::Holds);
        let most = least + of(Verdict::Waiting) + of(Verdict::Unknown);
        let (holds, broken) = match bound {
            CountBound::AtLeast => (least >= number, most < number),
            CountBound::MoreThan => (least > number, most <= number),
            CountBound::AtMost => (most <= number, least > number),
            CountBound::FewerThan => (most < number, least >= number),
            CountBound::Exactly => {
                (least == most && least == number, least > number || most < number)
            }
        };
        match (holds, broken) {
            (true, _) => Verdict::Holds,
            (_, true) => Verdict::Broken,
            _ if of(Verdict::Unknown) == 0 => Verdict::Waiting,
            _ => Verdict::Unknown,
        }
    }

    pub(super) fn amount(&self, gather: &Gather) -> Result<Amount, Beyond> {
        if self.several {
            return Ok(Amount::Unknown);
        }
        if let Work::Number = gather.work {
            return Ok(Amount::Number(self.count, self.count + self.possible));
        }
        if self.mixed {
            return Err(Beyond);
        }
        if self.count == 0 {
            return Ok(Amount::Unknown);
        }
        if self.possible > 0 {
            return Err(Beyond);
        }
        match gather.work {
            Work::Extreme(_, highest) => {
                let extreme = self.extreme.ok_or(Beyond)?;
                let unknown = self.unknown;
                Ok(if unknown { Amount::Known(extreme, highest) } else { Amount::Figure(extreme) })
            }
            _ if self.unknown => Ok(Amount::Unknown),
            Work::Sum(_, true) => Ok(Amount::Sum(self.sum, self.count)),
            Work::Sum(_, false) => Ok(Amount::Sum(self.sum, 1)),
            Work::Number | Work::Test(..) => Err(Beyond),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_between_two_ends_is_judged_as_far_as_is_certain() {
        use Ordering::{Equal, Greater, Less};
        use Verdict::{Broken, Holds, Unknown};
        for (op, low, high, verdict) in [
            (Op::AtLeast, Less, Less, Broken),
            (Op::AtLeast, Less, Equal, Unknown),
            (Op::AtLeast, Less, Greater, Unknown),
            (Op::AtLeast, Equal, Greater, Holds),
            (Op::Above, Equal, Greater, Unknown),
            (Op::Above, Less, Equal, Broken),
            (Op::AtMost, Equal, Greater, Unknown),
            (Op::AtMost, Greater, Greater, Broken),
            (Op::Below, Equal, Greater, Broken),
            (Op::Equal, Less, Greater, Unknown),
            (Op::Equal, Greater, Greater, Broken),
            (Op::Equal, Equal, Greater, Unknown),
        ] {
            assert_eq!(between(op, low, high), verdict, "{op:?} {low:?} {high:?}");
        }
    }
}
