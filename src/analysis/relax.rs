//! Relaxations: how far one figure of one sentence would have to move for a conflict to end.

use serde::Serialize;

use super::encode::ground::{Claim, Comparison, How, Statement, Subject, Worked};
use super::encode::lookup::Cell;
use super::encode::states::{day_number, day_of};
use super::linear::Sum;
use super::logic::Prop;
use super::problem::Problem;
use super::simplex::Near;
use super::sketch::Spot;
use super::solver::End;
use crate::value::{Dimension, Number, Quantity, Value};

/// One figure of one sentence, moved as little as is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relaxation {
    /// Whose sentence.
    pub party: String,
    /// The id of the rule.
    pub rule: String,
    /// The figure as it is.
    pub from: String,
    /// The figure that would do; `below …` or `above …` where any figure beyond it would.
    pub to: String,
    /// True where there would be a deal; false where only this conflict would end.
    pub opens: bool,
}

/// All spots that a statement speaks of.
pub fn spots(statement: &Statement, meet: &mut dyn FnMut(Spot)) {
    match statement {
        Statement::Settled(_) | Statement::Unclear => {}
        Statement::All(parts) | Statement::Any(parts) => {
            parts.iter().for_each(|part| spots(part, meet));
        }
        Statement::Not(inner) => spots(inner, meet),
        Statement::If(condition, then) => {
            spots(condition, meet);
            spots(then, meet);
        }
        Statement::Each(_, subjects) => {
            for subject in subjects {
                subject.filter.iter().for_each(|filter| spots(filter, meet));
                spots(&subject.body, meet);
            }
        }
        Statement::Claim(claim) => claim_spots(claim, meet),
    }
}

fn claim_spots(claim: &Claim, meet: &mut dyn FnMut(Spot)) {
    let mut all = |cells: &[Cell]| cells.iter().filter_map(Cell::last).for_each(&mut *meet);
    match claim {
        Claim::Has(cells, _)
        | Claim::States(cells, _)
        | Claim::Is(cells, ..)
        | Claim::Happens(cells, None, _)
        | Claim::Never(cells, _)
        | Claim::Moves(cells, ..) => all(cells),
        Claim::Happens(cells, Some(by), _) => {
            all(cells);
            term_spots(by, meet);
        }
        Claim::Reaches(cells, then, target) => {
            all(cells);
            all(then);
            term_spots(target, meet);
        }
        Claim::Compare(comparison) => {
            term_spots(&comparison.subject, meet);
            term_spots(&comparison.limit, meet);
        }
    }
}

fn term_spots(term: &Worked, meet: &mut dyn FnMut(Spot)) {
    term.spots(meet);
    match term {
        Worked::Count(taken) | Worked::Aggregate(_, taken, _) => {
            taken
                .iter()
                .filter_map(|one| one.filter.as_ref())
                .for_each(|filter| spots(filter, meet));
        }
        Worked::Share(_, inner) => term_spots(inner, meet),
        Worked::Sum(left, right, _) => {
            term_spots(left, meet);
            term_spots(right, meet);
        }
        Worked::Value(_) | Worked::Free(..) | Worked::Cells(..) => {}
    }
}

/// The relaxations of one rule: such that all others hold, else such that those of its conflict do.
pub fn relaxations(
    problem: &mut Problem<'_>,
    place: usize,
    party: usize,
    (all, these): (&[Prop], &[Prop]),
) -> Vec<Relaxation> {
    let Some(expressed) = problem.expressed.get(place) else { return Vec::new() };
    let (statement, sentence) = (expressed.statement.clone(), expressed.sentence);
    let mut figures: Vec<Value> = Vec::new();
    literals(&statement, &mut |value| {
        if !figures.contains(value) {
            figures.push(value.clone());
        }
    });
    let names = problem.parties.get(party).map(|party| party.name.clone());
    let rule = problem.rule(sentence).map(|rule| rule.id.clone());
    let (Some(party), Some(rule)) = (names, rule) else { return Vec::new() };
    let mut found = Vec::new();
    for figure in figures {
        let moved = [(all, true), (these, false)].into_iter().find_map(|(others, opens)| {
            moved(problem, &statement, &figure, others).map(|to| (to, opens))
        });
        if let Some((to, opens)) = moved {
            let (party, rule) = (party.clone(), rule.clone());
            found.push(Relaxation { party, rule, from: figure.to_text(), to, opens });
        }
    }
    found.extend(counts(problem, &statement, (all, these)).map(|(from, to, opens)| Relaxation {
        party,
        rule,
        from,
        to,
        opens,
    }));
    found
}

/// The figure nearest to a literal with which the others can hold.
fn moved(
    problem: &mut Problem<'_>,
    statement: &Statement,
    figure: &Value,
    others: &[Prop],
) -> Option<String> {
    let (now, step) = match figure {
        Value::Quantity(quantity) => (quantity.in_base_units(), None),
        Value::Date(day) => (day_number(*day), Some(Number::one())),
        _ => return None,
    };
    let free = Sum::of(problem.solver.amount(step));
    let changed = replaced(statement, figure, &free);
    let mut encoder = problem.encoder();
    let verdict = encoder.verdict(&changed).ok()?;
    let acceptable = verdict.acceptable(encoder.solver);
    let mut assumed = others.to_vec();
    assumed.push(acceptable);
    let here = Sum::constant(now.clone());
    let (below, above) =
        (problem.solver.at_most(&free, &here), problem.solver.at_most(&here, &free));
    assumed.push(below);
    let down = problem.solver.highest(&assumed, &free);
    assumed.pop();
    assumed.push(above);
    let up = problem.solver.lowest(&assumed, &free);
    let distance = |end: &End| match end {
        End::At(near) => Some((&near.number - &now).abs()),
        End::Open | End::Nowhere | End::GaveUp => None,
    };
    let nearest = match (distance(&down), distance(&up)) {
        (Some(one), Some(other)) if other < one => up,
        (Some(_), _) => down,
        (None, _) => up,
    };
    let End::At(near) = nearest else { return None };
    in_words(&near, figure)
}

fn in_words(near: &Near, figure: &Value) -> Option<String> {
    let text = match figure {
        Value::Quantity(quantity) => {
            let amount = near.number.checked_div(quantity.unit.factor())?;
            Quantity { amount, unit: quantity.unit.clone() }.to_text()
        }
        _ => day_of(&near.number)?.to_string(),
    };
    Some(match (near.is_exact(), near.steps.is_negative()) {
        (true, _) => text,
        (false, true) => format!("below {text}"),
        (false, false) => format!("above {text}"),
    })
}

/// A count moved step by step.
fn counts(
    problem: &mut Problem<'_>,
    statement: &Statement,
    (all, these): (&[Prop], &[Prop]),
) -> Option<(String, String, bool)> {
    let Statement::Each(How::Count(bound, number), subjects) = statement else { return None };
    let most = subjects.len();
    let mut tries: Vec<usize> = (0..=most).filter(|count| count != number).collect();
    tries.sort_by_key(|count| count.abs_diff(*number));
    for (others, opens) in [(all, true), (these, false)] {
        for count in &tries {
            let changed = Statement::Each(How::Count(*bound, *count), subjects.clone());
            let mut encoder = problem.encoder();
            let verdict = encoder.verdict(&changed).ok()?;
            let acceptable = verdict.acceptable(encoder.solver);
            let assumed: Vec<Prop> = others.iter().copied().chain([acceptable]).collect();
            if problem.solver.can(&assumed) == Some(true) {
                return Some((number.to_string(), count.to_string(), opens));
            }
        }
    }
    None
}

/// All figures that a statement compares with.
pub(super) fn literals(statement: &Statement, meet: &mut dyn FnMut(&Value)) {
    match statement {
        Statement::Settled(_) | Statement::Unclear => {}
        Statement::All(parts) | Statement::Any(parts) => {
            parts.iter().for_each(|part| literals(part, meet));
        }
        Statement::Not(inner) => literals(inner, meet),
        Statement::If(_, then) => literals(then, meet),
        Statement::Each(_, subjects) => {
            subjects.iter().for_each(|subject| literals(&subject.body, meet));
        }
        Statement::Claim(Claim::Compare(comparison)) => {
            for side in [&comparison.subject, &comparison.limit] {
                if let Worked::Value(value @ (Value::Quantity(_) | Value::Date(_))) = side {
                    meet(value);
                }
            }
        }
        Statement::Claim(Claim::Reaches(_, _, Worked::Value(value @ Value::Quantity(_)))) => {
            meet(value)
        }
        Statement::Claim(Claim::Happens(_, Some(Worked::Value(value @ Value::Date(_))), _)) => {
            meet(value)
        }
        Statement::Claim(_) => {}
    }
}

/// A statement with a figure that is free in the place of a literal.
fn replaced(statement: &Statement, figure: &Value, free: &Sum) -> Statement {
    let each =
        |parts: &[Statement]| parts.iter().map(|part| replaced(part, figure, free)).collect();
    match statement {
        Statement::Settled(_) | Statement::Unclear => statement.clone(),
        Statement::All(parts) => Statement::All(each(parts)),
        Statement::Any(parts) => Statement::Any(each(parts)),
        Statement::Not(inner) => Statement::Not(Box::new(replaced(inner, figure, free))),
        Statement::If(condition, then) => {
            Statement::If(condition.clone(), Box::new(replaced(then, figure, free)))
        }
        Statement::Each(how, subjects) => {
            let subject =
                |one: &Subject| Subject { body: replaced(&one.body, figure, free), ..one.clone() };
            Statement::Each(*how, subjects.iter().map(subject).collect())
        }
        Statement::Claim(claim) => Statement::Claim(in_claim(claim, figure, free)),
    }
}

fn in_claim(claim: &Claim, figure: &Value, free: &Sum) -> Claim {
    let swap = |worked: &Worked| match worked {
        Worked::Value(value) if value == figure => Worked::Free(free.clone(), measure(figure)),
        other => other.clone(),
    };
    match claim {
        Claim::Compare(comparison) => Claim::Compare(Box::new(Comparison {
            subject: swap(&comparison.subject),
            limit: swap(&comparison.limit),
            ..(**comparison).clone()
        })),
        Claim::Reaches(series, then, target) => {
            Claim::Reaches(series.clone(), then.clone(), swap(target))
        }
        Claim::Happens(cells, Some(by), stance) => {
            Claim::Happens(cells.clone(), Some(swap(by)), *stance)
        }
        other => other.clone(),
    }
}

/// What a figure measures; `None` for a day.
fn measure(figure: &Value) -> Option<Dimension> {
    match figure {
        Value::Quantity(quantity) => Some(quantity.unit.dimension().clone()),
        _ => None,
    }
}
