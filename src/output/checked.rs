//! Files beside the site that are only of use whole: under the digest of its bytes, so that one that was cut or changed is none.

use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::text::hexadecimal;

use super::tree;

/// Writes a value, readable by its owner alone.
pub(super) fn write(path: &Path, value: &impl Serialize) -> io::Result<()> {
    write_bytes(path, serde_json::to_vec(value)?)
}

/// Reads a value; nothing where there is none, or not as it was written.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(read_bytes(path)?.get(START..)?).ok()
}

/// The same in fewer bytes, which only the program that wrote them can read.
pub(super) fn write_compact(path: &Path, value: &impl Serialize) -> io::Result<()> {
    write_bytes(path, postcard::to_stdvec(value).map_err(io::Error::other)?)
}

/// Reads what was written so.
pub(super) fn read_compact<T: DeserializeOwned>(path: &Path) -> Option<T> {
    postcard::from_bytes(read_bytes(path)?.get(START..)?).ok()
}

/// Where the value begins: behind the digest and the end of its line.
const START: usize = 65;

fn write_bytes(path: &Path, bytes: Vec<u8>) -> io::Result<()> {
    let digest = digest_of(&bytes);
    tree::replace_own(path, &[digest.as_bytes(), b"\n", &bytes])
}

fn read_bytes(path: &Path) -> Option<Vec<u8>> {
    let file = fs::read(path).ok()?;
    let (digest, bytes) = file.split_at_checked(START)?;
    (digest == format!("{}\n", digest_of(bytes)).as_bytes()).then_some(file)
}

fn digest_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
