//! The attachments of all documents as a table.

use crate::source::StaticWords;
use crate::text::era;

use super::relations;
use super::table::DataTable;
use super::{Scope, Type, json, prefecture};

/// A column: its head, what is in it, and what that means.
type AttachmentColumn = (StaticWords, Type, StaticWords);

/// So many columns say of which document a file is, as in the table of checks.
const OF_DOCUMENT: usize = 6;

/// The columns of the files themselves.
const OF_FILE: [AttachmentColumn; 4] = [
    (
        StaticWords::new("題名", "title"),
        Type::Text,
        StaticWords::new("文書に書かれた題名", "Its title in the document."),
    ),
    (
        StaticWords::new("ファイル", "file"),
        Type::Text,
        StaticWords::new("サイトの中の場所", "Its address within the site."),
    ),
    (StaticWords::new("種類", "kind"), Type::Text, StaticWords::new("ファイルの種類", "What kind of file it is.")),
    (StaticWords::new("バイト", "bytes"), Type::Integer, StaticWords::new("大きさ（バイト）", "Its size in bytes.")),
];

/// The columns of the table.
pub(super) fn columns() -> impl Iterator<Item = &'static AttachmentColumn> {
    relations::COLUMNS.iter().take(OF_DOCUMENT).chain(&OF_FILE)
}

/// The table; nothing where no document has an attachment.
pub(super) fn table(scope: Scope<'_>) -> Option<DataTable> {
    if scope.site.attachments.is_empty() {
        return None;
    }
    let rows = scope.documents().flat_map(|document| {
        let place = &document.place;
        json::attachments(scope, document).into_iter().map(move |attached| {
            vec![
                place.code.clone(),
                prefecture(scope, document).to_owned(),
                place.name.clone(),
                document.year.to_string(),
                era::fiscal_year(document.year),
                document.name.clone(),
                attached.title.to_owned(),
                attached.file,
                attached.kind.to_owned(),
                attached.bytes.to_string(),
            ]
        })
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let columns = columns().map(|(head, kind, _)| (head.in_language(scope.language()).to_owned(), *kind));
    (!rows.is_empty()).then(|| DataTable { name: "attachments".to_owned(), columns: columns.collect(), rows })
}
