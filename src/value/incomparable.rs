//! Why two values cannot be compared or worked out together. The texts are worded here and nowhere else.

use super::Value;

/// The longest text shown of a value inside a message, in characters.
const SHOWN_CHARACTERS: usize = 80;

/// What was to be done with two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A comparison.
    Compare,
    /// A sum.
    Add,
    /// A difference, right taken from left.
    Subtract,
    /// A product.
    Multiply,
    /// A quotient, left over right.
    Divide,
}

/// Two values and what was to be done with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What was to be done.
    pub action: Action,
    /// The first value, in its own words.
    pub left: String,
    /// The second value, in its own words.
    pub right: String,
}

/// Why two values have no comparison, sum or product. Neither is wrong by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// A bare number against a unit: it never takes one silently.
    BareNumber(Pair),
    /// Units that measure different things.
    Units(Pair),
    /// Two currencies.
    Currencies(Pair),
    /// A percentage against percentage points.
    Points(Pair),
    /// Values of different kinds: a text and a quantity, a date and a duration.
    Kinds(Pair),
    /// Duties of which neither is the lower at every customs value.
    NoUnitValue(Pair),
    /// Division by zero.
    ZeroDivisor(Pair),
    /// A date moved by part of a day or of a month.
    PartOfDay(Pair),
    /// A date beyond the calendar.
    BeyondCalendar(Pair),
    /// An amount that is not certain, where only a certain one can be worked with.
    Uncertain(Pair),
}

impl Pair {
    pub(super) fn new(action: Action, left: &Value, right: &Value) -> Self {
        Self { action, left: shown(left), right: shown(right) }
    }

    fn sentence(&self) -> String {
        let Self { action, left, right } = self;
        match action {
            Action::Compare => format!("`{left}` cannot be compared with `{right}`"),
            Action::Add => format!("`{left}` and `{right}` cannot be added"),
            Action::Subtract => format!("`{right}` cannot be subtracted from `{left}`"),
            Action::Multiply => format!("`{left}` and `{right}` cannot be multiplied"),
            Action::Divide => format!("`{left}` cannot be divided by `{right}`"),
        }
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_text();
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text,
    }
}

impl Incomparable {
    /// What cannot be done, in plain words.
    pub fn message(&self) -> String {
        let (pair, reason) = match self {
            Self::BareNumber(pair) => (pair, ": one of them has no unit"),
            Self::Units(pair) => (pair, ": their units measure different things"),
            Self::Currencies(pair) => (pair, ": they are in different currencies"),
            Self::Points(pair) => (pair, ": points are a difference between percentages"),
            Self::Kinds(pair) => (pair, ""),
            Self::NoUnitValue(pair) => (pair, " without a unit value"),
            Self::ZeroDivisor(pair) => (pair, ": division by zero"),
            Self::PartOfDay(pair) => (pair, ": dates move by whole days and months"),
            Self::BeyondCalendar(pair) => (pair, ": the calendar ends there"),
            Self::Uncertain(pair) => (pair, ": one of them is not certain"),
        };
        pair.sentence() + reason
    }

    /// What could be done about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::BareNumber(_) => Some(
                "write the unit, or say in the rules what is measured: `quota is measured in tons`",
            ),
            Self::Units(_) | Self::Kinds(_) => None,
            Self::Currencies(_) => {
                Some("currencies are never converted; state both amounts in one of them")
            }
            Self::Points(_) => Some("write `%` for a level, and `points` for how far it moves"),
            Self::NoUnitValue(_) => Some(
                "which duty is higher depends on the customs value; state both in the same form",
            ),
            Self::ZeroDivisor(_) | Self::BeyondCalendar(_) => None,
            Self::PartOfDay(_) => Some("write a whole number of days or months"),
            Self::Uncertain(_) => Some("state the parts it is made of"),
        }
    }

    /// The two values and what was to be done with them.
    pub fn pair(&self) -> &Pair {
        match self {
            Self::BareNumber(pair)
            | Self::Units(pair)
            | Self::Currencies(pair)
            | Self::Points(pair)
            | Self::Kinds(pair)
            | Self::NoUnitValue(pair)
            | Self::ZeroDivisor(pair)
            | Self::PartOfDay(pair)
            | Self::BeyondCalendar(pair)
            | Self::Uncertain(pair) => pair,
        }
    }
}
