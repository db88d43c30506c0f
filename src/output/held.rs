//! What other programs have open, where Windows then refuses to rename a folder. It does not say which file it is.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

/// How many are named at most: a viewer of a folder may have all of its files open.
const NAMED: usize = 3;

/// Up to [`NAMED`] files that another program has open in the first of these folders where it has any, sorted; where it has
/// none, folders, of which the first may be one itself.
pub(super) fn open_elsewhere(folders: &[&Path]) -> Vec<PathBuf> {
    // One folder after the other: a file that two of them have under two names would seem open while it is looked at.
    folders.iter().map(|folder| open_in(folder)).find(|open| !open.is_empty()).unwrap_or_default()
}

fn open_in(folder: &Path) -> Vec<PathBuf> {
    let entries: Vec<PathBuf> = WalkDir::new(folder).into_iter().flatten().map(DirEntry::into_path).collect();
    let mut open: Vec<PathBuf> = entries.into_par_iter().filter(|path| is_open(path)).collect();
    open.sort_unstable();
    // A program that shows a file may have its folder open, too, and the file says more.
    if open.iter().any(|path| path.is_file()) {
        open.retain(|path| path.is_file());
    }
    open.truncate(NAMED);
    open
}

/// Whether a file or a folder cannot be had alone, which is for a moment asked of the system.
#[cfg(windows)]
fn is_open(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt;
    /// `FILE_FLAG_BACKUP_SEMANTICS`: folders are opened as well.
    const FOLDERS: u32 = 0x0200_0000;
    /// `ERROR_SHARING_VIOLATION`.
    const SHARED: i32 = 32;
    let alone = std::fs::OpenOptions::new().read(true).share_mode(0).custom_flags(FOLDERS).open(path);
    alone.is_err_and(|error| error.raw_os_error() == Some(SHARED))
}

/// Other systems rename what is open.
#[cfg(not(windows))]
fn is_open(_: &Path) -> bool {
    false
}
