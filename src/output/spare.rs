//! The spare: a second folder with the very files of the site, by second names for them (hard links). A build changes in it what
//! changed, exchanges it for the site, and then changes the same in the old site, which is the spare of the next build: publishing
//! takes as long as there are changes, however many files there are.
//!
//! It is never trusted. Each build looks at every name in it, and where it has not just the files of the site it is thrown away; so
//! is one that cannot be brought to the state of the site. The next build then makes a new one of links.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::{metadata, names, tree};

/// Its name in the output folder.
pub(super) const NAME: &str = ".nenpo.spare";

/// How the files of a new site differ from those of the old one, by their paths.
pub(super) struct SiteChanges<'c> {
    /// Those that are others than before, or were not there.
    pub changed: Vec<&'c str>,
    /// Those that are no longer there.
    pub gone: Vec<&'c str>,
}

/// Takes the spare of an output folder for a build; nothing where it has not just the files of the site, which are these with their numbers
/// (inodes).
pub(super) fn take(folder: &Path, site: &[(String, u64)]) -> Option<TempDir> {
    let spare = folder.join(NAME);
    if !fs::symlink_metadata(&spare).ok()?.is_dir() {
        tree::remove_file(&spare);
        return None;
    }
    // The same number in one file system: it is the same file, where the system numbers its files at all.
    let numbers: HashSet<u64> = site.iter().map(|(_, number)| *number).collect();
    let numbered =
        numbers.len() == site.len() && !numbers.contains(&0) && is_on_one_device(&spare, &folder.join("site"));
    if !numbered || metadata::numbered_files(&spare).ok().as_deref() != Some(site) {
        tree::remove(&spare);
        return None;
    }
    let taken = tempfile::Builder::new().prefix(names::NEW).tempdir_in(folder).ok()?;
    fs::rename(&spare, taken.path()).ok()?;
    Some(taken)
}

#[cfg(unix)]
fn is_on_one_device(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|found| found.dev());
    device(one).is_some() && device(one) == device(other)
}

#[cfg(not(unix))]
fn is_on_one_device(_: &Path, _: &Path) -> bool {
    false
}

/// Changes a folder with the files of the old site to one with those of the new site, of which those that changed are in `from`.
pub(super) fn follow(site: &Path, from: &Path, changes: &SiteChanges<'_>) -> io::Result<()> {
    tree::remove_files(site, &changes.gone);
    tree::link_files(site, from, &changes.changed)
}

/// Makes the old site, which was just exchanged for the new one, the spare of an output folder; removes it where that cannot be.
pub(super) fn keep(folder: &Path, old: &Path, site: &Path, changes: &SiteChanges<'_>) {
    // Elsewhere nothing tells whether two names are of one file.
    let kept = cfg!(unix) && follow(old, site, changes).is_ok() && fs::rename(old, folder.join(NAME)).is_ok();
    if !kept {
        tree::remove(old);
    }
}
