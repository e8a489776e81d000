//! What `zone` and `counteroffer` cost, by the number of sentences: `cargo bench --bench zone`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench is no part of the product"
)]

use dealbreaker::analysis::{counteroffer, zone};
use dealbreaker::proposal::Format;
use dealbreaker::run::{DataFile, NoLibrary};
use dealbreaker::source::{SharedSource, Source};
use divan::Bencher;
use jiff::civil::date;

/// Sentences for each of two parties.
const SIZES: [usize; 4] = [25, 50, 100, 200];

fn main() {
    divan::main();
}

/// Rules of one party over half as many products as there are sentences; with `conflicts`, some exclude the other party's.
fn rules(party: &str, sentences: usize, conflicts: bool) -> SharedSource {
    let products = (sentences / 2).max(4);
    let seller = party == "Mexico";
    let mut text = format!("party {party}\ngoods are ");
    let names: Vec<String> = (0..products).map(|at| format!("good {at}")).collect();
    let (last, others) = names.split_last().unwrap();
    text.push_str(&format!("{} and {last}\n", others.join(", ")));
    for at in 0..sentences {
        let name = &names[at % products];
        let other = &names[(at * 7 + 3) % products];
        let gap = if conflicts && at % 40 == 7 { 5000 } else { 0 };
        let line = match (at % 10, seller) {
            (0, true) => format!("{name} must have a quota of at least {} tons", 100 + at + gap),
            (0, false) => format!("quota on {name} must be at most {} tons", 400 + at),
            (1, true) => format!("tariff on {name} must be at most {}%", 20 + at % 7),
            (1, false) => format!("tariff on {name} must be above {}%", at % 5),
            (2, _) => {
                format!("if the tariff on {name} is below 3% then {name} must have a safeguard")
            }
            (3, true) => format!("quota on {name} must be at least 50% of the quota on {other}"),
            (3, false) => {
                format!("tariff on {name} must be at least half of the tariff on {other}")
            }
            (4, _) => format!("{name} may have a safeguard only if {other} has a quota"),
            (5, true) => {
                format!("quota on {name} + quota on {other} must be at least {} tons", 300 + at)
            }
            (5, false) => {
                format!("quota on {name} + quota on {other} must be at most {} tons", 900 + at)
            }
            (6, true) => format!("at least {} goods must have a quota", products / 2),
            (6, false) => "no good may have a tariff of 0%".to_owned(),
            (7, true) => format!("quota on {name} must be at least {} tons", 200 + gap),
            (7, false) => format!("quota on {name} must be at most {} tons", 600 + at),
            (8, true) => format!("total quota of goods must be at least {} tons", 120 * products),
            (8, false) => format!("total quota of goods must be at most {} tons", 420 * products),
            (_, true) => {
                format!("trigger of the safeguard on {name} must be at least {} tons", 40 + at)
            }
            (_, false) => format!("{name} must have a tariff unless {other} has a safeguard"),
        };
        text.push_str(&line);
        text.push('\n');
    }
    Source::new(format!("{party}.redlines"), text)
}

fn ask(rules: &[SharedSource]) -> zone::Answer {
    let day = date(2004, 3, 1);
    let input = zone::Input { rules, given: None, facts: &[], as_of: day, until: None, all: false };
    zone::zone(&input, &NoLibrary).unwrap().answer
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn zone_with_a_deal(bencher: Bencher<'_, '_>, sentences: usize) {
    let rules = [rules("Mexico", sentences, false), rules("Japan", sentences, false)];
    assert_eq!(ask(&rules), zone::Answer::Deal);
    bencher.bench_local(|| ask(&rules));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn zone_with_conflicts(bencher: Bencher<'_, '_>, sentences: usize) {
    let rules = [rules("Mexico", sentences, true), rules("Japan", sentences, true)];
    assert_eq!(ask(&rules), zone::Answer::NoDeal);
    bencher.bench_local(|| ask(&rules));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn counteroffer_by_one_party(bencher: Bencher<'_, '_>, sentences: usize) {
    let rules = [rules("Mexico", sentences, false)];
    let products = (sentences / 2).max(4);
    let lines = (0..products).map(|at| format!("good {at}: {{quota: 150 tons, tariff: 30%}}\n"));
    let source = Source::new("offer.yaml", lines.collect::<String>());
    let offer = DataFile { source, format: Format::Yaml };
    let input = counteroffer::Input {
        rules: &rules,
        proposal: &offer,
        facts: &[],
        as_of: date(2004, 3, 1),
        until: None,
        keep: &[],
        steps: &[],
        weights: &[],
    };
    let ask = || counteroffer::counteroffer(&input, &NoLibrary).unwrap().answer;
    assert_eq!(ask(), counteroffer::Answer::Found);
    bencher.bench_local(ask);
}
