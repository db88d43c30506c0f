//! `site.manifest`: the SHA-256 of every file of the site, one line each, as `sha256sum -c` reads it.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rayon::prelude::*;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::text::hexadecimal;

use super::types::FileDigest;
use super::{error, tree};

/// SHA-256 digests by the path of the file below `site/`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SiteManifest {
    digests: BTreeMap<String, FileDigest>,
}

impl FromIterator<(String, FileDigest)> for SiteManifest {
    fn from_iter<I: IntoIterator<Item = (String, FileDigest)>>(digests: I) -> SiteManifest {
        SiteManifest { digests: digests.into_iter().collect() }
    }
}

impl SiteManifest {
    /// Reads one; a missing one knows no file. Lines that are none are passed over: whoever wrote them, it was no build.
    pub fn read(path: &Path) -> Result<SiteManifest> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(text.lines().filter_map(line).collect()),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => {
                Ok(SiteManifest::default())
            }
            Err(error) => Err(error::io(path, &error)),
        }
    }

    /// Writes it whole or not at all.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut text = String::new();
        for (file, sum) in &self.digests {
            text.extend([&hexadecimal(sum), "  site/", file, "\n"]);
        }
        tree::replace(path, text.as_bytes()).map_err(|error| error::io(path, &error))
    }

    /// The digest of a file that a build wrote.
    pub fn digest_of(&self, file: &str) -> Option<&FileDigest> {
        self.digests.get(file)
    }

    /// Whether a build wrote the file.
    pub fn knows(&self, file: &str) -> bool {
        self.digests.contains_key(file)
    }

    /// Whether every file is in `site` as it stands here, and there are any.
    pub fn describes(&self, site: &Path) -> bool {
        let as_it_stands = |(file, expected): (&String, &FileDigest)| {
            fs::read(site.join(file)).is_ok_and(|bytes| Bytes::from(bytes).sha256() == *expected)
        };
        !self.digests.is_empty() && self.digests.par_iter().all(as_it_stands)
    }
}

/// A digest from its hexadecimal digits.
pub(super) fn digest_in(digits: &str) -> Option<FileDigest> {
    let digits: Option<Vec<u8>> = digits.chars().map(|digit| Some(digit.to_digit(16)? as u8)).collect();
    let bytes: Vec<u8> = digits?.chunks(2).map(|two| two.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    bytes.try_into().ok()
}

fn line(line: &str) -> Option<(String, FileDigest)> {
    let (sum, file) = line.split_once("  site/")?;
    Some((file.to_owned(), digest_in(sum)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("site.manifest");
        let manifest: SiteManifest = [("用語.html", "a"), ("a b.html", "")]
            .map(|(file, bytes)| (file.to_owned(), Bytes::from(bytes.to_owned()).sha256()))
            .into_iter()
            .collect();
        manifest.write(&path).expect("written");
        assert_eq!(SiteManifest::read(&path).expect("read"), manifest);
        assert_eq!(
            fs::read_to_string(&path).expect("text").lines().next(),
            Some("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  site/a b.html")
        );
        assert_eq!(SiteManifest::read(&folder.path().join("none")).expect("none is empty"), SiteManifest::default());
    }
}
