//! Runs every example of `docs/language.md`.
//!
//! A group is a block `redlines`, the blocks of data after it (`yaml`, `json`, `ndjson`, `toml`: proposals; `csv`: facts)
//! and one or more blocks `verdicts`. A block `refused` is a group of its own: a sentence, then the `error:` it gets.
//!
//! Lines of `verdicts`: `as of DATE`; `proposal N` (from 1, where there are several); `outcome: O`; `notice: words`;
//! `error: words`; and `rule: verdict, margin M, N days left, hides V; part: verdict, margin M`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dealbreaker::casefile::{Expectation, finding_of};
use dealbreaker::proposal::Format;
use dealbreaker::report::{Counts, DaySource, Notice, Report, Verdict};
use dealbreaker::run::{self, DataFile, Input, Library};
use dealbreaker::source::{SharedSource, Source};
use dealbreaker::value::{Value, read_quantity};

const PAGE: &str = "docs/language.md";

/// A fenced block of the page.
struct Block {
    /// The words after the fence.
    info: String,
    /// The line of its first line.
    line: usize,
    text: String,
}

#[test]
fn every_example_of_the_language_reference_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let (groups, faults) = run_page(&fs::read_to_string(path).unwrap());
    let told: Vec<String> = faults.iter().map(|fault| format!("{PAGE}:{fault}")).collect();
    assert!(told.is_empty(), "{} examples are wrong:\n{}", told.len(), told.join("\n"));
    assert!(groups >= 80, "only {groups} groups ran");
}

#[test]
fn a_wrong_example_is_found() {
    let page = "```redlines\njuice: quota on juice must be at least 5 tons\n```\n\
                ```yaml\njuice: {quota: 4 t}\n```\n\
                ```verdicts\njuice: holds\n```\n";
    let (groups, faults) = run_page(page);
    assert_eq!(groups, 1);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("8: juice: expected `holds`, got `broken`"), "{faults:?}");
}

#[test]
fn an_example_that_nothing_checks_is_found() {
    let (_, faults) = run_page("```redlines\npork must have a quota\n```\n\ntext\n");
    assert_eq!(faults, ["2: no verdicts follow these rules"]);
}

#[test]
fn every_code_has_its_row_on_the_errors_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = codes(&fs::read_to_string(root.join("docs/errors.md")).unwrap());
    let files = walkdir::WalkDir::new(root.join("src")).into_iter().map(|entry| entry.unwrap());
    let rust = files.filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
    let used: BTreeSet<String> =
        rust.flat_map(|entry| codes(&fs::read_to_string(entry.path()).unwrap())).collect();
    let missing: Vec<_> = used.difference(&page).collect();
    let dead: Vec<_> = page.difference(&used).collect();
    assert!(missing.is_empty() && dead.is_empty(), "no row for {missing:?}; no code for {dead:?}");
}

/// `dealbreaker::stage::fault`, each once.
fn codes(text: &str) -> BTreeSet<String> {
    let part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let code = |rest: &str| {
        let (stage, fault) = rest.split_once("::")?;
        let fault = &fault[..fault.find(|c| !part(c)).unwrap_or(fault.len())];
        let whole = !fault.is_empty() && stage.chars().all(part);
        whole.then(|| format!("dealbreaker::{stage}::{fault}"))
    };
    text.split("\"dealbreaker::")
        .skip(1)
        .chain(text.split("`dealbreaker::").skip(1))
        .filter_map(code)
        .collect()
}

/// How many groups there are, and what is wrong: `line: what`.
fn run_page(page: &str) -> (usize, Vec<String>) {
    let blocks = blocks(page);
    let mut groups = 0;
    let mut faults = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let kind = blocks[at].info.split_whitespace().next().unwrap_or_default();
        let end = match kind {
            "redlines" => group_end(&blocks, at),
            _ => at + 1,
        };
        match kind {
            "redlines" => faults.extend(run_group(&blocks[at..end])),
            "refused" => faults.extend(run_refused(&blocks[at])),
            "text" | "sh" | "console" => groups -= 1,
            other => faults.push(format!("{}: a block `{other}` on its own", blocks[at].line)),
        }
        groups += 1;
        at = end;
    }
    (usize::try_from(groups).unwrap_or_default(), faults)
}

/// Where the group that begins at `start` ends: before the next block that is neither data nor verdicts.
fn group_end(blocks: &[Block], start: usize) -> usize {
    let inside = |block: &&Block| block.info == "verdicts" || format(&block.info).is_some();
    start + 1 + blocks[start + 1..].iter().take_while(inside).count()
}

fn format(info: &str) -> Option<Format> {
    Format::of_extension(info)
}

fn run_group(group: &[Block]) -> Vec<String> {
    let rules = Source::new("rules.redlines", group[0].text.as_str());
    let (mut proposals, mut facts, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let mut checked = false;
    for block in &group[1..] {
        match format(&block.info) {
            Some(Format::Csv) => facts.push(data(block, facts.len() + 1)),
            Some(_) => proposals.push(data(block, proposals.len() + 1)),
            None => {
                checked = true;
                faults.extend(run_verdicts(block, &rules, &proposals, &facts));
            }
        }
    }
    if !checked {
        faults.push(format!("{}: no verdicts follow these rules", group[0].line));
    }
    faults
}

fn data(block: &Block, number: usize) -> DataFile {
    let name = format!("{number}.{}", block.info);
    DataFile {
        source: Source::new(name, block.text.as_str()),
        format: format(&block.info).unwrap(),
    }
}

fn run_verdicts(
    block: &Block,
    rules: &SharedSource,
    proposals: &[DataFile],
    facts: &[DataFile],
) -> Vec<String> {
    let lines: Vec<(usize, &str)> =
        block.text.lines().enumerate().map(|(n, line)| (block.line + n, line.trim())).collect();
    let day =
        lines.iter().find_map(|(_, line)| line.strip_prefix("as of ")).unwrap_or("2004-03-01");
    let report = check(rules.clone(), proposals, facts, day);
    let mut faults = Vec::new();
    let mut proposal = 0;
    let mut errors = 0;
    for (number, line) in lines {
        let found = match line.split_once(": ") {
            None if line.is_empty() || line.starts_with("as of ") => continue,
            None if line.starts_with("proposal ") => {
                proposal = line["proposal ".len()..].parse::<usize>().unwrap() - 1;
                continue;
            }
            Some(("notice", words)) => among("notice", &report.notices, words),
            Some(("error", words)) => {
                errors += 1;
                among("error", &report.errors, words)
            }
            Some((rule, words)) => run_line(&report, proposal, rule, words),
            None => vec![format!("`{line}` cannot be read")],
        };
        faults.extend(found.into_iter().map(|fault| format!("{number}: {fault}")));
    }
    if errors == 0 {
        let told = report.errors.iter();
        faults.extend(told.map(|error| format!("{}: error: {}", block.line, error.message)));
    }
    faults
}

fn run_line(report: &Report, proposal: usize, rule: &str, words: &str) -> Vec<String> {
    let Some(report) = report.proposals.get(proposal) else {
        return vec![format!("there is no proposal {}", proposal + 1)];
    };
    if rule == "outcome" {
        let found = format!("{:?}", report.outcome).to_lowercase();
        let wrong = found != words;
        return wrong
            .then(|| format!("expected outcome `{words}`, got `{found}`"))
            .into_iter()
            .collect();
    }
    let mut pieces = words.split("; ");
    let mut expected = expected(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (part, words) = piece.split_once(": ").unwrap_or((piece, ""));
        expected.parts.push((part.to_owned().into(), self::expected(words)));
    }
    match finding_of(report, rule) {
        Ok(found) => {
            let told = |says: &Option<String>| says.clone().unwrap_or_default();
            let differences = expected.differences(rule, found);
            let lines = differences
                .iter()
                .map(|one| format!("{}\n      it says: {}", one.message(), told(&one.says)));
            lines.collect()
        }
        Err(fault) => vec![format!("{}; {}", fault.message(), fault.help().unwrap_or_default())],
    }
}

/// `broken, margin -2,500 tons`
fn expected(words: &str) -> Expectation {
    let mut expected = Expectation::default();
    let mut counts = Counts::default();
    for (number, piece) in words.split(", ").enumerate() {
        if number == 0 {
            expected.verdict = Some(verdict(piece).into());
        } else if let Some(margin) = piece.strip_prefix("margin ") {
            let Ok(Value::Quantity(margin)) = read_quantity(margin) else {
                panic!("`{margin}` is no margin")
            };
            expected.margin = Some(margin.into());
        } else if let Some(hidden) = piece.strip_prefix("hides ") {
            expected.hides = Some(verdict(hidden).into());
        } else if let Some((days, _)) = piece.split_once(" day") {
            expected.days_left = Some(days.parse::<i64>().unwrap().into());
        } else if let Some((count, word)) = piece.split_once(' ') {
            counts.set(verdict(word), count.parse().unwrap());
            expected.count = Some(counts.into());
        }
    }
    expected
}

fn verdict(word: &str) -> Verdict {
    let known = Verdict::ALL.into_iter().find(|verdict| verdict.word() == word);
    known.unwrap_or_else(|| panic!("`{word}` is no verdict"))
}

fn among(kind: &str, notices: &[Notice], words: &str) -> Vec<String> {
    if notices.iter().any(|notice| notice.message.contains(words)) {
        return Vec::new();
    }
    let there: Vec<_> = notices.iter().map(|notice| notice.message.as_str()).collect();
    vec![format!("expected {kind} `{words}`, got {there:?}")]
}

/// Sentences, each followed by the error it gets; or, with the name of a format, a proposal and its error.
fn run_refused(block: &Block) -> Vec<String> {
    let mut faults = Vec::new();
    let mut text = String::new();
    for (number, line) in block.text.lines().enumerate() {
        let Some(words) = line.strip_prefix("error: ") else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        let report = match block.info.split_whitespace().nth(1) {
            None => {
                let proposal = Source::new("1.yaml", "pork: {quota: 1 t}\n");
                let proposal = DataFile { source: proposal, format: Format::Yaml };
                check(Source::new("rules.redlines", text.as_str()), &[proposal], &[], "2004-03-01")
            }
            Some(info) => {
                let rules = Source::new("rules.redlines", "pork must have a quota\n");
                let source = Source::new(format!("1.{info}"), text.as_str());
                let file = DataFile { source, format: format(info).unwrap() };
                match file.format {
                    Format::Csv => check(rules, &[], &[file], "2004-03-01"),
                    _ => check(rules, &[file], &[], "2004-03-01"),
                }
            }
        };
        let line = block.line + number;
        match report.errors.as_slice() {
            [error] if error.message.starts_with(words) => {}
            [] => faults.push(format!("{line}: `{}` is not refused", text.trim())),
            errors => {
                let told: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
                faults.push(format!("{line}: `{}`: expected `{words}`, got {told:?}", text.trim()));
            }
        }
        text.clear();
    }
    if !text.trim().is_empty() {
        faults.push(format!("{}: `{}` has no `error:` line", block.line, text.trim()));
    }
    faults
}

fn check(rules: SharedSource, proposals: &[DataFile], facts: &[DataFile], day: &str) -> Report {
    let input = Input {
        rules: vec![rules],
        proposals: proposals.to_vec(),
        facts: facts.to_vec(),
        as_of: day.parse().unwrap(),
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: true,
        redact: false,
    };
    run::check(&input, &Nothing).report
}

/// The examples of the page use no other files.
struct Nothing;

impl Library for Nothing {
    fn open(&self, _: &str, path: &str) -> Result<SharedSource, String> {
        match path {
            "common/farm.redlines" => {
                let text = "farm products are orange juice and pork\nevery farm product must have a quota\n";
                Ok(Source::new("common/farm.redlines", text))
            }
            _ => Err("it does not exist".to_owned()),
        }
    }
}

/// The fenced blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (number, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(info) => {
                open = true;
                let info = info.trim().to_owned();
                blocks.push(Block { info, line: number + 2, text: String::new() });
            }
            None if open => {
                let block = blocks.last_mut().unwrap();
                block.text.push_str(line);
                block.text.push('\n');
            }
            None => {}
        }
    }
    blocks
}
