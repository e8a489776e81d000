//! Short decimals, exactly: what nearly all numbers of proposals are.

use std::cmp::Ordering;

use crate::value::Number;

/// A number of at most 18 digits: `units / 10^places`.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    units: i64,
    places: u8,
}

/// How many decimal digits always fit an `i64`.
const DIGITS: usize = 18;

/// 1, 10, 100, …
const POWERS: [i64; 10] =
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

impl Figure {
    /// Reads `-12.50`: a sign, digits, decimals. Anything else, or more than 18 digits, is for [`Number`].
    #[inline]
    pub fn read(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            all => (false, all),
        };
        let (mut units, mut count, mut point) = (0_i64, 0_usize, None);
        for byte in digits {
            match byte {
                b'0'..=b'9' => {
                    units = units.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
                    count += 1;
                }
                b'.' if point.is_none() && count > 0 => point = Some(count),
                _ => return None,
            }
        }
        let places = count - point.unwrap_or(count);
        // `5.` and the empty text are no numbers
        if count == 0 || count > DIGITS || point == Some(count) {
            return None;
        }
        Some(Self { units: if negative { -units } else { units }, places: places as u8 })
    }

    /// `units / 10^places`, of nine decimals at most.
    #[inline]
    pub(super) fn short(units: i32, places: u8) -> Self {
        Self { units: i64::from(units), places }
    }

    /// Its digits and how many of them are decimals, where both are few.
    #[inline]
    pub(super) fn as_short(self) -> Option<(i32, u8)> {
        let units = i32::try_from(self.units).ok()?;
        (self.places <= Self::SHORT).then_some((units, self.places))
    }

    /// `units / 10^places` in billionths; `None` for more than nine decimals.
    #[inline]
    pub(super) fn short_billionths(units: i32, places: u8) -> Option<i64> {
        let power = POWERS.get(usize::from(Self::SHORT.checked_sub(places)?))?;
        // 31 bits times 10^9 fit
        Some(i64::from(units) * power)
    }

    /// This number in billionths, where that is a whole number and fits.
    pub fn billionths(self) -> Option<i64> {
        self.nearly_raised(Self::SHORT)
    }

    /// Its digits, and how many of them are decimals.
    pub fn parts(self) -> (i64, u8) {
        (self.units, self.places)
    }

    /// The most decimals of a short figure.
    const SHORT: u8 = 9;

    /// The same number, where it is short enough.
    pub fn of(number: &Number) -> Option<Self> {
        let (units, scale) = number.to_small_ratio()?;
        (0..=DIGITS as u32).find_map(|places| {
            let power = 10_i64.checked_pow(places)?;
            let units = (power % scale == 0).then(|| units.checked_mul(power / scale)).flatten()?;
            (units.unsigned_abs() < 10_u64.pow(DIGITS as u32))
                .then_some(Self { units, places: places as u8 })
        })
    }

    /// A count as a figure.
    pub fn from_count(count: u64) -> Option<Self> {
        let units = i64::try_from(count).ok().filter(|units| *units < 10_i64.pow(DIGITS as u32))?;
        Some(Self { units, places: 0 })
    }

    /// The same number.
    pub fn to_number(self) -> Number {
        // 18 digits and 18 places fit
        Number::ratio(self.units, 10_i64.pow(u32::from(self.places)))
    }

    /// True for 0.
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// This number times 10 to the power of `places`, which must not be fewer than its own.
    fn raised(self, places: u8) -> Option<i128> {
        Some(
            i128::from(self.units)
                * 10_i128.checked_pow(u32::from(places.checked_sub(self.places)?))?,
        )
    }

    /// The same, where it fits a word.
    #[inline]
    fn nearly_raised(self, places: u8) -> Option<i64> {
        let power = POWERS.get(usize::from(places.checked_sub(self.places)?))?;
        self.units.checked_mul(*power)
    }

    /// The exact sum of many, kept apart so that it never overflows unseen.
    #[inline]
    pub fn add_to(self, sum: &mut Sum) -> Option<()> {
        if sum.places >= self.places
            && let Some(units) = self.nearly_raised(sum.places)
        {
            sum.units = sum.units.checked_add(i128::from(units))?;
            return Some(());
        }
        let places = sum.places.max(self.places);
        let shift = 10_i128.checked_pow(u32::from(places - sum.places))?;
        sum.units = sum.units.checked_mul(shift)?.checked_add(self.raised(places)?)?;
        sum.places = places;
        Some(())
    }

    /// Compares this number with `other` times `numerator / denominator`, both above zero.
    pub fn compare_share(self, other: Self, numerator: i64, denominator: i64) -> Option<Ordering> {
        let places = self.places.max(other.places);
        let left = self.raised(places)?.checked_mul(i128::from(denominator))?;
        let right = other.raised(places)?.checked_mul(i128::from(numerator))?;
        Some(left.cmp(&right))
    }
}

impl PartialEq for Figure {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Figure {}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Figure {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if self.places == other.places {
            return self.units.cmp(&other.units);
        }
        self.compare_raised(*other)
    }
}

impl Figure {
    /// Compares numbers of other decimals.
    fn compare_raised(self, other: Self) -> Ordering {
        let places = self.places.max(other.places);
        match (self.nearly_raised(places), other.nearly_raised(places)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // 18 digits and 18 places more fit an i128
            _ => self.raised(places).cmp(&other.raised(places)),
        }
    }
}

/// The exact sum of figures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    units: i128,
    places: u8,
}

impl Sum {
    /// Compares the sum with `limit` times `count`.
    pub fn compare(self, limit: Figure, count: u64) -> Option<Ordering> {
        let places = self.places.max(limit.places);
        let shift = 10_i128.checked_pow(u32::from(places - self.places))?;
        let left = self.units.checked_mul(shift)?;
        let right = limit.raised(places)?.checked_mul(i128::from(count))?;
        Some(left.cmp(&right))
    }
}
