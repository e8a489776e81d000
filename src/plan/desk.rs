//! What judging needs room for: used again from document to document.

use std::rc::Rc;

use super::asked::Asked;
use super::lexicon::Lexicon;
use super::path::Found;
use super::plainly::Place;
use super::quick::Entry;
use super::tally::Tally;
use super::{Plan, Spelling};
use crate::tape::Symbol;

/// Room to work in, for one plan: what texts and chains come to is kept by the plan's numbers.
#[derive(Debug, Default)]
pub struct Desk {
    pub(super) lexicon: Lexicon,
    /// What is found under the names that are looked up without an owner.
    pub(super) plain: Vec<Plain>,
    /// What was gathered.
    pub(super) tallies: Vec<Tally>,
    /// Of each collection: whether it could be gone through.
    pub(super) collections: Vec<Gone>,
    /// For each symbol, whether it is a party here.
    pub(super) is_party: Vec<bool>,
    pub(super) parties: Vec<Symbol>,
    /// The names that several places share.
    pub(super) shared: Vec<Symbol>,
    /// For each symbol the top-level key under which it was first met, and in which document.
    pub(super) met: Vec<(u32, u32)>,
    pub(super) document: u32,
    /// A named thing that is being looked at.
    pub(super) thing: Option<Found>,
    /// The entry that is being looked at, where its fields are in their columns.
    pub(super) entry: Option<Entry>,
    /// The entries that are asked together.
    pub(super) asked: Asked,
    /// For each column, where such a field was met last.
    pub(super) columns: Vec<u32>,
    /// What chains lead to, as far as they were followed in this document.
    pub(super) chains: Vec<Option<Found>>,
    /// True where one of them was.
    pub(super) followed: bool,
    /// The same for questions with plain answers.
    pub(super) places: Vec<Place>,
    /// True where something in the document may differ by party.
    pub(super) differs: bool,
    /// The partners that a document lists under a name.
    pub(super) partners: Option<(u32, Spelling, Rc<[Symbol]>)>,
    /// The collections whose entries were judged while the document was read.
    pub(super) passed: Vec<usize>,
    /// How many entries those were.
    pub(super) passed_entries: usize,
    /// True once the document has something under a name that is looked up without an owner.
    pub(super) named: bool,
    /// True once something was gathered that no tally can hold.
    pub(super) strained: bool,
}

impl Desk {
    /// Room for documents of strangers: `seed` is a number that they do not know, so that they cannot make its tables slow.
    pub fn seeded(seed: u64) -> Self {
        Self { lexicon: Lexicon::seeded(seed), ..Self::default() }
    }

    /// Begins a document.
    pub(super) fn begin(&mut self, plan: &Plan<'_>) {
        self.lexicon.begin(&plan.units);
        self.document = self.document.wrapping_add(1);
        self.plain.clear();
        self.plain.resize(plan.slot_count, Plain::Nothing);
        self.shared.clear();
        if std::mem::take(&mut self.followed) || self.chains.len() != plan.chain_count {
            self.chains.clear();
            self.chains.resize(plan.chain_count, None);
        }
        self.places.clear();
        self.places.resize(plan.chain_count, Place::Unsought);
        self.asked.forget();
        self.passed.clear();
        self.passed_entries = 0;
        self.named = false;
        self.strained = false;
    }

    /// Begins to gather.
    pub(super) fn start_tallies(&mut self, plan: &Plan<'_>) {
        self.tallies.resize_with(plan.gathers.len(), Tally::default);
        self.tallies.iter_mut().for_each(|tally| *tally = Tally::default());
        self.columns.clear();
        self.columns.resize(plan.column_count, 0);
    }
}

/// What stands under a name without an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Plain {
    /// Nothing.
    #[default]
    Nothing,
    /// One node.
    One(u32),
    /// Several, which the careful evaluator must look at.
    Several,
}

/// How going through a collection went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    Through,
    /// It cannot be told what is in it.
    Unknown,
    /// The careful evaluator must look at it.
    Beyond,
}
