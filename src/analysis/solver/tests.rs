//! What the solver answers.

use super::*;
use crate::analysis::linear::Sum;
use crate::analysis::simplex::Near;

fn number(value: i64) -> Sum {
    Sum::constant(Number::from_integer(value))
}

#[test]
fn a_core_names_what_cannot_hold_together() {
    let mut solver = Solver::new(None);
    let (x, y) = (Sum::of(solver.amount(None)), Sum::of(solver.amount(None)));
    let low = solver.at_most(&number(5), &x);
    let idle = solver.at_most(&y, &number(9));
    let high = solver.below(&x, &y);
    let small = solver.at_most(&y, &number(5));
    let Answer::No(core) = solver.solve(&[low, idle, high, small]) else { panic!() };
    assert_eq!(core, [low, high, small]);
    assert!(matches!(solver.solve(&[low, idle, high]), Answer::Yes(_)));
}

#[test]
fn ranges_are_exact_and_tell_whether_the_end_belongs_to_them() {
    let mut solver = Solver::new(None);
    let x = Sum::of(solver.amount(None));
    let (low, high) = (solver.at_most(&number(3), &x), solver.below(&x, &number(7)));
    let gap = {
        let (left, right) = (solver.below(&x, &number(4)), solver.below(&number(6), &x));
        solver.any([left, right])
    };
    let all = [low, high, gap];
    assert_eq!(solver.lowest(&all, &x), End::At(Near::exactly(Number::from_integer(3))));
    assert_eq!(solver.highest(&all, &x), End::At(Near::beside(Number::from_integer(7), -1)));
    assert_eq!(solver.highest(&[low], &x), End::Open);
}

#[test]
fn steps_are_kept() {
    let mut solver = Solver::new(None);
    let step = Number::from_integer(500);
    let (x, y) = (solver.amount(Some(step.clone())), solver.amount(Some(step)));
    let both = Sum::of(x).plus(&Sum::of(y));
    let low = solver.below(&number(1200), &both);
    let end = solver.lowest(&[low], &both);
    assert_eq!(end, End::At(Near::exactly(Number::from_integer(1500))));
}

#[test]
fn once_the_time_is_up_the_sat_core_is_told_so_each_time() {
    let clock = Clock::new(Some(Instant::now()));
    assert!((0..200).all(|_| clock.stop()));
    assert!(!(0..200).any(|_| Clock::new(None).stop()));
}

#[test]
fn a_search_that_is_late_gives_up() {
    let mut solver = Solver::new(Some(Instant::now()));
    let prop = solver.free();
    assert!(matches!(solver.solve(&[prop]), Answer::GaveUp));
}
