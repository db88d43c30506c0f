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

/// The paths of all text files of the site in `root`, in order.
///
/// # Errors
/// When `content/` is not there or cannot be walked.
pub fn text_files(root: &Path) -> Result<Vec<PathBuf>> {
    let entries = walk(&root.join("content"), &mut Findings::new())?;
    Ok(entries.into_iter().filter(|entry| entry.role != FileRole::Image).map(|entry| entry.file).collect())
}
