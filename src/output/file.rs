//! Single files that are no part of the site: written to a temporary file in the same folder, then renamed.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crate::error::Result;

use super::{error, swap};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whom the system lets read the files of whoever writes it: the umask says.
    Usual,
    /// Nobody else, whatever the umask allows: it says what is not public.
    Owner,
}

/// Writes a new file and the folders it lies in.
///
/// # Errors
/// When something is there already, or the file cannot be written.
pub fn create(path: &Path, bytes: &[u8], readers: Readers) -> Result<()> {
    let folder = folder_of(path);
    make_folder(folder, readers).map_err(|error| error::source(path, &error))?;
    let file = temporary(folder, bytes, readers).map_err(|error| error::source(path, &error))?;
    file.persist_noclobber(path).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => error::exists(path),
        _ => error::source(path, &error.error),
    })?;
    Ok(())
}

/// Writes a file anew, and the folders it lies in; whoever reads it sees the old text or the new one, never a part.
///
/// # Errors
/// When the file cannot be written; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8], readers: Readers) -> Result<()> {
    let trouble = |error: &io::Error| error::source(path, error);
    make_folder(folder_of(path), readers).map_err(|error| trouble(&error))?;
    let file = temporary(folder_of(path), bytes, readers).map_err(|error| trouble(&error))?;
    // The file may belong to many, and stays theirs.
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), permissions_for(&old.permissions(), readers))
            .map_err(|error| trouble(&error))?;
    }
    swap::persist(file.into_temp_path(), path).map_err(|error| trouble(&error))
}

/// Takes a file away, where there is one.
///
/// # Errors
/// When it is there and cannot be taken away.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error::source(path, &error)),
        _ => Ok(()),
    }
}

/// Whether nothing is there, or only an empty folder.
///
/// # Errors
/// When the folder cannot be looked into.
pub fn is_vacant(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error::source(folder, &error)),
    }
}

/// The text of a file that may be there.
///
/// # Errors
/// When it is there and cannot be read: it must not be written over then.
pub fn text(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error::source(path, &error)),
    }
}

/// The names in a folder, sorted; none where there is no folder.
///
/// # Errors
/// When the folder cannot be looked into.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error::source(folder, &error)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "there are no modes to set"))]
fn temporary(folder: &Path, bytes: &[u8], readers: Readers) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nenpo-");
    // From its first byte on: a file that is closed to others later was open to them for a while. The umask takes its part.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(if readers == Readers::Owner { 0o600 } else { 0o666 }));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Creates a folder and its parents. Only the last is closed to others: the site may be next to it.
fn make_folder(folder: &Path, readers: Readers) -> io::Result<()> {
    if readers == Readers::Usual || folder.is_dir() {
        return fs::create_dir_all(folder);
    }
    fs::create_dir_all(folder_of(folder))?;
    #[cfg_attr(not(unix), allow(unused_mut, reason = "there are no modes to set"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

/// The permissions of a file that is written anew: as they were, but for those who must not read it.
#[cfg(unix)]
fn permissions_for(old: &fs::Permissions, readers: Readers) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    let closed = if readers == Readers::Owner { 0o770 } else { 0o7777 };
    fs::Permissions::from_mode(old.mode() & closed)
}

#[cfg(not(unix))]
fn permissions_for(old: &fs::Permissions, _: Readers) -> fs::Permissions {
    old.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_unless_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("2024/kawaguchi/sheet.md");
        assert!(is_vacant(folder.path()).expect("it can be read"));
        create(&path, b"one", Readers::Usual).expect("it is new");
        let error = create(&path, b"two", Readers::Usual).expect_err("it is there");
        assert!(error.message.ja.contains("すでにあります"), "{}", error.message.ja);
        assert_eq!(fs::read(&path).expect("it is there"), b"one");
        replace(&path, b"three", Readers::Usual).expect("it may be replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"three");
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("a folder").count(), 1);
        assert!(!is_vacant(folder.path()).expect("it can be read"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_public_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let path = folder.path().join("output/shares/a.html");
        create(&path, b"one", Readers::Owner).expect("it is new");
        assert_eq!((mode(&path), mode(folder_of(&path))), (0o600, 0o700));
        let usual = folder.path().join("usual");
        fs::create_dir(&usual).expect("made");
        assert_eq!(mode(folder_of(folder_of(&path))), mode(&usual), "others may be let into the folder of the site");
        // One that was written before, and one whose group works on it together.
        for (old, new) in [(0o644, 0o640), (0o660, 0o660), (0o600, 0o600)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(old)).expect("set");
            replace(&path, b"two", Readers::Owner).expect("replaced");
            assert_eq!(mode(&path), new);
        }
    }
}
