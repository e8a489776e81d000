//! Duties that depend on the customs value: functions of the value `v > 0` of one unit of the goods.
//!
//! Every form of the language is the lower or the higher of some lines `share · v + specific`, and never below 0:
//! `29.8% + 23 yen/kg` is one line, `25% or 60 yen/kg, whichever is higher` the higher of two, and in
//! `535.53 yen/kg - value` the share is -1. That a part below 0 counts as 0 needs no rule of its own, because the lower
//! or higher of parts cut off at 0 is the lower or higher of the parts, cut off at 0.

use super::duty_compare;
use super::number::Number;
use super::unit::{Dimension, Unit};
use super::{Quantity, Value, duty_text};

/// A duty that depends on the customs value. A pure percentage, or a pure amount for each kilogram, is a plain
/// [`Quantity`] instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// As written.
    pub(super) text: Box<str>,
    pub(super) form: Form,
}

/// A duty, or a quantity seen as one, as a function of the customs value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Form {
    pub(super) choice: Choice,
    /// At least one.
    pub(super) lines: Vec<Line>,
    /// What the specific parts are stated in (`yen/kg`); `None` where there are none.
    pub(super) basis: Option<Unit>,
    /// True for a duty, which is never below 0; false for a plain quantity it is compared with.
    pub(super) floored: bool,
}

/// Which of its lines a duty follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// `whichever is lower`
    Lower,
    /// `whichever is higher`
    Higher,
}

/// `share · v + specific`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Of the customs value; 1 is 100%.
    pub(super) share: Number,
    /// In the form's basis.
    pub(super) specific: Number,
}

impl Duty {
    /// Reads a duty.
    ///
    /// # Errors
    /// What part of it cannot be read. A single percentage or amount is no fault: it comes back as a quantity.
    pub fn parse(text: &str) -> Result<Value, super::LiteralError> {
        duty_text::parse(text)
    }

    /// The words it was read from.
    pub fn to_text(&self) -> &str {
        &self.text
    }

    /// True where it is zero at every customs value.
    pub fn is_zero(&self) -> bool {
        let zero = Form::of_quantity(&Quantity::bare(Number::zero()));
        zero.and_then(|zero| duty_compare::compare(&self.form, &zero))
            .is_some_and(|flags| flags.is_equal())
    }

    /// The share of it; `None` for a share below 0, for no duty is.
    pub(super) fn share(&self, share: &Number) -> Option<Self> {
        if share.is_negative() {
            return None;
        }
        let percent =
            Quantity { amount: share * &Number::from_integer(100), unit: Unit::percent() };
        let lines = self.form.lines.iter();
        let lines = lines
            .map(|l| Line { share: &l.share * share, specific: &l.specific * share })
            .collect();
        Some(Self {
            text: format!("{} of ({})", percent.to_text(), self.text).into(),
            form: Form { lines, ..self.form.clone() },
        })
    }
}

impl Form {
    /// A percentage, an amount for each unit of goods, or a bare 0, as a function of the customs value. `None` for
    /// quantities that are no duty.
    pub(super) fn of_quantity(quantity: &Quantity) -> Option<Self> {
        let line = if quantity.is_bare_zero() || *quantity.unit.dimension() == Dimension::Percent {
            Line {
                share: &quantity.in_base_units() * &Number::ratio(1, 100),
                specific: Number::zero(),
            }
        } else if is_specific(&quantity.unit) {
            Line { share: Number::zero(), specific: quantity.amount.clone() }
        } else {
            return None;
        };
        let basis = (!line.specific.is_zero()).then(|| quantity.unit.clone());
        Some(Self { choice: Choice::Higher, lines: vec![line], basis, floored: false })
    }

    /// The function in another basis of the same dimension: as if its amounts had been stated in it.
    pub(super) fn in_basis(&self, basis: &Unit) -> Option<Self> {
        let own = self.basis.as_ref()?;
        let scale = own.factor().checked_div(basis.factor())?;
        let lines = self.lines.iter();
        let lines = lines
            .map(|l| Line { share: l.share.clone(), specific: &l.specific * &scale })
            .collect();
        Some(Self { lines, basis: Some(basis.clone()), ..self.clone() })
    }

    /// Its value at one customs value.
    pub(super) fn at(&self, value: &Number) -> Number {
        let each = self.lines.iter().map(|l| &(&l.share * value) + &l.specific);
        let chosen = match self.choice {
            Choice::Lower => each.min(),
            Choice::Higher => each.max(),
        };
        let chosen = chosen.unwrap_or_else(Number::zero);
        if self.floored && chosen.is_negative() { Number::zero() } else { chosen }
    }

    /// Its lines, with the line 0 where it cannot go below.
    pub(super) fn pieces(&self) -> Vec<Line> {
        let mut lines = self.lines.clone();
        if self.floored {
            lines.push(Line { share: Number::zero(), specific: Number::zero() });
        }
        lines
    }
}

/// True for money for each unit of goods: `yen/kg`, `USD/head`. Money for a time is no duty.
pub(super) fn is_specific(unit: &Unit) -> bool {
    let Dimension::Per(over, under) = unit.dimension() else { return false };
    let goods = match **under {
        Dimension::Mass
        | Dimension::Volume
        | Dimension::Length
        | Dimension::Area
        | Dimension::Energy
        | Dimension::Power
        | Dimension::Count(_) => true,
        Dimension::None
        | Dimension::Percent
        | Dimension::Points
        | Dimension::Fraction
        | Dimension::Money(_)
        | Dimension::Days
        | Dimension::Months
        | Dimension::Per(..) => false,
    };
    goods && matches!(**over, Dimension::Money(_))
}
