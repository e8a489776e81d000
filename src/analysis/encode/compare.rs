//! Comparisons, entry by entry, as [`crate::value::compare`] makes them of known values.

use super::claim::{Encoder, whole};
use super::ground::{Comparison, Taken, Worked};
use super::lookup::Found;
use super::term::{Pair, What, dressed};
use super::verdict::{Verdict, at_least, counts};
use super::why::Why;
use crate::analysis::linear::Sum;
use crate::analysis::logic::Prop;
use crate::model::{Op, Stance};
use crate::value::{self, Dimension, Number, Reading, ScalarStyle, Value, read_scalar};

impl Encoder<'_> {
    /// A comparison of all entries, by how the rule treats several.
    pub(super) fn compare(&mut self, asked: &Comparison) -> Result<Verdict, Why> {
        if let (Worked::Count(taken), Worked::Value(limit)) = (&asked.subject, &asked.limit) {
            return self.number_of(taken, asked.op, limit);
        }
        if let (Worked::Count(left), Some((share, right))) =
            (&asked.subject, share_of(&asked.limit))
        {
            return self.numbers(left, asked.op, (share, right));
        }
        if !is_readable(&asked.limit) {
            return Err(Why::Texts);
        }
        let (subjects, limits) = (self.entries(&asked.subject)?, self.entries(&asked.limit)?);
        let mut parts = Vec::new();
        for pair in self.pairs(&subjects, &limits) {
            parts.push(self.one(asked, &pair)?);
        }
        Ok(self.together(&parts, asked.stance, asked.frequency))
    }

    fn one(&mut self, asked: &Comparison, pair: &Pair) -> Result<Verdict, Why> {
        let unit = asked.subject.unit().or_else(|| asked.limit.unit());
        let mut cases = Vec::new();
        for (when, (left, right)) in self.both(&pair.left, &pair.right) {
            let (left, right) = (dressed(left, unit), dressed(right, unit));
            let (yes, no) = self.holds(asked, &left, &right)?;
            cases.push((when, Verdict::known(self.solver, yes, no)));
        }
        Ok(Verdict::by_cases(self.solver, &cases))
    }

    /// When one way of each certainly satisfies the operator, and when certainly not.
    fn holds(
        &mut self,
        asked: &Comparison,
        left: &What,
        right: &What,
    ) -> Result<(Prop, Prop), Why> {
        const UNKNOWN: (Prop, Prop) = (Prop::FALSE, Prop::FALSE);
        const NO: (Prop, Prop) = (Prop::FALSE, Prop::TRUE);
        let fault = if left.is_fault() { left } else { right };
        match fault {
            What::Missing(_) if asked.holding && asked.stance == Stance::Demand => return Ok(NO),
            What::Nothing | What::Absent => return Ok(NO),
            What::Missing(_) | What::Open | What::Offered | What::Thing | What::Unknown => {
                return Ok(UNKNOWN);
            }
            What::Amount(..) | What::Day(_) | What::Value(_) => {}
        }
        if let (What::Amount(a, one), What::Amount(b, other)) = (left, right) {
            return self.amounts(asked.op, (a, one), (b, other));
        }
        if let (What::Day(a), What::Day(b)) = (left, right) {
            let yes = self.sums(asked.op, a, b);
            return Ok((yes, !yes));
        }
        values(asked, left, right)
    }

    fn amounts(
        &mut self,
        op: Op,
        (a, one): (&Sum, &Dimension),
        (b, other): (&Sum, &Dimension),
    ) -> Result<(Prop, Prop), Why> {
        let zero = |sum: &Sum| sum.known().is_some_and(Number::is_zero);
        let bare_zero =
            |sum: &Sum, dimension: &Dimension| *dimension == Dimension::None && zero(sum);
        let duties = is_duty(one) && is_duty(other);
        let alike = one == other || bare_zero(a, one) || bare_zero(b, other);
        if alike || (duties && (zero(a) || zero(b))) {
            let yes = self.sums(op, a, b);
            return Ok((yes, !yes));
        }
        // a bare number that is not settled may be a bare zero
        for (bare, dimension) in [(a, one), (b, other)] {
            if *dimension == Dimension::None && bare.known().is_none() {
                let nothing = self.solver.equal(bare, &super::term::nothing());
                let yes = self.sums(op, a, b);
                return Ok((self.solver.all([nothing, yes]), self.solver.all([nothing, !yes])));
            }
        }
        match (one, other) {
            (Dimension::Days, Dimension::Months) | (Dimension::Months, Dimension::Days) => {
                Err(Why::MonthsAndDays)
            }
            (Dimension::Fraction, _) | (_, Dimension::Fraction) => Err(Why::Unlike),
            _ if duties => Err(Why::Duties),
            _ => Ok((Prop::FALSE, Prop::FALSE)),
        }
    }

    /// When two sums stand so to each other.
    pub(super) fn sums(&mut self, op: Op, a: &Sum, b: &Sum) -> Prop {
        match op {
            Op::AtLeast => self.solver.at_most(b, a),
            Op::AtMost => self.solver.at_most(a, b),
            Op::Above => self.solver.below(b, a),
            Op::Below => self.solver.below(a, b),
            Op::Equal => self.solver.equal(a, b),
        }
    }

    /// `number of farm products with a quota must be at least 4`
    fn number_of(&mut self, taken: &[Taken], op: Op, limit: &Value) -> Result<Verdict, Why> {
        let Some((count, exact)) = whole(limit) else { return Err(Why::Unlike) };
        let (certain, possible) = self.tallied(taken)?;
        // at least 3.5 is more than 3
        let sure = at_least(self.solver, &certain, count + 1);
        let may = at_least(self.solver, &possible, count + 1);
        let (holds, broken) = match op {
            Op::AtLeast if exact => (sure.0, !may.0),
            Op::Below if exact => (!may.0, sure.0),
            Op::AtLeast | Op::Above => (sure.1, !may.1),
            Op::AtMost | Op::Below => (!may.1, sure.1),
            Op::Equal if exact => {
                (self.solver.all([sure.0, !may.1]), self.solver.any([sure.1, !may.0]))
            }
            Op::Equal => (Prop::FALSE, Prop::TRUE),
        };
        Ok(Verdict::known(self.solver, holds, broken))
    }

    /// What is certainly counted, and what may be.
    fn tallied(&mut self, taken: &[Taken]) -> Result<(Vec<Prop>, Vec<Prop>), Why> {
        if taken.iter().any(|one| one.there.is_some()) {
            return Err(Why::Form("a count of what may be anywhere"));
        }
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for one in taken {
            let (counted, settled) = self.counted(one)?;
            certain.push(counted);
            possible.push(self.solver.any([counted, !settled]));
        }
        Ok((certain, possible))
    }

    /// `number of products with a quota must be at least half of number of products`
    fn numbers(
        &mut self,
        left: &[Taken],
        op: Op,
        (share, right): (Number, &[Taken]),
    ) -> Result<Verdict, Why> {
        let (left, right) = (self.span(left)?, self.span(right)?);
        let mut both = |own: Op| match own {
            Op::AtLeast | Op::Above => (
                self.follows(own, &share, &left.0, &right.1),
                self.follows(own, &share, &left.1, &right.0),
            ),
            Op::AtMost | Op::Below | Op::Equal => (
                self.follows(own, &share, &right.0, &left.1),
                self.follows(own, &share, &right.1, &left.0),
            ),
        };
        let (sure, may) = match op {
            Op::Equal => {
                let (low, high) = (both(Op::AtLeast), both(Op::AtMost));
                (self.solver.all([low.0, high.0]), self.solver.all([low.1, high.1]))
            }
            Op::AtLeast | Op::Above | Op::AtMost | Op::Below => both(op),
        };
        Ok(Verdict::known(self.solver, sure, !may))
    }

    /// For each number, whether certainly so many are counted, and whether perhaps.
    fn span(&mut self, taken: &[Taken]) -> Result<(Vec<Prop>, Vec<Prop>), Why> {
        let (certain, possible) = self.tallied(taken)?;
        let most = taken.len();
        Ok((counts(self.solver, &certain, most), counts(self.solver, &possible, most)))
    }

    /// For each number that is counted in `when`, so many are counted in `then` as the operator asks for.
    fn follows(&mut self, op: Op, share: &Number, then: &[Prop], when: &[Prop]) -> Prop {
        let mut parts = Vec::new();
        for (count, reached) in when.iter().enumerate() {
            let enough = needed(op, share, count).and_then(|needed| then.get(needed)).copied();
            parts.push(self.solver.implies(*reached, enough.unwrap_or(Prop::FALSE)));
        }
        self.solver.all(parts)
    }
}

/// How many must be counted on the larger side, where so many are on the smaller one: the right is taken `share` times.
fn needed(op: Op, share: &Number, count: usize) -> Option<usize> {
    let count = Number::from_integer(i64::try_from(count).ok()?);
    let least = match op {
        Op::AtLeast | Op::Above => &count * share,
        Op::AtMost | Op::Below | Op::Equal => count.checked_div(share)?,
    };
    let needed = match op {
        Op::AtLeast | Op::AtMost | Op::Equal => least.ceil(),
        Op::Above | Op::Below => least.floor() + Number::one(),
    };
    usize::try_from(needed.to_i64()?).ok()
}

/// A count, and how many times it is taken.
fn share_of(term: &Worked) -> Option<(Number, &[Taken])> {
    match term {
        Worked::Count(taken) => Some((Number::one(), taken)),
        Worked::Share(share, inner) if *share > Number::zero() => {
            let (times, taken) = share_of(inner)?;
            Some((&times * share, taken))
        }
        Worked::Share(..)
        | Worked::Value(_)
        | Worked::Free(..)
        | Worked::Cells(..)
        | Worked::Sum(..)
        | Worked::Aggregate(..) => None,
    }
}

/// Two values of which one at least is neither an amount nor a day.
fn values(asked: &Comparison, left: &What, right: &What) -> Result<(Prop, Prop), Why> {
    let literal = |term: &Worked| match term {
        Worked::Value(value) => Some(value.clone()),
        _ => None,
    };
    let (subject, limit) = (literal(&asked.subject), literal(&asked.limit));
    let quoted = subject.is_some() || limit.is_some();
    let known = |what: &What, literal: Option<Value>| match what {
        What::Value(value) => Some(value.clone()),
        _ => literal,
    };
    match (left, right) {
        // an amount or a day is written otherwise than any text in quotes
        (
            What::Amount(..) | What::Day(_) | What::Value(Value::Yes),
            What::Value(Value::Text(_)),
        ) if quoted => Ok((Prop::FALSE, Prop::constant(asked.op == Op::Equal))),
        (What::Value(Value::Text(one)), What::Value(Value::Text(other))) => {
            let equal = asked.op == Op::Equal && one == other;
            let differ = asked.op == Op::Equal && one != other && quoted;
            Ok((Prop::constant(equal), Prop::constant(differ)))
        }
        (What::Value(Value::Duty(_) | Value::Range(_)), _)
        | (_, What::Value(Value::Duty(_) | Value::Range(_))) => {
            match (known(left, subject), known(right, limit)) {
                (Some(left), Some(right)) => Ok(settled(asked.op, &left, &right)),
                _ => Err(Why::Duties),
            }
        }
        (What::Value(one), What::Value(other)) => Ok(settled(asked.op, one, other)),
        _ => Ok((Prop::FALSE, Prop::FALSE)),
    }
}

/// Two values that are known.
fn settled(op: Op, left: &Value, right: &Value) -> (Prop, Prop) {
    let Ok(compared) = value::compare(left, right) else { return (Prop::FALSE, Prop::FALSE) };
    if !compared.ordered && op != Op::Equal {
        return (Prop::FALSE, Prop::FALSE);
    }
    let (less, equal, greater) = (compared.less, compared.equal, compared.greater);
    let (yes, no) = match op {
        Op::AtLeast => (!less, !equal && !greater),
        Op::AtMost => (!greater, !equal && !less),
        Op::Above => (!less && !equal, !greater),
        Op::Below => (!greater && !equal, !less),
        Op::Equal => (!less && !greater, !equal),
    };
    (Prop::constant(yes && !no), Prop::constant(no && !yes))
}

fn is_duty(dimension: &Dimension) -> bool {
    match dimension {
        Dimension::Percent | Dimension::Money(_) => true,
        Dimension::Per(over, _) => matches!(**over, Dimension::Money(_)),
        _ => false,
    }
}

/// False for a text in quotes that a proposal could only state as something else.
fn is_readable(limit: &Worked) -> bool {
    let text = match limit {
        Worked::Value(Value::Text(text)) => text,
        Worked::Cells(cells, _) => {
            return cells.iter().all(|cell| !matches!(cell.found, Found::Value(Value::Text(_))));
        }
        _ => return true,
    };
    let (reading, _) = read_scalar(text, ScalarStyle::Plain);
    reading == Reading::Value(Value::Text(text.clone()))
}
