//! The examples in `rules/` and `proposals/` get the verdicts that the `*.test.yaml` files beside the proposals state.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "support/case_file.rs"]
mod case_file;
#[path = "support/expectation.rs"]
mod expectation;

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
    let cases = case_file::case_files(&root);
    let told: String = cases.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let missing: Vec<_> = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".test.yaml") && !told.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no case checks {missing:?}");
}
