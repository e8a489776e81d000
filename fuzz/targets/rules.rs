//! Rule text: read, checked, linted, explained.
#![no_main]

#[path = "../properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|text: &str| properties::rules(text));
