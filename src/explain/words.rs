//! The words for names, operators, times and places, shared by all explanations.

use crate::model::{
    AggregateKind, Arithmetic, Atom, AtomKind, Basis, CountBound, Deadline, Direction, Extent,
    Formula, Frequency, Mark, Op, Quantifier, Range, RangeKind, Reference, Root, Term, Time,
    TimePoint,
};
use crate::report::{Force, Place};
use crate::source::{SharedSource, Span};
use crate::value::{Number, Value};

/// `rules/mexico.redlines:12:1`
pub(super) fn position(place: &Place) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}

/// The position of a span.
pub(super) fn position_in(source: &SharedSource, span: Span) -> String {
    let (line, column) = source.position(span.start);
    format!("{}:{line}:{column}", source.name())
}

/// `A, B and C`, each in backticks.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    joined(&quoted, "and")
}

/// `A, B and C`
pub(super) fn joined(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => format!("{} {joint} {last}", some.join(", ")),
    }
}

/// `1 entry`, `2 entries`
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A value as it stands in a sentence: a text in quotes.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        other => other.to_text(),
    }
}

/// A name as the sentence has it, with the party, time or round that its own words do not show.
pub(super) fn name(reference: &Reference) -> String {
    if let Root::Variable(_) = reference.root {
        return of_variable(reference);
    }
    let selectors = selectors(reference);
    let unsaid: Vec<String> = selectors
        .into_iter()
        .filter(|(key, _)| !reference.text.contains(key.as_str()))
        .map(|(_, said)| said)
        .collect();
    let (its, text) = match reference.text.strip_prefix("its ") {
        Some(rest) => ("its ", rest),
        None => ("", reference.text.as_str()),
    };
    match unsaid.is_empty() {
        true => format!("{its}`{text}`"),
        false => format!("{its}`{text} {}`", unsaid.join(" ")),
    }
}

/// A name that starts from the thing at hand: `it`, its `tariff`.
fn of_variable(reference: &Reference) -> String {
    if reference.steps.is_empty() {
        return "it".to_owned();
    }
    let steps: Vec<&str> = reference.steps.iter().rev().map(|step| step.text.as_str()).collect();
    let picked: Vec<String> =
        selectors(reference).into_iter().map(|(_, said)| format!(" {said}")).collect();
    format!("its `{}{}`", steps.join(" of "), picked.concat())
}

/// What picks one of several entries: how one sees it in the words of a name, and how it is said.
fn selectors(reference: &Reference) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Some(party) = &reference.party {
        all.push((party.text.clone(), format!("from {}", party.text)));
    }
    if let Some(time) = reference.time {
        all.push((point(time.point), when(time)));
    }
    if reference.previous {
        let round = "previous round".to_owned();
        all.push((round.clone(), format!("in the {round}")));
    }
    all
}

/// `year 10`, `2030`, `2004-04-01`
pub(super) fn point(point: TimePoint) -> String {
    match point {
        TimePoint::Year(year) => format!("year {year}"),
        TimePoint::Calendar(year) => year.to_string(),
        TimePoint::Date(date) => date.to_string(),
    }
}

/// `in year 10`, `on 2004-04-01`, `from year 5`, `until 2030`
pub(super) fn when(time: Time) -> String {
    let word = match (time.extent, time.point) {
        (Extent::At, TimePoint::Date(_)) => "on",
        (Extent::At, _) => "in",
        (Extent::From, _) => "from",
        (Extent::Until, _) => "until",
    };
    format!("{word} {}", point(time.point))
}

/// What a time picks.
pub(super) fn in_force(time: Time) -> String {
    let at = point(time.point);
    match time.extent {
        Extent::At if matches!(time.point, TimePoint::Date(_)) => {
            format!("what is in force on {at}")
        }
        Extent::At => format!("what is in force in {at}"),
        Extent::From => format!("everything in force from {at} on"),
        Extent::Until => format!("everything in force up to {at}"),
    }
}

/// What of a chain belongs to its owner: `trigger of safeguard` of a reference that goes on from `pork`.
pub(super) fn held(owner: &Reference, what: &Reference) -> String {
    let own = what.steps.iter().skip(owner.steps.len());
    let words: Vec<&str> = own.rev().map(|step| step.text.as_str()).collect();
    let chain = match words.is_empty() || what.root != owner.root {
        true => what.last_name().map_or_else(|| what.text.clone(), |last| last.text.clone()),
        false => words.join(" of "),
    };
    let picked: Vec<String> =
        selectors(what).into_iter().map(|(_, said)| format!(" {said}")).collect();
    format!("`{chain}{}`", picked.concat())
}

/// The words of an operator before its limit.
pub(super) fn operator(op: Op, limit: &Term) -> &'static str {
    let day = matches!(limit, Term::Value(Value::Date(_)));
    match (op, day) {
        (Op::AtLeast, false) => "at least",
        (Op::AtMost, false) => "at most",
        (Op::Above, false) => "above",
        (Op::Below, false) => "below",
        (Op::AtLeast, true) => "on or after",
        (Op::AtMost, true) => "on or before",
        (Op::Above, true) => "after",
        (Op::Below, true) => "before",
        (Op::Equal, _) => "equal to",
    }
}

/// Whether the limit itself is enough.
pub(super) fn at_the_limit(op: Op) -> &'static str {
    match op {
        Op::AtLeast | Op::AtMost => "the limit itself is enough",
        Op::Above | Op::Below => "the limit itself is not enough",
        Op::Equal => "nothing else is enough",
    }
}

/// Until when an event counts.
pub(super) fn deadline(by: &Deadline) -> String {
    match by {
        Deadline::Day(day) => term(day),
        Deadline::End(time) => format!("the end of {}", point(time.point)),
    }
}

/// A value to be worked out, in one line.
pub(super) fn term(term: &Term) -> String {
    match term {
        Term::Value(value) => self::value(value),
        Term::Reference(reference) => name(reference),
        Term::Share { share, of } => format!("{} {}", self::share(share), self::term(of)),
        Term::Arithmetic { op, left, right } => {
            format!("{} {} {}", self::term(left), sign(*op), self::term(right))
        }
        Term::Aggregate { kind, over } => format!("the {} `{}`", aggregate(*kind), over.value.text),
        Term::Count { range, .. } => format!("the number of `{}`", range.text),
    }
}

/// `110% of`, `half of`, `twice`
pub(super) fn share(share: &Number) -> String {
    match share {
        _ if *share == Number::ratio(1, 2) => "half of".to_owned(),
        _ if *share == Number::from_integer(2) => "twice".to_owned(),
        _ => format!("{}% of", (share * &Number::from_integer(100)).to_text()),
    }
}

/// The sign of an operation.
pub(super) fn sign(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Plus => "+",
        Arithmetic::Minus => "-",
        Arithmetic::Times => "*",
        Arithmetic::Over => "/",
    }
}

/// The word of an aggregate.
pub(super) fn aggregate(kind: AggregateKind) -> &'static str {
    match kind {
        AggregateKind::Total => "total",
        AggregateKind::Average => "average",
        AggregateKind::Highest => "highest",
        AggregateKind::Lowest => "lowest",
    }
}

/// `rises`, `falls`
pub(super) fn moves(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "rises",
        Direction::Down => "falls",
    }
}

/// The word of a state.
pub(super) fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Open => "open",
        Mark::Offered => "offered",
        Mark::None => "none",
    }
}

/// A claim, as one says that it is so.
pub(super) fn claim(atom: &Atom) -> String {
    let often = match atom.frequency {
        Some(Frequency::Ever) => "ever ",
        Some(Frequency::Always) => "always ",
        None => "",
    };
    match &atom.kind {
        AtomKind::Has { owner, what } => format!("{} has {}", name(owner), held(owner, what)),
        AtomKind::States { owner, what } => format!("{} states {}", name(owner), held(owner, what)),
        AtomKind::Compare { subject, op, limit, .. } => {
            format!("{} is {often}{} {}", term(subject), operator(*op, limit), term(limit))
        }
        AtomKind::StartsWith { subject, text } => {
            format!("{} starts with \"{text}\"", name(subject))
        }
        AtomKind::SameForEvery { subject, noun } => {
            format!("{} is the same for every `{}`", name(subject), noun.text)
        }
        AtomKind::Never { subject, direction } => {
            format!("{} never {}", name(subject), moves(*direction))
        }
        AtomKind::Move { subject, direction, op, amount, basis } => {
            let limit = Term::Value(amount.clone());
            let since = match basis {
                Basis::EveryYear => "every year",
                Basis::PreviousRound => "from the previous round",
            };
            let bound = operator(*op, &limit);
            format!(
                "{} {} by {bound} {} {since}",
                name(subject),
                moves(*direction),
                amount.to_text()
            )
        }
        AtomKind::Reach { subject, value, by } => {
            format!("{} reaches {} by {}", name(subject), term(value), point(by.point))
        }
        AtomKind::Is { subject, mark } => {
            format!("{} is {often}{}", name(subject), self::mark(*mark))
        }
        AtomKind::Called { subject, name: called } => {
            format!("{} is called `{}`", name(subject), called.text)
        }
        AtomKind::Happens { event, by: None } => format!("there is {}", name(event)),
        AtomKind::Happens { event, by: Some(by) } => {
            format!("there is {} by {}", name(event), deadline(by))
        }
    }
}

/// The contrary of a claim.
pub(super) fn denied(atom: &Atom) -> String {
    match &atom.kind {
        AtomKind::Has { owner, what } => format!("{} has no {}", name(owner), held(owner, what)),
        AtomKind::States { owner, what } => {
            format!("{} does not state {}", name(owner), held(owner, what))
        }
        AtomKind::Happens { .. } => claim(atom).replacen("there is", "there is no", 1),
        _ => format!("not so: {}", claim(atom)),
    }
}

/// `product` or `products`, as one and as many.
pub(super) fn either_number(text: &str) -> String {
    match text.strip_suffix('s') {
        Some(one) => format!("`{text}` (or `{one}`)"),
        None => format!("`{text}s` (or `{text}`)"),
    }
}

/// A formula in one line, for the head of its parts.
pub(super) fn formula(formula: &Formula) -> String {
    match formula {
        Formula::And(_) => "all of these".to_owned(),
        Formula::Or(_) => "at least one of these".to_owned(),
        Formula::Not(inner) => match &**inner {
            Formula::Atom(atom) => denied(atom),
            _ => "not this".to_owned(),
        },
        Formula::If { .. } => "this, under a condition".to_owned(),
        Formula::Quantified { quantifier, range, body, .. } => quantified(quantifier, range, body),
        Formula::Atom(atom) => claim(atom),
    }
}

/// `for every X`, `for no X`, `for at least 3 of X`
pub(super) fn quantified(quantifier: &Quantifier, range: &Range, body: &Formula) -> String {
    let list = matches!(range.kind, RangeKind::Members(_)) && is_list(&range.text);
    let each = if list { "every one of " } else { "every " };
    match quantifier {
        Quantifier::Every if matches!(body, Formula::Not(_)) => format!("for no `{}`", range.text),
        Quantifier::Every => format!("for {each}`{}`", range.text),
        Quantifier::Some => format!("for at least one of `{}`", range.text),
        Quantifier::Count(bound, number) => {
            format!("for {} {} `{}`", count_bound(*bound), number.to_text(), range.text)
        }
    }
}

fn is_list(text: &str) -> bool {
    text.contains(',') || text.contains(" and ") || text.contains(" or ")
}

/// The words of a bound.
pub(super) fn count_bound(bound: CountBound) -> &'static str {
    match bound {
        CountBound::AtLeast => "at least",
        CountBound::AtMost => "at most",
        CountBound::MoreThan => "more than",
        CountBound::FewerThan => "fewer than",
        CountBound::Exactly => "exactly",
    }
}

/// What a force is and does.
pub(super) fn force(force: Force) -> &'static str {
    match force {
        Force::Must => "red line: where it is broken, so is the proposal",
        Force::Should => "concern (`should`): reported, but it never changes the outcome",
        Force::Warn => "concern (`warn if`): reported, but it never changes the outcome",
        Force::Halt => "halt: where its condition is true, the talks stop (outcome `halt`)",
    }
}

/// The root of a name in words.
pub(super) fn root(reference: &Reference, variable: &str) -> String {
    match &reference.root {
        Root::Name(name) => format!("`{}`", name.text),
        Root::Its(its) => format!("its `{}`", its.name.text),
        Root::Variable(_) => variable.to_owned(),
    }
}
