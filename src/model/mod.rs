//! Rules as they are judged. Everything here is valid: names are folded, literals are read, quantifiers are bound to variables,
//! groups and adjectives are spelled out. Built from the tree by [`crate::check`].

mod formula;
mod reference;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::name::Name;
use crate::near::Names;
use crate::report::Force;
use crate::source::{SharedSource, Span};
use crate::value::Unit;

pub use formula::{
    AggregateKind, AggregateOver, Arithmetic, Atom, AtomKind, Basis, CountBound, Deadline,
    Direction, Formula, Frequency, Mark, Op, Quantifier, Range, RangeKind, Stance, Term,
    VariableId,
};
pub use reference::{Extent, Reference, Root, Spelled, Time, TimePoint};

/// All rules of a run.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    /// In the order of the files and of the sentences in them.
    pub rules: Vec<Rule>,
    /// What each rule file defines, with what it uses.
    pub scopes: Vec<Scope>,
    /// The `party` lines of all files.
    pub parties: Vec<Spelled>,
}

/// A rule ready to be judged.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its label, or the slug of its sentence.
    pub id: String,
    /// The place of its label, if it has one.
    pub label: Option<Span>,
    /// How strongly it binds.
    pub force: Force,
    /// What must be true.
    pub formula: Formula,
    /// The sentence, white space collapsed.
    pub sentence: String,
    /// The file it stands in.
    pub source: SharedSource,
    /// The place of the sentence.
    pub span: Span,
    /// What else stands beneath it, where anything does; see [`Rule::clauses`].
    pub beneath: Option<Box<Clauses>>,
    /// The clause `private`, or what may be meant by it: it is in no redacted report.
    pub private: bool,
    /// The party of its file.
    pub party: Option<Name>,
    /// The definitions it sees: an index into [`RuleSet::scopes`].
    pub scope: usize,
}

impl Rule {
    /// The clauses beneath it, `private` aside.
    pub fn clauses(&self) -> &Clauses {
        const NONE: &Clauses = &Clauses::NONE;
        self.beneath.as_deref().unwrap_or(NONE)
    }
}

/// What stands beneath a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clauses {
    /// The clause `because`.
    pub because: Option<String>,
    /// The clause `source`.
    pub cited: Option<String>,
    /// The clause `owner`.
    pub owner: Option<String>,
    /// The clause `except`.
    pub except: Vec<Spelled>,
    /// First and last day of the clause `from … until …`.
    pub window: (Option<Date>, Option<Date>),
    /// The clause `waived`.
    pub waiver: Option<Waiver>,
}

impl Clauses {
    /// Nothing.
    pub const NONE: Self = Self {
        because: None,
        cited: None,
        owner: None,
        except: Vec::new(),
        window: (None, None),
        waiver: None,
    };
}

/// A waiver: until a day, a rule that breaks or cannot be judged is let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Its last day.
    pub until: Date,
    /// Who granted it.
    pub by: Option<String>,
    /// Why.
    pub because: Option<String>,
}

/// The definitions that a rule file sees and that are looked up while judging.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// `deadline is 2004-03-31`
    pub constants: BTreeMap<Name, Defined<Term>>,
    /// `accord means agreement in substance`
    pub aliases: BTreeMap<Name, Defined<Reference>>,
    /// `quota is measured in tons`
    pub measures: BTreeMap<Name, Unit>,
    /// `year 1 is 2005-04-01`
    pub year_one: Option<Defined<Date>>,
    /// Every name defined, for suggestions.
    pub names: Names,
}

impl Scope {
    /// The unit of bare numbers under the name in which a reference ends.
    pub fn unit_under(&self, reference: &Reference) -> Option<&Unit> {
        self.measures.get(&reference.last_name()?.name)
    }

    /// The unit that a term gives to bare numbers, its own and those compared with it.
    pub fn unit_of(&self, term: &Term) -> Option<&Unit> {
        match term {
            Term::Reference(reference) => self.unit_under(reference),
            Term::Aggregate { over, .. } => self.measures.get(over.field.as_ref()?),
            Term::Share { of, .. } => self.unit_of(of),
            Term::Value(_) | Term::Arithmetic { .. } | Term::Count { .. } => None,
        }
    }
}

/// Something defined in a rule file, and where.
#[derive(Debug, Clone)]
pub struct Defined<T> {
    /// What is defined.
    pub what: T,
    /// The file.
    pub source: SharedSource,
    /// The sentence.
    pub span: Span,
}
