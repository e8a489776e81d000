//! What judging needs room for: used again from document to document.

use super::gather::Tally;
use super::lexicon::Lexicon;
use super::path::Found;
use super::quick::Entry;
use crate::tape::Symbol;

/// Room to work in.
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
    /// For each column, where such a field was met last.
    pub(super) columns: Vec<u32>,
    /// True where something in the document may differ by party.
    pub(super) differs: bool,
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
