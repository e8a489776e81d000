//! Sums of amounts: what a rule bounds.

use std::collections::BTreeMap;

use crate::value::Number;

/// An unknown amount, in the base units of its dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount(pub(super) usize);

/// `3 x + 2 y + 5`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Each amount with what it is multiplied by, which is never zero.
    pub(super) parts: BTreeMap<Amount, Number>,
    /// What is added.
    pub(super) constant: Number,
}

impl Sum {
    /// A number alone.
    pub fn constant(constant: Number) -> Self {
        Self { parts: BTreeMap::new(), constant }
    }

    /// An amount alone.
    pub fn of(amount: Amount) -> Self {
        Self { parts: BTreeMap::from([(amount, Number::one())]), constant: Number::zero() }
    }

    /// This many times it.
    #[must_use]
    pub fn times(&self, factor: &Number) -> Self {
        if factor.is_zero() {
            return Self::constant(Number::zero());
        }
        let parts = self.parts.iter().map(|(amount, by)| (*amount, by * factor)).collect();
        Self { parts, constant: &self.constant * factor }
    }

    /// The two together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.constant = &sum.constant + &other.constant;
        for (amount, by) in &other.parts {
            let own = sum.parts.entry(*amount).or_insert_with(Number::zero);
            *own = &*own + by;
            if own.is_zero() {
                sum.parts.remove(amount);
            }
        }
        sum
    }

    /// This less the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.times(&Number::from_integer(-1)))
    }

    /// The number, where there is no amount in it.
    pub fn known(&self) -> Option<&Number> {
        self.parts.is_empty().then_some(&self.constant)
    }

    /// The amount that it is a multiple of, where it is one.
    pub(super) fn multiple_of(&self) -> Option<Amount> {
        let mut amounts = self.parts.keys();
        let first = amounts.next().copied();
        first.filter(|_| amounts.next().is_none() && self.constant.is_zero())
    }

    /// What it comes to.
    pub fn value(&self, of: &dyn Fn(Amount) -> Number) -> Number {
        let parts = self.parts.iter().map(|(amount, by)| by * &of(*amount));
        parts.fold(self.constant.clone(), |sum, part| sum + part)
    }
}
