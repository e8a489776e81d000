//! Margins, drawn to scale.
//!
//! The line in the middle is the limit; what is to spare lies to its right, what is beyond it to its
//! left. Margins that are shares of their limit have one scale within a proposal, so that their bars
//! can be compared; others (days, or a limit of zero) have one for each unit, which is told.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::render::text::{clean, unbound};
use crate::render::words;
use crate::report::{Finding, Margin, ProposalReport, Verdict};

/// Half the width of a drawing.
const HALF: f64 = 100.0;
/// Its height.
const HEIGHT: f64 = 16.0;

/// How much half a bar is.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// As a share of the limit.
    share: f64,
    /// In each unit, of margins that are no share.
    units: BTreeMap<String, f64>,
    /// True where a margin is more than half a bar can show.
    is_cut: bool,
}

impl Scales {
    /// The scales that fit a proposal's findings.
    pub(super) fn of(proposal: &ProposalReport) -> Self {
        let mut scales = Self::default();
        for margin in proposal.findings.iter().filter_map(|finding| finding.margin.as_ref()) {
            match share(margin) {
                Some(share) => scales.share = scales.share.max(share.abs()),
                None => {
                    let size = number(&margin.amount).unwrap_or_default().abs();
                    let known = scales.units.entry(unit(margin)).or_default();
                    *known = known.max(size);
                }
            }
        }
        // Beyond all of the limit, bars are cut: one wild number must not flatten the others.
        scales.is_cut = scales.share > 1.0;
        scales.share = rounded_up(scales.share.min(1.0), 0.01);
        for (unit, size) in &mut scales.units {
            // A day is not to fill a bar because nothing else is counted in days.
            *size = rounded_up(*size, if unit == "days" { 30.0 } else { 1.0 });
        }
        scales
    }

    /// What half a bar is, in words; `None` where no bar is drawn in shares.
    pub(super) fn legend(&self, proposal: &ProposalReport) -> Option<String> {
        let mut margins = proposal.findings.iter().filter_map(|finding| finding.margin.as_ref());
        let any = margins.any(|margin| share(margin).is_some());
        let cut =
            if self.is_cut { "; two strokes mark a bar that is longer than drawn" } else { "" };
        any.then(|| format!("{}% of the limit{cut}", (self.share * 100.0).round()))
    }

    /// The size of a margin as a part of half a bar.
    fn part(&self, margin: &Margin) -> Option<f64> {
        match share(margin) {
            Some(share) => Some(share / self.share),
            None => Some(number(&margin.amount)? / self.units.get(&unit(margin))?),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    // A float is fine here: the exact number stands beside the drawing.
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn share(margin: &Margin) -> Option<f64> {
    number(margin.relative.as_deref()?)
}

fn unit(margin: &Margin) -> String {
    margin.unit.as_deref().map(clean).unwrap_or_default()
}

/// The next of 1, 2, 5, 10, 20, 50 … times `least`.
fn rounded_up(size: f64, least: f64) -> f64 {
    let mut step = least;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
        if step >= size {
            break;
        }
        step *= factor;
    }
    step
}

/// A finding's margin: the number, the bar, the number in words.
pub(super) fn margin(finding: &Finding, scales: &Scales) -> Markup {
    let Some(margin) = &finding.margin else { return none(finding) };
    let Some(part) = scales.part(margin) else { return none(finding) };
    let said = words::margin(margin, finding.verdict);
    let (amount, size) = match said.split_once(" (") {
        Some((amount, size)) => (amount.to_owned(), size.trim_end_matches(')').to_owned()),
        None => (said, side(part).to_owned()),
    };
    let unit_scale = match share(margin) {
        Some(_) => None,
        None => scales.units.get(&unit(margin)).map(|size| format!("{size} {}", unit(margin))),
    };
    html! {
        span.amount { (minus(&unbound(&amount))) }
        (drawing(part, &size))
        span.size {
            (size)
            @if let Some(scale) = unit_scale { "; half a bar is " (scale.trim_end()) }
        }
    }
}

/// A number with the sign that typesetters use.
pub(super) fn minus(amount: &str) -> String {
    amount.replacen(
        '-',
        "\u{2212}",
        usize::from(amount.starts_with('-') || amount.starts_with("about -")),
    )
}

fn side(part: f64) -> &'static str {
    if part < 0.0 { "beyond the limit" } else { "to spare" }
}

/// In place of a margin: what else there is to know at a glance.
fn none(finding: &Finding) -> Markup {
    let text = match (finding.verdict, finding.days_left) {
        (Verdict::Waiting, Some(days)) => return html! { span.amount { (words::days_left(days)) } },
        (Verdict::Unknown, _) => "cannot be judged",
        _ => "no number to compare",
    };
    html! { span.size { (text) } }
}

/// The bar. Its ends are open where it was cut.
fn drawing(part: f64, label: &str) -> Markup {
    let cut = part.abs() > 1.0;
    let length = short(part.abs().min(1.0) * HALF);
    let end = short(HALF + length.copysign(part));
    let from = end.min(HALF);
    let kind = if part < 0.0 { "beyond" } else { "spare" };
    html! {
        svg.bar viewBox={ "0 0 " (HALF * 2.0) " " (HEIGHT) } preserveAspectRatio="none"
            role="img" aria-label=(label) {
            line.axis x1="0" x2=(HALF * 2.0) y1=(HEIGHT / 2.0) y2=(HEIGHT / 2.0) {}
            rect.(kind) x=(from) y="4" width=(length) height=(HEIGHT - 8.0) {}
            line.value.(kind) x1=(end) x2=(end) y1="2" y2=(HEIGHT - 2.0) {}
            @if cut { path.cut d=(break_at(part)) {} }
            line.limit x1=(HALF) x2=(HALF) y1="0" y2=(HEIGHT) {}
        }
    }
}

/// A coordinate of at most two decimals.
fn short(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Two strokes through a bar that is longer than it is drawn.
fn break_at(part: f64) -> String {
    let x = if part < 0.0 { 10.0 } else { HALF * 2.0 - 18.0 };
    format!("M{} 14L{} 2M{} 14L{} 2", x, x + 4.0, x + 5.0, x + 9.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round() {
        assert_eq!(rounded_up(0.0, 0.01), 0.01);
        assert!((rounded_up(0.385, 0.01) - 0.5).abs() < 1e-9);
        assert!((rounded_up(1.0, 0.01) - 1.0).abs() < 1e-9);
        assert_eq!(rounded_up(31.0, 30.0), 60.0);
    }
}
