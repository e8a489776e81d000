//! The label of the primary place.

use std::cmp::Ordering;

use super::{Words, quoted, side, size};
use crate::eval::reason::{Problem, Reason};
use crate::report::ticks::within;

impl Words<'_> {
    /// What is to be said of the primary place.
    pub(in crate::report) fn label(&self, reason: &Reason) -> Option<String> {
        match reason {
            Reason::Compared {
                value,
                difference: Some(difference),
                side: Some(relation),
                limit,
                ..
            } if *relation != Ordering::Equal => {
                let side = side(*relation == Ordering::Less, limit);
                Some(format!(
                    "{}: {} {side} {}",
                    value.to_text(),
                    size(difference),
                    limit.to_text()
                ))
            }
            Reason::Compared { value, .. } => Some(quoted(value)),
            Reason::Lacks { missing, .. } | Reason::Problem(Problem::Missing(missing))
                if missing.owner.is_empty() =>
            {
                Some(format!("nothing here is called `{}`", within(&missing.name.text)))
            }
            Reason::Lacks { missing, .. } | Reason::Problem(Problem::Missing(missing)) => {
                Some(format!("no `{}` here", within(&missing.name.text)))
            }
            Reason::Event { missing: Some(missing), .. } if missing.owner.is_empty() => {
                Some(format!("`{}` is not here yet", within(&missing.name.text)))
            }
            Reason::Event { missing: Some(missing), .. } => {
                Some(format!("no `{}` here", within(&missing.name.text)))
            }
            Reason::IsNothing { zero: Some(zero), .. } => {
                Some(format!("{} is as good as none", zero.to_text()))
            }
            Reason::IsNothing { zero: None, .. } => Some("agreed not to be there".to_owned()),
            Reason::NotAgreed { .. } => Some("no agreed value".to_owned()),
            Reason::Moved { to, .. } => Some(to.1.to_text()),
            Reason::Same { differ: Some([_, (other, value)]), .. } => {
                Some(format!("{} for {other}", value.to_text()))
            }
            Reason::Event { on: Some(on), .. } => Some(format!("dated {on}")),
            Reason::Several(reasons) => reasons.first().and_then(|first| self.label(first)),
            Reason::Problem(problem) => problem_label(problem),
            Reason::Nothing
            | Reason::Has { .. }
            | Reason::State { .. }
            | Reason::Called { .. }
            | Reason::Starts { .. }
            | Reason::NeverMoved { .. }
            | Reason::Same { .. }
            | Reason::Event { .. }
            | Reason::Counted { .. }
            | Reason::Each { .. }
            | Reason::ConditionFalse(_)
            | Reason::OutOfWindow => None,
        }
    }

    /// The second place of a comparison is that of the limit, of a movement where it comes from.
    pub(in crate::report) fn other_label(&self, reason: &Reason) -> Option<String> {
        match reason {
            Reason::Compared { limit_name: Some(name), limit, .. } => {
                Some(format!("{} is {}", self.bare_name(name), limit.to_text()))
            }
            Reason::Moved { from, .. } => Some(from.1.to_text()),
            _ => None,
        }
    }
}

fn problem_label(problem: &Problem) -> Option<String> {
    match problem {
        Problem::Misspelt { name, .. } => Some(format!("no `{}` here", name.text)),
        Problem::Open(_) => Some("not agreed yet".to_owned()),
        Problem::Offered(_) => Some("offered, value unknown".to_owned()),
        Problem::Empty(_) => Some("empty".to_owned()),
        Problem::Undated(_) => Some("no date".to_owned()),
        Problem::Uncertain(uncertain) => Some(quoted(&uncertain.value)),
        _ => None,
    }
}
