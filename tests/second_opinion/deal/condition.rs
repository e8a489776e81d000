//! Makes up conditions.

use super::Maker;
use super::proposal::PRODUCTS;
use super::values::Measure;
use crate::rules::{
    Condition, Expr, Frequency, Happening, Op, Predicate, Reference, Root, Subject,
};

impl Maker<'_> {
    /// A condition without deadlines.
    pub fn condition(&mut self, depth: usize, its: bool) -> Condition {
        match self.chance.below(14) {
            0 if depth > 0 => {
                self.note("and");
                let (a, b) = (self.condition(depth - 1, its), self.condition(depth - 1, its));
                Condition::And(vec![a, b])
            }
            1 if depth > 0 => {
                self.note("or");
                let (a, b) = (self.condition(depth - 1, its), self.condition(depth - 1, its));
                Condition::Or(vec![a, b])
            }
            2 if depth > 0 => {
                self.note("not");
                Condition::Not(Box::new(self.condition(depth - 1, its)))
            }
            3 => {
                self.note("there is");
                Condition::Happening(Happening {
                    event: self.chance.word(&["accord", "signature"]).to_owned(),
                    negated: self.chance.percent(50),
                    by: None,
                    end: None,
                })
            }
            4 | 5 => {
                self.note("condition has");
                let subject = Subject::One(Expr::Reference(Reference::name(&self.product())));
                let mut predicate = Predicate::Has(self.holdings(1));
                if self.chance.percent(20) {
                    predicate = Predicate::Not(Box::new(predicate));
                }
                Condition::Claim(subject, Frequency::Plain, predicate)
            }
            6 => {
                self.note("is open");
                let name = (*self.chance.pick(&PRODUCTS)).to_owned();
                let reference = match self.chance.percent(40) {
                    true => Reference::name(&name),
                    false => Reference::new(&[&self.field().0], Root::Name(name)),
                };
                let marks =
                    [Predicate::IsOpen, Predicate::IsOpen, Predicate::IsOffered, Predicate::IsNone];
                let predicate = self.chance.pick(&marks).clone();
                let subject = Subject::One(Expr::Reference(reference));
                Condition::Claim(subject, Frequency::Plain, predicate)
            }
            7 => {
                self.note("quantified condition");
                let noun = self.range();
                let subject = match self.chance.below(3) {
                    0 => Subject::Every(noun),
                    1 => Subject::No(noun),
                    _ => {
                        let bound = self.bound();
                        Subject::Counted(bound, 1 + self.chance.below(3), noun)
                    }
                };
                Condition::Claim(subject, Frequency::Plain, Predicate::Has(self.holdings(1)))
            }
            8 => {
                self.note("both have");
                let items = ["pork", "beef"].map(|name| Expr::Reference(Reference::name(name)));
                let predicate = Predicate::Has(self.plain_holdings(1));
                Condition::Claim(Subject::Both(items.to_vec()), Frequency::Plain, predicate)
            }
            9 => {
                self.note("condition states");
                let subject = Subject::One(Expr::Reference(Reference::name(&self.product())));
                let predicate = Predicate::States(self.plain_holdings(1));
                Condition::Claim(subject, Frequency::Plain, predicate)
            }
            _ => self.compared(its),
        }
    }

    fn compared(&mut self, its: bool) -> Condition {
        if !its && self.chance.percent(8) {
            self.note("starts with");
            let text = self.chance.word(&["dra", "Tab", "x"]).to_owned();
            let subject = Subject::One(Expr::Reference(Reference::name("status")));
            return Condition::Claim(subject, Frequency::Plain, Predicate::StartsWith(text));
        }
        if !its && self.chance.percent(8) {
            self.note("moving in a condition");
            let (reference, predicate) = self.moving();
            // before a verb of movement stands `never` or `does not`
            let predicate = match predicate {
                Predicate::Not(_) | Predicate::NeverRise | Predicate::NeverFall => predicate,
                other => Predicate::Not(Box::new(other)),
            };
            let subject = Subject::One(Expr::Reference(reference));
            return Condition::Claim(subject, Frequency::Plain, predicate);
        }
        let (reference, measure) =
            if its && self.chance.percent(70) { self.its() } else { self.valued() };
        let frequency = match self.chance.below(4) {
            0 => Frequency::Ever,
            1 => Frequency::Always,
            _ => Frequency::Plain,
        };
        self.note(match frequency {
            Frequency::Ever => "ever",
            Frequency::Always => "always",
            Frequency::Plain => "plain comparison in a condition",
        });
        let mut predicate = match measure {
            Measure::Words | Measure::Flag if frequency != Frequency::Plain => {
                Predicate::Compare(Op::Equal, self.literal(measure))
            }
            Measure::Words if frequency == Frequency::Plain && self.chance.percent(50) => {
                self.note("starts with");
                Predicate::StartsWith(self.chance.word(&["dra", "Tab", "x"]).to_owned())
            }
            _ => self.limit(measure, false),
        };
        if matches!(predicate, Predicate::StartsWith(_)) {
            return Condition::Claim(
                Subject::One(Expr::Reference(reference)),
                frequency,
                predicate,
            );
        }
        let several = matches!(predicate, Predicate::AllOf(_) | Predicate::AnyOf(_));
        if self.chance.percent(15) && frequency == Frequency::Plain && !several {
            predicate = Predicate::Not(Box::new(predicate));
        }
        Condition::Claim(Subject::One(Expr::Reference(reference)), frequency, predicate)
    }
}
