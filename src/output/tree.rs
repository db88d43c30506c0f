//! Files and folders on the disk: written, linked and removed with all processors at hand.
//!
//! Modes are set, not left to the umask: what a web server may read must not depend on who built the site.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use rayon::prelude::*;

use crate::bytes::Bytes;
use crate::error::Result;

use super::names::NEW;
use super::types::Location;
use super::{address, error, swap};

/// Adds files to the folder `new`. What is as it was is linked from `old`, keeping its time.
pub(super) fn fill(new: &Path, old: &Path, files: &[(&str, &Location)]) -> Result<()> {
    // All results are gathered before one is chosen: which file failed first would depend on the threads.
    let results: Vec<_> = files
        .par_iter()
        .map(|(path, location)| match location {
            Location::New => Ok(()),
            Location::Old => within(new, path, |target| keep(&old.join(path), target)),
            Location::Elsewhere(file) => within(new, path, |target| copy(file, target)),
        })
        .collect();
    results.into_iter().collect()
}

/// Writes one file that everyone may read into the folder `new`.
pub(super) fn write(new: &Path, path: &str, bytes: &Bytes) -> Result<()> {
    let mut file = create(new, path)?;
    let written = bytes.pieces().try_for_each(|piece| file.write_all(piece)).and_then(|()| written(&file));
    written.map_err(|error| error::io(&new.join(path), &error))
}

/// Creates a file in the folder `new`.
pub(super) fn create(new: &Path, path: &str) -> Result<File> {
    within(new, path, |target| File::create(target))
}

/// After the last byte of a file of the site was written: everyone may read it.
pub(super) fn written(file: &File) -> io::Result<()> {
    readable_file(file)?;
    // On Linux one call at the end flushes everything; see `flush`.
    if cfg!(not(target_os = "linux")) { file.sync_all() } else { Ok(()) }
}

/// Writes a file that everyone may read beside the site, whole or not at all, in place of the one that may be there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = temporary(path, &[bytes])?;
    readable_file(file.as_file())?;
    swap::persist(file.into_temp_path(), path)
}

/// Writes pieces as a file like [`replace`], readable by its owner alone.
pub(super) fn replace_own(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    swap::persist(temporary(path, pieces)?.into_temp_path(), path)
}

/// A file in the same folder that takes the name later. A temporary file is its owner's alone.
fn temporary(path: &Path, pieces: &[&[u8]]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut file = tempfile::Builder::new().prefix(NEW).tempfile_in(folder)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece))?;
    Ok(file)
}

/// Does something with a file of `new`, and once more after making its folders where they are missing.
fn within<T>(new: &Path, path: &str, create: impl Fn(&Path) -> io::Result<T>) -> Result<T> {
    let target = new.join(path);
    let result = match create(&target) {
        Err(error) if error.kind() == ErrorKind::NotFound => folders(new, path).and_then(|()| create(&target)),
        result => result,
    };
    result.map_err(|error| error::io(&target, &error))
}

/// Makes the folders that a file lies in. Another thread may be making them, too.
fn folders(new: &Path, path: &str) -> io::Result<()> {
    // The shortest comes first, so that every folder comes after the one it lies in.
    let mut folders: Vec<&str> = address::folders(path).collect();
    folders.sort_unstable();
    for folder in folders {
        let folder = new.join(folder);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => readable(&folder, 0o755)?,
        }
    }
    Ok(())
}

/// A copy that everyone may read, as old as the file.
fn copy(old: &Path, new: &Path) -> io::Result<()> {
    fs::copy(old, new)?;
    let file = File::options().write(true).open(new)?;
    readable_file(&file)?;
    file.set_modified(fs::metadata(old)?.modified()?)?;
    if cfg!(not(target_os = "linux")) { file.sync_all() } else { Ok(()) }
}

/// Gives the old file a second name; a copy where the file system knows no links.
fn keep(old: &Path, new: &Path) -> io::Result<()> {
    if fs::hard_link(old, new).is_ok() {
        return Ok(());
    }
    let found = fs::metadata(old)?;
    fs::copy(old, new)?;
    let file = File::options().write(true).open(new)?;
    file.set_modified(found.modified()?)?;
    if cfg!(not(target_os = "linux")) { file.sync_all() } else { Ok(()) }
}

/// Gives files of the folder `from` second names below another folder, in place of the files that may have these.
pub(super) fn link_files(to: &Path, from: &Path, files: &[&str]) -> io::Result<()> {
    let link = |path: &&str| {
        let (file, target) = (from.join(path), to.join(path));
        remove_file(&target);
        fs::hard_link(&file, &target).or_else(|_| folders(to, path).and_then(|()| fs::hard_link(&file, &target)))
    };
    files.par_iter().try_for_each(link)
}

/// Removes files below a folder, and the folders that are empty without them.
pub(super) fn remove_files(folder: &Path, files: &[&str]) {
    files.par_iter().for_each(|path| remove_file(&folder.join(path)));
    let mut emptied: Vec<&str> = files.iter().flat_map(|path| address::folders(path)).collect();
    // The longest comes first, so that every folder comes before the one it lies in.
    emptied.sort_unstable_by(|one, other| other.cmp(one));
    emptied.dedup();
    emptied.into_iter().for_each(|path| drop(fs::remove_dir(folder.join(path))));
}

/// Makes sure that what was written below `folder` survives a power cut.
pub(super) fn flush(folder: &Path) -> io::Result<()> {
    // One call for the whole file system: a call for each of 20,000 files takes minutes.
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    flush_names(folder)
}

/// Makes sure that the names in `folder` survive a power cut. Windows flushes no folders.
pub(super) fn flush_names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes a tree, or a file. It is no longer the site: what cannot be removed now is tried again by the next build.
pub(super) fn remove(folder: &Path) {
    let entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    entries.par_iter().for_each(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => remove(&path),
            _ => drop(fs::remove_file(&path)),
        }
    });
    drop(fs::remove_dir(folder).or_else(|_| fs::remove_file(folder)));
}

/// Removes a file that may be there.
pub(super) fn remove_file(path: &Path) {
    drop(fs::remove_file(path));
}

#[cfg(unix)]
pub(super) fn readable(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn readable(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Lets everyone read a file, and only its owner write it.
#[cfg(unix)]
pub(super) fn readable_file(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn readable_file(_: &File) -> io::Result<()> {
    Ok(())
}
