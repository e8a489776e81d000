//! What is demanded of a value that has several entries: one for each party, or for each time.

use crate::explain::walk::Met;
use crate::explain::{Item, words};
use crate::model::{AggregateKind, Atom, AtomKind, Basis, Frequency, Reference, Stance, Term};

/// What the lines have been gathered from.
#[derive(Debug, Default)]
pub(super) struct Several {
    items: Vec<Item>,
}

impl Several {
    /// Takes in what is met on the way through a formula.
    pub(super) fn meet(&mut self, met: Met<'_>) {
        match met {
            Met::Atom(atom) => self.atom(atom),
            Met::Term(Term::Aggregate { kind, over }) => self.aggregate(*kind, &over.value),
            Met::Formula(_) | Met::Range(_) | Met::Term(_) | Met::Reference(_) => {}
        }
    }

    /// The lines.
    pub(super) fn items(self) -> Vec<Item> {
        self.items
    }

    fn say(&mut self, text: String) {
        let item = Item::new(text);
        if !self.items.contains(&item) {
            self.items.push(item);
        }
    }

    fn atom(&mut self, atom: &Atom) {
        match &atom.kind {
            AtomKind::Has { owner, what } => {
                if let Some(open) = open(what) {
                    let held = words::held(owner, what);
                    self.say(format!("{held}: where it differs by {open}, it is had unless every entry is nothing"));
                }
            }
            AtomKind::States { owner, what } => {
                if let Some(open) = open(what) {
                    let how = if atom.stance == Stance::Demand {
                        "every entry must be stated"
                    } else {
                        "one stated entry is enough"
                    };
                    self.say(format!(
                        "{}: where it differs by {open}, {how}",
                        words::held(owner, what)
                    ));
                }
            }
            AtomKind::Compare { subject, limit, .. } => self.compared(atom, subject, limit),
            AtomKind::StartsWith { subject, .. } | AtomKind::Is { subject, .. } => {
                self.entries(atom, subject);
            }
            AtomKind::Never { subject, .. } | AtomKind::Reach { subject, .. } => {
                self.by_party(subject)
            }
            AtomKind::Move { subject, basis, .. } => match basis {
                Basis::EveryYear => self.by_party(subject),
                Basis::PreviousRound => self.entries(atom, subject),
            },
            AtomKind::SameForEvery { .. } | AtomKind::Called { .. } => {}
            AtomKind::Happens { event, .. } => {
                self.say(format!("{}: of several dates the earliest counts", words::name(event)));
            }
        }
    }

    fn compared(&mut self, atom: &Atom, subject: &Term, limit: &Term) {
        let named: Vec<&Reference> = [subject, limit].into_iter().filter_map(reference).collect();
        for reference in &named {
            self.entries(atom, reference);
        }
        let both = matches!(named.as_slice(), [a, b] if a.time.is_none() && b.time.is_none());
        if both {
            self.say(
                "Where both change over time, they are compared at every time at which either changes; where both \
                 differ by party, party by party."
                    .to_owned(),
            );
        }
    }

    fn entries(&mut self, atom: &Atom, reference: &Reference) {
        let Some(open) = open(reference) else { return };
        let how = match (atom.frequency, atom.stance) {
            (Some(Frequency::Ever), _) => "one entry for which it is so is enough (`ever`)",
            (Some(Frequency::Always), _) => "this must be so for every entry (`always`)",
            (None, Stance::Demand) => "this must be so for every entry",
            (None, Stance::Forbid) => "this must not be so for any entry",
            (None, Stance::Ask) => {
                "all entries must agree; else it is unknown which counts (say `ever`, `always`, or which one)"
            }
        };
        self.say(format!("{}: where it differs by {open}, {how}", words::name(reference)));
    }

    fn by_party(&mut self, reference: &Reference) {
        let text =
            format!("{}: each party's entries are looked at on their own", words::name(reference));
        if reference.party.is_none() {
            self.say(text);
        }
    }

    fn aggregate(&mut self, kind: AggregateKind, value: &Reference) {
        let Some(open) = open(value) else { return };
        let how = match kind {
            AggregateKind::Total | AggregateKind::Average => {
                "which entry counts is not known: add a time or a party"
            }
            AggregateKind::Highest | AggregateKind::Lowest => "all its entries count",
        };
        self.say(format!("{}: where one of them differs by {open}, {how}", words::name(value)));
    }
}

/// By what a value may still differ; `None` where party and time are picked, or where it is a thing and no value.
fn open(reference: &Reference) -> Option<&'static str> {
    match (&reference.party, reference.time) {
        (None, None) => Some("party or time"),
        (Some(_), None) => Some("time"),
        (None, Some(time)) if time.extent != crate::model::Extent::At => {
            Some("party, or within that time")
        }
        (None, Some(_)) => Some("party"),
        (Some(_), Some(_)) => None,
    }
}

fn reference(term: &Term) -> Option<&Reference> {
    match term {
        Term::Reference(reference) => Some(reference),
        Term::Share { of, .. } => reference(of),
        Term::Value(_) | Term::Arithmetic { .. } | Term::Aggregate { .. } | Term::Count { .. } => {
            None
        }
    }
}
