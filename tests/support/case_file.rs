//! Runs `*.test.yaml` files as a user does.

use std::path::{Path, PathBuf};

/// All `*.test.yaml` files under a folder, in the order of their names.
#[allow(dead_code, reason = "each test file uses its part")]
pub(crate) fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a folder that can be read").into_path())
        .filter(|path| path.to_string_lossy().ends_with(".test.yaml"))
        .collect();
    found.sort();
    found
}

/// Runs all cases under a folder and fails with every difference. Returns how many there were.
pub(crate) fn run_all(folder: &str) -> usize {
    let output = assert_cmd::Command::cargo_bin("dealbreaker")
        .expect("the binary")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["test", folder])
        .output()
        .expect("a run");
    let told = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{told}{errors}");
    let last = told.lines().last().expect("a last line");
    let passed = last.strip_suffix(" passed, 0 failed").expect("nothing failed");
    passed.parse().expect("a number")
}
