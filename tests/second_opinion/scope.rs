//! How a chain of names is followed from where it starts.

use crate::rules::{Reference, Root};
use crate::spread::{Branch, expand, select};
use crate::tree::Node;
use crate::world::{Before, Found, Gap, World};

/// A quantified thing.
#[derive(Debug, Clone)]
pub struct Thing {
    /// As a part of a report is called.
    pub name: String,
    /// What is there.
    pub found: Found,
    /// What it was reached through, innermost last.
    pub owners: Vec<Node>,
}

/// What names mean at some place of a sentence.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// What the run knows.
    pub world: &'a World,
    /// The quantified thing.
    pub thing: Option<Thing>,
    /// The owners in the sentence's subject, innermost last.
    pub owners: Vec<Node>,
}

/// Why a reference has no entries at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// There was no round before.
    NoneBefore,
}

impl<'a> Scope<'a> {
    /// Without a quantified thing.
    pub fn new(world: &'a World) -> Self {
        Self { world, thing: None, owners: vec![] }
    }

    /// With a quantified thing.
    pub fn with(&self, thing: &Thing) -> Scope<'a> {
        let mut owners = self.owners.clone();
        owners.extend(thing.owners.iter().cloned());
        Scope { world: self.world, thing: Some(thing.clone()), owners }
    }

    /// The entries that a reference stands for, each with its owners.
    pub fn follow(&self, reference: &Reference) -> Result<Vec<Branch>, Round> {
        if reference.previous {
            return match &self.world.before {
                Before::First => Err(Round::NoneBefore),
                Before::NotGiven => Ok(vec![Branch::root(Err(Gap::Unsure))]),
                Before::Given(node) => {
                    let world = World {
                        proposal: node.clone(),
                        facts: None,
                        parties: self.world.parties(),
                        year_one: Some(self.world.start()),
                        ..self.world.clone()
                    };
                    // The quantified thing is the one that is called the same there.
                    let then = |thing: &Thing| Thing {
                        found: world.lookup(&thing.name),
                        owners: vec![],
                        name: thing.name.clone(),
                    };
                    let thing = self.thing.as_ref().map(then);
                    let scope = Scope { world: &world, thing, owners: vec![] };
                    scope.follow(&Reference { previous: false, ..reference.clone() })
                }
            };
        }
        let branches = self.follow_to(reference);
        Ok(self.pick(branches, reference))
    }

    /// The scope in which `its` finds the owners in a reference: also where `except` leaves nothing of what it stands for.
    pub fn owning(&self, reference: &Reference) -> Result<Self, Round> {
        let mut first = self.follow(reference)?.into_iter().next();
        if first.is_none() {
            let world = World { names_left_out: Default::default(), ..self.world.clone() };
            let whole =
                Scope { world: &world, thing: self.thing.clone(), owners: self.owners.clone() };
            first = whole.follow(reference)?.into_iter().next();
        }
        let mut inner = self.clone();
        if let Some(branch) = first {
            inner.owners.extend(branch.owners);
            inner.owners.extend(branch.found.ok());
        }
        Ok(inner)
    }

    /// What stands at the end of a reference, not split by party or time.
    pub fn follow_to(&self, reference: &Reference) -> Vec<Branch> {
        let mut branches = self.start(&reference.root);
        for step in reference.steps.iter().rev() {
            branches = self.pick(branches, reference);
            branches = self.step(branches, step);
        }
        branches
    }

    /// A field of every branch.
    pub fn step(&self, branches: Vec<Branch>, name: &str) -> Vec<Branch> {
        let mut found = vec![];
        for branch in branches {
            let mut owners = branch.owners.clone();
            owners.extend(branch.found.clone().ok());
            found.push(Branch {
                found: self.world.field(&branch.found, name),
                owners,
                tag: branch.tag,
            });
        }
        found
    }

    /// Splits by party and time, and keeps what the reference picks.
    pub fn pick(&self, branches: Vec<Branch>, reference: &Reference) -> Vec<Branch> {
        let split: Vec<Branch> =
            branches.into_iter().flat_map(|branch| expand(self.world, branch)).collect();
        select(self.world, split, reference.party.as_deref(), reference.time)
    }

    fn start(&self, root: &Root) -> Vec<Branch> {
        match root {
            Root::Name(name) => vec![Branch::root(self.world.lookup(name))],
            Root::It | Root::Every(_) => match &self.thing {
                Some(thing) => vec![Branch {
                    owners: thing.owners.clone(),
                    ..Branch::root(thing.found.clone())
                }],
                None => match self.owners.last() {
                    Some(owner) => vec![Branch::root(Ok(owner.clone()))],
                    None => vec![Branch::root(Err(Gap::Unsure))],
                },
            },
            Root::Its(name) => vec![self.its(name)],
        }
    }

    /// The field of the quantified thing, else of the innermost owner that has one. Where none has it, the innermost that
    /// could have had it lacks it; else the innermost says why it cannot have one.
    fn its(&self, name: &str) -> Branch {
        let mut owners: Vec<Found> = self.owners.iter().rev().cloned().map(Ok).collect();
        if let Some(thing) = &self.thing {
            owners.insert(0, thing.found.clone());
        }
        let mut lacking = None;
        for owner in owners {
            let could = matches!(&owner, Ok(Node::Map(entries)) if !entries.is_empty());
            match self.world.field(&owner, name) {
                Ok(node) => {
                    let owners = owner.into_iter().collect();
                    return Branch { owners, ..Branch::root(Ok(node)) };
                }
                Err(gap) => match lacking {
                    Some((true, _)) => {}
                    Some((false, _)) if !could => {}
                    _ => lacking = Some((could, gap)),
                },
            }
        }
        let (_, gap) = lacking.unwrap_or((false, Gap::Absent { typo: self.world.typo(name) }));
        Branch::root(Err(gap))
    }
}
