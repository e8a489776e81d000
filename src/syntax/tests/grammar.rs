//! Each word-level rule of the grammar alone, with texts it takes whole and texts it does not.

use crate::syntax::grammar::{Rule, read};

fn takes(rule_of: Rule, text: &str) -> bool {
    read(rule_of, text).is_some_and(|tree| tree.pair().unwrap().as_str() == text)
}

#[track_caller]
fn check(rule_of: Rule, accepted: &[&str], rejected: &[&str]) {
    for text in accepted {
        assert!(takes(rule_of, text), "{rule_of:?} should take {text:?}");
    }
    for text in rejected {
        assert!(!takes(rule_of, text), "{rule_of:?} should not take {text:?}");
    }
}

#[test]
fn names() {
    check(
        Rule::name,
        &[
            "pork",
            "orange juice",
            "in-quota tariff",
            "on-farm",
            "no-deal",
            "phase 2",
            "牛肉",
            "tier 1 quota",
            "Côte d'Ivoire",
            "NO",
            "UK",
            "IT",
            "A",
            "A B",
            "base_rate",
            "agreement in substance",
            "cash at closing",
            "more land",
            "United States",
            "\"0201.30\"",
            "entry into force",
            "total",
            "state aid",
            "\"rules of origin\"",
            "halt",
            "market access",
        ],
        &[
            "must",
            "Must",
            "the quota",
            "a",
            "2 tons",
            "tariff on beef",
            "pork must",
            "quota 5%",
            "quota 2004-03-31",
            "quota 6,500",
            "quota 1/2",
            "cash at least",
            "quota in 2030",
            "tariff in year",
            "products state a tariff",
            "less than",
            "B's",
            "\"open",
            "its quota",
            "code starts with",
            "no",
            "-pork",
            "quota 5.5",
        ],
    );
}

#[test]
fn literals() {
    check(
        Rule::quantity,
        &[
            "5",
            "-5",
            "6,500 tons",
            "1,250,000.5 kg",
            "38.5%",
            "38.5 %",
            "USD 40 million",
            "€5",
            "€ 5 million",
            "30 days",
            "361 yen/kg",
            "361 yen per kg",
            "5 short tons",
            "5kg",
            "USD 5 per kg",
            "40 million tons",
            "2 CO2 points",
        ],
        &[
            "6,50 tons",
            "6,5000",
            "1.2.3",
            "5 tons a year",
            "5 tons must",
            "tons",
            "5 tons in year 2",
        ],
    );
    check(
        Rule::date,
        &["2004-03-31", "31 March 2004", "1 May 2004"],
        &["2004-03", "31 march 2004", "March 31, 2004", "03/04/2005", "31 Mar 2004", "2004-03-31x"],
    );
    check(
        Rule::duty,
        &[
            "29.8% + 23 yen/kg",
            "23 yen/kg + 29.8%",
            "25% or 60 yen/kg, whichever is higher",
            "25% or 60 yen/kg whichever is lower",
            "535.53 yen/kg - value",
            "535.53 yen/kg - value or 482 yen/kg, whichever is lower",
            "524 yen/kg x 1.002 - value or 54 yen/kg, whichever is lower",
        ],
        &["25%", "482 yen/kg", "25% or 60 yen/kg", "25% + 5%", "5 tons + 6 tons"],
    );
    check(Rule::text, &[r#""Delaware""#, r#""say \"no\"""#, r#""""#, "\"牛\""], &["\"open", "'x'"]);
    check(
        Rule::word_value,
        &["yes", "no", "free", "Free"],
        &["NO", "free trade", "freedom", "no-deal"],
    );
    check(Rule::calendar_year, &["1900", "2030", "2100"], &["1899", "2101", "20304", "2030-01"]);
    check(Rule::count, &["3", "1,000", "three"], &["5%", "1.5", "thirteen", "3rd"]);
}

#[test]
fn references() {
    check(
        Rule::reference,
        &[
            "pork",
            "tariff on beef",
            "trigger of the safeguard on beef in year 11",
            "B's A",
            "it",
            "its base tariff",
            "its safeguard's trigger",
            "tariff for each farm product",
            "tariff on pork from Australia in year 5",
            "tariff from Australia on pork",
            "quota of each product whose hs starts with \"02\"",
            "quota in the previous round",
            "tariff on each of rice, beef and pork in year 5",
            "tariff from 2004-04-01",
            "trigger of its safeguard",
            "tariff on 2004-04-01",
            "tariff in 2030",
        ],
        &["each product", "tariff of", "its tariff on beef"],
    );
    check(
        Rule::time,
        &["in year 10", "by year 16", "from year 5", "until 2030", "on 2004-04-01", "in 2004"],
        &["on year 5", "in year", "at year 5", "in 1850"],
    );
}

#[test]
fn values() {
    check(
        Rule::expr,
        &[
            "110% of the quota on leather",
            "half of (the quota on beef + 500 tons)",
            "twice the quota",
            "quota on pork - 100 tons",
            "2 * (a1 + b1) / 3",
            "total quota of pork and beef",
            "average base_rate of lines whose hs starts with \"72\"",
            "half of half of it",
            "number of farm products with a quota",
            "highest tariff of meat",
            "\"text\"",
            "free",
        ],
        &["half of", "5 +", "(5", "total quota of all products or beef", "* 5"],
    );
    check(
        Rule::comparison,
        &[
            "at least 5 tons",
            "no less than 5",
            "at most 5%",
            "no more than 5%",
            "up to 5%",
            "above 5",
            "over 5",
            "more than 5",
            "below 5",
            "under 5",
            "less than 5",
            "after 2004-01-01",
            "before 2004-01-01",
            "on or after 2004-01-01",
            "on or before accord + 30 days",
            "no later than 2004-01-01",
            "no earlier than 2004-01-01",
            "exactly 5",
            "equal to 5",
            "between 9% and 38.5%",
            "at most 26% in year 2",
            "on 2004-01-01",
        ],
        &["at 5", "more 5", "than 5", "between 9%", "atleast", "5"],
    );
}

#[test]
fn conditions() {
    check(
        Rule::condition,
        &[
            "pork is open",
            "steel and automobiles have market access",
            "no accord by 2005-03-31",
            "there is no ministerial meeting by 2004-03-12",
            "the tariff on beef is ever below 20%",
            "pork has a quota and beef has a tariff",
            "not (pork is open or beef is open)",
            "imports of beef ever exceed the trigger of the safeguard on beef",
            "it is rice",
            "every product has a quota",
            "at least 3 products have a quota",
            "its tariff is not 0%",
            "pork does not have a quota",
            "status is \"a\" or \"b\"",
            "pork states a tariff",
        ],
        &["pork", "pork is", "pork must have a quota", "pork and is open", "(pork is open", "ever"],
    );
}

#[test]
fn clauses() {
    check(
        Rule::clause,
        &[
            "because \"x\"",
            "source \"x\"",
            "owner \"x\".",
            "except chicken",
            "except x, b1 and c",
            "from 2004-01-01",
            "until 2005-03-31",
            "from 2004-01-01 until 2005-03-31",
            "waived until 2004-06-30",
            "waived until 2004-06-30 by \"x\" because \"y\"",
            "private",
            "Private.",
        ],
        &[
            "because",
            "because x",
            "except",
            "from year 5",
            "waived by \"x\"",
            "private \"x\"",
            "until soon",
        ],
    );
}
