//! What the other side of the table may write into a proposal, in every format: none of it is obeyed
//! by a terminal, a build server, a tracker or a browser.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "support/attacks.rs"]
mod attacks;
#[path = "render/reports.rs"]
mod reports;

use std::collections::BTreeSet;

use dealbreaker::render::{Format, Sources, Style};
use dealbreaker::report::{
    Counts, Finding, Notice, Outcome, Place, ProposalReport, Report, Verdict, Waiver,
};
use dealbreaker::source::Source;
use pulldown_cmark::{Event, Options, Parser, Tag};
use scraper::Html;
use serde_json::Value;

use attacks::{corpus, has_order, is_hidden};
use reports::*;

/// A report that has a text wherever a report has text.
fn holding(text: &str) -> (Report, Sources) {
    let own = || text.to_owned();
    let some = || Some(own());
    let file = Source::new(format!("offers/{text}"), format!("a: 1\n{text}\nb: {text}\n"));
    let rules = Source::new(format!("rules/{text}"), format!("{text}\n"));
    let place = Place { label: some(), path: some(), ..at(&file, 5, text.len().max(1)) };
    let part = Finding {
        subject: some(),
        data: vec![place.clone()],
        ..finding(Verdict::Broken, text, text, at(&rules, 0, text.len()), Vec::new())
    };
    let one = |verdict| Finding {
        subject: some(),
        sentence: own(),
        help: vec![own(), own()],
        because: some(),
        source: some(),
        owner: some(),
        data: vec![place.clone(), place.clone()],
        margin: margin("-1", text, "-0.5"),
        waiver: (verdict == Verdict::Waived).then(|| Waiver {
            verdict: Verdict::Broken,
            until: own(),
            by: some(),
            because: some(),
        }),
        ..finding(verdict, text, text, at(&rules, 0, text.len()), Vec::new())
    };
    let mut findings: Vec<Finding> = Verdict::ALL.into_iter().map(one).collect();
    findings.push(Finding {
        parts: vec![part.clone(), part],
        part_counts: Some(Counts { broken: 3, ..Counts::default() }),
        ..one(Verdict::Broken)
    });
    let judged = ProposalReport {
        check: some(),
        as_of: some(),
        ..proposal(file.name(), text, Outcome::Broken, findings)
    };
    let mut report = report(vec![judged.clone(), judged]);
    let notice = Notice {
        code: "dealbreaker::test".to_owned(),
        message: own(),
        help: some(),
        at: Some(place.clone()),
        related: vec![place],
    };
    report.notices = vec![notice.clone()];
    report.errors = vec![notice.clone(), Notice { at: None, related: Vec::new(), ..notice }];
    (report, [file, rules].into_iter().collect())
}

#[test]
fn nothing_hidden_and_no_order_to_a_build_server_in_any_format() {
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        for format in Format::ALL {
            let text = shown(format, &report, &sources, PLAIN);
            let name = format.name();
            let hidden = text.chars().find(|c| *c != '\n' && is_hidden(*c));
            assert_eq!(hidden, None, "{name}: {attack:?}\n{text}");
            assert!(!has_order(&text), "{name}: {attack:?}\n{text}");
            for line in text.lines() {
                let own = format == Format::Github
                    && ["::error ", "::warning ", "::notice "].iter().any(|o| line.starts_with(o));
                assert!(own || !line.trim_start().starts_with("::"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn pretty_is_safe_at_every_width_and_in_colour() {
    for attack in corpus() {
        for width in [40, 61, 80, 133] {
            let style =
                Style { width, colour: width % 2 == 0, unicode: width % 3 == 0, links: true };
            let (report, sources) = holding(&attack);
            let text = shown(Format::Pretty, &report, &sources, style);
            for line in text.lines() {
                assert!(!line.trim_start().starts_with("::"), "{width}: {line}");
            }
            // What is left of the escapes is our own: colours, and nothing that moves or asks.
            let ours = text.split('\u{1b}').skip(1).all(|rest| {
                rest.strip_prefix('[')
                    .and_then(|rest| rest.split_once('m'))
                    .is_some_and(|(code, _)| code.chars().all(|c| c.is_ascii_digit() || c == ';'))
            });
            assert!(ours, "{width}: {attack:?}");
        }
    }
}

/// The shape of JSON: keys and kinds, without the values.
fn shape(value: &Value) -> String {
    match value {
        Value::Array(all) => format!("[{}]", all.iter().map(shape).collect::<Vec<_>>().join(",")),
        Value::Object(all) => {
            let one = |(key, value): (&String, &Value)| format!("{key}:{}", shape(value));
            format!("{{{}}}", all.iter().map(one).collect::<Vec<_>>().join(","))
        }
        Value::String(_) => "s".to_owned(),
        Value::Null => "n".to_owned(),
        Value::Bool(_) | Value::Number(_) => "v".to_owned(),
    }
}

#[test]
fn formats_of_json_keep_their_shape() {
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        for format in [Format::Json, Format::Sarif, Format::Gitlab] {
            let read = |(report, sources): &(Report, Sources)| -> Value {
                serde_json::from_str(&shown(format, report, sources, PLAIN)).unwrap()
            };
            // A word in place of the attack, of as many bytes: what is measured stays the same.
            let plain = read(&holding(&"x".repeat(attack.len())));
            let found = read(&(report.clone(), sources.clone()));
            assert_eq!(shape(&found), shape(&plain), "{}: {attack:?}", format.name());
        }
        let json: Value =
            serde_json::from_str(&shown(Format::Json, &report, &sources, PLAIN)).unwrap();
        assert_eq!(json, serde_json::to_value(&report).unwrap(), "the text itself is kept");
        assert_eq!(shown(Format::Jsonl, &report, &sources, PLAIN).lines().count(), 2);
    }
}

#[test]
fn sarif_has_no_links_of_others() {
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        let value: Value =
            serde_json::from_str(&shown(Format::Sarif, &report, &sources, PLAIN)).unwrap();
        let mut pending = vec![&value];
        while let Some(value) = pending.pop() {
            match value {
                Value::Array(all) => pending.extend(all),
                Value::Object(all) => {
                    if let Some(Value::String(uri)) = all.get("uri") {
                        let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~%".contains(c);
                        assert!(uri.chars().all(plain), "{uri}");
                    }
                    if let Some(Value::String(text)) = all.get("text") {
                        assert!(!text.replace("\\]", "").contains("]("), "{text}");
                    }
                    pending.extend(all.values());
                }
                _ => {}
            }
        }
    }
}

#[test]
fn lines_stay_lines() {
    for attack in corpus() {
        for format in [Format::Concise, Format::Github] {
            let lines = |text: &str| {
                let (report, sources) = holding(text);
                shown(format, &report, &sources, PLAIN).lines().count()
            };
            assert_eq!(lines(&attack), lines("x"), "{}: {attack:?}", format.name());
        }
    }
}

#[test]
fn tap_has_as_many_tests_as_it_plans() {
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        let text = shown(Format::Tap, &report, &sources, PLAIN);
        let starts = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
        assert!(text.starts_with("TAP version 13\n1..16\n"));
        assert_eq!(starts("ok ") + starts("not ok "), 16, "{attack:?}\n{text}");
        let rest = text.lines().skip(2);
        let known = ["ok ", "not ok ", "  ", "# "];
        for line in rest {
            assert!(known.iter().any(|start| line.starts_with(start)), "{line}");
        }
        // A directive is only where we wrote one.
        let tests = || text.lines().filter(|line| !line.starts_with([' ', '#']));
        let skipped = tests().filter(|line| line.contains(" # SKIP")).count();
        let todo = tests().filter(|line| line.contains(" # TODO")).count();
        assert_eq!((skipped, todo), (2, 4), "{attack:?}\n{text}");
    }
}

#[test]
fn junit_has_no_elements_of_others() {
    let elements = |text: &str| -> Vec<String> {
        let (report, sources) = holding(text);
        let xml = shown(Format::Junit, &report, &sources, PLAIN);
        let document = roxmltree::Document::parse(&xml).unwrap();
        let one = |node: roxmltree::Node<'_, '_>| {
            let names: Vec<&str> = node.attributes().map(|one| one.name()).collect();
            format!("{} {names:?}", node.tag_name().name())
        };
        document.descendants().filter(roxmltree::Node::is_element).map(one).collect()
    };
    for attack in corpus() {
        assert_eq!(elements(&attack), elements("x"), "{attack:?}");
    }
}

#[test]
fn github_has_no_properties_of_others() {
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        let text = shown(Format::Github, &report, &sources, PLAIN);
        for line in text.lines() {
            let Some(command) = line.strip_prefix("::") else {
                assert!(line.starts_with("Proposal "), "{line}");
                continue;
            };
            let (head, _) = command.split_once("::").unwrap();
            let (_, properties) = head.split_once(' ').unwrap();
            for property in properties.split(',') {
                let (key, _) = property.split_once('=').unwrap();
                assert!(
                    ["file", "line", "col", "endLine", "endColumn", "title"].contains(&key),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn markdown_has_no_markup_of_others() {
    let own = ["<details>", "</details>", "<summary>", "</summary>", "<code>", "</code>"];
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        let text = shown(Format::Markdown, &report, &sources, PLAIN);
        let mut code = 0;
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => {
                    code += html.matches("<code>").count();
                    code -= html.matches("</code>").count();
                    let mut rest = html.to_string();
                    own.iter().for_each(|tag| rest = rest.replace(tag, ""));
                    assert!(!rest.contains('<'), "{attack:?}: {html}");
                }
                Event::Start(tag) => assert!(is_ours(&tag), "{attack:?}: {tag:?}\n{text}"),
                Event::Text(words) if code == 0 => {
                    assert!(!means(&words), "{attack:?}: {words}\n{text}")
                }
                Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                    panic!("{attack:?}\n{text}")
                }
                _ => {}
            }
        }
        let rows = |text: &str| text.lines().filter(|line| line.starts_with("| ")).count();
        let (plain, none) = holding("x");
        if text.contains("not fit here") {
            continue;
        }
        assert_eq!(rows(&text), rows(&shown(Format::Markdown, &plain, &none, PLAIN)), "{attack:?}");
    }
}

fn is_ours(tag: &Tag<'_>) -> bool {
    let plain = matches!(tag, Tag::Heading { .. } | Tag::Table(_) | Tag::TableHead | Tag::TableRow);
    let list = matches!(tag, Tag::List(None) | Tag::Item | Tag::Paragraph | Tag::HtmlBlock);
    plain || list || matches!(tag, Tag::TableCell | Tag::Strong)
}

/// True of text to which GitHub or GitLab give a meaning after they have read the Markdown.
fn means(words: &str) -> bool {
    words.contains(['@', '#', '~', '$', '^', '<', '|'])
        || words.contains("://")
        || words.contains("www.")
        || words.contains("GH-")
        || words.contains("!2")
        || words.contains(":rocket:")
        || words.contains("a5c3785")
}

#[test]
fn markdown_fits_into_a_comment() {
    let (mut report, sources) = holding(&"words and more words ".repeat(40));
    report.proposals = vec![report.proposals[0].clone(); 400];
    let text = shown(Format::Markdown, &report, &sources, PLAIN);
    assert!(text.len() <= 60_000, "{}", text.len());
    assert!(text.ends_with("not fit here: see the full report.\n"));
    let open = text.matches("<details>").count();
    assert_eq!(open, text.matches("</details>").count());
}

#[test]
fn html_has_no_elements_of_others() {
    let known: BTreeSet<&str> = "html head meta title style body header main section article table \
        caption thead tbody tr th td h1 h2 h3 h4 p span b strong bdi code a details summary svg line \
        rect path figure figcaption pre mark div dl dt dd ul li"
        .split_whitespace()
        .collect();
    let attributes: BTreeSet<&str> = "lang charset http-equiv content name class id scope colspan \
        href open role tabindex aria-label aria-labelledby aria-hidden viewBox preserveAspectRatio \
        x y x1 x2 y1 y2 width height d"
        .split_whitespace()
        .collect();
    for attack in corpus() {
        let (report, sources) = holding(&attack);
        let text = shown(Format::Html, &report, &sources, PLAIN);
        let document = Html::parse_document(&text);
        assert!(document.errors.is_empty(), "{attack:?}: {:?}", document.errors);
        for element in document.tree.values().filter_map(scraper::Node::as_element) {
            assert!(known.contains(element.name()), "{attack:?}: {}", element.name());
            for (name, value) in element.attrs() {
                assert!(attributes.contains(name), "{attack:?}: {name}");
                let plain = |c: char| c.is_ascii_alphanumeric() || "#- ".contains(c);
                let internal = !matches!(name, "href" | "id" | "class" | "aria-labelledby");
                assert!(internal || value.chars().all(plain), "{attack:?}: {name}={value}");
                assert!(name != "href" || value.starts_with('#'), "{attack:?}: {value}");
            }
        }
    }
}
