//! Proposals judged, one after another or several at a time.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use super::rounds::{self, Before};
use super::survey::{Item, Reader};
use super::{Input, Means, Step, concerns, faults};
use crate::check;
use crate::eval::{Indexed, Vocabulary, World};
use crate::limits::Limits;
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::report::proposal::{self as judging, Judgement};
use crate::report::{Notice, Outcome};
use crate::stack;

/// A proposal judged.
pub(super) struct Judged {
    /// By the rules that the report tells of.
    pub(super) told: Judgement,
    /// By the rules that it leaves out; `None` where it leaves none out.
    pub(super) hidden: Option<Judgement>,
    /// The keys in it that should be parties and are none.
    pub(super) strangers: Vec<Notice>,
    /// The names of facts that it has.
    pub(super) had: Vec<Name>,
}

/// A proposal judged, or why it cannot be read.
type Done = Result<Judged, Vec<Notice>>;

/// What proposals are judged with.
pub(super) struct Run<'a> {
    input: &'a Input,
    limits: &'a Limits,
    rules: &'a RuleSet,
    told: Vec<&'a Rule>,
    hidden: Vec<&'a Rule>,
    facts: &'a [Indexed],
    names_of_facts: HashSet<Name>,
    vocabulary: &'a Vocabulary,
    /// True where rules or facts are missing.
    incomplete: bool,
}

/// Proposals with what stands before each of them.
struct Work<'w> {
    reader: &'w Reader<'w>,
    items: &'w [Item],
    /// All of them, where rules ask for the round before.
    held: Vec<&'w Indexed>,
    before: Vec<Before<usize>>,
    means: Means<'w>,
    done: AtomicUsize,
}

/// How many proposals a thread judges before it hands them over.
const WINDOW: usize = 4;

impl<'a> Run<'a> {
    pub(super) fn new(
        input: &'a Input,
        limits: &'a Limits,
        rules: &'a RuleSet,
        facts: &'a [Indexed],
        vocabulary: &'a Vocabulary,
        incomplete: bool,
    ) -> Self {
        let party = input.party.as_deref().map(Name::new);
        let chosen = rules.rules.iter().filter(|rule| concerns(&party, rule));
        let (told, hidden) = chosen.partition(|rule| !(input.redact && rule.private));
        let names_of_facts = faults::names_of_facts(facts);
        Self { input, limits, rules, told, hidden, facts, names_of_facts, vocabulary, incomplete }
    }

    /// How many rules the report tells of.
    pub(super) fn told(&self) -> usize {
        self.told.len()
    }

    /// Judges all proposals, and hands each over in its turn. No more are held than the threads need to have work.
    pub(super) fn judge_all(
        &self,
        reader: &Reader<'_>,
        items: &[Item],
        rounds: bool,
        means: Means<'_>,
        take: &mut dyn FnMut(Done),
    ) {
        let held = items.iter().filter(|_| rounds).filter_map(Item::held);
        let held: Vec<&Indexed> = held.collect();
        let before = rounds::previous(&held);
        let work = Work { reader, items, held, before, means, done: AtomicUsize::new(0) };
        let levels = check::deepest_model(self.limits).max(self.limits.data_nesting);
        let threads = means.threads.min(items.len().div_ceil(WINDOW));
        if threads <= 1 {
            let each = || (0..items.len()).for_each(|at| take(self.one(&work, at)));
            return stack::roomy(levels, each);
        }
        self.on_threads(&work, threads, levels, take);
    }

    /// Each thread takes its turn at a window of proposals, and waits where its last one was not taken yet.
    fn on_threads(
        &self,
        work: &Work<'_>,
        threads: usize,
        levels: usize,
        take: &mut dyn FnMut(Done),
    ) {
        let windows = work.items.len().div_ceil(WINDOW);
        let window = |number: usize| -> Range<usize> {
            number * WINDOW..((number + 1) * WINDOW).min(work.items.len())
        };
        std::thread::scope(|scope| {
            let start = |thread: usize| {
                let (send, receive) = sync_channel::<Vec<Done>>(1);
                let mut turns = (thread..windows).step_by(threads).map(window);
                let judge = move |window: Range<usize>| {
                    send.send(window.map(|at| self.one(work, at)).collect())
                };
                let all = move || stack::roomy(levels, || turns.try_for_each(judge));
                (receive, scope.spawn(all))
            };
            let (turns, workers): (Vec<_>, Vec<_>) = (0..threads).map(start).unzip();
            for turn in turns.iter().cycle().take(windows) {
                let Ok(window) = turn.recv() else { break };
                window.into_iter().for_each(&mut *take);
            }
            drop(turns);
            for worker in workers {
                // nobody takes what is left only where a thread has panicked
                let _ended = worker.join().map_err(|panic| std::panic::resume_unwind(panic));
            }
        });
    }

    fn one(&self, work: &Work<'_>, at: usize) -> Done {
        let Some(item) = work.items.get(at) else { return Err(Vec::new()) };
        let before = work.before.get(at).copied().unwrap_or(Before::NotGiven);
        let before = before.map(|at| work.held.get(at).copied());
        let judged = self.judge(&*work.reader.read(item)?, before);
        let done = work.done.fetch_add(1, Ordering::Relaxed) + 1;
        work.means.observer.step(Step::Judged, done, work.items.len());
        Ok(judged)
    }

    fn judge(&self, proposal: &Indexed, before: Before<Option<&Indexed>>) -> Judged {
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
        let mut told = judge(&self.told);
        if self.incomplete || !strangers.is_empty() {
            told.report.outcome = told.report.outcome.max(Outcome::Unknown);
        }
        let hidden = (!self.hidden.is_empty()).then(|| judge(&self.hidden));
        let had = match self.names_of_facts.is_empty() {
            true => Vec::new(),
            false => {
                let names = proposal.plain_names();
                names.filter(|name| self.names_of_facts.contains(name)).cloned().collect()
            }
        };
        Judged { told, hidden, strangers, had }
    }
}
