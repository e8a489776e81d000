//! Literals: kept as written, and the two shapes that are refused.

use super::Builder;
use crate::source::Span;
use crate::syntax::ast::{Literal, LiteralKind};
use crate::syntax::error::SyntaxErrorKind;
use crate::syntax::grammar::Rule;
use crate::syntax::reader::Pair;
use crate::syntax::text::{collapsed, unquoted};

impl Builder<'_> {
    /// A literal, of any shape.
    pub(super) fn literal(&mut self, pair: Pair<'_>) -> Literal {
        let kind = match pair.as_rule() {
            Rule::date | Rule::wrong_date => return self.date(pair),
            Rule::duty => LiteralKind::Duty,
            Rule::text => LiteralKind::Text,
            Rule::word_value => LiteralKind::Word,
            Rule::wrong_number => {
                self.wrong_number(&pair);
                LiteralKind::Quantity
            }
            _ => LiteralKind::Quantity,
        };
        self.raw(&pair, kind)
    }

    /// A literal as written.
    pub(super) fn raw(&self, pair: &Pair<'_>, kind: LiteralKind) -> Literal {
        let text = match kind {
            LiteralKind::Text => unquoted(self.source(pair)),
            _ => collapsed(self.source(pair)),
        };
        Literal { kind, text, span: self.span(pair) }
    }

    /// A date, or the refusal of one with slashes.
    pub(super) fn date(&mut self, pair: Pair<'_>) -> Literal {
        if pair.as_rule() == Rule::wrong_date {
            let text = self.source(&pair).to_owned();
            let kind = SyntaxErrorKind::AmbiguousDate { readings: readings(&text), text };
            self.fail(self.span(&pair), kind);
        }
        self.raw(&pair, LiteralKind::Date)
    }

    fn wrong_number(&mut self, pair: &Pair<'_>) {
        let digits = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
        let text: String = self.source(pair).chars().take_while(|c| digits(*c)).collect();
        let start = self.span(pair).start;
        let span = Span::new(start, start + text.len());
        self.fail(span, SyntaxErrorKind::WrongNumber { text });
    }

    /// `3` or `three`, as digits.
    pub(super) fn count(&self, pair: &Pair<'_>) -> Literal {
        let words = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        let mut literal = self.raw(pair, LiteralKind::Quantity);
        if let Some(at) = words.iter().position(|word| *word == literal.text) {
            literal.text = (at + 1).to_string();
        }
        literal
    }
}

/// The dates that `03/04/2005` could be: day first and month first, as far as they exist.
fn readings(text: &str) -> Vec<String> {
    let parts: Vec<u32> = text.split(['/', '.']).filter_map(|part| part.parse().ok()).collect();
    let [first, second, year] = parts.as_slice() else { return Vec::new() };
    let year = if *year < 100 { 2000 + year } else { *year };
    let exists = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let mut dates: Vec<String> = [(*second, *first), (*first, *second)]
        .into_iter()
        .filter(|(month, day)| exists(*month, *day))
        .map(|(month, day)| format!("{year:04}-{month:02}-{day:02}"))
        .collect();
    dates.dedup();
    dates
}

#[cfg(test)]
mod tests {
    use super::readings;

    #[test]
    fn a_date_with_slashes_has_up_to_two_readings() {
        assert_eq!(readings("03/04/2005"), ["2005-04-03", "2005-03-04"]);
        assert_eq!(readings("31/3/04"), ["2004-03-31"]);
        assert_eq!(readings("4.4.2004"), ["2004-04-04"]);
        assert!(readings("31/31/2004").is_empty());
    }
}
