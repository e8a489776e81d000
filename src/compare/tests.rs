use super::*;

fn cells(margins: &[Option<(&str, &str)>]) -> Vec<Cell> {
    let cell = |margin: &Option<(&str, &str)>| Cell {
        verdict: Verdict::Broken,
        margin: margin.map(|(amount, unit)| Margin {
            amount: amount.to_owned(),
            unit: Some(unit.to_owned()),
            relative: None,
            rounded: false,
        }),
        message: String::new(),
    };
    margins.iter().map(cell).collect()
}

fn told(margins: &[Option<(&str, &str)>]) -> Option<(Trend, String, usize)> {
    trend(&cells(margins)).map(|(trend, moved)| (trend, moved.amount, moved.since))
}

#[test]
fn a_trend_is_that_of_the_last_margin_against_the_nearest_in_its_unit() {
    let tons = |amount| Some((amount, "tons"));
    for (margins, expected) in [
        (vec![tons("-3"), tons("-2.5")], Some((Trend::Closing, "0.5", 0))),
        (vec![tons("1"), tons("-1")], Some((Trend::Slipping, "-2", 0))),
        (vec![tons("9"), tons("-1"), tons("-1.0")], Some((Trend::Stuck, "0", 1))),
        (vec![tons("-3"), None, tons("-2")], Some((Trend::Closing, "1", 0))),
        (vec![tons("-3"), Some(("-1", "days")), tons("-4")], Some((Trend::Slipping, "-1", 0))),
        (
            vec![tons("-0.1"), tons("-0.10000000000000000001")],
            Some((Trend::Slipping, "-0.00000000000000000001", 0)),
        ),
    ] {
        let expected = expected.map(|(trend, by, since)| (trend, by.to_owned(), since));
        assert_eq!(told(&margins), expected, "{margins:?}");
    }
}

#[test]
fn what_has_no_margin_now_has_no_trend() {
    let tons = |amount| Some((amount, "tons"));
    for margins in [
        vec![],
        vec![tons("1")],
        vec![tons("-3"), tons("-2"), None],
        vec![None, tons("-2")],
        vec![Some(("1", "days")), tons("-2")],
    ] {
        assert_eq!(told(&margins), None, "{margins:?}");
    }
}
