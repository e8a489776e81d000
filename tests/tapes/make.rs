//! Documents made up at random: mostly plain, sometimes odd, sometimes broken.

use crate::chance::Chance;

/// Keys, which now and then are one name.
const KEYS: [&str; 24] = [
    "a",
    "b",
    "c",
    "pork",
    "in-quota tariff",
    "In_Quota tariff",
    "2004",
    "2005",
    "year 1",
    "base",
    "hs",
    "name",
    "id",
    "0201.30",
    "x y",
    "NO",
    "null",
    "牛肉",
    "true",
    "a.b",
    "a:b",
    "it's",
    "a#b",
    "long key of several words and more",
];

/// Values as they stand in YAML without quotes, plain or odd.
const SCALARS: [&str; 78] = [
    "one\n            two",
    "one\n            two\n            three # x",
    "one\n\n   \n            two",
    "one\n            # two\n            three",
    "'it''s\n            so'",
    "'one \n\n            '''",
    "\"a\\u00a2\\n\\\"\\\\\\/\\t\\x41\"",
    "\"a \n\n            b\\ \n            c\"",
    "\"a\\\n            b\"",
    "\"\\U0001f600\\ud800\"",
    "''''",
    "\"\\u\"",
    "5",
    "-5",
    "0.50",
    "6500",
    "6,500 tons",
    "38.5%",
    "free",
    "text of several words",
    "a:b",
    "x#y",
    "x #y",
    "~",
    "null",
    "Null",
    "True",
    "false",
    "FALSE",
    "yes",
    "No",
    "0x10",
    "1e3",
    ".5",
    "+5",
    "1_000",
    "2004-01-01",
    "12:30",
    "tbd",
    "\"quoted\"",
    "'single'",
    "\"a \\\" b\"",
    "'it''s'",
    "\"a\" b",
    "\"a\" # b",
    "\"a\"# b",
    "- x",
    "? x",
    "&a 1",
    "*a",
    "!!str 5",
    "|",
    ">-",
    "%x",
    "@x",
    "`x`",
    "2.8¢/kg",
    "a\u{85}b",
    "\u{feff}",
    "",
    "...",
    "---",
    "=",
    "<<",
    "a\\b",
    "x'y\"z",
    "a, b",
    "a]b",
    "a}b",
    "a -b",
    "-",
    "--",
    "-a",
    "?a",
    ":a",
    "a:",
    "a: b",
    "a \t",
];

/// Pieces to put anywhere.
const ODD: [&str; 52] = [
    "\n", "\r\n", "\r", "\t", " ", "  ", "\n\n", "\u{feff}", "\u{a0}", "\u{2028}", "\0", "é", "牛",
    "\"", "'", "\\", "\\n", "#", " #", ":", ": ", ",", ", ", ".", "-", "- ", "\n- ", "\n  - ", "(",
    "{", "}", "[", "]", "[]", "{}", "&a ", "*a", "!x ", "|\n", ">\n", "?", "? ", "0", "%",
    "\n---\n", "\n...\n", "---", "null", "=", "[[", "]]", "\"\"\"",
];

/// A key or value taken from a list, without what only YAML can say.
fn word(chance: &mut Chance) -> &'static str {
    chance.word(&[
        "1",
        "-2.50",
        "6,500 tons",
        "free",
        "牛肉",
        "0201.10",
        "two words",
        "",
        "tbd",
        "2004-01-01",
        "1e3",
    ])
}

/// YAML by indentation.
pub fn yaml(chance: &mut Chance) -> String {
    let mut text = String::new();
    if chance.percent(15) {
        text.push_str(chance.word(&[
            "---\n",
            "--- # x\n",
            "# x\n---\n",
            "%YAML 1.2\n---\n",
            "---\n---\n",
        ]));
    }
    let column = if chance.percent(95) { 0 } else { 2 };
    yaml_mapping(chance, &mut text, column, 0, true);
    if chance.percent(5) {
        text = text.replace('\n', "\r\n");
    }
    if chance.percent(10) {
        text.pop();
    }
    text
}

fn indent(chance: &mut Chance, text: &mut String, column: usize) {
    if chance.percent(5) {
        text.push_str(chance.word(&["\n", "  \n", "# x\n", "   # x\n", "\t\n"]));
    }
    let column = if chance.percent(2) { column + 1 } else { column };
    text.push_str(&" ".repeat(column));
}

fn yaml_mapping(
    chance: &mut Chance,
    text: &mut String,
    column: usize,
    depth: usize,
    mut first: bool,
) {
    let first_is_indented = !first || depth == 0;
    for _ in 0..=chance.below(4) {
        if !first || first_is_indented {
            indent(chance, text, column);
        }
        first = false;
        let key = *chance.pick(&KEYS);
        match chance.below(12) {
            0 => text.push_str(&format!("\"{key}\":")),
            1 => text.push_str(&format!("'{key}':")),
            2 => text.push_str(&format!("{key} :")),
            _ => text.push_str(&format!("{key}:")),
        }
        yaml_value(chance, text, column, depth);
    }
}

/// What follows a key or dash on its line and after it.
fn yaml_value(chance: &mut Chance, text: &mut String, column: usize, depth: usize) {
    match chance.below(if depth < 4 { 10 } else { 6 }) {
        0..=3 => {
            text.push_str(chance.word(&[" ", " ", " ", "  "]));
            text.push_str(&yaml_scalar(chance));
            end(chance, text);
        }
        4 => {
            text.push(' ');
            flow(chance, text, 0);
            end(chance, text);
        }
        5 => end(chance, text),
        6 | 7 => {
            end(chance, text);
            let deeper = column + 1 + chance.below(4);
            yaml_mapping(chance, text, deeper, depth + 1, false);
        }
        _ => {
            end(chance, text);
            let deeper = column + chance.below(3);
            yaml_list(chance, text, deeper, depth + 1);
        }
    }
}

fn yaml_scalar(chance: &mut Chance) -> String {
    match chance.below(10) {
        0..=5 => word(chance).to_owned(),
        6 => format!("\"{}\"", word(chance)),
        7 => format!("'{}'", word(chance)),
        _ => chance.word(&SCALARS).to_owned(),
    }
}

fn end(chance: &mut Chance, text: &mut String) {
    text.push_str(chance.word(&["\n", "\n", "\n", "\n", "\n", " \n", " # x\n", "\n\n"]));
}

fn yaml_list(chance: &mut Chance, text: &mut String, column: usize, depth: usize) {
    for _ in 0..=chance.below(4) {
        indent(chance, text, column);
        yaml_item(chance, text, column, depth);
    }
}

fn yaml_item(chance: &mut Chance, text: &mut String, column: usize, depth: usize) {
    let gap = chance.word(&["-", "-", "-", "-", "- ", "-  "]);
    text.push_str(gap);
    if depth < 5 && chance.percent(40) {
        text.push(' ');
        yaml_mapping(chance, text, column + gap.len() + 1, depth + 1, true);
    } else if depth < 5 && chance.percent(10) {
        text.push(' ');
        yaml_item(chance, text, column + gap.len() + 1, depth + 1);
    } else {
        yaml_value(chance, text, column, depth + 1);
    }
}

fn flow(chance: &mut Chance, text: &mut String, depth: usize) {
    let list = chance.percent(70);
    text.push(if list { '[' } else { '{' });
    for at in 0..chance.below(5) {
        if at > 0 {
            text.push_str(chance.word(&[", ", ", ", ", ", ",", " , ", ",\n    ", ",\n", ",  "]));
        }
        if !list {
            text.push_str(chance.word(&KEYS));
            text.push_str(chance.word(&[": ", ": ", ": ", ":", " : ", ":  "]));
        }
        match chance.below(8) {
            0 if depth < 3 => flow(chance, text, depth + 1),
            1 => text
                .push_str(chance.word(&[
                    "\"a, b\"", "'c: d'", "\"\"", "500 tons", "6", "100", "9.5", "100.25",
                ])),
            2 => text.push_str(&yaml_scalar(chance)),
            3 => folded(chance, text),
            _ => text.push_str(word(chance)),
        }
    }
    text.push(if list { ']' } else { '}' });
}

/// A text in brackets on several lines, in quotes or not.
fn folded(chance: &mut Chance, text: &mut String) {
    let quote = chance.word(&["", "", "", "'", "\""]);
    text.push_str(quote);
    for at in 0..=chance.below(3) {
        if at > 0 {
            let ends = [
                "\n  ",
                "\n    ",
                " \n      ",
                "\n\n    ",
                "\r\n   ",
                "\n",
                "\n  # x\n  ",
                "\\\n    ",
                "\\\n\n  ",
            ];
            text.push_str(chance.word(&ends));
        }
        let odd =
            ["*x", "- y", "-", "a'b", "&z", "? q", "%", "/ 5", "\\", "x:y", "500", "''", "|", "!t"];
        text.push_str(if chance.percent(60) { word(chance) } else { chance.word(&odd) });
    }
    text.push_str(quote);
}

/// JSON on one line or several.
pub fn json(chance: &mut Chance) -> String {
    let mut text = String::new();
    json_mapping(chance, &mut text, 0);
    text
}

fn gap(chance: &mut Chance, text: &mut String) {
    text.push_str(chance.word(&["", "", "", "", " ", " ", "\n  ", "\r\n", "\t"]));
}

fn json_mapping(chance: &mut Chance, text: &mut String, depth: usize) {
    text.push('{');
    for at in 0..chance.below(5) {
        if at > 0 {
            text.push(',');
        }
        gap(chance, text);
        text.push_str(&format!("\"{}\"", chance.pick(&KEYS)));
        gap(chance, text);
        text.push(':');
        json_value(chance, text, depth);
    }
    gap(chance, text);
    text.push('}');
}

fn json_value(chance: &mut Chance, text: &mut String, depth: usize) {
    gap(chance, text);
    match chance.below(if depth < 5 { 8 } else { 6 }) {
        0 => text.push_str(chance.word(&["true", "false", "null"])),
        1 | 2 => text
            .push_str(chance.word(&[
                "0", "-0", "1", "8.50", "-3e4", "1E+5", "0.1e-2", "01", "1.", "NaN", "+1",
            ])),
        3 => text.push_str(chance.word(&[
            "\"\\u00a2\"",
            "\"a\\n\"",
            "\"\\\"\"",
            "\"\\ud800\"",
            "\"\\x\"",
            "\"a\tb\"",
        ])),
        4 | 5 => text.push_str(&format!("\"{}\"", word(chance))),
        6 => json_mapping(chance, text, depth + 1),
        _ => {
            text.push('[');
            for at in 0..chance.below(5) {
                if at > 0 {
                    text.push(',');
                }
                json_value(chance, text, depth + 1);
            }
            gap(chance, text);
            text.push(']');
        }
    }
}

/// TOML with tables of every kind.
pub fn toml(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..chance.below(4) {
        toml_entry(chance, &mut text);
    }
    for _ in 0..chance.below(5) {
        let path = toml_path(chance);
        text.push_str(&match chance.below(5) {
            0 | 1 => format!("[[{path}]]\n"),
            _ => format!("[{path}]\n"),
        });
        for _ in 0..chance.below(4) {
            toml_entry(chance, &mut text);
        }
    }
    if chance.percent(5) {
        text = text.replace('\n', "\r\n");
    }
    text
}

fn toml_path(chance: &mut Chance) -> String {
    let mut path = toml_key(chance);
    while chance.percent(35) {
        path.push_str(chance.word(&[".", ".", " . "]));
        path.push_str(&toml_key(chance));
    }
    path
}

fn toml_key(chance: &mut Chance) -> String {
    match chance.below(8) {
        0 => format!("\"{}\"", chance.pick(&KEYS)),
        1 => format!("'{}'", chance.pick(&KEYS)),
        2 => "\"\\u0061\"".to_owned(),
        _ => chance
            .word(&["a", "b", "c", "d", "A", "pork", "in-quota", "in_quota", "2004", "2005", "hs"])
            .to_owned(),
    }
}

fn toml_entry(chance: &mut Chance, text: &mut String) {
    let key = if chance.percent(85) { toml_key(chance) } else { toml_path(chance) };
    text.push_str(&key);
    text.push_str(chance.word(&[" = ", " = ", "=", " =  "]));
    toml_value(chance, text, 0);
    text.push_str(chance.word(&["\n", "\n", "\n", " # x\n", "\n\n", "  \n"]));
}

fn toml_value(chance: &mut Chance, text: &mut String, depth: usize) {
    const ODD: [&str; 24] = [
        "1_000",
        "0x10",
        "0b1",
        "+5",
        "1e3",
        "1.5E-2",
        "inf",
        "nan",
        "-inf",
        "2004-01-01",
        "2004-01-01T10:00:00Z",
        "10:00:00",
        "2004-01-01 10:00:00",
        "'''a\nb'''",
        "\"\"\"a\"\"\"",
        "\"a\\tb\"",
        "\"a\\n\\u725b\\\"b\\\\\"",
        "\"\"\"\na \\\n  b\n\"\"\"",
        "\"a\\x41\"",
        "01",
        "1.",
        ".5",
        "yes",
        "tru",
    ];
    match chance.below(if depth < 3 { 10 } else { 7 }) {
        0 | 1 => text.push_str(chance.word(&["0", "-5", "8.50", "6500", "+0.0", "true", "false"])),
        2 | 3 => text.push_str(&format!("\"{}\"", word(chance))),
        4 => text.push_str(&format!("'{}'", word(chance))),
        5 | 6 => text.push_str(chance.word(&ODD)),
        7 | 8 => {
            text.push_str(chance.word(&["[", "[", "[ ", "[\n  "]));
            for _ in 0..chance.below(4) {
                toml_value(chance, text, depth + 1);
                text.push_str(chance.word(&[", ", ",", ",\n  ", ", # x\n  "]));
            }
            if chance.percent(60) {
                toml_value(chance, text, depth + 1);
            }
            text.push(']');
        }
        _ => {
            text.push('{');
            for at in 0..chance.below(4) {
                text.push_str(if at > 0 { ", " } else { " " });
                text.push_str(&if chance.percent(80) {
                    toml_key(chance)
                } else {
                    toml_path(chance)
                });
                text.push_str(" = ");
                toml_value(chance, text, depth + 1);
            }
            text.push_str(chance.word(&[" }", "}"]));
        }
    }
}

/// A text with a few changes anywhere.
pub fn mutated(mut text: String, chance: &mut Chance) -> String {
    for _ in 0..=chance.below(3) {
        let (from, to) = (place(&text, chance), place(&text, chance));
        let (from, to) = (from.min(to), from.max(to));
        match chance.below(8) {
            0 => text.replace_range(from..to.min(end_of(&text, from + 12)), ""),
            1..=3 => text.insert_str(from, chance.word(&ODD)),
            4 => {
                let next = end_of(&text, from + 1);
                text.replace_range(from..next, chance.word(&ODD));
            }
            5 => lines(&mut text, chance),
            6 => text.truncate(from),
            _ => {
                let again =
                    text.get(from..to.min(end_of(&text, from + 30))).unwrap_or_default().to_owned();
                text.insert_str(place(&text, chance), &again);
            }
        }
    }
    text
}

/// Moves a line, or changes how far it is indented.
fn lines(text: &mut String, chance: &mut Chance) {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let (from, to) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(3) {
        0 if from < lines.len() && to < lines.len() => lines.swap(from, to),
        1 => lines.iter_mut().skip(from).take(1).for_each(|line| line.insert(0, ' ')),
        _ => lines.iter_mut().skip(from).take(1).for_each(|line| {
            if line.starts_with(' ') {
                line.remove(0);
            }
        }),
    }
    *text = lines.concat();
}

fn end_of(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn place(text: &str, chance: &mut Chance) -> usize {
    let at = chance.below(text.len() + 1);
    end_of(text, at)
}
