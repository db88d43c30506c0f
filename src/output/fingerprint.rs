//! What a site was made from: where nothing of that changed and the site stands as it stood, there is nothing to do.
//!
//! The stamp is no promise but a memory. Whatever does not match it, or cannot be read, only means that the site is made
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

/// What a site is made from, and whether there was something to say when it was made. What was said is not kept: findings quote
/// what is not public, and the stamp lies beside the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildFingerprint {
    /// A sum over everything that the site depends on; see [`content_digest`] and [`metadata_fingerprint`].
    pub made_from: String,
    /// How many findings its maker told the author, to be found and told again.
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

/// Keeps a stamp beside the site that was just published in `folder`, which nobody else writes to meanwhile.
pub(super) fn keep(folder: &Path, fingerprint: &BuildFingerprint, published: &Published) -> io::Result<()> {
    let metadata = metadata_fingerprint(&parts(folder))?;
    let published = Published { unchanged: published.files, removed: 0, ..published.clone() };
    let kept = serde_json::to_string(&StampFile { fingerprint: fingerprint.clone(), metadata, published })?;
    tree::replace_own(&folder.join(NAME), kept.as_bytes())
}

/// What a build would publish in `folder`, and how many findings there were, where the site there stands as it was published and was
/// made from just what there is now.
#[must_use]
pub fn up_to_date(folder: &Path, made_from: &dyn Fn() -> Option<String>) -> Option<(Published, usize)> {
    let kept: StampFile = serde_json::from_slice(&fs::read(folder.join(NAME)).ok()?).ok()?;
    // A link to a site somewhere else is none that a build wrote.
    let own = fs::symlink_metadata(folder.join("site")).ok()?.is_dir();
    let stands = own && metadata_fingerprint(&parts(folder)).ok()? == kept.metadata;
    let same = stands && made_from()? == kept.fingerprint.made_from;
    // What a killed build left is cleared away by one that goes to work.
    let tidy = fs::read_dir(folder).ok()?.flatten().all(|entry| !names::is_left_over(&entry.file_name()));
    (same && tidy).then_some((kept.published, kept.fingerprint.findings))
}

fn parts(folder: &Path) -> [PathBuf; 2] {
    [folder.join("site"), folder.join("site.manifest")]
}

/// A folder of sources, and which of its files are read, by their path in it.
#[derive(Clone, Copy)]
pub struct SourceFolder<'a> {
    /// The folder with the source files.
    pub folder: &'a Path,
    /// Whether the site is made from a file, too.
    pub is_source: &'a (dyn Fn(&str) -> bool + Sync),
}

/// No source is larger.
const LARGEST: u64 = 64 << 20;

/// A sum over the paths of all files in some folders and the bytes of those that are sources. A folder that is not there has
/// none. What nobody wrote on purpose does not count; what else is no source tells by its name, or its length and times.
///
/// # Errors
/// When a file cannot be read.
pub fn content_digest(folders: &[SourceFolder<'_>]) -> io::Result<String> {
    let mut whole = Sha256::new();
    for SourceFolder { folder, is_source } in folders.iter().filter(|sources| sources.folder.exists()) {
        let wanted =
            |entry: &DirEntry| entry.depth() == 0 || !file_name::is_left_behind(&entry.file_name().to_string_lossy());
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).into_iter().filter_entry(wanted).collect();
        add(&mut whole, folder, entries?, &|path, found| {
            let below: Vec<_> = path.strip_prefix(folder).unwrap_or(path).iter().map(OsStr::to_string_lossy).collect();
            // Pipes and devices would be waited for.
            if !found.is_file() || !is_source(&below.join("/")) {
                return Ok(Vec::new());
            }
            if found.len() > LARGEST { Ok(metadata_of(found)) } else { Ok(Sha256::digest(fs::read(path)?).to_vec()) }
        })?;
    }
    Ok(hexadecimal(&whole.finalize()))
}

/// A sum over the paths of all files in some folders and what the system knows of each without reading it: length, times,
/// and which file it is.
///
/// # Errors
/// When a folder cannot be walked.
pub fn metadata_fingerprint(folders: &[PathBuf]) -> io::Result<String> {
    let mut whole = Sha256::new();
    for folder in folders.iter().filter(|folder| folder.exists()) {
        let entries: Result<Vec<_>, _> = WalkDir::new(folder).into_iter().collect();
        add(&mut whole, folder, entries?, &|_, found| Ok(metadata_of(found)))?;
    }
    Ok(hexadecimal(&whole.finalize()))
}

/// Adds the files of a folder to a sum, each as it is told.
fn add(
    whole: &mut Sha256,
    folder: &Path,
    mut entries: Vec<DirEntry>,
    tell: &(dyn Fn(&Path, &Metadata) -> io::Result<Vec<u8>> + Sync),
) -> io::Result<()> {
    entries.retain(|entry| !entry.file_type().is_dir());
    let tell = |entry: &DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        // A link in a folder is told by where it leads, since nothing behind it belongs to the folder.
        let told = if entry.path_is_symlink() && entry.depth() > 0 {
            fs::read_link(entry.path())?.as_os_str().as_encoded_bytes().to_vec()
        } else {
            tell(entry.path(), &fs::metadata(entry.path())?)?
        };
        Ok((path.as_os_str().as_encoded_bytes().to_vec(), told))
    };
    let mut told: Vec<(Vec<u8>, Vec<u8>)> = entries.par_iter().map(tell).collect::<io::Result<_>>()?;
    told.sort_unstable();
    let count = told.len();
    for part in told.iter().flat_map(|(path, told)| [path, told]) {
        whole.update((part.len() as u64).to_le_bytes());
        whole.update(part);
    }
    whole.update((count as u64).to_le_bytes());
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
