//! What would mend a rule that breaks or cannot be judged.

use std::cmp::Ordering;

use super::{Words, of_entry, op_words, quoted, size};
use crate::eval::reason::{Missing, Problem, Reason};
use crate::model::{Direction, Op};
use crate::report::Verdict;
use crate::report::ticks::within;
use crate::value::Value;

/// The most suggestions for one finding.
const LISTED: usize = 3;

impl Words<'_> {
    /// What would mend it, the likeliest first; empty where nothing is to be mended.
    pub(in crate::report) fn help(&self, reason: &Reason, verdict: Verdict) -> Vec<String> {
        if !matches!(
            verdict,
            Verdict::Broken | Verdict::Unknown | Verdict::Waiting | Verdict::Waived
        ) {
            return Vec::new();
        }
        match reason {
            Reason::Compared { .. } => self.mend(reason).into_iter().collect(),
            Reason::Lacks { missing, .. } => self.add(missing),
            Reason::IsNothing { what, .. } if verdict == Verdict::Broken => {
                vec![format!("give `{}` a value, if it is to be there", self.name(what))]
            }
            Reason::Has { what, owner } if verdict == Verdict::Broken => {
                vec![format!("take `{what}` from `{}`", self.name(owner))]
            }
            Reason::NotAgreed { what, .. } => vec![format!("agree on `{what}` and state it")],
            Reason::Moved { subject, from, to, amount: None, direction } => {
                let word = if *direction == Direction::Up { "lower" } else { "raise" };
                let subject = self.name(subject);
                vec![format!(
                    "{word} `{subject}`{} from {} to {}",
                    of_entry(&to.0),
                    to.1.to_text(),
                    from.1.to_text()
                )]
            }
            Reason::Same { differ: Some([(one, ours), (other, _)]), .. } => {
                vec![format!(
                    "give `{other}` the {} that `{one}` has, or `{one}` what `{other}` has",
                    ours.to_text()
                )]
            }
            Reason::Event { event, on: None, undated: false, by: Some(by), missing, .. } => {
                let mut help: Vec<String> =
                    missing.as_deref().and_then(meant).into_iter().collect();
                if verdict == Verdict::Waiting {
                    help.push(format!("date `{event}` on or before {by}"));
                }
                help
            }
            Reason::Several(reasons) => self.of_several(reasons, verdict),
            Reason::Problem(problem) => self.problem_help(problem),
            Reason::Nothing
            | Reason::Has { .. }
            | Reason::IsNothing { .. }
            | Reason::State { .. }
            | Reason::Called { .. }
            | Reason::Starts { .. }
            | Reason::Moved { .. }
            | Reason::NeverMoved { .. }
            | Reason::Same { .. }
            | Reason::Event { .. }
            | Reason::Counted { .. }
            | Reason::Each { .. }
            | Reason::ConditionFalse(_)
            | Reason::OutOfWindow => Vec::new(),
        }
    }

    fn of_several(&self, reasons: &[Reason], verdict: Verdict) -> Vec<String> {
        let (mut meant, mut others) = (Vec::new(), Vec::new());
        for text in reasons.iter().flat_map(|reason| self.help(reason, verdict)) {
            let all = if text.starts_with("did you mean") { &mut meant } else { &mut others };
            // there may be very many, of which no more are told
            if all.len() < LISTED && !all.contains(&text) {
                all.push(text);
            }
        }
        meant.extend(others);
        meant.truncate(LISTED);
        meant
    }

    fn mend(&self, reason: &Reason) -> Option<String> {
        let Reason::Compared { name, op, limit, difference, case_only, satisfied, side, .. } =
            reason
        else {
            return None;
        };
        let name = self.name(name.as_deref()?);
        let target = limit.to_text();
        if *case_only {
            return Some(format!(
                "did you mean `{}`? texts in quotes compare letter by letter",
                within(&target)
            ));
        }
        let Some(side) = side else {
            let so = if *op == Op::Equal { String::new() } else { format!("{} ", op_words(*op)) };
            return Some(format!("change `{name}` to {so}{}", quoted(limit)));
        };
        if *satisfied {
            return Some(forbidden(&name, *op, limit));
        }
        let up = *side == Ordering::Less || (*side == Ordering::Equal && *op == Op::Above);
        let by = difference.as_ref().filter(|d| !d.amount.is_zero()).map(size);
        Some(match (op, limit, by) {
            (_, Value::Date(_), Some(by)) => {
                format!("move `{name}` {by} {}, to {target}", if up { "later" } else { "earlier" })
            }
            (Op::Above, ..) => format!("raise `{name}` above {target}"),
            (Op::Below, ..) => format!("lower `{name}` below {target}"),
            (_, _, Some(by)) => {
                format!("{} `{name}` by {by} to {target}", if up { "raise" } else { "lower" })
            }
            (_, _, None) => format!("{} `{name}` to {target}", if up { "raise" } else { "lower" }),
        })
    }

    fn add(&self, missing: &Missing) -> Vec<String> {
        let name = within(&missing.name.text);
        let mut help: Vec<String> = meant(missing).into_iter().collect();
        help.push(match &missing.owner_name {
            Some(owner) => format!("add `{name}:` under `{}`", self.name(owner)),
            None => format!("add `{name}:` to the proposal"),
        });
        help
    }

    fn problem_help(&self, problem: &Problem) -> Vec<String> {
        let meant_name = |suggestion: &Option<String>| -> Vec<String> {
            suggestion.iter().map(|name| format!("did you mean `{}`?", within(name))).collect()
        };
        let one = |text: &str| vec![text.to_owned()];
        match problem {
            Problem::Missing(missing) => self.add(missing),
            Problem::NothingCalled { suggestion, .. } | Problem::NotAParty { suggestion, .. } => {
                meant_name(suggestion)
            }
            Problem::Misspelt { suggestion, .. } => vec![format!("did you mean `{suggestion}`?")],
            Problem::Open(_) | Problem::Offered(_) => one("agree on it and state the value"),
            Problem::Empty(_) => one("write what is in it, or `none`"),
            Problem::WholeList(_) => one("write `each …`, `every …` or `at least N …`"),
            Problem::Conflict { .. } => one("make the places agree, or remove all but one"),
            Problem::YearOneUnknown => one(
                "add `entry into force:` to the proposal, or write `year 1 is …` in the rule file",
            ),
            Problem::Differs { by_time: true, .. } => {
                one("write `ever`, `always` or a time, such as `in year 5`")
            }
            Problem::Differs { by_time: false, .. } => {
                one("write `ever`, `always` or a party, such as `from Australia`")
            }
            Problem::RoundNotGiven => {
                one("give the earlier rounds too, or write `round: 1` in the proposal")
            }
            Problem::NeedsOne { by_time: true, .. } => one("write a time, such as `in year 1`"),
            Problem::PercentOfPercent(amount) => {
                let text = amount.amount.to_text();
                vec![format!(
                    "write `{text} points` for a difference, or `{text}% of …` for a share"
                )]
            }
            Problem::Undated(_) => one("write the date instead of `yes`"),
            Problem::NotAnEvent(_) => one("write a date, `yes` or `no`"),
            Problem::Incomparable(why) => why.help().into_iter().map(str::to_owned).collect(),
            Problem::NoOrder(_) => one("write a number with its unit, or compare with `be`"),
            Problem::Conditional(inner) => self.help(inner, Verdict::Unknown),
            Problem::Absent(_)
            | Problem::NotAValue(_)
            | Problem::YearOneConflict(_)
            | Problem::NotInForce { .. }
            | Problem::Uncertain(_)
            | Problem::TextsDiffer(_)
            | Problem::FirstRound
            | Problem::NothingToTake(_)
            | Problem::NeedsOne { .. }
            | Problem::GrowthFromZero(_)
            | Problem::TooManySubjects { .. }
            | Problem::OneYearOnly(_) => Vec::new(),
        }
    }
}

/// It is forbidden, and it is so.
fn forbidden(name: &str, op: Op, limit: &Value) -> String {
    let target = limit.to_text();
    match op {
        Op::AtLeast => format!("lower `{name}` below {target}"),
        Op::AtMost => format!("raise `{name}` above {target}"),
        Op::Above => format!("lower `{name}` to {target} or less"),
        Op::Below => format!("raise `{name}` to {target} or more"),
        Op::Equal => format!("change `{name}` to anything but {}", quoted(limit)),
    }
}

fn meant(missing: &Missing) -> Option<String> {
    missing.suggestion.as_ref().map(|name| format!("did you mean `{}`?", within(name)))
}
