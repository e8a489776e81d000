//! `dealbreaker man`: pages that say what `--help` says.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "cli/project.rs"]
mod project;

use std::fs;

use project::Project;

/// The page as it is read: without what sets it.
fn read(roff: &str) -> String {
    roff.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\*(Aq", "'")
}

#[test]
fn the_first_page_has_the_commands_examples_and_exit_codes() {
    let run = Project::new(&[]).run(&["man"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let page = read(&run.out);
    for words in [
        ".TH DEALBREAKER 1 ",
        ".SH NAME\ndealbreaker - Checks deals against red lines\n",
        "dealbreaker-check(1)\nCheck proposals",
        ".SH EXAMPLES\n.TP\ndealbreaker init lease\n",
        ".SH \"EXIT STATUS\"\n.TP\n0\n",
        ".SH ENVIRONMENT\n",
        "DEALBREAKER_AS_OF",
        ".SH \"SEE ALSO\"\n",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
}

#[test]
fn a_folder_gets_a_page_for_each_command() {
    let project = Project::new(&[]);
    for _ in 0..2 {
        let run = project.run(&["man", "a/man1"]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    }
    let help = project.run(&["help"]).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let commands: Vec<&str> = listed
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.contains(&"check"), "{commands:?}");
    for command in &commands {
        let file = project.path(&format!("a/man1/dealbreaker-{command}.1"));
        let page = read(&fs::read_to_string(file).unwrap());
        assert!(page.contains(&format!("dealbreaker {command}")), "{page}");
        assert!(page.contains(".SH DESCRIPTION"), "{page}");
    }
    let pages = fs::read_dir(project.path("a/man1")).unwrap().count();
    assert_eq!(pages, commands.len() + 1);
    let page = fs::read_to_string(project.path("a/man1/dealbreaker-check.1")).unwrap();
    assert!(read(&page).contains("\ncat offer.json | dealbreaker check -e "), "{page}");
    assert!(page.contains(".SH \"EXIT STATUS\""), "{page}");
}

#[test]
fn a_place_that_is_no_folder_is_refused() {
    let project = Project::new(&[("a", "")]);
    let run = project.run(&["man", "a"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("dealbreaker::output::unwritable"), "{}", run.err);
}
