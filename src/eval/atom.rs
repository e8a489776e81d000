//! Single claims: having and stating, states, names, beginnings, the same for every partner.

use super::compare::{Asked, problem_nodes, together};
use super::lookup::{Depth, Found};
use super::reason::{Missing, Problem, Reason};
use super::spread::Cell;
use super::term::Datum;
use super::verdict::{self, Judged};
use super::world::NodeRef;
use super::{Judge, Remark};
use crate::model::{Atom, AtomKind, Frequency, Mark, Reference, Spelled, Stance};
use crate::proposal::document::Content;
use crate::value::{Reading, Value};

impl<'a> Judge<'a> {
    pub(super) fn atom(&mut self, atom: &'a Atom) -> Judged {
        let (stance, frequency) = (atom.stance, atom.frequency);
        match &atom.kind {
            AtomKind::Has { owner, what } => self.has(owner, what, stance),
            AtomKind::States { owner, what } => self.states(owner, what, stance),
            AtomKind::Compare { subject, op, limit, holding } => self.compare(
                Asked { subject, op: *op, limit, holding: *holding },
                stance,
                frequency,
            ),
            AtomKind::StartsWith { subject, text } => {
                self.starts_with(subject, text, stance, frequency)
            }
            AtomKind::SameForEvery { subject, noun } => self.same_for_every(subject, noun),
            AtomKind::Never { subject, direction } => self.never(subject, *direction),
            AtomKind::Move { subject, direction, op, amount, basis } => {
                self.moves(subject, *direction, (*op, amount), *basis, stance)
            }
            AtomKind::Reach { subject, value, by } => self.reach(subject, value, *by, stance),
            AtomKind::Is { subject, mark } => self.is_in_state(subject, *mark, stance, frequency),
            AtomKind::Called { subject, name } => self.called(subject, name),
            AtomKind::Happens { event, by } => self.happens(event, by.as_ref(), stance),
        }
    }

    /// It is there under its owner and is not nothing. A value that differs by party or time is had unless every entry is
    /// nothing.
    fn has(&mut self, owner: &'a Reference, what: &'a Reference, stance: Stance) -> Judged {
        let names = Names::of(owner, what);
        let cells = self.lookup(what, Depth::Entries);
        let judged = cells.into_iter().map(|cell| self.has_entry(cell, &names, stance)).collect();
        verdict::any(judged)
    }

    fn has_entry(&mut self, cell: Cell<Found>, names: &Names, stance: Stance) -> Judged {
        let Names { what, owner } = names.clone();
        let nothing = |zero, node: NodeRef| {
            Judged::truth(
                false,
                Reason::IsNothing { what: names.what.clone(), owner: names.owner.clone(), zero },
                vec![node],
            )
        };
        match cell.what {
            // a field is never a value of the rule file
            Ok(Found::Nodes(nodes) | Found::Value(_, nodes)) => {
                let Some(node) = nodes.first().copied() else {
                    return self.lacks(None, names, stance);
                };
                match (self.world.content(node), self.world.reading(node)) {
                    (_, Some(Reading::Value(value))) if value.is_zero() => {
                        nothing(Some(value), node)
                    }
                    (_, Some(Reading::Absent)) => nothing(None, node),
                    (_, Some(Reading::Open)) => Judged::problem(Problem::Open(node), vec![node]),
                    (Content::Mapping(inner) | Content::List(inner), _) if inner.is_empty() => {
                        Judged::problem(Problem::Empty(node), vec![node])
                    }
                    _ => match self.all_zero(node) {
                        Some(zero) => nothing(Some(zero), node),
                        None => Judged::truth(true, Reason::Has { what, owner }, nodes),
                    },
                }
            }
            Err(Problem::Missing(missing)) => self.lacks(Some(missing), names, stance),
            Err(Problem::Absent(node)) => nothing(None, node),
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        }
    }

    /// The last item of a list of nothing but zeros; `None` for anything else.
    fn all_zero(&self, list: NodeRef) -> Option<Value> {
        let Content::List(_) = self.world.content(list) else { return None };
        let mut last = None;
        for item in self.world.children(list) {
            match self.world.reading(item) {
                Some(Reading::Value(value)) if value.is_zero() => last = Some(value),
                _ => return None,
            }
        }
        last
    }

    /// What is not there: lacking where it is demanded; else false where the owner is there, and the name is not merely
    /// misspelt.
    fn lacks(&mut self, missing: Option<Box<Missing>>, names: &Names, stance: Stance) -> Judged {
        let Some(missing) = missing else {
            return Judged::problem(Problem::NothingToTake(names.what.clone()), Vec::new());
        };
        let nodes = missing.owner.clone();
        let lacking = |missing| Reason::Lacks { missing, owner: names.owner.clone() };
        if stance == Stance::Demand {
            return Judged::truth(false, lacking(missing), nodes);
        }
        if missing.nowhere {
            return Judged::problem(Problem::Missing(missing), nodes);
        }
        match self.absence(&missing) {
            Some(problem) => Judged::problem(problem, nodes),
            None => Judged::truth(false, lacking(missing), nodes),
        }
    }

    /// Whether the absence of a name can be relied on: not where it is nowhere in the run and close to a name that is.
    fn absence(&mut self, missing: &Missing) -> Option<Problem> {
        let name = &missing.name;
        let defined = self.scope.names.knows(&name.name);
        if missing.party || defined || self.world.vocabulary.contains(&name.name) {
            return None;
        }
        if let Some(suggestion) = self.suggest(&name.name, &missing.owner) {
            return Some(Problem::Misspelt {
                name: name.clone(),
                suggestion,
                owner: missing.owner.clone(),
            });
        }
        let remark = Remark::AbsentEverywhere(name.clone());
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        None
    }

    /// It is there with an agreed value, zero and `none` included.
    fn states(&mut self, owner: &'a Reference, what: &'a Reference, stance: Stance) -> Judged {
        let names = Names::of(owner, what);
        let cells = self.lookup(what, Depth::Entries);
        let judged: Vec<Judged> =
            cells.into_iter().map(|cell| self.states_entry(cell, &names, stance)).collect();
        if stance == Stance::Demand { verdict::all(judged) } else { verdict::any(judged) }
    }

    fn states_entry(&mut self, cell: Cell<Found>, names: &Names, stance: Stance) -> Judged {
        let Names { what, owner } = names.clone();
        let not_agreed = |node| {
            let reason = Reason::NotAgreed { what: names.what.clone(), owner: names.owner.clone() };
            Judged::truth(false, reason, vec![node])
        };
        match cell.what {
            Ok(Found::Nodes(nodes) | Found::Value(_, nodes)) => {
                let Some(node) = nodes.first().copied() else {
                    return self.lacks(None, names, stance);
                };
                match (self.world.content(node), self.world.reading(node)) {
                    (_, Some(Reading::Open | Reading::Offered)) => not_agreed(node),
                    (Content::Mapping(inner) | Content::List(inner), _) if inner.is_empty() => {
                        not_agreed(node)
                    }
                    _ => Judged::truth(true, Reason::Has { what, owner }, nodes),
                }
            }
            Err(Problem::Missing(missing)) => self.lacks(Some(missing), names, stance),
            Err(
                Problem::Open(node)
                | Problem::Offered(node)
                | Problem::Absent(node)
                | Problem::Empty(node),
            ) => not_agreed(node),
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        }
    }

    fn starts_with(
        &mut self,
        subject: &'a Reference,
        with: &str,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Judged {
        let cells = self.value_of(subject);
        let by_time = cells.iter().any(|cell| cell.slot.is_some());
        let judged = cells.into_iter().map(|cell| match cell.what {
            Ok(datum) => {
                let text = self.written(&datum);
                let reason = Reason::Starts {
                    subject: subject.text.clone(),
                    does: text.starts_with(with),
                    text: text.clone(),
                    with: with.to_owned(),
                };
                Judged::truth(text.starts_with(with), reason, datum.nodes)
            }
            Err(Problem::Absent(node)) => {
                let (what, owner) = (subject.text.clone(), subject.text.clone());
                Judged::truth(false, Reason::IsNothing { what, owner, zero: None }, vec![node])
            }
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        });
        together(judged.collect(), stance, frequency, &subject.text, by_time)
    }

    /// A value as it is written.
    fn written(&self, datum: &Datum) -> String {
        match datum.nodes.first().map(|node| self.world.content(*node)) {
            Some(Content::Scalar { text, .. }) => text.trim().to_owned(),
            _ => datum.value.to_text(),
        }
    }

    fn is_in_state(
        &mut self,
        subject: &'a Reference,
        mark: Mark,
        stance: Stance,
        frequency: Option<Frequency>,
    ) -> Judged {
        let word = match mark {
            Mark::Open => "open",
            Mark::Offered => "offered",
            Mark::None => "none",
        };
        let cells = self.lookup(subject, Depth::Entries);
        let by_time = cells.iter().any(|cell| cell.slot.is_some());
        let judged = cells.into_iter().map(|cell| match cell.what {
            Ok(Found::Nodes(nodes)) => match self.marked(&nodes, mark) {
                Ok(is) => {
                    let reason = Reason::State { subject: subject.text.clone(), is, word };
                    Judged::truth(is, reason, nodes)
                }
                Err(problem) => Judged::problem(problem, nodes),
            },
            Ok(Found::Value(_, nodes)) => Judged::truth(
                false,
                Reason::State { subject: subject.text.clone(), is: false, word },
                nodes,
            ),
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        });
        together(judged.collect(), stance, frequency, &subject.text, by_time)
    }

    /// Whether a node is marked so. What is open may yet be agreed not to be there, and what is empty says nothing.
    fn marked(&self, nodes: &[NodeRef], mark: Mark) -> Result<bool, Problem> {
        let Some(node) = nodes.first().copied() else { return Ok(false) };
        match (self.world.content(node), self.world.reading(node), mark) {
            (Content::Mapping(inner) | Content::List(inner), _, _) if inner.is_empty() => {
                Err(Problem::Empty(node))
            }
            (_, Some(Reading::Open), Mark::None) => Err(Problem::Open(node)),
            (_, Some(Reading::Open), Mark::Open)
            | (_, Some(Reading::Offered), Mark::Offered)
            | (_, Some(Reading::Absent), Mark::None) => Ok(true),
            _ => Ok(false),
        }
    }

    /// `it is rice`: one of the names of the thing.
    fn called(&mut self, subject: &'a Reference, name: &Spelled) -> Judged {
        let reason =
            |is| Reason::Called { subject: subject.text.clone(), name: name.text.clone(), is };
        if let crate::model::Root::Variable(variable) = &subject.root
            && let Some(super::Binding::Member(member)) = self.binding(*variable)
            && member.last_name().is_some_and(|own| own.name.same_but_for_number(&name.name))
        {
            return Judged::truth(true, reason(true), Vec::new());
        }
        let cells = self.lookup(subject, Depth::Node);
        let judged = cells.into_iter().map(|cell| match cell.what {
            Ok(Found::Nodes(nodes)) => {
                let mut own = nodes.iter().flat_map(|node| self.world.names(*node));
                let is = own.any(|own| own.same_but_for_number(&name.name));
                Judged::truth(is, reason(is), nodes)
            }
            Ok(Found::Value(_, nodes)) => Judged::truth(false, reason(false), nodes),
            // a thing that is not there is still called what the rule calls it
            Err(_) => Judged::truth(false, reason(false), Vec::new()),
        });
        verdict::all(judged.collect())
    }
}

/// How the rule names what is had, and whose it is.
#[derive(Clone)]
struct Names {
    what: String,
    owner: String,
}

impl Names {
    fn of(owner: &Reference, what: &Reference) -> Self {
        let what =
            what.last_name().map(|name| name.text.clone()).unwrap_or_else(|| what.text.clone());
        Self { what, owner: owner.text.clone() }
    }
}
