//! `[limits]` of `dealbreaker.toml`, and the variables `DEALBREAKER_LIMIT_…`, which go before it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use dealbreaker::limits::{ALL, KEYS, Limit, Limits};
use dealbreaker::name::nearest;
use dealbreaker::report::place_in;
use dealbreaker::source::{SharedSource, Span};
use toml::Spanned;

use super::error::{Problem, ProblemKind, SettingsFault, UsageFault, why};
use super::read;
use super::settings::FILE_NAME;

type Table = std::collections::BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// Only what is looked for here: faults of the rest are told where the rest is read.
#[derive(serde::Deserialize)]
struct File {
    #[serde(default)]
    limits: Table,
}

/// The limits in force in the current folder.
pub(super) fn find() -> Result<Limits, Vec<Problem>> {
    let here = env::current_dir()
        .map_err(|error| vec![ProblemKind::NoFolder { why: why(&error) }.into()])?;
    let mut limits = Limits::default();
    let mut problems = Vec::new();
    if let Some(file) = search(&here) {
        read_file(&file, &mut limits, &mut problems);
    }
    for limit in &ALL {
        let name = variable(limit);
        if let Some(text) = env::var(&name).ok().filter(|text| !text.is_empty()) {
            problems.extend(set(limit, &text, &mut limits, &format!("`{name}`")).err());
        }
    }
    if problems.is_empty() { Ok(limits) } else { Err(problems) }
}

/// `DEALBREAKER_LIMIT_DATA_NESTING`
fn variable(limit: &Limit) -> String {
    format!("DEALBREAKER_LIMIT_{}", limit.key.replace('-', "_").to_uppercase())
}

/// The settings that are nearest, from the current folder upwards.
fn search(here: &Path) -> Option<PathBuf> {
    let mut folder = PathBuf::new();
    for above in here.ancestors() {
        if fs::metadata(above.join(FILE_NAME)).is_ok_and(|found| found.is_file()) {
            return Some(folder.join(FILE_NAME));
        }
        folder.push("..");
    }
    None
}

/// Takes the limits of a file. Of one that cannot be read at all, it is for those who read its checks to tell.
fn read_file(path: &Path, limits: &mut Limits, problems: &mut Vec<Problem>) {
    let Ok(source) = read::open(path) else { return };
    if let Ok(File { limits: table }) = toml::from_str(source.text()) {
        take(&source, table, limits, problems);
    }
}

/// Sets what a table states.
fn take(source: &SharedSource, table: Table, limits: &mut Limits, problems: &mut Vec<Problem>) {
    for (key, value) in table {
        let text = match value.get_ref() {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let Some(limit) = ALL.iter().find(|limit| limit.key == key.get_ref()) else {
            let kind = SettingsFault::UnknownKey {
                file: source.name().to_owned(),
                key: key.get_ref().clone(),
                near: nearest(key.get_ref(), KEYS),
                known: &KEYS,
            };
            problems.push(at(source, key.span(), kind.into()));
            continue;
        };
        if let Err(problem) = set(limit, &text, limits, &format!("`{}`", limit.key)) {
            problems.push(at(source, value.span(), problem.kind));
        }
    }
}

fn set(limit: &Limit, text: &str, limits: &mut Limits, from: &str) -> Result<(), Problem> {
    let number = text.replace('_', "").parse().ok();
    number.and_then(|number| limit.set(limits, number)).ok_or_else(|| {
        let (from, text) = (from.to_owned(), text.to_owned());
        UsageFault::NoLimit { from, text, ceiling: limit.ceiling }.into()
    })
}

fn at(source: &SharedSource, span: std::ops::Range<usize>, kind: ProblemKind) -> Problem {
    Problem { kind, at: Some(Box::new(place_in(source, Span::new(span.start, span.end)))) }
}
