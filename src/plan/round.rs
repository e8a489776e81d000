//! What the entries of a collection are asked: each question once, however many rules ask it, and of many entries at a time.
//! Only plain answers count; where a rule needs another, the entry is judged the longer way, which would say the same.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::ask::{Ask, Asking};
use super::{Filtered, Path, Plan, SharedPath, Spelling, Test, Work};
use crate::report::Verdict;
use crate::tape::Symbol;

/// The questions of a collection, and what rests on nothing but their answers.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) fields: Vec<Field>,
    /// How many questions there are.
    pub(super) asked: usize,
    pub(super) lanes: Vec<Lane>,
}

/// A field that is asked something or added up.
#[derive(Debug)]
pub(super) struct Field {
    /// The columns of its two spellings.
    pub(super) columns: [u16; 2],
    pub(super) name: Spelling,
    pub(super) questions: Vec<Question>,
    /// True where one of them is about a text.
    pub(super) is_worded: bool,
}

#[derive(Debug)]
pub(super) struct Question {
    /// Its place among all of the round.
    pub(super) place: usize,
    pub(super) ask: Ask,
    /// What it comes to without such a field ([`Asking::missing`]).
    pub(super) missing: Option<Verdict>,
    /// Whose entry is meant.
    pub(super) party: Option<Symbol>,
}

/// Everything that has one filter.
#[derive(Debug)]
pub(super) struct Lane {
    /// Its place among what is gathered from the collection.
    pub(super) place: usize,
    pub(super) filter: Needed,
    pub(super) steps: Vec<Step>,
}

/// What is done with entries that passed the filter, for one gather.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) gather: usize,
    pub(super) what: Doing,
}

#[derive(Debug)]
pub(super) enum Doing {
    Judge(Needed),
    Count,
    Add(SharedPath),
    /// It rests on other things than questions.
    OneByOne,
}

/// Questions of which some must hold and others fail.
#[derive(Debug, Clone, Default)]
pub(super) struct Needed {
    /// The fields that they are about.
    pub(super) fields: Vec<usize>,
    pub(super) hold: Vec<usize>,
    pub(super) fail: Vec<usize>,
}

/// Makes rounds of what is asked of every entry.
pub(super) fn go_round(plan: &mut Plan<'_>) {
    let mut rounds = Vec::with_capacity(plan.collections.len());
    for collection in &plan.collections {
        let mut making = Making::default();
        let mut rest = Vec::new();
        for place in &collection.always {
            let filtered = collection.gathers.get(*place);
            match filtered.and_then(|filtered| Wanted::of(plan, filtered)) {
                Some(wanted) => making.lane(*place, wanted),
                None => rest.push(*place),
            }
        }
        rounds.push((making.round, rest));
    }
    for (collection, (round, rest)) in plan.collections.iter_mut().zip(rounds) {
        (collection.round, collection.always) = (round, rest);
    }
}

/// What has one filter, where that rests on questions alone.
struct Wanted<'p> {
    filter: Vec<(Asking<'p>, bool)>,
    steps: Vec<(usize, Use<'p>)>,
}

enum Use<'p> {
    Judge(Vec<(Asking<'p>, bool)>),
    Count,
    Add(&'p SharedPath),
    OneByOne,
}

impl<'p> Wanted<'p> {
    /// `None` where the filter rests on other things.
    fn of(plan: &'p Plan<'_>, filtered: &Filtered) -> Option<Self> {
        let mut filter = Vec::new();
        if let Some(known) = filtered.filter {
            need(plan, plan.filters.get(known)?, true, &mut filter)?;
        }
        let step = |gather: &usize| {
            let what = match &plan.gathers.get(*gather)?.work {
                Work::Test(test, _) => {
                    let mut needed = Vec::new();
                    let all = need(plan, test, true, &mut needed);
                    all.map_or(Use::OneByOne, |()| Use::Judge(needed))
                }
                Work::Number => Use::Count,
                Work::Sum(path, _) | Work::Extreme(path, _) if path.one_field => Use::Add(path),
                Work::Sum(..) | Work::Extreme(..) => Use::OneByOne,
            };
            Some((*gather, what))
        };
        let steps = filtered.gathers.iter().map(step).collect::<Option<_>>()?;
        Some(Self { filter, steps })
    }
}

/// Adds what must be answered for a test to hold, and how; `None` where it rests on other things.
fn need<'p>(
    plan: &Plan<'_>,
    test: &'p Test,
    holds: bool,
    needed: &mut Vec<(Asking<'p>, bool)>,
) -> Option<()> {
    match test {
        Test::All(parts) if holds || parts.len() == 1 => {
            parts.iter().try_for_each(|part| need(plan, part, holds, needed))
        }
        Test::Not(inner) => need(plan, inner, !holds, needed),
        _ => {
            let asking = Asking::of(plan, test)?;
            asking.is_of_a_field().then(|| needed.push((asking, holds)))
        }
    }
}

/// What one question is about: the place of a field, what it is asked, and the rest of a [`Question`].
type Key = (usize, Ask, Option<Verdict>, Option<Symbol>);

/// A round that is being made.
#[derive(Default)]
struct Making {
    round: Round,
    /// The place of each field, by its columns.
    fields: HashMap<[u16; 2], usize, FixedState>,
    /// The place of each question, by the field that it is about.
    questions: HashMap<Key, usize, FixedState>,
}

impl Making {
    fn lane(&mut self, place: usize, wanted: Wanted<'_>) {
        let filter = self.needed(wanted.filter);
        let step = |(gather, what)| {
            let what = match what {
                Use::Judge(needed) => Doing::Judge(self.needed(needed)),
                Use::Count => Doing::Count,
                Use::Add(path) => {
                    self.field(path);
                    Doing::Add(SharedPath::clone(path))
                }
                Use::OneByOne => Doing::OneByOne,
            };
            Step { gather, what }
        };
        let steps = wanted.steps.into_iter().map(step).collect();
        self.round.lanes.push(Lane { place, filter, steps });
    }

    fn needed(&mut self, asking: Vec<(Asking<'_>, bool)>) -> Needed {
        let mut needed = Needed::default();
        for (asking, holds) in asking {
            // what has no place is never answered, so that the entry is looked at
            let nowhere = (usize::MAX, usize::MAX);
            let (field, question) = self.question(asking).unwrap_or(nowhere);
            if !needed.fields.contains(&field) {
                needed.fields.push(field);
            }
            if holds { &mut needed.hold } else { &mut needed.fail }.push(question);
        }
        needed
    }

    /// The place of a field.
    fn field(&mut self, path: &Path) -> Option<usize> {
        let (columns, name) = (path.columns?, *path.steps.first()?);
        let fields = &mut self.round.fields;
        Some(*self.fields.entry(columns).or_insert_with(|| {
            fields.push(Field { columns, name, questions: Vec::new(), is_worded: false });
            fields.len() - 1
        }))
    }

    /// The places of a field and of a question about it, which is asked once for all.
    fn question(&mut self, asking: Asking<'_>) -> Option<(usize, usize)> {
        let Asking { of, ask, missing, party, .. } = asking;
        let place = self.field(of)?;
        let field = self.round.fields.get_mut(place)?;
        let key = (place, ask, missing, party);
        if let Some(known) = self.questions.get(&key) {
            return Some((place, *known));
        }
        let new = self.round.asked;
        self.round.asked += 1;
        field.is_worded |= party.is_none() && matches!(key.1, Ask::Text(_));
        field.questions.push(Question { place: new, ask: key.1.clone(), missing, party });
        self.questions.insert(key, new);
        Some((place, new))
    }
}
