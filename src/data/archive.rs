//! All data in one ZIP. The same content gives the same bytes: names in a fixed order, times that say nothing, and one
//! way of packing on every machine.

use std::io::{Cursor, Write as _};

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::bytes::Bytes;
use crate::error::{Error, Result};
use crate::sink::Sink;

use super::file::{DataFile, Listed, ListedWriter};

type PackedPart = ZipWriter<Cursor<Vec<u8>>>;

/// Some files, packed; to be joined to others.
pub(super) type PackedFiles = ZipResult<Vec<u8>>;

/// Packs some files; their names in the archive are without `folder`.
pub(super) fn part<'a>(folder: &str, files: impl IntoIterator<Item = &'a DataFile>) -> PackedFiles {
    let mut part = ZipWriter::new(Cursor::new(Vec::new()));
    files.into_iter().try_for_each(|file| {
        begin(&mut part, folder, &file.path)?;
        add(&mut part, &file.bytes)
    })?;
    Ok(part.finish()?.into_inner())
}

/// A file that is packed as its pieces come.
pub(super) struct Packing(ZipResult<PackedPart>);

impl Packing {
    /// Begins a file; its name in the archive is without `folder`.
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

    /// Packs a text that comes next.
    pub fn add_text(&mut self, text: &str) {
        if let Ok(part) = &mut self.0
            && let Err(error) = part.write_all(text.as_bytes())
        {
            self.0 = Err(error.into());
        }
    }

    /// Ends the file; the packed bytes, or what failed.
    pub fn end(self) -> PackedFiles {
        Ok(self.0?.finish()?.into_inner())
    }
}

/// All packed files, joined as they come. Packing is slow and done in parallel; putting packed files together is not.
pub(super) struct Archive<'s>(ZipWriter<ListedWriter<'s>>);

impl<'s> Archive<'s> {
    /// Begins the archive at `path`.
    pub fn begin(path: String, sink: &'s dyn Sink) -> Result<Archive<'s>> {
        Ok(Archive(ZipWriter::new(ListedWriter::begin(path, sink)?)))
    }

    /// Joins packed files to the archive as they are.
    pub fn add(&mut self, part: PackedFiles) -> Result<()> {
        let join = || self.0.merge_archive(ZipArchive::new(Cursor::new(part?))?);
        join().map_err(cause)
    }

    /// Joins the only file of a packed part under another name.
    pub fn add_as(&mut self, part: PackedFiles, name: &str) -> Result<()> {
        let join = || {
            let mut part = ZipArchive::new(Cursor::new(part?))?;
            let file = part.by_index_raw(0)?;
            self.0.raw_copy_file_rename(file, name)
        };
        join().map_err(cause)
    }

    /// Nothing more is added.
    pub fn end(self) -> Result<Listed> {
        self.0.finish().map_err(cause)?.finish()
    }
}

/// What came of handing on a piece; packing in memory meets no disk that could fail.
fn cause(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) => error.into(),
        error => Error::other(error),
    }
}

fn begin(part: &mut PackedPart, folder: &str, path: &str) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    part.start_file(path.strip_prefix(folder).unwrap_or(path), options)
}

fn add(part: &mut PackedPart, bytes: &Bytes) -> ZipResult<()> {
    bytes.pieces().try_for_each(|piece| part.write_all(piece))?;
    Ok(())
}
