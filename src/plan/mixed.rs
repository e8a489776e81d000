//! Totals, averages and extremes of values that are no plain amounts in one unit: duties, and texts or other units among
//! percentages. They are gone through once more, and taken together as `eval` does.

use super::path::{Depth, Trouble};
use super::{Beyond, Compare, Literal, Path, Sight, Work};
use crate::eval::Taken;
use crate::model::AggregateKind;
use crate::report::Verdict;
use crate::tape::Tape;
use crate::value::Value;

impl<'d> Sight<'d, '_> {
    /// What was gathered from a collection, against a literal.
    pub(super) fn mixed(
        &mut self,
        gather: usize,
        compare: &Compare,
        literal: &Literal,
    ) -> Result<Verdict, Beyond> {
        // a text counts as it is written, which a sum is not; and bare values may have a unit of their own
        if matches!(literal.value, Value::Text(_)) || compare.unit.is_some() {
            return Err(Beyond);
        }
        let (what, tally) = self.both(gather)?;
        // one value where there are several cannot be told
        if tally.several {
            return Ok(Verdict::Unknown);
        }
        let (value, kind) = match &what.work {
            Work::Sum(value, true) => (value, AggregateKind::Average),
            Work::Sum(value, false) => (value, AggregateKind::Total),
            Work::Extreme(value, true) => (value, AggregateKind::Highest),
            Work::Extreme(value, false) => (value, AggregateKind::Lowest),
            Work::Number | Work::Test(..) => return Err(Beyond),
        };
        // the fields of an entry that is being looked at would be lost
        if self.desk.entry.is_some() {
            return Err(Beyond);
        }
        let thing = self.desk.thing;
        let taken = self.taken(gather, what.filter, value);
        (self.desk.thing, self.desk.entry) = (thing, None);
        Ok(self.value_with_literal(compare, taken?.value(kind), literal))
    }

    /// A value of every thing that passes the filter of a gather.
    fn taken(
        &mut self,
        gather: usize,
        filter: Option<usize>,
        value: &Path,
    ) -> Result<Taken, Beyond> {
        let collection = self.plan.collections.iter().find(|collection| {
            collection.gathers.iter().any(|filtered| filtered.gathers.contains(&gather))
        });
        let top = self.top(collection.ok_or(Beyond)?).map_err(|_| Beyond)?;
        let mut taken = Taken::default();
        let tape: &'d Tape = self.tape;
        for (at, entry) in tape.children(top) {
            self.desk.thing = Some(Ok(at));
            self.lay_out(at, entry);
            let certain = match self.passes(filter)? {
                Verdict::Broken | Verdict::NotApplicable => continue,
                passed => passed == Verdict::Holds,
            };
            let leaves = self.leaves(value, Depth::Values)?;
            self.each_leaf(leaves, Depth::Values, |sight, found| {
                match sight.stated(found)? {
                    Ok((datum, _)) => taken.note(Some(sight.value(datum)?), certain),
                    // what is agreed not to be there is not taken
                    Err(Trouble::Absent) => {}
                    Err(Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown) => {
                        taken.note(None, certain);
                    }
                }
                Ok(())
            })?;
        }
        Ok(taken)
    }
}
