//! The files of `data/`: two beside each document, and those of the years and of the whole site.

use std::collections::HashMap;

use anyhow::Result;

use crate::bytes::Bytes;
use crate::model::Document;

use super::archive::Archive;
use super::whole::Whole;
use super::year::{Sheets, TABLES, Year, of_year};
use super::{Entry, Group, Scope, archive, entries, json, long, package};

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

/// How long the files of a document are, in bytes.
#[derive(Clone, Copy)]
pub(super) struct Lengths {
    csv: Option<usize>,
    json: usize,
}

impl Lengths {
    pub fn of(csv: Option<&File>, json: &File) -> Lengths {
        Lengths { csv: csv.map(|file| file.bytes.len()), json: json.bytes.len() }
    }
}

/// Where the schema of a document's JSON is.
pub(super) const SCHEMA: &str = "data/document.schema.json";
/// Where all of them are.
pub(super) const FOLDER: &str = "data/";

/// Where the files of a document are.
pub(super) struct Paths {
    pub csv: String,
    pub json: String,
}

/// Saved to a disk they still tell what they are, and they are never named like the table of a chart beside them.
pub(super) fn paths(document: &Document) -> Paths {
    let folder = document.page.strip_suffix(".html").unwrap_or(&document.page);
    let other = if document.is_main() { String::new() } else { format!("-{}", document.name) };
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
    of_entries(scope, document, &entries(document), std::iter::empty())
}

/// The same, given what it answers. Rows of some groups are also added to the tables of these.
pub(super) fn of_entries<'t>(
    scope: Scope<'_>,
    document: &Document,
    entries: &[Entry<'_>],
    tables: impl Iterator<Item = (Group, &'t mut String)>,
) -> (Option<File>, File) {
    let paths = paths(document);
    let csv = (!entries.is_empty()).then(|| File::new(paths.csv, long::of_document(scope, document, entries, tables)));
    (csv, File::new(paths.json, json::of_document(scope, document, entries)))
}

impl File {
    /// A whole file.
    pub(super) fn new(path: String, bytes: impl Into<Bytes>) -> File {
        File { path, bytes: bytes.into(), more: false }
    }

    /// Hands it on.
    pub(super) fn hand_on(self, take: &Take<'_>) -> Result<Listed> {
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
    let mut whole: Vec<Whole> = TABLES.iter().map(|(name, ..)| Whole::new(name)).collect();
    // The oldest year comes first in a table of all years.
    for year in scope.site.years().into_iter().rev() {
        let made = of_year(scope, year, &mut whole, take)?;
        years.push(made.year);
        lengths.extend(made.lengths);
        made.packed.into_iter().try_for_each(|part| archive.add(part))?;
    }
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
