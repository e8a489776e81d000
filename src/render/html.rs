//! `--format html`: one page for a browser, complete in itself.
//!
//! What it comes to, then the rules by verdict with their margins drawn to one scale, then each
//! finding with its place in the proposal and the rule it rests on. The gravest come first, so that
//! what breaks and by how much is seen before anything is scrolled; what holds is folded away.
//! No script, no network, no address but those within the page: the policy in the head forbids them,
//! and the templates escape whatever is not a tag of their own. What colours say, words say too.

mod bar;
mod excerpt;
mod finding;
mod notice;
mod overview;
mod prose;

use std::collections::HashMap;
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use self::bar::Scales;
use self::prose::prose;
use super::text::{clean, count};
use super::words::{self, Judgement, Tone};
use super::{Sources, gravest};
use crate::report::{Counts, Finding, ProposalReport, Report};

const STYLE: &str = include_str!("html/style.css");

/// Styles of this page, and nothing else: no script, no image, no form, no other base.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A proposal on the page.
struct Section<'a> {
    sources: &'a Sources,
    report: &'a Report,
    proposal: &'a ProposalReport,
    /// From 1, for the ids of its findings.
    number: usize,
    scales: Scales,
    /// The number of each finding among the rules, by where it is kept.
    places: HashMap<*const Finding, usize>,
}

pub(super) fn write(report: &Report, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let top = worst(report);
    put(out, head(&title(report, &top), ""))?;
    put(out, header(report, &top))?;
    out.write_all(b"<main>")?;
    put(out, notice::errors(&report.errors, sources))?;
    if report.proposals.len() > 1 {
        put(out, overview::proposals(report))?;
    }
    for (at, proposal) in report.proposals.iter().enumerate() {
        put(out, Section::of(report, sources, proposal, at + 1).whole())?;
    }
    put(out, notice::notices(&report.notices))?;
    out.write_all(b"</main></body></html>\n")
}

/// Each part is written before the next is made.
fn put(out: &mut dyn Write, part: Markup) -> io::Result<()> {
    out.write_all(part.into_string().as_bytes())
}

fn worst(report: &Report) -> Judgement {
    match report.proposals.as_slice() {
        [one] => words::outcome(one),
        [] => Judgement {
            word: "nothing was checked",
            meaning: "there is no proposal in this report".to_owned(),
            tone: Tone::Warn,
        },
        _ => words::worst(report),
    }
}

/// What the page is about.
fn subject(report: &Report) -> String {
    match report.proposals.as_slice() {
        [one] => words::name(one),
        [] => "Deal check".to_owned(),
        many => count(many.len(), "proposal", "proposals"),
    }
}

/// What this page is called.
fn title(report: &Report, top: &Judgement) -> String {
    format!("{}: {}", top.word, subject(report))
}

/// Everything up to the body; the tags it opens are closed at the very end.
pub(super) fn head(title: &str, own_style: &str) -> Markup {
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">"))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (title) }
            style { (PreEscaped(STYLE)) (PreEscaped(own_style)) }
        }
        (PreEscaped("<body>"))
    }
}

fn header(report: &Report, top: &Judgement) -> Markup {
    let one = match report.proposals.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let own_days = report.proposals.iter().any(|one| one.as_of.is_some());
    let day = match one {
        Some(one) => format!("for {}", words::day(report, one)),
        None if own_days => "for several days, told with each proposal".to_owned(),
        None => format!("for {}", clean(&report.as_of)),
    };
    html! {
        header {
            p.eyebrow { "Deal check " (day) }
            h1 { bdi { (subject(report)) } }
            p.outcome.(class(top.tone)) {
                strong { (top.word) }
                " " span { (top.meaning) }
            }
            @if let Some(one) = one { (counts(one)) }
            @if !report.errors.is_empty() {
                p.unread {
                    strong { (count(report.errors.len(), "error", "errors")) }
                    ": not everything could be read, so this may not be all"
                }
            }
        }
    }
}

/// `Red lines: 4 broken · 1 unknown`, the file beneath.
fn counts(proposal: &ProposalReport) -> Markup {
    let line = |title: &str, counts: &Counts| {
        html! {
            @if counts.total() > 0 { span { b { (title) } " " (words::counts(counts, " · ")) } " " }
        }
    };
    html! {
        p.counts {
            (line("Red lines", &proposal.counts))
            (line("Concerns", &proposal.concerns))
            @if proposal.name.is_some() { span { b { "File" } " " code { (words::file(proposal)) } } }
        }
    }
}

impl<'a> Section<'a> {
    fn of(
        report: &'a Report,
        sources: &'a Sources,
        proposal: &'a ProposalReport,
        number: usize,
    ) -> Self {
        let places = proposal.findings.iter().map(std::ptr::from_ref).zip(1..).collect();
        Self { sources, report, proposal, number, scales: Scales::of(proposal), places }
    }

    /// All of one proposal.
    fn whole(&self) -> Markup {
        let alone = self.report.proposals.len() == 1;
        let judgement = words::outcome(self.proposal);
        let shown = gravest::findings(self.proposal);
        html! {
            section id={ "p" (self.number) } aria-labelledby={ "p" (self.number) "-title" } {
                @if alone {
                    h2.visually-hidden id={ "p" (self.number) "-title" } { "Rules by verdict" }
                } @else {
                    h2 id={ "p" (self.number) "-title" } { bdi { (words::name(self.proposal)) } }
                    p.outcome.(class(judgement.tone)) {
                        strong { (judgement.word) } " " span { (judgement.meaning) }
                    }
                    (counts(self.proposal))
                    @if self.report.proposals.iter().any(|one| one.as_of.is_some()) {
                        p.muted { "Checked for " (words::day(self.report, self.proposal)) }
                    }
                }
                (self.overview(&shown))
                @if !shown.is_empty() {
                    h3 { "Each finding" }
                    @for finding in &shown { (self.finding(finding)) }
                }
            }
        }
    }

    /// The id of a finding, made of numbers only.
    fn id(&self, finding: &Finding) -> String {
        let place = self.places.get(&std::ptr::from_ref(finding));
        format!("p{}-r{}", self.number, place.copied().unwrap_or_default())
    }
}

/// The style of a tone.
pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad | Tone::StrongBad => "bad",
        Tone::Warn | Tone::StrongWarn => "warn",
        Tone::Calm | Tone::StrongCalm => "calm",
        Tone::Good | Tone::StrongGood => "good",
        Tone::Dim => "dim",
    }
}
