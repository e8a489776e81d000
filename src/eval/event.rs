//! Events and deadlines.

use jiff::civil::Date;

use super::Judge;
use super::compare::problem_nodes;
use super::lookup::{Depth, Found};
use super::reason::{Missing, Problem, Reason};
use super::spread::{Cell, When};
use super::term::Datum;
use super::verdict::{self, Judged, Margin};
use super::world::NodeRef;
use crate::model::{Deadline, Reference, Stance, Time};
use crate::name::Name;
use crate::proposal::document::Content;
use crate::report::Verdict;
use crate::value::{Reading, Value};

/// What the data says of an event.
enum Event {
    /// The earliest day on which it happened or will happen, and where that is said.
    On(Date, NodeRef),
    /// It is there, without a date.
    Undated(NodeRef),
    /// It has not happened: not there, agreed not to be, or not yet agreed.
    NotYet(Vec<NodeRef>, Option<Box<Missing>>),
    /// It cannot be told.
    Unclear(Problem, Vec<NodeRef>),
}

impl<'a> Judge<'a> {
    /// An event is there, by its deadline where it has one.
    pub(super) fn happens(
        &mut self,
        event: &'a Reference,
        by: Option<&'a Deadline>,
        stance: Stance,
    ) -> Judged {
        let Some(by) = by else {
            let found = self.event(event);
            return self.without_deadline(event, found, stance);
        };
        let deadlines = match by {
            Deadline::Day(term) => self.term(term),
            Deadline::End(time) => vec![Cell::only(self.end_of(*time))],
        };
        let judged = deadlines.into_iter().map(|cell| match cell.what {
            Ok(datum) => match datum.value.as_date() {
                Some(day) => {
                    let found = self.event(event);
                    self.by_deadline(event, found, day, datum.nodes, stance)
                }
                None => Judged::problem(Problem::NoOrder(Box::new(datum.value)), datum.nodes),
            },
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        });
        verdict::all(judged.collect())
    }

    /// The last day of a year.
    fn end_of(&self, time: Time) -> Result<Datum, Problem> {
        match self.stretch(time)?.1 {
            Some(When::Date(day)) => Ok(Datum { value: Value::Date(day), nodes: Vec::new() }),
            Some(When::Year(_)) | None => Err(Problem::YearOneUnknown),
        }
    }

    fn by_deadline(
        &mut self,
        event: &Reference,
        found: Event,
        by: Date,
        limits: Vec<NodeRef>,
        stance: Stance,
    ) -> Judged {
        let today = self.world.as_of;
        let passed = today > by;
        let (on, undated, mut nodes, missing) = match found {
            Event::Unclear(problem, nodes) => return Judged::problem(problem, nodes),
            Event::NotYet(_, Some(missing))
                if stance != Stance::Demand && self.is_misspelt(&missing) =>
            {
                return Judged::problem(misspelt(*missing), Vec::new());
            }
            Event::Undated(node) if passed => {
                return Judged::problem(Problem::Undated(node), vec![node]);
            }
            Event::Undated(node) => (None, true, vec![node], None),
            Event::On(day, node) => (Some(day), false, vec![node], None),
            Event::NotYet(nodes, missing) => (None, false, nodes, missing),
        };
        nodes.extend(limits);
        let happened = undated || on.is_some_and(|day| day <= by && day <= today);
        let verdict = match (happened, passed) {
            (true, _) => Verdict::Holds,
            (false, true) => Verdict::Broken,
            (false, false) => Verdict::Waiting,
        };
        let text = event.text.clone();
        let reason =
            Reason::Event { event: text, on, undated, by: Some(by), as_of: today, missing };
        let mut judged = Judged::new(verdict, reason, nodes);
        if verdict == Verdict::Waiting {
            judged.days_left = Some(days_between(today, by));
        } else {
            judged.margin = Some(Margin::days(days_between(on.unwrap_or(today), by)));
        }
        judged
    }

    fn without_deadline(&mut self, event: &Reference, found: Event, stance: Stance) -> Judged {
        let today = self.world.as_of;
        let reason = |on, undated, missing| Reason::Event {
            event: event.text.clone(),
            on,
            undated,
            by: None,
            as_of: today,
            missing,
        };
        match found {
            Event::NotYet(_, Some(missing))
                if stance != Stance::Demand && self.is_misspelt(&missing) =>
            {
                Judged::problem(misspelt(*missing), Vec::new())
            }
            Event::Unclear(problem, nodes) => Judged::problem(problem, nodes),
            Event::On(day, node) => {
                Judged::truth(day <= today, reason(Some(day), false, None), vec![node])
            }
            Event::Undated(node) => Judged::truth(true, reason(None, true, None), vec![node]),
            Event::NotYet(nodes, missing) => {
                Judged::truth(false, reason(None, false, missing), nodes)
            }
        }
    }

    fn is_misspelt(&self, missing: &Missing) -> bool {
        let defined = self.scope.names.knows(&missing.name.name);
        missing.suggestion.is_some()
            && !defined
            && !self.world.vocabulary.contains(&missing.name.name)
    }

    fn event(&mut self, event: &'a Reference) -> Event {
        let mut best = Event::NotYet(Vec::new(), None);
        for cell in self.lookup(event, Depth::Node) {
            let found = match cell.what {
                Ok(Found::Value(value, nodes)) => self.dated(&value, nodes.first().copied(), nodes),
                Ok(Found::Nodes(nodes)) => self.event_at(&nodes, event),
                Err(Problem::Missing(missing)) => {
                    Event::NotYet(missing.owner.clone(), Some(missing))
                }
                Err(Problem::Open(node) | Problem::Absent(node)) => Event::NotYet(vec![node], None),
                Err(problem) => {
                    let nodes = problem_nodes(&problem);
                    Event::Unclear(problem, nodes)
                }
            };
            best = earlier(best, found);
        }
        best
    }

    /// An event that is stated in several places must be the same event.
    fn event_at(&self, nodes: &[NodeRef], event: &Reference) -> Event {
        let mut dates = Vec::new();
        let mut best = Event::NotYet(nodes.to_vec(), None);
        for node in nodes {
            let found = self.event_of(*node);
            if let Event::On(day, _) = &found {
                dates.push(*day);
            }
            best = earlier(best, found);
        }
        dates.dedup();
        if dates.len() > 1 {
            let conflict = Problem::Conflict {
                name: event.text.clone(),
                nodes: nodes.to_vec(),
                defined: None,
            };
            return Event::Unclear(conflict, nodes.to_vec());
        }
        best
    }

    fn event_of(&self, node: NodeRef) -> Event {
        match (self.world.content(node), self.world.reading(node)) {
            (_, Some(Reading::Value(value))) => self.dated(&value, Some(node), vec![node]),
            (_, Some(Reading::Open | Reading::Absent)) | (Content::Scalar { .. }, None) => {
                Event::NotYet(vec![node], None)
            }
            (_, Some(Reading::Offered)) => Event::Unclear(Problem::Offered(node), vec![node]),
            (Content::Mapping(inner) | Content::List(inner), None) if inner.is_empty() => {
                Event::Unclear(Problem::Empty(node), vec![node])
            }
            (Content::Mapping(_), None) => match self.world.child(node, &Name::new("date")) {
                Some(date) => self.event_of(date),
                None => Event::Undated(node),
            },
            (Content::List(_), None) => {
                let items = self.world.children(node).map(|item| self.event_of(item));
                items.fold(Event::NotYet(vec![node], None), earlier)
            }
        }
    }

    /// An event from a value. A fact dated after the day of the check is not there yet.
    fn dated(&self, value: &Value, node: Option<NodeRef>, nodes: Vec<NodeRef>) -> Event {
        let node = node.unwrap_or(NodeRef { layer: 0, node: self.world.document(0).root() });
        match value {
            Value::Date(day) if self.world.is_facts(node.layer) && *day > self.world.as_of => {
                Event::NotYet(nodes, None)
            }
            Value::Date(day) => Event::On(*day, node),
            Value::Yes => Event::Undated(node),
            Value::No => Event::NotYet(nodes, None),
            _ => Event::Unclear(Problem::NotAnEvent(node), vec![node]),
        }
    }
}

/// Of two things said of one event, the one that settles it: a date before no date, the earlier date before the later.
fn earlier(a: Event, b: Event) -> Event {
    match (&a, &b) {
        (Event::On(x, _), Event::On(y, _)) => {
            if x <= y {
                a
            } else {
                b
            }
        }
        (Event::On(..), _) => a,
        (_, Event::On(..)) => b,
        (Event::Undated(_), _) => a,
        (_, Event::Undated(_)) => b,
        (Event::Unclear(..), _) => a,
        (Event::NotYet(..), Event::Unclear(..)) => b,
        (Event::NotYet(nodes, None), Event::NotYet(..)) if nodes.is_empty() => b,
        (Event::NotYet(..), Event::NotYet(..)) => a,
    }
}

fn misspelt(missing: Missing) -> Problem {
    let suggestion = missing.suggestion.clone().unwrap_or_default();
    Problem::Misspelt { name: missing.name, suggestion, owner: missing.owner }
}

/// Whole days from one day to another, negative backwards.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
