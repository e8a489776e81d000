//! Exact numbers.
/// An exact rational number of any size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(num_rational::BigRational);
