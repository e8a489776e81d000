//! Rules that set one value against many limits: the value is looked up once, and the limits are told apart by their order.

use super::code::{Kind as CodeKind, Row};
use super::compile::Compiler;
use super::judge::under;
use super::side::lacking;
use super::{Compare, Found, Path, Plan, Planned, Side, Sight, Task, Test};
use crate::model::Op;
use crate::report::Verdict;

/// How many rules are worth a ladder.
const FEWEST: usize = 3;

/// Rules that are one but for a number that they compare with.
#[derive(Debug)]
pub(super) struct Ladder {
    /// The rules, by their limits.
    rules: Vec<u32>,
    /// The limits in billionths, in order.
    limits: Vec<i64>,
    /// How many sentences the rules before each one stand for, and last how many all do.
    before: Vec<usize>,
}

/// A test that rests on one comparison with a number.
struct Rung<'p> {
    /// It is made only under this.
    condition: Option<&'p Test>,
    compare: &'p Compare,
    path: &'p Path,
    limit: i64,
    /// It is the condition of this.
    then: Option<&'p Test>,
}

impl<'p> Rung<'p> {
    fn of(test: &'p Test) -> Option<Self> {
        match test {
            Test::Compare(compare) => Self::comparing(compare),
            Test::If(parts) => match &**parts {
                [condition, Test::Compare(compare)] => {
                    Some(Self { condition: Some(condition), ..Self::comparing(compare)? })
                }
                [Test::Compare(compare), then] => {
                    Some(Self { then: Some(then), ..Self::comparing(compare)? })
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn comparing(compare: &'p Compare) -> Option<Self> {
        let (Side::Path(path), Side::Literal(_)) = (&compare.subject, &compare.limit) else {
            return None;
        };
        let plain = path.chain.is_some() && path.party.is_none() && compare.guards.is_empty();
        let limit = compare.figure?.billionths.filter(|_| plain && compare.op != Op::Equal)?;
        Some(Self { condition: None, compare, path, limit, then: None })
    }
}

impl Planned<'_> {
    fn rung(&self) -> Option<Rung<'_>> {
        match &self.task {
            Task::Test(test) => Rung::of(test),
            Task::Settled(_) | Task::Beyond => None,
        }
    }
}

impl Compiler<'_, '_> {
    /// Puts rules that differ by a number alone on ladders; the others are judged one by one.
    pub(super) fn put_on_ladders(&mut self) {
        let mut groups: Vec<Vec<(i64, u32)>> = Vec::new();
        for (at, rule) in (0..).zip(&self.plan.rules) {
            let Some(rung) = rule.rung() else {
                self.plan.alone.push(at);
                continue;
            };
            let mut row = Row::new(CodeKind::Ladder, &mut self.codes);
            row.put(rule.force as usize).put(usize::from(rule.waived));
            row.comparing(rung.compare).path(rung.path);
            for (mark, test) in [(1, rung.condition), (2, rung.then)] {
                if let Some(test) = test {
                    row.put(mark).test(test);
                }
            }
            let place = row.known(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups.get_mut(place).into_iter().for_each(|group| group.push((rung.limit, at)));
        }
        for mut group in groups {
            if group.len() < FEWEST {
                self.plan.alone.extend(group.into_iter().map(|(_, rule)| rule));
                continue;
            }
            group.sort_unstable();
            let ladder = Ladder::new(&self.plan, &group);
            self.plan.ladders.push(ladder);
        }
        self.plan.alone.sort_unstable();
    }
}

impl Ladder {
    fn new(plan: &Plan<'_>, group: &[(i64, u32)]) -> Self {
        let mut before = vec![0];
        let mut sentences = 0;
        for (_, rule) in group {
            sentences += plan.rules.get(*rule as usize).map_or(0, |rule| rule.times);
            before.push(sentences);
        }
        let (limits, rules) = group.iter().copied().unzip();
        Self { rules, limits, before }
    }

    /// Its rules, each of which can be judged on its own.
    pub(super) fn rules(&self) -> &[u32] {
        &self.rules
    }

    fn sentences(&self) -> usize {
        self.before.last().copied().unwrap_or_default()
    }

    /// How many sentences are satisfied by a number in billionths.
    fn satisfied(&self, op: Op, number: i64) -> usize {
        let below = |count: usize| self.before.get(count).copied().unwrap_or_default();
        let up_to = || below(self.limits.partition_point(|limit| *limit <= number));
        let under = || below(self.limits.partition_point(|limit| *limit < number));
        match op {
            Op::AtLeast => up_to(),
            Op::Above => under(),
            Op::AtMost => self.sentences() - under(),
            Op::Below => self.sentences() - up_to(),
            Op::Equal => 0,
        }
    }
}

impl Sight<'_, '_> {
    /// Counts the verdicts of all rules of a ladder; `None` where each must be judged on its own.
    pub(super) fn climb(&mut self, ladder: &Ladder, found: &mut Found) -> Option<()> {
        let plan = self.plan;
        let first = plan.rules.get(*ladder.rules.first()? as usize)?;
        let rung = first.rung()?;
        let condition = rung.condition.map(|condition| self.test(condition)).transpose().ok()?;
        let all = ladder.sentences();
        if condition == Some(Verdict::Broken) {
            found.add(first, Verdict::NotApplicable, all);
            return Some(());
        }
        let verdicts = match self.follow(rung.path).ok()? {
            Err(trouble) => [(lacking(trouble, rung.compare), all), (Verdict::Broken, 0)],
            Ok(at) => {
                let number = self.plain_value(at, rung.path.year)?.billionths()?;
                let satisfied = ladder.satisfied(rung.compare.op, number);
                [(Verdict::Holds, satisfied), (Verdict::Broken, all - satisfied)]
            }
        };
        let mut judged = [(Verdict::NotApplicable, 0); 2];
        for ((verdict, count), slot) in verdicts.into_iter().zip(&mut judged) {
            if count > 0 {
                *slot = (self.in_its_place(verdict, condition, rung.then)?, count);
            }
        }
        judged.into_iter().for_each(|(verdict, count)| found.add(first, verdict, count));
        Some(())
    }

    /// What the verdict on a comparison makes of the whole test.
    fn in_its_place(
        &mut self,
        verdict: Verdict,
        condition: Option<Verdict>,
        then: Option<&Test>,
    ) -> Option<Verdict> {
        Some(match (condition, then) {
            (Some(condition), _) => under(condition, verdict),
            (None, Some(_)) if verdict == Verdict::Broken => Verdict::NotApplicable,
            (None, Some(then)) => under(verdict, self.test(then).ok()?),
            (None, None) => verdict,
        })
    }
}
