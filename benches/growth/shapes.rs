//! Hostile input of any size.

mod judged;
mod sentences;
mod texts;

use std::fmt::Write as _;

/// What one run is given.
pub(crate) struct Case {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) args: Vec<String>,
}

/// A shape that can be had in any size.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// The smallest size that is run.
    pub(crate) size: usize,
    pub(crate) make: fn(usize) -> Case,
}

/// A run with next to nothing in it, whose work is taken off that of the others.
pub(crate) fn nothing() -> Case {
    offer("pork: {quota: 5 tons}\n".to_owned())
}

/// `n` pieces of text, one after another.
fn many(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, at| {
        let _ = write!(all, "{}", piece(at));
        all
    })
}

const RULE: &str = "pork must have a quota\n";
const OFFER: &str = "pork: {quota: 5 tons}\n";

fn case(rules: &str, file: &str, text: String) -> Case {
    let files = vec![("r.redlines".to_owned(), rules.to_owned()), (file.to_owned(), text)];
    let args = ["check", "-r", "r.redlines", file, "--as-of", "2004-03-01"];
    Case { files, args: args.map(str::to_owned).to_vec() }
}

/// A YAML proposal under one rule.
fn offer(text: String) -> Case {
    case(RULE, "o.yaml", text)
}

/// A proposal in another format.
fn other(file: &str, text: String) -> Case {
    case(RULE, file, text)
}

/// Rules over a small proposal.
fn rules(text: String) -> Case {
    case(&text, "o.yaml", OFFER.to_owned())
}

/// Rules over a proposal.
fn both(rules: String, offer: String) -> Case {
    case(&rules, "o.yaml", offer)
}

/// Facts under a small proposal.
fn facts(text: String) -> Case {
    let mut case = case(RULE, "f.csv", text);
    case.files.push(("o.yaml".to_owned(), OFFER.to_owned()));
    case.args =
        ["check", "-r", "r.redlines", "o.yaml", "--facts", "f.csv", "--as-of", "2004-03-01"]
            .map(str::to_owned)
            .to_vec();
    case
}

/// The same case under another command.
fn under(command: &str, mut case: Case) -> Case {
    case.args = vec![command.to_owned(), "r.redlines".to_owned()];
    if command == "fmt" {
        case.args.push("--check".to_owned());
    }
    if command == "lint" {
        case.args = ["lint", "r.redlines"].map(str::to_owned).to_vec();
    }
    case
}

/// `n` files of `text` that all use one file of definitions.
fn users(n: usize, definitions: usize, text: impl Fn(usize) -> String) -> Case {
    let mut case = rules(RULE.to_owned());
    let big = many(definitions, |at| format!("d{at} is {at} tons\n"));
    case.files.push(("rules/big.redlines".to_owned(), big));
    case.files.extend((0..n).map(|at| {
        (format!("rules/u{at}.redlines"), format!("use \"big.redlines\"\n{}", text(at)))
    }));
    case.args.extend(["-r", "rules"].map(str::to_owned));
    case
}

/// Private rules and their definitions among public rules.
fn secrets(n: usize) -> Case {
    rules(many(n, |at| {
        format!(
            "secret{at} is {at} tons\nquota on p{at} must be at least secret{at}\n  private\n\
             tariff on q{at} must be at most 5%\n"
        )
    }))
}

fn redacted(mut case: Case) -> Case {
    case.args.push("--redact".to_owned());
    told_as("json", case)
}

/// With another format of the report.
fn told_as(format: &str, mut case: Case) -> Case {
    case.args.extend(["--format".to_owned(), format.to_owned()]);
    case
}

fn products(n: usize) -> String {
    format!("products:\n{}", many(n, |at| format!("  p{at}: {{quota: {at} tons}}\n")))
}

/// A tree of aliases that would be endless.
fn laughs(n: usize) -> String {
    format!("a: &a [x, x, x, x, x, x, x, x, x, x]\n{}", many(n, |at| format!("b{at}: [*a, *a]\n")))
}

/// `n` nested lists in one line.
fn nested(n: usize) -> String {
    format!("{}{}", "[".repeat(n), "]".repeat(n))
}

pub(crate) fn all() -> Vec<Shape> {
    let mut all = texts::texts();
    all.extend(sentences::sentences());
    all.extend(judged::judged());
    all
}

/// A day of its own for each number.
fn day(at: usize) -> String {
    format!("{:04}-{:02}-{:02}", 1900 + at / 336, at / 28 % 12 + 1, at % 28 + 1)
}
