//! The files of `data/`: two beside each document, and those of the years and of the whole site.

use rayon::prelude::*;

use crate::bytes::Bytes;
use crate::model::Document;

use super::archive::Packed;
use super::wide::{Figure, Wide};
use super::{Group, Scope, archive, entries, json, long, package, wide};

/// A file of data.
pub struct File {
    /// Its address in the site.
    pub path: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// All files that are not beside a document.
pub struct Files {
    /// Tables over all years.
    pub whole: Vec<File>,
    /// Those of each year, the newest first.
    pub years: Vec<Year>,
    /// The description of the tables, for machines.
    pub package: File,
    /// What the JSON of a document holds.
    pub schema: File,
    /// Everything in one file.
    pub archive: Option<File>,
}

/// The files of a year.
pub struct Year {
    /// The fiscal year.
    pub year: i32,
    /// The rows of the year in the tables over all years.
    pub tables: Vec<File>,
    /// The same without heads, for the tables over all years: one for each of the tables.
    rows: Vec<Bytes>,
    /// The table with a row for each sheet.
    pub sheets: Option<Wide>,
}

/// Where the schema of a document's JSON is.
pub(super) const SCHEMA: &str = "data/document.schema.json";
const FOLDER: &str = "data/";

/// The long tables by the names of their files.
pub(super) const TABLES: [(&str, Group); 3] =
    [("figures", Group::Figures), ("indicators", Group::Indicators), ("issues", Group::Issues)];

/// Where the files of a document are.
pub(super) struct Paths {
    pub csv: String,
    pub json: String,
}

/// Saved to a disk they still tell what they are, and they are never named like the table of a chart beside them.
pub(super) fn paths(document: &Document) -> Paths {
    let folder = document.page.strip_suffix(".html").unwrap_or(&document.page);
    let other = if document.is_sheet() { String::new() } else { format!("-{}", document.name) };
    let stem = format!("{FOLDER}{folder}/{}-{}{other}", document.place.id, document.year);
    Paths { csv: format!("{stem}.csv"), json: format!("{stem}.json") }
}

/// The table and the JSON of a document. The table is missing where the document answers no field.
pub fn of_document(scope: Scope<'_>, document: &Document) -> (Option<File>, File) {
    let entries = entries(document, scope.audience);
    let paths = paths(document);
    let csv = (!entries.is_empty())
        .then(|| File { path: paths.csv, bytes: long::of_document(scope, document, &entries).into() });
    (csv, File { path: paths.json, bytes: json::of_document(scope, document, &entries).into() })
}

/// The files of the years and of the whole site.
pub fn of_site(scope: Scope<'_>) -> Files {
    let years = scope.site.years(scope.audience).into_iter();
    let (years, packed): (Vec<Year>, Vec<Vec<Packed>>) = years.map(|year| of_year(scope, year)).unzip();
    let whole: Vec<File> = TABLES
        .iter()
        .enumerate()
        .filter_map(|(at, (name, _))| {
            // The oldest year comes first in a table of all years.
            let rows = years.iter().rev().filter_map(|year| year.rows.get(at));
            let bytes = long::table(scope, rows);
            (!bytes.is_empty()).then(|| File { path: format!("{FOLDER}{name}.csv"), bytes })
        })
        .collect();
    let sheets: Vec<&Wide> = years.iter().rev().filter_map(|year| year.sheets.as_ref()).collect();
    let bytes = package::describe(scope, &whole, &sheets);
    let package = File { path: format!("{FOLDER}datapackage.json"), bytes: bytes.into() };
    let schema = File { path: SCHEMA.to_owned(), bytes: super::schema::bytes(scope).into() };
    let sheets = sheets.into_iter().map(|sheets| &sheets.file);
    let first: Vec<&File> = [&package, &schema].into_iter().chain(&whole).chain(sheets).collect();
    let mut parts: Vec<Packed> = first.par_iter().map(|file| archive::part(FOLDER, [*file])).collect();
    parts.extend(packed.into_iter().rev().flatten());
    // Packing in memory meets no disk that could fail.
    let packed = archive::join(parts).ok();
    let archive = packed.map(|bytes| File { path: format!("{FOLDER}nenpo-data.zip"), bytes: bytes.into() });
    Files { whole, years, package, schema, archive }
}

/// What some documents give to the files of their year.
struct Piece<'a> {
    /// Their rows in each of [`TABLES`].
    rows: [String; TABLES.len()],
    /// What each gives to the wide table.
    figures: Vec<Vec<Figure<'a>>>,
    /// Their JSON.
    packed: Packed,
}

impl<'a> Piece<'a> {
    fn of(scope: Scope<'_>, documents: &[&'a Document]) -> Piece<'a> {
        let mut rows = <[String; TABLES.len()]>::default();
        let mut files = Vec::with_capacity(documents.len());
        let figures = documents.iter().map(|document| {
            let entries = entries(document, scope.audience);
            let tables = TABLES.iter().map(|(_, group)| *group).zip(&mut rows);
            long::add_rows(scope, document, &entries, tables);
            let json = json::of_document(scope, document, &entries).into();
            files.push(File { path: paths(document).json, bytes: json });
            wide::figures(entries)
        });
        Piece { figures: figures.collect(), rows, packed: archive::part(FOLDER, &files) }
    }
}

/// How many documents make a piece.
const AT_ONCE: usize = 32;

/// The tables of a year, and the JSON of its documents, packed.
fn of_year(scope: Scope<'_>, year: i32) -> (Year, Vec<Packed>) {
    let documents = documents(scope, year);
    let pieces: Vec<Piece<'_>> = documents.par_chunks(AT_ONCE).map(|some| Piece::of(scope, some)).collect();
    let rows_of = |at: usize| long::joined(pieces.iter().filter_map(|piece| piece.rows.get(at))).into();
    let rows: Vec<Bytes> = (0..TABLES.len()).map(rows_of).collect();
    let named = TABLES.iter().zip(&rows).filter_map(|((name, _), rows)| {
        let bytes = long::table(scope, std::iter::once(rows));
        (!bytes.is_empty()).then(|| File { path: format!("{FOLDER}{name}-{year}.csv"), bytes })
    });
    let tables = named.collect();
    let figures = pieces.iter().flat_map(|piece| &piece.figures).map(Vec::as_slice);
    let figures: Vec<(&Document, &[Figure<'_>])> = documents.iter().copied().zip(figures).collect();
    let sheets = wide::table(scope, year, &figures);
    (Year { year, tables, rows, sheets }, pieces.into_iter().map(|piece| piece.packed).collect())
}

/// The documents of a year that these readers may see.
pub(super) fn documents(scope: Scope<'_>, year: i32) -> Vec<&Document> {
    let of_year = scope.site.documents_of(year).iter();
    of_year.filter(|document| document.audience.visible_in(scope.audience)).collect()
}
