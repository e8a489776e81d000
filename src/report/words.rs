//! The words for what was found: messages, the labels of places, and what would mend a rule.

use crate::eval::reason::{Missing, Problem, Reason};
use crate::eval::spread::Entry;
use crate::model::{Direction, Op};
use crate::report::Verdict;
use crate::value::{Dimension, Quantity, Value};

/// The longest list that a message spells out.
const LISTED: usize = 3;

/// What was found, as one line.
pub(super) fn message(reason: &Reason) -> String {
    match reason {
        Reason::Nothing => "there is nothing to judge".to_owned(),
        Reason::Compared { subject, value, limit, limit_name, op, difference, case_only, entry, .. } => {
            let subject = format!("`{subject}`{}", of_entry(entry));
            compared(&subject, value, (*op, limit, limit_name.as_deref()), difference.as_ref(), *case_only)
        }
        Reason::Has { what, owner } => format!("`{owner}` has `{what}`"),
        Reason::Lacks { missing, owner } => lacks(missing, owner),
        Reason::IsNothing { what, owner, zero: Some(zero) } => {
            format!("`{what}` of `{owner}` is {}, and a zero is as good as none", zero.to_text())
        }
        Reason::IsNothing { what, owner, zero: None } if what == owner => {
            format!("`{what}` is agreed not to be there")
        }
        Reason::IsNothing { what, owner, zero: None } => format!("`{owner}` is to have no `{what}`"),
        Reason::NotAgreed { what, owner } => format!("`{what}` of `{owner}` is not agreed yet"),
        Reason::State { subject, is, word } => format!("`{subject}` is {}{word}", not(*is)),
        Reason::Called { subject, name, is } => format!("{subject} is {}`{name}`", not(*is)),
        Reason::Starts { subject, text, with, does } => {
            format!("`{subject}` is `{text}`, which {} with `{with}`", if *does { "starts" } else { "does not start" })
        }
        Reason::Moved { subject, from, to, direction, amount } => {
            moved(subject, (from, to), *direction, amount.as_ref())
        }
        Reason::NeverMoved { subject, direction } => {
            format!("`{subject}` is one value, which never {}", moves(*direction))
        }
        Reason::Same { subject, differ: Some([(one, ours), (other, theirs)]), .. } => format!(
            "`{subject}` is {} for `{other}` and {} for `{one}`",
            theirs.to_text(),
            ours.to_text()
        ),
        Reason::Same { subject, differ: None, .. } => format!("`{subject}` is the same for all"),
        Reason::Event { .. } => event(reason),
        Reason::Counted { certain, possible, of, .. } if certain == possible => {
            format!("{certain} of {of} {}", if *certain == 1 { "does" } else { "do" })
        }
        Reason::Counted { certain, possible, of, .. } => {
            format!("{certain} of {of} do for certain, and {} more may", possible - certain)
        }
        Reason::Each { noun, looked_at, left: 0 } => {
            format!("no `{noun}` is left to judge (0 of {looked_at})")
        }
        Reason::Each { noun, left, .. } => format!("{left} of `{noun}`"),
        Reason::ConditionFalse(inner) => format!("it asks nothing here: {}", message(inner)),
        Reason::OutOfWindow => "it is not in force on the day of the check".to_owned(),
        Reason::Several(reasons) => several(reasons),
        Reason::Problem(problem) => problem_message(problem),
    }
}

fn not(is: bool) -> &'static str {
    if is { "" } else { "not " }
}

fn several(reasons: &[Reason]) -> String {
    let mut all: Vec<String> = Vec::new();
    for reason in reasons {
        let text = message(reason);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    let more = all.len().saturating_sub(LISTED);
    all.truncate(LISTED);
    let listed = all.join("; ");
    if more > 0 { format!("{listed}; and {more} more") } else { listed }
}

/// ` from Mexico in year 5`, for one entry of several.
pub(super) fn of_entry(entry: &Entry) -> String {
    let party = entry.party.as_ref().map(|party| format!(" for `{}`", party.text)).unwrap_or_default();
    let time = entry.time.as_ref().map(|time| format!(" ({time})")).unwrap_or_default();
    format!("{party}{time}")
}

fn compared(
    subject: &str,
    value: &Value,
    (op, limit, limit_name): (Op, &Value, Option<&str>),
    difference: Option<&Quantity>,
    case_only: bool,
) -> String {
    let limit_text = match limit_name {
        Some(name) => format!("`{name}` ({})", limit.to_text()),
        None => quoted(limit),
    };
    let value_text = quoted(value);
    if case_only {
        return format!("{subject} is {value_text}, which differs from {limit_text} in case");
    }
    let Some(difference) = difference else {
        let same = value == limit;
        return match (op, same) {
            (Op::Equal, true) => format!("{subject} is {value_text}"),
            (Op::Equal, false) => format!("{subject} is {value_text}, not {limit_text}"),
            _ => format!("{subject} is {value_text}, against {limit_text}"),
        };
    };
    if difference.amount.is_zero() {
        return format!("{subject} is {value_text}, just {limit_text}");
    }
    let size = size(difference);
    let dates = matches!(limit, Value::Date(_));
    let side = match (difference.amount.is_negative(), dates) {
        (true, false) => "below",
        (false, false) => "above",
        (true, true) => "before",
        (false, true) => "after",
    };
    format!("{subject} is {value_text}, {size} {side} {limit_text}")
}

/// A text in backticks, any other value as it is.
fn quoted(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("`{text}`"),
        other => other.to_text(),
    }
}

/// An amount without its sign: `2,500 tons`, `1 day`.
pub(super) fn size(quantity: &Quantity) -> String {
    let size = Quantity { amount: quantity.amount.abs(), unit: quantity.unit.clone() };
    let text = Value::Quantity(size.clone()).to_text();
    match (text.strip_suffix('s'), size.amount.to_i64()) {
        (Some(singular), Some(1)) => singular.to_owned(),
        _ => text,
    }
}

fn lacks(missing: &Missing, owner: &str) -> String {
    let owner = missing.owner_name.as_deref().unwrap_or(owner);
    if missing.nowhere {
        return format!("there is no `{}` in the proposal", missing.name.text);
    }
    if missing.party {
        return format!("`{owner}` has no entry for `{}`", missing.name.text);
    }
    format!("`{owner}` has no `{}`", missing.name.text)
}

fn moved(
    subject: &str,
    (from, to): (&(Entry, Value), &(Entry, Value)),
    direction: Direction,
    amount: Option<&Value>,
) -> String {
    let at = |entry: &Entry| match (&entry.party, &entry.time) {
        (Some(party), Some(time)) => format!(" ({}, {time})", party.text),
        (Some(party), None) => format!(" ({})", party.text),
        (None, Some(time)) => format!(" ({time})"),
        (None, None) => String::new(),
    };
    let (before, after) = (from.1.to_text(), to.1.to_text());
    let step = format!("from {before}{} to {after}{}", at(&from.0), at(&to.0));
    match amount {
        None if before == after => format!("`{subject}` stays at {before}"),
        None => format!("`{subject}` goes {step}"),
        Some(_) if before == after => {
            format!("`{subject}` does not {} at all {step}", move_word(direction))
        }
        Some(_) => format!("`{subject}` goes {step}"),
    }
}

fn moves(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "rises",
        Direction::Down => "falls",
    }
}

fn move_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "rise",
        Direction::Down => "fall",
    }
}

fn event(reason: &Reason) -> String {
    let Reason::Event { event, on, undated, by, as_of, .. } = reason else { return String::new() };
    match (on, by, undated) {
        (Some(on), _, _) if on > as_of => format!("`{event}` is planned for {on}, which has not come yet"),
        (Some(on), Some(by), _) if on > by => format!("`{event}` came on {on}, after {by}"),
        (Some(on), _, _) => format!("`{event}` is dated {on}"),
        (None, _, true) => format!("`{event}` is there, without a date"),
        (None, Some(by), false) if as_of > by => format!("there was no `{event}` by {by}"),
        (None, Some(by), false) => format!("there is no `{event}` yet; the last day is {by}"),
        (None, None, false) => format!("there is no `{event}`"),
    }
}

fn problem_message(problem: &Problem) -> String {
    match problem {
        Problem::Missing(missing) if missing.nowhere => format!("nothing is called `{}` here", missing.name.text),
        Problem::Missing(missing) => {
            let owner = missing.owner_name.clone().unwrap_or_default();
            if missing.party {
                format!("`{owner}` has no entry for `{}`", missing.name.text)
            } else {
                format!("`{}` of `{owner}` is not stated", missing.name.text)
            }
        }
        Problem::Open(_) => "it is not agreed yet".to_owned(),
        Problem::Offered(_) => "it is offered, but the value is not known".to_owned(),
        Problem::Absent(_) => "it is agreed not to be there".to_owned(),
        Problem::Empty(_) => "it is empty, which says neither yes nor no".to_owned(),
        Problem::NotAValue(_) => "this is not a single value that could be compared".to_owned(),
        Problem::WholeList(_) => "this is a whole list: is each item meant, or some?".to_owned(),
        Problem::Conflict { name, defined: None, .. } => format!("`{name}` is stated in several places, and they differ"),
        Problem::Conflict { name, defined: Some(value), .. } => {
            format!("the rule file says that `{name}` is {}, and the proposal says otherwise", value.to_text())
        }
        Problem::NotAParty { party, .. } => format!("`{}` is not a party to this proposal", party.text),
        Problem::YearOneUnknown => {
            "years of the agreement and days of the calendar cannot be put in order: nothing says when year 1 begins".to_owned()
        }
        Problem::YearOneConflict(_) => "the rule file and the proposal disagree on when year 1 begins".to_owned(),
        Problem::NotInForce { name, .. } if name.is_empty() => "at one of the times no value is in force".to_owned(),
        Problem::NotInForce { name, .. } => format!("no value of `{name}` is in force then"),
        Problem::Incomparable(why) => why.message(),
        Problem::NoOrder(value) => format!("{} has no order: it can only be equal or not", quoted(value)),
        Problem::Uncertain { subject, value, op, limit } => format!(
            "`{subject}` is {}, which is neither certain to be {} {} nor certain not to be",
            quoted(value),
            op_words(*op),
            quoted(limit)
        ),
        Problem::Differs { subject, by_time: true } => {
            format!("`{subject}` differs from time to time, and the condition does not say which time counts")
        }
        Problem::Differs { subject, by_time: false } => {
            format!("`{subject}` differs between its entries, and the condition does not say which counts")
        }
        Problem::FirstRound => "this is the first round: there is none before it".to_owned(),
        Problem::RoundNotGiven => "the round before this one was not given".to_owned(),
        Problem::NothingCalled { name, .. } => format!("nothing is called `{}` here", name.text),
        Problem::Misspelt { name, suggestion, .. } => {
            format!("nothing is called `{}`, but something is called `{suggestion}`", name.text)
        }
        Problem::NothingToTake(text) => format!("there is no value to take for `{text}`"),
        Problem::NeedsOne { by_time: true, .. } => "a total of values that change over time needs a time".to_owned(),
        Problem::NeedsOne { by_time: false, .. } => "which values are to be taken is not certain".to_owned(),
        Problem::PercentOfPercent(amount) => {
            let text = Value::Quantity(amount.clone()).to_text();
            format!("a percentage that moves by {text} has two readings")
        }
        Problem::GrowthFromZero(_) => "growth from zero has no percentage".to_owned(),
        Problem::OneValueOnly(_) => "only one value is stated, so there is no year to compare with the year before".to_owned(),
        Problem::Undated(_) => "it is there, but without a date nobody can tell whether it was in time".to_owned(),
        Problem::NotAnEvent(_) => "this is neither a date nor yes nor no".to_owned(),
        Problem::Conditional(inner) => format!("whether it applies is not known: {}", message(inner)),
    }
}

fn op_words(op: Op) -> &'static str {
    match op {
        Op::AtLeast => "at least",
        Op::AtMost => "at most",
        Op::Above => "above",
        Op::Below => "below",
        Op::Equal => "equal to",
    }
}

/// The label of the primary place.
pub(super) fn label(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Compared { value, difference, limit, .. } => Some(match difference {
            Some(difference) if !difference.amount.is_zero() => {
                let dates = matches!(limit, Value::Date(_));
                let side = match (difference.amount.is_negative(), dates) {
                    (true, false) => "below",
                    (false, false) => "above",
                    (true, true) => "before",
                    (false, true) => "after",
                };
                format!("{}: {} {side} {}", value.to_text(), size(difference), limit.to_text())
            }
            _ => quoted(value),
        }),
        Reason::Lacks { missing, .. } if missing.nowhere => None,
        Reason::Lacks { missing, .. } => Some(format!("no `{}` here", missing.name.text)),
        Reason::IsNothing { zero: Some(zero), .. } => Some(format!("{} is as good as none", zero.to_text())),
        Reason::IsNothing { zero: None, .. } => Some("agreed not to be there".to_owned()),
        Reason::NotAgreed { .. } => Some("no agreed value".to_owned()),
        Reason::Moved { to, .. } => Some(to.1.to_text()),
        Reason::Same { differ: Some([_, (other, value)]), .. } => Some(format!("{} for {other}", value.to_text())),
        Reason::Event { on: Some(on), .. } => Some(format!("dated {on}")),
        Reason::Several(reasons) => reasons.first().and_then(label),
        Reason::Problem(problem) => problem_label(problem),
        Reason::Nothing
        | Reason::Has { .. }
        | Reason::State { .. }
        | Reason::Called { .. }
        | Reason::Starts { .. }
        | Reason::NeverMoved { .. }
        | Reason::Same { .. }
        | Reason::Event { .. }
        | Reason::Counted { .. }
        | Reason::Each { .. }
        | Reason::ConditionFalse(_)
        | Reason::OutOfWindow => None,
    }
}

fn problem_label(problem: &Problem) -> Option<String> {
    match problem {
        Problem::Missing(missing) if !missing.nowhere => Some(format!("no `{}` here", missing.name.text)),
        Problem::Misspelt { name, .. } => Some(format!("no `{}` here", name.text)),
        Problem::Open(_) => Some("not agreed yet".to_owned()),
        Problem::Offered(_) => Some("offered, value unknown".to_owned()),
        Problem::Empty(_) => Some("empty".to_owned()),
        Problem::Undated(_) => Some("no date".to_owned()),
        Problem::Uncertain { value, .. } => Some(quoted(value)),
        _ => None,
    }
}

/// What would mend it; empty where nothing is to be mended.
pub(super) fn help(reason: &Reason, verdict: Verdict) -> Vec<String> {
    if !matches!(verdict, Verdict::Broken | Verdict::Unknown | Verdict::Waiting | Verdict::Waived) {
        return Vec::new();
    }
    match reason {
        Reason::Compared { name, subject, op, limit, difference, case_only, .. } => {
            let name = name.as_deref().unwrap_or(subject);
            vec![mend(name, *op, limit, difference.as_ref(), *case_only)]
        }
        Reason::Lacks { missing, .. } => add(missing),
        Reason::IsNothing { what, .. } => vec![format!("give `{what}` a value, if it is to be there")],
        Reason::NotAgreed { what, .. } => vec![format!("agree on `{what}` and state it")],
        Reason::Moved { subject, from, to, amount: None, direction } => {
            let word = if *direction == Direction::Up { "lower" } else { "raise" };
            vec![format!("{word} `{subject}`{} from {} to {}", of_entry(&to.0), to.1.to_text(), from.1.to_text())]
        }
        Reason::Same { subject, differ: Some([(one, ours), (other, _)]), .. } => {
            vec![format!("give `{other}` the {} that `{one}` has, or change both `{subject}`", ours.to_text())]
        }
        Reason::Event { event, on: None, undated: false, by: Some(by), missing, .. } => {
            let mut help = vec![format!("date `{event}` on or before {by}")];
            help.extend(missing.as_ref().and_then(meant));
            help
        }
        Reason::Several(reasons) => {
            let mut all: Vec<String> = Vec::new();
            for text in reasons.iter().flat_map(|reason| help(reason, verdict)) {
                if !all.contains(&text) && all.len() < LISTED {
                    all.push(text);
                }
            }
            all
        }
        Reason::Problem(problem) => problem_help(problem),
        Reason::Nothing
        | Reason::Has { .. }
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

fn mend(name: &str, op: Op, limit: &Value, difference: Option<&Quantity>, case_only: bool) -> String {
    let target = limit.to_text();
    if case_only {
        return format!("did you mean `{target}`? texts in quotes compare letter by letter");
    }
    let Some(difference) = difference else { return format!("change `{name}` to {}", quoted(limit)) };
    let (negative, zero) = (difference.amount.is_negative(), difference.amount.is_zero());
    let satisfied = match op {
        Op::AtLeast => !negative,
        Op::AtMost => negative || zero,
        Op::Above => !negative && !zero,
        Op::Below => negative,
        Op::Equal => zero,
    };
    if satisfied {
        // it is forbidden, and it is so
        return format!("change `{name}` so that it is not {} {target}", op_words(op));
    }
    if matches!(limit, Value::Date(_)) {
        let word = if negative { "later" } else { "earlier" };
        return format!("move `{name}` {} {word}, to {target}", size(difference));
    }
    let size = size(difference);
    match (op, negative) {
        (Op::Above, _) => format!("raise `{name}` above {target}"),
        (Op::Below, _) => format!("lower `{name}` below {target}"),
        (_, true) => format!("raise `{name}` by {size} to {target}"),
        (_, false) => format!("lower `{name}` by {size} to {target}"),
    }
}

fn add(missing: &Missing) -> Vec<String> {
    let name = &missing.name.text;
    let mut help: Vec<String> = meant(missing).into_iter().collect();
    help.push(match &missing.owner_name {
        Some(owner) if !missing.nowhere => format!("add `{name}:` under `{owner}`"),
        _ => format!("add `{name}:` to the proposal"),
    });
    help
}

fn meant(missing: &Missing) -> Option<String> {
    missing.suggestion.as_ref().map(|name| format!("did you mean `{name}`?"))
}

fn problem_help(problem: &Problem) -> Vec<String> {
    let meant_name = |suggestion: &Option<String>| -> Vec<String> {
        suggestion.iter().map(|name| format!("did you mean `{name}`?")).collect()
    };
    match problem {
        Problem::Missing(missing) => add(missing),
        Problem::NothingCalled { suggestion, .. } | Problem::NotAParty { suggestion, .. } => meant_name(suggestion),
        Problem::Misspelt { suggestion, .. } => vec![format!("did you mean `{suggestion}`?")],
        Problem::Open(_) | Problem::Offered(_) => vec!["agree on it and state the value".to_owned()],
        Problem::Empty(_) => vec!["write what is in it, or `none`".to_owned()],
        Problem::WholeList(_) => vec!["write `each …`, `every …` or `at least N …`".to_owned()],
        Problem::Conflict { .. } => vec!["make the places agree, or remove all but one".to_owned()],
        Problem::YearOneUnknown => {
            vec!["add `entry into force:` to the proposal, or write `year 1 is …` in the rule file".to_owned()]
        }
        Problem::Differs { by_time: true, .. } => {
            vec!["write `ever`, `always` or a time, such as `in year 5`".to_owned()]
        }
        Problem::Differs { by_time: false, .. } => {
            vec!["write `ever`, `always` or a party, such as `from Australia`".to_owned()]
        }
        Problem::RoundNotGiven => vec!["give the earlier rounds too, or write `round: 1` in the proposal".to_owned()],
        Problem::NeedsOne { by_time: true, .. } => vec!["write a time, such as `in year 1`".to_owned()],
        Problem::PercentOfPercent(amount) => {
            let text = amount.amount.to_text();
            vec![format!("write `{text} points` for a difference, or `{text}% of …` for a share")]
        }
        Problem::Undated(_) => vec!["write the date instead of `yes`".to_owned()],
        Problem::NotAnEvent(_) => vec!["write a date, `yes` or `no`".to_owned()],
        Problem::Incomparable(why) => why.help().map(str::to_owned).into_iter().collect(),
        Problem::Uncertain { limit, .. } if is_duty(limit) => Vec::new(),
        Problem::NoOrder(_) => vec!["write a number with its unit, or compare with `be`".to_owned()],
        Problem::Conditional(inner) => help(inner, Verdict::Unknown),
        Problem::Absent(_)
        | Problem::NotAValue(_)
        | Problem::YearOneConflict(_)
        | Problem::NotInForce { .. }
        | Problem::Uncertain { .. }
        | Problem::FirstRound
        | Problem::NothingToTake(_)
        | Problem::NeedsOne { .. }
        | Problem::GrowthFromZero(_)
        | Problem::OneValueOnly(_) => Vec::new(),
    }
}

fn is_duty(value: &Value) -> bool {
    matches!(value, Value::Quantity(q) if *q.unit.dimension() == Dimension::Percent)
}
