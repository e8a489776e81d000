//! What a test says, as a row of numbers: two tests of one row ask the same, and need one answer.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Compare, How, Path, Quantity, Side, Spelling, Start, Test, Work};
use crate::model::{CountBound, Direction, Frequency, Mark, Op, Stance};
use crate::tape::Figure;

/// Numbers that stand for rows of numbers and for texts, in the order in which they were first met.
#[derive(Debug, Default)]
pub(super) struct Codes {
    rows: HashMap<Box<[u32]>, usize, FixedState>,
    texts: HashMap<String, u32, FixedState>,
    alone: u32,
    /// Room for the next row.
    room: Vec<u32>,
}

impl Codes {
    /// What stands for a row: what it stood for already, or else `new`.
    fn known(&mut self, row: &[u32], new: usize) -> usize {
        if let Some(known) = self.rows.get(row) {
            return *known;
        }
        self.rows.insert(row.into(), new);
        new
    }

    /// Forgets what stands for rows of one kind from a number on.
    pub(super) fn forget_since(&mut self, kind: Kind, first: usize) {
        self.rows.retain(|row, known| row.first() != Some(&(kind as u32)) || *known < first);
    }

    /// The number of a text.
    pub(super) fn text(&mut self, text: &str) -> u32 {
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let new = self.texts.len() as u32;
        self.texts.insert(text.to_owned(), new);
        new
    }

    /// A number that nothing else has.
    fn alone(&mut self) -> u32 {
        self.alone += 1;
        self.alone
    }
}

/// What a row is about: its first number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Literal,
    Comparison,
    Filter,
    Gather,
    Chain,
    Path,
    Rule,
    Ladder,
}

/// A row that is being written.
pub(super) struct Row<'c> {
    pub(super) codes: &'c mut Codes,
    pub(super) row: Vec<u32>,
}

impl<'c> Row<'c> {
    pub(super) fn new(kind: Kind, codes: &'c mut Codes) -> Self {
        let mut row = std::mem::take(&mut codes.room);
        row.clear();
        row.push(kind as u32);
        Self { codes, row }
    }

    /// What stands for the whole.
    pub(super) fn known(self, new: usize) -> usize {
        let known = self.codes.known(&self.row, new);
        self.codes.room = self.row;
        known
    }

    pub(super) fn put(&mut self, number: usize) -> &mut Self {
        self.row.push(number as u32);
        self
    }

    pub(super) fn long(&mut self, number: i64) -> &mut Self {
        self.row.extend([number as u32, (number >> 32) as u32]);
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let text = self.codes.text(text);
        self.row.push(text);
        self
    }

    /// A number, as it is written.
    pub(super) fn figure(&mut self, figure: Figure) -> &mut Self {
        let (units, places) = figure.parts();
        self.put(usize::from(places)).long(units)
    }

    pub(super) fn spelling(&mut self, name: Spelling) -> &mut Self {
        self.put(name.exact.place()).put(name.other.place())
    }

    fn spellings(&mut self, names: &[Spelling]) -> &mut Self {
        self.put(names.len());
        for name in names {
            self.spelling(*name);
        }
        self
    }

    /// A chain without what picks an entry of it.
    pub(super) fn chain(&mut self, start: &Start, steps: &[Spelling]) -> &mut Self {
        match start {
            Start::Name(name, _) => {
                self.put(1).spelling(*name);
            }
            Start::Thing => {
                self.put(2);
            }
            Start::Its(its) => {
                let (name, owners) = &**its;
                self.put(3).spelling(*name).put(owners.len());
                for owner in owners {
                    self.path(owner);
                }
            }
        }
        self.spellings(steps)
    }

    pub(super) fn path(&mut self, path: &Path) -> &mut Self {
        self.put(path.id)
    }

    fn stance(&mut self, stance: Stance) -> &mut Self {
        self.put(match stance {
            Stance::Demand => 1,
            Stance::Forbid => 2,
            Stance::Ask => 3,
        })
    }

    fn how(&mut self, how: How) -> &mut Self {
        self.stance(how.stance).put(match how.frequency {
            None => 0,
            Some(Frequency::Ever) => 1,
            Some(Frequency::Always) => 2,
        })
    }

    fn quantity(&mut self, quantity: Quantity) -> &mut Self {
        match quantity {
            Quantity::Every => self.put(1),
            Quantity::Some => self.put(2),
            Quantity::Count(bound, number) => {
                let bound = match bound {
                    CountBound::AtLeast => 3,
                    CountBound::MoreThan => 4,
                    CountBound::AtMost => 5,
                    CountBound::FewerThan => 6,
                    CountBound::Exactly => 7,
                };
                self.put(bound).long(number)
            }
        }
    }

    pub(super) fn op(&mut self, op: Op) -> &mut Self {
        self.put(match op {
            Op::AtLeast => 1,
            Op::AtMost => 2,
            Op::Above => 3,
            Op::Below => 4,
            Op::Equal => 5,
        })
    }

    fn tests(&mut self, tests: &[Test]) -> &mut Self {
        self.put(tests.len());
        for test in tests {
            self.test(test);
        }
        self
    }

    pub(super) fn test(&mut self, test: &Test) -> &mut Self {
        match test {
            Test::All(parts) => self.put(1).tests(parts),
            Test::Any(parts) => self.put(2).tests(parts),
            Test::OneOf(one_of) => self.put(2).tests(&one_of.tests),
            Test::Not(inner) => self.put(3).test(inner),
            Test::Plainly(plainly) => self.test(&plainly.test),
            Test::If(parts) => self.put(4).tests(&**parts),
            Test::Gathered(gather, quantity) => self.put(5).put(*gather).quantity(*quantity),
            Test::Members(..) => self.put(6).alone(),
            Test::Has(path, stance) => self.put(7).path(path).stance(*stance),
            Test::States(path, stance) => self.put(8).path(path).stance(*stance),
            Test::Starts(starts, how) => self.put(9).path(&starts.0).text(&starts.1).how(*how),
            Test::Is(path, mark, how) => self.put(10).path(path).mark(*mark).how(*how),
            Test::Never(path, direction) => self.put(11).path(path).put(match direction {
                Direction::Up => 1,
                Direction::Down => 2,
            }),
            Test::Compare(compare) => self.put(12).compare(compare),
            Test::Same(same) => self.put(13).path(&same.subject).spelling(same.noun),
        }
    }

    fn mark(&mut self, mark: Mark) -> &mut Self {
        self.put(match mark {
            Mark::Open => 1,
            Mark::Offered => 2,
            Mark::None => 3,
        })
    }

    /// The place of a comparison tells its operator, its unit and a literal limit.
    fn compare(&mut self, compare: &Compare) -> &mut Self {
        self.put(compare.place).side(&compare.subject).side(&compare.limit).how(compare.how);
        self.put(usize::from(compare.holding)).put(usize::from(compare.alternative));
        self.put(compare.guards.len());
        for guard in compare.guards.iter().flatten() {
            self.put(*guard as usize);
        }
        self
    }

    /// What a comparison is, whatever it compares.
    pub(super) fn comparing(&mut self, compare: &Compare) -> &mut Self {
        self.op(compare.op).how(compare.how);
        self.put(usize::from(compare.holding)).put(usize::from(compare.alternative))
    }

    fn side(&mut self, side: &Side) -> &mut Self {
        match side {
            Side::Literal(id) => self.put(1).put(*id),
            Side::Path(path) => self.put(2).path(path),
            Side::Share((numerator, denominator), path) => {
                self.put(3).long(*numerator).long(*denominator).path(path)
            }
            Side::Gathered(gather) => self.put(4).put(*gather),
            Side::Members(_) => self.put(5).alone(),
        }
    }

    fn alone(&mut self) -> &mut Self {
        let alone = self.codes.alone();
        self.row.push(alone);
        self
    }

    pub(super) fn work(&mut self, work: &Work) -> &mut Self {
        match work {
            Work::Test(body, every) => self.put(1).put(usize::from(*every)).test(body),
            Work::Number => self.put(2),
            Work::Sum(path, average) => self.put(3).put(usize::from(*average)).path(path),
            Work::Extreme(path, highest) => self.put(4).put(usize::from(*highest)).path(path),
        }
    }
}
