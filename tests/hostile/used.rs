//! Many files that use one large file: its definitions are shared, and what cannot be shared is bounded.

use std::fmt::Write as _;

use crate::project::{Project, Run};

/// A file of `definitions` definitions, and files that use it, each with the text that is made for it.
fn project(definitions: usize, users: usize, text: impl Fn(usize) -> String) -> Project {
    let project = Project::new(&[("offer.yaml", "pork: {quota: 5 tons}\n")]);
    let mut big = String::new();
    for at in 0..definitions {
        let _ = writeln!(big, "cap {at} is {at} tons");
    }
    project.write("rules/big.redlines", big.as_bytes());
    for at in 0..users {
        let name = format!("rules/user-{at:03}.redlines");
        project.write(&name, format!("use \"big.redlines\"\n{}", text(at)).as_bytes());
    }
    project
}

fn check(project: &Project, limit: &str) -> Run {
    let args = ["check", "-r", "rules", "offer.yaml", "--as-of", "2004-03-01", "--format", "json"];
    project.run_with(&[("DEALBREAKER_LIMIT_SEEN_DEFINITIONS", limit)], &args)
}

fn verdicts(run: &Run) -> Vec<String> {
    let report = run.report();
    let findings = report["proposals"][0]["findings"].as_array().unwrap().clone();
    findings.iter().map(|one| one["verdict"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_that_define_nothing_share_what_they_use() {
    let rule = |at: usize| format!("quota on pork must be at most cap {at}\n");
    let project = project(50, 40, rule);
    // 40 files see 50 definitions each; each `use` counts as one
    let run = check(&project, "40");
    let mut expected = vec!["broken"; 5];
    expected.extend(vec!["holds"; 35]);
    assert_eq!((run.errors(), verdicts(&run)), (Vec::<String>::new(), expected_of(&expected)));
}

fn expected_of(verdicts: &[&str]) -> Vec<String> {
    verdicts.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn what_each_file_defines_beside_it_is_its_own() {
    let rule = |at: usize| format!("floor is {at} tons\nquota on pork must be at least floor\n");
    let run = check(&project(3, 10, rule), "1000");
    let mut expected = vec!["holds"; 6];
    expected.extend(vec!["broken"; 4]);
    assert_eq!((run.errors(), verdicts(&run)), (Vec::<String>::new(), expected_of(&expected)));
}

#[test]
fn too_many_are_told_where_they_are_used_and_no_rule_passes_without_them() {
    let text = |at: usize| {
        format!("own {at} is {at} tons\n# the rule\nquota on pork must be at most cap 9\n")
    };
    // each file counts 10 definitions and one `use`: two have room
    let run = check(&project(10, 5, text), "30");
    assert_eq!(run.code, 2);
    assert_eq!(run.errors(), vec!["rule::too_many_definitions"; 3]);
    let report = run.report();
    let error = &report["errors"][0];
    assert_eq!(error["at"]["file"], "rules/user-002.redlines");
    assert_eq!((&error["at"]["line"], &error["at"]["column"]), (&1.into(), &1.into()));
    assert!(error["message"].as_str().unwrap().contains("more than 30 definitions"), "{error}");
    assert!(error["help"].as_str().unwrap().contains("`seen-definitions`"), "{error}");
    assert_eq!(verdicts(&run), ["holds", "holds"]);
    assert_eq!(report["proposals"][0]["outcome"], "unknown");
}

#[test]
fn faults_of_a_file_whose_definitions_are_too_many_are_told_all_the_same() {
    let text = |_: usize| "own is 5 tonz\npork must be atleast 5\nits quota must be 5\n".to_owned();
    let run = check(&project(10, 1, text), "5");
    let mut codes = run.errors();
    codes.sort();
    assert!(codes.contains(&"rule::too_many_definitions".to_owned()), "{codes:?}");
    assert!(codes.contains(&"value::unknown_unit".to_owned()), "{codes:?}");
    assert!(codes.contains(&"rule::nothing_meant".to_owned()), "{codes:?}");
}

#[test]
fn a_fault_in_what_many_files_use_is_told_once() {
    let project = project(2, 20, |at| format!("own {at} is 5 tons\npork must have a quota\n"));
    project.write("rules/big.redlines", b"p is q + 1\nq is p + 1\nquota is measured in tonz\n");
    let run = check(&project, "1000");
    let mut codes = run.errors();
    codes.sort();
    let once = ["rule::circular_definition", "rule::circular_definition", "value::unknown_unit"];
    assert_eq!(codes, once);
    let errors = run.report()["errors"].as_array().unwrap().clone();
    assert!(errors.iter().all(|error| error["at"]["file"] == "rules/big.redlines"), "{errors:?}");
}
