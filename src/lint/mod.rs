//! Faults of the rules themselves: rules that contradict each other, say nothing more than another, never apply, or always
//! hold; names that nothing has; definitions that nothing uses.
//!
//! Only what is certain is told: rules of different parties may well contradict each other, and rules with a waiver, an
//! `except` or a time of their own are not laid beside others.

mod bound;
mod chains;
mod names;
mod pairs;
mod single;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{self, RuleFile};
use crate::eval::Vocabulary;
use crate::model::{Rule, RuleSet};
use crate::report::{Notice, Place, finding};
use crate::run::secrecy::Curtain;
use crate::run::{Library, faults};
use crate::source::SharedSource;

/// What can be wrong with rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Two red lines that cannot both hold.
    Contradicts,
    /// A bound that follows from a stricter one.
    Shadowed,
    /// A rule that is there twice.
    Duplicate,
    /// A rule that never applies.
    NeverApplies,
    /// A rule that nothing can break.
    AlwaysHolds,
    /// A name that nothing has.
    UnknownTerm,
    /// A waiver that has run out.
    ExpiredWaiver,
    /// A red line without a reason.
    NoReason,
    /// A definition that no rule uses.
    UnusedDefinition,
    /// More bounds on one value than are laid beside each other.
    NotCompared,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 10] = [
        Code::Contradicts,
        Code::Shadowed,
        Code::Duplicate,
        Code::NeverApplies,
        Code::AlwaysHolds,
        Code::UnknownTerm,
        Code::ExpiredWaiver,
        Code::NoReason,
        Code::UnusedDefinition,
        Code::NotCompared,
    ];

    /// As reports have it.
    pub fn text(self) -> &'static str {
        match self {
            Code::Contradicts => "dealbreaker::lint::contradicts",
            Code::Shadowed => "dealbreaker::lint::shadowed",
            Code::Duplicate => "dealbreaker::lint::duplicate",
            Code::NeverApplies => "dealbreaker::lint::never_applies",
            Code::AlwaysHolds => "dealbreaker::lint::always_holds",
            Code::UnknownTerm => "dealbreaker::lint::unknown_term",
            Code::ExpiredWaiver => "dealbreaker::lint::expired_waiver",
            Code::NoReason => "dealbreaker::lint::no_reason",
            Code::UnusedDefinition => "dealbreaker::lint::unused_definition",
            Code::NotCompared => "dealbreaker::lint::not_compared",
        }
    }

    /// The code without what all of them begin with: `contradicts`.
    pub fn short(self) -> &'static str {
        self.text().rsplit("::").next().unwrap_or_default()
    }

    /// The code of a name, given in full or without its beginning.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.strip_prefix("dealbreaker::").unwrap_or(name);
        let name = name.strip_prefix("lint::").unwrap_or(name);
        Self::ALL.into_iter().find(|code| code.short() == name)
    }

    fn notice(self, message: String, help: &str, rule: &Rule) -> Notice {
        self.at(message, Some(help.to_owned()), place(rule, None))
    }

    fn at(self, message: String, help: Option<String>, at: Place) -> Notice {
        let code = self.text().to_owned();
        Notice { code, message, help, at: Some(at), related: Vec::new() }
    }
}

/// What is to be looked at.
#[derive(Debug)]
pub struct Input<'a> {
    /// The rule files.
    pub files: &'a [SharedSource],
    /// The day against which windows and waivers are held.
    pub as_of: Date,
    /// True where someone has named that day: without that, waivers are not looked at.
    pub dated: bool,
    /// The names of proposals and facts, where they are given.
    pub vocabulary: Option<&'a Vocabulary>,
    /// What is not to be told.
    pub allowed: &'a BTreeSet<Code>,
    /// Leave private rules, what only they use, and all that would tell of them out of the findings.
    pub redact: bool,
}

/// What was found.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Findings {
    /// Faults of the rules, in the order of the files.
    pub findings: Vec<Notice>,
    /// What could not be read.
    pub errors: Vec<Notice>,
    /// True where private rules were left out.
    pub redacted: bool,
    /// How many findings were left out with them: for the exit code, never to be shown.
    #[serde(skip)]
    pub hidden: usize,
    /// The texts that these point into.
    #[serde(skip)]
    pub sources: Vec<SharedSource>,
    /// The rules that were looked at, by file and place.
    #[serde(skip)]
    pub rules: BTreeSet<(String, usize)>,
}

/// The rules as they are looked at.
#[derive(Clone, Copy)]
struct Desk<'a> {
    files: &'a [RuleFile],
    rules: &'a RuleSet,
    /// True where every sentence could be read.
    sound: bool,
}

/// Looks for faults.
pub fn lint(input: &Input<'_>, library: &dyn Library) -> Findings {
    let (files, file_faults) = check::load(input.files, library);
    let checked = check::check(&files);
    let mut errors: Vec<Notice> = file_faults.iter().map(faults::of_file).collect();
    errors.extend(checked.errors.iter().map(faults::of_rule));
    sort(&mut errors, &files);
    let desk = Desk { files: &files, rules: &checked.rules, sound: errors.is_empty() };
    let findings = look(input, &desk);
    if input.redact {
        return redacted(input, desk, findings, errors);
    }
    let rules = places(&checked.rules);
    let sources = files.into_iter().map(|file| file.source).collect();
    Findings { findings, errors, redacted: false, hidden: 0, sources, rules }
}

/// What is found in the public rules by themselves. All that is found beside it is left out, and counted.
fn redacted(
    input: &Input<'_>,
    desk: Desk<'_>,
    all: Vec<Notice>,
    mut errors: Vec<Notice>,
) -> Findings {
    let nothing = Vocabulary::default();
    let curtain = Curtain::new(desk.files, input.vocabulary.unwrap_or(&nothing));
    let public = curtain.public(desk.rules.clone());
    let mut findings = look(input, &Desk { rules: &public, ..desk });
    findings.retain(|one| curtain.shows(one));
    let told: HashSet<&Notice> = findings.iter().collect();
    let hidden = all.iter().filter(|one| !told.contains(one)).count();
    let unread = errors.len();
    errors.retain(|error| curtain.shows(error));
    let is_unread = errors.len() < unread;
    errors.extend(is_unread.then(faults::redacted_error));
    Findings {
        findings,
        errors,
        redacted: curtain.private || is_unread || hidden > 0,
        hidden,
        sources: curtain.sources(),
        rules: places(&public),
    }
}

/// All that is wrong with the rules on the desk and not allowed, in the order of the files.
fn look(input: &Input<'_>, desk: &Desk<'_>) -> Vec<Notice> {
    let mut findings = Vec::new();
    single::check(input, desk, &mut findings);
    pairs::check(desk, &mut findings);
    if let Some(vocabulary) = input.vocabulary {
        names::unknown(vocabulary, desk, &mut findings);
    }
    // a sentence that could not be read may use what seems unused
    if desk.sound {
        names::unused(desk, &mut findings);
    }
    findings.retain(|one| input.allowed.iter().all(|code| code.text() != one.code));
    sort(&mut findings, desk.files);
    findings
}

/// By the number of the file, and the place in it.
fn sort(notices: &mut [Notice], files: &[RuleFile]) {
    let numbered = files.iter().enumerate().rev();
    let numbers: HashMap<&str, usize> =
        numbered.map(|(number, file)| (file.source.name(), number)).collect();
    notices.sort_by_key(|notice| {
        let at = notice.at.as_ref();
        let file = at.and_then(|at| numbers.get(at.file.as_str()).copied());
        (file, at.map(|at| at.offset))
    });
}

fn places(rules: &RuleSet) -> BTreeSet<(String, usize)> {
    rules.rules.iter().map(|rule| (rule.source.name().to_owned(), rule.span.start)).collect()
}

/// Where a rule stands.
fn place(rule: &Rule, label: Option<String>) -> Place {
    Place { label, ..finding::place_in(&rule.source, rule.span) }
}
