//! What is published, and where.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The SHA-256 of a file.
pub(super) type FileDigest = [u8; 32];

/// Where a site is published, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The output folder; the site becomes `site/` in it.
    pub folder: &'a Path,
    /// The folders that the site is built from. The output folder must lie outside them, and they outside it.
    pub sources: &'a [&'a Path],
    /// Whether files in the old site that no build wrote are deleted rather than kept.
    pub clean: bool,
}

/// What a build published, for the report to its author and the stamp.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Files of the site.
    pub files: usize,
    /// How many of them are as they were.
    pub unchanged: usize,
    /// How many of those were not even made again.
    pub kept: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Files in the site that no build wrote, and that were kept.
    pub foreign: Vec<String>,
}

/// A file that lies on the disk and is published as it is: a page of a frozen year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFile {
    /// The path of the file.
    pub file: PathBuf,
    /// Its SHA-256, in hexadecimal digits.
    pub sum: String,
    /// Its length in bytes.
    pub length: u64,
}

/// Where the bytes of a file of the new site are before the exchange.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Location {
    /// In the new folder: this build wrote them.
    New,
    /// In the old site: the same bytes, or a file of somebody's own that stays.
    Old,
    /// Elsewhere on the disk. Copied, never linked: the two would change together.
    Elsewhere(PathBuf),
}

/// One file of the site to be.
#[derive(Debug)]
pub(super) struct FileRecord {
    /// The length in bytes.
    pub length: u64,
    /// The digest of its bytes.
    pub digest: FileDigest,
    /// Where it is now.
    pub location: Location,
}
