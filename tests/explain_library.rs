//! Every rule of the project's own rules and cases, explained: the pages keep their width, and each verdict explained is
//! the one that a check gives.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

use std::path::{Path, PathBuf};

use dealbreaker::explain::{Book, Data, reading, reasoning};
use dealbreaker::proposal::Format;
use dealbreaker::render::Style;
use dealbreaker::report::DaySource;
use dealbreaker::run::{self, DataFile, Input, Library};
use dealbreaker::source::{SharedSource, Source};

/// Opens what a file uses beside it.
struct Beside;

impl Library for Beside {
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String> {
        let place = Path::new(from).parent().unwrap().join(path);
        let text = std::fs::read_to_string(&place).map_err(|error| error.to_string())?;
        Ok(Source::new(place.display().to_string(), text))
    }
}

fn files(folder: &str, ending: fn(&Path) -> bool) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    all.map(|entry| entry.path().to_owned()).filter(|path| ending(path)).collect()
}

fn is_rules(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "redlines")
}

fn is_proposal(path: &Path) -> bool {
    let name = path.to_string_lossy();
    !name.ends_with(".test.yaml") && Format::of(path).is_some_and(|format| format != Format::Csv)
}

fn source(path: &Path) -> SharedSource {
    Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap())
}

fn data(paths: &[PathBuf]) -> Vec<DataFile> {
    let file =
        |path: &PathBuf| DataFile { source: source(path), format: Format::of(path).unwrap() };
    paths.iter().map(file).collect()
}

fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end(), "{line:?}");
    }
}

#[test]
fn every_rule_is_read_within_80_columns() {
    let style = Style::default();
    let mut read = 0;
    for path in files("rules", is_rules).iter().chain(&files("tests/cases", is_rules)) {
        let book = Book::open(&[source(path)], &Beside);
        for rule in book.rules() {
            let page = reading::rule(&book, rule).to_text(&style);
            assert!(page.contains("How it is read\n"), "{page}");
            fits(&page);
            // the same sentence on the command line is read in the same way
            let alone = Book::with_sentence(&rule.sentence, &[source(path)], &Beside);
            assert!(alone.sentence_faults().is_empty(), "{}", rule.sentence);
            fits(&reading::sentence(&alone).to_text(&style));
            read += 1;
        }
    }
    assert!(read > 80, "only {read} rules were found");
}

#[test]
fn every_verdict_explained_is_that_of_the_check() {
    let folders =
        [("rules/japan-mexico", "proposals/japan-mexico"), ("rules/tpp", "proposals/tpp")];
    let cases = std::fs::read_dir("tests/cases").unwrap();
    let cases: Vec<String> =
        cases.map(|entry| entry.unwrap().path().display().to_string()).collect();
    let folders = folders.iter().map(|(rules, proposals)| (*rules, *proposals));
    let all = folders.chain(cases.iter().map(|folder| (folder.as_str(), folder.as_str())));
    let mut explained = 0;
    for (rules, proposals) in all {
        for path in files(rules, is_rules) {
            explained += same_verdicts(&path, &files(proposals, is_proposal));
        }
    }
    assert!(explained > 100, "only {explained} verdicts were explained");
}

fn same_verdicts(rules: &Path, proposals: &[PathBuf]) -> usize {
    let as_of = jiff::civil::date(2004, 3, 1);
    let input = Input {
        rules: vec![source(rules)],
        proposals: data(proposals),
        facts: Vec::new(),
        as_of,
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: false,
        redact: false,
    };
    let checked = run::check(&input, &Beside);
    let book = Book::open(&input.rules, &Beside);
    let data = Data::read(&input.proposals, &[], as_of);
    let mut explained = 0;
    for (at, rule) in book.rules().enumerate() {
        let page = reasoning::pages(&book, rule, &data).to_text(&Style::default());
        fits(&page);
        let words: Vec<&str> =
            page.lines().filter_map(|line| line.strip_prefix("verdict   ")).collect();
        let verdicts =
            checked.report.proposals.iter().map(|proposal| proposal.findings[at].verdict);
        let expected: Vec<&str> = verdicts.map(dealbreaker::report::Verdict::word).collect();
        assert_eq!(words.len(), expected.len(), "{page}");
        for (word, expected) in words.iter().zip(&expected) {
            assert!(word.starts_with(expected), "{word} is not {expected}:\n{page}");
        }
        explained += words.len();
    }
    explained
}
