//! Which files are meant: folders searched, globs matched, each file once.

mod kind;

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::error::{Problem, ProblemKind, why};
use kind::is_never_data;
pub(super) use kind::{Kind, format_of};

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
    /// True where it is known for a plain file, and no link to one.
    pub(super) is_plain: bool,
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
    let seen = HashSet::new();
    let listing = Listing::default();
    let mut search = Search { kind, elsewhere, seen, met: 0, listing, folder: None };
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
    /// What tells each file from others.
    seen: HashSet<OsString>,
    /// How many files of the kind were met, those met before included.
    met: usize,
    listing: Listing,
    /// The folder of the last plain file, as it was met and without links.
    folder: Option<(PathBuf, PathBuf)>,
}

impl Search<'_> {
    fn one(&mut self, wanted: &Wanted) {
        let path = wanted.path();
        if self.kind == Kind::Proposals && wanted.is_stdin() {
            self.add(Met::new(PathBuf::from("-")), Path::new(""));
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
            self.add(Met::new(path), &root);
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
                    let root = path.parent().unwrap_or(Path::new("")).to_owned();
                    self.happened_on(Met::new(path), &root, &given)
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
                Ok(entry) => {
                    let is_plain = entry.file_type().is_file() && !entry.path_is_symlink();
                    let real = if is_plain { self.beside(entry.path()) } else { None };
                    self.happened_on(Met { path: entry.into_path(), real, is_plain }, folder, given)
                }
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

    /// The path without links of a plain file that a folder lists; those of one folder are told from the folder's.
    fn beside(&mut self, path: &Path) -> Option<PathBuf> {
        let (parent, name) = (path.parent()?, path.file_name()?);
        if self.folder.as_ref().is_none_or(|(last, _)| last.as_os_str() != parent.as_os_str()) {
            self.folder = Some((parent.to_owned(), fs::canonicalize(parent).ok()?));
        }
        self.folder.as_ref().map(|(_, real)| real.join(name))
    }

    /// A file that a folder or glob turned up: read, left out or passed over by name.
    fn happened_on(&mut self, met: Met, root: &Path, given: &str) {
        let kind = self.kind;
        let other =
            if kind == Kind::Cases { !kind.takes(&met.path) } else { is_never_data(&met.path) };
        if other || (!self.elsewhere.is_empty() && self.elsewhere.contains(&met.real())) {
            return;
        }
        if kind.takes(&met.path) {
            return self.add(met, root);
        }
        match self.listing.passed_over.iter_mut().find(|one| one.folder == given) {
            Some(one) => one.files.push(met.path),
            None => {
                let (folder, files) = (given.to_owned(), vec![met.path]);
                self.listing.passed_over.push(PassedOver { folder, kind, files });
            }
        }
    }

    fn add(&mut self, met: Met, root: &Path) {
        self.met += 1;
        let real = met.real();
        if self.seen.insert(real.clone().into_os_string()) {
            let Met { path, is_plain, .. } = met;
            self.listing.files.push(Found { path, real, root: root.to_owned(), is_plain });
        }
    }

    fn problem(&mut self, kind: ProblemKind) {
        self.listing.problems.push(kind.into());
    }
}

/// A file that was met.
struct Met {
    path: PathBuf,
    /// Its path without links, where that is known.
    real: Option<PathBuf>,
    is_plain: bool,
}

impl Met {
    fn new(path: PathBuf) -> Self {
        Self { path, real: None, is_plain: false }
    }

    fn real(&self) -> PathBuf {
        self.real.clone().unwrap_or_else(|| real(&self.path))
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
