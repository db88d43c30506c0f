//! The fingerprint of what a site was built from: where nothing of it changed, nor the site, there is nothing to do.
//!
//! The stamp is only a cache. Whatever does not match it, or cannot be read, only means that the site is built
//! anew, and then compared file by file as ever.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::text::{file_name, hexadecimal};

use super::types::Published;
use super::{names, tree};

/// The stamp's file in the output folder.
const NAME: &str = ".nenpo.stamp";

/// What a site is built from, and how many findings there were. The findings are not stored: they quote
/// what is not public, and the stamp lies beside the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildFingerprint {
    /// A sum over everything that the site depends on; see [`content_digest`] and [`metadata_fingerprint`].
    pub made_from: String,
    /// How many findings the build reported to its author; where there are any, the site is checked again.
    pub findings: usize,
}

/// The stamp as it lies in the output folder.
#[derive(Serialize, Deserialize)]
struct StampFile {
    #[serde(flatten)]
    fingerprint: BuildFingerprint,
    /// How the site and its manifest looked when they were published.
    #[serde(rename = "looks")]
    metadata: String,
    published: Published,
}

/// Writes a stamp next to the site that was just published in `folder`, which nobody else writes to meanwhile.
pub(super) fn keep(
    folder: &Path,
    fingerprint: &BuildFingerprint,
    metadata: String,
    published: &Published,
) -> io::Result<()> {
    let published = Published { unchanged: published.files, kept: 0, removed: 0, ..published.clone() };
    let stamp = serde_json::to_string(&StampFile { fingerprint: fingerprint.clone(), metadata, published })?;
    tree::replace_own(&folder.join(NAME), stamp.as_bytes())
}

/// What a build would publish in `folder`, and how many findings there were, where the site there stands as it was published and was
/// made from just what there is now.
#[must_use]
pub fn up_to_date(folder: &Path, made_from: &dyn Fn() -> Option<String>) -> Option<(Published, usize)> {
    let stamp: StampFile = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
    // A link to a site somewhere else is none that a build wrote.
    let own = fs::symlink_metadata(folder.join("site")).ok()?.is_dir();
    // Few sources are read sooner than all files of the site are looked at.
    let same = own && made_from()? == stamp.fingerprint.made_from && of_site(folder).ok()? == stamp.metadata;
    // What a killed build left is cleared away by one that goes to work.
    let tidy = fs::read_dir(folder).ok()?.flatten().all(|entry| !names::is_left_over(&entry.file_name()));
    (same && tidy).then_some((stamp.published, stamp.fingerprint.findings))
}

/// How the site in an output folder looks, and its manifest.
pub(super) fn of_site(folder: &Path) -> io::Result<String> {
    metadata_fingerprint(&parts(folder))
}

fn parts(folder: &Path) -> [PathBuf; 2] {
    [folder.join("site"), folder.join("site.manifest")]
}

/// A folder of sources, and which of its files are read, by their path in it.
#[derive(Clone, Copy)]
pub struct SourceFolder<'a> {
    /// The folder with the source files.
    pub folder: &'a Path,
    /// Whether a file of the folder is a source of the site.
    pub is_source: &'a (dyn Fn(&str) -> bool + Sync),
    /// Whether it counts at all.
    pub counts: &'a dyn Fn(&str) -> bool,
}

/// No source is larger (64 MiB); a larger file is compared by its metadata, since reading it would cost more than a build.
const MAX_SOURCE_BYTES: u64 = 64 << 20;

/// A digest of the paths of all files in some folders and the bytes of those that are sources. A folder that is not there has
/// none. What nobody wrote on purpose does not count; what else is no source tells by its name, or its length and times.
///
/// # Errors
/// When a file cannot be read.
pub fn content_digest(folders: &[SourceFolder<'_>]) -> io::Result<String> {
    let mut digest = Sha256::new();
    for SourceFolder { folder, is_source, counts } in folders.iter().filter(|sources| sources.folder.exists()) {
        let wanted =
            |entry: &DirEntry| entry.depth() == 0 || !file_name::is_left_behind(&entry.file_name().to_string_lossy());
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).into_iter().filter_entry(wanted).collect();
        let below = |path: &Path| {
            let below: Vec<_> = path.strip_prefix(folder).unwrap_or(path).iter().map(OsStr::to_string_lossy).collect();
            below.join("/")
        };
        let counted = entries?.into_iter().filter(|entry| counts(&below(entry.path()))).collect();
        add(&mut digest, folder, counted, &|path, found| {
            // Pipes and devices would be waited for.
            if !found.is_file() || !is_source(&below(path)) {
                return Ok(Vec::new());
            }
            if found.len() > MAX_SOURCE_BYTES {
                Ok(metadata_of(found))
            } else {
                Ok(Sha256::digest(fs::read(path)?).to_vec())
            }
        })?;
    }
    Ok(hexadecimal(&digest.finalize()))
}

/// A digest of the paths of all files in some folders and what the system knows of each without reading it: length, times,
/// and which file it is.
///
/// # Errors
/// When a folder cannot be walked.
pub fn metadata_fingerprint(folders: &[PathBuf]) -> io::Result<String> {
    let mut digest = Sha256::new();
    for folder in folders.iter().filter(|folder| folder.exists()) {
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).into_iter().collect();
        add(&mut digest, folder, entries?, &|_, found| Ok(metadata_of(found)))?;
    }
    Ok(hexadecimal(&digest.finalize()))
}

/// Adds the files of a folder to a digest, each as `describe` gives it.
fn add(
    digest: &mut Sha256,
    folder: &Path,
    mut entries: Vec<DirEntry>,
    describe: &(dyn Fn(&Path, &Metadata) -> io::Result<Vec<u8>> + Sync),
) -> io::Result<()> {
    entries.retain(|entry| !entry.file_type().is_dir());
    let described = |entry: &DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        // A link in a folder is described by where it leads, since nothing behind it belongs to the folder.
        let description = if entry.path_is_symlink() && entry.depth() > 0 {
            fs::read_link(entry.path())?.as_os_str().as_encoded_bytes().to_vec()
        } else {
            describe(entry.path(), &fs::metadata(entry.path())?)?
        };
        Ok((path.as_os_str().as_encoded_bytes().to_vec(), description))
    };
    let mut descriptions: Vec<(Vec<u8>, Vec<u8>)> = entries.par_iter().map(described).collect::<io::Result<_>>()?;
    descriptions.sort_unstable();
    let count = descriptions.len();
    for part in descriptions.iter().flat_map(|(path, description)| [path, description]) {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.update((count as u64).to_le_bytes());
    Ok(())
}

/// The time of its last change cannot be set by anybody, so that a file written over and given its old time looks new.
#[cfg(unix)]
fn metadata_of(found: &Metadata) -> Vec<u8> {
    use std::os::unix::fs::MetadataExt;
    let times = [found.mtime(), found.mtime_nsec(), found.ctime(), found.ctime_nsec()];
    let times = times.into_iter().flat_map(i64::to_le_bytes);
    [found.len(), found.ino()].into_iter().flat_map(u64::to_le_bytes).chain(times).collect()
}

#[cfg(not(unix))]
fn metadata_of(found: &Metadata) -> Vec<u8> {
    let modified = found.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let nanoseconds = modified.map_or(0, |since| since.as_nanos());
    found.len().to_le_bytes().into_iter().chain(nanoseconds.to_le_bytes()).collect()
}
