//! What is made of the things of a range: one pass over a collection serves all rules. Mirrors `eval::quantified` and
//! `eval::aggregate`.

use super::desk::Gone;
use super::judge::{Seen, under};
use super::lexicon::{BARE, Measured};
use super::path::{Depth, Leaves, Trouble};
use super::tally::{Amount, Tally};
use super::{Beyond, Filtered, Gather, Members, Path, Quantity, Sight, Work};
use crate::report::Verdict;
use crate::tape::{Kind, Tape};

impl<'d, 'p> Sight<'d, 'p> {
    /// Goes once through every collection, for all that is gathered from it.
    pub(super) fn gather(&mut self) {
        let plan = self.plan;
        if self.desk.passed.is_empty() {
            self.desk.start_tallies(plan);
        }
        self.desk.collections.clear();
        for (place, collection) in plan.collections.iter().enumerate() {
            let passed = self.desk.passed.contains(&place);
            let gone = if passed { Gone::Through } else { self.go_through(collection) };
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
                self.desk.asked.forget();
                return Gone::Beyond;
            }
            if self.desk.asked.put(at) {
                self.take_all(collection);
            }
        }
        self.take_all(collection);
        Gone::Through
    }

    /// Looks at one entry of a collection, on its own.
    pub(super) fn look_at(&mut self, at: u32) {
        self.desk.thing = Some(Ok(at));
        if let Some(entry) = self.node(at) {
            self.lay_out(at, entry);
        }
    }

    /// Takes an entry into all gathers that it may concern.
    pub(super) fn take_entry(&mut self, collection: &'d super::Collection) {
        let all = &collection.gathers;
        for filtered in collection.always.iter().filter_map(|place| all.get(*place)) {
            self.take_into(filtered);
        }
        for by_prefix in &collection.by_prefix {
            match self.text_in_column(&by_prefix.path) {
                Some(text) => {
                    for place in by_prefix.fitting(text) {
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
    pub(super) fn top(&self, collection: &super::Collection) -> Result<u32, Gone> {
        let name = collection.name;
        let called = |symbol| {
            self.tape.children(Tape::ROOT).find(|(_, top)| top.key == symbol).map(|(at, _)| at)
        };
        let (exact, other) = (called(name.exact), called(name.other));
        // which of the two is meant depends on the rule
        if exact.is_some() && other.is_some() {
            return Err(Gone::Beyond);
        }
        let Some(top) = exact.or(other) else {
            let somewhere = self
                .tape
                .nodes()
                .iter()
                .any(|node| node.key == name.exact || node.key == name.other);
            // what names nothing anywhere cannot be ranged over
            // what was taken off the tape could have named it
            let unsure = somewhere || !self.desk.passed.is_empty();
            return Err(if unsure { Gone::Beyond } else { Gone::Unknown });
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
    pub(super) fn take_into(&mut self, filtered: &'d Filtered) {
        let passed = match self.passes(filtered.filter) {
            Ok(Verdict::Broken | Verdict::NotApplicable) => return,
            passed => passed,
        };
        for gather in &filtered.gathers {
            self.take_gather(*gather, passed);
        }
    }

    /// Takes an entry that the filter let through into one gather.
    pub(super) fn take_gather(&mut self, gather: usize, passed: Result<Verdict, Beyond>) {
        let Some(what) = self.plan.gathers.get(gather) else { return };
        if passed == Ok(Verdict::Holds) && self.take_quickly(what, gather).is_some() {
            return;
        }
        let Some(mut tally) = self.desk.tallies.get(gather).copied() else { return };
        if tally.beyond {
            return;
        }
        let taken = passed.and_then(|filter| self.take(what, filter, &mut tally));
        tally.beyond = taken == Err(Beyond);
        self.desk.strained |= tally.beyond || tally.mixed;
        if let Some(slot) = self.desk.tallies.get_mut(gather) {
            *slot = tally;
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
                if !value.one_field {
                    return None;
                }
                let measured = Measured { figure: self.figure_in_column(value)?, unit: BARE };
                self.desk.tallies.get_mut(gather)?.add(measured, what).ok()?;
            }
        }
        Some(())
    }

    pub(super) fn passes(&mut self, filter: Option<usize>) -> Result<Verdict, Beyond> {
        match filter {
            None => Ok(Verdict::Holds),
            Some(filter) => self.test(self.plan.filters.get(filter).ok_or(Beyond)?),
        }
    }

    /// Takes one thing in, on which the filter came to a verdict that lets it through.
    fn take(&mut self, gather: &Gather, filter: Verdict, tally: &mut Tally) -> Result<(), Beyond> {
        match &gather.work {
            Work::Test(body, every) => {
                let body = self.test(body)?;
                let verdict = match (filter, every) {
                    (Verdict::Holds, _) => body,
                    (_, true) => under(filter, body),
                    (_, false) => {
                        let mut both = Seen::default();
                        both.add(body);
                        both.add(filter);
                        both.all()
                    }
                };
                tally.seen.add(verdict);
            }
            Work::Number => {
                let certain = filter == Verdict::Holds;
                tally.count += u64::from(certain);
                tally.possible += u64::from(!certain);
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
        // what changes over time is no one value, be it of one entry
        tally.several |= sums && matches!(leaves, Leaves::Row(_));
        let mut entries = 0;
        self.each_leaf(leaves, Depth::Values, |sight, found| {
            entries += 1;
            match sight.stated(found)? {
                Ok((datum, _)) if certain => {
                    let measured = sight.measured(datum).ok_or(Beyond);
                    tally.mixed |= measured.and_then(|value| tally.add(value, gather)).is_err();
                    Ok(())
                }
                Ok(_) => {
                    tally.possible += 1;
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
    pub(super) fn gathered(&self, gather: usize, of: Quantity) -> Result<Verdict, Beyond> {
        let (_, tally) = self.both(gather)?;
        // a range that cannot be told
        if tally.several {
            return Ok(Verdict::Unknown);
        }
        Ok(tally.verdict(of))
    }

    /// The amount that was gathered; `None` where the values must be looked at once more ([`Sight::mixed`]).
    pub(super) fn amount(&mut self, gather: usize) -> Result<Option<(Amount, u32)>, Beyond> {
        let (what, tally) = self.both(gather)?;
        if let Some(thing) = &what.thing
            && self.leads_somewhere(thing)?
        {
            return Err(Beyond);
        }
        Ok(tally.amount(what).ok().map(|amount| (amount, tally.unit())))
    }

    pub(super) fn both(&self, gather: usize) -> Result<(&'d Gather, Tally), Beyond> {
        let tally = self.desk.tallies.get(gather).copied().filter(|tally| !tally.beyond);
        Ok((self.plan.gathers.get(gather).ok_or(Beyond)?, tally.ok_or(Beyond)?))
    }

    /// The same of named things.
    fn tally_of(&mut self, members: &Members) -> Result<Tally, Beyond> {
        let mut tally = Tally::default();
        for member in &members.things {
            let thing = match self.leaves(member, Depth::Node)? {
                Leaves::One(found) => found,
                Leaves::Row(_) | Leaves::Parties(_) => {
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

    pub(super) fn members(&mut self, members: &Members, of: Quantity) -> Result<Verdict, Beyond> {
        Ok(self.tally_of(members)?.verdict(of))
    }

    pub(super) fn amount_of(&mut self, members: &Members) -> Result<(Amount, u32), Beyond> {
        if members.gather.thing.is_some() {
            return Err(Beyond);
        }
        let tally = self.tally_of(members)?;
        Ok((tally.amount(&members.gather)?, tally.unit()))
    }
}
