//! Reports written while they are made are those that are held until they are whole: byte for byte, with the same exit code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use std::fs;
use std::path::Path;

use dealbreaker::limits::Limits;
use dealbreaker::proposal::Format;
use dealbreaker::run::{DataFile, Input, NoLibrary, check_within};
use dealbreaker::source::Source;
use project::Project;

/// The formats that are written proposal by proposal.
const FORMATS: [&str; 5] = ["pretty", "concise", "json", "jsonl", "summary"];

/// Has each report written both ways: one that leaves a baseline behind is held.
fn same_both_ways(project: &Project, arguments: &[&str], what: &str) {
    for format in FORMATS {
        let check = ["check", "--as-of", "2004-03-05", "--format", format];
        let run = |more: &[&str]| {
            let run = project.run(&[&check, arguments, more].concat());
            (run.out, run.err, run.code)
        };
        let held = run(&["--threads", "1", "--write-baseline", "left.baseline"]);
        for threads in ["1", "3"] {
            assert!(run(&["--threads", threads]) == held, "{what}, {format}, {threads} threads");
        }
        let file = format!("{format}=report.out");
        let mut told = project.run(&[&check[..3], &["--format", &file], arguments].concat());
        told.out = fs::read_to_string(project.path("report.out")).unwrap_or_default();
        assert!(told.out == held.0 && told.code == held.2, "{what}, {format} into a file");
    }
}

#[test]
fn of_every_case() {
    let mut seen = 0;
    for folder in fs::read_dir("tests/cases").unwrap() {
        let folder = folder.unwrap().path();
        let project = Project::new(&[]);
        let mut arguments = vec!["-r".to_owned(), "case".to_owned()];
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            project.write(&format!("case/{name}"), &fs::read(&file).unwrap());
            if name.ends_with(".csv") || name == "suppliers.json" {
                arguments.extend(["--facts".to_owned(), format!("case/{name}")]);
            }
            seen += 1;
        }
        arguments.push("case".to_owned());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        same_both_ways(&project, &arguments, &folder.display().to_string());
    }
    assert!(seen > 40, "only {seen} files");
}

/// Sentences with notices, with names that are misspelt or nowhere, with parties that are none.
const RULES: &str = "\
quota on pork must be at least 5,000 tons
  waived until 2003-01-01
quota on prok must be at least 5,000 tons
tarif on pork should be at most 9%
wombat must not have a quota
for each product, its quota must be at least 5,000 tons
every product must have a quota
  except lamb
duty on pork from Japan must be at most 9%
there must be an accord by 2004-12-31
halt if quota on beef is above 9,000 tons
";

/// Lines of all kinds: whole, bad, blank, with what only a careful reader reads, with strange keys and values.
fn lines() -> String {
    let mut lines = String::from("\u{feff}");
    for number in 0..40 {
        let line =
            match number % 8 {
                0 => format!("{{\"name\":\"n {number}\",\"pork\":{{\"quota\":\"{number}00 t\"}}}}"),
                1 => "{\"pork\": {\"quota\": 1".to_owned(),
                2 => "  ".to_owned(),
                3 => "{\"pork\":{\"quota\":1,\"Quota\":2}}".to_owned(),
                4 => {
                    let duty = format!("{{\"Japan\":5,\"Mexcio\":{number}}}");
                    format!("{{\"partners\":[\"Japan\",\"Mexico\"],\"pork\":{{\"duty\":{duty}}}}}")
                }
                5 => "{\"products\":[{\"id\":\"la\\u006db\",\"quota\":\"TBD\"},{\"hs\":\"02\"}]}"
                    .into(),
                6 => "{\"products\":{\"pork\":{\"quota\":\"7 tonz\"}},\"beef\":{\"quota\":9999}}"
                    .into(),
                _ => "[1, 2]".to_owned(),
            };
        lines.push_str(&line);
        lines.push_str(if number % 3 == 0 { "\r\n" } else { "\n" });
    }
    lines
}

const YAML: &str = "\
pork: &one
  quota: 6,500 tons
---
beef: {quota: 10 t}
lamb: *one
---
pork:
  tariff: 5%
";

fn untidy() -> Project {
    Project::new(&[
        ("r.redlines", RULES),
        ("torn.redlines", "pork must quota\n"),
        ("in/a.ndjson", &lines()),
        ("in/b.yaml", YAML),
        ("in/c.toml", "[pork]\nquota = '4,000 tons'\n"),
        ("in/d.json", "{\"pork\": {\"quota\": 5000}, \"name\": \"d\"}"),
        ("in/e.json", "{"),
        ("in/f.yaml", ""),
        ("in/g.yaml", "pork: {tarrif: 5%}\n"),
        ("facts.csv", "name,quota\npork,7 t\nprok,8 t\nwheat,9 t\n"),
    ])
}

#[test]
fn of_untidy_proposals() {
    let project = untidy();
    let rules: &[&str] = &["-r", "r.redlines"];
    for (what, arguments) in [
        ("all", vec!["in"]),
        ("lines", vec!["in/a.ndjson"]),
        ("good ones", vec!["in/b.yaml", "in/c.toml", "in/d.json", "in/g.yaml"]),
        ("one", vec!["in/c.toml"]),
        ("with facts", vec!["in", "--facts", "facts.csv"]),
        ("for a party", vec!["in", "--party", "Japan", "--all-parts"]),
        ("with a torn rule", vec!["in", "-r", "torn.redlines"]),
        ("and one that is not there", vec!["in", "nowhere.yaml"]),
        ("none", vec!["in/e.json"]),
        ("with rounds", vec!["in", "-e", "quota on pork may not fall from the previous round"]),
    ] {
        same_both_ways(&project, &[rules, &arguments].concat(), what);
    }
}

#[test]
fn of_more_findings_than_people_are_shown() {
    let project = untidy();
    project.write("dealbreaker.toml", b"[limits]\nfindings = 7\n");
    same_both_ways(&project, &["-r", "r.redlines", "in"], "what cannot be counted beforehand");
    let good = ["in/c.toml", "in/d.json", "in/g.yaml"];
    let arguments = [&["-r", "r.redlines"], &good[..]].concat();
    same_both_ways(&project, &arguments, "what can be");
    let told = project.run(&[&["check", "--as-of", "2004-03-05"], &arguments[..]].concat());
    assert!(told.out.contains("findings are not listed here"), "{}", told.out);
}

#[test]
fn with_a_baseline() {
    let project = untidy();
    let known = ["-r", "r.redlines", "in/c.toml", "in/g.yaml"];
    project.run(&[&["check", "--write-baseline", "known.json"], &known[..]].concat());
    assert!(project.path("known.json").exists());
    let arguments = ["-r", "r.redlines", "in/c.toml", "in/d.json", "--baseline", "known.json"];
    same_both_ways(&project, &arguments, "with a baseline");
}

/// Limits that are not the usual ones have all documents held.
#[test]
fn documents_read_when_their_turn_comes_are_those_that_are_held() {
    let file = |name: &str, text: &str| DataFile {
        source: Source::new(name, text),
        format: Format::of(Path::new(name)).unwrap(),
    };
    let proposals = vec![
        file("a.ndjson", &lines()),
        file("b.yaml", YAML),
        file("c.toml", "[pork]\nquota = '4,000 tons'\n"),
        file("d.json", "{\"prok\": {\"quota\": 5000}, \"tariff\": 3}"),
        file("e.ndjson", "\n \n"),
        file("f.yaml", "wombats: [{name: Wombat, quota: 5}, {name: [no, name]}]\n"),
    ];
    let rules = vec![Source::new("r.redlines", RULES)];
    let mut input = Input::new(rules, proposals, jiff::civil::date(2004, 3, 5));
    input.facts.push(file("facts.csv", "name,quota\npork,7 t\nprok,8 t\nwheat,9 t\n"));
    let held = Limits { text_bytes: Limits::default().text_bytes + 1, ..Limits::default() };
    for redact in [false, true] {
        input.redact = redact;
        let held = check_within(&input, &NoLibrary, 1, &held);
        assert!(held.report.proposals.len() > 20 && held.report.errors.len() > 10);
        for threads in [1, 2, 5] {
            let read = check_within(&input, &NoLibrary, threads, &Limits::default());
            assert_eq!(read.report, held.report, "{threads} threads");
            assert_eq!((read.judged, read.applied), (held.judged, held.applied));
        }
    }
}

#[test]
fn a_reader_who_has_read_enough_changes_no_exit_code() {
    let project = untidy();
    let line =
        "{\"pork\":{\"quota\":\"4,000 t\"},\"products\":{\"a\":{},\"b\":{}}}\n".repeat(3_000);
    project.write("long.ndjson", line.as_bytes());
    let program = env!("CARGO_BIN_EXE_dealbreaker");
    let line = format!(
        "{program} check -r r.redlines long.ndjson --as-of 2004-03-05 --format json | head -c 10 > /dev/null; exit ${{PIPESTATUS[0]}}"
    );
    let mut bash = assert_cmd::Command::new("bash");
    let output = bash.current_dir(project.path("")).args(["-c", &line]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
