//! A file of the site to be that is written piece by piece, since it is too large to be held.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::bytes::Bytes;

use super::manifest::Sum;
use super::{OutputError, tree};

/// How many bytes of two files are compared at once.
const AT_ONCE: usize = 64 * 1024;

/// A file of which more is to come.
#[derive(Debug)]
pub(super) struct Growing {
    file: File,
    sum: Sha256,
    length: u64,
}

impl Growing {
    /// Begins a file at `path` in the folder `new`.
    pub fn begin(new: &Path, path: &str) -> Result<Growing, OutputError> {
        Ok(Growing { file: tree::create(new, path)?, sum: Sha256::new(), length: 0 })
    }

    /// Adds bytes at its end.
    pub fn add(&mut self, bytes: &Bytes) -> io::Result<()> {
        bytes.pieces().try_for_each(|piece| {
            self.sum.update(piece);
            self.length += piece.len() as u64;
            self.file.write_all(piece)
        })
    }

    /// No more follows: gives its length and sum.
    pub fn end(self) -> io::Result<(u64, Sum)> {
        tree::written(&self.file)?;
        Ok((self.length, self.sum.finalize().into()))
    }
}

/// Whether two files hold the same bytes.
pub(super) fn alike(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let mut buffers = (vec![0; AT_ONCE], vec![0; AT_ONCE]);
    loop {
        let (first, second) = (fill(&mut one, &mut buffers.0)?, fill(&mut other, &mut buffers.1)?);
        if first != second {
            return Ok(false);
        }
        if first.is_empty() {
            return Ok(true);
        }
    }
}

/// As many bytes as come, until the buffer is full or the file ends.
fn fill<'b>(file: &mut File, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(buffer.get(..filled).unwrap_or_default())
}
