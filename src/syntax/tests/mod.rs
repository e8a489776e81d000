//! Tests of the whole syntax layer.

mod shared;
