//! Names of files and folders, rules, proposals, facts, settings and arguments made of attacks: no command prints them so
//! that a terminal or a build server obeys, and neither does what it says on standard error.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/attacks.rs"]
mod attacks;
#[path = "cli/project.rs"]
mod project;

use std::fmt::Write as _;

use attacks::{ATTACKS, has_order, is_hidden};
use dealbreaker::render::Format;
use project::{Project, Run};
use serde_json::{Value, json};

/// A name that a file can have: what stands for `/` looks like it, and there is no NUL.
fn file_name(attack: &str) -> String {
    let name: String = attack.chars().filter(|c| *c != '\0').take(60).collect();
    name.replace('/', "\u{2215}")
}

/// Between quotes in a sentence.
fn quoted(attack: &str) -> String {
    format!("\"{}\"", attack.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// A proposal that says the attack as a name, a key, a value, a partner and an item.
fn proposal(attack: &str) -> Value {
    json!({
        "name": attack, "partner": attack, "status": attack, "pork": {attack: attack, "quota": "5 tons"},
        "products": [{"name": attack, "tariff": attack}, {"name": "beef", "tariff": "5%"}],
        "tariffs": {attack: "9%"}, attack: {"quota": attack},
    })
}

/// Sentences that are read, with the attack wherever a sentence has text.
fn sentences(attack: &str, number: usize) -> String {
    let text = quoted(attack);
    let mut out = String::new();
    for (at, sentence) in [
        format!("{text} must have a {text}"),
        format!("quota on {text} must be at least 5 tons"),
        format!("status must be one of {text} or \"y\""),
        format!("every product whose name is {text} must have a {text}"),
        format!("pork must have {text} from {text}"),
        format!("thing{number} means {text}\nthing{number} must have a tariff"),
        format!("total tariff of products with {text} must be below 5%"),
    ]
    .iter()
    .enumerate()
    {
        let (definition, rule) = sentence.rsplit_once('\n').unwrap_or(("", sentence));
        let _ = writeln!(out, "{definition}\nr{number}-{at}: {rule}");
        let _ = writeln!(out, "  because {text}\n  source {text}\n  owner {text}\n  except {text}");
        let _ = writeln!(out, "  waived until 2005-01-01 by {text} because {text}");
    }
    out
}

fn hostile() -> Project {
    let project = Project::new(&[("good/a.redlines", "pork must have a quota\n")]);
    for (number, attack) in ATTACKS.iter().copied().enumerate() {
        let name = file_name(attack);
        let json = proposal(attack).to_string();
        let rules = sentences(attack, number);
        project.write(&format!("offers/{name}/{name}.json"), json.as_bytes());
        project.write(&format!("rules/{name}/{name}.redlines"), rules.as_bytes());
        malformed(&project, attack);
        cases(&project, attack, number);
        let facts = format!("name,{attack},x\n{attack},{attack},1\n{attack}\n");
        project.write(&format!("facts/{number}.csv"), facts.as_bytes());
    }
    project
}

/// Files in which the attack stands as it is.
fn malformed(project: &Project, attack: &str) {
    let (name, text) = (file_name(attack), quoted(attack));
    for (ending, content) in [
        ("json", format!("{{{attack}")),
        ("yaml", format!("{attack}: 1\n{attack}: {attack}\n\tb")),
        ("toml", format!("{attack} = {attack}")),
        ("ndjson", format!("{}\n{attack}\n", proposal(attack))),
        (&name, attack.to_owned()),
    ] {
        project.write(&format!("bad/{name}.{ending}"), content.as_bytes());
    }
    let rules = format!(
        "{attack}\nlabel {attack}: pork must {attack}\npork must have {attack} {attack}\n  {attack}\nuse {text}\n\
         party {attack}\n{attack} must have a quota of  {attack}\nx   must have {text}  # {attack}\n"
    );
    project.write(&format!("faults/{name}.redlines"), rules.as_bytes());
}

/// Case files: one that cannot be followed, and one that can.
fn cases(project: &Project, attack: &str, number: usize) {
    let name = file_name(attack);
    let one = json!({"proposal": attack, "outcome": attack, "expect": {attack: "broken", "r0-0": attack}});
    let wrong = json!({"rules": [attack], "cases": [one], attack: 1});
    project.write(&format!("cases/{name}.test.yaml"), wrong.to_string().as_bytes());
    let parts = json!({"parts": {attack: "broken"}});
    let expect = json!({format!("r{number}-0"): "waiting", format!("r{number}-2"): parts});
    let offer = format!("../offers/{name}/{name}.json");
    let one = json!({"proposal": offer, "as-of": "2004-03-01", "expect": expect});
    let right = json!({"rules": [format!("../rules/{name}/{name}.redlines")], "cases": [one]});
    project.write(&format!("cases/{number}.test.yaml"), right.to_string().as_bytes());
}

fn settings(project: &Project, attack: &str, number: usize) {
    let text = json!(attack);
    let quoted = format!(
        "[[check]]\nname = {text}\nrules = [{text}]\nproposals = [\"../../good\"]\nas-of = {text}\n"
    );
    project.write(&format!("settings/{number}/dealbreaker.toml"), quoted.as_bytes());
    let raw = format!("{attack} = {attack}\n[{attack}]");
    project.write(&format!("settings/raw{number}/dealbreaker.toml"), raw.as_bytes());
}

/// What is wrong with what a command printed.
fn obeyed(what: &str, run: &Run, lines_may_order: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (stream, text) in [("out", &run.out), ("err", &run.err)] {
        for line in text.split('\n') {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let own = lines_may_order
                && ["::error ", "::warning ", "::notice "].iter().any(|own| line.starts_with(own));
            if let Some(c) = line.chars().find(|c| is_hidden(*c)) {
                found.push(format!("{what}, {stream}: {c:?} in {line:?}"));
            }
            if has_order(line) || (!own && line.trim_start().starts_with("::")) {
                found.push(format!("{what}, {stream}: an order in {line:?}"));
            }
        }
    }
    assert!(!run.out.contains("panicked") && !run.err.contains("panicked"), "{what}: {}", run.err);
    found
}

/// Fails with the first lines of what was found.
fn nothing_in(found: &[String]) {
    let short: Vec<String> = found.iter().map(|one| one.chars().take(300).collect()).collect();
    assert!(
        found.is_empty(),
        "{} lines:\n{}",
        found.len(),
        short[..short.len().min(25)].join("\n")
    );
}

#[test]
fn checks_in_every_format() {
    let project = hostile();
    project.write("one/a.json", proposal(&ATTACKS.join(" ")).to_string().as_bytes());
    let mut found = Vec::new();
    for (rules, offers) in
        [("rules", "one"), ("good", "offers"), ("faults", "one"), ("good", "bad")]
    {
        let files = Format::ALL.map(|format| format!("{0}=report-{0}", format.name()));
        let mut args =
            vec!["check", "-r", rules, offers, "--as-of", "2004-03-01", "--format", "json"];
        files.iter().for_each(|file| args.extend(["--format", file]));
        let run = project.run(&args);
        assert!(!run.out.is_empty(), "{args:?}: {}", run.err);
        found.extend(obeyed(&format!("{rules} {offers}"), &run, false));
        for format in Format::ALL {
            let name = format!("report-{}", format.name());
            let out = std::fs::read_to_string(project.path(&name)).unwrap();
            let run = Run { code: 0, out, err: String::new() };
            found.extend(obeyed(
                &format!("{rules} {offers}, {name}"),
                &run,
                format == Format::Github,
            ));
        }
    }
    nothing_in(&found);
}

/// All attacks in one text, without NUL, and those that are several lines: a program is started for each.
fn few() -> Vec<String> {
    let all = ATTACKS.join(" ").replace('\0', "");
    let lines = ATTACKS.iter().filter(|attack| attack.contains('\n') && !attack.contains('\0'));
    std::iter::once(all).chain(lines.take(3).map(|attack| (*attack).to_owned())).collect()
}

#[test]
fn facts_settings_and_baselines() {
    let project = hostile();
    let mut found = Vec::new();
    for (number, attack) in few().iter().enumerate() {
        settings(&project, attack, number);
        let baseline = json!({"version": 1, attack.as_str(): attack}).to_string();
        project.write("baseline", baseline.as_bytes());
        let run = project.run(&["check", "-r", "good", "offers", "--baseline", "baseline"]);
        found.extend(obeyed(&format!("baseline {number}"), &run, false));
        for folder in [format!("settings/{number}"), format!("settings/raw{number}")] {
            for command in [&["check"][..], &["check", "--show-settings"]] {
                let run = project.run_in(&folder, command);
                found.extend(obeyed(&format!("{folder} {command:?}"), &run, false));
            }
        }
    }
    let mut args: Vec<String> = ["check", "-r", "good", "offers"].map(str::to_owned).to_vec();
    (0..ATTACKS.len())
        .for_each(|number| args.extend(["--facts".to_owned(), format!("facts/{number}.csv")]));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    found.extend(obeyed("facts", &project.run(&args), false));
    nothing_in(&found);
}

#[test]
fn the_other_commands() {
    let project = hostile();
    let mut found = Vec::new();
    for args in [
        &["lint", "rules"][..],
        &["lint", "rules", "--format", "json"],
        &["lint", "rules", "--proposals", "offers", "--require-reason", "--as-of", "2006-01-01"],
        &["lint", "faults"],
        &["test", "cases"],
        &["fmt", "--check", "rules", "faults"],
        &["fmt", "--diff", "rules", "faults"],
        &["explain", "r0-0", "-r", "rules"],
        &["explain", "r0-0", "-r", "rules", "offers", "--as-of", "2004-03-01"],
        &["explain", "r19-3", "-r", "rules", "offers", "--as-of", "2004-03-01"],
        &["explain", "pork must have quota", "-r", "faults", "bad"],
    ] {
        let run = project.run(args);
        assert!(!run.out.is_empty() || !run.err.is_empty(), "{args:?}");
        found.extend(obeyed(&format!("{args:?}"), &run, false));
    }
    nothing_in(&found);
}

/// No script, nothing that starts one, and nothing fetched.
fn runs_nothing(page: &str) {
    let page = scraper::Html::parse_document(page);
    for element in page.select(&scraper::Selector::parse("*").unwrap()) {
        let element = element.value();
        let name = element.name();
        assert!(
            !["script", "iframe", "object", "embed", "img", "link", "base"].contains(&name),
            "{name}"
        );
        for (attribute, value) in element.attrs() {
            let fetches =
                ["src", "href", "action", "data"].contains(&attribute) && !value.starts_with('#');
            assert!(!attribute.starts_with("on") && !fetches, "{name} {attribute}={value}");
        }
    }
}

#[test]
fn analyses_and_comparisons() {
    let project = Project::new(&[]);
    let mut found = Vec::new();
    for (number, attack) in few().iter().enumerate() {
        let text = quoted(attack);
        let asked = |limit: &str| {
            format!(
                "ask: quota on {text} must be {limit} tons\n  because {text}\n  source {text}\n"
            )
        };
        project.write("ours.redlines", asked("at least 5").as_bytes());
        project.write("theirs.redlines", asked("at most 4").as_bytes());
        project.write("close.redlines", asked("at most 6").as_bytes());
        project.write("all.redlines", sentences(attack, number).as_bytes());
        let offer = |quota: &str| json!({"name": attack, attack.as_str(): {"quota": quota, "note": attack}});
        project.write("round-1.json", offer("3 tons").to_string().as_bytes());
        project.write("round-2.json", offer("5.5 tons").to_string().as_bytes());
        project.write("all.json", proposal(attack).to_string().as_bytes());
        let rounds = ["round-1.json", "round-2.json", "all.json"];
        let mut runs: Vec<Vec<&str>> = Vec::new();
        for format in ["pretty", "json"] {
            runs.push(vec![
                "zone",
                "ours.redlines",
                "theirs.redlines",
                "--all",
                "--format",
                format,
            ]);
            runs.push(vec!["zone", "ours.redlines", "close.redlines", "--format", format]);
            runs.push(vec![
                "zone",
                "ours.redlines",
                "all.redlines",
                "--given",
                "all.json",
                "--format",
                format,
            ]);
            runs.push(vec![
                "counteroffer",
                "round-1.json",
                "-r",
                "ours.redlines",
                "--format",
                format,
            ]);
            runs.push(vec!["counteroffer", "all.json", "-r", "all.redlines", "--format", format]);
            runs.push(vec![
                "counteroffer",
                "all.json",
                "-r",
                "ours.redlines",
                "--keep",
                attack,
                "--format",
                format,
            ]);
        }
        for format in ["pretty", "json", "markdown", "html"] {
            let compare =
                ["compare", "-r", "ours.redlines", "-r", "all.redlines", "--format", format];
            runs.push(compare.into_iter().chain(rounds).collect());
        }
        for args in runs {
            let run = project.run(&args);
            assert!(!run.out.is_empty() || !run.err.is_empty(), "{args:?}");
            found.extend(obeyed(&format!("{args:?}"), &run, false));
            if args.contains(&"html") {
                runs_nothing(&run.out);
            }
        }
    }
    nothing_in(&found);
}

#[test]
fn arguments() {
    let project =
        Project::new(&[("a.redlines", "pork must have a quota\n"), ("a.yaml", "pork: 1\n")]);
    let mut found = Vec::new();
    for attack in &few() {
        let sentence = format!("pork must have a {}", quoted(attack));
        for args in [
            &["check", "-e", attack, "a.yaml"][..],
            &["check", "-e", &sentence, "a.yaml"],
            &["check", "-r", "a.redlines", attack],
            &["check", "-r", attack, "a.yaml"],
            &["check", "-r", "a.redlines", "a.yaml", "--as-of", attack],
            &["check", "-r", "a.redlines", "a.yaml", "--party", attack],
            &["check", "-r", "a.redlines", "a.yaml", "--format", attack],
            &["explain", attack],
            &["explain", &sentence],
            &["explain", &sentence, "a.yaml"],
            &["fmt", attack],
            &["lint", attack],
            &["test", attack],
            &["schema", attack],
            &[attack],
        ] {
            found.extend(obeyed(&format!("{args:?}"), &project.run(args), false));
        }
        let run = project
            .run_with(&[("DEALBREAKER_AS_OF", attack)], &["check", "-r", "a.redlines", "a.yaml"]);
        found.extend(obeyed("DEALBREAKER_AS_OF", &run, false));
    }
    nothing_in(&found);
}
