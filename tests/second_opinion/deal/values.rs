//! Values that meet each other often.

use super::{Maker, Mood};
use crate::spell;
use crate::tree::{Node, State};
use crate::value::{Duty, Fraction, Number, Value, unit};

/// What a field is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Percent.
    Percent,
    /// Percent, or money for each kilogram.
    Duty,
    /// Mass.
    Mass,
    /// Money.
    Money,
    /// Months and days.
    Span,
    /// Words.
    Words,
    /// A plain number.
    Bare,
    /// Things with a date, or `yes`.
    Event,
    /// `yes` or `no`.
    Flag,
}

impl Maker<'_> {
    /// A value of a measure.
    pub fn value(&mut self, measure: Measure) -> Value {
        let whole = Fraction::from_integer;
        match measure {
            Measure::Duty if self.chance.percent(25) => self.duty(),
            Measure::Percent | Measure::Duty => {
                let tenths = *self.chance.pick(&[0, 0, 50, 90, 100, 200, 385]);
                Value::Number(Number::of(Fraction::new(tenths, 10), unit("%")))
            }
            Measure::Mass if self.chance.percent(3) => {
                self.note("litres");
                Value::Number(Number::of(whole(100), unit("kl")))
            }
            Measure::Mass if self.chance.percent(6) => {
                let count = *self.chance.pick(&[100, 220_462]);
                let name = self.chance.word(&["lb", "short ton"]);
                Value::Number(Number::of(whole(count), unit(name)))
            }
            Measure::Mass => {
                let tons = *self.chance.pick(&[0, 100, 105, 110, 200, 500, 6500]);
                let by_kilo = self.chance.percent(20);
                let (count, name) = if by_kilo { (tons * 1000, "kg") } else { (tons, "ton") };
                Value::Number(Number::of(whole(count), unit(name)))
            }
            Measure::Money => {
                let count = *self.chance.pick(&[1_000_000, 5_000_000, 41_500_000]);
                let name = if self.chance.percent(85) { "USD" } else { "EUR" };
                Value::Number(Number::of(whole(count), unit(name)))
            }
            Measure::Span => {
                let (count, name) = *self.chance.pick(&[
                    (3, "month"),
                    (12, "month"),
                    (1, "year"),
                    (90, "day"),
                    (92, "day"),
                    (93, "day"),
                    (13, "week"),
                    (366, "day"),
                ]);
                Value::Number(Number::of(whole(count), unit(name)))
            }
            Measure::Event => Value::Date(self.day()),
            Measure::Words => {
                Value::Text(self.chance.word(&["draft", "tabled", "Tabled"]).to_owned())
            }
            Measure::Flag => Value::Yes,
            Measure::Bare if self.chance.percent(60) => {
                self.note("seventeen digits");
                let most = 10_i128.pow(17);
                let digits = *self.chance.pick(&[30_000_000_000_000_004, 30_000_000_000_000_000]);
                Value::Number(Number::of(Fraction::new(digits, most), unit("")))
            }
            Measure::Bare => Value::Number(Number::bare(self.chance.below(4) as i128)),
        }
    }

    fn duty(&mut self) -> Value {
        self.note("duty");
        let whole = Fraction::from_integer;
        let percent = whole(*self.chance.pick(&[5, 9, 20]));
        let money = whole(*self.chance.pick(&[23, 60]));
        let nil = Fraction::default();
        let gate = |price: i128| (Fraction::from_integer(-100), whole(price));
        let lines = match self.chance.below(6) {
            3 => vec![gate(535)],
            4 => vec![gate(524), (nil, money)],
            5 => vec![gate(524), (percent, nil)],
            0 => return Value::Number(Number::of(money, unit("yen/kg"))),
            1 => vec![(percent, money)],
            _ => vec![(percent, nil), (nil, money)],
        };
        Value::Duty(Duty { lines, highest: self.chance.percent(50), money: "yen" })
    }

    /// An entry of a measure: mostly a value, sometimes a mark.
    pub fn entry(&mut self, measure: Measure) -> Node {
        if self.chance.percent(14) {
            return self.mark();
        }
        if measure == Measure::Mass && self.chance.percent(3) {
            self.note("unknown unit");
            return Node::leaf("5 tonz", State::Value(Value::Text("5 tonz".to_owned())));
        }
        if measure == Measure::Mass && self.chance.percent(4) {
            self.note("bare number for a mass");
            return Node::leaf("200", State::Value(Value::Number(Number::bare(200))));
        }
        let value = self.value(measure);
        let written = spell::of_value(&value, &mut self.chance, false);
        Node::leaf(written, State::Value(value))
    }

    /// A mark.
    pub fn mark(&mut self) -> Node {
        self.note("mark");
        let marks = [
            ("tbd", State::Open),
            ("open", State::Open),
            ("null", State::Open),
            ("?", State::Open),
            ("offered", State::Offered),
            ("offered", State::Offered),
            ("none", State::Nothing),
            ("None", State::Nothing),
            ("TBD", State::Value(Value::Text("TBD".to_owned()))),
            ("no", State::Nothing),
        ];
        let (written, state) = self.chance.pick(&marks);
        Node::leaf(*written, state.clone())
    }

    /// A field of a product: an entry, a schedule, or one that differs by party.
    pub fn term(&mut self, measure: Measure) -> Node {
        let kind = match self.mood {
            Mood::Usual => self.chance.below(10),
            Mood::Timed => *self.chance.pick(&[0, 1, 1, 1, 1, 2, 3, 4]),
            Mood::Shared => *self.chance.pick(&[0, 1, 3, 3, 3, 3, 4]),
        };
        match kind {
            0 if measure == Measure::Percent && self.chance.percent(50) => {
                self.note("entries by code");
                let codes =
                    ["0201.30", "0202.20"].map(|code| (code.to_owned(), self.entry(measure)));
                Node::Map(codes.to_vec())
            }
            0..=2 => self.schedule(measure),
            3 => {
                self.note("by party");
                let parties = self.chance.some(&PARTIES.map(str::to_owned), 80);
                let entries: Vec<_> = parties
                    .into_iter()
                    .map(|party| {
                        let timed = if self.mood == Mood::Usual { 15 } else { 40 };
                        let node = if self.chance.percent(timed) {
                            self.schedule(measure)
                        } else {
                            self.entry(measure)
                        };
                        (party, node)
                    })
                    .collect();
                Node::Map(entries)
            }
            _ => self.entry(measure),
        }
    }

    /// A schedule.
    pub fn schedule(&mut self, measure: Measure) -> Node {
        self.note("schedule");
        let years = self.chance.some(&[1, 2, 3, 5], 60);
        if years.is_empty() {
            return self.entry(measure);
        }
        let style = self.chance.below(6);
        let mut entries: Vec<(String, Node)> = years
            .iter()
            .map(|year| {
                let key = match style {
                    0..=2 => format!("year {year}"),
                    3 | 4 => (2003 + year).to_string(),
                    _ => format!("{}-04-01", 2003 + year),
                };
                let node = if self.chance.percent(92) {
                    self.agreed(measure)
                } else {
                    self.entry(measure)
                };
                (key, node)
            })
            .collect();
        if self.chance.percent(25) {
            self.note("base");
            entries.insert(0, ("base".to_owned(), self.agreed(measure)));
        }
        if self.chance.percent(15) && measure == Measure::Duty {
            self.note("schedule as a list");
            return Node::List(years.iter().map(|_| self.agreed(measure)).collect());
        }
        Node::Map(entries)
    }

    fn agreed(&mut self, measure: Measure) -> Node {
        let value = self.value(measure);
        let written = spell::of_value(&value, &mut self.chance, false);
        Node::leaf(written, State::Value(value))
    }
}

/// The parties.
pub const PARTIES: [&str; 3] = ["Mexico", "Japan", "Canada"];
