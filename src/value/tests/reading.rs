use super::*;

fn plain(text: &str) -> (Reading, Option<ReadingNote>) {
    read_scalar(text, ScalarStyle::Plain)
}

#[test]
fn marks_are_marks_in_their_own_spelling_only() {
    for style in [ScalarStyle::Plain, ScalarStyle::Quoted] {
        for (text, reading) in [
            ("tbd", Reading::Open),
            ("open", Reading::Open),
            ("?", Reading::Open),
            (" tbd ", Reading::Open),
            ("", Reading::Open),
            ("  ", Reading::Open),
            ("offered", Reading::Offered),
            ("none", Reading::Absent),
            ("None", Reading::Absent),
            ("no", Reading::Absent),
            ("No", Reading::Absent),
            ("false", Reading::Absent),
            ("yes", Reading::Value(Value::Yes)),
            ("Yes", Reading::Value(Value::Yes)),
            ("true", Reading::Value(Value::Yes)),
        ] {
            assert_eq!(read_scalar(text, style), (reading, None), "{text}");
        }
        for (text, mark) in [
            ("TBD", "tbd"),
            ("Open", "open"),
            ("OFFERED", "offered"),
            ("NONE", "none"),
            ("NO", "no"),
            ("YES", "yes"),
        ] {
            let expected = (
                Reading::Value(Value::Text(text.into())),
                Some(ReadingNote::MarkSpelling { mark }),
            );
            assert_eq!(read_scalar(text, style), expected, "{text}");
        }
    }
    assert_eq!(read_scalar("", ScalarStyle::Null), (Reading::Open, None));
    assert_eq!(read_scalar("true", ScalarStyle::Bool(true)), (Reading::Value(Value::Yes), None));
    assert_eq!(read_scalar("false", ScalarStyle::Bool(false)), (Reading::Absent, None));
    for null in ["null", "Null", "NULL", "~"] {
        assert_eq!(plain(null), (Reading::Open, None), "{null}");
        let text = Reading::Value(Value::Text(null.into()));
        let note = ReadingNote::MarkSpelling { mark: "tbd" };
        assert_eq!(read_scalar(null, ScalarStyle::Quoted), (text, Some(note)), "{null}");
    }
}

#[test]
fn values_are_read_in_quotes_and_without() {
    for style in [ScalarStyle::Plain, ScalarStyle::Quoted] {
        for (text, shown) in [
            ("6,500 tons", "6,500 tons"),
            (" 4,000 t ", "4,000 t"),
            ("38.5%", "38.5%"),
            ("25.0%", "25%"),
            ("free", "0%"),
            ("Free", "0%"),
            ("0201", "201"),
            ("1.0", "1"),
            ("-25,000 pairs", "-25,000 pairs"),
            ("USD 41.5 million", "USD 41,500,000"),
            ("12 March 2004", "2004-03-12"),
            ("2004-03-12", "2004-03-12"),
            ("2004-03-12T08:00:00", "2004-03-12"),
            ("2 years", "2 years"),
            ("1e-3 tons", "0.001 tons"),
            ("5e+2 tons", "500 tons"),
            ("4.3% or 482 yen/kg, whichever is lower", "4.3% or 482 yen/kg, whichever is lower"),
        ] {
            let (reading, note) = read_scalar(text, style);
            match reading {
                Reading::Value(value) if !matches!(value, Value::Text(_)) => {
                    assert_eq!(value.to_text(), shown)
                }
                other => panic!("{text}: {other:?}"),
            }
            assert_eq!(note, None, "{text}");
        }
    }
    for (text, shown) in [("29.5", "29.5"), ("1e3", "1,000"), ("1_000", "1,000"), ("-0", "0")] {
        let expected = (Reading::Value(Value::Quantity(q(shown))), None);
        assert_eq!(read_scalar(text, ScalarStyle::Number), expected);
    }
}

#[test]
fn everything_else_is_text_as_written() {
    for text in [
        "Delaware",
        "until the end of the fiscal year",
        "after 4 years without use",
        "4 years without use",
        "4 years later",
        "4 tons of pork",
        "10 days after signature",
        "2 of 3",
        "Draft 2",
        "ISO 9001",
        "3M",
        "5G",
        "24 x 7",
        "2004 - 2005",
        "10 - 12 tons",
        "10-12 tons",
        "12 tonz - 10 tons",
        "5 blue zebras",
        "5 キログラム",
        "5mw",
        "0201.30.10",
        "0201.30 and 0202",
        "5, 6 and 7",
        "6,50 tons",
        "12 Main Street West",
        "7 Downing Street",
        "Proposal Nr. 5",
        "関税割当数量以内のもの　無税\nその他のもの　12.8%",
        "※5%",
        "1キログラムにつき部分肉に係る基準輸入価格と課税価格との差額",
        "35%又は27円/kgのうちいずれか高い税率（ただしその税率が40%を上回る場合は40%とする）",
        "毎年4月1日から同年9月30日までに輸入されるもの　20%",
        "Fat; pig fat, free of lean meat: not rendered, 5% or more",
        "inf",
        "0x1F",
        "(5%)",
        "https://example.org/a/5",
        "+81 3 1234 5678",
        "v1.2.3",
        "whichever is higher",
        "tons 5",
        "Schedule 5 tons",
        "-$",
    ] {
        assert_eq!(plain(text), (Reading::Value(Value::Text(text.into())), None), "{text}");
        assert_eq!(read_scalar(text, ScalarStyle::Quoted), plain(text), "{text}");
    }
    assert_eq!(plain("  two  words ").0, Reading::Value(Value::Text("two  words".into())));
    assert_eq!(
        read_scalar("nan", ScalarStyle::Number),
        (Reading::Value(Value::Text("nan".into())), None)
    );
}

#[test]
fn what_was_meant_as_a_value_is_text_with_a_note() {
    let unit = |unit: &str, suggestion: Option<&str>| ReadingNote::UnknownUnit {
        unit: unit.into(),
        suggestion: suggestion.map(Into::into),
    };
    for (text, note) in [
        ("6,500 tonz", unit("tonz", Some("tons"))),
        ("6500tonz", unit("tonz", Some("tons"))),
        ("5 widgets", unit("widgets", None)),
        ("5 shrt tons", unit("shrt tons", Some("short tons"))),
        ("482 yen/kgg", unit("kgg", Some("kg"))),
        ("40 million dollars", unit("dollars", Some("USD"))),
        ("$40 million", unit("$", Some("USD"))),
        ("usd 5", unit("usd", Some("USD"))),
        ("4% or 5 yen/kgg, whichever is lower", unit("kgg", Some("kg"))),
        ("4% or 5 blorbs/kg, whichever is lower", unit("blorbs", None)),
        ("4% + 5 yen/kgg", unit("kgg", Some("kg"))),
        ("5 widgets/crate", unit("widgets", None)),
        ("03/04/2005", ReadingNote::AmbiguousDate),
        ("2004-02-30", ReadingNote::NoSuchDay),
        ("2004-03-31T10:00:00Z", ReadingNote::Moment),
        ("1e2000", ReadingNote::TooLong),
        ("1e2000 tons", ReadingNote::TooLong),
    ] {
        assert_eq!(plain(text), (Reading::Value(Value::Text(text.into())), Some(note)), "{text}");
    }
    let long = "1".repeat(20_000);
    assert_eq!(read_scalar(&long, ScalarStyle::Number).1, Some(ReadingNote::TooLong));
    assert_eq!(plain(&format!("line {long} of the file")).1, None);
}

#[test]
fn a_text_of_more_than_400_bytes_is_no_duty() {
    let duty = |length: usize| format!("5% + {} yen/kg", "1".repeat(length - "5% +  yen/kg".len()));
    assert!(matches!(plain(&duty(400)), (Reading::Value(Value::Duty(_)), None)));
    assert!(matches!(plain(&duty(401)), (Reading::Value(Value::Text(_)), None)));
}

#[test]
fn what_is_read_at_a_glance_is_what_is_read_with_care() {
    let styles = [
        ScalarStyle::Quoted,
        ScalarStyle::Plain,
        ScalarStyle::Null,
        ScalarStyle::Bool(true),
        ScalarStyle::Bool(false),
        ScalarStyle::Number,
    ];
    for text in [
        "tbd", "open", "?", "null", "NULL", "~", "offered", "Offered", "none", "None", "no", "No",
        "false", "False", "yes", "True", "", " ", " no ", "nothing", "offered!", "5 tons", "5",
    ] {
        for style in styles {
            let marked = match read_scalar(text, style).0 {
                Reading::Value(_) => None,
                mark => Some(mark),
            };
            assert_eq!(read_if_mark(text, style), marked, "{text} as {style:?}");
        }
    }
}

#[test]
fn literals_of_rules_are_errors_where_proposals_have_text() {
    for (text, code, message) in [
        (
            "03/04/2005",
            "dealbreaker::value::ambiguous_date",
            "`03/04/2005` can be read as two different dates",
        ),
        ("2004-02-30", "dealbreaker::value::no_such_day", "there is no day `2004-02-30`"),
        ("soon", "dealbreaker::value::bad_date", "`soon` is not a date"),
    ] {
        let error = read_date(text).unwrap_err();
        assert_eq!((error.code(), error.message().as_str()), (code, message));
    }
    assert_eq!(read_duty("5% or so").unwrap_err().message(), "`5% or so` is not a duty");
    assert_eq!(read_quantity("6,50").unwrap_err().message(), "`6,50` is not a quantity");
}

#[test]
fn any_text_at_all_is_read_without_a_panic() {
    let pieces = [
        "5",
        "%",
        " ",
        "-",
        "+",
        ",",
        ".",
        "e",
        "USD",
        "yen",
        "/",
        "kg",
        "per",
        "or",
        "whichever is lower",
        "value",
        "x",
        "関",
        "\u{2212}",
        "2004",
        "€",
        "million",
        "%+",
        "\u{3000}",
        "٣",
        "ß",
        "İ",
    ];
    for a in pieces {
        for b in pieces {
            for text in [
                format!("{a}{b}"),
                format!("5{a}{b}"),
                format!("5% {a} {b}"),
                format!("5 yen/kg {a}{b} 5%, whichever is lower"),
                format!("USD{a}{b}5"),
                format!("2004-03-31{a}{b}"),
            ] {
                let _ = plain(&text);
                let _ = read_duty(&text);
            }
        }
    }
}

#[test]
fn no_mark_is_passed_over_at_a_glance() {
    for mark in [
        "tbd", "open", "?", "null", "~", "offered", "none", "None", "no", "No", "false", "False",
        "", " ", " no ", " no", "no ", "no\u{a0}",
    ] {
        for style in [ScalarStyle::Quoted, ScalarStyle::Plain] {
            let is_mark = read_if_mark(mark, style).is_some();
            assert!(!is_mark || may_be_mark(mark.as_bytes()), "{mark:?}");
        }
    }
    for text in ["farm", "0201.10", "kg", "8.5%", "Mexico"] {
        assert!(!may_be_mark(text.as_bytes()), "{text}");
    }
}
