//! How the work grows with hostile input: each shape is run at four sizes, and its exponent told.
//!
//! ```sh
//! cargo bench --bench growth                 # all shapes: a table in Markdown
//! cargo bench --bench growth -- names        # those whose name holds a word
//! cargo bench --bench growth -- --seconds    # by the clock, at larger sizes
//! ```
//!
//! Work is counted in instructions (`valgrind --tool=cachegrind`), which are the same on every run. An exponent of 1 is
//! proportion, 2 is quadratic. It ends with 1 where a shape grows faster than [`STEEPEST`].

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench is no product"
)]

mod shapes;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use shapes::{Case, Shape};

/// The exponent that no shape may exceed. Sorting and maps add a little to 1.
const STEEPEST: f64 = 1.25;

/// What is measured.
#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Instructions,
    Seconds,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let by_clock = args.iter().any(|arg| arg == "--seconds");
    let measure = if by_clock { Measure::Seconds } else { Measure::Instructions };
    let words: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    let wanted =
        |shape: &&Shape| words.is_empty() || words.iter().any(|word| shape.name.contains(*word));
    println!("| shape | n | n | 2n | 4n | 8n | exponent |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let steep = shapes::all().iter().filter(wanted).filter(|shape| row(shape, measure)).count();
    match steep {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Prints the row of a shape; true where it is too steep.
fn row(shape: &Shape, measure: Measure) -> bool {
    let larger = if measure == Measure::Seconds { 4 } else { 1 };
    let sizes = [1, 2, 4, 8].map(|times| shape.size * times * larger);
    let idle = work(&shapes::nothing(), measure);
    let works = sizes.map(|size| work(&(shape.make)(size), measure));
    let above = works.map(|work| (work - idle).max(1e-9));
    // the last doubling says most about what comes after
    let exponent = (above[3] / above[2]).log2();
    let shown = works.map(|work| match measure {
        Measure::Instructions => format!("{:.1} M", work / 1e6),
        Measure::Seconds => format!("{work:.2} s"),
    });
    println!("| {} | {} | {} | {exponent:.2} |", shape.name, sizes[0], shown.join(" | "));
    exponent > STEEPEST
}

/// The work of one run.
fn work(case: &Case, measure: Measure) -> f64 {
    let place = tempfile::tempdir().unwrap();
    for (name, text) in &case.files {
        let path = place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_dealbreaker"));
    let mut command = match measure {
        Measure::Seconds => Command::new(binary),
        Measure::Instructions => {
            let mut command = Command::new("valgrind");
            command.args([
                "--tool=cachegrind",
                "--cache-sim=no",
                "--cachegrind-out-file=/dev/null",
            ]);
            command.arg(binary);
            command
        }
    };
    command.args(&case.args).current_dir(place.path()).stdout(Stdio::null()).stdin(Stdio::null());
    let start = Instant::now();
    let output = command.output().unwrap_or_else(|error| panic!("valgrind is needed: {error}"));
    let seconds = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 101), "{:?}\n{said}", output.status);
    match measure {
        Measure::Seconds => seconds,
        Measure::Instructions => instructions(&said),
    }
}

/// `==1== I refs:        1,234,567`
fn instructions(said: &str) -> f64 {
    let line = said.lines().find(|line| line.contains("I ") && line.contains("refs:")).unwrap();
    line.rsplit(' ').next().unwrap().replace(',', "").parse().unwrap()
}
