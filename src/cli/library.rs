//! What `use "path"` opens: files beside or below the using one, never one outside the folders that hold the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use dealbreaker::limits::Limits;
use dealbreaker::run::Library;
use dealbreaker::source::SharedSource;

use super::files::{self, Found};
use super::read;

/// The files under the folders that rules come from.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    /// The folders: as they are shown, and without links.
    roots: Vec<(PathBuf, PathBuf)>,
    /// Files that were read already, so that each has one name however it is reached.
    known: BTreeMap<PathBuf, SharedSource>,
    /// What was asked for, also where it could not be opened.
    opened: Mutex<BTreeSet<PathBuf>>,
    /// The largest file that is read, in bytes; `None` for the usual.
    limit: Option<u64>,
}

impl Shelves {
    /// The shelves of these rule files.
    pub(super) fn new(rules: &[(Found, SharedSource)], with_sentences: bool) -> Self {
        let mut shelves = Self::default();
        for (found, source) in rules {
            shelves.allow(&found.root);
            shelves.known.insert(found.real.clone(), source.clone());
        }
        if with_sentences {
            shelves.allow(Path::new(""));
        }
        shelves
    }

    /// The files that `use` lines have asked for, those that are not there included.
    pub(super) fn opened(self) -> BTreeSet<PathBuf> {
        self.opened.into_inner().unwrap_or_default()
    }

    /// The same shelves, within limits.
    pub(super) fn within(mut self, limits: &Limits) -> Self {
        self.limit = Some(limits.file_bytes as u64);
        self
    }

    fn allow(&mut self, root: &Path) {
        if !self.roots.iter().any(|(known, _)| known == root) {
            let here = if root.as_os_str().is_empty() { Path::new(".") } else { root };
            self.roots.push((root.to_owned(), files::real(here)));
        }
    }
}

impl Library for Shelves {
    fn open(&self, from: &str, path: &str) -> Result<SharedSource, String> {
        let folder = if from.starts_with('<') {
            ""
        } else {
            from.rsplit_once('/').map_or("", |(folder, _)| folder)
        };
        let target = beside(folder, path)?;
        let outside = || format!("it lies outside the folder of the rules; {}", self.folders());
        if !self.roots.iter().any(|(root, _)| target.starts_with(root)) {
            return Err(outside());
        }
        if let Ok(mut opened) = self.opened.lock() {
            opened.insert(target.clone());
        }
        let real = std::fs::canonicalize(&target).map_err(|error| super::error::why(&error))?;
        if !self.roots.iter().any(|(_, root)| real.starts_with(root)) {
            return Err(outside());
        }
        match self.known.get(&real) {
            Some(source) => Ok(source.clone()),
            None => read::open_within(&target, self.limit.unwrap_or(read::LIMIT))
                .map_err(|problem| problem.kind.message()),
        }
    }
}

impl Shelves {
    fn folders(&self) -> String {
        let name = |root: &Path| match root.as_os_str().is_empty() {
            true => "the current folder".to_owned(),
            false => format!("`{}`", files::shown(root)),
        };
        let names: Vec<_> = self.roots.iter().map(|(root, _)| name(root)).collect();
        format!("what can be used lies in {}", names.join(" or "))
    }
}

/// The path that `path` means in `folder`, by its words alone: `..` takes back a step of `folder`, and never more.
fn beside(folder: &str, path: &str) -> Result<PathBuf, String> {
    if Path::new(path).is_absolute() || path.starts_with('/') {
        return Err("it is an absolute path; write it relative to this file".to_owned());
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => match steps.pop() {
                Some("." | "..") | None => {
                    return Err("it leads outside the folder of the rules".to_owned());
                }
                Some(_) => {}
            },
            other => steps.push(other),
        }
    }
    let root = if folder.starts_with('/') { "/" } else { "" };
    Ok(PathBuf::from(format!("{root}{}", steps.join("/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_the_using_file() {
        for (folder, path, expected) in [
            ("rules", "common/farm.redlines", "rules/common/farm.redlines"),
            ("rules/a", "../b.redlines", "rules/b.redlines"),
            ("./rules", "./b.redlines", "./rules/b.redlines"),
            ("../rules", "b.redlines", "../rules/b.redlines"),
            ("/x/rules", "b.redlines", "/x/rules/b.redlines"),
            ("", "b.redlines", "b.redlines"),
        ] {
            assert_eq!(beside(folder, path), Ok(PathBuf::from(expected)), "{folder} {path}");
        }
        for (folder, path) in [("", "../b.redlines"), ("..", "../b.redlines"), ("rules", "/etc/b")]
        {
            assert!(beside(folder, path).is_err(), "{folder} {path}");
        }
    }

    #[test]
    fn only_the_folders_of_the_rules_are_open() {
        let place = tempfile::tempdir().unwrap();
        let rules = place.path().join("rules");
        std::fs::create_dir_all(rules.join("common")).unwrap();
        std::fs::write(rules.join("a.redlines"), "a").unwrap();
        std::fs::write(rules.join("common/farm.redlines"), "farm").unwrap();
        std::fs::write(place.path().join("secret.redlines"), "secret").unwrap();
        let mut shelves = Shelves::default();
        shelves.allow(&rules);
        let from = files::shown(&rules.join("a.redlines"));
        assert_eq!(shelves.open(&from, "common/farm.redlines").unwrap().text(), "farm");
        assert!(shelves.open(&from, "../secret.redlines").unwrap_err().contains("outside"));
        assert!(shelves.open(&from, "none.redlines").unwrap_err().contains("does not exist"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let rules = place.path().join("rules");
        std::fs::create_dir_all(&rules).unwrap();
        std::fs::write(place.path().join("secret.redlines"), "secret").unwrap();
        std::os::unix::fs::symlink("../secret.redlines", rules.join("inside.redlines")).unwrap();
        let mut shelves = Shelves::default();
        shelves.allow(&rules);
        let from = files::shown(&rules.join("a.redlines"));
        assert!(shelves.open(&from, "inside.redlines").unwrap_err().contains("outside"));
    }
}
