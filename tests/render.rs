//! Reports built by hand, as the renderers for terminals and programs show them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "render/reports.rs"]
mod reports;

use dealbreaker::render::{Format, Sources, Stream, Style, write_jsonl_line};
use dealbreaker::report::{Finding, Outcome, Place, Report, Verdict};
use dealbreaker::source::Source;

use reports::*;

#[test]
fn every_verdict_at_80_columns() {
    insta::assert_snapshot!(pretty(&every_verdict(), PLAIN));
}

#[test]
fn every_verdict_at_60_columns() {
    insta::assert_snapshot!(pretty(&every_verdict(), Style { width: 60, ..PLAIN }));
}

#[test]
fn every_verdict_in_ascii() {
    let text = pretty(&every_verdict(), Style { unicode: false, ..PLAIN });
    assert!(text.is_ascii());
    insta::assert_snapshot!(text);
}

#[test]
fn colours_repeat_the_words() {
    let fixture = every_verdict();
    let coloured = pretty(&fixture, Style { colour: true, ..PLAIN });
    insta::assert_snapshot!(coloured.replace('\u{1b}', "^"));
    let mut plain = String::new();
    for line in coloured.lines() {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            plain.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        plain.push_str(rest);
        plain.truncate(plain.trim_end_matches(' ').len());
        plain.push('\n');
    }
    assert_eq!(plain, pretty(&fixture, PLAIN));
}

#[test]
fn a_quantified_rule_stays_short() {
    let text = pretty(&many_parts(), PLAIN);
    assert!(text.lines().count() < 40);
    insta::assert_snapshot!(text);
}

#[test]
fn several_proposals_with_notices_and_errors() {
    insta::assert_snapshot!(pretty(&several(), PLAIN));
}

#[test]
fn japanese_text() {
    insta::assert_snapshot!(pretty(&japanese(), PLAIN));
}

#[test]
fn japanese_text_at_60_columns() {
    insta::assert_snapshot!(pretty(&japanese(), Style { width: 60, ..PLAIN }));
}

#[test]
fn nothing_of_a_proposal_reaches_the_terminal_raw() {
    let text = pretty(&hostile(), PLAIN);
    assert!(!text.chars().any(|c| c != '\n' && c.is_control()));
    assert!(!text.contains(['\u{202e}', '\u{200b}']));
    insta::assert_snapshot!(text);
}

#[test]
fn a_long_line_is_cut_around_its_places() {
    let text = pretty(&one_long_line(500), PLAIN);
    assert!(text.len() < 4_000);
    insta::assert_snapshot!(text);
}

#[test]
fn without_sources_places_are_told_in_words() {
    insta::assert_snapshot!(pretty(&(several().0, Sources::new()), PLAIN));
}

#[test]
fn nothing_checked_is_not_called_acceptable() {
    let text = pretty(&(report(Vec::new()), Sources::new()), PLAIN);
    assert!(!text.contains("acceptable"));
    insta::assert_snapshot!(text, @"Nothing was checked: there is no proposal in this report.");
}

#[test]
fn an_acceptable_proposal_is_three_lines() {
    let round = Round3::new();
    let one = proposal("a.yaml", "", Outcome::Acceptable, vec![round.holds()]);
    insta::assert_snapshot!(pretty(&(report(vec![one]), round.sources()), PLAIN));
}

#[test]
fn a_pass_by_waiver_says_so() {
    let round = Round3::new();
    let one = proposal("a.yaml", "", Outcome::Acceptable, vec![round.oranges()]);
    let text = pretty(&(report(vec![one]), round.sources()), PLAIN);
    let end = "Outcome: acceptable (no red line is broken or open, with 1 red line waived)";
    assert!(text.contains(end), "{text}");
}

#[test]
fn errors_alone_are_no_pass() {
    let report = Report { errors: several().0.errors, ..report(Vec::new()) };
    let text = pretty(&(report, several().1), PLAIN);
    assert!(!text.contains("acceptable"));
    assert!(text.contains("2 errors"));
}

#[test]
fn a_sentence_that_was_cut_is_told_in_full() {
    let round = Round3::new();
    let narrow = Style { width: 50, ..PLAIN };
    let one = proposal("a.yaml", "", Outcome::Broken, vec![round.juice()]);
    let text = pretty(&(report(vec![one]), round.sources()), narrow);
    assert!(text.contains("    rule     the sentence of juice"), "{text}");
    assert!(!pretty(&every_verdict(), PLAIN).contains("    rule     "));
}

#[test]
fn no_line_is_wider_than_asked() {
    for (number, fixture) in all_fixtures().iter().enumerate() {
        for width in 40..=130 {
            for unicode in [true, false] {
                let text = pretty(fixture, Style { width, unicode, ..PLAIN });
                for line in text.lines() {
                    let wide = unicode_width::UnicodeWidthStr::width(line);
                    assert!(wide <= width, "fixture {number}, {width} columns, {wide}: {line}");
                }
            }
        }
    }
}

#[test]
fn any_place_is_drawn_even_one_that_is_not_there() {
    let text = "a: 1\n\n牛肉:\r\n  - x\n";
    let file = Source::new("f", text);
    let sources: Sources = [file].into_iter().collect();
    for offset in 0..text.len() + 3 {
        for length in 0..text.len() + 3 {
            let place = Place {
                file: "f".into(),
                document: None,
                path: None,
                line: 1 + text.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count(),
                column: 1,
                offset,
                length,
                label: Some("here".into()),
            };
            let rule = Place { file: "other".into(), ..place.clone() };
            let one = finding(Verdict::Broken, "r", "m", rule, vec![place]);
            let all = report(vec![proposal("f", "", Outcome::Broken, vec![one])]);
            let text = pretty(&(all, sources.clone()), PLAIN);
            assert!(text.contains("── here"), "{offset} {length}:\n{text}");
        }
    }
}

#[test]
fn many_findings_at_the_end_of_a_long_line_show_little_of_it() {
    let (mut report, sources) = one_long_line(600_000);
    let findings = &mut report.proposals[0].findings;
    let last = findings.pop().unwrap();
    *findings = vec![last; 2_000];
    let text = pretty(&(report, sources), PLAIN);
    assert!(text.len() < 2_000 * 2_000);
}

#[test]
fn json_has_every_field_of_the_contract() {
    let (report, sources) = several();
    let text = shown(Format::Json, &report, &sources, PLAIN);
    assert_eq!(text.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let fields = |value: &serde_json::Value, names: &str| {
        let object = value.as_object().unwrap();
        for name in names.split(' ') {
            assert!(object.contains_key(name), "no {name} in {value}");
        }
    };
    fields(&value, "version kind as_of as_of_source proposals outcome notices errors");
    let proposal = &value["proposals"][1];
    fields(proposal, "file document name outcome counts concerns findings");
    for counts in [&proposal["counts"], &proposal["concerns"]] {
        fields(counts, "holds broken unknown waiting waived");
        assert!(counts.get("not applicable").is_some());
    }
    let finding = &proposal["findings"][0];
    fields(
        finding,
        "rule force verdict subject sentence message help at data margin because source owner \
         days_left waiver parts part_counts parts_left_out known",
    );
    assert!(finding["because"].is_null());
    assert_eq!(finding["margin"]["amount"], "-2500");
    fields(&finding["data"][0], "file document path line column offset length label");
    fields(&value["errors"][0], "code message help at related");
    insta::assert_snapshot!(text);
}

#[test]
fn jsonl_has_a_line_for_each_proposal() {
    let (report, sources) = several();
    let text = shown(Format::Jsonl, &report, &sources, PLAIN);
    assert_eq!(text.lines().count(), 3);
    let whole: serde_json::Value = serde_json::to_value(&report).unwrap();
    for (number, line) in text.lines().enumerate() {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        let object = value.as_object_mut().unwrap();
        assert_eq!(object.remove("version").unwrap(), 1);
        assert_eq!(object.remove("kind").unwrap(), "check");
        assert_eq!(object.remove("as_of").unwrap(), "2004-03-01");
        assert_eq!(object.remove("redacted").unwrap(), whole["redacted"]);
        let mut same = whole["proposals"][number].clone();
        same.as_object_mut().unwrap().remove("as_of");
        assert_eq!(value, same);
    }
    let mut streamed = Vec::new();
    for one in &report.proposals {
        write_jsonl_line(&report, one, &mut streamed).unwrap();
    }
    assert_eq!(String::from_utf8(streamed).unwrap(), text);
    insta::assert_snapshot!(text);
}

#[test]
fn summary_is_one_line_without_zeros() {
    let (report, sources) = several();
    insta::assert_snapshot!(
        shown(Format::Summary, &report, &sources, PLAIN),
        @r#"{"version": 1, "kind": "summary", "as_of": "2004-03-01", "proposals": 3, "outcomes": {"acceptable": 2, "broken": 1}, "verdicts": {"holds": 1, "broken": 2, "waiting": 1, "not applicable": 2}, "errors": 2}"#
    );
}

#[test]
fn links_are_made_of_plain_addresses_only() {
    let round = Round3::new();
    let link = |source: &str| {
        let one = Finding { source: Some(source.into()), ..round.juice() };
        let all = report(vec![proposal("a", "", Outcome::Broken, vec![one])]);
        pretty(&(all, round.sources()), Style { links: true, ..PLAIN })
    };
    let open = "\u{1b}]8;;https://example.org/1\u{1b}\\https://example.org/1\u{1b}]8;;\u{1b}\\";
    assert!(link("https://example.org/1").contains(open));
    assert!(!link("https://example.org/\u{1b}]8;;").contains('\u{1b}'));
    assert!(!link("see point 1").contains('\u{1b}'));
}

#[test]
fn formats_are_found_by_name() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    assert_eq!(Format::from_name("pdf"), None);
}

#[test]
fn proposals_written_in_their_turn_are_those_of_the_whole_report() {
    for (report, sources) in all_fixtures() {
        for format in Format::ALL {
            let frame = Report { proposals: Vec::new(), ..report.clone() };
            let (count, mut out) = (report.proposals.len(), Vec::new());
            let begun = Stream::begin(format, &frame, count, sources.clone(), &PLAIN, &mut out);
            let Some(mut stream) = begun.unwrap() else {
                assert!(!format.is_by_proposal());
                continue;
            };
            report.proposals.iter().for_each(|one| stream.proposal(one).unwrap());
            stream.end(&frame).unwrap();
            let whole = shown(format, &report, &sources, PLAIN);
            assert_eq!(String::from_utf8(out).unwrap(), whole, "{format:?}");
        }
    }
}

#[test]
fn the_fields_of_the_json_are_those_of_the_report() {
    for (report, sources) in all_fixtures() {
        let json = shown(Format::Json, &report, &sources, PLAIN);
        let plain = serde_json::to_string(&report).unwrap();
        if json.len() == plain.len() + 1 {
            assert_eq!(json, plain + "\n");
        }
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read, serde_json::to_value(&report).unwrap());
    }
}
