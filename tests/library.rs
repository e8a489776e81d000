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

/// The report in `README.md` is what its command prints.
#[test]
fn the_picture_in_the_readme_is_real() {
    let readme = include_str!("../README.md");
    let picture = readme.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let (command, shown) = picture.split_once("2004-03-31\"\n").unwrap();
    assert!(command.starts_with("$ dealbreaker check --as-of 2004-02-25"), "{command}");
    let output = assert_cmd::Command::cargo_bin("dealbreaker")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .args(["check", "--as-of", "2004-02-25", "proposals/japan-mexico/1-february.yaml"])
        .args(["-e", "juice: quota on orange juice must be at least 8,000 tons"])
        .args(["-e", "halt if no agreement in substance by 2004-03-31"])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), shown.trim_end());
}
