use super::*;
use crate::analysis::linear::Amount;

fn number(value: i64) -> Number {
    Number::from_integer(value)
}

fn sum(parts: &[(usize, i64)]) -> Sum {
    parts.iter().fold(Sum::constant(Number::zero()), |sum, (at, by)| {
        sum.plus(&Sum::of(Amount(*at)).times(&number(*by)))
    })
}

#[test]
fn bounds_that_exclude_each_other_are_named() {
    let mut tableau = Tableau::default();
    let (x, y) = (tableau.column(), tableau.column());
    let both = tableau.row(&sum(&[(x, 1), (y, 1)]));
    tableau.bound(x, true, Near::exactly(number(2)), 1).unwrap();
    tableau.bound(y, true, Near::exactly(number(3)), 2).unwrap();
    tableau.bound(both, false, Near::exactly(number(5)), 3).unwrap();
    assert_eq!(tableau.settle(&|| false), Settled::Kept);
    tableau.bound(both, false, Near::beside(number(5), 1), 4).unwrap();
    assert_eq!(tableau.settle(&|| true), Settled::Late);
    let Settled::Broken(mut broken) = tableau.settle(&|| false) else { panic!() };
    broken.bounds.sort();
    assert_eq!(broken.bounds, [1, 2, 4].map(|tag| (tag, number(1))));
    assert_eq!(broken.by, Near::beside(number(0), 1));
}

#[test]
fn the_highest_value_may_not_be_reached() {
    let mut tableau = Tableau::default();
    let (x, y) = (tableau.column(), tableau.column());
    let apart = tableau.row(&sum(&[(x, 1), (y, -1)]));
    tableau.bound(apart, true, Near::beside(number(0), -1), 1).unwrap();
    tableau.bound(y, true, Near::exactly(number(7)), 2).unwrap();
    assert_eq!(tableau.settle(&|| false), Settled::Kept);
    let peak = |tableau: &mut Tableau, by| tableau.highest(&sum(&[(x, by)]), &|| false);
    assert_eq!(peak(&mut tableau, 1), Peak::At(Near::beside(number(7), -1)));
    assert_eq!(peak(&mut tableau, -1), Peak::Endless);
    assert_eq!(tableau.highest(&sum(&[(x, 1)]), &|| true), Peak::Late);
}
