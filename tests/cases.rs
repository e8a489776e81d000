//! The acceptance cases in `tests/cases`: rules, proposals, and the verdicts they should get.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "support/case_file.rs"]
mod case_file;

#[test]
fn every_case_gets_its_verdicts() {
    let ran = case_file::run_all("tests/cases");
    assert!(ran >= 20, "only {ran} cases ran");
}
