//! The stamp: what a site was built from. Where nothing of it changed, nor the site, there is nothing to do.
//!
//! The stamp is only a cache. Whatever does not match it, or cannot be read, only means that the site is built
//! anew, and then compared file by file as ever.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::source::Words;

use super::metadata::FolderMetadata;
use super::sources::SourceList;
use super::types::Published;
use super::{checked, names};

/// The stamp's file in the output folder.
const NAME: &str = ".nenpo.stamp";
/// The findings of the build that wrote the stamp. They quote what is not public, and the file is its owner's alone.
const FINDINGS: &str = ".nenpo.findings";

/// What a site is built from, and what was said of it.
#[derive(Clone, Debug)]
pub struct BuildFingerprint {
    /// A sum over everything that the site depends on; see [`SourceList::digest`] and [`super::metadata_fingerprint`].
    pub made_from: String,
    /// The sources, of which those need not be read the next time that look the same.
    pub sources: SourceList,
    /// The findings that the build reported to its author, as they are shown.
    pub findings: Words,
}

/// The stamp as it lies in the output folder.
#[derive(Debug, Serialize, Deserialize)]
struct StampFile {
    made_from: String,
    sources: SourceList,
    /// How the site and its manifest looked when they were published.
    #[serde(rename = "looks")]
    metadata: String,
    published: Published,
}

/// The findings as they lie in the output folder.
#[derive(Serialize, Deserialize)]
struct FindingsFile {
    /// As the stamp says it: of other sources, or another program, there were other findings.
    made_from: String,
    ja: String,
    en: String,
}

/// What the last build in an output folder wrote down of itself.
#[derive(Debug)]
pub struct LastBuild {
    folder: PathBuf,
    stamp: StampFile,
}

impl LastBuild {
    /// Reads it; nothing where there is no stamp.
    #[must_use]
    pub fn read(folder: &Path) -> Option<LastBuild> {
        Some(LastBuild { folder: folder.to_owned(), stamp: checked::read(&folder.join(NAME))? })
    }

    /// The sources that it read, but those that may have changed since without looking different.
    #[must_use]
    pub fn sources(&self) -> &SourceList {
        &self.stamp.sources
    }

    /// What a build would publish, and the findings that it would show, where the site stands as it was published and would be made from
    /// just what there is now.
    #[must_use]
    pub fn up_to_date(&self, made_from: &str) -> Option<(Published, Words)> {
        let LastBuild { folder, stamp } = self;
        // A link to a site somewhere else is none that a build wrote.
        let own = fs::symlink_metadata(folder.join("site")).ok()?.is_dir();
        let same = own && made_from == stamp.made_from && of_site(folder).ok()? == stamp.metadata;
        // What a killed build left is cleared away by one that goes to work.
        let tidy = fs::read_dir(folder).ok()?.flatten().all(|entry| !names::is_left_over(&entry.file_name()));
        let findings: FindingsFile = (same && tidy).then(|| checked::read(&folder.join(FINDINGS)))??;
        let FindingsFile { made_from: of, ja, en } = findings;
        (of == stamp.made_from).then(|| (stamp.published.clone(), Words { ja, en }))
    }
}

/// Writes a stamp next to the site that was just published in `folder`, which nobody else writes to meanwhile.
pub(super) fn keep(
    folder: &Path,
    fingerprint: BuildFingerprint,
    metadata: String,
    published: &Published,
) -> io::Result<()> {
    let published = Published { unchanged: published.files, kept: 0, removed: 0, ..published.clone() };
    let BuildFingerprint { made_from, sources, findings: Words { ja, en } } = fingerprint;
    checked::write(&folder.join(FINDINGS), &FindingsFile { made_from: made_from.clone(), ja, en })?;
    checked::write(&folder.join(NAME), &StampFile { made_from, sources, metadata, published })
}

/// How the site in an output folder looks, and its manifest.
pub(super) fn of_site(folder: &Path) -> io::Result<String> {
    of_files(folder, &FolderMetadata::read(&folder.join("site"))?)
}

/// The same, given what is known of the files of the site.
pub(super) fn of_files(folder: &Path, files: &FolderMetadata) -> io::Result<String> {
    files.digest_with(&folder.join("site.manifest"))
}
