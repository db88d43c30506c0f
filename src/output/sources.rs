//! The files that a site is made from, each with a digest of its bytes. Of a file that the system describes as it did the last time
//! the digest is taken over, and the file is not read: so does git with its index.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest::ValueDigest;
use crate::sink::ValuesDigest;
use crate::text::{file_name, hexadecimal};

use super::metadata::{FileMetadata, files_below, is_settled, link_target, metadata_of};

/// A folder of sources, and which of its files are read, by their path in it.
#[derive(Clone, Copy)]
pub struct SourceFolder<'a> {
    /// The folder with the source files.
    pub folder: &'a Path,
    /// Whether a file of the folder is a source of the site.
    pub is_source: &'a (dyn Fn(&str) -> bool + Sync),
}

/// No source is larger (64 MiB); a larger file is compared by its metadata, since reading it would cost more than a build.
const MAX_SOURCE_BYTES: u64 = 64 << 20;

/// The files of some folders, in the order of the folders and of their paths. A folder that is not there has none, and what nobody
/// wrote on purpose does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceList {
    files: Vec<SourceFile>,
}

/// A file as it was when it was listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SourceFile {
    /// The number of its folder, from 0.
    folder: usize,
    /// Its path in the folder.
    path: String,
    metadata: FileMetadata,
    /// The SHA-256 of its bytes. Of what is not read: nothing, the metadata of what is too large, where a link leads.
    digest: String,
}

impl SourceList {
    /// Lists the files of some folders. Those that look as in a list of another time are not read again.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn read(folders: &[SourceFolder<'_>], known: &SourceList) -> io::Result<SourceList> {
        let known: HashMap<(usize, &str), &SourceFile> =
            known.files.iter().map(|file| ((file.folder, file.path.as_str()), file)).collect();
        let mut files = Vec::new();
        for (number, SourceFolder { folder, is_source }) in folders.iter().enumerate() {
            let listed = |entry: &DirEntry, path: String| {
                let found = entry.metadata()?;
                let metadata = metadata_of(&found);
                let same = known.get(&(number, path.as_str())).filter(|known| known.metadata == metadata);
                let digest = match same {
                    Some(same) => same.digest.clone(),
                    None if found.is_symlink() => hexadecimal(&link_target(&entry.path())?),
                    // Pipes and devices would be waited for.
                    None if !found.is_file() || !is_source(&path) => String::new(),
                    None if found.len() > MAX_SOURCE_BYTES => format!("{metadata:?}"),
                    None => hexadecimal(&Sha256::digest(fs::read(entry.path())?)),
                };
                Ok(SourceFile { folder: number, path, metadata, digest })
            };
            if folder.exists() {
                files.extend(files_below(folder, "", &|name| !file_name::is_left_behind(name), &listed)?);
            }
        }
        files.sort_unstable_by(|a, b| (a.folder, &a.path).cmp(&(b.folder, &b.path)));
        Ok(SourceList { files })
    }

    /// A digest of the paths and bytes of the files that count, given the number of their folder and their path in it.
    #[must_use]
    pub fn digest(&self, counts: impl Fn(usize, &str) -> bool) -> ValuesDigest {
        let counted = self.files.iter().filter(|file| counts(file.folder, &file.path));
        let counted = counted.map(|SourceFile { folder, path, digest, metadata: _ }| (folder, path, digest));
        ValueDigest::of(&counted.collect::<Vec<_>>())
    }

    /// The same of the files of each group, by its name; what belongs to none is in no digest.
    #[must_use]
    pub fn digests_by(&self, group: impl Fn(usize, &str) -> Option<String>) -> BTreeMap<String, ValuesDigest> {
        let mut groups: BTreeMap<String, Vec<(usize, &str, &str)>> = BTreeMap::new();
        for SourceFile { folder, path, digest, metadata: _ } in &self.files {
            if let Some(name) = group(*folder, path) {
                groups.entry(name).or_default().push((*folder, path, digest));
            }
        }
        groups.into_iter().map(|(name, files)| (name, ValueDigest::of(&files))).collect()
    }

    /// Those of the files that will not look the same where they are written again after a time, in seconds since 1970, at which none of
    /// them had been read. A file that was written just before may have been written again in the same moment of the system's clock.
    #[must_use]
    pub fn settled(&self, began: i64) -> SourceList {
        let files = self.files.iter().filter(|file| is_settled(&file.metadata, began));
        SourceList { files: files.cloned().collect() }
    }
}
