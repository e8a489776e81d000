//! Units: what they measure, how they were written, how they convert.

use std::sync::{Arc, LazyLock};

use super::currency::Currency;
use super::number::Number;
use super::quantity_text::split_number;
use super::unit_table::TABLE;

/// How many units one compound may hold: `yen/kg/year` has three.
const MAX_PARTS: usize = 4;

/// A unit as it was written. Cheap to clone.
///
/// Two units are equal when they are written alike and measure alike; `t` and `tons` are not equal but convert into
/// each other ([`convert`](super::convert)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit(Arc<Definition>);

#[derive(Debug, PartialEq, Eq)]
struct Definition {
    /// As shown beside several: `tons`.
    display: Box<str>,
    /// As shown beside one: `ton`.
    singular: Box<str>,
    dimension: Dimension,
    /// How many base units of the dimension one of this unit is.
    factor: Number,
    /// Of a compound `A/B`: A and B.
    parts: Option<(Unit, Unit)>,
    /// True for a currency code or sign, which stands before its amount.
    before: bool,
}

/// What a unit measures. Only amounts of one dimension convert into each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A bare number.
    None,
    /// A percentage: 1 is one hundredth.
    Percent,
    /// A difference between percentages, in percentage points.
    Points,
    /// The quotient of two like quantities; compares with bare numbers and with percentages.
    Fraction,
    /// Money; each currency is its own dimension.
    Money(Currency),
    /// In kilograms.
    Mass,
    /// In litres.
    Volume,
    /// In metres.
    Length,
    /// In square metres.
    Area,
    /// In kilowatt-hours.
    Energy,
    /// In kilowatts.
    Power,
    /// Exact time, in days of 24 hours.
    Days,
    /// Calendar time, in months.
    Months,
    /// Things of one kind, counted: `heads`.
    Count(&'static str),
    /// One dimension for each of another: yen/kg.
    Per(Box<Dimension>, Box<Dimension>),
}

/// A unit nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUnit {
    /// As written.
    pub text: String,
    /// A known unit that could be meant.
    pub suggestion: Option<String>,
}

macro_rules! constants {
    ($($(#[$doc:meta])* $name:ident: $many:literal, $one:literal, $dimension:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name() -> Self {
            static UNIT: LazyLock<Unit> =
                LazyLock::new(|| Unit::simple($many, $one, Dimension::$dimension, Number::one()));
            UNIT.clone()
        }
    )*};
}

impl Unit {
    constants! {
        /// No unit: that of a bare number.
        none: "", "", None;
        /// `%`
        percent: "%", "%", Percent;
        /// Percentage points.
        points: "points", "point", Points;
        /// The quotient of two like quantities; shown without a unit.
        fraction: "", "", Fraction;
        /// Days of 24 hours.
        days: "days", "day", Days;
        /// Calendar months.
        months: "months", "month", Months;
    }

    pub(super) fn simple(
        display: &str,
        singular: &str,
        dimension: Dimension,
        factor: Number,
    ) -> Self {
        let (display, singular) = (display.into(), singular.into());
        Self(Arc::new(Definition {
            display,
            singular,
            dimension,
            factor,
            parts: None,
            before: false,
        }))
    }

    pub(super) fn money(currency: Currency, display: &str, singular: &str, before: bool) -> Self {
        let (display, singular) = (display.into(), singular.into());
        let (dimension, factor) = (Dimension::Money(currency), Number::one());
        Self(Arc::new(Definition { display, singular, dimension, factor, parts: None, before }))
    }

    /// The unit `over/under`: `yen/kg`. `kg/ton` and its like are fractions. `None` where `under` is worth nothing, which no
    /// known unit is.
    pub(super) fn per(over: &Unit, under: &Unit) -> Option<Self> {
        let factor = over.factor().checked_div(under.factor())?;
        let dimension = if over.dimension() == under.dimension() {
            Dimension::Fraction
        } else {
            Dimension::Per(over.dimension().clone().into(), under.dimension().clone().into())
        };
        Some(Self(Arc::new(Definition {
            display: format!("{}/{}", over.display(), under.singular()).into(),
            singular: format!("{}/{}", over.singular(), under.singular()).into(),
            dimension,
            factor,
            parts: Some((over.clone(), under.clone())),
            before: over.stands_before(),
        })))
    }

    /// Reads a unit: `tons`, `%`, `USD`, `yen/kg`, `USD per share`, `EUR/100 kg`. Case counts only where it tells two units
    /// apart (`mg`, `MW`) and in currency codes.
    ///
    /// # Errors
    /// The part that is no unit, with the one it could be a slip of.
    pub fn parse(text: &str) -> Result<Self, UnknownUnit> {
        let spaced: Vec<&str> = text.split_whitespace().collect();
        let text = spaced.join(" ");
        let lower = text.to_ascii_lowercase();
        // The one unit with `per` inside is not a compound.
        match lower.strip_prefix("per cent").and_then(|_| text.get("per cent".len()..)) {
            Some(rest) if rest.is_empty() || rest.starts_with([' ', '/']) => {
                Self::compound(&format!("%{rest}"), MAX_PARTS)
            }
            _ => Self::compound(&text, MAX_PARTS),
        }
    }

    fn compound(text: &str, parts: usize) -> Result<Self, UnknownUnit> {
        let text = text.trim();
        if let Some(unit) = TABLE.find(text) {
            return Ok(unit.clone());
        }
        let unknown = || UnknownUnit { text: text.to_owned(), suggestion: TABLE.suggest(text) };
        let (over, under) = split_compound(text).filter(|_| parts > 1).ok_or_else(unknown)?;
        let over = Self::compound(over, parts - 1)?;
        let under = Self::multiple(under)?;
        Self::per(&over, &under).ok_or_else(unknown)
    }

    /// What stands under a fraction: `kg`, or several at once as in `100 kg`.
    fn multiple(text: &str) -> Result<Self, UnknownUnit> {
        let Some((count, rest)) = split_number(text.trim()).filter(|(count, _)| !count.is_empty())
        else {
            return Self::compound(text, 1);
        };
        let unit = Self::compound(rest, 1)?;
        match Number::parse(count).filter(|count| !count.is_zero() && !count.is_negative()) {
            Some(count) => {
                let display = format!("{} {}", count.to_text(), unit.display());
                let factor = &count * unit.factor();
                Ok(Self::simple(&display, &display, unit.dimension().clone(), factor))
            }
            None => Err(UnknownUnit { text: text.to_owned(), suggestion: None }),
        }
    }

    /// True for the unit of a bare number.
    pub fn is_none(&self) -> bool {
        self.0.dimension == Dimension::None
    }

    /// As written, in the form for several: `tons`, `%`, `USD`, `yen/kg`; empty for a bare number.
    pub fn display(&self) -> &str {
        &self.0.display
    }

    /// What it measures.
    pub fn dimension(&self) -> &Dimension {
        &self.0.dimension
    }

    /// How many base units of its dimension one of it is.
    pub fn factor(&self) -> &Number {
        &self.0.factor
    }

    /// As shown beside exactly one.
    pub(crate) fn singular(&self) -> &str {
        &self.0.singular
    }

    /// The two units of a compound.
    pub(super) fn parts(&self) -> Option<(&Unit, &Unit)> {
        self.0.parts.as_ref().map(|(over, under)| (over, under))
    }

    /// True where it stands before its amount: `USD 5`.
    pub(super) fn stands_before(&self) -> bool {
        self.0.before
    }
}

/// Splits a compound at its last `/` or `per`.
fn split_compound(text: &str) -> Option<(&str, &str)> {
    let slash = text.rfind('/').map(|at| (at, 1));
    let per = text.to_ascii_lowercase().rfind(" per ").map(|at| (at, 5));
    let (at, length) = slash.max(per)?;
    Some((text.get(..at)?, text.get(at + length..)?))
}
