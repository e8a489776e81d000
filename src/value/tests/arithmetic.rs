use super::*;

fn worked(left: &str, operation: char, right: &str) -> String {
    let (left, right) = (v(left), v(right));
    let outcome = match operation {
        '+' => add(&left, &right),
        '-' => subtract(&left, &right),
        '*' => multiply(&left, &right),
        _ => divide(&left, &right),
    };
    outcome.map_or_else(|fault| kind(&fault), |value| value.to_text())
}

#[test]
fn sums_and_differences() {
    for (left, operation, right, expected) in [
        ("500 tons", '+', "1,000 kg", "501 tons"),
        ("2,100 tons", '-', "100 tons", "2,000 tons"),
        ("0.1", '+', "0.2", "0.3"),
        ("5 tons", '+', "0", "5 tons"),
        ("0", '-', "5 tons", "-5 tons"),
        ("0", '+', "0", "0"),
        ("5 tons", '+', "5", "BareNumber"),
        ("5 tons", '+', "5 litres", "Units"),
        ("USD 5", '+', "EUR 5", "Currencies"),
        ("29.8%", '+', "5%", "34.8%"),
        ("38.5%", '-', "36%", "2.5 points"),
        ("38.5%", '-', "5 points", "33.5%"),
        ("38.5%", '+', "50 basis points", "39%"),
        ("5 points", '+', "38.5%", "43.5%"),
        ("5 points", '-', "38.5%", "Points"),
        ("5 points", '-', "50 bps", "4.5 points"),
        ("2004-03-12", '+', "30 days", "2004-04-11"),
        ("30 days", '+', "2004-03-12", "2004-04-11"),
        ("2004-04-10", '+', "2 months", "2004-06-10"),
        ("2004-01-31", '+', "1 month", "2004-02-29"),
        ("2004-02-29", '+', "1 year", "2005-02-28"),
        ("2004-03-31", '-', "1 month", "2004-02-29"),
        ("2004-03-31", '-', "2 weeks", "2004-03-17"),
        ("2004-03-31", '+', "48 hours", "2004-04-02"),
        ("2004-03-31", '+', "36 hours", "PartOfDay"),
        ("2004-03-31", '+', "1.5 months", "PartOfDay"),
        ("2004-03-31", '+', "5", "BareNumber"),
        ("2004-03-31", '+', "0", "2004-03-31"),
        ("2004-03-31", '+', "5 tons", "Kinds"),
        ("2004-03-31", '+', "5 business days", "Kinds"),
        ("2004-03-31", '+', "1e6 years", "BeyondCalendar"),
        ("2004-03-31", '-', "1e30 days", "BeyondCalendar"),
        ("2004-03-31", '-', "2004-03-01", "30 days"),
        ("2004-03-31", '+', "2004-03-01", "Kinds"),
        ("30 days", '-', "2004-03-01", "Kinds"),
        ("3 months", '+', "10 days", "99 days to 102 days"),
        ("100 days", '-', "3 months", "8 days to 11 days"),
        ("1 year", '+', "6 months", "1.5 years"),
        ("3..5", '+', "1", "4 to 6"),
        ("3..5", '-', "1..2", "1 to 4"),
        ("3..", '+', "1", "at least 4"),
        ("10", '-', "3..", "at most 7"),
        ("3..5", '+', "1 ton", "BareNumber"),
        ("29.8% + 23 yen/kg", '+', "5%", "NoUnitValue"),
        ("'a'", '+', "'b'", "Kinds"),
        ("yes", '+', "5", "Kinds"),
    ] {
        assert_eq!(worked(left, operation, right), expected, "{left} {operation} {right}");
    }
}

#[test]
fn products_and_quotients() {
    for (left, operation, right, expected) in [
        ("3", '*', "4 tons", "12 tons"),
        ("4 tons", '*', "3", "12 tons"),
        ("90%", '*', "38.5%", "34.65%"),
        ("10%", '*', "USD 5 million", "USD 500,000"),
        ("USD 5 million", '*', "10%", "USD 500,000"),
        ("482 yen/kg", '*', "2 tons", "964,000 yen"),
        ("2 tons", '*', "482 yen/kg", "964,000 yen"),
        ("USD 5 per share", '*', "100 shares", "USD 500"),
        ("USD 120,000 per year", '*', "18 months", "USD 180,000"),
        ("5% per year", '*', "6 months", "2.5%"),
        ("4 tons", '*', "4 tons", "Units"),
        ("-2", '*', "3..5", "-10 to -6"),
        ("0", '*', "3..", "0 to 0"),
        ("3..5", '*', "3..5", "Uncertain"),
        ("2004-03-31", '*', "2", "Kinds"),
        ("'a'", '*', "'b'", "Kinds"),
        (
            "2",
            '*',
            "4.3% or 482 yen/kg, whichever is lower",
            "200% of (4.3% or 482 yen/kg, whichever is lower)",
        ),
        ("-2", '*', "4.3% or 482 yen/kg, whichever is lower", "NoUnitValue"),
        ("12 tons", '/', "3", "4 tons"),
        ("12 tons", '/', "3,000 kg", "4"),
        ("12%", '/', "3%", "4"),
        ("12 tons", '/', "50%", "24 tons"),
        ("5", '/', "50%", "10"),
        ("5%", '/', "0%", "ZeroDivisor"),
        ("USD 500", '/', "100 shares", "USD 5 per share"),
        ("964,000 yen", '/', "482 yen/kg", "2,000 kg"),
        ("5", '/', "0", "ZeroDivisor"),
        ("5 tons", '/', "0 kg", "ZeroDivisor"),
        ("5", '/', "5 tons", "BareNumber"),
        ("5", '/', "3..5", "Uncertain"),
        ("6..", '/', "2", "at least 3"),
        ("6..8", '/', "2 tons", "Uncertain"),
        ("5", '/', "'a'", "Kinds"),
        ("2004-03-31", '/', "2 days", "Kinds"),
    ] {
        assert_eq!(worked(left, operation, right), expected, "{left} {operation} {right}");
    }
}

#[test]
fn shares() {
    for (top, bottom, of, expected) in [
        (11, 10, "250000 pairs", "275,000 pairs"),
        (9, 10, "38.5%", "34.65%"),
        (1, 2, "3,500 tons", "1,750 tons"),
        (2, 1, "3..", "at least 6"),
        (1, 3, "1 ton", "0.333333333333 tons"),
        (1, 2, "2004-03-31", "Kinds"),
        (1, 2, "'a'", "Kinds"),
    ] {
        let outcome = share(&Number::ratio(top, bottom), &v(of));
        assert_eq!(
            outcome.map_or_else(|f| kind(&f), |s| s.to_text()),
            expected,
            "{top}/{bottom} of {of}"
        );
    }
    let third = share(&Number::ratio(1, 3), &v("1 ton")).unwrap();
    assert_eq!(
        compare(&multiply(&v("3"), &third).unwrap(), &v("1,000 kg")).map(|c| c.equal),
        Ok(true)
    );
}

#[test]
fn bare_numbers_take_the_unit_they_are_measured_in() {
    let tons = read_unit("tons").unwrap();
    for (value, dressed) in [
        ("5", "5 tons"),
        ("0", "0 tons"),
        ("5 kg", "5 kg"),
        ("3..5", "3 tons to 5 tons"),
        ("'5'", "5"),
        ("2004-03-31", "2004-03-31"),
        ("yes", "yes"),
    ] {
        assert_eq!(v(value).with_unit_if_bare(&tons).to_text(), dressed);
    }
    assert_eq!(v("5").as_bare_number(), Some(&Number::from_integer(5)));
    assert_eq!(v("5 kg").as_bare_number(), None);
    assert!(
        v("0 tons").is_zero() && v("0..0").is_zero() && !v("0..1").is_zero() && !v("no").is_zero()
    );
    assert_eq!(v("2004-03-31").as_date(), read_date("2004-03-31").ok());
    assert_eq!(v("5").as_date(), None);
}
