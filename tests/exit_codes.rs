//! The exit codes: what scripts rely on, as one table.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;

use dealbreaker::render::Format;
use project::Project;

/// The flags that may change a code; the columns of the table.
const FLAGS: [&[&str]; 5] =
    [&[], &["--exit-zero"], &["--allow-unknown"], &["--fail-on-concern"], &["--allow-empty"]];

/// What is checked, and its code without a flag, with --exit-zero, --allow-unknown, --fail-on-concern and --allow-empty.
#[rustfmt::skip]
const CHECKS: &[(&str, &[&str], [i32; 5])] = &[
    ("acceptable",               &["-r", "fine", "offer.yaml"],                                  [0, 0, 0, 0, 0]),
    ("waiting",                  &["-e", "there must be an accord by 2004-12-31", "offer.yaml"], [0, 0, 0, 0, 0]),
    ("unknown",                  &["-e", "fee must be at most EUR 10", "offer.yaml"],            [1, 0, 0, 1, 1]),
    ("broken",                   &["-r", "harsh", "offer.yaml"],                                 [1, 0, 1, 1, 1]),
    ("broken and unknown",       &["-r", "harsh", "-r", "vague", "offer.yaml"],                  [1, 0, 1, 1, 1]),
    ("halt",                     &["-e", "halt if no accord by 2004-01-01", "offer.yaml"],       [1, 0, 1, 1, 1]),
    ("one broken of two",        &["-r", "harsh", "offer.yaml", "cheap.yaml"],                   [1, 0, 1, 1, 1]),
    ("concern broken",           &["-e", "rent should be at most EUR 10", "offer.yaml"],         [0, 0, 0, 1, 0]),
    ("concern unknown",          &["-e", "fee should be at most EUR 10", "offer.yaml"],          [0, 0, 0, 0, 0]),
    ("no rule applied",          &["-r", "idle", "offer.yaml"],                                  [2, 2, 2, 2, 0]),
    ("no rules",                 &["-r", "empty", "offer.yaml"],                                 [2, 2, 2, 2, 0]),
    ("no proposals",             &["-r", "fine", "empty"],                                       [2, 2, 2, 2, 0]),
    ("a glob without matches",   &["-r", "fine", "empty/*.yaml"],                                [2, 2, 2, 2, 0]),
    ("malformed rule",           &["-r", "fine", "-e", "pork must quota", "offer.yaml"],         [2, 2, 2, 2, 2]),
    ("malformed proposal",       &["-r", "fine", "offer.yaml", "torn.yaml"],                     [2, 2, 2, 2, 2]),
    ("malformed facts",          &["-r", "fine", "offer.yaml", "--facts", "torn.yaml"],          [2, 2, 2, 2, 2]),
    ("a file that is not there", &["-r", "fine", "offer.yaml", "gone.yaml"],                     [2, 2, 2, 2, 2]),
    ("a file that is no text",   &["-r", "fine", "offer.yaml", "latin.yaml"],                    [2, 2, 2, 2, 2]),
    ("unknown flag",             &["-r", "fine", "offer.yaml", "--no-such-flag"],                [2, 2, 2, 2, 2]),
    ("no day",                   &["-r", "fine", "offer.yaml", "--as-of", "soon"],               [2, 2, 2, 2, 2]),
    ("baseline covers all",      &["-r", "harsh", "offer.yaml", "--baseline", "known.json"],     [0, 0, 0, 0, 0]),
    ("baseline covers nothing",  &["-r", "harsh", "offer.yaml", "--baseline", "none.json"],      [1, 0, 1, 1, 1]),
    ("baseline malformed",       &["-r", "harsh", "offer.yaml", "--baseline", "torn.yaml"],      [2, 2, 2, 2, 2]),
    ("private rule broken",      &["-r", "secret", "offer.yaml", "--redact"],                    [1, 0, 1, 1, 1]),
    ("private rule malformed",   &["-r", "whisper", "offer.yaml", "--redact"],                   [2, 2, 2, 2, 2]),
];

/// Every other command.
#[rustfmt::skip]
const COMMANDS: &[(&[&str], i32)] = &[
    (&[],                                                    2),
    (&["--help"],                                            0),
    (&["-h"],                                                0),
    (&["--version"],                                         0),
    (&["help"],                                              0),
    (&["help", "check"],                                     0),
    (&["chekc"],                                             2),
    (&["check", "--help"],                                   0),
    (&["check", "--show-settings"],                          0),
    (&["check", "-r", "fine", "-", "--watch"],               2),
    (&["check", "-r", "fine", "offer.yaml", "--format", "json=none/there.json"], 2),
    (&["check", "-r", "harsh", "offer.yaml", "--quiet"],     1),
    (&["explain", "pork must have a quota"],                 0),
    (&["explain", "rent must be at most EUR 10", "offer.yaml", "-r", "fine"], 0),
    (&["explain", "syntax::two_readings"],                   0),
    (&["explain", "--list"],                                 0),
    (&["explain", "syntax::none"],                           2),
    (&["explain", "no-such-rule", "-r", "fine"],             2),
    (&["explain", "pork must quota"],                        2),
    (&["explain", "cap", "-r", "harsh", "gone.yaml"],        2),
    (&["explain"],                                           2),
    (&["fmt", "--check", "fine"],                            0),
    (&["fmt", "--check", "untidy"],                          1),
    (&["fmt", "--diff", "untidy"],                           1),
    (&["fmt", "--check", "whisper"],                         2),
    (&["fmt", "empty"],                                      2),
    (&["lint", "fine"],                                      0),
    (&["lint", "clash"],                                     1),
    (&["lint", "clash", "--format", "json"],                 1),
    (&["lint", "whisper"],                                   2),
    (&["lint", "empty"],                                     2),
    (&["compare", "-r", "harsh", "offer.yaml", "cheap.yaml"], 0),
    (&["compare", "-r", "harsh", "cheap.yaml", "offer.yaml"], 1),
    (&["compare", "-r", "secret", "--redact", "offer.yaml"], 1),
    (&["compare", "-r", "vague", "--allow-unknown", "offer.yaml"], 0),
    (&["compare", "-r", "harsh", "torn.yaml", "cheap.yaml"], 2),
    (&["compare", "-r", "empty", "cheap.yaml"],              2),
    (&["compare"],                                           2),
    (&["test", "good.test.yaml"],                            0),
    (&["test", "bad.test.yaml"],                             1),
    (&["test", "torn.test.yaml"],                            2),
    (&["test", "empty"],                                     2),
    (&["init", "new"],                                       0),
    (&["init", "new"],                                       2),
    (&["completions", "bash"],                               0),
    (&["completions", "tcsh"],                               2),
    (&["schema"],                                            0),
    (&["schema", "report"],                                  0),
    (&["schema", "no-such"],                                 2),
    (&["man"],                                               0),
    (&["man", "offer.yaml"],                                 2),
    (&["zone", "fine", "harsh"],                             0),
    (&["zone", "fine", "harsh", "--format", "json"],         0),
    (&["zone", "clash"],                                     1),
    (&["zone", "clash", "--format", "json"],                 1),
    (&["zone", "whisper"],                                   2),
    (&["zone", "empty"],                                     2),
    (&["zone", "gone"],                                      2),
    (&["zone"],                                              2),
    (&["counteroffer", "offer.yaml", "-r", "harsh"],         0),
    (&["counteroffer", "cheap.yaml", "-r", "harsh"],         0),
    (&["counteroffer", "offer.yaml", "-r", "clash"],         1),
    (&["counteroffer", "offer.yaml", "-r", "clash", "--format", "json"], 1),
    (&["counteroffer", "torn.yaml", "-r", "harsh"],          2),
    (&["counteroffer", "gone.yaml", "-r", "harsh"],          2),
    (&["counteroffer"],                                      2),
];

const CAP: &str = "cap: rent must be at most EUR 10\n";

fn project() -> Project {
    let case = |outcome: &str| {
        format!(
            "rules: [harsh]\ncases:\n  - proposal: offer.yaml\n    as-of: 2004-03-01\n    outcome: {outcome}\n"
        )
    };
    let project = Project::new(&[
        ("offer.yaml", "rent: EUR 20\n"),
        ("cheap.yaml", "rent: EUR 5\n"),
        ("torn.yaml", "rent: [\n"),
        ("fine/a.redlines", "floor: rent must be at least EUR 1\n"),
        ("harsh/a.redlines", CAP),
        ("vague/a.redlines", "fee must be at most EUR 10\n"),
        ("idle/a.redlines", "if rent is above EUR 100 then deposit must be at least EUR 1\n"),
        ("secret/a.redlines", &format!("{CAP}  private\nfloor: rent must be at least EUR 1\n")),
        ("whisper/a.redlines", "rent must quota\n  private\nfloor: rent must be at least EUR 1\n"),
        ("untidy/a.redlines", "rent   must be at least EUR 1\n"),
        ("clash/a.redlines", "rent must be at most EUR 10\nrent must be at least EUR 20\n"),
        ("empty/.keep", ""),
        ("good.test.yaml", &case("broken")),
        ("bad.test.yaml", &case("acceptable")),
        ("torn.test.yaml", "cases: [\n"),
        ("none.json", "{\"version\": 1, \"entries\": []}"),
    ]);
    project.write("latin.yaml", b"rent: \xe9\n");
    let day = ["--as-of", "2004-03-01"];
    let writes = ["check", "-r", "harsh", "offer.yaml", "--write-baseline", "known.json"];
    assert_eq!(project.run(&[&writes[..], &day].concat()).code, 1);
    project
}

#[test]
fn a_check_ends_with_the_code_of_what_it_found_whatever_the_format() {
    let project = project();
    std::thread::scope(|scope| {
        for format in Format::ALL {
            let project = &project;
            scope.spawn(move || every_check(project, format.name()));
        }
    });
}

fn every_check(project: &Project, format: &str) {
    for (what, given, codes) in CHECKS {
        for (flags, code) in FLAGS.iter().zip(codes) {
            let args = [&["check", "--format", format][..], given, flags].concat();
            let dated = given.contains(&"--as-of");
            let day = if dated { &[][..] } else { &["--as-of", "2004-03-01"] };
            let run = project.run(&[&args[..], day].concat());
            assert_eq!(run.code, *code, "{what}: {args:?}\n{}{}", run.out, run.err);
        }
    }
}

#[test]
fn every_command_ends_with_its_code() {
    let project = project();
    for (args, code) in COMMANDS {
        let run = project.run(args);
        assert_eq!(run.code, *code, "{args:?}\n{}{}", run.out, run.err);
    }
}

#[test]
fn an_error_is_told_once() {
    let project = project();
    for format in Format::ALL.map(Format::name) {
        let run =
            project.run(&["check", "-r", "fine", "offer.yaml", "gone.yaml", "--format", format]);
        let read = matches!(format, "pretty" | "concise" | "github");
        assert_eq!(run.err.contains("`gone.yaml` does not exist"), !read, "{format}: {}", run.err);
        assert!(!read || run.out.contains("`gone.yaml` does not exist"), "{format}: {}", run.out);
    }
}

#[test]
fn an_error_is_told_where_no_report_is_read() {
    let project = project();
    for args in [&["--quiet"][..], &["--format", "pretty=report.txt"], &["--format", "json"]] {
        let given = ["check", "-r", "fine", "offer.yaml", "gone.yaml"];
        let run = project.run(&[&given[..], args].concat());
        assert!(run.err.contains("`gone.yaml` does not exist"), "{args:?}: {}", run.err);
    }
}
