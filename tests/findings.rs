//! What is said of each verdict: message, help, margin, places and notices, over rules and proposals made to reach the
//! corners of the evaluator. One snapshot for each folder of `tests/findings`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

#[test]
fn findings_are_as_they_were_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings");
    let folders = names(&root, Path::is_dir);
    assert!(folders.len() >= 13, "only {folders:?}");
    for folder in folders {
        insta::with_settings!({ snapshot_path => "findings", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(folder.as_str(), told(&root.join(&folder)));
        });
    }
}

fn names(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<String> {
    let paths = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.unwrap().path());
    let named = |path: std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut names: Vec<String> = paths.filter(|path| wanted(path)).map(named).collect();
    names.sort();
    names
}

/// The report on a folder: its rules, its proposals, and its files of facts, which say so in their name.
fn told(folder: &Path) -> String {
    let mut command = assert_cmd::Command::cargo_bin("dealbreaker").expect("the binary");
    command.current_dir(folder).args([
        "check",
        "--as-of",
        "2004-03-01",
        "--format",
        "json",
        "--all-parts",
    ]);
    for name in names(folder, Path::is_file) {
        if name.ends_with(".redlines") {
            command.args(["--rules", &name]);
        } else if name.contains(".facts.") {
            command.args(["--facts", &name]);
        } else {
            command.arg(name);
        }
    }
    let output = command.output().expect("a run");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let mut told = String::new();
    for proposal in list(&report["proposals"]) {
        let file = text(&proposal["file"]);
        writeln!(told, "== {file}: {}", text(&proposal["outcome"])).unwrap();
        list(&proposal["findings"]).for_each(|one| finding(one, "rule", &file, 0, &mut told));
    }
    for one in list(&report["notices"]).chain(list(&report["errors"])) {
        writeln!(told, "{}: {}", text(&one["code"]), text(&one["message"])).unwrap();
    }
    told
}

fn finding(one: &Value, name: &str, file: &str, depth: usize, told: &mut String) {
    let mut line = format!("{}: {}", text(&one[name]), text(&one["verdict"]));
    let margin = &one["margin"];
    if !margin.is_null() {
        write!(line, ", margin {} {}", text(&margin["amount"]), text(&margin["unit"])).unwrap();
        line.truncate(line.trim_end().len());
    }
    if !margin["relative"].is_null() {
        write!(line, " ({} of the limit)", text(&margin["relative"])).unwrap();
    }
    if !one["days_left"].is_null() {
        write!(line, ", {} days left", one["days_left"]).unwrap();
    }
    let mut lines = vec![line, text(&one["message"])];
    lines.extend(list(&one["help"]).map(|help| format!("help: {}", text(help))));
    let places: Vec<String> = list(&one["data"]).map(|at| place(at, file)).collect();
    lines.extend((!places.is_empty()).then(|| format!("at {}", places.join(", "))));
    // a part is told in one line
    let between = if depth == 0 { "\n  " } else { "; " };
    writeln!(told, "{}{}", "  ".repeat(depth), lines.join(between)).unwrap();
    list(&one["parts"]).for_each(|part| finding(part, "subject", file, depth + 2, told));
}

fn place(at: &Value, file: &str) -> String {
    let path = if text(&at["path"]).is_empty() { "/".to_owned() } else { text(&at["path"]) };
    let document = at["document"].as_u64().filter(|document| *document > 0);
    let document = document.map(|document| format!(" of document {document}")).unwrap_or_default();
    let elsewhere = Some(text(&at["file"])).filter(|other| other != file);
    path + &document + &elsewhere.map(|other| format!(" in {other}")).unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
