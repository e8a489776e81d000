//! What must be true of any text. Shared by the fuzz targets and by `tests/fuzz_regressions.rs`, which runs what was once
//! found through the same functions: each target has one of its name here.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each target needs one of the functions, and not all are crates"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what is false is to be told by a panic"
)]

use std::collections::BTreeSet;

use dealbreaker::explain::{self, Book};
use dealbreaker::limits::Limits;
use dealbreaker::lint;
use dealbreaker::proposal::{self, Content, Document, Format, NodeId};
use dealbreaker::render::{self, Sources, Style};
use dealbreaker::report::{Notice, Outcome, Place, Report};
use dealbreaker::run::{self, Checked, DataFile, Input, NoLibrary};
use dealbreaker::source::{SharedSource, Source, Span};
use dealbreaker::{Date, check as checking, fmt as layout, syntax};

/// What parts the rules, the proposal and the facts of one input of `check`.
pub const CUT: &str = "\n%%%%\n";

const DAY: Date = Date::constant(2004, 3, 1);

/// Every fault of a rule text has a code with a page, words, and a place within the text.
pub fn rules(text: &str) {
    let source = Source::new("r.redlines", text);
    let parsed = syntax::parse(text);
    let spans = parsed.comments.iter().chain(parsed.stretches.iter().map(|stretch| &stretch.span));
    spans.for_each(|span| within(&source, *span));
    for error in &parsed.errors {
        within(&source, error.span);
        said(error.kind.code(), &error.kind.message());
        error.kind.help();
    }
    let (files, _) = checking::load(std::slice::from_ref(&source), &NoLibrary);
    for error in checking::check(&files).errors {
        within(&error.source, error.span);
        said(error.kind.code(), &error.kind.message());
        error.kind.help();
        error.related.iter().for_each(|(source, span)| within(source, *span));
    }
    linted(&source);
    explained(&source);
}

fn linted(source: &SharedSource) {
    let files = std::slice::from_ref(source);
    for redact in [false, true] {
        let allowed = BTreeSet::new();
        let input = lint::Input {
            files,
            as_of: DAY,
            dated: true,
            vocabulary: None,
            allowed: &allowed,
            redact,
        };
        let found = lint::lint(&input, &NoLibrary);
        for notice in found.findings.iter().chain(&found.errors) {
            // places are those of the file as it is, also where what is shown of it is masked
            told(notice, &files.iter().cloned().collect());
        }
    }
}

fn explained(source: &SharedSource) {
    let book = Book::open(std::slice::from_ref(source), &NoLibrary);
    for rule in book.rules() {
        shown("explain", &explain::reading::rule(&book, rule).to_text(&Style::default()));
    }
}

/// Layout keeps what the text says and its comments, and has nothing to do the second time.
pub fn fmt(text: &str) {
    let once = layout::format(text).unwrap_or_else(|altered| panic!("{altered:?} is changed")).text;
    let twice =
        layout::format(&once).unwrap_or_else(|altered| panic!("{altered:?}, once laid out"));
    assert_eq!(twice.text, once, "laid out twice is not as laid out once");
    let (before, after) = (syntax::parse(text), syntax::parse(&once));
    assert_eq!(comments(text, &before), comments(&once, &after), "comments");
    assert_eq!(before.file.sentences.len(), after.file.sentences.len(), "sentences");
    let codes = |parsed: &syntax::Parsed| -> Vec<&str> {
        parsed.errors.iter().map(|error| error.kind.code()).collect()
    };
    assert_eq!(codes(&before), codes(&after), "faults");
}

fn comments<'t>(text: &'t str, parsed: &syntax::Parsed) -> Vec<&'t str> {
    let of =
        |span: &Span| text.get(span.start..span.end).expect("a comment within the text").trim_end();
    parsed.comments.iter().map(of).collect()
}

/// Proposals in YAML.
pub fn yaml(text: &str) {
    data(text, Format::Yaml);
}

/// Proposals in JSON.
pub fn json(text: &str) {
    data(text, Format::Json);
    // what this reads as a proposal is JSON to others too
    let source = Source::new("p", text);
    let outcomes = proposal::read(&source, Format::Json, &proposal::Limits::default());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if outcomes.iter().all(Result::is_ok) {
        serde_json::from_str::<serde_json::Value>(text)
            .map(drop)
            .or_else(
                |error| {
                    if error.to_string().contains("out of range") { Ok(()) } else { Err(error) }
                },
            )
            .expect("JSON");
    }
}

/// Proposals in NDJSON.
pub fn ndjson(text: &str) {
    data(text, Format::Ndjson);
}

/// Proposals in TOML.
pub fn toml(text: &str) {
    data(text, Format::Toml);
}

/// Facts in CSV.
pub fn csv(text: &str) {
    data(text, Format::Csv);
}

/// Every key, value and fault has a place within the text; every value can be read.
fn data(text: &str, format: Format) {
    let source = Source::new("p", text);
    let outcomes = proposal::read(&source, format, &small().data());
    assert!(!outcomes.is_empty(), "neither a document nor a fault");
    for outcome in outcomes {
        match outcome {
            Ok(document) => document.nodes().for_each(|node| read(&source, &document, node)),
            Err(faults) => {
                assert!(!faults.is_empty(), "refused without a fault");
                for fault in faults {
                    within(&source, fault.span);
                    said(fault.kind.code(), &fault.kind.message());
                    fault.kind.help();
                    fault.related.iter().for_each(|(span, _)| within(&source, *span));
                }
            }
        }
    }
}

fn read(source: &SharedSource, document: &Document, node: NodeId) {
    within(source, document.span(node));
    document.key(node).iter().for_each(|key| within(source, key.span));
    document.pointer(node);
    document.reading(node);
    match document.content(node) {
        Content::Scalar { .. } => assert!(document.children(node).is_empty(), "a value with keys"),
        Content::Mapping(_) | Content::List(_) => {}
    }
    for child in document.children(node) {
        assert_eq!(document.parent(*child), Some(node), "a child of another");
    }
}

/// A whole check: rules, a proposal and facts in one text. No fault makes an outcome better, and each format of reports
/// is sound.
pub fn check(text: &str) {
    let mut parts = text.splitn(3, CUT);
    let rules = Source::new("r.redlines", parts.next().unwrap_or_default());
    let proposal = parts.next().unwrap_or_default();
    let format = format_of(proposal);
    let file =
        |name: &str, text: &str, format| DataFile { source: Source::new(name, text), format };
    let mut input = Input::new(vec![rules], vec![file("p", proposal, format)], DAY);
    input.facts = parts.next().map(|text| file("f.csv", text, Format::Csv)).into_iter().collect();
    input.all_parts = text.len() % 2 == 1;
    checked(&input);
    input.redact = true;
    checked(&input);
}

/// What the proposal is written in, by how it begins.
fn format_of(text: &str) -> Format {
    match text.as_bytes() {
        [b'#', b't', ..] => Format::Toml,
        [b'{', ..] if text.lines().nth(1).is_some_and(|line| line.starts_with('{')) => {
            Format::Ndjson
        }
        [b'{', ..] => Format::Json,
        _ => Format::Yaml,
    }
}

/// Smaller limits than the tool has, so that each of them is met and no single run is long.
fn small() -> Limits {
    Limits { subjects: 5_000, alias_values: 5_000, spelled_out: 5_000, ..Limits::default() }
}

fn checked(input: &Input) {
    let checked = run::check_within(input, &NoLibrary, 1, &small());
    let Checked { report, sources, failed, .. } = &checked;
    let sources: Sources = sources.iter().cloned().collect();
    // places are those of the files as they are, also where what is shown of them is masked
    let data = input.proposals.iter().chain(&input.facts).map(|file| &file.source);
    let given: Sources = input.rules.iter().chain(data).cloned().collect();
    assert_eq!(*failed, !report.errors.is_empty(), "failed, and no error told");
    if *failed && !report.proposals.is_empty() {
        assert!(report.outcome >= Outcome::Unknown, "a fault, and yet {:?}", report.outcome);
    }
    for notice in report.errors.iter().chain(&report.notices) {
        told(notice, &given);
    }
    let findings = report.proposals.iter().flat_map(|proposal| &proposal.findings);
    for finding in findings.flat_map(|finding| std::iter::once(finding).chain(&finding.parts)) {
        assert!(!finding.message.is_empty(), "a verdict without a word");
        finding.data.iter().chain([&finding.at]).for_each(|place| points(place, &given));
    }
    render::Format::ALL.into_iter().for_each(|format| rendered(format, report, &sources));
}

fn rendered(format: render::Format, report: &Report, sources: &Sources) {
    let mut bytes = Vec::new();
    render::render(format, report, sources, &Style::default(), &mut bytes).expect("it is written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let name = format.name();
    shown(name, &text);
    use render::Format as F;
    match format {
        F::Json => {
            let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(value, serde_json::to_value(report).expect("JSON"), "the report as it is");
        }
        F::Sarif | F::Gitlab | F::Summary => {
            serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
        }
        F::Jsonl => text.lines().for_each(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON");
        }),
        F::Html => assert!(!text.to_ascii_lowercase().contains("<script"), "a script"),
        F::Pretty | F::Concise | F::Junit | F::Tap | F::Github | F::Markdown => {}
    }
}

/// Nothing that a terminal obeys or that is not seen.
fn shown(name: &str, text: &str) {
    let hidden = text.chars().find(|c| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(hidden, None, "in {name}");
}

fn told(notice: &Notice, sources: &Sources) {
    said(&notice.code, &notice.message);
    notice.at.iter().chain(&notice.related).for_each(|place| points(place, sources));
}

/// A place is within its text, and its line and column are those of its offset.
fn points(place: &Place, sources: &Sources) {
    let Some(source) = sources.get(&place.file) else { return };
    within(source, Span::new(place.offset, place.offset + place.length));
    assert_eq!((place.line, place.column), source.position(place.offset), "line and column");
}

/// A code has a page, and a fault has words.
fn said(code: &str, message: &str) {
    assert!(!message.trim().is_empty(), "{code} says nothing");
    assert!(explain::codes::find(code).is_some(), "{code} has no page");
}

fn within(source: &SharedSource, span: Span) {
    assert!(source.text().get(span.start..span.end).is_some(), "{span:?} is not within the text");
}
