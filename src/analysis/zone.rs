//! The zone of possible agreement: whether any deal satisfies the red lines of all parties, each term's range, and where
//! there is none, the sentences that exclude it.

mod answer;
mod conflicts;
mod ranges;

use std::collections::BTreeMap;
use std::time::Instant;

use jiff::civil::Date;

use super::deal::{self, Deal};
use super::encode::why::Why;
use super::given::{self, Given};
use super::logic::Prop;
use super::parties::{self, Party};
use super::patch::NoPlace;
use super::problem::{Problem, Sentence, Start};
use super::sketch::Spot;
use super::solver::{Answer as Found, Solver};
use super::verify;
use crate::report::{Notice, finding::place_in};
use crate::run::{DataFile, Library};
use crate::source::{SharedSource, Source};

pub use answer::{Answer, Beyond, Conflict, Quoted, Stated, Term, Zone};

/// The most conflicts that are looked for.
const MOST_CONFLICTS: usize = 1000;

/// What is asked.
#[derive(Debug)]
pub struct Input<'i> {
    /// The rule files of all parties.
    pub rules: &'i [SharedSource],
    /// A proposal whose agreed terms are fixed.
    pub given: Option<&'i DataFile>,
    /// Facts that are laid under every deal.
    pub facts: &'i [DataFile],
    /// The day of the deal.
    pub as_of: Date,
    /// When to give up.
    pub until: Option<Instant>,
    /// Look for every conflict, not only for some that have nothing in common.
    pub all: bool,
}

/// Looks for a deal. `Err` holds what could not be read.
pub fn zone(input: &Input<'_>, library: &dyn Library) -> Result<Zone, Vec<Notice>> {
    let (parties, mut errors) = parties::read(input.rules, library);
    let given = given::read(input.given, &mut errors);
    let facts = given::fact_names(input.facts, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let start = Start {
        as_of: input.as_of,
        document: given.as_ref().map(|given| given.document.clone()),
        facts,
        policy: &|_, _| Box::new(super::encode::states::Free),
        until: input.until,
        concerns: false,
    };
    let problem = Problem::new(&parties, &start);
    let mut search = Search::new(problem, input, given.as_ref());
    let found = search.solve_all();
    Ok(search.answer(found, library))
}

/// All that is assumed: every rule, and every agreed term of the given proposal.
struct Search<'s> {
    problem: Problem<'s>,
    input: &'s Input<'s>,
    given: Option<&'s Given>,
    assumed: Vec<Prop>,
    means: Vec<Assumed>,
}

#[derive(Debug, Clone, Copy)]
enum Assumed {
    Rule(usize, Sentence),
    Term(Spot),
}

impl<'s> Search<'s> {
    fn new(mut problem: Problem<'s>, input: &'s Input<'s>, given: Option<&'s Given>) -> Self {
        let mut assumed = Vec::new();
        let mut means = Vec::new();
        let expressed: Vec<(usize, Sentence, Prop)> = problem
            .expressed
            .iter()
            .enumerate()
            .map(|(at, one)| (at, one.sentence, one.acceptable))
            .collect();
        for (at, sentence, acceptable) in expressed {
            assumed.push(named(&mut problem.solver, acceptable));
            means.push(Assumed::Rule(at, sentence));
        }
        for spot in problem.sketch.spots() {
            if let Some(kept) = given::agreed(&problem, spot) {
                assumed.push(named(&mut problem.solver, kept));
                means.push(Assumed::Term(spot));
            }
        }
        Self { problem, input, given, assumed, means }
    }

    fn solve_all(&mut self) -> Found {
        self.problem.solver.solve(&self.assumed)
    }

    fn answer(mut self, found: Found, library: &dyn Library) -> Zone {
        let mut zone = self.blank();
        match found {
            Found::GaveUp => zone.gave_up = true,
            Found::Yes(_) => self.deal(&mut zone, library),
            Found::No(_) => self.no_deal(&mut zone),
        }
        zone.gave_up |= self.problem.solver.is_late();
        zone
    }

    fn blank(&self) -> Zone {
        let problem = &self.problem;
        let data = self.input.given.into_iter().map(|file| file.source.clone());
        Zone {
            answer: Answer::Undecided,
            rules: problem.expressed.len() + problem.beyond.len(),
            expressed: problem.expressed.len(),
            parties: problem.parties.iter().map(|party| party.name.clone()).collect(),
            terms: Vec::new(),
            terms_left_out: 0,
            example: None,
            proposal: None,
            failing: Vec::new(),
            conflicts: Vec::new(),
            complete: false,
            gave_up: false,
            no_place: None,
            not_expressed: beyond(problem),
            errors: Vec::new(),
            sources: problem
                .parties
                .iter()
                .flat_map(|party| party.files.clone())
                .chain(data)
                .collect(),
        }
    }

    /// A deal is claimed only where the evaluator of `check` accepts it, by all rules.
    fn deal(&mut self, zone: &mut Zone, library: &dyn Library) {
        let mut focus = self.problem.solver.focus(&self.assumed);
        self.problem.solver.turn_to(&mut focus);
        let lean = self.lean();
        let deal = self.problem.deal(&lean);
        self.problem.solver.turn_to(&mut focus);
        let Some(deal) = deal else { return };
        (zone.terms, zone.terms_left_out) = self.terms(true, &|_| true);
        let file = match self.file(&deal) {
            Ok(file) => file,
            Err(NoPlace { spot }) => {
                zone.no_place = Some(self.problem.name_of(spot));
                return;
            }
        };
        let failing = verify::failing(
            self.problem.parties,
            &file,
            self.input.facts,
            self.input.as_of,
            library,
        );
        zone.example = Some(self.in_words(&deal));
        zone.proposal = Some(file.source.text().to_owned());
        if failing.is_empty() {
            zone.answer = Answer::Deal;
            zone.complete = true;
        }
        zone.failing = failing;
    }

    /// That terms are left out which no rule needs.
    fn lean(&mut self) -> Vec<Prop> {
        let mut assumed = Vec::new();
        let Found::Yes(mut model) = self.problem.solver.solve(&assumed) else { return assumed };
        for spot in self.problem.sketch.spots() {
            let missing = self.problem.states.of(spot).missing;
            if missing.known().is_some() {
                continue;
            }
            assumed.push(missing);
            if self.problem.solver.holds(&model, missing) {
                continue;
            }
            match self.problem.solver.solve(&assumed) {
                Found::Yes(found) => model = found,
                Found::No(_) | Found::GaveUp => {
                    assumed.pop();
                }
            }
        }
        assumed
    }

    /// The deal as a proposal: the given one with what it lacked, or a new one.
    fn file(&self, deal: &Deal) -> Result<DataFile, NoPlace> {
        let problem = &self.problem;
        match self.given {
            Some(given) => given.with(&problem.sketch, deal).map(|(file, _)| file),
            None => {
                let named = super::problem::named(problem.parties);
                let parties: Vec<String> = named.into_iter().map(|party| party.text).collect();
                let text = deal::write(&problem.sketch, deal, &parties);
                // an empty text is no proposal
                let text = if text.is_empty() { "deal: yes\n".to_owned() } else { text };
                let source = Source::new("example.yaml", text);
                Ok(DataFile { source, format: crate::proposal::Format::Yaml })
            }
        }
    }

    fn in_words(&self, deal: &Deal) -> BTreeMap<String, String> {
        let problem = &self.problem;
        let mut words = BTreeMap::new();
        for spot in problem.sketch.spots() {
            let value = match deal.term(spot) {
                deal::Term::Value(value) => value.to_text(),
                deal::Term::Nothing => "none".to_owned(),
                deal::Term::Kept if given::agreed(problem, spot).is_some() => {
                    given::text_of(problem, spot)
                }
                deal::Term::Kept | deal::Term::Missing | deal::Term::Mapping => continue,
            };
            words.insert(problem.name_of(spot), value);
        }
        words
    }
}

/// A statement of its own that stands for another, so that a core can name it.
fn named(solver: &mut Solver, prop: Prop) -> Prop {
    let name = solver.free();
    let tied = solver.implies(name, prop);
    solver.demand(tied);
    name
}

/// A sentence as a reader should see it.
pub(super) fn quoted(problem: &Problem<'_>, sentence: Sentence) -> Option<Quoted> {
    let party: &Party = problem.parties.get(sentence.party)?;
    let rule = problem.rule(sentence)?;
    Some(Quoted {
        party: party.name.clone(),
        rule: rule.id.clone(),
        sentence: rule.sentence.clone(),
        at: place_in(&rule.source, rule.span),
    })
}

/// The rules that are not expressed.
pub(super) fn beyond(problem: &Problem<'_>) -> Vec<Beyond> {
    let told = |(sentence, why): &(Sentence, Why)| {
        let (party, rule) = (problem.parties.get(sentence.party)?, problem.rule(*sentence)?);
        Some(Beyond {
            party: party.name.clone(),
            rule: rule.id.clone(),
            why: why.words(),
            at: place_in(&rule.source, rule.span),
        })
    };
    problem.beyond.iter().filter_map(told).collect()
}
