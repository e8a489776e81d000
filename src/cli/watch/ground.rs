//! What a run depends on, and how it looks at a moment.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, Metadata};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use crate::cli::files::{self, Kind, Wanted};
use crate::cli::plan::Plan;
use crate::cli::settings::FILE_NAME;

/// The files that a run reads or would read, and the folders in which others may come up.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Files, those that are not there included.
    files: BTreeSet<PathBuf>,
    /// Folders that are searched with all that is in them.
    folders: BTreeSet<PathBuf>,
}

impl Ground {
    /// What a plan depends on; without one, the settings alone.
    pub(super) fn new(plan: Option<&Plan>, opened: &BTreeSet<PathBuf>) -> Self {
        let mut ground = Self::default();
        ground.settings();
        ground.files.extend(opened.iter().cloned());
        if let Some(plan) = plan {
            for job in &plan.jobs {
                ground.add(Kind::Rules, job.rules.all());
                ground.add(Kind::Proposals, job.proposals.all());
                ground.add(Kind::Facts, &job.facts);
            }
            ground.add(Kind::Proposals, plan.picked.as_deref().unwrap_or_default());
            ground.files.extend(plan.baseline.clone());
            ground.leave_out(plan);
        }
        ground
    }

    /// `dealbreaker.toml`, here and in every folder above: the nearest counts.
    fn settings(&mut self) {
        let mut folder = PathBuf::new();
        let here = env::current_dir().unwrap_or_default();
        for above in here.ancestors() {
            self.files.insert(folder.join(FILE_NAME));
            if above.join(FILE_NAME).is_file() {
                break;
            }
            folder.push("..");
        }
    }

    fn add(&mut self, kind: Kind, wanted: &[Wanted]) {
        for one in wanted {
            let path = one.path();
            match glob_base(one) {
                Some(base) => {
                    self.folders.insert(base);
                }
                None if path.is_dir() => {
                    self.folders.insert(path.clone());
                }
                None => {}
            }
            self.files.insert(path);
        }
        let found = files::find(kind, wanted, &BTreeSet::new()).files;
        self.files.extend(found.into_iter().map(|file| file.path));
    }

    /// What the run writes itself starts no run.
    fn leave_out(&mut self, plan: &Plan) {
        let outputs = plan.outputs.iter().filter_map(|output| output.file.as_deref());
        let own: BTreeSet<PathBuf> =
            outputs.chain(plan.write_baseline.as_deref()).map(files::real).collect();
        self.files.retain(|file| !own.contains(&files::real(file)));
    }

    /// How all of it looks now.
    pub(super) fn look(&self) -> Look {
        Look(self.files.iter().map(|file| (file.clone(), Stamp::of(file))).collect())
    }

    /// The folders to be watched, `true` for those with all that is in them. The folder above is watched, too: what is in
    /// it may be removed and made again.
    pub(super) fn places(&self) -> BTreeMap<PathBuf, bool> {
        let above = self.files.iter().chain(&self.folders).filter_map(|file| nearest_above(file));
        let mut places: BTreeMap<PathBuf, bool> = above.map(|folder| (folder, false)).collect();
        let there = self.folders.iter().filter(|folder| folder.is_dir());
        places.extend(there.map(|folder| (folder.clone(), true)));
        places
    }
}

/// The folder of a glob before its first sign that means something; `None` for what is no glob.
fn glob_base(wanted: &Wanted) -> Option<PathBuf> {
    let is_sign =
        |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    if !wanted.text.components().any(|part| is_sign(&part)) || wanted.path().exists() {
        return None;
    }
    let plain: PathBuf = wanted.text.components().take_while(|part| !is_sign(part)).collect();
    Some(here_if_empty(wanted.base.join(plain)))
}

fn here_if_empty(path: PathBuf) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}

/// The nearest folder above a path that is there.
fn nearest_above(path: &Path) -> Option<PathBuf> {
    let above = path.ancestors().skip(1).map(|above| here_if_empty(above.to_owned()));
    above.into_iter().find(|above| above.is_dir())
}

/// How files look at a moment; `None` for those that are not there.
#[derive(Debug, Default)]
pub(super) struct Look(BTreeMap<PathBuf, Option<Stamp>>);

impl Look {
    /// Takes in files that the run itself has come upon.
    pub(super) fn know(&mut self, opened: &BTreeSet<PathBuf>) {
        for file in opened {
            self.0.entry(file.clone()).or_insert_with(|| Stamp::of(file));
        }
    }

    /// Has some files look as they did earlier.
    pub(super) fn put_back(&mut self, earlier: Look) {
        self.0.extend(earlier.0);
    }

    /// In what this differs from an earlier look.
    pub(super) fn since(&self, earlier: &Look) -> Vec<Change> {
        let both: BTreeSet<&PathBuf> = self.0.keys().chain(earlier.0.keys()).collect();
        let stamp = |look: &Look, path: &PathBuf| look.0.get(path).cloned().flatten();
        both.into_iter()
            .filter_map(|path| match (stamp(earlier, path), stamp(self, path)) {
                (None, None) => None,
                (None, Some(_)) => Some(Change::New(path.clone())),
                (Some(_), None) => Some(Change::Gone(path.clone())),
                (Some(old), Some(new)) => (old != new).then(|| Change::Changed(path.clone())),
            })
            .collect()
    }
}

/// What tells a file from its earlier self.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stamp {
    /// A folder: what is in it has stamps of its own.
    Folder,
    /// A file.
    File { length: u64, written: Option<SystemTime>, number: u64 },
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        let (length, written) = (found.len(), found.modified().ok());
        Some(match found.is_dir() {
            true => Stamp::Folder,
            false => Stamp::File { length, written, number: number(&found) },
        })
    }
}

/// The number of a file in its file system: an editor that saves by renaming gives the name to another one.
#[cfg(unix)]
fn number(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// What has happened to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It holds something else.
    Changed(PathBuf),
    /// It was not there.
    New(PathBuf),
    /// It is no longer there.
    Gone(PathBuf),
}

impl Change {
    /// In a word.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Change::Changed(_) => "changed",
            Change::New(_) => "new",
            Change::Gone(_) => "gone",
        }
    }

    /// To which file.
    pub(super) fn path(&self) -> &Path {
        match self {
            Change::Changed(path) | Change::New(path) | Change::Gone(path) => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_while_the_settings_were_read_is_still_to_come() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        let look = || Ground { files: BTreeSet::from([file.clone()]), ..Ground::default() }.look();
        fs::write(&file, "").unwrap();
        let settings = look();
        // the settings were read as empty; then the rest of them was written
        fs::write(&file, "[[check]]\n").unwrap();
        let mut before = look();
        assert!(look().since(&before).is_empty());
        before.put_back(settings);
        assert_eq!(look().since(&before).len(), 1);
    }
}
