//! What a report is expected to say, and how it differs.

use dealbreaker::name::Name;
use dealbreaker::report::{Counts, Finding, Margin, ProposalReport, Verdict};

/// What one finding, or one part of it, is expected to be. What is not stated is not checked.
#[derive(Debug, Default, Clone)]
pub(crate) struct Expected {
    pub(crate) verdict: Option<String>,
    pub(crate) margin: Option<String>,
    pub(crate) days_left: Option<i64>,
    /// The verdict beneath a waiver.
    pub(crate) hides: Option<String>,
    pub(crate) counts: Vec<(String, usize)>,
    pub(crate) parts: Vec<(String, Expected)>,
}

impl Expected {
    /// Each difference in a line, `name` first.
    pub(crate) fn differences(&self, name: &str, finding: &Finding) -> Vec<String> {
        let mut lines = Vec::new();
        let mut differ = |what: &str, expected: &str, got: &str| {
            lines.push(format!(
                "{name}: expected {what}`{expected}`, got `{got}`\n      it says: {}",
                finding.message
            ));
        };
        if let Some(verdict) = &self.verdict
            && verdict != finding.verdict.word()
        {
            differ("", verdict, finding.verdict.word());
        }
        if let Some(margin) = &self.margin {
            match &finding.margin {
                Some(found) if same_margin(margin, found) => {}
                found => differ("margin ", margin, &shown(found.as_ref())),
            }
        }
        if let Some(days) = self.days_left
            && finding.days_left != Some(days)
        {
            differ("days left ", &days.to_string(), &format!("{:?}", finding.days_left));
        }
        if let Some(hidden) = &self.hides {
            let found = finding.waiver.as_ref().map_or("no waiver", |waiver| waiver.verdict.word());
            if hidden != found {
                differ("hidden ", hidden, found);
            }
        }
        for (verdict, count) in &self.counts {
            let found = finding.part_counts.and_then(|counts| of(&counts, verdict));
            if found != Some(*count) {
                differ(&format!("{verdict} "), &count.to_string(), &format!("{found:?}"));
            }
        }
        for (part, expected) in &self.parts {
            let named = |finding: &&Finding| {
                finding.subject.as_ref().is_some_and(|s| Name::new(s) == Name::new(part))
            };
            match finding.parts.iter().find(named) {
                Some(found) => {
                    lines.extend(expected.differences(&format!("{name}, {part}"), found));
                }
                None => {
                    let there: Vec<_> =
                        finding.parts.iter().filter_map(|p| p.subject.as_deref()).collect();
                    lines.push(format!("{name}: no part `{part}`, only {there:?}"));
                }
            }
        }
        lines
    }
}

/// The finding of a rule; the error names those that there are.
pub(crate) fn finding<'a>(report: &'a ProposalReport, rule: &str) -> Result<&'a Finding, String> {
    report.findings.iter().find(|finding| finding.rule == rule).ok_or_else(|| {
        let there: Vec<_> = report.findings.iter().map(|f| f.rule.as_str()).collect();
        format!("{rule}: no such rule, only {there:?}")
    })
}

fn of(counts: &Counts, verdict: &str) -> Option<usize> {
    Verdict::ALL.into_iter().find(|known| known.word() == verdict).map(|known| counts.of(known))
}

fn shown(margin: Option<&Margin>) -> String {
    margin.map_or("none".to_owned(), |margin| {
        format!("{} {}", margin.amount, margin.unit.as_deref().unwrap_or_default())
    })
}

fn same_margin(expected: &str, found: &Margin) -> bool {
    let found = format!("{} {}", found.amount, found.unit.as_deref().unwrap_or_default());
    amount_and_unit(expected) == amount_and_unit(&found)
}

/// `-2,500 tons`, `USD -150000`: the number without commas and needless zeros, and the unit.
fn amount_and_unit(text: &str) -> (String, String) {
    let is_number = |word: &&str| word.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let amount = text.split_whitespace().find(is_number).unwrap_or_default().replace(',', "");
    let amount = match amount.split_once('.') {
        Some(_) => amount.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => amount,
    };
    let rest: Vec<&str> = text.split_whitespace().filter(|word| !is_number(word)).collect();
    let unit = match rest.join(" ").as_str() {
        "t" | "ton" | "tonne" | "tonnes" => "tons".to_owned(),
        unit @ ("day" | "month" | "year" | "point" | "pair") => format!("{unit}s"),
        unit => unit.to_owned(),
    };
    (amount, unit)
}

#[test]
fn margins_are_compared_by_amount_and_unit() {
    assert_eq!(amount_and_unit("-2,500 t"), amount_and_unit("-2500 tons"));
    assert_eq!(amount_and_unit("USD -150000"), amount_and_unit("-150000 USD"));
    assert_eq!(amount_and_unit("0.50 points"), amount_and_unit("0.5 points"));
    assert_ne!(amount_and_unit("1 ton"), amount_and_unit("-1 ton"));
}
