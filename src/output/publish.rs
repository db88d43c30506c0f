//! The story of publishing: look, write beside, exchange, clear away.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{self, Manifest};
use super::place::{self, Place};
use super::tree::{self, Origin};
use super::{Output, OutputError, swap};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// One file of the site to be.
struct Entry<'a> {
    path: &'a str,
    made: Origin<'a>,
    length: u64,
    sum: String,
    unchanged: bool,
}

/// Publishes a site in one step. When it fails, at whatever point, the old site stands as it stood.
///
/// # Errors
/// When the folder will not do, another build is at work in it, or the disk does not take the files.
pub fn publish(output: &Output, to: &Destination<'_>) -> Result<Published, OutputError> {
    let place = Place::open(to)?;
    let site = place.site();
    let before = place.files()?;
    let known = Manifest::read(&place.manifest())?;
    let entries = compare(output, &site, &known);
    let unchanged = entries.iter().filter(|entry| entry.unchanged).count();

    // A file with the very bytes of a page is no loss; only others count as somebody's own.
    let own = |path: &&String| !known.knows(path) && entry_at(&entries, path).is_none_or(|entry| !entry.unchanged);
    let foreign: Vec<&String> = before.iter().filter(own).collect();
    let kept: &[&String] = if to.clean { &[] } else { &foreign };
    if let Some((path, page)) = kept.iter().find_map(|path| Some((path, output.clash(path)?))) {
        return Err(OutputError::in_the_way(page, &site.join(path)));
    }
    let published = Published {
        files: entries.len(),
        unchanged,
        removed: before.iter().filter(|path| !output.has(path) && !kept.contains(path)).count(),
        bytes: entries.iter().map(|entry| entry.length).sum(),
        foreign: kept.iter().map(ToString::to_string).collect(),
    };

    let manifest: Manifest = entries.iter().map(|entry| (entry.path.to_owned(), entry.sum.clone())).collect();
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| OutputError::io(&path, &error)
    };
    if unchanged == entries.len() && published.removed == 0 && site.is_dir() {
        if manifest != known {
            manifest.write(&place.manifest())?;
        }
        return Ok(published);
    }

    // Both are removed on every way out but the last.
    let new = tempfile::Builder::new().prefix(place::NEW).tempdir_in(place.folder()).map_err(io(place.folder()))?;
    let next = tempfile::TempPath::try_from_path(place.next_manifest()).map_err(io(place.folder()))?;
    let mut files: Vec<_> =
        entries.iter().map(|entry| (entry.path, if entry.unchanged { Origin::Old } else { entry.made })).collect();
    files.extend(kept.iter().map(|path| (path.as_str(), Origin::Old)));
    tree::fill(new.path(), &site, &files)?;
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
    Ok(published)
}

/// Sums all files and compares them with those of the old site. Bytes are compared, not sums: a manifest says
/// what a build wrote, not what stands there today.
fn compare<'a>(output: &'a Output, site: &Path, known: &Manifest) -> Vec<Entry<'a>> {
    let files: Vec<_> = output.iter().collect();
    let made = files.into_par_iter().map(|(path, bytes)| Entry {
        path,
        made: Origin::Made(bytes),
        length: bytes.len() as u64,
        sum: manifest::sum(bytes),
        unchanged: same(&site.join(path), bytes),
    });
    let mut entries: Vec<Entry<'a>> = made.collect();
    // What is carried was summed when it was frozen; it is compared by that and its length.
    entries.extend(output.carried().map(|(path, carried)| {
        let found = fs::symlink_metadata(site.join(path));
        let as_long = found.is_ok_and(|found| found.is_file() && found.len() == carried.length);
        let unchanged = as_long && known.sum_of(path) == Some(&carried.sum);
        let (made, sum) = (Origin::Carried(&carried.file), carried.sum.clone());
        Entry { path, made, length: carried.length, sum, unchanged }
    }));
    entries.sort_by(|a, b| a.path.cmp(b.path));
    entries
}

fn same(path: &Path, bytes: &[u8]) -> bool {
    let as_long = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    as_long && fs::read(path).is_ok_and(|old| old == bytes)
}

/// The entry of that path; the entries are in the order of their paths.
fn entry_at<'p, 'a>(entries: &'p [Entry<'a>], path: &str) -> Option<&'p Entry<'a>> {
    entries.binary_search_by(|entry| entry.path.cmp(path)).ok().and_then(|at| entries.get(at))
}
