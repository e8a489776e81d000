//! Why something cannot be judged, as one line.

use super::{Words, op_words, quoted};
use crate::eval::reason::Problem;

impl Words<'_> {
    /// Why it cannot be judged.
    pub(super) fn problem(&self, problem: &Problem) -> String {
        let at = |node| format!("`{}`", self.at(node));
        match problem {
            Problem::Missing(missing) if missing.nowhere => {
                format!("nothing is called `{}` here", missing.name.text)
            }
            Problem::Missing(missing) => {
                let owner = self.name(missing.owner_name.as_deref().unwrap_or_default());
                if missing.party {
                    format!("`{owner}` has no entry for `{}`", missing.name.text)
                } else {
                    format!("`{}` of `{owner}` is not stated", missing.name.text)
                }
            }
            Problem::Open(node) => format!("{} is not agreed yet", at(*node)),
            Problem::Offered(node) => {
                format!("{} is offered, but its value is not known", at(*node))
            }
            Problem::Absent(node) => format!("{} is agreed not to be there", at(*node)),
            Problem::Empty(node) => {
                format!("{} is empty, which says neither yes nor no", at(*node))
            }
            Problem::NotAValue(node) => {
                format!("{} is not a single value that could be compared", at(*node))
            }
            Problem::WholeList(node) => {
                format!("{} is a whole list: is each item meant, or some?", at(*node))
            }
            Problem::Conflict { name, defined: None, .. } => {
                format!("`{}` is stated in several places, and they differ", self.name(name))
            }
            Problem::Conflict { name, defined: Some(value), .. } => {
                format!(
                    "the rule file says that `{name}` is {}, and the proposal says otherwise",
                    value.to_text()
                )
            }
            Problem::NotAParty { party, .. } => {
                format!("`{}` is not a party to this proposal", party.text)
            }
            Problem::YearOneUnknown => {
                "years of the agreement and days of the calendar cannot be put in order: nothing \
                 says when year 1 begins"
                    .to_owned()
            }
            Problem::YearOneConflict(_) => {
                "the rule file and the proposal disagree on when year 1 begins".to_owned()
            }
            Problem::NotInForce { name, .. } if name.is_empty() => {
                "at one of the times no value is in force".to_owned()
            }
            Problem::NotInForce { name, .. } => {
                format!("no value of `{}` is in force then", self.name(name))
            }
            Problem::Incomparable(why) => why.message(),
            Problem::NoOrder(value) => {
                format!("{} has no order: it can only be equal or not", quoted(value))
            }
            Problem::TextsDiffer(texts) => {
                let [one, other] = &**texts;
                format!("`{one}` and `{other}` are different words, which may still mean the same")
            }
            Problem::Uncertain(uncertain) => format!(
                "`{}` is {}, which is neither certain to be {} {} nor certain not to be",
                self.name(&uncertain.subject),
                quoted(&uncertain.value),
                op_words(uncertain.op),
                quoted(&uncertain.limit)
            ),
            Problem::Differs { subject, by_time } => {
                let (how, what) = if *by_time {
                    ("from time to time", "time")
                } else {
                    ("between its entries", "entry")
                };
                format!(
                    "`{}` differs {how}, and the condition does not say which {what} counts",
                    self.name(subject)
                )
            }
            Problem::FirstRound => "this is the first round: there is none before it".to_owned(),
            Problem::RoundNotGiven => "the round before this one was not given".to_owned(),
            Problem::NothingCalled { name, .. } => {
                format!("nothing is called `{}` here", name.text)
            }
            Problem::Misspelt { name, suggestion, .. } => {
                format!("nothing is called `{}`, but something is called `{suggestion}`", name.text)
            }
            Problem::NothingToTake(text) => {
                format!("there is no value to take for `{}`", self.name(text))
            }
            Problem::NeedsOne { by_time: true, .. } => {
                "a total of values that change over time needs a time".to_owned()
            }
            Problem::NeedsOne { by_time: false, .. } => {
                "which values are to be taken is not certain".to_owned()
            }
            Problem::PercentOfPercent(amount) => {
                format!("a percentage that moves by {} has two readings", amount.to_text())
            }
            Problem::TooManySubjects { limit } => {
                format!("the rule would look at more than {limit} things")
            }
            Problem::GrowthFromZero(_) => "growth from zero has no percentage".to_owned(),
            Problem::OneValueOnly(node) => {
                format!(
                    "{} is one value only: there is no year to compare with the year before",
                    at(*node)
                )
            }
            Problem::Undated(node) => {
                format!(
                    "{} is there, but without a date nobody can tell whether it was in time",
                    at(*node)
                )
            }
            Problem::NotAnEvent(node) => format!("{} is neither a date nor yes nor no", at(*node)),
            Problem::Conditional(inner) => {
                format!("whether it applies is not known: {}", self.message(inner))
            }
        }
    }
}
