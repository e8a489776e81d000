//! The command line of `dealbreaker`.
fn main() {}
