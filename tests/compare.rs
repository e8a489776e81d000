//! `compare` as users call it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::path::Path;

use project::{Project, Run};
use serde_json::{Value, json};

const DAY: [&str; 2] = ["--as-of", "2004-02-25"];

fn compared(files: &[(&str, &str)], rules: &str, more: &[&str]) -> Run {
    let project = Project::new(files);
    project.write("r.redlines", rules.as_bytes());
    let names = files.iter().map(|(name, _)| *name);
    let call: Vec<&str> = ["compare", "-r", "r.redlines"].into_iter().chain(names).collect();
    project.run(&[&call[..], &DAY, more].concat())
}

fn json_of(files: &[(&str, &str)], rules: &str) -> Value {
    compared(files, rules, &["--format", "json"]).report()
}

/// The rounds between Japan and Mexico, against the red lines of both.
fn of_repository(more: &[&str]) -> Run {
    let mut command = Project::new(&[]).command();
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).args([
        "compare",
        "proposals/japan-mexico",
        "-r",
        "rules/japan-mexico",
        "--as-of",
        "2004-03-10",
    ]);
    Run::of(command.args(more).output().unwrap())
}

#[test]
fn the_rounds_of_2004_as_a_table() {
    insta::assert_snapshot!("compare_pretty", of_repository(&[]).out);
}

#[test]
fn the_rounds_of_2004_for_a_pull_request() {
    insta::assert_snapshot!("compare_markdown", of_repository(&["--format", "markdown"]).out);
}

#[test]
fn the_rounds_of_2004_for_a_browser() {
    let page = of_repository(&["--format", "html"]).out;
    // every tag is closed, so that it reads as XML but for what HTML leaves open
    let mut text = page.replace("<!DOCTYPE html>", "");
    for tag in ["<meta", "<br"] {
        while let Some(start) = text.find(tag) {
            let end = start + text[start..].find('>').unwrap();
            text.replace_range(start..=end, "");
        }
    }
    let page = roxmltree::Document::parse(&text).unwrap();
    let charts: Vec<_> = page.descendants().filter(|node| node.has_tag_name("svg")).collect();
    assert!(!charts.is_empty());
    for chart in charts {
        let points = chart.descendants().filter(|node| node.has_tag_name("circle")).count();
        let line = chart.descendants().find(|node| node.has_tag_name("polyline")).unwrap();
        assert_eq!(line.attribute("points").unwrap().split(' ').count(), points);
        assert_eq!(points, 2);
    }
    assert!(!page.descendants().any(|node| node.has_tag_name("script")));
    assert!(text.contains("Margins: 0: broken, -25,000 pairs; 1: holds, 25,000 pairs"));
}

#[test]
fn a_row_has_a_cell_for_each_proposal_and_its_trend() {
    let rules = "\
quota: quota must be at least 80 tons
tariff: tariff must be at most 5%
fee: fee must be at most EUR 10
note: there must be a note
";
    let first = "proposal: first\nquota: 50 t\ntariff: 3%\nfee: EUR 12\n";
    let second = "quota: 70 t\ntariff: 4%\nfee: EUR 12\nnote: yes\n---\nquota: 85000 kg\ntariff: 6%\nfee: EUR 12.00\n";
    let report = json_of(&[("a.yaml", first), ("b.yaml", second)], rules);
    assert_eq!((&report["version"], &report["kind"]), (&json!(1), &json!("compare")));
    let proposals = report["proposals"].as_array().unwrap();
    assert_eq!(proposals.len(), 3);
    assert_eq!(proposals[0]["name"], "first");
    assert_eq!((&proposals[2]["file"], &proposals[2]["document"]), (&json!("b.yaml"), &json!(1)));
    assert_eq!(proposals[2]["outcome"], "broken");
    let quota = &report["rules"][0];
    assert_eq!((&quota["rule"], &quota["trend"]), (&json!("quota"), &json!("closing")));
    assert_eq!(quota["moved"], json!({"amount": "15", "unit": "tons", "since": 1}));
    assert_eq!(quota["first_held"], 2);
    assert_eq!(quota["cells"][0]["verdict"], "broken");
    assert_eq!(quota["cells"][0]["margin"]["amount"], "-30");
    assert_eq!(quota["sentence"], "quota must be at least 80 tons");
    let of = |at: usize| (&report["rules"][at]["trend"], &report["rules"][at]["first_held"]);
    assert_eq!(of(1), (&json!("slipping"), &json!(0)));
    assert_eq!(of(2), (&json!("stuck"), &Value::Null));
    assert_eq!(of(3), (&Value::Null, &json!(1)));
}

#[test]
fn what_moved_is_told_with_the_verdicts_that_changed_with_it() {
    let rules = "\
floor: every product must have a quota of at least 80 tons
fee: fee must be at most EUR 10
note: there must be a note
";
    let first = "proposal: one\nproducts:\n  pork: open\n  beef: {quota: 90 t}\nfee: EUR 5\nspare part: 1\n";
    let second = "proposal: two\nproducts:\n  pork: {quota: 85 t}\n  Beef: {Quota: 95000 kg}\nfee: 5 EUR\nnote: yes\n";
    let report = json_of(&[("a.yaml", first), ("b.yaml", second)], rules);
    let step = &report["moves"][0];
    assert_eq!((&step["from"], &step["to"]), (&json!(0), &json!(1)));
    let floor = json!({"rule": "floor", "old": "unknown", "new": "holds"});
    let note = json!({"rule": "note", "old": "broken", "new": "holds"});
    assert_eq!(
        step["terms"],
        json!([
            {"path": "/products/pork/quota", "term": "quota of pork", "old": "open", "new": "85 t", "verdicts": [floor]},
            {"path": "/products/Beef/Quota", "term": "Quota of Beef", "old": "90 t", "new": "95000 kg", "verdicts": []},
            {"path": "/note", "term": "note", "old": null, "new": "yes", "verdicts": [note]},
            {"path": "/spare part", "term": "spare part", "old": "1", "new": null, "verdicts": []},
        ])
    );
    assert_eq!(step["verdicts"], json!([floor, note]));
}

#[test]
fn rounds_see_the_one_before() {
    let rules = "up: quota on pork must not fall from the previous round\n";
    let files = [("a.yaml", "pork: {quota: 5 t}\n"), ("b.yaml", "pork: {quota: 4 t}\n")];
    let report = json_of(&files, rules);
    assert_eq!(report["errors"], json!([]), "{report}");
    assert_eq!(report["rules"][0]["cells"][1]["verdict"], "broken", "{report}");
    let alone = json_of(&files[1..], rules);
    assert_ne!(alone["rules"][0]["cells"][0]["verdict"], "broken");
    assert_eq!(alone["moves"], json!([]));
}

#[test]
fn the_last_proposal_decides_the_code() {
    let (good, bad) = (("good.yaml", "rent: EUR 5\n"), ("bad.yaml", "rent: EUR 15\n"));
    let rule = "rent must be at most EUR 10\n";
    assert_eq!(compared(&[bad, good], rule, &[]).code, 0);
    assert_eq!(compared(&[good, bad], rule, &[]).code, 1);
    assert_eq!(compared(&[good, bad], rule, &["--exit-zero"]).code, 0);
    let open = ("open.yaml", "rent: open\n");
    assert_eq!(compared(&[good, open], rule, &[]).code, 1);
    assert_eq!(compared(&[good, open], rule, &["--allow-unknown"]).code, 0);
    let torn = compared(&[("torn.yaml", "rent: [\n"), good], rule, &[]);
    assert_eq!(torn.code, 2);
    assert!(torn.out.contains("1 error: not everything could be read"), "{}", torn.out);
    assert!(torn.err.contains("torn.yaml:"), "{}", torn.err);
    assert_eq!(compared(&[good], "", &[]).code, 2);
}

#[test]
fn private_rules_are_left_out_and_count() {
    let rules =
        "ceiling: rent must be at most EUR 10\n  private\nfloor: rent must be at least EUR 1\n";
    let files = [("a.yaml", "rent: EUR 12\n"), ("b.yaml", "rent: EUR 15\n")];
    for format in ["pretty", "json", "markdown", "html"] {
        let run = compared(&files, rules, &["--redact", "--format", format]);
        assert_eq!(run.code, 1);
        assert!(run.out.contains("floor") && !run.out.contains("ceiling"), "{format}: {}", run.out);
        assert!(!run.out.contains("EUR 10"), "{format}: {}", run.out);
    }
}

#[test]
fn a_narrow_terminal_gets_blocks() {
    let offers: Vec<String> = (0..12).map(|at| format!("quota: {}000 t\n", at + 10)).collect();
    let offers = offers.join("---\n");
    let run = compared(&[("a.yaml", &offers)], "quota must be at least 15,000 tons\n", &[]);
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    let heads = run.out.lines().filter(|line| line.starts_with("rule ")).count();
    assert!(heads > 1, "{}", run.out);
    let cells = run.out.matches("broken, ").count() + run.out.matches("holds, ").count();
    assert_eq!(cells, 12, "{}", run.out);
}

#[test]
fn the_check_of_the_last_proposal_gives_the_rules() {
    let project = Project::new(&[
        ("early/a.redlines", "early: rent must be at most EUR 1\n"),
        ("late/a.redlines", "late: rent must be at most EUR 10\n"),
        ("one.yaml", "rent: EUR 5\n"),
        ("two.yaml", "rent: EUR 6\n"),
        (
            "dealbreaker.toml",
            "[[check]]\nrules = \"early\"\nproposals = \"one.yaml\"\nas-of = 2004-01-01\n[[check]]\nrules = \"late\"\nproposals = \"two.yaml\"\nas-of = 2004-02-01\n",
        ),
        ("three.yaml", "rent: EUR 6\n"),
    ]);
    let run = project.run(&["compare", "one.yaml", "two.yaml", "--format", "json"]);
    let report = run.report();
    assert_eq!((run.code, &report["as_of"]), (0, &json!("2004-02-01")));
    assert_eq!(report["rules"].as_array().unwrap().len(), 1);
    assert_eq!(report["rules"][0]["rule"], "late");
    let run = project.run(&["compare", "one.yaml", "three.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("three.yaml"), "{}", run.err);
}

#[test]
fn it_fits_its_schema() {
    let schema = Project::new(&[]).run(&["schema", "compare"]).report();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let report = of_repository(&["--format", "json"]).report();
    let faults: Vec<String> = schema.iter_errors(&report).map(|one| one.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(!schema.is_valid(&json!({"version": 1, "kind": "compare"})));
}
