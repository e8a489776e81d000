//! What a case expects of rules and of their parts.

use super::error::{CaseErrorKind, Shape, Within};
use super::read::Reader;
use super::{Expectation, Located};
use crate::proposal::{Content, NodeId};
use crate::report::{Counts, Verdict};
use crate::value::{Quantity, ScalarStyle, Value, read_quantity};

pub(super) const EXPECTATION: &[&str] =
    &["verdict", "margin", "days-left", "hides", "count", "parts"];

impl Reader<'_> {
    /// Rules or parts, each with what is expected of it.
    pub(super) fn expectations(&mut self, node: NodeId) -> Vec<(Located<String>, Expectation)> {
        let entries = self.entries(node);
        entries.into_iter().filter_map(|(key, node)| Some((key, self.expected(node)?))).collect()
    }

    /// `broken`, or `{verdict: broken, margin: -2 tons}`.
    fn expected(&mut self, node: NodeId) -> Option<Expectation> {
        match self.document.content(node) {
            Content::Mapping(_) => self.expectation(node),
            Content::Scalar { style, .. } if *style != ScalarStyle::Null => {
                let verdict = Some(self.verdict(node)?);
                Some(Expectation { verdict, ..Expectation::default() })
            }
            Content::Scalar { .. } | Content::List(_) => {
                self.wrong(node, Shape::Expectation);
                None
            }
        }
    }

    fn expectation(&mut self, node: NodeId) -> Option<Expectation> {
        let before = self.errors.len();
        let fields = self.fields(node, Within::Expectation, EXPECTATION);
        let get = |key: &str| fields.get(key).copied();
        let expectation = Expectation {
            verdict: get("verdict").and_then(|node| self.verdict(node)),
            margin: get("margin").and_then(|node| self.margin(node)),
            days_left: get("days-left").and_then(|node| self.number(node, Shape::Whole)),
            hides: get("hides").and_then(|node| self.verdict(node)),
            count: get("count").and_then(|node| self.count(node)),
            parts: get("parts").map(|node| self.expectations(node)).unwrap_or_default(),
        };
        if self.errors.len() > before {
            return None;
        }
        if expectation.is_empty() {
            let kind = CaseErrorKind::NothingExpected(Within::Expectation);
            self.error(kind, self.key_span(node));
        }
        Some(expectation)
    }

    fn verdict(&mut self, node: NodeId) -> Option<Located<Verdict>> {
        self.word(node, "verdict", Verdict::ALL.map(|verdict| (verdict.word(), verdict)))
    }

    fn margin(&mut self, node: NodeId) -> Option<Located<Quantity>> {
        let text = self.text(node)?;
        match read_quantity(&text.value) {
            Ok(Value::Quantity(value)) => Some(Located { value, span: text.span }),
            // no other value is ever read as a quantity
            Ok(_) => None,
            Err(error) => {
                self.error(CaseErrorKind::Literal(error), text.span);
                None
            }
        }
    }

    /// `{holds: 54, broken: 12}`
    fn count(&mut self, node: NodeId) -> Option<Located<Counts>> {
        let before = self.errors.len();
        let mut value = Counts::default();
        for (key, node) in self.entries(node) {
            let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == key.value);
            let Some(verdict) = verdict else {
                self.unknown_word(key, "verdict", Verdict::ALL.map(Verdict::word).to_vec());
                continue;
            };
            if let Some(number) = self.number(node, Shape::Count) {
                value.set(verdict, number.value);
            }
        }
        let span = self.document.span(node);
        (self.errors.len() == before).then_some(Located { value, span })
    }
}
