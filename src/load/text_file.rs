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

/// How many bytes a file has.
///
/// # Errors
/// When it is not there.
pub fn length(file: &Path) -> Result<u64> {
    Ok(file.metadata().map_err(|error| failure::file(file, &error))?.len())
}

/// The files in a folder and the folders in it, by their names; without those that programs hide or keep while a file is open.
///
/// # Errors
/// When a folder cannot be listed.
pub fn files_within(folder: &Path) -> Result<Vec<PathBuf>> {
    let hidden = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name.starts_with("~$"))
    };
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry));
    let mut files = Vec::new();
    for entry in walk {
        let entry = entry.map_err(|error| failure::walk(folder, &error))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
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
