//! `--format junit`: XML as build servers read it, one test suite a proposal, one test case a rule.
//!
//! | verdict | red line, halt rule | concern |
//! |---|---|---|
//! | holds | passed | passed |
//! | broken | `failure` | `skipped` |
//! | unknown | `error` | `skipped` |
//! | waiting, waived, not applicable | `skipped` | `skipped` |
//!
//! A concern never fails a proposal, so it must not fail a build; as `skipped` it is still seen, with
//! its message. What could not be read is a suite of errors, and notices are the output of an empty
//! one. Valid by the schema that Jenkins publishes; the crate made for this format, quick-junit,
//! writes attributes that the schema refuses, and so the XML is written here, by quick-xml.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::text::{clean, unbound};
use super::{gravest, words};
use crate::report::{Finding, Notice, ProposalReport, Report, Verdict};

/// XML goes out as it is made.
type Xml<'a> = Writer<&'a mut dyn Write>;

/// How a test case ends where it does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Failure,
    Error,
    Skipped,
}

impl Status {
    /// That of a finding; `None` where it passes.
    fn of(finding: &Finding) -> Option<Self> {
        match finding.verdict {
            Verdict::Holds => None,
            Verdict::Broken if !finding.force.is_concern() => Some(Status::Failure),
            Verdict::Unknown if !finding.force.is_concern() => Some(Status::Error),
            Verdict::Broken
            | Verdict::Unknown
            | Verdict::Waiting
            | Verdict::NotApplicable
            | Verdict::Waived => Some(Status::Skipped),
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Status::Failure => "failure",
            Status::Error => "error",
            Status::Skipped => "skipped",
        }
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || report.proposals.iter().flat_map(|proposal| &proposal.findings);
    let tests = all().count() + report.errors.len();
    let failures = number(all(), Status::Failure);
    let errors = number(all(), Status::Error) + report.errors.len();
    xml.create_element("testsuites")
        .with_attribute(("name", "dealbreaker"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", errors.to_string().as_str()))
        .write_inner_content(|xml| {
            report.proposals.iter().try_for_each(|proposal| suite(xml, report, proposal))?;
            unread(xml, &report.errors)?;
            notices(xml, &report.notices)
        })?;
    xml.into_inner().write_all(b"\n")
}

fn number<'a>(findings: impl Iterator<Item = &'a Finding>, status: Status) -> usize {
    findings.filter(|finding| Status::of(finding) == Some(status)).count()
}

/// Opens a suite, with how many tests it has and how they end.
fn open(
    xml: &mut Xml<'_>,
    name: &str,
    [tests, failures, errors, skipped]: [usize; 4],
    content: impl FnOnce(&mut Xml<'_>) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element("testsuite")
        .with_attribute(("name", name))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", errors.to_string().as_str()))
        .with_attribute(("skipped", skipped.to_string().as_str()))
        .write_inner_content(content)?;
    Ok(())
}

fn suite(xml: &mut Xml<'_>, report: &Report, proposal: &ProposalReport) -> io::Result<()> {
    let of = |status| number(proposal.findings.iter(), status);
    let counts =
        [proposal.findings.len(), of(Status::Failure), of(Status::Error), of(Status::Skipped)];
    let properties = [
        ("file", words::file(proposal)),
        ("outcome", words::outcome(proposal).word.to_owned()),
        ("checked for", words::day(report, proposal)),
    ];
    open(xml, &words::name(proposal), counts, |xml| {
        xml.create_element("properties").write_inner_content(|xml| {
            properties.iter().try_for_each(|(name, value)| {
                let property = xml.create_element("property").with_attribute(("name", *name));
                property.with_attribute(("value", value.as_str())).write_empty().map(|_| ())
            })
        })?;
        proposal.findings.iter().try_for_each(|finding| case(xml, proposal, finding))
    })
}

fn case(xml: &mut Xml<'_>, proposal: &ProposalReport, finding: &Finding) -> io::Result<()> {
    let (name, file) = (clean(&finding.rule), words::origin(proposal));
    let case = xml
        .create_element("testcase")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("classname", file.as_str()));
    let Some(status) = Status::of(finding) else { return case.write_empty().map(|_| ()) };
    let (message, kind) = (words::headline(finding), finding.verdict.word());
    case.write_inner_content(|xml| ended(xml, status, &message, kind, &description(finding)))?;
    Ok(())
}

/// How a case ended, and what a build server shows when it is opened.
fn ended(
    xml: &mut Xml<'_>,
    status: Status,
    message: &str,
    kind: &str,
    text: &str,
) -> io::Result<()> {
    xml.create_element(status.tag())
        .with_attribute(("message", message))
        .with_attribute(("type", kind))
        .write_text_content(BytesText::new(text))?;
    Ok(())
}

fn description(finding: &Finding) -> String {
    let mut lines = vec![
        format!("{}: {}", words::kind(finding.force), clean(&finding.sentence)),
        format!("rule at {}", words::position(&finding.at)),
    ];
    for part in gravest::parts(finding) {
        lines.push(format!(
            "{} [{}]",
            words::headline(part),
            words::position(gravest::place(part))
        ));
    }
    lines.extend(finding.data.iter().map(|place| format!("found at {}", words::position(place))));
    let mut add = |key: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{key}: {value}")));
    };
    let margin = finding.margin.as_ref();
    add("margin", margin.map(|margin| unbound(&words::margin(margin, finding.verdict))));
    add("because", finding.because.as_deref().map(clean));
    add("source", finding.source.as_deref().map(clean));
    add("owner", finding.owner.as_deref().map(clean));
    add("waiver", finding.waiver.as_ref().map(words::waiver));
    for help in &finding.help {
        add("help", Some(clean(help)));
    }
    lines.join("\n")
}

/// What could not be read, as a suite.
fn unread(xml: &mut Xml<'_>, errors: &[Notice]) -> io::Result<()> {
    if errors.is_empty() {
        return Ok(());
    }
    open(xml, "what could not be read", [errors.len(), 0, errors.len(), 0], |xml| {
        errors.iter().try_for_each(|error| {
            let (code, message) = (clean(&error.code), clean(&error.message));
            let place = error.at.as_ref().map(words::position);
            let lines: Vec<String> =
                place.into_iter().chain(error.help.as_deref().map(clean)).collect();
            let case = xml.create_element("testcase").with_attribute(("name", code.as_str()));
            case.write_inner_content(|xml| {
                ended(xml, Status::Error, &message, &code, &lines.join("\n"))
            })?;
            Ok(())
        })
    })
}

/// Notices, as the output of a suite without tests.
fn notices(xml: &mut Xml<'_>, notices: &[Notice]) -> io::Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let said: Vec<String> = notices.iter().map(|notice| clean(&notice.message)).collect();
    open(xml, "notices", [0; 4], |xml| {
        let output = xml.create_element("system-out");
        output.write_text_content(BytesText::new(&said.join("\n")))?;
        Ok(())
    })
}
