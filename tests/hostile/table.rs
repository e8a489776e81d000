//! The tables: each case is run as a user would run it, among others that are good.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::project::{Project, Run};
use serde_json::Value;

/// One case of a table.
struct Case {
    title: String,
    text: String,
    expected: String,
}

#[test]
fn bad_sentences() {
    table("sentences", |text| {
        let around = [b"pork must have a quota\n", text, b"\nbeef must have a quota\n"].concat();
        sentence(&around, 2)
    });
}

#[test]
fn refused_sentences() {
    table("refused", |text| {
        let around = [b"pork must have a quota\n", text, b"\nbeef must have a quota\n"].concat();
        sentence(&around, 2)
    });
}

#[test]
fn bad_rule_files() {
    table("rule_files", |text| sentence(text, 0));
}

#[test]
fn bad_yaml() {
    table("yaml", |text| proposal("bad.yaml", text));
}

#[test]
fn bad_json() {
    table("json", |text| proposal("bad.json", text));
}

#[test]
fn bad_ndjson() {
    table("ndjson", |text| proposal("bad.ndjson", text));
}

#[test]
fn bad_toml() {
    table("toml", |text| proposal("bad.toml", text));
}

#[test]
fn bad_facts() {
    table("csv", facts);
}

#[test]
fn there_are_many_cases() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/tables");
    let tables = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let cases: usize = tables.map(|path| read(&fs::read_to_string(path).unwrap()).len()).sum();
    assert!(cases >= 150, "only {cases}");
}

/// Runs every case of a table.
fn table(name: &str, run: impl Fn(&[u8]) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/hostile/tables/{name}.table"));
    let cases = read(&fs::read_to_string(&path).unwrap());
    let mut wrong = String::new();
    let mut fresh = String::new();
    for case in &cases {
        let said = run(&unescaped(&case.text));
        let _ = write!(fresh, "== {}\n{}->\n{said}\n", case.title, case.text);
        if said.trim_end() != case.expected.trim_end() {
            let _ = write!(
                wrong,
                "== {}\n{}expected\n{}said\n{said}\n",
                case.title, case.text, case.expected
            );
        }
    }
    if std::env::var_os("UPDATE_HOSTILE").is_some() {
        return fs::write(path, fresh).unwrap();
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn read(text: &str) -> Vec<Case> {
    let cases = text.split("== ").skip(1);
    cases
        .map(|case| {
            let (title, rest) = case.split_once('\n').unwrap();
            let (text, expected) = rest.split_once("->\n").unwrap_or((rest, ""));
            let expected = expected.trim_end().to_owned() + "\n";
            Case { title: title.to_owned(), text: text.to_owned(), expected }
        })
        .collect()
}

/// The bytes of a text, without its last line end.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.strip_suffix('\n').unwrap_or(text);
    while let Some(at) = rest.find('\\') {
        let (before, after) = rest.split_at(at);
        bytes.extend(before.as_bytes());
        rest = if let Some((code, rest)) =
            after.strip_prefix("\\u{").and_then(|after| after.split_once('}'))
        {
            let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
            bytes.extend(c.to_string().as_bytes());
            rest
        } else if let Some(code) = after.strip_prefix("\\x").and_then(|after| after.get(..2)) {
            bytes.push(u8::from_str_radix(code, 16).unwrap());
            &after[4..]
        } else if let Some(rest) = after.strip_prefix("\\r") {
            bytes.push(b'\r');
            rest
        } else if let Some(rest) = after.strip_prefix("\\t") {
            bytes.push(b'\t');
            rest
        } else {
            bytes.push(b'\\');
            &after[1..]
        };
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// A rule file on a good proposal; so many of its sentences are good.
fn sentence(text: &[u8], good: usize) -> String {
    let project = Project::new(&[("offer.yaml", "pork: {quota: 5 tons}\nbeef: {quota: 9 tons}\n")]);
    project.write("r.redlines", text);
    let run = project.run(&[
        "check",
        "-r",
        "r.redlines",
        "offer.yaml",
        "--as-of",
        "2004-03-01",
        "--format",
        "json",
    ]);
    let report = run.report();
    let held = report["proposals"].as_array().unwrap().iter();
    let held = held.flat_map(|one| one["findings"].as_array().unwrap());
    let held = held.filter(|one| {
        let sentence = one["sentence"].as_str().unwrap();
        one["verdict"] == "holds" && sentence.ends_with(" must have a quota")
    });
    assert!(held.count() >= good, "a good sentence is lost: {}", run.out);
    told(&run, &report, "offer.yaml")
}

/// A proposal beside a good one.
fn proposal(name: &str, text: &[u8]) -> String {
    let project = Project::new(&[("good.yaml", "pork: {quota: 5 tons}\n")]);
    project.write(name, text);
    let rule = "quota on pork must be at least 5 tons";
    let run = project.run(&[
        "check",
        "-e",
        rule,
        "good.yaml",
        name,
        "--as-of",
        "2004-03-01",
        "--format",
        "json",
    ]);
    let report = run.report();
    let good = &report["proposals"][0];
    assert_eq!(
        (good["file"].as_str(), good["outcome"].as_str()),
        (Some("good.yaml"), Some("acceptable"))
    );
    told(&run, &report, name)
}

/// Facts under a good proposal.
fn facts(text: &[u8]) -> String {
    let project = Project::new(&[("good.yaml", "pork: {quota: 5 tons}\n")]);
    project.write("facts.csv", text);
    let rule = "imports of pork must be at most 5 tons";
    let run = project.run(&[
        "check",
        "-e",
        rule,
        "good.yaml",
        "--facts",
        "facts.csv",
        "--as-of",
        "2004-03-01",
        "--format",
        "json",
    ]);
    told(&run, &run.report(), "good.yaml")
}

/// What the program said: errors and notices with their places, the outcome of the file, the exit code.
fn told(run: &Run, report: &Value, file: &str) -> String {
    let mut said = String::new();
    for (list, word) in [("errors", ""), ("notices", "notice ")] {
        for one in report[list].as_array().unwrap() {
            let code = one["code"].as_str().unwrap().trim_start_matches("dealbreaker::");
            let at = match one["at"]["line"].as_u64() {
                Some(line) => format!("{line}:{} ", one["at"]["column"]),
                None => String::new(),
            };
            let _ = writeln!(said, "{word}{at}{code}: {}", visible(&one["message"]));
            if one["help"].is_string() {
                let _ = writeln!(said, "  help: {}", visible(&one["help"]));
            }
        }
    }
    let judged = report["proposals"].as_array().unwrap().iter().filter(|one| one["file"] == file);
    for one in judged {
        let _ = writeln!(said, "outcome: {}", one["outcome"].as_str().unwrap());
    }
    let _ = writeln!(said, "exit: {}", run.code);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    said
}

/// A message with escapes for what cannot be seen, cut where it is very long.
fn visible(text: &Value) -> String {
    let escape = |c: char| {
        let hidden = c.is_control()
            || matches!(c, '\u{80}'..='\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if hidden { c.escape_unicode().to_string() } else { c.to_string() }
    };
    let text: String = text.as_str().unwrap().chars().map(escape).collect();
    match text.char_indices().nth(300) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
