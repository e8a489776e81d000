//! Proposals and facts, read as a check reads them, and the world that each proposal is judged in.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::eval::{Indexed, Vocabulary, World};
use crate::model::RuleSet;
use crate::proposal::{self, Limits};
use crate::report::Notice;
use crate::run::{DataFile, faults, rounds};

/// What rules are judged on.
#[derive(Debug)]
pub struct Data {
    proposals: Vec<Indexed>,
    facts: Vec<Indexed>,
    vocabulary: Vocabulary,
    as_of: Date,
    errors: Vec<Notice>,
}

impl Data {
    /// Reads proposals and facts. What cannot be read is told by [`Data::errors`].
    pub fn read(proposals: &[DataFile], facts: &[DataFile], as_of: Date) -> Self {
        let mut errors = Vec::new();
        let facts = read_all(facts, &mut errors);
        let proposals = read_all(proposals, &mut errors);
        let mut vocabulary = Vocabulary::default();
        for data in facts.iter().chain(&proposals) {
            vocabulary.add(&data.document);
        }
        Self { proposals, facts, vocabulary, as_of, errors }
    }

    /// What could not be read.
    pub fn errors(&self) -> &[Notice] {
        &self.errors
    }

    /// True where there is no proposal to be judged on.
    pub fn is_empty(&self) -> bool {
        self.proposals.is_empty()
    }

    /// Every name of the proposals and facts.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The day of the check.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The world of each proposal.
    pub(super) fn worlds<'a>(&'a self, rules: &RuleSet) -> Vec<World<'a>> {
        let before = rounds::previous(&self.proposals);
        let worlds = self.proposals.iter().zip(before).map(|(proposal, before)| {
            let previous = rounds::of(before.map(|at| self.proposals.get(at)));
            World::new(
                proposal,
                &self.facts,
                previous,
                self.as_of,
                &rules.parties,
                &self.vocabulary,
            )
        });
        worlds.collect()
    }
}

fn read_all(files: &[DataFile], errors: &mut Vec<Notice>) -> Vec<Indexed> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        for outcome in proposal::read(&file.source, file.format, &Limits::default()) {
            match outcome {
                Ok(document) => read.push(Indexed::new(document)),
                Err(faults) => {
                    errors.extend(faults.iter().map(|fault| faults::of_data(&file.source, fault)));
                }
            }
        }
    }
    read
}

/// A file as it is named, and which of several documents in it.
pub(super) fn file_of<'a>(world: &World<'a>) -> Cow<'a, str> {
    let document = world.document(0);
    match document.number() {
        0 => document.source().name().into(),
        number => format!("{} (document no. {})", document.source().name(), number + 1).into(),
    }
}
