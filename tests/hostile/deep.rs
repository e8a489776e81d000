//! Deep nesting, in rules and in data: an error and no overflow, on a stack of 1 MiB, with the limits as they are and with
//! all of them at their ceilings.

use dealbreaker::limits::{ALL, Limits};
use dealbreaker::proposal::Format;
use dealbreaker::report::{DaySource, Report};
use dealbreaker::run::{DataFile, Input, NoLibrary, check_within};
use dealbreaker::source::Source;

const MANY: usize = 1_000_000;

/// The report of a check on a thread with a stack of 1 MiB, on which everything is dropped, too.
fn report(rules: &str, format: Format, offer: &str, limits: Limits) -> Report {
    let input = Input {
        rules: vec![Source::new("r.redlines", rules)],
        proposals: vec![DataFile { source: Source::new("offer", offer), format }],
        facts: Vec::new(),
        as_of: jiff::civil::date(2004, 3, 1),
        as_of_source: DaySource::Flag,
        party: None,
        all_parts: true,
        redact: false,
    };
    let run = move || check_within(&input, &NoLibrary, 1, &limits).report;
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap()
}

fn highest() -> Limits {
    let mut limits = Limits::default();
    for limit in ALL.iter().filter(|limit| limit.key.ends_with("nesting")) {
        limit.set(&mut limits, limit.ceiling).unwrap();
    }
    limits
}

#[track_caller]
fn refused(rules: &str, format: Format, offer: &str, code: &str) {
    for limits in [Limits::default(), highest()] {
        let report = report(rules, format, offer, limits);
        let codes: Vec<&str> = report.errors.iter().map(|error| error.code.as_str()).collect();
        let wanted = format!("dealbreaker::{code}");
        assert!(codes.contains(&wanted.as_str()), "{:.40} {offer:.40}: {codes:?}", rules);
    }
}

fn rules_refused(rules: &str, code: &str) {
    refused(rules, Format::Yaml, "pork: {quota: 5 tons}\n", code);
}

#[test]
fn data_of_every_format() {
    let rule = "pork must have a quota";
    let of = |n: usize, open: &str, close: &str| open.repeat(n) + &close.repeat(n);
    for (format, offer) in [
        (Format::Yaml, format!("a: {}", of(MANY, "[", "]"))),
        (Format::Yaml, format!("a: {}", of(MANY, "{a: ", "}"))),
        (Format::Yaml, format!("a:\n {}", "- ".repeat(MANY))),
        (Format::Yaml, (0..3_000).fold(String::new(), |all, at| all + &" ".repeat(at) + "a:\n")),
        (Format::Json, format!("{{\"a\": {}}}", of(MANY, "[", "]"))),
        (Format::Json, of(MANY, "{\"a\":", "}")),
        (Format::Ndjson, format!("{{\"a\": {}}}", of(MANY, "[", "]"))),
        (Format::Toml, format!("a = {}", of(MANY, "[", "]"))),
        (Format::Toml, format!("a = {}", of(MANY, "{a = ", "}"))),
        (Format::Toml, format!("{}a = 1", "a.".repeat(MANY))),
        (Format::Toml, format!("[{}a]", "a.".repeat(MANY))),
    ] {
        refused(rule, format, &offer, "proposal::too_deep");
    }
}

#[test]
fn data_as_deep_as_may_be_is_judged() {
    for limits in [Limits::default(), highest()] {
        let lists = limits.data_nesting - 3;
        let nested = "[".repeat(lists) + &"]".repeat(lists);
        let twice = format!("products: {{q: {{x: {nested}}}}}\nothers: {{q: {{x: {nested}}}}}\n");
        let report = report("x on q must be 5", Format::Yaml, &twice, limits);
        assert_eq!(report.proposals.len(), 1, "{:?}", report.errors);
    }
}

#[test]
fn sentences() {
    let many = |open: &str, close: &str| open.repeat(9_000) + "pork" + &close.repeat(9_000);
    for rule in [
        format!("{} must have a quota", many("(", ")")),
        format!("if {} is open then pork must have a quota", many("(", ")")),
        format!("if {}pork is open then pork must have a quota", "not ".repeat(9_000)),
        format!("if {}pork is open{} then x must be 5", "not (".repeat(9_000), ")".repeat(9_000)),
        format!("quota on pork must be at least {}5 tons", "half of ".repeat(5_000)),
        format!("{}quota must be at least 5 tons", "x of ".repeat(9_000)),
        format!("quota on pork must be at least {}5 tons", "x + ".repeat(9_000)),
        format!("quota on pork must be at least {}x", "x's ".repeat(9_000)),
        "if pork is open then ".repeat(2_500) + "pork must have a quota",
    ] {
        rules_refused(&rule, "syntax::too_deep");
    }
    rules_refused(
        &format!("pork must have {}x", "a q with ".repeat(5_000)),
        "syntax::too_many_filters",
    );
    rules_refused(&"(".repeat(MANY), "syntax::too_long");
}

#[test]
fn words_that_repeat_do_not_crash() {
    for rule in [
        format!("{}quota must be at least 5 tons", "its ".repeat(9_000)),
        format!("pork must be {}open", "not ".repeat(60)),
        "for each product, ".repeat(3_000) + "its quota must be at least 5 tons",
        format!("pork must have a quota{}", " unless pork is open".repeat(3_000)),
        format!("pork must have a quota{}", " and a tariff".repeat(4_000)),
        format!("if {}pork is open then pork must have a quota", "pork is open and ".repeat(3_000)),
    ] {
        let report = report(&rule, Format::Yaml, "pork: {quota: 5 tons}\n", highest());
        assert_eq!(report.proposals.len(), 1);
    }
}

#[test]
fn definitions_that_chain() {
    let chain = |link: &dyn Fn(usize) -> String| (0..500).map(link).collect::<String>();
    let rule = "quota on pork must be at least a0\nevery g0 must have a quota\n";
    for (links, end) in [
        (chain(&|at| format!("a{at} means a{}\n", at + 1)), ""),
        (chain(&|at| format!("a{at} is twice a{}\n", at + 1)), "a500 is 5 tons\n"),
        (chain(&|at| format!("g{at} are g{} and x{at}\n", at + 1)), ""),
        (chain(&|at| format!("g{at} is every g{} whose x is 5\n", at + 1)), ""),
        (
            chain(&|at| format!("a product is b{at} if it is b{}\n", at + 1)),
            "every b0 product must have a quota\n",
        ),
    ] {
        rules_refused(&format!("{rule}{links}{end}"), "rule::definition_too_deep");
    }
}

#[test]
fn definitions_as_deep_as_may_be_are_judged() {
    for limits in [Limits::default(), highest()] {
        let depth = limits.rule_nesting - 2;
        let links: String = (0..depth).map(|at| format!("a{at} is a{}\n", at + 1)).collect();
        let deep = "(".repeat(depth) + "a0" + &")".repeat(depth);
        let rules = format!("{links}a{depth} is 5 tons\nquota on pork must be at least {deep}\n");
        let report = report(&rules, Format::Yaml, "pork: {quota: 5 tons}\n", limits);
        assert_eq!(report.errors, []);
        assert_eq!(report.outcome.word(), "acceptable");
    }
}

#[test]
fn definitions_ten_thousand_deep() {
    let links: String = (0..10_000).map(|at| format!("a{at} is a{}\n", at + 1)).collect();
    let rules = format!("{links}a10000 is 5 tons\nquota on pork must be at least a0\n");
    let report = report(&rules, Format::Yaml, "pork: {quota: 5 tons}\n", highest());
    assert_eq!(report.errors[0].code, "dealbreaker::rule::definition_too_deep");
}

/// Each definition uses another twice: forty of them come to a million million names.
#[test]
fn definitions_that_double() {
    let double = |link: &dyn Fn(usize) -> String| (0..40).map(link).collect::<String>();
    for rules in [
        double(&|at| format!("a{at} is a{0} + a{0}\n", at + 1))
            + "a40 is 5 tons\nquota on pork must be at least a0\n",
        double(&|at| format!("g{at} are g{0} and g{0}\n", at + 1)) + "every g0 must have a quota\n",
        double(&|at| format!("a product is b{at} if it is b{0} or it is b{0}\n", at + 1))
            + "every b0 product must have a quota\n",
    ] {
        rules_refused(&rules, "rule::too_large");
    }
}

/// As many things as a rule may look at, and one more.
#[test]
fn the_last_thing_that_may_be_looked_at() {
    for (limit, verdict, errors) in [(2, "unknown", 1), (3, "holds", 0), (4, "holds", 0)] {
        let offer = "products: {a: {quota: 5 t}, b: {quota: 5 t}, c: {quota: 5 t}}\n";
        let limits = Limits { subjects: limit, ..Limits::default() };
        let report = report("every product must have a quota\n", Format::Yaml, offer, limits);
        let told = (report.proposals[0].findings[0].verdict.word(), report.errors.len());
        assert_eq!(told, (verdict, errors), "{limit}");
    }
}

/// Three partners with two entries each: those of each are laid beside those of all before, and each such look counts ten.
#[test]
fn the_last_pair_of_entries_that_may_be_compared() {
    let offer = "partners: [A, B, C]\n\
                 levy: {A: {1990: 1%, 1991: 2%}, B: {1990: 1%, 1991: 3%}, C: {1990: 1%, 1991: 4%}}\n";
    for (limit, verdict, errors) in [(119, "broken", 1), (120, "broken", 0)] {
        let limits = Limits { subjects: limit, ..Limits::default() };
        let rule = "levy must be the same for every partner\n";
        let report = report(rule, Format::Yaml, offer, limits);
        let told = (report.proposals[0].findings[0].verdict.word(), report.errors.len());
        assert_eq!(told, (verdict, errors), "{limit}");
    }
}

/// Three quantifiers in one another over a thousand things.
#[test]
fn quantifiers_that_multiply() {
    let offer: String = (0..1_000).map(|at| format!("  p{at}: {{quota: 5 tons}}\n")).collect();
    let rule = "for each product, for each product, every product must have a quota\npork must have a quota\n";
    let limits = Limits { subjects: 20_000, ..Limits::default() };
    let report = report(rule, Format::Yaml, &format!("products:\n{offer}"), limits);
    assert_eq!(report.errors[0].code, "dealbreaker::rule::too_many_subjects");
    assert_eq!(report.proposals[0].findings[0].verdict.word(), "unknown");
    assert_eq!(report.proposals[0].findings.len(), 2);
}
