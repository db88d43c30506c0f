//! The files of `data/`: two of each document, and those of the years and of the whole site.

use std::collections::HashMap;

use crate::error::Result;
use crate::model::{Document, SiteDigests};
use crate::sink::Sink;

use super::all_years::AllYearsTable;
use super::archive::{self, Archive};
use super::file::{DataFile, FOLDER, Listed, SCHEMA, paths};
use super::packed_rows::{ARCHIVE, KeptRows, RowsIndex};
use super::rules::{RuleCounts, kept_counts};
use super::table::DataTable;
use super::workbook::DataBook;
use super::year::{FilesInArchive, Lengths, Sheets, TABLES, YearFiles, of_year};
use super::{Scope, attachments, package, relations, schema, totals};

/// All files of data, after they were handed on.
pub struct DataFiles<'a> {
    /// The tables over all years; none without rows.
    pub all_years: Vec<Listed>,
    /// Those of each year, the newest first.
    pub years: Vec<YearFiles>,
    /// What came of the checks: the relations of forms as a table, and all checks as JSON; empty where nothing was checked.
    pub checks: Vec<Listed>,
    /// How often the rules judged something.
    pub rules: RuleCounts,
    /// The attachments of all documents; nothing where there are none.
    pub attachments: Option<Listed>,
    /// The measures over all places: sums and counts as tables, and both as JSON; empty where there are none.
    pub totals: Vec<Listed>,
    /// The description of the tables, for machines.
    pub package: Listed,
    /// What the JSON of a document holds.
    pub schema: Listed,
    /// Everything in one file: the ZIP of all others.
    pub archive: Listed,
    /// All tables in one workbook.
    pub workbook: Listed,
    /// How long the files of a document are, by its page.
    lengths: HashMap<&'a str, Lengths>,
}

/// A file of a document: its address and its length in bytes.
pub type Download = (String, usize);

impl DataFiles<'_> {
    /// The table and the JSON of a document. The table is missing where the document answers no field.
    #[must_use]
    pub fn of_document(&self, document: &Document) -> Option<(Option<Download>, Download)> {
        let lengths = self.lengths.get(document.page.as_str())?;
        let paths = paths(document);
        Some((lengths.csv.map(|length| (paths.csv, length)), (paths.json, lengths.json)))
    }
}

/// Makes all files of data, a year at a time, and hands them on. Given digests of what they are made from, those that were made from
/// the same the last time are kept.
///
/// # Errors
/// What came of handing on a file.
pub fn of_site<'a>(scope: Scope<'a>, digests: Option<&SiteDigests<'_>>, sink: &dyn Sink) -> Result<DataFiles<'a>> {
    let (mut years, mut lengths) = (Vec::new(), HashMap::new());
    let (mut book, mut wide) = (DataBook::new(scope), Vec::new());
    let (kept, mut index) = (KeptRows::read(digests, sink)?, RowsIndex::default());
    let old = if kept.are_known() { archive::published(ARCHIVE, sink) } else { None };
    let mut archive = Archive::begin(ARCHIVE.to_owned(), old, sink)?;
    let mut all_years: Vec<AllYearsTable<'_>> =
        TABLES.iter().map(|(name, ..)| AllYearsTable::new(scope, name, sink)).collect();
    // The oldest year comes first in a table of all years.
    let mut packed: Vec<FilesInArchive> = Vec::new();
    for year in scope.site.years().into_iter().rev() {
        // One year joins the archive while the next is made.
        let (files, joined) = rayon::join(
            || of_year(scope, year, &mut all_years, (&kept, &mut index), sink),
            || std::mem::take(&mut packed).into_iter().try_for_each(|part| part.join(&mut archive)),
        );
        joined?;
        let files = files?;
        years.push(files.year);
        lengths.extend(files.lengths);
        wide.push(files.sheets);
        packed = files.packed;
    }
    packed.into_iter().try_for_each(|part| part.join(&mut archive))?;
    let mut listed = Vec::new();
    for all_years in all_years {
        if let Some((file, sheets)) = all_years.end(&mut archive, &mut index)? {
            listed.push(file);
            book.add(sheets);
        }
    }
    let mut put = |tables: Vec<DataTable>, json: Option<DataFile>| -> Result<Vec<Listed>> {
        tables.iter().for_each(|table| book.add_table(table));
        let files: Vec<DataFile> = tables.iter().map(DataTable::file).chain(json).collect();
        archive.add(archive::part(FOLDER, &files))?;
        files.into_iter().map(|file| file.put_listed(sink)).collect()
    };
    let rules = kept_counts(scope.site, digests, sink)?;
    let checks = match relations::tables(scope, &rules) {
        None => Vec::new(),
        Some((table, counts)) => put(table.into_iter().collect(), Some(counts))?,
    };
    let attachments = attachments::table(scope).map(|table| put(vec![table], None)).transpose()?.unwrap_or_default();
    let totals = match totals::kept(scope, digests, sink)? {
        None => Vec::new(),
        Some((tables, values)) => put(tables, Some(values))?,
    };
    // The newest year comes first, since most people look for it.
    wide.into_iter().rev().flatten().for_each(|sheets| book.add(sheets));
    let sheets: Vec<&Sheets> = years.iter().flat_map(YearFiles::wide).collect();
    let package = DataFile::json(
        format!("{FOLDER}datapackage.json"),
        &package::describe(
            scope,
            &listed,
            (checks.iter().find(|file| file.path.ends_with(".csv")), attachments.first(), &totals),
            &sheets,
        ),
    );
    let schema = DataFile::json(SCHEMA.to_owned(), &schema(scope.language()));
    archive.add(archive::part(FOLDER, [&package, &schema]))?;
    years.reverse();
    let workbook = book.put(sink, &mut index)?;
    kept.note(&index);
    Ok(DataFiles {
        all_years: listed,
        years,
        checks,
        rules,
        attachments: attachments.into_iter().next(),
        totals,
        package: package.put_listed(sink)?,
        schema: schema.put_listed(sink)?,
        archive: archive.end()?,
        workbook,
        lengths,
    })
}
