//! Files of a bag are opened here and nowhere else: regular files only. A pipe would wait for ever, a device never end, and a
//! link leads out of the bag.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Opens a regular file; what is named is looked at, not what it leads to.
///
/// # Errors
/// When it is anything else, or cannot be read.
pub fn open(path: &Path) -> io::Result<File> {
    let refused = || io::Error::new(io::ErrorKind::InvalidInput, "neither a regular file nor a folder");
    // Looked at first, since opening a device may do something already; and once more when it is open, since it may have been
    // exchanged in between.
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(refused());
    }
    let file = open_still(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

#[cfg(unix)]
fn open_still(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open_still(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// The bytes of a regular file that has no more than `most`.
///
/// # Errors
/// As for [`open`], and when it is longer.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {most} bytes")));
    }
    Ok(bytes)
}

/// Reads a regular file of at most `most` bytes as UTF-8.
///
/// # Errors
/// As for [`read`], and when it is not UTF-8.
pub fn text(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
