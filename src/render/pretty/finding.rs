//! One finding: what was found, where, by which rule, and what would mend it.

use super::Page;
use super::diagnostic::Spot;
use crate::render::gravest;
use crate::render::text::{clean, fold, grouped};
use crate::render::words;
use crate::report::{Finding, Verdict, Waiver};

/// At most so many subjects of a quantified rule are listed.
const PARTS: usize = 5;
/// At most so many places of one finding are shown.
const PLACES: usize = 4;
/// A place in a proposal of more lines than this is shown by its first line.
const DATA_LINES: usize = 3;
/// A sentence of more lines than this is shown by its first line.
const RULE_LINES: usize = 8;

impl Page<'_> {
    pub(super) fn finding(&self, finding: &Finding) -> String {
        let look = words::look(finding);
        let message = format!("{}: {}", look.title, clean(&finding.message));
        let parts = gravest::parts(finding);
        let sign = self.paint.sign(look.sign);
        let mut out = self.diagnostic(message, sign, look.tone, &spots(finding, &parts));
        if self.style.colour {
            // Painted after miette folded it; a title that had to be folded stays plain.
            let painted = self.paint.tone(look.tone.strong(), &look.title);
            out = out.replacen(&look.title, &painted, 1);
        }
        out.push_str(&self.places_left_out(finding, &parts));
        out.push_str(&self.parts(finding, &parts));
        out.push_str(&self.fields(finding));
        out.push('\n');
        out
    }

    /// The table beneath the excerpts.
    fn fields(&self, finding: &Finding) -> String {
        let mut out = String::new();
        let mut add = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                out.push_str(&self.field(key, &value));
            }
        };
        let text = |value: &Option<String>| value.as_deref().map(clean);
        let margin = finding.margin.as_ref();
        add("margin", margin.map(|margin| words::margin(margin, finding.verdict)));
        add("because", text(&finding.because));
        add("source", text(&finding.source));
        add("owner", text(&finding.owner));
        add("waiver", finding.waiver.as_ref().map(|waiver| waived(waiver, finding.verdict)));
        for help in &finding.help {
            add("help", Some(clean(help)));
        }
        out
    }

    /// What excerpts do not show: further places of one finding.
    fn places_left_out(&self, finding: &Finding, parts: &[&Finding]) -> String {
        let more = gravest::data(finding, parts).len().saturating_sub(PLACES);
        if more == 0 {
            return String::new();
        }
        let places = if more == 1 { "place" } else { "places" };
        self.field("at", &format!("{more} more {places} (see --format json)"))
    }

    /// The subjects of a quantified rule: how many of each verdict, and a line for the gravest.
    fn parts(&self, finding: &Finding, parts: &[&Finding]) -> String {
        let Some(counts) = &finding.part_counts else { return String::new() };
        let said = words::counts(counts, self.paint.dot());
        let total = grouped(&counts.total().to_string());
        let mut out = self.field("subjects", &format!("{said}, of {total}"));
        for part in parts.iter().take(PARTS) {
            out.push_str(&self.part(part));
        }
        let open = Verdict::ALL.into_iter().filter(|verdict| words::wants_attention(*verdict));
        let open: usize = open.map(|verdict| counts.of(verdict)).sum();
        let more = open.saturating_sub(parts.len().min(PARTS));
        if more > 0 {
            let more = grouped(&more.to_string());
            let text = format!("{} and {more} more (see --format json)", self.paint.dots());
            out.push_str(&fold(&text, "      ", "      ", self.style.width));
            out.push('\n');
        }
        out
    }

    /// `broken   pork: has no quota (-2,500 tons) [proposals/round-3.yaml:21:3]`
    fn part(&self, part: &Finding) -> String {
        let look = words::look(part);
        let message = clean(&part.message);
        let subject = part.subject.as_deref().map(clean).unwrap_or_default();
        let named = subject.is_empty() || message.contains(&format!("`{subject}`"));
        let mut text = if named { message } else { format!("{subject}: {message}") };
        if let Some(margin) = &part.margin {
            text = format!("{text} ({})", words::amount(margin));
        }
        if let Some(place) = part.data.first() {
            text = format!("{text} [{}]", words::position(place));
        }
        let word = match (part.verdict, part.days_left) {
            (Verdict::Waiting, Some(days)) => format!("waiting ({})", words::days_left(days)),
            (verdict, _) => verdict.word().to_owned(),
        };
        self.paragraph(look.tone, &format!("      {word:<8} "), &text, 15)
    }
}

/// The places to show: those in the proposal first, then the sentence.
fn spots<'a>(finding: &'a Finding, parts: &[&'a Finding]) -> Vec<Spot<'a>> {
    let places = gravest::data(finding, parts).iter().take(PLACES).enumerate();
    let mut spots: Vec<Spot> = places
        .map(|(at, place)| Spot {
            place,
            label: place.label.clone(),
            lines: DATA_LINES,
            context: at == 0,
            text: None,
        })
        .collect();
    spots.push(Spot {
        place: &finding.at,
        label: Some(format!("{} `{}`", words::kind(finding.force), finding.rule)),
        lines: RULE_LINES,
        context: false,
        // A lawyer reads every word of it.
        text: Some(&finding.sentence),
    });
    spots
}

/// Who waived it, until when, and what that hides.
fn waived(waiver: &Waiver, verdict: Verdict) -> String {
    let said = words::waiver(waiver);
    match verdict {
        Verdict::Waived => format!("{said}; without it: {}", waiver.verdict.word()),
        _ => said,
    }
}
