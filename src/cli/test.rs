//! `dealbreaker test`: case files run, their expectations and snapshots compared with the reports.

mod bench;
mod snapshot;
mod tell;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use dealbreaker::casefile::{self, Case, CaseError, CaseFile, Coverage, Located};
use dealbreaker::report::{Notice, ProposalReport, Report};
use dealbreaker::run::{Checked, Input};
use dealbreaker::source::SharedSource;

use super::args::TestArgs;
use super::error::{Nothing, Problem};
use super::exit::Exit;
use super::files::{self, Found, Kind, Listing, Wanted};
use super::read::Reader;
use super::terminal;
use bench::Bench;
use tell::{Page, Tally};

/// Runs the cases that the arguments name.
pub(super) fn run(args: &TestArgs) -> Result<Exit, Vec<Problem>> {
    let listing = search(&args.paths);
    let page = Page::new(terminal::style_of_stdout(args.color).colour, args.quiet);
    let mut session = Session {
        args,
        page,
        reader: Reader::new(None),
        coverage: Coverage::default(),
        errors: HashSet::new(),
        total: Tally::default(),
    };
    listing.problems.iter().for_each(|problem| session.error(problem.notice()));
    for found in &listing.files {
        session.file(found)?;
    }
    session.finish()
}

/// The case files of the paths; without any, those of the current folder.
fn search(paths: &[PathBuf]) -> Listing {
    if !paths.is_empty() {
        let wanted: Vec<Wanted> = paths.iter().map(Wanted::here).collect();
        return files::find(Kind::Cases, &wanted, &Default::default());
    }
    let mut listing = files::find(Kind::Cases, &[Wanted::here(".")], &Default::default());
    for file in &mut listing.files {
        if let Ok(path) = file.path.strip_prefix(".") {
            file.path = path.to_owned();
        }
    }
    listing
}

/// One call of the command.
struct Session<'a> {
    args: &'a TestArgs,
    page: Page,
    reader: Reader,
    coverage: Coverage,
    /// What went wrong so far, each once, however many cases met it.
    errors: HashSet<Notice>,
    total: Tally,
}

/// What came of one case.
#[derive(Debug, Default)]
struct CaseResult {
    /// In what it differs, ready to be shown.
    failures: Vec<String>,
    /// What else there is to say.
    remarks: Vec<String>,
    /// True where it could not be run to its end.
    stuck: bool,
}

impl Session<'_> {
    /// Runs the cases of one file.
    fn file(&mut self, found: &Found) -> Result<(), Vec<Problem>> {
        let (mut tally, mut lines) = (Tally::default(), Vec::new());
        match self.reader.text(found) {
            Ok(source) => {
                let file = casefile::read(&source);
                file.errors.iter().for_each(|error| self.error(error.notice(&source)));
                tally.failed = file.unread;
                self.cases(found, &source, &file, &mut tally, &mut lines);
            }
            Err(problem) => {
                self.error(problem.notice());
                tally.failed = 1;
            }
        }
        self.total.add(tally);
        self.page.file(&files::shown(&found.path), tally, &lines)
    }

    fn cases(
        &mut self,
        found: &Found,
        source: &SharedSource,
        file: &CaseFile,
        tally: &mut Tally,
        lines: &mut Vec<String>,
    ) {
        let chosen: Vec<&Case> =
            file.cases.iter().filter(|case| self.is_chosen(case, source.name())).collect();
        if chosen.is_empty() {
            return;
        }
        let bench = match Bench::new(&found.path, source, file, &mut self.reader) {
            Ok(bench) => bench,
            Err(errors) => {
                errors.into_iter().for_each(|error| self.error(error));
                tally.failed += chosen.len();
                return;
            }
        };
        for case in chosen {
            let result = self.case(&bench, case);
            match result.failures.is_empty() && !result.stuck {
                true => tally.passed += 1,
                false => tally.failed += 1,
            }
            lines.extend(result.failures);
            lines.extend(result.remarks);
        }
    }

    fn is_chosen(&self, case: &Case, file: &str) -> bool {
        let Some(filter) = &self.args.filter else { return true };
        let texts = [Some(file), case.name.as_deref(), Some(case.proposal.value.as_str())];
        texts.into_iter().flatten().any(|text| text.contains(filter))
    }

    /// Runs one case.
    fn case(&mut self, bench: &Bench<'_>, case: &Case) -> CaseResult {
        match self.judged(bench, case) {
            Ok((checked, proposal)) => self.compare(bench, case, checked, &proposal),
            Err(errors) => {
                errors.into_iter().for_each(|error| self.error(error));
                CaseResult { stuck: true, ..CaseResult::default() }
            }
        }
    }

    /// The check of a case, and the name of its proposal's text.
    fn judged(&mut self, bench: &Bench<'_>, case: &Case) -> Result<(Checked, String), Vec<Notice>> {
        let (input, proposal) = bench.input(case, &mut self.reader)?;
        let checked = bench.check(&input)?;
        if self.wants_coverage() && case.party.is_some() {
            self.know_other_parties(bench, input);
        }
        Ok((checked, proposal))
    }

    /// The rules of other parties are rules, too, although this case asks nothing of them.
    fn know_other_parties(&mut self, bench: &Bench<'_>, input: Input) {
        let all = bench.check(&Input { party: None, ..input });
        let reports = all.iter().flat_map(|checked| &checked.report.proposals);
        for finding in reports.flat_map(|report| &report.findings) {
            self.coverage.know(finding, &bench.file_of(&finding.at.file));
        }
    }

    fn compare(
        &mut self,
        bench: &Bench<'_>,
        case: &Case,
        checked: Checked,
        proposal: &str,
    ) -> CaseResult {
        let picked = match case.pick(&checked.report, proposal) {
            Ok(picked) => picked.clone(),
            Err(error) => {
                self.error(error.notice(bench.source));
                return CaseResult { stuck: true, ..CaseResult::default() };
            }
        };
        if self.wants_coverage() {
            for finding in &picked.findings {
                self.coverage.add(finding, &bench.file_of(&finding.at.file));
            }
        }
        let (differences, errors) = case.compare(&picked);
        let shown = differences.iter().map(|one| self.page.difference(bench.source, case, one));
        let mut result = CaseResult { failures: shown.collect(), ..CaseResult::default() };
        result.stuck = !errors.is_empty();
        errors.iter().for_each(|error| self.error(error.notice(bench.source)));
        if let Some(name) = &case.snapshot {
            self.snapshot(bench, name, (checked, picked), &mut result);
        }
        result
    }

    /// Compares the report with the one that was kept, or keeps it.
    fn snapshot(
        &mut self,
        bench: &Bench<'_>,
        name: &Located<String>,
        (checked, picked): (Checked, ProposalReport),
        result: &mut CaseResult,
    ) {
        let outcome = picked.outcome;
        let report = Report { proposals: vec![picked], outcome, ..checked.report };
        let path = bench.path_of(&name.value);
        let looked = snapshot::text(&report, checked.sources)
            .and_then(|fresh| snapshot::look(&path, &fresh, self.args.accept));
        match looked {
            Ok(look) => {
                let shown = files::shown(&path);
                self.page.snapshot(bench.source, name.span, &shown, &look, result);
            }
            Err(problem) => {
                self.error(
                    Problem { at: Some(Box::new(bench.place(name.span))), ..problem }.notice(),
                );
                result.stuck = true;
            }
        }
    }

    fn wants_coverage(&self) -> bool {
        self.args.coverage || self.args.coverage_threshold.is_some()
    }

    /// Tells of an error, once.
    fn error(&mut self, error: Notice) {
        if self.errors.insert(error.clone()) {
            terminal::complain_of(std::slice::from_ref(&error));
        }
    }

    fn finish(mut self) -> Result<Exit, Vec<Problem>> {
        let score = self.coverage.score();
        let threshold = self.args.coverage_threshold.map(usize::from);
        let below = threshold.is_some_and(|percent| !score.reaches(percent));
        if self.args.coverage || below {
            self.page.table(&self.coverage, self.args.coverage)?;
        }
        if self.wants_coverage() {
            self.page.score(score, threshold)?;
        }
        if self.total == Tally::default() && self.errors.is_empty() {
            self.error(Problem::from(self.nothing()).notice());
        }
        self.page.total(self.total)?;
        Ok(if !self.errors.is_empty() {
            Exit::Failed
        } else if self.total.failed > 0 || below {
            Exit::Findings
        } else {
            Exit::Acceptable
        })
    }

    fn nothing(&self) -> Nothing {
        let names: Vec<String> =
            self.args.paths.iter().map(|path| format!("`{}`", files::shown(path))).collect();
        let places = if names.is_empty() { "this folder".to_owned() } else { names.join(", ") };
        Nothing::NoCases { places, filter: self.args.filter.clone() }
    }
}

/// The folder of a file, empty for the current one.
fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// An error of a case file, as a report has it.
fn notices(source: &SharedSource, errors: &[CaseError]) -> Vec<Notice> {
    errors.iter().map(|error| error.notice(source)).collect()
}
