//! What the parts of the published site were made from: of one that would be made from the same values again, the files are
//! kept. The list lies beside the stamp, and like it is only a cache: whatever is wrong with it means that all is made anew.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::sink::SitePart;

use super::manifest::SiteManifest;
use super::types::{FileDigest, FileRecord, Location};
use super::{checked, tree};

/// The name of the file in the output folder.
const NAME: &str = ".nenpo.kept";

/// The list as it lies in the output folder.
#[derive(Serialize, Deserialize)]
struct KeptFile {
    /// How the site and its manifest looked when they were published: another site was not made of these parts.
    metadata: String,
    parts: Vec<RecordedPart>,
}

/// A part with the lengths of its files in bytes, in their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RecordedPart {
    part: SitePart,
    lengths: Vec<u64>,
}

/// The parts of the old site by their names.
#[derive(Debug, Default)]
pub(super) struct KeptParts {
    parts: HashMap<String, RecordedPart>,
}

impl KeptParts {
    /// Reads the list in an output folder, given how the site looks. Empty where there is none, and where it is not the list of just
    /// this site: a byte of it or anything in the site was changed, or the folder was copied.
    pub fn read(folder: &Path, site: Option<&str>) -> KeptParts {
        let read = || {
            let file: KeptFile = checked::read_compact(&folder.join(NAME))?;
            (Some(file.metadata.as_str()) == site).then_some(file.parts)
        };
        let parts = read().unwrap_or_default();
        KeptParts { parts: parts.into_iter().map(|one| (one.part.name.clone(), one)).collect() }
    }

    /// Whether there are any.
    pub fn are_known(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The part of this name, and a record of each of its files.
    pub fn part(&self, name: &str, known: &SiteManifest) -> Option<(&SitePart, Vec<(&str, FileRecord)>)> {
        let RecordedPart { part, lengths } = self.parts.get(name)?;
        let files = part.files.iter().zip(lengths).map(|(path, length)| {
            let digest: FileDigest = *known.digest_of(path)?;
            Some((path.as_str(), FileRecord { length: *length, digest, location: Location::Old }))
        });
        let files: Vec<(&str, FileRecord)> = files.collect::<Option<_>>()?;
        (files.len() == part.files.len()).then_some((part, files))
    }
}

/// Parts of a site with the lengths of their files.
pub(super) fn recorded(
    parts: impl Iterator<Item = SitePart>,
    length_of: impl Fn(&str) -> Option<u64>,
) -> Vec<RecordedPart> {
    let recorded = parts.filter_map(|part| {
        let lengths = part.files.iter().map(|path| length_of(path)).collect::<Option<_>>()?;
        Some(RecordedPart { part, lengths })
    });
    recorded.collect()
}

/// Writes the list of a site that was just published, given how it looks.
pub(super) fn write(folder: &Path, metadata: String, parts: Vec<RecordedPart>) -> io::Result<()> {
    checked::write_compact(&folder.join(NAME), &KeptFile { metadata, parts })
}

/// Takes the list away: no part of the site may be kept.
pub(super) fn remove(folder: &Path) {
    tree::remove_file(&folder.join(NAME));
}
