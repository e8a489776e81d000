//! The command line: usage, files, settings, output. What depends on verdicts is in `cli_verdicts.rs`.

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

const RULE: &str = "rent: rent must be at most EUR 24,000\n";
const OFFER: &str = "rent: EUR 23,000\n";

/// A rule file, a proposal and no settings.
fn simple() -> Project {
    Project::new(&[("rules/a.redlines", RULE), ("proposals/a.yaml", OFFER)])
}

fn json<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &["--format", "json"]].concat()
}

#[test]
fn usage_errors_end_with_2_and_leave_standard_output_empty() {
    let project = simple();
    for args in [
        &[][..],
        &["chekc"],
        &["check", "--no-such-flag"],
        &["check", "--as-of", "03/04/2005"],
        &["check", "--as-of", "2004-02-30"],
        &["check", "--as-of", ""],
        &["check", "--threads", "0"],
        &["check", "--threads", "many"],
        &["check", "--format", "pdf"],
        &["check", "--format", "json", "--format", "pretty"],
        &["check", "--color", "blue"],
        &["check", "--stdin-filename", "a.yaml"],
        &["completions", "tcsh"],
    ] {
        let run = project.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
        assert_eq!(run.out, "", "{args:?}");
        assert!(!run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn all_that_is_wrong_with_the_usage_is_told_at_once() {
    let run = simple().run(&["check", "--as-of", "soon", "--threads", "0", "--format", "jsno"]);
    for words in ["`--as-of`", "`soon`", "`--threads`", "did you mean `json`?"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn help_teaches() {
    let project = simple();
    let run = project.run(&["--help"]);
    assert_eq!(run.code, 0);
    for words in
        ["Examples:", "Exit codes:", "Environment:", "DEALBREAKER_AS_OF", "init", "completions"]
    {
        assert!(run.out.contains(words), "{words}");
    }
    let run = project.run(&["check", "--help"]);
    for words in ["[[check]]", "--allow-unknown", "Exit codes:", "*.test.yaml", "--stdin-filename"]
    {
        assert!(run.out.contains(words), "{words}");
    }
    assert!(project.run(&[]).err.contains("Examples:"));
}

#[test]
fn completions_of_every_shell_name_the_commands() {
    let project = simple();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = project.run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}");
        assert!(run.out.contains("check") && run.out.contains("allow-unknown"), "{shell}");
    }
}

#[test]
fn a_file_named_outright_is_read_or_is_an_error() {
    let project = simple();
    project.write("notes.txt", b"rent");
    project.write("table.csv", b"name,rent\n");
    project.write("offers.test.yaml", b"cases: []\n");
    project.write("latin.yaml", b"rent: 1\nname: caf\xe9\n");
    project.write("wide.yaml", b"\xff\xfer\0");
    for (file, code, words) in [
        ("missing.yaml", "files::missing", "`missing.yaml` does not exist"),
        ("notes.txt", "files::wrong_kind", "`notes.txt`"),
        ("table.csv", "files::table_as_proposal", "--facts table.csv"),
        ("offers.test.yaml", "files::never_proposal", "test cases"),
        ("latin.yaml", "files::not_utf8", "offset 17"),
        ("wide.yaml", "files::utf16", "UTF-16"),
        ("propsals/a.yaml", "files::missing", "does not exist"),
        ("proposals/b.yaml", "files::missing", "did you mean `proposals/a.yaml`?"),
        ("offers/*.yaml", "files::empty_glob", "`offers/*.yaml` matches no proposal"),
        ("proposals/[.yaml", "files::bad_glob", "cannot be read as a glob"),
    ] {
        let run = project.run(&json(&["check", "-r", "rules", "proposals/a.yaml", file]));
        assert_eq!(run.code, 2, "{file}");
        assert!(run.errors().contains(&code.to_owned()), "{file}: {:?}", run.errors());
        assert!(run.messages().contains(words), "{file}: {}", run.messages());
        assert!(run.err.contains(code), "{file}: told on standard error too: {}", run.err);
    }
}

#[test]
fn one_bad_file_hides_no_other() {
    let project = simple();
    project.write("latin.yaml", b"a: \xe9\n");
    let run =
        project.run(&json(&["check", "-r", "rules", "-r", "none", "latin.yaml", "gone.yaml"]));
    let errors = run.errors();
    for code in ["files::missing", "files::not_utf8"] {
        assert!(errors.contains(&code.to_owned()), "{errors:?}");
    }
    assert_eq!(errors.iter().filter(|code| *code == "files::missing").count(), 2);
}

#[test]
fn a_byte_that_cannot_be_read_has_its_place() {
    let project = simple();
    project.write("latin.yaml", b"rent: 1\nname: caf\xe9\n");
    let report = project.run(&json(&["check", "-r", "rules", "latin.yaml"])).report();
    let at = &report["errors"][0]["at"];
    assert_eq!(at["file"], "latin.yaml");
    assert_eq!(
        (at["line"].as_u64(), at["column"].as_u64(), at["offset"].as_u64()),
        (Some(2), Some(10), Some(17))
    );
}

#[test]
fn a_file_past_the_limit_is_not_read() {
    let project = simple();
    let file = fs::File::create(project.path("huge.yaml")).unwrap();
    file.set_len(256 * 1024 * 1024 + 1).unwrap();
    let run = project.run(&json(&["check", "-r", "rules", "huge.yaml"]));
    assert_eq!(run.errors(), ["files::too_large"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let project = simple();
    project.write("locked.yaml", b"a: 1");
    fs::set_permissions(project.path("locked.yaml"), fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(project.path("locked.yaml")).is_ok() {
        return; // Root reads everything.
    }
    let run = project.run(&json(&["check", "-r", "rules", "locked.yaml"]));
    assert!(run.messages().contains("permission denied"));
}

#[test]
fn files_of_other_kinds_are_passed_over_by_name() {
    let project = simple();
    for name in ["README.md", "b.pdf", ".hidden.txt", "a.test.yaml", "dealbreaker.toml"] {
        project.write(&format!("proposals/{name}"), b"");
    }
    project.write("rules/mexico.redline", b"");
    let run = project.run(&json(&["check", "-r", "rules", "proposals"]));
    assert_eq!(run.notices(), ["files::passed_over"; 2]);
    let messages = run.messages();
    for words in ["`proposals/README.md`, `proposals/b.pdf`", "`rules/mexico.redline`"] {
        assert!(messages.contains(words), "{words}: {messages}");
    }
    for words in [".hidden", "a.test.yaml", "dealbreaker.toml"] {
        assert!(!messages.contains(words), "{words}: {messages}");
    }
}

#[test]
fn what_serves_the_run_otherwise_is_not_passed_over() {
    let project = Project::new(&[
        ("a.redlines", RULE),
        ("a.yaml", OFFER),
        ("facts.csv", "name,rent\n"),
        ("old.json", "{}"),
    ]);
    let args = ["check", "-r", ".", ".", "--facts", "facts.csv", "--format", "json=old.json"];
    project.run(&args);
    let report = fs::read_to_string(project.path("old.json")).unwrap();
    assert!(!report.contains("passed_over"), "{report}");
}

#[cfg(unix)]
#[test]
fn folders_that_lead_in_circles_are_searched_once() {
    let project = simple();
    std::os::unix::fs::symlink("..", project.path("proposals/circle")).unwrap();
    let run = project.run(&json(&["check", "-r", "rules", "proposals"]));
    assert!(!run.errors().iter().any(|code| code.starts_with("files")), "{:?}", run.errors());
}

#[test]
fn nothing_to_check_is_an_error_unless_allowed() {
    let empty = Project::new(&[]);
    let run = empty.run(&json(&["check"]));
    assert_eq!((run.code, run.errors()), (2, vec!["check::no_rules".to_owned()]));
    assert!(run.messages().contains("`rules`"), "{}", run.messages());
    assert_eq!(empty.run(&["check", "--allow-empty"]).code, 0);
    assert_eq!(empty.run(&["check", "--exit-zero"]).code, 2);
    let project = simple();
    let run = project.run(&json(&["check", "-r", "rules", "none/*.yaml", "--allow-empty"]));
    assert_eq!((run.code, run.notices()), (0, vec!["files::empty_glob".to_owned()]));
    assert_eq!(project.run(&["check", "-r", "rules", "none.yaml", "--allow-empty"]).code, 2);
}

#[test]
fn settings_are_searched_upward_and_their_faults_have_a_place() {
    let project = simple();
    project.write("dealbreaker.toml", b"[[check]]\nrule = 'rules'\n");
    project.write("deep/er/x.yaml", b"");
    for (folder, file) in [(".", "dealbreaker.toml"), ("deep/er", "../../dealbreaker.toml")] {
        let run = project.run_in(folder, &["check"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("did you mean `rules`?"), "{}", run.err);
        assert!(run.err.contains(&format!("at {file}:2:1")), "{}", run.err);
    }
}

/// Where both rules and proposals are named, too: the file might say `redact = true`.
#[test]
fn settings_that_cannot_be_read_are_an_error_whatever_is_named() {
    let project = simple();
    project.write("dealbreaker.toml", b"this is no TOML");
    for args in [
        &["check"][..],
        &["check", "-r", "rules"],
        &["check", "proposals"],
        &["check", "-r", "rules", "proposals"],
        &["check", "-e", "rent must be at most EUR 1", "proposals"],
    ] {
        let run = project.run(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains("dealbreaker.toml"), "{args:?}");
    }
}

#[test]
fn checks_of_the_settings_say_nothing_where_both_are_named() {
    let project = simple();
    project.write("dealbreaker.toml", b"[[check]]\nrules = 'gone'\nproposals = 'gone'\n");
    assert_eq!(project.run(&["check", "-r", "rules", "proposals"]).code, 0);
}

#[test]
fn paths_of_settings_are_relative_to_them() {
    let project = simple();
    project.write(
        "dealbreaker.toml",
        b"[[check]]\nrules = ['gone.redlines']\nproposals = 'off/*.yaml'\n",
    );
    let run = project.run_in("rules", &json(&["check"]));
    let messages = run.messages();
    assert!(messages.contains("`../gone.redlines` does not exist"), "{messages}");
    assert!(messages.contains("`../off/*.yaml` matches no proposal"), "{messages}");
}

#[test]
fn a_proposal_that_no_check_covers_is_an_error_among_several() {
    let project = simple();
    let checks = "[[check]]\nname='a'\nproposals='a/*.yaml'\n[[check]]\nname='b'\nproposals='b'\n";
    project.write("dealbreaker.toml", checks.as_bytes());
    project.write("b/x.yaml", OFFER.as_bytes());
    let run = project.run(&json(&["check", "b/x.yaml", "proposals/a.yaml"]));
    assert_eq!(run.code, 2);
    let messages = run.messages();
    assert!(messages.contains("covers `proposals/a.yaml`"), "{messages}");
    assert!(!messages.contains("covers `b/x.yaml`"), "{messages}");
    assert!(
        !messages.contains("empty_glob"),
        "the places of other checks do not matter: {messages}"
    );
}

#[test]
fn standard_input_belongs_to_the_check_that_covers_its_name() {
    let project = simple();
    let checks = "[[check]]\nname='a'\nproposals='a/*.yaml'\n[[check]]\nname='b'\nproposals='b'\n";
    project.write("dealbreaker.toml", checks.as_bytes());
    project.write("b/x.yaml", OFFER.as_bytes());
    let run = project.run_reading(OFFER, &json(&["check", "-"]));
    assert!(run.messages().contains("covers `-`"), "{}", run.messages());
    let run = project.run_reading(OFFER, &json(&["check", "-", "--stdin-filename", "b/x.yaml"]));
    assert!(!run.messages().contains("covers"), "{}", run.messages());
}

#[test]
fn a_flag_goes_before_its_variable_and_that_before_settings() {
    let project = simple();
    project.write("dealbreaker.toml", b"[[check]]\nas-of = 2001-01-01\n");
    let day = |variables: &[(&str, &str)], args: &[&str]| {
        let run = project.run_with(variables, &json(&[&["check"], args].concat()));
        let report = run.report();
        (
            report["as_of"].as_str().unwrap().to_owned(),
            report["as_of_source"].as_str().unwrap().to_owned(),
        )
    };
    let variable = [("DEALBREAKER_AS_OF", "2002-02-02")];
    let told = |day: &str, source: &str| (day.to_owned(), source.to_owned());
    assert_eq!(day(&variable, &["--as-of", "2003-03-03"]), told("2003-03-03", "flag"));
    assert_eq!(day(&variable, &[]), told("2002-02-02", "environment"));
    assert_eq!(day(&[("DEALBREAKER_AS_OF", "")], &[]), told("2001-01-01", "config"));
    assert_eq!(day(&[], &["-r", "rules", "proposals"]).1, "today");
}

#[test]
fn variables_hold_lists_and_switches() {
    let project = simple();
    let paths = std::env::join_paths(["one.redlines", "two.redlines"]).unwrap();
    let run = project.run_with(
        &[
            ("DEALBREAKER_RULES", paths.to_str().unwrap()),
            ("DEALBREAKER_FORMAT", "json, summary=s.json"),
        ],
        &["check", "proposals"],
    );
    assert_eq!(run.errors(), ["files::missing"; 2]);
    assert!(project.path("s.json").exists());
    let run = project.run_with(
        &[("DEALBREAKER_RULES", "gone")],
        &json(&["check", "-e", "rent must be at most EUR 1"]),
    );
    assert!(!run.messages().contains("gone"), "a sentence goes before the variable");
    let empty = Project::new(&[]);
    for (value, code) in [("1", 0), ("true", 0), ("0", 2), ("", 2), ("no", 2)] {
        let run = empty.run_with(&[("DEALBREAKER_ALLOW_EMPTY", value)], &["check"]);
        assert_eq!(run.code, code, "{value}");
    }
    for switch in ["ALLOW_EMPTY", "EXIT_ZERO", "QUIET", "REDACT", "ALL_PARTS", "ALLOW_UNKNOWN"] {
        let run = project.run_with(&[(&format!("DEALBREAKER_{switch}"), "flase")], &["check"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{switch}");
        assert!(run.err.contains("flase"), "{switch}: {}", run.err);
    }
    let run = project.run_with(&[("DEALBREAKER_AS_OF", "soon")], &["check"]);
    assert!(run.err.contains("`DEALBREAKER_AS_OF`"), "{}", run.err);
}

#[test]
fn reports_into_files_leave_standard_output_empty() {
    let project = simple();
    let run = project.run(&["check", "--allow-empty", "--format", "json=out.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert_eq!(project.names("."), ["out.json", "proposals", "rules"]);
    let run = project.run(&["check", "--allow-empty", "--quiet", "--format", "json=out.json"]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let run = project.run(&["check", "--allow-empty", "--format", "json=none/out.json"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("`none/out.json` cannot be written: it does not exist"),
        "{}",
        run.err
    );
}

#[test]
fn quiet_still_tells_of_errors_and_writes_what_is_asked_for() {
    let project = simple();
    let run = project.run(&["check", "-q", "-r", "rules", "gone.yaml"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`gone.yaml` does not exist"), "{}", run.err);
    assert!(project.run(&json(&["check", "-q", "--allow-empty"])).out.starts_with('{'));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let project = simple();
    let shell = |line: &str| {
        let binary = assert_cmd::cargo::cargo_bin("dealbreaker");
        let mut command = std::process::Command::new("bash");
        command.current_dir(project.path(".")).env("BIN", binary).args(["-c", line]);
        Run::of(command.output().unwrap())
    };
    let run = shell("$BIN check --allow-empty > /dev/full");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("standard output cannot be written: the disk is full"), "{}", run.err);
    let run = shell("$BIN check --allow-empty --format json=/dev/full");
    assert_eq!(run.code, 2, "{}", run.err);
    let run = shell("( sleep 0.2; $BIN check --allow-empty; echo $? >&2 ) | true; sleep 0.4");
    assert_eq!(run.err, "0\n");
    let run = shell(
        "( sleep 0.2; $BIN check -q x.yaml; echo $? >&2 ) 2> code | true; sleep 0.4; tail -n 1 code",
    );
    assert_eq!(run.out, "2\n");
}

#[test]
fn init_writes_a_project_once() {
    let project = Project::new(&[]);
    let run = project.run(&["init", "lease"]);
    assert!(run.err.contains("next: lower the rent in lease/proposals/first.yaml"), "{}", run.err);
    assert!(!run.out.contains("next:"));
    assert_eq!(project.names("lease"), ["dealbreaker.toml", "proposals", "rules"]);
    let before = fs::read_to_string(project.path("lease/rules/first.redlines")).unwrap();
    let run = project.run(&["init", "lease"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    for file in
        ["lease/rules/first.redlines", "lease/proposals/first.yaml", "lease/dealbreaker.toml"]
    {
        assert!(run.err.contains(&format!("`{file}`")), "{file}: {}", run.err);
    }
    assert_eq!(fs::read_to_string(project.path("lease/rules/first.redlines")).unwrap(), before);
}

#[test]
fn init_writes_nothing_where_one_file_is_there() {
    let project = Project::new(&[("dealbreaker.toml", "# mine\n")]);
    let run = project.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("`dealbreaker.toml`") && !run.err.contains("first.yaml"),
        "{}",
        run.err
    );
    assert_eq!(project.names("."), ["dealbreaker.toml"]);
    let run = project.run(&["init", "dealbreaker.toml/deep"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot be written"), "{}", run.err);
}
