//! The checksums that manifests of bags use.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::regular;
use crate::text::hexadecimal;

/// A checksum algorithm that BagIt manifests name (RFC 8493, section 2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// Old bags only; it no longer proves anything against intent.
    Md5,
    /// Old bags only, as above.
    Sha1,
    /// SHA-224 of FIPS 180-4.
    Sha224,
    /// SHA-256 of FIPS 180-4.
    Sha256,
    /// SHA-384 of FIPS 180-4.
    Sha384,
    /// SHA-512 of FIPS 180-4.
    Sha512,
}

impl Algorithm {
    const ALL: [(&'static str, Algorithm, usize); 6] = [
        ("md5", Algorithm::Md5, 32),
        ("sha1", Algorithm::Sha1, 40),
        ("sha224", Algorithm::Sha224, 56),
        ("sha256", Algorithm::Sha256, 64),
        ("sha384", Algorithm::Sha384, 96),
        ("sha512", Algorithm::Sha512, 128),
    ];

    /// The algorithm named in `manifest-sha256.txt`.
    pub fn named(name: &str) -> Option<Algorithm> {
        let name = name.to_ascii_lowercase();
        Algorithm::ALL.iter().find(|(known, ..)| *known == name).map(|(_, algorithm, _)| *algorithm)
    }

    /// Its name in file names.
    pub fn name(self) -> &'static str {
        Algorithm::ALL.iter().find(|(_, algorithm, _)| *algorithm == self).map_or("", |(name, ..)| name)
    }

    /// How many hexadecimal digits its sums have.
    pub fn digits(self) -> usize {
        Algorithm::ALL.iter().find(|(_, algorithm, _)| *algorithm == self).map_or(0, |(.., digits)| *digits)
    }
}

/// Reads a file once and computes all checksums asked for; counts the bytes read in `progress`.
pub fn sums(
    path: &Path,
    algorithms: &[Algorithm],
    progress: &AtomicU64,
) -> io::Result<(u64, Vec<(Algorithm, String)>)> {
    let mut file = regular::open(path)?;
    let mut states: Vec<(Algorithm, HashState)> = algorithms.iter().map(|a| (*a, HashState::new(*a))).collect();
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        length += bytes.len() as u64;
        progress.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        states.iter_mut().for_each(|(_, state)| state.update(bytes));
    }
    Ok((length, states.into_iter().map(|(algorithm, state)| (algorithm, state.finish())).collect()))
}

enum HashState {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl HashState {
    fn new(algorithm: Algorithm) -> HashState {
        match algorithm {
            Algorithm::Md5 => HashState::Md5(Md5::new()),
            Algorithm::Sha1 => HashState::Sha1(Sha1::new()),
            Algorithm::Sha224 => HashState::Sha224(Sha224::new()),
            Algorithm::Sha256 => HashState::Sha256(Sha256::new()),
            Algorithm::Sha384 => HashState::Sha384(Sha384::new()),
            Algorithm::Sha512 => HashState::Sha512(Sha512::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            HashState::Md5(state) => state.update(bytes),
            HashState::Sha1(state) => state.update(bytes),
            HashState::Sha224(state) => state.update(bytes),
            HashState::Sha256(state) => state.update(bytes),
            HashState::Sha384(state) => state.update(bytes),
            HashState::Sha512(state) => state.update(bytes),
        }
    }

    fn finish(self) -> String {
        match self {
            HashState::Md5(state) => hexadecimal(&state.finalize()),
            HashState::Sha1(state) => hexadecimal(&state.finalize()),
            HashState::Sha224(state) => hexadecimal(&state.finalize()),
            HashState::Sha256(state) => hexadecimal(&state.finalize()),
            HashState::Sha384(state) => hexadecimal(&state.finalize()),
            HashState::Sha512(state) => hexadecimal(&state.finalize()),
        }
    }
}
