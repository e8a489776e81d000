//! Reports built by hand, in the formats that other programs read, as snapshots.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "render/reports.rs"]
mod reports;

use dealbreaker::render::{Format, Sources, Style};
use dealbreaker::report::{Report, Verdict, Waiver};

use reports::*;

/// Reads as a file name would: `concise_every_verdict`.
fn snapshot(name: &str, format: Format, (report, sources): &(Report, Sources)) {
    let text = shown(format, report, sources, PLAIN);
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[version]");
    let text = if format == Format::Html { readable(&text) } else { text };
    insta::assert_snapshot!(format!("{}_{name}", format.name()), text);
}

/// A page with its tags on lines of their own, and without its styles.
fn readable(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}<style></style>{after}").replace("><", ">\n<")
}

/// One run with findings of every verdict.
#[test]
fn every_verdict_in_every_format() {
    let formats = [
        Format::Concise,
        Format::Sarif,
        Format::Junit,
        Format::Tap,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
        Format::Html,
    ];
    for format in formats {
        snapshot("every_verdict", format, &every_verdict());
    }
}

#[test]
fn several_proposals_notices_and_errors() {
    for format in [
        Format::Concise,
        Format::Sarif,
        Format::Junit,
        Format::Tap,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
        Format::Html,
    ] {
        snapshot("several", format, &several());
    }
}

#[test]
fn subjects_of_a_quantified_rule() {
    for format in [
        Format::Concise,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
        Format::Html,
    ] {
        snapshot("many_parts", format, &many_parts());
    }
}

#[test]
fn many_findings_at_the_end_of_a_long_line_show_little_of_it() {
    let (mut report, sources) = one_long_line(600_000);
    let findings = &mut report.proposals[0].findings;
    let last = findings.pop().unwrap();
    *findings = vec![last; 2_000];
    for format in Format::ALL {
        let text = shown(format, &report, &sources, PLAIN);
        assert!(text.len() < 2_000 * 4_000, "{}: {}", format.name(), text.len());
    }
}

/// The same bytes, whatever the style and however often.
#[test]
fn only_pretty_looks_at_the_style() {
    let loud = Style { width: 44, colour: true, unicode: false, links: true };
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Pretty) {
        for (report, sources) in all_fixtures() {
            let plain = shown(format, &report, &sources, PLAIN);
            assert_eq!(shown(format, &report, &sources, loud), plain, "{}", format.name());
        }
    }
}

/// A quantified rule that is waived: its subjects are suppressed with it.
#[test]
fn a_waiver_covers_the_subjects() {
    let (mut report, sources) = many_parts();
    let finding = &mut report.proposals[0].findings[0];
    finding.verdict = Verdict::Waived;
    finding.waiver = Some(Waiver {
        verdict: Verdict::Broken,
        until: "2004-06-30".into(),
        by: None,
        because: None,
    });
    let read = |format| -> serde_json::Value {
        serde_json::from_str(&shown(format, &report, &sources, PLAIN)).unwrap()
    };
    let sarif = read(Format::Sarif);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 13);
    assert!(results.iter().all(|result| result["suppressions"][0]["status"] == "accepted"));
    let gitlab = read(Format::Gitlab);
    assert!(gitlab.as_array().unwrap().iter().all(|entry| entry["severity"] == "info"));
}

/// An empty report says that nothing was checked, and never that all is well.
#[test]
fn nothing_checked_is_said() {
    let nothing = (report(Vec::new()), Sources::new());
    let of = |format| shown(format, &nothing.0, &nothing.1, PLAIN);
    assert!(of(Format::Html).contains("nothing was checked"));
    assert!(of(Format::Markdown).contains("Nothing was checked"));
    assert!(of(Format::Concise).contains("nothing was checked"));
    assert!(of(Format::Github).starts_with("::warning title=nothing was checked::"));
    assert!(of(Format::Tap).contains("1..0 # SKIP nothing was checked"));
    for format in [Format::Html, Format::Markdown, Format::Concise, Format::Github] {
        assert!(!of(format).contains("acceptable"), "{}", format.name());
    }
}
