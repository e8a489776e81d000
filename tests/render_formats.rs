//! Reports built by hand, in the formats that other programs read, as snapshots.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "render/reports.rs"]
mod reports;

use dealbreaker::render::{Format, Sources};
use dealbreaker::report::Report;

use reports::*;

/// Reads as a file name would: `concise_every_verdict`.
fn snapshot(name: &str, format: Format, (report, sources): &(Report, Sources)) {
    let text = shown(format, report, sources, PLAIN);
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[version]");
    insta::assert_snapshot!(format!("{}_{name}", format.name()), text);
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
        Format::Junit,
        Format::Tap,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
    ] {
        snapshot("several", format, &several());
    }
}

#[test]
fn subjects_of_a_quantified_rule() {
    for format in [Format::Concise, Format::Github, Format::Gitlab, Format::Markdown] {
        snapshot("many_parts", format, &many_parts());
    }
}
