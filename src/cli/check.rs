//! `dealbreaker check`: proposals against rules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dealbreaker::report::{Notice, Outcome, ProposalReport, Report, Totals};
use dealbreaker::run::{self, DataFile, Input, Judges, Listener, Means, Outline};
use dealbreaker::source::{SharedSource, Source};

use super::args::CheckArgs;
use super::baseline::{self, Baseline};
use super::count;
use super::error::{Problem, ProblemKind, SettingsFault};
use super::exit::Exit;
use super::files::{self, Found, Kind, Listing};
use super::gather::{Done, Gathered, Label};
use super::library::Shelves;
use super::output::{self, Output};
use super::plan::{self, Job, Plan};
use super::progress::Progress;
use super::read::Reader;
use super::show;
use super::stream;
use super::terminal;
use super::watch;

/// Checks what the arguments say.
pub(super) fn run(
    args: &CheckArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Exit, Vec<Problem>> {
    if args.watch {
        return watch::run(args, from_environment);
    }
    let plan = plan::plan(args, from_environment)?;
    if args.show_settings {
        output::text(&show::settings(args, from_environment, &plan))?;
        return Ok(Exit::Acceptable);
    }
    let mut session = Session::default();
    let exit = carry_out(&plan, &mut session);
    // the program ends here, and all its memory with it
    std::mem::forget(session);
    exit
}

/// What checks leave behind for those that watch.
#[derive(Debug, Default)]
pub(super) struct Session {
    /// The files that `use` lines have asked for.
    pub(super) opened: BTreeSet<PathBuf>,
    /// The rules that verdicts were counted by.
    pub(super) rules: Vec<Judges>,
    /// Held while reports are written.
    pub(super) writing: Arc<Mutex<()>>,
    /// True where someone watches: reports are then written in one go, so that nothing need end in the middle of one.
    pub(super) watched: bool,
}

/// Carries out a plan and tells of it.
pub(super) fn carry_out(plan: &Plan, session: &mut Session) -> Result<Exit, Vec<Problem>> {
    // The baseline that this run is to write need not be there before.
    let made = |file: &&Path| plan.write_baseline.as_deref() == Some(*file) && !file.exists();
    let baseline = plan.baseline.as_deref().filter(|file| !made(file));
    let baseline = baseline.map(Baseline::read).transpose();
    let baseline = baseline.map_err(|problem| vec![problem])?;
    let mut reader = Reader::new(plan.stdin_name.clone()).within(&plan.limits);
    session.rules.clear();
    session.opened.clear();
    if let Some(exit) = count::carry_out(plan, &mut reader, session) {
        return Ok(exit);
    }
    if let Some(done) = stream::carry_out(plan, &mut reader, session, baseline.as_ref()) {
        return done;
    }
    let mut gathered = check(plan, &mut reader);
    session.opened = std::mem::take(&mut gathered.opened);
    if let Some(baseline) = &baseline {
        baseline.mark(&mut gathered.report.proposals);
        baseline.mark(&mut gathered.hidden);
    }
    let exit = plan.leniency.exit(&gathered.report, &gathered.hidden, gathered.failed);
    let writing = session.writing.lock();
    tell(plan, &gathered)?;
    drop(writing);
    Ok(exit)
}

/// Makes every check of a plan, and tells nothing yet.
pub(super) fn check(plan: &Plan, reader: &mut Reader) -> Gathered {
    let mut gathered = Gathered::new(plan.as_of, plan.as_of_source);
    let progress = Progress::new(!plan.quiet);
    for (job, files) in search(plan, &mut gathered) {
        let mut proposals = Vec::new();
        let work = Work { plan, job, progress: &progress };
        let mut done = work.carry_out(files, reader, &mut gathered, &mut proposals);
        done.checked.report.proposals = proposals;
        gathered.add(done, plan.leniency.allow_empty);
    }
    gathered
}

/// The files of one check.
pub(super) struct Files {
    rules: Listing,
    pub(super) proposals: Listing,
    facts: Listing,
}

/// Finds the files of every check, and tells of those passed over that no check has a use for.
pub(super) fn search<'a>(plan: &'a Plan, gathered: &mut Gathered) -> Vec<(&'a Job, Files)> {
    let written = plan.outputs.iter().filter_map(|output| output.file.as_ref());
    let baselines = plan.baseline.iter().chain(&plan.write_baseline);
    let reports: BTreeSet<PathBuf> =
        written.chain(baselines).map(|file| files::real(file)).collect();
    let nothing = BTreeSet::new();
    let mut found: Vec<(&Job, Files)> = Vec::new();
    for job in &plan.jobs {
        let rules = files::find(Kind::Rules, job.rules.wanted(), &nothing);
        let facts = files::find(Kind::Facts, &job.facts, &reports);
        let mut elsewhere = reports.clone();
        elsewhere.extend(facts.files.iter().map(|file| file.real.clone()));
        let proposals = files::find(Kind::Proposals, job.proposals.wanted(), &elsewhere);
        found.push((job, Files { rules, proposals, facts }));
    }
    if let Some(picked) = &plan.picked {
        let picked = files::find(Kind::Proposals, picked, &reports);
        deal_out(picked, &mut found, plan, gathered);
    }
    if found.iter().flat_map(|(_, files)| files.all()).all(|one| one.passed_over.is_empty()) {
        return found;
    }
    let used = used(&found, reports);
    for listing in found.iter().flat_map(|(_, files)| files.all()) {
        let notices = listing.passed_over.iter().filter_map(|one| one.problem(&used));
        notices.for_each(|problem| gathered.notice(problem.notice()));
    }
    found
}

impl Files {
    fn all(&self) -> [&Listing; 3] {
        [&self.rules, &self.facts, &self.proposals]
    }
}

fn used(found: &[(&Job, Files)], mut used: BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let listings = found.iter().flat_map(|(_, files)| files.all());
    used.extend(listings.flat_map(|listing| listing.files.iter().map(|file| file.real.clone())));
    used
}

/// Gives each proposal of the command line to the checks that cover it, and leaves out checks that cover none.
fn deal_out(picked: Listing, found: &mut Vec<(&Job, Files)>, plan: &Plan, gathered: &mut Gathered) {
    let mut covered = BTreeSet::new();
    for (_, files) in found.iter_mut() {
        let theirs: BTreeSet<PathBuf> =
            files.proposals.files.drain(..).map(|file| file.real).collect();
        let is_theirs = |file: &&Found| theirs.contains(&place_of(file, plan));
        files.proposals = Listing {
            files: picked.files.iter().filter(is_theirs).cloned().collect(),
            ..Listing::default()
        };
        covered.extend(files.proposals.files.iter().map(|file| file.real.clone()));
    }
    found.retain(|(_, files)| !files.proposals.files.is_empty());
    for file in picked.files.iter().filter(|file| !covered.contains(&file.real)) {
        let file = files::shown(&file.path);
        gathered.error(Problem::from(SettingsFault::NoCheckFor { file }).notice());
    }
    picked.problems.iter().for_each(|problem| trouble(problem, plan, gathered));
    let used = used(found, BTreeSet::new());
    let notices = picked.passed_over.iter().filter_map(|one| one.problem(&used));
    notices.for_each(|problem| gathered.notice(problem.notice()));
}

/// Where a proposal stands; that of standard input is where its name says.
pub(super) fn place_of(file: &Found, plan: &Plan) -> PathBuf {
    match &plan.stdin_name {
        Some(name) if file.is_stdin() => files::real(name.as_ref()),
        _ => file.real.clone(),
    }
}

/// A problem with files: an error, but for a glob without matches where it is fine to check nothing.
fn trouble(problem: &Problem, plan: &Plan, gathered: &mut Gathered) {
    let empty = matches!(problem.kind, ProblemKind::EmptyGlob { .. });
    if empty && plan.leniency.allow_empty {
        gathered.notice(problem.notice());
    } else {
        gathered.error(problem.notice());
    }
}

/// One check of a plan.
#[derive(Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) plan: &'a Plan,
    pub(super) job: &'a Job,
    pub(super) progress: &'a Progress,
}

impl<'a> Work<'a> {
    /// Reads and judges, and hands over the proposals. What cannot be read is told of, and the rest is checked all the same.
    pub(super) fn carry_out(
        self,
        files: Files,
        reader: &mut Reader,
        gathered: &mut Gathered,
        to: &mut dyn Listener,
    ) -> Done<'a> {
        let Self { plan, job, progress } = self;
        let mut told = |problems: &[Problem]| {
            problems.iter().for_each(|problem| trouble(problem, plan, gathered));
            problems.iter().any(|problem| !matches!(problem.kind, ProblemKind::EmptyGlob { .. }))
        };
        let texts = read(files, reader);
        let incomplete = told(&texts.rules.1) | told(&texts.facts.1);
        let unread = told(&texts.proposals.1);
        let library = Shelves::new(&texts.rules.0, !job.sentences.is_empty()).within(&plan.limits);
        let input = input(plan, job, texts.rules.0, texts.proposals.0, texts.facts.0);
        let label = gathered.label(job, incomplete);
        // the one place where the command line meets the engine
        let means = Means { threads: plan.threads, limits: &plan.limits, observer: progress };
        let mut checked = run::check_into(&input, &library, means, &mut Labelled { label, to });
        progress.clear();
        checked.failed |= unread;
        gathered.opened.extend(library.opened());
        gathered.data.extend(input.proposals.iter().cloned());
        Done { job, checked, proposals: input.proposals.len(), incomplete }
    }
}

/// Hands on proposals with what a report of several checks says of them.
struct Labelled<'a> {
    label: Label,
    to: &'a mut dyn Listener,
}

impl Listener for Labelled<'_> {
    fn begin(&mut self, outline: &Outline<'_>) {
        self.to.begin(outline);
    }

    fn proposal(&mut self, mut report: ProposalReport) {
        self.label.put_on(&mut report);
        self.to.proposal(report);
    }
}

/// What was read of some files, and what could not be read.
type Texts<T> = (Vec<T>, Vec<Problem>);

/// The texts of one check.
pub(super) struct AllTexts {
    pub(super) rules: Texts<(Found, SharedSource)>,
    pub(super) proposals: Texts<DataFile>,
    pub(super) facts: Texts<DataFile>,
}

impl AllTexts {
    /// What could not be read.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.rules.1.iter().chain(&self.facts.1).chain(&self.proposals.1)
    }
}

/// Reads the files of one check.
pub(super) fn read(files: Files, reader: &mut Reader) -> AllTexts {
    AllTexts {
        rules: all(files.rules, |file| reader.text(file).map(|source| (file.clone(), source))),
        facts: all(files.facts, |file| reader.data(file)),
        proposals: all(files.proposals, |file| reader.data(file)),
    }
}

fn all<T>(listing: Listing, mut read: impl FnMut(&Found) -> Result<T, Problem>) -> Texts<T> {
    let mut problems = listing.problems;
    let mut texts = Vec::new();
    for file in &listing.files {
        match read(file) {
            Ok(text) => texts.push(text),
            Err(problem) => problems.push(problem),
        }
    }
    (texts, problems)
}

pub(super) fn input(
    plan: &Plan,
    job: &Job,
    rules: Vec<(Found, SharedSource)>,
    proposals: Vec<DataFile>,
    facts: Vec<DataFile>,
) -> Input {
    let alone = job.sentences.len() == 1;
    let name = |at: usize| if alone { "<rule>".to_owned() } else { format!("<rule {}>", at + 1) };
    let sentences = job.sentences.iter().enumerate();
    Input {
        rules: rules
            .into_iter()
            .map(|(_, source)| source)
            .chain(sentences.map(|(at, sentence)| Source::new(name(at), sentence)))
            .collect(),
        proposals,
        facts,
        as_of: job.as_of,
        as_of_source: job.as_of_source,
        party: job.party.clone(),
        all_parts: plan.all_parts,
        redact: plan.redact,
    }
}

/// Writes the reports, and on standard error what a reader of them would miss.
fn tell(plan: &Plan, gathered: &Gathered) -> Result<(), Vec<Problem>> {
    let Gathered { report, sources, .. } = gathered;
    let style = terminal::style_of_stdout(plan.colour);
    let asked_for = |output: &&Output| !(plan.quiet && **output == Output::USUAL);
    let mut problems = Vec::new();
    let shorter = report.shortened(plan.limits.findings);
    for output in plan.outputs.iter().filter(asked_for) {
        let shown = shorter.as_ref().filter(|_| output.format.is_for_people()).unwrap_or(report);
        problems.extend(output::write(output, shown, sources, &style).err());
    }
    // An error is told once: here only where no report that a person reads has it.
    if !plan.outputs.iter().filter(asked_for).any(Output::is_read) {
        terminal::complain_of(&report.errors);
    }
    if !plan.quiet && plan.outputs.iter().all(|output| output.file.is_some()) {
        terminal::tell(&summary(&Totals::of(report), report));
    }
    if let Some(file) = plan.write_baseline.as_deref().filter(|_| !gathered.failed) {
        problems.extend(baseline::write(file, &report.proposals).err());
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// One line on a report that went into files.
pub(super) fn summary(totals: &Totals, report: &Report) -> String {
    let mut line = match totals.proposals {
        1 => "1 proposal".to_owned(),
        many => format!("{many} proposals"),
    };
    let words = [
        (Outcome::Halt, "halted"),
        (Outcome::Broken, "broken"),
        (Outcome::Unknown, "unknown"),
        (Outcome::Waiting, "waiting"),
        (Outcome::Acceptable, "acceptable"),
    ];
    let mut mark = ':';
    for (outcome, word) in words {
        let count = totals.outcome(outcome);
        if count > 0 {
            let _ = write!(line, "{mark} {count} {word}");
            mark = ',';
        }
    }
    line + &counted(&report.errors, "error") + &counted(&report.notices, "notice") + "\n"
}

fn counted(list: &[Notice], noun: &str) -> String {
    match list.len() {
        0 => String::new(),
        1 => format!("; 1 {noun}"),
        many => format!("; {many} {noun}s"),
    }
}
