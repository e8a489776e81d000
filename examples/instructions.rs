//! Does one piece of the work so many times, and nothing else: what `scripts/instructions` counts.
//!
//! ```sh
//! cargo run --release --example instructions -- evaluate RULES.redlines DATA.ndjson 10
//! ```

#![allow(clippy::print_stdout, reason = "an example")]

use std::collections::BTreeMap;
use std::error::Error;

use dealbreaker::check;
use dealbreaker::model::Rule;
use dealbreaker::plan::{self, Desk, Judged, Plan, Sight};
use dealbreaker::run::NoLibrary;
use dealbreaker::source::{SharedSource, Source};
use dealbreaker::tape::{self, Symbols, Tape};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, rules, data, times] = arguments.as_slice() else {
        return Err("instructions load|parse|evaluate|open RULES DATA TIMES".into());
    };
    let rules = Source::new("r.redlines", std::fs::read_to_string(rules)?);
    let data = std::fs::read_to_string(data)?;
    let times: usize = times.parse()?;
    match work.as_str() {
        "load" => (0..times).for_each(|_| load(&rules)),
        "parse" => parse(&data, times)?,
        "evaluate" => evaluate(&rules, &data, times)?,
        "open" => open(&rules, &data)?,
        other => return Err(format!("`{other}` is none of load, parse, evaluate, open").into()),
    }
    Ok(())
}

fn load(rules: &SharedSource) {
    let (files, _) = check::load(std::slice::from_ref(rules), &NoLibrary);
    std::hint::black_box(check::check(&files));
}

fn parse(data: &str, times: usize) -> Outcome<()> {
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    for line in (0..times).flat_map(|_| data.lines()) {
        tape::read_json(line, &mut tape, &mut symbols).map_err(|_| "not plain JSON")?;
        std::hint::black_box(&tape);
    }
    Ok(())
}

/// Documents that are parsed already, each judged so many times.
fn evaluate(rules: &SharedSource, data: &str, times: usize) -> Outcome<()> {
    let mut verdicts = Judged::default();
    judged(rules, data, |plan, text, tape, symbols, desk, occurs| {
        for _ in 0..times {
            Sight::new(plan, text, tape, symbols, desk, occurs)
                .map_err(|_| "a document is beyond a plan")?
                .judge(&mut verdicts);
            std::hint::black_box(&verdicts);
        }
        Ok(())
    })
}

/// Tells which rules are left to the careful evaluator, and on how many documents.
fn open(rules: &SharedSource, data: &str) -> Outcome<()> {
    let mut verdicts = Judged::default();
    let mut left: BTreeMap<u32, usize> = BTreeMap::new();
    judged(rules, data, |plan, text, tape, symbols, desk, occurs| {
        let sight = Sight::new(plan, text, tape, symbols, desk, occurs);
        sight.map_err(|_| "a document is beyond a plan")?.judge(&mut verdicts);
        for (rule, _) in verdicts.each.iter().filter(|(_, verdict)| verdict.is_none()) {
            *left.entry(*rule).or_default() += 1;
        }
        for (rule, left) in &left {
            let planned = plan.rules.get(*rule as usize).ok_or("a rule without a place")?;
            println!("{left} {}", planned.rule.id);
        }
        Ok(())
    })
}

fn judged(
    rules: &SharedSource,
    data: &str,
    mut judge: impl FnMut(&Plan<'_>, &str, &Tape, &mut Symbols, &mut Desk, &[bool]) -> Outcome<()>,
) -> Outcome<()> {
    let (files, _) = check::load(std::slice::from_ref(rules), &NoLibrary);
    let checked = check::check(&files);
    let all: Vec<&Rule> = checked.rules.rules.iter().collect();
    let mut symbols = Symbols::default();
    let day = dealbreaker::Date::constant(2026, 11, 22);
    let plan = plan::compile(&all, &checked.rules, day, &mut symbols);
    let (mut tape, mut desk) = (Tape::default(), Desk::default());
    let occurs = vec![true; symbols.len()];
    for line in data.lines() {
        tape::read_json(line, &mut tape, &mut symbols).map_err(|_| "not plain JSON")?;
        judge(&plan, line, &tape, &mut symbols, &mut desk, &occurs)?;
    }
    Ok(())
}
