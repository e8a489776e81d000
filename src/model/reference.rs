//! Names with their owners, and the party or time that picks one of several entries.

use jiff::civil::Date;

use super::VariableId;
use crate::name::Name;

pub use crate::syntax::ast::Extent;

/// A name as it was spelled and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// Folded.
    pub name: Name,
    /// As written.
    pub text: String,
}

impl Spelled {
    /// Folds a spelling.
    pub fn new(text: &str) -> Self {
        Self { name: Name::new(text), text: text.to_owned() }
    }
}

/// `trigger of the safeguard on beef from Mexico in year 11`
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The fields from the root outwards: `safeguard`, `trigger`.
    pub steps: Vec<Spelled>,
    /// Where it starts.
    pub root: Root,
    /// `from Mexico`
    pub party: Option<Box<Spelled>>,
    /// `in year 11`
    pub time: Option<Time>,
    /// `in the previous round`
    pub previous: bool,
    /// As written, white space collapsed.
    pub text: String,
}

impl Reference {
    /// Where a chain starts, without fields, party or time; `text` is how the rule names it.
    pub fn at(root: Root, text: impl Into<String>) -> Self {
        Self {
            steps: Vec::new(),
            root,
            party: None,
            time: None,
            previous: false,
            text: text.into(),
        }
    }

    /// A plain name.
    pub fn plain(text: &str) -> Self {
        Self::at(Root::Name(Spelled::new(text)), text)
    }

    /// The quantified thing itself.
    pub fn variable(variable: VariableId, text: &str) -> Self {
        Self::at(Root::Variable(variable), text)
    }

    /// The field `step` of this.
    #[must_use]
    pub fn field(&self, step: Spelled) -> Self {
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        let text = [&step.text, " of ", &self.text].concat();
        steps.push(step);
        let (root, party) = (self.root.clone(), self.party.clone());
        Self { steps, root, party, time: self.time, previous: self.previous, text }
    }

    /// The thing of which this is a field, if it is one.
    pub fn owner(&self) -> Option<Self> {
        let (_, steps) = self.steps.split_last()?;
        let (root, party) = (self.root.clone(), self.party.clone());
        let (time, previous) = (self.time, self.previous);
        let mut shorter =
            Self { steps: steps.to_vec(), root, party, time, previous, text: String::new() };
        shorter.text = shorter.spelled();
        Some(shorter)
    }

    /// The name of what is asked for: the last field, else the root's own name.
    pub fn last_name(&self) -> Option<&Spelled> {
        self.steps.last().or(match &self.root {
            Root::Name(name) | Root::Its { name, .. } => Some(name),
            Root::Variable(_) => None,
        })
    }

    /// Its fields, outermost first, of `root`: `trigger of safeguard of it`.
    pub fn chained(&self, root: &str) -> String {
        self.steps.iter().fold(root.to_owned(), |text, step| format!("{} of {text}", step.text))
    }

    /// How it is named without party and time.
    pub fn chained_text(&self) -> String {
        self.spelled()
    }

    fn spelled(&self) -> String {
        let root = match &self.root {
            Root::Name(name) => name.text.clone(),
            Root::Its { name, .. } => format!("its {}", name.text),
            Root::Variable(_) => "it".to_owned(),
        };
        self.chained(&root)
    }
}

/// Where a chain of names starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Root {
    /// A plain name.
    Name(Spelled),
    /// The thing that a quantifier is at.
    Variable(VariableId),
    /// `its A`: field A of the first of `owners` that has one.
    Its {
        /// The field.
        name: Spelled,
        /// The quantified thing first, then the owners in the sentence's subject from the innermost outwards.
        owners: Vec<Reference>,
    },
}

/// A time or a stretch of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// How far it reaches.
    pub extent: Extent,
    /// When.
    pub point: TimePoint,
}

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimePoint {
    /// `year 10`
    Year(u32),
    /// `2030`
    Calendar(i16),
    /// `2004-04-01`
    Date(Date),
}
