//! Sentences with two readings: what is marked, what is offered, and that the offers can be read.

use crate::syntax::{SyntaxErrorKind, parse};

/// The marked words and the readings of the one fault of a sentence.
#[track_caller]
fn refusal(sentence: &str) -> (String, Vec<String>) {
    let parsed = parse(sentence);
    assert!(parsed.file.sentences.is_empty(), "{sentence}");
    let [error] = parsed.errors.as_slice() else { panic!("{sentence}: {:?}", parsed.errors) };
    let SyntaxErrorKind::TwoReadings { words, readings } = &error.kind else {
        panic!("{sentence}: {error:?}")
    };
    assert_eq!(&sentence[error.span.start..error.span.end], words);
    (words.clone(), readings.clone())
}

#[track_caller]
fn refused(sentence: &str, words: &str, readings: &[&str]) {
    assert_eq!(
        refusal(sentence),
        (words.to_owned(), readings.iter().map(|r| (*r).to_owned()).collect())
    );
    for reading in readings.iter().flat_map(|reading| reading.split(". ")) {
        assert_eq!(parse(reading).errors, [], "{reading}");
    }
}

#[test]
fn not_every() {
    refused(
        "not every product must have a tariff",
        "not every product",
        &["at least 1 product must not have a tariff", "no product may have a tariff"],
    );
    refused(
        "if not every product has a tariff then pork must have a quota",
        "not every product",
        &[
            "if not (every product has a tariff) then pork must have a quota",
            "if no product has a tariff then pork must have a quota",
        ],
    );
}

#[test]
fn all() {
    refused(
        "all products must have a tariff",
        "all products",
        &["each product must have a tariff", "there must be a tariff"],
    );
    refused(
        "all products must not have a tariff",
        "all products",
        &["no product may have a tariff", "at least 1 product must not have a tariff"],
    );
    refused(
        "quota on all products must be at least 5 tons",
        "all products",
        &[
            "quota on each product must be at least 5 tons",
            "total quota on products must be at least 5 tons",
        ],
    );
    refused(
        "total quota of all products must be at least 5 tons",
        "all products",
        &["total quota of products must be at least 5 tons"],
    );
}

#[test]
fn a_share_of_things() {
    refused(
        "half of products must have a quota",
        "half of products",
        &[
            "number of products with a quota must be at least half of number of products",
            "number of products with a quota must be exactly half of number of products",
        ],
    );
    refused(
        "at least 5% of farm products must state a quota",
        "at least 5% of farm products",
        &[
            "number of farm products that state a quota must be at least 5% of number of farm products",
        ],
    );
}

#[test]
fn and_mixed_with_or() {
    refused(
        "if pork is open and beef is open or rice is open then pork must have a quota",
        "pork is open and beef is open or rice is open",
        &[
            "if (pork is open and beef is open) or rice is open then pork must have a quota",
            "if pork is open and (beef is open or rice is open) then pork must have a quota",
        ],
    );
    refused(
        "pork must have a quota and a tariff or a safeguard",
        "a quota and a tariff or a safeguard",
        &[
            "pork must have a quota or a safeguard. pork must have a tariff or a safeguard",
            "pork must have a quota. pork must have a tariff or a safeguard",
        ],
    );
    refused(
        "pork, beef and rice or wine must have a quota",
        "pork, beef and rice or wine",
        &[
            "pork or wine must have a quota. beef or wine must have a quota. rice or wine must have a quota",
            "pork must have a quota. beef must have a quota. rice or wine must have a quota",
        ],
    );
}

#[test]
fn not_both() {
    refused(
        "pork must not have a quota and a tariff",
        "not have a quota and a tariff",
        &[
            "pork must not have a quota or a tariff",
            "if pork has a quota then pork must not have a tariff",
        ],
    );
    refused(
        "if pork does not have a quota and a tariff then beef must have a quota",
        "does not have a quota and a tariff",
        &[
            "if pork does not have a quota or a tariff then beef must have a quota",
            "if not (pork has a quota and a tariff) then beef must have a quota",
        ],
    );
}

#[test]
fn either_not() {
    refused(
        "pork or beef must not have a quota",
        "pork or beef",
        &[
            "pork and beef must not have a quota",
            "if pork has a quota then beef must not have a quota",
        ],
    );
    refused(
        "pork or beef must never have a quota",
        "pork or beef",
        &[
            "pork and beef must never have a quota",
            "if pork has a quota then beef must not have a quota",
        ],
    );
}

#[test]
fn a_list_after_a_field() {
    refused(
        "quota on pork and beef must be at least 5 tons",
        "quota on pork and beef",
        &[
            "quota on each of pork and beef must be at least 5 tons",
            "total quota on pork and beef must be at least 5 tons",
        ],
    );
    refused(
        "quota on pork or beef must be at least 5 tons",
        "quota on pork or beef",
        &[
            "quota on pork or quota on beef must be at least 5 tons",
            "beef or quota on pork must be at least 5 tons",
        ],
    );
}

#[test]
fn one_day_for_two_events() {
    refused(
        "halt if no accord and no signature by 2005-03-31",
        "no accord and no signature by 2005-03-31",
        &[
            "halt if no accord by 2005-03-31 and no signature by 2005-03-31",
            "halt if no signature by 2005-03-31 and no accord",
        ],
    );
}

#[test]
fn a_time_after_a_value_that_is_a_name() {
    refused(
        "tariff on beef must be at most 90% of its base tariff in year 5",
        "in year 5",
        &[
            "tariff on beef in year 5 must be at most 90% of its base tariff",
            "tariff on beef in year 5 must be at most 90% of its base tariff in year 5",
        ],
    );
    refused(
        "pork must have a tariff of at most its base tariff in year 5",
        "in year 5",
        &[
            "pork must have a tariff in year 5 of at most its base tariff",
            "pork must have a tariff in year 5 of at most its base tariff in year 5",
        ],
    );
}

#[test]
fn a_percentage_added() {
    refused(
        "tariff on beef must be at most tariff on pork - 5%",
        "tariff on pork - 5%",
        &[
            "tariff on beef must be at most tariff on pork - 5 points",
            "tariff on beef must be at most 95% of tariff on pork",
        ],
    );
    refused(
        "tariff on beef must be at most tariff on pork + 1 point + 2.5%",
        "tariff on pork + 1 point + 2.5%",
        &[
            "tariff on beef must be at most tariff on pork + 1 point + 2.5 points",
            "tariff on beef must be at most 102.5% of (tariff on pork + 1 point)",
        ],
    );
}
