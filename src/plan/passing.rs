//! Judging the entries of one long list as they are read, each one taken off the tape again.
//!
//! Whatever could make an entry depend on what comes later (a second place with its name, a party that is named further
//! down) ends it: the document is then read and judged as a whole, which would say the same.

use super::desk::Desk;
use super::sight::Survey;
use super::{
    Beyond, Collection, Compare, Filtered, Judged, Path, Plan, Side, Sight, Start, Test, Work,
};
use crate::tape::{Entry, Kind, Symbols, Tape, Unusual, Watch};

/// Takes the entries of one list into the gathers of a plan while a document is read.
#[derive(Debug)]
pub struct Passing<'d, 'p> {
    plan: &'d Plan<'p>,
    desk: &'d mut Desk,
    occurs: &'d [bool],
    /// The container that was looked at last.
    top: Option<u32>,
    list: Option<List>,
}

/// The list whose entries are looked at.
#[derive(Debug)]
struct List {
    top: u32,
    /// What rules range over by its name, as places among the collections.
    collections: Vec<usize>,
    /// How many parties were known before its first entry was judged.
    parties: usize,
    /// Whether some name was made of digits then.
    codes: bool,
}

impl<'d, 'p> Passing<'d, 'p> {
    /// Begins a document; `None` where no list may be judged so.
    pub fn begin(plan: &'d Plan<'p>, desk: &'d mut Desk, occurs: &'d [bool]) -> Option<Self> {
        if plan.left() > 0 || !plan.collections.iter().any(|collection| collection.in_passing) {
            return None;
        }
        desk.begin(plan);
        desk.start_tallies(plan);
        desk.differs = false;
        Some(Self { plan, desk, occurs, top: None, list: None })
    }

    /// Judges all rules on the document, once all of it has been read.
    ///
    /// # Errors
    /// Where it is to be read and judged as a whole.
    pub fn judge(
        self,
        text: &str,
        tape: &mut Tape,
        symbols: &mut Symbols,
        judged: &mut Judged,
    ) -> Result<(), Beyond> {
        let Self { plan, desk, occurs, list, .. } = self;
        let List { top, collections, parties, codes } = list.ok_or(Beyond)?;
        if !tape.is_bare(top) {
            return Err(Beyond);
        }
        tape.pass(top);
        let called = |key| all_of(plan, &collections).any(|one| one.name.is(key));
        let called = tape.children(Tape::ROOT).filter(|(_, node)| called(node.key)).count();
        let lists = tape.children(Tape::ROOT).any(|(_, node)| node.kind == Kind::List);
        let differs = desk.differs;
        Survey { plan, text, tape, symbols: &mut *symbols, desk: &mut *desk, lists: false }
            .all()?;
        desk.differs |= differs;
        let same = desk.parties.len() == parties && symbols.has_codes() == codes;
        if called != 1 || lists || !same || !desk.shared.is_empty() {
            return Err(Beyond);
        }
        desk.passed = collections;
        // the last entry is gone, and what follows may stand in its place
        desk.columns.fill(0);
        Sight { plan, text, tape, symbols, desk, occurs }.judge(judged);
        if judged.each.iter().any(|(_, verdict)| verdict.is_none()) { Err(Beyond) } else { Ok(()) }
    }

    /// Whether a container is the list to look at; the first that may be is.
    fn is_list(&mut self, text: &str, tape: &Tape, symbols: &mut Symbols, top: u32) -> bool {
        if self.top != Some(top) {
            self.top = Some(top);
            if self.list.is_none() {
                self.list = self.open(text, tape, symbols, top);
            }
        }
        self.list.as_ref().is_some_and(|list| list.top == top)
    }

    /// The list at a place, where it is one, and who is known to negotiate before its first entry.
    fn open(&mut self, text: &str, tape: &Tape, symbols: &mut Symbols, top: u32) -> Option<List> {
        let plan = self.plan;
        let node = tape.node(top).filter(|node| node.kind == Kind::List)?;
        let key = node.key;
        let known = plan.collections.iter().enumerate().filter(|(_, one)| one.name.is(key));
        let collections: Vec<usize> = known.map(|(place, _)| place).collect();
        let alone = all_of(plan, &collections).all(|one| one.in_passing);
        if collections.is_empty() || !alone || plan.marks.names_parties(key) {
            return None;
        }
        // of several lists, more names would have to be noted
        if tape.before(top).any(|(_, node)| node.kind == Kind::List) {
            return None;
        }
        let desk = &mut *self.desk;
        let mut survey = Survey { plan, text, tape, symbols, desk, lists: false };
        survey.forget_parties();
        for (at, node) in tape.before(top) {
            survey.parties_under(at, node);
        }
        let (parties, codes) = (self.desk.parties.len(), symbols.has_codes());
        Some(List { top, collections, parties, codes })
    }
}

impl Watch for Passing<'_, '_> {
    fn entry(
        &mut self,
        text: &str,
        tape: &mut Tape,
        symbols: &mut Symbols,
        Entry { top, at }: Entry,
    ) -> Result<(), Unusual> {
        if !self.is_list(text, tape, symbols, top) {
            return Ok(());
        }
        let (plan, desk) = (self.plan, &mut *self.desk);
        let List { collections, codes, .. } = self.list.as_ref().ok_or(Unusual)?;
        let node = *tape.node(at).ok_or(Unusual)?;
        // what is no mapping stays on the tape before it
        let mapping = matches!(node.kind, Kind::Mapping | Kind::Schedule);
        if !mapping || at != top + 1 || symbols.has_codes() != *codes {
            return Err(Unusual);
        }
        let symbols = &mut *symbols;
        let mut survey = Survey { plan, text, tape, symbols, desk, lists: false };
        survey.item(at, top);
        survey.strangers_from(at).map_err(|Beyond| Unusual)?;
        if !desk.shared.is_empty() || desk.named {
            return Err(Unusual);
        }
        // the entry before stood in the same place
        desk.columns.fill(0);
        let occurs = self.occurs;
        let mut sight = Sight { plan, text, tape, symbols, desk, occurs };
        for collection in all_of(plan, collections) {
            sight.desk.asked.put(at);
            sight.take_all(collection);
        }
        if sight.desk.strained {
            return Err(Unusual);
        }
        tape.take_off(at);
        self.desk.passed_entries += 1;
        Ok(())
    }
}

/// The collections at these places.
fn all_of<'d>(plan: &'d Plan<'_>, places: &[usize]) -> impl Iterator<Item = &'d Collection> {
    places.iter().filter_map(|place| plan.collections.get(*place))
}

/// Marks the collections whose entries can be judged one by one, whatever else a document holds.
pub(super) fn mark_in_passing(plan: &mut Plan<'_>) {
    let alone: Vec<bool> = plan.collections.iter().map(|one| is_alone(plan, one)).collect();
    for (collection, alone) in plan.collections.iter_mut().zip(alone) {
        collection.in_passing = alone;
    }
}

/// True where nothing that is asked of an entry leads outside it.
fn is_alone(plan: &Plan<'_>, collection: &Collection) -> bool {
    let filter = |filtered: &Filtered| {
        let filter = filtered.filter.and_then(|filter| plan.filters.get(filter));
        filter.is_none_or(of_entry)
    };
    let work = |gather: &usize| match plan.gathers.get(*gather).map(|gather| &gather.work) {
        Some(Work::Test(test, _)) => of_entry(test),
        Some(Work::Sum(path, _) | Work::Extreme(path, _)) => from_entry(path),
        Some(Work::Number) => true,
        None => false,
    };
    let gathers = &collection.gathers;
    gathers.iter().all(|filtered| filter(filtered) && filtered.gathers.iter().all(work))
}

fn from_entry(path: &Path) -> bool {
    match &path.start {
        Start::Thing => true,
        Start::Its(its) => its.1.iter().all(|owner| from_entry(owner)),
        Start::Name(..) => false,
    }
}

fn of_entry(test: &Test) -> bool {
    match test {
        Test::All(tests) | Test::Any(tests) => tests.iter().all(of_entry),
        Test::OneOf(one_of) => from_entry(&one_of.field) && one_of.tests.iter().all(of_entry),
        Test::Not(test) => of_entry(test),
        Test::Plainly(plainly) => of_entry(&plainly.test),
        Test::If(tests) => tests.iter().all(of_entry),
        // the partners are listed elsewhere
        Test::Gathered(..) | Test::Members(..) | Test::Same(_) => false,
        Test::Has(path, _) | Test::States(path, _) | Test::Is(path, ..) | Test::Never(path, _) => {
            from_entry(path)
        }
        Test::Starts(starts, _) => from_entry(&starts.0),
        Test::Compare(compare) => {
            let Compare { subject, limit, guards, .. } = &**compare;
            guards.is_empty() && side_of_entry(subject) && side_of_entry(limit)
        }
    }
}

fn side_of_entry(side: &Side) -> bool {
    match side {
        Side::Literal(_) => true,
        Side::Path(path) => from_entry(path),
        Side::Share(_, path) => from_entry(path),
        Side::Gathered(_) | Side::Members(_) => false,
    }
}

#[cfg(test)]
mod tests;
