//! `private` and `--redact`: what a private rule says must not be found in any report, whatever goes wrong beside it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use dealbreaker::render::Format;
use project::{Project, Run};

/// What must not be told: numbers, ids, words and names of private rules, and of what only they use.
const SECRETS: [&str; 14] = [
    "81234",
    "81,234",
    "6766",
    "6,766",
    "walkaway",
    "bottom line",
    "steamer",
    "77,003",
    "77003",
    "lowest-price",
    "undisclosed",
    "whisper",
    "murmur",
    "4,242",
];

const OFFER: &str = "\
pork:
  quota: 88,000 t
  tariff: 5%
beef: {quota: 10 t}
";

/// Private rules of all kinds between public ones; their limits are nowhere else.
const RULES: &str = "\
# our walkaway is 81,234 tons
open: quota on pork must be at least 90,000 tons
walkaway: quota on pork must be at least 81,234 tons
  because \"the steamer is half empty\"   # whisper
  owner \"undisclosed desk\"
  waived until 2003-01-01 by \"undisclosed\"
  private
quota on beef must be at least 77,003 tons
  Private.
bottom line is 81,234 tons
murmurs are pork and beef
should-be: quota on pork should be at least bottom line
  private # murmur
halting: halt if quota on pork is above 4,242 tons
  private
every murmur must have a steamer
  private
last: pork must have a quota # whisper
";

fn formats() -> impl Iterator<Item = &'static str> {
    Format::ALL.into_iter().map(Format::name)
}

fn told(run: &Run, context: &str) {
    for text in [&run.out, &run.err] {
        let lower = text.to_lowercase();
        for secret in SECRETS {
            let at = lower.find(secret).map(|at| lower.get(at.saturating_sub(60)..at + 40));
            assert!(at.is_none(), "{context}: `{secret}` is told: {at:?}");
        }
    }
}

/// Runs every format, on standard output and into a file, with and without `--all-parts`.
fn attack(rules: &str, offer: &str, more: &[&str]) -> Vec<(String, Run)> {
    let project = Project::new(&[("r.redlines", rules), ("offer.yaml", offer)]);
    let mut runs = Vec::new();
    for format in formats() {
        let common =
            ["check", "offer.yaml", "-r", "r.redlines", "--as-of", "2004-03-01", "--redact"];
        let into = format!("{format}=report");
        let mut args = common.to_vec();
        args.extend(["--all-parts", "--format", format]);
        args.extend(more);
        let run = project.run(&args);
        told(&run, format);
        let mut args = common.to_vec();
        args.extend(["--format", &into]);
        args.extend(more);
        let mut filed = project.run(&args);
        filed.out = std::fs::read_to_string(project.path("report")).unwrap();
        told(&filed, &into);
        assert_eq!(run.code, filed.code, "{format}");
        runs.push((format.to_owned(), run));
    }
    runs
}

#[test]
fn a_private_rule_is_in_no_format() {
    for (format, run) in attack(RULES, OFFER, &[]) {
        assert_eq!(run.code, 1, "{format}: {}", run.err);
    }
}

#[test]
fn without_the_flag_all_is_told() {
    let project = Project::new(&[("r.redlines", RULES), ("offer.yaml", OFFER)]);
    let run = project.run(&["check", "offer.yaml", "-r", "r.redlines", "--format", "json"]);
    let report = run.report();
    assert_eq!(report["redacted"], false);
    assert_eq!(report["outcome"], "halt");
    assert!(run.out.contains("81,234") && run.out.contains("undisclosed"));
}

#[test]
fn the_report_is_of_the_public_rules_and_says_so() {
    let project = Project::new(&[("r.redlines", RULES), ("offer.yaml", OFFER)]);
    let run =
        project.run(&["check", "offer.yaml", "-r", "r.redlines", "--redact", "--format", "json"]);
    let report = run.report();
    assert_eq!(report["redacted"], true);
    assert_eq!(report["outcome"], "broken");
    assert_eq!(run.notices(), ["report::redacted"]);
    let findings = report["proposals"][0]["findings"].as_array().unwrap();
    let rules: Vec<&str> = findings.iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["open", "last"]);
    assert_eq!(report["proposals"][0]["counts"]["broken"], 1);
    assert_eq!(report["proposals"][0]["concerns"]["holds"], 0);
}

#[test]
fn every_format_that_shows_notices_says_that_rules_were_left_out() {
    for (format, run) in attack(RULES, OFFER, &[]) {
        let said = run.out.contains("left out of this report") || run.out.contains("\"redacted\":");
        assert!(said, "{format}:\n{}", run.out);
    }
}

#[test]
fn the_exit_code_counts_private_rules() {
    let rules = "last: pork must have a quota\nwalkaway: quota on pork must be at least 81,234 tons\n  private\n";
    for (quota, code) in [("90,000 t", 0), ("70,000 t", 1)] {
        let offer = format!("pork: {{quota: \"{quota}\"}}\n");
        for (format, run) in attack(rules, &offer, &[]) {
            assert_eq!(run.code, code, "{format} {quota}");
        }
        for (_, run) in attack(rules, &offer, &["--exit-zero"]) {
            assert_eq!(run.code, 0);
        }
    }
    // the two reports are the same: nothing but the code tells the verdict
    let out = |quota: &str| {
        let offer = format!("pork: {{quota: \"{quota}\"}}\n");
        attack(rules, &offer, &[])
            .into_iter()
            .map(|(_, run)| run.out.replace(quota, ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(out("90,000 t"), out("70,000 t"));
}

#[test]
fn only_private_rules_are_not_nothing() {
    let rules = "walkaway: quota on pork must be at least 81,234 tons\n  private\n";
    for (format, run) in attack(rules, OFFER, &[]) {
        assert_eq!(run.code, 0, "{format}: {}{}", run.out, run.err);
    }
}

#[test]
fn errors_in_private_rules_tell_nothing() {
    for faulty in [
        "walkaway: quota on pork must be atleast 81,234 tons\n  private\n",
        "walkaway: quota on pork must be at least 81,23 tons steamer\n  private\n",
        "walkaway: quota on pork must be at least 81,234 steamers\n  private\n",
        "walkaway: quota on pork must be at least \"81,234 tons\n  private\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  because steamer\n  private\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  becuase \"steamer\"\n  private\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  because \"steamer\"\n  because \"x\"\n  private\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  privat\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  PRIVATE\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  private:\n",
        "walkaway: quota on pork must be at least 81,234 tons\n  private \"steamer\"\n",
        "walkaway: quota on pork must be at least 81,234 tons\nprivate\n",
        "walk/away bottom: quota on pork must be at least 81,234 tons\n  private\n",
        "walkaway: quota on pork and beef must be at least 81,234 tons\n  private\n",
        "bottom line is 81,23 tons\nwalkaway: quota on pork must be at least bottom line\n  private\n",
        "bottom line is 81,234 steamers\nwalkaway: quota on pork must be at least bottom line\n  private\n",
        "bottom line is 81,234 t\nbottom line is 6,766 t\nwalkaway: quota on pork must be at least bottom line\n  private\n",
        "walkaway: pork must have a quota\n  private\nwalkaway: quota on pork must be at least 81,234 tons\n  private\n",
    ] {
        let rules =
            format!("last: pork must have a quota\n{faulty}other: beef must have a quota\n");
        for (format, run) in attack(&rules, OFFER, &[]) {
            assert_eq!(run.code, 2, "{format}: {faulty}\n{}", run.out);
            if format == "json" {
                assert_eq!(run.errors(), ["report::redacted_error"], "{faulty}");
                assert_eq!(
                    run.report()["proposals"][0]["findings"].as_array().unwrap().len(),
                    2,
                    "{faulty}"
                );
            }
        }
    }
}

#[test]
fn errors_in_public_rules_are_told_without_their_neighbours() {
    let rules = "bottom line is 81,234 tons # whisper\nlast: pork must hav a quota\nwalkaway: quota on pork must be at least 81,234 tons\n  private\n";
    let runs = attack(rules, OFFER, &[]);
    let (_, pretty) = runs.iter().find(|(format, _)| format == "pretty").unwrap();
    assert!(pretty.out.contains("pork must hav a quota"), "{}", pretty.out);
}

#[test]
fn a_private_rule_lends_its_id_to_no_public_one() {
    let sentence = "quota on pork must be at least 5 tons";
    let rules = format!(
        "{sentence}\n  private\n{sentence}\nlast: pork must have a quota\n  private\nlast: beef must have a quota\n"
    );
    let project = Project::new(&[("r.redlines", &rules), ("offer.yaml", OFFER)]);
    let run =
        project.run(&["check", "offer.yaml", "-r", "r.redlines", "--redact", "--format", "json"]);
    let report = run.report();
    let findings = report["proposals"][0]["findings"].as_array().unwrap();
    let rules: Vec<&str> = findings.iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["quota-on-pork-must-be-at-least-5-tons", "last"]);
}

#[test]
fn names_of_hidden_definitions_are_not_suggested() {
    let rules = "murmurs are pork and beef\nlast: pork must not have a murmmr\nfirst: mrmur must not have a quota\nevery murmur must have a quota\n  private\n";
    attack(rules, OFFER, &[]);
}

#[test]
fn facts_that_only_private_rules_use_are_passed_over_in_silence() {
    let rules = "last: pork must have a quota\nwalkaway: imports of pork must be at most 81,234 tons\n  private\n";
    let project = Project::new(&[
        ("r.redlines", rules),
        ("offer.yaml", OFFER),
        ("f.csv", "name,imports\npork,5 tons\nlamb,6 tons\n"),
    ]);
    let args = [
        "check",
        "offer.yaml",
        "-r",
        "r.redlines",
        "--facts",
        "f.csv",
        "--redact",
        "--format",
        "json",
    ];
    assert_eq!(project.run(&args).notices(), ["report::redacted"]);
}

#[test]
fn nothing_private_is_nothing_redacted() {
    let project =
        Project::new(&[("r.redlines", "pork must have a quota\n"), ("offer.yaml", OFFER)]);
    let run =
        project.run(&["check", "offer.yaml", "-r", "r.redlines", "--redact", "--format", "json"]);
    assert_eq!((run.code, run.report()["redacted"].clone()), (0, false.into()));
    assert!(run.notices().is_empty());
}

/// `lint` with and without colours of its own: every format, its exit code, and no secret in it.
fn lint(rules: &str, more: &[&str]) -> (Run, Run) {
    let project = Project::new(&[("r.redlines", rules), ("offer.yaml", OFFER)]);
    let run = |format: &str| {
        let args = ["lint", "r.redlines", "--redact", "--as-of", "2004-03-01", "--format", format];
        let run = project.run(&[&args, more].concat());
        told(&run, format);
        run
    };
    let (pretty, json) = (run("pretty"), run("json"));
    assert_eq!(pretty.code, json.code, "{rules}");
    (pretty, json)
}

fn lint_codes(run: &Run) -> Vec<String> {
    let findings = run.report()["findings"].as_array().unwrap().clone();
    let code = |one: &serde_json::Value| one["code"].as_str().unwrap().to_owned();
    findings.iter().map(|one| code(one).replace("dealbreaker::lint::", "")).collect()
}

#[test]
fn lint_keeps_faults_of_private_rules_to_itself_and_counts_them() {
    for secret in [
        // by themselves
        "walkaway: steamer must have a quota\n  until 2003-01-01\n  private\n",
        "walkaway: steamer must have a quota\n  waived until 2003-01-01\n  private\n",
        "walkaway: at least 0 products must have a steamer\n  private\n",
        // beside a public rule, on either side of it: the other place tells the limit
        "walkaway: quota on pork must be at most 81,234 tons\n  private\n",
        "walkaway: quota on pork must be at least 102,234 tons\n  private\n",
        "walkaway: quota on pork must be at least 90,000 tons\n  private\n",
        // definitions that only a private rule uses, or none
        "bottom line is 81,234 tons\n",
    ] {
        for rules in [
            format!("{secret}open: quota on pork must be at least 90,000 tons\n"),
            format!("open: quota on pork must be at least 90,000 tons\n{secret}"),
        ] {
            let (pretty, json) = lint(&rules, &[]);
            assert_eq!((json.code, lint_codes(&json).len()), (1, 0), "{rules}{}", json.out);
            assert_eq!(json.report()["redacted"], true, "{rules}");
            assert!(pretty.out.contains("Nothing found in 1 rule.\nLeft out: "), "{}", pretty.out);
        }
    }
}

#[test]
fn lint_tells_of_public_rules_what_it_would_without_the_private_ones() {
    let public = "quota on pork must be at least 90,000 tons\nquota on pork must be at least 95,000 tons\nquota on beef must be at most 5 tons\n";
    let rules =
        format!("walkaway: quota on pork must be at least 102,234 tons\n  private\n{public}");
    let (_, json) = lint(&rules, &[]);
    assert_eq!(lint_codes(&json), ["shadowed"], "{}", json.out);
    let clean = "murmurs are pork and beef\nevery murmur must have a quota\n  private\npork must have a quota\n";
    let (pretty, json) = lint(clean, &[]);
    assert_eq!((json.code, json.report()["redacted"].clone()), (0, true.into()));
    assert!(pretty.out.contains("in 1 rule."), "{}", pretty.out);
    let (pretty, json) = lint("pork must have a quota\n", &[]);
    assert_eq!((json.code, json.report()["redacted"].clone()), (0, false.into()));
    assert_eq!(pretty.out, "Nothing found in 1 rule.\n");
    let (_, json) = lint("pork must have a quota\n  private\n", &[]);
    assert_eq!(json.code, 0, "only private rules are not nothing: {}", json.err);
}

#[test]
fn lint_suggests_no_hidden_name_and_shows_no_hidden_error() {
    let rules = "murmurs are pork and beef\nmrmur must not have a quota\nevery murmur must have a quota\n  private\n";
    let (_, json) = lint(rules, &["--proposals", "offer.yaml"]);
    assert_eq!((json.code, lint_codes(&json)), (0, Vec::new()), "{}", json.out);
    for faulty in ["atleast 81,234 tons", "at least 81,23 tons steamer", "at least \"81,234 tons"] {
        let rules = format!(
            "pork must have a quota\nwalkaway: quota on pork must be {faulty}\n  private\n"
        );
        let (_, json) = lint(&rules, &[]);
        assert_eq!(json.code, 2, "{rules}");
        assert_eq!(json.errors(), ["report::redacted_error"], "{rules}");
    }
}

#[test]
fn lint_redacts_where_the_file_or_the_environment_says_so() {
    let rules = "quota on pork must be at least 90,000 tons\nwalkaway: quota on pork must be at most 81,234 tons\n  private\n";
    let project = Project::new(&[
        ("rules/r.redlines", rules),
        ("proposals/offer.yaml", OFFER),
        ("dealbreaker.toml", "[settings]\nredact = true\n"),
    ]);
    let run = project.run(&["lint"]);
    told(&run, "file");
    assert_eq!(run.code, 1);
    assert!(project.run(&["lint", "--redact=false"]).out.contains("81,234"));
    std::fs::remove_file(project.path("dealbreaker.toml")).unwrap();
    assert!(project.run(&["lint"]).out.contains("81,234"));
    let run = project.command().arg("lint").env("DEALBREAKER_REDACT", "yes").output().unwrap();
    told(&Run::of(run), "environment");
    let run = project.command().arg("lint").env("DEALBREAKER_REDACT", "flase").output().unwrap();
    let run = Run::of(run);
    told(&run, "misspelt");
    assert_eq!(run.code, 2);
}
