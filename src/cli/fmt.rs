//! `dealbreaker fmt`: rule files in their canonical layout.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dealbreaker::diff;
use dealbreaker::fmt::{self, Altered, Formatted};
use dealbreaker::render::{clean, clean_lines};
use dealbreaker::report::{Notice, place_in};
use dealbreaker::source::{SharedSource, Source};

use super::args::FmtArgs;
use super::error::{Nothing, Problem, ProblemKind};
use super::exit::Exit;
use super::files::{self, Found, Kind, Listing, Wanted};
use super::output;
use super::read::Reader;
use super::terminal;

/// Lays out what is named. What cannot be read is told of, and the rest is laid out all the same.
pub(super) fn run(args: &FmtArgs) -> Result<Exit, Vec<Problem>> {
    let wanted = wanted(&args.paths);
    let listing = find(&wanted);
    if listing.files.is_empty() && listing.problems.is_empty() {
        let places = wanted.iter().map(|one| files::shown(&one.path())).collect();
        return Err(vec![Nothing::NoRuleFiles { places }.into()]);
    }
    let mut tally = Tally {
        errors: listing.problems.iter().map(Problem::notice).collect(),
        ..Tally::default()
    };
    let mut reader = Reader::default();
    for file in &listing.files {
        if let Err(problem) = one(args, file, &mut reader, &mut tally) {
            tally.errors.push(problem.notice());
        }
    }
    terminal::complain_of(&tally.errors);
    terminal::tell(&tally.summary(args));
    Ok(tally.exit(args))
}

/// What came of the files.
#[derive(Default)]
struct Tally {
    /// How many files are changed, or would be.
    changed: usize,
    /// How many are as they should be.
    unchanged: usize,
    /// Standard input was laid out on standard output.
    passed_on: bool,
    errors: Vec<Notice>,
}

impl Tally {
    fn exit(&self, args: &FmtArgs) -> Exit {
        if !self.errors.is_empty() {
            Exit::Failed
        } else if (args.check || args.diff) && self.changed > 0 {
            Exit::Findings
        } else {
            Exit::Acceptable
        }
    }

    fn summary(&self, args: &FmtArgs) -> String {
        let Self { changed, unchanged, passed_on, .. } = self;
        let files = |count| if count == 1 { "file" } else { "files" };
        match (changed, unchanged) {
            (0, 0) if *passed_on => String::new(),
            _ if args.check || args.diff => {
                format!("{changed} {} would change, {unchanged} unchanged\n", files(*changed))
            }
            _ => format!("formatted {changed} {}, {unchanged} unchanged\n", files(*changed)),
        }
    }
}

/// What is named, or else the usual folder.
fn wanted(paths: &[PathBuf]) -> Vec<Wanted> {
    let usual = if Path::new("rules").is_dir() { "rules" } else { "." };
    match paths {
        [] => vec![Wanted::here(usual)],
        some => some.iter().map(Wanted::here).collect(),
    }
}

/// The files that are named, standard input among them.
fn find(wanted: &[Wanted]) -> Listing {
    let (piped, named): (Vec<Wanted>, Vec<Wanted>) =
        wanted.iter().cloned().partition(Wanted::is_stdin);
    let mut listing = files::find(Kind::Rules, &named, &BTreeSet::new());
    for problem in &mut listing.problems {
        if let ProblemKind::EmptyGlob { glob, .. } = &problem.kind {
            problem.kind = Nothing::NoRuleFiles { places: vec![glob.clone()] }.into();
        }
    }
    listing.files.extend(piped.first().map(|one| Found {
        path: one.path(),
        real: one.path(),
        root: PathBuf::new(),
        is_plain: false,
    }));
    listing
}

/// Lays out one file.
fn one(
    args: &FmtArgs,
    file: &Found,
    reader: &mut Reader,
    tally: &mut Tally,
) -> Result<(), Problem> {
    let source = reader.text(file)?;
    let text = laid_out(&source, tally);
    let shows = args.check || args.diff;
    if file.is_stdin() && !shows {
        tally.passed_on = true;
        return output::print(&text);
    }
    if text == source.text() {
        tally.unchanged += 1;
        return Ok(());
    }
    if args.diff {
        output::print(&diff(&source, &text))?;
    } else if args.check {
        output::print(&format!("{}\n", clean(source.name())))?;
    } else {
        output::replace(&file.path, &text)?;
    }
    tally.changed += 1;
    Ok(())
}

/// The text laid out, its faults told; as it is where layout would change what it says.
fn laid_out(source: &SharedSource, tally: &mut Tally) -> String {
    match fmt::format(source.text()) {
        Ok(Formatted { text, errors }) => {
            let told = errors.iter().map(|error| Notice {
                code: error.kind.code().to_owned(),
                message: error.kind.message(),
                help: error.kind.help(),
                at: Some(place_in(source, error.span)),
                related: Vec::new(),
            });
            tally.errors.extend(told);
            text
        }
        Err(altered) => {
            let what = match altered {
                Altered::Meaning => "meaning",
                Altered::Comments => "comments",
            };
            let kind = ProblemKind::Altered { file: source.name().to_owned(), what };
            tally.errors.push(Problem::from(kind).notice());
            source.text().to_owned()
        }
    }
}

/// What would change, as a patch. Hidden characters are escapes in it: it is read before it is applied.
fn diff(source: &Source, text: &str) -> String {
    let name = clean(source.name());
    clean_lines(&diff::unified((&name, &name), source.text(), text))
}
