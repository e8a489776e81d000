//! Verdicts and margins, and how those of a whole follow from those of its parts.

use super::reason::{Problem, Reason};
use super::world::NodeRef;
use crate::model::CountBound;
use crate::report::Verdict;
use crate::value::{self, Number, Quantity, Unit};

/// How far from a limit: positive while it holds, negative when broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// In the unit of the limit.
    pub amount: Quantity,
    /// Over the limit; `None` where that is zero or has no size.
    pub relative: Option<Number>,
}

impl Margin {
    /// The same distance on the other side.
    #[must_use]
    pub fn turned(&self) -> Self {
        let amount = Quantity { amount: -&self.amount.amount, unit: self.amount.unit.clone() };
        Self { amount, relative: self.relative.as_ref().map(|r| -r) }
    }

    /// A margin in whole days.
    pub fn days(days: i64) -> Self {
        Self {
            amount: Quantity { amount: Number::from_integer(days), unit: Unit::days() },
            relative: None,
        }
    }

    /// A margin of counts, against the number asked for.
    pub fn count(count: i64, bound: &Number) -> Self {
        let count = Number::from_integer(count);
        let relative = count.checked_div(&bound.abs());
        Self { amount: Quantity { amount: count, unit: Unit::none() }, relative }
    }

    /// True where this one is the smaller: by amount in one unit, else by relative size. Without either, the first stays.
    fn is_smaller_than(&self, other: &Self) -> bool {
        match value::convert(&self.amount, &other.amount.unit) {
            Some(same) => same.amount < other.amount.amount,
            None => match (&self.relative, &other.relative) {
                (Some(mine), Some(theirs)) => mine < theirs,
                _ => false,
            },
        }
    }
}

/// What was found of a formula.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The verdict, before any waiver.
    pub verdict: Verdict,
    /// How far from the limit.
    pub margin: Option<Margin>,
    /// Of a waiting one: days to the deadline.
    pub days_left: Option<i64>,
    /// Why.
    pub reason: Reason,
    /// The places it rests on, the primary one first.
    pub nodes: Vec<NodeRef>,
    /// The subjects of a quantifier.
    pub parts: Option<Vec<Part>>,
}

/// The verdict on one subject.
#[derive(Debug, Clone)]
pub struct Part {
    /// What it is called.
    pub name: String,
    /// Its verdict.
    pub judged: Judged,
}

impl Judged {
    /// A verdict with its reason.
    pub fn new(verdict: Verdict, reason: Reason, nodes: Vec<NodeRef>) -> Self {
        Self { verdict, margin: None, days_left: None, reason, nodes, parts: None }
    }

    /// What cannot be judged. The round before the first does not apply.
    pub fn problem(problem: Problem, nodes: Vec<NodeRef>) -> Self {
        let verdict =
            if problem == Problem::FirstRound { Verdict::NotApplicable } else { Verdict::Unknown };
        Self::new(verdict, Reason::Problem(problem), nodes)
    }

    /// True or false.
    pub fn truth(truth: bool, reason: Reason, nodes: Vec<NodeRef>) -> Self {
        Self::new(if truth { Verdict::Holds } else { Verdict::Broken }, reason, nodes)
    }

    /// The contrary: sign and verdict turn round; what is unknown, waits or does not apply stays so.
    #[must_use]
    pub fn contrary(mut self) -> Self {
        self.verdict = match self.verdict {
            Verdict::Holds => Verdict::Broken,
            Verdict::Broken => Verdict::Holds,
            other => other,
        };
        self.margin = self.margin.map(|margin| margin.turned());
        let turned = |part: Part| Part { name: part.name, judged: part.judged.contrary() };
        self.parts = self.parts.map(|parts| parts.into_iter().map(turned).collect());
        self
    }
}

/// The order in which `and`, `every`, `each` and `no` look for their verdict.
const AND: [Verdict; 5] =
    [Verdict::Broken, Verdict::Unknown, Verdict::Waiting, Verdict::Holds, Verdict::NotApplicable];

/// The order in which `or` does.
const OR: [Verdict; 5] =
    [Verdict::Holds, Verdict::Unknown, Verdict::Waiting, Verdict::Broken, Verdict::NotApplicable];

/// All of them: the first that occurs of broken, unknown, waiting, holds, not applicable; the smallest margin.
pub fn all(judged: Vec<Judged>) -> Judged {
    combine(judged, &AND, |new, best| new.is_smaller_than(best))
}

/// One of them: the first that occurs of holds, unknown, waiting, broken; the largest margin.
pub fn any(judged: Vec<Judged>) -> Judged {
    combine(judged, &OR, |new, best| best.is_smaller_than(new))
}

fn combine(
    judged: Vec<Judged>,
    order: &[Verdict],
    better: impl Fn(&Margin, &Margin) -> bool,
) -> Judged {
    let verdict =
        order.iter().copied().find(|verdict| judged.iter().any(|one| one.verdict == *verdict));
    let verdict = verdict.unwrap_or(Verdict::NotApplicable);
    let mut decisive: Vec<Judged> =
        judged.into_iter().filter(|one| one.verdict == verdict).collect();
    if decisive.len() == 1 {
        return decisive.remove(0);
    }
    let mut whole = Judged::new(verdict, Reason::Nothing, Vec::new());
    if decisive.is_empty() {
        return whole;
    }
    // what leads comes first: it is put at the back of these, which are turned round in the end
    let (mut leading, mut rest) = (Vec::new(), Vec::with_capacity(decisive.len()));
    let (mut first_nodes, mut nodes) = (Vec::new(), Vec::new());
    for one in decisive {
        let leads = match (&one.margin, &whole.margin) {
            (Some(new), Some(best)) => better(new, best),
            (Some(_), None) => true,
            (None, _) => false,
        };
        if leads {
            leading.push(one.reason);
            first_nodes.extend(one.nodes.into_iter().rev());
            whole.margin = one.margin;
        } else {
            rest.push(one.reason);
            nodes.extend(one.nodes);
        }
        whole.days_left = smallest(whole.days_left, one.days_left);
        whole.parts = whole.parts.or(one.parts);
    }
    whole.nodes = first_nodes.into_iter().rev().chain(nodes).collect();
    whole.reason = Reason::Several(leading.into_iter().rev().chain(rest).collect());
    whole
}

/// The nearer of two deadlines.
pub fn smallest(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// A consequence under a condition.
pub fn under(condition: Judged, then: Judged) -> Judged {
    match condition.verdict {
        Verdict::Holds => then,
        Verdict::Broken | Verdict::NotApplicable => {
            let reason = Reason::ConditionFalse(Box::new(condition.reason));
            Judged::new(Verdict::NotApplicable, reason, condition.nodes)
        }
        Verdict::Unknown | Verdict::Waiting | Verdict::Waived => match then.verdict {
            Verdict::Holds | Verdict::NotApplicable => then,
            _ => {
                let reason = Reason::Problem(Problem::Conditional(Box::new(condition.reason)));
                let mut judged = Judged::new(condition.verdict, reason, condition.nodes);
                judged.days_left = condition.days_left;
                judged
            }
        },
    }
}

/// The verdict on a count of which `certain` are sure and `possible` at most.
pub fn counted(
    bound: CountBound,
    number: &Number,
    (certain, possible): (usize, usize),
    open: Verdict,
) -> (Verdict, Option<Margin>) {
    let (low, high) = (certain as i64, possible as i64);
    let (least, most) = (Number::from_integer(low), Number::from_integer(high));
    let (holds, broken) = match bound {
        CountBound::AtLeast => (least >= *number, most < *number),
        CountBound::MoreThan => (least > *number, most <= *number),
        CountBound::AtMost => (most <= *number, least > *number),
        CountBound::FewerThan => (most < *number, least >= *number),
        CountBound::Exactly => (low == high && least == *number, least > *number || most < *number),
    };
    if !holds && !broken {
        return (open, None);
    }
    let wanted = number.to_i64().unwrap_or(i64::MAX);
    // the count that decides: the worst one while it holds, the best one when broken
    let (worst, best, sign) = match bound {
        CountBound::AtLeast | CountBound::MoreThan => (low, high, 1),
        CountBound::AtMost | CountBound::FewerThan => (high, low, -1),
        CountBound::Exactly if least > *number => (low, low, -1),
        CountBound::Exactly => (high, high, 1),
    };
    let decisive = if holds { worst } else { best };
    let verdict = if holds { Verdict::Holds } else { Verdict::Broken };
    (verdict, Some(Margin::count(sign * decisive.saturating_sub(wanted), number)))
}
