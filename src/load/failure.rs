//! Why a folder cannot be read as a site at all: trouble with the world, with the way out.

use std::io::ErrorKind;
use std::path::Path;

use crate::error::Error;
use crate::source::words;

/// The folder cannot be walked.
pub(super) fn walk(content: &Path, error: &walkdir::Error) -> Error {
    let at = error.path().unwrap_or(content).display();
    match error.io_error() {
        Some(cause) if cause.kind() == ErrorKind::NotFound => Error::new(words!(
            "{at} がありません。content のあるフォルダーで実行するか、--root で指定してください。",
            "There is no {at}. Run in the folder that holds `content`, or name it with --root."
        )),
        Some(cause) => Error::new(words!("{at} を読めません：{cause}。", "Cannot read {at}: {cause}.")),
        None => Error::new(words!("{at} を読めません：{error}。", "Cannot read {at}: {error}.")),
    }
}

/// A file that was named cannot be read.
pub(super) fn file(path: &Path, error: &std::io::Error) -> Error {
    let at = path.display();
    match error.kind() {
        ErrorKind::NotFound => Error::new(words!("{at} がありません。", "There is no {at}.")),
        _ => Error::new(words!("{at} を読めません：{error}。", "Cannot read {at}: {error}.")),
    }
}
