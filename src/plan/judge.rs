//! Verdicts. Mirrors `eval::atom`, `eval::movement` and `eval::verdict`.

use super::path::{Depth, Found, Leaves, Mark, Missing, Trouble};
use super::side::{Datum, ordered, truly};
use super::{Beyond, Found as Counted, How, Judged, Path, Sight, Spelling, Task, Test};
use crate::model::{self, Direction, Frequency, Op, Stance};
use crate::report::Verdict;
use crate::tape::Kind;

/// The verdicts that occurred, with how many there were of each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    counts: [u32; 6],
}

/// The order in which `and`, `every`, `each` and `no` look for their verdict.
const AND: [Verdict; 4] = [Verdict::Broken, Verdict::Unknown, Verdict::Waiting, Verdict::Holds];

/// The order in which `or` does.
const OR: [Verdict; 4] = [Verdict::Holds, Verdict::Unknown, Verdict::Waiting, Verdict::Broken];

impl Seen {
    #[inline]
    pub(super) fn add(&mut self, verdict: Verdict) {
        self.add_all(verdict, 1);
    }

    /// Adds the same verdict so many times.
    #[inline]
    pub(super) fn add_all(&mut self, verdict: Verdict, times: u32) {
        if let Some(count) = self.counts.get_mut(verdict as usize) {
            *count += times;
        }
    }

    pub(super) fn of(&self, verdict: Verdict) -> u32 {
        self.counts.get(verdict as usize).copied().unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counts == [0; 6]
    }

    pub(super) fn all(&self) -> Verdict {
        self.first(AND)
    }

    pub(super) fn any(&self) -> Verdict {
        self.first(OR)
    }

    fn first(&self, order: [Verdict; 4]) -> Verdict {
        let first = order.into_iter().find(|verdict| self.of(*verdict) > 0);
        first.unwrap_or(Verdict::NotApplicable)
    }

    /// Entries taken together: a rule demands of every one and forbids of any; a condition needs them to agree, unless it
    /// says `ever` or `always`.
    pub(super) fn together(&self, how: How) -> Verdict {
        match (how.frequency, how.stance) {
            (Some(Frequency::Ever), _) | (None, Stance::Forbid) => self.any(),
            (Some(Frequency::Always), _) | (None, Stance::Demand) => self.all(),
            (None, Stance::Ask) => {
                let kinds = self.counts.iter().filter(|count| **count > 0).count();
                if kinds > 1 { Verdict::Unknown } else { self.all() }
            }
        }
    }
}

/// A consequence under a condition.
pub(super) fn under(condition: Verdict, then: Verdict) -> Verdict {
    match condition {
        Verdict::Holds => then,
        Verdict::Broken | Verdict::NotApplicable => Verdict::NotApplicable,
        Verdict::Unknown | Verdict::Waiting | Verdict::Waived => match then {
            Verdict::Holds | Verdict::NotApplicable => then,
            Verdict::Broken | Verdict::Unknown | Verdict::Waiting | Verdict::Waived => condition,
        },
    }
}

impl Sight<'_, '_> {
    /// Judges all rules.
    pub fn judge(&mut self, judged: &mut Judged) {
        let plan = self.plan;
        self.gather();
        judged.found = Counted::default();
        judged.each.clear();
        judged.each.extend(plan.alone.iter().map(|rule| (*rule, self.verdict(*rule))));
        for ladder in &plan.ladders {
            if self.climb(ladder, &mut judged.found).is_none() {
                judged.each.extend(ladder.rules().iter().map(|rule| (*rule, self.verdict(*rule))));
            }
        }
    }

    fn verdict(&mut self, rule: u32) -> Option<Verdict> {
        match &self.plan.rules.get(rule as usize)?.task {
            Task::Settled(verdict) => Some(*verdict),
            Task::Test(test) => self.test(test).ok(),
            Task::Beyond => None,
        }
    }

    pub(super) fn test(&mut self, test: &Test) -> Result<Verdict, Beyond> {
        match test {
            Test::Plainly(plainly) => match self.plainly(plainly) {
                Some(verdict) => Ok(verdict),
                None => self.test(&plainly.test),
            },
            Test::Compare(compare) => self.compare(compare),
            Test::Same(same) => self.same(same),
            Test::Has(path, stance) => self.has(path, *stance),
            Test::States(path, stance) => self.states(path, *stance),
            Test::All(parts) => Ok(self.each(parts)?.all()),
            Test::Any(parts) => Ok(self.each(parts)?.any()),
            Test::Not(inner) => Ok(match self.test(inner)? {
                Verdict::Holds => Verdict::Broken,
                Verdict::Broken => Verdict::Holds,
                other => other,
            }),
            Test::If(parts) => {
                let [condition, then] = &**parts;
                match self.test(condition)? {
                    Verdict::Broken => Ok(Verdict::NotApplicable),
                    condition => Ok(under(condition, self.test(then)?)),
                }
            }
            Test::OneOf(one_of) => match self.text_in_column(&one_of.field) {
                Some(text) => Ok(truly(one_of.texts.iter().any(|one| one.as_bytes() == text))),
                None => Ok(self.each(&one_of.tests)?.any()),
            },
            Test::Gathered(gather, quantity) => self.gathered(*gather, *quantity),
            Test::Members(members, quantity) => self.members(members, *quantity),
            Test::Starts(starts, how) => self.starts(&starts.0, &starts.1, *how),
            Test::Is(path, mark, how) => self.is_in_state(path, *mark, *how),
            Test::Never(path, direction) => self.never(path, *direction),
        }
    }

    fn each(&mut self, parts: &[Test]) -> Result<Seen, Beyond> {
        let mut seen = Seen::default();
        for part in parts {
            seen.add(self.test(part)?);
        }
        Ok(seen)
    }

    pub(super) fn together(
        &mut self,
        leaves: Leaves,
        depth: Depth,
        how: How,
        mut judge: impl FnMut(&mut Self, Found) -> Result<Verdict, Beyond>,
    ) -> Result<Verdict, Beyond> {
        if let Leaves::One(found) = leaves {
            return judge(self, found);
        }
        let mut seen = Seen::default();
        self.each_leaf(leaves, depth, |sight, found| {
            seen.add(judge(sight, found)?);
            Ok(())
        })?;
        Ok(seen.together(how))
    }

    fn has(&mut self, path: &Path, stance: Stance) -> Result<Verdict, Beyond> {
        if let Some(verdict) = self.quick_has(path, stance) {
            return Ok(verdict);
        }
        let leaves = self.leaves(path, Depth::Entries)?;
        let mut seen = Seen::default();
        self.each_leaf(leaves, Depth::Entries, |sight, found| {
            seen.add(sight.has_entry(found, stance)?);
            Ok(())
        })?;
        Ok(seen.any())
    }

    pub(super) fn has_entry(&mut self, found: Found, stance: Stance) -> Result<Verdict, Beyond> {
        let at = match found {
            Ok(at) => at,
            Err(Trouble::Missing(missing)) => return self.lacks(missing, stance),
            Err(Trouble::Absent) => return Ok(Verdict::Broken),
            Err(Trouble::NotAgreed | Trouble::Unknown) => return Ok(Verdict::Unknown),
        };
        let node = self.node(at).ok_or(Beyond)?;
        if node.kind.is_container() {
            if self.tape.is_bare(at) {
                return Ok(Verdict::Unknown);
            }
            return Ok(truly(node.kind != Kind::Row || !self.is_all_zero(at)?));
        }
        Ok(match self.mark(node) {
            Some(Mark::Open) => Verdict::Unknown,
            Some(Mark::Absent) => Verdict::Broken,
            Some(Mark::Offered) => Verdict::Holds,
            None => truly(!self.is_zero(at)?),
        })
    }

    fn is_zero(&mut self, at: u32) -> Result<bool, Beyond> {
        Ok(match self.stated(Ok(at))? {
            Ok((Datum::Figure(figure), _)) => figure.is_zero(),
            Ok((Datum::Read(read), _)) => {
                self.desk.lexicon.value(read).is_some_and(|value| value.is_zero())
            }
            Ok((Datum::Yes, _)) | Err(_) => false,
        })
    }

    fn is_all_zero(&mut self, row: u32) -> Result<bool, Beyond> {
        let after = self.node(row).map_or(row, |node| node.after());
        for item in row + 1..after {
            if !self.is_zero(item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is not there: lacking where it is demanded; else false where the owner is there, and the name is not merely
    /// misspelt.
    fn lacks(&self, missing: Missing, stance: Stance) -> Result<Verdict, Beyond> {
        if stance == Stance::Demand {
            return Ok(Verdict::Broken);
        }
        if missing.nowhere {
            return Ok(Verdict::Unknown);
        }
        if missing.party || self.occurs_as(missing.name) {
            Ok(Verdict::Broken)
        } else {
            Err(Beyond)
        }
    }

    /// True for a name that occurs somewhere in the run.
    pub(super) fn occurs_as(&self, name: Spelling) -> bool {
        let occurs =
            |name: crate::tape::Symbol| self.occurs.get(name.place()).copied().unwrap_or_default();
        occurs(name.exact) || occurs(name.other)
    }

    fn states(&mut self, path: &Path, stance: Stance) -> Result<Verdict, Beyond> {
        let leaves = self.leaves(path, Depth::Entries)?;
        let mut seen = Seen::default();
        self.each_leaf(leaves, Depth::Entries, |sight, found| {
            seen.add(sight.states_entry(found, stance)?);
            Ok(())
        })?;
        Ok(if stance == Stance::Demand { seen.all() } else { seen.any() })
    }

    fn states_entry(&mut self, found: Found, stance: Stance) -> Result<Verdict, Beyond> {
        let at = match found {
            Ok(at) => at,
            Err(Trouble::Missing(missing)) => return self.lacks(missing, stance),
            Err(Trouble::Absent | Trouble::NotAgreed) => return Ok(Verdict::Broken),
            Err(Trouble::Unknown) => return Ok(Verdict::Unknown),
        };
        let node = self.node(at).ok_or(Beyond)?;
        if node.kind.is_container() {
            return Ok(truly(!self.tape.is_bare(at)));
        }
        Ok(truly(!matches!(self.mark(node), Some(Mark::Open | Mark::Offered))))
    }

    fn starts(&mut self, path: &Path, with: &str, how: How) -> Result<Verdict, Beyond> {
        if path.one_field
            && let Some(text) = self.text_in_column(path)
        {
            return Ok(truly(text.starts_with(with.as_bytes())));
        }
        let leaves = self.leaves(path, Depth::Values)?;
        self.together(leaves, Depth::Values, how, |sight, found| {
            Ok(match sight.stated(found)? {
                Ok((_, node)) => truly(sight.text_of(node).trim().starts_with(with)),
                Err(Trouble::Absent) => Verdict::Broken,
                Err(Trouble::Missing(_) | Trouble::NotAgreed | Trouble::Unknown) => {
                    Verdict::Unknown
                }
            })
        })
    }

    fn is_in_state(&mut self, path: &Path, mark: model::Mark, how: How) -> Result<Verdict, Beyond> {
        let leaves = self.leaves(path, Depth::Entries)?;
        self.together(leaves, Depth::Entries, how, |sight, found| {
            let Ok(at) = found else { return Ok(Verdict::Unknown) };
            let node = sight.node(at).ok_or(Beyond)?;
            if sight.tape.is_bare(at) {
                return Ok(Verdict::Unknown);
            }
            Ok(match (mark, sight.mark(node)) {
                (model::Mark::None, Some(Mark::Open)) => Verdict::Unknown,
                (model::Mark::Open, Some(Mark::Open))
                | (model::Mark::Offered, Some(Mark::Offered))
                | (model::Mark::None, Some(Mark::Absent)) => Verdict::Holds,
                _ => Verdict::Broken,
            })
        })
    }

    /// `never rise`, `never fall`
    fn never(&mut self, path: &Path, direction: Direction) -> Result<Verdict, Beyond> {
        if let Some(verdict) = self.quick_never(path, direction) {
            return Ok(verdict);
        }
        let op = if direction == Direction::Up { Op::AtMost } else { Op::AtLeast };
        match self.leaves(path, Depth::Values)? {
            Leaves::One(found) => Ok(match self.stated(found)? {
                Ok(_) => Verdict::Holds,
                Err(_) => Verdict::Unknown,
            }),
            Leaves::Parties(_) => Err(Beyond),
            Leaves::Row(at) => {
                let after = self.node(at).map_or(at, |node| node.after());
                let mut before = None;
                let mut all = true;
                for item in at + 1..after {
                    let Ok((Datum::Figure(figure), _)) = self.stated(Ok(item))? else {
                        return Err(Beyond);
                    };
                    let stays = before.is_none_or(|before| ordered(op, figure.cmp(&before)));
                    all &= stays;
                    before = Some(figure);
                }
                Ok(truly(all))
            }
        }
    }
}
