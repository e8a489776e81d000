//! A document as one flat row of nodes: the quick way to read it.
//!
//! A tape says for each value what kind it is, under which key it stands and from where to where its text goes, and nothing
//! more; what a text means is found out when somebody asks. The readers here take plain documents only: at whatever is rare
//! or wrong (a key stated twice, a limit in sight) they give up with [`Unusual`], and the careful readers of
//! [`crate::proposal`] decide. They never refuse a document themselves, and never read one otherwise than those do:
//! `tests/tapes.rs` holds the two against each other.

mod bytes;
mod children;
mod escape;
pub mod figure;
mod json;
mod keys;
mod roll;
mod scan;
pub mod symbols;
mod toml;
mod watch;
mod yaml;

#[cfg(test)]
mod tests;

pub use figure::Figure;
pub use json::{
    read as read_json, read_start as read_json_start, read_watched as read_json_watched,
};
pub use roll::{Kind, Node, Tape};
pub use symbols::{Symbol, Symbols};
pub use toml::{read as read_toml, read_start as read_toml_start};
pub use watch::{Entry, Watch};
pub use yaml::{
    read as read_yaml, read_start as read_yaml_start, read_watched as read_yaml_watched,
};

/// The document is not as plain as a quick reader needs it: the careful one must look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unusual;

/// How many mappings and lists may stand within each other; what is deeper is unusual.
const MOST_DEPTH: usize = 64;

/// The longest key or value in bytes; what is longer is unusual.
const LONGEST: usize = u16::MAX as usize;

/// The longest document in bytes, so that every place in it fits a node.
const LONGEST_DOCUMENT: usize = 1 << 28;

/// How many nodes a document may have; what has more is unusual.
const MOST_NODES: usize = 1 << 23;
