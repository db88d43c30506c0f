//! All data in one ZIP. The same content gives the same bytes: names in a fixed order, times that say nothing, and one
//! way of packing on every machine.

use std::io::{self, Cursor, Seek, SeekFrom, Write};

use anyhow::Result;
use sha2::{Digest, Sha256};
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::bytes::Bytes;

use super::files::{File, Listed, Take};

type Part = ZipWriter<Cursor<Vec<u8>>>;

/// Some files, packed; to be joined to others.
pub(super) type Packed = ZipResult<Vec<u8>>;

/// Packs some files; `folder` is taken off their names.
pub(super) fn part<'a>(folder: &str, files: impl IntoIterator<Item = &'a File>) -> Packed {
    let mut part = ZipWriter::new(Cursor::new(Vec::new()));
    files.into_iter().try_for_each(|file| {
        begin(&mut part, folder, &file.path)?;
        add(&mut part, &file.bytes)
    })?;
    Ok(part.finish()?.into_inner())
}

/// A file that is packed as its pieces come.
pub(super) struct Packing(ZipResult<Part>);

impl Packing {
    /// Begins a file; `folder` is taken off its name.
    pub fn begin(folder: &str, path: &str) -> Packing {
        let mut part = ZipWriter::new(Cursor::new(Vec::new()));
        Packing(begin(&mut part, folder, path).map(|()| part))
    }

    /// Packs what comes next.
    pub fn add(&mut self, bytes: &Bytes) {
        if let Ok(part) = &mut self.0
            && let Err(error) = add(part, bytes)
        {
            self.0 = Err(error);
        }
    }

    /// The packed file.
    pub fn end(self) -> Packed {
        Ok(self.0?.finish()?.into_inner())
    }
}

/// All packed files, joined as they come and handed on in pieces. Packing is slow and done side by side; putting packed files
/// together is not.
pub(super) struct Archive<'t>(ZipWriter<Sink<'t>>);

impl<'t> Archive<'t> {
    /// Begins the archive at `path`.
    pub fn begin(path: String, take: &'t Take<'t>) -> Archive<'t> {
        let sink = Sink { path, take, held: Vec::new(), length: 0, sum: Sha256::new() };
        Archive(ZipWriter::new(sink))
    }

    /// Adds packed files.
    pub fn add(&mut self, part: Packed) -> Result<()> {
        let join = || self.0.merge_archive(ZipArchive::new(Cursor::new(part?))?);
        join().map_err(cause)
    }

    /// Nothing more is added.
    pub fn end(self) -> Result<Listed> {
        let mut sink = self.0.finish().map_err(cause)?;
        sink.hand_on(false)?;
        Ok(Listed { path: sink.path, length: sink.length, sum: sink.sum.finalize().into() })
    }
}

/// What came of handing on a piece; packing in memory meets no disk that could fail.
fn cause(error: ZipError) -> anyhow::Error {
    match error {
        ZipError::Io(error) => match error.into_inner() {
            Some(cause) => anyhow::Error::from_boxed(cause),
            None => anyhow::anyhow!("an archive could not be put together"),
        },
        error => error.into(),
    }
}

/// Hands on what is written to it.
struct Sink<'t> {
    path: String,
    take: &'t Take<'t>,
    held: Vec<u8>,
    length: usize,
    sum: Sha256,
}

/// How many bytes are handed on at once.
const AT_ONCE: usize = 1024 * 1024;

impl Sink<'_> {
    fn hand_on(&mut self, more: bool) -> Result<()> {
        self.sum.update(&self.held);
        (self.take)(File { path: self.path.clone(), bytes: std::mem::take(&mut self.held).into(), more })
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        self.length += bytes.len();
        if self.held.len() >= AT_ONCE {
            self.hand_on(true).map_err(io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where it stands is all that it can tell: what was handed on is not changed.
impl Seek for Sink<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let here = self.length as u64;
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(here),
            SeekFrom::Start(at) if at == here => Ok(here),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

fn begin(part: &mut Part, folder: &str, path: &str) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    part.start_file(path.strip_prefix(folder).unwrap_or(path), options)
}

fn add(part: &mut Part, bytes: &Bytes) -> ZipResult<()> {
    bytes.pieces().try_for_each(|piece| part.write_all(piece))?;
    Ok(())
}
