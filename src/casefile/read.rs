//! From the text of a case file to cases, with everything that is wrong on the way.

use std::collections::BTreeMap;

use super::error::{CaseError, CaseErrorKind, Shape, Within};
use super::{Case, CaseFile, Located, SNAPSHOT_ENDING};
use crate::name::{Name, nearest};
use crate::proposal::{self, Content, Document, Format, Limits, NodeId};
use crate::report::Outcome;
use crate::source::{SharedSource, Span};
use crate::value::{ScalarStyle, read_date};

pub(super) const FILE: &[&str] = &["rules", "facts", "cases"];
pub(super) const CASE: &[&str] =
    &["name", "rounds", "proposal", "document", "as-of", "party", "outcome", "expect", "snapshot"];

/// Reads a case file. One bad case never hides the others.
pub fn read(source: &SharedSource) -> CaseFile {
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for outcome in proposal::read(source, Format::Yaml, &Limits::default()) {
        match outcome {
            Ok(document) => documents.push(document),
            Err(faults) => errors.extend(faults.into_iter().map(|fault| CaseError {
                kind: CaseErrorKind::Unreadable(fault.kind),
                span: fault.span,
                related: fault.related.map(|(span, _)| span),
            })),
        }
    }
    if let Some(second) = documents.get(1) {
        errors.push(CaseError::new(CaseErrorKind::SecondDocument, second.span(second.root())));
    }
    let mut file = match documents.first().filter(|_| errors.is_empty()) {
        Some(document) => Reader { document, errors: Vec::new() }.file(),
        None => CaseFile { errors, unread: 1, ..CaseFile::default() },
    };
    file.errors.sort_by_key(|error| error.span.start);
    file
}

/// Reads one document, and keeps what is wrong with it.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) errors: Vec<CaseError>,
}

/// The values of a mapping by their keys.
pub(super) type Fields = BTreeMap<&'static str, NodeId>;

impl Reader<'_> {
    fn file(mut self) -> CaseFile {
        let root = self.document.root();
        let fields = self.fields(root, Within::File, FILE);
        let paths = |reader: &mut Self, key| {
            fields.get(key).map(|node| reader.paths(*node)).unwrap_or_default()
        };
        let (rules, facts) = (paths(&mut self, "rules"), paths(&mut self, "facts"));
        match fields.get("rules") {
            None => self.missing("rules", Within::File, root),
            Some(node) if rules.is_empty() && self.errors.is_empty() => {
                self.error(CaseErrorKind::NoRules, self.key_span(*node));
            }
            Some(_) => {}
        }
        let listed = match fields.get("cases") {
            None => Vec::new(),
            Some(node) => self.case_nodes(*node),
        };
        if !fields.contains_key("cases") {
            self.missing("cases", Within::File, root);
        }
        // without its rules or facts, a case would be judged by other ones
        if !self.errors.is_empty() {
            return CaseFile { errors: self.errors, unread: 1, ..CaseFile::default() };
        }
        let read: Vec<Case> = listed.iter().filter_map(|node| self.case(*node)).collect();
        let cases = self.without_shared_snapshots(read);
        let unread = listed.len() - cases.len();
        CaseFile { rules, facts, cases, errors: self.errors, unread }
    }

    fn case_nodes(&mut self, node: NodeId) -> Vec<NodeId> {
        match self.document.content(node) {
            Content::List(cases) if !cases.is_empty() => cases.clone(),
            Content::List(_) | Content::Mapping(_) | Content::Scalar { .. } => {
                self.wrong(node, Shape::Cases);
                Vec::new()
            }
        }
    }

    /// A case; `None` where anything is wrong with it.
    fn case(&mut self, node: NodeId) -> Option<Case> {
        let before = self.errors.len();
        let fields = self.fields(node, Within::Case, CASE);
        if self.errors.len() > before && fields.is_empty() {
            return None;
        }
        for key in ["proposal", "as-of"].into_iter().filter(|key| !fields.contains_key(key)) {
            self.missing(key, Within::Case, node);
        }
        let get = |key: &str| fields.get(key).copied();
        let name = get("name").and_then(|node| self.text(node)).map(|name| name.value);
        let party = get("party").and_then(|node| self.text(node)).map(|party| party.value);
        let proposal = get("proposal").and_then(|node| self.path(node));
        let rounds = get("rounds").map(|node| self.paths(node)).unwrap_or_default();
        let document = get("document").and_then(|node| self.number(node, Shape::Count));
        let as_of = get("as-of").and_then(|node| self.day(node));
        let outcome = get("outcome")
            .and_then(|node| self.word(node, "outcome", Outcome::ALL.map(|one| (one.word(), one))));
        let expect = get("expect").map(|node| self.expectations(node)).unwrap_or_default();
        let mut case = Case {
            span: self.document.span(node),
            name,
            proposal: proposal?,
            document,
            rounds,
            as_of: as_of?,
            party,
            outcome,
            expect,
            snapshot: None,
        };
        case.snapshot = get("snapshot").and_then(|node| self.snapshot(node, &case));
        self.check(&case, before);
        (self.errors.len() == before).then_some(case)
    }

    /// What is wrong with a case as a whole; there were `before` errors when it began.
    fn check(&mut self, case: &Case, before: usize) {
        for round in case.rounds.iter().filter(|round| round.value == case.proposal.value) {
            self.error(CaseErrorKind::OwnRound { path: round.value.clone() }, round.span);
        }
        let empty = case.expect.is_empty() && case.outcome.is_none() && case.snapshot.is_none();
        if empty && self.errors.len() == before {
            self.error(CaseErrorKind::NothingExpected(Within::Case), case.span);
        }
    }

    /// Leaves out cases whose report would be written over that of a case before.
    fn without_shared_snapshots(&mut self, mut cases: Vec<Case>) -> Vec<Case> {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        cases.retain(|case| {
            let Some(Located { value: name, span }) = case.snapshot.clone() else { return true };
            let Some(first) = seen.get(&name).copied() else {
                seen.insert(name, span);
                return true;
            };
            let kind = CaseErrorKind::SharedSnapshot { name };
            self.errors.push(CaseError { kind, span, related: Some(first) });
            false
        });
        cases
    }

    /// A path, or `true` for the one that is made of the case's name.
    fn snapshot(&mut self, node: NodeId, case: &Case) -> Option<Located<String>> {
        let span = self.document.span(node);
        if let Content::Scalar { style: ScalarStyle::Bool(true), .. } = self.document.content(node)
        {
            return Some(Located { value: self.usual_snapshot(case), span });
        }
        let path = self.path(node)?;
        if !path.value.ends_with(SNAPSHOT_ENDING) || path.value == SNAPSHOT_ENDING {
            self.error(CaseErrorKind::NoSnapshot { name: path.value }, span);
            return None;
        }
        Some(path)
    }

    /// `offers.walked-back.snap`: by the case's name, else by its proposal and day, for they are what tells cases apart.
    fn usual_snapshot(&self, case: &Case) -> String {
        let file = last(self.document.source().name());
        let file = file.strip_suffix(".test.yaml").unwrap_or(file);
        let called = case.name.clone().unwrap_or_else(|| {
            let proposal = last(&case.proposal.value);
            let proposal = proposal.rsplit_once('.').map_or(proposal, |(stem, _)| stem);
            let number = case.document.map(|number| format!("{}-", number.value));
            format!("{proposal}-{}{}", number.unwrap_or_default(), case.as_of)
        });
        let sign = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let called: String = Name::new(&called).as_str().chars().map(sign).collect();
        format!("{file}.{called}{SNAPSHOT_ENDING}")
    }
}

/// The last step of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What all parts of a case file are made of.
impl Reader<'_> {
    /// The values of a mapping. Keys that are not known are errors.
    pub(super) fn fields(
        &mut self,
        node: NodeId,
        within: Within,
        known: &'static [&'static str],
    ) -> Fields {
        let mut fields = Fields::new();
        for (key, node) in self.entries(node) {
            match known.iter().find(|name| **name == key.value) {
                Some(name) => {
                    fields.insert(name, node);
                }
                None => {
                    let near = nearest(&key.value, known.iter().copied());
                    let kind = CaseErrorKind::UnknownKey { key: key.value, within, near, known };
                    self.error(kind, key.span);
                }
            }
        }
        fields
    }

    /// The keys of a mapping with their values.
    pub(super) fn entries(&mut self, node: NodeId) -> Vec<(Located<String>, NodeId)> {
        let Content::Mapping(children) = self.document.content(node) else {
            self.wrong(node, Shape::Mapping);
            return Vec::new();
        };
        let entry = |node: &NodeId| {
            let key = self.document.key(*node)?;
            Some((Located { value: key.text.clone(), span: key.span }, *node))
        };
        children.iter().filter_map(entry).collect()
    }

    /// A single value, as it was written.
    pub(super) fn text(&mut self, node: NodeId) -> Option<Located<String>> {
        match self.document.content(node) {
            Content::Scalar { text, style } if *style != ScalarStyle::Null => {
                Some(Located { value: text.trim().to_owned(), span: self.document.span(node) })
            }
            Content::Scalar { .. } | Content::Mapping(_) | Content::List(_) => {
                self.wrong(node, Shape::Text);
                None
            }
        }
    }

    fn path(&mut self, node: NodeId) -> Option<Located<String>> {
        let path = self.text(node)?;
        if path.value.is_empty() || path.value == "-" {
            self.error(CaseErrorKind::NoPath, self.value_span(node));
            return None;
        }
        Some(path)
    }

    /// One path or a list of them.
    fn paths(&mut self, node: NodeId) -> Vec<Located<String>> {
        match self.document.content(node) {
            Content::List(items) => items.iter().filter_map(|item| self.path(*item)).collect(),
            Content::Scalar { .. } => self.path(node).into_iter().collect(),
            Content::Mapping(_) => {
                self.wrong(node, Shape::Paths);
                Vec::new()
            }
        }
    }

    /// A whole number.
    pub(super) fn number<T: std::str::FromStr>(
        &mut self,
        node: NodeId,
        shape: Shape,
    ) -> Option<Located<T>> {
        let text = self.text(node)?;
        match text.value.parse() {
            Ok(value) => Some(Located { value, span: text.span }),
            Err(_) => {
                self.wrong(node, shape);
                None
            }
        }
    }

    fn day(&mut self, node: NodeId) -> Option<jiff::civil::Date> {
        let text = self.text(node)?;
        let day = read_date(&text.value);
        day.map_err(|error| self.error(CaseErrorKind::Literal(error), text.span)).ok()
    }

    /// One of a few words.
    pub(super) fn word<T: Copy, const N: usize>(
        &mut self,
        node: NodeId,
        noun: &'static str,
        words: [(&'static str, T); N],
    ) -> Option<Located<T>> {
        let text = self.text(node)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Located { value: *value, span: text.span });
        }
        self.unknown_word(text, noun, words.map(|(word, _)| word).to_vec());
        None
    }

    pub(super) fn unknown_word(
        &mut self,
        word: Located<String>,
        noun: &'static str,
        known: Vec<&'static str>,
    ) {
        let near = nearest(&word.value, known.iter().copied());
        self.error(CaseErrorKind::UnknownWord { word: word.value, noun, near, known }, word.span);
    }

    pub(super) fn error(&mut self, kind: CaseErrorKind, span: Span) {
        self.errors.push(CaseError::new(kind, span));
    }

    fn missing(&mut self, key: &'static str, within: Within, node: NodeId) {
        let start = self.document.span(node).start;
        self.error(CaseErrorKind::MissingKey { key, within }, Span::new(start, start));
    }

    /// A value of another kind than its key asks for.
    pub(super) fn wrong(&mut self, node: NodeId, expected: Shape) {
        let keyed = std::iter::successors(Some(node), |node| self.document.parent(*node))
            .find_map(|node| self.document.key(node));
        let key = keyed.map_or("case file", |key| &key.text).to_owned();
        let item = self.document.key(node).is_none();
        self.error(CaseErrorKind::WrongShape { key, item, expected }, self.value_span(node));
    }

    /// The place of a value; of its key where the value has no text.
    fn value_span(&self, node: NodeId) -> Span {
        let span = self.document.span(node);
        if span.is_empty() { self.key_span(node) } else { span }
    }

    /// The place of a key; of the value where it stands under none.
    pub(super) fn key_span(&self, node: NodeId) -> Span {
        self.document.key(node).map_or_else(|| self.document.span(node), |key| key.span)
    }
}
