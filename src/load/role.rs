//! The files of a site, and what each is.

use std::path::PathBuf;

use crate::source::{Position, Source, Span};

/// A file of `content/`.
#[derive(Debug)]
pub struct ContentFile {
    /// Path below `content/`, with `/`.
    pub path: String,
    /// Where it is.
    pub file: PathBuf,
    /// What it is.
    pub role: FileRole,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// One of [`super::site_files::SITE_FILES`].
    Single,
    /// `forms/<id>.yaml`
    Form { id: String },
    /// `<year>/<place>/<name>.md`
    Document { year: i32, place: String, name: String },
    /// `pages/<name>.md`
    Page,
    /// An image beside a document or a page.
    Image,
}

/// A file without its text.
pub(super) fn file_position(path: &str) -> Position {
    Position { source: Source::new(format!("content/{path}"), ""), span: Span::at(0) }
}
