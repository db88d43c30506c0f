//! Runs of a file in a ZIP, each packed on its own. A large file is joined of them: they are packed in parallel, and one that is as it
//! was is taken over from the old ZIP, whatever changed before and after it.

use std::io::{self, Read, Write as _};

use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

/// How hard everything is packed.
pub(super) const LEVEL: u32 = 3;

/// How long a run is, in bytes, and what it sums up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunLengths {
    /// As it lies in the ZIP.
    pub packed: u64,
    /// Unpacked.
    pub bytes: u64,
    /// The CRC-32 of what it unpacks to.
    pub crc: u32,
}

/// Where a run lies in a ZIP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RunAt {
    /// The name of the file in the ZIP.
    pub file: String,
    /// Where it begins in that, in packed bytes.
    pub at: u64,
    /// How long it is.
    pub lengths: RunLengths,
}

/// Some bytes, packed so that anything may follow.
#[derive(Clone, Debug)]
pub(super) struct PackedRun {
    packed: Vec<u8>,
    /// How long it is.
    pub lengths: RunLengths,
}

impl PackedRun {
    /// Packs some bytes.
    pub fn pack(bytes: &[u8]) -> PackedRun {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 8), Compression::new(LEVEL));
        // Flushed, and not finished, it ends between two bytes and is not the last. A vector takes all that is written.
        let _ = encoder.write_all(bytes).and_then(|()| encoder.flush());
        let mut packed = std::mem::take(encoder.get_mut());
        // Those of a table over all years wait for the last.
        packed.shrink_to_fit();
        let lengths =
            RunLengths { packed: packed.len() as u64, bytes: bytes.len() as u64, crc: crc32fast::hash(bytes) };
        PackedRun { packed, lengths }
    }

    /// What ends a file: an empty block with fixed codes, marked as the last (RFC 1951, 3.2.6).
    pub fn end() -> PackedRun {
        let packed = vec![3, 0];
        PackedRun { lengths: RunLengths { packed: packed.len() as u64, ..RunLengths::default() }, packed }
    }

    /// The run that was read from an old ZIP.
    pub fn read(mut from: impl Read, lengths: RunLengths) -> io::Result<PackedRun> {
        let mut packed = vec![0; usize::try_from(lengths.packed).map_err(io::Error::other)?];
        from.read_exact(&mut packed)?;
        Ok(PackedRun { packed, lengths })
    }

    /// The bytes as they lie in the ZIP.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }
}

/// Of several runs, one after the other.
pub(super) fn sum(runs: impl Iterator<Item = RunLengths>) -> RunLengths {
    runs.fold(RunLengths::default(), |all, run| {
        let mut crc = Hasher::new_with_initial_len(all.crc, all.bytes);
        crc.combine(&Hasher::new_with_initial_len(run.crc, run.bytes));
        RunLengths { packed: all.packed + run.packed, bytes: all.bytes + run.bytes, crc: crc.finalize() }
    })
}

/// Reads pieces one after the other.
pub(super) fn joined<'p>(pieces: impl Iterator<Item = &'p [u8]>) -> impl Read {
    JoinedPieces { pieces, now: &[] }
}

struct JoinedPieces<'p, I> {
    pieces: I,
    now: &'p [u8],
}

impl<'p, I: Iterator<Item = &'p [u8]>> Read for JoinedPieces<'p, I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.now.is_empty() {
            let Some(next) = self.pieces.next() else { return Ok(0) };
            self.now = next;
        }
        self.now.read(buffer)
    }
}
