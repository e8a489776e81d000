//! `dealbreaker test` as a user calls it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::fs;

use project::{Project, Run};

const RULES: &str = "\
juice: quota on orange juice must be at least 6,500 tons
five: every product must have a quota
no-fall: quota on orange juice must not fall from the previous round
accord: there must be an accord by 2004-03-31
";

const FIRST: &str = "products: {orange juice: {quota: \"7,000 tons\"}, pork: {quota: 80 tons}}\n";
const SECOND: &str = "products: {orange juice: {quota: \"4,000 tons\"}, pork: {tariff: 5%}}\n";

/// Expectations that are all true of the second offer.
const TRUE: &str = "    outcome: broken
    expect:
      juice: {verdict: broken, margin: \"-2,500 t\"}
      five: {verdict: broken, parts: {PORK: broken, orange juice: holds}, count: {holds: 1, broken: 1}}
      accord: {verdict: waiting, days-left: 26}
      no-fall: unknown
";

/// A project with one case on the second offer.
fn project(rest: &str) -> Project {
    let cases = format!(
        "rules: [mexico.redlines]\ncases:\n  - proposal: second.yaml\n    as-of: 2004-03-05\n{rest}"
    );
    Project::new(&[
        ("deals/mexico.redlines", RULES),
        ("deals/first.yaml", FIRST),
        ("deals/second.yaml", SECOND),
        ("deals/offers.test.yaml", &cases),
    ])
}

fn last(run: &Run) -> &str {
    run.out.lines().last().unwrap_or_default()
}

/// What a case with these further lines gives.
fn run(rest: &str) -> Run {
    project(rest).run(&["test"])
}

#[test]
fn a_case_that_is_true_passes() {
    let run = run(TRUE);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(run.out, "ok   deals/offers.test.yaml: 1 passed\n1 passed, 0 failed\n");
}

#[test]
fn each_kind_of_failure_is_shown_at_its_place_with_both_sides_and_the_finding() {
    let says = "`quota on orange juice` is 4,000 tons, 2,500 tons below 6,500 tons";
    for (rest, shown, message) in [
        ("    expect: {juice: holds}", "5:21: juice: expected `holds`, got `broken`", says),
        (
            "    expect: {juice: {margin: -2 tons}}",
            "5:30: juice: expected margin `-2 tons`, got `-2,500 tons`",
            says,
        ),
        (
            "    expect: {juice: {margin: -2500}}",
            "5:30: juice: expected margin `-2,500`, got `-2,500 tons`",
            says,
        ),
        (
            "    expect: {five: {margin: 1 ton}}",
            "5:29: five: expected margin `1 ton`, got `no margin`",
            "",
        ),
        (
            "    expect: {five: {parts: {pork: holds}}}",
            "5:35: five, pork: expected `holds`, got `broken`",
            "`pork` has no `quota`",
        ),
        (
            "    expect: {five: {parts: {prok: holds}}}",
            "5:29: five, prok: there is no such part; did you mean `pork`?",
            "1 of 2 breaks",
        ),
        (
            "    expect: {five: {count: {holds: 1}}}",
            "5:28: five: expected parts `1 holds`, got `1 holds, 1 broken`",
            "1 of 2 breaks",
        ),
        (
            "    expect: {accord: {days-left: 25}}",
            "5:34: accord: expected `25 days left`, got `26 days left`",
            "accord",
        ),
        (
            "    expect: {juice: {hides: broken}}",
            "5:29: juice: expected beneath a waiver `broken`, got `no waiver`",
            says,
        ),
        ("    outcome: waiting", "5:14: expected outcome `waiting`, got `broken`", ""),
    ] {
        let run = run(rest);
        let shown = format!("  deals/offers.test.yaml:{shown}\n");
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{rest}: {}", run.out);
        assert!(run.out.contains(&shown), "{rest}: {}", run.out);
        assert!(run.out.contains(message), "{rest}: {}", run.out);
        assert!(run.out.starts_with("FAIL deals/offers.test.yaml: 0 passed, 1 failed\n"));
        assert_eq!(last(&run), "0 passed, 1 failed");
    }
}

#[test]
fn a_rule_that_does_not_exist_is_an_error_and_never_a_pass() {
    let run = run("    expect: {juice: broken, jucie: broken}");
    assert_eq!(run.code, 2, "{}", run.out);
    for words in [
        "dealbreaker::cases::unknown_rule",
        "no rule is called `jucie`",
        "at deals/offers.test.yaml:5:29",
        "did you mean `juice`?",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert_eq!(last(&run), "0 passed, 1 failed");
}

#[test]
fn a_malformed_file_ends_with_2_and_the_others_are_run() {
    let bad = "rules: [mexico.redlines]\ncases:\n  - proposal: second.yaml\n    as-of: 2004-03-05\n    \
               expect: {juice: {verdit: broken}}\n  - proposal: second.yaml\n    as-of: 2004-03-05\n    \
               outcome: broken\n";
    let project = project(TRUE);
    project.write("deals/bad.test.yaml", bad.as_bytes());
    project.write("deals/worse.test.yaml", b"rules: [mexico.redlines\n");
    let run = project.run(&["test"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`verdit` means nothing in an expectation"), "{}", run.err);
    assert!(run.err.contains("at deals/bad.test.yaml:5:22"), "{}", run.err);
    assert!(run.err.contains("did you mean `verdict`?"), "{}", run.err);
    assert!(run.err.contains("at deals/worse.test.yaml:"), "{}", run.err);
    assert!(run.out.contains("FAIL deals/bad.test.yaml: 1 passed, 1 failed"), "{}", run.out);
    assert_eq!(last(&run), "2 passed, 2 failed");
}

#[test]
fn what_a_case_names_and_cannot_be_read_is_told_at_its_place() {
    for (rest, code, place) in [
        (
            "    rounds: [frist.yaml]\n    outcome: broken",
            "files::missing",
            "offers.test.yaml:5:14",
        ),
        ("    rounds: notes.md\n    outcome: broken", "files::missing", "offers.test.yaml:5:13"),
        ("    document: 3\n    outcome: broken", "cases::no_document", "offers.test.yaml:5:15"),
        ("  - {proposal: ., as-of: 2004-03-05, outcome: halt}", "cases::several_proposals", "5:16"),
    ] {
        let run = run(rest);
        assert_eq!(run.code, 2, "{rest}: {}", run.out);
        assert!(run.err.contains(code) && run.err.contains(place), "{rest}: {}", run.err);
    }
    let project = project("    outcome: broken");
    project.write("deals/mexico.redlines", b"juice must must\npork must have a quota\n");
    let run = project.run(&["test"]);
    assert_eq!((run.code, last(&run)), (2, "0 passed, 1 failed"));
    assert!(run.err.contains("at deals/mexico.redlines:1:"), "{}", run.err);
    project.write("deals/mexico.redlines", b"# nothing yet\n");
    let run = project.run(&["test"]);
    assert!(run.err.contains("dealbreaker::cases::no_rules"), "{}", run.err);
}

#[test]
fn nothing_to_test_ends_with_2() {
    let empty =
        Project::new(&[("a.yaml", "a: 1\n"), ("target/x.test.yaml", ""), (".git/y.test.yaml", "")]);
    let full = project(TRUE);
    for (run, words) in [
        (empty.run(&["test"]), "there is no case in this folder"),
        (full.run(&["test", "--filter", "prok"]), "`prok` picks no case"),
        (full.run(&["test", "deals/offrs.test.yaml"]), "does not exist"),
        (full.run(&["test", "deals/second.yaml"]), "is no case file"),
        (full.run(&["test", "--coverage-threshold", "101"]), "101"),
    ] {
        assert_eq!(run.code, 2, "{words}: {}", run.out);
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn earlier_rounds_are_given_before_the_proposal() {
    let fell = "    rounds: [first.yaml]\n    expect: {no-fall: {verdict: broken, margin: \"-3,000 tons\"}}\n";
    let all = "    rounds: ./\n    expect: {no-fall: broken}\n";
    for rest in [fell, all] {
        let run = run(rest);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
}

#[test]
fn a_document_is_picked_from_a_file_with_several() {
    let project = project("    document: 1\n    expect: {juice: {margin: 500 tons}}\n");
    project.write("deals/second.yaml", format!("{SECOND}---\n{FIRST}").as_bytes());
    let run = project.run(&["test"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn snapshots_are_missing_then_accepted_then_compared() {
    let project = project("    outcome: broken\n    snapshot: kept/second.snap\n");
    let run = project.run(&["test"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("offers.test.yaml:6:15: there is no snapshot"), "{}", run.out);
    let run = project.run(&["test", "--accept"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("  wrote deals/kept/second.snap\n"), "{}", run.out);
    let kept = fs::read_to_string(project.path("deals/kept/second.snap")).unwrap();
    assert!(kept.starts_with("second.yaml: broken\n") && !kept.contains('\u{1b}'), "{kept}");
    // the same report, from wherever the command is called
    for run in [project.run(&["test"]), project.run_in("deals", &["test", "../deals"])] {
        assert_eq!(run.code, 0, "{}", run.out);
    }
    project.write("deals/second.yaml", SECOND.replace("4,000", "5,000").as_bytes());
    let run = project.run(&["test"]);
    assert_eq!((run.code, last(&run)), (1, "0 passed, 1 failed"));
    for line in [
        "      --- deals/kept/second.snap",
        "      +++ this report",
        "      -    margin   -2,500 tons",
        "      +    margin   -1,500 tons",
    ] {
        assert!(run.out.contains(line), "{line}: {}", run.out);
    }
    assert_eq!(fs::read_to_string(project.path("deals/kept/second.snap")).unwrap(), kept);
    assert_eq!(project.run(&["test", "--accept"]).code, 0);
    assert_eq!(project.run(&["test"]).code, 0);
    assert_eq!(project.names("deals/kept"), ["second.snap"]);
}

#[test]
fn a_snapshot_is_the_report_that_check_prints() {
    let project = project("    snapshot: true\n");
    assert_eq!(project.run(&["test", "--accept"]).code, 0);
    let kept = fs::read_to_string(project.path("deals/offers.second-2004-03-05.snap")).unwrap();
    let args = ["check", "-r", "mexico.redlines", "second.yaml", "--as-of", "2004-03-05"];
    assert_eq!(project.run_in("deals", &args).out, kept);
    // line endings of a checkout make no difference
    let windows = kept.replace('\n', "\r\n");
    project.write("deals/offers.second-2004-03-05.snap", windows.as_bytes());
    assert_eq!(project.run(&["test"]).code, 0);
}

const BOTH: &str = "    expect: {juice: broken}
  - proposal: first.yaml
    as-of: 2004-04-01
    expect: {juice: holds}
";

#[test]
fn coverage_names_what_no_case_has_shown() {
    let project = project(BOTH);
    let rules = format!("{RULES}never: if pork is open then pork must have a tariff\n");
    project.write("deals/mexico.redlines", rules.as_bytes());
    let run = project.run(&["test", "--coverage"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let table = "
coverage   broken    held  unknown
deals/mexico.redlines
  juice         1       1        0
  five          1       1        0
  no-fall       0       0        2  never broken, never held
  accord        1       0        0  never held
  never         0       0        0  never applied
coverage 40%: 2 of 5 rules were both broken and held
2 passed, 0 failed
";
    assert!(run.out.ends_with(table), "{}", run.out);
}

#[test]
fn coverage_below_the_threshold_ends_with_1() {
    let project = project(BOTH);
    assert_eq!(project.run(&["test", "--coverage-threshold", "50"]).code, 0);
    let run = project.run(&["test", "--coverage-threshold", "51"]);
    assert_eq!((run.code, last(&run)), (1, "2 passed, 0 failed"));
    assert!(run.out.contains("2 of 4 rules were both broken and held, below the 51% asked for"));
    assert!(run.out.contains("no-fall") && !run.out.contains("  juice"), "{}", run.out);
}

#[test]
fn rules_of_a_party_that_no_case_asks_for_count_as_never_applied() {
    let project = project("    party: Mexico\n    expect: {juice: broken}\n");
    project.write("deals/mexico.redlines", format!("party Mexico\n{RULES}").as_bytes());
    project.write("deals/japan.redlines", b"party Japan\npork must have a tariff\n");
    let cases = fs::read_to_string(project.path("deals/offers.test.yaml")).unwrap();
    let cases = cases.replace("[mexico.redlines]", "[mexico.redlines, japan.redlines]");
    project.write("deals/offers.test.yaml", cases.as_bytes());
    let run = project.run(&["test", "--coverage"]);
    assert!(run.out.contains("of 5 rules"), "{}{}", run.out, run.err);
    assert!(
        run.out.contains("pork-must-have-a-tariff       0       0        0  never applied"),
        "{}",
        run.out
    );
}

#[test]
fn a_rule_file_reached_from_several_folders_is_one() {
    let project = project("    expect: {juice: broken}\n");
    let other = "rules: ../deals/mexico.redlines\ncases:\n  - {proposal: ../deals/first.yaml, as-of: 2004-03-05, \
                 expect: {juice: holds}}\n";
    project.write("other/o.test.yaml", other.as_bytes());
    let run = project.run(&["test", "--coverage"]);
    assert!(run.out.contains("of 4 rules"), "{}", run.out);
}

#[test]
fn used_rule_files_are_found_beside_the_using_one() {
    let project = project("    expect: {juice: broken, pork-must-have-a-tariff: holds}\n");
    project
        .write("deals/mexico.redlines", format!("use \"common/p.redlines\"\n{RULES}").as_bytes());
    project.write("deals/common/p.redlines", b"pork must have a tariff\n");
    for run in [project.run(&["test"]), project.run_in("deals/common", &["test", ".."])] {
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
}

#[test]
fn quiet_leaves_out_what_passed_and_filter_picks() {
    let project = project(BOTH);
    let run = project.run(&["test", "--quiet"]);
    assert_eq!(run.out, "2 passed, 0 failed\n");
    for (filter, expected) in [("first", 1), ("offers.test", 2), ("deals/", 2)] {
        let run = project.run(&["test", "--filter", filter, "deals"]);
        assert_eq!(last(&run), format!("{expected} passed, 0 failed"), "{filter}");
    }
}

#[test]
fn nothing_of_a_deal_reaches_the_terminal_raw() {
    let project = project("    expect: {law: holds}\n    snapshot: a.snap\n");
    project.write("deals/mexico.redlines", b"law: law must be \"Mexico\"\n");
    project.write("deals/second.yaml", b"law: \"\\e[31mJapan\"\n");
    project.write("deals/a.snap", b"\x1b[31mred\n");
    let run = project.run(&["test"]);
    assert_eq!(run.code, 1);
    assert!(!run.out.contains('\u{1b}'), "{:?}", run.out);
    let run = project.run(&["test", "--color", "always"]);
    assert!(run.out.contains("\u{1b}[31mFAIL\u{1b}[0m"), "{:?}", run.out);
}
