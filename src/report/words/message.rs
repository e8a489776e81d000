//! What was found, as one line.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{Words, move_word, of_entry, op_words, quoted, side, size};
use crate::eval::reason::{Missing, Reason};
use crate::eval::spread::Entry;
use crate::model::{CountBound, Direction, Op};
use crate::report::ticks::within;
use crate::value::{Number, Value};

/// The longest list that a message spells out.
const LISTED: usize = 3;

impl Words<'_> {
    /// What was found, as one line.
    pub(in crate::report) fn message(&self, reason: &Reason) -> String {
        match reason {
            Reason::Nothing => "there is nothing to judge".to_owned(),
            Reason::Compared { .. } => self.compared(reason),
            Reason::Has { what, owner } => format!("`{}` has `{what}`", self.name(owner)),
            Reason::Lacks { missing, owner } => self.lacks(missing, owner),
            Reason::IsNothing { what, owner, zero } => self.is_nothing(what, owner, zero.as_ref()),
            Reason::NotAgreed { what, owner } => {
                format!("`{what}` of `{}` is not agreed yet", self.name(owner))
            }
            Reason::State { subject, is, word } => {
                format!("`{}` is {}{word}", self.name(subject), not(*is))
            }
            Reason::Called { subject, name, is } => {
                format!("`{}` is {}`{}`", self.name(subject), not(*is), within(name))
            }
            Reason::Starts { subject, text, with, does } => {
                let verb = if *does { "starts" } else { "does not start" };
                let (text, with) = (within(text), within(with));
                format!("`{}` is `{text}`, which {verb} with `{with}`", self.name(subject))
            }
            Reason::Moved { subject, from, to, direction, amount } => {
                self.moved(subject, (from, to), *direction, amount.as_ref())
            }
            Reason::NeverMoved { subject, direction } => {
                format!(
                    "`{}` is one value, which does not {}",
                    self.name(subject),
                    move_word(*direction)
                )
            }
            Reason::Same { subject, differ, .. } => self.same(subject, differ.as_ref()),
            Reason::Event { .. } => event(reason),
            Reason::Counted { certain, possible, of, bound, number } if certain == possible => {
                format!("true of {certain} of {of}, {}", wanted(*bound, number))
            }
            Reason::Counted { certain, possible, of, .. } => {
                format!(
                    "true of {certain} of {of} for certain, and perhaps of {} more",
                    possible - certain
                )
            }
            Reason::Each { noun, looked_at, left: 0 } => {
                format!("no `{noun}` is left to judge (0 of {looked_at})")
            }
            Reason::Each { noun, left, .. } => format!("{left} of `{noun}`"),
            Reason::ConditionFalse(inner) => {
                format!("does not apply: {}", self.message(inner))
            }
            Reason::OutOfWindow => "it is not in force on the day of the check".to_owned(),
            Reason::Several(reasons) => self.several(reasons),
            Reason::Problem(problem) => self.problem(problem),
        }
    }

    fn several(&self, reasons: &[Reason]) -> String {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let texts = reasons.iter().map(|reason| self.message(reason));
        let mut all: Vec<String> = texts.filter(|text| seen.insert(text.clone())).collect();
        let more = all.len().saturating_sub(LISTED);
        all.truncate(LISTED);
        let listed = all.join("; ");
        if more > 0 { format!("{listed}; and {more} more") } else { listed }
    }

    fn compared(&self, reason: &Reason) -> String {
        let Reason::Compared {
            subject,
            value,
            limit,
            limit_name,
            op,
            difference,
            satisfied,
            side: relation,
            case_only,
            entry,
            ..
        } = reason
        else {
            return String::new();
        };
        let subject = format!("`{}`{}", self.name(subject), of_entry(entry));
        let value_text = quoted(value);
        let limit_text = match limit_name {
            Some(name) => format!("`{}` ({})", self.name(name), limit.to_text()),
            None => quoted(limit),
        };
        if *case_only {
            return format!("{subject} is {value_text}, which differs from {limit_text} in case");
        }
        match (relation, difference) {
            (Some(Ordering::Equal), _) => match (op, limit_name) {
                (Op::Above | Op::Below, _) => {
                    format!("{subject} is {value_text}, not {} {limit_text}", op_words(*op))
                }
                (_, Some(_)) => format!("{subject} is {value_text}, the same as {limit_text}"),
                (Op::Equal, None) => format!("{subject} is {value_text}"),
                (_, None) => format!("{subject} is exactly {value_text}"),
            },
            (Some(relation), Some(difference)) => {
                let side = side(*relation == Ordering::Less, limit);
                format!("{subject} is {value_text}, {} {side} {limit_text}", size(difference))
            }
            (Some(relation), None) => {
                format!(
                    "{subject} is {value_text}, which is {} {limit_text}",
                    side(*relation == Ordering::Less, limit)
                )
            }
            (None, _) => match (op, satisfied) {
                (Op::Equal, _) => format!("{subject} is {value_text}, not {limit_text}"),
                (_, true) => format!(
                    "{subject} is {value_text}, which is always {} {limit_text}",
                    op_words(*op)
                ),
                (_, false) => format!(
                    "{subject} is {value_text}, which is never {} {limit_text}",
                    op_words(*op)
                ),
            },
        }
    }

    fn lacks(&self, missing: &Missing, owner: &str) -> String {
        if missing.nowhere {
            return format!("there is no `{}` in the proposal", within(&missing.name.text));
        }
        let owner = self.name(missing.owner_name.as_deref().unwrap_or(owner));
        if missing.party {
            return format!("`{owner}` has no entry for `{}`", within(&missing.name.text));
        }
        format!("`{owner}` has no `{}`", within(&missing.name.text))
    }

    fn is_nothing(&self, what: &str, owner: &str, zero: Option<&Value>) -> String {
        let whose = if what == owner {
            self.bare_name(what)
        } else {
            format!("{what} of {}", self.bare_name(owner))
        };
        let whose = within(&whose);
        match zero {
            Some(zero) => format!("`{whose}` is {}, and a zero is as good as none", zero.to_text()),
            None => format!("`{whose}` is agreed not to be there"),
        }
    }

    fn moved(
        &self,
        subject: &str,
        (from, to): (&(Entry, Value), &(Entry, Value)),
        direction: Direction,
        amount: Option<&Value>,
    ) -> String {
        let subject = self.name(subject);
        let (before, after) = (from.1.to_text(), to.1.to_text());
        let step = format!("from {before}{} to {after}{}", at(&from.0), at(&to.0));
        match amount {
            None if before == after => format!("`{subject}` stays at {before}"),
            Some(_) if from.0 == to.0 && from.0.time.is_some() => {
                format!(
                    "`{subject}` stays at {before} after {}",
                    at(&from.0).trim_matches([' ', '(', ')'])
                )
            }
            Some(_) if before == after => {
                format!("`{subject}` does not {} {step}", move_word(direction))
            }
            _ => format!("`{subject}` goes {step}"),
        }
    }

    fn same(&self, subject: &str, differ: Option<&[(String, Value); 2]>) -> String {
        let subject = self.name(subject);
        match differ {
            Some([(one, ours), (other, theirs)]) => {
                format!(
                    "`{subject}` is {} for `{other}` and {} for `{one}`",
                    theirs.to_text(),
                    ours.to_text()
                )
            }
            None => format!("`{subject}` is the same for all"),
        }
    }
}

fn at(entry: &Entry) -> String {
    match (&entry.party, &entry.time) {
        (Some(party), Some(time)) => format!(" ({}, {time})", party.text),
        (Some(party), None) => format!(" ({})", party.text),
        (None, Some(time)) => format!(" ({time})"),
        (None, None) => String::new(),
    }
}

fn wanted(bound: CountBound, number: &Number) -> String {
    let number = number.to_text();
    match bound {
        CountBound::AtLeast => format!("where at least {number} are needed"),
        CountBound::MoreThan => format!("where more than {number} are needed"),
        CountBound::AtMost => format!("where at most {number} may be"),
        CountBound::FewerThan => format!("where fewer than {number} may be"),
        CountBound::Exactly => format!("where it must be {number}"),
    }
}

fn not(is: bool) -> &'static str {
    if is { "" } else { "not " }
}

fn event(reason: &Reason) -> String {
    let Reason::Event { event, on, undated, by, as_of, .. } = reason else { return String::new() };
    match (on, by, undated) {
        (Some(on), _, _) if on > as_of => {
            format!("`{event}` is planned for {on}, which has not come yet")
        }
        (Some(on), Some(by), _) if on > by => format!("`{event}` came on {on}, after {by}"),
        (Some(on), _, _) => format!("`{event}` is dated {on}"),
        (None, _, true) => format!("`{event}` is there, without a date"),
        (None, Some(by), false) if as_of > by => format!("there was no `{event}` by {by}"),
        (None, Some(by), false) => format!("there is no `{event}` yet; the last day is {by}"),
        (None, None, false) => format!("there is no `{event}`"),
    }
}
