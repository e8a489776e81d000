//! How values, lists and plurals are spelt.

use crate::chance::Chance;
use crate::value::{Duty, Fraction, Kind, Number, Value, unit};

/// A value as a proposal or a rule may write it; a rule puts texts in quotes.
pub fn of_value(value: &Value, chance: &mut Chance, in_rule: bool) -> String {
    match value {
        Value::Number(number) => of_number(number, chance, in_rule),
        Value::Date(day) if chance.percent(20) => day.strftime("%-d %B %Y").to_string(),
        Value::Date(day) => day.to_string(),
        Value::Text(text) if in_rule => format!("\"{text}\""),
        Value::Text(text) => text.clone(),
        Value::Yes => "yes".to_owned(),
        Value::Duty(duty) => of_duty(duty),
    }
}

fn of_number(number: &Number, chance: &mut Chance, in_rule: bool) -> String {
    let count = number.count();
    let name = number.unit.name;
    match number.unit.kind {
        Kind::Bare => decimal(count, false),
        Kind::Percent if name == "point" => {
            format!("{} {}", decimal(count, false), if one(count) { "point" } else { "points" })
        }
        Kind::Percent if number.is_zero() && chance.percent(30) && !in_rule => "free".to_owned(),
        Kind::Percent => format!("{}%", decimal(count, false)),
        Kind::Rate(_) => format!("{} {name}", decimal(count, false)),
        Kind::Money(_) => format!("{name} {}", decimal(count, chance.percent(70))),
        Kind::Mass => of_mass(number, chance, in_rule),
        Kind::Volume => format!("{} {name}", decimal(count, false)),
        Kind::Pairs | Kind::Days | Kind::Months => {
            let name = if one(count) { name.to_owned() } else { format!("{name}s") };
            format!("{} {name}", decimal(count, chance.percent(50)))
        }
    }
}

fn one(count: Fraction) -> bool {
    count == Fraction::from_integer(1)
}

fn of_mass(number: &Number, chance: &mut Chance, in_rule: bool) -> String {
    let words: &[&'static str] = match number.unit.name {
        "kg" => &["kg"],
        "g" => &["g"],
        "lb" => &["lb", "lbs"],
        "short ton" => &["short tons"],
        _ => &["tons", "t", "tonnes"],
    };
    let thousand = Fraction::from_integer(1000);
    if !in_rule && number.count() >= thousand && chance.percent(8) {
        return format!("{}e3 {}", decimal(number.count() / thousand, false), chance.word(words));
    }
    format!("{} {}", decimal(number.count(), chance.percent(60)), chance.word(words))
}

fn of_duty(duty: &Duty) -> String {
    let line = |(slope, rise): &(Fraction, Fraction)| {
        let percent = format!("{}%", decimal(*slope, false));
        let money = format!("{} {}/kg", decimal(*rise, false), duty.money);
        if *slope == Fraction::from_integer(-100) {
            return format!("{money} - value");
        }
        match (*slope.numer(), *rise.numer()) {
            (_, 0) => percent,
            (0, _) => money,
            _ => format!("{percent} + {money}"),
        }
    };
    let lines: Vec<String> = duty.lines.iter().map(line).collect();
    match (lines.len(), duty.highest) {
        (1, _) => lines.concat(),
        (_, true) => format!("{}, whichever is higher", lines.join(" or ")),
        (_, false) => format!("{}, whichever is lower", lines.join(" or ")),
    }
}

/// An ending decimal; with `commas`, groups of three digits.
pub fn decimal(count: Fraction, commas: bool) -> String {
    let sign = if count < Fraction::default() { "-" } else { "" };
    let whole = count.trunc().to_integer().unsigned_abs().to_string();
    let mut rest = count.fract();
    let mut digits = String::new();
    while *rest.numer() != 0 && digits.len() < 30 {
        rest *= Fraction::from_integer(10);
        digits += &rest.trunc().to_integer().unsigned_abs().to_string();
        rest = rest.fract();
    }
    let whole = if commas { grouped(&whole) } else { whole };
    if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
}

/// As reports write it: exact where its decimals end, else 12 significant digits, half to even.
pub fn significant(count: Fraction) -> String {
    let mut rest = *count.denom();
    for factor in [2, 5] {
        while rest % factor == 0 {
            rest /= factor;
        }
    }
    if rest == 1 {
        return decimal(count, false);
    }
    let ten = Fraction::from_integer(10);
    let size = count.max(-count);
    let mut scale = Fraction::from_integer(1);
    let least = Fraction::from_integer(10_i128.pow(11));
    while size * scale < least {
        scale *= ten;
    }
    while size * scale >= least * ten {
        scale /= ten;
    }
    let scaled = size * scale;
    let (whole, part) = (scaled.trunc(), scaled.fract());
    let half = Fraction::new(1, 2);
    let odd = whole.to_integer() % 2 == 1;
    let up = part > half || (part == half && odd);
    let rounded = (whole + Fraction::from_integer(i128::from(up))) / scale;
    decimal(if count < Fraction::default() { -rounded } else { rounded }, false)
}

fn grouped(whole: &str) -> String {
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `A, B and C`
pub fn list(items: &[String], joint: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// With `a` or `an` before it.
pub fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// More than one of it.
pub fn plural(name: &str) -> String {
    if name.ends_with('s') { name.to_owned() } else { format!("{name}s") }
}

/// The number that a margin states, in the base of its unit.
pub fn read_margin(amount: &str, name: Option<&str>) -> Option<Fraction> {
    let sign = if amount.starts_with('-') { -1 } else { 1 };
    let (whole, rest) = amount
        .trim_start_matches('-')
        .split_once('.')
        .unwrap_or((amount.trim_start_matches('-'), ""));
    let digits: i128 = format!("{whole}{rest}").parse().ok()?;
    let count = Fraction::new(sign * digits, 10_i128.pow(u32::try_from(rest.len()).ok()?));
    let name = name.unwrap_or_default();
    let found =
        [name, name.trim_end_matches('s')].into_iter().find(|name| unit(name).name == *name)?;
    Some(count * unit(found).one())
}
