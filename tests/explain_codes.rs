//! The pages of the codes: each code of the sources has one, and each example gives the very code it stands for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::collections::BTreeSet;
use std::path::Path;

use dealbreaker::explain::codes::{self, HEADINGS, Page};
use dealbreaker::proposal::{self, Format, Limits};
use dealbreaker::source::Source;
use project::{Project, Run};

/// Codes whose limit is out of reach for a test, each met with a smaller limit instead.
const LIMITS: [&str; 2] = ["proposal::file_too_long", "proposal::too_many_values"];

/// Codes that no input is known to give, for something else is met first.
const UNREACHED: [&str; 4] =
    ["syntax::unreadable", "rule::not_a_count", "value::ambiguous_date", "fmt::altered"];

#[test]
fn every_code_of_the_sources_has_a_page_and_every_page_a_code() {
    let mut emitted = BTreeSet::new();
    for entry in walkdir::WalkDir::new("src").into_iter().map(Result::unwrap) {
        let inside = entry.path().strip_prefix("src").unwrap();
        let tests = inside.iter().any(|step| step == "tests");
        if entry.path().extension().is_some_and(|ending| ending == "rs") && !tests {
            emitted.extend(codes_in(entry.path()));
        }
    }
    let explained: BTreeSet<String> =
        codes::pages().iter().map(|page| page.code.to_owned()).collect();
    assert_eq!(explained.len(), codes::pages().len(), "a code has two pages");
    let missing: Vec<_> = emitted.difference(&explained).collect();
    let unknown: Vec<_> = explained.difference(&emitted).collect();
    assert!(missing.is_empty(), "codes without a page: {missing:?}");
    assert!(unknown.is_empty(), "pages of codes that are not emitted: {unknown:?}");
    assert!(emitted.len() > 90, "the sources were not found: {emitted:?}");
}

/// The quoted codes of a source.
fn codes_in(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let quoted = text.split('"').filter(|text| text.starts_with("dealbreaker::"));
    let whole = |text: &&str| {
        let words: Vec<&str> = text.split("::").collect();
        let plain = |word: &&str| {
            !word.is_empty()
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        words.len() == 3 && words.iter().all(plain)
    };
    quoted.filter(whole).map(str::to_owned).collect()
}

#[test]
fn every_page_has_its_headings() {
    for page in codes::pages() {
        let headings: Vec<&str> = page.sections.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, HEADINGS, "{}", page.code);
        for (heading, text) in &page.sections {
            assert!(!text.is_empty(), "{}: {heading}", page.code);
        }
        assert!(page.title.ends_with('.') && !page.title.is_empty(), "{}", page.code);
    }
}

#[test]
fn every_example_gives_its_code() {
    let mut silent = Vec::new();
    for page in codes::pages() {
        let short = page.short();
        if LIMITS.contains(&short) || UNREACHED.contains(&short) {
            continue;
        }
        let said = run(page);
        // in JSON, on standard error, and in the report for people
        let forms =
            [format!("\"{}\"", page.code), format!("[{}]", page.code), format!(" {}\n", page.code)];
        if !forms.iter().any(|form| said.contains(form.as_str())) {
            silent.push(format!("{}:\n{said}", page.code));
        }
    }
    assert!(
        silent.is_empty(),
        "{} examples do not give their code:\n{}",
        silent.len(),
        silent.join("\n")
    );
}

#[test]
fn limits_out_of_reach_are_kept_all_the_same() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert_eq!(refused("pork: {quota: 5 tons}", &limits), "dealbreaker::proposal::file_too_long");
    let limits = Limits { nodes: 3, ..Limits::default() };
    assert_eq!(refused("a: [1, 2, 3, 4]", &limits), "dealbreaker::proposal::too_many_values");
}

#[test]
fn a_date_with_two_readings_is_refused_where_the_grammar_does_not_look() {
    let error = dealbreaker::value::read_date("03/04/2005").unwrap_err();
    assert_eq!(error.code(), "dealbreaker::value::ambiguous_date");
}

fn refused(text: &str, limits: &Limits) -> &'static str {
    let outcomes = proposal::read(&Source::new("a.yaml", text), Format::Yaml, limits);
    outcomes[0].as_ref().unwrap_err()[0].kind.code()
}

/// The fences of an example: what stands after the back-ticks, and the text.
fn fences(example: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in example.lines() {
        match line.strip_prefix("```") {
            Some(name) => {
                open = !open;
                if open {
                    all.push((name.to_owned(), String::new()));
                }
            }
            None if open => {
                let (_, text) = all.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    all
}

/// Runs an example in a folder of its own.
fn run(page: &Page) -> String {
    let example = page.section("Example").unwrap();
    let fences = fences(example);
    assert!(!fences.is_empty(), "{} has no example", page.code);
    let files: Vec<(&str, &str)> = fences
        .iter()
        .filter(|(name, _)| name != "console")
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let project = Project::new(&files);
    let has =
        |ending: &str| files.iter().map(|(name, _)| *name).find(|name| name.ends_with(ending));
    let offer = [".yaml", ".json", ".toml"]
        .into_iter()
        .find_map(|ending| has(ending).filter(|name| *name != "dealbreaker.toml"));
    if offer.is_none() {
        project.write("offer.yaml", b"pork: {quota: 5 tons}\n");
    }
    if let Some((_, script)) = fences.iter().find(|(name, _)| name == "console") {
        return shell(&project, script);
    }
    let mut args =
        vec!["check", offer.unwrap_or("offer.yaml"), "--format", "json", "--as-of", "2004-03-01"];
    match has(".redlines") {
        Some(rules) => args.extend(["-r", rules]),
        None => args.extend(["-e", "pork must have a quota"]),
    }
    if let Some(facts) = has(".csv") {
        args.extend(["--facts", facts]);
    }
    let Run { out, err, .. } = project.run(&args);
    out + &err
}

/// Runs the lines of a console, as a reader of the page would.
fn shell(project: &Project, script: &str) -> String {
    let lines: Vec<&str> = script.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let binary = assert_cmd::cargo::cargo_bin("dealbreaker");
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(lines.join("\n")).current_dir(project.path("")).env("PATH", path);
    let run = Run::of(command.output().unwrap());
    run.out + &run.err
}
