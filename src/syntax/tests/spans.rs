//! Places in the file: bytes, also behind a byte order mark, other scripts, tabs and CRLF.

use super::faults;
use crate::syntax::ast::{Rule, Sentence, Statement};
use crate::syntax::parse;

fn only(text: &str) -> Sentence {
    let parsed = parse(text);
    assert_eq!(parsed.errors, []);
    parsed.file.sentences.into_iter().next().unwrap()
}

#[test]
fn a_sentence_leaves_out_label_comment_and_full_stop() {
    let text = "# first\n\npork-safeguard: the pork must # here\n   have\tsafeguard.  # there\n";
    let sentence = only(text);
    let label = sentence.label.unwrap();
    assert_eq!(
        (label.text.as_str(), &text[label.span.start..label.span.end]),
        ("pork-safeguard", "pork-safeguard")
    );
    assert_eq!(
        &text[sentence.span.start..sentence.span.end],
        "the pork must # here\n   have\tsafeguard"
    );
}

#[test]
fn names_leave_out_articles_and_keep_quotes() {
    let text = "\u{feff}the  orange\r\n  juice must have a \"rule\"\r\n";
    let sentence = only(text);
    let Statement::Rule(Rule::Claim(claim)) = sentence.statement else { panic!() };
    let at = |span: crate::source::Span| &text[span.start..span.end];
    assert_eq!(at(sentence.span), "the  orange\r\n  juice must have a \"rule\"");
    assert_eq!(at(claim.modal_span), "must");
    assert_eq!(at(claim.predicate.span), "have a \"rule\"");
    let crate::syntax::ast::PredicateKind::Has(held) = claim.predicate.kind else { panic!() };
    let crate::syntax::ast::Root::Name(name) = &held.items[0].what.root else { panic!() };
    assert_eq!((name.text.as_str(), name.quoted, at(name.span)), ("rule", true, "\"rule\""));
}

#[test]
fn a_reference_covers_its_selectors_and_no_more() {
    let text = "tariff on the beef from Mexico in year 2 must reach its base tariff by year 5";
    let sentence = only(text);
    let Statement::Rule(Rule::Claim(claim)) = sentence.statement else { panic!() };
    assert_eq!(&text[..claim.subject.span.end], "tariff on the beef from Mexico in year 2");
    let crate::syntax::ast::PredicateKind::Reach { value, by } = claim.predicate.kind else {
        panic!()
    };
    assert_eq!(&text[value.span.start..value.span.end], "its base tariff");
    assert_eq!(&text[by.span.start..by.span.end], "by year 5");
}

#[test]
fn any_word_may_be_a_label() {
    for label in ["if", "in", "each", "halt", "r0", "no better", "牛肉", "the 2nd_one"] {
        let sentence = only(&format!("{label}: pork must have a quota"));
        assert_eq!(sentence.label.unwrap().text, label);
    }
    assert_eq!(only("status must be \"a: b\"").label, None);
}

#[test]
fn places_hold_behind_other_scripts_and_line_ends() {
    let text = "\u{feff}牛 must haev a quota\r\n\tbecause \"牛\" oops\r\n牛肉:\r\n\t豚 must\r\n\t\thave 5\r\n";
    assert_eq!(
        faults(text),
        [
            ("haev".to_owned(), "`haev` is not a word known here".to_owned()),
            (
                "oops".to_owned(),
                "expected the end of the sentence after `\"牛\"`, found `oops`".to_owned()
            ),
            ("5".to_owned(), "expected a name after `must have`, found `5`".to_owned()),
        ]
    );
}
