//! `dealbreaker` checks deals against red lines.
pub mod name;
pub mod source;
pub mod syntax;
pub mod value;
