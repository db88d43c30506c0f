//! Images as they are published: the picture, and nothing that the file records besides about persons, locations and devices.
//!
//! A photograph of a telephone records where it was taken, when, and by whom. What belongs to the picture is known and kept:
//! pixels, colours, which side is up. Everything else is left out, so that a kind of record that nobody has heard of yet is
//! left out as well. Nothing is encoded anew: the pixels stay bit for bit.

mod css;
mod exif;
mod gif;
mod jpeg;
mod png;
mod records;
mod svg;
#[cfg(test)]
mod tests;
mod webp;

use std::collections::BTreeSet;

pub use css::uncommented as css_uncommented;
pub use records::Record;

/// A picture without records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The file without them.
    pub bytes: Vec<u8>,
    /// What was recorded, as far as it is worth a finding.
    pub records: BTreeSet<Record>,
}

/// Removes the records from an image, whatever its name says it is; `None` where it cannot be read, and so nobody can tell
/// what is in it. To clean what is clean changes nothing.
#[must_use]
pub fn clean(bytes: &[u8]) -> Option<Cleaned> {
    match bytes {
        [0xFF, 0xD8, ..] => jpeg::clean(bytes),
        [0x89, b'P', b'N', b'G', ..] => png::clean(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif::clean(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::clean(bytes),
        _ => None,
    }
}

/// A drawing in SVG without what it records besides the picture, and what that was; none where it cannot be read.
#[must_use]
pub fn clean_svg(text: &str) -> Option<Cleaned> {
    svg::clean(text)
}
