//! Numbers written as decimals.

use std::fmt::Display;

use num_bigint::{BigInt, Sign};
use num_traits::{CheckedMul, Num};

/// A number written as a decimal: digits, at most one point, a leading `-` below zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    /// The digits.
    pub text: String,
    /// True where the decimals do not end and were rounded.
    pub rounded: bool,
}

/// Writes `numerator / denominator` (in lowest terms, denominator above zero): exactly where the decimals end, else
/// with `significant` digits, half to even.
pub(super) fn write(numerator: &BigInt, denominator: &BigInt, significant: usize) -> Decimal {
    let (top, bottom) = (numerator.magnitude(), denominator.magnitude());
    let twos = bottom.trailing_zeros().unwrap_or(0);
    let ending = ending_places(bottom >> twos, usize::try_from(twos).unwrap_or(usize::MAX));
    let (text, rounded) = written(top, bottom, ending, significant).unwrap_or_default();
    Decimal { text: signed(text, numerator.sign() == Sign::Minus), rounded }
}

/// The same of numbers that fit in machine words, and so does all that is worked out on the way; else `None`.
pub(super) fn write_small(numerator: i64, denominator: i64, significant: usize) -> Option<Decimal> {
    let whole = |value: i64| u128::from(value.unsigned_abs());
    let (top, bottom) = (whole(numerator), whole(denominator));
    let twos = bottom.trailing_zeros();
    let ending = ending_places(bottom.checked_shr(twos)?, twos as usize);
    let (text, rounded) = written(&top, &bottom, ending, significant)?;
    Some(Decimal { text: signed(text, numerator < 0), rounded })
}

fn signed(text: String, negative: bool) -> String {
    if negative { format!("-{text}") } else { text }
}

/// Whole numbers to reckon with: of any size, or of as many digits as a few machine words hold.
trait Whole: Num + CheckedMul + Clone + PartialOrd + Display + From<u8> {}

impl<T: Num + CheckedMul + Clone + PartialOrd + Display + From<u8>> Whole for T {}

/// `top / bottom` as a decimal, which ends after so many places or never, and whether it was rounded; `None` where some
/// number on the way does not fit.
fn written<T: Whole>(
    top: &T,
    bottom: &T,
    ending: Option<usize>,
    significant: usize,
) -> Option<(String, bool)> {
    Some(match ending {
        Some(places) => {
            let value = top.checked_mul(&power(places)?)? / bottom.clone();
            (fixed(&value, places), false)
        }
        None => (rounded(top, bottom, significant.max(1))?, true),
    })
}

/// Puts commas between the thousands of a decimal.
pub(super) fn with_commas(decimal: &str) -> String {
    let (sign, unsigned) = match decimal.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", decimal),
    };
    let (whole, tail) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
    let mut text = String::from(sign);
    if whole.len() <= 3 {
        text.push_str(unsigned);
        return text;
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + tail
}

/// How many decimals a fraction has whose denominator is `odd`, and twice that so many times: `None` where it has a prime
/// factor besides 2 and 5, for then they never end.
fn ending_places<T: Whole>(mut odd: T, twos: usize) -> Option<usize> {
    let mut fives = 0;
    while (odd.clone() % T::from(5)).is_zero() {
        odd = odd / T::from(5);
        fives += 1;
    }
    odd.is_one().then_some(twos.max(fives))
}

/// `top / bottom` (above zero, without end) with this many significant digits.
fn rounded<T: Whole>(top: &T, bottom: &T, significant: usize) -> Option<String> {
    // The quotient lies between 10^(order - 1) and 10^(order + 1); `shift` brings it to `significant` whole digits.
    let (above, below) = (digits(top), digits(bottom));
    let mut shift = significant.saturating_sub(1) as i64 - (above as i64 - below as i64);
    let reached = if above >= below {
        *top >= bottom.checked_mul(&power(above - below)?)?
    } else {
        top.checked_mul(&power(below - above)?)? >= *bottom
    };
    if !reached {
        shift += 1;
    }
    let places = usize::try_from(shift.unsigned_abs()).ok()?;
    if shift >= 0 {
        let text = fixed(&half_even(&top.checked_mul(&power(places)?)?, bottom)?, places);
        let trimmed = if text.contains('.') { text.trim_end_matches('0') } else { &text };
        Some(trimmed.trim_end_matches('.').to_owned())
    } else {
        let whole = half_even(top, &bottom.checked_mul(&power(places)?)?)?;
        Some(whole.to_string() + &"0".repeat(places))
    }
}

/// The whole number nearest to `top / bottom`, the even one of two that are equally near.
fn half_even<T: Whole>(top: &T, bottom: &T) -> Option<T> {
    let (quotient, rest) = (top.clone() / bottom.clone(), top.clone() % bottom.clone());
    let twice = rest.checked_mul(&T::from(2))?;
    let odd = !(quotient.clone() % T::from(2)).is_zero();
    let up = twice > *bottom || (twice == *bottom && odd);
    Some(if up { quotient + T::one() } else { quotient })
}

/// `value / 10^places`, with exactly that many decimals.
fn fixed<T: Whole>(value: &T, places: usize) -> String {
    let mut digits = value.to_string();
    if places == 0 {
        return digits;
    }
    if digits.len() <= places {
        digits.insert_str(0, &"0".repeat(places + 1 - digits.len()));
    }
    digits.insert(digits.len() - places, '.');
    digits
}

fn power<T: Whole>(places: usize) -> Option<T> {
    num_traits::checked_pow(T::from(10), places)
}

fn digits<T: Whole>(value: &T) -> usize {
    value.to_string().len()
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;

    use super::super::Number;
    use super::*;

    #[test]
    fn decimals_that_end_are_exact_and_others_are_rounded_half_to_even() {
        for (numerator, denominator, significant, text, rounded) in [
            (0, 1, 12, "0", false),
            (1, 8, 1, "0.125", false),
            (-5, 2, 12, "-2.5", false),
            (100, 1, 1, "100", false),
            (1, 1_000_000, 2, "0.000001", false),
            (1, 3, 12, "0.333333333333", true),
            (2, 3, 12, "0.666666666667", true),
            (-5, 13, 12, "-0.384615384615", true),
            (1, 7, 0, "0.1", true),
            (200_000, 3, 3, "66700", true),
            (1_000_000_000_000_000, 3, 12, "333333333333000", true),
            (10, 3, 1, "3", true),
            (29_999, 3, 3, "10000", true),
            (2, 30_001, 3, "0.0000667", true),
            (2_999_999, 3_000_001, 3, "1", true),
            (1, 300, 2, "0.0033", true),
            (100, 9, 2, "11", true),
            (99, 7, 2, "14", true),
        ] {
            let decimal = Number::ratio(numerator, denominator).to_decimal(significant);
            assert_eq!(
                decimal,
                Decimal { text: text.into(), rounded },
                "{numerator}/{denominator}"
            );
        }
    }

    #[test]
    fn small_numbers_are_written_as_those_of_any_size() {
        let mut number = 1_u64;
        for _ in 0..2_000 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            let (top, bottom) = ((number >> 33) as i64 - (1 << 30), (number % 100_003) as i64 + 1);
            let big = write(&BigInt::from(top), &BigInt::from(bottom), 12);
            assert_eq!(write_small(top, bottom, 12), Some(big), "{top}/{bottom}");
        }
        let (top, bottom) = (i64::MAX, i64::MAX - 1);
        let big = write(&BigInt::from(top), &BigInt::from(bottom), 30);
        assert!(write_small(top, bottom, 30).is_none_or(|small| small == big));
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        // A decimal that never ends is never exactly half, so the rule shows only in the rounding itself.
        for (top, bottom, nearest) in
            [(1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (7, 3, 2), (8, 3, 3), (5, 10, 0)]
        {
            let even = half_even(&BigUint::from(top as u32), &BigUint::from(bottom as u32));
            assert_eq!(even, Some(BigUint::from(nearest as u32)), "{top}/{bottom}");
            assert_eq!(half_even(&(top as u128), &(bottom as u128)), Some(nearest as u128));
        }
    }

    #[test]
    fn commas_stand_between_thousands_only() {
        for (plain, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1000", "-1,000"),
            ("-100", "-100"),
            ("1234567.8901", "1,234,567.8901"),
            ("0.123456", "0.123456"),
        ] {
            assert_eq!(with_commas(plain), shown);
        }
    }
}
