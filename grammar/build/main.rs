//! Writes the quick reader of rule files from the grammar, so that there is one description of the language.
//!
//! pest's own parser of the same grammar stays: it reads what the quick reader could not, to say what is wrong with it, and
//! tests hold the trees of both against each other.

// cargo listens there
#![allow(clippy::print_stdout)]

mod code;
mod first;

use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

use pest_meta::optimizer::OptimizedRule;

const FILES: [&str; 2] = ["grammar/dealbreaker.pest", "grammar/quick.pest"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut grammar = String::new();
    for file in FILES {
        println!("cargo::rerun-if-changed={file}");
        grammar.push_str(&fs::read_to_string(file)?);
    }
    println!("cargo::rerun-if-changed=grammar/build");
    let rules = rules(&grammar)?;
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("reader.rs"), code::written(&rules)?)?;
    Ok(())
}

fn rules(grammar: &str) -> Result<Vec<OptimizedRule>, io::Error> {
    let (_, rules) = pest_meta::parse_and_optimize(grammar).map_err(|errors| {
        let words: Vec<String> = errors.iter().map(ToString::to_string).collect();
        io::Error::other(words.join("\n"))
    })?;
    Ok(rules)
}
