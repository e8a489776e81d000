//! Counting without explaining: the counts are those of a whole report, whatever the documents look like.

use dealbreaker::limits::Limits;
use dealbreaker::proposal::Format;
use dealbreaker::report::{Counts, DaySource, Totals};
use dealbreaker::run::{DataFile, Input, Means, NoLibrary, NoObserver, check, tally};
use dealbreaker::source::Source;

/// Sentences of the kinds that are judged by a plan.
const RULES: &str = r#"
pork must have a safeguard
pork must have quota
beef must state a schedule
tariff on beef must be at most 9%
tariff on beef must be at most 9
quota on pork must be at least 1,000 tons
quota on pork must be below quota on beef
if the tariff on pork is below 10 then pork must have a safeguard
if beef has a safeguard then duty of the safeguard on beef must be at least 10
if pork has no quota then beef must have a quota
every product whose kind is "farm" must have quota
for each product whose kind is "farm", its tariff must be at most 40
at least 2 products must have a quota
at most 1 product may have a tariff of 0
no product may have a tariff of 0
total quota of products with quota must be at least 6,000
average tariff of products must be at most 20
highest tariff of products must be at most 30
number of products with a quota must be at least 2
number of products whose tariff is 0 must be at most 1
if date is after 2004-03-31 then status must be "agreed"
status must be one of "draft", "tabled" or "agreed"
schedule of pork in year 3 must be at most 8
schedule of pork must never rise
schedule of beef must not be 0
tariff on beef in year 2 must be at most half of tariff on beef
each of pork, beef and rice must keep a tariff above 0
if pork is open then beef must have a quota
average tariff of products whose kind starts with "fa" must be at most 12
tariff on beef from Mexico must be at most tariff on beef from Canada
tariff on beef must be at most 12
pork must not have a tariff
wombat must not have a tariff
tariff on pork must be at most ceiling
for each product whose kind starts with "far", its tariff must be at most 12
for each product whose kind starts with "fa" and whose tariff is 8.5, its quota must be at least 3
for each product whose kind starts with "2004", its tariff must be at most 12
for each product, its kind must be one of "farm", "draft" or "fish"
for each product, its tariff must be at most its quota
for each product, its tariff from Mexico must be at most its tariff from Canada
for each product that states a tariff, its schedule must never rise
for each product, duty of its safeguard must be at least 10
no product may have a tariff from Mexico of 5
for each product, its tariff must be at most its duty
for each product with a safeguard, its safeguard must be below its quota
for each product that states a tariff, its tariff must be at most its quota
tariff on pork must be at most its quota
highest tariff of products must be at most 9%
highest tariff of products whose kind is "farm" must be below 12
lowest tariff of products must be above 8
lowest quota of products must be at least 1 ton
total quota of products must be at least 10 tons
total quota of products with quota must be at least 7,000
total tariff of products must be at most 20%
total tariff of products whose kind is "farm" must be at most "9%"
average tariff of products must be at most 8.5%
average tariff of products must be at most 482 yen/kg
average tariff of products whose quota is 8.5 must be free
highest tariff of products must be at most 482 yen/kg
highest tariff of products whose quota is at most 9 must be at most 9%
lowest tariff of products must be above 5%
highest quota of products must be at least 7 tons
number of products whose kind starts with "f" must be exactly 2
number of products whose tariff is 8.5 must be above 2
tariff on beef must be the same for every partner
tariff on beef must not be the same for every partner
for each product that states a tariff, its tariff must be the same for every partner
for each product, its quota must be the same for every country
for each product, its quota must be the same for every partner
tariff on beef from Mexico must be the same for every partner
if tariff on beef is the same for every party then pork must have a quota
at least 3 products must have a quota
at most 2 products may have a tariff of 0
tariff on beef must be at most 9
for each product that states a tariff from Mexico, its tariff from Mexico must be at most 6
for each product, its tariff from Mexico in year 2 must be at most 7
every product must state a tariff from Canada
at least 2 products must have a tariff from Canada
no product may have a safeguard from Mexico
number of products that state a quota from Peru must be at least 1
pork must have a tariff from Mexico
tariff on beef from Canada must be at most 6
for each product, its tariff from Canada must be at most 6
average tariff of products from Mexico must be at most 8
pork must state a tariff from Canada
if pork has a tariff from Mexico then beef must have a quota
tariff on beef from Mexico must be at most 5
tariff on beef from Mexico in year 2 must be at most 7
tariff on beef from Peru must be at least 9%
pork must not have a tariff from Canada
every product must state a quota
at least 2 products must have a tariff of at most 9%
for each product, its tariff must not be 0
for each product, its kind must not be "farm"
for each product whose kind is not "farm", it must state a schedule
"#;

/// What a rule file may define.
const DEFINITIONS: &str = "ceiling is 8.5\n";

/// What may stand under a key, dull and strange.
const VALUES: [&str; 45] = [
    "0",
    "8.5",
    "9",
    "12000",
    "-3",
    "1e3",
    "123456789012345678901",
    "0.30000000000000004",
    "true",
    "false",
    "null",
    "\"tbd\"",
    "\"offered\"",
    "\"none\"",
    "\"No\"",
    "\"\"",
    "\"8.5\"",
    "\"9%\"",
    "\"6,500 tons\"",
    "\"482 yen/kg\"",
    "\"free\"",
    "\"4.3% or 482 yen/kg, whichever is lower\"",
    "\"2004-05-01\"",
    "\"farm\"",
    "\"f\\u0061rm\"",
    "\"far\\n\\\"m\\\"\"",
    "\"7 tons\"",
    "\"8 tons\"",
    "\"draft\"",
    "[]",
    "{}",
    "[8.5,8,7]",
    "[0,0]",
    "[8,\"tbd\",9]",
    "{\"Mexico\":5,\"Canada\":9}",
    "{\"Mexico\":5,\"Canada\":5.0}",
    "{\"Mexico\":5,\"Canada\":\"5,000 kg\"}",
    "{\"Mexico\":\"free\",\"Canada\":\"0%\"}",
    "{\"Mexico\":\"none\",\"Canada\":\"tbd\"}",
    "{\"Mexico\":\"as before\",\"Canada\":\"as after\"}",
    "{\"Mexico\":\"9% or 482 yen/kg, whichever is higher\",\"Canada\":\"482 yen/kg\"}",
    "{\"Mexico\":[8,7],\"Canada\":8}",
    "{\"2004\":9,\"2006\":8}",
    "{\"trigger\":5,\"duty\":12}",
    "[{\"name\":\"pork\",\"tariff\":3}]",
];

/// A number that looks drawn by lot, the same on every run.
struct Lot(u64);

impl Lot {
    fn draw(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn value(&mut self) -> &'static str {
        VALUES.get(self.draw(VALUES.len())).copied().unwrap_or("null")
    }

    /// What real tariffs have side by side.
    fn duty(&mut self) -> &'static str {
        let duties = [
            "\"9%\"",
            "\"8.5%\"",
            "\"free\"",
            "\"482 yen/kg\"",
            "\"5% or 30 yen/kg, whichever is higher\"",
            "\"7 tons\"",
        ];
        duties.get(self.draw(duties.len())).copied().unwrap_or("null")
    }

    /// What differs by party.
    fn of_each_party(&mut self) -> String {
        let values = ["5", "9", "0", "\"5%\"", "\"tbd\"", "\"none\"", "[9,8,7]", "null", "12"];
        let value = |lot: &mut Self| values.get(lot.draw(values.len())).copied().unwrap_or("5");
        let entries = ["Mexico", "Canada"].map(|party| (self.draw(4), party));
        let mut entries: Vec<_> = entries.into_iter().filter(|(place, _)| *place > 0).collect();
        entries.sort_unstable();
        let entries = entries.iter().map(|(_, party)| format!("\"{party}\":{}", value(self)));
        format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
    }

    /// Who negotiates, under one name or another.
    fn partners(&mut self) -> (&'static str, &'static str) {
        let name = ["partners", "countries", "parties"].get(self.draw(3));
        let who = [
            "[\"Mexico\",\"Canada\"]",
            "[\"mexico\",\" Canada\",\"Peru\"]",
            "{\"Mexico\":{},\"Canada\":1}",
            "[{\"name\":\"Mexico\"},\"Canada\"]",
            "[]",
            "[\"Canada\",\"Mexico\"]",
        ];
        let who = who.get(self.draw(who.len()));
        (name.unwrap_or(&"partners"), who.unwrap_or(&"[]"))
    }

    fn product(&mut self) -> String {
        let keys = ["kind", "tariff", "quota", "safeguard", "schedule"];
        let mut fields = Vec::new();
        for key in keys {
            let usual = match key {
                "kind" => "\"farm\"",
                "schedule" => "[9,8,7,6]",
                "safeguard" => "{\"trigger\":5,\"duty\":12}",
                _ => "8.5",
            };
            match self.draw(7) {
                0 => {}
                1 => fields.push(format!("\"{key}\":{}", self.value())),
                2 => fields.push(format!("\"{key}\":{}", self.duty())),
                3 => fields.push(format!("\"{key}\":{}", self.of_each_party())),
                _ => fields.push(format!("\"{key}\":{usual}")),
            }
        }
        format!("{{{}}}", fields.join(","))
    }

    fn proposal(&mut self) -> String {
        let mut products = Vec::new();
        for name in ["pork", "Beef", "rice", "sugar"] {
            if self.draw(8) > 0 {
                products.push(format!("\"{name}\":{}", self.product()));
            }
        }
        let mut keys = vec![format!("\"products\":{{{}}}", products.join(","))];
        for (key, usual) in
            [("date", "\"2004-04-01\""), ("status", "\"draft\""), ("name", "\"Round\"")]
        {
            match self.draw(5) {
                0 => {}
                1 => keys.push(format!("\"{key}\":{}", self.value())),
                _ => keys.push(format!("\"{key}\":{usual}")),
            }
        }
        match self.draw(8) {
            0 => keys.push("\"partners\":[\"Mexico\",\"Canada\"]".to_owned()),
            6 | 7 => keys.push("\"partners\":[\"Mexico\",\"Canada\",\"Peru\"]".to_owned()),
            4 => {
                let (name, who) = self.partners();
                keys.push(format!("\"{name}\":{who}"));
            }
            1 => keys.push(format!("\"quotas\":{{\"pork\":{}}}", self.value())),
            2 => keys.push("\"entry into force\":\"2004-01-01\"".to_owned()),
            3 => keys.push(format!("\"ceiling\":{}", self.value())),
            _ if self.draw(4) == 0 => {
                keys.push(format!("\"product\":{{\"tea\":{}}}", self.product()))
            }
            _ => {}
        }
        format!("{{{}}}", keys.join(","))
    }
}

fn input(rules: &str, proposals: &str) -> Input {
    let source = Source::new("p.ndjson", proposals);
    Input {
        rules: vec![Source::new("r.redlines", rules)],
        proposals: vec![DataFile { source, format: Format::Ndjson }],
        facts: Vec::new(),
        as_of: jiff::civil::date(2004, 3, 1),
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: false,
        redact: false,
    }
}

fn counted(input: &Input, threads: usize) -> Option<Totals> {
    tally(input, &NoLibrary, Means { threads, limits: &Limits::default(), observer: &NoObserver })
}

/// On 400 proposals, or as many as `DEALBREAKER_CASES` says, drawn by `DEALBREAKER_SEED`.
#[test]
fn each_rule_is_counted_as_it_is_reported() {
    let number = |name, usual| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let mut lot = Lot(number("DEALBREAKER_SEED", 5));
    let proposals: Vec<String> =
        (0..number("DEALBREAKER_CASES", 400)).map(|_| lot.proposal()).collect();
    let all = proposals.join("\n");
    let measured = format!("{DEFINITIONS}quota is measured in tons\n");
    let plain = RULES.lines().filter(|line| !line.is_empty()).map(|rule| (DEFINITIONS, rule));
    let measured = plain.clone().map(|(_, rule)| (&*measured, rule));
    let rules = plain.chain(measured.filter(|(_, rule)| rule.contains("quota")));
    for (definitions, rule) in rules {
        let whole = input(&format!("{definitions}{rule}"), &all);
        let report = check(&whole, &NoLibrary).report;
        assert_eq!(report.errors, [], "{rule}");
        assert_eq!(counted(&whole, 1), Some(Totals::of(&report)), "{definitions}{rule}");
    }
}

/// Entries are asked many at a time; the first and the last of them count like all others.
#[test]
fn collections_of_any_size_are_counted_as_they_are_reported() {
    let mut lot = Lot(23);
    for rule in RULES.lines().filter(|rule| rule.contains("product")) {
        for size in [1, 63, 64, 65, 130] {
            let only_usual = lot.draw(3) > 0;
            let product = |at: usize| {
                let usual = only_usual && at > 0 && at + 1 < size && lot.draw(20) > 0;
                let product = match usual {
                    true => "{\"kind\":\"farm\",\"tariff\":8.5,\"quota\":7}".to_owned(),
                    false => lot.product(),
                };
                format!("\"p{at}\":{product}")
            };
            let products: Vec<String> = (0..size).map(product).collect();
            let whole = input(
                &format!("{DEFINITIONS}{rule}"),
                &format!("{{\"products\":{{{}}}}}", products.join(",")),
            );
            let report = check(&whole, &NoLibrary).report;
            assert_eq!(report.errors, [], "{rule}");
            assert_eq!(counted(&whole, 1), Some(Totals::of(&report)), "{rule}, {size}");
        }
    }
}

/// Sentences that are judged together where they differ by a limit alone.
const LIMITED: [&str; 13] = [
    "tariff on pork must be at most {}",
    "tariff on pork must be at least {}",
    "tariff on pork must be below {}",
    "tariff on pork must be above {}",
    "tariff on pork must not be above {}",
    "tariff on pork should be at most {}",
    "tariff on pork must be at most {}\n  waived until 2005-01-01 by \"the minister\"",
    "schedule of pork in year 2 must be at most {}",
    "schedule of pork must be at most {}",
    "pork must have a quota of at least {}",
    "if beef has a safeguard then tariff on beef must be at least {}",
    "if the tariff on beef is below {} then pork must have a safeguard",
    "halt if the tariff on beef is above {}",
];

#[test]
fn limits_on_one_value_are_counted_as_they_are_reported() {
    let limits =
        ["0", "5", "8", "8.49", "8.5", "8.5", "8.50", "8.51", "9", "9%", "12000", "1e3", "0.3"];
    let mut lot = Lot(7);
    let proposals: Vec<String> = (0..300).map(|_| lot.proposal()).collect();
    let all = proposals.join("\n");
    for sentence in LIMITED {
        let rules: Vec<String> = limits.iter().map(|limit| sentence.replace("{}", limit)).collect();
        let whole = input(&rules.join("\n"), &all);
        let report = check(&whole, &NoLibrary).report;
        assert!(report.errors.is_empty(), "{sentence}: {:#?}", report.errors);
        assert_eq!(counted(&whole, 1), Some(Totals::of(&report)), "{sentence}");
    }
}

#[test]
fn rules_together_are_counted_as_they_are_reported_on_any_number_of_threads() {
    let mut lot = Lot(11);
    let mut told = 0;
    for _ in 0..150 {
        let proposals: Vec<String> = (0..4).map(|_| lot.proposal()).collect();
        let all = input(&format!("{DEFINITIONS}{RULES}"), &proposals.join("\n"));
        let report = check(&all, &NoLibrary).report;
        let counts = counted(&all, 1);
        assert_eq!(counts, counted(&all, 3));
        if report.errors.is_empty() {
            told += 1;
            assert_eq!(counts, Some(Totals::of(&report)), "{}", proposals.join("\n"));
        }
    }
    assert!(told > 40, "{told}");
}

/// A bare value is in the unit that the rule file gives to its name, wherever it is compared or added up.
#[test]
fn bare_values_that_are_measured_are_counted_as_they_are_reported() {
    let proposal = r#"{"partners":["Mexico","Canada"],"products":{"beef":{"quota":{"Mexico":5,"Canada":"5,000 kg"}},"pork":{"quota":7},"rice":{"quota":"8,000 kg"}}}"#;
    for rule in [
        "quota on beef must be the same for every partner",
        "total quota of products whose quota is above 6 must be at least 15 tons",
        "highest quota of products whose quota is above 6 must be at most 8 tons",
        "average quota of products whose quota is above 6 must be above 7 tons",
    ] {
        let whole = input(&format!("quota is measured in tons\n{rule}"), proposal);
        let totals = Totals::of(&check(&whole, &NoLibrary).report);
        assert_eq!(totals.counts.holds, 1, "{rule}");
        assert_eq!(counted(&whole, 1), Some(totals), "{rule}");
    }
}

/// What once was told in two ways.
#[test]
fn documents_that_are_nearly_plain_are_counted_as_they_are_reported() {
    for (rules, proposal, counts) in [
        // a name is looked up as it is spelled first, and a proposal may have both spellings
        (
            "every product must have quota\neach products must have a quota",
            r#"{"products":{"duties":9},"product":{"pork":{"quota":7}}}"#,
            [1, 1, 0],
        ),
        // numbers before other things do not make a list one of plain values
        (
            "tariff on beef must be at most 9",
            r#"{"products":[8.5,{"name":"beef","tariff":5}]}"#,
            [1, 0, 0],
        ),
        // a list is a schedule, even of one year
        (
            "total schedule of products must be below 8.5",
            r#"{"products":[{"schedule":[9]}]}"#,
            [0, 0, 1],
        ),
    ] {
        let whole = input(rules, proposal);
        let totals = Totals::of(&check(&whole, &NoLibrary).report);
        let Counts { holds, broken, unknown, .. } = totals.counts;
        assert_eq!([holds, broken, unknown], counts, "{rules}");
        assert_eq!(counted(&whole, 1), Some(totals), "{rules}");
    }
}

/// Lists this long are judged entry by entry, as they are read.
#[test]
fn long_lists_are_counted_as_they_are_reported() {
    let rules = "\
for each product whose kind starts with \"fa\", its quota must be at least 3
every product must state a schedule
total quota of products with quota must be at least 6,000
if status is \"draft\" then number of products with a safeguard must be at least 500
";
    let mut lot = Lot(17);
    for only_usual in [true, false] {
        let product = |lot: &mut Lot| match only_usual {
            true => "{\"kind\": \"farm\", \"quota\": 7, \"schedule\": [9, 8]}".to_owned(),
            false => lot.product(),
        };
        let products: Vec<String> = (0..1_500).map(|_| product(&mut lot)).collect();
        let text = format!("{{\"products\":[{}],\"status\":\"draft\"}}", products.join(","));
        assert!(text.len() > 1 << 16);
        let whole = input(rules, &text);
        let report = check(&whole, &NoLibrary).report;
        assert_eq!(report.errors, []);
        assert_eq!(counted(&whole, 1), Some(Totals::of(&report)));
    }
}

/// What the last entry of such a list left behind is no field of an entry elsewhere.
#[test]
fn a_collection_beside_a_long_list_is_counted_as_it_is_reported() {
    let rules = "\
for each product, its tariff must be at most 5
for each quota, its tariff must be at most 5
";
    for last in ["[3,3]", "{\"a\":1}", "\"9%\"", "null"] {
        let mut products = vec![r#"{"hs":"0201","a":1,"tariff":3}"#.to_owned(); 4_999];
        products.push(format!("{{\"hs\":\"0201\",\"a\":1,\"tariff\":{last}}}"));
        let quotas = r#"{"pork":{"x":1,"y":2,"z":3},"beef":{"tariff":4}}"#;
        let text = format!("{{\"products\":[{}],\"quotas\":{quotas}}}", products.join(","));
        let whole = input(rules, &text);
        let report = check(&whole, &NoLibrary).report;
        assert_eq!(report.errors, []);
        assert_eq!(counted(&whole, 1), Some(Totals::of(&report)), "{last}");
    }
}

#[test]
fn what_needs_a_whole_report_is_not_merely_counted() {
    let fine = "{\"products\":{\"pork\":{\"tariff\":1}}}";
    assert!(counted(&input("tariff on pork must be at most 9", fine), 1).is_some());
    for (rules, proposals) in [
        ("tariff on pork must be at moist 9", fine),
        ("tariff on pork must not rise from the previous round", fine),
        ("tariff on pork must be at most 9", "{\"products\":"),
        ("tariff on pork must be at most 9", "{\"a\":1,\"A\":2}"),
        ("tariff on pork must be at most 9", "\n \n"),
    ] {
        assert_eq!(counted(&input(rules, proposals), 1), None, "{rules} {proposals}");
    }
}

#[test]
fn an_empty_file_among_good_ones_is_not_passed_over() {
    let mut both = input("tariff on pork must be at most 9", "{\"pork\":{\"tariff\":1}}");
    let source = Source::new("empty.ndjson", "\n");
    both.proposals.push(DataFile { source, format: Format::Ndjson });
    assert_eq!(check(&both, &NoLibrary).report.errors.len(), 1);
    assert_eq!(counted(&both, 1), None);
}
