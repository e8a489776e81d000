//! Round figures: each amount is chosen again from where it can lie.

use super::{Found, Model, Solver};
use crate::analysis::linear::Amount;
use crate::analysis::logic::Prop;
use crate::analysis::simplex::Near;
use crate::value::Number;

/// Where an amount can lie while all others stay where they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Room {
    /// The lowest it can be.
    pub low: Option<Near>,
    /// The highest it can be.
    pub high: Option<Near>,
    /// Only multiples of this count.
    pub step: Option<Number>,
}

impl Room {
    /// True where a value lies in it.
    pub fn holds(&self, value: &Number) -> bool {
        let exact = Near::exactly(value.clone());
        let whole = |step: &Number| value.checked_div(step).is_some_and(|times| times.is_integer());
        self.low.as_ref().is_none_or(|low| exact >= *low)
            && self.high.as_ref().is_none_or(|high| exact <= *high)
            && self.step.as_ref().is_none_or(whole)
    }

    fn narrow(&mut self, limit: Near, upper: bool) {
        let own = if upper { &mut self.high } else { &mut self.low };
        let tighter = |known: &Near| if upper { limit < *known } else { limit > *known };
        if own.as_ref().is_none_or(tighter) {
            *own = Some(limit);
        }
    }
}

impl Solver {
    /// A model in which each amount was chosen again, in turn, from where it can lie while all else stays as it is.
    pub fn tidied(
        &mut self,
        assumed: &[Prop],
        choose: &dyn Fn(Amount, &Number, &Room) -> Option<Number>,
    ) -> Option<Model> {
        if !matches!(self.search(assumed), Found::Yes) {
            return None;
        }
        let about = self.by_amount(&self.needed(assumed));
        let mut model = self.model();
        for at in 0..self.bounds.amounts {
            let amount = Amount(at);
            let asked = about.get(at).map(Vec::as_slice).unwrap_or_default();
            let room = self.room(&model, amount, asked);
            let chosen = choose(amount, &model.amount(amount), &room);
            if let Some(chosen) = chosen.filter(|chosen| room.holds(chosen))
                && let Some(slot) = model.amounts.get_mut(at)
            {
                *slot = chosen;
            }
        }
        Some(model)
    }

    /// The bounds that each amount has a part in.
    fn by_amount(&self, asked: &[Prop]) -> Vec<Vec<Prop>> {
        let mut about = vec![Vec::new(); self.bounds.amounts];
        for prop in asked {
            for (amount, _) in self.bounds.of(*prop).map(|(parts, _)| parts).unwrap_or_default() {
                if let Some(own) = about.get_mut(amount.0) {
                    own.push(*prop);
                }
            }
        }
        about
    }

    fn room(&self, model: &Model, amount: Amount, asked: &[Prop]) -> Room {
        let mut room = Room { step: self.bounds.steps.get(&amount).cloned(), ..Room::default() };
        for prop in asked {
            let Some((parts, cut)) = self.bounds.of(*prop) else { continue };
            let Some((_, by)) = parts.iter().find(|(own, _)| *own == amount) else { continue };
            let others = parts.iter().filter(|(own, _)| *own != amount);
            let rest = others.fold(Number::zero(), |sum, (own, by)| sum + by * &model.amount(*own));
            let Some(limit) = (&cut.limit - &rest).checked_div(by) else { continue };
            let upper = prop.is_negated() == by.is_negative();
            let included = cut.included != prop.is_negated();
            let steps = match (included, upper) {
                (true, _) => 0,
                (false, true) => -1,
                (false, false) => 1,
            };
            room.narrow(Near::beside(limit, steps), upper);
        }
        room
    }
}
