//! All data in one ZIP. The same content gives the same bytes: names in a fixed order, times that say nothing, and one
//! way of packing on every machine.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::files::File;

type Part = ZipWriter<Cursor<Vec<u8>>>;

/// Some files, packed; to be joined to others.
pub(super) type Packed = ZipResult<Vec<u8>>;

/// Packs some files; `folder` is taken off their names.
pub(super) fn part<'a>(folder: &str, files: impl IntoIterator<Item = &'a File>) -> Packed {
    let mut part = ZipWriter::new(Cursor::new(Vec::new()));
    files.into_iter().try_for_each(|file| add(&mut part, folder, file))?;
    Ok(part.finish()?.into_inner())
}

/// Joins what was packed, in this order. Packing is slow and done side by side; putting packed files together is not.
pub(super) fn join(parts: Vec<Packed>) -> Packed {
    let length = parts.iter().flatten().map(Vec::len).sum();
    let mut whole = ZipWriter::new(Cursor::new(Vec::with_capacity(length)));
    for part in parts {
        whole.merge_archive(ZipArchive::new(Cursor::new(part?))?)?;
    }
    Ok(whole.finish()?.into_inner())
}

fn add(part: &mut Part, folder: &str, file: &File) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    part.start_file(file.path.strip_prefix(folder).unwrap_or(&file.path), options)?;
    file.bytes.pieces().try_for_each(|piece| part.write_all(piece))?;
    Ok(())
}
