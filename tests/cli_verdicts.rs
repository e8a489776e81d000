//! The command line with the engine behind it: exit codes by verdict, and which files were checked against which rules.

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

const RULE: &str = "rent: rent must be at most EUR 24,000\n";

/// One rule and a proposal of each outcome.
fn offers() -> Project {
    Project::new(&[
        ("rules/a.redlines", RULE),
        ("good.yaml", "rent: EUR 23,000\n"),
        ("bad.yaml", "rent: EUR 25,000\n"),
        ("open.yaml", "rent: tbd\n"),
        ("broken.yaml", "rent: [\n"),
        ("concern.redlines", "parking should be at least 4\n"),
        ("few.yaml", "parking: 2\n"),
        ("halt.redlines", "halt if no signature by 2004-01-31\n"),
        ("never.redlines", "if rent is above EUR 90,000 then deposit must be at most 1 month\n"),
        ("half.redlines", "rent must be at most EUR 24,000\nrent really ought to be less\n"),
    ])
}

fn files(run: &Run) -> Vec<String> {
    let report = run.report();
    let proposals = report["proposals"].as_array().unwrap().iter();
    proposals.map(|one| one["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn exit_codes() {
    let project = offers();
    let table: &[(&[&str], i32)] = &[
        (&["-r", "rules", "good.yaml"], 0),
        (&["-r", "rules", "bad.yaml"], 1),
        (&["-r", "rules", "good.yaml", "bad.yaml"], 1),
        (&["-r", "rules", "open.yaml"], 1),
        (&["-r", "rules", "open.yaml", "--allow-unknown"], 0),
        (&["-r", "rules", "bad.yaml", "--allow-unknown"], 1),
        (&["-r", "rules", "bad.yaml", "--exit-zero"], 0),
        (&["-r", "rules", "broken.yaml"], 2),
        (&["-r", "rules", "good.yaml", "broken.yaml"], 2),
        (&["-r", "rules", "bad.yaml", "broken.yaml", "--exit-zero"], 2),
        (&["-r", "rules", "gone.yaml", "good.yaml"], 2),
        (&["-r", "rules", "-r", "gone.redlines", "good.yaml"], 2),
        (&["-r", "half.redlines", "good.yaml"], 2),
        (&["-r", "concern.redlines", "few.yaml"], 0),
        (&["-r", "concern.redlines", "few.yaml", "--fail-on-concern"], 1),
        (&["-r", "halt.redlines", "good.yaml", "--as-of", "2004-01-31"], 0),
        (&["-r", "halt.redlines", "good.yaml", "--as-of", "2004-02-01"], 1),
        (&["-r", "never.redlines", "good.yaml"], 2),
        (&["-r", "never.redlines", "good.yaml", "--allow-empty"], 0),
        (&["-e", "rent must be at most EUR 24,000", "good.yaml"], 0),
        (&["-e", "rent must be at most EUR 22,000", "good.yaml"], 1),
        (&["-e", "rent must be", "good.yaml"], 2),
    ];
    for (args, code) in table {
        for format in ["pretty", "json", "jsonl", "summary"] {
            let run = project.run(&[&["check"], *args, &["--format", format]].concat());
            assert_eq!(run.code, *code, "{args:?} as {format}\n{}\n{}", run.out, run.err);
        }
    }
}

#[test]
fn a_bad_proposal_hides_no_good_one() {
    let run = offers().run(&[
        "check",
        "-r",
        "rules",
        "good.yaml",
        "broken.yaml",
        "bad.yaml",
        "--format",
        "json",
    ]);
    let found = files(&run);
    assert!(
        found.contains(&"good.yaml".to_owned()) && found.contains(&"bad.yaml".to_owned()),
        "{found:?}"
    );
    assert!(!run.report()["errors"].as_array().unwrap().is_empty());
}

#[test]
fn while_a_rule_file_is_missing_nothing_is_better_than_unknown() {
    let run = offers().run(&[
        "check",
        "-r",
        "rules",
        "-r",
        "gone.redlines",
        "good.yaml",
        "--format",
        "json",
    ]);
    assert_eq!(run.report()["outcome"], "unknown");
}

#[test]
fn standard_output_carries_the_report_and_nothing_else() {
    let project = offers();
    let run = project.run(&["check", "-r", "rules", "good.yaml", "bad.yaml", "--format", "json"]);
    assert_eq!(run.err, "");
    assert_eq!(run.report()["version"], 1);
    let run = project.run(&["check", "-r", "rules", "good.yaml", "bad.yaml", "--format", "jsonl"]);
    assert_eq!(
        run.out.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(),
        run.out.lines().count()
    );
    let run =
        project.run(&["check", "-r", "rules", "good.yaml", "bad.yaml", "--format", "summary"]);
    assert_eq!(run.out.lines().count(), 1);
    assert_eq!(run.report()["outcomes"], serde_json::json!({"acceptable": 1, "broken": 1}));
    let run = project.run(&[
        "check",
        "-r",
        "rules",
        "bad.yaml",
        "good.yaml",
        "--format",
        "json=out.json",
    ]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (1, "", "2 proposals: 1 broken, 1 acceptable\n")
    );
    let run = project.run(&["check", "-r", "rules", "bad.yaml", "--color", "never"]);
    assert!(
        run.out.contains("rent must be at most EUR 24,000") && !run.out.contains('\u{1b}'),
        "{}",
        run.out
    );
}

#[test]
fn folders_are_searched_in_order_and_each_file_is_checked_once() {
    let project = Project::new(&[
        ("rules/a.redlines", RULE),
        ("offers/b.json", "{\"rent\": \"EUR 1\"}"),
        ("offers/a/z.yaml", "rent: EUR 1\n"),
        ("offers/a/.hidden.yaml", "rent: EUR 1\n"),
        ("offers/a.yml", "rent: EUR 1\n"),
        ("offers/c.toml", "rent = 'EUR 1'\n"),
        ("offers/d.ndjson", "{\"rent\": \"EUR 1\"}\n{\"rent\": \"EUR 2\"}\n"),
        ("offers/e.test.yaml", "cases: []\n"),
        ("offers/f.csv", "name,rent\n"),
    ]);
    let all = [
        "offers/a/z.yaml",
        "offers/a.yml",
        "offers/b.json",
        "offers/c.toml",
        "offers/d.ndjson",
        "offers/d.ndjson",
    ];
    let check = |proposals: &[&str]| {
        files(&project.run(&[&["check", "-r", "rules", "--format", "json"], proposals].concat()))
    };
    assert_eq!(check(&["offers"]), all);
    assert_eq!(check(&["offers/", "offers/b.json", "./offers/b.json"]), all);
    assert_eq!(check(&["offers/b.json", "offers"])[0], "offers/b.json");
    assert_eq!(check(&["offers/**/*.y*ml"]), ["offers/a/z.yaml", "offers/a.yml"]);
    assert_eq!(check(&["offers/[bc].*"]), ["offers/b.json", "offers/c.toml"]);
}

#[test]
fn standard_input() {
    let project = offers();
    let check = |input: &str, args: &[&str]| {
        project.run_reading(
            input,
            &[&["check", "-r", "rules", "-", "--format", "json"], args].concat(),
        )
    };
    let run = check("rent: EUR 25,000\n", &[]);
    assert_eq!((run.code, files(&run)), (1, vec!["<stdin>".to_owned()]));
    assert_eq!(check("{\"rent\": \"EUR 23,000\"}", &[]).code, 0);
    let run = check("rent = 'EUR 23,000'\n", &["--stdin-filename", "x/offer.toml"]);
    assert_eq!((run.code, files(&run)), (0, vec!["x/offer.toml".to_owned()]));
    assert_eq!(check("rent: EUR 23,000\n", &["bad.yaml"]).code, 1);
}

#[test]
fn several_checks_make_one_report() {
    let project = Project::new(&[
        ("tenant.redlines", RULE),
        ("landlord.redlines", "rent must be at least EUR 24,000\n"),
        ("offers/a.yaml", "rent: EUR 23,000\n"),
        ("old/b.yaml", "rent: EUR 23,000\n"),
        (
            "dealbreaker.toml",
            "[[check]]\nname = 'tenant'\nrules = 'tenant.redlines'\nproposals = 'offers'\nas-of = 2004-03-01\n\
          [[check]]\nname = 'landlord'\nrules = ['landlord.redlines']\nproposals = ['offers/*.yaml', 'old']\nas-of = 2004-03-02\n",
        ),
    ]);
    let run = project.run(&["check", "--format", "json"]);
    let report = run.report();
    assert_eq!(
        (run.code, report["as_of"].as_str(), report["outcome"].as_str()),
        (1, Some("2004-03-01"), Some("broken"))
    );
    let proposals = report["proposals"].as_array().unwrap();
    let told: Vec<_> = proposals
        .iter()
        .map(|one| {
            (one["check"].as_str().unwrap(), one["file"].as_str().unwrap(), one["as_of"].as_str())
        })
        .collect();
    let later = Some("2004-03-02");
    assert_eq!(
        told,
        [
            ("tenant", "offers/a.yaml", None),
            ("landlord", "offers/a.yaml", later),
            ("landlord", "old/b.yaml", later)
        ]
    );
    let run = project.run(&["check", "old/b.yaml", "--format", "json"]);
    assert_eq!(run.report()["proposals"].as_array().unwrap().len(), 1);
    let run = project.run(&["check"]);
    assert!(run.out.contains("tenant") && run.out.contains("landlord"), "{}", run.out);
    let run = project.run(&["check", "--as-of", "2004-03-05", "--format", "json"]);
    assert!(run.report()["proposals"].as_array().unwrap().iter().all(|one| one["as_of"].is_null()));
}

#[test]
fn rules_that_are_given_take_the_place_of_those_set() {
    let project = offers();
    project.write("dealbreaker.toml", b"[[check]]\nrules = 'rules'\nproposals = 'good.yaml'\n");
    assert_eq!(project.run(&["check"]).code, 0);
    assert_eq!(project.run(&["check", "bad.yaml"]).code, 1);
    assert_eq!(project.run(&["check", "-e", "rent must be at most EUR 1"]).code, 1);
    let variable = [("DEALBREAKER_RULES", "concern.redlines")];
    let run = project.run_with(&variable, &["check", "few.yaml", "--format", "json"]);
    assert_eq!(run.report()["proposals"][0]["concerns"]["broken"], 1);
}

#[test]
fn sentences_of_the_command_line_have_names() {
    let project = offers();
    let file = |args: &[&str], at: usize| {
        let run = project.run(&[&["check", "good.yaml", "--format", "json"], args].concat());
        run.report()["proposals"][0]["findings"][at]["at"]["file"].as_str().unwrap().to_owned()
    };
    let (one, two) = ("rent must be at most EUR 1", "rent must be at most EUR 2");
    assert_eq!(file(&["-e", one], 0), "<rule>");
    assert_eq!(file(&["-e", one, "-e", two], 1), "<rule 2>");
}

#[test]
fn rules_use_files_beside_and_below_and_none_outside() {
    let project = offers();
    project.write("r/main.redlines", b"use \"common/rent.redlines\"\n");
    project.write("r/common/rent.redlines", RULE.as_bytes());
    project.write(
        "r2/out.redlines",
        b"use \"../rules/a.redlines\"\nrent must be at most EUR 90,000\n",
    );
    assert_eq!(project.run(&["check", "-r", "r/main.redlines", "bad.yaml"]).code, 1);
    let run = project.run(&["check", "-r", "r", "bad.yaml", "--format", "json"]);
    assert_eq!(
        run.report()["proposals"][0]["counts"]["broken"],
        1,
        "used once, though given and used"
    );
    let run = project.run(&["check", "-r", "r2", "good.yaml", "--format", "json"]);
    assert_eq!(run.code, 2);
    assert!(run.messages().contains("outside"), "{}", run.messages());
}

#[test]
fn facts_are_found_too() {
    let project = Project::new(&[
        ("r.redlines", "imports of beef must be at most 500 tons\n"),
        ("p.yaml", "partner: Mexico\n"),
        ("f.csv", "name,imports\nbeef,600 tons\n"),
    ]);
    let args = ["check", "-r", "r.redlines", "p.yaml"];
    assert_eq!(project.run(&[&args[..], &["--facts", "f.csv"]].concat()).code, 1);
    assert_eq!(project.run_with(&[("DEALBREAKER_FACTS", "f.csv")], &args).code, 1);
    assert_eq!(project.run(&[&args[..], &["--facts", "gone.csv"]].concat()).code, 2);
}

#[test]
fn reports_are_the_same_whatever_the_threads() {
    let project = offers();
    let check = |threads: &str| {
        let args =
            ["check", "-r", "rules", "good.yaml", "bad.yaml", "open.yaml", "--as-of", "2004-03-01"];
        project.run(&[&args[..], &["--format", "json", "--threads", threads]].concat()).out
    };
    assert_eq!(check("1"), check("7"));
}

#[test]
fn init_shows_a_broken_rule_and_then_lets_it_be_mended() {
    let project = Project::new(&[]);
    let run = project.run(&["init", "lease"]);
    assert_eq!(run.code, 0, "{}\n{}", run.out, run.err);
    assert!(run.out.contains("rent must be at most EUR 24,000"), "{}", run.out);
    let run = project.run_in("lease", &["check", "--format", "json"]);
    let one = &run.report()["proposals"][0];
    assert_eq!((run.code, one["outcome"].as_str()), (1, Some("broken")), "{one:#}");
    assert_eq!(
        (one["counts"]["broken"].as_u64(), one["counts"]["unknown"].as_u64()),
        (Some(1), Some(0)),
        "{one:#}"
    );
    assert_eq!(
        (one["counts"]["holds"].as_u64(), one["concerns"]["broken"].as_u64()),
        (Some(3), Some(1)),
        "{one:#}"
    );
    let proposal = std::fs::read_to_string(project.path("lease/proposals/first.yaml")).unwrap();
    project.write(
        "lease/proposals/first.yaml",
        proposal.replace("rent: EUR 25,200", "rent: EUR 24,000").as_bytes(),
    );
    assert_eq!(project.run_in("lease", &["check"]).code, 0);
}

#[test]
fn quoted_text_with_backticks_is_one_piece() {
    let project = Project::new(&[
        ("r.redlines", "status must be \"tabled\"\n"),
        ("offer.yaml", "status: a `draft` of `it`\n"),
    ]);
    let shown = |format: &str| {
        project.run(&["check", "offer.yaml", "-r", "r.redlines", "--format", format]).out
    };
    let markdown = shown("markdown");
    let code = "`status` is <code>a &#96;draft&#96; of &#96;it&#96;</code>, not `tabled`";
    assert!(markdown.contains(code), "{markdown}");
    let html = shown("html");
    assert!(html.contains("is <code>a `draft` of `it`</code>, not <code>tabled"), "{html}");
    assert!(
        shown("concise").contains("`status` is `` a `draft` of `it` ``"),
        "{}",
        shown("concise")
    );
}

#[test]
fn a_page_on_several_days_names_none_of_them_for_all() {
    let check = |name: &str, day: &str| {
        format!("[[check]]\nname = \"{name}\"\nrules = \"r\"\nproposals = \"p\"\nas-of = {day}\n")
    };
    let settings = check("one", "2004-03-01") + &check("two", "2004-03-02");
    let project = Project::new(&[
        ("r/a.redlines", "rent must be at most EUR 5\n"),
        ("p/a.yaml", "rent: EUR 5\n"),
        ("dealbreaker.toml", &settings),
    ]);
    let page = project.run(&["check", "--format", "html"]).out;
    assert!(page.contains("Deal check for several days, told with each proposal"), "{page}");
    for day in ["2004-03-01", "2004-03-02"] {
        assert_eq!(page.matches(&format!("Checked for {day}")).count(), 1, "{page}");
    }
}
