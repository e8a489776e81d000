//! Quantities as text: `6,500 tons`, `USD 40 million`, `5% per year`.

use super::Quantity;
use super::currency::is_shared;
use super::number::{Number, NumberFault};
use super::unit::{Dimension, Unit, UnknownUnit};
use super::unit_table::TABLE;

/// The signs of a number; the last is the typographic minus.
const SIGNS: [char; 3] = ['-', '+', '\u{2212}'];

/// Words that multiply the number before them, and how often they are ten.
const SCALES: &[(&str, &str)] = &[
    ("thousand", "1e3"),
    ("million", "1e6"),
    ("mn", "1e6"),
    ("billion", "1e9"),
    ("bn", "1e9"),
    ("trillion", "1e12"),
];

/// Why a text is not read as a quantity.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum QuantityFault {
    /// It does not look like one.
    NotAQuantity,
    /// It has the looks, but its number is beyond the limits.
    TooLong,
    /// A number and words that are no unit.
    UnknownUnit(UnknownUnit),
}

/// Reads a quantity: a number, a scale word, a unit; money may stand before its amount.
pub(super) fn parse(text: &str) -> Result<Quantity, QuantityFault> {
    let text = text.trim();
    let (negative, money, rest) = split_money(text);
    let (number, after) = split_number(rest).ok_or(QuantityFault::NotAQuantity)?;
    // `-USD 5` and `USD -5` are one amount; a sign on both sides is none.
    if number.is_empty() || (negative && number.starts_with(SIGNS)) {
        return Err(QuantityFault::NotAQuantity);
    }
    check_money(money)?;
    let number = read_number(number)?;
    let number = if negative { -number } else { number };
    let (number, unit_text) = split_scale(number, after);
    let unit = match (money.is_empty(), unit_text.is_empty()) {
        (true, true) => Unit::none(),
        (true, false) => read_unit(unit_text)?,
        (false, true) => read_unit(money)?,
        (false, false) => read_unit(&priced(money, unit_text)?)?,
    };
    Ok(Quantity { amount: number, unit })
}

fn read_number(text: &str) -> Result<Number, QuantityFault> {
    Number::read(text).map_err(|fault| match fault {
        NumberFault::NotANumber => QuantityFault::NotAQuantity,
        NumberFault::TooLong => QuantityFault::TooLong,
    })
}

fn read_unit(text: &str) -> Result<Unit, QuantityFault> {
    Unit::parse(text).map_err(QuantityFault::UnknownUnit)
}

/// `USD 5 per share`: what follows the amount of money that stands in front can only say for what it is paid.
fn priced(money: &str, rest: &str) -> Result<String, QuantityFault> {
    let starts_under = rest.starts_with('/') || rest.to_ascii_lowercase().starts_with("per ");
    if starts_under { Ok(format!("{money} {rest}")) } else { Err(QuantityFault::NotAQuantity) }
}

/// Splits off what stands before the number: whether a minus does, and a word or sign.
fn split_money(text: &str) -> (bool, &str, &str) {
    let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let number = unsigned.find(|c: char| c.is_ascii_digit() || SIGNS.contains(&c));
    let (word, rest) = unsigned.split_at(number.unwrap_or(unsigned.len()));
    (negative, word.trim_end(), rest)
}

/// Only money stands before its amount. Words that several currencies share are faults of their own; any other word makes
/// the text prose.
fn check_money(word: &str) -> Result<(), QuantityFault> {
    if word.is_empty() {
        return Ok(());
    }
    if is_shared(word) {
        return read_unit(word).map(drop);
    }
    match TABLE.find(word).map(Unit::dimension) {
        Some(Dimension::Money(_)) => Ok(()),
        _ => Err(QuantityFault::NotAQuantity),
    }
}

/// Splits a text after the longest beginning that is made like a number: sign, digits, separators, decimals, exponent.
/// That beginning may be empty, or no valid number.
pub(super) fn split_number(text: &str) -> Option<(&str, &str)> {
    let signed = text.find(|c: char| !SIGNS.contains(&c)).unwrap_or(text.len());
    let body = text.get(signed..)?;
    let plain = body
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '_' | '.'))
        .unwrap_or(body.len());
    if plain == 0 {
        return Some(("", text));
    }
    let end = signed + plain + exponent_length(body.get(plain..)?);
    Some(text.split_at(end))
}

/// The length of an exponent at the start of `text`, 0 where there is none.
fn exponent_length(text: &str) -> usize {
    let Some(after) = text.strip_prefix(['e', 'E']) else { return 0 };
    let digits = after.strip_prefix(['-', '+']).unwrap_or(after);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 { 0 } else { 1 + (after.len() - digits.len()) + count }
}

/// Applies a scale word at the start of `text`; gives back what follows it.
fn split_scale(number: Number, text: &str) -> (Number, &str) {
    let text = text.trim();
    let (word, rest) = text.split_at(text.find([' ', '/']).unwrap_or(text.len()));
    let scale = SCALES.iter().find(|(scale, _)| word.eq_ignore_ascii_case(scale));
    match scale.and_then(|(_, worth)| Number::parse(worth)) {
        Some(worth) => (&number * &worth, rest.trim()),
        None => (number, text),
    }
}

/// Writes a quantity for people: `6,500 tons`, `1 ton`, `38.5%`, `USD 500,000`, `USD 5 per share`.
pub(super) fn write(quantity: &Quantity) -> String {
    let unit = &quantity.unit;
    let amount = quantity.amount.to_text();
    let one = quantity.amount.abs() == Number::one();
    let shown = if one { unit.singular() } else { unit.display() };
    match (unit.stands_before(), shown.split_once('/')) {
        (true, None) if shown.chars().all(char::is_alphanumeric) => format!("{shown} {amount}"),
        (true, None) => format!("{shown}{amount}"),
        (true, Some((money, under))) => {
            let gap = if money.chars().all(char::is_alphanumeric) { " " } else { "" };
            format!("{money}{gap}{amount} per {under}")
        }
        _ if shown.is_empty() => amount,
        _ if shown.starts_with('%') => format!("{amount}{shown}"),
        _ => format!("{amount} {shown}"),
    }
}
