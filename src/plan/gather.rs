//! What is made of the things of a range: one pass over a collection serves all rules. Mirrors `eval::quantified` and
//! `eval::aggregate`.

use std::cmp::Ordering;

use super::desk::Gone;
use super::judge::{Seen, under};
use super::path::{Depth, Trouble};
use super::side::Datum;
use super::{Beyond, Filtered, Gather, Members, Path, Quantity, Sight, Work};
use crate::model::CountBound;
use crate::report::Verdict;
use crate::tape::figure::Sum;
use crate::tape::{Figure, Kind, Tape};

/// What was gathered so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// The verdicts on the things, and how many there were of each.
    seen: Seen,
    sum: Sum,
    count: u64,
    extreme: Option<Figure>,
    /// Something is not known, or not certain to be taken.
    unknown: bool,
    /// One value where there are several.
    several: bool,
    beyond: bool,
}

/// A total, an average, an extreme or a number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Amount {
    /// A sum, over how many.
    Sum(Sum, u64),
    Figure(Figure),
    Number(u64),
    /// It cannot be told.
    Unknown,
}

impl Amount {
    /// How it stands to a limit.
    pub(super) fn compare(self, limit: Figure) -> Result<Option<Ordering>, Beyond> {
        Ok(Some(match self {
            Self::Sum(sum, count) => sum.compare(limit, count).ok_or(Beyond)?,
            Self::Figure(figure) => figure.cmp(&limit),
            Self::Number(count) => Figure::from_count(count).ok_or(Beyond)?.cmp(&limit),
            Self::Unknown => return Ok(None),
        }))
    }
}

impl<'d, 'p> Sight<'d, 'p> {
    /// Goes once through every collection, for all that is gathered from it.
    pub(super) fn gather(&mut self) {
        let plan = self.plan;
        self.desk.tallies.clear();
        self.desk.tallies.resize(plan.gathers.len(), Tally::default());
        self.desk.collections.clear();
        self.desk.columns.clear();
        self.desk.columns.resize(plan.column_count, 0);
        for collection in &plan.collections {
            let gone = self.go_through(collection);
            self.desk.collections.push(gone);
            if gone != Gone::Through {
                for gather in collection.gathers.iter().flat_map(|filtered| &filtered.gathers) {
                    if let Some(tally) = self.desk.tallies.get_mut(*gather) {
                        tally.several = true;
                        tally.beyond = gone == Gone::Beyond;
                    }
                }
            }
        }
    }

    fn go_through(&mut self, collection: &'d super::Collection) -> Gone {
        if collection.gathers.iter().all(|filtered| filtered.gathers.is_empty()) {
            return Gone::Through;
        }
        let top = match self.top(collection) {
            Ok(top) => top,
            Err(gone) => return gone,
        };
        let tape: &'d Tape = self.tape;
        for (at, entry) in tape.children(top) {
            if !self.desk.shared.is_empty() && self.is_shared(at, entry) {
                self.desk.entry = None;
                return Gone::Beyond;
            }
            self.desk.thing = Some(Ok(at));
            self.lay_out(at, entry);
            self.take_entry(collection);
        }
        self.desk.entry = None;
        Gone::Through
    }

    /// Takes an entry into all gathers that it may concern.
    fn take_entry(&mut self, collection: &'d super::Collection) {
        let all = &collection.gathers;
        for filtered in collection.always.iter().filter_map(|place| all.get(*place)) {
            self.take_into(filtered);
        }
        for by_prefix in &collection.by_prefix {
            match self.text_in_column(&by_prefix.path) {
                Some(text) => {
                    for place in by_prefix.fitting(text.as_bytes()) {
                        all.get(place).into_iter().for_each(|filtered| self.take_into(filtered));
                    }
                }
                None => {
                    for filtered in by_prefix.all().filter_map(|place| all.get(place)) {
                        self.take_into(filtered);
                    }
                }
            }
        }
    }

    /// The top-level mapping or list that a collection is.
    fn top(&self, collection: &super::Collection) -> Result<u32, Gone> {
        let name = collection.name;
        let called = |symbol| {
            self.tape.children(Tape::ROOT).find(|(_, top)| top.key == symbol).map(|(at, _)| at)
        };
        let Some(top) = called(name.exact).or_else(|| called(name.other)) else {
            let somewhere = self
                .tape
                .nodes()
                .iter()
                .any(|node| node.key == name.exact || node.key == name.other);
            // what names nothing anywhere cannot be ranged over
            return Err(if somewhere { Gone::Beyond } else { Gone::Unknown });
        };
        match self.node(top).map(|node| node.kind) {
            Some(Kind::Mapping | Kind::Schedule | Kind::List | Kind::Row) => {
                if self.tape.is_bare(top) { Err(Gone::Unknown) } else { Ok(top) }
            }
            _ => Err(Gone::Beyond),
        }
    }

    /// True for an entry of which another place may say more.
    fn is_shared(&self, at: u32, entry: &crate::tape::Node) -> bool {
        let shared = &self.desk.shared;
        let called = self.plan.marks.called;
        shared.contains(&entry.key)
            || self.tape.children(at).any(|(_, field)| {
                called.contains(&field.key)
                    && self
                        .symbols
                        .spelled(self.text_of(field).trim())
                        .is_some_and(|name| shared.contains(&name))
            })
    }

    /// Takes an entry into all gathers of one filter.
    fn take_into(&mut self, filtered: &'d Filtered) {
        let passed = match self.passes(filtered.filter) {
            Ok(Verdict::Broken | Verdict::NotApplicable) => return,
            passed => passed,
        };
        let plan = self.plan;
        for gather in &filtered.gathers {
            let Some(what) = plan.gathers.get(*gather) else { continue };
            if passed == Ok(Verdict::Holds) && self.take_quickly(what, *gather).is_some() {
                continue;
            }
            let Some(mut tally) = self.desk.tallies.get(*gather).copied() else { continue };
            if tally.beyond {
                continue;
            }
            let taken = passed.and_then(|filter| self.take(what, filter, &mut tally));
            tally.beyond = taken == Err(Beyond);
            if let Some(slot) = self.desk.tallies.get_mut(*gather) {
                *slot = tally;
            }
        }
    }

    /// Takes in a thing that certainly passed its filter, where that is done on the spot.
    #[inline]
    fn take_quickly(&mut self, what: &'d Gather, gather: usize) -> Option<()> {
        match &what.work {
            Work::Test(body, _) => {
                let verdict = self.test(body).ok()?;
                self.desk.tallies.get_mut(gather)?.seen.add(verdict);
            }
            Work::Number => self.desk.tallies.get_mut(gather)?.count += 1,
            Work::Sum(value, _) | Work::Extreme(value, _) => {
                if !value.is_one_field() {
                    return None;
                }
                let figure = self.node(self.in_column(value)?.ok()?)?.figure()?;
                self.desk.tallies.get_mut(gather)?.add(figure, what).ok()?;
            }
        }
        Some(())
    }

    fn passes(&mut self, filter: Option<usize>) -> Result<Verdict, Beyond> {
        match filter {
            None => Ok(Verdict::Holds),
            Some(filter) => self.test(self.plan.filters.get(filter).ok_or(Beyond)?),
        }
    }

    /// Takes one thing in, on which the filter came to a verdict that lets it through.
    fn take(&mut self, gather: &Gather, filter: Verdict, tally: &mut Tally) -> Result<(), Beyond> {
        match &gather.work {
            Work::Test(body, quantity) => {
                let body = self.test(body)?;
                let verdict = match (filter, quantity) {
                    (Verdict::Holds, _) => body,
                    (_, Quantity::Every) => under(filter, body),
                    (_, Quantity::Some | Quantity::Count(..)) => {
                        let mut both = Seen::default();
                        both.add(body);
                        both.add(filter);
                        both.all()
                    }
                };
                tally.seen.add(verdict);
            }
            Work::Number => {
                tally.count += 1;
                tally.unknown |= filter != Verdict::Holds;
            }
            Work::Sum(value, _) | Work::Extreme(value, _) => {
                let sums = matches!(gather.work, Work::Sum(..));
                self.take_value(value, sums, filter == Verdict::Holds, gather, tally)?;
            }
        }
        Ok(())
    }

    fn take_value(
        &mut self,
        value: &Path,
        sums: bool,
        certain: bool,
        gather: &Gather,
        tally: &mut Tally,
    ) -> Result<(), Beyond> {
        let leaves = self.leaves(value, Depth::Values)?;
        let mut entries = 0;
        self.each_leaf(leaves, Depth::Values, |sight, found| {
            entries += 1;
            match sight.stated(found)? {
                Ok((Datum::Figure(figure), _)) if certain => tally.add(figure, gather),
                Ok(_) if certain => Err(Beyond),
                Ok(_) => {
                    tally.unknown = true;
                    Ok(())
                }
                // what is agreed not to be there is not taken
                Err(Trouble::Absent) => Ok(()),
                Err(Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown) => {
                    tally.unknown = true;
                    Ok(())
                }
            }
        })?;
        tally.several |= sums && entries > 1;
        Ok(())
    }

    /// The verdict on a range that was gone through.
    pub(super) fn gathered(&self, gather: usize) -> Result<Verdict, Beyond> {
        let (what, tally) = self.both(gather)?;
        // a range that cannot be told
        if tally.several {
            return Ok(Verdict::Unknown);
        }
        tally.verdict(what)
    }

    /// The amount that was gathered.
    pub(super) fn amount(&mut self, gather: usize) -> Result<Amount, Beyond> {
        let (what, tally) = self.both(gather)?;
        if let Some(thing) = &what.thing
            && self.leads_somewhere(thing)?
        {
            return Err(Beyond);
        }
        tally.amount(what)
    }

    fn both(&self, gather: usize) -> Result<(&'d Gather, Tally), Beyond> {
        let tally = self.desk.tallies.get(gather).copied().filter(|tally| !tally.beyond);
        Ok((self.plan.gathers.get(gather).ok_or(Beyond)?, tally.ok_or(Beyond)?))
    }

    /// The same of named things.
    fn tally_of(&mut self, members: &Members) -> Result<Tally, Beyond> {
        let mut tally = Tally::default();
        for member in &members.things {
            let thing = match self.leaves(member, Depth::Node)? {
                super::path::Leaves::One(found) => found,
                super::path::Leaves::Row(_) | super::path::Leaves::Parties(_) => {
                    return Err(Beyond);
                }
            };
            self.desk.thing = Some(thing);
            self.desk.entry = None;
            match self.passes(members.gather.filter)? {
                Verdict::Broken | Verdict::NotApplicable => {}
                filter => self.take(&members.gather, filter, &mut tally)?,
            }
        }
        Ok(tally)
    }

    pub(super) fn members(&mut self, members: &Members) -> Result<Verdict, Beyond> {
        self.tally_of(members)?.verdict(&members.gather)
    }

    pub(super) fn amount_of(&mut self, members: &Members) -> Result<Amount, Beyond> {
        if members.gather.thing.is_some() {
            return Err(Beyond);
        }
        self.tally_of(members)?.amount(&members.gather)
    }
}

impl Tally {
    fn add(&mut self, figure: Figure, gather: &Gather) -> Result<(), Beyond> {
        self.count += 1;
        match gather.work {
            Work::Extreme(_, highest) => {
                let further = self.extreme.is_none_or(|known| {
                    figure.cmp(&known) == if highest { Ordering::Greater } else { Ordering::Less }
                });
                if further {
                    self.extreme = Some(figure);
                }
                Ok(())
            }
            Work::Sum(..) | Work::Number | Work::Test(..) => {
                figure.add_to(&mut self.sum).ok_or(Beyond)
            }
        }
    }

    fn verdict(&self, gather: &Gather) -> Result<Verdict, Beyond> {
        match gather.work {
            Work::Test(_, Quantity::Every) => Ok(self.seen.all()),
            Work::Test(_, Quantity::Some) => Ok(self.seen.any()),
            Work::Test(_, Quantity::Count(bound, number)) => Ok(self.counted(bound, number)),
            Work::Number | Work::Sum(..) | Work::Extreme(..) => Err(Beyond),
        }
    }

    fn counted(&self, bound: CountBound, number: i64) -> Verdict {
        if self.seen.is_empty() {
            return Verdict::NotApplicable;
        }
        let of = |verdict| i64::from(self.seen.of(verdict));
        let least = of(Verdict::Holds);
        let most = least + of(Verdict::Waiting) + of(Verdict::Unknown);
        let (holds, broken) = match bound {
            CountBound::AtLeast => (least >= number, most < number),
            CountBound::MoreThan => (least > number, most <= number),
            CountBound::AtMost => (most <= number, least > number),
            CountBound::FewerThan => (most < number, least >= number),
            CountBound::Exactly => {
                (least == most && least == number, least > number || most < number)
            }
        };
        match (holds, broken) {
            (true, _) => Verdict::Holds,
            (_, true) => Verdict::Broken,
            _ if of(Verdict::Unknown) == 0 => Verdict::Waiting,
            _ => Verdict::Unknown,
        }
    }

    fn amount(&self, gather: &Gather) -> Result<Amount, Beyond> {
        if self.several {
            return Ok(Amount::Unknown);
        }
        if let Work::Number = gather.work {
            return if self.unknown { Err(Beyond) } else { Ok(Amount::Number(self.count)) };
        }
        if self.count == 0 {
            return Ok(Amount::Unknown);
        }
        if self.unknown {
            return Err(Beyond);
        }
        match gather.work {
            Work::Sum(_, true) => Ok(Amount::Sum(self.sum, self.count)),
            Work::Sum(_, false) => Ok(Amount::Sum(self.sum, 1)),
            Work::Extreme(..) => self.extreme.map(Amount::Figure).ok_or(Beyond),
            Work::Number | Work::Test(..) => Err(Beyond),
        }
    }
}
