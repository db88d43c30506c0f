//! Where the files of a site go as they are made.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::bytes::Bytes;
use crate::error::Result;

/// Takes the files of a site, in any order and from many threads. `from` is what a file was made from, for messages: a
/// template or a file of `content/`.
pub trait Sink: Sync {
    /// Takes a whole file.
    ///
    /// # Errors
    /// When its address cannot be had, or the disk does not take it.
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()>;

    /// Begins a file that is too large to be held.
    ///
    /// # Errors
    /// As for [`Sink::put`].
    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>>;
}

/// A file under way.
pub trait SinkWriter: Write + Send {
    /// No more follows.
    ///
    /// # Errors
    /// When the disk does not take it.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// A function that keeps files in memory, or passes them over.
impl<F: Fn(&str, Bytes, &str) -> Result<()> + Sync> Sink for F {
    fn put(&self, path: &str, bytes: Bytes, from: &str) -> Result<()> {
        self(path, bytes, from)
    }

    fn stream<'s>(&'s self, path: &str, from: &str) -> Result<Box<dyn SinkWriter + 's>> {
        Ok(Box::new(Buffered::new(self, path, from)))
    }
}

/// Holds a file until it is whole, for a sink that holds all of them anyway.
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
}
