//! What a page may hold. A theme comes along with the sources of a year, and may be that of somebody else.
//!
//! The engine itself refuses templates that include each other in a circle, and components that call themselves more than
//! twenty times; loops are counted by `counted`.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::text::hidden::{for_xml, may_break_xml};

/// The largest page, in bytes.
const LARGEST_PAGE: usize = 64 << 20;

/// A page that is being written.
pub struct BoundedPage {
    /// The bytes written so far.
    pub bytes: Vec<u8>,
    /// Whether more was to be written than a page may hold.
    pub full: bool,
}

impl Default for BoundedPage {
    fn default() -> BoundedPage {
        // About a page of a sheet; longer ones grow by doubling.
        BoundedPage { bytes: Vec::with_capacity(32 * 1024), full: false }
    }
}

impl BoundedPage {
    /// The whole page. Nothing in it is what XML refuses, whatever was read and whatever the template wrote.
    pub fn finish(self) -> Vec<u8> {
        if !may_break_xml(&self.bytes) {
            return self.bytes;
        }
        match std::str::from_utf8(&self.bytes).map(for_xml) {
            Ok(Cow::Owned(clean)) => clean.into_bytes(),
            _ => self.bytes,
        }
    }
}

impl Write for BoundedPage {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.bytes.len() + bytes.len() > LARGEST_PAGE {
            self.full = true;
            return Err(io::Error::other("the page is full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
