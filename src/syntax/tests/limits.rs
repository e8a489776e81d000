//! Hostile texts: deep, long, and made to be read again and again.

use super::faults;
use crate::syntax::parse;

#[track_caller]
fn says(text: &str, message: &str) {
    let faults = faults(text);
    assert!(faults.iter().any(|(_, said)| said.starts_with(message)), "{faults:?}");
}

#[test]
fn nesting_is_bounded() {
    let deep = |n: usize| format!("pork must be at least {}5 tons{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(faults(&deep(60)), []);
    says(&deep(65), "this is nested deeper than 64 levels");
    says(&deep(30_000), "this is nested deeper than 64 levels");
    let conditions = |n: usize| {
        format!("if {}pork is open{} then pork must have a quota", "(".repeat(n), ")".repeat(n))
    };
    assert_eq!(faults(&conditions(60)), []);
    says(&conditions(65), "this is nested deeper than 64 levels");
    let nots = format!("if {}pork is open then pork must have a quota", "not ".repeat(5000));
    says(&nots, "this is nested deeper than 64 levels");
    says(&format!("pork must be {}5", "half of ".repeat(5000)), "this is nested deeper than 64");
    says(&"if pork is open then ".repeat(100), "this is nested deeper than 64 levels");
    says(
        &format!("pork must {}rise", "never ".repeat(100)),
        "this is nested deeper than 64 levels",
    );
    says(
        &format!("pork must have {}x", "q1 with ".repeat(100)),
        "this sentence has more than 20 of",
    );
}

#[test]
fn length_is_bounded() {
    says(&format!("pork must have {}", "x ".repeat(40_000)), "this sentence is longer than 65536");
    assert_eq!(faults(&format!("pork must have {}", "x ".repeat(10_000))), []);
}

#[test]
fn parentheses_in_texts_and_comments_do_not_count() {
    assert_eq!(faults(&format!("status must be \"{}\" # {}", "(".repeat(99), "(".repeat(99))), []);
}

#[test]
fn wide_sentences_are_fine() {
    let many = vec!["hs is not \"0201\""; 500].join(" and ");
    assert_eq!(faults(&format!("if {many} then pork must have a quota")), []);
}

#[test]
fn nothing_takes_exponential_time() {
    // what is exponential here would not end within a day
    let mut nested = "q".to_owned();
    for _ in 0..10 {
        nested = format!("b is above r of each y whose b is 1 and q of each z whose {nested}");
    }
    for text in [
        format!("if {nested}"),
        format!("if {}z", "x is 5 or (y of each p whose ".repeat(20)),
        format!("if {}z", "x is one of 5 or half of (y of each p whose ".repeat(20)),
        format!("for each n whose x is q, {}must", "y of each n whose x is q, ".repeat(19)),
        format!("for each n with q, {}must", "y of each n with q, ".repeat(19)),
        format!("if {}z", "no x on each y whose ".repeat(20)),
        format!("if {}y{}", "(x is 5 or ".repeat(60), ")".repeat(60)),
        format!("if {}5{} is 5", "(number of x whose (y is 5 and ".repeat(20), "))".repeat(20)),
        format!("if {}", "(x or ".repeat(60)),
    ] {
        assert!(!faults(&text).is_empty(), "{text}");
    }
}

/// Every prefix of a long sentence, and every sentence with a word taken out, gives faults or a tree, and no panic.
#[test]
fn torn_texts_do_not_panic() {
    let text = "\u{feff}label: if “pork” is \"open\\\" 牛\" and (not every x's y or 03/04/2005 + 5%)\r\n\t# c\r\n  then all of a, b and c must have 6,50 tons whose with of at most - \u{a0}x\r\n  waived until \"";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        for start in [0, 3, 10, 20, 40].into_iter().filter(|start| *start <= end) {
            if let Some(part) = text.get(start..end) {
                let parsed = parse(part);
                for error in parsed.errors {
                    assert!(part.get(error.span.start..error.span.end).is_some(), "{part:?}");
                    assert!(!error.kind.message().is_empty());
                    error.kind.help();
                    error.kind.code();
                }
            }
        }
    }
}
