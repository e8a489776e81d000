//! `zone` and `counteroffer` against a search through every proposal of a grid, on random small rule sets.
//!
//! Where the grid has a deal, `zone` must find one; where `zone` says that there is none, the grid must have none; and what
//! `zone` shows as a deal passes `check`. `DEALBREAKER_SETS` says how many sets are tried.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests are not seen as tests"
)]

use std::time::{Duration, Instant};

use dealbreaker::analysis::counteroffer::{self, Answer as Countered, counteroffer};
use dealbreaker::analysis::zone::{self, Answer, zone};
use dealbreaker::proposal::Format;
use dealbreaker::report::{DaySource, Outcome};
use dealbreaker::run::{self, DataFile, NoLibrary};
use dealbreaker::source::{SharedSource, Source};
use jiff::civil::{Date, date};

const DAY: Date = date(2004, 3, 1);

/// What none of these small sets comes near; a search that runs away is to end in an error.
const BUDGET: Duration = Duration::from_secs(60);

/// Figures that repeat for a seed: a plain generator is enough.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }
}

const STATES: [&str; 7] = ["", "none", "0", "1", "2", "3", "4"];
const TERMS: [(&str, &str); 3] = [("pork", "quota"), ("pork", "tariff"), ("beef", "quota")];

fn sentence(chance: &mut Chance) -> String {
    let (thing, field) = TERMS[chance.below(3) as usize];
    let (other, second) = TERMS[chance.below(3) as usize];
    let figure = chance.below(5);
    let bound = chance.pick(&["at least", "at most", "above", "below", "exactly"]);
    let claim = format!("{field} on {thing} must be {bound} {figure}");
    let condition = match chance.below(4) {
        0 => format!(
            "the {second} on {other} is {} {}",
            chance.pick(&["above", "below"]),
            chance.below(4)
        ),
        1 => format!("{other} has a {second}"),
        2 => format!("{other} has no {second}"),
        _ => format!("not ({other} has a {second} and the {field} on {thing} is above 1)"),
    };
    match chance.below(16) {
        0..=2 => claim,
        3 => format!("{thing} must have a {field}"),
        4 => format!("{thing} must not have a {field}"),
        5 => format!("{thing} must state a {field}"),
        6 => format!("if {condition} then {claim}"),
        7 => format!("{claim} unless {condition}"),
        8 => format!("{field} on {thing} must be {bound} the {second} on {other}"),
        9 => format!("{field} on {thing} must be at least 150% of the {second} on {other}"),
        10 => format!("quota on pork + quota on beef must be {bound} {}", figure * 2),
        11 => format!("at least {} meats must have a quota", 1 + chance.below(2)),
        12 => format!("no meat may have a quota of {figure}"),
        13 => format!("total quota of meats must be {bound} {}", figure * 2),
        14 => format!("{thing} may have a {field} only if {condition}"),
        _ => match chance.below(5) {
            4 => {
                let share = chance.pick(&["the ", "half of the ", "twice the ", "150% of the "]);
                format!(
                    "number of meats with a quota must be {bound} {share}number of meats with a tariff"
                )
            }
            0 => format!("number of meats with a quota must be at most {}", chance.below(3)),
            1 => format!("highest quota of meats must be {bound} {figure}"),
            2 => format!("halt if {condition}"),
            _ => format!("for each meat that states a quota, its quota must be {bound} {figure}"),
        },
    }
}

fn rules(party: &str, chance: &mut Chance) -> SharedSource {
    let mut text = format!("party {party}\nmeats are pork and beef\n");
    for _ in 0..1 + chance.below(4) {
        text.push_str(&sentence(chance));
        text.push('\n');
    }
    Source::new(format!("{party}.redlines"), text)
}

fn proposal(states: [&str; 3]) -> String {
    let field = |name: &str, state: &str| match state {
        "" => String::new(),
        value => format!("  {name}: {value}\n"),
    };
    let pork = field("quota", states[0]) + &field("tariff", states[1]);
    let beef = field("quota", states[2]);
    let thing = |name: &str, fields: String| match fields.is_empty() {
        true => String::new(),
        false => format!("{name}:\n{fields}"),
    };
    let text = thing("pork", pork) + &thing("beef", beef);
    // a proposal is not empty, and each name is somewhere, so that none is taken for a slip
    text + "words: {quota: 9, tariff: 9}\n"
}

fn grid() -> Vec<[&'static str; 3]> {
    let mut all = Vec::new();
    for a in STATES {
        for b in STATES {
            for c in STATES {
                all.push([a, b, c]);
            }
        }
    }
    all
}

fn file(text: String) -> DataFile {
    DataFile { source: Source::new("offer.yaml", text), format: Format::Yaml }
}

/// Whether each proposal of several is acceptable to a party.
fn accepted(rules: &SharedSource, texts: &[String]) -> Vec<bool> {
    let input = run::Input {
        rules: vec![rules.clone()],
        proposals: vec![file(texts.join("---\n"))],
        facts: Vec::new(),
        as_of: DAY,
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: false,
        redact: false,
    };
    let report = run::check(&input, &NoLibrary).report;
    assert!(report.errors.is_empty(), "{}: {:?}", rules.text(), report.errors);
    let fine = |outcome: Outcome| matches!(outcome, Outcome::Acceptable | Outcome::Waiting);
    report.proposals.iter().map(|proposal| fine(proposal.outcome)).collect()
}

fn of_all(rules: &[SharedSource], texts: &[String]) -> Vec<bool> {
    let each: Vec<Vec<bool>> = rules.iter().map(|rules| accepted(rules, texts)).collect();
    (0..texts.len()).map(|at| each.iter().all(|one| one[at])).collect()
}

fn zone_of(rules: &[SharedSource]) -> zone::Zone {
    let input = zone::Input {
        rules,
        given: None,
        facts: &[],
        as_of: DAY,
        until: Some(Instant::now() + BUDGET),
        all: true,
    };
    zone(&input, &NoLibrary).unwrap()
}

fn sets() -> u64 {
    std::env::var("DEALBREAKER_SETS").ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

fn without(rules: &[SharedSource], left_out: &[(String, usize)]) -> Vec<SharedSource> {
    rules
        .iter()
        .map(|source| {
            let lines = source.text().split_inclusive('\n').scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some((start, line))
            });
            let kept = lines.filter(|(start, _)| {
                !left_out.iter().any(|(file, offset)| file == source.name() && offset == start)
            });
            Source::new(source.name(), kept.map(|(_, line)| line).collect::<String>())
        })
        .collect()
}

#[test]
fn zone_agrees_with_a_search_through_a_grid() {
    let grid = grid();
    let texts: Vec<String> = grid.iter().map(|states| proposal(*states)).collect();
    let (mut deals, mut none, mut undecided) = (0, 0, 0);
    for seed in 1..=sets() {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let rules = [rules("Mexico", &mut chance), rules("Japan", &mut chance)];
        let said = format!("seed {seed}\n{}{}", rules[0].text(), rules[1].text());
        let found = of_all(&rules, &texts).iter().position(|fine| *fine);
        let zone = zone_of(&rules);
        let told = format!("{said}\n{zone:#?}");
        match zone.answer {
            Answer::Deal => deals += 1,
            Answer::NoDeal => {
                none += 1;
                let deal = found.map(|at| &texts[at]);
                assert!(found.is_none(), "the grid has a deal:\n{}\n{told}", deal.unwrap());
                minimal(&rules, &zone, &told);
            }
            Answer::Undecided => {
                undecided += 1;
                assert!(!zone.not_expressed.is_empty(), "{told}");
            }
        }
    }
    println!("{deals} deals, {none} without, {undecided} undecided");
    assert!(deals > 0 && none > 0 && undecided * 10 < deals, "{deals} {none} {undecided}");
}

/// Without any one of its sentences, the others of a conflict can hold.
fn minimal(rules: &[SharedSource], zone: &zone::Zone, told: &str) {
    assert!(!zone.conflicts.is_empty(), "{told}");
    for conflict in &zone.conflicts {
        let places: Vec<(String, usize)> =
            conflict.rules.iter().map(|rule| (rule.at.file.clone(), rule.at.offset)).collect();
        let others = |keep: &[(String, usize)]| -> Vec<(String, usize)> {
            let lines = rules.iter().flat_map(|source| {
                let mut at = 0;
                let lines = source.text().split_inclusive('\n');
                lines.map(move |line| {
                    let start = at;
                    at += line.len();
                    (source.name().to_owned(), start, line.to_owned())
                })
            });
            let rules = lines
                .filter(|(.., line)| !line.starts_with("party") && !line.starts_with("meats are"));
            rules.map(|(file, at, _)| (file, at)).filter(|place| !keep.contains(place)).collect()
        };
        let only = zone_of(&without(rules, &others(&places)));
        assert_eq!(only.answer, Answer::NoDeal, "{told}");
        for left_out in &places {
            let kept: Vec<(String, usize)> =
                places.iter().filter(|place| *place != left_out).cloned().collect();
            let less = zone_of(&without(rules, &others(&kept)));
            assert_eq!(less.answer, Answer::Deal, "without {left_out:?}\n{told}");
        }
    }
}

/// How many terms differ.
fn apart(one: [&str; 3], other: [&str; 3]) -> usize {
    one.iter().zip(&other).filter(|(a, b)| a != b).count()
}

#[test]
fn counteroffer_is_never_dearer_than_the_best_of_a_grid() {
    let grid = grid();
    let texts: Vec<String> = grid.iter().map(|states| proposal(*states)).collect();
    let (mut changed, mut none) = (0, 0);
    for seed in 1..=sets() {
        let mut chance = Chance(seed.wrapping_mul(0xD1B5_4A32_D192_ED03) | 1);
        let rules = [rules("Mexico", &mut chance), rules("Japan", &mut chance)];
        let start = grid[chance.below(grid.len() as u64) as usize];
        let accepted = of_all(&rules, &texts);
        // what is there is changed, not taken out: a term that is left out may only be added
        let reachable =
            |other: &[&str; 3]| start.iter().zip(other).all(|(a, b)| a == b || !b.is_empty());
        let best = grid.iter().zip(&accepted).filter(|(other, fine)| **fine && reachable(other));
        let best = best.map(|(other, _)| apart(start, *other)).min();
        let offer = file(proposal(start));
        let input = counteroffer::Input {
            rules: &rules,
            proposal: &offer,
            facts: &[],
            as_of: DAY,
            until: Some(Instant::now() + BUDGET),
            keep: &[],
            steps: &[],
            weights: &[],
        };
        let answer = counteroffer(&input, &NoLibrary).unwrap();
        let told = format!(
            "seed {seed}\n{}{}{}\n{answer:#?}",
            rules[0].text(),
            rules[1].text(),
            proposal(start)
        );
        match answer.answer {
            Countered::Found => {
                changed += usize::from(!answer.changes.is_empty());
                assert!(best.is_none_or(|best| answer.changes.len() <= best), "{best:?}\n{told}");
            }
            Countered::None => {
                none += 1;
                assert_eq!(best, None, "{told}");
            }
            Countered::Undecided => assert!(!answer.not_expressed.is_empty(), "{told}"),
        }
    }
    println!("{changed} changed, {none} without");
    assert!(changed > 0 && none > 0);
}
