//! What the program is built from: every crate is from crates.io, under a licence that `deny.toml` allows.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Cargo's own account of all crates, those of other platforms left out, which a machine need not have.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let version = Command::new(&cargo).args(["--version", "--verbose"]).output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// `MIT OR (Apache-2.0 AND ISC)`: true where what is allowed is enough.
fn suffices(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    // no licence here joins by `AND` within `OR`
    plain.split(" AND ").all(|all| all.split(" OR ").any(|one| allowed.contains(one.trim())))
}

fn allowed() -> (BTreeSet<String>, BTreeSet<String>) {
    let text = include_str!("../deny.toml");
    let table: toml::Table = text.parse().unwrap();
    let list = |value: &toml::Value| -> BTreeSet<String> {
        value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let licences = &table["licenses"];
    let exceptions = licences["exceptions"].as_array().unwrap().iter();
    let crates = exceptions.map(|one| one["crate"].as_str().unwrap().to_owned()).collect();
    (list(&licences["allow"]), crates)
}

#[test]
fn every_crate_has_an_allowed_licence_and_is_from_crates_io() {
    let (allowed, excepted) = allowed();
    let metadata = metadata();
    let packages: BTreeMap<&str, &Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package["id"].as_str().unwrap(), package))
        .collect();
    let mut used = BTreeSet::new();
    for node in metadata["resolve"]["nodes"].as_array().unwrap() {
        let package = packages[node["id"].as_str().unwrap()];
        let name = package["name"].as_str().unwrap();
        let source = package["source"].as_str();
        let own = name == "dealbreaker" && source.is_none();
        let known = source == Some("registry+https://github.com/rust-lang/crates.io-index");
        assert!(own || known, "{name} is from {source:?}");
        let licence = package["license"].as_str().unwrap_or("none");
        let fits = suffices(licence, &allowed) || excepted.contains(name);
        assert!(fits, "{name} is under {licence}");
        used.insert(licence.to_owned());
    }
    assert!(used.len() > 5, "{used:?}");
    assert!(!suffices("MIT AND GPL-3.0-only", &allowed) && !suffices("GPL-3.0-only", &allowed));
}
