//! Text files of a site as they are on disk, for repairs.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::source::Findings;

use super::role::FileRole;
use super::{failure, walk};

/// The bytes of a file.
///
/// # Errors
/// When it is not there or may not be read.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).map_err(|error| failure::file(file, &error))
}

/// Whether a path is that of a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The text files of the site in `root`, in order: the path of each below `content/`, and the file.
///
/// # Errors
/// When `content/` is not there or cannot be walked.
pub fn text_files(root: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = walk(&root.join("content"), &mut Findings::new())?;
    let texts = entries.into_iter().filter(|entry| !matches!(entry.role, FileRole::Image | FileRole::Table));
    Ok(texts.map(|entry| (entry.path, entry.file)).collect())
}
