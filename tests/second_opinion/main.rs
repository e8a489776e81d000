//! The second opinion: a slow, simple evaluator written from the page of the language alone, set against the product on
//! made-up deals.
//!
//! `DEALBREAKER_CASES` says how many cases (a case is one rule on one proposal), `DEALBREAKER_SEED` which ones,
//! `DEALBREAKER_SHOW` how many of each kind of disagreement are printed; `DEALBREAKER_STOP=1` stops at the first.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::large_enum_variant,
    unreachable_pub
)]

mod chance;
mod claims;
mod compare;
mod deal;
mod events;
mod grammar;
mod judge;
mod motion;
mod nouns;
mod product;
mod rules;
mod same;
mod say;
mod scope;
mod shape;
mod shrink;
mod spell;
mod spread;
mod tally;
mod terms;
mod tree;
mod value;
mod verdict;
mod world;

use tally::Tally;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// How many cases a run judges: fewer without optimisation, so that either takes some seconds.
fn cases() -> u64 {
    number("DEALBREAKER_CASES", if cfg!(debug_assertions) { 3_000 } else { 20_000 })
}

#[test]
fn the_two_agree() {
    let wanted = cases();
    let seed = number("DEALBREAKER_SEED", 1);
    let halves = std::thread::scope(|scope| {
        let half = |part: u64| scope.spawn(move || Tally::run(seed, part, wanted / 2));
        [half(0), half(1)].map(|thread| thread.join().unwrap())
    });
    let [first, second] = halves;
    let tally = first.with(second);
    println!("seed {seed}\n{tally}");
    assert!(tally.kinds.is_empty(), "seed {seed}: {} kinds of disagreement", tally.kinds.len());
}

/// `scripts/seeded-faults` puts each fault into its place, of which there must be one.
#[test]
fn every_seeded_fault_has_its_place() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("tests/second_opinion/faults.toml")).unwrap();
    let faults: toml::Table = text.parse().unwrap();
    for fault in faults["fault"].as_array().unwrap() {
        let of = |key: &str| fault[key].as_str().unwrap();
        let source = std::fs::read_to_string(root.join(of("file"))).unwrap();
        let place = of("find").replace(['«', '»'], "");
        assert_eq!(source.matches(&place).count(), 1, "{}: {place}", of("name"));
    }
}
