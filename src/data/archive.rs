//! All data in one ZIP. The same content gives the same bytes: names in a fixed order, times that say nothing, and one
//! way of packing on every machine.

use std::io::{BufReader, Cursor, Write as _};

use zip::read::read_zipfile_from_stream_with_options;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipReadOptions, ZipWriter};

use crate::error::{Error, Result};
use crate::sink::{PublishedFile, Sink};

use super::file::{DataFile, Listed, ListedWriter};
use super::runs::{PackedRun, RunAt, joined, sum};

type PackedPart = ZipWriter<Cursor<Vec<u8>>>;

/// Some files, packed; to be joined to others.
pub(super) type PackedFiles = ZipResult<Vec<u8>>;

/// Packs some files; their names in the archive are without `folder`.
pub(super) fn part<'a>(folder: &str, files: impl IntoIterator<Item = &'a DataFile>) -> PackedFiles {
    let mut part = ZipWriter::new(Cursor::new(Vec::new()));
    files.into_iter().try_for_each(|file| {
        begin(&mut part, folder, &file.path)?;
        file.bytes.pieces().try_for_each(|piece| part.write_all(piece))?;
        Ok::<(), ZipError>(())
    })?;
    Ok(part.finish()?.into_inner())
}

/// A ZIP as it was published the last time.
type OldArchive = ZipArchive<BufReader<Box<dyn PublishedFile>>>;

/// Opens a ZIP as it was published the last time; nothing where there is none to rely on.
pub(super) fn published(path: &str, sink: &dyn Sink) -> Option<OldArchive> {
    ZipArchive::new(BufReader::new(sink.published(path)?)).ok()
}

/// Where the bytes of a file of an old ZIP begin in it.
pub(super) fn start_of(archive: &mut OldArchive, name: &str) -> Option<u64> {
    archive.by_name(name).ok()?.data_start()
}

/// All packed files, joined as they come. Packing is slow and done in parallel; putting packed files together is not.
pub(super) struct Archive<'s> {
    writer: ZipWriter<ListedWriter<'s>>,
    /// The one at the same address.
    old: Option<OldArchive>,
}

impl<'s> Archive<'s> {
    /// Begins the archive at `path`, given the old one where files of it may be taken over.
    pub fn begin(path: String, old: Option<OldArchive>, sink: &'s dyn Sink) -> Result<Archive<'s>> {
        Ok(Archive { writer: ZipWriter::new(ListedWriter::begin(path, sink)?), old })
    }

    /// Joins packed files to the archive as they are.
    pub fn add(&mut self, part: PackedFiles) -> Result<()> {
        let join = || self.writer.merge_archive(ZipArchive::new(Cursor::new(part?))?);
        join().map_err(cause)
    }

    /// Joins a file of the old archive as it is there.
    ///
    /// # Errors
    /// When there is none.
    pub fn add_old(&mut self, name: &str) -> Result<()> {
        let old = self.old.as_mut().ok_or(ZipError::FileNotFound);
        let join = |old: &mut OldArchive| self.writer.raw_copy_file(old.by_name(name)?);
        old.and_then(join).map_err(cause)
    }

    /// Joins a file that is packed in runs; answers where each of them lies.
    pub fn add_runs(&mut self, name: &str, runs: &[PackedRun]) -> Result<Vec<RunAt>> {
        /// What a program of version 2.0 that was made on Unix understands.
        const VERSION: [u8; 2] = [20, 3];
        let (deflated, sized_later) = (8_u16.to_le_bytes(), 8_u16.to_le_bytes());
        let length_of_name = (name.len() as u16).to_le_bytes();
        // A local header without times and sizes (APPNOTE 4.3.7): the library copies what follows it as it is.
        let header = [
            b"PK\x03\x04".as_slice(),
            &VERSION,
            &sized_later,
            &deflated,
            &[0; 16],
            &length_of_name,
            &[0; 2],
            name.as_bytes(),
        ];
        let lengths = sum(runs.iter().map(|run| run.lengths));
        let mut bytes = joined(header.into_iter().chain(runs.iter().map(PackedRun::packed)));
        let options = ZipReadOptions::new()
            .override_compressed_size(lengths.packed)
            .override_uncompressed_size(lengths.bytes)
            .override_crc(lengths.crc);
        let join = || {
            let file = read_zipfile_from_stream_with_options(&mut bytes, options)?.ok_or(ZipError::FileNotFound)?;
            self.writer.raw_copy_file_touch(file, DateTime::DEFAULT, Some(0o644))
        };
        join().map_err(cause)?;
        let places = runs.iter().scan(0, |at, run| {
            let place = RunAt { file: name.to_owned(), at: *at, lengths: run.lengths };
            *at += run.lengths.packed;
            Some(place)
        });
        Ok(places.collect())
    }

    /// Nothing more is added.
    pub fn end(self) -> Result<Listed> {
        self.writer.finish().map_err(cause)?.finish()
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
        .compression_level(Some(super::runs::LEVEL.into()))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    part.start_file(path.strip_prefix(folder).unwrap_or(path), options)
}
