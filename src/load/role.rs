//! The files of a site, and what each is.

use std::path::PathBuf;

use crate::source::{Position, Source, Span};

/// A file of `content/`.
#[derive(Debug)]
pub struct ContentFile {
    /// Path below `content/`, with `/`, in composed letters (NFC), whatever the file's own name has.
    pub path: String,
    /// The file on this machine.
    pub file: PathBuf,
    /// What it holds instead of what is on the disk.
    pub bytes: Option<Vec<u8>>,
    /// What it is in the site, as its path says.
    pub role: FileRole,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A file that a site has once, of [`super::site_files::SITE_FILES`].
    Single,
    /// A form, whose id is the name of its file: `forms/<id>.yaml`.
    Form { id: String },
    /// What received files call what a form asks for: `forms/<id>.import.yaml`.
    ImportSettings { form: String },
    /// A document, whose folders say its fiscal year and its place: `<year>/<place>/<name>.md`.
    Document { year: i32, place: String, name: String },
    /// The record of a document, in a folder beside it: `<year>/<place>/<document>/<field>/<id>.md`.
    Record { document: String, field: String, id: String },
    /// A page of running text: `pages/<name>.md`.
    Page,
    /// A table (CSV) in the folder of a document.
    Table,
    /// A file to be attached, in the folder of a document or of pages.
    Attachment,
    /// An image in the folder of a document or of pages.
    Image,
}

/// A file without its text.
pub(super) fn file_position(path: &str) -> Position {
    Position { source: Source::new(format!("content/{path}"), ""), span: Span::at(0), offset: 0 }
}
