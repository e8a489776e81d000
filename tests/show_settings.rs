//! `--show-settings`: what holds, and who says so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use project::Project;

#[test]
fn each_setting_names_its_origin() {
    let toml = "[[check]]\nrules = 'r'\nproposals = 'p'\nparty = 'Japan'\nas-of = 2001-01-01\n";
    let project = Project::new(&[("dealbreaker.toml", toml)]);
    let variables = [("DEALBREAKER_AS_OF", "2004-03-01"), ("DEALBREAKER_REDACT", "1")];
    let run = project.run_with(
        &variables,
        &["check", "--show-settings", "--party", "Mexico", "--format", "json=out.json"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    for line in [
        "rules = [\"r\"]  # dealbreaker.toml",
        "proposals = [\"p\"]  # dealbreaker.toml",
        "facts = []  # default",
        "as-of = 2004-03-01  # environment, DEALBREAKER_AS_OF",
        "party = \"Mexico\"  # flag, --party",
        "format = [\"json=out.json\"]  # flag, --format",
        "redact = true  # environment, DEALBREAKER_REDACT",
        "exit-zero = false  # default",
        "baseline = none  # default",
    ] {
        assert!(run.out.lines().any(|known| known == line), "{line}:\n{}", run.out);
    }
    assert_eq!(project.names(""), ["dealbreaker.toml"]);
}

#[test]
fn without_anything_all_is_default() {
    let run = Project::new(&[]).run(&["check", "--show-settings"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("rules = [\"rules\"]  # default\n"), "{}", run.out);
    assert!(run.out.contains("format = [\"pretty\"]  # default\n"), "{}", run.out);
}

#[test]
fn what_is_wrong_is_told_all_the_same() {
    let run = Project::new(&[]).run(&["check", "--show-settings", "--as-of", "soon"]);
    assert_eq!(run.code, 2);
}

const SETTINGS: &str = "[settings]\nformat = ['concise', 'json=report.json']\nall-parts = true\nredact = true\n\
    allow-unknown = true\nfail-on-concern = true\nbaseline = 'known.json'\nthreads = 3\ncolor = 'never'\n";

#[test]
fn settings_of_the_file_hold_and_are_named() {
    let project = Project::new(&[("deals/dealbreaker.toml", SETTINGS), ("deals/in/.keep", "")]);
    let run = project.run_in("deals/in", &["check", "--show-settings"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for line in [
        "format = [\"concise\", \"json=../report.json\"]  # dealbreaker.toml",
        "all-parts = true  # dealbreaker.toml",
        "redact = true  # dealbreaker.toml",
        "allow-unknown = true  # dealbreaker.toml",
        "fail-on-concern = true  # dealbreaker.toml",
        "baseline = \"../known.json\"  # dealbreaker.toml",
        "threads = 3  # dealbreaker.toml",
        "color = \"never\"  # dealbreaker.toml",
    ] {
        assert!(run.out.lines().any(|known| known == line), "{line}:\n{}", run.out);
    }
}

#[test]
fn a_flag_goes_over_a_variable_and_a_variable_over_the_file() {
    let project = Project::new(&[("dealbreaker.toml", SETTINGS)]);
    let variables = [
        ("DEALBREAKER_REDACT", "0"),
        ("DEALBREAKER_ALL_PARTS", ""),
        ("DEALBREAKER_ALLOW_UNKNOWN", "1"),
        ("DEALBREAKER_BASELINE", "other.json"),
        ("DEALBREAKER_COLOR", "always"),
        ("DEALBREAKER_THREADS", "2"),
    ];
    let flags = ["check", "--show-settings", "--allow-unknown=false", "--format", "tap"];
    let run = project.run_with(&variables, &flags);
    for line in [
        "redact = false  # environment, DEALBREAKER_REDACT",
        "all-parts = true  # dealbreaker.toml",
        "allow-unknown = false  # flag, --allow-unknown",
        "baseline = \"other.json\"  # environment, DEALBREAKER_BASELINE",
        "color = \"always\"  # environment, DEALBREAKER_COLOR",
        "threads = 2  # environment, DEALBREAKER_THREADS",
        "format = [\"tap\"]  # flag, --format",
    ] {
        assert!(run.out.lines().any(|known| known == line), "{line}:\n{}{}", run.out, run.err);
    }
}

#[test]
fn a_private_rule_stays_private_also_where_the_files_are_named() {
    let project = Project::new(&[
        ("dealbreaker.toml", "[settings]\nredact = true\n"),
        (
            "a.redlines",
            "secret-cap: rent must be at most EUR 10\n  private\nrent must be at least EUR 1\n",
        ),
        ("offer.yaml", "rent: EUR 20\n"),
    ]);
    let run = project.run(&["check", "-r", "a.redlines", "offer.yaml"]);
    assert_eq!(run.code, 1);
    assert!(!run.out.contains("secret-cap"), "{}", run.out);
    let run = project.run(&["check", "-r", "a.redlines", "offer.yaml", "--redact=false"]);
    assert!(run.out.contains("secret-cap"), "{}", run.out);
}

#[test]
fn what_is_wrong_with_a_setting_is_shown_at_its_place() {
    for (line, place, words) in [
        ("threads = 0", "2:11", "`threads` is not a number of threads: `0`"),
        ("format = 'jsno'", "2:10", "did you mean `json`?"),
        ("color = 'blue'", "2:9", "`auto`"),
        ("redact = 'maybe'", "2:10", "boolean"),
        ("redakt = true", "2:1", "did you mean `redact`?"),
        ("exit-zero = true", "2:1", "what can stand here"),
    ] {
        let toml = format!("[settings]\n{line}\n");
        let run = Project::new(&[("dealbreaker.toml", &toml)]).run(&["check"]);
        assert_eq!(run.code, 2, "{line}");
        assert!(run.err.contains(&format!("dealbreaker.toml:{place}")), "{line}: {}", run.err);
        assert!(run.err.contains(words), "{line}: {}", run.err);
    }
}
