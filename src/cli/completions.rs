//! `dealbreaker completions`: the completions of a shell, on standard output.

use std::io;

use super::args::{self, CompletionsArgs};
use super::error::{Problem, ProblemKind, why};
use super::exit::Exit;
use super::output;

/// Prints them.
pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, Vec<Problem>> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(), "dealbreaker", &mut script);
    output::unless_closed(io::Write::write_all(&mut io::stdout().lock(), &script)).map_err(
        |error| {
            let place = "standard output".to_owned();
            vec![ProblemKind::Unwritable { place, why: why(&error) }.into()]
        },
    )?;
    Ok(Exit::Acceptable)
}
