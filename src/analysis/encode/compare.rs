//! Comparisons, entry by entry, as [`crate::value::compare`] makes them of known values.

use super::claim::{Encoder, whole};
use super::ground::{Comparison, Taken, Worked};
use super::lookup::Found;
use super::term::{Pair, What, dressed};
use super::verdict::{Verdict, at_least};
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
        let mut whole = Verdict::UNKNOWN;
        for (when, (left, right)) in self.both(&pair.left, &pair.right) {
            let (left, right) = (dressed(left, unit), dressed(right, unit));
            let (yes, no) = self.holds(asked, &left, &right)?;
            let verdict = Verdict::known(self.solver, yes, no);
            whole = Verdict::choose(self.solver, when, verdict, whole);
        }
        Ok(whole)
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
        if taken.iter().any(|one| one.there.is_some()) {
            return Err(Why::Form("a count of what may be anywhere"));
        }
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for one in taken {
            let (counted, settled) = self.counted(one)?;
            certain.push(counted);
            possible.push(self.solver.any([counted, !settled]));
        }
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
