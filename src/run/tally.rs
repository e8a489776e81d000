//! Counting verdicts without explaining them: for `summary`, and for whoever needs to know only how many break.
//!
//! Each document is read onto a tape and judged by a plan. What either of the two leaves open is read and judged with care,
//! document by document and rule by rule, so that the counts are those of a whole report.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::feed::{Feed, Held, Room, Stretch};
use super::{Input, Library, Loaded, Means, Observer, Step, load, rounds};
use crate::check;
use crate::eval::{self, Indexed, Previous, Remark, Vocabulary, World};
use crate::limits::Limits;
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::plan::{self, Beyond, Desk, Judged, Passing, Plan, Search, Sight};
use crate::proposal::{self, Document, Format};
use crate::report::proposal::outcome;
use crate::report::{Outcome, Totals};
use crate::source::{Source, Span};
use crate::stack;
use crate::tape::{self, Symbols, Tape, Unusual};

/// The verdicts of a run, counted. `None` where only a whole report will do: something cannot be read, rules ask for the
/// round before, facts are laid under the proposals, rules are to be left out of the report, or limits are not the usual ones.
pub fn tally(input: &Input, library: &dyn Library, means: Means<'_>) -> Option<Totals> {
    Some(tally_of(input, &Held::new(&input.proposals), library, means)?.totals)
}

/// Verdicts counted, and the rules that they were found by.
#[derive(Debug)]
pub struct Tallied {
    /// The counts.
    pub totals: Totals,
    /// The rules. There may be many: a program that is about to end need not free them.
    pub rules: Judges,
}

/// The rules of a run, as they were read.
#[derive(Debug)]
pub struct Judges(Loaded);

impl Judges {
    /// The rules themselves.
    pub fn set(&self) -> &RuleSet {
        &self.0.rules
    }
}

/// [`tally`] of proposals that are read as they are needed, in place of those of the input. They may be read twice: first
/// for the names that occur, as far as that is needed, and then to be judged.
pub fn tally_of(
    input: &Input,
    feed: &dyn Feed,
    library: &dyn Library,
    means: Means<'_>,
) -> Option<Tallied> {
    let usual = Limits { findings: means.limits.findings, ..Limits::default() };
    if !input.facts.is_empty() || input.redact || *means.limits != usual {
        return None;
    }
    let loaded = load(input, library, &usual);
    if !loaded.errors.is_empty() || loaded.files.iter().any(rounds::are_asked_for) {
        return None;
    }
    let totals = counted(input, feed, &loaded, means)?;
    Some(Tallied { totals, rules: Judges(loaded) })
}

fn counted(input: &Input, feed: &dyn Feed, loaded: &Loaded, means: Means<'_>) -> Option<Totals> {
    let Means { threads, observer, .. } = means;
    let party = input.party.as_deref().map(Name::new);
    let chosen: Vec<&Rule> =
        loaded.rules.rules.iter().filter(|rule| super::concerns(&party, rule)).collect();
    let mut symbols = Symbols::seeded(unforeseen());
    let plan = plan::compile(&chosen, &loaded.rules, input.as_of, &mut symbols);
    let of = feed.len();
    let progress = Progress { observer, of, done: AtomicUsize::new(0) };
    let levels = check::deepest_model(means.limits);
    let failed = AtomicBool::new(false);
    let count = Count { input, rules: &loaded.rules, plan: &plan, feed, progress, levels, failed };
    let mut room = Room::default();
    let known = stack::roomy(levels, || count.names(&symbols, &mut room))?;
    feed.rewind();
    let workers = threads.min(of).max(1);
    if workers == 1 {
        return count.all(symbols, &known, room);
    }
    let mut rooms = vec![room];
    rooms.resize_with(workers, Room::default);
    std::thread::scope(|scope| {
        let (count, known, symbols) = (&count, &known, &symbols);
        let start = |room| scope.spawn(move || count.all(symbols.clone(), known, room));
        let workers: Vec<_> = rooms.into_iter().map(start).collect();
        let mut totals = Totals::default();
        for worker in workers {
            totals.add(&worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Some(totals)
    })
}

/// A number that nobody knows beforehand.
pub(super) fn unforeseen() -> u64 {
    std::hash::RandomState::new().hash_one(0)
}

/// How many nodes of a document are read first, to see whether they hold all names of the rules.
const START: usize = 1 << 12;

/// From how many bytes on the entries of a document are judged as they are read: for shorter ones, their tape is no burden.
const LONG: usize = 1 << 16;

/// One document.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    format: Format,
}

/// The documents of a stretch.
fn parts<'a>(stretch: &Stretch<'a>) -> impl Iterator<Item = Part<'a>> {
    let Stretch { text, format } = *stretch;
    let is_lines = format == Format::Ndjson;
    let lines = is_lines.then(|| proposal::lines(text)).into_iter().flatten();
    let whole = (!is_lines).then(|| Span::new(0, text.len()));
    let slice = move |span: Span| text.get(span.start..span.end).unwrap_or_default();
    lines.chain(whole).map(move |span| Part { text: slice(span), format })
}

/// The names of the run, as far as the rules speak of them.
struct Known {
    occurs: Vec<bool>,
    vocabulary: Vocabulary,
}

struct Count<'a> {
    input: &'a Input,
    rules: &'a RuleSet,
    plan: &'a Plan<'a>,
    feed: &'a dyn Feed,
    progress: Progress<'a>,
    /// How deep a rule may nest.
    levels: usize,
    /// True once something could not be counted.
    failed: AtomicBool,
}

/// How far the counting is, on all threads together.
struct Progress<'a> {
    observer: &'a dyn Observer,
    of: usize,
    done: AtomicUsize,
}

impl Progress<'_> {
    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.observer.step(Step::Counted, done, self.of);
    }
}

impl Count<'_> {
    /// Which names of the rules occur in the run. Reading ends as soon as all of them do, which is early as a rule.
    fn names(&self, symbols: &Symbols, room: &mut Room) -> Option<Known> {
        let mut search = self.plan.search(symbols);
        let mut symbols = symbols.clone();
        let mut tape = Tape::default();
        while !search.is_over() {
            let Some(stretch) = self.feed.next(room).ok()? else { break };
            for part in parts(&stretch) {
                if search.is_over() {
                    break;
                }
                self.search(part, &mut search, &mut tape, &mut symbols)?;
            }
        }
        let vocabulary = Vocabulary::of(search.names(&symbols));
        Some(Known { occurs: search.occurs(), vocabulary })
    }

    /// Looks for names at the beginning of a document, and if need be in all of it.
    fn search(
        &self,
        part: Part<'_>,
        search: &mut Search,
        tape: &mut Tape,
        symbols: &mut Symbols,
    ) -> Option<()> {
        self.start(part, tape, symbols);
        search.add(part.text, tape, symbols);
        if search.is_over() {
            return Some(());
        }
        if self.read(part, tape, symbols).is_ok() {
            search.add(part.text, tape, symbols);
        } else {
            for document in careful(part)? {
                search.add_document(&document, symbols);
            }
        }
        Some(())
    }

    fn read(&self, part: Part<'_>, tape: &mut Tape, symbols: &mut Symbols) -> Result<(), Unusual> {
        match part.format {
            Format::Json | Format::Ndjson => tape::read_json(part.text, tape, symbols),
            Format::Yaml => tape::read_yaml(part.text, tape, symbols),
            Format::Toml => tape::read_toml(part.text, tape, symbols),
            // facts alone are written so
            Format::Csv => Err(Unusual),
        }
    }

    /// Reads the beginning of a document, which as a rule has all names.
    fn start(&self, part: Part<'_>, tape: &mut Tape, symbols: &mut Symbols) {
        match part.format {
            Format::Json | Format::Ndjson => {
                tape::read_json_start(part.text, START, tape, symbols);
            }
            Format::Yaml => tape::read_yaml_start(part.text, START, tape, symbols),
            Format::Toml => tape::read_toml_start(part.text, tape, symbols),
            Format::Csv => {}
        }
    }

    fn all(&self, symbols: Symbols, known: &Known, room: Room) -> Option<Totals> {
        let totals = stack::roomy(self.levels, || self.each(symbols, known, room));
        self.failed.fetch_or(totals.is_none(), Ordering::Relaxed);
        totals
    }

    /// Counts stretch after stretch, until there are no more or another thread has failed.
    fn each(&self, symbols: Symbols, known: &Known, mut room: Room) -> Option<Totals> {
        let desk = Desk::seeded(unforeseen());
        let mut table = Table { symbols, desk, ..Table::default() };
        while let Some(stretch) = self.feed.next(&mut room).ok()? {
            if self.failed.load(Ordering::Relaxed) {
                return None;
            }
            for part in parts(&stretch) {
                self.document(part, known, &mut table)?;
            }
            self.progress.step();
        }
        Some(table.totals)
    }

    fn document(&self, part: Part<'_>, known: &Known, table: &mut Table) -> Option<()> {
        let Table { symbols, tape, desk, judged, totals } = table;
        symbols.forget();
        if part.text.len() >= LONG
            && self.in_passing(part, known, (symbols, tape, desk), judged).is_some()
        {
            self.count(judged, totals);
            return Some(());
        }
        let read = self.read(part, tape, symbols);
        let sight = read
            .map_err(|Unusual| Beyond)
            .and_then(|()| Sight::new(self.plan, part.text, tape, symbols, desk, &known.occurs));
        if let Ok(mut sight) = sight {
            sight.judge(judged);
            if judged.each.iter().any(|(_, verdict)| verdict.is_none()) {
                let document = careful(part)?.into_iter().next()?;
                self.with_care(document, known, judged)?;
            }
            self.count(judged, totals);
            return Some(());
        }
        for document in careful(part)? {
            judged.leave(self.plan);
            self.with_care(document, known, judged)?;
            self.count(judged, totals);
        }
        Some(())
    }

    /// Judges a long document while it is read, where that can be done; then all verdicts are there.
    fn in_passing(
        &self,
        part: Part<'_>,
        known: &Known,
        (symbols, tape, desk): (&mut Symbols, &mut Tape, &mut Desk),
        judged: &mut Judged,
    ) -> Option<()> {
        let mut passing = Passing::begin(self.plan, desk, &known.occurs)?;
        match part.format {
            Format::Json | Format::Ndjson => {
                tape::read_json_watched(part.text, tape, symbols, &mut passing).ok()?;
            }
            Format::Yaml => {
                tape::read_yaml_watched(part.text, tape, symbols, &mut passing).ok()?;
            }
            Format::Toml | Format::Csv => return None,
        }
        passing.judge(part.text, tape, symbols, judged).ok()
    }

    /// Finds the verdicts that the plan left open; `None` where a limit is reached.
    fn with_care(&self, document: Document, known: &Known, judged: &mut Judged) -> Option<()> {
        let proposal = Indexed::new(document);
        let world = World::new(
            &proposal,
            &[],
            Previous::NotGiven,
            self.input.as_of,
            &self.rules.parties,
            &known.vocabulary,
        );
        for (rule, verdict) in &mut judged.each {
            let planned = self.plan.rules.get(*rule as usize)?;
            let Some(scope) = self.rules.scopes.get(planned.rule.scope) else { continue };
            if verdict.is_none() {
                let found = eval::judge(planned.rule, scope, &world);
                let limit = |remark: &Remark| matches!(remark, Remark::TooManySubjects { .. });
                if found.remarks.iter().any(limit) {
                    return None;
                }
                *verdict = Some(found.judged.verdict);
            }
        }
        Some(())
    }

    fn count(&self, judged: &mut Judged, totals: &mut Totals) {
        let Judged { each, found } = judged;
        for (rule, verdict) in each {
            if let (Some(planned), Some(verdict)) = (self.plan.rules.get(*rule as usize), *verdict)
            {
                found.add(planned, verdict, planned.times);
            }
        }
        let mut worst = Outcome::Acceptable;
        for (force, verdict, sentences) in found.verdicts() {
            let counts = if force.is_concern() { &mut totals.concerns } else { &mut totals.counts };
            counts.set(verdict, counts.of(verdict) + sentences);
            worst = worst.max(outcome(force, verdict));
        }
        totals.proposal(worst);
    }
}

/// What counting needs room for, used again from document to document.
#[derive(Default)]
struct Table {
    symbols: Symbols,
    tape: Tape,
    desk: Desk,
    judged: Judged,
    totals: Totals,
}

/// The documents of a part, read with care; `None` where one cannot be read.
fn careful(part: Part<'_>) -> Option<Vec<Document>> {
    let limits = Limits::default().data();
    let source = Source::new("", part.text);
    let read = match part.format {
        Format::Ndjson => {
            vec![proposal::read_line(&source, Span::new(0, part.text.len()), 0, &limits)]
        }
        format => proposal::read(&source, format, &limits),
    };
    read.into_iter().map(Result::ok).collect()
}

#[cfg(test)]
mod tests;
