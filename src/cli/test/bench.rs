//! What the cases of one file are run with. Texts go by the names that the case file gives them, so that reports, and with
//! them snapshots, are the same from wherever the command is called.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dealbreaker::casefile::{Case, CaseError, CaseErrorKind, CaseFile, Located};
use dealbreaker::proposal::Format;
use dealbreaker::report::place_in;
use dealbreaker::report::{DaySource, Notice, Place};
use dealbreaker::run::{self, Checked, DataFile, Input, Library};
use dealbreaker::source::{SharedSource, Source, Span};

use super::{folder_of, notices};
use crate::cli::error::{Problem, ProblemKind};
use crate::cli::files::{self, Found, Kind, Wanted};
use crate::cli::library::Shelves;
use crate::cli::read::Reader;

/// The folder of a case file, with the rules and facts of all its cases.
pub(super) struct Bench<'a> {
    /// The case file.
    pub(super) source: &'a SharedSource,
    folder: PathBuf,
    file: &'a CaseFile,
    rules: Vec<SharedSource>,
    facts: Vec<DataFile>,
    shelves: Shelves,
}

impl<'a> Bench<'a> {
    /// Reads the rules and facts.
    pub(super) fn new(
        path: &Path,
        source: &'a SharedSource,
        file: &'a CaseFile,
        reader: &mut Reader,
    ) -> Result<Self, Vec<Notice>> {
        let folder = folder_of(path);
        let shelves = Shelves::default();
        let (rules, facts) = (Vec::new(), Vec::new());
        let mut bench = Self { source, folder, file, rules, facts, shelves };
        let mut errors = Vec::new();
        let mut rules = Vec::new();
        for found in bench.all(Kind::Rules, &file.rules, &mut errors) {
            match bench.text(&found, reader) {
                Ok(text) => rules.push((found, text)),
                Err(problem) => errors.push(problem.notice()),
            }
        }
        bench.facts = bench.data(Kind::Facts, &file.facts, reader, &mut errors);
        bench.shelves = Shelves::new(&rules, false);
        bench.rules = rules.into_iter().map(|(_, text)| text).collect();
        if errors.is_empty() { Ok(bench) } else { Err(errors) }
    }

    /// What the check of a case is given, and the name of its proposal.
    pub(super) fn input(
        &self,
        case: &Case,
        reader: &mut Reader,
    ) -> Result<(Input, String), Vec<Notice>> {
        let mut errors = Vec::new();
        let own = std::slice::from_ref(&case.proposal);
        let found = self.all(Kind::Proposals, own, &mut errors);
        if let [_, _, ..] = found.as_slice() {
            let (file, count) = (case.proposal.value.clone(), found.len());
            let problem = Problem::from(ProblemKind::SeveralProposals { file, count });
            errors.push(self.placed(problem, case.proposal.span).notice());
        }
        let mut rounds = self.all(Kind::Proposals, &case.rounds, &mut errors);
        // a folder of rounds may hold the proposal, too
        rounds.retain(|round| found.iter().all(|own| own.real != round.real));
        rounds.extend(found);
        let proposals = self.read(rounds, reader, &mut errors);
        let name = proposals.last().map(|file| file.source.name().to_owned());
        let Some(name) = name.filter(|_| errors.is_empty()) else { return Err(errors) };
        let input = Input {
            rules: self.rules.clone(),
            proposals,
            facts: self.facts.clone(),
            as_of: case.as_of,
            as_of_source: DaySource::Flag,
            party: case.party.clone(),
            all_parts: true,
            redact: false,
        };
        Ok((input, name))
    }

    /// Runs a check.
    pub(super) fn check(&self, input: &Input) -> Result<Checked, Vec<Notice>> {
        let checked = run::check(input, self);
        let errors = &checked.report.errors;
        if !errors.is_empty() {
            return Err(errors.iter().map(|error| self.seen_from_here(error.clone())).collect());
        }
        if checked.rules == 0 {
            let span = self.file.rules.first().map(|path| path.span).unwrap_or_default();
            return Err(notices(self.source, &[CaseError::new(CaseErrorKind::NoRules, span)]));
        }
        Ok(checked)
    }

    /// Where a path of the case file leads.
    pub(super) fn path_of(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// A place in the case file.
    pub(super) fn place(&self, span: Span) -> Place {
        place_in(self.source, span)
    }

    /// One name for a file, from whichever case file it is reached: as seen from the current folder where it lies there.
    pub(super) fn file_of(&self, name: &str) -> String {
        let real = files::real(&self.path_of(name));
        let here = files::real(Path::new("."));
        files::shown(real.strip_prefix(here).unwrap_or(&real))
    }

    /// The files of some paths, each once.
    fn all(&self, kind: Kind, paths: &[Located<String>], errors: &mut Vec<Notice>) -> Vec<Found> {
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for path in paths {
            let wanted = Wanted { base: self.folder.clone(), text: PathBuf::from(&path.value) };
            let listing = files::find(kind, &[wanted], &BTreeSet::new());
            let problems = listing.problems.into_iter();
            errors.extend(problems.map(|problem| self.placed(problem, path.span).notice()));
            all.extend(listing.files.into_iter().filter(|file| seen.insert(file.real.clone())));
        }
        all
    }

    /// A problem stands where the case file names what it is about.
    fn placed(&self, problem: Problem, span: Span) -> Problem {
        Problem { at: problem.at.or_else(|| Some(Box::new(self.place(span)))), ..problem }
    }

    fn data(
        &self,
        kind: Kind,
        paths: &[Located<String>],
        reader: &mut Reader,
        errors: &mut Vec<Notice>,
    ) -> Vec<DataFile> {
        let found = self.all(kind, paths, errors);
        self.read(found, reader, errors)
    }

    fn read(
        &self,
        found: Vec<Found>,
        reader: &mut Reader,
        errors: &mut Vec<Notice>,
    ) -> Vec<DataFile> {
        let mut data = Vec::with_capacity(found.len());
        for file in found {
            // a search finds nothing that has no format
            let format = files::format_of(&file.path).unwrap_or(Format::Yaml);
            match self.text(&file, reader) {
                Ok(source) => data.push(DataFile { source, format }),
                Err(problem) => errors.push(problem.notice()),
            }
        }
        data
    }

    fn text(&self, found: &Found, reader: &mut Reader) -> Result<SharedSource, Problem> {
        Ok(self.renamed(&found.path, &reader.text(found)?))
    }

    /// A text by the name that it has in the case file. Its own may be that of another path to it.
    fn renamed(&self, path: &Path, source: &SharedSource) -> SharedSource {
        let name = files::shown(path.strip_prefix(&self.folder).unwrap_or(path));
        if name == source.name() { source.clone() } else { Source::new(name, source.text()) }
    }

    /// An error of the check, with the places of its files as they are for the caller.
    fn seen_from_here(&self, mut error: Notice) -> Notice {
        for place in error.at.iter_mut().chain(&mut error.related) {
            place.file = files::shown(&self.path_of(&place.file));
        }
        error
    }
}

impl Library for Bench<'_> {
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String> {
        let from = files::shown(&self.path_of(from));
        let opened = self.shelves.open(&from, path)?;
        // the rules of the case file have their names already
        let known = self.rules.iter().any(|rule| std::sync::Arc::ptr_eq(rule, &opened));
        Ok(if known { opened } else { self.renamed(Path::new(opened.name()), &opened) })
    }
}
