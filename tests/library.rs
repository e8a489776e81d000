//! The examples in `rules/` and `proposals/` get the verdicts that the `*.test.yaml` files beside the proposals state.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "support/case_file.rs"]
mod case_file;

use std::fs;
use std::path::Path;

#[test]
fn every_example_gets_its_verdicts() {
    let ran = case_file::run_all("proposals");
    assert!(ran >= 25, "only {ran} cases ran");
}

#[test]
fn every_proposal_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("proposals");
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.unwrap());
    let missing: Vec<_> = files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .filter(|path| !path.to_string_lossy().ends_with(".test.yaml") && !has_case(path))
        .collect();
    assert!(missing.is_empty(), "no case checks {missing:?}");
}

/// True where a `*.test.yaml` beside the proposal names it.
fn has_case(proposal: &Path) -> bool {
    let line = format!("proposal: {}\n", proposal.file_name().unwrap().to_string_lossy());
    let cases = case_file::case_files(proposal.parent().unwrap());
    cases.iter().any(|cases| fs::read_to_string(cases).unwrap().contains(&line))
}

/// The report in `README.md` is what its command prints. With `UPDATE_README=1` it is written anew.
#[test]
fn the_picture_in_the_readme_is_real() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("by 2004-03-31\"\n").unwrap();
    let (shown, after) = rest.split_once("\n```").unwrap();
    let real = picture();
    if std::env::var_os("UPDATE_README").is_some() {
        let new = format!("{before}by 2004-03-31\"\n{real}\n```{after}");
        fs::write(path, new).unwrap();
        return;
    }
    assert!(shown == real, "run `UPDATE_README=1 cargo test`; the command prints\n{real}");
}

fn picture() -> String {
    let output = assert_cmd::Command::cargo_bin("dealbreaker")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .args(["check", "--as-of", "2004-02-25", "proposals/japan-mexico/1-february.yaml"])
        .args(["-e", "juice: quota on orange juice must be at least 8,000 tons"])
        .args(["-e", "halt if no agreement in substance by 2004-03-31"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}
