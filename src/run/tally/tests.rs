use crate::check;
use crate::model::Rule;
use crate::plan;
use crate::run::NoLibrary;
use crate::source::Source;
use crate::tape::Symbols;

/// How many of these sentences only the careful evaluator can judge.
fn left(rules: &str) -> usize {
    let (files, faults) = check::load(&[Source::new("r.redlines", rules)], &NoLibrary);
    let checked = check::check(&files);
    assert!(faults.is_empty() && checked.errors.is_empty());
    let all: Vec<&Rule> = checked.rules.rules.iter().collect();
    let day = jiff::civil::date(2004, 3, 1);
    plan::compile(&all, &checked.rules, day, &mut Symbols::default()).left()
}

#[test]
fn common_sentences_are_judged_by_a_plan() {
    let common = "\
pork must have a safeguard
tariff on beef must be at most 9%
quota on pork must be below quota on beef
if the tariff on pork is below 10 then pork must have a safeguard
every product whose kind is \"farm\" must have quota
for each line whose hs starts with \"02\", its rates in year 16 must be at most half of its base_rate
at most 1 product may have a tariff of 0
total quota of products with quota must be at least 6,000
average base_rate of lines must be at most 40
number of lines whose rates in year 16 are 0 must be at most 20
if date is after 2004-03-31 then status must be one of \"agreed\" or \"tabled\"
schedule of pork must never rise
tariff on beef from Mexico must be at most tariff on beef from Canada
tariff on beef must be the same for every partner
";
    assert_eq!(left(common), 0);
    assert_eq!(left("tariff on beef must reach 9% by year 16\nhalt if no accord by 2005-03-31"), 2);
}
