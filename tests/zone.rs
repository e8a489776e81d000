//! `zone` and `counteroffer` as users call them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::path::Path;
use std::process::Command;

use project::{Project, Run};
use serde_json::Value;

const DAY: [&str; 2] = ["--as-of", "2004-02-25"];

fn zone(mexico: &str, japan: &str, more: &[&str]) -> Run {
    let mexico = format!("party Mexico\n{mexico}\n");
    let japan = format!("party Japan\n{japan}\n");
    let project = Project::new(&[("mexico.redlines", &mexico), ("japan.redlines", &japan)]);
    let call = ["zone", "mexico.redlines", "japan.redlines", "--format", "json"];
    project.run(&[&call[..], &DAY, more].concat())
}

fn counteroffer(name: &str, offer: &str, rules: &str, more: &[&str]) -> (Run, Project) {
    let project = Project::new(&[(name, offer), ("r.redlines", rules)]);
    let call = ["counteroffer", name, "-r", "r.redlines", "--format", "json"];
    let run = project.run(&[&call[..], &DAY, more].concat());
    (run, project)
}

/// The text with the patch applied to it: the one that `--write` leaves.
fn changed(name: &str, offer: &str, rules: &str, more: &[&str]) -> String {
    let (run, project) = counteroffer(name, offer, rules, &[&["--write"], more].concat());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    std::fs::read_to_string(project.path(name)).unwrap()
}

fn of_repository(call: &[&str]) -> (i32, Value) {
    let run = Command::new(env!("CARGO_BIN_EXE_dealbreaker"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args(call)
        .args(["--format", "json"])
        .output()
        .unwrap();
    let report = serde_json::from_slice(&run.stdout).unwrap();
    (run.status.code().unwrap(), report)
}

#[test]
fn a_deal_is_shown_with_ranges() {
    let run = zone(
        "quota on pork must be at least 38,000 tons",
        "quota on pork must be below 80,000 tons\nin-quota tariff on pork must be above 0%",
        &[],
    );
    let report = run.report();
    assert_eq!((run.code, report["answer"].as_str()), (0, Some("deal")));
    assert_eq!(report["example"]["quota on pork"], "38,000 tons");
    let quota = &report["terms"][0];
    assert_eq!(quota["overlap"]["from"], "38000");
    assert_eq!(quota["overlap"]["to"], "80000");
    assert_eq!(quota["overlap"]["to_included"], false);
    assert_eq!(quota["parties"]["Mexico"]["to"], Value::Null);
    assert_eq!(quota["unit"], "tons");
}

#[test]
fn a_conflict_names_its_sentences_and_what_would_end_it() {
    let run = zone(
        "floor: quota on pork must be at least 80,000 tons\nidle: beef must have a quota",
        "floor: quota on pork must be at most 55,000 tons",
        &[],
    );
    let report = run.report();
    assert_eq!((run.code, report["answer"].as_str()), (1, Some("no deal")));
    let conflict = &report["conflicts"][0];
    let parties: Vec<&str> = conflict["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["party"].as_str().unwrap())
        .collect();
    assert_eq!(parties, ["Mexico", "Japan"]);
    assert_eq!(conflict["rules"][1]["at"]["line"], 2);
    assert_eq!(conflict["relaxations"][0]["to"], "55,000 tons");
    assert_eq!(conflict["relaxations"][1]["to"], "80,000 tons");
    assert_eq!(conflict["relaxations"][0]["opens"], true);
}

#[test]
fn all_conflicts_are_listed_on_request() {
    let mexico =
        "a: quota on pork must be at least 5 tons\nb: quota on pork must be at least 6 tons";
    let japan = "c: quota on pork must be at most 4 tons";
    let few = zone(mexico, japan, &[]).report();
    let all = zone(mexico, japan, &["--all"]).report();
    assert_eq!(few["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(all["conflicts"].as_array().unwrap().len(), 2);
    assert_eq!(all["complete"], true);
}

#[test]
fn sums_take_part_in_conflicts() {
    let run = zone(
        "quota on pork + quota on beef must be at least 10 tons",
        "a: quota on pork must be at most 4 tons\nb: quota on beef must be below 6 tons",
        &[],
    );
    assert_eq!(run.report()["conflicts"][0]["rules"].as_array().unwrap().len(), 3);
    assert_eq!(run.report()["conflicts"][0]["relaxations"][0]["to"], "below 10 tons");
}

#[test]
fn what_is_not_expressed_never_makes_a_deal() {
    let run = zone("every product must have a quota", "pork must have a quota", &[]);
    let report = run.report();
    assert_eq!((run.code, report["answer"].as_str()), (3, Some("undecided")));
    assert_eq!((report["rules"].as_u64(), report["expressed"].as_u64()), (Some(2), Some(1)));
    let why = report["not_expressed"][0]["why"].as_str().unwrap();
    assert!(why.contains("--given"), "{why}");
    // a conflict among the others is one all the same
    let run = zone(
        "every product must have a quota\npork must have a quota",
        "pork must not have a quota",
        &[],
    );
    assert_eq!(run.code, 1);
}

#[test]
fn a_schedule_is_found_where_no_single_value_would_do() {
    let run = zone(
        "quota on pork must be at least 80,000 tons by year 5",
        "quota on pork in year 1 must be at most 38,000 tons\nquota on pork must never fall",
        &[],
    );
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn an_agreed_term_of_the_given_proposal_takes_part() {
    let project = Project::new(&[
        ("offer.yaml", "products:\n  pork: {quota: 30000 t, tariff: tbd}\n"),
        (
            "mexico.redlines",
            "party Mexico\nevery product must have a quota of at least 38,000 tons\n",
        ),
        ("japan.redlines", "party Japan\ntariff on pork must be above 2%\n"),
    ]);
    let call =
        ["zone", "mexico.redlines", "japan.redlines", "--given", "offer.yaml", "--format", "json"];
    let report = project.run(&[&call[..], &DAY].concat()).report();
    assert_eq!(report["conflicts"][0]["given"][0]["term"], "quota on pork");
    assert_eq!(report["conflicts"][0]["given"][0]["value"], "30000 t");
}

#[test]
fn mexico_and_japan_had_a_zone_in_2004() {
    let (code, report) = of_repository(&["zone", "rules/japan-mexico", "--as-of", "2004-02-25"]);
    assert_eq!((code, report["answer"].as_str()), (0, Some("deal")));
    let terms = report["terms"].as_array().unwrap();
    let overlap = |name: &str| {
        terms.iter().find(|term| term["term"] == name).map(|term| term["overlap"].clone()).unwrap()
    };
    // what was signed lies within
    assert_eq!(
        (&overlap("quota on pork")["from"], &overlap("quota on pork")["to"]),
        (&"38000".into(), &"80000".into())
    );
    assert_eq!(overlap("in-quota tariff on pork")["to"], "2.2");
    let (code, signed) = of_repository(&[
        "zone",
        "rules/japan-mexico",
        "--given",
        "proposals/japan-mexico/2-signed.yaml",
        "--as-of",
        "2004-09-17",
    ]);
    assert_eq!((code, signed["answer"].as_str()), (0, Some("deal")), "{signed}");
}

#[test]
fn the_positions_of_2014_had_none() {
    let (code, report) =
        of_repository(&["zone", "rules/beef-and-pork-2014", "--as-of", "2014-08-06"]);
    assert_eq!((code, report["answer"].as_str()), (1, Some("no deal")));
    let mut pairs: Vec<String> = report["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|conflict| {
            let rules = conflict["rules"].as_array().unwrap();
            rules.iter().map(|rule| rule["rule"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    pairs.sort();
    assert_eq!(pairs, ["beef-floor beef-free", "pork-floor pork-free", "pork-trigger room"]);
}

#[test]
fn a_patch_keeps_comments_and_layout_in_every_format() {
    let rules = "quota on pork must be at least 38,000 tons\npork must have a safeguard\n";
    let yaml = "# first\nproducts:\n  pork:   # the meat\n    quota: 20000 t  # small\n  beef: {quota: 1 t}\n";
    assert_eq!(
        changed("o.yaml", yaml, rules, &[]),
        "# first\nproducts:\n  pork:   # the meat\n    quota: 38000 t  # small\n    safeguard: yes\n  beef: {quota: 1 t}\n"
    );
    let json = "{\n  \"pork\": {\n    \"quota\": \"20,000 t\"\n  }\n}\n";
    assert_eq!(
        changed("o.json", json, rules, &[]),
        "{\n  \"pork\": {\n    \"quota\": \"38,000 t\",\n    \"safeguard\": true\n  }\n}\n"
    );
    let toml = "# deal\n[pork]\nquota = \"20000 t\" # small\n\n[beef]\nquota = \"1 t\"\n";
    assert_eq!(
        changed("o.toml", toml, rules, &[]),
        "# deal\n[pork]\nquota = \"38000 t\" # small\nsafeguard = true\n\n[beef]\nquota = \"1 t\"\n"
    );
}

#[test]
fn an_open_thing_is_filled_in() {
    let text = changed(
        "o.yaml",
        "pork: open  # still\n",
        "pork must have a quota of at least 5 tons",
        &[],
    );
    assert_eq!(text, "pork: {quota: 5 tons}  # still\n");
}

#[test]
fn what_is_kept_stays_and_what_is_dear_is_changed_last() {
    let rules = "quota on pork + quota on beef must be at least 10 tons";
    let offer = "pork: {quota: 4 tons}\nbeef: {quota: 4 tons}\n";
    let keep = changed("o.yaml", offer, rules, &["--keep", "quota on pork"]);
    assert_eq!(keep, "pork: {quota: 4 tons}\nbeef: {quota: 6 tons}\n");
    let dear = changed("o.yaml", offer, rules, &["--weight", "beef=3"]);
    assert_eq!(dear, "pork: {quota: 6 tons}\nbeef: {quota: 4 tons}\n");
    let steps = changed("o.yaml", offer, rules, &["--keep", "pork", "--step", "quota=5 tons"]);
    assert_eq!(steps, "pork: {quota: 4 tons}\nbeef: {quota: 10 tons}\n");
}

#[test]
fn concerns_come_after_red_lines_and_before_few_changes() {
    let rules = "a: tariff must be at most 5%\nb: tariff should be at most 6%\nc: quota should be at least 3 tons\nd: tariff should be at least 7%";
    let (run, _) = counteroffer("o.yaml", "tariff: 9%\nquota: 1 t\n", rules, &[]);
    let report = run.report();
    assert_eq!((run.code, report["answer"].as_str()), (0, Some("found")));
    assert_eq!(report["changes"].as_array().unwrap().len(), 2);
    assert_eq!(report["concerns_left"], 1);
    assert_eq!(report["changes"][0]["path"], "/tariff");
    assert_eq!(
        (report["before"].as_str(), report["after"].as_str()),
        (Some("broken"), Some("acceptable"))
    );
}

#[test]
fn where_no_change_helps_the_sentences_are_named() {
    let rules = "a: quota must be at least 5 t\nb: quota must be at most 4 t";
    let (run, project) = counteroffer("o.yaml", "quota: 1 t\n", rules, &["--write"]);
    assert_eq!((run.code, run.report()["answer"].as_str()), (1, Some("none exists")));
    assert_eq!(run.report()["conflicts"][0].as_array().unwrap().len(), 2);
    assert_eq!(std::fs::read_to_string(project.path("o.yaml")).unwrap(), "quota: 1 t\n");
}

#[test]
fn sentences_that_two_parties_share_stand_in_conflicts_of_their_own() {
    let project = Project::new(&[
        ("m.redlines", "party Mexico\npork must have a tariff\npork must not have a tariff\n"),
        ("j.redlines", "party Japan\npork must not have a tariff\npork must have a tariff\n"),
        ("offer.yaml", "pork: {tariff: 4}\n"),
    ]);
    let call =
        ["counteroffer", "offer.yaml", "-r", "m.redlines", "-r", "j.redlines", "--format", "json"];
    let run = project.run(&[&call[..], &DAY].concat());
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let conflicts = run.report()["conflicts"].as_array().unwrap().clone();
    let mut lines: Vec<String> = conflicts
        .iter()
        .flat_map(|set| set.as_array().unwrap())
        .map(|one| {
            format!("{} {}", one["party"].as_str().unwrap(), one["sentence"].as_str().unwrap())
        })
        .collect();
    lines.sort_unstable();
    assert_eq!(conflicts.len(), 2, "{conflicts:#?}");
    assert_eq!(
        lines,
        [
            "Japan pork must have a tariff",
            "Japan pork must not have a tariff",
            "Mexico pork must have a tariff",
            "Mexico pork must not have a tariff",
        ]
    );
}

#[test]
fn ranges_leave_amounts_below_zero_out_unless_a_sentence_speaks_of_them() {
    let mexico = "pork must have a quota\nquota on pork + quota on beef must be at most 10 tons";
    let japan = "beef must have a quota\nbalance of trade must be at most 3";
    let report = zone(mexico, japan, &[]).report();
    let range = |report: &Value, name: &str| {
        let terms = report["terms"].as_array().unwrap();
        terms.iter().find(|term| term["term"] == name).map(|term| term["overlap"].clone()).unwrap()
    };
    let quota = range(&report, "quota on pork");
    assert_eq!((quota["from"].as_str(), quota["to"].as_str()), (Some("0"), Some("10")));
    let balance = range(&report, "balance on trade");
    assert_eq!((balance["from"].as_str(), balance["to"].as_str()), (Some("0"), Some("3")));
    let spoken = format!("{japan}\nbalance of trade must be at least -5");
    let balance = range(&zone(mexico, &spoken, &[]).report(), "balance on trade");
    assert_eq!((balance["from"].as_str(), balance["to"].as_str()), (Some("-5"), Some("3")));
    // what needs an amount below zero has a range all the same
    let below = range(
        &zone("balance of trade must be below 0", "beef must have a quota", &[]).report(),
        "balance on trade",
    );
    assert_eq!((below["from"].as_str(), below["to"].as_str()), (None, Some("0")));
}

#[test]
fn each_party_ranges_by_its_own_rules_and_nothing_is_said_where_they_cannot_hold() {
    let mexico =
        "a: quota on pork must be at least 5 tons\nb: quota on pork must be at most 4 tons";
    let report = zone(mexico, "quota on pork must be between 1 ton and 9 tons", &[]).report();
    assert_eq!(report["terms"][0]["parties"]["Mexico"], Value::Null);
    let japan = &report["terms"][0]["parties"]["Japan"];
    assert_eq!((japan["from"].as_str(), japan["to"].as_str()), (Some("1"), Some("9")));
}

#[test]
fn figures_that_cannot_be_written_are_moved_together() {
    let mexico = "beef must have a quota of at most 1 ton";
    let japan = "quota on beef must be at least 150% of the quota on pork\n\
                 quota on pork must be exactly the reserve of pork\n\
                 reserve of pork must be at least 0.6 tons\n\
                 quota on pork must be at least 66.666% of the quota on beef";
    let report = zone(mexico, japan, &[]).report();
    assert_eq!(report["answer"], "deal", "{report}");
}

#[test]
fn a_count_is_set_against_a_share_of_another() {
    let goods = "goods are pork, beef and rice\n";
    let mexico = format!(
        "{goods}number of goods with a quota must be at least half of number of goods with a tariff\n\
         each of pork, beef and rice must have a tariff"
    );
    let most = |count: usize| format!("{goods}at most {count} goods may have a quota");
    let report = zone(&mexico, &most(1), &[]).report();
    assert_eq!((&report["answer"], &report["expressed"]), (&"no deal".into(), &3.into()));
    assert_eq!(report["conflicts"][0]["rules"].as_array().unwrap().len(), 3);
    assert_eq!(zone(&mexico, &most(2), &[]).report()["answer"], "deal");
}

#[test]
fn ranges_of_days_end_on_days() {
    let mexico = "signature must be on or after 2004-03-01";
    let report = zone(mexico, "signature must be before 2004-06-01", &[]).report();
    let range = &report["terms"][0]["overlap"];
    assert_eq!(
        (range["from"].as_str(), range["to"].as_str()),
        (Some("2004-03-01"), Some("2004-05-31"))
    );
}

#[test]
fn a_term_that_the_proposal_has_no_place_for_is_named() {
    let offer = "[beef]\nquota = \"5 tons\"\n\n[beef.safeguard]\ntrigger = \"1 t\"\n";
    let (run, _) = counteroffer("o.toml", offer, "beef must not have a safeguard", &[]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert_eq!(run.report()["no_place"], "safeguard on beef");
    assert_eq!(run.report()["patch"], "");
}

#[test]
fn a_name_that_nothing_has_is_told() {
    let (run, _) =
        counteroffer("o.yaml", "quota: 1 t\n", "quota must be at least 5 t", &["--keep", "qota"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("dealbreaker::counteroffer::no_term"), "{}", run.err);
}
