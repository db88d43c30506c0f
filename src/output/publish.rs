//! The story of publishing: look, write beside, exchange, clear away.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;

use super::addresses::Addresses;
use super::growing::{self, Growing};
use super::manifest::{self, Manifest, Sum};
use super::place::{self, Place};
use super::stamp::{self, Stamp};
use super::tree::{self, Origin};
use super::{OutputError, swap};

/// Where to publish.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The output folder; the site becomes `site/` in it.
    pub folder: &'a Path,
    /// Folders the site is made from. The output folder must lie outside them, and they outside it.
    pub sources: &'a [&'a Path],
    /// Whether files in the old site that no build wrote are deleted rather than kept.
    pub clean: bool,
}

/// What was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// How many of them are as they were.
    pub unchanged: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Files in the site that no build wrote, and that were kept.
    pub foreign: Vec<String>,
}

/// A file that lies on the disk and is published as it is: a page of a frozen year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The file.
    pub file: PathBuf,
    /// Its SHA-256.
    pub sum: String,
    /// Its length in bytes.
    pub length: u64,
}

/// A site under way. It holds the lock of its folder; dropped before it is finished, it leaves nothing behind.
#[derive(Debug)]
pub struct Building {
    place: Place,
    site: PathBuf,
    /// Whether there is an old site.
    stood: bool,
    known: Manifest,
    clean: bool,
    new: tempfile::TempDir,
    made: Mutex<Made>,
    stamp: Option<Stamp>,
}

#[derive(Debug, Default)]
struct Made {
    addresses: Addresses,
    entries: BTreeMap<String, Entry>,
    growing: HashMap<String, Growing>,
}

/// One file of the site to be.
#[derive(Debug)]
struct Entry {
    length: u64,
    sum: Sum,
    stands: Stands,
}

/// Where the bytes of a file are before the exchange.
#[derive(Debug, PartialEq, Eq)]
enum Stands {
    /// Written beside the old site.
    New,
    /// In the old site.
    Old,
    /// Elsewhere on the disk.
    Elsewhere(PathBuf),
}

/// Begins a build: makes sure of the folder, and locks it.
///
/// # Errors
/// When the folder will not do, or another build is at work in it.
pub fn begin(to: &Destination<'_>) -> Result<Building, OutputError> {
    let place = Place::open(to)?;
    let (site, known) = (place.site(), Manifest::read(&place.manifest())?);
    let new = tempfile::Builder::new().prefix(place::NEW).tempdir_in(place.folder());
    let new = new.map_err(|error| OutputError::io(place.folder(), &error))?;
    tree::readable(new.path(), 0o755).map_err(|error| OutputError::io(new.path(), &error))?;
    let stood = site.is_dir();
    Ok(Building { place, site, stood, known, clean: to.clean, new, made: Mutex::default(), stamp: None })
}

impl Building {
    /// Adds a file, from whatever thread, or what comes next in one; `more` says whether more of it follows. `from` names what
    /// it was made from, for messages.
    ///
    /// Bytes are compared with those of the old site, not sums: a manifest says what a build wrote, not what stands
    /// there today.
    ///
    /// # Errors
    /// When its address cannot be had, or the disk does not take it.
    pub fn put(&self, path: &str, bytes: &Bytes, more: bool, from: &str) -> Result<(), OutputError> {
        let _stage = tracing::info_span!("write").entered();
        let growing = {
            let mut made = self.made();
            let growing = made.growing.remove(path);
            if growing.is_none() {
                made.addresses.take(path, from)?;
            }
            growing
        };
        match growing {
            None if !more => self.put_whole(path, bytes),
            None => self.grow(path, Growing::begin(self.new.path(), path)?, bytes, more),
            Some(growing) => self.grow(path, growing, bytes, more),
        }
    }

    fn put_whole(&self, path: &str, bytes: &Bytes) -> Result<(), OutputError> {
        let stands = if self.stood && same(&self.site.join(path), bytes) {
            Stands::Old
        } else {
            tree::write(self.new.path(), path, bytes)?;
            Stands::New
        };
        let entry = Entry { length: bytes.len() as u64, sum: bytes.sum(), stands };
        self.made().entries.insert(path.to_owned(), entry);
        Ok(())
    }

    fn grow(&self, path: &str, mut growing: Growing, bytes: &Bytes, more: bool) -> Result<(), OutputError> {
        let (old, new) = (self.site.join(path), self.new.path().join(path));
        let trouble = |error: io::Error| OutputError::io(&new, &error);
        growing.add(bytes).map_err(trouble)?;
        if more {
            self.made().growing.insert(path.to_owned(), growing);
            return Ok(());
        }
        let (length, sum) = growing.end().map_err(trouble)?;
        let as_long = fs::symlink_metadata(&old).is_ok_and(|found| found.is_file() && found.len() == length);
        let stands = if as_long && growing::alike(&old, &new).unwrap_or_default() {
            fs::remove_file(&new).map_err(trouble)?;
            Stands::Old
        } else {
            Stands::New
        };
        self.made().entries.insert(path.to_owned(), Entry { length, sum, stands });
        Ok(())
    }

    /// Adds a file that is copied from elsewhere.
    ///
    /// # Errors
    /// As for [`Building::put`].
    pub fn carry(&self, path: &str, carried: &Carried) -> Result<(), OutputError> {
        self.made().addresses.take(path, &carried.file.display().to_string())?;
        // Manifests of bags are read for nothing but sums.
        let sum = manifest::sum_in(&carried.sum).unwrap_or_default();
        // It was summed when it was frozen; it is compared by that and its length.
        let found = fs::symlink_metadata(self.site.join(path));
        let as_long = found.is_ok_and(|found| found.is_file() && found.len() == carried.length);
        let unchanged = as_long && self.known.sum_of(path) == Some(&sum);
        let stands = if unchanged { Stands::Old } else { Stands::Elsewhere(carried.file.clone()) };
        let entry = Entry { length: carried.length, sum, stands };
        self.made().entries.insert(path.to_owned(), entry);
        Ok(())
    }

    /// The bytes of a file that was added.
    ///
    /// # Errors
    /// When there is none, or the disk does not give it.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, OutputError> {
        let file = match self.made().entries.get(path).map(|entry| &entry.stands) {
            Some(Stands::Old) => self.site.join(path),
            Some(Stands::Elsewhere(file)) => file.clone(),
            Some(Stands::New) | None => self.new.path().join(path),
        };
        fs::read(&file).map_err(|error| OutputError::io(&file, &error))
    }

    /// Whether a file was added at a path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.made().entries.contains_key(path)
    }

    /// Notes what the site is made from, for the next build; see [`super::as_published`].
    pub fn stamp(&mut self, stamp: Stamp) {
        self.stamp = Some(stamp);
    }

    /// Publishes the site in one step. When it fails, at whatever point, the old site stands as it stood.
    ///
    /// # Errors
    /// When somebody's own file is in the way, or the disk does not take the files.
    pub fn finish(mut self) -> Result<Published, OutputError> {
        let _stage = tracing::info_span!("publish").entered();
        let (stamp, folder) = (self.stamp.take(), self.place.folder().to_owned());
        let (published, lock) = self.exchange()?;
        // The site is published. Without its stamp the next build is slower, no more.
        drop(stamp.map(|stamp| stamp::keep(&folder, &stamp, &published)));
        drop(lock);
        Ok(published)
    }

    /// Publishes the site; its folder stays locked.
    fn exchange(self) -> Result<(Published, Place), OutputError> {
        let Building { place, site, known, clean, new, made, .. } = self;
        let Made { addresses, entries, .. } = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        let before = place.files()?;
        let is_old = |path: &String| entries.get(path).is_some_and(|entry| entry.stands == Stands::Old);
        // A file with the very bytes of a page is no loss; only others count as somebody's own.
        let foreign: BTreeSet<&String> = before.iter().filter(|path| !known.knows(path) && !is_old(path)).collect();
        let kept = if clean { BTreeSet::new() } else { foreign };
        if let Some((path, page)) = kept.iter().find_map(|path| Some((path, addresses.clash(path)?))) {
            return Err(OutputError::in_the_way(page, &site.join(path)));
        }
        let published = Published {
            files: entries.len(),
            unchanged: entries.values().filter(|entry| entry.stands == Stands::Old).count(),
            removed: before.iter().filter(|path| !entries.contains_key(*path) && !kept.contains(path)).count(),
            bytes: entries.values().map(|entry| entry.length).sum(),
            foreign: kept.iter().map(ToString::to_string).collect(),
        };

        let manifest: Manifest = entries.iter().map(|(path, entry)| (path.clone(), entry.sum)).collect();
        let io = |path: &Path| {
            let path = path.to_owned();
            move |error| OutputError::io(&path, &error)
        };
        if published.unchanged == published.files && published.removed == 0 && site.is_dir() {
            if manifest != known {
                manifest.write(&place.manifest())?;
            }
            return Ok((published, place));
        }

        // Removed on every way out but the last.
        let next = tempfile::TempPath::try_from_path(place.next_manifest()).map_err(io(place.folder()))?;
        let rest = entries.iter().filter_map(|(path, entry)| match &entry.stands {
            Stands::New => None,
            Stands::Old => Some((path.as_str(), Origin::Old)),
            Stands::Elsewhere(file) => Some((path.as_str(), Origin::Carried(file))),
        });
        let rest: Vec<_> = rest.chain(kept.iter().map(|path| (path.as_str(), Origin::Old))).collect();
        tree::fill(new.path(), &site, &rest)?;
        manifest.write(&next)?;
        tree::flush(place.folder()).map_err(io(place.folder()))?;

        let old = swap::swap(new.path(), &site).map_err(io(&site))?;
        let _ = new.keep();
        // The site is published. Should one of these fail, the next build makes up for it.
        drop(next.persist(place.manifest()));
        drop(tree::flush_names(place.folder()));
        if let Some(old) = old {
            tree::remove(&old);
        }
        Ok((published, place))
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn same(path: &Path, bytes: &Bytes) -> bool {
    let as_long = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    as_long
        && fs::read(path).is_ok_and(|old| {
            let mut rest = old.as_slice();
            let mut take = |piece: &[u8]| rest.strip_prefix(piece).map(|after| rest = after);
            bytes.pieces().all(|piece| take(piece).is_some())
        })
}
