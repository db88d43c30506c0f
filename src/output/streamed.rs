//! A file of the site to be that is written piece by piece, since it is too large to be held.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::Result;

use super::tree;
use super::types::FileDigest;

/// How many bytes of two files are compared at once: this bounds the memory, whatever the files are.
const CHUNK: u64 = 64 * 1024;

/// A file of which more is to come.
#[derive(Debug)]
pub(super) struct StreamedFile {
    file: File,
    digest: Sha256,
    length: u64,
}

impl StreamedFile {
    /// Begins a file at `path` in the folder `new`.
    pub fn begin(new: &Path, path: &str) -> Result<StreamedFile> {
        Ok(StreamedFile { file: tree::create(new, path)?, digest: Sha256::new(), length: 0 })
    }

    /// No more follows: gives its length and digest.
    pub fn end(self) -> io::Result<(u64, FileDigest)> {
        tree::written(&self.file)?;
        Ok((self.length, self.digest.finalize().into()))
    }
}

impl Write for StreamedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        self.length += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether two files hold the same bytes.
pub(super) fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    loop {
        for (file, piece) in [(&mut one, &mut first), (&mut other, &mut second)] {
            piece.clear();
            file.take(CHUNK).read_to_end(piece)?;
        }
        if first != second || first.is_empty() {
            return Ok(first == second);
        }
    }
}
