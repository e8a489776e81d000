//! Files that are none, that go away, that never end; and outputs that fail.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::project::{Project, Run};

const GOOD: (&str, &str) = ("offers/good.yaml", "pork: {quota: 5 tons}\n");
const CHECK: [&str; 5] = ["check", "-e", "pork must have a quota", "--format", "json"];

fn check(project: &Project, proposals: &[&str]) -> Run {
    project.run(&[&CHECK[..], proposals].concat())
}

/// Runs a command that could hang, and ends it where it does.
fn in_time(mut command: Command) -> Run {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("it hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Run::of(child.wait_with_output().unwrap())
}

fn binary(project: &Project) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dealbreaker"));
    command.current_dir(project.path(""));
    command
}

#[test]
fn a_pipe_and_a_device_are_refused_and_never_waited_for() {
    let project = Project::new(&[GOOD]);
    assert!(
        Command::new("mkfifo").arg(project.path("offers/pipe.yaml")).status().unwrap().success()
    );
    symlink("/dev/zero", project.path("offers/zero.yaml")).unwrap();
    for given in [&["offers"][..], &["offers/good.yaml", "offers/pipe.yaml", "offers/zero.yaml"]] {
        let mut command = binary(&project);
        command.args(CHECK).args(given);
        let run = in_time(command);
        assert_eq!((run.code, run.errors()), (2, vec!["files::unreadable".to_owned(); 2]));
        assert!(run.messages().contains("it is no plain file"), "{}", run.messages());
        assert_eq!(run.report()["proposals"][0]["outcome"], "acceptable");
    }
    let mut command = binary(&project);
    command.args(["check", "-r", "offers/pipe.redlines", "offers/good.yaml", "--format", "json"]);
    fs::rename(project.path("offers/pipe.yaml"), project.path("offers/pipe.redlines")).unwrap();
    assert_eq!(in_time(command).code, 2);
}

#[test]
fn what_went_away_or_cannot_be_opened_hides_nothing_else() {
    let project = Project::new(&[GOOD]);
    symlink("gone.yaml", project.path("offers/dangling.yaml")).unwrap();
    symlink("loop.yaml", project.path("offers/loop.yaml")).unwrap();
    let run = check(&project, &["offers"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.errors(), ["files::unreadable", "files::unreadable"]);
    assert_eq!(run.report()["proposals"][0]["outcome"], "acceptable");
    for named in ["offers/dangling.yaml", "offers/loop.yaml"] {
        let run = check(&project, &["offers/good.yaml", named]);
        assert_eq!((run.code, run.errors()), (2, vec!["files::unreadable".to_owned()]), "{named}");
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_searched_or_is_an_error() {
    let project = Project::new(&[GOOD, ("offers/deep.yaml/inner.yaml", "pork: {quota: 6 tons}\n")]);
    let run = check(&project, &["offers"]);
    assert_eq!((run.code, run.report()["proposals"].as_array().unwrap().len()), (0, 2));
    fs::create_dir(project.path("r.redlines")).unwrap();
    let run = project.run(&["check", "-r", "r.redlines", "offers/good.yaml", "--format", "json"]);
    assert_eq!((run.code, run.errors()), (2, vec!["check::no_rules".to_owned()]));
}

#[test]
fn folders_that_lead_into_one_another_are_searched_once() {
    let project = Project::new(&[GOOD]);
    symlink("..", project.path("offers/up")).unwrap();
    let mut command = binary(&project);
    command.args(CHECK).arg("offers");
    let run = in_time(command);
    assert_eq!(run.code, 0);
    assert_eq!(run.report()["proposals"].as_array().unwrap().len(), 1);
}

#[test]
fn a_full_disk_is_told_and_ends_with_2() {
    let project = Project::new(&[GOOD]);
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for format in ["pretty", "json", "jsonl", "summary", "html"] {
        let mut command = binary(&project);
        command.args(["check", "-e", "pork must have a quota", "offers", "--format", format]);
        let output = command.stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}: {said}");
        assert!(said.contains("output::unwritable") && said.contains("the disk is full"), "{said}");
    }
    let run = project.run(&[
        "check",
        "-e",
        "pork must have a quota",
        "offers",
        "--format",
        "json=/dev/full",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`/dev/full` cannot be written"), "{}", run.err);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_fault() {
    let offers = "pork: {quota: 5 tons}\n---\n".repeat(3_000);
    let project = Project::new(&[("offers/many.yaml", &offers)]);
    let binary = assert_cmd::cargo::cargo_bin("dealbreaker");
    let script = format!(
        "'{}' check -e 'pork must have a quota' offers --format json | head -c 10 > /dev/null; \
         echo ${{PIPESTATUS[0]}}",
        binary.display()
    );
    let mut command = Command::new("bash");
    command.arg("-c").arg(script).current_dir(project.path(""));
    let run = in_time(command);
    assert_eq!((run.out.trim(), run.err.as_str()), ("0", ""));
}

#[test]
fn a_file_larger_than_the_limit_is_not_read() {
    let project = Project::new(&[GOOD]);
    let file = fs::File::create(project.path("offers/large.yaml")).unwrap();
    file.set_len(1 << 40).unwrap();
    let mut command = binary(&project);
    command.args(CHECK).arg("offers");
    let run = in_time(command);
    assert_eq!((run.code, run.errors()), (2, vec!["files::too_large".to_owned()]));
    assert_eq!(run.report()["proposals"][0]["outcome"], "acceptable");
}

#[test]
fn limits_come_from_settings_and_environment_and_are_checked() {
    let nested = ("offers/nested.yaml", "a: [[[1]]]\npork: {quota: 5 tons}\n");
    let project = Project::new(&[nested, ("dealbreaker.toml", "[limits]\ndata-nesting = 3\n")]);
    assert_eq!(check(&project, &["offers"]).errors(), ["proposal::too_deep"]);
    let variable = [("DEALBREAKER_LIMIT_DATA_NESTING", "10")];
    let args = [&CHECK[..], &["offers"]].concat();
    assert_eq!(project.run_with(&variable, &args).code, 0);
    for (text, code, help) in [
        ("data-nesting = 1000", "usage::limit", "a whole number from 1 to 250"),
        ("data-nesting = 0", "usage::limit", "a whole number from 1 to 250"),
        ("data-nesting = 'deep'", "usage::limit", "a whole number from 1 to 250"),
        ("data-nestin = 5", "settings::unknown_key", "did you mean `data-nesting`?"),
    ] {
        project.write("dealbreaker.toml", format!("[limits]\n{text}\n").as_bytes());
        let run = check(&project, &["offers"]);
        assert_eq!(run.code, 2, "{text}");
        assert!(run.err.contains(code) && run.err.contains(help), "{text}: {}", run.err);
        assert!(run.err.contains("at dealbreaker.toml:2:"), "{text}: {}", run.err);
    }
    let run = project.run_with(&[("DEALBREAKER_LIMIT_FINDINGS", "-1")], &args);
    assert!(run.err.contains("`DEALBREAKER_LIMIT_FINDINGS` is not a limit: `-1`"), "{}", run.err);
}

#[test]
fn a_report_for_people_says_what_it_leaves_out_and_the_exit_code_counts_all() {
    let project = Project::new(&[GOOD]);
    let limits = [("DEALBREAKER_LIMIT_FINDINGS", "1")];
    let rules = ["check", "-e", "pork must have a quota", "-e", "beef must have a quota", "offers"];
    for format in ["pretty", "concise", "markdown", "github", "html"] {
        let run = project.run_with(&limits, &[&rules[..], &["--format", format]].concat());
        assert_eq!(run.code, 1, "{format}");
        assert!(run.out.contains("beef"), "{format}: {}", run.out);
        assert!(run.out.contains("1 of 2 findings are not listed here"), "{format}: {}", run.out);
    }
    let run = project.run_with(&limits, &[&rules[..], &["--format", "json"]].concat());
    assert_eq!(run.report()["proposals"][0]["findings"].as_array().unwrap().len(), 2);
}
