use jiff::civil::date;

use super::*;
use crate::check;
use crate::model::Rule;
use crate::plan::compile;
use crate::run::NoLibrary;
use crate::source::Source;
use crate::tape;

const RULES: [&str; 26] = [
    "for each line whose hs starts with \"02\", its rates in year 2 must be at most 9",
    "for each line, its rates must never rise",
    "for each line whose hs starts with \"0\", its rates in year 3 must be at most half of its base_rate",
    "average base_rate of lines must be at most 20",
    "number of lines whose rates in year 2 are 0 must be at most 1",
    "every line whose kind is \"farm\" must have quota",
    "for each line, its kind must be one of \"farm\", \"fish\"",
    "for each line that states a tariff from Mexico, its tariff from Mexico must be at most 9",
    "for each line, its tariff from Mexico must be at most its tariff from Canada",
    "for each line, its tariff must be at most 9%",
    "highest tariff of lines must be at most 30%",
    "total quota of lines with quota must be at least 6,000",
    "at most 1 line may have a tariff of 0",
    "for each line with a safeguard, duty of its safeguard must be at least 10",
    "lowest trigger of safeguards must be at least 5",
    "number of lines must be at least 2",
    "lowest quota of lines must be above 6",
    "highest base_rate of lines whose kind is \"farm\" must be below 24.5",
    "tariff on pork must be at most 9",
    "every product must have a quota",
    "every safeguard must have a trigger",
    "status must be \"draft\"",
    "if pork has no quota then status must be \"agreed\"",
    "for each line, its quota must be at most quota on pork",
    "quota on beef must be at most 9",
    "every partner must have a quota",
];

/// A number that looks drawn by lot, the same on every run.
struct Lot(u64);

impl Lot {
    fn draw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % below
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.draw(texts.len())]
    }

    fn line(&mut self) -> String {
        let mut fields = Vec::new();
        for (key, usual, strange) in [
            ("hs", &["\"0201\"", "\"0302\""][..], &["\"pork\"", "\"2004\"", "5"][..]),
            ("name", &["\"beef\"", "\"rice\""], &["\"pork\"", "\"status\"", "\"Mexico\"", "7"]),
            ("kind", &["\"farm\"", "\"f\\u0061rm\""], &["\"fish\"", "true", "null"]),
            ("base_rate", &["20", "24.5"], &["\"9%\"", "\"free\"", "[1, 2]", "\"tbd\""]),
            ("rates", &["[9, 8, 0]", "[8.5, 8, 8]"], &["[1, 2]", "{\"2004\": 9}", "[]"]),
            (
                "tariff",
                &["8.5", "{\"Mexico\": 5, \"Canada\": 9}"],
                &["\"9%\"", "{\"Mexico\": 5, \"Peru\": 9}", "0", "{}"],
            ),
            ("quota", &["6500", "7"], &["\"7 tons\"", "false", "\"none\""]),
            ("safeguard", &["{\"duty\": 12, \"trigger\": 5}"], &["{}", "[]", "\"none\""]),
        ] {
            match self.draw(12) {
                0 => {}
                1 => fields.push(format!("\"{key}\": {}", self.of(strange))),
                _ => fields.push(format!("\"{key}\": {}", self.of(usual))),
            }
        }
        match self.draw(40) {
            0 => self.of(&["5", "[]", "{}", "[{\"name\": \"pork\"}]", "null"]).to_owned(),
            1 => "{\"hs\": \"0201\", \"hs\": \"0202\"}".to_owned(),
            _ => format!("{{{}}}", fields.join(", ")),
        }
    }

    /// The values of the root by their keys.
    fn proposal(&mut self) -> Vec<(&'static str, String)> {
        let count = self.draw(4);
        let lines: Vec<String> = (0..count).map(|_| self.line()).collect();
        let mut keys = vec![("lines", format!("[{}]", lines.join(", ")))];
        for (key, values) in [
            ("status", &["\"draft\"", "\"agreed\""][..]),
            ("partners", &["[\"Mexico\", \"Canada\"]", "[\"Mexico\"]"]),
            ("from", &["\"Peru\""]),
            ("pork", &["{\"tariff\": 5, \"quota\": 9}"]),
            ("line", &["[{\"tariff\": 5}]", "5"]),
            ("products", &["{\"rice\": {\"quota\": 9}}", "[{\"name\": \"beef\"}]"]),
            ("2004", &["{\"quota\": 9}"]),
            ("note", &["\"a \\\"note\\\"\""]),
        ] {
            let often = usize::from(matches!(key, "status" | "partners" | "note"));
            if self.draw(12) < 1 + 6 * often {
                let place = self.draw(keys.len() + 1);
                keys.insert(place, (key, self.of(values).to_owned()));
            }
        }
        keys
    }
}

/// How often each verdict was found, and by which rules; `None` where the document is to be judged otherwise.
type Outcome = Option<(String, Vec<(u32, Option<crate::report::Verdict>)>)>;

fn told(judged: Judged) -> Outcome {
    let Judged { mut each, found } = judged;
    each.sort_unstable_by_key(|(rule, _)| *rule);
    Some((format!("{found:?}"), each))
}

fn judged(
    plan: &Plan<'_>,
    symbols: &mut Symbols,
    desk: &mut Desk,
    text: &str,
    is_json: bool,
    in_passing: bool,
) -> Outcome {
    let occurs = vec![true; symbols.len()];
    let (mut tape, mut judged) = (Tape::default(), Judged::default());
    if in_passing {
        let mut passing = Passing::begin(plan, desk, &occurs)?;
        let read = match is_json {
            true => tape::read_json_watched(text, &mut tape, symbols, &mut passing),
            false => tape::read_yaml_watched(text, &mut tape, symbols, &mut passing),
        };
        read.ok()?;
        passing.judge(text, &mut tape, symbols, &mut judged).ok()?;
    } else {
        let read = match is_json {
            true => tape::read_json(text, &mut tape, symbols),
            false => tape::read_yaml(text, &mut tape, symbols),
        };
        read.ok()?;
        Sight::new(plan, text, &tape, symbols, desk, &occurs).ok()?.judge(&mut judged);
    }
    told(judged)
}

#[test]
fn entries_judged_as_they_are_read_come_to_the_same_verdicts() {
    let mut lot = Lot(3);
    let mut passed = 0;
    for rule in RULES {
        let (files, _) = check::load(&[Source::new("r.redlines", rule)], &NoLibrary);
        let checked = check::check(&files);
        assert!(checked.errors.is_empty(), "{rule}: {:?}", checked.errors);
        let rules: Vec<&Rule> = checked.rules.rules.iter().collect();
        let mut symbols = Symbols::default();
        let plan = compile(&rules, &checked.rules, date(2004, 3, 1), &mut symbols);
        let mut desk = Desk::default();
        for _ in 0..400 {
            let keys = lot.proposal();
            let json: Vec<String> =
                keys.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
            let yaml: Vec<String> = keys.iter().map(|(key, value)| in_yaml(key, value)).collect();
            for (text, is_json) in
                [(format!("{{{}}}", json.join(", ")), true), (yaml.concat(), false)]
            {
                let mut of = |way| judged(&plan, &mut symbols, &mut desk, &text, is_json, way);
                let (whole, passing) = (of(false), of(true));
                if passing.is_some() {
                    passed += 1;
                    assert_eq!(passing, whole, "{rule}\n{text}");
                }
            }
        }
    }
    assert!(passed > 2_000, "{passed}");
}

/// A key of the root, with the items of a list on lines of their own.
fn in_yaml(key: &str, value: &str) -> String {
    match value.strip_prefix("[{").and_then(|items| items.strip_suffix("}]")) {
        Some(items) => {
            let lines = items.split("}, {\"hs\"").enumerate().map(|(at, item)| match at {
                0 => format!("  - {{{item}"),
                _ => format!("}}\n  - {{\"hs\"{item}"),
            });
            format!("\"{key}\":\n{}}}\n", lines.collect::<String>())
        }
        None => format!("\"{key}\": {value}\n"),
    }
}
