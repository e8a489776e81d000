//! What is said about sentences that cannot be read, and where.

use super::faults;
use crate::syntax::parse;

#[track_caller]
fn fails(sentence: &str, at: &str, message: &str) {
    assert_eq!(faults(sentence), [(at.to_owned(), message.to_owned())], "{sentence}");
}

#[test]
fn ten_mistakes_in_one_file() {
    let text = "\
pork must have safeguard
quota on pork must be at least
pork muts have safeguard
tariff on beef is 9%
if pork is open beef must have a quota
tariff of on beef must be 5%
there must be an accord by 03/04/2005
quota on pork must be at least 6,50 tons
  because prices fell
all products must have a tariff
quota on beef must be atleast 5 tons
halt if no accord by 2005-03-31
tariff on beef must grow by 5%
  from 01/02/2004
";
    let lines: Vec<(usize, String)> = parse(text)
        .errors
        .into_iter()
        .map(|error| {
            (text[..error.span.start].matches('\n').count() + 1, error.kind.code().to_owned())
        })
        .collect();
    let code = |code: &str| format!("dealbreaker::syntax::{code}");
    assert_eq!(
        lines,
        [
            (2, code("expected")),
            (3, code("misspelt")),
            (4, code("expected")),
            (5, code("expected")),
            (6, code("expected")),
            (7, code("ambiguous_date")),
            (8, code("wrong_number")),
            (9, code("missing_quotes")),
            (10, code("two_readings")),
            (11, code("misspelt")),
            (13, code("expected")),
            (14, code("ambiguous_date")),
        ]
    );
    assert_eq!(parse(text).file.sentences.len(), 2);
}

#[test]
fn what_was_expected() {
    let modal = "expected `must`, `should` or `may`";
    fails("pork have a quota", "have", &format!("{modal} after `pork`, found `have`"));
    fails("tariff on beef is 9%", "is", &format!("{modal} after `beef`, found `is`"));
    fails("pork", "", &format!("{modal} after `pork`, found the end of the sentence"));
    fails("quota must be at least ,", ",", "expected a value after `at least`, found `,`");
    fails(
        "quota must be at least",
        "",
        "expected a value after `at least`, found the end of the sentence",
    );
    fails("must have a quota", "must", "expected a subject, found `must`");
    fails("(pork must have x", "must", "expected `)` after `(pork`, found `must`");
    fails("pork must be between 5% or 6%", "or", "expected `and` after `5%`, found `or`");
    fails(
        "pork must be >= 5 tons",
        ">",
        "expected a comparison or a value after `must be`, found `>`",
    );
    fails("if pork is open beef must have x", "must", "expected `then` after `beef`, found `must`");
    fails("every must have a quota", "must", "expected a name after `every`, found `must`");
    fails("for each product its x must be 5", "its", "expected `,` after `product`, found `its`");
    fails("year 1 is soon", "soon", "expected a date after `is`, found `soon`");
    fails("year 2 is 2004-01-01", "2", "expected `1` after `year`, found `2`");
    fails("pork must have quota, tariff", ",", "expected `and` or `or` after `quota`, found `,`");
    fails(
        "pork must have a quota. beef",
        "beef",
        "expected the end of the sentence after `quota.`, found `beef`",
    );
    fails("use common/farm.redlines", "common/farm.redlines", "the text after `use` needs quotes");
    fails("quota is measured in", "", "expected a unit after `in`, found the end of the sentence");
    fails(
        "tariff must reach 9%",
        "",
        "expected `by` and a time after `9%`, found the end of the sentence",
    );
    fails(
        "tariff must grow by 5%",
        "",
        "expected `every year` or `from the previous round` after `5%`, found the end of the sentence",
    );
    fails(
        "pork must have a quota only if beef is open",
        "only",
        "`only if` restricts what something `may` do",
    );
}

#[test]
fn misspelt_keywords() {
    for (sentence, at, meant) in [
        ("pork muts have safeguard", "muts", "must"),
        ("pork ust have safeguard", "ust", "must"),
        ("pork must haev a quota", "haev", "have"),
        ("quota must be atleast 5 tons", "atleast", "at least"),
        ("quota must be at leest 5 tons", "at leest", "at least"),
        ("quota must be upto 5 tons", "upto", "up to"),
        ("hault if no accord by 2005-03-31", "hault", "halt"),
        ("halt if no accord bye 2005-03-31", "bye", "by"),
        ("tariff must be 5% untill 2004-01-01", "untill", "until"),
        ("if pork is open tehn beef must have a quota", "tehn", "then"),
    ] {
        let parsed = parse(sentence);
        let [error] = parsed.errors.as_slice() else { panic!("{sentence}: {:?}", parsed.errors) };
        assert_eq!(&sentence[error.span.start..error.span.end], at, "{sentence}");
        assert_eq!(error.kind.help(), Some(format!("did you mean `{meant}`?")), "{sentence}");
    }
}

#[test]
fn dates_and_numbers() {
    fails(
        "accord must be by 5",
        "by",
        "expected a comparison or a value after `must be`, found `by`",
    );
    let day = "`03/04/2005` does not say which is the day and which the month";
    fails("there must be an accord by 03/04/2005", "03/04/2005", day);
    fails("tariff on 03/04/2005 must be 5%", "03/04/2005", day);
    fails("deadline is 03/04/2005", "03/04/2005", day);
    fails("quota must be 6,50 tons", "6,50", "`6,50` is not a number");
    fails("quota must be 6.500.000 tons", "6.500.000", "`6.500.000` is not a number");
}

#[test]
fn several_refusals_in_one_sentence() {
    let sentence = "pork must have a tariff of 6,50 tons if beef is x - 5% and there is an accord by 03/04/2005";
    let at: Vec<String> = faults(sentence).into_iter().map(|(at, _)| at).collect();
    assert_eq!(at, ["6,50", "x - 5%", "03/04/2005"]);
}
