//! The second opinion: a slow, simple evaluator written from the page of the language alone, set against the product on
//! made-up deals.
//!
//! `DEALBREAKER_CASES` says how many cases, `DEALBREAKER_SEED` which ones.

mod chance;
mod claims;
mod compare;
mod deal;
mod events;
mod judge;
mod motion;
mod nouns;
mod product;
mod rules;
mod say;
mod scope;
mod shape;
mod shrink;
mod spell;
mod spread;
mod terms;
mod tree;
mod value;
mod verdict;
mod world;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use compare::{Difference, differences};
use deal::{Case, Coverage, case};
use product::{Writing, documents};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn the_two_agree() {
    let cases = number("DEALBREAKER_CASES", 5_000);
    let seed = number("DEALBREAKER_SEED", 1);
    let mut coverage = Coverage::new();
    let mut verdicts: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut kinds: BTreeMap<shrink::Signature, (u64, String)> = BTreeMap::new();
    let most = number("DEALBREAKER_SHOW", 1) as usize;
    for at in 0..cases {
        let case = case(seed, at, &mut coverage);
        let writing = [Writing::Yaml, Writing::Json, Writing::Toml][(at % 3) as usize];
        let (ours, found) = differences(&case, writing);
        for answer in ours {
            *verdicts.entry(answer.judged.verdict.word()).or_default() += 1;
        }
        for difference in found {
            let kind = kinds.entry(shrink::signature(&difference)).or_default();
            kind.0 += 1;
            if kind.0 as usize <= most {
                let (small, difference) = shrink::shrunk(&case, &difference, writing);
                kind.1 += &told(at, &small, &difference, writing);
            }
        }
    }
    println!("seed {seed}, {cases} cases\n{verdicts:#?}\n{coverage:#?}");
    let told: String = kinds
        .iter()
        .map(|(kind, (count, text))| format!("### {count} times {kind:?}\n{text}\n")).collect();
    assert!(kinds.is_empty(), "seed {seed}, {} kinds of disagreement:\n{told}", kinds.len());
}

fn told(at: u64, case: &Case, difference: &Difference, writing: Writing) -> String {
    let mut text = format!("--- case {at}, as of {}, `{}`: {}\n", case.as_of, difference.label, difference.what);
    let _ = writeln!(text, "product:   {}\nreference: {}", difference.product, difference.reference);
    let _ = writeln!(text, "{}", say::file(&case.rules, case.seed));
    for node in documents(case) {
        let _ = writeln!(text, "{}", product::text(&node, writing).0);
    }
    if let Some(facts) = &case.facts {
        let _ = writeln!(text, "facts: {}", facts.json());
    }
    text
}
