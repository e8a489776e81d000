use super::*;

#[test]
fn quantities_compare_as_far_as_certain() {
    for (subject, limit, expected) in [
        ("6,500 tons", "6,500,000 kg", "="),
        ("4,000 t", "6,500 tons", "<"),
        ("38.5%", "38.50000000000000001%", "<"),
        ("0.3", "0.30000000000000000000000000000000001", "<"),
        ("5", "5.0", "="),
        ("0", "0 tons", "="),
        ("5 tons", "0", ">"),
        ("-1%", "0", "<"),
        ("0", "2004-03-31", "Kinds"),
        ("5", "5 tons", "BareNumber"),
        ("29.5", "30%", "BareNumber"),
        ("5%", "5 points", "Points"),
        ("5 tons", "5 litres", "Units"),
        ("0 tons", "0%", "Units"),
        ("USD 5", "EUR 5", "Currencies"),
        ("5 USD/kg", "5 EUR/kg", "Currencies"),
        ("5 USD/kg", "5 USD/l", "NoUnitValue"),
        ("USD 5", "5 tons", "Units"),
        ("USD 5 per year", "5%", "Units"),
        ("3 months", "88 days", ">"),
        ("3 months", "89 days", "=>"),
        ("3 months", "90 days", "<=>"),
        ("3 months", "92 days", "<="),
        ("3 months", "93 days", "<"),
        ("1 year", "365 days", "=>"),
        ("24 months", "104 weeks", ">"),
        ("0 months", "0 days", "="),
        ("0.5 months", "31 days", "<="),
        ("1e30 months", "31 days", "Units"),
        ("2 years", "24 months", "="),
        ("2004-03-31", "2004-04-01", "<"),
        ("31 March 2004", "2004-03-31", "="),
        ("2004-03-31", "5 days", "Kinds"),
        ("'Delaware'", "'Delaware'", "="),
        ("'Delaware'", "'delaware'", "<>"),
        ("'5'", "5", "Kinds"),
        ("yes", "yes", "="),
        ("yes", "no", "<>"),
        ("yes", "'yes'", "Kinds"),
        ("3..5", "5", "<="),
        ("3..5", "6", "<"),
        ("3..5", "4", "<=>"),
        ("3..", "3", "=>"),
        ("3..", "2", ">"),
        ("..3", "4", "<"),
        ("..", "4", "<=>"),
        ("3..5", "5..7", "<="),
        ("4..4", "4", "="),
        ("3..5", "4 tons", "BareNumber"),
        ("3..", "4 tons", "BareNumber"),
        ("3 tons..", "4000 kg", "<=>"),
        ("3 t..5 t", "5001 kg", "<"),
        ("89 days..92 days", "3 months", "<=>"),
        ("3..5", "'x'", "Kinds"),
    ] {
        assert_eq!(relation(subject, limit), expected, "{subject} against {limit}");
        assert_eq!(relation(limit, subject), mirrored(expected), "{limit} against {subject}");
    }
}

#[test]
fn differences_are_in_the_unit_of_the_limit() {
    for (subject, limit, difference, relative) in [
        ("4,000 t", "6,500 tons", Some("-2,500 tons"), Some("-0.384615384615")),
        ("4000000 kg", "6,500 tons", Some("-2,500 tons"), Some("-0.384615384615")),
        ("34.6%", "34.65%", Some("-0.05 points"), Some("-0.0014430014")),
        ("20%", "20%", Some("0 points"), Some("0")),
        ("9%", "0%", Some("9 points"), None),
        ("9%", "0", Some("9 points"), None),
        ("0", "9%", Some("-9 points"), Some("-1")),
        ("9 tons", "0", Some("9 tons"), None),
        ("0", "9 tons", Some("-9 tons"), Some("-1")),
        ("-5", "-10", Some("5"), Some("0.5")),
        ("USD 41.5 million", "USD 42 million", Some("USD -500,000"), Some("-0.0119047619048")),
        ("2 years", "24 months", Some("0 months"), Some("0")),
        ("1 year", "18 months", Some("-6 months"), Some("-0.333333333333")),
        ("48 hours", "3 days", Some("-1 day"), Some("-0.333333333333")),
        ("482 yen/kg", "361 yen/kg", Some("121 yen/kg"), Some("0.335180055402")),
        ("2004-03-12", "2004-03-31", Some("-19 days"), None),
        ("2004-04-01", "2004-03-31", Some("1 day"), None),
        ("-9999-01-01".trim_start_matches('-'), "9999-01-01", Some("0 days"), None),
        ("3 months", "90 days", None, None),
        ("3..5", "5", None, None),
        ("4..4", "5", Some("-1"), Some("-0.2")),
        ("'a'", "'a'", None, None),
        ("482 yen/kg", "0%", None, None),
    ] {
        let found = compare(&v(subject), &v(limit)).unwrap();
        let label = format!("{subject} against {limit}");
        assert_eq!(found.difference.map(|d| d.to_text()).as_deref(), difference, "{label}");
        let shown = found.relative.map(|r| r.to_decimal(12).text);
        match relative {
            Some(start) => {
                assert!(shown.as_ref().is_some_and(|s| s.starts_with(start)), "{label}: {shown:?}")
            }
            None => assert_eq!(shown, None, "{label}"),
        }
    }
}

#[test]
fn fractions_compare_with_numbers_and_percentages() {
    let half = divide(&v("3 tons"), &v("6,000 kg")).unwrap();
    for (limit, less, equal, greater) in [
        ("50%", false, true, false),
        ("0.5", false, true, false),
        ("51%", true, false, false),
        ("0", false, false, true),
    ] {
        let found = compare(&half, &v(limit)).unwrap();
        assert_eq!((found.less, found.equal, found.greater), (less, equal, greater), "{limit}");
        let mirrored = compare(&v(limit), &half).unwrap();
        assert_eq!(
            (mirrored.greater, mirrored.equal, mirrored.less),
            (less, equal, greater),
            "{limit}"
        );
    }
    let difference = compare(&half, &v("60%")).unwrap().difference.map(|d| d.to_text());
    assert_eq!(difference.as_deref(), Some("-10 points"));
    assert!(compare(&half, &v("5 tons")).is_err());
    assert_eq!((half.to_text().as_str(), half.as_bare_number()), ("0.5", None));
}

#[test]
fn texts_know_when_only_case_differs() {
    let found = compare(&v("'Tabled'"), &v("'tabled'")).unwrap();
    assert!(found.case_only && !found.ordered && !found.equal);
    let found = compare(&v("'Tabled'"), &v("'signed'")).unwrap();
    assert!(!found.case_only);
    let found = compare(&v("'STRASSE'"), &v("'strasse'")).unwrap();
    assert!(found.case_only);
    assert!(compare(&v("5"), &v("6")).unwrap().ordered);
}

#[test]
fn faults_say_what_cannot_be_done() {
    for (subject, limit, message, help) in [
        (
            "482 yen/kg",
            "9%",
            "`482 yen/kg` cannot be compared with `9%` without a unit value",
            true,
        ),
        ("5", "5 tons", "`5` cannot be compared with `5 tons`: one of them has no unit", true),
        (
            "USD 5",
            "EUR 5",
            "`USD 5` cannot be compared with `EUR 5`: they are in different currencies",
            true,
        ),
        ("'soon'", "5 days", "`soon` cannot be compared with `5 days`", false),
    ] {
        let fault = compare(&v(subject), &v(limit)).unwrap_err();
        assert_eq!((fault.message().as_str(), fault.help().is_some()), (message, help));
    }
    let long = Value::Text("関税".repeat(100));
    let fault = compare(&long, &v("5")).unwrap_err();
    assert_eq!(fault.pair().left.chars().count(), 81);
}
