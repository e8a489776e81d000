//! Numbers written as decimals.

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::{One, ToPrimitive, Zero};

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
    let (sign, top) = (numerator.sign(), numerator.magnitude());
    let bottom = denominator.magnitude();
    let (text, rounded) = match ending_places(bottom) {
        Some(places) => (fixed(&(top * power(places) / bottom), places), false),
        None => (rounded(top, bottom, significant.max(1)), true),
    };
    Decimal { text: if sign == Sign::Minus { format!("-{text}") } else { text }, rounded }
}

/// Puts commas between the thousands of a decimal.
pub(super) fn with_commas(decimal: &str) -> String {
    let (sign, unsigned) = match decimal.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", decimal),
    };
    let (whole, tail) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text + tail
}

/// How many decimals a fraction with this denominator has: `None` where it has a prime factor besides 2 and 5, for
/// then they never end.
fn ending_places(denominator: &BigUint) -> Option<usize> {
    let twos = denominator.trailing_zeros().unwrap_or(0);
    let mut rest = denominator >> twos;
    let (five, mut fives) = (BigUint::from(5_u8), 0_u64);
    while (&rest % &five).is_zero() {
        rest /= &five;
        fives += 1;
    }
    if rest.is_one() { twos.max(fives).to_usize() } else { None }
}

/// `top / bottom` (above zero, without end) with this many significant digits.
fn rounded(top: &BigUint, bottom: &BigUint, significant: usize) -> String {
    // The quotient lies between 10^(order - 1) and 10^(order + 1); `shift` brings it to `significant` whole digits.
    let (above, below) = (digits(top), digits(bottom));
    let mut shift = significant.saturating_sub(1) as i64 - (above as i64 - below as i64);
    let reached = if above >= below {
        *top >= bottom * power(above - below)
    } else {
        top * power(below - above) >= *bottom
    };
    if !reached {
        shift += 1;
    }
    let places = usize::try_from(shift.unsigned_abs()).unwrap_or(usize::MAX);
    if shift >= 0 {
        let text = fixed(&half_even(&(top * power(places)), bottom), places);
        let trimmed = if text.contains('.') { text.trim_end_matches('0') } else { &text };
        trimmed.trim_end_matches('.').to_owned()
    } else {
        half_even(top, &(bottom * power(places))).to_string() + &"0".repeat(places)
    }
}

/// The whole number nearest to `top / bottom`, the even one of two that are equally near.
fn half_even(top: &BigUint, bottom: &BigUint) -> BigUint {
    let (quotient, rest) = (top / bottom, top % bottom);
    let up = match (rest << 1_u8).cmp(bottom) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.bit(0),
        std::cmp::Ordering::Greater => true,
    };
    if up { quotient + 1_u8 } else { quotient }
}

/// `value / 10^places`, with exactly that many decimals.
fn fixed(value: &BigUint, places: usize) -> String {
    let digits = format!("{:0>width$}", value.to_string(), width = places.saturating_add(1));
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places));
    if decimals.is_empty() { whole.to_owned() } else { format!("{whole}.{decimals}") }
}

fn power(places: usize) -> BigUint {
    BigUint::from(10_u8).pow(u32::try_from(places).unwrap_or(u32::MAX))
}

fn digits(value: &BigUint) -> usize {
    value.to_string().len()
}

#[cfg(test)]
mod tests {
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
    fn halves_go_to_the_even_neighbour() {
        // A decimal that never ends is never exactly half, so the rule shows only in the rounding itself.
        for (top, bottom, nearest) in
            [(1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (7, 3, 2), (8, 3, 3), (5, 10, 0)]
        {
            let even = half_even(&BigUint::from(top as u32), &BigUint::from(bottom as u32));
            assert_eq!(even, BigUint::from(nearest as u32), "{top}/{bottom}");
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
