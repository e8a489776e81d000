//! `check --watch`: with the real binary, real files and no hurry.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use project::Project;

/// Far more than any machine needs.
const LONG: Duration = Duration::from_secs(60);

/// A watch that runs.
struct Watch {
    child: Child,
    /// What it reports, on standard output.
    out: Lines,
    /// What it says, on standard error.
    err: Lines,
}

/// The lines of one output, as they come.
struct Lines(Receiver<String>);

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (outbox, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let _ = outbox.send(line);
            }
        });
        Self(lines)
    }

    /// Waits for a line with these words, and gives the lines up to it.
    fn until(&self, words: &str) -> Vec<String> {
        let mut seen = Vec::new();
        while !seen.last().is_some_and(|line: &String| line.contains(words)) {
            match self.0.recv_timeout(LONG) {
                Ok(line) => seen.push(line),
                Err(_) => panic!("no `{words}` in {seen:#?}"),
            }
        }
        seen
    }
}

impl Watch {
    fn start(project: &Project, args: &[&str]) -> Self {
        Self::reporting(project, "concise", args)
    }

    fn reporting(project: &Project, format: &str, args: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("dealbreaker"));
        command.current_dir(project.path("")).args(["check", "--watch", "--format", format]);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        Self { child, out: Lines::of(out), err: Lines::of(err) }
    }

    /// Waits until it waits.
    fn rests(&self) {
        self.err.until("watching for changes");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lease() -> Project {
    Project::new(&[
        ("rules/a.redlines", "use \"common.redlines\"\ncap: rent must be at most cap amount\n"),
        ("rules/common.redlines", "cap amount is EUR 10\n"),
        ("offers/a.yaml", "rent: EUR 20\n"),
        ("dealbreaker.toml", "[[check]]\nrules = 'rules/a.redlines'\nproposals = 'offers'\n"),
    ])
}

#[test]
fn each_change_starts_a_check_and_is_named() {
    let project = lease();
    let watch = Watch::start(&project, &[]);
    watch.out.until("broken: 1 broken");
    watch.rests();

    project.write("offers/a.yaml", b"rent: EUR 5\n");
    watch.err.until("changed: `offers/a.yaml`");
    watch.out.until("acceptable: 1 holds");
    watch.rests();

    project.write("rules/common.redlines", b"cap amount is EUR 4\n");
    watch.err.until("changed: `rules/common.redlines`");
    watch.out.until("broken: 1 broken");
    watch.rests();

    project.write("offers/b.yaml", b"rent: EUR 3\n");
    watch.err.until("new: `offers/b.yaml`");
    watch.out.until("offers/b.yaml: acceptable");
    watch.rests();
}

#[test]
fn where_only_counts_are_asked_for_used_files_are_watched_too() {
    let project = lease();
    let watch = Watch::reporting(&project, "summary", &[]);
    watch.out.until("\"broken\": 1");
    watch.rests();

    project.write("rules/common.redlines", b"cap amount is EUR 40\n");
    watch.err.until("changed: `rules/common.redlines`");
    watch.out.until("\"acceptable\": 1");
}

#[test]
fn a_save_by_renaming_and_a_folder_made_again_are_seen() {
    let project = lease();
    let watch = Watch::start(&project, &[]);
    watch.rests();

    project.write("draft~", b"rent: EUR 5\n");
    fs::rename(project.path("draft~"), project.path("offers/a.yaml")).unwrap();
    watch.err.until("changed: `offers/a.yaml`");
    watch.out.until("acceptable: 1 holds");
    watch.rests();

    fs::remove_dir_all(project.path("offers")).unwrap();
    watch.err.until("gone: ");
    watch.rests();
    project.write("offers/c.yaml", b"rent: EUR 6\n");
    watch.out.until("offers/c.yaml: acceptable");
}

#[test]
fn what_cannot_be_read_is_told_and_watching_goes_on() {
    let project = lease();
    let watch = Watch::start(&project, &[]);
    watch.rests();
    watch.out.until("broken: 1 broken");
    for (file, torn, told) in [
        ("offers/a.yaml", "rent: [\n", &watch.out),
        ("rules/a.redlines", "rent must quota\n", &watch.out),
        ("dealbreaker.toml", "[[check\n", &watch.err),
    ] {
        let whole = fs::read(project.path(file)).unwrap();
        project.write(file, torn.as_bytes());
        watch.err.until(&format!("changed: `{file}`"));
        told.until("error");
        watch.rests();
        project.write(file, &whole);
        watch.err.until(&format!("changed: `{file}`"));
        watch.out.until("broken: 1 broken");
        watch.rests();
    }
}

#[test]
fn reports_of_the_run_are_replaced_and_start_no_run() {
    let project = lease();
    let report = "json=offers/report.json";
    let watch =
        Watch::start(&project, &["--format", report, "--write-baseline", "offers/base.toml"]);
    watch.rests();
    let outcome = || {
        let text = fs::read_to_string(project.path("offers/report.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["outcome"].clone()
    };
    assert_eq!(outcome(), "broken");
    project.write("offers/a.yaml", b"rent: EUR 5\n");
    let told = watch.err.until("checking again");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("changed: `offers/a.yaml`; checking"), "{told:?}");
    watch.rests();
    assert_eq!(outcome(), "acceptable");
}

#[test]
fn without_a_terminal_nothing_is_cleared() {
    let project = lease();
    let watch = Watch::start(&project, &[]);
    let mut seen = watch.out.until("broken: 1 broken");
    watch.rests();
    project.write("offers/a.yaml", b"rent: EUR 5\n");
    seen.extend(watch.err.until("changed"));
    seen.extend(watch.out.until("acceptable: 1 holds"));
    assert!(!seen.join("\n").contains('\x1b'), "{seen:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_as_it_ends_others() {
    let project = lease();
    let mut watch = Watch::start(&project, &[]);
    watch.rests();
    let id = watch.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(watch.child.wait().unwrap().code(), Some(130));
}

#[test]
fn what_cannot_be_watched_is_refused_at_once() {
    let project = lease();
    for (args, words) in [
        (&["check", "--watch", "-"][..], "`--watch` cannot watch standard input"),
        (&["check", "--watch", "--as-of", "soon"], "is not a day"),
        (&["check", "--watch", "--show-settings"], "--show-settings"),
    ] {
        let run = project.run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.err);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
}
