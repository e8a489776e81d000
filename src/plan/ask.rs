//! Questions that have a plain answer as a rule: yes or no, told by one node on the spot. What gives none is judged the
//! longer way, which would say the same.

use jiff::civil::Date;

use super::lexicon::{ANY, BARE, Measured, Read};
use super::path::{Missing, Trouble};
use super::side::{lacking, ordered};
use super::{Compare, Limit, Plan, SharedPath, Side, Sight, Test};
use crate::model::{Direction, Op, Stance};
use crate::report::Verdict;
use crate::tape::{Kind, Node, Symbol};
use crate::value::{ScalarStyle, Value, may_be_mark};

/// A question about a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    Number(Bounds),
    /// The same of a year of a schedule.
    InYear(u32, Bounds),
    Text(Wording),
    Has,
    States,
    Never(Direction),
}

/// Whether a number lies between two others in billionths, or is one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Bounds {
    /// For bare numbers.
    bare: Option<(i64, i64)>,
    /// For amounts in a unit.
    measured: Option<(u32, (i64, i64))>,
}

impl Bounds {
    fn of(compare: &Compare) -> Option<Self> {
        let within = |limit: Limit| satisfying(compare.op, limit);
        let bare = compare.figure.and_then(within);
        let measured = compare.amount.and_then(|(unit, limit)| Some((unit, within(limit)?)));
        (bare.is_some() || measured.is_some()).then_some(Self { bare, measured })
    }

    /// The answer for a bare number in billionths.
    #[inline]
    pub(super) fn hold(self, number: i64) -> Option<bool> {
        self.bare.map(|bounds| is_within(bounds, number))
    }

    /// The answer for an amount.
    #[inline]
    fn hold_measured(self, Measured { figure, unit }: Measured) -> Option<bool> {
        let number = figure.billionths()?;
        if unit == BARE {
            return self.hold(number);
        }
        let (known, bounds) = self.measured?;
        (known == unit || known == ANY).then(|| is_within(bounds, number))
    }
}

#[inline]
fn is_within((low, high): (i64, i64), number: i64) -> bool {
    low <= number && number <= high
}

/// A question about a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Wording {
    Is(Box<[u8]>),
    OneOf(Vec<String>),
    Begins(Box<[u8]>),
    /// The day that it says stands to another like this, which is written as ISO 8601 has it.
    Day(Op, [u8; 10]),
}

impl Wording {
    /// The answer, where it is plain.
    #[inline]
    pub(super) fn fits(&self, text: &[u8]) -> Option<bool> {
        Some(match self {
            Self::Is(one) => *text == **one,
            Self::OneOf(several) => several.iter().any(|one| one.as_bytes() == text),
            Self::Begins(with) => text.starts_with(with),
            Self::Day(op, day) => ordered(*op, as_day(text)?.cmp(day)),
        })
    }
}

/// What a test asks, and of what.
pub(super) struct Asking<'t> {
    pub(super) of: &'t SharedPath,
    pub(super) ask: Ask,
    /// The verdict where nothing of the chain is there.
    pub(super) nowhere: Verdict,
    /// The verdict where the last name is missing; `None` where it must occur somewhere in the run to be missing.
    pub(super) missing: Option<Verdict>,
    /// Whose entry is meant, where it differs by party.
    pub(super) party: Option<Symbol>,
}

impl<'t> Asking<'t> {
    /// What a test asks, where it is a question.
    pub(super) fn of(plan: &Plan<'_>, test: &'t Test) -> Option<Self> {
        let unknown = (Verdict::Unknown, Some(Verdict::Unknown));
        let (of, ask, (nowhere, missing)) = match test {
            Test::Has(of, stance) => (of, Ask::Has, if_lacking(*stance)),
            Test::States(of, stance) => (of, Ask::States, if_lacking(*stance)),
            Test::Starts(starts, _) => {
                let wording = Wording::Begins(starts.1.as_bytes().into());
                (&starts.0, Ask::Text(wording), unknown)
            }
            Test::OneOf(one_of) => {
                (&one_of.field, Ask::Text(Wording::OneOf(one_of.texts.clone())), unknown)
            }
            Test::Never(of, direction) => (of, Ask::Never(*direction), unknown),
            Test::Compare(compare) => {
                let (of, ask) = comparison(plan, compare)?;
                let name = *of.steps.last().or(of.start.name())?;
                let missing = Missing { name, nowhere: false, party: false };
                let without = lacking(Trouble::Missing(missing), compare);
                (of, ask, (without, Some(without)))
            }
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::If(_)
            | Test::Gathered(..)
            | Test::Members(..)
            | Test::Is(..)
            | Test::Plainly(_)
            | Test::Same(_) => return None,
        };
        let year = matches!(ask, Ask::InYear(..));
        let party = of.party.filter(|_| !matches!(ask, Ask::Never(_)));
        (of.party == party && of.year.is_some() == year).then_some(())?;
        Some(Self { of, ask, nowhere, missing, party })
    }
}

/// The verdicts where nothing of a chain is there, and where its last name is missing.
fn if_lacking(stance: Stance) -> (Verdict, Option<Verdict>) {
    match stance {
        Stance::Demand => (Verdict::Broken, Some(Verdict::Broken)),
        Stance::Ask | Stance::Forbid => (Verdict::Unknown, None),
    }
}

impl Asking<'_> {
    /// True for a field of an entry.
    pub(super) fn is_of_a_field(&self) -> bool {
        self.of.columns.is_some() && self.of.steps.len() == 1
    }
}

/// A comparison with a literal.
fn comparison<'t>(plan: &Plan<'_>, compare: &'t Compare) -> Option<(&'t SharedPath, Ask)> {
    let (Side::Path(of), Side::Literal(id)) = (&compare.subject, &compare.limit) else {
        return None;
    };
    compare.guards.is_empty().then_some(())?;
    let ask = match &plan.literals.get(*id)?.value {
        Value::Quantity(_) => match of.year {
            Some(year) => Ask::InYear(year, Bounds::of(compare)?),
            None => Ask::Number(Bounds::of(compare)?),
        },
        Value::Text(text) if compare.op == Op::Equal => {
            Ask::Text(Wording::Is(text.as_bytes().into()))
        }
        Value::Date(day) if compare.unit.is_none() => {
            Ask::Text(Wording::Day(compare.op, written(*day)?))
        }
        _ => return None,
    };
    Some((of, ask))
}

/// The least and the greatest number in billionths that satisfies an operator.
fn satisfying(op: Op, limit: Limit) -> Option<(i64, i64)> {
    let limit = limit.billionths?;
    Some(match op {
        Op::AtLeast => (limit, i64::MAX),
        Op::AtMost => (i64::MIN, limit),
        Op::Above => (limit.checked_add(1)?, i64::MAX),
        Op::Below => (i64::MIN, limit.checked_sub(1)?),
        Op::Equal => (limit, limit),
    })
}

/// `YYYY-MM-DD`, for the years of which such texts are in the order of their days.
fn written(day: Date) -> Option<[u8; 10]> {
    day.to_string().as_bytes().try_into().ok()
}

/// A text that certainly is a day as ISO 8601 writes it; not every one is known here.
#[inline]
fn as_day(text: &[u8]) -> Option<&[u8; 10]> {
    let day: &[u8; 10] = text.try_into().ok()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else { return None };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2].iter().all(|byte| byte.is_ascii_digit());
    let two = |tens: &u8, ones: &u8| (tens & 15) * 10 + (ones & 15);
    // every month has 28 days
    let certain = *y1 > b'0' && (1..=12).contains(&two(m1, m2)) && (1..=28).contains(&two(d1, d2));
    (digits && certain).then_some(day)
}

impl Sight<'_, '_> {
    /// The answer of what stands at a place, where it is plain.
    #[inline]
    pub(super) fn answer(&mut self, ask: &Ask, at: u32, node: &Node) -> Option<bool> {
        Some(match ask {
            Ask::Number(bounds) => self.number(*bounds, node)?,
            Ask::InYear(year, bounds) => {
                let value = self.plain_value(at, Some(*year))?;
                self.number(*bounds, value)?
            }
            Ask::Text(wording) => wording.fits(self.quick_text(node)?)?,
            Ask::Has => self.is_had(at, node)?,
            Ask::States => self.is_stated(at, node)?,
            Ask::Never(direction) => self.is_never(at, *direction)?,
        })
    }

    /// False for a party that does not negotiate: what it is given cannot be told.
    pub(super) fn is_known(&self, party: Option<Symbol>) -> bool {
        party.is_none_or(|party| self.is_party(party))
    }

    /// The same of the entry of a party; `missing` is the verdict where a name is.
    pub(super) fn answer_for(
        &mut self,
        party: Symbol,
        missing: Option<Verdict>,
        ask: &Ask,
        at: u32,
    ) -> Option<bool> {
        let mut entry = Some(at);
        if self.differs_by_party(at) {
            let mut entries = self.tape.children(at);
            entry = entries.find(|(_, child)| child.key == party).map(|(child, _)| child);
        }
        match entry {
            Some(at) => self.answer(ask, at, self.node(at)?),
            None => (missing != Some(Verdict::Unknown)).then_some(false),
        }
    }

    /// Whether a value is stated; `None` for what takes a longer look.
    fn is_stated(&self, at: u32, node: &Node) -> Option<bool> {
        if node.kind != Kind::Mapping || !self.differs_by_party(at) {
            return self.is_entry_stated(at, node);
        }
        let stated = |(at, entry): (u32, &Node)| {
            !self.differs_by_party(at) && self.is_entry_stated(at, entry) == Some(true)
        };
        self.tape.children(at).all(stated).then_some(true)
    }

    /// The same of what does not differ by party.
    fn is_entry_stated(&self, at: u32, node: &Node) -> Option<bool> {
        match node.kind {
            Kind::Null => Some(false),
            Kind::False | Kind::True | Kind::Number => Some(true),
            Kind::Quoted | Kind::Plain => {
                (!may_be_mark(self.tape.bytes(node, self.text))).then_some(true)
            }
            Kind::Mapping | Kind::List | Kind::Row => Some(!self.tape.is_bare(at)),
            Kind::Schedule | Kind::Passed => None,
        }
    }

    #[inline]
    pub(super) fn number(&mut self, bounds: Bounds, node: &Node) -> Option<bool> {
        match node.billionths() {
            Some(number) => bounds.hold(number),
            None => bounds.hold_measured(self.amount_of_text(node)?),
        }
    }

    /// The amount that a scalar is.
    #[inline]
    pub(super) fn amount_of_node(&mut self, node: &Node) -> Option<Measured> {
        match node.figure() {
            Some(figure) => Some(Measured { figure, unit: BARE }),
            None => self.amount_of_text(node),
        }
    }

    fn amount_of_text(&mut self, node: &Node) -> Option<Measured> {
        let read = self.quick_read(node)?;
        self.desk.lexicon.measured(read)
    }

    /// What a text says that is a value.
    pub(super) fn quick_read(&mut self, node: &Node) -> Option<Read> {
        self.quick_text(node)?;
        let quoted = node.kind == Kind::Quoted;
        let style = if quoted { ScalarStyle::Quoted } else { ScalarStyle::Plain };
        Some(self.desk.lexicon.read(self.text_of(node), style))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_are_in_every_calendar_are_told_at_once() {
        for (text, is_day) in [
            ("2005-03-28", true),
            ("2005-12-01", true),
            // the careful reader knows how long a month is
            ("2005-03-29", false),
            ("2005-13-01", false),
            ("2005-00-01", false),
            ("2005-01-00", false),
            ("0999-01-01", false),
            ("2005-1-010", false),
            ("2005/01/01", false),
            ("2005-01-01 ", false),
        ] {
            assert_eq!(as_day(text.as_bytes()).is_some(), is_day, "{text}");
        }
    }
}
