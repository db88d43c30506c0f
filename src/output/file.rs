//! Single files among the sources: written whole beside their place, then renamed into it.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use super::OutputError;

/// Writes a new file and the folders it lies in.
///
/// # Errors
/// When something is there already, or the file cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(|error| OutputError::source(path, &error))?;
    let file = beside(folder, bytes).map_err(|error| OutputError::source(path, &error))?;
    file.persist_noclobber(path).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => OutputError::exists(path),
        _ => OutputError::source(path, &error.error),
    })?;
    Ok(())
}

/// Writes a file anew, and the folders it lies in; whoever reads it sees the old text or the new one, never a part.
///
/// # Errors
/// When the file cannot be written; it is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let trouble = |error: &io::Error| OutputError::source(path, error);
    fs::create_dir_all(folder_of(path)).map_err(|error| trouble(&error))?;
    let file = beside(folder_of(path), bytes).map_err(|error| trouble(&error))?;
    // A temporary file is its owner's alone; the sheet may belong to many.
    if let Ok(old) = fs::metadata(path) {
        fs::set_permissions(file.path(), old.permissions()).map_err(|error| trouble(&error))?;
    }
    file.persist(path).map_err(|error| trouble(&error.error))?;
    Ok(())
}

/// Whether nothing is there, or only an empty folder.
///
/// # Errors
/// When the folder cannot be looked into.
pub fn is_vacant(folder: &Path) -> Result<bool, OutputError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(OutputError::source(folder, &error)),
    }
}

/// The text of a file that may be there.
///
/// # Errors
/// When it is there and cannot be read: it must not be written over then.
pub fn text(path: &Path) -> Result<Option<String>, OutputError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::source(path, &error)),
    }
}

/// The names in a folder, sorted; none where there is no folder.
///
/// # Errors
/// When the folder cannot be looked into.
pub fn names(folder: &Path) -> Result<Vec<String>, OutputError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(OutputError::source(folder, &error)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(".nenpo-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644))?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_unless_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("2024/kawaguchi/sheet.md");
        assert!(is_vacant(folder.path()).expect("it can be read"));
        create(&path, b"one").expect("it is new");
        let error = create(&path, b"two").expect_err("it is there");
        assert!(error.0.ja.contains("すでにあります"), "{}", error.0.ja);
        assert_eq!(fs::read(&path).expect("it is there"), b"one");
        replace(&path, b"three").expect("it may be replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"three");
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("a folder").count(), 1);
        assert!(!is_vacant(folder.path()).expect("it can be read"));
    }
}
