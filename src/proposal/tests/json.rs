use super::*;

const JSON: Format = Format::Json;

#[test]
fn numbers_and_strings_stay_as_they_were_written() {
    let long = format!("1{}.{}e-400", "0".repeat(400), "3".repeat(400));
    assert_trees(
        JSON,
        &[
            (
                r#"{"a": 1.00, "b": -0, "c": 1E+2, "d": null, "e": true, "f": [false, "x", {}, []]}"#,
                "{a: #1.00, b: #-0, c: #1E+2, d: null(null), e: true(true), f: [false(false), 'x', {}, []]}",
            ),
            ("\u{feff}{\"0201.30\" : \"\\u00e9\\ud83d\\ude00\\n\"}\r\n", "{0201.30: 'é😀\n'}"),
            (r#"{"a\u0020b": 1, "": 2}"#, "{a b: #1, : #2}"),
            (&format!(r#"{{"a": {long}}}"#), &format!("{{a: #{long}}}")),
        ],
    );
}

#[test]
fn places_are_bytes_and_exact() {
    let text = "\u{feff} {\"牛\\u0020肉\" :  \"円\\n\" ,\r\n\t\"b\":[ 1.50,{\"é\"\n:null} , [] ]\n, \"c\":true }";
    assert_eq!(
        places(&one(JSON, text)),
        [
            "/牛 肉 \"牛\\u0020肉\"|\"円\\n\"",
            "/b \"b\"|[ 1.50,{\"é\"\n:null} , [] ]",
            "/b/0 -|1.50",
            "/b/1 -|{\"é\"\n:null}",
            "/b/1/é \"é\"|null",
            "/b/2 -|[]",
            "/c \"c\"|true",
        ]
    );
}

#[test]
fn what_is_no_json_is_refused() {
    assert_told(
        JSON,
        &[
            (r#"{"é": 1,}"#, &["json @}"]),
            (r#"{"a": [1,]}"#, &["json @]}"]),
            ("{\"é\": 1 // x\n}", &["json @//"]),
            ("/* x */ {}", &["json @/*"]),
            ("{'a': 1}", &["json @'a':"]),
            ("{a: 1}", &["json @a:"]),
            (r#"{"a": 01}"#, &["json @1}"]),
            (r#"{"a": +1}"#, &["json @+1}"]),
            (r#"{"a": 1.}"#, &["json @}"]),
            (r#"{"a": NaN}"#, &["json @NaN}"]),
            (r#"{"a": tru}"#, &["json @}"]),
            (r#"{"é": "\ud800"}"#, &["json @\\u"]),
            (r#"{"a": "\udc00"}"#, &["json @\\u"]),
            ("{\"é\": \"a\nb\"}", &["json @a"]),
            (r#"{"a": "\x"}"#, &["json @x\"}"]),
            (r#"{"a" 1}"#, &["json @1}"]),
            (r#"{"a": 1 "b": 2}"#, &["json @\"b\":"]),
            (r#"{"a": 1} {"b": 2}"#, &["json @{\"b\":"]),
            (r#"{"a": "#, &["json @:"]),
            (r#"{"é": "x"#, &["json @x"]),
            (
                r#"{"a": 1, "b": 2, "a": 3, "A": 4}"#,
                &["duplicate_key @\"a\" < \"a\"", "duplicate_key @\"A\" < \"a\""],
            ),
        ],
    );
}

#[test]
fn the_likely_mistakes_have_their_own_words() {
    for (text, message) in [
        ("{\"a\": 1 // x\n}", "JSON has no comments"),
        ("{'a': 1}", "JSON has no single quotes"),
        ("{\"a\": 'x'}", "JSON has no single quotes"),
        (r#"{"a": "\ud800"}"#, "this `\\u` is half a character"),
        (r#"{"a": "http://x"#, "the text ends within quotes"),
        (r#"{"a": 1,}"#, "nothing follows the last comma"),
        (r#"{"a": 6,500 tons}"#, "a key must stand in double quotes"),
    ] {
        assert_eq!(faults(JSON, text)[0].kind.message(), message, "{text:?}");
    }
}

#[test]
fn a_bad_line_hides_no_other() {
    let text = "\u{feff}{\"é\": 1}\r\n\r\n  \n[1]\n {\"b\": 2}  \n{\"c\": \n3}\n{\"d\": 4}";
    let told: Vec<String> = outcomes(Format::Ndjson, text)
        .iter()
        .map(|outcome| match outcome {
            Ok(document) => format!("{} {:?}", document.number(), places(document)),
            Err(errors) => format!(
                "{} {:?}",
                errors[0].kind.code(),
                &text[errors[0].span.start..errors[0].span.end]
            ),
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"0 ["/é \"é\"|1"]"#,
            r#"dealbreaker::proposal::not_a_mapping "[""#,
            r#"2 ["/b \"b\"|2"]"#,
            r#"dealbreaker::proposal::json ":""#,
            r#"dealbreaker::proposal::not_a_mapping "3""#,
            r#"5 ["/d \"d\"|4"]"#,
        ]
    );
}
