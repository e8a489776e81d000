//! Clauses beneath a sentence.

use super::{Builder, Parts};
use crate::syntax::ast::{Clause, ClauseKind, Literal, Text};
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;

impl Builder<'_> {
    pub(super) fn clause(&mut self, pair: Pair<'_>) -> Option<Clause> {
        let span = self.span(&pair);
        let form = pair.as_rule();
        let mut parts = Parts::of(pair);
        let kind = match form {
            Rule::because_clause => ClauseKind::Because(self.text_after(&mut parts)?),
            Rule::source_clause => ClauseKind::Source(self.text_after(&mut parts)?),
            Rule::owner_clause => ClauseKind::Owner(self.text_after(&mut parts)?),
            Rule::except_clause => {
                let names = parts.0.filter(|part| part.as_rule() == Rule::name);
                ClauseKind::Except(names.map(|name| self.name(name)).collect())
            }
            Rule::window_clause => ClauseKind::Window {
                from: self.date_after(&mut parts, Rule::from),
                until: self.date_after(&mut parts, Rule::until),
            },
            Rule::private_clause => ClauseKind::Private,
            _ => self.waived(&mut parts)?,
        };
        Some(Clause { span, kind })
    }

    fn waived(&mut self, parts: &mut Parts<'_>) -> Option<ClauseKind> {
        parts.skip(Rule::waived);
        let until = self.date_after(parts, Rule::until)?;
        let by = if parts.peek() == Some(Rule::by) { self.text_after(parts) } else { None };
        let because = self.text_after(parts);
        Some(ClauseKind::Waived { until, by, because })
    }

    /// The text behind a word.
    fn text_after(&mut self, parts: &mut Parts<'_>) -> Option<Text> {
        parts.next()?;
        parts.take(Rule::text).map(|text| self.text(text))
    }

    /// The date behind a word, where that word comes next.
    fn date_after(&mut self, parts: &mut Parts<'_>, before: Rule) -> Option<Literal> {
        parts.take(before)?;
        parts.next().map(|date| self.date(date))
    }
}
