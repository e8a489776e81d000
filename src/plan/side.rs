//! Values and their comparison. Mirrors `eval::term` and `eval::compare`.

use std::cmp::Ordering;

use super::desk::Plain;
use super::lexicon::{BARE, Measured, Read};
use super::path::{Depth, Found, Leaves, Mark, Trouble};
use super::tally::Amount;
use super::{Beyond, Compare, Literal, Side, Sight};
use crate::eval::compare::truth;
use crate::model::{Op, Stance};
use crate::report::Verdict;
use crate::tape::{Figure, Kind, Node};
use crate::value::{self, Number, Quantity, ScalarStyle, Value};

/// A value that is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Datum {
    /// A bare number.
    Figure(Figure),
    /// A text that says something else.
    Read(Read),
    /// The format's own true.
    Yes,
}

/// A value, and the scalar that states it.
pub(super) type Stated<'d> = (Datum, &'d Node);

impl<'d> Sight<'d, '_> {
    /// The value of a leaf.
    pub(super) fn stated(&mut self, found: Found) -> Result<Result<Stated<'d>, Trouble>, Beyond> {
        let at = match found {
            Ok(at) => at,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let node = self.node(at).ok_or(Beyond)?;
        let style = match node.kind {
            Kind::Number => ScalarStyle::Number,
            Kind::Quoted => ScalarStyle::Quoted,
            Kind::Plain => ScalarStyle::Plain,
            Kind::True => return Ok(Ok((Datum::Yes, node))),
            Kind::False => return Ok(Err(Trouble::Absent)),
            Kind::Null => return Ok(Err(Trouble::NotAgreed)),
            Kind::Row | Kind::List | Kind::Mapping | Kind::Schedule => {
                return Ok(Err(Trouble::Unknown));
            }
            Kind::Passed => return Err(Beyond),
        };
        let text = self.text_of(node);
        if let Some(figure) = node.figure().or_else(|| Figure::read(text)) {
            return Ok(Ok((Datum::Figure(figure), node)));
        }
        let read = self.desk.lexicon.read(text, style);
        Ok(match self.desk.lexicon.reading(read) {
            value::Reading::Value(_) => Ok((Datum::Read(read), node)),
            value::Reading::Absent => Err(Trouble::Absent),
            value::Reading::Open | value::Reading::Offered => Err(Trouble::NotAgreed),
        })
    }

    /// A comparison of all entries, by how the rule treats several.
    pub(super) fn compare(&mut self, compare: &Compare) -> Result<Verdict, Beyond> {
        if let Some(verdict) = self.quick_compare(compare) {
            return Ok(verdict);
        }
        for slot in compare.guards.iter().flatten() {
            if self.under(*slot)? != Plain::Nothing {
                return Err(Beyond);
            }
        }
        match (&compare.subject, &compare.limit) {
            (Side::Gathered(gather), Side::Literal(id)) => {
                let amount = self.amount(*gather)?;
                match amount.map(|amount| self.against(amount, compare)) {
                    Some(Ok(verdict)) => Ok(verdict),
                    _ => {
                        let literal = self.plan.literals.get(*id).ok_or(Beyond)?;
                        self.mixed(*gather, compare, literal)
                    }
                }
            }
            (Side::Members(members), Side::Literal(_)) => {
                let amount = self.amount_of(members)?;
                self.against(amount, compare)
            }
            (Side::Path(path), Side::Literal(id)) => {
                let literal = self.plan.literals.get(*id).ok_or(Beyond)?;
                let leaves = self.leaves(path, Depth::Values)?;
                if compare.alternative && !matches!(leaves, Leaves::One(_)) {
                    return Err(Beyond);
                }
                self.together(leaves, Depth::Values, compare.how, |sight, found| {
                    if let Value::Text(text) = &literal.value {
                        return sight.with_text(compare, found, text);
                    }
                    let stated = sight.stated(found)?;
                    Ok(match stated {
                        Ok((datum, _)) => sight.with_literal(compare, datum, literal),
                        Err(trouble) => lacking(trouble, compare),
                    })
                })
            }
            (Side::Path(left), Side::Path(right)) => self.two(compare, left, (1, 1), right),
            (Side::Path(left), Side::Share(share, right)) => self.two(compare, left, *share, right),
            _ => Err(Beyond),
        }
    }

    /// Two values of the data side by side.
    fn two(
        &mut self,
        compare: &Compare,
        left: &super::Path,
        share: (i64, i64),
        right: &super::Path,
    ) -> Result<Verdict, Beyond> {
        let (left, right) = (self.leaves(left, Depth::Values)?, self.leaves(right, Depth::Values)?);
        if let (Leaves::Row(a), Leaves::Row(b)) = (left, right) {
            return self.two_rows(compare, a, share, b);
        }
        match (left, right) {
            (left, Leaves::One(limit)) => {
                self.together(left, Depth::Values, compare.how, |sight, subject| {
                    sight.pair(compare, subject, share, limit)
                })
            }
            (Leaves::One(subject), right) => {
                self.together(right, Depth::Values, compare.how, |sight, limit| {
                    sight.pair(compare, subject, share, limit)
                })
            }
            _ => Err(Beyond),
        }
    }

    /// Two lists of plain values, compared at every time at which either changes.
    fn two_rows(
        &mut self,
        compare: &Compare,
        a: u32,
        share: (i64, i64),
        b: u32,
    ) -> Result<Verdict, Beyond> {
        let length = |at: u32| self.node(at).map_or(0, |node| node.after() - at - 1);
        let (ours, theirs) = (length(a), length(b));
        let mut seen = super::judge::Seen::default();
        for year in 1..=ours.max(theirs) {
            let (left, right) = (a + year.min(ours), b + year.min(theirs));
            seen.add(self.pair(compare, Ok(left), share, Ok(right))?);
        }
        Ok(seen.together(compare.how))
    }

    fn pair(
        &mut self,
        compare: &Compare,
        subject: Found,
        (numerator, denominator): (i64, i64),
        limit: Found,
    ) -> Result<Verdict, Beyond> {
        let (subject, limit) = match (self.stated(subject)?, self.stated(limit)?) {
            (Ok(subject), Ok(limit)) => (subject, limit),
            (Err(trouble), _) | (_, Err(trouble)) => return Ok(lacking(trouble, compare)),
        };
        if let (Datum::Figure(left), Datum::Figure(right)) = (subject.0, limit.0) {
            let order = left.compare_share(right, numerator, denominator).ok_or(Beyond)?;
            return Ok(truly(ordered(compare.op, order)));
        }
        if let (Datum::Read(left), Datum::Read(right)) = (subject.0, limit.0) {
            let beside = |left: &Value, right: &Value| {
                two_values(compare, left.clone(), (numerator, denominator), right.clone())
            };
            return Ok(maybe(self.desk.lexicon.beside(left, right, compare.place, beside)));
        }
        let (left, right) = (self.value(subject.0)?, self.value(limit.0)?);
        Ok(maybe(two_values(compare, left, (numerator, denominator), right)))
    }

    /// Against a text in quotes, a scalar counts as it is written.
    fn with_text(
        &mut self,
        compare: &Compare,
        found: Found,
        text: &str,
    ) -> Result<Verdict, Beyond> {
        let at = match found {
            Ok(at) => at,
            Err(trouble) => return Ok(lacking(trouble, compare)),
        };
        let node = self.node(at).ok_or(Beyond)?;
        if node.kind.is_container() {
            return Ok(Verdict::Unknown);
        }
        Ok(match self.mark(node) {
            Some(Mark::Open | Mark::Offered) => Verdict::Unknown,
            Some(Mark::Absent) => Verdict::Broken,
            None if compare.op == Op::Equal => truly(self.text_of(node).trim() == text),
            None => Verdict::Unknown,
        })
    }

    fn with_literal(&mut self, compare: &Compare, datum: Datum, literal: &Literal) -> Verdict {
        match (datum, compare.figure) {
            (Datum::Figure(figure), Some(limit)) => {
                truly(ordered(compare.op, figure.cmp(&limit.figure)))
            }
            (Datum::Read(read), _) => {
                let compared = self.desk.lexicon.compared(read, compare.place, |value| {
                    values(compare, value.clone(), literal.value.clone())
                });
                maybe(compared)
            }
            (Datum::Figure(_) | Datum::Yes, _) => match self.value(datum) {
                Ok(value) => maybe(values(compare, value, literal.value.clone())),
                Err(Beyond) => Verdict::Unknown,
            },
        }
    }

    /// A value that was worked out with care, `None` where it cannot be told.
    pub(super) fn value_with_literal(
        &self,
        compare: &Compare,
        value: Option<Value>,
        literal: &Literal,
    ) -> Verdict {
        maybe(value.and_then(|value| values(compare, value, literal.value.clone())))
    }

    /// A total, an average, an extreme or a number against a literal.
    fn against(&self, (amount, unit): (Amount, u32), compare: &Compare) -> Result<Verdict, Beyond> {
        let bare = || compare.figure.map(|limit| limit.figure);
        let limit = if unit == BARE { bare() } else { self.limit_in(unit, compare) };
        amount.compare(compare.op, limit.ok_or(Beyond)?)
    }

    /// A literal limit in a unit.
    fn limit_in(&self, unit: u32, compare: &Compare) -> Option<Figure> {
        let Side::Literal(id) = compare.limit else { return None };
        let Value::Quantity(limit) = &self.plan.literals.get(id)?.value else { return None };
        if compare.unit.is_some() {
            return None;
        }
        if limit.is_bare_zero() {
            return Figure::from_count(0);
        }
        let unit = self.desk.lexicon.unit(unit)?;
        Figure::of(&value::convert(limit, unit)?.amount)
    }

    /// A value as an amount in some unit.
    pub(super) fn measured(&self, datum: Datum) -> Option<Measured> {
        match datum {
            Datum::Figure(figure) => Some(Measured { figure, unit: BARE }),
            Datum::Read(read) => self.desk.lexicon.measured(read),
            Datum::Yes => None,
        }
    }

    /// A value as the careful evaluator has it.
    pub(super) fn value(&self, datum: Datum) -> Result<Value, Beyond> {
        match datum {
            Datum::Figure(figure) => Ok(Value::Quantity(Quantity::bare(figure.to_number()))),
            Datum::Read(read) => self.desk.lexicon.value(read).cloned().ok_or(Beyond),
            Datum::Yes => Ok(Value::Yes),
        }
    }
}

/// The same of a value and a share of another.
fn two_values(
    compare: &Compare,
    left: Value,
    (numerator, denominator): (i64, i64),
    mut right: Value,
) -> Option<bool> {
    if (numerator, denominator) != (1, 1) {
        right = value::share(&Number::ratio(numerator, denominator), &right).ok()?;
    }
    match (&left, &right) {
        // two texts of the data that differ may still mean the same
        (Value::Text(left), Value::Text(right)) if left != right => None,
        _ => values(compare, left, right),
    }
}

/// Whether a comparison of two values is satisfied; `None` where that is not certain.
fn values(compare: &Compare, mut left: Value, mut right: Value) -> Option<bool> {
    if let Some(unit) = &compare.unit {
        left = left.with_unit_if_bare(unit);
        right = right.with_unit_if_bare(unit);
    }
    let compared = value::compare(&left, &right).ok()?;
    if !compared.ordered && compare.op != Op::Equal {
        return None;
    }
    truth(compare.op, &compared)
}

/// Whether an operator is satisfied by how two values stand to each other.
#[inline]
pub(super) fn ordered(op: Op, order: Ordering) -> bool {
    match op {
        Op::AtLeast => order != Ordering::Less,
        Op::AtMost => order != Ordering::Greater,
        Op::Above => order == Ordering::Greater,
        Op::Below => order == Ordering::Less,
        Op::Equal => order == Ordering::Equal,
    }
}

pub(super) fn truly(truth: bool) -> Verdict {
    if truth { Verdict::Holds } else { Verdict::Broken }
}

fn maybe(truth: Option<bool>) -> Verdict {
    truth.map_or(Verdict::Unknown, truly)
}

pub(super) fn lacking(trouble: Trouble, compare: &Compare) -> Verdict {
    match trouble {
        Trouble::Missing(_) if compare.holding && compare.how.stance == Stance::Demand => {
            Verdict::Broken
        }
        Trouble::Absent => Verdict::Broken,
        Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown => Verdict::Unknown,
    }
}
