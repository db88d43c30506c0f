//! Which files of the sources changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor writes a file in several steps, a few milliseconds apart; this long after the last one it is done. Longer would
/// delay the preview.
const QUIET: Duration = Duration::from_millis(30);

/// Watches folders for as long as it lives.
pub struct FolderWatch {
    /// Held, since dropping it ends the watch.
    _watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
}

impl FolderWatch {
    /// Watches what lies in `folders`; those that are not there are left out. With `poll`, by looking at all files that
    /// often: network drives report no changes.
    ///
    /// # Errors
    /// When the system cannot watch.
    pub fn begin(folders: &[PathBuf], poll: Option<Duration>) -> notify::Result<FolderWatch> {
        let (sender, events) = channel();
        let mut watcher: Box<dyn Watcher + Send> = match poll {
            None => Box::new(RecommendedWatcher::new(sender, Config::default())?),
            Some(pause) => {
                // Some drives give times to the second only; what the files say is looked at, too.
                let config = Config::default().with_poll_interval(pause).with_compare_contents(true);
                Box::new(PollWatcher::new(sender, config)?)
            }
        };
        for folder in folders {
            match watcher.watch(folder, RecursiveMode::Recursive) {
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                watched => watched?,
            }
        }
        Ok(FolderWatch { _watcher: watcher, events })
    }

    /// Waits for changes; gives the files of one burst. Nothing comes any more when the watch is over.
    pub fn next(&self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        loop {
            let event = if changed.is_empty() {
                self.events.recv().ok()?
            } else {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) => return Some(changed),
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            };
            // Reading is an event, too, and we read.
            if let Ok(Event {
                kind: EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_), paths, ..
            }) = event
            {
                changed.extend(paths.into_iter().filter(|path| !is_passing(path)));
            }
        }
    }
}

/// Whether a file is one that editors leave next to the one they write.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".tmp")
}
