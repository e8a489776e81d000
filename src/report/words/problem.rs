//! Why something cannot be judged, as one line.

use super::{Words, op_words, quoted};
use crate::eval::NodeRef;
use crate::eval::reason::{Missing, Problem, Uncertain};
use crate::report::ticks::within;
use crate::value::Value;

/// What one would have to know to put years and days in order.
const YEAR_ONE: &str = "years of the agreement and days of the calendar cannot be put in order: nothing says when year 1 \
                        begins";

impl Words<'_> {
    /// Why it cannot be judged.
    pub(super) fn problem(&self, problem: &Problem) -> String {
        match problem {
            Problem::Missing(missing) => self.not_stated(missing),
            Problem::Open(node) => self.there(*node, "is not agreed yet"),
            Problem::Offered(node) => self.there(*node, "is offered, but its value is not known"),
            Problem::Absent(node) => self.there(*node, "is agreed not to be there"),
            Problem::Empty(node) => self.there(*node, "is empty, which says neither yes nor no"),
            Problem::NotAValue(node) => {
                self.there(*node, "is not a single value that could be compared")
            }
            Problem::WholeList(node) => {
                self.there(*node, "is a whole list: is each item meant, or some?")
            }
            Problem::OneYearOnly(node) => self
                .there(*node, "is one year only: there is no year to compare with the year before"),
            Problem::Undated(node) => self.there(
                *node,
                "is there, but without a date nobody can tell whether it was in time",
            ),
            Problem::NotAnEvent(node) => self.there(*node, "is neither a date nor yes nor no"),
            Problem::Conflict { name, defined, .. } => self.conflict(name, defined.as_deref()),
            Problem::NotAParty { party, .. } => {
                format!("`{}` is not a party to this proposal", within(&party.text))
            }
            Problem::YearOneUnknown => YEAR_ONE.to_owned(),
            Problem::YearOneConflict(_) => {
                "the rule file and the proposal disagree on when year 1 begins".to_owned()
            }
            Problem::NotInForce { name, .. } => self.not_in_force(name),
            Problem::Incomparable(why) => why.message(),
            Problem::NoOrder(value) => {
                format!("{} has no order: it can only be equal or not", quoted(value))
            }
            Problem::TextsDiffer(texts) => different(texts),
            Problem::Uncertain(uncertain) => self.uncertain(uncertain),
            Problem::Differs { subject, by_time } => self.differs(subject, *by_time),
            Problem::FirstRound => "this is the first round: there is none before it".to_owned(),
            Problem::RoundNotGiven => "the round before this one was not given".to_owned(),
            Problem::NothingCalled { name, .. } => {
                format!("nothing is called `{}` here", within(&name.text))
            }
            Problem::Misspelt { name, suggestion, .. } => misspelt(&name.text, suggestion),
            Problem::NothingToTake(text) => {
                format!("there is no value to take for `{}`", self.name(text))
            }
            Problem::NeedsOne { by_time, .. } => needs_one(*by_time).to_owned(),
            Problem::PercentOfPercent(amount) => {
                format!("a percentage that moves by {} has two readings", amount.to_text())
            }
            Problem::TooManySubjects { limit } => {
                format!("the rule would look at more than {limit} things")
            }
            Problem::GrowthFromZero(_) => "growth from zero has no percentage".to_owned(),
            Problem::Conditional(inner) => {
                format!("whether it applies is not known: {}", self.message(inner))
            }
        }
    }

    fn not_stated(&self, missing: &Missing) -> String {
        let name = within(&missing.name.text);
        if missing.nowhere {
            return format!("nothing is called `{name}` here");
        }
        let owner = self.name(missing.owner_name.as_deref().unwrap_or_default());
        if missing.party {
            format!("`{owner}` has no entry for `{name}`")
        } else {
            format!("`{name}` of `{owner}` is not stated")
        }
    }

    /// What stands there is not what is asked for.
    fn there(&self, node: NodeRef, what: &str) -> String {
        format!("`{}` {what}", within(&self.at(node)))
    }

    fn conflict(&self, name: &str, defined: Option<&Value>) -> String {
        match defined {
            None => format!("`{}` is stated in several places, and they differ", self.name(name)),
            Some(value) => format!(
                "the rule file says that `{}` is {}, and the proposal says otherwise",
                within(name),
                value.to_text()
            ),
        }
    }

    fn not_in_force(&self, name: &str) -> String {
        match name {
            "" => "at one of the times no value is in force".to_owned(),
            _ => format!("no value of `{}` is in force then", self.name(name)),
        }
    }

    fn uncertain(&self, uncertain: &Uncertain) -> String {
        format!(
            "`{}` is {}, which is neither certain to be {} {} nor certain not to be",
            self.name(&uncertain.subject),
            quoted(&uncertain.value),
            op_words(uncertain.op),
            quoted(&uncertain.limit)
        )
    }

    fn differs(&self, subject: &str, by_time: bool) -> String {
        let (how, what) =
            if by_time { ("from time to time", "time") } else { ("between its entries", "entry") };
        let subject = self.name(subject);
        format!("`{subject}` differs {how}, and the condition does not say which {what} counts")
    }
}

fn different([one, other]: &[String; 2]) -> String {
    let (one, other) = (within(one), within(other));
    format!("`{one}` and `{other}` are different words, which may still mean the same")
}

fn misspelt(name: &str, suggestion: &str) -> String {
    let (name, suggestion) = (within(name), within(suggestion));
    format!("nothing is called `{name}`, but something is called `{suggestion}`")
}

fn needs_one(by_time: bool) -> &'static str {
    match by_time {
        true => "a total of values that change over time needs a time",
        false => "which values are to be taken is not certain",
    }
}
