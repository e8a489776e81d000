//! The tool is sealed: it opens no socket, starts no program, and reads the environment in its command line alone.
//!
//! The system calls are watched where there is `strace` and it may watch; the source is read everywhere.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "cli/project.rs"]
mod project;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use project::Project;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false if path.extension().is_some_and(|ending| ending == "rs") => found.push(path),
            false => {}
        }
    }
    found
}

#[test]
fn the_source_names_no_network_no_process_and_no_environment_but_in_the_command_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = sources(&root);
    assert!(files.len() > 100, "{}", files.len());
    // the one file that is written at build time is held to the same as the others
    files.push(Path::new(env!("OUT_DIR")).join("reader.rs"));
    for path in files {
        let mut text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        if name == "syntax/grammar.rs" {
            text = text.replacen(r#"include!(concat!(env!("OUT_DIR"), "/reader.rs"))"#, "", 1);
        }
        for word in [
            "std::net",
            "TcpStream",
            "UdpSocket",
            "UnixStream",
            "process::Command",
            "Command::new",
            "libloading",
            "include!(",
        ] {
            assert!(!text.contains(word), "{name} has `{word}`");
        }
        if !name.starts_with("cli/") {
            for word in
                ["std::env", "env::var", "std::fs", "File::open", "SystemTime", "Zoned::now"]
            {
                let tests = text.find("#[cfg(test)]").unwrap_or(text.len());
                assert!(
                    !text[..tests].contains(word) || name.contains("tests"),
                    "{name} has `{word}`"
                );
            }
        }
    }
}

/// The system calls of a run that have to do with other programs and with the network.
#[cfg(target_os = "linux")]
fn calls(project: &Project, args: &[&str]) -> Option<String> {
    let quiet = Command::new("strace")
        .args(["-f", "-qq", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !quiet.is_ok_and(|status| status.success()) {
        return None;
    }
    let log = project.path("calls");
    let command = project.command();
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-e", "trace=%network,execve,execveat,fork,vfork,clone,clone3", "-o"])
        .arg(&log);
    strace.arg(command.get_program()).args(args).current_dir(project.path(""));
    let output = strace.output().unwrap();
    assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(fs::read_to_string(log).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_check_opens_no_socket_and_starts_no_program() {
    let rules = "use \"https://evil.example/x.redlines\"\nuse \"common.redlines\"\npork must have a quota\n\
                 a must be \"$(touch pwned)\"\nb must be \"`touch pwned`\"\n";
    let offer = "pork: {quota: '| touch pwned'}\na: $(touch pwned)\nb: !!python/object/apply:os.system [touch pwned]\n\
                 c: !include http://evil.example\nd: ${HOME}\n";
    let project = Project::new(&[
        ("rules/r.redlines", rules),
        ("rules/common.redlines", "beef must have a quota\n"),
        ("offers/a.yaml", offer),
        ("offers/b.json", "{\"$ref\": \"http://evil.example\", \"pork\": {\"quota\": \"5 tons\"}}"),
        ("facts.csv", "name,x\npork,=cmd|' /C calc'!A0\n"),
    ]);
    for args in [
        &["check", "-r", "rules", "offers", "--facts", "facts.csv", "--threads", "4"][..],
        &["check", "-r", "rules", "offers", "--format", "html"],
        &["lint", "rules"],
        &["explain", "pork must have a quota", "offers"],
    ] {
        let Some(calls) = calls(&project, args) else { return };
        for call in calls.lines() {
            let thread = call.contains("clone") && call.contains("CLONE_THREAD");
            let itself = call.contains("execve(") && call.contains("dealbreaker");
            let ended = call.contains("+++ exited")
                || call.contains("resumed>")
                || call.contains("--- SIG");
            assert!(thread || itself || ended, "{args:?}: {call}");
        }
        assert_eq!(calls.matches("execve(").count(), 1, "{args:?}: {calls}");
        assert!(calls.matches("execve(").count() == 1 && !project.path("pwned").exists());
    }
}
