//! Runs `*.test.yaml` files: cases of a rule file on proposals, with the verdicts they should get.

use std::fs;
use std::path::{Path, PathBuf};

use dealbreaker::proposal::{self, Content, Document, Format, Limits, NodeId};
use dealbreaker::report::{DaySource, ProposalReport};
use dealbreaker::run::{self, DataFile, Input, Library};
use dealbreaker::source::{SharedSource, Source};

use crate::expectation::{Expected, finding};

/// All `*.test.yaml` files under a folder, in the order of their names.
pub(crate) fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a folder that can be read").into_path())
        .filter(|path| path.to_string_lossy().ends_with(".test.yaml"))
        .collect();
    found.sort();
    found
}

/// Runs all cases under a folder and fails with every difference. Returns how many there were.
pub(crate) fn run_all(folder: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases = 0;
    let mut faults = Vec::new();
    for file in case_files(&root.join(folder)) {
        let (ran, found) = run_file(&file);
        let shown = file.strip_prefix(root).unwrap_or(&file).display();
        cases += ran;
        faults.extend(found.into_iter().map(|fault| format!("{shown}:{fault}")));
    }
    assert!(faults.is_empty(), "{} differences:\n{}", faults.len(), faults.join("\n"));
    cases
}

/// How many cases ran, and where they differ: `line: what`.
fn run_file(file: &Path) -> (usize, Vec<String>) {
    let source = text(file);
    let document = document(&source);
    let root = Tree { document: &document, node: document.root() };
    let folder = file.parent().expect("a file in a folder");
    let all = |key: &str| root.list(key).iter().map(|at| folder.join(at.scalar())).collect();
    let (rules, facts): (Vec<PathBuf>, Vec<PathBuf>) = (all("rules"), all("facts"));
    let cases = root.list("cases");
    let faults = cases.iter().flat_map(|case| run_case(case, folder, &rules, &facts));
    let faults = faults.collect();
    (cases.len(), faults)
}

fn run_case(case: &Tree, folder: &Path, rules: &[PathBuf], facts: &[PathBuf]) -> Vec<String> {
    let at = |line: usize, fault: String| format!("{line}: {fault}");
    let input = Input {
        rules: rules.iter().map(|path| text(path)).collect(),
        proposals: vec![data(&folder.join(case.get("proposal").expect("`proposal`").scalar()))],
        facts: facts.iter().map(|path| data(path)).collect(),
        as_of: case.get("as-of").expect("`as-of`").scalar().parse().expect("a date"),
        as_of_source: DaySource::Flag,
        party: case.get("party").map(|party| party.scalar()),
        all_parts: true,
        redact: false,
    };
    let report = run::check(&input, &Folder).report;
    let errors = report.errors.iter().map(|error| at(case.line(), error.message.clone()));
    let mut faults: Vec<String> = errors.collect();
    let number = case.get("document").map_or(0, |number| number.scalar().parse().expect("number"));
    match report.proposals.iter().find(|proposal| proposal.document == number) {
        Some(proposal) => faults.extend(compare(case, proposal)),
        None => faults.push(at(case.line(), format!("no document {number}"))),
    }
    faults
}

fn compare(case: &Tree, report: &ProposalReport) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(outcome) = case.get("outcome") {
        let found = format!("{:?}", report.outcome).to_lowercase();
        if outcome.scalar() != found {
            let line = outcome.line();
            faults.push(format!("{line}: expected outcome `{}`, got `{found}`", outcome.scalar()));
        }
    }
    for (rule, expected) in case.get("expect").map(|at| at.entries()).unwrap_or_default() {
        let line = expected.line();
        match finding(report, &rule) {
            Ok(found) => {
                let differences = expected.expectation().differences(&rule, found);
                faults.extend(differences.into_iter().map(|fault| format!("{line}: {fault}")));
            }
            Err(fault) => faults.push(format!("{line}: {fault}")),
        }
    }
    faults
}

/// A node of a case file.
struct Tree<'a> {
    document: &'a Document,
    node: NodeId,
}

impl<'a> Tree<'a> {
    fn line(&self) -> usize {
        self.document.source().position(self.document.span(self.node).start).0
    }

    fn scalar(&self) -> String {
        match self.document.content(self.node) {
            Content::Scalar { text, .. } => text.clone(),
            other => panic!("{}: expected a value, found {other:?}", self.line()),
        }
    }

    fn children(&self) -> Vec<Tree<'a>> {
        let document = self.document;
        document.children(self.node).iter().map(|node| Tree { document, node: *node }).collect()
    }

    fn entries(&self) -> Vec<(String, Tree<'a>)> {
        let key = |at: &Tree| self.document.key(at.node).expect("a mapping").text.clone();
        self.children().into_iter().map(|at| (key(&at), at)).collect()
    }

    fn get(&self, key: &str) -> Option<Tree<'a>> {
        self.entries().into_iter().find(|(name, _)| name == key).map(|(_, at)| at)
    }

    fn list(&self, key: &str) -> Vec<Tree<'a>> {
        self.get(key).map(|at| at.children()).unwrap_or_default()
    }

    /// `broken`, or `{verdict: broken, margin: -2 t, parts: {pork: broken}}`
    fn expectation(&self) -> Expected {
        if let Content::Scalar { text, .. } = self.document.content(self.node) {
            return Expected { verdict: Some(text.clone()), ..Expected::default() };
        }
        let mut expected = Expected::default();
        for (key, at) in self.entries() {
            match key.as_str() {
                "verdict" => expected.verdict = Some(at.scalar()),
                "margin" => expected.margin = Some(at.scalar()),
                "hides" => expected.hides = Some(at.scalar()),
                "days-left" => expected.days_left = at.scalar().parse().ok(),
                "count" => {
                    let number = |at: &Tree| at.scalar().parse().expect("a count");
                    expected.counts =
                        at.entries().into_iter().map(|(name, at)| (name, number(&at))).collect();
                }
                "parts" => {
                    expected.parts =
                        at.entries().into_iter().map(|(n, at)| (n, at.expectation())).collect();
                }
                other => panic!("{}: `{other}` is not known here", at.line()),
            }
        }
        expected
    }
}

/// `use "…"` opens what lies beside the using file.
struct Folder;

impl Library for Folder {
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String> {
        let folder = Path::new(from).parent().ok_or("no folder")?;
        let path = folder.join(path);
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(Source::new(path.to_string_lossy(), text))
    }
}

fn text(path: &Path) -> SharedSource {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Source::new(path.to_string_lossy(), text)
}

fn data(path: &Path) -> DataFile {
    let format = Format::of(path).unwrap_or_else(|| panic!("{}: which format?", path.display()));
    DataFile { source: text(path), format }
}

fn document(source: &SharedSource) -> Document {
    let mut outcomes = proposal::read(source, Format::Yaml, &Limits::default());
    outcomes.remove(0).unwrap_or_else(|faults| panic!("{}: {faults:?}", source.name()))
}
