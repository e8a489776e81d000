//! One run: rule files, proposals and facts in, a report out. Pure: files, the environment and the clock belong to the command line.

pub(crate) mod faults;
pub(crate) mod rounds;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::{self, RuleFile};
use crate::eval::{Indexed, Vocabulary, World};
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::proposal::{self, Format, Limits};
use crate::report::proposal::{self as judging, Judgement};
use crate::report::{DaySource, Notice, Outcome, Report};
use crate::source::SharedSource;
use rounds::Before;

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
}

/// What a run gives.
#[derive(Debug)]
pub struct Checked {
    /// The report.
    pub report: Report,
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
    let loaded = load(input, library);
    let limits = Limits::default();
    let mut errors = loaded.errors;
    let facts = read_all(&input.facts, &limits, &mut errors);
    // without a sentence or a fact, no outcome is better than unknown
    let incomplete = !errors.is_empty();
    let proposals = read_all(&input.proposals, &limits, &mut errors);
    let mut vocabulary = Vocabulary::default();
    for data in facts.iter().chain(&proposals) {
        vocabulary.add(&data.document);
    }
    let run =
        Run { input, rules: &loaded.rules, facts: &facts, vocabulary: &vocabulary, incomplete };
    let judged = run.judge_all(&proposals, threads);
    let mut notices = Vec::new();
    let mut reports = Vec::with_capacity(judged.len());
    let mut applied = false;
    for (judgement, strangers) in judged {
        errors.extend(strangers);
        notices.extend(judgement.notices);
        applied |= judgement.applied;
        reports.push(judgement.report);
    }
    notices.extend(faults::unused_facts(&facts, &proposals, &loaded.mentioned));
    let outcome = reports.iter().map(|report| report.outcome).max().unwrap_or(Outcome::Acceptable);
    let failed = !errors.is_empty();
    let report = Report {
        version: 1,
        kind: "check",
        as_of: input.as_of.to_string(),
        as_of_source: input.as_of_source,
        proposals: reports,
        outcome,
        notices: once(notices),
        errors: once(errors),
    };
    let data = input.proposals.iter().chain(&input.facts).map(|file| file.source.clone());
    let sources = loaded.files.iter().map(|file| file.source.clone()).chain(data).collect();
    Checked { report, sources, rules: loaded.rules.rules.len(), applied, failed }
}

/// The rules of a run, and what is wrong with them.
struct Loaded {
    files: Vec<RuleFile>,
    rules: RuleSet,
    /// Every name that a rule speaks of.
    mentioned: BTreeSet<Name>,
    errors: Vec<Notice>,
}

fn load(input: &Input, library: &dyn Library) -> Loaded {
    let (files, faults) = check::load(&input.rules, library);
    let checked = check::check(&files);
    let mut errors: Vec<Notice> = faults.iter().map(faults::of_file).collect();
    errors.extend(checked.errors.iter().map(faults::of_rule));
    let order = |notice: &Notice| {
        let at = notice.at.as_ref();
        let file = at.and_then(|at| files.iter().position(|file| file.source.name() == at.file));
        (file, at.map(|at| at.offset))
    };
    errors.sort_by_key(order);
    let mentioned = files.iter().flat_map(|file| faults::words_of(file.source.text())).collect();
    Loaded { rules: checked.rules, mentioned, errors, files }
}

fn read_all(files: &[DataFile], limits: &Limits, errors: &mut Vec<Notice>) -> Vec<Indexed> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        for outcome in proposal::read(&file.source, file.format, limits) {
            match outcome {
                Ok(document) => read.push(Indexed::new(document)),
                Err(faults) => {
                    errors.extend(faults.iter().map(|fault| faults::of_data(&file.source, fault)))
                }
            }
        }
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

struct Run<'a> {
    input: &'a Input,
    rules: &'a RuleSet,
    facts: &'a [Indexed],
    vocabulary: &'a Vocabulary,
    /// True where rules or facts are missing.
    incomplete: bool,
}

/// A proposal judged, and the keys in it that should be parties and are none.
type Judged = (Judgement, Vec<Notice>);

impl Run<'_> {
    /// Judges all proposals, in their order.
    fn judge_all(&self, proposals: &[Indexed], threads: usize) -> Vec<Judged> {
        let party = self.input.party.as_deref().map(Name::new);
        let concerns = |rule: &&Rule| match (&party, &rule.party) {
            (Some(wanted), Some(own)) => wanted == own,
            _ => true,
        };
        let chosen: Vec<&Rule> = self.rules.rules.iter().filter(concerns).collect();
        let rounds = rounds::previous(proposals);
        let work: Vec<(&Indexed, Before<usize>)> = proposals.iter().zip(rounds).collect();
        let share = work.len().div_ceil(threads.max(1)).max(1);
        let judge = |part: &[(&Indexed, Before<usize>)]| -> Vec<Judged> {
            part.iter()
                .map(|(proposal, before)| {
                    self.judge(proposal, before.map(|at| proposals.get(at)), &chosen)
                })
                .collect()
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
        chosen: &[&Rule],
    ) -> Judged {
        let world = World::new(
            proposal,
            self.facts,
            rounds::of(before),
            self.input.as_of,
            &self.rules.parties,
            self.vocabulary,
        );
        let strangers = faults::strangers(&world);
        let mut judged = judging::judge(self.rules, chosen, &world, self.input.all_parts);
        if self.incomplete || !strangers.is_empty() {
            judged.report.outcome = judged.report.outcome.max(Outcome::Unknown);
        }
        (judged, strangers)
    }
}
