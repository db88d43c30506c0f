//! The files of `data/`: two beside each document, and those of the years and of the whole site.

use rayon::prelude::*;

use crate::model::Document;

use super::archive::Packed;
use super::wide::Wide;
use super::{Entry, Group, Scope, archive, entries, json, long, package, wide};

/// A file of data.
pub struct File {
    /// Its address in the site.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
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
    let csv =
        (!entries.is_empty()).then(|| File { path: paths.csv, bytes: long::of_document(scope, document, &entries) });
    (csv, File { path: paths.json, bytes: json::of_document(scope, document, &entries) })
}

/// The files of the years and of the whole site.
pub fn of_site(scope: Scope<'_>) -> Files {
    let years = scope.site.years(scope.audience).into_iter();
    let (years, mut packed): (Vec<Year>, Vec<Packed>) = years.map(|year| of_year(scope, year)).unzip();
    let whole: Vec<File> = TABLES
        .iter()
        .filter_map(|(name, _)| {
            // The oldest year comes first in a table of all years.
            let tables = years.iter().rev().flat_map(|year| &year.tables);
            let bytes = long::merged(scope, tables.filter(|table| table.path.starts_with(&format!("{FOLDER}{name}-"))));
            (!bytes.is_empty()).then(|| File { path: format!("{FOLDER}{name}.csv"), bytes })
        })
        .collect();
    let sheets: Vec<&Wide> = years.iter().rev().filter_map(|year| year.sheets.as_ref()).collect();
    let bytes = package::describe(scope, &whole, &sheets);
    let package = File { path: format!("{FOLDER}datapackage.json"), bytes };
    let schema = File { path: SCHEMA.to_owned(), bytes: super::schema::bytes(scope) };
    let sheets = sheets.into_iter().map(|sheets| &sheets.file);
    let first: Vec<&File> = [&package, &schema].into_iter().chain(&whole).chain(sheets).collect();
    let mut parts: Vec<Packed> = first.par_iter().map(|file| archive::part(FOLDER, [*file])).collect();
    packed.reverse();
    parts.append(&mut packed);
    // Packing in memory meets no disk that could fail.
    let packed = archive::join(parts).ok();
    let archive = packed.map(|bytes| File { path: format!("{FOLDER}nenpo-data.zip"), bytes });
    Files { whole, years, package, schema, archive }
}

/// What a document gives to the files of its year.
struct Piece<'a> {
    /// Its rows in each of [`TABLES`].
    rows: Vec<String>,
    /// What it gives to the wide table.
    figures: Vec<Entry<'a>>,
    json: File,
}

impl<'a> Piece<'a> {
    fn of(scope: Scope<'_>, document: &'a Document) -> Piece<'a> {
        let mut entries = entries(document, scope.audience);
        let rows = long::rows_of(scope, document, &entries, &TABLES.map(|(_, group)| group));
        let json = File { path: paths(document).json, bytes: json::of_document(scope, document, &entries) };
        wide::keep(&mut entries);
        Piece { rows, figures: entries, json }
    }
}

/// The tables of a year, and the JSON of its documents, packed.
fn of_year(scope: Scope<'_>, year: i32) -> (Year, Packed) {
    let documents = documents(scope, year);
    let pieces: Vec<Piece<'_>> = documents.par_iter().map(|document| Piece::of(scope, document)).collect();
    let named = TABLES.iter().enumerate().filter_map(|(at, (name, _))| {
        let bytes = long::joined(scope, pieces.iter().filter_map(|piece| piece.rows.get(at)));
        (!bytes.is_empty()).then(|| File { path: format!("{FOLDER}{name}-{year}.csv"), bytes })
    });
    let tables = named.collect();
    let figures: Vec<(&Document, &[Entry<'_>])> =
        documents.iter().zip(&pieces).map(|(document, piece)| (*document, piece.figures.as_slice())).collect();
    let packed = archive::part(FOLDER, pieces.iter().map(|piece| &piece.json));
    (Year { year, tables, sheets: wide::table(scope, year, &figures) }, packed)
}

/// The documents of a year that these readers may see.
pub(super) fn documents(scope: Scope<'_>, year: i32) -> Vec<&Document> {
    let of_year = scope.site.documents_of(year).iter();
    of_year.filter(|document| document.audience.visible_in(scope.audience)).collect()
}
