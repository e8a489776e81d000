//! Proposals and facts: one adapter for each format, all giving the same document.

pub mod document;
