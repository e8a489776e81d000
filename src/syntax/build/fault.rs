//! Faults that only the whole of a name or value shows.

use super::Builder;
use crate::name::Name;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Reference, Root};
use crate::syntax::error::SyntaxErrorKind;

impl Builder<'_> {
    /// Notes that something else should stand at a place.
    pub(super) fn expect(&mut self, span: Span, what: &str, found: Option<&str>) {
        let before = self.slice(self.base, span.start);
        let kind = SyntaxErrorKind::Expected {
            expected: vec![what.to_owned()],
            after: before.split_whitespace().last().map(str::to_owned),
            found: found.map(str::to_owned),
        };
        self.fail(span, kind);
    }

    /// The same for what follows `end`.
    pub(super) fn expect_at(&mut self, end: usize, what: &str) {
        let rest = self.slice(end, self.base + self.text.len());
        let at = end + rest.len() - rest.trim_start().len();
        let found = rest.split_whitespace().next();
        let span = Span::new(at, at + found.map_or(0, str::len));
        self.expect(span, what, found);
    }

    pub(super) fn refuse_only_if(&mut self, word: Span) {
        self.fail(word, SyntaxErrorKind::OnlyIfWithoutMay);
    }

    /// `quota except beef`: a clause that became part of a name.
    pub(super) fn refuse_except(&mut self, name: &str, span: Span) {
        let at = if name.contains(' ') { name.find(" except ") } else { None };
        if let Some(at) = at {
            let start = span.start + at + 1;
            let kind = SyntaxErrorKind::ClauseInSentence { clause: "except".to_owned() };
            self.fail(Span::new(start, start + "except".len()), kind);
        }
    }

    /// `be at leest 5 tons`: read as a name.
    pub(super) fn refuse_misspelt_comparison(&mut self, value: &Expr) {
        let ExprKind::Reference(Reference { steps, root: Root::Name(name), .. }) = &value.kind
        else {
            return;
        };
        let mut words = name.text.split(' ');
        let (Some(first), Some(second)) = (words.next(), words.next()) else { return };
        let followed = words.next().is_some() && steps.is_empty() && !name.quoted;
        let known = [("at", "least"), ("at", "most"), ("more", "than"), ("less", "than")];
        let near = |(_, two): &(&str, &str)| Name::new(two).nearness(&Name::new(second)).is_some();
        let meant = known.into_iter().filter(|(one, _)| *one == first).find(near);
        if let Some((one, two)) = meant.filter(|_| followed) {
            let found = format!("{first} {second}");
            let span = Span::new(name.span.start, name.span.start + found.len());
            let meant = format!("{one} {two}");
            self.fail(span, SyntaxErrorKind::Misspelt { found, meant });
        }
    }
}
