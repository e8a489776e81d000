//! Exact numbers: rationals of any size, read from and written as decimals. No binary float comes near them.

use num_bigint::BigInt;

use super::decimal::{self, Decimal};
use super::rational::Rational;

/// The largest exponent that any number may carry, either way, whatever the limits say.
const MAX_EXPONENT: i64 = 10_000;
/// The most digits that any number may be written with.
const MAX_DIGITS: usize = 100_000;
/// How many decimal digits always fit an `i64`.
const MACHINE_DIGITS: usize = 18;
/// How many significant digits people are shown of a number whose decimals never end.
const SHOWN_DIGITS: usize = 12;

/// An exact rational number of any size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(Rational);

/// Why a text is not read as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is not written as one.
    NotANumber,
    /// It is, but beyond the limits on digits or exponent.
    TooLong,
}

impl Number {
    /// 0.
    pub fn zero() -> Self {
        Self(Rational::whole(0))
    }

    /// 1.
    pub fn one() -> Self {
        Self(Rational::whole(1))
    }

    /// A whole number.
    pub fn from_integer(value: i64) -> Self {
        Self(Rational::whole(value))
    }

    /// `numerator / denominator`; zero where the denominator is zero, so that tables need no error path.
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::zero();
        }
        Self(Rational::quotient(numerator, denominator))
    }

    /// Reads a number: a sign, digits (with thousands commas in exact groups of three, or with TOML's underscores),
    /// decimals, an exponent. `6,50` and `0,500` are refused, for they look like another country's decimals; so is
    /// whatever has more than 100,000 digits or an exponent beyond 10,000. [`super::NumberLimits`] are narrower.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// [`Number::parse`], telling a text that is no number from a number that is too long.
    pub(super) fn read(text: &str) -> Result<Self, NumberFault> {
        if let Some(number) = short(text) {
            return Ok(number);
        }
        let (negative, unsigned) = split_sign(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = match mantissa.split_once('.') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (mantissa, None),
        };
        let mut digits = whole_digits(whole).ok_or(NumberFault::NotANumber)?;
        let mut places = 0;
        if let Some(decimals) = decimals {
            let decimals = joined_digits(decimals, '_').ok_or(NumberFault::NotANumber)?;
            digits.push_str(&decimals);
            places = decimals.len();
        }
        if digits.len() > MAX_DIGITS {
            return Err(NumberFault::TooLong);
        }
        let places = i64::try_from(places).map_err(|_| NumberFault::TooLong)?;
        let magnitude = scaled(&digits, exponent - places).ok_or(NumberFault::NotANumber)?;
        Ok(if negative { -magnitude } else { magnitude })
    }

    /// True for 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// True below 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// True for a whole number.
    pub fn is_integer(&self) -> bool {
        self.0.is_whole()
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The largest whole number that is not above this one.
    #[must_use]
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The smallest whole number that is not below this one.
    #[must_use]
    pub fn ceil(&self) -> Self {
        -Self(self.0.contrary().floor())
    }

    /// The quotient; `None` where the divisor is zero.
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        self.0.over(&divisor.0).map(Self)
    }

    /// The number as an `i64`; `None` where it is not whole or does not fit.
    pub fn to_i64(&self) -> Option<i64> {
        self.to_small_ratio().filter(|(_, bottom)| *bottom == 1).map(|(top, _)| top)
    }

    /// Numerator and denominator in lowest terms, where both fit an `i64`.
    pub fn to_small_ratio(&self) -> Option<(i64, i64)> {
        self.0.parts()
    }

    /// The number as a decimal: exact where its decimals end, however long they are, else rounded half to even to
    /// `significant` digits (at least one). Never in exponent notation, never `-0`.
    pub fn to_decimal(&self, significant: usize) -> Decimal {
        if let Some(whole) = self.to_i64() {
            return Decimal { text: whole.to_string(), rounded: false };
        }
        let small = self.to_small_ratio();
        let small = small.and_then(|(top, bottom)| decimal::write_small(top, bottom, significant));
        small.unwrap_or_else(|| {
            let (top, bottom) = self.0.big_parts();
            decimal::write(&top, &bottom, significant)
        })
    }

    /// The number for people: exact where its decimals end, else 12 significant digits, with thousands commas.
    pub fn to_text(&self) -> String {
        decimal::with_commas(&self.to_decimal(SHOWN_DIGITS).text)
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident $worked:ident)*) => {$(
        impl std::ops::$trait<&Number> for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number(self.0.$worked(&other.0))
            }
        }
        impl std::ops::$trait for Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                Number(self.0.$worked(&other.0))
            }
        }
    )*};
}
operator! { Add add plus Sub sub minus Mul mul times }

impl std::ops::Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(self.0.contrary())
    }
}

impl std::ops::Neg for &Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(self.0.contrary())
    }
}

/// Takes off a sign; the typographic minus counts as one.
fn split_sign(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        (true, rest)
    } else {
        (false, text.strip_prefix('+').unwrap_or(text))
    }
}

/// Reads what follows `e`.
fn read_exponent(text: &str) -> Result<i64, NumberFault> {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !is_digits(digits) {
        return Err(NumberFault::NotANumber);
    }
    match digits.parse::<i64>() {
        Ok(value) if value <= MAX_EXPONENT => Ok(if negative { -value } else { value }),
        _ => Err(NumberFault::TooLong),
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits before the decimal point, without their commas or underscores.
fn whole_digits(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    if first.len() == text.len() {
        return joined_digits(text, '_');
    }
    let strict = matches!(first.len(), 1..=3)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    if strict { joined_digits(text, ',') } else { None }
}

/// Digits and perhaps decimals, so few that a machine integer holds them: the everyday case, read on the spot.
fn short(text: &str) -> Option<Number> {
    if text.len() > MACHINE_DIGITS {
        return None;
    }
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    if whole.is_empty() {
        return None;
    }
    let joined = |units: i64, byte: u8| {
        byte.is_ascii_digit().then(|| units * 10 + i64::from(byte.wrapping_sub(b'0')))
    };
    let units = whole.bytes().chain(decimals.bytes()).try_fold(0, joined)?;
    let places = u32::try_from(decimals.len()).ok()?;
    Some(Number(Rational::small_quotient(units, 10_i64.pow(places))))
}

/// Digits in non-empty groups between single joiners.
fn joined_digits(text: &str, joiner: char) -> Option<String> {
    let valid = text.split(joiner).all(|group| !group.is_empty() && is_digits(group));
    valid.then(|| text.replace(joiner, ""))
}

/// `digits × 10^exponent`. The bounds on digits and exponent keep the power small.
fn scaled(digits: &str, exponent: i64) -> Option<Number> {
    let places = exponent.unsigned_abs();
    if digits.len() <= MACHINE_DIGITS && exponent <= 0 && places <= MACHINE_DIGITS as u64 {
        // the everyday case, without integers of any size
        let bottom = 10_i64.pow(u32::try_from(places).ok()?);
        return Some(Number(Rational::small_quotient(digits.parse().ok()?, bottom)));
    }
    let mantissa: BigInt = digits.parse().ok()?;
    let power = BigInt::from(10).pow(u32::try_from(places).ok()?);
    Some(Number(if exponent < 0 {
        Rational::quotient(mantissa, power)
    } else {
        Rational::quotient(mantissa * power, 1)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn numbers_are_read_exactly() {
        let third = Number::ratio(1, 3);
        assert_eq!(&(&third + &third) + &third, Number::one());
        for (text, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("+7", "7"),
            ("\u{2212}7", "-7"),
            ("0201", "201"),
            ("6,500", "6,500"),
            ("1,234,567.5", "1,234,567.5"),
            ("1234567.50", "1,234,567.5"),
            ("1_000", "1,000"),
            ("1_000.000_1", "1,000.0001"),
            ("1e6", "1,000,000"),
            ("2.5E-3", "0.0025"),
            ("1e+2", "100"),
            ("-0.05", "-0.05"),
            ("0.1e1", "1"),
            ("-1,000", "-1,000"),
            ("999", "999"),
        ] {
            assert_eq!(number(text).to_text(), shown, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_refused() {
        for text in [
            "",
            "-",
            "+",
            ".",
            ".5",
            "5.",
            "6,50",
            "6,5000",
            "0,500",
            "1,2345",
            ",500",
            "1,,000",
            "1,000,",
            "1234,567",
            "1.5,000",
            "1__0",
            "_1",
            "1_",
            "1,000_0",
            "1 000",
            " 1",
            "e5",
            "1e",
            "1e+",
            "1e1.5",
            "1e1e1",
            "--1",
            "+-1",
            "0x1F",
            "inf",
            "nan",
            "１２",
            "1.2.3",
            "1e99999999999999999999",
            "1e10001",
            "1e-10001",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn limits_are_told_from_nonsense() {
        assert_eq!(Number::read("1e10001"), Err(NumberFault::TooLong));
        assert_eq!(Number::read("1e99999999999999999999"), Err(NumberFault::TooLong));
        assert_eq!(Number::read(&"9".repeat(100_001)), Err(NumberFault::TooLong));
        assert!(Number::read(&"9".repeat(100_000)).is_ok());
        assert_eq!(Number::read("1e1x"), Err(NumberFault::NotANumber));
        assert_eq!(number("1e1000").to_decimal(12).text.len(), 1001);
        assert_eq!(number("1e-1000").to_decimal(12).text.len(), 1002);
        let longest = "9".repeat(10_000);
        assert_eq!(number(&longest).to_decimal(1).text, longest);
    }

    #[test]
    fn the_traps_of_binary_floats_are_none_here() {
        assert_eq!(&number("0.1") + &number("0.2"), number("0.3"));
        assert!(number("38.5") < number("38.50000000000000001"));
        let long = "123456789012345678901234567890123456789012345678901234567890";
        assert_eq!(number(long).to_decimal(12), Decimal { text: long.into(), rounded: false });
        assert!(number(long) < number(&format!("{long}.0000000000000000000000001")));
        assert_eq!(
            number("0.1000000000000000055511151231257827").to_text(),
            "0.1000000000000000055511151231257827"
        );
        assert_eq!(number("9007199254740993").to_i64(), Some(9_007_199_254_740_993));
    }

    #[test]
    fn arithmetic_on_values_and_references_agrees() {
        let (a, b) = (number("7.5"), number("-2"));
        assert_eq!(&a + &b, a.clone() + b.clone());
        assert_eq!(&a - &b, number("9.5"));
        assert_eq!(a.clone() * b.clone(), number("-15"));
        assert_eq!(a.checked_div(&b), Some(number("-3.75")));
        assert_eq!(a.checked_div(&Number::zero()), None);
        assert_eq!((-&a, -a.clone()), (number("-7.5"), number("-7.5")));
        assert_eq!((a.floor(), a.ceil(), (-&a).floor()), (number("7"), number("8"), number("-8")));
        assert_eq!((a.to_i64(), b.to_i64(), number("1e30").to_i64()), (None, Some(-2), None));
        assert!(b.is_negative() && !b.is_zero() && b.is_integer() && !a.is_integer());
        assert_eq!(b.abs(), number("2"));
        assert_eq!(Number::ratio(1, 0), Number::zero());
    }
}
