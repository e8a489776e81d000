//! Hostile input: what is bad is told with its code, its place and what to do, hides nothing else, and ends with 2.
//!
//! `tables/*.table` hold the cases: a line `== what it is`, the text, and after `->` what the program says of it. In the
//! text `\x00`, `\u{feff}`, `\r` and `\t` stand for what they look like. `UPDATE_HOSTILE=1 cargo test --test hostile`
//! writes them anew; read the difference before it is kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests are not seen as tests"
)]

mod deep;
mod files;
#[path = "../cli/project.rs"]
mod project;
mod table;
mod used;
mod writes;
