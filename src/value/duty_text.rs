//! Duties as text.

use super::duty::{Choice, Duty, Form, Line, is_specific};
use super::literal::LiteralError;
use super::number::Number;
use super::number_limits::NumberLimits;
use super::quantity_text::{self, QuantityFault};
use super::unit::{Dimension, Unit};
use super::{Quantity, Value};

/// How many alternatives a duty may have. Comparing two takes time with the square of their number.
const MAX_ALTERNATIVES: usize = 16;

/// The longest text that is looked at as a duty, in bytes.
const MAX_LENGTH: usize = 400;

/// True for a text that is made like a duty with several parts, whether or not it can be read.
pub(super) fn looks_like_duty(text: &str) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    let amount = text.contains(|c: char| c.is_ascii_digit()) && text.contains(['%', '/']);
    let joined =
        || [" + ", " - ", " x ", " × ", " * ", " \u{2212} "].iter().any(|part| text.contains(part));
    text.eq_ignore_ascii_case("free")
        || amount && (joined() || text.to_ascii_lowercase().contains("whichever is"))
}

/// Reads a duty: alternatives joined by `or`, each a sum of percentages, amounts for each unit of goods and the customs
/// value. What does not depend on the customs value twice over comes back as a quantity.
pub(super) fn parse(text: &str) -> Result<Value, LiteralError> {
    let text = text.trim();
    let fault = || LiteralError::BadDuty { text: text.to_owned() };
    let (choice, alternatives) = alternatives(text).ok_or_else(fault)?;
    let mut reader = Reader { text, basis: None };
    let lines: Vec<Line> =
        alternatives.iter().map(|part| reader.line(part)).collect::<Result<_, _>>()?;
    let form = Form { choice, lines, basis: reader.basis, floored: true };
    Ok(simplified(&form)
        .map_or_else(|| Value::Duty(Duty { text: text.into(), form }), Value::Quantity))
}

/// Splits a duty at `or`, and reads which of the alternatives counts.
fn alternatives(text: &str) -> Option<(Choice, Vec<&str>)> {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("whichever is ") else {
        return (!lower.contains(" or ")).then(|| (Choice::Higher, vec![text]));
    };
    let choice = match lower.get(at + "whichever is ".len()..)?.trim_start_matches("the ") {
        "lower" => Choice::Lower,
        "higher" => Choice::Higher,
        _ => return None,
    };
    let listed = text.get(..at)?.trim_end().trim_end_matches(',');
    let mut parts = Vec::new();
    for half in split_all(listed, " or ") {
        // A comma before a space parts alternatives; within a number none follows.
        parts.extend(half.split(", ").map(|part| part.trim().trim_end_matches(',')));
    }
    matches!(parts.len(), 2..=MAX_ALTERNATIVES).then_some((choice, parts))
}

/// Splits at every place of an ASCII separator, whatever its case.
fn split_all<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let lower = text.to_ascii_lowercase();
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, found) in lower.match_indices(separator) {
        parts.extend(text.get(start..at));
        start = at + found.len();
    }
    parts.extend(text.get(start..));
    parts
}

struct Reader<'a> {
    text: &'a str,
    /// What the first amount was stated in; the others convert to it.
    basis: Option<Unit>,
}

impl Reader<'_> {
    fn fault(&self) -> LiteralError {
        LiteralError::BadDuty { text: self.text.to_owned() }
    }

    /// One alternative: terms with `+` and `-` between them, spaces on both sides.
    fn line(&mut self, text: &str) -> Result<Line, LiteralError> {
        let mut line = Line { share: Number::zero(), specific: Number::zero() };
        let mut term = String::new();
        let mut negative = false;
        for word in text.split_whitespace().chain(["+"]) {
            match word {
                "+" | "-" | "\u{2212}" => {
                    let read = self.term(term.trim())?;
                    let read = if negative {
                        Line { share: -read.share, specific: -read.specific }
                    } else {
                        read
                    };
                    line = Line {
                        share: line.share + read.share,
                        specific: line.specific + read.specific,
                    };
                    term.clear();
                    negative = word != "+";
                }
                _ => {
                    term.push_str(word);
                    term.push(' ');
                }
            }
        }
        Ok(line)
    }

    /// One term: `38.5%`, `482 yen/kg`, `value`, each times any factors.
    fn term(&mut self, text: &str) -> Result<Line, LiteralError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut factors = words.split(|word| matches!(*word, "x" | "X" | "×" | "*"));
        let mut line = self.amount(&factors.next().unwrap_or_default().join(" "))?;
        for factor in factors {
            let number = Number::parse(&factor.join(" ")).ok_or_else(|| self.fault())?;
            line = Line { share: &line.share * &number, specific: &line.specific * &number };
        }
        Ok(line)
    }

    fn amount(&mut self, text: &str) -> Result<Line, LiteralError> {
        if text.eq_ignore_ascii_case("value") {
            return Ok(Line { share: Number::one(), specific: Number::zero() });
        }
        if text.eq_ignore_ascii_case("free") {
            return Ok(Line { share: Number::zero(), specific: Number::zero() });
        }
        let quantity = quantity_text::parse(text).map_err(|fault| match fault {
            QuantityFault::UnknownUnit(unit) => LiteralError::UnknownUnit(unit),
            QuantityFault::TooLong => LiteralError::TooLong(NumberLimits::default()),
            QuantityFault::NotAQuantity => self.fault(),
        })?;
        if *quantity.unit.dimension() == Dimension::Percent {
            let share = &quantity.in_base_units() * &Number::ratio(1, 100);
            return Ok(Line { share, specific: Number::zero() });
        }
        if !is_specific(&quantity.unit) {
            return Err(self.fault());
        }
        let basis = self.basis.get_or_insert_with(|| quantity.unit.clone());
        let specific = super::convert(&quantity, basis).ok_or_else(|| LiteralError::MixedDuty {
            text: self.text.to_owned(),
            units: (basis.display().to_owned(), quantity.unit.display().to_owned()),
        })?;
        Ok(Line { share: Number::zero(), specific: specific.amount })
    }
}

/// The quantity that a duty comes down to: a percentage where it has no specific part, an amount where it has no other.
fn simplified(form: &Form) -> Option<Quantity> {
    let amounts = |of: fn(&Line) -> &Number| -> Option<Number> {
        let each = form.lines.iter().map(of);
        match form.choice {
            Choice::Lower => each.min().cloned(),
            Choice::Higher => each.max().cloned(),
        }
    };
    let (amount, unit) = if form.lines.iter().all(|line| line.specific.is_zero()) {
        (&amounts(|line| &line.share)? * &Number::from_integer(100), Unit::percent())
    } else if form.lines.iter().all(|line| line.share.is_zero()) {
        (amounts(|line| &line.specific)?, form.basis.clone()?)
    } else {
        return None;
    };
    Some(Quantity { amount: if amount.is_negative() { Number::zero() } else { amount }, unit })
}
