//! A file of data: its name, its way to the site, and what is known of it afterwards.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;
use crate::error::Result;
use crate::model::Document;
use crate::sink::{Sink, SinkWriter};

/// Where all files of data are.
pub(super) const FOLDER: &str = "data/";
/// Where the schema of a document's JSON is.
pub(super) const SCHEMA: &str = "data/document.schema.json";
/// What messages name as their origin: the page that lists them.
const FROM: &str = "data.html";

/// A file of data.
pub struct DataFile {
    /// Its address in the site.
    pub path: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// What is known of a file that was handed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its address in the site.
    pub path: String,
    /// Its length in bytes.
    pub length: usize,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl DataFile {
    pub(super) fn new(path: String, bytes: impl Into<Bytes>) -> DataFile {
        DataFile { path, bytes: bytes.into() }
    }

    /// JSON that people may read, too.
    pub(super) fn json(path: String, value: &Value) -> DataFile {
        let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
        bytes.push(b'\n');
        DataFile::new(path, bytes)
    }

    pub(super) fn put(self, sink: &dyn Sink) -> Result<()> {
        sink.put(&self.path, self.bytes, FROM)
    }

    pub(super) fn put_listed(self, sink: &dyn Sink) -> Result<Listed> {
        let listed = Listed { path: self.path.clone(), length: self.bytes.len(), sha256: self.bytes.sha256() };
        self.put(sink)?;
        Ok(listed)
    }
}

/// Writes a file that is too large to be held, and learns what is listed of it.
pub(super) struct ListedWriter<'s> {
    path: String,
    writer: BufWriter<Box<dyn SinkWriter + 's>>,
    length: usize,
    digest: Sha256,
}

impl<'s> ListedWriter<'s> {
    /// Few large steps: a ZIP comes in thousands of small pieces.
    const BUFFER: usize = 1024 * 1024;

    pub fn begin(path: String, sink: &'s dyn Sink) -> Result<ListedWriter<'s>> {
        let writer = BufWriter::with_capacity(Self::BUFFER, sink.stream(&path, FROM)?);
        Ok(ListedWriter { path, writer, length: 0, digest: Sha256::new() })
    }

    pub fn finish(self) -> Result<Listed> {
        self.writer.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
        Ok(Listed { path: self.path, length: self.length, sha256: self.digest.finalize().into() })
    }
}

impl Write for ListedWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.writer.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        self.length += count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The writer of ZIPs asks where it is, and goes nowhere else.
impl Seek for ListedWriter<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let here = self.length as u64;
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(here),
            SeekFrom::Start(at) if at == here => Ok(here),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Where the files of a document are.
pub(super) struct Paths {
    pub csv: String,
    pub json: String,
}

/// Their names say what they are even after they are saved to a disk, and are never like the table of a chart of the same page.
pub(super) fn paths(document: &Document) -> Paths {
    let folder = document.page.strip_suffix(".html").unwrap_or(&document.page);
    let other = if document.is_main() { String::new() } else { format!("-{}", document.name) };
    let stem = format!("{FOLDER}{folder}/{}-{}{other}", document.place.id, document.year);
    Paths { csv: format!("{stem}.csv"), json: format!("{stem}.json") }
}
