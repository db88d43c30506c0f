//! A file of the site to be that is written piece by piece, since it is too large to be held.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::bytes::Bytes;

use super::manifest::Sum;
use super::{OutputError, tree};

/// How many bytes of two files are compared at once.
const AT_ONCE: u64 = 64 * 1024;

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
    let (mut first, mut second) = (Vec::new(), Vec::new());
    loop {
        for (file, piece) in [(&mut one, &mut first), (&mut other, &mut second)] {
            piece.clear();
            file.take(AT_ONCE).read_to_end(piece)?;
        }
        if first != second || first.is_empty() {
            return Ok(first == second);
        }
    }
}
