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
    let text = serde_json::to_string(value)?;
    tree::replace_own(path, format!("{}\n{text}", digest_of(&text)).as_bytes())
}

/// Reads a value; nothing where there is none, or not as it was written.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let file = fs::read_to_string(path).ok()?;
    let (digest, text) = file.split_once('\n')?;
    (digest == digest_of(text)).then(|| serde_json::from_str(text).ok())?
}

fn digest_of(text: &str) -> String {
    hexadecimal(&Sha256::digest(text))
}
