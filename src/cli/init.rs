//! `dealbreaker init`: a first project, never over anything that is there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::InitArgs;
use super::check;
use super::error::{Problem, ProblemKind, why};
use super::exit::Exit;
use super::files;
use super::plan;
use super::settings::FILE_NAME;
use super::terminal;

/// What is written, and where.
const STARTER: [(&str, &str); 3] = [
    ("rules/first.redlines", include_str!("starter/first.redlines")),
    ("proposals/first.yaml", include_str!("starter/first.yaml")),
    (FILE_NAME, include_str!("starter/dealbreaker.toml")),
];

/// Writes the project and prints its first report.
pub(super) fn run(args: &InitArgs) -> Result<Exit, Vec<Problem>> {
    let folder = without_dot(&args.folder);
    let there: Vec<String> = STARTER
        .iter()
        .map(|(file, _)| folder.join(file))
        .filter(|path| fs::symlink_metadata(path).is_ok())
        .map(|path| files::shown(&path))
        .collect();
    if !there.is_empty() {
        return Err(vec![ProblemKind::WouldOverwrite { files: there }.into()]);
    }
    for (file, text) in STARTER {
        write(&folder.join(file), text).map_err(|problem| vec![problem])?;
    }
    let exit = check::carry_out(&plan::plan_of(folder.clone())?, &mut check::Session::default())?;
    terminal::tell(&next_steps(&args.folder));
    // A broken rule is what the first report is there to show.
    Ok(if exit == Exit::Failed { exit } else { Exit::Acceptable })
}

/// `.` is left out of paths that are shown.
fn without_dot(folder: &Path) -> PathBuf {
    if folder == Path::new(".") { PathBuf::new() } else { folder.to_owned() }
}

fn write(path: &Path, text: &str) -> Result<(), Problem> {
    written(path, text).map_err(|error| {
        let place = format!("`{}`", files::shown(path));
        ProblemKind::Unwritable { place, why: why(&error) }.into()
    })
}

fn written(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn next_steps(folder: &Path) -> String {
    let [rules, proposal, _] =
        STARTER.map(|(file, _)| files::shown(&without_dot(folder).join(file)));
    let enter = match files::shown(folder) {
        here if here == "." => String::new(),
        name => format!("cd {name} && "),
    };
    format!(
        "next: lower the rent in {proposal} to EUR 24,000\n\
         then: {enter}dealbreaker check\n\
         and:  write your own red lines into {rules}\n"
    )
}
