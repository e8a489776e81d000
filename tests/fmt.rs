//! Layout of rule files: whatever they look like, they say the same afterwards, and look the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

#[path = "cli/project.rs"]
mod project;
#[path = "support/untidy.rs"]
mod untidy;

use std::fs;
use std::path::Path;

use dealbreaker::fmt::format;
use dealbreaker::syntax::parse;
use project::Project;
use untidy::Chance;

fn formatted(text: &str) -> String {
    format(text).unwrap_or_else(|altered| panic!("{altered:?} is altered:\n{text}")).text
}

/// How often chance is tried on each text: once, or as often as `FMT_ROUNDS` says, for a thorough run.
fn rounds() -> usize {
    std::env::var("FMT_ROUNDS").map_or(1, |rounds| rounds.parse().unwrap())
}

/// The tree and the faults of a text, without places; told apart from the proof within the formatter on purpose.
fn meaning(text: &str) -> String {
    let parsed = parse(text);
    let shown = format!("{:?} {:?}", parsed.file, parsed.errors).replace(" ,", ",");
    let mut parts = shown.split("Span { start: ");
    let mut meaning = parts.next().unwrap().to_owned();
    parts.for_each(|part| meaning.push_str(part.split_once('}').unwrap().1));
    meaning
}

/// The rule files of the repository and the examples of the language reference, without comments, laid out.
fn corpus() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["rules", "tests/cases", "src/cli/starter"] {
        let files = walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
        let paths = files.map(|file| file.unwrap().into_path());
        let rules = paths.filter(|path| path.extension().is_some_and(|end| end == "redlines"));
        texts.extend(rules.map(|path| fs::read_to_string(path).unwrap()));
    }
    let page = fs::read_to_string(root.join("docs/language.md")).unwrap();
    let blocks = page.split("\n```redlines\n").skip(1);
    texts.extend(blocks.map(|block| block.split_once("\n```").unwrap().0.to_owned()));
    texts.extend(FORMS.iter().map(|form| (*form).to_owned()));
    let plain = texts.iter().map(|text| untidy::without_comments(text));
    let sound = plain.filter(|text| parse(text).errors.is_empty() && untidy::is_plain(text));
    sound.map(|text| formatted(&text)).collect()
}

/// Forms of sentences that the files above lack.
const FORMS: [&str; 10] = [
    "pork must have a quota and be below 5 tons\nquota on pork must be below 5 tons or above 9 tons\nif pork is open then beef must have a quota and rice must have a tariff\n",
    "a: pork must have a quota\n  waived until 2004-06-30 by \"chief\" because \"May\"\n  because \"x\"\n  owner \"y\"\n",
    "year 1 is 2005-04-01\nquota is measured in tons\naccord means agreement in substance\nparty \"UK\"\n",
    "fall: quota on pork must not fall from the previous round\npork must be the same for every partner\n",
    "tariff on beef must be 25% or 60 yen/kg, whichever is higher\n",
    "tariff on beef must be 535.53 yen/kg - value or 482 yen/kg, whichever is lower\n",
    "halt if (pork is open or beef is offered) and there is no accord by 31 March 2004\n",
    "if not (pork has a quota and no tariff) then at most three products may have a tariff of 0%\n",
    "a product is sensitive if its base tariff is above 15% or it is rice or its hs starts with \"02\"\n",
    "quota on pork in the previous round must be (quota on beef + 5 tons) * 2 - half of quota on rice / 3\n",
];

#[test]
fn the_corpus_has_every_form_of_the_language() {
    let all: String = corpus().iter().map(|text| meaning(text)).collect();
    for form in [
        "Party(",
        "Use(",
        "Group {",
        "Selection {",
        "Constant {",
        "Alias {",
        "Adjective {",
        "Measure {",
        "YearOne(",
        "Claim(",
        "Event {",
        "Halt(",
        "Warn(",
        "If {",
        "Unless {",
        "OnlyIf {",
        "ForEach {",
        "All(",
        "One(",
        "List {",
        "Every(",
        "No(",
        "Counted {",
        "Named(",
        "Field(",
        "List(",
        "Whose(",
        "With(",
        "States(",
        "Has(",
        "Compare {",
        "Between {",
        "OneOf(",
        "StartsWith(",
        "SameForEvery(",
        "Never(",
        "Move {",
        "MoveSincePrevious(",
        "Reach {",
        "Is(",
        "Not(",
        "Any(",
        "And(",
        "Or(",
        "Happening(",
        "Literal(",
        "Reference(",
        "Share {",
        "Arithmetic {",
        "Aggregate {",
        "Number(",
        "Its(",
        "It(",
        "Party(",
        "Time(",
        "PreviousRound(",
        "Year(",
        "Calendar(",
        "Date(",
        "Because(",
        "Source(",
        "Owner(",
        "Except(",
        "Window {",
        "Waived {",
        "Quantity",
        "Duty",
        "Word",
        "Text",
    ] {
        assert!(all.contains(form), "nothing in the corpus is a {form}");
    }
}

#[test]
fn white_space_line_breaks_and_full_stops_leave_no_trace() {
    let mut chance = Chance::new(1);
    for tidy in corpus() {
        assert_eq!(formatted(&tidy), tidy);
        for _ in 0..rounds() {
            let untidy = untidy::untidy(&tidy, false, &mut chance);
            assert_eq!(meaning(&untidy), meaning(&tidy), "a bad test:\n{untidy}");
            assert_eq!(formatted(&untidy), tidy, "\n{untidy}");
        }
    }
}

#[test]
fn comments_are_kept_wherever_they_stand() {
    let mut chance = Chance::new(2);
    for tidy in corpus() {
        for _ in 0..rounds() {
            let untidy = untidy::untidy(&tidy, true, &mut chance);
            let once = formatted(&untidy);
            assert_eq!(meaning(&once), meaning(&tidy), "\n{untidy}");
            assert_eq!(untidy::comments(&once), untidy::comments(&untidy), "\n{untidy}");
            assert_eq!(formatted(&once), once, "\n{untidy}");
            let bare = untidy::without_comments(&once);
            assert!(!bare.contains(['\r', '\t', '\u{feff}']), "{once}");
            assert!(!once.contains("\n\n\n"), "{once}");
            let wide = once.lines().find(|line| line.len() > 100 && !line.contains(['#', '"']));
            assert!(wide.is_none(), "{wide:?}");
        }
    }
}

/// Texts with one letter taken out or put in: few can be read, and none may be harmed.
#[test]
fn faulty_texts_keep_their_meaning_and_their_faults() {
    let mut chance = Chance::new(3);
    for tidy in corpus() {
        for _ in 0..rounds() {
            let faulty = untidy::damaged(&untidy::untidy(&tidy, true, &mut chance), &mut chance);
            let once = formatted(&faulty);
            assert_eq!(meaning(&once), meaning(&faulty), "\n{faulty}");
            assert_eq!(formatted(&once), once, "\n{faulty}");
        }
    }
}

#[test]
fn ugly_files() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fmt");
    let mut names: Vec<_> =
        fs::read_dir(fixtures).unwrap().map(|file| file.unwrap().path()).collect();
    names.sort();
    assert!(names.len() >= 5);
    for path in names {
        let text = fs::read_to_string(&path).unwrap();
        let once = formatted(&text);
        assert_eq!(formatted(&once), once);
        assert_eq!(meaning(&once), meaning(&text));
        let name = format!("fmt__{}", path.file_stem().unwrap().to_string_lossy());
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            // line ends and white space at them are what this is about
            insta::assert_snapshot!(name, once.replace('\r', "\\r").replace(" \n", "·\n"));
        });
    }
}

#[test]
fn nothing_is_made_of_nothing() {
    for text in ["", "\n", " \r\n\t\n", "\u{feff}", "\u{feff}\r\n"] {
        assert_eq!(formatted(text), "", "{text:?}");
    }
    assert_eq!(formatted("\n\n# only this"), "# only this\n");
}

#[test]
fn a_byte_order_mark_out_of_place_stays_a_fault() {
    for text in [
        "\u{feff}\u{feff}a: b must  be 5\n",
        "\n\u{feff}a: b must  be 5\n",
        "x\n\u{feff}a: b must  be 5\n",
    ] {
        let once = formatted(text);
        assert_eq!(meaning(&once), meaning(text), "{text:?}");
        assert_eq!(formatted(&once), once, "{text:?}");
    }
}

const UGLY: &str = "rent   must be\r\n at most EUR 2,000 .\r\n";
const TIDY: &str = "rent must be at most EUR 2,000\n";

fn project() -> Project {
    Project::new(&[
        ("rules/a.redlines", UGLY),
        ("rules/more/b.redlines", TIDY),
        ("rules/notes.md", UGLY),
        ("other.redlines", UGLY),
    ])
}

fn read(project: &Project, name: &str) -> String {
    fs::read_to_string(project.path(name)).unwrap()
}

#[test]
fn without_paths_the_usual_folder_is_laid_out() {
    let project = project();
    let run = project.run(&["fmt"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "formatted 1 file, 1 unchanged\n");
    assert_eq!(read(&project, "rules/a.redlines"), TIDY);
    assert_eq!(read(&project, "rules/notes.md"), UGLY);
    assert_eq!(read(&project, "other.redlines"), UGLY);
    assert_eq!(project.names("rules"), ["a.redlines", "more", "notes.md"]);
    assert_eq!(project.run(&["fmt"]).err, "formatted 0 files, 2 unchanged\n");

    let flat = Project::new(&[("a.redlines", UGLY)]);
    assert_eq!(flat.run(&["fmt"]).err, "formatted 1 file, 0 unchanged\n");
    assert_eq!(read(&flat, "a.redlines"), TIDY);
}

#[test]
fn a_file_that_is_laid_out_is_not_written() {
    let project = project();
    let path = project.path("rules/more/b.redlines");
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(project.run(&["fmt", "rules/more/b.redlines"]).code, 0);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[test]
fn check_and_diff_write_nothing() {
    let project = project();
    let run = project.run(&["fmt", "--check", "rules", "other.redlines"]);
    assert_eq!((run.code, run.out.as_str()), (1, "rules/a.redlines\nother.redlines\n"));
    assert_eq!(run.err, "2 files would change, 1 unchanged\n");
    assert_eq!(project.run(&["fmt", "--check", "rules/more"]).code, 0);

    let run = project.run(&["fmt", "--diff", "rules"]);
    let patch = format!(
        "--- rules/a.redlines\n+++ rules/a.redlines\n@@ -1,2 +1 @@\n-rent   must be\r\n- at most EUR 2,000 .\r\n+{TIDY}"
    );
    assert_eq!((run.code, run.out), (1, patch));
    assert_eq!(project.run(&["fmt", "--diff", "rules/more"]).out, "");
    assert_eq!(read(&project, "rules/a.redlines"), UGLY);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let project = project();
    let run = project.run_reading(UGLY, &["fmt", "-"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, TIDY, ""));
    assert_eq!(project.run_reading("", &["fmt", "-"]).out, "");
    let run = project.run_reading(UGLY, &["fmt", "--check", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, "<stdin>\n"));
    assert_eq!(project.run_reading(TIDY, &["fmt", "--check", "-"]).code, 0);
    assert_eq!(project.run_reading(UGLY, &["fmt", "--diff", "-"]).code, 1);
}

#[test]
fn what_cannot_be_read_is_told_and_hides_nothing() {
    let project = project();
    let faulty = format!("{UGLY}rent   ought to  be less\r\n");
    project.write("rules/c.redlines", faulty.as_bytes());
    project.write("rules/d.redlines", b"\xff");
    let run = project.run(&["fmt", "rules", "gone.redlines"]);
    assert_eq!(run.code, 2);
    for words in ["at rules/c.redlines:3:", "not_utf8", "`gone.redlines` does not exist"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    assert_eq!(read(&project, "rules/c.redlines"), format!("{TIDY}rent   ought to  be less\r\n"));
    assert_eq!(read(&project, "rules/a.redlines"), TIDY);
    assert_eq!(project.run(&["fmt", "--check", "rules"]).code, 2);

    let run = project.run_reading(&faulty, &["fmt", "-"]);
    assert_eq!((run.code, run.out), (2, format!("{TIDY}rent   ought to  be less\r\n")));
}

#[test]
fn to_lay_out_nothing_is_an_error() {
    let project = Project::new(&[("empty/notes.md", "")]);
    for args in [&["fmt"][..], &["fmt", "empty"], &["fmt", "*.redlines"]] {
        let run = project.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.err.contains("dealbreaker::fmt::nothing"), "{args:?}: {}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let project = project();
    let file = project.path("other.redlines");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&file, project.path("link.redlines")).unwrap();
    assert_eq!(project.run(&["fmt", "link.redlines"]).code, 0);
    assert!(fs::symlink_metadata(project.path("link.redlines")).unwrap().is_symlink());
    assert_eq!(read(&project, "other.redlines"), TIDY);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_rules_of_this_repository_are_canonical() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = project::Run::of(
        Project::new(&[])
            .command()
            .args(["fmt", "--check"])
            .args(["rules", "src/cli/starter"].map(|folder| root.join(folder)))
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}
