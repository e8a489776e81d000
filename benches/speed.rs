//! What each step of the work costs: `cargo bench --bench speed`.
//!
//! Times on a shared machine come and go; `scripts/instructions` counts what repeats to the digit.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench is no part of the product"
)]

use dealbreaker::limits::Limits;
use dealbreaker::model::Rule;
use dealbreaker::plan::{self, Desk, Judged, Sight};
use dealbreaker::proposal::{self, Format};
use dealbreaker::render::{self, Sources, Style};
use dealbreaker::run::{DataFile, Input, NoLibrary};
use dealbreaker::source::{SharedSource, Source};
use dealbreaker::tape::{self, Symbols, Tape};
use dealbreaker::{check, run};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::date;

fn main() {
    divan::main();
}

const GOODS: [&str; 8] = ["barley", "beef", "pork", "rice", "steel", "sugar", "tea", "wine"];

/// How amounts are written.
#[derive(Debug, Clone, Copy)]
enum Written {
    /// As the format's own numbers.
    Bare,
    /// As texts with their units.
    InWords,
}

impl Written {
    fn rate(self, rate: impl std::fmt::Display) -> String {
        match self {
            Self::Bare => rate.to_string(),
            Self::InWords => format!("{rate}%"),
        }
    }

    fn tons(self, thousands: usize) -> String {
        match self {
            Self::Bare => format!("{}", thousands * 1000),
            Self::InWords => format!("{thousands},000 tons"),
        }
    }

    fn in_json(self, amount: String) -> String {
        match self {
            Self::Bare => amount,
            Self::InWords => format!("\"{amount}\""),
        }
    }
}

/// Rules of the kinds that rule files are made of.
fn rules(count: usize, written: Written) -> SharedSource {
    let rule = |at: usize| {
        let good = GOODS[at % GOODS.len()];
        let (rate, tons) = (written.rate(at % 37), written.tons(at % 37));
        match at % 7 {
            0 => format!("r{at}: tariff on {good} must be at most {rate}"),
            1 => format!("r{at}: {good} must have a safeguard"),
            2 => format!("r{at}: quota on {good} must be at least {tons}"),
            3 => format!(
                "r{at}: if the tariff on {good} is below {rate} then {good} must have a quota"
            ),
            4 => format!(
                "r{at}: for each product whose sector is \"farm\", its tariff must be at most {rate}"
            ),
            5 => format!("r{at}: total quota of products with a quota must be at least {tons}"),
            _ => format!("r{at}: staging of {good} must never rise"),
        }
    };
    Source::new("bench.redlines", (0..count).map(rule).collect::<Vec<_>>().join("\n"))
}

/// One proposal of about 1 KB, as JSON.
fn proposal(number: usize, written: Written) -> String {
    let product = |(at, good): (usize, &&str)| {
        let rate = (number + at * 5) % 40;
        let tariff = written.in_json(written.rate(rate));
        let quota = written.in_json(written.tons(at + number % 9 + 1));
        let staging = format!("[{rate},{},0.5]", rate / 2);
        format!(
            r#""{good}":{{"sector":"farm","tariff":{tariff},"quota":{quota},"staging":{staging}}}"#
        )
    };
    let products: Vec<String> = GOODS.iter().enumerate().map(product).collect();
    format!(
        r#"{{"name":"Offer {number}","date":"2004-03-01","products":{{{}}}}}"#,
        products.join(",")
    )
}

/// The same proposal in a format.
fn written(format: Format) -> String {
    let json = proposal(3, Written::InWords);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    match format {
        Format::Json | Format::Ndjson => json,
        Format::Toml => toml::to_string(&value).unwrap(),
        // block YAML, as people write it
        Format::Yaml => yaml(&value, 0),
        Format::Csv => {
            let row = |good: &&str| format!("{good},9%,6000\n");
            format!("good,tariff,quota\n{}", GOODS.iter().map(row).collect::<String>())
        }
    }
}

fn yaml(value: &serde_json::Value, indent: usize) -> String {
    let serde_json::Value::Object(entries) = value else { return format!(" {value}\n") };
    let entry = |(key, value): (&String, &serde_json::Value)| {
        let start = " ".repeat(indent);
        if value.is_object() {
            format!("{start}{key}:\n{}", yaml(value, indent + 2))
        } else {
            format!("{start}{key}:{}", yaml(value, 0))
        }
    };
    entries.iter().map(entry).collect()
}

#[divan::bench(args = [100, 1000])]
fn load_rules(bencher: Bencher<'_, '_>, count: usize) {
    let source = rules(count, Written::InWords);
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let (files, _) = check::load(std::slice::from_ref(&source), &NoLibrary);
        check::check(&files)
    });
}

#[divan::bench(args = [Format::Json, Format::Yaml, Format::Toml, Format::Csv])]
fn parse_with_care(bencher: Bencher<'_, '_>, format: Format) {
    let source = Source::new("p", written(format));
    let limits = Limits::default().data();
    bencher
        .counter(BytesCount::new(source.text().len()))
        .bench_local(|| proposal::read(&source, format, &limits));
}

#[divan::bench]
fn parse_json_onto_a_tape(bencher: Bencher<'_, '_>) {
    let text = written(Format::Json);
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| tape::read_json(&text, &mut tape, &mut symbols).is_ok());
}

/// Proposals that are parsed already, by a plan.
#[divan::bench(args = [20, 1000])]
fn evaluate_numbers(bencher: Bencher<'_, '_>, count: usize) {
    evaluate(bencher, count, Written::Bare);
}

#[divan::bench(args = [20, 1000])]
fn evaluate_texts(bencher: Bencher<'_, '_>, count: usize) {
    evaluate(bencher, count, Written::InWords);
}

fn evaluate(bencher: Bencher<'_, '_>, count: usize, written: Written) {
    let (files, _) = check::load(&[rules(count, written)], &NoLibrary);
    let checked = check::check(&files);
    let all: Vec<&Rule> = checked.rules.rules.iter().collect();
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    let plan = plan::compile(&all, &checked.rules, date(2004, 3, 1), &mut symbols);
    let text = proposal(3, written);
    tape::read_json(&text, &mut tape, &mut symbols).unwrap();
    let occurs = vec![true; symbols.len()];
    let (mut desk, mut judged) = (Desk::default(), Judged::default());
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let sight = Sight::new(&plan, &text, &tape, &mut symbols, &mut desk, &occurs);
        sight.unwrap().judge(&mut judged);
    });
}

#[divan::bench(args = render::Format::ALL)]
fn write(bencher: Bencher<'_, '_>, format: render::Format) {
    let text =
        (0..20).map(|number| proposal(number, Written::InWords)).collect::<Vec<_>>().join("\n");
    let data = DataFile { source: Source::new("p.ndjson", text), format: Format::Ndjson };
    let input = Input::new(vec![rules(40, Written::InWords)], vec![data], date(2004, 3, 1));
    let checked = run::check(&input, &NoLibrary);
    let sources: Sources = checked.sources.iter().cloned().collect();
    let style = Style::default();
    bencher.bench_local(|| {
        let mut out = Vec::new();
        render::render(format, &checked.report, &sources, &style, &mut out).unwrap();
        out.len()
    });
}
