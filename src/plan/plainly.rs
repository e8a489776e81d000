//! Rules about single things whose tests are questions with a plain answer ([`super::ask`]).

use super::ask::{Ask, Asking};
use super::desk::Plain;
use super::{Plan, SharedPath, Sight, Spelling, Start, Task, Test};
use crate::report::Verdict;
use crate::tape::{Kind, Symbol};

/// A test that is a question, and the same the longer way.
#[derive(Debug)]
pub(super) struct Plainly {
    chain: usize,
    of: SharedPath,
    /// The name that a chain starts with is looked up in these.
    slots: [u32; 2],
    ask: Ask,
    nowhere: Verdict,
    missing: Option<Verdict>,
    party: Option<Symbol>,
    pub(super) test: Test,
}

/// Where a chain leads in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It was not followed yet.
    Unsought,
    At(u32),
    /// Nothing of it is there.
    Nowhere,
    /// Its last name is missing.
    Missing,
    /// It takes a longer look.
    Unplain,
}

/// Has the tests of single things answered plainly.
pub(super) fn ask_plainly(plan: &mut Plan<'_>) {
    let mut rules = std::mem::take(&mut plan.rules);
    for rule in &plan.alone {
        if let Some(Task::Test(test)) = rules.get_mut(*rule as usize).map(|rule| &mut rule.task) {
            within(plan, test);
        }
    }
    plan.rules = rules;
}

fn within(plan: &Plan<'_>, test: &mut Test) {
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter_mut().for_each(|one| within(plan, one)),
        Test::Not(inner) => within(plan, inner),
        Test::If(parts) => parts.iter_mut().for_each(|part| within(plan, part)),
        _ => {
            if let Some(Asking { of, ask, nowhere, missing, party }) = Asking::of(plan, test)
                && let (Start::Name(_, slots), Some(chain)) = (&of.start, of.chain)
            {
                let (slots, chain, of) = (*slots, chain as usize, SharedPath::clone(of));
                let long = std::mem::replace(test, Test::All(Vec::new()));
                let plainly =
                    Plainly { chain, of, slots, ask, nowhere, missing, party, test: long };
                *test = Test::Plainly(Box::new(plainly));
            }
        }
    }
}

impl Sight<'_, '_> {
    /// The verdict on a question; `None` where it has no plain answer.
    #[inline]
    pub(super) fn plainly(&mut self, plainly: &Plainly) -> Option<Verdict> {
        if !self.is_known(plainly.party) {
            return None;
        }
        match self.place_of(plainly) {
            Place::At(at) => {
                let Plainly { ask, missing, party, .. } = plainly;
                let answer = match party {
                    None => self.answer(ask, at, self.node(at)?),
                    Some(party) => self.answer_for(*party, *missing, ask, at),
                };
                answer.map(super::side::truly)
            }
            Place::Nowhere => Some(plainly.nowhere),
            Place::Missing => match plainly.missing {
                None => {
                    let name = *plainly.of.steps.last()?;
                    self.occurs_as(name).then_some(Verdict::Broken)
                }
                missing => missing,
            },
            Place::Unplain | Place::Unsought => None,
        }
    }

    /// Where the chain of a question leads, which is found out once for each document.
    #[inline]
    fn place_of(&mut self, plainly: &Plainly) -> Place {
        let known = self.desk.places.get(plainly.chain).copied().unwrap_or(Place::Unplain);
        if known != Place::Unsought {
            return known;
        }
        let place = self.seek(plainly.slots, &plainly.of.steps);
        self.desk.places.get_mut(plainly.chain).into_iter().for_each(|known| *known = place);
        place
    }

    fn seek(&self, slots: [u32; 2], steps: &[Spelling]) -> Place {
        let mut at = None;
        for slot in slots {
            match self.desk.plain.get(slot as usize) {
                Some(Plain::Nothing) => {}
                Some(Plain::One(one)) => {
                    at = Some(*one);
                    break;
                }
                Some(Plain::Several) | None => return Place::Unplain,
            }
        }
        let Some(mut at) = at else { return Place::Nowhere };
        for (place, step) in steps.iter().enumerate() {
            match self.node(at) {
                Some(owner) if owner.kind == Kind::Mapping => {}
                _ => return Place::Unplain,
            }
            if self.tape.is_bare(at) || self.differs_by_party(at) {
                return Place::Unplain;
            }
            match self.tape.child(at, step.exact, step.other) {
                Some(child) => at = child,
                // of more names, the first that is missing counts
                None if place + 1 == steps.len() => return Place::Missing,
                None => return Place::Unplain,
            }
        }
        Place::At(at)
    }
}
