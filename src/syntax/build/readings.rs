//! The words of readings: how one would write what a sentence with two readings may mean.

use crate::syntax::ast::Joint;

/// 100 more or less a decimal, exactly.
pub(super) fn changed_by(number: &str, sign: char) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let scale = 10_i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    let units: i64 = format!("{whole}{decimals}").parse().ok()?;
    let base = scale.checked_mul(100)?;
    let sum = if sign == '-' { base.checked_sub(units)? } else { base.checked_add(units)? };
    if sum < 0 {
        return None;
    }
    Some(match decimals.len() {
        0 => sum.to_string(),
        places => format!("{}.{:0places$}", sum / scale, sum % scale),
    })
}

/// Neighbours joined by `inner`, as groups.
pub(super) fn groups<'i>(
    items: &'i [String],
    joints: &[(Joint, usize)],
    inner: Joint,
) -> Vec<Vec<&'i String>> {
    let mut groups: Vec<Vec<&String>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        // A comma goes with the next word that is written.
        let joint = joints.iter().find(|(_, before)| *before >= at).map(|(joint, _)| *joint);
        match groups.last_mut() {
            Some(group) if joint == Some(inner) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}

/// The items with parentheses round those joined by `inner`.
pub(super) fn grouped(items: &[String], joints: &[(Joint, usize)], inner: Joint) -> String {
    let (inside, between) = match inner {
        Joint::And => (" and ", " or "),
        Joint::Or => (" or ", " and "),
    };
    let written = groups(items, joints, inner).into_iter().map(|group| {
        let words: Vec<&str> = group.iter().map(|item| item.as_str()).collect();
        match words.len() {
            1 => words.concat(),
            _ => format!("({})", words.join(inside)),
        }
    });
    written.collect::<Vec<_>>().join(between)
}

/// Every way to take one item from each group, as long as there are few.
pub(super) fn one_from_each<'i>(groups: &[Vec<&'i String>]) -> Vec<Vec<&'i String>> {
    let mut rows: Vec<Vec<&String>> = vec![Vec::new()];
    for group in groups {
        let longer = rows.iter().flat_map(|row| {
            group.iter().map(|item| row.iter().copied().chain([*item]).collect::<Vec<_>>())
        });
        rows = longer.take(8).collect();
    }
    rows
}

pub(super) fn not_every_rule(noun: &str, asked: &str) -> Vec<String> {
    vec![format!("at least 1 {noun} must not {asked}"), format!("no {noun} may {asked}")]
}

pub(super) fn all_rule(noun: &str, asked: &str) -> Vec<String> {
    match asked.strip_prefix("not ") {
        Some(asked) => not_every_rule(&one(noun), asked).into_iter().rev().collect(),
        None => vec![format!("each {} must {asked}", one(noun)), together(noun, asked, "must be")],
    }
}

/// `at least half of products must have a quota`, by number.
pub(super) fn portion(subject: &str, asked: &str) -> Option<String> {
    let (share, noun) = subject.split_once(" of ")?;
    let share =
        share.strip_suffix('%').map_or(share.ends_with("half"), |_| true).then_some(share)?;
    let (verb, held) = asked.split_once(' ').unwrap_or((asked, ""));
    let word = match verb {
        "have" | "has" | "keep" => "with",
        "state" | "states" => "that state",
        _ => return Some(format!("number of {noun} must be {share} of number of {noun}")),
    };
    Some(format!("number of {noun} {word} {held} must be {share} of number of {noun}"))
}

/// The reading of `all …` in which they are taken together.
pub(super) fn together(noun: &str, asked: &str, be: &str) -> String {
    let held = asked.split_once(' ').map_or(asked, |(_, held)| held);
    match asked.split(' ').next() {
        Some("be" | "is" | "are") => format!("total {noun} {be} {held}"),
        Some("have" | "has" | "state" | "states") => format!("there {be} {held}"),
        _ => format!("total {noun} must {asked}"),
    }
}

/// A noun without the plural `s` of its first plain words.
pub(super) fn one(noun: &str) -> String {
    match noun.split_once(" whose ").or_else(|| noun.split_once(" with ")) {
        Some((head, _)) => noun.replacen(head, head.strip_suffix('s').unwrap_or(head), 1),
        None => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

/// `have a quota` as a condition says it.
pub(super) fn finite(asked: &str) -> String {
    let (verb, rest) = asked.split_once(' ').unwrap_or((asked, ""));
    let verb = match verb {
        "have" | "keep" => "has",
        "be" | "are" => "is",
        "state" => "states",
        "exceed" => "exceeds",
        other => other,
    };
    format!("{verb} {rest}").trim_end().to_owned()
}

/// `does not have` as it would say the contrary.
pub(super) fn positive(verb: &str) -> String {
    match verb.strip_prefix("does not ").or_else(|| verb.strip_prefix("do not ")) {
        Some(verb) => finite(verb),
        None => verb.replacen(" not", "", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::changed_by;

    #[test]
    fn a_percentage_more_or_less_is_exact() {
        assert_eq!(changed_by("5", '-').as_deref(), Some("95"));
        assert_eq!(changed_by("2.5", '+').as_deref(), Some("102.5"));
        assert_eq!(changed_by("0.05", '-').as_deref(), Some("99.95"));
        assert_eq!(changed_by("150", '-'), None);
    }
}
