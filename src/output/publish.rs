//! The steps of publishing: compare, write the new files, exchange the folders, delete the old one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;
use tempfile::TempDir;

use crate::bytes::Bytes;
use crate::error::{Error, Result};
use crate::model::EncodedSummary;
use crate::sink::{KeptPart, PublishedFile, Sink, SinkWriter, SitePart, ValuesDigest};
use crate::{stage, sync};

use super::addresses::Addresses;
use super::kept::{self, KeptParts, RecordedPart};
use super::manifest::{self, SiteManifest};
use super::metadata::FolderMetadata;
use super::output_dir::OutputDir;
use super::spare::{self, SiteChanges};
use super::stamp::{self, BuildFingerprint};
use super::streamed::{StreamedFile, same_bytes};
use super::types::{CopiedFile, Destination, FileRecord, Location, Published};
use super::{error, names, summaries, swap, tree};

/// A site under way. It holds the lock of its folder; dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct Building {
    dir: OutputDir,
    site: PathBuf,
    /// Whether there is an old site.
    had_site: bool,
    /// What is known of its files, where it was published as the parts say.
    metadata: Option<FolderMetadata>,
    known: SiteManifest,
    clean: bool,
    new: TempDir,
    files: Mutex<SiteFiles>,
    fingerprint: Option<BuildFingerprint>,
    /// What the parts of the old site were made from.
    old_parts: KeptParts,
}

#[derive(Debug, Default)]
struct SiteFiles {
    addresses: Addresses,
    records: BTreeMap<String, FileRecord>,
    /// By their names.
    parts: BTreeMap<String, SitePart>,
    /// How many files are in the parts that were kept.
    kept: usize,
}

/// Begins a build: makes sure of the folder, and locks it.
///
/// # Errors
/// When the folder cannot be used, or another build is at work in it.
pub fn begin(to: &Destination<'_>) -> Result<Building> {
    let dir = OutputDir::open(to)?;
    let site = dir.site();
    let new = tempfile::Builder::new().prefix(names::NEW).tempdir_in(dir.folder());
    let new = new.map_err(|error| error::io(dir.folder(), &error))?;
    tree::readable(new.path(), 0o755).map_err(|error| error::io(new.path(), &error))?;
    let had_site = site.is_dir();
    let known = SiteManifest::read(&dir.manifest())?;
    let (metadata, clean, files, old_parts) = (None, to.clean, Mutex::default(), KeptParts::default());
    Ok(Building { dir, site, had_site, metadata, known, clean, new, files, fingerprint: None, old_parts })
}

/// Bytes are compared with those of the old site, not digests: a manifest records what a build wrote, not what is there today.
impl Sink for Building {
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()> {
        let _stage = tracing::info_span!(stage::WRITE.name).entered();
        sync::lock(&self.files).addresses.reserve(path, from)?;
        let location = if self.had_site && holds(&self.site.join(path), &bytes) {
            Location::Old
        } else {
            tree::write(self.new.path(), path, &bytes)?;
            Location::New
        };
        self.record(path, FileRecord { length: bytes.len() as u64, digest: bytes.sha256(), location });
        Ok(())
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        sync::lock(&self.files).addresses.reserve(path, from)?;
        let file = StreamedFile::begin(self.new.path(), path)?;
        Ok(Box::new(BuildingWriter { building: self, path: path.to_owned(), file }))
    }

    fn keep(&self, name: &str, made_from: &ValuesDigest, from: &str) -> Result<Option<KeptPart>> {
        let part = self.old_parts.part(name, &self.known);
        let Some((part, files)) = part.filter(|(part, _)| part.made_from == *made_from) else { return Ok(None) };
        let kept = KeptPart { files: files.len(), note: part.note.clone() };
        let mut all = sync::lock(&self.files);
        for (path, record) in files {
            all.addresses.reserve(path, if path == name { from } else { name })?;
            all.records.insert(path.to_owned(), record);
        }
        all.kept += kept.files;
        all.parts.insert(name.to_owned(), part.clone());
        Ok(Some(kept))
    }

    fn made(&self, part: SitePart) {
        sync::lock(&self.files).parts.insert(part.name.clone(), part);
    }

    fn published(&self, path: &str) -> Option<Box<dyn PublishedFile>> {
        // The parts are read only where the site stands as it was published.
        let file = self.old_parts.are_known().then(|| self.site.join(path))?;
        Some(Box::new(fs::File::open(file).ok()?))
    }
}

/// A file of a site under way that is written piece by piece.
struct BuildingWriter<'b> {
    building: &'b Building,
    path: String,
    file: StreamedFile,
}

impl BuildingWriter<'_> {
    fn failure(&self, error: &io::Error) -> Error {
        error::io(&self.building.new.path().join(&self.path), error)
    }
}

impl Write for BuildingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _stage = tracing::info_span!(stage::WRITE.name).entered();
        self.file.write(bytes).map_err(|error| self.failure(&error).into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SinkWriter for BuildingWriter<'_> {
    fn finish(self: Box<Self>) -> Result<()> {
        let BuildingWriter { building, path, file } = *self;
        let (old, new) = (building.site.join(&path), building.new.path().join(&path));
        let failure = |error: io::Error| error::io(&new, &error);
        let (length, digest) = file.end().map_err(failure)?;
        let location = if is_file_of(&old, length) && same_bytes(&old, &new).unwrap_or_default() {
            fs::remove_file(&new).map_err(failure)?;
            Location::Old
        } else {
            Location::New
        };
        building.record(&path, FileRecord { length, digest, location });
        Ok(())
    }
}

impl Building {
    fn record(&self, path: &str, record: FileRecord) {
        sync::lock(&self.files).records.insert(path.to_owned(), record);
    }

    /// Adds a file that is copied from elsewhere.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    pub fn copy(&self, path: &str, copied: &CopiedFile) -> Result<()> {
        sync::lock(&self.files).addresses.reserve(path, &copied.file.display().to_string())?;
        // Manifests of bags are read for nothing but digests.
        let digest = manifest::digest_in(&copied.sum).unwrap_or_default();
        // It was digested when it was frozen; it is compared by that and its length.
        let unchanged = is_file_of(&self.site.join(path), copied.length) && self.known.digest_of(path) == Some(&digest);
        let location = if unchanged { Location::Old } else { Location::Elsewhere(copied.file.clone()) };
        self.record(path, FileRecord { length: copied.length, digest, location });
        Ok(())
    }

    /// The bytes of a file that was added.
    ///
    /// # Errors
    /// When there is none, or the disk does not give it.
    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        let file = match sync::lock(&self.files).records.get(path).map(|record| &record.location) {
            Some(Location::Old) => self.site.join(path),
            Some(Location::Elsewhere(file)) => file.clone(),
            Some(Location::New) | None => self.new.path().join(path),
        };
        fs::read(&file).map_err(|error| error::io(&file, &error))
    }

    /// The SHA-256 of a file that was added.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<ValuesDigest> {
        sync::lock(&self.files).records.get(path).map(|record| record.digest)
    }

    /// Whether a file was added at a path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        sync::lock(&self.files).records.contains_key(path)
    }

    /// Lets the build keep what the last one made of the same values; see [`Sink::keep`].
    pub fn keep_parts(&mut self) {
        self.metadata = self.had_site.then(|| FolderMetadata::read(&self.site).ok()).flatten();
        let looks = self.metadata.as_ref().and_then(|files| stamp::of_files(self.dir.folder(), files).ok());
        self.old_parts = KeptParts::read(self.dir.folder(), looks.as_deref());
    }

    /// Writes what is known of documents, by which the next build need not read them. Should it fail, that build is slower, no more.
    pub fn keep_summaries(&self, all: &[EncodedSummary]) {
        drop(summaries::write(self.dir.folder(), all));
    }

    /// Records what the site is built from, for the next build; see [`super::LastBuild`].
    pub fn remember(&mut self, fingerprint: BuildFingerprint) {
        self.fingerprint = Some(fingerprint);
    }

    /// Publishes the site in one step. When it fails, at whatever point, the old site is as it was.
    ///
    /// # Errors
    /// When somebody's own file is in the way, or the files cannot be written to the disk.
    pub fn finish(mut self) -> Result<Published> {
        let _stage = tracing::info_span!(stage::PUBLISH.name).entered();
        let (fingerprint, folder) = (self.fingerprint.take(), self.dir.folder().to_owned());
        let parts = {
            let mut files = sync::lock(&self.files);
            let parts = std::mem::take(&mut files.parts);
            kept::recorded(parts.into_values(), |path| files.records.get(path).map(|record| record.length))
        };
        let (published, metadata, lock) = self.exchange()?;
        // The site is published. Without its fingerprint the next build is slower, no more.
        match fingerprint {
            Some(fingerprint) => drop(remember(&folder, fingerprint, parts, (&published, metadata))),
            None => kept::remove(&folder),
        }
        drop(lock);
        Ok(published)
    }

    /// Publishes the site; its folder stays locked. What is known of its files comes back where they need not all be looked at again.
    fn exchange(self) -> Result<(Published, Option<FolderMetadata>, OutputDir)> {
        let Building { dir, site, metadata, known, clean, new, files, .. } = self;
        let SiteFiles { addresses, records, kept, .. } = sync::into_inner(files);
        let before = dir.files()?;
        let is_old = |path: &String| records.get(path).is_some_and(|record| record.location == Location::Old);
        // A file with the very bytes of a page is no loss; only others count as somebody's own.
        let names = before.par_iter().map(|(path, _)| path);
        let foreign: BTreeSet<&String> = names.clone().filter(|path| !known.knows(path) && !is_old(path)).collect();
        let remaining = if clean { BTreeSet::new() } else { foreign };
        if let Some((path, page)) = remaining.iter().find_map(|path| Some((path, addresses.clash(path)?))) {
            return Err(error::in_the_way(page, &site.join(path)));
        }
        let gone = names.filter(|path| !records.contains_key(*path) && !remaining.contains(path));
        let gone: Vec<&str> = gone.map(String::as_str).collect();
        let published = Published {
            files: records.len(),
            unchanged: records.values().filter(|record| record.location == Location::Old).count(),
            kept,
            removed: gone.len(),
            bytes: records.values().map(|record| record.length).sum(),
            foreign: remaining.iter().map(ToString::to_string).collect(),
        };

        let manifest: SiteManifest = records.iter().map(|(path, record)| (path.clone(), record.digest)).collect();
        let io = |path: &Path| {
            let path = path.to_owned();
            move |error| error::io(&path, &error)
        };
        if published.unchanged == published.files && published.removed == 0 && site.is_dir() {
            if manifest != known {
                manifest.write(&dir.manifest())?;
            }
            return Ok((published, metadata, dir));
        }

        // Removed on every way out but the last.
        let next = tempfile::TempPath::try_from_path(dir.next_manifest()).map_err(io(dir.folder()))?;
        let own = records.iter().map(|(path, record)| (path.as_str(), &record.location));
        let (kept, own): (Vec<_>, Vec<_>) = own.partition(|(_, location)| **location == Location::Old);
        let own: Vec<_> = own.into_iter().chain(remaining.iter().map(|path| (path.as_str(), &Location::Old))).collect();
        let changes = SiteChanges { changed: own.iter().map(|(path, _)| *path).collect(), gone };
        let spare = spare::take(dir.folder(), &before);
        tree::fill(new.path(), &site, &own)?;
        let (new, rest) = assembled(new, spare, &changes, |new| tree::fill(new, &site, &kept))?;
        manifest.write(&next)?;
        tree::flush(dir.folder()).map_err(io(dir.folder()))?;

        let old = swap::swap(new.path(), &site);
        let old = old.map_err(|error| error::exchange(&site, &[&site, new.path()], &error))?;
        let _ = new.keep();
        // The site is published. Should one of these fail, the next build makes up for it.
        drop(swap::persist(next, &dir.manifest()));
        drop(tree::flush_names(dir.folder()));
        if let Some(old) = old {
            spare::keep(dir.folder(), &old, &site, &changes);
        }
        // The spare had the very files of the old site. Of those that changed there was a name more.
        let from_spare = rest.is_some();
        drop(rest);
        let renewed =
            |mut known: FolderMetadata| known.renew(&site, &changes.changed, &changes.gone).is_ok().then_some(known);
        let metadata = metadata.filter(|_| from_spare).and_then(renewed);
        Ok((published, metadata, dir))
    }
}

/// The folder that is to be the site, given the one with the files that changed: the spare, where there is one that takes them, with
/// the other, which is still needed; else that one, to which the files that stay are added.
fn assembled(
    new: TempDir,
    spare: Option<TempDir>,
    changes: &SiteChanges<'_>,
    add_others: impl FnOnce(&Path) -> Result<()>,
) -> Result<(TempDir, Option<TempDir>)> {
    match spare.filter(|spare| spare::follow(spare.path(), new.path(), changes).is_ok()) {
        Some(spare) => Ok((spare, Some(new))),
        None => add_others(new.path()).map(|()| (new, None)),
    }
}

/// Writes down what a site that was just published was made from, as a whole and in its parts.
fn remember(
    folder: &Path,
    fingerprint: BuildFingerprint,
    parts: Vec<RecordedPart>,
    (published, files): (&Published, Option<FolderMetadata>),
) -> io::Result<()> {
    let metadata = files.map_or_else(|| stamp::of_site(folder), |files| stamp::of_files(folder, &files))?;
    let (kept, stamp) = rayon::join(
        || kept::write(folder, metadata.clone(), parts),
        || stamp::keep(folder, fingerprint, metadata.clone(), published),
    );
    kept.and(stamp)
}

/// Whether a regular file of a length is at a path.
fn is_file_of(path: &Path, length: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == length)
}

/// Whether a file on the disk has just these bytes.
fn holds(path: &Path, bytes: &Bytes) -> bool {
    is_file_of(path, bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| {
            let mut rest = old.as_slice();
            let mut strip = |piece: &[u8]| rest.strip_prefix(piece).map(|after| rest = after);
            bytes.pieces().all(|piece| strip(piece).is_some())
        })
}
