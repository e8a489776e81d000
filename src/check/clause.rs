//! Clauses beneath a rule: reasons, exceptions, windows and waivers.

use jiff::civil::Date;

use super::CheckErrorKind;
use super::rule::Lowering;
use crate::model::{Clauses, Spelled, Waiver};
use crate::syntax::ast::{self, ClauseKind};

impl Lowering<'_> {
    /// What a clause says of its rule, noted beside what the others say.
    pub(super) fn clause(&mut self, clause: &ast::Clause, clauses: &mut Clauses) -> Option<()> {
        let once =
            |slot: &mut Option<String>, text: &ast::Text| slot.replace(text.text.clone()).is_none();
        let (first, word) = match &clause.kind {
            ClauseKind::Because(text) => (once(&mut clauses.because, text), "because"),
            ClauseKind::Source(text) => (once(&mut clauses.cited, text), "source"),
            ClauseKind::Owner(text) => (once(&mut clauses.owner, text), "owner"),
            ClauseKind::Except(names) => {
                clauses.except.extend(names.iter().map(|name| Spelled::new(&name.text)));
                (true, "except")
            }
            ClauseKind::Window { from, until } => {
                let first = clauses.window == (None, None);
                clauses.window = (self.optional_date(from)?, self.optional_date(until)?);
                if let (Some(from), Some(until)) = clauses.window
                    && until < from
                {
                    return self.fail(CheckErrorKind::EmptyWindow, clause.span);
                }
                (first, "from … until …")
            }
            ClauseKind::Waived { until, by, because } => {
                let text = |text: &Option<ast::Text>| text.as_ref().map(|text| text.text.clone());
                let waiver =
                    Waiver { until: self.date(until)?, by: text(by), because: text(because) };
                (clauses.waiver.replace(waiver).is_none(), "waived")
            }
            ClauseKind::Private => return Some(()),
        };
        if first { Some(()) } else { self.fail(CheckErrorKind::DuplicateClause(word), clause.span) }
    }

    fn optional_date(&mut self, literal: &Option<ast::Literal>) -> Option<Option<Date>> {
        match literal {
            None => Some(None),
            Some(literal) => self.date(literal).map(Some),
        }
    }
}
