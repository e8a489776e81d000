//! A counteroffer: the smallest set of changes to a proposal that satisfies the rules.

use std::time::Instant;

use jiff::civil::Date;
use serde::Serialize;

use super::cheapest::{Cheapest, cheapest};
use super::conflict;
use super::encode::states::Policy;
use super::encode::uses::{Kind, Uses};
use super::given::{self, Given};
use super::logic::Prop;
use super::parties;
use super::patch::NoPlace;
use super::problem::{Problem, Sentence, Start};
use super::sketch::{Sketch, Spot, Was};
use super::verify::{self, Failing};
use super::zone::{Beyond, Quoted, beyond, quoted};
use crate::diff;
use crate::name::Name;
use crate::report::{Notice, Outcome, Place, Report};
use crate::run::{DataFile, Library};
use crate::source::SharedSource;
use crate::value::{Number, Quantity};

/// What is asked.
#[derive(Debug)]
pub struct Input<'i> {
    /// The rule files of all parties.
    pub rules: &'i [SharedSource],
    /// The proposal.
    pub proposal: &'i DataFile,
    /// Facts that are laid under it.
    pub facts: &'i [DataFile],
    /// The day of the check.
    pub as_of: Date,
    /// When to give up.
    pub until: Option<Instant>,
    /// Names of terms, or of things, that stay as they are.
    pub keep: &'i [String],
    /// Names of terms with what their new values are multiples of.
    pub steps: &'i [(String, Quantity)],
    /// Names of terms with what a change of them costs; 1 where none is named.
    pub weights: &'i [(String, u64)],
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Answer {
    /// These changes satisfy the rules, and no fewer do.
    #[serde(rename = "found")]
    Found,
    /// No changes do.
    #[serde(rename = "none exists")]
    None,
    /// It cannot be told.
    #[serde(rename = "undecided")]
    Undecided,
}

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct Counteroffer {
    /// In a word.
    pub answer: Answer,
    /// The outcome of the proposal as it stands.
    pub before: Outcome,
    /// The outcome with the changes; null where there are none to show.
    pub after: Option<Outcome>,
    /// The changes as a unified diff.
    pub patch: String,
    /// The changes one by one.
    pub changes: Vec<Change>,
    /// How many concerns there are.
    pub concerns: usize,
    /// How many of them the changed proposal leaves broken or unknown.
    pub concerns_left: usize,
    /// How many rules there are, concerns included.
    pub rules: usize,
    /// How many of them the analysis expresses.
    pub expressed: usize,
    /// Red lines that the changed proposal does not satisfy: where there are some, nothing is decided.
    pub failing: Vec<Failing>,
    /// Where no changes help: sentences that cannot all hold with what is kept.
    pub conflicts: Vec<Vec<Quoted>>,
    /// Names after `--keep`, `--step` and `--weight` that no term has.
    pub unmatched: Vec<String>,
    /// True where the time was up.
    pub gave_up: bool,
    /// A term that would have to be written, for which the proposal has no place as it is: nothing is decided then.
    pub no_place: Option<String>,
    /// Rules that the analysis does not express.
    pub not_expressed: Vec<Beyond>,
    /// The changed proposal.
    #[serde(skip)]
    pub text: Option<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The term as rules name it.
    pub term: String,
    /// JSON Pointer; of something new, where it comes to stand.
    pub path: String,
    /// As it was written; null where nothing was there.
    pub from: Option<String>,
    /// What it is now.
    pub to: String,
    /// Where in the proposal, before the change.
    pub at: Place,
}

/// What the user fixes.
struct Fixed {
    kept: Vec<bool>,
    steps: Vec<Option<Quantity>>,
}

impl Policy for Fixed {
    fn is_kept(&self, spot: Spot) -> bool {
        self.kept.get(spot.0).copied().unwrap_or(false)
    }

    fn step(&self, spot: Spot, kind: &Kind) -> Option<Number> {
        let step = self.steps.get(spot.0)?.as_ref()?;
        let alike = kind.dimension() == Some(step.unit.dimension());
        alike.then(|| step.in_base_units())
    }
}

/// Looks for the changes. `Err` holds what could not be read.
pub fn counteroffer(input: &Input<'_>, library: &dyn Library) -> Result<Counteroffer, Vec<Notice>> {
    let (parties, mut errors) = parties::read(input.rules, library);
    let given = given::read(Some(input.proposal), &mut errors);
    let facts = given::fact_names(input.facts, &mut errors);
    let Some(given) = given.filter(|_| errors.is_empty()) else { return Err(errors) };
    let policy = |sketch: &Sketch, _: &Uses| -> Box<dyn Policy> { Box::new(fixed(input, sketch)) };
    let start = Start {
        as_of: input.as_of,
        document: Some(given.document.clone()),
        facts,
        policy: &policy,
        until: input.until,
        concerns: true,
    };
    let problem = Problem::new(&parties, &start);
    let mut search = Search { problem, input, given: &given, library };
    Ok(search.answer())
}

fn fixed(input: &Input<'_>, sketch: &Sketch) -> Fixed {
    let kept = |spot: Spot| input.keep.iter().any(|name| is_called(sketch, spot, name));
    let step = |spot: Spot| {
        let named = input.steps.iter().find(|(name, _)| is_called(sketch, spot, name));
        named.map(|(_, step)| step.clone())
    };
    Fixed { kept: sketch.spots().map(kept).collect(), steps: sketch.spots().map(step).collect() }
}

/// True where a name is that of the term, of a thing that it belongs to, or the term's full name: `quota on pork`.
fn is_called(sketch: &Sketch, spot: Spot, name: &str) -> bool {
    let name = Name::new(name);
    let path = sketch.path(spot);
    let called = |at: &Spot| sketch.names(*at).iter().any(|own| own.same_but_for_number(&name));
    if path.iter().any(called) {
        return true;
    }
    // `quota on pork` is the field `quota` of `pork`
    let full = name.as_str().replace(" of ", " on ");
    let parts: Vec<Name> = full.rsplit(" on ").map(Name::new).collect();
    let mut wanted = parts.iter().peekable();
    for at in &path {
        let own = sketch.names(*at);
        if wanted.peek().is_some_and(|part| own.iter().any(|own| own.same_but_for_number(part))) {
            wanted.next();
        }
    }
    wanted.peek().is_none()
}

struct Search<'s> {
    problem: Problem<'s>,
    input: &'s Input<'s>,
    given: &'s Given,
    library: &'s dyn Library,
}

impl Search<'_> {
    fn answer(&mut self) -> Counteroffer {
        let mut answer = self.blank();
        let (red_lines, musts) = self.of_force(false);
        let (_, concerns) = self.of_force(true);
        let changes = self.costs();
        let all: u64 = changes.iter().map(|(_, cost)| cost).sum();
        // one concern more is worth any number of changes
        let concern_cost = all.saturating_add(1);
        let wishes: Vec<(Prop, u64)> =
            changes.into_iter().chain(concerns.iter().map(|prop| (*prop, concern_cost))).collect();
        match cheapest(&mut self.problem.solver, &musts, &wishes) {
            Cheapest::GaveUp => answer.gave_up = true,
            Cheapest::Impossible => self.impossible((&red_lines, &musts), &mut answer),
            Cheapest::Found { assumed, .. } => self.found(&assumed, &mut answer),
        }
        answer
    }

    fn blank(&self) -> Counteroffer {
        let reports = self.reports(self.input.proposal);
        let problem = &self.problem;
        let forces = problem.parties.iter().flat_map(|party| &party.rules.rules);
        Counteroffer {
            answer: Answer::Undecided,
            before: outcome(&reports),
            after: None,
            patch: String::new(),
            changes: Vec::new(),
            concerns: forces.filter(|rule| rule.force.is_concern()).count(),
            concerns_left: 0,
            rules: problem.expressed.len() + problem.beyond.len(),
            expressed: problem.expressed.len(),
            failing: Vec::new(),
            conflicts: Vec::new(),
            unmatched: self.unmatched(),
            gave_up: false,
            no_place: None,
            not_expressed: beyond(problem),
            text: None,
        }
    }

    fn unmatched(&self) -> Vec<String> {
        let names = self.input.keep.iter();
        let names = names.chain(self.input.steps.iter().map(|(name, _)| name));
        let names = names.chain(self.input.weights.iter().map(|(name, _)| name));
        let sketch = &self.problem.sketch;
        let nowhere = |name: &&String| !sketch.spots().any(|spot| is_called(sketch, spot, name));
        names.filter(nowhere).cloned().collect()
    }

    /// Red lines, or concerns: the sentences, and that each is acceptable.
    fn of_force(&self, concerns: bool) -> (Vec<Sentence>, Vec<Prop>) {
        let chosen = self.problem.expressed.iter().filter(|one| {
            self.problem.rule(one.sentence).is_some_and(|rule| rule.force.is_concern() == concerns)
        });
        chosen.map(|one| (one.sentence, one.acceptable)).unzip()
    }

    /// What it costs not to leave each term as it is.
    fn costs(&mut self) -> Vec<(Prop, u64)> {
        let mut costs = Vec::new();
        for spot in self.problem.sketch.spots() {
            let state = self.problem.states.of(spot).clone();
            let same = match self.problem.sketch.was(spot) {
                Was::Nothing => [state.missing, state.mapping],
                Was::Scalar(_) => [state.kept, state.mapping],
                Was::Mapping | Was::List => [state.mapping, Prop::FALSE],
            };
            let gone = match self.problem.sketch.was(spot) {
                Was::Nothing => Prop::FALSE,
                Was::Scalar(_) | Was::Mapping | Was::List => state.missing,
            };
            let same = self.problem.solver.any([same[0], same[1], gone]);
            let weights = self.input.weights.iter();
            let weight =
                weights.rev().find(|(name, _)| is_called(&self.problem.sketch, spot, name));
            costs.push((same, weight.map_or(1, |(_, weight)| *weight)));
        }
        costs.retain(|(same, _)| *same != Prop::TRUE);
        costs
    }

    fn impossible(
        &mut self,
        (red_lines, musts): (&[Sentence], &[Prop]),
        answer: &mut Counteroffer,
    ) {
        answer.answer = Answer::None;
        let found = conflict::apart(&mut self.problem.solver, musts);
        for set in found.sets {
            let sentences = set.iter().filter_map(|at| red_lines.get(*at));
            let quoted = sentences.filter_map(|sentence| quoted(&self.problem, *sentence));
            answer.conflicts.push(quoted.collect());
        }
    }

    fn found(&mut self, assumed: &[Prop], answer: &mut Counteroffer) {
        let Some(deal) = self.problem.deal(assumed) else {
            answer.gave_up = true;
            return;
        };
        let (file, patched) = match self.given.with(&self.problem.sketch, &deal) {
            Ok(written) => written,
            Err(NoPlace { spot }) => {
                answer.no_place = Some(self.problem.name_of(spot));
                return;
            }
        };
        let reports = self.reports(&file);
        answer.after = Some(outcome(&reports));
        answer.concerns_left = reports
            .iter()
            .flat_map(|report| &report.proposals)
            .map(|proposal| proposal.concerns.broken + proposal.concerns.unknown)
            .sum();
        let (parties, facts) = (self.problem.parties, self.input.facts);
        answer.failing = verify::failing(parties, &file, facts, self.input.as_of, self.library);
        if answer.failing.is_empty() {
            answer.answer = Answer::Found;
        }
        answer.changes = patched.changes.iter().map(|change| self.change(change)).collect();
        let source = &self.input.proposal.source;
        let names = (source.name(), source.name());
        answer.patch = diff::unified(names, source.text(), &patched.text);
        answer.text = Some(patched.text);
    }

    fn change(&self, change: &super::patch::Change) -> Change {
        let problem = &self.problem;
        let document = &self.given.document;
        let source = document.source();
        let (line, column) = source.position(change.span.start);
        let path: String = problem
            .sketch
            .path(change.spot)
            .iter()
            .skip(1)
            .filter_map(|spot| match (problem.sketch.origin(*spot), problem.sketch.key(*spot)) {
                (Some(node), _) => document.pointer(node).rsplit('/').next().map(str::to_owned),
                (None, key) => key.map(|key| key.text.replace('~', "~0").replace('/', "~1")),
            })
            .map(|step| format!("/{step}"))
            .collect();
        let at = Place {
            file: source.name().to_owned(),
            document: Some(document.number()),
            path: Some(path.clone()),
            line,
            column,
            offset: change.span.start,
            length: change.span.len(),
            label: None,
        };
        let term = problem.name_of(change.spot);
        Change { term, path, from: change.from.clone(), to: change.to.clone(), at }
    }

    fn reports(&self, file: &DataFile) -> Vec<Report> {
        let (facts, as_of) = (self.input.facts, self.input.as_of);
        let parties = self.problem.parties.iter();
        parties.map(|party| verify::check(party, file, facts, as_of, self.library)).collect()
    }
}

/// The worst outcome of several reports.
fn outcome(reports: &[Report]) -> Outcome {
    let worst = reports.iter().map(|report| report.outcome).max().unwrap_or(Outcome::Acceptable);
    let failed = reports.iter().any(|report| !report.errors.is_empty());
    if failed { worst.max(Outcome::Unknown) } else { worst }
}
