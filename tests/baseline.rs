//! `--write-baseline` and `--baseline`: what was there before, and what is new.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use project::{Project, Run};

const RULES: &str = "cap: quota on pork must be at least 90 tons\nevery: every product must have a tariff\nlater: there must be an accord by 2004-03-10\n";
const OFFER: &str = "products:\n  pork: {quota: 80 t, tariff: 5%}\n  beef: {quota: 1 t}\n";

fn check(project: &Project, more: &[&str]) -> Run {
    let mut args = vec!["check", "offer.yaml", "-r", "r.redlines"];
    if !more.contains(&"--as-of") {
        args.extend(["--as-of", "2004-03-01"]);
    }
    args.extend(more);
    project.run(&args)
}

fn with_baseline() -> Project {
    let project = Project::new(&[("r.redlines", RULES), ("offer.yaml", OFFER)]);
    let run = check(&project, &["--write-baseline", "old.json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    project
}

fn code_after(offer: &str) -> i32 {
    let project = with_baseline();
    project.write("offer.yaml", offer.as_bytes());
    check(&project, &["--baseline", "old.json"]).code
}

#[test]
fn what_was_there_is_known() {
    let project = with_baseline();
    let run = check(&project, &["--baseline", "old.json", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = run.report();
    assert_eq!(report["outcome"], "broken");
    let findings = report["proposals"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().all(|one| one["known"] == true), "{findings:?}");
    assert_eq!(findings[1]["parts"][0]["known"], true);
    for format in ["pretty", "concise"] {
        let run = check(&project, &["--baseline", "old.json", "--format", format]);
        assert!(run.out.contains("(known)"), "{format}: {}", run.out);
    }
}

#[test]
fn lines_do_not_matter() {
    assert_eq!(code_after(&format!("# moved\n\n{OFFER}")), 0);
    let project = with_baseline();
    project.write("r.redlines", format!("# moved\n\n{RULES}").as_bytes());
    assert_eq!(check(&project, &["--baseline", "old.json"]).code, 0);
    assert!(!std::fs::read_to_string(project.path("old.json")).unwrap().contains("line"));
}

#[test]
fn a_margin_that_shrank_is_new_and_one_that_grew_is_known() {
    assert_eq!(code_after(&OFFER.replace("80 t", "79.5 t")), 1);
    assert_eq!(code_after(&OFFER.replace("80 t", "9 t")), 1);
    assert_eq!(code_after(&OFFER.replace("80 t", "81 t")), 0);
}

#[test]
fn a_new_part_is_new() {
    assert_eq!(code_after(&format!("{OFFER}  lamb: {{quota: 2 t}}\n")), 1);
}

#[test]
fn a_verdict_that_got_worse_is_new() {
    let project = with_baseline();
    let late = ["--as-of", "2004-03-11", "--baseline", "old.json"];
    assert_eq!(check(&project, &late).code, 1);
    let project =
        Project::new(&[("r.redlines", RULES), ("offer.yaml", &OFFER.replace("80 t", "tbd"))]);
    check(&project, &["--write-baseline", "old.json"]);
    assert_eq!(check(&project, &["--baseline", "old.json"]).code, 0);
    project.write("offer.yaml", OFFER.as_bytes());
    assert_eq!(check(&project, &["--baseline", "old.json"]).code, 1);
}

#[test]
fn what_is_fixed_is_no_longer_there() {
    let fixed = OFFER.replace("80 t", "95 t").replace("1 t}", "1 t, tariff: 2%}");
    assert_eq!(code_after(&fixed), 0);
    let project = with_baseline();
    project.write("offer.yaml", fixed.as_bytes());
    check(&project, &["--write-baseline", "old.json"]);
    project.write("offer.yaml", OFFER.as_bytes());
    assert_eq!(check(&project, &["--baseline", "old.json"]).code, 1);
}

#[test]
fn a_baseline_that_makes_no_sense_is_an_error() {
    let project = with_baseline();
    for text in
        ["", "{}", "[]", r#"{"version": 2, "entries": []}"#, r#"{"version": 1, "entries": [{}]}"#]
    {
        project.write("bad.json", text.as_bytes());
        let run = check(&project, &["--baseline", "bad.json"]);
        assert_eq!(run.code, 2, "{text}");
        assert!(run.err.contains("baseline::malformed"), "{}", run.err);
    }
    assert_eq!(check(&project, &["--baseline", "none.json"]).code, 2);
}

#[test]
fn private_rules_count_and_are_not_written_when_redacted() {
    let rules = format!("{RULES}floor: quota on pork must be at least 83 tons\n  private\n");
    let project = Project::new(&[("r.redlines", &rules), ("offer.yaml", OFFER)]);
    check(&project, &["--redact", "--write-baseline", "old.json"]);
    assert!(!std::fs::read_to_string(project.path("old.json")).unwrap().contains("floor"));
    assert_eq!(check(&project, &["--redact", "--baseline", "old.json"]).code, 1);
    check(&project, &["--write-baseline", "old.json"]);
    assert_eq!(check(&project, &["--redact", "--baseline", "old.json"]).code, 0);
}

#[test]
fn the_baseline_that_a_run_writes_need_not_be_there_before() {
    let project = Project::new(&[("r.redlines", RULES), ("offer.yaml", OFFER)]);
    let both = ["--baseline", "old.json", "--write-baseline", "old.json"];
    assert_eq!(check(&project, &both).code, 1);
    assert_eq!(check(&project, &both).code, 0);
    assert_eq!(check(&project, &["--baseline", "gone.json"]).code, 2);
}

#[test]
fn a_baseline_beside_the_proposals_is_no_proposal() {
    let project = Project::new(&[("r.redlines", RULES), ("offers/a.yaml", OFFER)]);
    let day = ["--as-of", "2004-03-01", "--format", "json"];
    let check = ["check", "-r", "r.redlines", "offers"];
    let first = project.run(&[&check[..], &day, &["--write-baseline", "offers/b.json"]].concat());
    assert_eq!(first.code, 1);
    for flag in ["--baseline", "--write-baseline"] {
        let run = project.run(&[&check[..], &day, &[flag, "offers/b.json"]].concat());
        assert_eq!(run.report()["proposals"].as_array().unwrap().len(), 1, "{flag}");
    }
}
