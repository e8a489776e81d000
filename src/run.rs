//! One run: rule files, proposals and facts in, a report out. Pure: files, the environment and the clock belong to the command line.

mod bytes;
pub(crate) mod faults;
mod feed;
mod observer;
pub(crate) mod rounds;
pub(crate) mod secrecy;
mod tally;

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;

use crate::check::{self, RuleFile};
use crate::eval::{Indexed, Vocabulary, World};
use crate::limits::Limits;
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::proposal::{self, Format};
use crate::report::proposal::{self as judging, Judgement};
use crate::report::{DaySource, Notice, Outcome, ProposalReport, Report};
use crate::source::SharedSource;
use crate::stack;
pub use bytes::Bytes;
pub use feed::{Feed, Room, STRETCH, Stretch, Unreadable, has_stray_mark};
pub use observer::{NoObserver, Observer, Step};
pub use tally::{Judges, Tallied, tally, tally_of};

use rounds::Before;
use secrecy::Curtain;

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
    let limits = &means.limits.capped();
    let loaded = load(input, library, limits);
    let data = limits.data();
    let mut errors = loaded.errors;
    let facts = read_all(&input.facts, &data, &mut errors);
    // without a sentence or a fact, no outcome is better than unknown
    let incomplete = !errors.is_empty();
    let proposals = read_observed(&input.proposals, &data, &mut errors, means.observer);
    let mut vocabulary = Vocabulary::default();
    for data in facts.iter().chain(&proposals) {
        vocabulary.add(&data.document);
    }
    let curtain = input.redact.then(|| Curtain::new(&loaded.files, &vocabulary));
    let run = Run {
        input,
        limits,
        rules: &loaded.rules,
        facts: &facts,
        vocabulary: &vocabulary,
        incomplete,
    };
    let judged = run.judge_all(&proposals, means);
    let mut notices = Vec::new();
    let mut reports = Vec::with_capacity(judged.len());
    let mut hidden = Vec::new();
    let mut applied = false;
    for judged in judged {
        errors.extend(judged.strangers);
        notices.extend(judged.told.notices);
        errors.extend(judged.told.errors);
        applied |= judged.told.applied;
        reports.push(judged.told.report);
        if let Some(unseen) = judged.hidden {
            applied |= unseen.applied;
            errors.extend(unseen.errors);
            hidden.push(unseen.report);
        }
    }
    notices.extend(faults::unused_facts(&facts, &proposals, &loaded.files));
    let outcome = reports.iter().map(|report| report.outcome).max().unwrap_or(Outcome::Acceptable);
    let failed = !errors.is_empty();
    let mut report = Report {
        version: 1,
        kind: "check",
        as_of: input.as_of.to_string(),
        as_of_source: input.as_of_source,
        proposals: reports,
        outcome,
        notices: once(notices),
        errors: once(errors),
        redacted: false,
    };
    if let Some(curtain) = &curtain {
        redact(&mut report, curtain);
    }
    let sources = sources(input, &loaded.files, curtain.as_ref());
    Checked { report, hidden, sources, rules: loaded.rules.rules.len(), applied, failed }
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
    report.proposals.iter_mut().for_each(|proposal| curtain.hide_names(proposal));
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

fn read_all(
    files: &[DataFile],
    limits: &proposal::Limits,
    errors: &mut Vec<Notice>,
) -> Vec<Indexed> {
    read_observed(files, limits, errors, &NoObserver)
}

fn read_observed(
    files: &[DataFile],
    limits: &proposal::Limits,
    errors: &mut Vec<Notice>,
    observer: &dyn Observer,
) -> Vec<Indexed> {
    let mut read = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        for outcome in proposal::read(&file.source, file.format, limits) {
            match outcome {
                Ok(document) => read.push(Indexed::new(document)),
                Err(faults) => {
                    errors.extend(faults.iter().map(|fault| faults::of_data(&file.source, fault)))
                }
            }
        }
        observer.step(Step::Read, at + 1, files.len());
    }
    read
}

/// The same thing is said once.
fn once(notices: Vec<Notice>) -> Vec<Notice> {
    let mut kept: Vec<Notice> = Vec::with_capacity(notices.len());
    let mut seen = BTreeSet::new();
    for notice in notices {
        let place = notice.at.as_ref().map(|at| (at.file.clone(), at.document, at.offset));
        if seen.insert((notice.code.clone(), notice.message.clone(), place)) {
            kept.push(notice);
        }
    }
    kept
}

/// True for the rules of this party, and those of no party.
fn concerns(party: &Option<Name>, rule: &Rule) -> bool {
    match (party, &rule.party) {
        (Some(wanted), Some(own)) => wanted == own,
        _ => true,
    }
}

struct Run<'a> {
    input: &'a Input,
    limits: &'a Limits,
    rules: &'a RuleSet,
    facts: &'a [Indexed],
    vocabulary: &'a Vocabulary,
    /// True where rules or facts are missing.
    incomplete: bool,
}

/// A proposal judged.
struct Judged {
    /// By the rules that the report tells of.
    told: Judgement,
    /// By the rules that it leaves out; `None` where it leaves none out.
    hidden: Option<Judgement>,
    /// The keys in it that should be parties and are none.
    strangers: Vec<Notice>,
}

impl Run<'_> {
    /// Judges all proposals, in their order.
    fn judge_all(&self, proposals: &[Indexed], means: Means<'_>) -> Vec<Judged> {
        let party = self.input.party.as_deref().map(Name::new);
        let chosen = self.rules.rules.iter().filter(|rule| concerns(&party, rule));
        let chosen = chosen.partition(|rule| !(self.input.redact && rule.private));
        let rounds = rounds::previous(proposals);
        let work: Vec<(&Indexed, Before<usize>)> = proposals.iter().zip(rounds).collect();
        let share = work.len().div_ceil(means.threads.max(1)).max(1);
        let levels = check::deepest_model(self.limits);
        let done = AtomicUsize::new(0);
        let judge = |part: &[(&Indexed, Before<usize>)]| -> Vec<Judged> {
            let judged = part.iter().map(|(proposal, before)| {
                let judged = self.judge(proposal, before.map(|at| proposals.get(at)), &chosen);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                means.observer.step(Step::Judged, done, proposals.len());
                judged
            });
            stack::roomy(levels, || judged.collect())
        };
        if work.len() <= share {
            return judge(&work);
        }
        std::thread::scope(|scope| {
            let workers: Vec<_> =
                work.chunks(share).map(|part| scope.spawn(move || judge(part))).collect();
            let done = workers.into_iter().map(|worker| {
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            done.flatten().collect()
        })
    }

    fn judge(
        &self,
        proposal: &Indexed,
        before: Before<Option<&Indexed>>,
        (told, hidden): &(Vec<&Rule>, Vec<&Rule>),
    ) -> Judged {
        let mut world = World::new(
            proposal,
            self.facts,
            rounds::of(before),
            self.input.as_of,
            &self.rules.parties,
            self.vocabulary,
        );
        world.most_subjects = self.limits.subjects;
        let strangers = faults::strangers(&world);
        let judge = |rules| judging::judge(self.rules, rules, &world, self.input.all_parts);
        let mut told = judge(told);
        if self.incomplete || !strangers.is_empty() {
            told.report.outcome = told.report.outcome.max(Outcome::Unknown);
        }
        let hidden = (!hidden.is_empty()).then(|| judge(hidden));
        Judged { told, hidden, strangers }
    }
}
