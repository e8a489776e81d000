use super::*;

#[test]
fn like_units_convert_exactly() {
    for (from, to) in [
        ("1 t", "1,000 kg"),
        ("6,500 tons", "6,500,000 kg"),
        ("1 tonne", "1 metric ton"),
        ("1 kt", "1000 t"),
        ("1 kg", "1000 g"),
        ("1 g", "1000 mg"),
        ("1 lb", "0.45359237 kg"),
        ("16 oz", "1 lb"),
        ("1 short ton", "2000 lbs"),
        ("1 long ton", "2240 lbs"),
        ("1 kl", "1000 litres"),
        ("1 hl", "100 l"),
        ("1 l", "1000 ml"),
        ("1 L", "1 liter"),
        ("1 m3", "1 kl"),
        ("1 cubic metre", "1 m³"),
        ("1 barrel", "158.987294928 l"),
        ("1 bbl", "1 barrels"),
        ("1 km", "1000 m"),
        ("1 m", "100 cm"),
        ("1 cm", "10 mm"),
        ("1 mile", "5280 ft"),
        ("1 yard", "3 feet"),
        ("1 foot", "12 inches"),
        ("1 ha", "10,000 m2"),
        ("1 km2", "100 hectares"),
        ("1 acre", "43,560 square feet"),
        ("1 MWh", "1000 kWh"),
        ("1 GWh", "1000 MWh"),
        ("1 kWh", "3.6 MJ"),
        ("1 MW", "1000 kW"),
        ("1 kW", "1000 W"),
        ("1 week", "7 days"),
        ("48 hours", "2 days"),
        ("1 hour", "60 minutes"),
        ("2 years", "24 months"),
        ("100 basis points", "1 point"),
        ("5 bps", "0.05 percentage points"),
        ("5 per cent", "5%"),
        ("5 percent", "5 %"),
        ("USD 5", "5 USD"),
        ("40 million yen", "JPY 40,000,000"),
        ("USD 40 million", "USD 40000000"),
        ("EUR 1.5 bn", "1,500 million euros"),
        ("€2 trillion", "EUR 2e12"),
        ("£ 3 thousand", "3,000 GBP"),
        ("US$ 3", "3 US dollars"),
        ("5 persons", "5 people"),
        ("3 licenses", "3 licences"),
        ("1 TEU", "1 teu"),
        ("1 head", "1 heads"),
        ("2 BOXES", "2 boxes"),
        ("482 yen/kg", "482,000 yen/t"),
        ("JPY 482 per kg", "482 yen/kg"),
        ("USD 120,000 per year", "10,000 USD per month"),
        ("12% per year", "1%/month"),
        ("EUR 176.8/100 kg", "1.768 EUR/kg"),
        ("176.8 EUR per 100 kg", "EUR 1768 per tonne"),
        ("USD 1 million per year", "USD 1,000,000/year"),
        ("1 kg/t", "1 g/kg"),
    ] {
        let (from_q, to_q) = (q(from), q(to));
        let converted = convert(&from_q, &to_q.unit);
        assert_eq!(converted.map(|c| c.amount), Some(to_q.amount.clone()), "{from} = {to}");
        assert_eq!(relation(from, to), "=", "{from} = {to}");
    }
}

#[test]
fn unlike_units_do_not_convert() {
    for (one, other) in [
        ("1 kg", "1 l"),
        ("1 kWh", "1 kW"),
        ("1 month", "30 days"),
        ("USD 1", "EUR 1"),
        ("1%", "1 point"),
        ("1 pair", "2 units"),
        ("1 head", "1 bird"),
        ("5 days", "5 business days"),
        ("5", "5 tons"),
        ("1 yen/kg", "1 yen/l"),
        ("1 yen/kg", "1 USD/kg"),
        ("1 yen/kg", "1 yen"),
        ("0", "0 tons"),
    ] {
        assert_eq!(convert(&q(one), &q(other).unit), None, "{one} → {other}");
    }
}

#[test]
fn quantities_show_as_they_were_written() {
    for (text, unit, shown) in [
        ("6,500 tons", "tons", "6,500 tons"),
        ("6500 t", "t", "6,500 t"),
        ("1 ton", "tons", "1 ton"),
        ("-1 ton", "tons", "-1 ton"),
        ("1.0 day", "days", "1 day"),
        ("0 days", "days", "0 days"),
        ("38.50%", "%", "38.5%"),
        ("5 percent", "%", "5%"),
        ("1 Percent", "%", "1%"),
        ("361 yen/kg", "yen/kg", "361 yen/kg"),
        ("361 yen per kg", "yen/kg", "361 yen/kg"),
        ("USD 40 million", "USD", "USD 40,000,000"),
        ("-USD 5", "USD", "USD -5"),
        ("USD -150000", "USD", "USD -150,000"),
        ("40 million yen", "yen", "40,000,000 yen"),
        ("1 euro", "euros", "1 euro"),
        ("€5", "€", "€5"),
        ("US$5", "US$", "US$5"),
        ("USD 5 per share", "USD/share", "USD 5 per share"),
        ("€5 per unit", "€/unit", "€5 per unit"),
        ("5% per year", "%/year", "5%/year"),
        ("EUR 12.5/100 kg", "EUR/100 kg", "EUR 12.5 per 100 kg"),
        ("0.3 points", "points", "0.3 points"),
        ("1 point", "points", "1 point"),
        ("5", "", "5"),
        ("1e3", "", "1,000"),
        ("40 million", "", "40,000,000"),
        ("18 Months", "months", "18 months"),
        ("3 people", "people", "3 people"),
        ("2 TONS", "tons", "2 tons"),
    ] {
        let quantity = q(text);
        assert_eq!((quantity.unit.display(), quantity.to_text().as_str()), (unit, shown), "{text}");
        assert_eq!(q(shown), quantity, "{shown} reads back");
    }
}

#[test]
fn every_unit_of_the_table_reads_back_from_its_display() {
    for (display, unit) in unit_table::TABLE.all() {
        assert!(!unit.factor().is_zero() && !unit.factor().is_negative(), "{display}");
        let read = Unit::parse(unit.display()).unwrap_or_else(|e| panic!("{display}: {e:?}"));
        assert_eq!(
            (read.dimension(), read.factor()),
            (unit.dimension(), unit.factor()),
            "{display}"
        );
        let singular = Unit::parse(unit.singular()).unwrap_or_else(|e| panic!("{display}: {e:?}"));
        assert_eq!(singular.factor(), unit.factor(), "{display}");
    }
}

#[test]
fn unknown_units_come_with_what_could_be_meant() {
    for (text, unknown, suggestion) in [
        ("6,500 tonz", "tonz", Some("tons")),
        ("6 tones", "tones", Some("tonnes")),
        ("$40 million", "$", Some("USD")),
        ("40 million dollars", "dollars", Some("USD")),
        ("5 pounds", "pounds", Some("GBP")),
        ("¥5", "¥", Some("JPY")),
        ("5 pesos", "pesos", Some("MXN")),
        ("usd 5", "usd", Some("USD")),
        ("5 kwh", "kwh", Some("kWh")),
        ("5 Mg", "Mg", Some("mg")),
        ("5 T", "T", Some("t")),
        ("-$5", "$", Some("USD")),
        ("Dollars 5", "Dollars", Some("USD")),
        ("5 yn/kg", "yn", None),
        ("5 yenn/kg", "yenn", Some("yen")),
        ("5 yen/kgg", "kgg", Some("kg")),
        ("5 widgets", "widgets", None),
        ("5 gallons", "gallons", None),
        ("5 moths", "moths", Some("months")),
        ("5 kilogms", "kilogms", Some("kilograms")),
        ("5 litxx", "litxx", None),
        ("5 per centime", "per centime", None),
        ("5 yen/0 kg", "0 kg", None),
        ("5 yen/-2 kg", "-2 kg", None),
        ("5 a/b/c/d/e", "e", None),
        ("5 /kg", "", None),
        ("5 kg/", "", None),
    ] {
        let expected = UnknownUnit { text: unknown.into(), suggestion: suggestion.map(Into::into) };
        match read_quantity(text) {
            Err(LiteralError::UnknownUnit(found)) => {
                if text != "5 a/b/c/d/e" {
                    assert_eq!(found, expected, "{text}");
                }
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    let error = read_unit("tonz").unwrap_err();
    assert_eq!(error.message(), "`tonz` is not a unit");
    assert_eq!(error.help().as_deref(), Some("did you mean `tons`?"));
    assert_eq!(error.code(), "dealbreaker::value::unknown_unit");
    let deep = |times| format!("yen{}", "/kg".repeat(times));
    assert!(read_unit(&deep(3)).is_ok());
    assert!(read_unit(&deep(4)).is_err());
    assert!(read_unit(&deep(10_000)).is_err());
}

#[test]
fn bad_quantities_are_refused() {
    for text in [
        "",
        "tons",
        "6,50 tons",
        "0,500 kg",
        "USD",
        "tons 5",
        "USD 5 tons",
        "-USD -5",
        "--5",
        "5.5.5 kg",
        ".",
    ] {
        assert!(
            matches!(read_quantity(text), Err(LiteralError::BadNumber { .. })),
            "{text}: {:?}",
            read_quantity(text)
        );
    }
    assert_eq!(
        read_quantity(&format!("{} tons", "9".repeat(10_001))),
        Err(LiteralError::TooLong(NumberLimits::default()))
    );
    assert_eq!(read_quantity("1e5000 tons"), Err(LiteralError::TooLong(NumberLimits::default())));
}

#[test]
fn constants_of_units_are_those_of_the_table() {
    for (unit, text) in [
        (Unit::percent(), "%"),
        (Unit::points(), "points"),
        (Unit::days(), "days"),
        (Unit::months(), "months"),
    ] {
        assert_eq!(read_unit(text), Ok(unit), "{text}");
    }
    assert!(Unit::none().is_none() && !Unit::fraction().is_none());
    assert_eq!(q("5").unit, Unit::none());
}
