//! What bare numbers are measured in.

use super::Beyond;
use crate::value::Unit;

/// The unit of bare numbers on both sides.
pub(super) fn common<'a>(
    subject: Option<&'a Unit>,
    limit: Option<&'a Unit>,
) -> Result<Option<&'a Unit>, Beyond> {
    match (subject, limit) {
        (Some(one), Some(other)) if one != other => Err(Beyond),
        _ => Ok(subject.or(limit)),
    }
}
