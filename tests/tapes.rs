//! Tapes against the careful readers: the same document, or none. Documents are made up and then changed at random; the
//! same ones every time, 2,000 of each format, or as many as `DEALBREAKER_CASES` says, from `DEALBREAKER_CASES_FROM` on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may fail"
)]

#[path = "second_opinion/chance.rs"]
#[allow(dead_code, unreachable_pub, reason = "this file uses its part")]
mod chance;
#[path = "tapes/make.rs"]
#[allow(unreachable_pub, reason = "as in the other parts of tests")]
mod make;
#[path = "../fuzz/tapes.rs"]
mod tapes;

use std::panic::catch_unwind;

use chance::Chance;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Holds a format's tape against its careful reader; `fewest` documents of a hundred are to be read at all.
fn compare(make: fn(&mut Chance) -> String, read: fn(&str) -> bool, fewest: u64) {
    let (first, times) = (number("DEALBREAKER_CASES_FROM", 0), number("DEALBREAKER_CASES", 2_000));
    let (mut plain, mut changed) = (0, 0);
    for case in first..first + times {
        let chance = &mut Chance::new(11, case);
        let mut text = make(chance);
        let is_changed = case % 2 == 1;
        if is_changed {
            text = make::mutated(text, chance);
        }
        match catch_unwind(|| read(&text)) {
            Ok(true) if is_changed => changed += 1,
            Ok(read) => plain += u64::from(read),
            Err(_) => panic!("case {case}: {text:?}\n{text}"),
        }
    }
    println!("{times} documents from {first} on, {plain} and {changed} of them read on a tape");
    assert!(plain * 200 >= times * fewest, "only {plain} of {times} were read at all");
}

#[test]
fn json_on_a_tape_is_the_careful_document() {
    compare(make::json, tapes::tape_json, 20);
}

#[test]
fn yaml_on_a_tape_is_the_careful_document() {
    compare(make::yaml, tapes::tape_yaml, 10);
}

#[test]
fn toml_on_a_tape_is_the_careful_document() {
    compare(make::toml, tapes::tape_toml, 10);
}

#[test]
fn common_toml_is_read_on_a_tape() {
    for text in [
        "a = 1\n[b]\nc = 'x'\n[b.d]\ne = [1, 2.50, -3]\n[[f]]\ng = 1\n[f.h]\ni = true\n[[f]]\n",
        "# x\n\na = \"牛肉\" # z\n\"0201.30\" = { b = {}, c = [ ] }\n[d.e]\n[d.f]\n[[d.g.h]]\n[[d.g.h]]\n",
        "a = 2004-01-01\r\nb = [\r\n  1, # x\r\n  [2],\r\n]\r\nc = 1_000\r\nd = 1e3\r\ne = 0x10\n",
        "a = \"x\\n\\u725b\\\"\"\nb = '''x\n'y'''\nc = \"\"\"\nx \\\n  y\"\"\"\n[d]\ne = [\"\\t\"]\n",
    ] {
        assert!(tapes::tape_toml(text), "{text}");
    }
}

#[test]
fn toml_that_is_rare_or_wrong_is_left_to_the_careful_reader() {
    for text in [
        "",
        "# x",
        "a",
        "a =",
        "a = x",
        "a = 1 b = 2",
        "a = 1\na = 2",
        "a = 1\nA = 2",
        "[a]\n[a]",
        "[a]\n[b]\n[a.c]",
        "[[a]]\n[b]\n[[a]]",
        "[a]\n[A.b]\n",
        "a.b = 1",
        "[a]\nb.c = 1",
        "a = {b.c = 1}",
        "a = \"\\x\"",
        "a = \"\\ud800\"",
        "[a.b]\n[a]",
        "[[a]]\n[a]",
        "[a]\n[[a]]",
        "a = 1\n[a]",
        "a = {}\n[a.b]",
        "a = []\n[[a]]",
        "a = 01",
        "a = 1.",
        "a = [1,,2]",
        "a = {b = 1, b = 2}",
        "a = 1\tb",
        "\u{feff}a = 1",
        "[a",
        "[a]]",
        "[[a]",
        "a = \"x",
        "\"a\\n\" = 1",
        "é = 1",
        "[]",
        "= 1",
        "a = tru",
        "a = nan2",
    ] {
        assert!(!tapes::tape_toml(text), "{text}");
    }
    let deep = |levels: usize| format!("a = {}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(tapes::tape_toml(&deep(60)));
    assert!(!tapes::tape_toml(&deep(70)));
    assert!(!tapes::tape_toml(&format!("[a{}]", ".a".repeat(70))));
}

#[test]
fn common_yaml_is_read_on_a_tape() {
    for text in [
        "a: 1\nb:\n  - x: 1\n    y: [1, 2.50, -3]\n  - x: 2\nc:\n- p\n- q\nd: {e: 1, f: \"g\"}\n",
        "# x\n---\n\na: 'x: y' # z\n\"0201.30\": \"a # b\"\nb:\nc: ~\n",
        "a:\n  - - 1\n    - 2\n  -\n    b: 1\n  -\n  - {}\n  - []\n",
        "a: 6,500 tons\r\nb: 2.8¢/kg\r\nc:\r\n  d: true\r\n",
        "a: [1,\n  2,\n  3]\nb: x:y#z, it's \"so\"\n",
        "a: one\n  two\n\n  three # no\nb: 1\n",
        "a:\n  - one\n    two # x\n  - b: 'it''s\n      so'\n    c: \"a \\\"b\\\" \\u00a2\n      d\"\n",
        "a: -5\nb: .5\nc: 2004-01-01\nd: 1_000",
        "a: [two\n  words, 'it''s\n  so', \"a\\n\\\n  \\ b\"]\nb: {c: x\n    *y / z, d: 1}\n",
    ] {
        assert!(tapes::tape_yaml(text), "{text}");
    }
}

#[test]
fn yaml_that_is_rare_or_wrong_is_left_to_the_careful_reader() {
    for value in [
        "&x 1",
        "*x",
        "!!str 1",
        "|",
        ">",
        "\"a\\e\"",
        "\"a\\u12\"",
        "\"a\\ud800\"",
        "'it''s",
        "\"a",
        "'a",
        "a: b: c",
        "- - ? a",
        "? a",
        "[1",
        "{a: 1",
        "[1]]",
        "[1, ]",
        "[,]",
        "[1 2: 3]",
        "{a}",
        "{a: }",
        "{a, b}",
        "[6,500 tons]",
        "[a -, b]",
        "{a: 6,500 tons}",
        "@x",
        "`x",
        "%x",
        "\"a\"b",
        "\"a\"#b",
        "x\ty",
        "\tx",
        "{a: 1, A: 2}",
        "x\ny",
        "x\n       # y\n       z",
        "x\n y: z",
        "[1,\n2]",
        "[#\n]",
        "\"a\nb\"",
        "]",
        "}",
        ",",
        "x\u{feff}",
        "x\u{2028}",
        "x\u{7f}",
        "x\ry",
        "{<<: 1}",
    ] {
        for text in
            [format!("k: {value}\n"), format!("k:\n  - {value}\n"), format!("k:\n  - x: {value}")]
        {
            assert!(!tapes::tape_yaml(&text), "{text}");
        }
    }
    for text in [
        "",
        "# x",
        "---\n",
        "- a",
        "a",
        "[a]",
        "{a: 1}",
        "a: 1\n---\nb: 1\n",
        "a: 1\n...\n",
        "%YAML 1.2\n---\na: 1\n",
        "--- a\n",
        "a: 1\na: 2\n",
        "a: 1\nA: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "a: 1\n  b: 2\n",
        "? a\n: b\n",
        "<<: 1\n",
        ": 1\n",
        "a: 1\n- b\n",
        "a:\n  - b\n  c: 1\n",
        "\u{feff}a: 1\n",
        "a:\n\tb: 1\n",
        "a\n",
        "a: 1\nb\n",
        "\"a\":1\n",
        "a:\n  b\n",
    ] {
        assert!(!tapes::tape_yaml(text), "{text}");
    }
    let deep =
        |levels: usize| (0..levels).map(|at| format!("{}a:\n", " ".repeat(at))).collect::<String>();
    assert!(tapes::tape_yaml(&deep(60)));
    assert!(!tapes::tape_yaml(&deep(70)));
    assert!(!tapes::tape_yaml(&format!("a: {}{}", "[".repeat(70), "]".repeat(70))));
}
