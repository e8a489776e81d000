//! Dates as text.

use jiff::civil::Date;

/// What a text is, as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateReading {
    /// A day of the calendar.
    Date(Date),
    /// Written as a date, but no calendar has it: `2004-02-30`.
    NoSuchDay,
    /// Day and month could be either way round: `03/04/2005`.
    Ambiguous,
    /// A moment in another offset from UTC: which day it is depends on where one stands.
    Moment,
    /// Not written as a date.
    NotADate,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads `2004-03-31` and `31 March 2004` (also `1 Mar 2004`). A local date-time is its day, for deals count days.
pub(super) fn read(text: &str) -> DateReading {
    let text = text.trim();
    let Some(first) = text.chars().next() else { return DateReading::NotADate };
    if !first.is_ascii_digit() {
        return DateReading::NotADate;
    }
    if let Some(found) = in_words(text) {
        return found;
    }
    if is_ambiguous(text) {
        return DateReading::Ambiguous;
    }
    match text.get(..10).filter(|day| has_form(day, "dddd-dd-dd")) {
        Some(day) => with_time(iso(day), text.get(10..).unwrap_or_default()),
        None => DateReading::NotADate,
    }
}

fn iso(day: &str) -> DateReading {
    day.parse().map_or(DateReading::NoSuchDay, DateReading::Date)
}

/// Judges what follows an ISO date.
fn with_time(day: DateReading, rest: &str) -> DateReading {
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else {
        return if rest.is_empty() { day } else { DateReading::NotADate };
    };
    let clock = |form: &str| time.get(..form.len()).is_some_and(|head| has_form(head, form));
    let length = if clock("dd:dd:dd") {
        8
    } else if clock("dd:dd") {
        5
    } else {
        return DateReading::NotADate;
    };
    let after = time.get(length..).unwrap_or_default();
    let after = after
        .strip_prefix('.')
        .map_or(after, |f| f.trim_start_matches(|c: char| c.is_ascii_digit()));
    match after.trim() {
        "" => day,
        "Z" | "z" => DateReading::Moment,
        offset if has_form(offset, "sdd:dd") => DateReading::Moment,
        _ => DateReading::NotADate,
    }
}

/// `31 March 2004`. `None` where the text is not made like that.
fn in_words(text: &str) -> Option<DateReading> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let well_formed = (has_form(day, "d") || has_form(day, "dd")) && has_form(year, "dddd");
    if words.next().is_some() || !well_formed {
        return None;
    }
    let month = month_number(month)?;
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?);
    Some(date.map_or(DateReading::NoSuchDay, DateReading::Date))
}

/// The number of a month, from its name or its first three letters.
fn month_number(word: &str) -> Option<i8> {
    let lower = word.to_ascii_lowercase();
    let matches = |name: &str| {
        name == lower
            || name.get(..3) == Some(&lower)
            || (lower == "sept" && name.starts_with("sept"))
    };
    let index = MONTHS.iter().position(|name| matches(name))?;
    i8::try_from(index + 1).ok()
}

/// `03/04/2005`, also with dots or hyphens.
fn is_ambiguous(text: &str) -> bool {
    ['/', '.', '-'].iter().any(|separator| {
        let mut parts = text.split(*separator);
        let (first, second, year) = (parts.next(), parts.next(), parts.next());
        let short =
            |part: Option<&str>| part.is_some_and(|p| has_form(p, "d") || has_form(p, "dd"));
        let years =
            year.is_some_and(|y| has_form(y, "dddd") || (*separator == '/' && has_form(y, "dd")));
        parts.next().is_none() && short(first) && short(second) && years
    })
}

/// True where the text has exactly this form: `d` stands for a digit, `s` for a sign, anything else for itself.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(found, wanted)| match wanted {
            b'd' => found.is_ascii_digit(),
            b's' => matches!(found, b'+' | b'-'),
            other => found == other,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_read_in_two_ways_and_refused_in_the_rest() {
        let march = DateReading::Date(date(2004, 3, 31));
        for (text, reading) in [
            ("2004-03-31", march),
            (" 2004-03-31 ", march),
            ("31 March 2004", march),
            ("31 mar 2004", march),
            ("31  MARCH   2004", march),
            ("1 Mar 2004", DateReading::Date(date(2004, 3, 1))),
            ("01 Sept 2004", DateReading::Date(date(2004, 9, 1))),
            ("29 February 2004", DateReading::Date(date(2004, 2, 29))),
            ("2004-03-31T10:00:00", march),
            ("2004-03-31 10:00", march),
            ("2004-03-31T10:00:00.123", march),
            ("2004-03-31T10:00:00Z", DateReading::Moment),
            ("2004-03-31T10:00:00+09:00", DateReading::Moment),
            ("2004-03-31 10:00:00.5 -05:00", DateReading::Moment),
            ("2004-02-30", DateReading::NoSuchDay),
            ("2004-13-01", DateReading::NoSuchDay),
            ("30 February 2004", DateReading::NoSuchDay),
            ("0 March 2004", DateReading::NoSuchDay),
            ("29 Feb 2003", DateReading::NoSuchDay),
            ("2004-02-30T00:00", DateReading::NoSuchDay),
            ("03/04/2005", DateReading::Ambiguous),
            ("3/4/05", DateReading::Ambiguous),
            ("31.03.2004", DateReading::Ambiguous),
            ("31-03-2004", DateReading::Ambiguous),
            ("0201.30.10", DateReading::NotADate),
            ("03/04/2005/1", DateReading::NotADate),
            ("3rd/04/2005", DateReading::NotADate),
            ("03/April/2005", DateReading::NotADate),
            ("2004-03-31 10:00 sharp", DateReading::NotADate),
            ("2004-03-31T10:00:00 +0900", DateReading::NotADate),
            ("01.02.03", DateReading::NotADate),
            ("31 Marz 2004", DateReading::NotADate),
            ("31 March 04", DateReading::NotADate),
            ("March 31 2004", DateReading::NotADate),
            ("31 March 2004 at noon", DateReading::NotADate),
            ("2004-3-31", DateReading::NotADate),
            ("2004-03-31x", DateReading::NotADate),
            ("2004-03-31T", DateReading::NotADate),
            ("2004", DateReading::NotADate),
            ("6,500 tons", DateReading::NotADate),
            ("", DateReading::NotADate),
            ("日本語の文章です", DateReading::NotADate),
            ("1日本語の文章です", DateReading::NotADate),
        ] {
            assert_eq!(read(text), reading, "{text}");
        }
    }
}
