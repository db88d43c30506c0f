//! Why a folder cannot be read as a site at all: trouble with the world, with the way out.

use std::io::ErrorKind;
use std::path::Path;

use crate::source::{Words, words};

/// Content that could not be read, and why.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", .0.en)]
pub struct LoadError(pub Words);

impl LoadError {
    /// The folder cannot be walked.
    pub(super) fn walk(content: &Path, error: &walkdir::Error) -> LoadError {
        let at = error.path().unwrap_or(content).display();
        LoadError(match error.io_error() {
            Some(cause) if cause.kind() == ErrorKind::NotFound => words(
                format!("{at} がありません。content のあるフォルダーで実行するか、--root で指定してください。"),
                format!("There is no {at}. Run in the folder that holds `content`, or name it with --root."),
            ),
            Some(cause) => words(format!("{at} を読めません：{cause}。"), format!("Cannot read {at}: {cause}.")),
            None => words(format!("{at} を読めません：{error}。"), format!("Cannot read {at}: {error}.")),
        })
    }

    /// A file that was named cannot be read.
    pub(super) fn file(path: &Path, error: &std::io::Error) -> LoadError {
        let at = path.display();
        LoadError(match error.kind() {
            ErrorKind::NotFound => words(format!("{at} がありません。"), format!("There is no {at}.")),
            _ => words(format!("{at} を読めません：{error}。"), format!("Cannot read {at}: {error}.")),
        })
    }
}
