//! What is asked of folders before a site is read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use crate::record;
use crate::source::{Findings, Span};
use crate::text::SiteLanguage;

/// Whether a folder holds the sources of a site.
pub fn has_site(root: &Path) -> bool {
    root.join("content").is_dir()
}

/// A folder by a path below which every name is that of a file. To Windows `aux.md` is a port, which is waited for, unless the path
/// begins with `\\?\`; the name of such a file is told, and its text is read as anywhere else.
#[must_use]
pub fn verbatim(folder: PathBuf) -> PathBuf {
    if cfg!(windows) { fs::canonicalize(&folder).unwrap_or(folder) } else { folder }
}

/// The folder itself, or the one that a file is in; none where nothing is at the path.
pub fn folder_of(path: &Path) -> Option<&Path> {
    if path.is_dir() {
        return Some(path);
    }
    path.parent().filter(|_| path.exists())
}

/// The `language` of the site in a folder, Japanese where it names none; none where there is no site, or its settings are no text.
pub fn language(root: &Path) -> Option<SiteLanguage> {
    let file = root.join("content/site.yaml");
    // A pipe would never end.
    let found = fs::metadata(&file).ok().filter(fs::Metadata::is_file)?;
    if found.len() > record::BYTES as u64 {
        return None;
    }
    let bytes = fs::read(&file).ok()?;
    let mut findings = Findings::new();
    let source = record::decode("content/site.yaml", &bytes, &mut findings)?;
    let node = record::parse(&source, Span::new(0, source.text().len()), &mut findings);
    let name = node.get("language").and_then(|node| node.scalar()).map(|scalar| scalar.text.clone());
    Some(SiteLanguage::parse(name.as_deref().unwrap_or("ja")))
}

/// What tells a folder from another one of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderIdentity {
    /// When it was made, since 1970; none where the file system does not say.
    created: Option<Duration>,
    /// The numbers of its device and of itself, which may be given again to a folder that comes after it.
    numbers: [u64; 2],
}

impl FolderIdentity {
    /// Which folder is at a path; none where there is none.
    pub fn of(folder: &Path) -> Option<FolderIdentity> {
        let found = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
        #[cfg(unix)]
        let numbers = {
            use std::os::unix::fs::MetadataExt as _;
            [found.dev(), found.ino()]
        };
        #[cfg(not(unix))]
        let numbers = [0, 0];
        let created = found.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Some(FolderIdentity { created, numbers })
    }
}
