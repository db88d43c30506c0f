//! The two files of a document: a table and a JSON.

use crate::model::Document;

use super::file::{DataFile, paths};
use super::long::LongRows;
use super::{Group, Observation, Scope, entries, json, long};

/// The table and the JSON of a document. The table is missing where the document answers no field.
pub fn of_document(scope: Scope<'_>, document: &Document) -> (Option<DataFile>, DataFile) {
    of_entries(scope, document, &entries(document), std::iter::empty())
}

/// The files of a document, given what it answers. Rows of some groups are also added to the tables of these.
pub(super) fn of_entries<'t>(
    scope: Scope<'_>,
    document: &Document,
    entries: &[Observation<'_>],
    tables: impl Iterator<Item = (Group, &'t mut LongRows)>,
) -> (Option<DataFile>, DataFile) {
    let paths = paths(document);
    let csv =
        (!entries.is_empty()).then(|| DataFile::new(paths.csv, long::of_document(scope, document, entries, tables)));
    (csv, DataFile::new(paths.json, json::of_document(scope, document, entries)))
}
