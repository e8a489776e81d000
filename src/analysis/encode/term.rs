//! Terms worked out: what each can come to in a deal, and under which statement.

mod taken;

pub use taken::Together;

use super::claim::Encoder;
use super::ground::Worked;
use super::lookup::{Cell, Found};
use super::states::day_number;
use super::uses::Kind;
use super::why::Why;
use crate::analysis::linear::Sum;
use crate::analysis::logic::Prop;
use crate::analysis::moments::{Moment, Slot};
use crate::analysis::sketch::{Spot, Was};
use crate::name::Name;
use crate::value::{Dimension, Number, Quantity, Reading, Unit, Value};

/// What a term comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An amount in base units of a dimension.
    Amount(Sum, Dimension),
    /// A day.
    Day(Sum),
    /// Any other value, which is known.
    Value(Value),
    /// Nothing is stated; with true, not even the thing it belongs to is there.
    Missing(bool),
    /// `none` under its name.
    Nothing,
    /// `none` under the name of what it belongs to.
    Absent,
    /// Not yet agreed.
    Open,
    /// There, with no value named.
    Offered,
    /// A mapping or a list.
    Thing,
    /// Nobody can tell.
    Unknown,
}

impl What {
    /// True where there is no value to work with.
    pub(super) fn is_fault(&self) -> bool {
        match self {
            Self::Amount(..) | Self::Day(_) | Self::Value(_) => false,
            Self::Missing(_)
            | Self::Nothing
            | Self::Absent
            | Self::Open
            | Self::Offered
            | Self::Thing
            | Self::Unknown => true,
        }
    }
}

/// The ways in which a term can come out, each under a statement; of these one is true.
pub type Ways = Vec<(Prop, What)>;

/// One entry of a term.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whose.
    pub party: Option<Name>,
    /// From when until when.
    pub slot: Option<Slot>,
    /// What it can be.
    pub ways: Ways,
}

impl Encoder<'_> {
    /// The entries of a term.
    pub(super) fn entries(&mut self, term: &Worked) -> Result<Vec<Entry>, Why> {
        Ok(match term {
            Worked::Value(value) => vec![alone(vec![(Prop::TRUE, of_value(value, None))])],
            Worked::Free(sum, Some(dimension)) => {
                vec![alone(vec![(Prop::TRUE, What::Amount(sum.clone(), dimension.clone()))])]
            }
            Worked::Free(sum, None) => vec![alone(vec![(Prop::TRUE, What::Day(sum.clone()))])],
            Worked::Cells(cells, unit) => self.cells(cells, unit.as_ref()),
            Worked::Share(share, inner) => {
                let mut entries = self.entries(inner)?;
                for entry in &mut entries {
                    let ways = std::mem::take(&mut entry.ways).into_iter();
                    entry.ways = ways
                        .map(|(when, what)| Ok((when, shared(share, what)?)))
                        .collect::<Result<_, _>>()?;
                }
                entries
            }
            Worked::Sum(left, right, less) => {
                let (left, right) = (self.entries(left)?, self.entries(right)?);
                let pairs = self.pairs(&left, &right);
                pairs.into_iter().map(|pair| self.summed(pair, *less)).collect::<Result<_, _>>()?
            }
            Worked::Aggregate(kind, taken, unit) => {
                vec![alone(self.aggregate(*kind, taken, unit.as_ref())?)]
            }
            Worked::Count(_) => return Err(Why::Form("a count that is reckoned with")),
        })
    }

    /// The entries of what a name stands for.
    pub(super) fn cells(&mut self, cells: &[Cell], unit: Option<&Unit>) -> Vec<Entry> {
        let entry = |cell: &Cell| {
            let ways = match &cell.found {
                Found::At(path) => self.ways(path, unit),
                Found::Value(value) => vec![(Prop::TRUE, of_value(value, unit))],
                Found::Unclear => vec![(Prop::TRUE, What::Unknown)],
            };
            Entry { party: cell.party.clone(), slot: cell.slot, ways }
        };
        cells.iter().map(entry).collect()
    }

    /// What the last spot of a path can be, by what those before it are.
    pub(super) fn ways(&mut self, path: &[Spot], unit: Option<&Unit>) -> Ways {
        let mut ways = Vec::new();
        let mut within = Prop::TRUE;
        let Some((last, owners)) = path.split_last() else { return vec![(within, What::Unknown)] };
        for (at, owner) in owners.iter().enumerate() {
            let state = self.states.of(*owner).clone();
            ways.push((self.solver.all([within, state.missing]), What::Missing(at == 0)));
            ways.push((self.solver.all([within, state.none]), What::Absent));
            ways.push((
                self.solver.all([within, state.kept]),
                within_scalar(self.sketch.was(*owner)),
            ));
            within = self.solver.all([within, state.mapping]);
        }
        let state = self.states.of(*last).clone();
        let nowhere = owners.is_empty();
        ways.push((self.solver.all([within, state.missing]), What::Missing(nowhere)));
        ways.push((state.none, What::Nothing));
        ways.push((state.kept, kept(self.sketch.was(*last), unit)));
        ways.push((state.mapping, What::Thing));
        for possible in &state.kinds {
            let amount = possible.amount.map(Sum::of);
            let what = match (&possible.kind, amount) {
                (Kind::Amount(own), Some(sum)) => {
                    dressed(What::Amount(sum, own.dimension().clone()), unit)
                }
                (Kind::Day, Some(sum)) => What::Day(sum),
                (Kind::Text(text), _) => What::Value(Value::Text(text.clone())),
                (Kind::Yes, _) => What::Value(Value::Yes),
                (Kind::Amount(_) | Kind::Day, None) => What::Unknown,
            };
            ways.push((possible.is, what));
        }
        ways.retain(|(when, _)| *when != Prop::FALSE);
        ways
    }

    fn summed(&mut self, pair: Pair, less: bool) -> Result<Entry, Why> {
        let mut ways = Vec::new();
        for (when, (left, right)) in self.both(&pair.left, &pair.right) {
            ways.push((when, sum(left, right, less)?));
        }
        Ok(Entry { party: pair.party, slot: pair.slot, ways })
    }

    /// Every way of the one with every way of the other; a fault of the left goes before one of the right.
    pub(super) fn both(&mut self, left: &Ways, right: &Ways) -> Vec<(Prop, (What, What))> {
        let mut both = Vec::new();
        for (one, left) in left {
            for (other, right) in right {
                let when = self.solver.all([*one, *other]);
                if when != Prop::FALSE {
                    both.push((when, (left.clone(), right.clone())));
                }
            }
        }
        both
    }

    /// Two terms side by side: for each party, and at every time at which either changes.
    pub(super) fn pairs(&mut self, left: &[Entry], right: &[Entry]) -> Vec<Pair> {
        let mut parties: Vec<&Name> = Vec::new();
        for party in left.iter().chain(right).filter_map(|entry| entry.party.as_ref()) {
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        if parties.is_empty() {
            return in_time(&left.iter().collect::<Vec<_>>(), &right.iter().collect::<Vec<_>>());
        }
        let mut pairs = Vec::new();
        for party in parties {
            let own = |entry: &&Entry| entry.party.as_ref().is_none_or(|own| own == party);
            let (ours, theirs): (Vec<&Entry>, Vec<&Entry>) =
                (left.iter().filter(own).collect(), right.iter().filter(own).collect());
            match ours.is_empty() || theirs.is_empty() {
                true => pairs.push(Pair::unknown(Some(party.clone()))),
                false => pairs.extend(in_time(&ours, &theirs)),
            }
        }
        pairs
    }
}

/// Two entries side by side.
#[derive(Debug, Clone)]
pub struct Pair {
    /// Whose.
    pub party: Option<Name>,
    /// From when until when.
    pub slot: Option<Slot>,
    /// The left one.
    pub left: Ways,
    /// The right one.
    pub right: Ways,
}

impl Pair {
    fn unknown(party: Option<Name>) -> Self {
        let unknown = vec![(Prop::TRUE, What::Unknown)];
        Self { party, slot: None, left: unknown.clone(), right: unknown }
    }

    fn of(left: &Entry, right: &Entry) -> Self {
        Self {
            party: left.party.clone().or_else(|| right.party.clone()),
            slot: left.slot.or(right.slot),
            left: left.ways.clone(),
            right: right.ways.clone(),
        }
    }
}

fn in_time(left: &[&Entry], right: &[&Entry]) -> Vec<Pair> {
    let timed = |entries: &[&Entry]| entries.iter().any(|entry| entry.slot.is_some());
    if !timed(left) || !timed(right) {
        return left
            .iter()
            .flat_map(|one| right.iter().map(|other| Pair::of(one, other)))
            .collect();
    }
    let mut times: Vec<Moment> =
        left.iter().chain(right).filter_map(|entry| entry.slot?.from).collect();
    times.sort();
    times.dedup();
    let mixed = times.iter().any(|time| matches!(time, Moment::Year(_)))
        && times.iter().any(|time| matches!(time, Moment::Day(_)));
    if mixed {
        return vec![Pair::unknown(None)];
    }
    let ends = times.iter().skip(1).copied().map(Some).chain([None]);
    let both = |(time, until): (&Moment, Option<Moment>)| {
        let (one, other) = (in_force(left, *time), in_force(right, *time));
        let own = [one, other].map(|entry| entry?.slot?.until);
        let until = own.into_iter().chain([until]).flatten().min();
        let pair = match (one, other) {
            (Some(one), Some(other)) => Pair::of(one, other),
            (one, other) => Pair::unknown(one.or(other).and_then(|entry| entry.party.clone())),
        };
        Pair { slot: Some(Slot { from: Some(*time), until }), ..pair }
    };
    times.iter().zip(ends).map(both).collect()
}

fn in_force<'e>(entries: &[&'e Entry], time: Moment) -> Option<&'e Entry> {
    let fits = |entry: &&&'e Entry| match entry.slot {
        None => true,
        Some(slot) => {
            slot.from.is_some_and(|from| from <= time)
                && slot.until.is_none_or(|until| time < until)
        }
    };
    entries.iter().find(fits).copied()
}

fn alone(ways: Ways) -> Entry {
    Entry { party: None, slot: None, ways }
}

/// A field is asked of a scalar.
fn within_scalar(was: &Was) -> What {
    match was {
        Was::Scalar(Reading::Absent) => What::Absent,
        Was::Scalar(Reading::Value(_)) => What::Missing(false),
        Was::Scalar(Reading::Open) => What::Open,
        Was::Scalar(Reading::Offered) => What::Offered,
        Was::Nothing | Was::Mapping | Was::List => What::Unknown,
    }
}

fn kept(was: &Was, unit: Option<&Unit>) -> What {
    match was {
        Was::Scalar(Reading::Value(value)) => of_value(value, unit),
        Was::Scalar(Reading::Absent) => What::Nothing,
        Was::Scalar(Reading::Open) => What::Open,
        Was::Scalar(Reading::Offered) => What::Offered,
        Was::Nothing | Was::Mapping | Was::List => What::Unknown,
    }
}

/// A bare number in the unit that it is measured in.
pub(super) fn dressed(what: What, unit: Option<&Unit>) -> What {
    match (what, unit) {
        (What::Amount(sum, Dimension::None), Some(unit)) => {
            What::Amount(sum.times(unit.factor()), unit.dimension().clone())
        }
        (other, _) => other,
    }
}

/// A value that is known.
pub(super) fn of_value(value: &Value, unit: Option<&Unit>) -> What {
    let dressed = match unit {
        Some(unit) => value.clone().with_unit_if_bare(unit),
        None => value.clone(),
    };
    match dressed {
        Value::Quantity(quantity) => of_quantity(&quantity),
        Value::Date(day) => What::Day(Sum::constant(day_number(day))),
        other @ (Value::Yes | Value::No | Value::Text(_) | Value::Duty(_) | Value::Range(_)) => {
            What::Value(other)
        }
    }
}

fn of_quantity(quantity: &Quantity) -> What {
    let amount = Sum::constant(quantity.in_base_units());
    What::Amount(amount, quantity.unit.dimension().clone())
}

fn shared(share: &Number, what: What) -> Result<What, Why> {
    Ok(match what {
        What::Amount(sum, dimension) => What::Amount(sum.times(share), dimension),
        What::Value(Value::Duty(_) | Value::Range(_)) => return Err(Why::Duties),
        What::Day(_) | What::Value(_) => What::Unknown,
        fault => fault,
    })
}

fn sum(left: What, right: What, less: bool) -> Result<What, Why> {
    let join = |a: &Sum, b: &Sum| if less { a.minus(b) } else { a.plus(b) };
    if left.is_fault() || right.is_fault() {
        return Ok(if left.is_fault() { left } else { right });
    }
    Ok(match (left, right) {
        (What::Amount(a, one), What::Amount(b, other)) => {
            let dimension = dimension_of_sum(&a, &one, &b, &other, less)?;
            dimension.map_or(What::Unknown, |dimension| What::Amount(join(&a, &b), dimension))
        }
        (What::Day(a), What::Day(b)) if less => What::Amount(a.minus(&b), Dimension::Days),
        (What::Day(a), What::Amount(b, Dimension::Days)) => What::Day(join(&a, &b)),
        (What::Amount(a, Dimension::Days), What::Day(b)) if !less => What::Day(a.plus(&b)),
        (What::Day(_), What::Amount(_, Dimension::Months)) => return Err(Why::MonthsAndDays),
        (What::Value(Value::Duty(_) | Value::Range(_)), _)
        | (_, What::Value(Value::Duty(_) | Value::Range(_))) => return Err(Why::Unlike),
        _ => What::Unknown,
    })
}

/// What a sum measures; `None` where there is no such sum.
pub(super) fn dimension_of_sum(
    a: &Sum,
    one: &Dimension,
    b: &Sum,
    other: &Dimension,
    less: bool,
) -> Result<Option<Dimension>, Why> {
    let zero = |sum: &Sum, dimension: &Dimension| {
        *dimension == Dimension::None && sum.known().is_some_and(Number::is_zero)
    };
    Ok(match (one, other) {
        (Dimension::Percent, Dimension::Percent) if less => Some(Dimension::Points),
        _ if one == other => Some(one.clone()),
        _ if zero(b, other) => Some(one.clone()),
        _ if zero(a, one) => Some(other.clone()),
        (Dimension::Percent, Dimension::Points) => Some(Dimension::Percent),
        (Dimension::Points, Dimension::Percent) if !less => Some(Dimension::Percent),
        (Dimension::Days, Dimension::Months) | (Dimension::Months, Dimension::Days) => {
            return Err(Why::MonthsAndDays);
        }
        (Dimension::None, _)
        | (_, Dimension::None)
        | (Dimension::Fraction, _)
        | (_, Dimension::Fraction) => {
            return Err(Why::Unlike);
        }
        _ => None,
    })
}

/// Zero.
pub(super) fn nothing() -> Sum {
    Sum::constant(Number::zero())
}
