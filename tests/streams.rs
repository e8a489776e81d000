//! NDJSON of any length is counted in little memory: a stream longer than all the memory that the process may have. And a
//! report is written while it is made: one that would not fit into the memory if it were held.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// How much memory the process may ask for, in KiB.
const MEMORY: usize = 120 << 10;

/// How many proposals the stream has, and how long each is, in bytes.
const PROPOSALS: usize = 3_000;
const LENGTH: usize = 60_000;

/// Every third breaks the rule.
fn proposal(number: usize) -> String {
    let quota = if number.is_multiple_of(3) { "4000" } else { "6500" };
    format!("{{\"pork\":{{\"quota\":{quota},\"note\":\"{}\"}}}}\n", "x".repeat(LENGTH))
}

fn check(arguments: &str) -> Command {
    let program = env!("CARGO_BIN_EXE_dealbreaker");
    let rule = "quota on pork must be at least 5,000";
    within_memory(&format!(
        "{program} check -e '{rule}' --format summary --as-of 2004-03-01 --threads 1 {arguments}"
    ))
}

fn within_memory(command: &str) -> Command {
    let line = format!("ulimit -v {MEMORY}; exec {command}");
    let mut command = Command::new("bash");
    command.args(["-c", &line]).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn counted(output: &Output) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["proposals"], PROPOSALS);
    assert_eq!(summary["verdicts"]["broken"], PROPOSALS / 3);
    assert_eq!(summary["verdicts"]["holds"], PROPOSALS - PROPOSALS / 3);
    assert_eq!(summary["errors"], 0);
}

#[test]
fn a_pipe_longer_than_the_memory_is_counted() {
    const { assert!(PROPOSALS * LENGTH > MEMORY * 1024) };
    let mut child =
        check("--stdin-filename stream.ndjson -").stdin(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    for number in 0..PROPOSALS {
        pipe.write_all(proposal(number).as_bytes()).unwrap();
    }
    drop(pipe);
    counted(&child.wait_with_output().unwrap());
}

#[test]
fn a_file_longer_than_the_memory_is_counted() {
    let mut file = tempfile::Builder::new().suffix(".ndjson").tempfile().unwrap();
    for number in 0..PROPOSALS {
        file.write_all(proposal(number).as_bytes()).unwrap();
    }
    counted(&check(&file.path().display().to_string()).output().unwrap());
}

/// How many proposals break a rule, and with how many subjects each.
const BROKEN: usize = 1_600;
const SUBJECTS: usize = 40;

#[test]
fn a_report_longer_than_the_memory_is_written_as_it_goes() {
    let subjects: Vec<String> =
        (0..SUBJECTS).map(|number| format!("\"p{number}\":{{\"quota\":4000}}")).collect();
    let line = format!("{{\"products\":{{{}}}}}\n", subjects.join(","));
    let mut file = tempfile::Builder::new().suffix(".ndjson").tempfile().unwrap();
    file.write_all(line.repeat(BROKEN).as_bytes()).unwrap();
    let program = env!("CARGO_BIN_EXE_dealbreaker");
    let rule = "for each product, its quota must be at least 5,000";
    let whole = format!(
        "{program} check -e '{rule}' --as-of 2004-03-01 --threads 1 {}",
        file.path().display()
    );
    for format in ["json", "jsonl", "pretty", "concise"] {
        let output = within_memory(&format!("{whole} --format {format}")).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{format}: {told}");
        let least = if format.starts_with("json") { BROKEN * SUBJECTS * 500 } else { BROKEN * 50 };
        assert!(output.stdout.len() > least, "{format}: {} bytes", output.stdout.len());
    }
    // what is held does not fit: else this would prove nothing
    let held = format!("{whole} --format json --write-baseline /dev/null");
    assert_ne!(within_memory(&held).output().unwrap().status.code(), Some(1));
}
