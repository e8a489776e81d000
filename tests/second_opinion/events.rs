//! Events and their deadlines.

use jiff::civil::Date;

use crate::rules::Happening;
use crate::scope::{Round, Scope};
use crate::spread::Moment;
use crate::terms::{Amount, values};
use crate::tree::{Node, State};
use crate::value::{Fraction, Value, days, unit};
use crate::verdict::{Judged, Margin, Verdict, all};
use crate::world::{Found, Gap};

/// What is known of an event.
#[derive(Debug, Clone, PartialEq)]
enum Event {
    /// Dated, by the earliest date.
    On(Date),
    /// `yes`, without a date.
    Yes,
    /// Not there; `typo` where its name may be misspelt.
    No { typo: bool },
    /// There is no telling.
    Unknown,
}

/// `an accord by D`, `no accord`
pub fn happening(scope: &Scope<'_>, asked: &Happening) -> Result<Judged, Round> {
    let event = read(&scope.world.lookup(&asked.event));
    let judged = match &asked.by {
        None => match asked.end {
            None => there(scope.world.as_of, &event),
            Some(end) => match crate::spread::stretch(scope.world, end).1 {
                Some(Moment::Day(next)) => {
                    let last = next.yesterday().unwrap_or(next);
                    by_day(scope.world.as_of, last, &event)
                }
                _ => Judged::unknown(),
            },
        },
        // A last day that differs by time or party is asked for at each of them.
        Some(by) => {
            let each = values(scope, by)?.into_iter().map(|(_, amount)| match amount {
                Amount::Known(Value::Date(last), _) => by_day(scope.world.as_of, last, &event),
                _ => Judged::unknown(),
            });
            all(each.collect())
        }
    };
    // What rests on the absence of a name that may be misspelt is unknown.
    let resting = matches!(event, Event::No { typo: true }) && asked.negated;
    let judged = if resting { Judged::unknown() } else { judged };
    Ok(if asked.negated { judged.not() } else { judged })
}

fn read(found: &Found) -> Event {
    match found {
        Ok(Node::Leaf(leaf)) => match &leaf.state {
            State::Value(Value::Date(day)) => Event::On(*day),
            State::Value(Value::Yes) => Event::Yes,
            State::Value(_) | State::Offered | State::Clash => Event::Unknown,
            State::Open | State::Nothing => Event::No { typo: false },
        },
        Ok(Node::List(items)) if !items.is_empty() => first_of(items),
        Ok(_) => Event::Unknown,
        Err(Gap::Absent { typo }) => Event::No { typo: *typo },
        Err(Gap::Nothing) => Event::No { typo: false },
        Err(Gap::Unsure) => Event::Unknown,
    }
}

fn first_of(items: &[Node]) -> Event {
    let mut dates: Vec<Date> = vec![];
    for item in items {
        let date = match item {
            Node::Leaf(_) => read(&Ok(item.clone())),
            Node::Map(entries) => match entries.iter().find(|(key, _)| key == "date") {
                Some((_, node)) => read(&Ok(node.clone())),
                None => Event::Unknown,
            },
            Node::List(_) => Event::Unknown,
        };
        match date {
            Event::On(day) => dates.push(day),
            _ => return Event::Unknown,
        }
    }
    dates.into_iter().min().map_or(Event::Unknown, Event::On)
}

/// Without a last day: whether it has happened.
fn there(as_of: Date, event: &Event) -> Judged {
    match event {
        Event::On(day) => Judged::truth(*day <= as_of),
        Event::Yes => Judged::truth(true),
        Event::No { .. } => Judged::truth(false),
        Event::Unknown => Judged::unknown(),
    }
}

fn by_day(as_of: Date, last: Date, event: &Event) -> Judged {
    let over = as_of > last;
    let left = days(as_of, last);
    let measured = |yes: bool, amount: i128| {
        let verdict = if yes { Verdict::Holds } else { Verdict::Broken };
        let amount = Fraction::from_integer(amount);
        Judged::measured(verdict, Margin::Of { amount, unit: Some(unit("day")), relative: None })
    };
    let waiting = Judged { days: Some(left), ..Judged::plain(Verdict::Waiting) };
    match event {
        Event::On(day) if *day <= as_of && *day <= last => measured(true, days(*day, last)),
        Event::On(day) if over => measured(false, days(*day, last)),
        Event::Yes if !over => measured(true, left),
        Event::Yes | Event::Unknown => Judged::unknown(),
        Event::No { .. } if over => measured(false, left),
        Event::On(_) | Event::No { .. } => waiting,
    }
}
