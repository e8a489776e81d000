//! The examples of the pages on `compare`, `zone` and `counteroffer` are what the program prints.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The blocks of a page that show a call and what it prints.
fn calls(page: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join("docs").join(page)).unwrap();
    let mut calls = Vec::new();
    let mut within = false;
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                within = &*kind == "console";
            }
            Event::Text(block) if within => {
                let (call, printed) = block.split_once('\n').unwrap();
                calls.push((call.to_owned(), printed.to_owned()));
                within = false;
            }
            _ => {}
        }
    }
    calls
}

fn run(call: &str) -> String {
    let arguments = call.strip_prefix("$ dealbreaker ").unwrap().split_whitespace();
    let output = Command::new(env!("CARGO_BIN_EXE_dealbreaker"))
        .current_dir(root())
        .env_remove("NO_COLOR")
        .args(arguments)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a text is what is shown; a line `…` stands for any lines.
fn is_shown(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((&"…", rest)) => (0..=printed.len()).any(|at| is_shown(rest, &printed[at..])),
        Some((line, rest)) => {
            printed.split_first().is_some_and(|(own, left)| own == line && is_shown(rest, left))
        }
    }
}

fn check(page: &str, least: usize) {
    let calls = calls(page);
    assert!(calls.len() >= least, "{page} has {} examples", calls.len());
    for (call, shown) in calls {
        let printed = run(&call);
        let (own, wanted): (Vec<&str>, Vec<&str>) =
            (printed.trim_end().lines().collect(), shown.trim_end().lines().collect());
        assert!(is_shown(&wanted, &own), "{page}: {call}\n{printed}");
    }
}

#[test]
fn the_page_on_comparing_shows_what_is_printed() {
    check("comparing.md", 1);
}

#[test]
fn the_page_on_the_analyses_shows_what_is_printed() {
    check("analysis.md", 3);
}
