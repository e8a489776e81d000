//! What `zone` and `counteroffer` start from: rules, a proposal, facts and a day.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use dealbreaker::run::DataFile;
use dealbreaker::source::{SharedSource, Source};
use jiff::civil::Date;

use super::args::CheckArgs;
use super::error::{Nothing, Problem, ProblemKind, why};
use super::files::{self, Found, Kind, Listing};
use super::grounds::Grounds;
use super::library::Shelves;
use super::output;
use super::plan;
use super::read::Reader;

/// How many seconds an analysis may take where nobody says otherwise.
pub(super) const BUDGET: u64 = 60;

/// What the arguments name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) rules: &'w [PathBuf],
    pub(super) sentences: &'w [String],
    pub(super) proposal: Option<&'w Path>,
    pub(super) facts: &'w [PathBuf],
    pub(super) as_of: Option<&'w str>,
    pub(super) stdin_name: Option<&'w str>,
}

/// The texts.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rules: Vec<SharedSource>,
    pub(super) shelves: Shelves,
    pub(super) proposal: Option<DataFile>,
    /// Where the proposal is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) facts: Vec<DataFile>,
    pub(super) as_of: Date,
}

/// Reads what the arguments name; without rules, those of `dealbreaker.toml`, or of `rules/`.
pub(super) fn read(
    wanted: &Wanted<'_>,
    from_environment: &BTreeSet<String>,
) -> Result<Table, Vec<Problem>> {
    let args = CheckArgs {
        grounds: Grounds {
            rules: wanted.rules.to_vec(),
            sentences: wanted.sentences.to_vec(),
            facts: wanted.facts.to_vec(),
            as_of: wanted.as_of.map(str::to_owned),
        },
        proposals: wanted.proposal.map(Path::to_owned).into_iter().collect(),
        stdin_filename: wanted.stdin_name.map(str::to_owned),
        ..CheckArgs::default()
    };
    let plan = plan::plan(&args, from_environment)?;
    let mut problems = Vec::new();
    let mut reader = Reader::new(plan.stdin_name.clone());
    let proposals = match wanted.proposal {
        Some(path) => find(Kind::Proposals, &[files::Wanted::here(path)], &mut problems),
        None => Vec::new(),
    };
    let Some(job) = job(&plan, proposals.first()) else {
        problems.push(Nothing::NoRules { check: None, places: "here".to_owned() }.into());
        return Err(problems);
    };
    let mut read: Vec<(Found, SharedSource)> = Vec::new();
    for file in find(Kind::Rules, job.rules.wanted(), &mut problems) {
        match reader.text(&file) {
            Ok(source) => read.push((file, source)),
            Err(problem) => problems.push(problem),
        }
    }
    let shelves = Shelves::new(&read, !wanted.sentences.is_empty());
    let facts = find(Kind::Facts, &job.facts, &mut problems);
    let facts = data(&facts, &mut reader, &mut problems);
    let proposal = data(&proposals, &mut reader, &mut problems).into_iter().next();
    let path = proposals.into_iter().next().filter(|file| !file.is_stdin()).map(|file| file.path);
    let mut rules: Vec<SharedSource> = read.into_iter().map(|(_, source)| source).collect();
    rules.extend(sentences(wanted.sentences));
    if rules.is_empty() && problems.is_empty() {
        problems.push(Nothing::NoRules { check: None, places: job.rules.describe() }.into());
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Table { rules, shelves, proposal, path, facts, as_of: job.as_of })
}

/// The check that covers the proposal, else the first.
fn job<'p>(plan: &'p plan::Plan, proposal: Option<&Found>) -> Option<&'p plan::Job> {
    let covers = |job: &&plan::Job| {
        let Listing { files, .. } =
            files::find(Kind::Proposals, job.proposals.wanted(), &BTreeSet::new());
        proposal.is_some_and(|own| files.iter().any(|file| file.real == own.real))
    };
    plan.jobs.iter().find(covers).or(plan.jobs.first())
}

fn sentences(texts: &[String]) -> Option<SharedSource> {
    (!texts.is_empty()).then(|| Source::new("<command line>", texts.join("\n")))
}

fn find(kind: Kind, wanted: &[files::Wanted], problems: &mut Vec<Problem>) -> Vec<Found> {
    let Listing { files, problems: more, .. } = files::find(kind, wanted, &BTreeSet::new());
    problems.extend(more);
    files
}

fn data(files: &[Found], reader: &mut Reader, problems: &mut Vec<Problem>) -> Vec<DataFile> {
    let mut read = Vec::new();
    for file in files {
        match reader.data(file) {
            Ok(file) => read.push(file),
            Err(problem) => problems.push(problem),
        }
    }
    read
}

/// Prints what was written.
pub(super) fn show(written: io::Result<()>, text: &[u8]) -> Result<(), Vec<Problem>> {
    let shown = written.and_then(|()| io::stdout().lock().write_all(text));
    output::unless_closed(shown).map_err(|error| {
        let place = "standard output".to_owned();
        vec![ProblemKind::Unwritable { place, why: why(&error) }.into()]
    })
}
