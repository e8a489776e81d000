//! What is shown is what a look at every definition, file and sentence finds, one after the other.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::check;
use crate::run::Library;

/// Files by their names.
struct Shelf(Vec<SharedSource>);

impl Library for Shelf {
    fn open(&self, _: &str, path: &str) -> Result<SharedSource, String> {
        let found = self.0.iter().find(|source| source.name() == path);
        found.cloned().ok_or_else(|| "no such file".to_owned())
    }
}

fn loaded(texts: &[String]) -> Vec<RuleFile> {
    let named = |(at, text): (usize, &String)| Source::new(format!("f{at}"), text.clone());
    let sources: Vec<SharedSource> = texts.iter().enumerate().map(named).collect();
    check::load(&sources, &Shelf(sources.clone())).0
}

fn sees(files: &[RuleFile], from: usize, wanted: usize) -> bool {
    let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = next.pop() {
        next.extend(files[at].uses.iter().filter(|used| seen.insert(**used)));
    }
    seen.contains(&wanted)
}

/// The numbers of the definitions that are shown, found slowly.
fn shown_slowly(files: &[RuleFile], all: &[Hidden<'_>]) -> Vec<bool> {
    let mut said: Vec<String> =
        files.iter().map(|file| folded_all(file, &public_spans(file))).collect();
    let mut shown = vec![false; all.len()];
    loop {
        let used = |one: &Hidden<'_>| {
            (0..files.len()).any(|from| {
                let speaks = |name: &Name| said[from].contains(&spoken(name));
                sees(files, from, one.file)
                    && (speaks(&one.name) || speaks(&one.name.other_number()))
            })
        };
        let new: Vec<usize> = (0..all.len()).filter(|at| !shown[*at] && used(&all[*at])).collect();
        if new.is_empty() {
            return shown;
        }
        for at in new {
            shown[at] = true;
            let one = &all[at];
            said[one.file].push_str(&folded(files[one.file].source.slice(one.sentence.span)));
        }
    }
}

/// Files that use one another and define and say names of few words, some of them in private.
fn made_up(seed: u64) -> Vec<String> {
    let mut state = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
    let mut pick = |count: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % count
    };
    let mut files = vec![String::new(); 4];
    for (at, text) in files.iter_mut().enumerate() {
        for other in at + 1..4 {
            if pick(3) == 0 {
                let _ = writeln!(text, "use \"f{other}\"");
            }
        }
        for _ in 0..pick(7) {
            let mut name = || {
                let words = ["cap", "floor", "caps", "low", "\"%\""];
                let count = 1 + pick(2);
                (0..count).map(|_| words[pick(words.len())]).collect::<Vec<_>>().join(" ")
            };
            let (one, other) = (name(), name());
            let _ = match pick(4) {
                0 => writeln!(text, "quota on pork must be at least {one}"),
                1 => writeln!(text, "quota on pork must be at least {one}\n  private"),
                2 => writeln!(text, "{one} is {other} + 1"),
                _ => writeln!(text, "{one} are {other} and rice"),
            };
        }
    }
    files
}

#[test]
fn what_is_shown_is_what_is_found_slowly() {
    let (mut all, mut shown) = (0, 0);
    for seed in 0..400 {
        let texts = made_up(seed);
        let files = loaded(&texts);
        let definitions = definitions(&files);
        let spans = files.iter().map(public_spans).collect();
        let mut speech = Speech::new(&files, spans, &definitions);
        speech.spread();
        assert_eq!(speech.shown, shown_slowly(&files, &definitions), "{texts:#?}");
        all += speech.shown.len();
        shown += speech.shown.iter().filter(|shown| **shown).count();
    }
    assert!(shown > all / 10 && shown < all * 9 / 10, "{shown} of {all} are shown");
}

#[test]
fn the_text_is_blank_but_for_what_is_shown() {
    let text = "cap is 5 tons # why\nfloor is 4 tons\nquota on pork must be at least cap # not\n";
    let files = loaded(&[text.to_owned()]);
    let sources = Curtain::new(&files, &Vocabulary::default()).sources();
    let masked = "cap is 5 tons      \n               \nquota on pork must be at least cap      \n";
    assert_eq!(sources[0].text(), masked);
}

#[test]
fn stretches_hold_what_one_of_them_holds() {
    let spans = vec![Span::new(7, 9), Span::new(1, 3), Span::new(3, 4), Span::new(8, 12)];
    let stretches = Stretches::of(spans.clone());
    for at in 0..15 {
        let within = spans.iter().any(|span| span.start <= at && at < span.end);
        assert_eq!(stretches.hold(at), within, "{at}");
        assert_eq!(stretches.touch(at), spans.iter().any(|s| (s.start..=s.end).contains(&at)));
    }
}
