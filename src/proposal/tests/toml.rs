use super::*;

const TOML: Format = Format::Toml;

#[test]
fn values_stay_as_they_were_written() {
    assert_trees(
        TOML,
        &[
            (
                "a = 1_000\nb = 1.00\nc = true\nd = 2004-03-31\ne = \"x\\n\"\nf = 'y'\ng = 0x1F\nh = -0.5e3\n",
                "{a: #1_000, b: #1.00, c: true(true), d: 2004-03-31, e: 'x\n', f: 'y', g: #0x1F, h: #-0.5e3}",
            ),
            (
                "\"0201.30\" = [1, \"x\", {y = 2}, []]\n0203 = {}\nNO = '''\nz'''\n",
                "{0201.30: [#1, 'x', {y: #2}, []], 0203: {}, NO: 'z'}",
            ),
            (
                "a.b.c = 1\na.b.d = 2\n[x.y]\nz.w = 3\n[x]\nv = 4\n",
                "{a: {b: {c: #1, d: #2}}, x: {y: {z: {w: #3}}, v: #4}}",
            ),
            (
                "[[p]]\nn = 1\n[p.q]\nr = 2\n[[p]]\nn = 3\n[[p.s]]\nt = 4\n[[p.s]]\n",
                "{p: [{n: #1, q: {r: #2}}, {n: #3, s: [{t: #4}, {}]}]}",
            ),
            (
                "[fruit]\napple.color = 1\n[fruit.apple.taste]\nsweet = true\n",
                "{fruit: {apple: {color: #1, taste: {sweet: true(true)}}}}",
            ),
            ("[a.b.c]\nx = 1\n[a]\nb.d = 2\n", "{a: {b: {c: {x: #1}, d: #2}}}"),
            (
                "\u{feff}a = {b = 1, c.d = 2, c.e = [\n 3, # x\n]}\r\n",
                "{a: {b: #1, c: {d: #2, e: [#3]}}}",
            ),
        ],
    );
}

#[test]
fn places_are_bytes_and_exact() {
    let text = "\u{feff}\"牛\" = '円' # é\r\n[ products . \"é\" ]\r\nq.r = 1_0\r\nl = [ 2,\n {x = 2004-03-31} ]\r\n[[i]]\r\na = 1\r\n[[i]]\r\n";
    assert_eq!(
        places(&one(TOML, text)),
        [
            "/牛 \"牛\"|'円'",
            "/products products|products",
            "/products/é \"é\"|[ products . \"é\" ]\r\nq.r = 1_0\r\nl = [ 2,\n {x = 2004-03-31} ]",
            "/products/é/q q|q.r = 1_0",
            "/products/é/q/r r|1_0",
            "/products/é/l l|[ 2,\n {x = 2004-03-31} ]",
            "/products/é/l/0 -|2",
            "/products/é/l/1 -|{x = 2004-03-31}",
            "/products/é/l/1/x x|2004-03-31",
            "/i i|[[i]]\r\na = 1\r\n[[i]]",
            "/i/0 -|[[i]]\r\na = 1",
            "/i/0/a a|1",
            "/i/1 -|[[i]]",
        ]
    );
}

#[test]
fn a_name_stated_twice_shows_both_places() {
    assert_told(
        TOML,
        &[
            ("\"é\" = 1\nb = 2\n\"é\" = 3\n", &["duplicate_key @\"é\" < \"é\""]),
            ("in-quota = 1\nIn_Quota = 2\n", &["duplicate_key @In_Quota < in-quota"]),
            ("[a]\nx = 1\n[b]\n[a]\nx = 2\n", &["duplicate_key @a < a"]),
            ("[a]\n[A]\n", &["duplicate_key @A < a"]),
            ("a = {b = 1, b = 2}\n", &["duplicate_key @b < b"]),
            ("a = {b = 1}\n[a.c]\n", &["duplicate_key @a < a"]),
            ("a = {b = 1}\na.c = 2\n", &["duplicate_key @a < a"]),
            ("a = 1\n[a]\n", &["duplicate_key @a < a"]),
            ("a = []\n[[a]]\n", &["duplicate_key @a < a"]),
            ("[[a]]\n[a]\n", &["duplicate_key @a < a"]),
            ("[a]\n[[a]]\n", &["duplicate_key @a < a"]),
            ("a.b = 1\n[a]\nb = 2\n", &["duplicate_key @a < a"]),
            ("[a.b]\nx = 1\n[a]\nb.y = 2\n", &["duplicate_key @b < b"]),
            ("a = {b.c = {d = 1}, b.c.e = 2}\n", &["duplicate_key @c < c"]),
        ],
    );
}

#[test]
fn what_is_no_toml_is_refused() {
    assert_told(
        TOML,
        &[
            ("\"é\" = 6,500 tons\n", &["toml @,500"]),
            ("a = [1 2]\n", &["toml @1 2"]),
            ("a = \n", &["toml @="]),
            ("a = \"x\n", &["toml @\""]),
            ("[a\n", &["toml @a"]),
            ("a: 1\nb = \n", &["toml @:", "toml @="]),
        ],
    );
}

#[test]
fn faults_have_human_words() {
    for (text, message) in [
        ("q = 6,500 tons\n", "there is more on the line after the value"),
        ("q = tons\n", "text must stand in quotes"),
        ("q = TRUE\n", "text must stand in quotes"),
        ("q = \n", "expected a value"),
        ("q = 38.5%\n", "this is no TOML number"),
        ("q = 01\n", "this is no TOML number"),
        ("q = \"x\n", "the quote that opens here is never closed"),
        ("q = \"\u{1}\"\n", "a character that cannot be printed"),
        ("q = \"\\q\"\n", "no character is written so after `\\`"),
        ("é = 1\n", "a bare key is made of the letters `a` to `z`, digits, `-` and `_`"),
        ("q 1\n", "expected `=` after the key"),
        ("q = [1,,2]\n", "a comma without a value before it"),
        ("q = {a = 1 b = 2}\n", "text must stand in quotes"),
        ("[q\n", "a bracket is never closed"),
    ] {
        assert_eq!(faults(TOML, text)[0].kind.message(), message, "{text:?}");
    }
}
