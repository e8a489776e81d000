//! TOML on a tape: the careful document, or none.
#![no_main]

#[path = "../tapes.rs"]
mod tapes;

libfuzzer_sys::fuzz_target!(|text: &str| {
    tapes::tape_toml(text);
});
