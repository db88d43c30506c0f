//! What the system knows of files without reading them: where it is as it was, so are they.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::digest::ValueDigest;
use crate::sink::ValuesDigest;
use crate::text::hexadecimal;

/// Length in bytes, which file it is (inode), and the times of the last change of its bytes, and of anything of it, in seconds since 1970
/// and nanoseconds. Where a system does not tell one of these it is 0.
pub(super) type FileMetadata = [i64; 6];

/// The time of its last change cannot be set by anybody, so that a file written over and given its old time looks new.
#[cfg(unix)]
pub(super) fn metadata_of(found: &Metadata) -> FileMetadata {
    use std::os::unix::fs::MetadataExt;
    let [length, inode] = [found.len(), found.ino()].map(u64::cast_signed);
    [length, inode, found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()]
}

#[cfg(not(unix))]
pub(super) fn metadata_of(found: &Metadata) -> FileMetadata {
    let modified = found.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let modified = modified.unwrap_or_default();
    [found.len().cast_signed(), 0, modified.as_secs().cast_signed(), modified.subsec_nanos().into(), 0, 0]
}

/// How coarse the clocks of file systems are: those of FAT count in steps of two seconds.
const COARSEST_CLOCK: i64 = 2;

/// Whether a file that was read after a time, in seconds since 1970, cannot have been written since without looking different: it was
/// changed well before. Never where the system does not tell when a file was really changed.
pub(super) fn is_settled(metadata: &FileMetadata, began: i64) -> bool {
    let [.., changed, _] = *metadata;
    cfg!(unix) && changed.saturating_add(COARSEST_CLOCK) < began
}

/// What lies in a folder, in any order.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

/// What is made of each file below a folder, given its path there, in any order. Only what has a name that is wanted is looked into, and
/// links are not followed: nothing behind them belongs to the folder.
pub(super) fn files_below<T: Send>(
    folder: &Path,
    below: &str,
    wanted: &(dyn Fn(&str) -> bool + Sync),
    listed: &(dyn Fn(&DirEntry, String) -> io::Result<T> + Sync),
) -> io::Result<Vec<T>> {
    let mut found = entries(folder)?;
    found.retain(|entry| wanted(&entry.file_name().to_string_lossy()));
    let of_entry = |entry: &DirEntry| {
        let path = format!("{below}{}", name_of(entry));
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &format!("{path}/"), wanted, listed)
        } else {
            Ok(vec![listed(entry, path)?])
        }
    };
    let files: io::Result<Vec<Vec<T>>> = found.par_iter().map(of_entry).collect();
    Ok(files?.into_iter().flatten().collect())
}

/// The name of a file; of one that is no text, what tells it from all others as well.
fn name_of(entry: &DirEntry) -> String {
    let name = entry.file_name();
    let exact = || format!("{}\0{}", name.to_string_lossy(), hexadecimal(name.as_encoded_bytes()));
    name.to_str().map_or_else(exact, str::to_owned)
}

/// Where a link leads, as the system writes it.
pub(super) fn link_target(link: &Path) -> io::Result<Vec<u8>> {
    Ok(fs::read_link(link)?.into_os_string().into_encoded_bytes())
}

/// What the system knows of each file in a folder without reading it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FolderMetadata {
    /// By their paths, in order.
    files: BTreeMap<String, Description>,
}

/// What tells that a file is as it was.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Description {
    File(FileMetadata),
    /// Where a link leads: nothing behind it belongs to the folder.
    Link(Vec<u8>),
}

impl Description {
    fn of(found: &Metadata, path: impl FnOnce() -> PathBuf) -> io::Result<Description> {
        let is_link = found.is_symlink();
        Ok(if is_link { Description::Link(link_target(&path())?) } else { Description::File(metadata_of(found)) })
    }
}

impl FolderMetadata {
    /// Looks at every file below a folder.
    ///
    /// # Errors
    /// When the folder cannot be walked.
    pub fn read(folder: &Path) -> io::Result<FolderMetadata> {
        let listed = |entry: &DirEntry, path: String| Ok((path, Description::of(&entry.metadata()?, || entry.path())?));
        Ok(FolderMetadata { files: files_below(folder, "", &|_| true, &listed)?.into_iter().collect() })
    }

    /// Looks again at files that changed, in a folder that now has this name; all others are the very files that they were.
    ///
    /// # Errors
    /// When one that changed is not there.
    pub fn renew(&mut self, folder: &Path, changed: &[&str], gone: &[&str]) -> io::Result<()> {
        gone.iter().for_each(|path| drop(self.files.remove(*path)));
        for path in changed {
            let file = folder.join(path);
            let description = Description::of(&fs::symlink_metadata(&file)?, || file.clone())?;
            self.files.insert((*path).to_owned(), description);
        }
        Ok(())
    }

    /// The digest of all of it, and of the metadata of a file beside the folder.
    ///
    /// # Errors
    /// When that file cannot be looked at, though it is there.
    pub fn digest_with(&self, file: &Path) -> io::Result<String> {
        let file = match fs::metadata(file) {
            Ok(found) => Some(metadata_of(&found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(hexadecimal(&ValueDigest::of(&(&self.files, file))))
    }
}

/// The files below a folder by their paths, in order, each with the number that the file system has for it (inode); 0 where it tells none.
///
/// # Errors
/// When the folder cannot be walked.
pub(super) fn numbered_files(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let mut files = files_below(folder, "", &|_| true, &|entry, path| Ok((path, number_of(entry))))?;
    files.par_sort_unstable();
    Ok(files)
}

#[cfg(unix)]
fn number_of(entry: &DirEntry) -> u64 {
    std::os::unix::fs::DirEntryExt::ino(entry)
}

#[cfg(not(unix))]
fn number_of(_: &DirEntry) -> u64 {
    0
}

/// A digest of the paths of all files in some folders and what the system knows of each without reading it. What is no folder is
/// described itself, and a link by what it leads to; one in a folder by where it leads, since nothing behind it belongs to the folder.
///
/// # Errors
/// When a folder cannot be walked.
pub fn metadata_fingerprint(paths: &[PathBuf]) -> io::Result<String> {
    let mut all = Vec::new();
    for path in paths.iter().filter(|path| path.exists()) {
        let found = fs::metadata(path)?;
        all.push(if found.is_dir() { of_folder(path)? } else { ValueDigest::of(&metadata_of(&found)) });
    }
    Ok(hexadecimal(&ValueDigest::of(&all)))
}

/// A folder on its own, so that none has to be held with all that is below it, and folders are walked in parallel.
fn of_folder(folder: &Path) -> io::Result<ValuesDigest> {
    let described = |entry: &DirEntry| {
        let found = entry.metadata()?;
        let description = if found.is_dir() {
            of_folder(&entry.path())?.to_vec()
        } else if found.is_symlink() {
            link_target(&entry.path())?
        } else {
            metadata_of(&found).into_iter().flat_map(i64::to_le_bytes).collect()
        };
        Ok((entry.file_name(), found.is_dir(), description))
    };
    let mut all: Vec<_> = entries(folder)?.par_iter().map(described).collect::<io::Result<_>>()?;
    all.sort_unstable();
    Ok(ValueDigest::of(&all))
}
