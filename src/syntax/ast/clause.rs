//! What stands beneath a sentence.

use super::{Literal, Name, Text};
use crate::source::Span;

/// An indented clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Its place.
    pub span: Span,
    /// Its form.
    pub kind: ClauseKind,
}

/// The forms of a clause.
#[derive(Debug, Clone, PartialEq)]
pub enum ClauseKind {
    /// `because "…"`
    Because(Text),
    /// `source "…"`
    Source(Text),
    /// `owner "…"`
    Owner(Text),
    /// `except chicken and beef`
    Except(Vec<Name>),
    /// `from 2004-01-01 until 2005-03-31`, either half alone
    Window { from: Option<Literal>, until: Option<Literal> },
    /// `waived until 2004-06-30 by "chief negotiator" because "…"`
    Waived { until: Literal, by: Option<Text>, because: Option<Text> },
    /// `private`
    Private,
}
