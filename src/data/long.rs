//! Long tables: a row for each entry.

use crate::bytes::Bytes;
use crate::model::Document;
use crate::text::csv;

use super::columns::Origin;
use super::{COLUMNS, Entry, Group, Scope};

/// The table of one document, with all its entries.
pub(super) fn of_document(scope: Scope<'_>, document: &Document, entries: &[Entry<'_>]) -> Vec<u8> {
    let mut text = head(scope);
    rows(&Origin::of(scope, document), entries.iter(), &mut text);
    text.into_bytes()
}

/// Adds the rows of a document to the tables of some groups.
pub(super) fn add_rows<'t>(
    scope: Scope<'_>,
    document: &Document,
    entries: &[Entry<'_>],
    tables: impl Iterator<Item = (Group, &'t mut String)>,
) {
    let origin = Origin::of(scope, document);
    for (group, table) in tables {
        rows(&origin, entries.iter().filter(|entry| entry.group == group), table);
    }
}

/// A table that begins with some rows.
pub(super) fn table(scope: Scope<'_>, rows: &Bytes) -> Bytes {
    let mut table = Bytes::from(head(scope));
    table.extend(rows);
    table
}

/// The rows of several documents.
pub(super) fn joined<'a>(pieces: impl Iterator<Item = &'a String> + Clone) -> Vec<u8> {
    let mut rows = Vec::with_capacity(pieces.clone().map(String::len).sum());
    pieces.for_each(|piece| rows.extend_from_slice(piece.as_bytes()));
    rows
}

fn head(scope: Scope<'_>) -> String {
    let mut text = csv::MARK.to_owned();
    csv::line(COLUMNS.iter().map(|column| column.head(scope)), &mut text);
    text
}

fn rows<'e, 'a: 'e>(origin: &Origin<'_>, entries: impl Iterator<Item = &'e Entry<'a>>, text: &mut String) {
    entries.for_each(|entry| csv::line(origin.cells(entry), text));
}
