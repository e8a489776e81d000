//! The command line of `dealbreaker`: what was asked, done, told as an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = cli::args::parse();
    cli::run(&asked).into()
}
