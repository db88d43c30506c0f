//! Errors: a full disk, a broken theme, an archive that was altered. What authors can repair in the content is a finding.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::source::{Finding, Findings, Words, words};

/// What failed, why, and what to do, in both languages; `cli` prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What failed and what to do, as one or more whole sentences.
    pub message: Words,
    /// Whether nothing failed, but what was asked for must not be done.
    pub refusal: bool,
    /// Whether the message has several lines, as that of a template engine.
    pub has_lines: bool,
    /// What an author can mend, where that is the cause; the message tells the first of them.
    pub findings: Findings,
}

/// The outcome of what may fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error with this message.
    pub fn new(message: Words) -> Error {
        Error { message, refusal: false, has_lines: false, findings: Findings::new() }
    }

    /// A refusal: what was asked for must not be done.
    pub fn refused(message: Words) -> Error {
        Error { refusal: true, ..Error::new(message) }
    }

    /// An error of a library, in its own words for both languages.
    pub fn other(error: impl fmt::Display) -> Error {
        Error::new(words(error.to_string(), error.to_string()))
    }

    /// Turns a failure to read or write a file or folder into an error; an [`Error`] inside it comes out unchanged.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> Error {
        move |error| {
            error.downcast::<Error>().unwrap_or_else(|error| {
                let (at, Words { ja, en }) = (path.display(), reason(&error));
                Error::new(words!("{at} を読み書きできません：{ja}。", "Cannot read or write {at}: {en}."))
            })
        }
    }
}

/// What an author can mend stopped something.
impl From<Findings> for Error {
    fn from(findings: Findings) -> Error {
        let message = findings.iter().next().map(|finding| {
            let (line, column) = finding.position.line_and_column();
            let at = format!("{}:{line}:{column}", finding.position.source.path());
            let (said, hint) = (&finding.message, finding.hint.clone().unwrap_or_default());
            words(format!("{at}: {}{}", said.ja, hint.ja), format!("{at}: {} {}", said.en, hint.en))
        });
        Error { findings, ..Error::new(message.unwrap_or_default()) }
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Error {
        let mut findings = Findings::new();
        findings.push(finding);
        Error::from(findings)
    }
}

/// Why the system refused, and what to do; in the system's words where nothing better is known.
pub fn reason(error: &io::Error) -> Words {
    if is_held(error) {
        return words(
            "権限がないか、ほかのプログラムが開いています。開いているものを閉じ、フォルダーの権限を確かめてください",
            "permission denied, or another program has it open; close it there, and see who may write here",
        );
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            words("ディスクに空きがありません。空きを作ってください", "the disk is full; make room on it")
        }
        ErrorKind::PermissionDenied => {
            words("権限がありません。フォルダーの権限を確かめてください", "permission denied; see who may write there")
        }
        ErrorKind::ReadOnlyFilesystem => words(
            "読み取り専用の場所です。別の出力フォルダーを指定してください",
            "the place is read-only; choose another output folder",
        ),
        ErrorKind::InvalidFilename => words(
            "名前が長すぎるか、この場所で使えない文字があります。浅い場所の出力フォルダーを指定してください",
            "the name is too long or not allowed there; choose an output folder nearer to the root",
        ),
        _ => words(error.to_string(), error.to_string()),
    }
}

/// Whether another program may hold a file or a folder: what Windows answers then.
pub fn is_held(error: &io::Error) -> bool {
    /// `ERROR_ACCESS_DENIED`, also for a folder with an open file in it; `ERROR_SHARING_VIOLATION`; `ERROR_LOCK_VIOLATION`.
    const HELD: [i32; 3] = [5, 32, 33];
    cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD.contains(&code))
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message.en)
    }
}

impl std::error::Error for Error {}

/// An [`Error`] that was passed on by a writer comes out unchanged.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        error.downcast::<Error>().unwrap_or_else(|error| Error::new(reason(&error)))
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        io::Error::other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_its_words_through_a_writer() {
        let error = Error::refused(words("だめです。", "No."));
        assert_eq!(Error::from(io::Error::from(error.clone())), error);
        let full = Error::from(io::Error::from(ErrorKind::StorageFull));
        assert!(full.message.ja.contains("空きを作って") && full.message.en.contains("make room"), "{full:?}");
    }
}
