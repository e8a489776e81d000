//! Makes up subjects and predicates.

use super::proposal::{FIELDS, PRODUCTS, TERMS};
use super::values::{Measure, PARTIES};
use super::{Maker, Mood};
use crate::rules::Condition;
use crate::rules::{
    Aggregate, Bound, Expr, Filter, Frequency, Holding, Holdings, Noun, Op, Predicate, Range,
    Reference, Root, Subject, Time,
};
use crate::value::{Kind, Number, Value, unit};

const OPS: [Op; 5] = [Op::AtLeast, Op::AtMost, Op::Above, Op::Below, Op::Equal];

impl Maker<'_> {
    /// A product's name; sometimes misspelt, or one that is nowhere.
    pub fn product(&mut self) -> String {
        if self.chance.percent(3) {
            self.note("nowhere product");
            return self.chance.word(&["prok", "dairy"]).to_owned();
        }
        (*self.chance.pick(&PRODUCTS)).to_owned()
    }

    /// A field; sometimes misspelt.
    pub fn field(&mut self) -> (String, Measure) {
        if self.chance.percent(4) {
            self.note("misspelt field");
            return (self.chance.word(&["tarif", "qouta", "subsidy"]).to_owned(), Measure::Percent);
        }
        if self.chance.percent(8) {
            return ("imports".to_owned(), Measure::Mass);
        }
        let (name, measure) = *self.chance.pick(&FIELDS);
        (name.to_owned(), measure)
    }

    /// `tariff on beef`, `trigger of the safeguard on beef`, `purchase price`.
    pub fn valued(&mut self) -> (Reference, Measure) {
        if self.chance.percent(30) {
            let (name, measure) = *self.chance.pick(&TERMS);
            if !matches!(measure, Measure::Event) {
                return (Reference::name(name), measure);
            }
        }
        let product = self.product();
        if self.chance.percent(15) {
            self.note("chain of three");
            let (inner, measure) =
                *self.chance.pick(&[("trigger", Measure::Mass), ("duty", Measure::Duty)]);
            return (Reference::new(&[inner, "safeguard"], Root::Name(product)), measure);
        }
        let (field, measure) = self.field();
        (self.picked(Reference::new(&[&field], Root::Name(product))), measure)
    }

    /// With a party or a time.
    pub fn picked(&mut self, mut reference: Reference) -> Reference {
        if self.chance.percent(12) {
            self.note("from party");
            reference.party = Some((*self.chance.pick(&PARTIES)).to_owned());
        }
        let timed = if self.mood == Mood::Timed { 10 } else { 25 };
        if self.chance.percent(timed) {
            reference.time = Some(self.time());
        }
        reference
    }

    /// A time.
    pub fn time(&mut self) -> Time {
        self.note("time");
        let calendar = *self.chance.pick(&[2003, 2004, 2005, 2006]);
        match self.chance.below(14) {
            0..=3 => Time::Year(*self.chance.pick(&[1, 2, 3, 4])),
            4 | 5 => Time::FromYear(*self.chance.pick(&[1, 2, 3])),
            6 => Time::UntilYear(*self.chance.pick(&[1, 2, 3])),
            7 | 8 => Time::Calendar(calendar),
            9 => Time::FromCalendar(calendar),
            10 => Time::UntilCalendar(calendar),
            11 => Time::On(self.day()),
            12 => Time::FromDay(self.day()),
            _ => Time::UntilDay(self.day()),
        }
    }

    /// A field of the quantified thing.
    pub fn its(&mut self) -> (Reference, Measure) {
        let (field, measure) = self.field();
        self.note("its");
        if self.chance.percent(12) {
            return (
                Reference::new(&["trigger"], Root::Its("safeguard".to_owned())),
                Measure::Mass,
            );
        }
        (self.picked(Reference::new(&[], Root::Its(field))), measure)
    }

    /// A predicate on a value; `its` is what a limit may be taken from.
    pub fn limit(&mut self, measure: Measure, its: bool) -> Predicate {
        match (measure, self.chance.below(20)) {
            (Measure::Words, 0..=8) => {
                self.note("one of");
                let values = vec![self.literal(measure), self.literal(measure)];
                Predicate::OneOf(values)
            }
            (Measure::Words, 9..=11) => {
                self.note("starts with");
                Predicate::StartsWith(self.chance.word(&["dra", "Tab", "x"]).to_owned())
            }
            (Measure::Words | Measure::Flag, _) => {
                Predicate::Compare(Op::Equal, self.literal(measure))
            }
            (_, 2) => {
                self.note("several comparisons");
                let items: Vec<Predicate> = (0..2)
                    .map(|_| {
                        let op =
                            *self.chance.pick(&[Op::AtLeast, Op::AtMost, Op::Above, Op::Below]);
                        Predicate::Compare(op, self.literal(measure))
                    })
                    .collect();
                match self.chance.percent(50) {
                    true => Predicate::AllOf(items),
                    false => Predicate::AnyOf(items),
                }
            }
            (_, 3) => {
                self.note("one of");
                Predicate::OneOf(vec![self.literal(measure), self.literal(measure)])
            }
            (_, 0 | 1) => {
                self.note("between");
                let (low, high) = (self.literal(measure), self.literal(measure));
                Predicate::Between(low, high)
            }
            _ => {
                let op = *self.chance.pick(&OPS);
                Predicate::Compare(op, self.expr(measure, its))
            }
        }
    }

    /// A value in a rule.
    pub fn literal(&mut self, measure: Measure) -> Expr {
        Expr::Literal(self.value(measure))
    }

    fn expr(&mut self, measure: Measure, its: bool) -> Expr {
        let kind = match self.mood {
            Mood::Usual => self.chance.below(20),
            Mood::Timed | Mood::Shared => {
                *self.chance.pick(&[0, 1, 2, 2, 3, 4, 5, 6, 6, 6, 7, 8, 8])
            }
        };
        match kind {
            0 | 1 if its => Expr::Reference(self.its_of(measure)),
            2 => Expr::Reference(self.other(measure)),
            3 if matches!(
                measure,
                Measure::Percent | Measure::Duty | Measure::Mass | Measure::Money
            ) =>
            {
                self.note("share");
                let share = *self.chance.pick(&[50, 90, 110, 200]);
                Expr::Share(share, Box::new(Expr::Reference(self.other(measure))))
            }
            4 if measure == Measure::Event => {
                self.note("date arithmetic");
                let op = *self.chance.pick(&['+', '-']);
                let right = self.value(Measure::Span);
                Expr::Arithmetic(
                    op,
                    Box::new(Expr::Reference(self.other(measure))),
                    Box::new(Expr::Literal(right)),
                )
            }
            6 if matches!(measure, Measure::Mass | Measure::Money) => {
                self.note("product and quotient");
                let op = *self.chance.pick(&['*', '/']);
                let by = 1 + self.chance.below(3) as i128;
                let by = Expr::Literal(Value::Number(Number::bare(by)));
                let inner = if measure == Measure::Mass && self.chance.percent(50) {
                    let (a, b) = (self.other(measure), self.other(measure));
                    let (a, b) = (Box::new(Expr::Reference(a)), Box::new(Expr::Reference(b)));
                    Expr::Arithmetic('+', a, b)
                } else {
                    Expr::Reference(self.other(measure))
                };
                Expr::Arithmetic(op, Box::new(inner), Box::new(by))
            }
            7 if matches!(measure, Measure::Percent | Measure::Mass | Measure::Money) => {
                self.note("previous round in a value");
                let mut reference = self.other(measure);
                reference.previous = true;
                match self.chance.percent(40) {
                    true => Expr::Share(110, Box::new(Expr::Reference(reference))),
                    false => Expr::Reference(reference),
                }
            }
            4 if matches!(measure, Measure::Percent | Measure::Mass) => {
                self.note("arithmetic");
                let op = *self.chance.pick(&['+', '-']);
                let right = match measure {
                    Measure::Percent => {
                        Expr::Literal(Value::Number(Number::of(5.into(), unit("point"))))
                    }
                    _ => Expr::Literal(Value::Number(Number::of(100.into(), unit("ton")))),
                };
                Expr::Arithmetic(
                    op,
                    Box::new(Expr::Reference(self.other(measure))),
                    Box::new(right),
                )
            }
            5 if matches!(measure, Measure::Percent | Measure::Mass) => {
                // after a value that is itself a name, a time has two readings
                let Expr::Aggregate(kind, field, noun) = self.aggregate(measure) else {
                    return self.literal(measure);
                };
                Expr::Aggregate(kind, Reference { time: None, ..field }, noun)
            }
            _ => self.literal(measure),
        }
    }

    /// `total quota of farm products in year 2`
    pub fn aggregate(&mut self, measure: Measure) -> Expr {
        self.note("aggregate");
        let kinds = [Aggregate::Total, Aggregate::Average, Aggregate::Highest, Aggregate::Lowest];
        let field = self.field_of(measure);
        let kind = *self.chance.pick(&kinds);
        let field = self.picked(Reference::new(&[&field], Root::It));
        let noun = match self.chance.below(6) {
            0 => {
                self.note("aggregate of a list");
                let names = ["pork", "beef", "rice"].map(str::to_owned).to_vec();
                Noun { range: Range::List(names), filters: vec![] }
            }
            1 if field.party.is_none() && field.time.is_none() => {
                self.note("aggregate with a filter");
                self.noun()
            }
            _ => self.range(),
        };
        Expr::Aggregate(kind, field, noun)
    }

    fn field_of(&mut self, measure: Measure) -> String {
        let names: Vec<&str> =
            FIELDS.iter().filter(|(_, own)| *own == measure).map(|(name, _)| *name).collect();
        if names.is_empty() { "tariff".to_owned() } else { (*self.chance.pick(&names)).to_owned() }
    }

    fn its_of(&mut self, measure: Measure) -> Reference {
        self.note("its in a limit");
        Reference::new(&[], Root::Its(self.field_of(measure)))
    }

    fn other(&mut self, measure: Measure) -> Reference {
        match measure {
            Measure::Percent | Measure::Duty | Measure::Mass => {
                let field = self.field_of(measure);
                let product = self.product();
                self.picked_party(Reference::new(&[&field], Root::Name(product)))
            }
            _ => {
                let names: Vec<&str> = TERMS
                    .iter()
                    .filter(|(_, own)| *own == measure)
                    .map(|(name, _)| *name)
                    .collect();
                Reference::name(names.get(self.chance.below(names.len())).unwrap_or(&"escrow"))
            }
        }
    }

    /// `product`, `farm product`, `sensitive product`, `each of …`; without filters.
    pub fn range(&mut self) -> Noun {
        let range = match self.chance.below(8) {
            0..=3 => Range::Named(None, "product".to_owned()),
            4 | 5 => Range::Named(None, "farm product".to_owned()),
            6 => {
                self.note("adjective");
                Range::Named(Some("sensitive".to_owned()), "product".to_owned())
            }
            _ => Range::Named(None, "meat".to_owned()),
        };
        Noun { range, filters: vec![] }
    }

    /// A range with filters.
    pub fn noun(&mut self) -> Noun {
        let mut noun = if self.chance.percent(10) {
            self.note("every safeguard");
            Noun { range: Range::Named(None, "safeguard".to_owned()), filters: vec![] }
        } else {
            self.range()
        };
        if self.chance.percent(40) {
            let filter = match self.chance.below(4) {
                0 => {
                    self.note("whose");
                    let (field, measure) = self.field();
                    let field = self.picked(Reference::new(&[], Root::Its(field)));
                    let predicate = self.simple_limit(measure);
                    let subject = Subject::One(Expr::Reference(field));
                    Filter::Whose(Condition::Claim(subject, Frequency::Plain, predicate))
                }
                1 => {
                    self.note("with");
                    Filter::With(self.holdings(1))
                }
                2 => {
                    self.note("that has");
                    Filter::Has(self.holdings(1))
                }
                _ => {
                    self.note("that states");
                    Filter::States(self.plain_holdings(2))
                }
            };
            noun.filters.push(filter);
        }
        noun
    }

    fn simple_limit(&mut self, measure: Measure) -> Predicate {
        let op = *self.chance.pick(&OPS);
        Predicate::Compare(op, self.literal(measure))
    }

    /// Holdings without values.
    pub fn plain_holdings(&mut self, most: usize) -> Holdings {
        let mut items = vec![];
        for _ in 0..=self.chance.below(most) {
            let field =
                if self.chance.percent(25) { "safeguard".to_owned() } else { self.field().0 };
            let what = self.picked_party(Reference::name(&field));
            items.push(Holding { what, value: None, with: None });
        }
        Holdings { items, any: self.chance.percent(30) }
    }

    fn picked_party(&mut self, mut reference: Reference) -> Reference {
        if self.chance.percent(10) {
            reference.party = Some((*self.chance.pick(&PARTIES)).to_owned());
        }
        reference
    }

    /// Holdings, some with values.
    pub fn holdings(&mut self, most: usize) -> Holdings {
        let mut holdings = self.plain_holdings(most);
        // After `with`, a list belongs to `with`: only the last item may have one.
        let last = holdings.items.len() - 1;
        for (at, item) in holdings.items.iter_mut().enumerate() {
            if at < last && item.what.root_is("safeguard") {
                continue;
            }
            if let Root::Name(name) = item.what.root.clone() {
                self.add_to(item, &name);
            }
        }
        holdings
    }

    fn add_to(&mut self, item: &mut Holding, name: &str) {
        let measure = FIELDS.iter().find(|(field, _)| *field == name).map(|(_, own)| *own);
        match measure {
            Some(measure) if self.chance.percent(35) => {
                self.note("have of a value");
                item.value = Some(Box::new(self.simple_limit(measure)));
            }
            None if name == "safeguard" && self.chance.percent(50) => {
                self.note("have with");
                let (field, measure) =
                    *self.chance.pick(&[("trigger", Measure::Mass), ("duty", Measure::Duty)]);
                let value = self.chance.percent(60).then(|| Box::new(self.simple_limit(measure)));
                let inner = Holding { what: Reference::name(field), value, with: None };
                item.with = Some(Holdings { items: vec![inner], any: false });
            }
            _ => {}
        }
    }

    /// A bound of a count.
    pub fn bound(&mut self) -> Bound {
        *self.chance.pick(&[
            Bound::AtLeast,
            Bound::AtLeast,
            Bound::AtMost,
            Bound::AtMost,
            Bound::Exactly,
            Bound::MoreThan,
            Bound::FewerThan,
        ])
    }

    /// A movement of a value, and the value.
    pub fn moving(&mut self) -> (Reference, Predicate) {
        let measure = *self.chance.pick(&[Measure::Percent, Measure::Mass]);
        let field = self.field_of(measure);
        let product = self.product();
        let reference = Reference::new(&[&field], Root::Name(product));
        let up = self.chance.percent(50);
        let op = match self.chance.below(6) {
            0 => Op::AtMost,
            1 => Op::Equal,
            2 => Op::Above,
            _ => Op::AtLeast,
        };
        let predicate = match self.chance.below(11) {
            0 | 1 => Predicate::NeverRise,
            2 => Predicate::NeverFall,
            3 | 4 => {
                self.note("grow by");
                Predicate::Move { up, op, by: self.step(measure) }
            }
            5 => {
                self.note("previous round");
                Predicate::Not(Box::new(Predicate::Since { up }))
            }
            6 => {
                self.note("previous round");
                Predicate::Since { up }
            }
            7 => {
                self.note("grow by from the previous round");
                Predicate::MoveSince { up, op, by: self.step(measure) }
            }
            _ => {
                self.note("reach");
                let value = self.plain_value(measure);
                let year = *self.chance.pick(&[1, 2, 3, 5]);
                let time = match self.chance.below(6) {
                    0 => Time::Calendar(2004),
                    1 => Time::On(self.day()),
                    _ => Time::Year(year),
                };
                Predicate::Reach(value, time)
            }
        };
        (reference, predicate)
    }

    fn step(&mut self, measure: Measure) -> Value {
        let (count, name) = match measure {
            Measure::Percent if self.chance.percent(15) => (5, "%"),
            Measure::Percent => (1, "point"),
            _ if self.chance.percent(50) => (5, "%"),
            _ => (5, "ton"),
        };
        Value::Number(Number::of(count.into(), unit(name)))
    }

    fn plain_value(&mut self, measure: Measure) -> Value {
        loop {
            match self.value(measure) {
                Value::Number(n) if !matches!(n.unit.kind, Kind::Rate(_)) => {
                    return Value::Number(n);
                }
                _ => {}
            }
        }
    }
}
