//! What the program writes is the old file or the new one, whole, whenever it is stopped.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use crate::project::Project;

/// A rule file that layout changes, of many lines.
fn untidy() -> String {
    (0..400).map(|at| format!("p{at}    must   have a   quota\n")).collect()
}

fn binary(project: &Project) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dealbreaker"));
    command.current_dir(project.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A command that replaces a file.
struct Writer {
    args: &'static str,
    file: &'static str,
    before: String,
}

const CASE: &str = "rules: [r.redlines]
cases: [{proposal: offer.yaml, as-of: 2004-03-01, snapshot: report.snap}]
";

fn writers() -> Vec<Writer> {
    let offer = (0..40).map(|at| format!("t{at}: 5 # as agreed\n"));
    let writer = |args, file, before| Writer { args, file, before };
    vec![
        writer("fmt r.redlines", "r.redlines", untidy()),
        writer("test --accept case.test.yaml", "report.snap", "an earlier report\n".to_owned()),
        writer(
            "check -r r.redlines offer.yaml --write-baseline base.json",
            "base.json",
            "{\"kept\": true}\n".to_owned(),
        ),
        writer(
            "counteroffer terms.yaml -r terms.redlines --write",
            "terms.yaml",
            offer.collect::<String>(),
        ),
    ]
}

#[test]
fn a_killed_write_leaves_the_old_file_or_the_new_one() {
    const ROUNDS: u64 = 20;
    for writer in writers() {
        let terms: String = (0..40).map(|at| format!("t{at} must be at least 6\n")).collect();
        let project = Project::new(&[
            ("r.redlines", &untidy()),
            ("offer.yaml", "p1: {quota: 5 tons}\n"),
            ("case.test.yaml", CASE),
            ("terms.redlines", &terms),
        ]);
        let args: Vec<&str> = writer.args.split(' ').collect();
        let reset = || project.write(writer.file, writer.before.as_bytes());
        let now = || fs::read_to_string(project.path(writer.file)).unwrap();
        reset();
        let begun = std::time::Instant::now();
        let run = project.run(&args);
        let whole = begun.elapsed();
        let after = now();
        assert_ne!(after, writer.before, "{}: nothing was written: {}", writer.args, run.err);
        for round in 0..ROUNDS {
            reset();
            let mut child = binary(&project).args(&args).spawn().unwrap();
            std::thread::sleep(whole.mul_f64(round as f64 / ROUNDS as f64 * 1.2));
            let _ = child.kill();
            child.wait().unwrap();
            let found = now();
            let length = found.len();
            assert!(found == writer.before || found == after, "{}: torn, {length}", writer.args);
        }
        reset();
        project.run(&args);
        assert_eq!(now(), after, "{}: a later run is not hindered", writer.args);
    }
}

/// `ulimit -f` lets a file grow no further, as a full disk does.
#[test]
fn a_disk_that_fills_up_midway_leaves_the_old_file_and_nothing_else() {
    let kept = "{\"kept\": true}\n";
    let project = Project::new(&[
        ("rules/r.redlines", &untidy()),
        ("offer.yaml", "pork: {quota: 5 tons}\n"),
        ("report.json", kept),
        ("base.json", kept),
    ]);
    let binary = assert_cmd::cargo::cargo_bin("dealbreaker");
    for (args, file, old) in [
        ("fmt rules/r.redlines", "rules/r.redlines", untidy()),
        ("check -r rules offer.yaml --format json=report.json", "report.json", kept.to_owned()),
        ("check -r rules offer.yaml --write-baseline base.json", "base.json", kept.to_owned()),
    ] {
        let script = format!("trap '' XFSZ; ulimit -f 4; '{}' {args}", binary.display());
        let mut command = Command::new("bash");
        let run = command.arg("-c").arg(script).current_dir(project.path("")).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{args}: {said}");
        assert!(said.contains("output::unwritable"), "{args}: {said}");
        assert_eq!(fs::read_to_string(project.path(file)).unwrap(), old, "{args}");
    }
    assert_eq!(project.names(""), ["base.json", "offer.yaml", "report.json", "rules"]);
    assert_eq!(project.names("rules"), ["r.redlines"]);
}

#[test]
fn permissions_and_links_stay() {
    let project = Project::new(&[("real/r.redlines", "pork   must have a quota\n")]);
    let real = project.path("real/r.redlines");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/r.redlines", project.path("link.redlines")).unwrap();
    assert_eq!(project.run(&["fmt", "link.redlines"]).code, 0);
    assert_eq!(fs::read_to_string(&real).unwrap(), "pork must have a quota\n");
    assert!(fs::symlink_metadata(project.path("link.redlines")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

/// What an earlier run left behind when it was killed is in nobody's way, and is read by nobody.
#[test]
fn drafts_of_killed_runs_are_passed_over() {
    let project = Project::new(&[("offers/a.yaml", "pork: {quota: 5 tons}\n")]);
    project.write("offers/.dealbreaker-abc.draft", b"torn");
    let run = project.run(&["check", "-e", "pork must have a quota", "offers", "--format", "json"]);
    assert_eq!((run.code, run.notices()), (0, Vec::new()));
}
