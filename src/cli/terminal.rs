//! The terminal: complaints on standard error, and what a report for people may look like.

use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use dealbreaker::render::{Style, clean, clean_lines};
use dealbreaker::report::Notice;

use super::args::ColourChoice;
use super::error::Problem;

/// The width of a report that goes to no terminal, so that it is the same everywhere.
const WIDTH: usize = 100;

/// The style of a report in a file.
pub(super) const FILE: Style = Style { width: WIDTH, colour: false, unicode: true, links: false };

/// The style of a report on standard output.
pub(super) fn style_of_stdout(choice: ColourChoice) -> Style {
    let terminal = io::stdout().is_terminal();
    let colour = colour(choice, terminal, &|name| env::var(name).ok());
    let width = terminal_size::terminal_size_of(io::stdout())
        .map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 160));
    Style {
        width,
        colour,
        unicode: !terminal || speaks_unicode(),
        links: colour && terminal && follows_links(),
    }
}

/// What the settings say of colour, unless NO_COLOR or CLICOLOR_FORCE is set.
pub(super) fn unless_set(choice: Option<ColourChoice>) -> ColourChoice {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let asked = set("NO_COLOR") || set("CLICOLOR_FORCE");
    choice.filter(|_| !asked).unwrap_or_default()
}

/// The flag goes before NO_COLOR, NO_COLOR before CLICOLOR_FORCE, and that before what standard output is.
fn colour(choice: ColourChoice, terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR").is_some() => false,
        ColourChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColourChoice::Auto => terminal && set("TERM").is_none_or(|term| term != "dumb"),
    }
}

fn speaks_unicode() -> bool {
    let language = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let utf8 = language.is_some_and(|value| {
        let value = value.to_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    });
    utf8 || cfg!(windows) || cfg!(target_os = "macos")
}

fn follows_links() -> bool {
    ["VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "WEZTERM_PANE"]
        .into_iter()
        .any(|name| env::var_os(name).is_some())
}

/// Tells on standard error what went wrong.
pub(super) fn complain(problems: &[Problem]) {
    let notices: Vec<Notice> = problems.iter().map(Problem::notice).collect();
    complain_of(&notices);
}

/// Tells on standard error of errors that no reader of standard output sees in words. Names of files and words of
/// proposals are in them: each stays on its line.
pub(super) fn complain_of(errors: &[Notice]) {
    let mut text = String::new();
    for error in errors {
        let _ = writeln!(text, "error[{}]: {}", error.code, clean(&error.message));
        if let Some(at) = &error.at {
            let _ = writeln!(text, "  at {}:{}:{}", clean(&at.file), at.line, at.column);
        }
        if let Some(help) = &error.help {
            let _ = writeln!(text, "  help: {}", clean(help));
        }
    }
    tell(&text);
}

/// Writes lines to standard error, with nothing in them that a terminal or a build server would obey.
pub(super) fn tell(text: &str) {
    draw(&clean_lines(text));
}

/// Writes to standard error what a terminal is to obey. Where even that is closed, there is no one left to tell.
pub(super) fn draw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_flag_then_no_color_then_force_then_terminal() {
        type Row<'a> = (ColourChoice, bool, &'a [(&'a str, &'a str)], bool);
        let auto = ColourChoice::Auto;
        let table: &[Row<'_>] = &[
            (auto, true, &[], true),
            (auto, false, &[], false),
            (auto, true, &[("TERM", "dumb")], false),
            (auto, true, &[("NO_COLOR", "1")], false),
            (auto, true, &[("NO_COLOR", "")], true),
            (auto, false, &[("CLICOLOR_FORCE", "1")], true),
            (auto, false, &[("CLICOLOR_FORCE", "0")], false),
            (auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (ColourChoice::Always, false, &[("NO_COLOR", "1")], true),
            (ColourChoice::Never, true, &[("CLICOLOR_FORCE", "1")], false),
        ];
        for (choice, terminal, variables, expected) in table {
            let variable = |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(
                colour(*choice, *terminal, &variable),
                *expected,
                "{choice:?} {variables:?}"
            );
        }
    }
}
