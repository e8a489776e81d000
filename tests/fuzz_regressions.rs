//! What fuzzing once found, and the seeds it starts from, through the same functions as in `fuzz/`: `tests/regressions` has
//! a folder for each target, and a file there is named for what was wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "../fuzz/properties.rs"]
mod properties;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

type Target = (&'static str, fn(&str));

const TARGETS: [Target; 8] = [
    ("rules", properties::rules),
    ("fmt", properties::fmt),
    ("yaml", properties::yaml),
    ("json", properties::json),
    ("ndjson", properties::ndjson),
    ("toml", properties::toml),
    ("csv", properties::csv),
    ("check", properties::check),
];

#[test]
fn what_was_found_stays_mended() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions");
    let mut failed = Vec::new();
    for (name, property) in TARGETS {
        for file in fs::read_dir(root.join(name)).into_iter().flatten() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            if catch_unwind(|| property(&text)).is_err() {
                failed.push(path.strip_prefix(&root).unwrap().display().to_string());
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_folder_and_every_program_is_a_target() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    for folder in ["tests/regressions", "fuzz/targets"] {
        for entry in fs::read_dir(here.join(folder)).unwrap() {
            let name = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(known.contains(&name.as_str()), "{folder}/{name}");
        }
    }
}
