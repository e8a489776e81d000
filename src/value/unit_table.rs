//! The units the language knows, and how each is found by its spelling.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::currency::{self, Currency, SPELLINGS};
use super::number::Number;
use super::unit::{Dimension, Unit};

/// One row: the form for one, the form for several, and how many base units it is worth, as a fraction.
type Row = (&'static str, &'static str, i64, i64);

/// Percentages. The base unit is one hundredth.
const PERCENT: &[Row] = &[("%", "%", 1, 1), ("percent", "percent", 1, 1)];
/// Differences between percentages. The base unit is one percentage point.
const POINTS: &[Row] = &[
    ("point", "points", 1, 1),
    ("percentage point", "percentage points", 1, 1),
    ("basis point", "basis points", 1, 100),
    ("bp", "bps", 1, 100),
];
/// The base unit is the kilogram. Pounds and ounces are international avoirdupois: 0.45359237 kg to the pound.
const MASS: &[Row] = &[
    ("ton", "tons", 1000, 1),
    ("tonne", "tonnes", 1000, 1),
    ("metric ton", "metric tons", 1000, 1),
    ("metric tonne", "metric tonnes", 1000, 1),
    ("short ton", "short tons", 90_718_474, 100_000),
    ("long ton", "long tons", 10_160_469_088, 10_000_000),
    ("kilotonne", "kilotonnes", 1_000_000, 1),
    ("kt", "kt", 1_000_000, 1),
    ("kg", "kg", 1, 1),
    ("kgs", "kgs", 1, 1),
    ("kilo", "kilos", 1, 1),
    ("kilogram", "kilograms", 1, 1),
    ("kilogramme", "kilogrammes", 1, 1),
    ("gram", "grams", 1, 1000),
    ("gramme", "grammes", 1, 1000),
    ("milligram", "milligrams", 1, 1_000_000),
    ("lb", "lbs", 45_359_237, 100_000_000),
    ("oz", "oz", 28_349_523_125, 1_000_000_000_000),
    ("ounce", "ounces", 28_349_523_125, 1_000_000_000_000),
];
/// Mass symbols that mean something else in the other case.
const MASS_SYMBOLS: &[Row] =
    &[("t", "t", 1000, 1), ("g", "g", 1, 1000), ("mg", "mg", 1, 1_000_000)];
/// The base unit is the litre. A barrel is one of oil: 42 US gallons.
const VOLUME: &[Row] = &[
    ("litre", "litres", 1, 1),
    ("liter", "liters", 1, 1),
    ("kl", "kl", 1000, 1),
    ("hl", "hl", 100, 1),
    ("dl", "dl", 1, 10),
    ("cl", "cl", 1, 100),
    ("ml", "ml", 1, 1000),
    ("kilolitre", "kilolitres", 1000, 1),
    ("kiloliter", "kiloliters", 1000, 1),
    ("hectolitre", "hectolitres", 100, 1),
    ("hectoliter", "hectoliters", 100, 1),
    ("cubic metre", "cubic metres", 1000, 1),
    ("cubic meter", "cubic meters", 1000, 1),
    ("m3", "m3", 1000, 1),
    ("m³", "m³", 1000, 1),
    ("barrel", "barrels", 158_987_294_928, 1_000_000_000),
    ("bbl", "bbl", 158_987_294_928, 1_000_000_000),
];
const VOLUME_SYMBOLS: &[Row] = &[("l", "l", 1, 1), ("L", "L", 1, 1)];
/// The base unit is the metre. Feet, yards and miles are international.
const LENGTH: &[Row] = &[
    ("metre", "metres", 1, 1),
    ("meter", "meters", 1, 1),
    ("km", "km", 1000, 1),
    ("kilometre", "kilometres", 1000, 1),
    ("kilometer", "kilometers", 1000, 1),
    ("cm", "cm", 1, 100),
    ("centimetre", "centimetres", 1, 100),
    ("centimeter", "centimeters", 1, 100),
    ("millimetre", "millimetres", 1, 1000),
    ("millimeter", "millimeters", 1, 1000),
    ("mile", "miles", 1_609_344, 1000),
    ("nautical mile", "nautical miles", 1852, 1),
    ("yard", "yards", 9144, 10_000),
    ("foot", "feet", 3048, 10_000),
    ("ft", "ft", 3048, 10_000),
    ("inch", "inches", 254, 10_000),
];
const LENGTH_SYMBOLS: &[Row] = &[("m", "m", 1, 1), ("mm", "mm", 1, 1000)];
/// The base unit is the square metre.
const AREA: &[Row] = &[
    ("ha", "ha", 10_000, 1),
    ("hectare", "hectares", 10_000, 1),
    ("m2", "m2", 1, 1),
    ("m²", "m²", 1, 1),
    ("square metre", "square metres", 1, 1),
    ("square meter", "square meters", 1, 1),
    ("km2", "km2", 1_000_000, 1),
    ("km²", "km²", 1_000_000, 1),
    ("square kilometre", "square kilometres", 1_000_000, 1),
    ("square kilometer", "square kilometers", 1_000_000, 1),
    ("square foot", "square feet", 9_290_304, 100_000_000),
    ("acre", "acres", 40_468_564_224, 10_000_000),
];
/// The base unit is the kilowatt-hour: 3.6 MJ. `M` and `m` differ, so case counts.
const ENERGY_SYMBOLS: &[Row] = &[
    ("Wh", "Wh", 1, 1000),
    ("kWh", "kWh", 1, 1),
    ("MWh", "MWh", 1000, 1),
    ("GWh", "GWh", 1_000_000, 1),
    ("TWh", "TWh", 1_000_000_000, 1),
    ("MJ", "MJ", 10, 36),
    ("GJ", "GJ", 10_000, 36),
];
/// The base unit is the kilowatt.
const POWER_SYMBOLS: &[Row] =
    &[("W", "W", 1, 1000), ("kW", "kW", 1, 1), ("MW", "MW", 1000, 1), ("GW", "GW", 1_000_000, 1)];
/// The base unit is the day of 24 hours.
const DAYS: &[Row] = &[
    ("day", "days", 1, 1),
    ("calendar day", "calendar days", 1, 1),
    ("week", "weeks", 7, 1),
    ("hour", "hours", 1, 24),
    ("minute", "minutes", 1, 1440),
];
/// The base unit is the calendar month.
const MONTHS: &[Row] = &[
    ("month", "months", 1, 1),
    ("calendar month", "calendar months", 1, 1),
    ("year", "years", 12, 1),
];

/// Things that are counted, each kind its own dimension: the form for one, the form for several.
const COUNTED: &[(&str, &str)] = &[
    ("head", "heads"),
    ("pair", "pairs"),
    ("unit", "units"),
    ("piece", "pieces"),
    ("item", "items"),
    ("share", "shares"),
    ("seat", "seats"),
    ("board seat", "board seats"),
    ("person", "persons"),
    ("employee", "employees"),
    ("worker", "workers"),
    ("user", "users"),
    ("vehicle", "vehicles"),
    ("car", "cars"),
    ("truck", "trucks"),
    ("ship", "ships"),
    ("vessel", "vessels"),
    ("aircraft", "aircraft"),
    ("flight", "flights"),
    ("animal", "animals"),
    ("bird", "birds"),
    ("carcass", "carcasses"),
    ("bottle", "bottles"),
    ("can", "cans"),
    ("case", "cases"),
    ("carton", "cartons"),
    ("box", "boxes"),
    ("bag", "bags"),
    ("bale", "bales"),
    ("crate", "crates"),
    ("drum", "drums"),
    ("roll", "rolls"),
    ("sheet", "sheets"),
    ("set", "sets"),
    ("lot", "lots"),
    ("pallet", "pallets"),
    ("container", "containers"),
    ("TEU", "TEU"),
    ("licence", "licences"),
    ("permit", "permits"),
    ("visa", "visas"),
    ("copy", "copies"),
    ("vote", "votes"),
    ("line", "lines"),
    ("product", "products"),
    ("partner", "partners"),
    ("option", "options"),
    ("warrant", "warrants"),
    ("site", "sites"),
    ("store", "stores"),
    ("room", "rooms"),
    ("bed", "beds"),
    ("ticket", "tickets"),
    ("business day", "business days"),
    ("working day", "working days"),
];

/// Other words for things counted above: the form for one, the form for several, what they are counted as.
const COUNTED_ALSO: &[(&str, &str, &str)] = &[
    ("people", "people", "persons"),
    ("license", "licenses", "licences"),
    ("TEUs", "TEUs", "TEU"),
];

/// All units by spelling.
pub(super) struct Table {
    /// Of which case counts.
    exact: HashMap<Box<str>, Unit>,
    /// In lower case.
    folded: HashMap<Box<str>, Unit>,
    /// From the lower case of an exact spelling to that spelling.
    other_case: HashMap<Box<str>, Box<str>>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

impl Table {
    /// The unit of one spelling: first as written, then whatever its case where that cannot mislead.
    pub(super) fn find(&self, spelling: &str) -> Option<&Unit> {
        self.exact.get(spelling).or_else(|| self.folded.get(spelling.to_lowercase().as_str()))
    }

    /// A unit that could be meant by an unknown spelling.
    pub(super) fn suggest(&self, spelling: &str) -> Option<String> {
        let lower = spelling.to_lowercase();
        if let Some(code) = currency::suggested(spelling) {
            return Some(code.to_owned());
        }
        if let Some(known) = self.other_case.get(lower.as_str()) {
            return Some(known.to_string());
        }
        self.nearest(&lower)
    }

    /// The unit whose spelling is the fewest slips away, as [`Name::nearness`](crate::name::Name::nearness) counts them.
    fn nearest(&self, lower: &str) -> Option<String> {
        let length = lower.chars().count();
        let allowed = if length <= 5 { 1 } else { 2 };
        // A slip in a symbol of one or two letters could be any other symbol.
        let comparable = |known: &str| {
            let other = known.chars().count();
            length >= 3 && other >= 2 && other.abs_diff(length) <= allowed
        };
        self.folded
            .keys()
            .filter(|known| comparable(known))
            .map(|known| (strsim::osa_distance(lower, known), known))
            .filter(|(distance, _)| *distance <= allowed)
            .min()
            .and_then(|(_, known)| self.folded.get(known))
            .map(|unit| unit.display().to_owned())
    }

    /// All spellings, as they are found.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Unit)> {
        self.exact.iter().chain(&self.folded).map(|(spelling, unit)| (&**spelling, unit))
    }

    fn build() -> Self {
        let mut table =
            Self { exact: HashMap::new(), folded: HashMap::new(), other_case: HashMap::new() };
        for currency in Currency::all() {
            table.exact_only(
                currency.code(),
                &Unit::money(currency, currency.code(), currency.code(), true),
            );
        }
        for (display, one, code, before) in SPELLINGS {
            if let Some(currency) = Currency::from_code(code) {
                table.insert(one, display, &Unit::money(currency, display, one, *before));
            }
        }
        for (rows, dimension) in [
            (PERCENT, Dimension::Percent),
            (POINTS, Dimension::Points),
            (MASS, Dimension::Mass),
            (VOLUME, Dimension::Volume),
            (LENGTH, Dimension::Length),
            (AREA, Dimension::Area),
            (DAYS, Dimension::Days),
            (MONTHS, Dimension::Months),
        ] {
            table.rows(rows, &dimension, Self::insert);
        }
        for (rows, dimension) in [
            (MASS_SYMBOLS, Dimension::Mass),
            (VOLUME_SYMBOLS, Dimension::Volume),
            (LENGTH_SYMBOLS, Dimension::Length),
            (ENERGY_SYMBOLS, Dimension::Energy),
            (POWER_SYMBOLS, Dimension::Power),
        ] {
            table.rows(rows, &dimension, |table, one, _, unit| table.exact_only(one, unit));
        }
        table.counted();
        table
    }

    fn counted(&mut self) {
        let same = COUNTED.iter().map(|(one, many)| (*one, *many, *many));
        for (one, many, what) in same.chain(COUNTED_ALSO.iter().copied()) {
            self.insert(one, many, &Unit::simple(many, one, Dimension::Count(what), Number::one()));
        }
    }

    fn rows(
        &mut self,
        rows: &[Row],
        dimension: &Dimension,
        insert: impl Fn(&mut Self, &'static str, &'static str, &Unit),
    ) {
        for (one, many, top, bottom) in rows {
            // Percentages show as `%` however they were written.
            let (one_shown, many_shown) =
                if *dimension == Dimension::Percent { ("%", "%") } else { (*one, *many) };
            let factor = Number::ratio(*top, *bottom);
            insert(
                self,
                one,
                many,
                &Unit::simple(many_shown, one_shown, dimension.clone(), factor),
            );
        }
    }

    /// Case counts.
    fn exact_only(&mut self, spelling: &str, unit: &Unit) {
        self.exact.insert(spelling.into(), unit.clone());
        // `all` and `top` are words before they are currencies.
        if !unit.stands_before() {
            self.other_case.insert(spelling.to_lowercase().into(), spelling.into());
        }
    }

    /// Both forms, in any case.
    fn insert(&mut self, one: &'static str, many: &'static str, unit: &Unit) {
        for spelling in [one, many] {
            self.folded.insert(spelling.to_lowercase().into(), unit.clone());
        }
    }
}
