use super::*;

const ALL: &[&str] = &[
    "free",
    "38.5%",
    "482 yen/kg",
    "361 yen/kg",
    "29.8% + 23 yen/kg",
    "23 yen/kg + 29.8%",
    "25% or 60 yen/kg, whichever is higher",
    "4.3% or 482 yen/kg, whichever is lower",
    "535.53 yen/kg - value",
    "535.53 yen/kg - value or 482 yen/kg, whichever is lower",
    "535.53 yen/kg - value or 2.2%, whichever is higher",
    "524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower",
    "393 yen/kg x 1.002 - value or 40.50 yen/kg, whichever is lower",
    "1,035 yen/kg or 10%, whichever is lower",
    "5%, 10 yen/kg or 20% + 1 yen/t, whichever is lower",
    "10% + 2 EUR/100 kg - value x 0.05 or 3%, whichever is the higher",
    "29.8% or 23 yen/kg whichever is lower",
];

#[test]
fn every_form_is_read_and_keeps_its_words() {
    for text in ALL {
        let value = read_duty(text).unwrap_or_else(|e| panic!("{text}: {}", e.message()));
        match (&value, *text) {
            (Value::Quantity(quantity), "free") => assert_eq!(quantity.to_text(), "0%"),
            (Value::Quantity(quantity), "38.5%" | "482 yen/kg" | "361 yen/kg") => {
                assert_eq!(quantity.to_text(), *text);
            }
            (Value::Duty(duty), _) => {
                assert_eq!((duty.to_text(), value.to_text().as_str()), (*text, *text))
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(read_scalar(text, ScalarStyle::Quoted), (Reading::Value(value), None), "{text}");
    }
}

#[test]
fn duties_that_come_down_to_an_amount_are_quantities() {
    for (text, amount) in [
        ("524 yen/kg x 1.002", "525.048 yen/kg"),
        ("25% or 30%, whichever is higher", "30%"),
        ("25% or 30%, whichever is lower", "25%"),
        ("10 yen/kg or 5 yen/t, whichever is lower", "0.005 yen/kg"),
        ("5% x 2 x 3", "30%"),
        ("5% - 7%", "0%"),
        ("value x 0.5", "50%"),
        ("FREE", "0%"),
    ] {
        assert_eq!(read_duty(text).map(|d| d.to_text()).as_deref(), Ok(amount), "{text}");
    }
}

#[test]
fn what_is_no_duty_is_refused() {
    for text in [
        "",
        "value -",
        "- value",
        "5% or 6 yen/kg",
        "5% or 6 yen/kg, whichever is best",
        "5 tons",
        "5% + 3 tons",
        "5% x",
        "5% x value",
        "5% x x 2",
        "5%, whichever is lower",
        "USD 5 per year + 5%",
        "5% + 5",
    ] {
        assert!(
            matches!(read_duty(text), Err(LiteralError::BadDuty { .. })),
            "{text}: {:?}",
            read_duty(text)
        );
    }
    let mixed = read_duty("5 yen/kg or 3 yen/l, whichever is lower");
    assert!(matches!(mixed, Err(LiteralError::MixedDuty { .. })));
    let unknown = read_duty("5% or 3 yen/kgg, whichever is lower");
    assert!(matches!(unknown, Err(LiteralError::UnknownUnit(_))));
    let many = format!("{}5%, whichever is lower", "1 yen/kg + 1% or ".repeat(20));
    assert!(matches!(read_duty(&many), Err(LiteralError::BadDuty { .. })));
}

#[test]
fn duties_compare_over_every_customs_value() {
    for (subject, limit, expected) in [
        ("482 yen/kg", "0%", ">"),
        ("482 yen/kg", "free", ">"),
        ("482 yen/kg", "0", ">"),
        ("482 yen/kg", "9%", "NoUnitValue"),
        ("482 yen/kg", "-1%", ">"),
        ("482 yen/kg", "361 yen/kg", ">"),
        ("482 yen/kg", "482,000 yen/t", "="),
        ("29.8% + 23 yen/kg", "0%", ">"),
        ("29.8% + 23 yen/kg", "29.8%", ">"),
        ("29.8% + 23 yen/kg", "23 yen/kg", ">"),
        ("29.8% + 23 yen/kg", "30%", "NoUnitValue"),
        ("29.8% + 23 yen/kg", "23 yen/kg + 29.8%", "="),
        ("29.8% + 23 yen/kg", "29.8% + 23000 yen/t", "="),
        ("4.3% or 482 yen/kg, whichever is lower", "4.3%", "<="),
        ("4.3% or 482 yen/kg, whichever is lower", "482 yen/kg", "<="),
        ("4.3% or 482 yen/kg, whichever is lower", "5%", "<"),
        ("4.3% or 482 yen/kg, whichever is lower", "2%", "NoUnitValue"),
        ("4.3% or 482 yen/kg, whichever is lower", "0%", ">"),
        ("4.3% or 482 yen/kg, whichever is lower", "482 yen/kg or 4.3%, whichever is lower", "="),
        ("4.3% or 482 yen/kg, whichever is lower", "4.3% or 482 yen/kg, whichever is higher", "<="),
        ("4.3% or 482 yen/kg, whichever is lower", "4.3% + 482 yen/kg", "<"),
        ("25% or 60 yen/kg, whichever is higher", "25%", "=>"),
        ("25% or 60 yen/kg, whichever is higher", "24%", ">"),
        ("25% or 60 yen/kg, whichever is higher", "60 yen/kg", "=>"),
        ("25% or 60 yen/kg, whichever is higher", "26%", "NoUnitValue"),
        ("25% or 60 yen/kg, whichever is higher", "26% or 61 yen/kg, whichever is higher", "<"),
        ("25% or 60 yen/kg, whichever is higher", "25% or 61 yen/kg, whichever is higher", "<="),
        ("535.53 yen/kg - value", "535.53 yen/kg", "<"),
        ("535.53 yen/kg - value", "0%", "=>"),
        ("535.53 yen/kg - value", "482 yen/kg", "NoUnitValue"),
        ("535.53 yen/kg - value", "535.53 yen/kg - value or 2.2%, whichever is higher", "<="),
        ("535.53 yen/kg - value or 482 yen/kg, whichever is lower", "535.53 yen/kg - value", "<="),
        ("535.53 yen/kg - value or 2.2%, whichever is higher", "2.2%", "=>"),
        ("535.53 yen/kg - value or 2.2%, whichever is higher", "0%", ">"),
        ("535.53 yen/kg - value or 482 yen/kg, whichever is lower", "482 yen/kg", "<="),
        ("535.53 yen/kg - value or 482 yen/kg, whichever is lower", "0%", "=>"),
        (
            "524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower",
            "525.048 yen/kg - value or 54 yen/kg, whichever is lower",
            "=",
        ),
        (
            "524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower",
            "393 yen/kg x 1.002 - value or 40.50 yen/kg, whichever is lower",
            "=>",
        ),
        ("5 USD/kg", "5 yen/kg", "Currencies"),
        ("5 USD/kg", "5 USD/l", "NoUnitValue"),
        ("5% + 5 USD/kg", "4% or 5 yen/kg, whichever is lower", ">"),
        ("5% + 5 USD/kg", "5% or 5 yen/kg, whichever is lower", ">"),
        ("5% or 5 USD/kg, whichever is higher", "5% or 5 yen/kg, whichever is lower", "=>"),
        (
            "5% or 5 USD/kg, whichever is higher",
            "5% or 5 yen/kg, whichever is higher",
            "NoUnitValue",
        ),
        ("5 USD/kg - value", "100% + 1 yen/kg", "NoUnitValue"),
        // what ends at 5% in one basis, with and without reaching it, against what does in another
        ("5% or 5 USD/kg, whichever is higher", "5% - 2 yen/kg", ">"),
        ("5% or 5 USD/kg, whichever is lower", "5% + 10 yen/kg or 8%, whichever is lower", "<"),
        (
            "5% or 3% - 2 yen/kg, whichever is higher",
            "4% or 9 USD/kg, whichever is higher",
            "NoUnitValue",
        ),
        // lines that cross at a small customs value
        ("25% or 0.1 USD/kg, whichever is lower", "25% or 9 yen/kg, whichever is higher", "<="),
        ("25% - 5 yen/kg", "25%", "<"),
        ("25% - 5 yen/kg", "24%", "NoUnitValue"),
        ("5 yen/kg - value or 10%, whichever is lower", "10% + 2 USD/kg", "<"),
        ("29.8% + 23 yen/kg", "5 points", "Points"),
        ("29.8% + 23 yen/kg", "5", "BareNumber"),
        ("29.8% + 23 yen/kg", "5 tons", "Units"),
        ("29.8% + 23 yen/kg", "'29.8% + 23 yen per kilo'", "Kinds"),
        ("29.8% + 23 yen/kg", "2004-03-31", "Kinds"),
    ] {
        assert_eq!(relation(subject, limit), expected, "{subject} against {limit}");
        assert_eq!(relation(limit, subject), mirrored(expected), "{limit} against {subject}");
    }
}

/// A duty worked out the long way round, from its words, at one customs value in yen/kg.
fn by_hand(text: &str, value: &Number) -> Number {
    let lower = text.contains("lower");
    let listed = text.split(", whichever").next().unwrap();
    let mut results = Vec::new();
    for alternative in listed.split(" or ") {
        let mut sum = Number::zero();
        for (index, term) in alternative.split(" - ").enumerate() {
            for term in term.split(" + ") {
                let (amount, factor) = term.split_once(" x ").unwrap_or((term, "1"));
                let amount = match amount.strip_suffix('%') {
                    Some(percent) => {
                        &(&Number::parse(percent).unwrap() * &Number::ratio(1, 100)) * value
                    }
                    None if amount == "value" => value.clone(),
                    None => Number::parse(amount.trim_end_matches(" yen/kg")).unwrap(),
                };
                let amount = &amount * &Number::parse(factor).unwrap();
                sum = if index == 0 { sum + amount } else { sum - amount };
            }
        }
        results.push(sum.max(Number::zero()));
    }
    if lower { results.into_iter().min().unwrap() } else { results.into_iter().max().unwrap() }
}

#[test]
fn what_is_excluded_never_happens_and_what_is_possible_does() {
    let texts: Vec<&str> = ALL
        .iter()
        .copied()
        .filter(|t| {
            *t != "free"
                && !t.contains("yen/t")
                && !t.contains("EUR")
                && !t.contains("kg whichever")
        })
        .collect();
    // Fine steps where the lines of these duties cross, and ever larger and smaller ones beyond.
    let mut values: Vec<Number> = (1..1200).map(Number::from_integer).collect();
    values.extend((1..60).map(|n| Number::ratio(1, 1 << n)));
    values.extend((1..60).map(|n| Number::from_integer(1200 + (1 << n))));
    let worked: Vec<Vec<Number>> = texts
        .iter()
        .map(|text| values.iter().map(|value| by_hand(text, value)).collect())
        .collect();
    for (one, left) in texts.iter().zip(&worked) {
        for (other, right) in texts.iter().zip(&worked) {
            let less = left.iter().zip(right).any(|(l, r)| l < r);
            let greater = left.iter().zip(right).any(|(l, r)| l > r);
            let found = relation(one, other);
            let (says_less, says_greater) = match found.as_str() {
                "NoUnitValue" => (true, true),
                flags => (flags.contains('<'), flags.contains('>')),
            };
            assert_eq!(
                (says_less, says_greater),
                (less, greater),
                "{one} against {other}: {found}"
            );
        }
    }
}

#[test]
fn zero_everywhere_and_shares() {
    assert!(v("free").is_zero() && !v("482 yen/kg").is_zero());
    assert!(v("0 yen/kg - value or 0%, whichever is lower").is_zero());
    assert!(v("0 yen/kg - value").is_zero());
    assert!(!v("5 yen/kg - value").is_zero());
    assert!(v("482 yen/kg - value or 0%, whichever is lower").is_zero());
    assert!(!v("482 yen/kg - value or 1%, whichever is lower").is_zero());
    let nine_tenths =
        share(&Number::ratio(9, 10), &v("30% or 60 yen/kg, whichever is higher")).unwrap();
    let same = compare(&nine_tenths, &v("27% or 54 yen/kg, whichever is higher")).unwrap();
    assert!(same.equal && !same.less && !same.greater);
    assert_eq!(nine_tenths.to_text(), "90% of (30% or 60 yen/kg, whichever is higher)");
}
