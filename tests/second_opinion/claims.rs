//! Judges what is said of a subject.

use std::cmp::Ordering;

use crate::events::happening;
use crate::motion;
use crate::nouns::{self, Range};
use crate::rules::{
    Bound, Condition, Expr, Frequency, Holding, Holdings, Noun, Op, Predicate, Reference, Root,
    Subject,
};
use crate::scope::{Round, Scope};
use crate::spread::{Branch, in_force};
use crate::terms::{Amount, Spread, amount, measure, measured, pairs, unit_of, values};
use crate::tree::{Node, State};
use crate::value::{Fraction, Kind, Number, Value, standing, unit};
use crate::verdict::{Judged, Margin, Verdict, agreed, all, any};
use crate::world::{Gap, plain};

/// How entries of one value combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// What is demanded is demanded of every entry.
    All,
    /// What is forbidden is forbidden of any.
    Any,
    /// In a condition entries that differ make it unknown.
    Agree,
}

/// Under what a predicate is judged.
#[derive(Debug, Clone, Copy)]
pub struct Mode {
    /// Under `must` and `at least N`, what is not stated is lacking.
    pub lacking: bool,
    /// How entries combine.
    pub entries: Entries,
}

impl Mode {
    /// Under `must`.
    pub const MUST: Self = Self { lacking: true, entries: Entries::All };
    /// Under `must not`, `no` and `at most`.
    pub const FORBIDDEN: Self = Self { lacking: false, entries: Entries::Any };
    /// In conditions, filters and counts.
    pub const CONDITION: Self = Self { lacking: false, entries: Entries::Agree };

    /// Entries taken together.
    pub fn combine(self, items: Vec<Judged>) -> Judged {
        match self.entries {
            Entries::All => all(items),
            Entries::Any => any(items),
            Entries::Agree => agreed(items),
        }
    }

    fn turned(self) -> Self {
        match self.entries {
            Entries::All => Self { lacking: false, entries: Entries::Any },
            Entries::Any => Self { lacking: false, entries: Entries::All },
            Entries::Agree => self,
        }
    }
}

/// A condition.
pub fn condition(scope: &Scope<'_>, asked: &Condition) -> Result<Judged, Round> {
    let each = |items: &[Condition]| -> Result<Vec<Judged>, Round> {
        items.iter().map(|item| condition(scope, item)).collect()
    };
    Ok(match asked {
        Condition::And(items) => all(each(items)?),
        Condition::Or(items) => any(each(items)?),
        Condition::Not(inner) => condition(scope, inner)?.not(),
        Condition::Happening(inner) => happening(scope, inner)?,
        Condition::Claim(subject, frequency, predicate) => {
            let entries = match frequency {
                Frequency::Plain => Entries::Agree,
                Frequency::Ever => Entries::Any,
                Frequency::Always => Entries::All,
            };
            claim(scope, subject, predicate, Mode { lacking: false, entries })?
        }
    })
}

/// A claim about a subject.
pub fn claim(
    scope: &Scope<'_>,
    subject: &Subject,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let each = |items: &[Expr]| -> Result<Vec<Judged>, Round> {
        items.iter().map(|item| one(scope, item, predicate, mode)).collect()
    };
    match subject {
        Subject::One(expr) => match inner_noun(expr) {
            Some(noun) => every(scope, noun, &without_noun(expr), predicate, mode),
            None => one(scope, expr, predicate, mode),
        },
        Subject::Both(items) => {
            let items = &left(scope, items);
            let names = items.iter().map(name_of).collect::<Vec<_>>();
            let parts = each(items)?;
            Ok(all(parts.clone()).with_parts(names.into_iter().zip(parts).collect()))
        }
        Subject::Either(items) => Ok(any(each(&left(scope, items))?)),
        Subject::Every(noun) => every(scope, noun, &it(), predicate, mode),
        Subject::No(noun) => {
            let forbidden = Mode { lacking: false, ..no_mode(mode) };
            none(scope, noun, predicate, forbidden)
        }
        Subject::Counted(bound, count, noun) => {
            counted(scope, *bound, *count, noun, predicate, mode)
        }
    }
}

/// Those of a list that `except` does not leave out.
fn left(scope: &Scope<'_>, items: &[Expr]) -> Vec<Expr> {
    let out = |item: &&Expr| scope.world.names_left_out.contains(&plain(&name_of(item)));
    items.iter().filter(|item| !out(item)).cloned().collect()
}

fn no_mode(mode: Mode) -> Mode {
    if mode.entries == Entries::Agree { mode } else { Mode::FORBIDDEN }
}

fn it() -> Expr {
    Expr::Reference(Reference::new(&[], Root::It))
}

fn name_of(expr: &Expr) -> String {
    match expr {
        Expr::Reference(Reference { root: Root::Name(name), steps, .. }) if steps.is_empty() => {
            name.clone()
        }
        _ => String::new(),
    }
}

fn inner_noun(expr: &Expr) -> Option<&Noun> {
    match expr {
        Expr::Reference(Reference { root: Root::Every(noun), .. }) => Some(noun),
        _ => None,
    }
}

fn without_noun(expr: &Expr) -> Expr {
    match expr {
        Expr::Reference(reference) => {
            Expr::Reference(Reference { root: Root::It, ..reference.clone() })
        }
        other => other.clone(),
    }
}

/// What a filter leaves open holds only where the claim holds anyway.
fn admitted(truth: &Judged, judged: Judged) -> Judged {
    if truth.verdict == Verdict::Holds { judged } else { judged.under_unknown() }
}

fn every(
    scope: &Scope<'_>,
    noun: &Noun,
    expr: &Expr,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Judged::unknown()) };
    let mut parts = vec![];
    for (thing, truth) in items {
        let judged = one(&scope.with(&thing), expr, predicate, mode)?;
        parts.push((thing.name, admitted(&truth, judged)));
    }
    let found = all(parts.iter().map(|(_, part)| part.clone()).collect());
    Ok(found.with_parts(parts))
}

fn none(
    scope: &Scope<'_>,
    noun: &Noun,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Judged::unknown()) };
    let mut parts = vec![];
    for (thing, truth) in items {
        let judged = one(&scope.with(&thing), &it(), predicate, mode)?.not();
        parts.push((thing.name, admitted(&truth, judged)));
    }
    let found = all(parts.iter().map(|(_, part)| part.clone()).collect());
    Ok(found.with_parts(parts))
}

fn counted(
    scope: &Scope<'_>,
    bound: Bound,
    count: usize,
    noun: &Noun,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let mode = match (bound, mode.entries) {
        (_, Entries::Agree) => Mode::CONDITION,
        (Bound::AtLeast, _) => Mode::MUST,
        (Bound::AtMost, _) => Mode::FORBIDDEN,
        (Bound::MoreThan, _) => Mode::MUST,
        (Bound::FewerThan, _) => Mode::FORBIDDEN,
        // Exactly N is at least N and at most N.
        (Bound::Exactly, _) => {
            let least = counted(scope, Bound::AtLeast, count, noun, predicate, mode)?;
            let most = counted(scope, Bound::AtMost, count, noun, predicate, mode)?;
            let mut both = all(vec![least, most]);
            both.margin = Margin::Any;
            both.parts = None;
            return Ok(both);
        }
    };
    let Range::Things(items) = nouns::filtered(scope, noun)? else { return Ok(Judged::unknown()) };
    if items.is_empty() {
        return Ok(Judged::plain(Verdict::NotApplicable).with_parts(vec![]));
    }
    let mut judged = vec![];
    for (thing, truth) in items {
        let found = one(&scope.with(&thing), &it(), predicate, mode)?;
        let sure = truth.verdict == Verdict::Holds;
        judged.push((thing.name, if sure { found } else { all(vec![truth, found]) }));
    }
    let tally = |verdict| judged.iter().filter(|(_, it)| it.verdict == verdict).count();
    let certain = tally(Verdict::Holds);
    let possible = certain + tally(Verdict::Unknown) + tally(Verdict::Waiting);
    Ok(tallied(bound, count, certain, possible).with_parts(judged))
}

/// By what is certain.
fn tallied(bound: Bound, count: usize, certain: usize, possible: usize) -> Judged {
    let number = |n: usize| Number::bare(n as i128);
    let amount = if certain == possible {
        Amount::Known(Value::Number(number(certain)), None)
    } else {
        Amount::Between(Some(number(certain)), Some(number(possible)))
    };
    let op = match bound {
        Bound::AtLeast => Op::AtLeast,
        Bound::AtMost => Op::AtMost,
        Bound::MoreThan => Op::Above,
        Bound::FewerThan => Op::Below,
        Bound::Exactly => Op::Equal,
    };
    compare(op, &amount, &Amount::Known(Value::Number(number(count)), None), true)
}

/// A claim about one thing or value. What is asked of the round before the first does not apply.
fn one(scope: &Scope<'_>, expr: &Expr, predicate: &Predicate, mode: Mode) -> Result<Judged, Round> {
    let judged = claimed(scope, expr, predicate, mode);
    Ok(judged.unwrap_or(Judged::plain(Verdict::NotApplicable)))
}

fn claimed(
    scope: &Scope<'_>,
    expr: &Expr,
    predicate: &Predicate,
    mode: Mode,
) -> Result<Judged, Round> {
    let scope = &owning(scope, expr)?;
    match predicate {
        Predicate::Not(inner) => Ok(one(scope, expr, inner, mode.turned())?.not()),
        Predicate::Has(holdings) => holdings_of(scope, &branches(scope, expr)?, holdings, mode),
        Predicate::States(holdings) => states_of(scope, &branches(scope, expr)?, holdings, mode),
        Predicate::Compare(op, limit) => {
            let (left, right) = sides(scope, expr, limit)?;
            let mut found = compared(*op, &left, &right, mode, false);
            if !matches!(limit, Expr::Literal(_)) {
                found.margin = found.margin.in_any_unit();
            }
            Ok(found)
        }
        Predicate::Between(low, high) => {
            let (left, low) = sides(scope, expr, low)?;
            let least = compared(Op::AtLeast, &left, &low, mode, false);
            let (left, high) = sides(scope, expr, high)?;
            Ok(all(vec![least, compared(Op::AtMost, &left, &high, mode, false)]))
        }
        Predicate::OneOf(limits) => {
            let asked: Vec<(Op, &Expr)> = limits.iter().map(|limit| (Op::Equal, limit)).collect();
            one_of(scope, expr, &asked, mode)
        }
        Predicate::AllOf(items) => {
            let each: Result<Vec<Judged>, Round> =
                items.iter().map(|item| one(scope, expr, item, mode)).collect();
            Ok(all(each?))
        }
        Predicate::AnyOf(items) => {
            let asked = items.iter().map(|item| match item {
                Predicate::Compare(op, limit) => Some((*op, limit)),
                _ => None,
            });
            if let Some(asked) = asked.collect::<Option<Vec<_>>>() {
                return one_of(scope, expr, &asked, mode);
            }
            let each: Result<Vec<Judged>, Round> =
                items.iter().map(|item| one(scope, expr, item, mode)).collect();
            Ok(any(each?))
        }
        Predicate::StartsWith(text) => {
            let each =
                values(scope, expr)?.iter().map(|(_, amount)| starts(amount, text)).collect();
            Ok(mode.combine(each))
        }
        Predicate::IsOpen => marks(scope, expr, &State::Open, mode),
        Predicate::IsOffered => marks(scope, expr, &State::Offered, mode),
        Predicate::IsNone => marks(scope, expr, &State::Nothing, mode),
        Predicate::IsThing(name) => {
            let own = scope.thing.as_ref().map(|thing| thing.name.clone()).unwrap_or_default();
            Ok(Judged::truth(scope.world.same_name(name, &own)))
        }
        Predicate::Same
        | Predicate::NeverRise
        | Predicate::NeverFall
        | Predicate::Move { .. }
        | Predicate::MoveSince { .. }
        | Predicate::Reach(..)
        | Predicate::Since { .. } => motion::judge(scope, expr, predicate, mode),
    }
}

/// Both sides of a comparison: a unit in which one is measured is that of bare numbers on the other.
fn sides(scope: &Scope<'_>, left: &Expr, right: &Expr) -> Result<(Spread, Spread), Round> {
    let unit = unit_of(scope, left).or_else(|| unit_of(scope, right));
    let with = |spread: Spread| -> Spread {
        spread.into_iter().map(|(tag, amount)| (tag, measured(amount, unit))).collect()
    };
    Ok((with(values(scope, left)?), with(values(scope, right)?)))
}

/// Of every entry one of several is asked.
fn one_of(
    scope: &Scope<'_>,
    expr: &Expr,
    asked: &[(Op, &Expr)],
    mode: Mode,
) -> Result<Judged, Round> {
    let mut each: Vec<Vec<Judged>> = vec![];
    for (op, limit) in asked {
        let (left, right) = sides(scope, expr, limit)?;
        let literal = matches!(limit, Expr::Literal(_));
        for (at, entry) in left.iter().enumerate() {
            let one = pairs(&vec![entry.clone()], &right);
            let judged = one.iter().map(|(_, a, b)| compare(*op, a, b, literal)).collect();
            if each.len() <= at {
                each.push(vec![]);
            }
            each[at].push(mode.combine(judged));
        }
    }
    Ok(mode.combine(each.into_iter().map(any).collect()))
}

/// The scope in which `its` finds the owners in the subject.
fn owning<'a>(scope: &Scope<'a>, expr: &Expr) -> Result<Scope<'a>, Round> {
    let Expr::Reference(reference) = expr else { return Ok(scope.clone()) };
    scope.owning(reference)
}

fn branches(scope: &Scope<'_>, expr: &Expr) -> Result<Vec<Branch>, Round> {
    match expr {
        Expr::Reference(reference) => Ok(in_force(scope.follow(reference)?)),
        _ => Ok(vec![Branch::root(Err(Gap::Unsure))]),
    }
}

fn starts(amount: &Amount, text: &str) -> Judged {
    match amount {
        Amount::Known(_, Some(written)) => Judged::truth(written.trim().starts_with(text)),
        Amount::Known(Value::Text(own), None) => Judged::truth(own.starts_with(text)),
        Amount::Nothing => Judged::truth(false),
        _ => Judged::unknown(),
    }
}

fn marks(scope: &Scope<'_>, expr: &Expr, wanted: &State, mode: Mode) -> Result<Judged, Round> {
    let each = branches(scope, expr)?
        .iter()
        .map(|branch| match &branch.found {
            Ok(Node::Leaf(leaf)) if leaf.state == State::Clash => Judged::unknown(),
            // What is open may yet be agreed not to be there.
            Ok(Node::Leaf(leaf)) if leaf.state == State::Open && *wanted == State::Nothing => {
                Judged::unknown()
            }
            Ok(Node::Leaf(leaf)) => Judged::truth(leaf.state == *wanted),
            Ok(Node::Map(items)) if items.is_empty() => Judged::unknown(),
            Ok(Node::List(items)) if items.is_empty() => Judged::unknown(),
            Ok(_) => Judged::truth(false),
            Err(_) => Judged::unknown(),
        })
        .collect();
    Ok(mode.combine(each))
}

/// Two spreads compared at every time and for every party.
pub fn compared(op: Op, left: &Spread, right: &Spread, mode: Mode, of: bool) -> Judged {
    let literal = right.len() == 1;
    let each = pairs(left, right)
        .iter()
        .map(|(_, a, b)| match a {
            Amount::Missing if of && mode.lacking => Judged::truth(false),
            _ => compare(op, a, b, literal),
        })
        .collect();
    mode.combine(each)
}

/// One comparison.
pub fn compare(op: Op, left: &Amount, right: &Amount, literal: bool) -> Judged {
    match (left, right) {
        // What is agreed not to be there is neither this nor that.
        (Amount::Nothing, _) | (Amount::Known(..) | Amount::Between(..), Amount::Nothing) => {
            Judged::measured(Verdict::Broken, Margin::Any)
        }
        (Amount::Known(own, written), Amount::Known(limit, limit_written)) => {
            known(op, (own, written.as_deref()), (limit, limit_written.as_deref()), literal)
        }
        _ => match (ends(left), ends(right)) {
            (Some(left), Some(right)) => within(op, &left, &right),
            _ => Judged::unknown(),
        },
    }
}

type Ends = (Option<Number>, Option<Number>);

/// The least and the most that an amount can be.
fn ends(amount: &Amount) -> Option<Ends> {
    match amount {
        Amount::Known(Value::Number(n), _) => Some((Some(n.clone()), Some(n.clone()))),
        Amount::Between(low, high) => Some((low.clone(), high.clone())),
        _ => None,
    }
}

fn holds(op: Op, order: Ordering) -> bool {
    match op {
        Op::AtLeast => order.is_ge(),
        Op::AtMost => order.is_le(),
        Op::Above => order.is_gt(),
        Op::Below => order.is_lt(),
        Op::Equal => order.is_eq(),
    }
}

fn decided(op: Op, orders: &[Ordering]) -> Judged {
    let yes = orders.iter().filter(|order| holds(op, **order)).count();
    match yes {
        _ if orders.is_empty() => Judged::unknown(),
        0 => Judged::truth(false),
        _ if yes == orders.len() => Judged::truth(true),
        _ => Judged::unknown(),
    }
}

/// Two amounts of which at least one is known only by its ends.
fn within(op: Op, left: &Ends, right: &Ends) -> Judged {
    let all = [&left.0, &left.1, &right.0, &right.1];
    let known: Vec<&Number> = all.into_iter().flatten().collect();
    let measured = known.iter().find(|n| !(n.is_zero() && n.unit.kind == Kind::Bare));
    let kind = measured.map(|n| n.unit.kind);
    let bare_zero = |n: &Number| n.is_zero() && n.unit.kind == Kind::Bare;
    if known.iter().any(|n| Some(n.unit.kind) != kind && !bare_zero(n)) {
        return Judged::unknown();
    }
    let order = |a: &Option<Number>, b: &Option<Number>, otherwise| match (a, b) {
        (Some(a), Some(b)) => a.amount.cmp(&b.amount),
        _ => otherwise,
    };
    let lowest = order(&left.0, &right.1, Ordering::Less);
    let highest = order(&left.1, &right.0, Ordering::Greater);
    let mut orders = vec![Ordering::Less, Ordering::Equal, Ordering::Greater];
    orders.retain(|order| lowest <= *order && *order <= highest);
    let mut found = decided(op, &orders);
    if found.verdict != Verdict::Unknown {
        found.margin = Margin::Any;
    }
    found
}

fn known(
    op: Op,
    (own, written): (&Value, Option<&str>),
    (limit, limit_written): (&Value, Option<&str>),
    literal: bool,
) -> Judged {
    if let (Value::Text(text), None) = (limit, limit_written) {
        return match (op, written) {
            (Op::Equal, Some(written)) => Judged::truth(written.trim() == text),
            _ => Judged::unknown(),
        };
    }
    if let (Value::Text(a), Value::Text(b)) = (own, limit) {
        // two texts of the data that differ may still mean the same
        return match (op, a.trim() == b.trim()) {
            (Op::Equal, true) => Judged::truth(true),
            (Op::Equal, false) if written.is_none() => Judged::truth(false),
            _ => Judged::unknown(),
        };
    }
    let standing = standing(own, limit);
    let mut found = decided(op, &standing.orders);
    if found.verdict != Verdict::Unknown {
        found.margin = match standing.difference {
            Some(difference) => margin(op, difference, limit, literal && limit_written.is_none()),
            None => Margin::Any,
        };
    }
    found
}

fn margin(op: Op, difference: Fraction, limit: &Value, literal: bool) -> Margin {
    let amount = match op {
        Op::AtLeast | Op::Above => difference,
        Op::AtMost | Op::Below => -difference,
        Op::Equal => -difference.max(-difference),
    };
    let (of, relative) = match limit {
        Value::Number(n) if n.is_zero() && n.unit.kind == Kind::Bare => return Margin::Any,
        Value::Number(n) if n.unit.kind == Kind::Percent => (unit("point"), Some(n.amount)),
        Value::Number(n) => (n.unit, Some(n.amount)),
        _ => (unit("day"), None),
    };
    let relative = relative.filter(|limit| *limit.numer() != 0);
    let relative = relative.map(|limit| amount / limit.max(-limit));
    Margin::Of { amount, unit: Some(of).filter(|_| literal), relative }
}

/// `X has Y and Z`
pub fn holdings_of(
    scope: &Scope<'_>,
    owners: &[Branch],
    holdings: &Holdings,
    mode: Mode,
) -> Result<Judged, Round> {
    let mut each = vec![];
    for owner in owners {
        let mut items = vec![];
        for item in &holdings.items {
            items.push(holding(scope, owner, item, mode)?);
        }
        each.push(if holdings.any { any(items) } else { all(items) });
    }
    Ok(mode.combine(each))
}

fn holding(
    scope: &Scope<'_>,
    owner: &Branch,
    asked: &Holding,
    mode: Mode,
) -> Result<Judged, Round> {
    if matches!(owner.found, Err(Gap::Absent { .. })) {
        return Ok(if mode.lacking { Judged::truth(false) } else { Judged::unknown() });
    }
    let found = in_force(under(scope, owner, &asked.what));
    if let Some(value) = asked.value.as_deref() {
        let Predicate::Compare(op, limit) = value else { return Ok(Judged::unknown()) };
        let unit = measure(scope, &asked.what).or_else(|| unit_of(scope, limit));
        let with = |(tag, amount): (crate::spread::Tag, Amount)| (tag, measured(amount, unit));
        let left: Spread =
            found.iter().map(|branch| with((branch.tag.clone(), amount(branch)))).collect();
        let right: Spread = values(scope, limit)?.into_iter().map(with).collect();
        return Ok(compared(*op, &left, &right, mode, true));
    }
    let Some(with) = &asked.with else {
        return Ok(any(found.iter().map(|branch| had(scope, branch, mode)).collect()));
    };
    let asks = with.items.iter().any(|item| item.value.is_some());
    let mut each = vec![];
    for branch in &found {
        let silent = matches!(branch.found, Err(Gap::Absent { .. }));
        if silent && asks && !mode.lacking {
            each.push(Judged::unknown());
            continue;
        }
        if silent {
            each.push(had(scope, branch, mode));
            continue;
        }
        let inner = holdings_of(scope, std::slice::from_ref(branch), with, mode)?;
        each.push(all(vec![had(scope, branch, mode), inner]));
    }
    Ok(mode.combine(each))
}

/// The field that a holding names, under its owner.
fn under(scope: &Scope<'_>, owner: &Branch, what: &Reference) -> Vec<Branch> {
    let Root::Name(root) = &what.root else { return vec![Branch::root(Err(Gap::Unsure))] };
    let mut found = scope.step(vec![owner.clone()], root);
    found = scope.pick(found, what);
    for step in what.steps.iter().rev() {
        found = scope.step(found, step);
        found = scope.pick(found, what);
    }
    found
}

/// Whether something is there and is not nothing.
fn had(scope: &Scope<'_>, branch: &Branch, mode: Mode) -> Judged {
    match &branch.found {
        Err(Gap::Absent { typo: true }) if !mode.lacking => Judged::unknown(),
        Err(Gap::Absent { .. } | Gap::Nothing) => Judged::truth(false),
        Err(Gap::Unsure) => Judged::unknown(),
        Ok(Node::Map(items)) if items.is_empty() => Judged::unknown(),
        Ok(Node::List(items)) if items.is_empty() => Judged::unknown(),
        Ok(Node::Map(_) | Node::List(_)) => {
            let split = crate::spread::expand(scope.world, branch.clone());
            match split.as_slice() {
                [only] if only.tag == branch.tag => Judged::truth(true),
                _ => any(in_force(split).iter().map(|it| had(scope, it, mode)).collect()),
            }
        }
        Ok(Node::Leaf(leaf)) => match &leaf.state {
            State::Value(Value::Number(n)) => Judged::truth(!n.is_zero()),
            State::Value(_) | State::Offered => Judged::truth(true),
            State::Open | State::Clash => Judged::unknown(),
            State::Nothing => Judged::truth(false),
        },
    }
}

/// `X states Y`
pub fn states_of(
    scope: &Scope<'_>,
    owners: &[Branch],
    holdings: &Holdings,
    mode: Mode,
) -> Result<Judged, Round> {
    let mut each = vec![];
    for owner in owners {
        let mut items = vec![];
        for item in &holdings.items {
            items.push(stated(scope, owner, item, mode));
        }
        each.push(if holdings.any { any(items) } else { all(items) });
    }
    Ok(mode.combine(each))
}

fn stated(scope: &Scope<'_>, owner: &Branch, asked: &Holding, mode: Mode) -> Judged {
    match owner.found {
        // as with `must have`: the counts that all peers of the shared workloads agree on say so
        Err(Gap::Absent { .. }) if mode.lacking => return Judged::truth(false),
        Err(Gap::Absent { .. } | Gap::Unsure) => return Judged::unknown(),
        Err(Gap::Nothing) => return Judged::truth(false),
        Ok(_) => {}
    }
    let fields = in_force(under(scope, owner, &asked.what));
    if matches!(&owner.found, Ok(Node::Leaf(_))) {
        let typo = |branch: &Branch| matches!(branch.found, Err(Gap::Absent { typo: true }));
        return match fields.iter().any(typo) && !mode.lacking {
            true => Judged::unknown(),
            false => Judged::truth(false),
        };
    }
    let each = fields
        .iter()
        .map(|branch| match &branch.found {
            Err(Gap::Absent { typo: true }) if !mode.lacking => Judged::unknown(),
            Err(Gap::Absent { .. }) => Judged::truth(false),
            Err(Gap::Nothing) => Judged::truth(true),
            Err(Gap::Unsure) => Judged::truth(false),
            Ok(Node::Map(items)) => Judged::truth(!items.is_empty()),
            Ok(Node::List(items)) => Judged::truth(!items.is_empty()),
            Ok(Node::Leaf(leaf)) if leaf.state == State::Clash => Judged::unknown(),
            Ok(Node::Leaf(leaf)) => {
                Judged::truth(matches!(leaf.state, State::Value(_) | State::Nothing))
            }
        })
        .collect();
    if mode.lacking { all(each) } else { any(each) }
}
