//! What a file of `content/` is, by its path.

use crate::source::{Position, Source, Span};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `site.yaml`, `places.yaml`, `measures.yaml`, `redirects.yaml`, `errata.yaml`, `shares.yaml`, `glossary.yaml`
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
pub(super) fn at(path: &str) -> Position {
    Position { source: Source::new(format!("content/{path}"), ""), span: Span::at(0) }
}
