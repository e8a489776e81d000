//! `dealbreaker lint`: what it tells, and what it keeps silent about.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use project::{Project, Run};
use serde_json::Value;

const DAY: [&str; 2] = ["--as-of", "2004-03-01"];

fn lint(rules: &str, more: &[&str]) -> Run {
    let project = Project::new(&[("a.redlines", rules)]);
    project.run(&[&["lint", "a.redlines", "--format", "json"], more].concat())
}

/// The codes told of rules, without their beginning.
fn codes(run: &Run) -> Vec<String> {
    let findings = run.report()["findings"].as_array().unwrap().clone();
    let code = |one: &Value| one["code"].as_str().unwrap().to_owned();
    findings.iter().map(|one| code(one).replace("dealbreaker::lint::", "")).collect()
}

fn tells(rules: &str, expected: &[&str]) {
    let run = lint(rules, &DAY);
    assert_eq!(codes(&run), expected, "{rules}\n{}{}", run.out, run.err);
    assert_eq!(run.code, i32::from(!expected.is_empty()), "{rules}");
}

#[test]
fn bounds_that_exclude_each_other() {
    for rules in [
        "quota on pork must be at least 10 tons\nthe quota on Pork must be at most 5,000 kg",
        "pork must have a quota of at least 10 tons\nquota on pork must be below 10 tons",
        "tariff on beef must be between 38.5% and 9%",
        "status must be \"draft\"\nstatus must be \"agreed\"",
        "pork must have a quota\npork must not have a quota",
        "signature must be after 2004-03-01\nsignature must be before 2004-02-01",
        "quota on pork must not be above 5 tons\nquota on pork must be at least 6 tons",
        "tariff on beef must be below the tariff on beef",
        "quota on pork must be at least 10\nquota on pork must be at most 5",
    ] {
        tells(rules, &["contradicts"]);
    }
}

#[test]
fn bounds_that_follow_from_others() {
    for rules in [
        "quota on pork must be at least 5 tons\nquota on pork must be at least 10 tons",
        "quota on pork must be above 10,000 kg\nquota on pork must be at least 10 tons",
        "quota on pork must be at least 10 tons\nquota on pork must be no less than 10,000 kg",
        "signature must be after 2004-03-01\nsignature must be on or after 2004-03-01",
    ] {
        tells(rules, &["shadowed"]);
    }
    tells("pork must have a quota\npork must have a quota", &["duplicate"]);
}

#[test]
fn what_may_be_meant_is_no_fault() {
    for rules in [
        // both can hold
        "quota on pork must be at least 5 tons\nquota on pork must be at most 5 tons",
        "tariff on pork must be 0%\npork must not have a tariff",
        "pork must not have a quota above 5 tons\npork must not have a quota below 10 tons",
        "status must be one of \"draft\" or \"agreed\"\nstatus must be \"agreed\"",
        // not the same
        "quota on pork in year 1 must be at most 5 tons\nquota on pork in year 9 must be at least 9 tons",
        "tariff on pork from Japan must be at most 5%\ntariff on pork from Mexico must be at least 9%",
        "quota on pork must be at least 10 tons\nquota on beef must be at most 5 tons",
        // units that do not compare
        "price must be at least USD 10\nprice must be at most EUR 5",
        "quota on pork must be at least 10\nquota on pork must be at most 5 tons",
        // not unconditional
        "quota on pork must be at least 10 tons unless pork is open\nquota on pork must be at most 5 tons",
        "quota on pork must be at least 10 tons\n  waived until 2005-01-01\nquota on pork must be at most 5 tons",
        "quota on pork must be at least 10 tons\n  from 2005-01-01\nquota on pork must be at most 5 tons",
        // of another force
        "quota on pork must be at least 5 tons\nquota on pork should be at least 10 tons",
        "quota on pork must be at most 5 tons\nquota on pork should be at least 10 tons",
        // what is missing breaks the one and leaves the other unknown
        "pork must have a quota of at least 5 tons\nquota on pork must be at least 10 tons",
        // months and days are what they are
        "notice must be at least 3 months\nnotice must be at most 90 days",
        "if the tariff on beef is ever above 20% and the tariff on beef is ever below 10% then beef must have a safeguard",
        "if the tariff on beef is above 20% or the tariff on beef is below 10% then beef must have a safeguard",
        "each of pork and beef must have a quota\n  except pork",
        "pork must have a quota\n  from 2004-01-01 until 2004-03-01",
    ] {
        tells(rules, &[]);
    }
}

/// What is told of the sentences at these lines, each with the line that it is laid beside.
fn pairs(rules: &str) -> Vec<(String, u64, u64)> {
    let report = lint(rules, &DAY).report();
    let line = |place: &Value| place["line"].as_u64().unwrap();
    let of = |one: &Value| {
        let code = one["code"].as_str().unwrap().replace("dealbreaker::lint::", "");
        let beside = one["related"].as_array().unwrap().first().map_or(0, line);
        (code, line(&one["at"]), beside)
    };
    report["findings"].as_array().unwrap().iter().map(of).collect()
}

fn told(code: &str, at: u64, beside: u64) -> (String, u64, u64) {
    (code.to_owned(), at, beside)
}

#[test]
fn each_bound_is_laid_beside_the_first_that_decides_over_it() {
    let rules = "\
quota on pork must be at least 5 tons
quota on pork must be at least 7 tons
quota on pork must be at most 6 tons
quota on pork must be at least 6 tons
quota on pork must be at most 4,000 kg
quota on pork must be below 9 tons
quota on pork should be at least 1 ton
quota on pork should be at least 2 tons
quota on pork must not be above 3 tons
";
    let expected = [
        told("shadowed", 1, 2),
        told("contradicts", 3, 2),
        told("shadowed", 3, 5),
        told("shadowed", 4, 2),
        told("contradicts", 5, 1),
        told("shadowed", 6, 3),
        told("shadowed", 7, 8),
        told("contradicts", 9, 1),
    ];
    assert_eq!(pairs(rules), expected);
}

#[test]
fn bare_numbers_are_laid_beside_those_of_their_own_units_only() {
    let rules = "\
quota on pork must be at least 5
quota on pork must be at least 0
quota on pork must be below 0 tons
quota on pork must be at most 4
";
    let expected = [told("shadowed", 2, 1), told("contradicts", 3, 2), told("contradicts", 4, 1)];
    assert_eq!(pairs(rules), expected);
    let files = [
        ("a.redlines", "quota is measured in tons\nquota on pork must be at least 5"),
        ("b.redlines", "quota is measured in kg\nquota on pork must be at most 4"),
    ];
    assert_eq!(Project::new(&files).run(&["lint", "a.redlines", "b.redlines"]).code, 0);
}

#[test]
fn rules_are_there_twice_however_many_differ_in_their_clauses() {
    let rule = |until: usize| {
        format!("pork must have a quota\n  from 2004-01-01 until 2005-01-{until:02}\n")
    };
    let rules = format!("{}{}{}", rule(1), rule(2), rule(1));
    assert_eq!(pairs(&rules), [told("duplicate", 5, 1)]);
}

#[test]
fn files_that_see_the_same_definitions_are_one_where_rules_are_compared() {
    let rule = "use \"common.redlines\"\nquota on pork must be at least cap\n";
    let common = "cap is 5 tons\n";
    let same = [("r/a.redlines", rule), ("r/b.redlines", rule), ("r/common.redlines", common)];
    let run = Project::new(&same).run(&["lint", "r", "--format", "json"]);
    assert_eq!(codes(&run), ["duplicate"]);
    let (one, other) = ("cap is 5 tons\n", "cap is 6 tons\n");
    let files = [one, other].map(|cap| format!("{cap}quota on pork must be at least cap\n"));
    let files = [("r/a.redlines", files[0].as_str()), ("r/b.redlines", files[1].as_str())];
    assert!(codes(&Project::new(&files).run(&["lint", "r", "--format", "json"])).is_empty());
}

#[test]
fn what_is_not_compared_any_more_is_told() {
    let rules = |count: usize| -> String {
        (0..count).map(|at| format!("status must not be \"s{at}\"\n")).collect()
    };
    tells(&rules(64), &[]);
    tells(&rules(65), &["not_compared"]);
    let run = lint(&rules(70), &DAY);
    assert_eq!(run.report()["findings"][0]["at"]["line"], 65);
    assert!(run.out.contains("`status`"), "{}", run.out);
    let condition: Vec<String> = (0..65).map(|at| format!("status is not \"s{at}\"")).collect();
    let rule = format!("if {} then pork must have a quota", condition.join(" and "));
    tells(&rule, &["not_compared"]);
    let bounds: String = (0..300)
        .map(|at| {
            format!(
                "quota on pork must be at least {at} tons\nquota on pork must be at most {} tons\n",
                1_000 - at
            )
        })
        .collect();
    assert_eq!(codes(&lint(&bounds, &DAY)), vec!["shadowed"; 598]);
}

#[test]
fn parties_may_contradict_each_other() {
    let files = [
        ("rules/a.redlines", "party Japan\nquota on pork must be at most 5 tons"),
        ("rules/b.redlines", "party Mexico\nquota on pork must be at least 10 tons"),
    ];
    let run = Project::new(&files).run(&["lint"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let files = files.map(|(name, text)| (name, text.split_once('\n').unwrap().1));
    let run = Project::new(&files).run(&["lint", "--format", "json"]);
    assert_eq!(codes(&run), ["contradicts"]);
    let finding = &run.report()["findings"][0];
    assert_eq!(finding["at"]["file"], "rules/b.redlines");
    assert_eq!(finding["related"][0]["file"], "rules/a.redlines");
}

#[test]
fn rules_that_never_apply() {
    for rules in [
        "pork must have a quota\n  from 2004-01-01 until 2004-02-29",
        "if the tariff on beef is above 20% and the tariff on beef is below 10% then beef must have a safeguard",
        "halt if status is \"a\" and status is \"b\"",
        "each of pork and beef must have a quota\n  except pork and beef",
    ] {
        tells(rules, &["never_applies"]);
    }
}

#[test]
fn rules_that_always_hold() {
    for rules in [
        "tariff on beef must be at most the tariff on Beef",
        "at least 0 products must have a quota",
        "number of products with a quota must be at least 0",
    ] {
        tells(rules, &["always_holds"]);
    }
    tells("tariff on beef in year 2 must be at most the tariff on beef in year 1", &[]);
    tells("quota on pork must be at least the quota on pork in the previous round", &[]);
}

#[test]
fn waivers_need_a_day_and_reasons_are_asked_for() {
    let rules = "pork must have a quota\n  waived until 2004-02-01";
    tells(rules, &["expired_waiver"]);
    assert!(codes(&lint(rules, &[])).is_empty());
    assert_eq!(codes(&lint(rules, &["--require-reason"])), ["no_reason"]);
    let rules = "pork must have a quota\n  source \"a\"\nbeef should have a quota";
    assert!(codes(&lint(rules, &["--require-reason"])).is_empty());
}

#[test]
fn definitions_that_nothing_uses() {
    tells("farm products are pork and beef\nrice must have a quota", &["unused_definition"]);
    tells("last day is 2004-03-31\nrice must have a quota", &["unused_definition"]);
    tells("farm products are pork and beef\nevery farm product must have a quota", &[]);
    tells("a product is sacred if it is rice\nno sacred product may have a tariff of 0%", &[]);
    let common = "farm products are pork and beef\n";
    let files = [("r/a.redlines", "pork must have a quota"), ("r/common.redlines", common)];
    assert_eq!(Project::new(&files).run(&["lint", "r"]).code, 0);
}

#[test]
fn names_that_nothing_has() {
    let offer = "products:\n  pork: {tariff: 4%}\n";
    let told = |rules: &str, more: &[&str]| {
        let project = Project::new(&[("a.redlines", rules), ("offer.yaml", offer)]);
        project.run(&[&["lint", "a.redlines", "--format", "json"], more].concat())
    };
    let offered = ["--proposals", "offer.yaml"];
    let run = told("tarif on pork must be at most 5%", &offered);
    assert_eq!(codes(&run), ["unknown_term"]);
    let finding = &run.report()["findings"][0];
    assert_eq!(finding["help"], "did you mean `tariff`?");
    assert_eq!(finding["at"]["length"], 5);
    assert_eq!(codes(&told("prok must have a tariff", &offered)), ["unknown_term"]);
    for silent in [
        "pork must have a safeguard",
        "halt if no accord by 2005-01-01",
        "cap is 5%\ntariff on pork must be at most cap",
        "each product must have a tariff",
    ] {
        assert!(codes(&told(silent, &offered)).is_empty(), "{silent}");
    }
    assert!(codes(&told("tarif on pork must be at most 5%", &[])).is_empty());
}

#[test]
fn codes_can_be_allowed() {
    let rules = "pork must have a quota\npork must have a quota";
    for name in ["duplicate", "lint::duplicate", "dealbreaker::lint::duplicate"] {
        assert_eq!(lint(rules, &["--allow", name]).code, 0, "{name}");
    }
    let run = lint(rules, &["--allow", "dublicate"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("duplicate"), "{}", run.err);
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let run = lint("pork must quota\npork must have a quota\npork must have a quota", &[]);
    assert_eq!(run.code, 2);
    assert_eq!(run.errors(), ["syntax::expected"]);
    assert_eq!(codes(&run), ["duplicate"]);
    assert_eq!(run.report()["kind"], "lint");
    assert_eq!(lint("# nothing\n", &[]).code, 2);
    assert_eq!(Project::new(&[]).run(&["lint", "none"]).code, 2);
}

#[test]
fn people_see_both_places() {
    let rules = "quota on pork must be at least 10 tons\nquota on pork must be at most 5 tons\n";
    let project = Project::new(&[("a.redlines", rules)]);
    let run = project.run(&["lint", "a.redlines"]);
    assert_eq!(run.code, 1);
    for words in ["warning:", "a.redlines:", "at least 10 tons", "1 finding in 2 rules.", "code"] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}
