//! Long tables: a row for each entry.

use crate::model::Document;
use crate::text::csv;

use super::columns::Origin;
use super::{COLUMNS, Entry, File, Group, Scope};

/// The table of one document, with all its entries.
pub(super) fn of_document(scope: Scope<'_>, document: &Document, entries: &[Entry<'_>]) -> Vec<u8> {
    let mut text = head(scope);
    rows(&Origin::of(scope, document), entries.iter(), &mut text);
    text.into_bytes()
}

/// The rows of a document in the table of each group.
pub(super) fn rows_of(scope: Scope<'_>, document: &Document, entries: &[Entry<'_>], groups: &[Group]) -> Vec<String> {
    let origin = Origin::of(scope, document);
    let of_group = |group: &Group| {
        let mut text = String::new();
        rows(&origin, entries.iter().filter(|entry| entry.group == *group), &mut text);
        text
    };
    groups.iter().map(of_group).collect()
}

/// One table of several: the rows of all under one head.
pub(super) fn merged<'a>(scope: Scope<'_>, tables: impl Iterator<Item = &'a File>) -> Vec<u8> {
    let head = head(scope).into_bytes();
    let mut whole = Vec::new();
    for File { bytes, .. } in tables {
        let rows = bytes.strip_prefix(head.as_slice()).unwrap_or(bytes);
        whole.extend_from_slice(if whole.is_empty() { bytes } else { rows });
    }
    whole
}

/// A table of the rows of several documents; without any it is empty.
pub(super) fn joined<'a>(scope: Scope<'_>, pieces: impl Iterator<Item = &'a String> + Clone) -> Vec<u8> {
    let length: usize = pieces.clone().map(String::len).sum();
    if length == 0 {
        return Vec::new();
    }
    let head = head(scope);
    let mut table = String::with_capacity(head.len() + length);
    table.push_str(&head);
    table.extend(pieces.map(String::as_str));
    table.into_bytes()
}

fn head(scope: Scope<'_>) -> String {
    let mut text = csv::MARK.to_owned();
    csv::line(COLUMNS.iter().map(|column| column.head(scope)), &mut text);
    text
}

fn rows<'e, 'a: 'e>(origin: &Origin<'_>, entries: impl Iterator<Item = &'e Entry<'a>>, text: &mut String) {
    entries.for_each(|entry| csv::line(origin.cells(entry), text));
}
