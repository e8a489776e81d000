//! The ready-made pieces for CI: what they publish is redacted, and what they are given is never run.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "cli/project.rs"]
mod project;

use std::fs;
use std::path::Path;
use std::process::Command;

use project::{Project, Run};

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The scripts of the action: what stands deeper than its `run: |`.
fn scripts() -> Vec<String> {
    let action = text("action.yml");
    let script = |rest: &str| {
        let lines =
            rest.lines().skip(1).take_while(|line| line.is_empty() || line.starts_with("        "));
        lines.map(|line| format!("{}\n", line.trim_start_matches("        "))).collect::<String>()
    };
    action.split("      run: |").skip(1).map(script).collect()
}

const INPUTS: [(&str, &str); 5] = [
    ("INPUT_RULES", ""),
    ("INPUT_PROPOSALS", ""),
    ("INPUT_ARGS", ""),
    ("INPUT_FORMAT", "github"),
    ("INPUT_SARIF", ""),
];

/// The step `Check` of the action, as GitHub runs it, with some inputs given.
fn act(project: &Project, given: &[(&str, &str)]) -> Run {
    install(project);
    step(project, 1, given)
}

fn install(project: &Project) {
    let program = project.command().get_program().to_owned();
    let bin = project.path("runner/dealbreaker/bin");
    fs::create_dir_all(&bin).unwrap();
    let link = bin.join("dealbreaker");
    if !link.exists() {
        std::os::unix::fs::symlink(program, link).unwrap();
    }
}

fn step(project: &Project, number: usize, given: &[(&str, &str)]) -> Run {
    let script = scripts().remove(number);
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &script]);
    bash.current_dir(project.path("")).envs(INPUTS).envs(given.iter().copied());
    bash.env("RUNNER_TEMP", project.path("runner"));
    bash.env("GITHUB_STEP_SUMMARY", project.path("summary.md"));
    Run::of(bash.output().unwrap())
}

fn lease() -> Project {
    Project::new(&[
        (
            "rules/a.redlines",
            "rent must be at most EUR 2,000\nfloor: rent must be at most EUR 1,900\n  private\n",
        ),
        ("proposals/a.yaml", "rent: EUR 2,150\n"),
        ("proposals/b c.yaml", "rent: EUR 1,950\n"),
    ])
}

#[test]
fn the_action_annotates_sums_up_and_keeps_secrets() {
    let project = lease();
    let run = act(&project, &[("INPUT_SARIF", "out.sarif")]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("::error file=proposals/a.yaml"), "{}", run.out);
    let summary = fs::read_to_string(project.path("summary.md")).unwrap();
    assert!(summary.contains("EUR 2,000"), "{summary}");
    let sarif = fs::read_to_string(project.path("out.sarif")).unwrap();
    for published in [&run.out, &run.err, &summary, &sarif] {
        assert!(!published.contains("floor") && !published.contains("1,900"), "{published}");
    }
    // only the private rule is broken here: nothing says so but the code
    let run = act(&project, &[("INPUT_PROPOSALS", "proposals/b c.yaml\n")]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!run.out.contains("::error"), "{}", run.out);
}

#[test]
fn the_step_that_lints_keeps_secrets_too() {
    let project = lease();
    install(&project);
    // the private rule follows from no other, and the public one from it
    let run = step(&project, 2, &[]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("Left out: private rules"), "{}", run.out);
    assert!(!run.out.contains("1,900") && !run.out.contains("floor"), "{}", run.out);
    for input in ["INPUT_RULES", "INPUT_PROPOSALS"] {
        let run = step(&project, 2, &[(input, "$(touch owned).yaml\n--no-such-flag")]);
        assert_eq!(run.code, 2, "{}{}", run.out, run.err);
        assert!(!project.path("owned").exists(), "{input}");
    }
}

#[test]
fn inputs_of_the_action_are_arguments_and_never_run() {
    let project = lease();
    let evil = "$(touch owned).yaml\n`touch owned`\n\"; touch owned; \"\n--no-such-flag";
    let run = act(&project, &[("INPUT_PROPOSALS", evil)]);
    assert_eq!(run.code, 2, "{}", run.out);
    for words in ["`$(touch owned).yaml` does not exist", "`--no-such-flag` does not exist"] {
        assert!(
            run.err.contains(words) || run.out.contains(words),
            "{words}: {}{}",
            run.out,
            run.err
        );
    }
    for input in ["INPUT_RULES", "INPUT_ARGS", "INPUT_FORMAT", "INPUT_SARIF"] {
        act(&project, &[(input, evil)]);
        assert!(!project.path("owned").exists(), "{input}");
    }
    let run = act(
        &project,
        &[("INPUT_ARGS", "--as-of 2004-03-01\n--exit-zero"), ("INPUT_RULES", "rules/a.redlines\n")],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    for script in scripts() {
        assert!(!script.contains("${{"), "{script}");
    }
}

#[test]
fn what_publishes_is_redacted() {
    assert!(scripts()[1].contains("args=(--redact "));
    let gitlab = text("ci/gitlab.yml");
    assert_eq!(gitlab.matches("dealbreaker check\n      --redact\n").count(), 1);
    let hooks = text(".pre-commit-hooks.yaml");
    let (lint, check) = hooks.split_once("id: dealbreaker-check").unwrap();
    assert!(check.contains("args: [--redact, "), "{check}");
    let (_, lint) = lint.split_once("id: dealbreaker-lint").unwrap();
    assert!(lint.contains("args: [--redact]"), "{lint}");
    assert!(scripts()[2].contains("args=(--redact)\n"));
}
