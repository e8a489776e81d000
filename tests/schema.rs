//! `dealbreaker schema`: real reports, settings, case files and baselines fit their schemas, and misspelt ones do not.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "cli/project.rs"]
mod project;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dealbreaker::proposal::{self, Content, Document, Format, Limits, NodeId};
use dealbreaker::source::Source;
use dealbreaker::value::ScalarStyle;
use jsonschema::Validator;
use project::Project;
use serde_json::{Map, Value, json};

const NAMES: [&str; 8] =
    ["report", "jsonl", "summary", "lint", "compare", "config", "test", "baseline"];

fn schema(name: &str) -> Value {
    let run = Project::new(&[]).run(&["schema", name]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
    serde_json::from_str(&run.out).unwrap()
}

fn validator(name: &str) -> Validator {
    jsonschema::draft202012::new(&schema(name)).unwrap()
}

fn assert_fits(schema: &Validator, instance: &Value, what: &str) {
    let faults: Vec<String> = schema
        .iter_errors(instance)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the repository with a name that ends so.
fn files(ending: &str) -> Vec<PathBuf> {
    let folders = ["proposals", "tests", "src", "rules"].map(|folder| repository().join(folder));
    let all = folders.iter().flat_map(walkdir::WalkDir::new).map(|entry| entry.unwrap());
    let mut found: Vec<PathBuf> = all
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.extend(Some(repository().join(ending)).filter(|path| path.is_file()));
    assert!(!found.is_empty(), "{ending}");
    found
}

/// All that is checked in the examples of the repository, and a rule with a waiver and one with a secret beside.
const RUNS: [&[&str]; 5] = [
    &[],
    &["--all-parts"],
    &["-r", "rules/library", "proposals/library", "--as-of", "2004-03-01"],
    &["-r", "rules/contracts", "proposals/contracts", "--as-of", "2026-11-21", "--redact"],
    &[
        "-r",
        "tests/cases/waivers/w.redlines",
        "tests/cases/waivers/w.yaml",
        "--as-of",
        "2004-03-01",
    ],
];

/// The text of a report on the examples.
fn reported(args: &[&str], format: &str) -> String {
    let mut command = Project::new(&[]).command();
    command.current_dir(repository()).arg("check").args(args).args(["--format", format]);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn verdicts(finding: &Value, seen: &mut BTreeSet<String>) {
    seen.insert(finding["verdict"].as_str().unwrap().to_owned());
    finding["parts"].as_array().unwrap().iter().for_each(|part| verdicts(part, seen));
}

#[test]
fn real_reports_of_every_verdict_fit() {
    let [report, jsonl, summary] = ["report", "jsonl", "summary"].map(validator);
    let mut seen = BTreeSet::new();
    for args in RUNS {
        let whole: Value = serde_json::from_str(&reported(args, "json")).unwrap();
        assert_fits(&report, &whole, &format!("{args:?}"));
        for line in reported(args, "jsonl").lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            assert_fits(&jsonl, &line, &format!("{args:?}"));
            line["findings"].as_array().unwrap().iter().for_each(|one| verdicts(one, &mut seen));
        }
        let line: Value = serde_json::from_str(&reported(args, "summary")).unwrap();
        assert_fits(&summary, &line, &format!("{args:?}"));
    }
    let all = ["broken", "holds", "not applicable", "unknown", "waived", "waiting"];
    assert_eq!(seen, all.map(str::to_owned).into());
}

#[test]
fn what_is_no_report_does_not_fit() {
    let report = validator("report");
    let whole: Value = serde_json::from_str(&reported(&[], "json")).unwrap();
    for (pointer, wrong) in [
        ("/kind", json!("zone")),
        ("/outcome", json!("fine")),
        ("/proposals/0/findings/0/verdict", json!("ok")),
        ("/proposals/0/findings/0/at/line", json!("12")),
        ("/proposals/0/counts", json!({"holds": 1})),
    ] {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong;
        assert!(!report.is_valid(&changed), "{pointer}");
    }
    for schema in ["summary", "jsonl", "lint", "baseline"] {
        assert!(!validator(schema).is_valid(&whole), "{schema}");
    }
}

#[test]
fn findings_of_lint_fit() {
    let project = Project::new(&[(
        "rules/a.redlines",
        "rent must be at most EUR 5\nlow: rent must be at least EUR 9\nx: rent must be at leest 1\n",
    )]);
    let run = project.run(&["lint", "rules", "--format", "json"]);
    let findings: Value = serde_json::from_str(&run.out).unwrap();
    assert!(!findings["findings"].as_array().unwrap().is_empty(), "{findings}");
    assert_fits(&validator("lint"), &findings, "lint");
}

#[test]
fn baselines_fit() {
    let schema = validator("baseline");
    let place = Project::new(&[]);
    let file = place.path("known.json");
    for args in RUNS.iter().filter(|args| !args.contains(&"--redact")) {
        let mut args = args.to_vec();
        args.extend(["--write-baseline", file.to_str().unwrap()]);
        reported(&args, "summary");
        let written: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        assert!(!written["entries"].as_array().unwrap().is_empty(), "{args:?}");
        assert_fits(&schema, &written, &format!("{args:?}"));
        let mut wrong = written.clone();
        wrong["entries"][0]["verdict"] = json!("holds");
        assert!(!schema.is_valid(&wrong));
    }
}

/// Dates are texts to those who hold TOML against JSON Schemas.
fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(list) => list.iter().map(of_toml).collect(),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), of_toml(value))).collect()
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

fn settings(text: &str) -> Value {
    of_toml(&toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn settings_fit_and_misspelt_ones_do_not() {
    let schema = validator("config");
    for file in files("dealbreaker.toml") {
        let text = fs::read_to_string(&file).unwrap();
        assert_fits(&schema, &settings(&text), &file.display().to_string());
    }
    for good in ["", "[[check]]", "[[check]]\nrules = ['a', 'b/*']\nas-of = '2004-03-01'"] {
        assert_fits(&schema, &settings(good), good);
    }
    for bad in [
        "[[checks]]",
        "[[check]]\nrule = 'r'",
        "[[check]]\nas_of = 2004-03-01",
        "[[check]]\nas-of = '03/04/2005'",
        "[[check]]\nrules = 3",
        "[[check]]\nname = ['a']",
    ] {
        assert!(!schema.is_valid(&settings(bad)), "{bad}");
    }
}

/// YAML as an editor reads it.
fn of_yaml(text: &str) -> Value {
    let source = Source::new("a.yaml", text);
    let documents = proposal::read(&source, Format::Yaml, &Limits::default());
    let document = documents.into_iter().next().unwrap().unwrap();
    node(&document, document.root())
}

fn node(document: &Document, id: NodeId) -> Value {
    match document.content(id) {
        Content::List(items) => items.iter().map(|item| node(document, *item)).collect(),
        Content::Mapping(items) => items
            .iter()
            .map(|item| (document.key(*item).unwrap().text.clone(), node(document, *item)))
            .collect::<Map<String, Value>>()
            .into(),
        Content::Scalar { text, style } => match style {
            ScalarStyle::Null => Value::Null,
            ScalarStyle::Bool(value) => json!(value),
            ScalarStyle::Plain | ScalarStyle::Number => {
                text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number))
            }
            ScalarStyle::Quoted => json!(text),
        },
    }
}

#[test]
fn case_files_fit_and_misspelt_ones_do_not() {
    let schema = validator("test");
    for file in files(".test.yaml") {
        let text = fs::read_to_string(&file).unwrap();
        assert_fits(&schema, &of_yaml(&text), &file.display().to_string());
    }
    let case = |keys: &str| {
        of_yaml(&format!("rules: r\ncases: [{{proposal: p.yaml, as-of: 2004-03-01, {keys}}}]\n"))
    };
    for good in [
        "outcome: halt",
        "snapshot: true",
        "snapshot: a/b.snap",
        "expect: {a: broken}",
        "expect: {a: {margin: 5, days-left: -1, hides: unknown, count: {not applicable: 2}}}",
        "expect: {a: {parts: {pork: {parts: {x: holds}}}}}",
        "document: 1, rounds: [a, b], party: Mexico, name: 2004, outcome: broken",
    ] {
        assert_fits(&schema, &case(good), good);
    }
    for bad in [
        "name: nothing expected",
        "outcomes: halt",
        "outcome: fine",
        "snapshot: false",
        "snapshot: a.txt",
        "expect: {a: ok}",
        "expect: {a: {}}",
        "expect: {a: {verdicts: broken}}",
        "expect: {a: {count: {hold: 2}}}",
        "expect: {a: {parts: {pork: ok}}}",
        "outcome: halt, partie: Mexico",
    ] {
        assert!(!schema.is_valid(&case(bad)), "{bad}");
    }
    for bad in
        ["cases: []", "rules: r\ncases: []", "rules: r", "rules: r\ncases: [{outcome: halt}]"]
    {
        assert!(!schema.is_valid(&of_yaml(bad)), "{bad}");
    }
}

#[test]
fn every_schema_is_listed_and_none_is_guessed() {
    let project = Project::new(&[]);
    let list = project.run(&["schema"]);
    assert_eq!(list.code, 0);
    let names: Vec<&str> =
        list.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, NAMES);
    for name in NAMES {
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
    let run = project.run(&["schema", "reprot"]);
    assert_eq!(run.code, 2);
    assert!(run.out.is_empty() && run.err.contains("report"), "{}", run.err);
}

/// What a strict validator (ajv) refuses: formats that nobody knows. And what nobody reads: a field without words.
#[test]
fn schemas_are_strict_and_described() {
    for name in NAMES {
        walk(&schema(name), name);
    }
}

fn walk(value: &Value, path: &str) {
    if let Some(format) = value.get("format").and_then(Value::as_str) {
        assert_eq!(format, "date", "{path}");
    }
    if let Some(fields) = value.get("properties").and_then(Value::as_object) {
        let of_verdicts = ["broken", "acceptable"].iter().any(|word| fields.contains_key(*word));
        for (key, field) in fields.iter().filter(|_| !of_verdicts) {
            assert!(field.get("description").is_some(), "{path}/{key}");
        }
    }
    match value {
        Value::Object(map) => map.iter().for_each(|(key, one)| walk(one, &format!("{path}/{key}"))),
        Value::Array(list) => list.iter().for_each(|one| walk(one, path)),
        _ => {}
    }
}
