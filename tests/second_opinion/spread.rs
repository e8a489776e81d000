//! How a value differs by party and by time: its entries, and which of them a selector picks.

use jiff::{ToSpan, civil::Date};

use crate::rules::Time;
use crate::tree::Node;
use crate::world::{Found, Gap, World, plain};

/// A moment: a counted year (from 1), or a day where year 1 is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The start of year N.
    Year(i64),
    /// A day.
    Day(Date),
}

/// Whom and when an entry is for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tag {
    /// The party, in plain form.
    pub party: Option<String>,
    /// From when, and until when (excluded).
    pub span: Option<(Moment, Option<Moment>)>,
    /// The `base` of a schedule.
    pub base: bool,
}

/// One entry on the way along a chain of names.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Whom and when it is for.
    pub tag: Tag,
    /// What is there.
    pub found: Found,
    /// The things it was reached through, innermost last.
    pub owners: Vec<Node>,
}

impl Branch {
    /// A start.
    pub fn root(found: Found) -> Self {
        Self { tag: Tag::default(), found, owners: vec![] }
    }
}

/// Overlapping stretches of time.
pub fn overlap(a: (Moment, Option<Moment>), b: (Moment, Option<Moment>)) -> Option<bool> {
    let before = |x: Moment, y: Option<Moment>| match (x, y) {
        (_, None) => Some(true),
        (Moment::Year(x), Some(Moment::Year(y))) => Some(x < y),
        (Moment::Day(x), Some(Moment::Day(y))) => Some(x < y),
        _ => None,
    };
    match (a.0, b.0) {
        (Moment::Year(_), Moment::Day(_)) | (Moment::Day(_), Moment::Year(_)) => None,
        _ => Some(before(a.0, b.1)? && before(b.0, a.1)?),
    }
}

/// Two tags that can be true together: their joint tag; `Err` where it cannot be told.
pub fn joint(a: &Tag, b: &Tag) -> Result<Option<Tag>, ()> {
    let party = match (&a.party, &b.party) {
        (Some(x), Some(y)) if x != y => return Ok(None),
        (x, y) => x.clone().or_else(|| y.clone()),
    };
    let span = match (a.span, b.span) {
        (Some(x), Some(y)) => match overlap(x, y) {
            None => return Err(()),
            Some(false) => return Ok(None),
            Some(true) => {
                let end = match (x.1, y.1) {
                    (Some(p), Some(q)) => Some(p.min(q)),
                    (p, q) => p.or(q),
                };
                Some((x.0.max(y.0), end))
            }
        },
        (x, y) => x.or(y),
    };
    Ok(Some(Tag { party, span, base: a.base || b.base }))
}

/// What a key of a schedule says.
fn moment(world: &World, key: &str) -> Option<Moment> {
    if let Ok(day) = key.parse::<Date>() {
        return Some(Moment::Day(day));
    }
    if let Some(count) = key.strip_prefix("year ") {
        return Some(year(world, count.parse().ok()?));
    }
    let calendar: i16 = key.parse().ok()?;
    (1900..=2100).contains(&calendar).then(|| Moment::Day(jiff::civil::date(calendar, 1, 1)))
}

/// The start of a counted year.
pub fn year(world: &World, count: i64) -> Moment {
    match world.start() {
        Some(start) => Moment::Day(start.saturating_add((count - 1).years())),
        None => Moment::Year(count),
    }
}

/// The stretch that a time picks.
pub fn stretch(world: &World, time: Time) -> (Moment, Option<Moment>) {
    match time {
        Time::Year(n) => (year(world, n.into()), Some(year(world, i64::from(n) + 1))),
        Time::FromYear(n) => (year(world, n.into()), None),
        Time::UntilYear(n) => {
            let end = year(world, i64::from(n) + 1);
            let start = match end {
                Moment::Year(_) => Moment::Year(i64::MIN),
                Moment::Day(_) => Moment::Day(Date::MIN),
            };
            (start, Some(end))
        }
        Time::Calendar(n) => (first_of(n), Some(first_of(n + 1))),
        Time::FromCalendar(n) => (first_of(n), None),
        Time::UntilCalendar(n) => (Moment::Day(Date::MIN), Some(first_of(n + 1))),
        Time::On(day) => (Moment::Day(day), Some(next(day))),
        Time::FromDay(day) => (Moment::Day(day), None),
        Time::UntilDay(day) => (Moment::Day(Date::MIN), Some(next(day))),
    }
}

fn first_of(calendar: i16) -> Moment {
    Moment::Day(jiff::civil::date(calendar, 1, 1))
}

fn next(day: Date) -> Moment {
    Moment::Day(day.saturating_add(1.day()))
}

/// The entries of a schedule in order of time, its base first.
fn schedule(world: &World, node: &Node) -> Option<Vec<(Option<Moment>, Node)>> {
    let mut steps = vec![];
    match node {
        Node::List(items) => {
            let plain = items.iter().all(|item| matches!(item, Node::Leaf(_)));
            if !plain || items.is_empty() {
                return None;
            }
            for (at, item) in items.iter().enumerate() {
                steps.push((Some(year(world, at as i64 + 1)), item.clone()));
            }
        }
        Node::Map(entries) => {
            for (key, item) in entries {
                let base = plain(key) == "base";
                let at = if base { None } else { Some(moment(world, key)?) };
                steps.push((at, item.clone()));
            }
            if steps.iter().all(|(at, _)| at.is_none()) {
                return None;
            }
        }
        Node::Leaf(_) => return None,
    }
    steps.sort_by_key(|(at, _)| *at);
    Some(steps)
}

/// Splits a branch wherever it differs by party or time.
pub fn expand(world: &World, branch: Branch) -> Vec<Branch> {
    let Ok(node) = &branch.found else { return vec![branch] };
    if let Some(steps) = schedule(world, node) {
        let mut split = vec![];
        for (at, (from, item)) in steps.iter().enumerate() {
            let until = steps.get(at + 1).and_then(|(next, _)| *next);
            let mut tag = branch.tag.clone();
            match from {
                Some(from) => tag.span = Some((*from, until)),
                None => tag.base = true,
            }
            split.push(Branch { tag, found: Ok(item.clone()), owners: branch.owners.clone() });
        }
        return split.into_iter().flat_map(|branch| expand(world, branch)).collect();
    }
    let parties = world.parties();
    if branch.tag.party.is_none()
        && node.keys().iter().any(|(key, _)| parties.contains(&plain(key)))
    {
        let mut split = vec![];
        for (key, item) in node.keys() {
            let tag = Tag { party: Some(plain(key)), ..branch.tag.clone() };
            split.push(Branch { tag, found: Ok(item.clone()), owners: branch.owners.clone() });
        }
        return split.into_iter().flat_map(|branch| expand(world, branch)).collect();
    }
    vec![branch]
}

/// Keeps what a party and a time pick.
pub fn select(
    world: &World,
    branches: Vec<Branch>,
    party: Option<&str>,
    time: Option<Time>,
) -> Vec<Branch> {
    if let Some(party) = party
        && !world.parties().contains(&plain(party))
    {
        return vec![Branch::root(Err(Gap::Unsure))];
    }
    let owners = branches.first().map(|branch| branch.owners.clone()).unwrap_or_default();
    let mut groups: Vec<(Option<String>, Vec<Branch>)> = vec![];
    for branch in branches {
        match groups.iter_mut().find(|(own, _)| *own == branch.tag.party) {
            Some((_, group)) => group.push(branch),
            None => groups.push((branch.tag.party.clone(), vec![branch])),
        }
    }
    let wanted = |own: &Option<String>| match (own, party) {
        (Some(own), Some(party)) => plain(party) == *own,
        _ => true,
    };
    groups.retain(|(own, _)| wanted(own));
    // `except` leaves out parties too, where none is asked for.
    let left_out = |own: &Option<String>| {
        party.is_none() && own.as_ref().is_some_and(|own| world.names_left_out.contains(own))
    };
    let some = !groups.is_empty();
    groups.retain(|(own, _)| !left_out(own));
    if some && groups.is_empty() {
        return vec![];
    }
    if groups.is_empty() {
        return vec![Branch { owners, ..Branch::root(Err(Gap::Absent { typo: false })) }];
    }
    let mut kept: Vec<Branch> =
        groups.into_iter().flat_map(|(_, group)| at_time(world, group, time)).collect();
    if party.is_some() {
        // What `from P` picks is a plain value.
        for branch in &mut kept {
            branch.tag.party = None;
        }
    }
    kept
}

/// Keeps what a time picks of the entries for one party.
fn at_time(world: &World, group: Vec<Branch>, time: Option<Time>) -> Vec<Branch> {
    let Some(time) = time else { return group };
    let Some(first) = group.first().cloned() else { return group };
    let mut kept = vec![];
    for branch in group {
        match branch.tag.span {
            None if branch.tag.base => {}
            None => kept.push(branch),
            Some(span) => match overlap(span, stretch(world, time)) {
                Some(true) if time.is_open() => kept.push(branch),
                // What a time picks is a plain value; a stretch of times stays a schedule.
                Some(true) => kept.push(Branch { tag: Tag { span: None, ..branch.tag }, ..branch }),
                Some(false) => {}
                None => kept.push(Branch { found: Err(Gap::Unsure), ..branch }),
            },
        }
    }
    if kept.is_empty() {
        let tag = Tag { span: None, base: false, ..first.tag };
        kept.push(Branch { tag, found: Err(Gap::Absent { typo: false }), ..first });
    }
    kept
}

/// Without the bases, which are no values in force.
pub fn in_force(branches: Vec<Branch>) -> Vec<Branch> {
    let owner = branches.first().cloned();
    let kept: Vec<Branch> = branches.into_iter().filter(|branch| !branch.tag.base).collect();
    match (kept.is_empty(), owner) {
        (true, Some(branch)) => {
            vec![Branch { found: Err(Gap::Absent { typo: false }), tag: Tag::default(), ..branch }]
        }
        _ => kept,
    }
}
