//! BagIt (RFC 8493): a folder with a list of everything in it and its checksums. This module writes and verifies bags
//! of any origin; it knows no site.

mod hash;
mod manifest;
mod path;
mod regular;
mod tags;
mod verify;
mod write;

use std::path::Path;

pub use hash::Algorithm;
pub use path::{folded as folded_path, is_inside, is_left_behind};
pub use regular::{open as open_regular, read as bytes_of_regular, text as text_of_regular};
pub use tags::info;
pub use verify::MOST as MOST_OF_A_TAG_FILE;
pub use verify::{BagFault, Report, VerifyProgress, verify};
pub use write::{slashes, write};

/// The paths and sums of a payload manifest by SHA-256, in its order.
pub fn payload_sums(text: &str) -> Vec<(String, String)> {
    manifest::read("manifest-sha256.txt", Algorithm::Sha256, text, true).0.sums.into_iter().collect()
}

/// The SHA-256 of a file.
///
/// # Errors
/// When it cannot be read.
pub fn sha256(path: &Path) -> std::io::Result<String> {
    let (_, sums) = hash::sums(path, &[Algorithm::Sha256], &std::sync::atomic::AtomicU64::new(0))?;
    Ok(sums.into_iter().map(|(_, sum)| sum).collect())
}
