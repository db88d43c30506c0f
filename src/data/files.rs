//! The files of `data/`: two beside each document, and those of the years and of the whole site.

use std::collections::HashMap;
use std::sync::Mutex;

use anyhow::Result;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::bytes::Bytes;
use crate::model::Document;

use super::archive::{Archive, Packed, Packing};
use super::wide::Figure;
use super::{Group, Scope, Type, archive, entries, json, long, package, wide};

/// A file of data, or what comes next in one.
pub struct File {
    /// Its address in the site.
    pub path: String,
    /// What is in it.
    pub bytes: Bytes,
    /// Whether more of it follows: a table over all years is too large to be held.
    pub more: bool,
}

/// Takes the files as they are made, from many threads. The pieces of one come in their order.
pub type Take<'t> = dyn Fn(File) -> Result<()> + Sync + 't;

/// What is known of a file that was handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its address in the site.
    pub path: String,
    /// Its length in bytes.
    pub length: usize,
    /// Its SHA-256.
    pub sum: [u8; 32],
}

/// All files of data, after they were handed on.
pub struct Files<'a> {
    /// Tables over all years.
    pub whole: Vec<Listed>,
    /// Those of each year, the newest first.
    pub years: Vec<Year>,
    /// The description of the tables, for machines.
    pub package: Listed,
    /// What the JSON of a document holds.
    pub schema: Listed,
    /// Everything in one file.
    pub archive: Listed,
    /// How long the files of a document are, by its page.
    lengths: HashMap<&'a str, Lengths>,
}

/// The files of a year.
pub struct Year {
    /// The fiscal year.
    pub year: i32,
    /// The rows of the year in the tables over all years.
    pub tables: Vec<Listed>,
    /// The table with a row for each sheet.
    pub sheets: Option<Sheets>,
}

/// The table with a row for each sheet of a year.
pub struct Sheets {
    /// The fiscal year.
    pub year: i32,
    /// The table.
    pub file: Listed,
    /// Heads and types of its columns.
    pub columns: Vec<(String, Type)>,
}

/// How long the files of a document are, in bytes.
#[derive(Clone, Copy)]
struct Lengths {
    csv: Option<usize>,
    json: usize,
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

/// A file beside a document: its address and its length in bytes.
pub type Beside = (String, usize);

impl Files<'_> {
    /// The table and the JSON of a document. The table is missing where the document answers no field.
    #[must_use]
    pub fn of_document(&self, document: &Document) -> Option<(Option<Beside>, Beside)> {
        let lengths = self.lengths.get(document.page.as_str())?;
        let paths = paths(document);
        Some((lengths.csv.map(|length| (paths.csv, length)), (paths.json, lengths.json)))
    }
}

/// The table and the JSON of a document. The table is missing where the document answers no field.
pub fn of_document(scope: Scope<'_>, document: &Document) -> (Option<File>, File) {
    of_entries(scope, document, &entries(document, scope.audience))
}

fn of_entries(scope: Scope<'_>, document: &Document, entries: &[super::Entry<'_>]) -> (Option<File>, File) {
    let paths = paths(document);
    let csv = (!entries.is_empty()).then(|| File::new(paths.csv, long::of_document(scope, document, entries)));
    (csv, File::new(paths.json, json::of_document(scope, document, entries)))
}

impl File {
    /// A whole file.
    fn new(path: String, bytes: impl Into<Bytes>) -> File {
        File { path, bytes: bytes.into(), more: false }
    }

    /// Hands it on.
    fn hand_on(self, take: &Take<'_>) -> Result<Listed> {
        let listed = Listed { path: self.path.clone(), length: self.bytes.len(), sum: self.bytes.sum() };
        take(self)?;
        Ok(listed)
    }
}

/// Makes all files of data, a year at a time, and hands them on.
///
/// # Errors
/// What came of handing on a file.
pub fn of_site<'a>(scope: Scope<'a>, take: &Take<'_>) -> Result<Files<'a>> {
    let (mut years, mut lengths) = (Vec::new(), HashMap::new());
    let mut archive = Archive::begin(format!("{FOLDER}nenpo-data.zip"), take);
    let whole: Vec<Mutex<Whole>> = TABLES.iter().map(|(name, _)| Mutex::new(Whole::new(name))).collect();
    // The oldest year comes first in a table of all years.
    for year in scope.site.years(scope.audience).into_iter().rev() {
        let made = of_year(scope, year, &whole, take)?;
        years.push(made.year);
        lengths.extend(made.lengths);
        made.packed.into_iter().try_for_each(|part| archive.add(part))?;
    }
    let whole = whole.into_iter().map(|whole| whole.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    let mut listed = Vec::new();
    for whole in whole {
        if let Some((file, packed)) = whole.end(take)? {
            listed.push(file);
            archive.add(packed)?;
        }
    }
    let sheets: Vec<&Sheets> = years.iter().filter_map(|year: &Year| year.sheets.as_ref()).collect();
    let package = File::new(format!("{FOLDER}datapackage.json"), package::describe(scope, &listed, &sheets));
    let schema = File::new(SCHEMA.to_owned(), super::schema::bytes(scope));
    archive.add(archive::part(FOLDER, [&package, &schema]))?;
    years.reverse();
    Ok(Files {
        whole: listed,
        years,
        package: package.hand_on(take)?,
        schema: schema.hand_on(take)?,
        archive: archive.end()?,
        lengths,
    })
}

/// A table over all years, under way.
struct Whole {
    path: String,
    length: usize,
    sum: Sha256,
    packing: Option<Packing>,
}

impl Whole {
    fn new(name: &str) -> Whole {
        Whole { path: format!("{FOLDER}{name}.csv"), length: 0, sum: Sha256::new(), packing: None }
    }

    /// Hands on the rows of one more year.
    fn add(&mut self, scope: Scope<'_>, rows: &Bytes, take: &Take<'_>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let (packing, bytes) = match &mut self.packing {
            Some(packing) => (packing, rows.clone()),
            none => (none.insert(Packing::begin(FOLDER, &self.path)), long::table(scope, rows)),
        };
        packing.add(&bytes);
        self.length += bytes.len();
        bytes.pieces().for_each(|piece| self.sum.update(piece));
        take(File { path: self.path.clone(), bytes, more: true })
    }

    /// The table, if there was a row.
    fn end(self, take: &Take<'_>) -> Result<Option<(Listed, Packed)>> {
        let Some(packing) = self.packing else { return Ok(None) };
        take(File { path: self.path.clone(), bytes: Bytes::default(), more: false })?;
        let listed = Listed { path: self.path, length: self.length, sum: self.sum.finalize().into() };
        Ok(Some((listed, packing.end())))
    }
}

/// What some documents give to the files of their year.
struct Piece<'a> {
    /// Their rows in each of [`TABLES`].
    rows: [String; TABLES.len()],
    /// What each gives to the wide table.
    figures: Vec<Vec<Figure<'a>>>,
    /// How long the files of each are, by its page.
    lengths: Vec<(&'a str, Lengths)>,
    /// Their JSON.
    packed: Packed,
}

impl<'a> Piece<'a> {
    /// Hands on the files of the documents, too.
    fn of(scope: Scope<'_>, documents: &[&'a Document], take: &Take<'_>) -> Result<Piece<'a>> {
        let mut rows = <[String; TABLES.len()]>::default();
        let (mut files, mut lengths, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        for document in documents {
            let entries = entries(document, scope.audience);
            let tables = TABLES.iter().map(|(_, group)| *group).zip(&mut rows);
            long::add_rows(scope, document, &entries, tables);
            let (csv, json) = of_entries(scope, document, &entries);
            let of_document = Lengths { csv: csv.as_ref().map(|file| file.bytes.len()), json: json.bytes.len() };
            lengths.push((document.page.as_str(), of_document));
            csv.map_or(Ok(()), take)?;
            files.push(json);
            figures.push(wide::figures(entries));
        }
        let packed = archive::part(FOLDER, &files);
        files.into_iter().try_for_each(take)?;
        Ok(Piece { rows, figures, lengths, packed })
    }
}

/// How many documents make a piece.
const AT_ONCE: usize = 32;

/// What is made of a year.
struct OfYear<'a> {
    year: Year,
    lengths: Vec<(&'a str, Lengths)>,
    /// The JSON of the documents and the wide table, packed.
    packed: Vec<Packed>,
}

/// Makes the files of a year and of its documents, and adds its rows to the tables over all years.
fn of_year<'a>(scope: Scope<'a>, year: i32, whole: &[Mutex<Whole>], take: &Take<'_>) -> Result<OfYear<'a>> {
    let documents = documents(scope, year);
    let pieces = documents.par_chunks(AT_ONCE).map(|some| Piece::of(scope, some, take));
    let mut pieces: Vec<Piece<'_>> = pieces.collect::<Result<_>>()?;
    let table = |(at, whole): (usize, &Mutex<Whole>)| {
        let rows = Bytes::from(long::joined(pieces.iter().filter_map(|piece| piece.rows.get(at))));
        let name = TABLES.get(at).map_or("", |(name, _)| name);
        whole.lock().unwrap_or_else(std::sync::PoisonError::into_inner).add(scope, &rows, take)?;
        let of_year = File::new(format!("{FOLDER}{name}-{year}.csv"), long::table(scope, &rows));
        (!rows.is_empty()).then(|| of_year.hand_on(take)).transpose()
    };
    let sheets = || {
        let figures = pieces.iter().flat_map(|piece| &piece.figures).map(Vec::as_slice);
        let figures: Vec<(&Document, &[Figure<'_>])> = documents.iter().copied().zip(figures).collect();
        wide::table(scope, year, &figures)
    };
    let tables = || whole.par_iter().enumerate().map(table).collect::<Result<Vec<Option<Listed>>>>();
    let (tables, sheets) = rayon::join(tables, sheets);
    let (sheets, packed) = match sheets {
        Some(made) => {
            let packed = archive::part(FOLDER, [&made.file]);
            (Some(Sheets { year, file: made.file.hand_on(take)?, columns: made.columns }), Some(packed))
        }
        None => (None, None),
    };
    Ok(OfYear {
        year: Year { year, tables: tables?.into_iter().flatten().collect(), sheets },
        lengths: pieces.iter_mut().flat_map(|piece| std::mem::take(&mut piece.lengths)).collect(),
        packed: pieces.into_iter().map(|piece| piece.packed).chain(packed).collect(),
    })
}

/// The documents of a year that these readers may see.
pub(super) fn documents(scope: Scope<'_>, year: i32) -> Vec<&Document> {
    let of_year = scope.site.documents_of(year).iter();
    of_year.filter(|document| document.audience.visible_in(scope.audience)).collect()
}
