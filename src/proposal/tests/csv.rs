use super::*;

const CSV: Format = Format::Csv;

#[test]
fn rows_become_entries() {
    assert_trees(
        CSV,
        &[
            (
                "name,imports\npork,500 t\nbeef,\"800,000 kg\"\n",
                "{pork: {imports: 500 t}, beef: {imports: 800,000 kg}}",
            ),
            (
                "product,imports,hs\r\npork , 500 t,0203\r\n\r\nbeef,,\"0201.30\"\r\n,,\r\n",
                "{pork: {imports: 500 t, hs: 0203}, beef: {hs: 0201.30}}",
            ),
            ("\u{feff},x\n\"a \"\"b\"\"\nc\",\"\"", "{a \"b\"\nc: {}}"),
            (
                "name,date,imports\nbeef,2020-09-30,\"133,945 tons\"\npork,2020-01-01,1 t\nBeef,2021-02-28,2 t\n",
                "{beef: {imports: {2020-09-30: 133,945 tons, 2021-02-28: 2 t}}, pork: {imports: {2020-01-01: 1 t}}}",
            ),
            ("name,a,Year,b\nbeef,1,2004,\nbeef,,2005,2\n", "{beef: {a: {2004: 1}, b: {2005: 2}}}"),
            ("year,a\n2004,1\n", "{2004: {a: 1}}"),
        ],
    );
}

#[test]
fn places_are_bytes_and_exact() {
    let text = "\u{feff}名,\"輸入, t\", 年\r\n\r\n牛,\"133,945 \"\"t\"\"\" , é\r\nb,2,";
    assert_eq!(
        places(&one(CSV, text)),
        [
            "/牛 牛|\"133,945 \"\"t\"\"\" , é",
            "/牛/輸入, t \"輸入, t\"|\"133,945 \"\"t\"\"\"",
            "/牛/年 年|é",
            "/b b|2,",
            "/b/輸入, t \"輸入, t\"|2",
        ]
    );
    let text = "name,year,é\nbeef,2004,1 t\npork,2004,3 t\nbeef,2005,2 t\n";
    assert_eq!(
        places(&one(CSV, text)),
        [
            "/beef beef|2004,1 t\npork,2004,3 t\nbeef,2005,2 t",
            "/beef/é é|1 t\npork,2004,3 t\nbeef,2005,2 t",
            "/beef/é/2004 2004|1 t",
            "/beef/é/2005 2005|2 t",
            "/pork pork|2004,3 t",
            "/pork/é é|3 t",
            "/pork/é/2004 2004|3 t",
        ]
    );
}

#[test]
fn faults_stand_at_their_rows() {
    assert_told(
        CSV,
        &[
            ("name,a\npork,1\nbeef,2\nPork,3\n", &["duplicate_key @Pork < pork"]),
            (
                "name,year,a\npork,2004,1\npork,2005,2\npork,2004,\n",
                &["duplicate_key @2004 < 2004"],
            ),
            ("name,a,A\npork,1,2\n", &["duplicate_key @A < a"]),
            (
                "é,a\npork,6,500 t\nbeef\nrice,1\n",
                &["csv_row @pork,6,500 t < é,a", "csv_row @beef < é,a"],
            ),
            ("name,a\n,1\n", &["csv_name @,1"]),
            ("name,year,a\npork,,1\n", &["csv_time @pork,,1 < year"]),
            ("name;a\npork;1\n", &["csv_header @name;a"]),
            ("name,a,\npork,1,2\n", &["csv_header @"]),
            ("name,year,date,a\npork,2004,2004-01-01,1\n", &["csv_header @date"]),
            ("name,a\npork,\"1\nbeef,2\n", &["csv_quote @\"1"]),
            ("name,a\npork,\"1\"x\n", &["csv_quote @\"1\"x"]),
            ("name,a\npork,5\" pipe\n", &["csv_quote @5\" pipe"]),
            ("name,a\npork, \"6,500 t\"\n", &["csv_quote @\"6"]),
        ],
    );
}
