//! Where the files of a site are written as they are rendered.

use std::io::{self, Read, Seek, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use crate::bytes::Bytes;
use crate::error::Result;

/// Gets the files of a site, in any order and from many threads. `from` is the source of a file, for messages: a
/// template or a file of `content/`.
pub trait Sink: Sync {
    /// Puts a complete file at an address.
    ///
    /// # Errors
    /// When the address is not free, or the file cannot be written.
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()>;

    /// Begins a file that is too large to be held.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>>;

    /// Takes the files of a part of the site over from the last time, where they were made from values of this digest; nothing
    /// where they have to be made. `from` is the source of the file that the part is named after.
    ///
    /// # Errors
    /// When the address of a file is not free.
    fn keep(&self, _name: &str, _made_from: &ValuesDigest, _from: &str) -> Result<Option<KeptPart>> {
        Ok(None)
    }

    /// Says of files that were put what they were made from, so that they may be kept the next time.
    fn made(&self, _part: SitePart) {}

    /// Opens a file as it was published the last time, for who takes pieces of it over; nothing where there is none to rely on.
    fn published(&self, _path: &str) -> Option<Box<dyn PublishedFile>> {
        None
    }
}

/// A file of the site as it was published the last time.
pub trait PublishedFile: Read + Seek + Send {}

impl<F: Read + Seek + Send> PublishedFile for F {}

/// A digest of values; see [`crate::digest::ValueDigest`].
pub type ValuesDigest = [u8; 32];

/// Some files of the site, and what they were made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitePart {
    /// The address of the page that it is, of its first file, or of the folder of its files.
    pub name: String,
    /// The digest of all values that its files depend on.
    pub made_from: ValuesDigest,
    /// The addresses of its files.
    pub files: Vec<String>,
    /// What whoever made it wants to know of it again.
    pub note: String,
}

/// A part that was taken over from the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPart {
    /// How many files it has.
    pub files: usize,
    /// What was noted when it was made.
    pub note: String,
}

/// Writes a file piece by piece.
pub trait SinkWriter: Write + Send {
    /// Ends the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// A function that stores files in memory, or ignores them.
impl<F: Fn(&str, Bytes, &str) -> Result<()> + Sync> Sink for F {
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()> {
        self(path, bytes, from)
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        Ok(Box::new(Buffered::new(self, path, from)))
    }
}

/// Buffers a file until it is complete, for a sink that stores all of them in memory.
pub struct Buffered<'s> {
    sink: &'s dyn Sink,
    path: String,
    from: String,
    bytes: Vec<u8>,
}

impl<'s> Buffered<'s> {
    /// A file without bytes that will be put at `path`.
    pub fn new(sink: &'s dyn Sink, path: &str, from: &str) -> Buffered<'s> {
        Buffered { sink, path: path.to_owned(), from: from.to_owned(), bytes: Vec::new() }
    }
}

impl Write for Buffered<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SinkWriter for Buffered<'_> {
    fn finish(self: Box<Self>) -> Result<()> {
        self.sink.put(&self.path, self.bytes.into(), &self.from)
    }
}

/// Counts the files on their way into a sink.
pub struct CountingSink<'s> {
    /// The sink that gets the files.
    pub sink: &'s dyn Sink,
    /// How many there were.
    pub files: &'s AtomicUsize,
}

impl Sink for CountingSink<'_> {
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.sink.put(path, bytes, from)
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.sink.stream(path, from)
    }

    fn keep(&self, name: &str, made_from: &ValuesDigest, from: &str) -> Result<Option<KeptPart>> {
        let kept = self.sink.keep(name, made_from, from)?;
        self.files.fetch_add(kept.as_ref().map_or(0, |kept| kept.files), Ordering::Relaxed);
        Ok(kept)
    }

    fn made(&self, part: SitePart) {
        self.sink.made(part);
    }

    fn published(&self, path: &str) -> Option<Box<dyn PublishedFile>> {
        self.sink.published(path)
    }
}
