//! The arguments as they are meant: a flag goes before its variable, a variable before `dealbreaker.toml`.

mod reading;

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use dealbreaker::limits::Limits;
use dealbreaker::report::DaySource;
use jiff::civil::Date;

use super::args::{CheckArgs, ColourChoice};
use super::error::{Problem, ProblemKind, UsageFault, why};
use super::exit::Leniency;
use super::files::Wanted;
use super::limits;
use super::output::Output;
use super::settings::{self, Check, Options, Settings};
use super::terminal;
pub(super) use reading::day;
use reading::{Reading, cores};

/// What is to be done.
#[derive(Debug)]
pub(super) struct Plan {
    /// The day of the report: that of the first check.
    pub(super) as_of: Date,
    /// Who says so.
    pub(super) as_of_source: DaySource,
    /// The checks, one after another.
    pub(super) jobs: Vec<Job>,
    /// Proposals of the command line, to be given each to the checks that cover it; `None` where jobs keep their own.
    pub(super) picked: Option<Vec<Wanted>>,
    /// Where reports go.
    pub(super) outputs: Vec<Output>,
    /// What passes.
    pub(super) leniency: Leniency,
    /// List every part.
    pub(super) all_parts: bool,
    /// What was found before.
    pub(super) baseline: Option<PathBuf>,
    /// Where to write what is found now.
    pub(super) write_baseline: Option<PathBuf>,
    /// Leave private rules out.
    pub(super) redact: bool,
    /// How many threads may work.
    pub(super) threads: usize,
    /// When to use colour.
    pub(super) colour: ColourChoice,
    /// How much may be asked of it.
    pub(super) limits: Limits,
    /// No report for people, no summary.
    pub(super) quiet: bool,
    /// The name of standard input.
    pub(super) stdin_name: Option<String>,
    /// The arguments that `[settings]` of the file stand in for.
    pub(super) set: BTreeSet<&'static str>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Job {
    /// Its name, where there is one or where there are several checks.
    pub(super) name: Option<String>,
    /// Where its rules are.
    pub(super) rules: Places,
    /// Rules given as sentences.
    pub(super) sentences: Vec<String>,
    /// Where its proposals are.
    pub(super) proposals: Places,
    /// Where its facts are.
    pub(super) facts: Vec<Wanted>,
    /// The day it is made for.
    pub(super) as_of: Date,
    /// Who says so.
    pub(super) as_of_source: DaySource,
    /// Whose rules.
    pub(super) party: Option<String>,
}

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Places {
    /// Where someone said; what is not there is an error.
    Given(Vec<Wanted>),
    /// In the folder that is looked into when no one says anything; it need not be there.
    Usual(Wanted),
}

impl Places {
    fn or_usual(given: Option<Vec<Wanted>>, base: &Path, usual: &str) -> Self {
        match given {
            Some(given) => Places::Given(given),
            None => Places::Usual(Wanted { base: base.to_owned(), text: PathBuf::from(usual) }),
        }
    }

    /// What is to be searched: the usual folder only where it exists.
    pub(super) fn wanted(&self) -> &[Wanted] {
        match self {
            Places::Given(given) => given,
            Places::Usual(usual) if usual.path().exists() => std::slice::from_ref(usual),
            Places::Usual(_) => &[],
        }
    }

    /// All that was said, the usual folder also where it is not there.
    pub(super) fn all(&self) -> &[Wanted] {
        match self {
            Places::Given(given) => given,
            Places::Usual(usual) => std::slice::from_ref(usual),
        }
    }

    /// In words.
    pub(super) fn describe(&self) -> String {
        let names: Vec<_> = self
            .all()
            .iter()
            .map(|one| format!("`{}`", super::files::shown(&one.path())))
            .collect();
        if names.is_empty() { "what was given".to_owned() } else { names.join(", ") }
    }
}

/// What the flags and variables say, before the settings are looked at.
struct Given {
    rules: Option<Vec<Wanted>>,
    sentences: Vec<String>,
    proposals: Option<Vec<Wanted>>,
    facts: Option<Vec<Wanted>>,
    as_of: Option<(Date, DaySource)>,
    party: Option<String>,
}

/// Makes the plan of `check`.
pub(super) fn plan(
    args: &CheckArgs,
    from_environment: &BTreeSet<String>,
) -> Result<Plan, Vec<Problem>> {
    let reading = Reading { args, from_environment };
    let mut problems = Vec::new();
    let as_of = keep(&mut problems, reading.as_of());
    let threads = keep(&mut problems, reading.threads()).flatten();
    let outputs = keep(&mut problems, reading.outputs()).flatten();
    let given = reading.given(as_of.flatten());
    let stdin = given.proposals.iter().flatten().any(Wanted::is_stdin);
    if args.stdin_filename.is_some() && !stdin {
        problems.push(UsageFault::NothingFromStdin.into());
    }
    if args.watch && stdin {
        problems.push(UsageFault::WatchStdin.into());
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut settings = find_settings().map_err(|problem| vec![problem])?.unwrap_or_default();
    // Where both are given, there is nothing left for the checks of the settings to say.
    if given.names_rules() && given.proposals.is_some() {
        settings.checks.clear();
        settings.folder = PathBuf::new();
    }
    let picked = if settings.checks.len() > 1 { given.proposals.clone() } else { None };
    let options = std::mem::take(&mut settings.options);
    let jobs = jobs(&given, settings);
    Ok(Plan { picked, ..assemble(args, jobs, options, outputs, threads)? })
}

/// The plan of a first check in a folder with settings, with no flags at all.
pub(super) fn plan_of(folder: PathBuf) -> Result<Plan, Vec<Problem>> {
    let (args, nothing) = (CheckArgs::default(), BTreeSet::new());
    let reading = Reading { args: &args, from_environment: &nothing };
    let mut settings = settings::load(folder).map_err(|problem| vec![problem])?;
    let options = std::mem::take(&mut settings.options);
    let jobs = jobs(&reading.given(None), settings);
    assemble(&args, jobs, options, None, None)
}

/// A flag or variable goes before the settings, and these before what is usual.
fn assemble(
    args: &CheckArgs,
    jobs: Vec<Job>,
    options: Options,
    outputs: Option<Vec<Output>>,
    threads: Option<usize>,
) -> Result<Plan, Vec<Problem>> {
    let set = options.given();
    let (as_of, as_of_source) = day_of(&jobs);
    let baseline = args.baseline.clone().or(options.baseline);
    Ok(Plan {
        as_of,
        as_of_source,
        jobs,
        picked: None,
        outputs: outputs.or(options.outputs).unwrap_or_else(|| vec![Output::USUAL]),
        leniency: Leniency {
            exit_zero: args.exit_zero,
            allow_unknown: args.allow_unknown.or(options.allow_unknown).unwrap_or_default(),
            fail_on_concern: args.fail_on_concern.or(options.fail_on_concern).unwrap_or_default(),
            allow_empty: args.allow_empty,
            forgive_known: baseline.is_some(),
        },
        all_parts: args.all_parts.or(options.all_parts).unwrap_or_default(),
        baseline,
        write_baseline: args.write_baseline.clone(),
        redact: args.redact.or(options.redact).unwrap_or_default(),
        threads: threads.or(options.threads).unwrap_or_else(cores),
        colour: args.color.unwrap_or_else(|| terminal::unless_set(options.colour)),
        limits: limits::find()?,
        quiet: args.quiet,
        stdin_name: args.stdin_filename.clone(),
        set,
    })
}

fn day_of(jobs: &[Job]) -> (Date, DaySource) {
    jobs.first().map_or_else(|| (today(), DaySource::Today), |job| (job.as_of, job.as_of_source))
}

fn keep<T>(problems: &mut Vec<Problem>, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

fn find_settings() -> Result<Option<Settings>, Problem> {
    let here = env::current_dir().map_err(|error| ProblemKind::NoFolder { why: why(&error) })?;
    settings::search(&here)
}

fn jobs(given: &Given, settings: Settings) -> Vec<Job> {
    let Settings { folder, mut checks, .. } = settings;
    if checks.is_empty() {
        checks.push(Check::default());
    }
    let several = checks.len() > 1;
    let mut jobs: Vec<Job> = Vec::new();
    for (at, check) in checks.into_iter().enumerate() {
        let usual = several.then(|| format!("check {}", at + 1));
        let mut job = given.job(&folder, check, !several);
        // Two checks that flags have made equal but for their names are one.
        let unnamed = |job: &Job| Job { name: None, ..job.clone() };
        if !jobs.iter().any(|known| unnamed(known) == unnamed(&job)) {
            job.name = job.name.or(usual);
            jobs.push(job);
        }
    }
    jobs
}

impl Given {
    fn names_rules(&self) -> bool {
        self.rules.is_some() || !self.sentences.is_empty()
    }

    /// A check of the settings, with what was given put over it.
    fn job(&self, folder: &Path, check: Check, only: bool) -> Job {
        let there = |paths: Vec<PathBuf>| -> Vec<Wanted> {
            paths.into_iter().map(|text| Wanted { base: folder.to_owned(), text }).collect()
        };
        let rules = match &self.rules {
            Some(rules) => Places::Given(rules.clone()),
            None if self.names_rules() => Places::Given(Vec::new()),
            None => Places::or_usual(check.rules.map(there), folder, "rules"),
        };
        // Among several checks, a proposal of the command line goes to those that cover it: they keep their own places.
        let proposals = match &self.proposals {
            Some(proposals) if only => Places::Given(proposals.clone()),
            _ => Places::or_usual(check.proposals.map(there), folder, "proposals"),
        };
        let of_check = check.as_of.map(|day| (day, DaySource::Config));
        let (as_of, as_of_source) =
            self.as_of.or(of_check).unwrap_or_else(|| (today(), DaySource::Today));
        Job {
            name: check.name,
            rules,
            sentences: self.sentences.clone(),
            proposals,
            facts: self.facts.clone().unwrap_or_else(|| there(check.facts)),
            as_of,
            as_of_source,
            party: self.party.clone().or(check.party),
        }
    }
}

fn today() -> Date {
    jiff::Zoned::now().date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Given {
        let (rules, proposals, facts) = (None, None, None);
        Given { rules, sentences: Vec::new(), proposals, facts, as_of: None, party: None }
    }

    fn settings(checks: Vec<Check>) -> Settings {
        Settings { folder: PathBuf::from(".."), checks, ..Settings::default() }
    }

    #[test]
    fn without_settings_the_usual_folders_are_searched() {
        let jobs = jobs(&given(), Settings::default());
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].rules.describe(), "`rules`");
        assert_eq!(jobs[0].proposals.describe(), "`proposals`");
        assert_eq!(jobs[0].as_of_source, DaySource::Today);
    }

    #[test]
    fn what_is_given_goes_over_what_is_set_key_by_key() {
        let mut given = given();
        given.as_of = day("2004-03-01").map(|day| (day, DaySource::Environment));
        let check = Check {
            rules: Some(vec!["r".into()]),
            facts: vec!["f.csv".into()],
            as_of: day("2001-01-01"),
            ..Check::default()
        };
        let jobs = jobs(&given, settings(vec![check]));
        assert_eq!(jobs[0].rules.describe(), "`../r`");
        assert_eq!(jobs[0].facts[0].path(), Path::new("../f.csv"));
        assert_eq!((jobs[0].as_of, jobs[0].as_of_source), given.as_of.unwrap());
        assert_eq!(jobs[0].name, None);
    }

    #[test]
    fn checks_that_flags_make_equal_are_one() {
        let mut given = given();
        let check = |rules: &str| Check { rules: Some(vec![rules.into()]), ..Check::default() };
        let names =
            |jobs: Vec<Job>| jobs.into_iter().filter_map(|job| job.name).collect::<Vec<_>>();
        let apart = jobs(&given, settings(vec![check("a"), check("b")]));
        assert_eq!(names(apart), ["check 1", "check 2"]);
        given.rules = Some(vec![Wanted::here("r")]);
        let one = jobs(&given, settings(vec![check("a"), check("b")]));
        assert_eq!(one.len(), 1);
    }
}
