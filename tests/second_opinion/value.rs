//! Plain values: exact fractions with a kind, dates, texts and duties.

use std::cmp::Ordering;

use jiff::civil::Date;
use num_rational::Ratio;

/// An exact fraction.
pub type Fraction = Ratio<i128>;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number without a unit.
    Bare,
    /// Percent and points.
    Percent,
    /// Mass, in kilograms.
    Mass,
    /// Volume, in litres.
    Volume,
    /// Pairs (of shoes).
    Pairs,
    /// Money of one currency.
    Money(&'static str),
    /// Money of one currency for each kilogram.
    Rate(&'static str),
    /// Days.
    Days,
    /// Months.
    Months,
}

/// The unit a number was written in: its name, and how much of its kind one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// As a margin shows it.
    pub name: &'static str,
    /// Of what.
    pub kind: Kind,
    /// One of it, in the base of its kind.
    pub size: (i128, i128),
}

/// All units the generator uses.
pub const UNITS: &[Unit] = &[
    Unit { name: "", kind: Kind::Bare, size: (1, 1) },
    Unit { name: "%", kind: Kind::Percent, size: (1, 1) },
    Unit { name: "point", kind: Kind::Percent, size: (1, 1) },
    Unit { name: "ton", kind: Kind::Mass, size: (1000, 1) },
    Unit { name: "t", kind: Kind::Mass, size: (1000, 1) },
    Unit { name: "tonne", kind: Kind::Mass, size: (1000, 1) },
    Unit { name: "kg", kind: Kind::Mass, size: (1, 1) },
    Unit { name: "g", kind: Kind::Mass, size: (1, 1000) },
    Unit { name: "lb", kind: Kind::Mass, size: (45_359_237, 100_000_000) },
    Unit { name: "short ton", kind: Kind::Mass, size: (90_718_474, 100_000) },
    Unit { name: "litre", kind: Kind::Volume, size: (1, 1) },
    Unit { name: "kl", kind: Kind::Volume, size: (1000, 1) },
    Unit { name: "pair", kind: Kind::Pairs, size: (1, 1) },
    Unit { name: "USD", kind: Kind::Money("USD"), size: (1, 1) },
    Unit { name: "EUR", kind: Kind::Money("EUR"), size: (1, 1) },
    Unit { name: "yen/kg", kind: Kind::Rate("yen"), size: (1, 1) },
    Unit { name: "day", kind: Kind::Days, size: (1, 1) },
    Unit { name: "week", kind: Kind::Days, size: (7, 1) },
    Unit { name: "month", kind: Kind::Months, size: (1, 1) },
    Unit { name: "year", kind: Kind::Months, size: (12, 1) },
];

/// The unit of a name.
pub fn unit(name: &str) -> Unit {
    *UNITS.iter().find(|unit| unit.name == name).unwrap_or(&UNITS[0])
}

impl Unit {
    /// One of it, in the base of its kind.
    pub fn one(&self) -> Fraction {
        Fraction::new(self.size.0, self.size.1)
    }
}

/// A number with its unit; the amount is in the base of the unit's kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// How much.
    pub amount: Fraction,
    /// The unit it was written in.
    pub unit: Unit,
}

impl Number {
    /// `count` of a unit.
    pub fn of(count: Fraction, unit: Unit) -> Self {
        Self { amount: count * unit.one(), unit }
    }

    /// A number without a unit.
    pub fn bare(count: i128) -> Self {
        Self::of(Fraction::from_integer(count), UNITS[0])
    }

    /// How many of its unit.
    pub fn count(&self) -> Fraction {
        self.amount / self.unit.one()
    }

    /// True for nothing of anything.
    pub fn is_zero(&self) -> bool {
        *self.amount.numer() == 0
    }
}

/// A duty on a customs value v for each kilogram: lines `slope * v + rise`, the lowest or the highest of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Each `(percent, money for a kilogram)`.
    pub lines: Vec<(Fraction, Fraction)>,
    /// True where the highest of them counts.
    pub highest: bool,
    /// The currency.
    pub money: &'static str,
}

impl Duty {
    fn at(&self, customs_value: Fraction) -> Fraction {
        let hundred = Fraction::from_integer(100);
        let worth = self.lines.iter().map(|(slope, rise)| slope / hundred * customs_value + rise);
        let found = if self.highest { worth.max() } else { worth.min() };
        found.unwrap_or_default().max(Fraction::default())
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number with a unit.
    Number(Number),
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
    /// `yes`.
    Yes,
    /// A duty that is neither a plain percentage nor plain money for a kilogram.
    Duty(Duty),
}

/// What is known of how two values stand to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The orders that are possible; none where the two cannot be compared.
    pub orders: Vec<Ordering>,
    /// Left minus right in the base of the right's kind, where that is one number.
    pub difference: Option<Fraction>,
}

impl Standing {
    fn none() -> Self {
        Self { orders: vec![], difference: None }
    }

    fn exact(difference: Fraction) -> Self {
        let order = difference.cmp(&Fraction::default());
        Self { orders: vec![order], difference: Some(difference) }
    }
}

/// How two values stand to each other.
pub fn standing(left: &Value, right: &Value) -> Standing {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => numbers(a, b),
        (Value::Yes, Value::Yes) => Standing { orders: vec![Ordering::Equal], difference: None },
        (Value::Date(a), Value::Date(b)) => Standing::exact(Fraction::from_integer(days(*b, *a))),
        (Value::Duty(_), Value::Duty(_) | Value::Number(_))
        | (Value::Number(_), Value::Duty(_)) => duties(left, right),
        _ => Standing::none(),
    }
}

/// Days from one day to another.
pub fn days(from: Date, to: Date) -> i128 {
    i128::from((to - from).get_days())
}

fn numbers(a: &Number, b: &Number) -> Standing {
    let same = a.unit.kind == b.unit.kind;
    let zero = |n: &Number| n.unit.kind == Kind::Bare && n.is_zero();
    if same || zero(a) || zero(b) {
        return Standing::exact(a.amount - b.amount);
    }
    match (a.unit.kind, b.unit.kind) {
        (Kind::Days, Kind::Months) => months_and_days(b, a, true),
        (Kind::Months, Kind::Days) => months_and_days(a, b, false),
        (Kind::Percent, Kind::Rate(_)) | (Kind::Rate(_), Kind::Percent) => {
            duties(&Value::Number(a.clone()), &Value::Number(b.clone()))
        }
        _ => Standing::none(),
    }
}

/// Three months are 89 to 92 days.
fn months_and_days(months: &Number, days: &Number, days_left: bool) -> Standing {
    if !months.amount.is_integer() {
        return Standing::none();
    }
    let (least, most) = length(*months.amount.numer());
    let low = Fraction::from_integer(least).cmp(&days.amount);
    let high = Fraction::from_integer(most).cmp(&days.amount);
    let mut orders = vec![low];
    if low != high {
        orders = vec![Ordering::Less, Ordering::Equal, Ordering::Greater];
        orders.retain(|order| low <= *order && *order <= high);
    }
    if days_left {
        orders = orders.into_iter().map(Ordering::reverse).collect();
    }
    Standing { orders, difference: None }
}

/// The shortest and the longest that so many months can be, in days.
fn length(months: i128) -> (i128, i128) {
    let step = |from: i128| {
        let month = |n: i128| {
            jiff::civil::date((1600 + n.div_euclid(12)) as i16, (n.rem_euclid(12) + 1) as i8, 1)
        };
        days(month(from), month(from + months))
    };
    let all: Vec<i128> = (0..4800).map(step).collect();
    (all.iter().copied().min().unwrap_or(0), all.iter().copied().max().unwrap_or(0))
}

fn as_duty(value: &Value) -> Option<Duty> {
    let nil = Fraction::default();
    match value {
        Value::Duty(duty) => Some(duty.clone()),
        Value::Number(n) => {
            let line = match n.unit.kind {
                Kind::Percent => (n.amount, nil),
                Kind::Rate(_) => (nil, n.amount),
                _ if n.is_zero() => (nil, nil),
                _ => return None,
            };
            let money = if let Kind::Rate(money) = n.unit.kind { money } else { "" };
            Some(Duty { lines: vec![line], highest: false, money })
        }
        _ => None,
    }
}

/// Two duties over every customs value above zero: at each crossing of two of their lines, and between the crossings.
fn duties(left: &Value, right: &Value) -> Standing {
    let (Some(a), Some(b)) = (as_duty(left), as_duty(right)) else { return Standing::none() };
    if a.money != b.money && !a.money.is_empty() && !b.money.is_empty() {
        return Standing::none();
    }
    let mut orders: Vec<Ordering> = vec![];
    for at in places(&a, &b) {
        let order = a.at(at).cmp(&b.at(at));
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    Standing { orders, difference: None }
}

fn places(a: &Duty, b: &Duty) -> Vec<Fraction> {
    let nil = Fraction::default();
    let mut lines: Vec<_> = a.lines.iter().chain(&b.lines).copied().collect();
    lines.push((nil, nil));
    let mut crossings = vec![nil];
    for (slope, rise) in &lines {
        for (other_slope, other_rise) in &lines {
            if slope != other_slope {
                let hundred = Fraction::from_integer(100);
                crossings.push((other_rise - rise) / (slope - other_slope) * hundred);
            }
        }
    }
    crossings.retain(|at| *at >= nil);
    crossings.sort();
    crossings.dedup();
    let one = Fraction::from_integer(1);
    let mut found = vec![crossings[crossings.len() - 1] + one];
    for pair in crossings.windows(2) {
        found.extend([pair[1], (pair[0] + pair[1]) / Fraction::from_integer(2)]);
    }
    found
}
