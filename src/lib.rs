//! `dealbreaker` checks deals against red lines.
pub mod check;
pub mod eval;
pub mod explain;
pub mod model;
pub mod name;
pub mod proposal;
pub mod render;
pub mod report;
pub mod run;
pub mod source;
pub mod syntax;
pub mod value;
