//! One run: rule files, proposals and facts in, a report out. Pure: files, the environment and the clock belong to the command line.

mod bytes;
pub(crate) mod faults;
mod feed;
mod judging;
mod listener;
mod observer;
pub(crate) mod rounds;
mod said;
pub(crate) mod secrecy;
mod survey;
mod tally;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::check::{self, RuleFile};
use crate::limits::Limits;
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::proposal::Format;
use crate::report::{DaySource, Notice, ProposalReport, Report};
use crate::source::SharedSource;
pub use bytes::Bytes;
pub use feed::{Feed, Room, STRETCH, Stretch, Unreadable, has_stray_mark};
pub use listener::{Listener, Outline};
pub use observer::{NoObserver, Observer, Step};
pub use tally::{Judges, Tallied, tally, tally_of};

use judging::Run;
use said::Said;
use secrecy::Curtain;
use survey::Survey;

/// A proposal or facts file that was read from disk.
#[derive(Debug, Clone)]
pub struct DataFile {
    /// Its text.
    pub source: SharedSource,
    /// Its format.
    pub format: Format,
}

/// Finds the file that a `use "path"` names, as seen from the rule file `from`.
pub trait Library: Sync {
    /// The file's text; its name is the path as it is to be shown. `Err` says why not, in words.
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String>;
}

/// A library without books: every `use` fails.
#[derive(Debug, Clone, Copy)]
pub struct NoLibrary;

impl Library for NoLibrary {
    fn open(&self, _from: &str, _path: &str) -> Result<SharedSource, String> {
        Err("there are no other files here".to_owned())
    }
}

/// What a run is given.
#[derive(Debug, Clone)]
pub struct Input {
    /// The rule files, in order.
    pub rules: Vec<SharedSource>,
    /// The proposals, in order.
    pub proposals: Vec<DataFile>,
    /// The facts, laid under every proposal.
    pub facts: Vec<DataFile>,
    /// The day of the check.
    pub as_of: Date,
    /// Where that day comes from.
    pub as_of_source: DaySource,
    /// Only the rules of this party, and those of no party.
    pub party: Option<String>,
    /// List every part of a quantified finding, not only those that neither hold nor are not applicable.
    pub all_parts: bool,
    /// Leave private rules, and what only they use, out of the report.
    pub redact: bool,
}

impl Input {
    /// Proposals against rules on a day, without facts, for all parties and with nothing left out.
    pub fn new(rules: Vec<SharedSource>, proposals: Vec<DataFile>, as_of: Date) -> Self {
        Self {
            rules,
            proposals,
            facts: Vec::new(),
            as_of,
            as_of_source: DaySource::Flag,
            party: None,
            all_parts: false,
            redact: false,
        }
    }
}

/// What a run gives.
#[derive(Debug)]
pub struct Checked {
    /// The report.
    pub report: Report,
    /// The same proposals by the rules that were left out of the report: for the exit code, never to be shown. Empty
    /// where nothing was left out.
    pub hidden: Vec<ProposalReport>,
    /// All texts that places of the report point into, those opened by `use` included.
    pub sources: Vec<SharedSource>,
    /// How many rules there were to judge (before `--party` leaves any out).
    pub rules: usize,
    /// How many proposals were judged.
    pub judged: usize,
    /// True where at least one rule got a verdict other than `not applicable` on some proposal.
    pub applied: bool,
    /// True where a sentence, a proposal or a facts file could not be read.
    pub failed: bool,
}

/// Checks proposals against rules.
pub fn check(input: &Input, library: &dyn Library) -> Checked {
    check_on(input, library, 1)
}

/// Checks proposals against rules on several threads. The report is the same, whatever their number.
pub fn check_on(input: &Input, library: &dyn Library, threads: usize) -> Checked {
    check_within(input, library, threads, &Limits::default())
}

/// Checks proposals against rules within other limits; those above their ceiling are at it.
pub fn check_within(
    input: &Input,
    library: &dyn Library,
    threads: usize,
    limits: &Limits,
) -> Checked {
    check_with(input, library, Means { threads, limits, observer: &NoObserver })
}

/// With what a run is done. The report is the same whatever the threads and whoever looks on.
#[derive(Clone, Copy)]
pub struct Means<'m> {
    /// How many threads may work.
    pub threads: usize,
    /// How much may be asked of it; limits above their ceiling are at it.
    pub limits: &'m Limits,
    /// Is told how far it is.
    pub observer: &'m dyn Observer,
}

/// Checks proposals against rules with the means given.
pub fn check_with(input: &Input, library: &dyn Library, means: Means<'_>) -> Checked {
    let mut proposals = Vec::new();
    let mut checked = check_into(input, library, means, &mut proposals);
    checked.report.proposals = proposals;
    checked
}

/// The same for one who listens: the report of each proposal is handed over as soon as it is made, in the order of the
/// proposals, and what is given back has none of them.
pub fn check_into(
    input: &Input,
    library: &dyn Library,
    means: Means<'_>,
    to: &mut dyn Listener,
) -> Checked {
    let limits = &means.limits.capped();
    let Loaded { files, rules, mut errors } = load(input, library, limits);
    let facts = survey::read_all(&input.facts, &limits.data(), &mut errors);
    // without a sentence or a fact, no outcome is better than unknown
    let incomplete = !errors.is_empty();
    let rounds = files.iter().any(rounds::are_asked_for);
    let reader = survey::Reader { files: &input.proposals, limits: limits.data(), hold: rounds };
    let Survey { items, mut vocabulary } = reader.survey(&mut errors, means.observer);
    facts.iter().for_each(|facts| vocabulary.add(&facts.document));
    let curtain = input.redact.then(|| Curtain::new(&files, &vocabulary));
    let run = Run::new(input, limits, &rules, &facts, &vocabulary, incomplete);
    let sources = sources(input, &files, curtain.as_ref());
    let findings = items.len() * run.told();
    let totals = || tally(input, library, means);
    to.begin(&Outline { proposals: items.len(), findings, sources: &sources, totals: &totals });
    let mut said = Said::new(errors, curtain.as_ref());
    run.judge_all(&reader, &items, rounds, means, &mut |judged| {
        said.take(judged).into_iter().for_each(|report| to.proposal(report));
    });
    said.notices.extend(faults::unused_facts(&facts, &said.had, &files));
    let failed = said.failed();
    let mut report = Report {
        version: 1,
        kind: "check",
        as_of: input.as_of.to_string(),
        as_of_source: input.as_of_source,
        proposals: Vec::new(),
        outcome: said.outcome,
        notices: said.notices.into_all(),
        errors: said.errors.into_all(),
        redacted: false,
    };
    if let Some(curtain) = &curtain {
        redact(&mut report, curtain);
    }
    let (hidden, judged, applied) = (said.hidden, items.len(), said.applied);
    Checked { report, hidden, sources, rules: rules.rules.len(), judged, applied, failed }
}

/// The texts that a report may point into.
fn sources(input: &Input, files: &[RuleFile], curtain: Option<&Curtain>) -> Vec<SharedSource> {
    let rules = match curtain {
        Some(curtain) => curtain.sources(),
        None => files.iter().map(|file| file.source.clone()).collect(),
    };
    let data = input.proposals.iter().chain(&input.facts).map(|file| file.source.clone());
    rules.into_iter().chain(data).collect()
}

/// Takes out of a report, in which private rules have no findings, what else may not be told.
fn redact(report: &mut Report, curtain: &Curtain) {
    let (errors, notices) = (report.errors.len(), report.notices.len());
    report.errors.retain(|error| curtain.shows(error));
    report.notices.retain(|notice| curtain.shows(notice));
    if report.errors.len() < errors {
        report.errors.push(faults::redacted_error());
    }
    if curtain.private {
        // that a fact is used would tell what a private rule is about
        report.notices.retain(|notice| notice.code != faults::UNUSED_FACT);
    }
    report.redacted =
        curtain.private || report.errors.len() < errors || report.notices.len() < notices;
    if report.redacted {
        report.notices.push(faults::redacted());
    }
}

/// The rules of a run, and what is wrong with them.
#[derive(Debug)]
struct Loaded {
    files: Vec<RuleFile>,
    rules: RuleSet,
    errors: Vec<Notice>,
}

fn load(input: &Input, library: &dyn Library, limits: &Limits) -> Loaded {
    let (files, faults) = check::load_within(&input.rules, library, limits);
    let checked = check::check_within(&files, limits);
    let mut errors: Vec<Notice> = faults.iter().map(faults::of_file).collect();
    errors.extend(checked.errors.iter().map(faults::of_rule));
    let places: HashMap<&str, usize> =
        files.iter().enumerate().rev().map(|(at, file)| (file.source.name(), at)).collect();
    let order = |notice: &Notice| {
        let at = notice.at.as_ref();
        (at.and_then(|at| places.get(at.file.as_str()).copied()), at.map(|at| at.offset))
    };
    errors.sort_by_key(order);
    Loaded { rules: checked.rules, errors, files }
}

/// True for the rules of this party, and those of no party.
fn concerns(party: &Option<Name>, rule: &Rule) -> bool {
    match (party, &rule.party) {
        (Some(wanted), Some(own)) => wanted == own,
        _ => true,
    }
}
