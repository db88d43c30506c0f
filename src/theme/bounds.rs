//! What a page may hold. A theme comes along with the sources of a year, and may be that of somebody else.
//!
//! The engine itself refuses templates that include each other in a circle, and components that call themselves more than
//! twenty times; loops are counted by `counted`.

use std::io::{self, Write};

/// The largest page, in bytes.
const LARGEST_PAGE: usize = 64 << 20;

/// A page that is being written.
pub struct Page {
    /// What was written.
    pub bytes: Vec<u8>,
    /// Whether more was to be written than a page may hold.
    pub full: bool,
}

impl Default for Page {
    fn default() -> Page {
        Page { bytes: Vec::with_capacity(32 * 1024), full: false }
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LARGEST_PAGE {
            self.full = true;
            return Err(io::Error::other("the page is full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
