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
