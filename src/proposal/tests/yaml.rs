use super::*;

const YAML: Format = Format::Yaml;

#[test]
fn keys_and_scalars_stay_as_they_were_written() {
    assert_trees(
        YAML,
        &[
            (
                "0201.30: 0201\n0203: 1.0\nNO: no\non: yes\n2004-03-31: 2004-03-31\nnull: 0x1F\n",
                "{0201.30: 0201, 0203: 1.0, NO: no, on: yes, 2004-03-31: 2004-03-31, null: 0x1F}",
            ),
            (
                "a: null\nb: Null\nc: NULL\nd: ~\ne:\nf: nUll\n",
                "{a: null(null), b: null(Null), c: null(NULL), d: null(~), e: null(), f: nUll}",
            ),
            (
                "a: true\nb: False\nc: TRUE\nd: on\ne: Yes\nf: tRue\n",
                "{a: true(true), b: false(False), c: true(TRUE), d: on, e: Yes, f: tRue}",
            ),
            (
                "a: \"tbd\"\nb: 'it''s'\nc: |\n  x\n  y\nd: >-\n  x\n  y\ne: \"\\u00e9\\n\"\n",
                "{a: 'tbd', b: 'it's', c: 'x\ny\n', d: 'x y', e: 'é\n'}",
            ),
            (
                "a: !!str 12\nb: ! no\nc: !!str\nd: !<tag:yaml.org,2002:str> x\ne: !!map {f: !!seq [g]}\n",
                "{a: '12', b: 'no', c: '', d: 'x', e: {f: [g]}}",
            ),
            (
                "quota: 6,500 tons\n\"0201.30\": ?x\n? g\n: 3\n\"<<\": 1\n",
                "{quota: 6,500 tons, 0201.30: ?x, g: 3, <<: 1}",
            ),
            ("a: one\n  two\n\n  three # no more\n", "{a: one two\nthree}"),
            ("a: 1\r\nb:\r\n  - 2\r\n  - c: 3\r\n", "{a: 1, b: [2, {c: 3}]}"),
            ("{a: 1, b: [x, y: z], \"c\":d,}", "{a: 1, b: [x, {y: z}], c: d}"),
        ],
    );
}

#[test]
fn places_are_bytes_and_exact() {
    let text = "\u{feff}é: ü  # 牛\r\n牛肉:  \"x 円\" \r\nc: |\r\n  テキスト\r\nd: &é {k: !!str 1}\r\ne: &x\r\n  - 1\r\n  -   2 \r\n\r\nf:\r\ng: *é\r\n";
    assert_eq!(
        places(&one(YAML, text)),
        [
            "/é é|ü",
            "/牛肉 牛肉|\"x 円\"",
            "/c c|テキスト",
            "/d d|{k: !!str 1}",
            "/d/k k|1",
            "/e e|- 1\r\n  -   2",
            "/e/0 -|1",
            "/e/1 -|2",
            "/f f|",
            "/g g|*é",
            "/g/k k|1",
        ]
    );
    let document = one(YAML, text);
    assert_eq!(
        document.source().slice(document.span(document.root())),
        text.trim_start_matches('\u{feff}').trim_end()
    );
}

#[test]
fn nothing_stated_has_its_place_after_the_key() {
    let document = one(YAML, "a:   \n# x\nb: &n\nc: [x]\n");
    let spans: Vec<usize> =
        document.nodes().skip(1).take(2).map(|id| document.span(id).start).collect();
    assert_eq!(spans, [1, 15]);
    assert!(document.nodes().skip(1).take(2).all(|id| document.span(id).is_empty()));
}

#[test]
fn a_name_stated_twice_shows_both_places() {
    assert_told(
        YAML,
        &[
            ("a: 1\nb: 2\na: 3\n", &["duplicate_key @a < a"]),
            (
                "x:\n  in-quota tariff: 1\n  In_Quota  Tariff: 2\n",
                &["duplicate_key @In_Quota  Tariff < in-quota tariff"],
            ),
            (
                "é: {\"a\": 1, 'A': 2, the a: 3}\n",
                &["duplicate_key @'A' < \"a\"", "duplicate_key @the a < \"a\""],
            ),
            ("a: &k x\nx: 1\n*k : 2\n", &["duplicate_key @*k < x"]),
        ],
    );
    let errors = faults(YAML, "in-quota: 1\nIn Quota: 2\n");
    assert_eq!(
        errors[0].kind.message(),
        "`In Quota` and `in-quota` are one name, so it is stated twice"
    );
    assert_eq!(faults(YAML, "a: 1\na: 2\n")[0].kind.message(), "`a` is stated twice");
}

#[test]
fn a_comma_that_splits_a_value_says_to_quote() {
    assert_told(
        YAML,
        &[
            ("{quota: 6,500 tons}", &["unquoted_comma @6,500 tons"]),
            ("牛: {quota: 6,500}", &["unquoted_comma @6,500"]),
            (
                "{quota: 1,250,000 tons, cap: 2,250,000 tons}",
                &["unquoted_comma @1,250,000 tons", "unquoted_comma @2,250,000 tons"],
            ),
            ("{a: USD 6,500, b: 2}", &["unquoted_comma @USD 6,500"]),
            ("{tariff: 38,5%}", &["unquoted_comma @38,5%"]),
            ("{500 tons}", &["unquoted_comma @500 tons"]),
            ("l: [6,500 tons, 3]", &["unquoted_comma @6,500 tons"]),
            ("l: [USD 6,500, 3]", &["unquoted_comma @USD 6,500"]),
        ],
    );
    assert_eq!(
        faults(YAML, "{quota: 6,500 tons}")[0].kind.help().unwrap(),
        "quote it: `quota: \"6,500 tons\"`"
    );
    assert_trees(
        YAML,
        &[
            ("{a: 6, b, c: }", "{a: 6, b: null(), c: null()}"),
            ("{a: 6, 2004, 0201}", "{a: 6, 2004: null(), 0201: null()}"),
            ("{a: 6, 500: 7}", "{a: 6, 500: 7}"),
            ("l: [100,200,300]", "{l: [100, 200, 300]}"),
            ("l: [100, 200 tons]", "{l: [100, 200 tons]}"),
            ("l: [6, 500]\nm: {a: x, \"500 tons\"}", "{l: [6, 500], m: {a: x, 500 tons: null()}}"),
        ],
    );
}

#[test]
fn faults_are_told_in_words_of_the_text() {
    assert_told(
        YAML,
        &[
            ("a:\n\tb: 1\n", &["yaml_tab @\t"]),
            ("牛:\n  b: 1\n\tc: 2\n", &["yaml_tab @\t"]),
            ("a: 1\n<<: {b: 1}\n", &["yaml_merge_key @<<"]),
            ("a: !foo x\n", &["yaml_tag @!foo"]),
            ("a: &x !!int 3\n", &["yaml_tag @!!int"]),
            ("a: !!set {x}\n", &["yaml_tag @!!set"]),
            ("[a]: 1\n", &["yaml_key @[a]:"]),
            ("? [a]\n: 1\n", &["yaml_key @[a]"]),
            ("a: 1\n: 2\n", &["yaml_key @:"]),
            ("a: &x [*x]\n", &["yaml_alias @*x < ["]),
            ("a: *nope\n", &["yaml @*nope"]),
            ("a: b: c\n", &["yaml @:"]),
            ("a: @x y\n", &["yaml @@x"]),
            ("a: 'x\n", &["yaml @'x"]),
            ("a: \"\\ud800\"\n", &["yaml @\"\\ud800\""]),
            ("a: [1,,2]\n", &["yaml @,2]"]),
            ("a: {b: 1}}\n", &["yaml @}"]),
            ("a: 1\nb: 2\nc\n", &["yaml @c"]),
            ("a: [b\nc: 1\n", &["yaml @:"]),
            ("a: \"x\" y\n", &["yaml @y"]),
            ("a: x\n\u{feff}b: 1\n", &["yaml @\u{feff}b:"]),
        ],
    );
}

#[test]
fn every_phrase_of_a_fault_is_a_human_one() {
    for (text, message) in [
        ("a: b: c\n", "a second `:` where a value was expected"),
        ("a: `x`\n", "a value cannot start with a backtick"),
        ("a: %5\n", "a value cannot start with `%`"),
        ("b: ?\n", "a value cannot start with `?`"),
        ("a:\tb\n", "a tab follows the `:`"),
        ("a: *\n", "no anchor of this name stands before the alias"),
        ("a: |x\n y\n", "only a digit, `+` or `-` may follow `|` or `>` on the line"),
        ("a: -\n", "a list item cannot start here"),
        ("a: 1\nb\n", "a line without the `:` of a key"),
        ("a: \"\\q\"\n", "no character is written so after `\\`"),
        ("a:\n   b: 1\n  c: 2\n", "the indentation does not fit the lines before"),
        ("a: x\n\0b: 1\n", "a character that cannot be printed"),
        ("a: \u{1}\n", "a character that cannot be printed"),
        ("%YAML 1.2\n%YAML 1.2\n---\na: 1\n", "a directive that is not understood"),
    ] {
        assert_eq!(faults(YAML, text)[0].kind.message(), message, "{text:?}");
    }
}

#[test]
fn a_bad_document_hides_no_other() {
    let text = "# first\n---\na: 1\n---\nb: 'x\n---\n---\n# nothing\n---\nc: {d: 6,500 t}\n...\n# last\n---\né: 2\n";
    let outcomes = outcomes(YAML, text);
    let told: Vec<String> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(document) => format!("{} {}", document.number(), tree(document)),
            Err(errors) => errors.iter().map(|error| error.kind.code()).collect(),
        })
        .collect();
    assert_eq!(
        told,
        [
            "0 {a: 1}",
            "dealbreaker::proposal::yaml",
            "dealbreaker::proposal::unquoted_comma",
            "3 {é: 2}"
        ]
    );
    let last = outcomes[3].as_ref().unwrap();
    assert_eq!(places(last), ["/é é|2"]);
}

#[test]
fn aliases_repeat_what_their_anchors_hold() {
    assert_trees(
        YAML,
        &[
            (
                "a: &x {k: [1, 2]}\nb: *x\nc: [*x, *x]\n",
                "{a: {k: [1, 2]}, b: {k: [1, 2]}, c: [{k: [1, 2]}, {k: [1, 2]}]}",
            ),
            ("a: &x 5 t\nb: *x\n", "{a: 5 t, b: 5 t}"),
            ("&k a: 1\nb: *k\nc: {*k : 2}\n", "{a: 1, b: a, c: {a: 2}}"),
            ("a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}"),
            (
                "a: &x\n  b: &y {c: 1}\n  d: *y\ne: *x\n",
                "{a: {b: {c: 1}, d: {c: 1}}, e: {b: {c: 1}, d: {c: 1}}}",
            ),
        ],
    );
    let document = one(YAML, "a: &x {k: [1, 2]}\nb: *x\n");
    let pointers: Vec<String> = document.nodes().map(|id| document.pointer(id)).collect();
    assert_eq!(pointers, ["", "/a", "/a/k", "/a/k/0", "/a/k/1", "/b", "/b/k", "/b/k/0", "/b/k/1"]);
}
