//! Units.
/// A unit as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {}
