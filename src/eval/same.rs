//! The same for every partner.

use std::collections::HashSet;

use super::Judge;
use super::compare::{problem_nodes, texts_differ};
use super::lookup::{Depth, Found};
use super::reason::{Missing, Problem, Reason, Uncertain};
use super::spread::{ByParty, Cell, pair};
use super::term::Datum;
use super::verdict::{self, Judged};
use super::world::NodeRef;
use crate::model::{Op, Reference, Spelled};
use crate::proposal::document::Content;
use crate::report::Verdict;
use crate::value::{Value, compare};

/// As how many looks two partners who differ count.
const KEPT: usize = 10;

impl<'a> Judge<'a> {
    /// Every listed partner gets the same, at every time.
    pub(super) fn same_for_every(&mut self, subject: &'a Reference, noun: &Spelled) -> Judged {
        let cells = self.value_of(subject);
        let partners = self.partners(noun, &cells);
        let text = subject.text.clone();
        // where `except` leaves no entry, the partners that remain have none
        if !cells.is_empty() && cells.iter().all(|cell| cell.entry.party.is_none()) {
            return self.single(cells, text, partners.len());
        }
        let by_party = ByParty::new(&cells);
        let of = |party: &Spelled| -> Vec<Cell<Datum>> {
            let mine = by_party.of(Some(party)).into_iter();
            let mine = mine.filter(|cell| cell.entry.party.is_some());
            mine.map(|cell| Cell { entry: Default::default(), ..cell.clone() }).collect()
        };
        let mut judged = Vec::new();
        let mut stated: Vec<(&Spelled, Vec<Cell<Datum>>)> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for partner in &partners {
            let theirs = of(partner);
            if theirs.is_empty() {
                judged.push(self.no_entry(subject, partner));
            } else {
                // of partners who get the very same, one stands for all
                let new = said(&theirs).is_none_or(|said| known.insert(said));
                stated.extend(new.then_some((partner, theirs)));
            }
        }
        if judged.is_empty() && stated.len() == 1 {
            let cells = stated.pop().map(|(_, cells)| with_none(&cells)).unwrap_or_default();
            return self.single(cells, text, partners.len());
        }
        let mut entries = 0;
        for (at, (partner, theirs)) in stated.iter().enumerate() {
            // each entry of both is looked at for each of those before, and what is found of each pair is kept
            if let Err(problem) = self.look_at(KEPT * (entries + at * theirs.len())) {
                judged.push(Judged::problem(problem, Vec::new()));
                break;
            }
            for (other, others) in stated.iter().take(at) {
                judged.push(alike(&text, (other, others), (partner, theirs), partners.len()));
            }
            entries += theirs.len();
        }
        verdict::all(judged)
    }

    /// One value for all is the same for all, where it is known.
    fn single(&mut self, cells: Vec<Cell<Datum>>, subject: String, partners: usize) -> Judged {
        let judged = cells.into_iter().map(|cell| match cell.what {
            Ok(datum) => {
                let reason = Reason::Same { subject: subject.clone(), differ: None, partners };
                Judged::truth(true, reason, datum.nodes)
            }
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                Judged::problem(problem, nodes)
            }
        });
        verdict::all(judged.collect())
    }

    fn no_entry(&mut self, subject: &'a Reference, partner: &Spelled) -> Judged {
        let owner: Vec<NodeRef> = self
            .lookup(subject, Depth::Node)
            .into_iter()
            .filter_map(|cell| cell.what.ok())
            .flat_map(|found| match found {
                Found::Nodes(nodes) | Found::Value(_, nodes) => nodes,
            })
            .collect();
        let missing = Missing {
            name: partner.clone(),
            owner: owner.clone(),
            owner_name: Some(subject.text.clone()),
            suggestion: None,
            nowhere: false,
            party: true,
        };
        Judged::problem(Problem::from(missing), owner)
    }

    /// The partners that the proposal lists, else those that the value names, without those that `except` leaves out.
    fn partners(&mut self, noun: &Spelled, cells: &[Cell<Datum>]) -> Vec<Spelled> {
        // beside `partner: Mexico` the list is under `partners`
        let listed = [noun.name.clone(), noun.name.other_number()]
            .iter()
            .filter_map(|name| self.world.top(name))
            .find(|top| !matches!(self.world.content(*top), Content::Scalar { .. }));
        let mut partners: Vec<Spelled> = match listed {
            Some(top) => self
                .world
                .children(top)
                .map(|entry| Spelled::new(&self.partner_name(entry)))
                .collect(),
            None => Vec::new(),
        };
        if partners.is_empty() {
            let mut met = HashSet::new();
            let named = cells.iter().filter_map(|cell| cell.entry.party.clone());
            partners.extend(named.filter(|party| met.insert(party.name.clone())));
        }
        partners.retain(|partner| !self.is_excepted_party(Some(partner)));
        partners
    }

    fn partner_name(&self, entry: NodeRef) -> String {
        let named = self.world.names(entry).into_iter().next().map(|name| name.as_str().to_owned());
        match self.world.document(entry.layer).key(entry.node) {
            Some(key) => key.text.clone(),
            None => match self.world.content(entry) {
                Content::Scalar { text, .. } => text.trim().to_owned(),
                Content::Mapping(_) | Content::List(_) => named.unwrap_or_default(),
            },
        }
    }
}

/// Two partners, entry by entry.
fn alike(
    subject: &str,
    (one, ours): (&Spelled, &[Cell<Datum>]),
    (other, theirs): (&Spelled, &[Cell<Datum>]),
    partners: usize,
) -> Judged {
    let judged = pair(&with_none(ours), &with_none(theirs)).into_iter().map(|cell| {
        let (a, b) = match cell.what {
            Ok(both) => both,
            Err(problem) => {
                let nodes = problem_nodes(&problem);
                return Judged::problem(problem, nodes);
            }
        };
        let nodes: Vec<NodeRef> = b.nodes.iter().chain(&a.nodes).copied().collect();
        if (a.value == Value::No) != (b.value == Value::No) {
            let differ = [(one.text.clone(), a.value), (other.text.clone(), b.value)];
            let reason =
                Reason::Same { subject: subject.to_owned(), differ: Some(differ), partners };
            return Judged::truth(false, reason, nodes);
        }
        let compared = match compare(&b.value, &a.value) {
            Ok(compared) => compared,
            Err(why) => return Judged::problem(Problem::from(why), nodes),
        };
        let of_data = !b.nodes.is_empty() && !a.nodes.is_empty();
        if of_data && let Some(problem) = texts_differ((&b.value, &a.value), &compared) {
            return Judged::problem(problem, nodes);
        }
        let certain = (compared.equal && !compared.less && !compared.greater, !compared.equal);
        let pair: [(String, Value); 2] =
            [(one.text.clone(), a.value.clone()), (other.text.clone(), b.value.clone())];
        let reason = |differ| Reason::Same { subject: subject.to_owned(), differ, partners };
        let mut judged = match certain {
            (true, _) => Judged::truth(true, reason(None), nodes),
            (_, true) => Judged::truth(false, reason(Some(pair)), nodes),
            _ => {
                let uncertain = Problem::from(Uncertain {
                    subject: subject.to_owned(),
                    value: b.value,
                    op: Op::Equal,
                    limit: a.value,
                });
                Judged::problem(uncertain, nodes)
            }
        };
        if judged.verdict != Verdict::Unknown {
            judged.margin = super::compare::margin(Op::Equal, &compared);
        }
        judged
    });
    verdict::all(judged.collect())
}

/// What is agreed not to be there is a value of its own here: it is not the same as any other.
fn with_none(cells: &[Cell<Datum>]) -> Vec<Cell<Datum>> {
    let known = |cell: &Cell<Datum>| match &cell.what {
        Err(Problem::Absent(node)) => {
            Cell { what: Ok(Datum { value: Value::No, nodes: vec![*node] }), ..cell.clone() }
        }
        _ => cell.clone(),
    };
    cells.iter().map(known).collect()
}

/// What a partner is stated, entry by entry: equal for those who are stated the very same. `None` where some of it is open.
fn said(cells: &[Cell<Datum>]) -> Option<String> {
    let value = |cell: &Cell<Datum>| Some((cell.slot, cell.what.as_ref().ok()?.value.clone()));
    let values: Option<Vec<_>> = cells.iter().map(value).collect();
    values.map(|values| format!("{values:?}"))
}
