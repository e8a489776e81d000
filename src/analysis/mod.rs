//! Beyond pass and fail: whether a deal is possible at all, and what would make one.

pub mod cheapest;
pub mod conflict;
pub mod counteroffer;
pub mod deal;
pub mod encode;
pub mod given;
pub mod linear;
pub mod logic;
pub mod moments;
mod naming;
pub mod parties;
pub mod patch;
pub mod problem;
pub mod range;
pub mod relax;
pub mod simplex;
pub mod sketch;
pub mod solver;
pub mod verify;
pub mod zone;
