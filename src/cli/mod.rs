//! The command line: one file a subcommand, and the only code that reads files, the environment and the clock.
//!
//! Order of reading: `args` (as given) → `plan` (as meant, with `settings` from `dealbreaker.toml`) → `files` (which
//! files) → `read` (their texts) → `check` (the library does the work) → `gather` (one report) → `output` → `exit`.

pub(crate) mod args;

mod baseline;
mod check;
mod compare;
mod completions;
mod count;
mod counteroffer;
mod error;
mod exit;
mod explain;
mod feed;
mod files;
mod fmt;
mod gather;
mod grounds;
mod help;
mod init;
mod library;
mod limits;
mod lint;
mod man;
mod output;
mod plan;
mod progress;
mod read;
mod schema;
mod settings;
mod show;
mod stream;
mod table;
mod terminal;
mod test;
mod watch;
mod zone;

use args::{Asked, Command};
use exit::Exit;

/// Does what was asked. What keeps a command from being done at all is told on standard error.
pub(crate) fn run(asked: &Asked) -> Exit {
    let done = match &asked.command {
        Command::Check(args) => check::run(args, &asked.from_environment),
        Command::Explain(args) => explain::run(args, &asked.from_environment),
        Command::Fmt(args) => fmt::run(args),
        Command::Test(args) => test::run(args),
        Command::Lint(args) => lint::run(args, &asked.from_environment),
        Command::Compare(args) => compare::run(args, &asked.from_environment),
        Command::Zone(args) => zone::run(args, &asked.from_environment),
        Command::Counteroffer(args) => counteroffer::run(args, &asked.from_environment),
        Command::Init(args) => init::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Man(args) => man::run(args),
        Command::Completions(args) => completions::run(args),
    };
    done.unwrap_or_else(|problems| {
        terminal::complain(&problems);
        Exit::Failed
    })
}
