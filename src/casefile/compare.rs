//! What a report says against what was expected of it.

use super::{Case, CaseError, CaseErrorKind, Expectation};
use crate::name::{Name, nearest};
use crate::report::{Counts, Finding, Margin, Outcome, ProposalReport, Report, Verdict};
use crate::source::Span;
use crate::value::{Number, Quantity, Unit, convert, read_unit};

/// One thing that is not as expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The place of the expectation.
    pub span: Span,
    /// The rule and the parts of it, from the outside in; empty for the outcome.
    pub about: Vec<String>,
    /// What differs.
    pub kind: DifferenceKind,
    /// What the finding says; `None` for the outcome.
    pub says: Option<String>,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub enum DifferenceKind {
    /// The outcome.
    Outcome {
        /// What should be.
        expected: Outcome,
        /// What is.
        got: Outcome,
    },
    /// The verdict.
    Verdict {
        /// What should be.
        expected: Verdict,
        /// What is.
        got: Verdict,
    },
    /// The verdict beneath a waiver.
    Hidden {
        /// What should be.
        expected: Verdict,
        /// What is; `None` where there is no waiver.
        got: Option<Verdict>,
    },
    /// The margin.
    Margin {
        /// What should be.
        expected: Quantity,
        /// What is.
        got: Option<Margin>,
    },
    /// The days to the deadline.
    DaysLeft {
        /// What should be.
        expected: i64,
        /// What is.
        got: Option<i64>,
    },
    /// The subjects by verdict.
    Count {
        /// What should be.
        expected: Counts,
        /// What is; `None` for a rule that is not quantified.
        got: Option<Counts>,
    },
    /// A part that is not there.
    NoPart {
        /// What could be meant.
        near: Option<String>,
        /// The parts that there are.
        known: Vec<String>,
    },
}

impl Case {
    /// The proposal that this case is about, among those that were judged for it; `file` is the name of its text.
    ///
    /// # Errors
    /// There is no such document.
    pub fn pick<'a>(
        &self,
        report: &'a Report,
        file: &str,
    ) -> Result<&'a ProposalReport, CaseError> {
        let number = self.document.map_or(0, |number| number.value);
        let own = || report.proposals.iter().filter(|one| one.file == file);
        own().find(|one| one.document == number).ok_or_else(|| {
            let span = self.document.map_or(self.proposal.span, |number| number.span);
            CaseError::new(CaseErrorKind::NoDocument { number, documents: own().count() }, span)
        })
    }

    /// All that is not as expected, in the order of the file, and the rules that do not exist.
    pub fn compare(&self, report: &ProposalReport) -> (Vec<Difference>, Vec<CaseError>) {
        let mut differences = Vec::new();
        let mut errors = Vec::new();
        if let Some(expected) = self.outcome
            && expected.value != report.outcome
        {
            let kind = DifferenceKind::Outcome { expected: expected.value, got: report.outcome };
            let (about, says) = (Vec::new(), None);
            differences.push(Difference { span: expected.span, about, kind, says });
        }
        for (rule, expectation) in &self.expect {
            match finding_of(report, &rule.value) {
                Ok(finding) => differences.extend(expectation.differences(&rule.value, finding)),
                Err(kind) => errors.push(CaseError::new(kind, rule.span)),
            }
        }
        (differences, errors)
    }
}

/// The finding of a rule.
///
/// # Errors
/// No rule is called so.
pub fn finding_of<'a>(
    report: &'a ProposalReport,
    rule: &str,
) -> Result<&'a Finding, CaseErrorKind> {
    report.findings.iter().find(|finding| finding.rule == rule).ok_or_else(|| {
        let known: Vec<String> = report.findings.iter().map(|one| one.rule.clone()).collect();
        let near = nearest(rule, known.iter().map(String::as_str)).map(str::to_owned);
        CaseErrorKind::UnknownRule { rule: rule.to_owned(), near, known }
    })
}

impl Expectation {
    /// All in which a finding is not as expected; `rule` is its name.
    pub fn differences(&self, rule: &str, finding: &Finding) -> Vec<Difference> {
        let mut found = Vec::new();
        self.compare(&[rule.to_owned()], finding, &mut found);
        found
    }

    fn compare(&self, about: &[String], finding: &Finding, found: &mut Vec<Difference>) {
        let own = [
            self.verdict(finding),
            self.margin(finding),
            self.days_left(finding),
            self.hidden(finding),
            self.count(finding),
        ];
        found.extend(own.into_iter().flatten().map(|(span, kind)| Difference {
            span,
            about: about.to_vec(),
            kind,
            says: Some(finding.message.clone()),
        }));
        for (name, expectation) in &self.parts {
            let about = [about, std::slice::from_ref(&name.value)].concat();
            match part(finding, &name.value) {
                Some(part) => expectation.compare(&about, part, found),
                None => {
                    let (kind, says) =
                        (no_part(finding, &name.value), Some(finding.message.clone()));
                    found.push(Difference { span: name.span, about, kind, says });
                }
            }
        }
    }

    fn verdict(&self, finding: &Finding) -> Option<(Span, DifferenceKind)> {
        let (expected, got) = (self.verdict?, finding.verdict);
        let kind = DifferenceKind::Verdict { expected: expected.value, got };
        (expected.value != got).then_some((expected.span, kind))
    }

    fn margin(&self, finding: &Finding) -> Option<(Span, DifferenceKind)> {
        let expected = self.margin.as_ref()?;
        let got = finding.margin.clone();
        if got.as_ref().is_some_and(|got| is_margin(&expected.value, got)) {
            return None;
        }
        let kind = DifferenceKind::Margin { expected: expected.value.clone(), got };
        Some((expected.span, kind))
    }

    fn days_left(&self, finding: &Finding) -> Option<(Span, DifferenceKind)> {
        let (expected, got) = (self.days_left?, finding.days_left);
        let kind = DifferenceKind::DaysLeft { expected: expected.value, got };
        (Some(expected.value) != got).then_some((expected.span, kind))
    }

    fn hidden(&self, finding: &Finding) -> Option<(Span, DifferenceKind)> {
        let expected = self.hides?;
        let got = finding.waiver.as_ref().map(|waiver| waiver.verdict);
        let kind = DifferenceKind::Hidden { expected: expected.value, got };
        (Some(expected.value) != got).then_some((expected.span, kind))
    }

    fn count(&self, finding: &Finding) -> Option<(Span, DifferenceKind)> {
        let (expected, got) = (self.count?, finding.part_counts);
        let kind = DifferenceKind::Count { expected: expected.value, got };
        (expected.value != got.unwrap_or_default()).then_some((expected.span, kind))
    }
}

/// The part of that name: first as it is written, then whatever its case and its joiners.
fn part<'a>(finding: &'a Finding, name: &str) -> Option<&'a Finding> {
    let named = |is: &dyn Fn(&str) -> bool| {
        finding.parts.iter().find(|part| part.subject.as_deref().is_some_and(is))
    };
    let folded = Name::new(name);
    let lower = name.to_lowercase();
    named(&|subject| subject == name)
        .or_else(|| named(&|subject| subject.to_lowercase() == lower))
        .or_else(|| named(&|subject| Name::new(subject) == folded))
}

fn no_part(finding: &Finding, name: &str) -> DifferenceKind {
    let subjects = finding.parts.iter().filter_map(|part| part.subject.as_deref());
    DifferenceKind::NoPart {
        near: nearest(name, subjects.clone()).map(str::to_owned),
        known: subjects.map(str::to_owned).collect(),
    }
}

/// True where a margin of a report measures exactly what was expected. A bare number equals a bare number only.
pub fn is_margin(expected: &Quantity, found: &Margin) -> bool {
    let Some(found) = quantity_of(found) else { return false };
    convert(expected, &found.unit).is_some_and(|expected| expected.amount == found.amount)
}

/// A margin as a quantity; `None` for a unit that no file can state.
pub(super) fn quantity_of(margin: &Margin) -> Option<Quantity> {
    let unit = match margin.unit.as_deref() {
        None | Some("") => Unit::none(),
        Some(unit) => read_unit(unit).ok()?,
    };
    Some(Quantity { amount: Number::parse(&margin.amount)?, unit })
}
