//! Which files are meant: folders searched, globs matched, each file once.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use dealbreaker::proposal::Format;
use walkdir::{DirEntry, WalkDir};

use super::error::{Problem, ProblemKind, why};

/// What files are looked for as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rule files.
    Rules,
    /// Proposals.
    Proposals,
    /// Facts.
    Facts,
    /// Case files.
    Cases,
}

impl Kind {
    /// One of them.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Kind::Rules => "rule file",
            Kind::Proposals => "proposal",
            Kind::Facts => "file of facts",
            Kind::Cases => "case file",
        }
    }

    /// One of them, with its article.
    pub(super) fn noun_with_article(self) -> String {
        format!("a {}", self.noun())
    }

    /// How their names end.
    pub(super) fn endings(self) -> &'static str {
        match self {
            Kind::Rules => "`.redlines`",
            Kind::Proposals => "`.yaml`, `.yml`, `.json`, `.ndjson`, `.jsonl` or `.toml`",
            Kind::Facts => "`.csv`, `.yaml`, `.yml`, `.json`, `.ndjson`, `.jsonl` or `.toml`",
            Kind::Cases => "`.test.yaml`",
        }
    }

    /// True where a file of this name may be one.
    fn takes(self, path: &Path) -> bool {
        match self {
            Kind::Rules => ending(path).as_deref() == Some("redlines"),
            Kind::Proposals => format_of(path).is_some_and(|format| format != Format::Csv),
            Kind::Facts => format_of(path).is_some(),
            Kind::Cases => is_case_file(path),
        }
    }

    /// True where a file of this name serves as something else only.
    fn never_takes(self, path: &Path) -> bool {
        matches!(self, Kind::Proposals | Kind::Facts) && is_never_data(path)
    }

    /// True for folders that a search does not enter.
    fn leaves_out(self, entry: &DirEntry) -> bool {
        let name = entry.file_name().to_string_lossy();
        // what was built of a project may hold copies of its cases
        let built = self == Kind::Cases && name == "target" && entry.file_type().is_dir();
        entry.depth() > 0 && (name.starts_with('.') || built)
    }
}

/// The format that the ending of a name says.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    match ending(path)?.as_str() {
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "toml" => Some(Format::Toml),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

/// Case files and settings, which are never proposals.
fn is_never_data(path: &Path) -> bool {
    name_of(path) == super::settings::FILE_NAME || is_case_file(path)
}

fn is_case_file(path: &Path) -> bool {
    name_of(path).ends_with(".test.yaml")
}

fn name_of(path: &Path) -> String {
    path.file_name().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

/// A path, folder or glob as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The folder it is relative to, as it is to be shown; empty for the current one.
    pub(super) base: PathBuf,
    /// As it was given.
    pub(super) text: PathBuf,
}

impl Wanted {
    /// A path of the command line.
    pub(super) fn here(text: impl Into<PathBuf>) -> Self {
        Self { base: PathBuf::new(), text: text.into() }
    }

    /// The path, as it is to be shown.
    pub(super) fn path(&self) -> PathBuf {
        self.base.join(&self.text)
    }

    /// True for `-`.
    pub(super) fn is_stdin(&self) -> bool {
        self.text == Path::new("-")
    }
}

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// How to open it; `-` is standard input.
    pub(super) path: PathBuf,
    /// How to tell it from others: without links, absolute.
    pub(super) real: PathBuf,
    /// The folder that its `use` lines may not leave.
    pub(super) root: PathBuf,
}

impl Found {
    /// True for standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The files, each once, in order.
    pub(super) files: Vec<Found>,
    /// What went wrong.
    pub(super) problems: Vec<Problem>,
    /// Files of other kinds, by the folder or glob they were found in.
    pub(super) passed_over: Vec<PassedOver>,
}

/// Files of one folder or glob that are of other kinds.
#[derive(Debug)]
pub(super) struct PassedOver {
    folder: String,
    kind: Kind,
    files: Vec<PathBuf>,
}

impl PassedOver {
    /// What to say of them; nothing of those in `used`, which serve this run as something else.
    pub(super) fn problem(&self, used: &BTreeSet<PathBuf>) -> Option<Problem> {
        let others = self.files.iter().filter(|path| !used.contains(&real(path)));
        let files: Vec<String> = others.map(|path| shown(path)).collect();
        let (folder, kind) = (self.folder.clone(), self.kind);
        (!files.is_empty()).then(|| ProblemKind::PassedOver { folder, files, kind }.into())
    }
}

/// Finds the files of one kind. Those in `elsewhere` serve this run as something else: a folder's search leaves them out.
pub(super) fn find(kind: Kind, wanted: &[Wanted], elsewhere: &BTreeSet<PathBuf>) -> Listing {
    let mut search =
        Search { kind, elsewhere, seen: BTreeSet::new(), met: 0, listing: Listing::default() };
    for one in wanted {
        search.one(one);
    }
    search.listing
}

/// A path as it is shown: with `/`.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// A path without links, where it leads somewhere; else as it is.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

struct Search<'a> {
    kind: Kind,
    elsewhere: &'a BTreeSet<PathBuf>,
    seen: BTreeSet<PathBuf>,
    /// How many files of the kind were met, those met before included.
    met: usize,
    listing: Listing,
}

impl Search<'_> {
    fn one(&mut self, wanted: &Wanted) {
        let path = wanted.path();
        if self.kind == Kind::Proposals && wanted.is_stdin() {
            self.add(PathBuf::from("-"), Path::new(""));
        } else if path.is_dir() {
            self.folder(&path, &shown(&path));
        } else if fs::symlink_metadata(&path).is_ok() {
            self.named(path);
        } else if wanted.text.to_string_lossy().contains(['*', '?', '[']) {
            self.glob(wanted);
        } else {
            let near = neighbour(&path);
            self.problem(ProblemKind::Missing { file: shown(&path), near });
        }
    }

    /// A file named outright is read or is an error.
    fn named(&mut self, path: PathBuf) {
        let (file, kind) = (shown(&path), self.kind);
        if kind.never_takes(&path) {
            self.problem(ProblemKind::NeverProposal { file });
        } else if kind.takes(&path) {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            self.add(path, &root);
        } else if kind == Kind::Proposals && format_of(&path).is_some() {
            self.problem(ProblemKind::TableAsProposal { file });
        } else {
            self.problem(ProblemKind::WrongKind { file, kind });
        }
    }

    fn glob(&mut self, wanted: &Wanted) {
        let base = glob::Pattern::escape(&wanted.base.to_string_lossy());
        let pattern = Path::new(&base).join(&wanted.text).to_string_lossy().into_owned();
        let options =
            glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
        let given = shown(&wanted.path());
        let matches = match glob::glob_with(&pattern, options) {
            Ok(matches) => matches,
            Err(error) => {
                let why =
                    format!("{} at its character {}", error.msg, error.pos + 1).to_lowercase();
                return self.problem(ProblemKind::BadGlob { glob: given, why });
            }
        };
        let before = (self.met, self.listing.problems.len());
        for found in matches {
            match found {
                Ok(path) if path.is_dir() => self.folder(&path, &given),
                Ok(path) => {
                    self.happened_on(path.clone(), path.parent().unwrap_or(Path::new("")), &given)
                }
                Err(error) => {
                    let (file, why) = (shown(error.path()), why(error.error()));
                    self.problem(ProblemKind::Unreadable { file, why });
                }
            }
        }
        if (self.met, self.listing.problems.len()) == before {
            self.problem(ProblemKind::EmptyGlob { glob: given, kind: self.kind });
        }
    }

    /// Everything in a folder, in the order of names; links are followed, never in circles.
    fn folder(&mut self, folder: &Path, given: &str) {
        let kind = self.kind;
        let visible = |entry: &DirEntry| !kind.leaves_out(entry);
        let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in entries.into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.happened_on(entry.into_path(), folder, given),
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => self.unreadable(folder, &error),
            }
        }
    }

    fn unreadable(&mut self, folder: &Path, error: &walkdir::Error) {
        let file = shown(error.path().unwrap_or(folder));
        let why = error.io_error().map_or_else(|| error.to_string(), why);
        self.problem(ProblemKind::Unreadable { file, why });
    }

    /// A file that a folder or glob turned up: read, left out or passed over by name.
    fn happened_on(&mut self, path: PathBuf, root: &Path, given: &str) {
        let kind = self.kind;
        let other = if kind == Kind::Cases { !kind.takes(&path) } else { is_never_data(&path) };
        if other || self.elsewhere.contains(&real(&path)) {
            return;
        }
        if kind.takes(&path) {
            return self.add(path, root);
        }
        match self.listing.passed_over.iter_mut().find(|one| one.folder == given) {
            Some(one) => one.files.push(path),
            None => {
                let (folder, files) = (given.to_owned(), vec![path]);
                self.listing.passed_over.push(PassedOver { folder, kind, files });
            }
        }
    }

    fn add(&mut self, path: PathBuf, root: &Path) {
        self.met += 1;
        let real = real(&path);
        if self.seen.insert(real.clone()) {
            self.listing.files.push(Found { path, real, root: root.to_owned() });
        }
    }

    fn problem(&mut self, kind: ProblemKind) {
        self.listing.problems.push(kind.into());
    }
}

/// A file beside a missing one whose name is close to it.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let parent = path.parent()?;
    let here = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let entries = fs::read_dir(here).ok()?.filter_map(Result::ok);
    let close = entries.filter_map(|entry| {
        let other = entry.file_name().into_string().ok()?;
        let distance = strsim::osa_distance(name, &other);
        (distance <= 2 && !other.starts_with('.')).then_some((distance, other))
    });
    close.min().map(|(_, other)| shown(&parent.join(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_the_format_whatever_their_case() {
        for (name, format) in [
            ("a.yaml", Some(Format::Yaml)),
            ("a.YML", Some(Format::Yaml)),
            ("a.json", Some(Format::Json)),
            ("a.jsonl", Some(Format::Ndjson)),
            ("a.ndjson", Some(Format::Ndjson)),
            ("a.toml", Some(Format::Toml)),
            ("a.csv", Some(Format::Csv)),
            ("a.txt", None),
            ("yaml", None),
            (".yaml", None),
        ] {
            assert_eq!(format_of(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn a_table_is_facts_and_never_a_proposal() {
        assert!(Kind::Facts.takes(Path::new("a.csv")));
        assert!(!Kind::Proposals.takes(Path::new("a.csv")));
        assert!(is_never_data(Path::new("x/offers.test.yaml")));
        assert!(is_never_data(Path::new("dealbreaker.toml")));
        assert!(!is_never_data(Path::new("latest.yaml")));
    }

    /// What a search for proposals in a folder of these files shows, relative to it.
    fn proposals(files: &[&str], wanted: &[&str], elsewhere: &[&str]) -> (Vec<String>, Listing) {
        let place = tempfile::tempdir().unwrap();
        for file in files {
            let path = place.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let base = place.path().to_owned();
        let wanted: Vec<_> =
            wanted.iter().map(|text| Wanted { base: base.clone(), text: text.into() }).collect();
        let elsewhere = elsewhere.iter().map(|file| real(&base.join(file))).collect();
        let listing = find(Kind::Proposals, &wanted, &elsewhere);
        let names = listing.files.iter().map(|file| {
            let path = file.path.strip_prefix(&base).unwrap_or(&file.path);
            shown(path)
        });
        (names.collect(), listing)
    }

    #[test]
    fn searches_are_in_order_and_meet_each_file_once() {
        let files = [
            "o/b.json",
            "o/a/z.yaml",
            "o/a/.hidden.yaml",
            "o/.git/x.yaml",
            "o/a.yml",
            "o/c.toml",
            "o/e.test.yaml",
            "o/facts.yaml",
            "o/f.csv",
            "o/g.md",
        ];
        let all = ["o/a/z.yaml", "o/a.yml", "o/b.json", "o/c.toml"];
        for (wanted, expected) in [
            (&["o"][..], &all[..]),
            (&["o/", "o/b.json", "./o/b.json"], &all),
            (&["o/c.toml", "o"], &["o/c.toml", "o/a/z.yaml", "o/a.yml", "o/b.json"]),
            (&["o/*.y*ml"], &["o/a.yml"]),
            (&["o/**/*.y*ml"], &["o/a/z.yaml", "o/a.yml"]),
            (&["o/[bc].*"], &["o/b.json", "o/c.toml"]),
            (&["o/*"], &all),
            (&["o/b.json", "o/b.*"], &["o/b.json"]),
            (&["o/facts.yaml"], &["o/facts.yaml"]),
            (&["-", "-"], &["-"]),
        ] {
            let (names, listing) = proposals(&files, wanted, &["o/facts.yaml"]);
            assert_eq!(names, expected, "{wanted:?}");
            assert_eq!(listing.problems, [], "{wanted:?}");
        }
    }

    #[test]
    fn a_folder_whose_name_looks_like_a_glob_is_a_folder() {
        let (names, _) = proposals(&["[a]/x.yaml", "a/y.yaml"], &["[a]"], &[]);
        assert_eq!(names, ["[a]/x.yaml"]);
    }

    #[test]
    fn files_passed_over_are_named_unless_they_serve_otherwise() {
        let (_, listing) = proposals(&["o/a.yaml", "o/b.md", "o/c.csv"], &["o"], &["o/c.csv"]);
        let one = listing.passed_over[0].problem(&BTreeSet::new()).unwrap();
        let ProblemKind::PassedOver { files, .. } = one.kind else { panic!("{one:?}") };
        assert_eq!(files.len(), 1);
        assert!(files[0].ends_with("o/b.md"));
    }
}
