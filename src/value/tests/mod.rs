//! What the language promises of values, as tables.

mod arithmetic;
mod comparing;
mod duties;
mod reading;
mod units;

use super::*;

/// A value as a rule writes it: a date, a duty or a quantity; in `'…'` a text, `3..5` a range of them.
fn v(text: &str) -> Value {
    if let Some(inner) = text.strip_prefix('\'') {
        return Value::Text(inner.trim_end_matches('\'').to_owned());
    }
    if let Some((low, high)) = text.split_once("..") {
        let end = |end: &str| (!end.is_empty()).then(|| q(end));
        return Value::Range(Range { low: end(low), high: end(high) });
    }
    match text {
        "yes" => return Value::Yes,
        "no" => return Value::No,
        _ => {}
    }
    if let Ok(date) = read_date(text) {
        return Value::Date(date);
    }
    read_quantity(text)
        .or_else(|_| read_duty(text))
        .unwrap_or_else(|e| panic!("{text}: {}", e.message()))
}

fn q(text: &str) -> Quantity {
    match read_quantity(text) {
        Ok(Value::Quantity(quantity)) => quantity,
        other => panic!("{text}: {other:?}"),
    }
}

/// The variant of an error, without its contents.
fn kind(fault: &Incomparable) -> String {
    format!("{fault:?}").split('(').next().unwrap_or_default().to_owned()
}

/// What is possible: `<`, `=`, `>` in that order, or the kind of error.
fn relation(subject: &str, limit: &str) -> String {
    match compare(&v(subject), &v(limit)) {
        Err(fault) => kind(&fault),
        Ok(c) => [(c.less, "<"), (c.equal, "="), (c.greater, ">")]
            .iter()
            .filter_map(|(on, sign)| on.then_some(*sign))
            .collect(),
    }
}

/// The sentence read backwards.
fn mirrored(relation: &str) -> String {
    match relation {
        "<" => ">".into(),
        ">" => "<".into(),
        "<=" => "=>".into(),
        "=>" => "<=".into(),
        other => other.into(),
    }
}
