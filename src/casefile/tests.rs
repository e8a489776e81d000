use super::*;
use crate::report::finding::place_in;
use crate::report::{Finding, Force, Margin, Waiver};
use crate::source::Source;
use crate::value::{Value, read_quantity};

const HEAD: &str = "rules: a.redlines\ncases:\n";

fn file(cases: &str) -> CaseFile {
    read(&Source::new("x/offers.test.yaml", format!("{HEAD}{cases}")))
}

/// The errors of a text: `line:column code`, and the help.
fn errors(text: &str) -> Vec<(String, String)> {
    let source = Source::new("a.test.yaml", text);
    let said = |error: &CaseError| {
        let (line, column) = source.position(error.span.start);
        let code = error.kind.code().trim_start_matches("dealbreaker::");
        (format!("{line}:{column} {code}"), error.kind.help().unwrap_or_default())
    };
    read(&source).errors.iter().map(said).collect()
}

fn quantity(text: &str) -> Quantity {
    match read_quantity(text) {
        Ok(Value::Quantity(quantity)) => quantity,
        other => panic!("{text}: {other:?}"),
    }
}

fn margin(amount: &str, unit: &str) -> Margin {
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Margin { amount: amount.to_owned(), unit, relative: None, rounded: false }
}

fn holding(subject: Option<&str>) -> Finding {
    Finding {
        rule: "juice".into(),
        force: Force::Must,
        verdict: Verdict::Holds,
        subject: subject.map(str::to_owned),
        sentence: String::new(),
        message: "it says so".into(),
        help: Vec::new(),
        at: place_in(&Source::new("a.redlines", ""), Span::default()),
        data: Vec::new(),
        margin: None,
        because: None,
        source: None,
        owner: None,
        days_left: None,
        waiver: None,
        parts: Vec::new(),
        part_counts: None,
        parts_left_out: 0,
        known: false,
    }
}

#[test]
fn a_case_is_read_with_all_its_keys() {
    let file = file(
        "  - name: Walked back\n    rounds: [r1.yaml, r2.yaml]\n    proposal: r3.yaml\n    document: 1\n    \
         as-of: 2004-03-05\n    party: Mexico\n    outcome: halt\n    snapshot: true\n    expect:\n      \
         juice: broken\n      five: {verdict: waived, hides: broken, margin: -2 t, days-left: -3, \
         count: {holds: 54, not applicable: 1}, parts: {pork: {verdict: broken}}}\n",
    );
    assert_eq!(file.errors, []);
    let case = &file.cases[0];
    let rounds: Vec<&str> = case.rounds.iter().map(|round| round.value.as_str()).collect();
    assert_eq!(rounds, ["r1.yaml", "r2.yaml"]);
    assert_eq!(case.document.unwrap().value, 1);
    assert_eq!(case.as_of, jiff::civil::date(2004, 3, 5));
    assert_eq!(case.outcome.unwrap().value, Outcome::Halt);
    assert_eq!(case.snapshot.as_ref().unwrap().value, "offers.walked-back.snap");
    assert_eq!(case.expect[0].1.verdict.unwrap().value, Verdict::Broken);
    let five = &case.expect[1].1;
    assert_eq!(five.hides.unwrap().value, Verdict::Broken);
    assert_eq!(five.margin.as_ref().unwrap().value, quantity("-2 t"));
    assert_eq!(five.days_left.unwrap().value, -3);
    let counts = Counts { holds: 54, not_applicable: 1, ..Counts::default() };
    assert_eq!(five.count.unwrap().value, counts);
    assert_eq!(five.parts[0].1.verdict.unwrap().value, Verdict::Broken);
}

#[test]
fn a_snapshot_without_a_name_is_called_by_proposal_document_and_day() {
    let file =
        file("  - {proposal: ../o/r.2.yaml, document: 1, as-of: 2004-03-05, snapshot: true}\n");
    let name = file.cases[0].snapshot.as_ref().unwrap();
    assert_eq!(name.value, "offers.r-2-1-2004-03-05.snap");
}

#[test]
fn one_bad_case_never_hides_the_others() {
    let file = file(
        "  - {proposal: a.yaml, as-of: 2004-03-05, outcome: halt}\n  - {proposal: a.yaml}\n  - 5\n  \
         - {proposal: a.yaml, as-of: 2004-03-05, outcome: brokn}\n",
    );
    assert_eq!((file.cases.len(), file.unread), (1, 3));
    let codes: Vec<&str> = file.errors.iter().map(|error| error.kind.code()).collect();
    assert_eq!(
        codes,
        [
            "dealbreaker::cases::missing_key",
            "dealbreaker::cases::wrong_shape",
            "dealbreaker::cases::unknown_word"
        ]
    );
    assert_eq!(file.errors[1].kind.message(), "an item of `cases` must be keys with values");
}

#[test]
fn each_fault_stands_at_its_place() {
    let case = |rest: &str| format!("{HEAD}  - {{proposal: a.yaml, as-of: 2004-03-05, {rest}}}\n");
    let mut wrong = Vec::new();
    for (text, code, help) in [
        ("rules: [a\n".to_owned(), "1:9 proposal::yaml", ""),
        (format!("{HEAD}  - 1\n---\nrules: a\n"), "5:1 cases::second_document", ""),
        ("rule: a\ncases: [1]\n".to_owned(), "1:1 cases::missing_key", ""),
        ("rules: []\ncases: [{}]\n".to_owned(), "1:1 cases::no_rules", "rules:"),
        ("rules: a\ncases: []\n".to_owned(), "2:8 cases::wrong_shape", ""),
        ("rules: {a: b}\ncases: [1]\n".to_owned(), "1:8 cases::wrong_shape", ""),
        (case("expct: {a: b}"), "3:43 cases::unknown_key", "`expect`"),
        (case("as_of: 1"), "3:43 proposal::duplicate_key", ""),
        (case("outcome: brokn"), "3:52 cases::unknown_word", "`broken`"),
        (case("expect: {a: not-applicable}"), "3:55 cases::unknown_word", "`not applicable`"),
        (case("expect: {a: {}}"), "3:52 cases::nothing_expected", ""),
        (case("expect: {a: }"), "3:52 cases::wrong_shape", ""),
        (case("expect: {a: {margin: 5 tonz}}"), "3:64 value::unknown_unit", "`tons`"),
        (case("expect: {a: {count: {hold: 5}}}"), "3:64 cases::unknown_word", "`holds`"),
        (case("expect: {a: {count: {holds: -5}}}"), "3:71 cases::wrong_shape", ""),
        (case("expect: {a: {days-left: soon}}"), "3:67 cases::wrong_shape", ""),
        (case("document: -1, outcome: halt"), "3:53 cases::wrong_shape", ""),
        (case("rounds: a.yaml, outcome: halt"), "3:51 cases::own_round", ""),
        (case("rounds: ['-'], outcome: halt"), "3:52 cases::no_path", ""),
        (case("snapshot: a.yaml"), "3:53 cases::no_snapshot", ".snap"),
        (case("expect: {}"), "3:5 cases::nothing_expected", "`outcome`"),
        (format!("{HEAD}  - {{proposal: a, outcome: halt}}\n"), "3:5 cases::missing_key", ""),
        (
            format!("{HEAD}  - {{proposal: a, as-of: 03/04/2005, outcome: halt}}\n"),
            "3:26 value::ambiguous_date",
            "2004-03-31",
        ),
    ] {
        let found = errors(&text);
        let is_it =
            |(place, said): &(String, String)| place.starts_with(code) && said.contains(help);
        if !found.iter().any(is_it) {
            wrong.push(format!("{text}: expected {code} {help}, got {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_comma_that_splits_a_margin_says_to_quote_it() {
    let found = errors(&format!(
        "{HEAD}  - proposal: a.yaml\n    as-of: 2004-03-05\n    expect: {{a: {{margin: -2,500 tons}}}}\n"
    ));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("`margin: \"-2,500 tons\"`"), "{found:?}");
}

#[test]
fn two_cases_never_share_a_snapshot() {
    let one = "  - {proposal: a.yaml, as-of: 2004-03-05, snapshot: a.snap}\n";
    let file = file(&one.repeat(2));
    assert_eq!((file.cases.len(), file.unread), (1, 1));
    assert_eq!(file.errors[0].kind.code(), "dealbreaker::cases::shared_snapshot");
    assert!(file.errors[0].related.is_some());
}

#[test]
fn margins_are_equal_where_they_measure_the_same() {
    for (expected, amount, unit, equal) in [
        ("-2,500 t", "-2500", "tons", true),
        ("-2500000 kg", "-2500", "tons", true),
        ("USD -150,000", "-150000", "USD", true),
        ("-150000 USD", "-150000", "USD", true),
        ("0.50 points", "0.5", "points", true),
        ("1 year", "12", "months", true),
        ("26", "26", "", true),
        ("EUR 3 per 100 kg", "0.03", "EUR/kg", true),
        ("1 ton", "-1", "tons", false),
        ("0", "0", "tons", false),
        ("0 tons", "0", "", false),
        ("5%", "5", "points", false),
        ("USD 1", "1", "EUR", false),
        ("30 days", "1", "months", false),
        ("5", "5", "no unit at all", false),
    ] {
        let found = margin(amount, unit);
        assert_eq!(is_margin(&quantity(expected), &found), equal, "{expected} {amount} {unit}");
    }
}

#[test]
fn differences_name_what_was_expected_and_what_came() {
    let mut part = holding(Some("Orange Juice"));
    part.margin = Some(margin("5", "tons"));
    let waiver = Waiver { verdict: Verdict::Broken, until: String::new(), by: None, because: None };
    let counts = Counts { holds: 1, ..Counts::default() };
    let finding = Finding {
        parts: vec![part],
        part_counts: Some(counts),
        waiver: Some(waiver),
        ..holding(None)
    };
    let at = |verdict: Verdict| Some(Located::from(verdict));
    let in_part = Expectation { margin: Some(quantity("6 tons").into()), ..Expectation::default() };
    let expected = Expectation {
        verdict: at(Verdict::Broken),
        margin: Some(quantity("1").into()),
        days_left: Some(1.into()),
        hides: at(Verdict::Unknown),
        count: Some(Counts { broken: 1, ..counts }.into()),
        parts: vec![
            ("orange_juice".to_owned().into(), in_part),
            ("orange juise".to_owned().into(), Expectation::default()),
            ("rice".to_owned().into(), Expectation::default()),
        ],
    };
    let differences = expected.differences("juice", &finding);
    let found: Vec<String> = differences.iter().map(Difference::message).collect();
    assert_eq!(
        found,
        [
            "juice: expected `broken`, got `holds`",
            "juice: expected margin `1`, got `no margin`",
            "juice: expected `1 day left`, got `no days left`",
            "juice: expected beneath a waiver `unknown`, got `broken`",
            "juice: expected parts `1 holds, 1 broken`, got `1 holds`",
            "juice, orange_juice: expected margin `6 tons`, got `5 tons`",
            "juice, orange juise: there is no such part; did you mean `Orange Juice`?",
            "juice, rice: there is no such part; the parts are `Orange Juice`",
        ]
    );
    assert_eq!(differences[0].says.as_deref(), Some("it says so"));
}

#[test]
fn a_verdict_that_a_count_does_not_name_has_no_parts() {
    let counts = Counts { holds: 2, broken: 1, ..Counts::default() };
    let finding = Finding { part_counts: Some(counts), ..holding(None) };
    let expects =
        |count: Counts| Expectation { count: Some(count.into()), ..Expectation::default() };
    assert_eq!(expects(counts).differences("a", &finding), []);
    assert_eq!(expects(Counts { broken: 0, ..counts }).differences("a", &finding).len(), 1);
    assert_eq!(expects(Counts::default()).differences("a", &holding(None)), []);
}

#[test]
fn coverage_counts_rules_that_were_both_broken_and_held() {
    let mut coverage = Coverage::default();
    let at = |offset: usize, verdict: Verdict| {
        let mut finding = Finding { verdict, ..holding(None) };
        finding.at.offset = offset;
        finding
    };
    let waiver = Waiver { verdict: Verdict::Broken, until: String::new(), by: None, because: None };
    let waived = Finding { waiver: Some(waiver), ..at(0, Verdict::Waived) };
    coverage.add(&waived, "a.redlines");
    coverage.add(&at(0, Verdict::Holds), "a.redlines");
    coverage.add(&at(9, Verdict::Holds), "a.redlines");
    coverage.add(&at(0, Verdict::NotApplicable), "b.redlines");
    coverage.know(&at(9, Verdict::Holds), "b.redlines");
    let score = coverage.score();
    assert_eq!((score.both, score.rules, score.percent()), (1, 4, 25));
    assert!(score.reaches(25) && !score.reaches(26));
    let never: Vec<bool> = coverage.rules().map(Covered::never_applied).collect();
    assert_eq!(never, [false, false, true, true]);
}
