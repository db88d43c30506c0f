//! All data in one ZIP. The same content gives the same bytes: names in a fixed order, times that say nothing, and one
//! way of packing on every machine.

use std::io::{Cursor, Write};

use rayon::prelude::*;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::files::{File, documents};
use super::{Scope, of_document};

type Part = ZipWriter<Cursor<Vec<u8>>>;

/// Packs some files, and the JSON of all documents after them; `folder` is taken off their names. A year is packed at a
/// time, and years side by side: packing is slow, and putting packed files together is not.
pub(super) fn pack(scope: Scope<'_>, folder: &str, first: &[&File]) -> ZipResult<Vec<u8>> {
    let mut years = scope.site.years(scope.audience);
    years.reverse();
    let year = |year: &i32| {
        let mut part = part();
        documents(scope, *year)
            .into_iter()
            .try_for_each(|document| add(&mut part, folder, &of_document(scope, document).1))?;
        Ok(part.finish()?.into_inner())
    };
    let files = |file: &&File| {
        let mut part = part();
        add(&mut part, folder, file)?;
        Ok(part.finish()?.into_inner())
    };
    let packed: Vec<ZipResult<Vec<u8>>> = first.par_iter().map(files).chain(years.par_iter().map(year)).collect();
    let mut whole = part();
    for part in packed {
        whole.merge_archive(ZipArchive::new(Cursor::new(part?))?)?;
    }
    Ok(whole.finish()?.into_inner())
}

fn part() -> Part {
    ZipWriter::new(Cursor::new(Vec::new()))
}

fn add(part: &mut Part, folder: &str, file: &File) -> ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    part.start_file(file.path.strip_prefix(folder).unwrap_or(&file.path), options)?;
    part.write_all(&file.bytes)?;
    Ok(())
}
