//! What the chains find is what a look at each two claims finds.

use super::super::bound::claims;
use super::*;
use crate::check;
use crate::model::RuleSet;
use crate::run::NoLibrary;
use crate::source::Source;

/// Rules of one thing that bear on one another in all ways, made up.
fn made_up(seed: u64) -> RuleSet {
    let mut state = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(77);
    let mut pick = |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % count
    };
    let mut text = String::new();
    for _ in 0..14 {
        let op = ["at least", "at most", "above", "below", "exactly"][pick(5)];
        let not = ["", "", "not "][pick(3)];
        let unit = [" tons", " tons", "000 kg", "", "%", " months", " days", " yen/kg"][pick(8)];
        let number = pick(5) * [1, 30][usize::from(unit == " days")];
        text += &match pick(12) {
            0 => "pork must have a quota\n".to_owned(),
            1 => "pork must not have a quota\n".to_owned(),
            2 => format!("quota on pork must {not}be \"s{number}\"\n"),
            3 => format!("quota on pork must {not}be {op} 2004-01-{:02}\n", number % 28 + 1)
                .replace("at least", "on or after")
                .replace("at most", "on or before")
                .replace("above", "after")
                .replace("below", "before"),
            4 => format!("pork must have a quota of {op} {number}{unit}\n"),
            5 => format!("quota on pork must {not}be {op} 0\n"),
            _ => format!("quota on pork must {not}be {op} {number}{unit}\n"),
        };
    }
    let (files, _) = check::load(&[Source::new("r", text)], &NoLibrary);
    check::check(&files).rules
}

#[test]
fn the_first_is_found_as_by_a_look_at_each() {
    let (mut excluded, mut implied, mut kinds) = (0, 0, 0);
    for seed in 0..100 {
        let rules = made_up(seed).rules;
        let made = rules.iter().flat_map(|rule| claims(&rule.formula)).enumerate();
        let all: Vec<Stated<'_>> = made
            .map(|(at, claim)| Stated { at, claim, measures: at * seed as usize % 7 / 5 })
            .collect();
        let chains = Chains::of(all.iter().copied());
        assert_eq!(chains.left_out, None);
        kinds = kinds.max(chains.chains.len());
        for one in &all {
            let slowly = all
                .iter()
                .take(one.at)
                .find(|earlier| earlier.is_certain(one) && earlier.claim.excludes(&one.claim));
            let slowly = slowly.map(|earlier| earlier.at);
            assert_eq!(chains.excluding(one), slowly, "{seed}: {:?}", one.claim);
            excluded += usize::from(slowly.is_some());
            let slowly = all.iter().find(|other| {
                other.at != one.at
                    && other.is_certain(one)
                    && other.claim.implies(&one.claim)
                    && (other.at < one.at || !one.claim.implies(&other.claim))
            });
            let slowly = slowly.map(|other| other.at);
            assert_eq!(chains.implying(one), slowly, "{seed}: {:?}", one.claim);
            implied += usize::from(slowly.is_some());
        }
    }
    assert!(excluded > 200 && implied > 100 && kinds > 5, "{excluded} {implied} {kinds}");
}
