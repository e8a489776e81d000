//! How many days some months are, whatever the day they start on.

use std::sync::LazyLock;

use super::number::Number;

/// The Gregorian calendar repeats after this many months …
const CYCLE_MONTHS: usize = 4800;
/// … and this many days.
const CYCLE_DAYS: i64 = 146_097;

/// The fewest and the most days that `months` can be. A fraction of a month lies between the whole months around it.
/// `None` for spans longer than a calendar has.
pub(super) fn in_days(months: &Number) -> Option<(Number, Number)> {
    let (least, _) = whole_in_days(months.floor().to_i64()?)?;
    let (_, most) = whole_in_days(months.ceil().to_i64()?)?;
    Some((Number::from_integer(least), Number::from_integer(most)))
}

/// The fewest and the most days from a day to the same day `months` later, over all days of the calendar. Where the later
/// month is too short and the day is clamped to its end, the span is that of the months after the first, so runs of
/// whole calendar months are all there is to look at.
fn whole_in_days(months: i64) -> Option<(i64, i64)> {
    if months < 0 {
        let (least, most) = whole_in_days(months.checked_neg()?)?;
        return Some((-most, -least));
    }
    let months = usize::try_from(months).ok()?;
    let (cycles, rest) = (i64::try_from(months / CYCLE_MONTHS).ok()?, months % CYCLE_MONTHS);
    let starts = MONTH_STARTS.iter().take(CYCLE_MONTHS);
    let spans = starts.zip(MONTH_STARTS.iter().skip(rest)).map(|(from, to)| to - from);
    let whole = cycles.checked_mul(CYCLE_DAYS)?;
    let (least, most) = spans.fold((i64::MAX, i64::MIN), |(l, m), days| (l.min(days), m.max(days)));
    Some((whole.checked_add(least)?, whole.checked_add(most)?))
}

/// The day on which each month of two cycles starts, counted from the first.
static MONTH_STARTS: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let mut day = 0;
    let mut starts = Vec::with_capacity(2 * CYCLE_MONTHS);
    for month in 0..2 * CYCLE_MONTHS {
        starts.push(day);
        day += month_length(month / 12, month % 12);
    }
    starts
});

/// The length of a month (0 is January) in a year of the cycle (0 is a leap year, as 2000 was).
fn month_length(year: usize, month: usize) -> i64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 if leap => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn bounds_are_those_of_every_day_of_the_calendar() {
        for months in [0_i64, 1, 2, 3, 6, 11, 12, 13, 18, 24, 48, 49] {
            let (mut least, mut most) = (i64::MAX, i64::MIN);
            let mut day = date(1896, 1, 1);
            while day < date(1912, 1, 1) {
                let later = day.checked_add(months.months()).unwrap();
                let days = i64::from((later - day).get_days());
                (least, most) = (least.min(days), most.max(days));
                day = day.tomorrow().unwrap();
            }
            // 1896 to 1912 holds a leap year, a common century and every run of the years between.
            let (l, m) = whole_in_days(months).unwrap();
            assert_eq!((l, m), (least, most), "{months} months");
            assert_eq!(whole_in_days(-months), Some((-m, -l)));
        }
    }

    #[test]
    fn known_spans() {
        for (months, least, most) in [
            (1, 28, 31),
            (3, 89, 92),
            (12, 365, 366),
            (24, 730, 731),
            (48, 1460, 1461),
            (96, 2921, 2922),
            (4799, 146_066, 146_069),
            (4800, 146_097, 146_097),
            (4801, 146_125, 146_128),
        ] {
            assert_eq!(whole_in_days(months), Some((least, most)), "{months} months");
        }
        let days = |n| Number::from_integer(n);
        assert_eq!(in_days(&Number::ratio(1, 2)), Some((days(0), days(31))));
        assert_eq!(in_days(&Number::ratio(-3, 2)), Some((days(-62), days(-28))));
        assert_eq!(in_days(&days(i64::MAX)), None);
        assert_eq!(in_days(&days(i64::MIN)), None);
    }
}
