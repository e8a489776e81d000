//! The rules of all parties as one problem for the solver.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;

use super::encode::claim::Encoder;
use super::encode::ground::Statement;
use super::encode::lookup::{Finder, Setting, spread};
use super::encode::states::{Policy, States};
use super::encode::term::Together;
use super::encode::uses::Uses;
use super::encode::why::Why;
use super::logic::Prop;
use super::moments::Calendar;
use super::parties::Party;
use super::sketch::{Sketch, Spot};
use super::solver::Solver;
use crate::explain::walk::{self, Met};
use crate::model::{Rule, Scope, Spelled};
use crate::name::Name;
use crate::near::Names;
use crate::proposal::{Content, Document};
use crate::value::{Reading, Value};

/// Which rule of which party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sentence {
    /// The party, by its place among all.
    pub party: usize,
    /// The rule, by its place among the party's.
    pub rule: usize,
}

/// A rule that is expressed.
#[derive(Debug, Clone)]
pub struct Expressed {
    /// Which.
    pub sentence: Sentence,
    /// It is neither broken nor unknown.
    pub acceptable: Prop,
    /// With its names looked up.
    pub statement: Statement,
}

/// What an analysis is about.
pub struct Problem<'p> {
    /// The parties with their rules.
    pub parties: &'p [Party],
    /// The solver with all that was said to it.
    pub solver: Solver,
    /// The outline of the deal.
    pub sketch: Sketch,
    /// What is asked of each term.
    pub uses: Uses,
    /// What each term can be.
    pub states: States,
    /// The day and the parties.
    pub setting: Setting,
    /// The rules that are expressed.
    pub expressed: Vec<Expressed>,
    /// Those that are not, with the reason.
    pub beyond: Vec<(Sentence, Why)>,
    risky: BTreeSet<Spot>,
    together: Together,
}

/// What an analysis starts from.
pub struct Start<'s> {
    /// The day of the deal.
    pub as_of: Date,
    /// The given proposal.
    pub document: Option<Arc<Document>>,
    /// Names that facts state.
    pub facts: BTreeSet<Name>,
    /// What is fixed.
    pub policy: &'s dyn Fn(&Sketch, &Uses) -> Box<dyn Policy>,
    /// When to give up.
    pub until: Option<Instant>,
    /// Concerns count, too.
    pub concerns: bool,
}

impl<'p> Problem<'p> {
    /// Looks up all names and says to the solver what each term can be and what each rule asks.
    pub fn new(parties: &'p [Party], start: &Start<'_>) -> Self {
        let setting = setting(parties, start);
        let mut sketch = match &start.document {
            Some(document) => Sketch::of(document),
            None => Sketch::blank(),
        };
        let (uses, found) = look_up(parties, &mut sketch, &setting, start.concerns);
        let mut solver = Solver::new(start.until);
        let policy = (start.policy)(&sketch, &uses);
        let states = States::new(&mut solver, &sketch, &uses, policy.as_ref());
        let risky = risky(&sketch, parties, start.document.as_deref());
        let mut problem = Self {
            parties,
            solver,
            sketch,
            uses,
            states,
            setting,
            expressed: Vec::new(),
            beyond: Vec::new(),
            risky,
            together: Together::default(),
        };
        for (sentence, statement) in found {
            problem.take_in(sentence, statement);
        }
        problem
    }

    fn take_in(&mut self, sentence: Sentence, statement: Result<Statement, Why>) {
        let said = statement.and_then(|statement| {
            let verdict = self.encoder().verdict(&statement)?;
            Ok((statement, verdict.acceptable(&mut self.solver)))
        });
        match said {
            Ok((statement, acceptable)) => {
                self.expressed.push(Expressed { sentence, acceptable, statement });
            }
            Err(why) => self.beyond.push((sentence, why)),
        }
    }

    /// Turns more statements into what the solver understands.
    pub fn encoder(&mut self) -> Encoder<'_> {
        Encoder {
            solver: &mut self.solver,
            sketch: &self.sketch,
            states: &self.states,
            setting: &self.setting,
            risky: &self.risky,
            together: &mut self.together,
        }
    }

    /// The rule of a sentence.
    pub fn rule(&self, sentence: Sentence) -> Option<&'p Rule> {
        self.parties.get(sentence.party)?.rules.rules.get(sentence.rule)
    }
}

fn setting(parties: &[Party], start: &Start<'_>) -> Setting {
    let document = start.document.as_deref();
    let mut names: BTreeSet<Name> = parties
        .iter()
        .flat_map(|party| party.rules.parties.iter().map(|name| name.name.clone()))
        .collect();
    match document {
        Some(document) => names.extend(parties_of(document)),
        // a deal that is yet to be written can list whom the rules name
        None => names.extend(named(parties).into_iter().map(|party| party.name)),
    }
    Setting {
        parties: names,
        facts: start.facts.clone(),
        as_of: start.as_of,
        entry_into_force: document.and_then(entry_into_force),
        document: start.document.clone(),
        given: start.document.is_some(),
    }
}

/// The parties that rules name after `from` and `to`.
pub(super) fn named(parties: &[Party]) -> Vec<Spelled> {
    let mut found: Vec<Spelled> = Vec::new();
    for rule in parties.iter().flat_map(|party| &party.rules.rules) {
        walk::formula(&rule.formula, &mut |met| {
            if let Met::Reference(reference) = met
                && let Some(party) = &reference.party
                && !found.iter().any(|known| known.name == party.name)
            {
                found.push((**party).clone());
            }
        });
    }
    found
}

fn entry_into_force(document: &Document) -> Option<Date> {
    let wanted = Name::new("entry into force");
    let mut tops = document.children(document.root()).iter();
    let top = tops.find(|top| document.key(**top).is_some_and(|key| key.name == wanted))?;
    match document.reading(*top)?.0 {
        Reading::Value(Value::Date(day)) => Some(day),
        _ => None,
    }
}

/// The parties that a proposal names.
fn parties_of(document: &Document) -> Vec<Name> {
    let text = |node| match document.content(node) {
        Content::Scalar { text, .. } => Some(Name::new(text.trim())),
        Content::Mapping(_) | Content::List(_) => None,
    };
    let mut found = Vec::new();
    for top in document.children(document.root()) {
        let key = document.key(*top).map(|key| key.name.as_str()).unwrap_or_default();
        let entries = document.children(*top);
        match key {
            "partners" | "parties" => {
                for entry in entries {
                    found.extend(document.key(*entry).map(|key| key.name.clone()));
                    found.extend(text(*entry).filter(|_| document.key(*entry).is_none()));
                }
            }
            "partner" | "from" | "to" | "importer" | "exporter" => {
                found.extend(text(*top));
                found.extend(entries.iter().filter_map(|entry| text(*entry)));
            }
            _ => {}
        }
    }
    found.retain(|name| !name.as_str().is_empty());
    found
}

type Found = Vec<(Sentence, Result<Statement, Why>)>;

/// Looks up the names of all rules until the outline no longer grows.
fn look_up(
    parties: &[Party],
    sketch: &mut Sketch,
    setting: &Setting,
    concerns: bool,
) -> (Uses, Found) {
    const MOST_ROUNDS: usize = 6;
    let mut last = (Uses::default(), Vec::new());
    for _ in 0..MOST_ROUNDS {
        let before = sketch.size();
        let mut uses = Uses::default();
        let mut found = Vec::new();
        for (party, of) in parties.iter().enumerate() {
            for (rule, stated) in of.rules.rules.iter().enumerate() {
                if stated.force.is_concern() && !concerns {
                    continue;
                }
                let Some(scope) = of.rules.scopes.get(stated.scope) else { continue };
                let statement = one(stated, scope, sketch, &mut uses, setting);
                found.push((Sentence { party, rule }, statement));
            }
        }
        let calendar = calendar(parties, setting);
        let spread = !setting.given && spread(sketch, &uses, calendar);
        last = (uses, found);
        if sketch.size() == before && !spread {
            break;
        }
    }
    last
}

fn calendar(parties: &[Party], setting: &Setting) -> Calendar {
    let scopes = parties.iter().flat_map(|party| &party.rules.scopes);
    let defined = scopes.filter_map(|scope| scope.year_one.as_ref()).next();
    Calendar { year_one: defined.map(|defined| defined.what).or(setting.entry_into_force) }
}

/// A rule that is not in force, or is waived, asks nothing.
fn one(
    rule: &Rule,
    scope: &Scope,
    sketch: &mut Sketch,
    uses: &mut Uses,
    setting: &Setting,
) -> Result<Statement, Why> {
    let (from, until) = rule.clauses().window;
    let outside = from.is_some_and(|from| setting.as_of < from)
        || until.is_some_and(|until| setting.as_of > until);
    let waived = rule.clauses().waiver.as_ref().is_some_and(|waiver| setting.as_of <= waiver.until);
    if outside || waived {
        return Ok(Statement::Settled(true));
    }
    let mut finder = Finder {
        sketch,
        uses,
        setting,
        scope,
        except: &rule.clauses().except,
        bindings: Vec::new(),
        keep_base: false,
    };
    finder.statement(&rule.formula)
}

/// Keys that only a rule speaks of, so close to another name that leaving them out could be a slip.
fn risky(sketch: &Sketch, parties: &[Party], document: Option<&Document>) -> BTreeSet<Spot> {
    let defined: BTreeSet<&Name> = parties
        .iter()
        .flat_map(|party| &party.rules.scopes)
        .flat_map(|scope| scope.names.iter())
        .collect();
    let given: BTreeSet<Name> = document
        .into_iter()
        .flat_map(|document| document.nodes().filter_map(|node| document.key(node)))
        .map(|key| key.name.clone())
        .collect();
    let keys: BTreeSet<&Name> = sketch
        .spots()
        .filter_map(|spot| sketch.key(spot))
        .map(|key| &key.name)
        .chain(defined.iter().copied())
        .collect();
    let known: Names = given.iter().chain(defined.iter().copied()).cloned().collect();
    let all: Names = keys.iter().copied().cloned().collect();
    let is_slip = |name: &&Name| !known.knows(name) && all.closest(name).is_some();
    let slips: BTreeSet<&Name> = keys.iter().copied().filter(is_slip).collect();
    let at_risk = |spot: &Spot| sketch.key(*spot).is_some_and(|key| slips.contains(&key.name));
    sketch.spots().filter(at_risk).collect()
}
