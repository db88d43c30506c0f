//! Which files of the sources changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load::FolderIdentity;

/// An editor writes a file in several steps, a few milliseconds apart; this long after the last one it is done. Longer
/// would delay the preview.
const QUIET: Duration = Duration::from_millis(15);

/// How often it is looked whether the watched folders are still those that were there. A system reports what happens in a
/// folder, but not that it came, or that another one took its name.
const RENEWAL: Duration = Duration::from_millis(500);

/// Watches folders for as long as it lives, also those that come later, or that go and come back.
pub struct FolderWatch {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    folders: Vec<WatchedFolder>,
}

/// A folder, and which one it was when the system was asked to watch it.
struct WatchedFolder {
    path: PathBuf,
    identity: Option<FolderIdentity>,
}

impl FolderWatch {
    /// Watches what lies in `folders`. With `poll`, by looking at all files that often: network drives report no changes.
    ///
    /// # Errors
    /// When the system cannot watch.
    pub fn begin(folders: &[PathBuf], poll: Option<Duration>) -> notify::Result<FolderWatch> {
        let (sender, events) = channel();
        let watcher: Box<dyn Watcher + Send> = match poll {
            None => Box::new(RecommendedWatcher::new(sender, Config::default())?),
            Some(pause) => {
                // Some drives give times to the second only; what the files say is looked at, too.
                let config = Config::default().with_poll_interval(pause).with_compare_contents(true);
                Box::new(PollWatcher::new(sender, config)?)
            }
        };
        let folders = folders.iter().map(|path| WatchedFolder { path: path.clone(), identity: None }).collect();
        let mut watch = FolderWatch { watcher, events, folders };
        for at in 0..watch.folders.len() {
            watch.renew(at)?;
        }
        Ok(watch)
    }

    /// Waits for changes; gives the files of one burst, and a folder that came, went or was exchanged. Nothing comes any more
    /// when the watch is over.
    pub fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        loop {
            let pause = if changed.is_empty() { RENEWAL } else { QUIET };
            match self.events.recv_timeout(pause) {
                // Reading is an event, too, and we read.
                Ok(Ok(Event {
                    kind: EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_),
                    paths,
                    ..
                })) => changed.extend(paths.into_iter().filter(|path| !is_passing(path))),
                Err(RecvTimeoutError::Timeout) if !changed.is_empty() => {
                    changed.extend(self.renew_all());
                    return Some(changed);
                }
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if changed.is_empty() {
                changed.extend(self.renew_all());
            }
        }
    }

    /// Watches anew whatever folder is another one than before; their paths. What cannot be watched now is tried again.
    fn renew_all(&mut self) -> Vec<PathBuf> {
        (0..self.folders.len()).filter_map(|at| self.renew(at).ok().flatten()).collect()
    }

    /// Watches a folder anew where it is another one than before; its path if it is.
    fn renew(&mut self, at: usize) -> notify::Result<Option<PathBuf>> {
        let Some(folder) = self.folders.get_mut(at) else { return Ok(None) };
        let now = FolderIdentity::of(&folder.path);
        if now == folder.identity {
            return Ok(None);
        }
        // Whatever has the folder's old descriptor by now would be reported under its name.
        if folder.identity.is_some() {
            drop(self.watcher.unwatch(&folder.path));
        }
        if now.is_some() {
            match self.watcher.watch(&folder.path, RecursiveMode::Recursive) {
                // It went again in between.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => return Ok(None),
                watched => watched?,
            }
        }
        folder.identity = now;
        Ok(Some(folder.path.clone()))
    }
}

/// Whether a file is one that editors leave next to the one they write.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp")
}
