//! The arguments as they are meant: a flag goes before its variable, a variable before `dealbreaker.toml`.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use dealbreaker::limits::Limits;
use dealbreaker::report::DaySource;
use jiff::civil::Date;

use super::args::CheckArgs;
use super::baseline::Baseline;
use super::error::{Problem, ProblemKind, why};
use super::exit::Leniency;
use super::files::Wanted;
use super::limits;
use super::output::{self, Output};
use super::settings::{self, Check, Settings};

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
    pub(super) baseline: Option<Baseline>,
    /// Where to write what is found now.
    pub(super) write_baseline: Option<PathBuf>,
    /// Leave private rules out.
    pub(super) redact: bool,
    /// How many threads may work.
    pub(super) threads: usize,
    /// How much may be asked of it.
    pub(super) limits: Limits,
    /// No report for people, no summary.
    pub(super) quiet: bool,
    /// The name of standard input.
    pub(super) stdin_name: Option<String>,
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

    /// In words.
    pub(super) fn describe(&self) -> String {
        let all = match self {
            Places::Given(given) => given.as_slice(),
            Places::Usual(usual) => std::slice::from_ref(usual),
        };
        let names: Vec<_> =
            all.iter().map(|one| format!("`{}`", super::files::shown(&one.path()))).collect();
        if names.is_empty() { "what was given".to_owned() } else { names.join(", ") }
    }
}

/// The day that a text in the one form that has one reading says.
pub(super) fn day(text: &str) -> Option<Date> {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if shape && text.len() == 10 { text.parse().ok() } else { None }
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
    let threads = keep(&mut problems, reading.threads());
    let outputs = keep(&mut problems, reading.outputs());
    let given = reading.given(as_of.flatten());
    let stdin = given.proposals.iter().flatten().any(Wanted::is_stdin);
    if args.stdin_filename.is_some() && !stdin {
        problems.push(ProblemKind::NothingFromStdin.into());
    }
    let (Some(threads), Some(outputs), true) = (threads, outputs, problems.is_empty()) else {
        return Err(problems);
    };
    let baseline = args.baseline.as_deref().map(Baseline::read).transpose();
    let baseline = baseline.map_err(|problem| vec![problem])?;
    let settings = find_settings(&given).map_err(|problem| vec![problem])?;
    let several = settings.as_ref().is_some_and(|settings| settings.checks.len() > 1);
    let picked = if several { given.proposals.clone() } else { None };
    let jobs = jobs(&given, settings);
    let (as_of, as_of_source) = day_of(&jobs);
    Ok(Plan {
        as_of,
        as_of_source,
        jobs,
        picked,
        outputs,
        leniency: leniency(args),
        all_parts: args.all_parts,
        baseline,
        write_baseline: args.write_baseline.clone(),
        redact: args.redact,
        threads,
        limits: limits::find()?,
        quiet: args.quiet,
        stdin_name: args.stdin_filename.clone(),
    })
}

/// The plan of a first check in a folder with settings, with no flags at all.
pub(super) fn plan_of(folder: PathBuf) -> Result<Plan, Vec<Problem>> {
    let (args, nothing) = (CheckArgs::default(), BTreeSet::new());
    let reading = Reading { args: &args, from_environment: &nothing };
    let settings = settings::load(folder).map_err(|problem| vec![problem])?;
    let jobs = jobs(&reading.given(None), Some(settings));
    let (as_of, as_of_source) = day_of(&jobs);
    Ok(Plan {
        as_of,
        as_of_source,
        jobs,
        picked: None,
        outputs: vec![Output::USUAL],
        leniency: Leniency::default(),
        all_parts: false,
        baseline: None,
        write_baseline: None,
        redact: false,
        threads: cores(),
        limits: limits::find()?,
        quiet: false,
        stdin_name: None,
    })
}

fn day_of(jobs: &[Job]) -> (Date, DaySource) {
    jobs.first().map_or_else(|| (today(), DaySource::Today), |job| (job.as_of, job.as_of_source))
}

fn leniency(args: &CheckArgs) -> Leniency {
    Leniency {
        exit_zero: args.exit_zero,
        allow_unknown: args.allow_unknown,
        fail_on_concern: args.fail_on_concern,
        allow_empty: args.allow_empty,
        forgive_known: args.baseline.is_some(),
    }
}

fn keep<T>(problems: &mut Vec<Problem>, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| problems.push(problem)).ok()
}

/// Where both rules and proposals are given, there is nothing left for the settings to say.
fn find_settings(given: &Given) -> Result<Option<Settings>, Problem> {
    if given.names_rules() && given.proposals.is_some() {
        return Ok(None);
    }
    let here = env::current_dir().map_err(|error| ProblemKind::NoFolder { why: why(&error) })?;
    settings::search(&here)
}

fn jobs(given: &Given, settings: Option<Settings>) -> Vec<Job> {
    let (folder, mut checks) =
        settings.map(|found| (found.folder, found.checks)).unwrap_or_default();
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

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The arguments, with what tells a flag from a variable.
struct Reading<'a> {
    args: &'a CheckArgs,
    from_environment: &'a BTreeSet<String>,
}

impl Reading<'_> {
    fn is_variable(&self, argument: &str) -> bool {
        self.from_environment.contains(argument)
    }

    /// How the user knows an argument: by its flag or by its variable.
    fn called(&self, argument: &str) -> String {
        let words = argument.replace('_', "-");
        match self.is_variable(argument) {
            true => format!("`DEALBREAKER_{}`", argument.to_uppercase()),
            false => format!("`--{words}`"),
        }
    }

    fn given(&self, as_of: Option<(Date, DaySource)>) -> Given {
        let rules = self.paths("rules", &self.args.rules);
        // Sentences are on the command line, and so go before rule files of the environment.
        let asked_there = !self.args.sentences.is_empty() && self.is_variable("rules");
        let here = |paths: &[PathBuf]| paths.iter().map(Wanted::here).collect::<Vec<_>>();
        Given {
            rules: rules.filter(|_| !asked_there),
            sentences: self.args.sentences.clone(),
            proposals: (!self.args.proposals.is_empty()).then(|| here(&self.args.proposals)),
            facts: self.paths("facts", &self.args.facts),
            as_of,
            party: self.text("party", self.args.party.as_ref()).map(str::to_owned),
        }
    }

    /// Paths of a flag, or of a variable, where they are separated as in PATH.
    fn paths(&self, argument: &str, given: &[PathBuf]) -> Option<Vec<Wanted>> {
        let split = |paths: &PathBuf| env::split_paths(paths).collect::<Vec<_>>();
        let paths: Vec<PathBuf> = match self.is_variable(argument) {
            true => {
                given.iter().flat_map(split).filter(|path| !path.as_os_str().is_empty()).collect()
            }
            false => given.to_vec(),
        };
        (!paths.is_empty()).then(|| paths.into_iter().map(Wanted::here).collect())
    }

    /// A text; an empty variable counts as not set.
    fn text<'a>(&self, argument: &str, given: Option<&'a String>) -> Option<&'a str> {
        given.map(String::as_str).filter(|text| !(text.is_empty() && self.is_variable(argument)))
    }

    fn as_of(&self) -> Result<Option<(Date, DaySource)>, Problem> {
        let Some(text) = self.text("as_of", self.args.as_of.as_ref()) else { return Ok(None) };
        let by = if self.is_variable("as_of") { DaySource::Environment } else { DaySource::Flag };
        let (from, given) = (self.called("as_of"), text.to_owned());
        let date = day(text).ok_or(ProblemKind::NoDay { from, text: given })?;
        Ok(Some((date, by)))
    }

    fn threads(&self) -> Result<usize, Problem> {
        let Some(text) = self.text("threads", self.args.threads.as_ref()) else {
            return Ok(cores());
        };
        let number = text.parse().ok().filter(|number| *number > 0);
        let (from, given) = (self.called("threads"), text.to_owned());
        Ok(number.ok_or(ProblemKind::NoThreads { from, text: given })?)
    }

    fn outputs(&self) -> Result<Vec<Output>, Problem> {
        let from = self.called("format");
        let listed = self.args.format.iter();
        let texts: Vec<&str> = match self.is_variable("format") {
            true => listed
                .flat_map(|one| one.split(','))
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .collect(),
            false => listed.map(String::as_str).collect(),
        };
        output::outputs(&from, &texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        assert_eq!(day("2004-03-01"), Some(jiff::civil::date(2004, 3, 1)));
        for text in
            ["03/04/2005", "2004-3-1", "20040301", "2004-02-30", "2004-03-01T10:00", "", "today"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    fn given() -> Given {
        let (rules, proposals, facts) = (None, None, None);
        Given { rules, sentences: Vec::new(), proposals, facts, as_of: None, party: None }
    }

    fn settings(checks: Vec<Check>) -> Option<Settings> {
        Some(Settings { folder: PathBuf::from(".."), checks })
    }

    #[test]
    fn without_settings_the_usual_folders_are_searched() {
        let jobs = jobs(&given(), None);
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
