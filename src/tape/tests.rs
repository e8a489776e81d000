//! Tapes against the careful readers: the same document, or none.

use super::figure::Figure;
use super::{Entry, Kind, Node, Symbols, Tape, Unusual, Watch, read_json, read_json_watched};
use crate::proposal::{Content, Document, Format, Limits, NodeId, read};
use crate::source::Source;

/// A document as nested text, from a tape.
fn from_tape(text: &str, tape: &Tape, at: u32) -> String {
    let node = tape.node(at).unwrap();
    let inside = || {
        let each = tape.children(at).map(|(child, _)| from_tape(text, tape, child));
        each.collect::<Vec<_>>().join(",")
    };
    match node.kind {
        Kind::Row | Kind::List => {
            let plain = tape.children(at).all(|(_, item)| !item.kind.is_container());
            assert_eq!(node.kind == Kind::Row, plain, "{text}");
            format!("[{}]", inside())
        }
        Kind::Mapping | Kind::Schedule => format!("{{{}}}", inside()),
        kind => format!("{kind:?}:{}", tape.text(node, text)),
    }
}

/// The same, from a document that was read with care.
fn from_document(document: &Document, at: NodeId) -> String {
    let inside = || {
        let each = document.children(at).iter().map(|child| from_document(document, *child));
        each.collect::<Vec<_>>().join(",")
    };
    match document.content(at) {
        Content::List(_) => format!("[{}]", inside()),
        Content::Mapping(_) => format!("{{{}}}", inside()),
        Content::Scalar { text, style } => {
            use crate::value::ScalarStyle::{Bool, Null, Number, Plain, Quoted};
            let kind = match style {
                Plain => "Plain",
                Quoted => "Quoted",
                Null => "Null",
                Bool(true) => "True",
                Bool(false) => "False",
                Number => "Number",
            };
            format!("{kind}:{text}")
        }
    }
}

fn careful(text: &str) -> Option<String> {
    let source = Source::new("p.json", text);
    let document = read(&source, Format::Json, &Limits::default()).pop()?.ok()?;
    Some(from_document(&document, document.root()))
}

/// `None` where the quick reader gives up.
fn quick(text: &str) -> Option<String> {
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    read_json(text, &mut tape, &mut symbols).ok()?;
    Some(from_tape(text, &tape, Tape::ROOT))
}

#[test]
fn plain_documents_are_read_as_the_careful_reader_reads_them() {
    for text in [
        r#"{"a": 1, "b": [1, 2.50, -3e4], "c": {"d": null, "e": true, "f": false}}"#,
        r#" { "pork" : { "quota" : "6,500 tons" , "rates" : [ ] , "x" : { } } } "#,
        "{\"a\":[[1],[2,[3]],{\"a\":[{}]}]}",
        "{\"quota\":\"牛肉\",\"long key with many words in it\":\"a text that is longer than eight bytes\"}",
        "\t{\"a\":[1,\n2]}\r\n",
        r#"{"a\u0062":"x\n\"y\"","ab c":["\u725b","","plain","\\"],"b":"\/"}"#,
    ] {
        assert_eq!(quick(text), careful(text), "{text}");
        assert!(quick(text).is_some(), "{text}");
    }
}

#[test]
fn what_is_wrong_or_rare_is_left_to_the_careful_reader() {
    for text in [
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[1e]",
        "[-]",
        "nul",
        "[tru]",
        "\"a",
        "\"a\nb\"",
        "[1] x",
        "{\"a\":1,\"A\":2}",
        "{\"in-quota\":1,\"in_quota\":2}",
        "{\"a\":{\"b\":1},\"c\":{\"b\":1,\"b\":2}}",
        "{\"a\":{\"a\":1},\"a\":2}",
        "'a'",
        "[1}",
        "{\"a\":1]",
        "// x\n1",
        "\u{feff}1",
        "[NaN]",
        "\u{a0}1",
    ] {
        assert_eq!(quick(text), None, "{text}");
        assert_eq!(quick(&format!("{{\"x\":{text}}}")), None, "{text} inside");
    }
    for text in ["[]", "1", "\"a\"", "null"] {
        assert_eq!(quick(text), None, "{text} is no proposal");
    }
    assert_eq!(quick(&format!("{{\"a\":{}", "[".repeat(100_000))), None);
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(65), "]".repeat(65));
    assert_eq!(quick(&deep), None);
}

/// Cuts and splices of a document are read the same or not at all.
#[test]
fn whatever_is_read_at_all_is_read_the_same() {
    let text = r#"{"name":"A \"b\"","lines":[{"hs":"0201.10","rate":8.50,"x":null},{"hs":"02","rate":-0.1e2}],"t":true}"#;
    let mut read = 0;
    for from in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        for length in 0..12 {
            let to = from + length;
            if !text.is_char_boundary(to.min(text.len())) {
                continue;
            }
            let tail = text.get(to..).unwrap_or_default();
            for piece in [
                "", "\"", "}", "]", ",", ":", "{", "[", "0", "-", "\\", " ", "e", ".", "\u{1}",
                "null",
            ] {
                let spliced = format!("{}{piece}{tail}", &text[..from]);
                if let Some(found) = quick(&spliced) {
                    read += 1;
                    assert_eq!(Some(found), careful(&spliced), "{spliced}");
                }
            }
        }
    }
    assert!(read > 20, "{read}");
}

#[test]
fn schedules_are_told_by_their_keys() {
    let kind = |text: &str| {
        let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
        read_json(text, &mut tape, &mut symbols).unwrap();
        tape.node(Tape::ROOT).unwrap().kind
    };
    assert_eq!(kind(r#"{"2004":1,"2005":2}"#), Kind::Schedule);
    assert_eq!(kind(r#"{"year 1":1,"base":2}"#), Kind::Schedule);
    assert_eq!(kind(r#"{"2004-03-31":1}"#), Kind::Schedule);
    assert_eq!(kind(r#"{"2004":1,"pork":2}"#), Kind::Mapping);
    assert_eq!(kind(r#"{"0201.10":1}"#), Kind::Mapping);
    assert_eq!(kind("{}"), Kind::Mapping);
    let inner = |text: &str| {
        let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
        read_json(text, &mut tape, &mut symbols).unwrap();
        tape.node(1).unwrap().kind
    };
    assert_eq!(inner("{\"a\":[1,2]}"), Kind::Row);
    assert_eq!(inner("{\"a\":[1,[2]]}"), Kind::List);
    assert_eq!(inner("{\"a\":[8.5,{\"b\":1}]}"), Kind::List);
}

#[test]
fn short_numbers_compare_in_billionths_as_they_do_exactly() {
    let units = [0, 1, -1, 9, 10, 27, 275, 2_750, i32::MAX, i32::MIN];
    let all: Vec<Figure> = units
        .iter()
        .flat_map(|units| (0..=9).map(|places| Figure::short(*units, places)))
        .collect();
    for one in &all {
        for other in &all {
            let billionths = one.billionths().unwrap().cmp(&other.billionths().unwrap());
            assert_eq!(billionths, one.to_number().cmp(&other.to_number()), "{one:?} {other:?}");
        }
    }
    // what has no whole number of billionths, or too many of them, is compared otherwise
    for long in ["0.1234567891", "99999999999.5"] {
        assert_eq!(Figure::read(long).unwrap().billionths(), None, "{long}");
    }
}

/// Takes every entry off again.
struct Off;

impl Watch for Off {
    fn entry(
        &mut self,
        _: &str,
        tape: &mut Tape,
        _: &mut Symbols,
        entry: Entry,
    ) -> Result<(), Unusual> {
        tape.take_off(entry.at);
        Ok(())
    }
}

#[test]
fn what_is_taken_off_leaves_the_texts_before_and_after_it() {
    let entry = r#"{"name":"x\ny","note":"plain"}"#;
    let list = vec![entry; 500].join(",");
    let text = format!(r#"{{"first":"a\nb","lines":[{list}],"last":"c\nd"}}"#);
    let (mut tape, mut symbols) = (Tape::default(), Symbols::default());
    read_json_watched(&text, &mut tape, &mut symbols, &mut Off).unwrap();
    let tops: Vec<&Node> = tape.children(Tape::ROOT).map(|(_, top)| top).collect();
    let [first, lines, last] = tops[..] else { panic!("{tops:?}") };
    assert_eq!((tape.text(first, &text), tape.text(last, &text)), ("a\nb", "c\nd"));
    assert_eq!((lines.kind, tape.len(), tape.meant().len()), (Kind::List, 4, 6));
}
