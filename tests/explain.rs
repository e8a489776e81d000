//! `dealbreaker explain`: sentences, verdicts, codes. Each snapshot is to be read as a negotiator reads it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use project::{Project, Run};

const RULES: &str = "\
party Mexico
farm products are orange juice, oranges, pork, beef and chicken
deadline is 2004-03-31
accord means agreement in substance
a product is sensitive if its base tariff is above 15% or it is rice
quota is measured in tons
";

/// The explanation of a sentence, with the definitions of `RULES` in scope where asked for.
fn sentence(text: &str, with_rules: bool) -> String {
    let project = Project::new(&[("mexico.redlines", RULES)]);
    let rules: &[&str] = if with_rules { &["-r", "mexico.redlines"] } else { &[] };
    let run = project.run(&[&["explain", text], rules].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{text}");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    run.out
}

macro_rules! forms {
    ($($name:ident: $with:expr, $text:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(sentence($text, $with));
        }
    )*};
}

forms! {
    having: false, "pork must have safeguard";
    not_having: false, "pork must not have a tariff";
    a_group_names_its_members: true, "every farm product must have a quota";
    stating: false, "every product must state a tariff";
    having_with: false, "beef must have a safeguard with a trigger of at most 590,000 tons and a duty of at least 30%";
    no_product: true, "no farm product may have a tariff of 0%";
    a_list: false, "each of rice, beef and pork must keep a tariff above 0%";
    counting: true, "at most 1 sensitive product may have a tariff of 0%";
    a_comparison: true, "quota on orange juice must be at least 6,500 tons";
    its: false, "in-quota tariff on orange juice must be below its base tariff";
    between: false, "tariff on beef must be between 9% and 38.5%";
    a_time: false, "tariff on beef in year 10 must be at most 20%";
    a_party: false, "tariff on beef from Mexico must be at most 20% in year 2";
    reaching: false, "tariff on beef must reach 9% by year 16";
    never: false, "tariff on beef must never rise";
    growing: false, "quota on pork must grow by at least 5% every year";
    rounds: false, "quota on pork must not fall from the previous round";
    a_share: false, "export quota on leather must be at least 110% of the current export quota on leather";
    a_total: true, "total quota of farm products must be at least 60,000 tons";
    a_number: false, "number of lines whose hs starts with \"87\" and whose rates in year 1 are 0 must be at most 40";
    for_each: false, "for each product that states a tariff from the United States, its tariff from the United States must be its tariff from Australia";
    the_same: false, "tariff on beef must be the same for every partner";
    one_of: false, "status must be one of \"draft\", \"tabled\" or \"agreed\"";
    a_halt: true, "halt if no accord by deadline";
    a_deadline_by_year: false, "there must be an accord by year 3";
    a_warning: false, "warn if imports of beef ever exceed the trigger of the safeguard on beef";
    a_condition: false, "if pork is open then there must be a ministerial meeting by 2004-03-31";
    unless: false, "pork must have a safeguard unless its tariff is above 20%";
    only_if: false, "pork may have a quota only if steel and automobiles have market access";
    a_concern: false, "quota on pork should be at least 80,000 tons";
    clauses: false, "all: every product must have a safeguard\n  because \"prices fell\"\n  except chicken\n  from 2004-01-01 until 2005-03-31\n  waived until 2004-06-30 by \"chief negotiator\" because \"ministers decide in May\"";
    defining_a_group: false, "farm products are orange juice, oranges and pork";
    defining_a_selection: false, "meat is every product whose hs starts with \"02\"";
    defining_an_adjective: false, "a product is sensitive if its base tariff is above 15% or it is rice";
    defining_an_alias: false, "accord means agreement in substance";
    defining_a_constant: true, "floor is half of the current quota on pork";
    defining_a_unit: false, "quota is measured in tons";
    defining_year_one: false, "year 1 is 2005-04-01";
    defining_a_party: false, "party Mexico";
    using_a_file_that_is_there: false, "use \"mexico.redlines\"";
}

#[test]
fn a_sentence_with_two_readings_is_refused_with_both() {
    let run = Project::new(&[]).run(&["explain", "not every product must have a quota"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err);
}

#[test]
fn a_sentence_that_cannot_be_read_is_shown_with_its_place() {
    let run = Project::new(&[])
        .run(&["explain", "pork must have a quota\nquota on pork must at least 5 tons"]);
    assert_eq!(run.code, 2);
    assert!(run.out.starts_with("pork must have a quota\n"), "{}", run.out);
    insta::assert_snapshot!(run.err);
}

#[test]
fn a_sentence_of_the_rules_is_read_beside_them() {
    let rules = format!("{RULES}five: every farm product must have a quota\n");
    let project = Project::new(&[("mexico.redlines", &rules)]);
    let args = ["explain", "five: every farm product must have a quota", "-r", "mexico.redlines"];
    let run = project.run(&args);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let by_id = project.run(&["explain", "five", "-r", "mexico.redlines"]);
    assert_eq!(by_id.code, 0);
    assert!(by_id.out.contains("at    mexico.redlines:7:7\n"), "{}", by_id.out);
    let again = project.run(&["explain", "deadline is 2004-06-30", "-r", "mexico.redlines"]);
    assert!(
        again.out.contains("`deadline` is defined twice, in this sentence and"),
        "{}",
        again.out
    );
}

#[test]
fn faults_of_the_rules_are_told_beside_the_explanation() {
    let project = Project::new(&[("a.redlines", "deadline is 2004-03-31\nporkk mst\n")]);
    let run = project.run(&["explain", "there must be an accord by deadline", "-r", "a.redlines"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("`deadline`: defined as 2004-03-31"), "{}", run.out);
    assert!(run.err.contains("at a.redlines:2:"), "{}", run.err);
}

const OFFER: &str = "\
proposal: Japan-Mexico, round 3
partners: [Mexico, Australia]
products:
  orange juice: {quota: \"6,500 tons\", base tariff: 25%, in-quota tariff: 12%}
  pork: {quota: \"38,000 tons\", safeguard: none}
  beef:
    quota: tbd
    tariff: {year 1: 38.5%, year 2: 39%, year 3: 30%}
    safeguard: {trigger: \"590,000 tons\"}
  oranges: {quota: \"4,000 tons\"}
";

/// Why a rule got its verdict on the offer.
fn verdict(rule: &str) -> String {
    let rules = format!("{RULES}it: {rule}\n");
    let project = Project::new(&[("mexico.redlines", &rules), ("offer.yaml", OFFER)]);
    let args = ["explain", "it", "offer.yaml", "-r", "mexico.redlines", "--as-of", "2004-03-01"];
    let run = project.run(&args);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{rule}");
    run.out
}

macro_rules! verdicts {
    ($($name:ident: $text:expr;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(verdict($text));
        }
    )*};
}

verdicts! {
    why_broken: "quota on pork must be at least 80,000 tons";
    why_unknown: "quota on beef must be at least half of quota on pork";
    why_waiting: "there must be an accord by deadline";
    why_not_applicable: "if quota on pork is above 50,000 tons then pork must have a safeguard";
    why_quantified: "every farm product must have a safeguard\n  except chicken";
    why_waived: "total quota of farm products must be at least 60,000 tons\n  waived until 2004-06-30 by \"chief negotiator\"";
    why_halted: "halt if no accord by 2004-02-28";
    why_not_in_force: "pork must have a quota\n  from 2005-01-01";
    why_a_schedule_breaks: "tariff on beef must never rise";
    why_a_filter: "no product with a quota of at least 5,000 tons may have a safeguard";
    why_a_number: "number of products with a quota must be at most 2\n  except oranges";
    why_too_many: "at most 2 products may have a quota";
    why_parts: "beef must have a safeguard with a trigger of at most 500,000 tons and a duty of at least 30%";
}

#[test]
fn of_many_subjects_the_gravest_twenty_come_first() {
    let lines: Vec<String> = (1..=50).map(|n| format!("  p{n}: {{quota: {n} tons}}\n")).collect();
    let offer = format!("products:\n{}", lines.concat());
    let project = Project::new(&[
        (
            "a.redlines",
            "it: every product whose quota is above 2 tons must have a quota of at least 5 tons\n",
        ),
        ("offer.yaml", &offer),
    ]);
    let run =
        project.run(&["explain", "it", "offer.yaml", "-r", "a.redlines", "--as-of", "2004-03-01"]);
    let broken = run.out.matches("\n    broken  `p").count();
    let holds = run.out.matches("\n    holds   `p").count();
    assert_eq!((broken, holds), (2, 18), "{}", run.out);
    assert!(run.out.contains("and 28 more: 28 hold\n"), "{}", run.out);
    assert!(run.out.contains("the filter leaves out `p1` and `p2`\n"), "{}", run.out);
}

#[test]
fn the_verdict_explained_is_the_verdict_of_the_check() {
    let rules = format!("{RULES}it: quota on pork must not fall from the previous round\n");
    let project = Project::new(&[
        ("rules/mexico.redlines", &rules),
        ("one.yaml", "round: 1\npork: {quota: 5 tons}\n"),
        ("two.yaml", "round: 2\npork: {quota: 4 tons}\n"),
    ]);
    let run = project.run(&["explain", "it", "one.yaml", "two.yaml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("verdict   not applicable"), "{}", run.out);
    assert!(run.out.contains("verdict   broken"), "{}", run.out);
    assert!(run.out.contains("one.yaml:2:15"), "{}", run.out);
}

#[test]
fn the_settings_say_which_rules_judge_a_proposal() {
    let toml = "[[check]]\nrules = \"m\"\nproposals = \"offers\"\nas-of = 2004-03-01\n\
                [[check]]\nrules = \"j\"\nproposals = \"others\"\n";
    let project = Project::new(&[
        ("dealbreaker.toml", toml),
        ("m/a.redlines", "it: pork must have a quota\n"),
        ("j/a.redlines", "it: pork must have a tariff\n"),
        ("offers/a.yaml", "pork: {quota: 5 tons}\n"),
        ("others/b.yaml", "pork: {quota: 5 tons}\n"),
        ("else.yaml", "pork: {quota: 5 tons}\n"),
    ]);
    let run = project.run(&["explain", "it", "offers/a.yaml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("day       2004-03-01\nverdict   holds"), "{}", run.out);
    assert!(!run.out.contains("must have a tariff"), "{}", run.out);
    let run = project.run(&["explain", "it", "else.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("dealbreaker::settings::no_check_for"), "{}", run.err);
}

#[test]
fn a_sentence_with_a_proposal_is_read_and_judged() {
    let project = Project::new(&[("offer.yaml", OFFER)]);
    let run = project.run(&["explain", "pork must have a safeguard", "offer.yaml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("How it is read\n"), "{}", run.out);
    assert!(run.out.contains("verdict   broken\n"), "{}", run.out);
}

#[test]
fn what_is_misspelt_has_a_suggestion() {
    let project = Project::new(&[("a.redlines", "pork-quota: pork must have a quota\n")]);
    let said = |args: &[&str]| {
        let Run { code, out, err } = project.run(&[&["explain"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        err
    };
    assert!(said(&["pork-quoat", "-r", "a.redlines"]).contains("did you mean `pork-quota`?"));
    assert!(
        said(&["syntax::two_reading"])
            .contains("did you mean `dealbreaker::syntax::two_readings`?")
    );
    assert!(said(&["two_readings"]).contains("did you mean `dealbreaker::syntax::two_readings`?"));
    assert!(said(&["no::such_code_at_all"]).contains("explain --list"));
    let unquoted = said(&["pork", "must", "have", "quota", "-r", "a.redlines"]);
    assert!(unquoted.contains("quotes") || unquoted.contains("files::missing"), "{unquoted}");
}

#[test]
fn codes_are_found_in_both_forms_and_listed() {
    let project = Project::new(&[]);
    let full = project.run(&["explain", "dealbreaker::syntax::two_readings"]);
    let short = project.run(&["explain", "syntax::two_readings"]);
    assert_eq!((full.code, &full.out), (0, &short.out));
    insta::assert_snapshot!(full.out);
    let list = project.run(&["explain", "--list"]);
    assert_eq!(list.code, 0);
    insta::assert_snapshot!(list.out);
}

#[test]
fn colours_only_where_asked_for() {
    let project = Project::new(&[]);
    assert!(!project.run(&["explain", "pork must have a quota"]).out.contains('\u{1b}'));
    let run = project.run(&["explain", "pork must have a quota", "--color", "always"]);
    assert!(run.out.contains("\u{1b}[1m"), "{}", run.out);
}

#[test]
fn usage_of_explain() {
    let project = Project::new(&[]);
    assert_eq!(project.run(&["explain"]).code, 2);
    assert_eq!(project.run(&["explain", "a b", "--list"]).code, 2);
    let help = project.run(&["explain", "--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("told by its `::`"), "{}", help.out);
}
