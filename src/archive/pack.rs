//! A frozen year as one ZIP file. The same bag gives the same bytes: names in order, times that say nothing,
//! and one way of packing on every machine.
//!
//! The ZIP is next to the bag, as `2021.zip`, with its checksum in `2021.zip.sha256` for `sha256sum -c`.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::bag;
use crate::error::{Error, Result};
use crate::model::PackedYear;
use crate::output;

use super::error;

/// Longest file with a checksum, in bytes: one line is far shorter.
const MAX_CHECKSUM_FILE: u64 = 4096;

/// Packs the bag `folder/year` into `folder/year.zip`, whole or not at all.
///
/// # Errors
/// When a file cannot be read or written.
pub fn pack(folder: &Path, year: i32) -> Result<PathBuf> {
    let (bag, target) = (folder.join(year.to_string()), zip_of(folder, year));
    let mut new = tempfile::Builder::new().prefix("archive.new-").tempfile_in(folder)?;
    write(&bag, &year.to_string(), new.as_file_mut()).map_err(Error::at(&target))?;
    new.as_file().sync_all()?;
    let sum = bag::sha256(new.path())?;
    readable(new.as_file())?;
    output::persist(new.into_temp_path(), &target).map_err(Error::at(&target))?;
    seal(&target, &sum)?;
    Ok(target)
}

/// The ZIP of a bag, where there is one. Its checksum is read from the file next to it unless the ZIP is newer;
/// fully, it is computed.
///
/// # Errors
/// When it is not the file that was packed, or cannot be read.
pub(super) fn zip(folder: &Path, year: i32, fully: bool) -> Result<Option<(PathBuf, PackedYear)>> {
    let zip = zip_of(folder, year);
    let Ok(found) = fs::symlink_metadata(&zip) else { return Ok(None) };
    if !found.is_file() {
        return Err(error::no_file(&zip));
    }
    let sealed = match bag::text_of_regular(&seal_of(&zip), MAX_CHECKSUM_FILE) {
        Ok(line) => line.split_once(' ').map(|(sum, _)| sum.to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(_) => return Err(error::no_file(&seal_of(&zip))),
    };
    let fresh = || Some(found.modified().ok()? <= fs::symlink_metadata(seal_of(&zip)).ok()?.modified().ok()?);
    let sum = match &sealed {
        Some(sum) if !fully && fresh() == Some(true) => sum.clone(),
        _ => bag::sha256(&zip).map_err(Error::at(&zip))?,
    };
    if sealed.is_some_and(|sealed| sealed != sum) {
        return Err(error::altered(&zip));
    }
    Ok(Some((zip, PackedYear { bytes: found.len(), sum })))
}

/// Renames the ZIP of a year whose bag made way for another.
pub(super) fn replace(folder: &Path, year: i32, name: &str) -> Result<()> {
    let Some((zip, packed)) = zip(folder, year, true)? else { return Ok(()) };
    let old = folder.join(format!("{name}.zip"));
    output::rename(&zip, &old).map_err(Error::at(&old))?;
    drop(fs::remove_file(seal_of(&zip)));
    seal(&old, &packed.sum)
}

fn write(bag: &Path, top: &str, file: impl Write + Seek) -> io::Result<()> {
    let mut paths: Vec<(String, PathBuf)> = Vec::new();
    for entry in walkdir::WalkDir::new(bag) {
        let entry = entry?;
        if entry.file_type().is_file() {
            paths.push((bag::slashes(entry.path().strip_prefix(bag).unwrap_or(entry.path())), entry.into_path()));
        }
    }
    paths.sort();
    let mut zip = ZipWriter::new(io::BufWriter::new(file));
    for (name, path) in paths {
        let mut file = bag::open_regular(&path).map_err(Error::at(&path))?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644)
            .large_file(file.metadata()?.len() > u64::from(u32::MAX));
        zip.start_file(format!("{top}/{name}"), options)?;
        io::copy(&mut file, &mut zip)?;
    }
    zip.finish()?.flush()?;
    Ok(())
}

/// Writes the checksum next to the ZIP, last: it is never older than the ZIP.
fn seal(zip: &Path, sum: &str) -> Result<()> {
    let name = zip.file_name().unwrap_or_default().to_string_lossy();
    fs::write(seal_of(zip), format!("{sum}  {name}\n")).map_err(Error::at(zip))
}

fn zip_of(folder: &Path, year: i32) -> PathBuf {
    folder.join(format!("{year}.zip"))
}

fn seal_of(zip: &Path) -> PathBuf {
    zip.with_extension("zip.sha256")
}

/// Lets everyone read a file that was created for its owner only.
fn readable(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    let _ = file;
    Ok(())
}
