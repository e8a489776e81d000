//! What fuzzing once found, through the same functions as in `fuzz/`: `tests/regressions` has a folder for each target, and
//! a file there is named for what was wrong. And texts of this repository changed at random, which needs no tool and no
//! coverage: the same every time, 100 for each target, or as many as `DEALBREAKER_MUTATIONS` says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "second_opinion/chance.rs"]
#[allow(dead_code, unreachable_pub, reason = "this file uses its part")]
mod chance;
#[path = "../fuzz/properties.rs"]
mod properties;
#[path = "../fuzz/tapes.rs"]
mod tapes;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use chance::Chance;

type Target = (&'static str, fn(&str));

const TARGETS: [Target; 11] = [
    ("rules", properties::rules),
    ("fmt", properties::fmt),
    ("yaml", properties::yaml),
    ("json", properties::json),
    ("ndjson", properties::ndjson),
    ("toml", properties::toml),
    ("csv", properties::csv),
    ("check", properties::check),
    ("tape_json", |text| _ = tapes::tape_json(text)),
    ("tape_yaml", |text| _ = tapes::tape_yaml(text)),
    ("tape_toml", |text| _ = tapes::tape_toml(text)),
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
        // without a crash so far there is no folder of them
        for entry in fs::read_dir(here.join(folder)).into_iter().flatten() {
            let name = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(known.contains(&name.as_str()), "{folder}/{name}");
        }
    }
}

/// The texts of a folder whose names end so.
fn texts(folders: &[&str], ending: &str) -> Vec<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pending: Vec<PathBuf> = folders.iter().map(|folder| here.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// What a target starts from: short pieces, for those change faster.
fn seeds(target: &str) -> Vec<String> {
    let folders = ["tests/cases", "tests/fixtures", "rules", "proposals", "facts"];
    let sentences = || -> Vec<String> {
        let whole = texts(&folders, "redlines").join("\n").replace("\n ", "\u{1}");
        whole.lines().map(|line| line.replace('\u{1}', "\n ")).collect()
    };
    match target {
        "rules" | "fmt" => sentences(),
        "check" => {
            let offers = [texts(&folders, "yaml"), texts(&folders, "json")].concat();
            let mut offers = offers.iter().filter(|text| text.len() < 2_000).cycle();
            let mut both = |rules: &[String]| {
                format!("{}{}{}", rules.join("\n"), properties::CUT, offers.next().unwrap())
            };
            sentences().chunks(4).map(&mut both).collect()
        }
        ending => texts(&folders, ending.trim_start_matches("tape_")),
    }
}

/// What stands in the texts of others, and what is odd.
const ODD: [&str; 30] = [
    "\n", "\r", "\t", " ", "\u{feff}", "\u{a0}", "\u{2028}", "\0", "é", "牛", "\u{301}", "\"", "'",
    "\\", "#", ":", ",", ".", "-", "(", ")", "{", "}", "[", "]", "&a ", "*a", "0", "%", "\n%%%%\n",
];

/// A place between two characters.
fn place(text: &str, chance: &mut Chance) -> usize {
    let mut at = chance.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mutated(seeds: &[String], words: &[&str], chance: &mut Chance) -> String {
    let mut text = chance.pick(seeds).clone();
    for _ in 0..=chance.below(5) {
        let (from, to) = (place(&text, chance), place(&text, chance));
        let (from, to) = (from.min(to), from.max(to));
        match chance.below(6) {
            0 => text.replace_range(from..to, ""),
            1 => text.insert_str(from, chance.word(&ODD)),
            2 | 3 => text.insert_str(from, &format!(" {} ", chance.pick(words))),
            4 => {
                let other = chance.pick(seeds);
                let cut = place(other, chance);
                text.insert_str(from, &other[cut..]);
            }
            _ => {
                let again = text[from..to].to_owned();
                text.insert_str(to, &again);
            }
        }
    }
    let mut end = text.len().min(4_000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

#[test]
fn texts_changed_at_random_have_the_properties_too() {
    let number = |name: &str, otherwise| {
        std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(otherwise)
    };
    let times = number("DEALBREAKER_MUTATIONS", 100);
    let first = number("DEALBREAKER_MUTATIONS_FROM", 0);
    let mut failed = Vec::new();
    for (name, property) in TARGETS {
        let seeds = seeds(name);
        let whole = seeds.join(" ");
        let words: Vec<&str> = whole.split_whitespace().collect();
        for case in first..first + times {
            let text = mutated(&seeds, &words, &mut Chance::new(7, case));
            if catch_unwind(|| property(&text)).is_err() {
                failed.push(format!("{name}, case {case}: {text:?}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} failed:\n{}", failed.len(), failed.join("\n"));
}
