//! Baselines: what was found before, so that only what is new or worse decides the exit code.
//!
//! A finding is told again by its check, rule, file, document and subject, never by its line.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;

use dealbreaker::report::{Finding, Margin, ProposalReport, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error::{Problem, ProblemKind, why};
use super::{files, output, read};

/// The version of the file's shape.
const VERSION: u32 = 1;

/// What was found before: the file of `--write-baseline` and `--baseline`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    /// The version of this shape.
    version: u32,
    /// What was open: broken, unknown or waiting.
    entries: Vec<Entry>,
}

/// One finding, or one subject of a finding, that neither held nor was waived.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    /// The verdict it had.
    #[schemars(extend("enum" = ["broken", "unknown", "waiting"]))]
    verdict: String,
    /// How far it was from its limit.
    margin: Option<Size>,
}

/// What tells a finding again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
struct Key {
    /// The `[[check]]` it was judged in.
    check: Option<String>,
    /// The label, or the slug of the sentence.
    rule: String,
    /// The proposal, as given, with `/`.
    file: String,
    /// Which document of it, from 0.
    document: usize,
    /// Of a part: its name beneath those of the parts that it is a part of.
    subject: Vec<String>,
    /// Of a part: where it is in the proposal.
    path: Option<String>,
}

/// How far from a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Size {
    /// An exact decimal.
    #[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))]
    amount: String,
    /// The unit of the limit.
    unit: Option<String>,
}

/// What was found before.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    entries: BTreeMap<Key, Entry>,
}

impl Baseline {
    /// Reads a baseline.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let source = read::open(path)?;
        let malformed = |why: String| ProblemKind::Baseline { file: files::shown(path), why };
        let written: Written =
            serde_json::from_str(source.text()).map_err(|error| malformed(error.to_string()))?;
        if written.version != VERSION {
            let why = format!("its version is {}, and {VERSION} is known", written.version);
            return Err(malformed(why).into());
        }
        let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
        for entry in written.entries {
            if weight(&entry.verdict).is_none() {
                return Err(malformed(format!("`{}` is no open verdict", entry.verdict)).into());
            }
            if entry.margin.as_ref().is_some_and(|size| Decimal::read(&size.amount).is_none()) {
                return Err(malformed("a margin is no decimal number".to_owned()).into());
            }
            if entries.insert(entry.key.clone(), entry).is_some() {
                return Err(malformed("it has two entries for one finding".to_owned()).into());
            }
        }
        Ok(Self { entries })
    }

    /// Marks the findings that were there before and are no worse.
    pub(super) fn mark(&self, proposals: &mut [ProposalReport]) {
        proposals.iter_mut().for_each(|proposal| self.mark_one(proposal));
    }

    /// The same of one proposal.
    pub(super) fn mark_one(&self, proposal: &mut ProposalReport) {
        let mut findings = std::mem::take(&mut proposal.findings);
        for finding in &mut findings {
            let key = key(proposal, finding);
            self.mark_finding(finding, &key);
        }
        proposal.findings = findings;
    }

    /// A finding is known where it and all its open parts are.
    fn mark_finding(&self, finding: &mut Finding, key: &Key) {
        let mut known =
            is_open(finding) && self.entries.get(key).is_some_and(|old| no_worse(finding, old));
        for part in &mut finding.parts {
            let key = part_key(key, part);
            self.mark_finding(part, &key);
            known &= part.known || !is_open(part);
        }
        finding.known = known && all_listed(finding);
    }
}

/// Writes what was found into a baseline, whole or not at all.
pub(super) fn write(path: &Path, proposals: &[ProposalReport]) -> Result<(), Problem> {
    let mut entries = BTreeMap::new();
    for proposal in proposals {
        for finding in &proposal.findings {
            record(finding, key(proposal, finding), &mut entries);
        }
    }
    let written = Written { version: VERSION, entries: entries.into_values().collect() };
    let problem = |error: std::io::Error| {
        let place = format!("`{}`", files::shown(path));
        Problem::from(ProblemKind::Unwritable { place, why: why(&error) })
    };
    let text = serde_json::to_string_pretty(&written).map_err(|error| problem(error.into()))?;
    output::into_file(path, &mut |to| writeln!(to, "{text}")).map_err(problem)
}

fn record(finding: &Finding, key: Key, entries: &mut BTreeMap<Key, Entry>) {
    for part in &finding.parts {
        record(part, part_key(&key, part), entries);
    }
    if !is_open(finding) {
        return;
    }
    let margin = finding.margin.as_ref().map(size);
    let entry = Entry { key: key.clone(), verdict: finding.verdict.word().to_owned(), margin };
    // of two that nothing tells apart, the better one is what both are measured by
    if entries.get(&key).is_none_or(|known| no_worse(finding, known)) {
        entries.insert(key, entry);
    }
}

fn key(proposal: &ProposalReport, finding: &Finding) -> Key {
    Key {
        check: proposal.check.clone(),
        rule: finding.rule.clone(),
        file: proposal.file.clone(),
        document: proposal.document,
        subject: Vec::new(),
        path: None,
    }
}

fn part_key(of: &Key, part: &Finding) -> Key {
    let mut key = of.clone();
    key.subject.extend(part.subject.clone());
    key.path = part.data.first().and_then(|place| place.path.clone());
    key
}

fn size(margin: &Margin) -> Size {
    Size { amount: margin.amount.clone(), unit: margin.unit.clone() }
}

fn is_open(finding: &Finding) -> bool {
    weight(finding.verdict.word()).is_some()
}

/// How bad an open verdict is; `None` for those that are not open.
fn weight(word: &str) -> Option<u8> {
    let of = |verdict: Verdict| verdict.word() == word;
    match () {
        () if of(Verdict::Waiting) => Some(0),
        () if of(Verdict::Unknown) => Some(1),
        () if of(Verdict::Broken) => Some(2),
        () => None,
    }
}

/// Parts that the report does not list cannot be compared.
fn all_listed(finding: &Finding) -> bool {
    let open =
        |counts: &dealbreaker::report::Counts| counts.broken + counts.unknown + counts.waiting;
    let listed = finding.parts.iter().filter(|part| is_open(part)).count();
    finding.part_counts.as_ref().is_none_or(|counts| open(counts) <= listed)
}

fn no_worse(now: &Finding, old: &Entry) -> bool {
    match weight(now.verdict.word()).cmp(&weight(&old.verdict)) {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => match (now.margin.as_ref().map(size), &old.margin) {
            (None, None) => true,
            (Some(now), Some(old)) => now.unit == old.unit && now.at_least(old),
            _ => false,
        },
    }
}

impl Size {
    fn at_least(&self, other: &Size) -> bool {
        let both = Decimal::read(&self.amount).zip(Decimal::read(&other.amount));
        both.is_some_and(|(now, old)| now.compare(&old) != Ordering::Less)
    }
}

/// An exact decimal, compared by its digits.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let (whole, fraction) = (number(whole) && number(fraction))
            .then(|| (whole.trim_start_matches('0'), fraction.trim_end_matches('0')))?;
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: text.starts_with('-') && !zero, whole, fraction })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let size = |one: &Self| (one.whole.len(), one.whole.to_owned(), one.fraction.to_owned());
        match (self.negative, other.negative) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
        }
    }
}
