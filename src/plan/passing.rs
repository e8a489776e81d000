//! Judging the entries of one long list as they are read, each one taken off the tape again.
//!
//! Whatever could make an entry depend on what comes later (a second place with its name, a party that is named further
//! down) ends it: the document is then read and judged as a whole, which would say the same.

use super::desk::Desk;
use super::sight::Survey;
use super::{
    Beyond, Collection, Compare, Filtered, Judged, Path, Plan, Side, Sight, Start, Test, Work,
};
use crate::tape::{Entry, Kind, Symbol, Symbols, Tape, Unusual, Watch};

/// Takes the entries of one list into the gathers of a plan while a document is read.
#[derive(Debug)]
pub struct Passing<'d, 'p> {
    plan: &'d Plan<'p>,
    desk: &'d mut Desk,
    occurs: &'d [bool],
    /// The container that was looked at last, and whether it is the list.
    top: Option<(u32, bool)>,
    list: Option<List>,
}

/// The list whose entries are looked at.
#[derive(Debug, Clone, Copy)]
struct List {
    top: u32,
    key: Symbol,
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
        let List { top, key, parties, codes } = list.ok_or(Beyond)?;
        if !tape.is_bare(top) {
            return Err(Beyond);
        }
        tape.pass(top);
        let called = tape
            .children(Tape::ROOT)
            .filter(|(_, node)| collections(plan, key).any(|(_, one)| one.name.is(node.key)));
        let called = called.count();
        let lists = tape.children(Tape::ROOT).any(|(_, node)| node.kind == Kind::List);
        let differs = desk.differs;
        Survey { plan, text, tape, symbols: &mut *symbols, desk: &mut *desk, lists: false }
            .all()?;
        desk.differs |= differs;
        let same = desk.parties.len() == parties && symbols.has_codes() == codes;
        if called != 1 || lists || !same || !desk.shared.is_empty() {
            return Err(Beyond);
        }
        desk.passed.extend(collections(plan, key).map(|(place, _)| place));
        Sight { plan, text, tape, symbols, desk, occurs }.judge(judged);
        if judged.each.iter().any(|(_, verdict)| verdict.is_none()) { Err(Beyond) } else { Ok(()) }
    }

    /// Whether a container is the list to look at; the first that may be is.
    fn is_list(&mut self, text: &str, tape: &Tape, symbols: &mut Symbols, top: u32) -> bool {
        match self.top {
            Some((known, is)) if known == top => return is,
            _ => {}
        }
        let found = match self.list {
            None => self.open(text, tape, symbols, top),
            Some(_) => None,
        };
        self.top = Some((top, found.is_some()));
        self.list = self.list.or(found);
        found.is_some()
    }

    /// The list at a place, where it is one, and who is known to negotiate before its first entry.
    fn open(&mut self, text: &str, tape: &Tape, symbols: &mut Symbols, top: u32) -> Option<List> {
        let plan = self.plan;
        let node = tape.node(top).filter(|node| node.kind == Kind::List)?;
        let key = node.key;
        let mut known = collections(plan, key).peekable();
        known.peek()?;
        // of several lists, more names would have to be noted
        let first = tape.before(top).all(|(_, node)| node.kind != Kind::List);
        let alone = known.all(|(_, one)| one.in_passing);
        if !first || !alone || plan.marks.names_parties(key) {
            return None;
        }
        let desk = &mut *self.desk;
        let mut survey = Survey { plan, text, tape, symbols, desk, lists: false };
        survey.forget_parties();
        for (at, node) in tape.before(top) {
            survey.parties_under(at, node);
        }
        let (parties, codes) = (self.desk.parties.len(), symbols.has_codes());
        Some(List { top, key, parties, codes })
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
        let List { key, codes, .. } = self.list.ok_or(Unusual)?;
        let node = *tape.node(at).ok_or(Unusual)?;
        // what is no mapping stays on the tape before it
        let mapping = matches!(node.kind, Kind::Mapping | Kind::Schedule);
        if !mapping || at != top + 1 || symbols.has_codes() != codes {
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
        for (_, collection) in collections(plan, key) {
            sight.take_in(at, &node, collection);
        }
        if sight.desk.strained {
            return Err(Unusual);
        }
        tape.take_off(at);
        self.desk.passed_entries += 1;
        Ok(())
    }
}

/// The collections that a key may name, in the singular or in the plural.
fn collections<'d>(
    plan: &'d Plan<'_>,
    key: Symbol,
) -> impl Iterator<Item = (usize, &'d Collection)> {
    plan.collections.iter().enumerate().filter(move |(_, one)| one.name.is(key))
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
