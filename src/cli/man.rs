//! `dealbreaker man`: manual pages, one for each command, from what `--help` says.

mod layout;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args;
use super::error::{Problem, ProblemKind, why};
use super::exit::Exit;
use super::{files, output};

/// `dealbreaker man`
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// A folder to write a page for each command into; made where it does not exist
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// What `--help` adds.
pub(super) const HELP: &str = "\
Without DIR, the page `dealbreaker.1` is printed. With it, `dealbreaker.1` and a page for each
command, as `dealbreaker-check.1`, are written into it, over those that are there.

Examples:
  dealbreaker man | man -l -
  dealbreaker man ~/.local/share/man/man1 && man dealbreaker-check

Exit codes: 0 written, 2 not written.";

/// A page, and the name of its file.
struct Page {
    file: String,
    text: String,
}

/// Prints the first page, or writes all.
pub(super) fn run(args: &ManArgs) -> Result<Exit, Vec<Problem>> {
    let pages = pages().map_err(|error| vec![unwritable("the manual".to_owned(), &error)])?;
    match &args.folder {
        Some(folder) => write(folder, &pages).map_err(|problem| vec![problem])?,
        None => pages.first().map_or(Ok(()), |page| output::text(&page.text))?,
    }
    Ok(Exit::Acceptable)
}

fn write(folder: &Path, pages: &[Page]) -> Result<(), Problem> {
    let problem = |error| unwritable(format!("`{}`", files::shown(folder)), &error);
    fs::create_dir_all(folder).map_err(problem)?;
    pages.iter().try_for_each(|page| output::replace(&folder.join(&page.file), &page.text))
}

fn unwritable(place: String, error: &io::Error) -> Problem {
    ProblemKind::Unwritable { place, why: why(error) }.into()
}

/// All pages: that of the whole first, then the commands in their order.
fn pages() -> io::Result<Vec<Page>> {
    let mut whole = args::command().disable_help_subcommand(true);
    whole.build();
    let version = whole.get_version().unwrap_or_default().to_owned();
    let commands: Vec<Command> = whole.get_subcommands().cloned().collect();
    let name = |command: &Command| command.get_name().to_owned();
    let names: Vec<String> = commands.iter().map(name).collect();
    let mut pages = vec![page(whole, &version, &names)?];
    for command in commands {
        pages.push(page(command, &version, &[])?);
    }
    Ok(pages)
}

/// One page; `commands` are those it is to point to.
fn page(command: Command, version: &str, commands: &[String]) -> io::Result<Page> {
    let help = command.get_after_long_help().or(command.get_after_help());
    let help = help.map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command);
    let file = man.get_filename();
    let mut text = Vec::new();
    // clap_mangen leaves an empty date out, so that what follows would stand in its place
    let name = file.trim_end_matches(".1").to_uppercase();
    writeln!(text, ".TH {name} 1 \"\" \"dealbreaker {version}\" \"User Commands\"")?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if !commands.is_empty() {
        man.render_subcommands_section(&mut text)?;
    }
    layout::sections(&help).to_writer(&mut text)?;
    see_also(commands).to_writer(&mut text)?;
    let text = String::from_utf8(text).map_err(io::Error::other)?;
    Ok(Page { file, text: tidy(&text) })
}

fn see_also(commands: &[String]) -> Roff {
    let others = match commands {
        [] => vec!["dealbreaker".to_owned()],
        some => some.iter().map(|name| format!("dealbreaker-{name}")).collect(),
    };
    let mut words = Vec::new();
    for (at, other) in others.into_iter().enumerate() {
        words.extend((at > 0).then(|| roman(", ")));
        words.extend([bold(other), roman("(1)")]);
    }
    let mut page = Roff::new();
    page.control("SH", ["SEE ALSO"]).text(words);
    page
}

/// Each section brings the same preamble about apostrophes: one is enough. And no line ends in a space.
fn tidy(text: &str) -> String {
    let preamble = Roff::new().render();
    let body = text.replace(&preamble, "");
    let lines = body.lines().map(|line| format!("{}\n", line.trim_end()));
    preamble + &lines.collect::<String>()
}
