//! What the system tells of folders, and looking by oneself where it tells nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor saves in several steps; a look is taken once they have come to rest for so long.
const REST: Duration = Duration::from_millis(100);

/// Where steps go on and on, a look is taken after so many rests all the same.
const RESTS: usize = 20;

/// How long to wait for the system; it tells nothing of network drives.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait where it tells nothing at all.
const BLIND: Duration = Duration::from_secs(1);

/// A folder, whether all that is in it counts, and since when it is there.
type Watched = BTreeMap<PathBuf, (bool, Option<SystemTime>)>;

/// The folders that are watched.
#[derive(Default)]
pub(super) struct Eyes {
    watched: Watched,
    watcher: Option<RecommendedWatcher>,
    inbox: Option<Receiver<()>>,
    /// True once it was told that the system does not help.
    told: bool,
}

impl Eyes {
    /// Watches these folders, `true` for those with all that is in them. Says why where the system cannot, once.
    pub(super) fn open(&mut self, places: BTreeMap<PathBuf, bool>) -> Option<String> {
        let since = |path: &Path| path.metadata().and_then(|found| found.created()).ok();
        let wanted: Watched =
            places.into_iter().map(|(path, all)| (path.clone(), (all, since(&path)))).collect();
        // a folder that was removed and made again is another one, of which nothing would be told
        if wanted == self.watched && (self.watcher.is_some() || self.told) {
            return None;
        }
        self.watched = wanted;
        let (outbox, inbox) = channel();
        match watcher(outbox, &self.watched) {
            Ok(watcher) => {
                (self.watcher, self.inbox) = (Some(watcher), Some(inbox));
                None
            }
            Err(error) => {
                (self.watcher, self.inbox) = (None, None);
                let first = !std::mem::replace(&mut self.told, true);
                first.then(|| error.to_string())
            }
        }
    }

    /// Waits until there may be something to see.
    pub(super) fn wait(&self) {
        let Some(inbox) = &self.inbox else { return std::thread::sleep(BLIND) };
        if inbox.recv_timeout(PATIENCE).is_ok() {
            let _ = (0..RESTS).find(|_| inbox.recv_timeout(REST).is_err());
        }
    }
}

fn watcher(outbox: Sender<()>, watched: &Watched) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.map_or(true, |event| is_change(event.kind)) {
            // No one listens any more: then there is nothing to tell.
            let _ = outbox.send(());
        }
    })?;
    for (path, (all, _)) in watched {
        let mode = if *all { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(path, mode)?;
    }
    Ok(watcher)
}

/// Reading changes nothing; otherwise our own looks would wake us.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}
