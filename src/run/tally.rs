//! Counting verdicts without explaining them: for `summary`, and for whoever needs to know only how many break.
//!
//! Each document is read onto a tape and judged by a plan. What either of the two leaves open is read and judged with care,
//! document by document and rule by rule, so that the counts are those of a whole report.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{DataFile, Input, Library, Means, Observer, Step, load};
use crate::check::{self, RuleFile};
use crate::eval::{self, Indexed, Previous, Remark, Vocabulary, World};
use crate::limits::Limits;
use crate::model::{Rule, RuleSet};
use crate::name::Name;
use crate::plan::{self, Desk, Plan, Sight};
use crate::proposal::{self, Document, Format};
use crate::report::proposal::outcome;
use crate::report::{Outcome, Totals, Verdict};
use crate::source::Span;
use crate::stack;
use crate::tape::{self, Symbols, Tape, Unusual};

/// The verdicts of a run, counted. `None` where only a whole report will do: something cannot be read, rules ask for the
/// round before, facts are laid under the proposals, rules are to be left out of the report, or limits are not the usual ones.
pub fn tally(input: &Input, library: &dyn Library, means: Means<'_>) -> Option<Totals> {
    let Means { threads, observer, .. } = means;
    let usual = Limits { findings: means.limits.findings, ..Limits::default() };
    if !input.facts.is_empty() || input.redact || *means.limits != usual {
        return None;
    }
    let loaded = load(input, library, &usual);
    let asks_for_rounds = |file: &RuleFile| {
        ["previous", "Previous"].iter().any(|word| file.source.text().contains(word))
    };
    if !loaded.errors.is_empty() || loaded.files.iter().any(asks_for_rounds) {
        return None;
    }
    let party = input.party.as_deref().map(Name::new);
    let chosen: Vec<&Rule> =
        loaded.rules.rules.iter().filter(|rule| super::concerns(&party, rule)).collect();
    let mut symbols = Symbols::seeded(unforeseen());
    let plan = plan::compile(&chosen, &loaded.rules, input.as_of, &mut symbols);
    let parts: Vec<Vec<Part<'_>>> = input.proposals.iter().map(parts).collect();
    // a file without a document is an error, which a whole report tells
    if parts.iter().any(Vec::is_empty) {
        return None;
    }
    let documents = parts.concat();
    let progress = Progress { observer, of: documents.len(), done: AtomicUsize::new(0) };
    let levels = check::deepest_model(&usual);
    let count = Count { input, rules: &loaded.rules, plan: &plan, progress, levels };
    let known = count.names(&documents, &symbols)?;
    let share = documents.len().div_ceil(threads.max(1)).max(1);
    if documents.len() <= share {
        return count.all(&documents, symbols, &known);
    }
    std::thread::scope(|scope| {
        let (count, known, symbols) = (&count, &known, &symbols);
        let workers: Vec<_> = documents
            .chunks(share)
            .map(|part| scope.spawn(move || count.all(part, symbols.clone(), known)))
            .collect();
        let mut totals = Totals::default();
        for worker in workers {
            totals.add(&worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Some(totals)
    })
}

/// A number that nobody knows beforehand.
fn unforeseen() -> u64 {
    std::hash::RandomState::new().hash_one(0)
}

/// How many nodes of a document are read first, to see whether they hold all names of the rules.
const START: usize = 1 << 12;

/// One document of a file.
#[derive(Clone, Copy)]
struct Part<'i> {
    file: &'i DataFile,
    span: Span,
    number: usize,
}

fn parts(file: &DataFile) -> Vec<Part<'_>> {
    let whole = Span::new(0, file.source.text().len());
    match file.format {
        Format::Ndjson => proposal::lines(file.source.text())
            .enumerate()
            .map(|(number, span)| Part { file, span, number })
            .collect(),
        _ => vec![Part { file, span: whole, number: 0 }],
    }
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
    progress: Progress<'a>,
    /// How deep a rule may nest.
    levels: usize,
}

/// How far the counting is, on all threads together.
struct Progress<'a> {
    observer: &'a dyn Observer,
    of: usize,
    done: AtomicUsize,
}

impl Progress<'_> {
    /// After how many documents it is told.
    const STRIDE: usize = 64;

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(Self::STRIDE) {
            self.observer.step(Step::Judged, done, self.of);
        }
    }
}

impl Count<'_> {
    /// Which names of the rules occur in the run. Reading ends as soon as all of them do, which is early as a rule.
    fn names(&self, documents: &[Part<'_>], symbols: &Symbols) -> Option<Known> {
        let mut search = self.plan.search(symbols);
        let mut symbols = symbols.clone();
        let mut tape = Tape::default();
        for part in documents {
            if search.is_over() {
                break;
            }
            let text = part.file.source.slice(part.span);
            if matches!(part.file.format, Format::Json | Format::Ndjson) {
                tape::read_json_start(text, START, &mut tape, &mut symbols);
                search.add(text, &tape, &mut symbols);
                if search.is_over() {
                    break;
                }
            }
            if self.read(part, text, &mut tape, &mut symbols).is_ok() {
                search.add(text, &tape, &mut symbols);
            } else {
                for document in careful(part)? {
                    search.add_document(&document, &mut symbols);
                }
            }
        }
        let vocabulary = Vocabulary::of(search.names(&symbols));
        Some(Known { occurs: search.occurs(), vocabulary })
    }

    fn read(
        &self,
        part: &Part<'_>,
        text: &str,
        tape: &mut Tape,
        symbols: &mut Symbols,
    ) -> Result<(), Unusual> {
        match part.file.format {
            Format::Json | Format::Ndjson => tape::read_json(text, tape, symbols),
            Format::Yaml | Format::Toml | Format::Csv => Err(Unusual),
        }
    }

    fn all(&self, documents: &[Part<'_>], symbols: Symbols, known: &Known) -> Option<Totals> {
        stack::roomy(self.levels, || self.each(documents, symbols, known))
    }

    fn each(&self, documents: &[Part<'_>], mut symbols: Symbols, known: &Known) -> Option<Totals> {
        let mut totals = Totals::default();
        let (mut tape, mut desk, mut verdicts) =
            (Tape::default(), Desk::seeded(unforeseen()), Vec::new());
        for part in documents {
            symbols.forget();
            self.progress.step();
            let text = part.file.source.slice(part.span);
            let read = self.read(part, text, &mut tape, &mut symbols);
            let sight = read.map_err(|Unusual| ()).and_then(|()| {
                Sight::new(self.plan, text, &tape, &mut symbols, &mut desk, &known.occurs)
                    .map_err(|_| ())
            });
            match sight {
                Ok(mut sight) => {
                    sight.judge(&mut verdicts);
                    if verdicts.contains(&None) {
                        let document = careful(part)?.into_iter().next()?;
                        self.with_care(document, known, &mut verdicts)?;
                    }
                    self.count(&verdicts, &mut totals);
                }
                Err(()) => {
                    for document in careful(part)? {
                        verdicts.clear();
                        verdicts.resize(self.plan.rules.len(), None);
                        self.with_care(document, known, &mut verdicts)?;
                        self.count(&verdicts, &mut totals);
                    }
                }
            }
        }
        Some(totals)
    }

    /// Finds the verdicts that the plan left open; `None` where a limit is reached.
    fn with_care(
        &self,
        document: Document,
        known: &Known,
        verdicts: &mut [Option<Verdict>],
    ) -> Option<()> {
        let proposal = Indexed::new(document);
        let world = World::new(
            &proposal,
            &[],
            Previous::NotGiven,
            self.input.as_of,
            &self.rules.parties,
            &known.vocabulary,
        );
        for (planned, verdict) in self.plan.rules.iter().zip(verdicts) {
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

    fn count(&self, verdicts: &[Option<Verdict>], totals: &mut Totals) {
        let mut worst = Outcome::Acceptable;
        for (planned, verdict) in self.plan.rules.iter().zip(verdicts) {
            let Some(verdict) = verdict.map(|verdict| planned.reported(verdict)) else { continue };
            let force = planned.rule.force;
            let counts = if force.is_concern() { &mut totals.concerns } else { &mut totals.counts };
            counts.set(verdict, counts.of(verdict) + planned.times);
            worst = worst.max(outcome(force, verdict));
        }
        totals.proposal(worst);
    }
}

/// The documents of a part, read with care; `None` where one cannot be read.
fn careful(part: &Part<'_>) -> Option<Vec<Document>> {
    let DataFile { source, format } = part.file;
    let limits = Limits::default().data();
    let read = match format {
        Format::Ndjson => vec![proposal::read_line(source, part.span, part.number, &limits)],
        _ => proposal::read(source, *format, &limits),
    };
    read.into_iter().map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use crate::check;
    use crate::model::Rule;
    use crate::plan;
    use crate::run::NoLibrary;
    use crate::source::Source;
    use crate::tape::Symbols;

    /// How many of these sentences only the careful evaluator can judge.
    fn left(rules: &str) -> usize {
        let (files, faults) = check::load(&[Source::new("r.redlines", rules)], &NoLibrary);
        let checked = check::check(&files);
        assert!(faults.is_empty() && checked.errors.is_empty());
        let all: Vec<&Rule> = checked.rules.rules.iter().collect();
        let day = jiff::civil::date(2004, 3, 1);
        plan::compile(&all, &checked.rules, day, &mut Symbols::default()).left()
    }

    #[test]
    fn common_sentences_are_judged_by_a_plan() {
        let common = "\
pork must have a safeguard
tariff on beef must be at most 9%
quota on pork must be below quota on beef
if the tariff on pork is below 10 then pork must have a safeguard
every product whose kind is \"farm\" must have quota
for each line whose hs starts with \"02\", its rates in year 16 must be at most half of its base_rate
at most 1 product may have a tariff of 0
total quota of products with quota must be at least 6,000
average base_rate of lines must be at most 40
number of lines whose rates in year 16 are 0 must be at most 20
if date is after 2004-03-31 then status must be one of \"agreed\" or \"tabled\"
schedule of pork must never rise
tariff on beef from Mexico must be at most tariff on beef from Canada
";
        assert_eq!(left(common), 0);
        assert_eq!(
            left("tariff on beef must reach 9% by year 16\nhalt if no accord by 2005-03-31"),
            2
        );
    }
}
