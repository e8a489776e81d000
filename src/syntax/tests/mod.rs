//! Tests of the whole syntax layer.

mod outline;
mod shared;
