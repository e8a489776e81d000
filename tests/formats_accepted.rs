//! Each format, read by a parser that is not ours: the schema of its publisher where there is one.
//!
//! `xmllint` (libxml2) and Perl's `TAP::Parser` are asked where they are installed; with
//! `DEALBREAKER_VALIDATORS=required` in the environment, as in CI, they must be.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "render/reports.rs"]
mod reports;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dealbreaker::render::{Format, Sources};
use dealbreaker::report::Report;
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use saphyr_parser::Parser as Yaml;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use reports::*;

fn text(format: Format, (report, sources): &(Report, Sources)) -> String {
    shown(format, report, sources, PLAIN)
}

/// True where a program can be asked; a failure where it has to be there and is not.
fn is_there(program: &str, arguments: &[&str]) -> bool {
    let quiet = || Stdio::null();
    let found = Command::new(program).args(arguments).stdout(quiet()).stderr(quiet()).status();
    let found = found.is_ok_and(|status| status.success());
    let required = std::env::var("DEALBREAKER_VALIDATORS").is_ok_and(|value| value == "required");
    assert!(found || !required, "`{program}` has to be installed for this test");
    found
}

/// What a program says of a text on its standard input, and whether it is content.
fn asked(program: &str, arguments: &[&str], input: &str) -> (bool, String) {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The schema of SARIF as the crate `serde-sarif` has it with it, wherever cargo keeps the crate.
fn sarif_schema() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // Without a platform, cargo asks for the crates of all of them, which a machine need not have.
    let version = Command::new(&cargo).args(["--version", "--verbose"]).output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    let schema = manifest.parent().unwrap().join("src/schema.json");
    // One of its patterns has a bracket that only lenient engines take for a character.
    let text = fs::read_to_string(schema).unwrap().replace("{2}]?$", "{2}\\\\]?$");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let validator = jsonschema::validator_for(&sarif_schema()).unwrap();
    for fixture in all_fixtures() {
        let value: Value = serde_json::from_str(&text(Format::Sarif, &fixture)).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    // A validator that accepts anything would accept us too.
    assert!(!validator.is_valid(&json!({"version": "2.1.0", "runs": [{"tool": {}}]})));
}

#[test]
fn sarif_is_read_by_the_crate_for_it() {
    use serde_sarif::sarif::{ResultKind, Sarif};
    let sarif: Sarif = serde_json::from_str(&text(Format::Sarif, &every_verdict())).unwrap();
    let run = &sarif.runs[0];
    let results = run.results.as_ref().unwrap();
    let of = |kind: ResultKind| {
        results.iter().filter(|result| result.kind.as_ref() == Some(&kind)).count()
    };
    assert_eq!(of(ResultKind::Fail), 6);
    assert_eq!(of(ResultKind::Open), 1);
    assert_eq!(of(ResultKind::Informational), 1);
    assert_eq!(of(ResultKind::Pass), 1);
    assert_eq!(of(ResultKind::NotApplicable), 1);
    assert_eq!(results.iter().filter(|result| result.suppressions.is_some()).count(), 1);
    let rules = run.tool.driver.rules.as_ref().unwrap();
    for result in results {
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(rules[index].id, *result.rule_id.as_ref().unwrap());
    }
    assert_eq!(run.column_kind, Some(json!("unicodeCodePoints")));
}

#[test]
fn sarif_regions_mark_the_text_they_mean() {
    let (report, sources) = japanese();
    let value: Value =
        serde_json::from_str(&shown(Format::Sarif, &report, &sources, PLAIN)).unwrap();
    let location = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let region = &location["region"];
    let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
    let source = sources.get("提案/第三回.yaml").unwrap();
    let line = source.text().lines().nth(number("startLine") - 1).unwrap();
    let (start, end) = (number("startColumn") - 1, number("endColumn") - 1);
    let marked: String = line.chars().skip(start).take(end - start).collect();
    assert_eq!(marked, "\"38,000 tons\"");
    let offset = number("byteOffset");
    assert_eq!(&source.text()[offset..offset + number("byteLength")], marked);
}

#[test]
fn fingerprints_survive_an_edit_elsewhere() {
    let prints = |(report, sources): &(Report, Sources)| -> Vec<String> {
        let value: Value =
            serde_json::from_str(&shown(Format::Gitlab, report, sources, PLAIN)).unwrap();
        let all = value.as_array().unwrap();
        all.iter().map(|one| one["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let (report, sources) = many_parts();
    let mut moved = report.clone();
    for part in &mut moved.proposals[0].findings[0].parts {
        part.message.push_str(", as before");
        for place in &mut part.data {
            place.line += 7;
            place.offset += 70;
        }
    }
    let before = prints(&(report, sources.clone()));
    assert_eq!(before, prints(&(moved, sources)));
    let mut different = before.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), before.len());
}

#[test]
fn junit_is_valid_by_the_schema_of_jenkins() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/junit-10.xsd");
    let schema = schema.to_str().unwrap();
    if !is_there("xmllint", &["--version"]) {
        return;
    }
    for fixture in all_fixtures() {
        let arguments = ["--nonet", "--noout", "--schema", schema, "-"];
        let (valid, said) = asked("xmllint", &arguments, &text(Format::Junit, &fixture));
        assert!(valid, "{said}");
    }
    let (valid, _) = asked("xmllint", &["--noout", "--schema", schema, "-"], "<testsuites x='1'/>");
    assert!(!valid);
}

#[test]
fn junit_counts_what_it_holds() {
    for fixture in all_fixtures() {
        let xml = text(Format::Junit, &fixture);
        let document = roxmltree::Document::parse(&xml).unwrap();
        for suite in document.descendants().filter(|node| node.has_tag_name("testsuite")) {
            for (attribute, tag) in [
                ("tests", "testcase"),
                ("failures", "failure"),
                ("errors", "error"),
                ("skipped", "skipped"),
            ] {
                let found = suite.descendants().filter(|node| node.has_tag_name(tag)).count();
                assert_eq!(suite.attribute(attribute), Some(found.to_string().as_str()));
            }
        }
    }
}

#[test]
fn tap_is_read_by_perl() {
    if !is_there("perl", &["-MTAP::Parser", "-e", "1"]) {
        return;
    }
    let program = "local $/; my $p = TAP::Parser->new({tap => <STDIN>}); $p->run; \
        print join('|', $p->parse_errors), '/', join(',', $p->failed), '/', \
        join(',', $p->todo), '/', join(',', $p->skipped);";
    let read = |fixture: &(Report, Sources)| {
        asked("perl", &["-MTAP::Parser", "-e", program], &text(Format::Tap, fixture)).1
    };
    assert_eq!(read(&every_verdict()), "/2,3,4,5,7/1,6,8/10");
    assert_eq!(read(&several()), "/3,7,8/4,5/2,6");
    for fixture in all_fixtures() {
        assert!(read(&fixture).starts_with('/'), "{}", read(&fixture));
    }
}

#[test]
fn the_tables_of_tap_are_yaml() {
    for fixture in all_fixtures() {
        let text = text(Format::Tap, &fixture);
        for block in text.split("  ---\n").skip(1) {
            let (block, _) = block.split_once("  ...\n").unwrap();
            for event in Yaml::new_from_str(block) {
                assert!(event.is_ok(), "{event:?}\n{block}");
            }
        }
    }
}

/// Its name, its properties and its text.
type WorkflowCommand = (String, Vec<(String, String)>, String);

/// GitHub's documented form: `::name key=value,key=value::text`, with five escapes.
fn workflow_command(line: &str) -> Option<WorkflowCommand> {
    let (head, data) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = head.split_once(' ')?;
    let plain = |text: &str| {
        let text = text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n");
        text.replace("%0D", "\r").replace("%25", "%")
    };
    let one = |pair: &str| pair.split_once('=').map(|(key, value)| (key.to_owned(), plain(value)));
    let properties = properties.split(',').map(one).collect::<Option<Vec<_>>>()?;
    Some((name.to_owned(), properties, plain(data)))
}

#[test]
fn github_commands_say_what_was_found_and_where() {
    let text = text(Format::Github, &every_verdict());
    let commands: Vec<_> = text.lines().filter_map(workflow_command).collect();
    let of = |name: &str| commands.iter().filter(|(found, _, _)| found == name).count();
    assert_eq!((of("error"), of("warning"), of("notice")), (5, 1, 2));
    let (_, properties, message) = &commands[2];
    let said: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={value}")).collect();
    assert_eq!(
        said.join(" "),
        "file=proposals/round-3.yaml line=5 col=12 endColumn=21 title=juice: broken"
    );
    assert!(message.contains("at least 6,500 tons (-2,500 tons)\nred line: "), "{message}");
}

#[test]
fn gitlab_has_the_fields_that_are_documented() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": false,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^[^/]"},
                        "lines": {
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}}
                        }
                    }
                }
            }
        }
    });
    let validator = jsonschema::validator_for(&schema).unwrap();
    for fixture in all_fixtures() {
        let value: Value = serde_json::from_str(&text(Format::Gitlab, &fixture)).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

#[test]
fn markdown_is_a_table_of_findings() {
    for (fixture, expected) in [(every_verdict(), 8), (many_parts(), 1), (japanese(), 1)] {
        let text = text(Format::Markdown, &fixture);
        let events = Parser::new_ext(&text, Options::ENABLE_TABLES);
        let rows = events.filter(|event| matches!(event, Event::End(TagEnd::TableRow))).count();
        assert_eq!(rows, expected, "{text}");
    }
}

#[test]
fn html_is_read_without_a_fault() {
    let select = |document: &Html, selector: &str| {
        document.select(&Selector::parse(selector).unwrap()).count()
    };
    for fixture in all_fixtures() {
        let text = text(Format::Html, &fixture);
        let document = Html::parse_document(&text);
        assert!(document.errors.is_empty(), "{:?}", document.errors);
        assert_eq!(select(&document, "script, img, link, iframe, form, base"), 0);
        assert_eq!(select(&document, "h1"), 1);
        assert_eq!(select(&document, "table"), select(&document, "table > caption"));
        assert_eq!(select(&document, "svg"), select(&document, "svg[role=img][aria-label]"));
        assert_eq!(select(&document, "[src], [srcset], [style], [action], [xmlns]"), 0);
        assert_eq!(select(&document, "[href]"), select(&document, "a[href^='#']"));
    }
    let document = Html::parse_document(&text(Format::Html, &every_verdict()));
    assert_eq!(select(&document, "article"), 8);
    // What a row refers to is there.
    for link in document.select(&Selector::parse("a[href]").unwrap()) {
        let id = link.value().attr("href").unwrap();
        assert_eq!(select(&document, id), 1, "{id}");
    }
}
