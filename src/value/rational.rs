//! Exact rationals: two machine words where they suffice, integers of any size where not. Callers never see which.

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed, ToPrimitive};

/// A rational in lowest terms with a denominator above zero. It has one form only, so that equal numbers are equal in all
/// their fields: `Small` wherever both parts fit. `i64::MIN` is left to `Big`, for it has no contrary among the small.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Rational {
    Small(i64, i64),
    Big(Box<BigRational>),
}

use Rational::{Big, Small};

impl Rational {
    /// A whole number.
    pub(super) fn whole(value: i64) -> Self {
        if value == i64::MIN { Big(Box::new(large(value, 1))) } else { Small(value, 1) }
    }

    /// `top / bottom` in lowest terms; the caller keeps `bottom` from being zero.
    pub(super) fn quotient(top: impl Into<BigInt>, bottom: impl Into<BigInt>) -> Self {
        Self::of(BigRational::new(top.into(), bottom.into()))
    }

    /// A decimal fraction whose parts are small; the caller keeps `bottom` above zero.
    pub(super) fn small_quotient(top: i64, bottom: i64) -> Self {
        Self::small(Ratio::new(top, bottom))
            .unwrap_or_else(|| Self::of(BigRational::new(top.into(), bottom.into())))
    }

    fn small(ratio: Ratio<i64>) -> Option<Self> {
        let (top, bottom) = ratio.into_raw();
        (top != i64::MIN).then_some(Small(top, bottom))
    }

    fn of(ratio: BigRational) -> Self {
        match (ratio.numer().to_i64(), ratio.denom().to_i64()) {
            (Some(top), Some(bottom)) if top != i64::MIN => Small(top, bottom),
            _ => Big(Box::new(ratio)),
        }
    }

    fn big(&self) -> Cow<'_, BigRational> {
        match self {
            Small(top, bottom) => Cow::Owned(large(*top, *bottom)),
            Big(ratio) => Cow::Borrowed(ratio),
        }
    }

    /// Numerator and denominator, where both are small.
    pub(super) fn parts(&self) -> Option<(i64, i64)> {
        match self {
            Small(top, bottom) => Some((*top, *bottom)),
            Big(ratio) => Some((ratio.numer().to_i64()?, ratio.denom().to_i64()?)),
        }
    }

    /// Numerator and denominator.
    pub(super) fn big_parts(&self) -> (BigInt, BigInt) {
        self.big().into_owned().into_raw()
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(self, Small(0, _))
    }

    pub(super) fn is_negative(&self) -> bool {
        match self {
            Small(top, _) => *top < 0,
            Big(ratio) => ratio.is_negative(),
        }
    }

    pub(super) fn is_whole(&self) -> bool {
        match self {
            Small(_, bottom) => *bottom == 1,
            Big(ratio) => ratio.is_integer(),
        }
    }

    pub(super) fn contrary(&self) -> Self {
        match self {
            Small(top, bottom) => Small(-top, *bottom),
            Big(ratio) => Self::of(-(**ratio).clone()),
        }
    }

    pub(super) fn floor(&self) -> Self {
        match self {
            Small(top, bottom) => Small(top.div_euclid(*bottom), 1),
            Big(ratio) => Self::of(ratio.floor()),
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        if let (Small(a, 1), Small(b, 1)) = (self, other)
            && let Some(sum) = i64::checked_add(*a, *b)
        {
            return Self::whole(sum);
        }
        self.worked(other, CheckedAdd::checked_add, |a, b| a + b)
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        if let (Small(a, 1), Small(b, 1)) = (self, other)
            && let Some(rest) = i64::checked_sub(*a, *b)
        {
            return Self::whole(rest);
        }
        self.worked(other, CheckedSub::checked_sub, |a, b| a - b)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        if let (Small(a, 1), Small(b, 1)) = (self, other)
            && let Some(product) = i64::checked_mul(*a, *b)
        {
            return Self::whole(product);
        }
        self.worked(other, CheckedMul::checked_mul, |a, b| a * b)
    }

    /// `None` where the divisor is zero.
    pub(super) fn over(&self, divisor: &Self) -> Option<Self> {
        let inverse = match divisor {
            Small(0, _) => return None,
            Small(top, bottom) if *top < 0 => Small(-bottom, -top),
            Small(top, bottom) => Small(*bottom, *top),
            Big(ratio) => Self::of(ratio.recip()),
        };
        Some(self.times(&inverse))
    }

    fn worked(
        &self,
        other: &Self,
        quick: impl Fn(&Ratio<i64>, &Ratio<i64>) -> Option<Ratio<i64>>,
        slow: impl Fn(&BigRational, &BigRational) -> BigRational,
    ) -> Self {
        if let (Small(a, b), Small(c, d)) = (self, other)
            && let Some(found) = quick(&Ratio::new_raw(*a, *b), &Ratio::new_raw(*c, *d))
            && let Some(found) = Self::small(found)
        {
            return found;
        }
        Self::of(slow(&self.big(), &other.big()))
    }
}

fn large(top: i64, bottom: i64) -> BigRational {
    BigRational::new_raw(top.into(), bottom.into())
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Small(a, b), Small(c, d)) if b == d => a.cmp(c),
            (Small(a, b), Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            (Small(..) | Big(_), Small(..) | Big(_)) => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures that repeat, many of them at the edges of what is small.
    struct Chance(u64);

    impl Chance {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }

        fn whole(&mut self) -> BigInt {
            let small = BigInt::from(self.next() as i64 % 12);
            match self.next() % 6 {
                0 => BigInt::from(i64::MAX) + small,
                1 => BigInt::from(i64::MIN) + small,
                2 => BigInt::from(self.next() as i64),
                3 => BigInt::from(self.next() as i64 >> 32),
                4 => BigInt::from(self.next()) * BigInt::from(self.next() as i64),
                _ => small,
            }
        }

        fn ratio(&mut self) -> BigRational {
            let top = self.whole();
            let bottom = if self.next().is_multiple_of(2) { 1.into() } else { self.whole() };
            let bottom = if bottom == 0.into() { 1.into() } else { bottom };
            BigRational::new(top, bottom)
        }
    }

    /// The one form that a number may have.
    fn check(found: &Rational, wanted: &BigRational, told: &str) {
        assert_eq!(found.big().as_ref(), wanted, "{told}");
        assert_eq!(found.big().numer(), wanted.numer(), "{told}");
        let fits = wanted.numer().to_i64().is_some_and(|top| top != i64::MIN)
            && wanted.denom().to_i64().is_some();
        assert_eq!(matches!(found, Small(..)), fits, "{told}");
    }

    #[test]
    fn small_and_big_numbers_reckon_alike() {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        for _ in 0..20_000 {
            let (a, b) = (chance.ratio(), chance.ratio());
            let (x, y) = (Rational::of(a.clone()), Rational::of(b.clone()));
            let told = format!("{a} and {b}");
            check(&x, &a, &told);
            check(&Rational::quotient(a.numer().clone(), a.denom().clone()), &a, &told);
            check(&x.plus(&y), &(&a + &b), &told);
            check(&x.minus(&y), &(&a - &b), &told);
            check(&x.times(&y), &(&a * &b), &told);
            check(&x.contrary(), &-&a, &told);
            check(&x.floor(), &a.floor(), &told);
            match x.over(&y) {
                Some(found) => check(&found, &(&a / &b), &told),
                None => assert_eq!(b, BigRational::from_integer(0.into())),
            }
            assert_eq!(x.cmp(&y), a.cmp(&b), "{told}");
            assert_eq!(x == y, a == b, "{told}");
            assert_eq!(x.is_negative(), a.is_negative(), "{told}");
            assert_eq!(x.is_whole(), a.is_integer(), "{told}");
            assert_eq!(x.big_parts(), (a.numer().clone(), a.denom().clone()), "{told}");
        }
    }

    #[test]
    fn the_least_machine_word_is_no_trap() {
        let least = BigRational::from_integer(i64::MIN.into());
        let (one, two) = (Rational::whole(1), Rational::whole(2));
        let x = Rational::whole(i64::MIN);
        check(&x, &least, "least");
        check(&x.contrary(), &-&least, "contrary");
        check(&Rational::whole(-i64::MAX).minus(&one), &least, "difference");
        check(&Rational::whole(1 << 62).times(&two.contrary()), &least, "product");
        check(&Rational::small_quotient(i64::MIN, 1), &least, "quotient");
        assert_eq!(x.parts(), Some((i64::MIN, 1)));
        assert_eq!(one.over(&x).map(|found| found.is_negative()), Some(true));
    }
}
