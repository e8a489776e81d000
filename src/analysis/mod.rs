//! Beyond pass and fail: whether a deal is possible at all, and what would make one.

pub mod encode;
pub mod linear;
pub mod logic;
pub mod moments;
mod simplex;
pub mod sketch;
pub mod solver;
