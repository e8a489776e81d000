//! The command line of `dealbreaker`: what was asked, done, told as an exit code.

mod cli;

use std::process::ExitCode;

/// Large documents live in few large pages.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let asked = cli::args::parse();
    cli::run(&asked).into()
}
