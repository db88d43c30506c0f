//! The files of a year: joined from pieces of its documents, which are rendered in parallel and each read once.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::compare::form_groups;
use crate::digest::ValueDigest;
use crate::error::{Error, Result};
use crate::model::Document;
use crate::sink::{Sink, SitePart, ValuesDigest};
use crate::source::StaticWords;

use super::all_years::AllYearsTable;
use super::archive::{Archive, PackedFiles};
use super::document::of_entries;
use super::entries::groups;
use super::file::{DataFile, FOLDER, Listed, Paths, paths};
use super::long::LongRows;
use super::packed_rows::{KeptRows, PackedRows, RowsIndex, SheetRun, sheet_runs};
use super::wide::{WideFigure, WideTable};
use super::workbook::{MOST_ROWS, TableSheets, told};
use super::{Group, Scope, Type, archive, entries, json, long, wide};

/// How long the files of a document are, in bytes.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Lengths {
    /// None where the document answers no field.
    pub csv: Option<usize>,
    pub json: usize,
}

/// The files of a year.
#[derive(Serialize, Deserialize)]
pub struct YearFiles {
    /// The fiscal year that all its files are of.
    pub year: i32,
    /// The rows of the year in the tables over all years.
    pub tables: Vec<Listed>,
    /// The table with a row for each sheet.
    pub sheets: Option<Sheets>,
    /// The same of each yearly form, where the year has several.
    pub forms: Vec<Sheets>,
}

impl YearFiles {
    /// The wide tables.
    pub fn wide(&self) -> impl Iterator<Item = &Sheets> {
        self.sheets.iter().chain(&self.forms)
    }
}

/// The table with a row for each sheet of a year.
#[derive(Serialize, Deserialize)]
pub struct Sheets {
    /// The fiscal year of the sheets.
    pub year: i32,
    /// What the form of all of them is called, where the year has several.
    pub form: Option<String>,
    /// The table as a file.
    pub file: Listed,
    /// Heads and types of its columns.
    pub columns: Vec<(String, Type)>,
}

/// The long tables: the name of its file, the entries that it holds, and its title.
pub(super) const TABLES: [(&str, Group, StaticWords); 3] = [
    ("figures", Group::Figures, StaticWords::new("数値など", "Figures")),
    ("indicators", Group::Indicators, StaticWords::new("指標", "Indicators")),
    ("issues", Group::Issues, StaticWords::new("課題", "Issues")),
];

/// What some documents give to the files of their year.
struct YearPiece<'a> {
    /// Their rows in each of [`TABLES`].
    rows: Vec<PackedRows>,
    /// What each gives to the wide table; nothing where that was not asked for yet.
    figures: Option<Vec<Vec<WideFigure<'a>>>>,
    /// How long the files of each are.
    lengths: Vec<Lengths>,
    /// Their JSON in the archive.
    json: FilesInArchive,
    /// The digest of the values that all this is made from.
    made_from: Option<ValuesDigest>,
}

/// Files on their way into the archive.
pub(super) enum FilesInArchive {
    /// They were made, and are packed.
    Made(PackedFiles),
    /// They are in the old archive, by these addresses.
    Kept(Vec<String>),
}

impl FilesInArchive {
    /// Joins them to the archive.
    pub fn join(self, archive: &mut Archive<'_>) -> Result<()> {
        match self {
            FilesInArchive::Made(packed) => archive.add(packed),
            FilesInArchive::Kept(paths) => {
                paths.iter().try_for_each(|path| archive.add_old(path.strip_prefix(FOLDER).unwrap_or(path)))
            }
        }
    }
}

impl<'a> YearPiece<'a> {
    /// Takes over what the documents gave the last time, where they are as they were; else makes it.
    fn of(scope: Scope<'_>, documents: &[&'a Document], kept: &KeptRows<'_>, sink: &dyn Sink) -> Result<YearPiece<'a>> {
        let files: Vec<Paths> = documents.iter().copied().map(paths).collect();
        let name = files.first().map_or(FOLDER, |first| first.json.as_str());
        let rows = TABLES.map(|(table, ..)| format!("{table} {name}"));
        let made_from = made_from(scope, documents, kept);
        let note = match &made_from {
            Some(made_from) => kept.keep(name, &rows, made_from)?,
            None => None,
        };
        if let Some(lengths) = note.and_then(|note| serde_json::from_str::<Vec<Lengths>>(&note).ok()) {
            return Ok(YearPiece {
                rows: rows.iter().map(|name| kept.rows(name)).collect::<Result<_>>()?,
                figures: None,
                lengths,
                json: FilesInArchive::Kept(files.into_iter().map(|paths| paths.json).collect()),
                made_from,
            });
        }
        let piece = YearPiece::made(scope, documents, rows, made_from, sink)?;
        if let Some((made_from, note)) = made_from.zip(serde_json::to_string(&piece.lengths).ok()) {
            let has_csv = piece.lengths.iter().map(|lengths| lengths.csv.is_some());
            let files = files.iter().zip(has_csv).flat_map(|(paths, csv)| {
                [Some(&paths.csv).filter(|_| csv), Some(&paths.json)].into_iter().flatten().cloned()
            });
            sink.made(SitePart { name: name.to_owned(), made_from, files: files.collect(), note });
        }
        Ok(piece)
    }

    /// Writes the files of the documents, and gathers what the files of the year need.
    fn made(
        scope: Scope<'_>,
        documents: &[&'a Document],
        names: [String; TABLES.len()],
        made_from: Option<ValuesDigest>,
        sink: &dyn Sink,
    ) -> Result<YearPiece<'a>> {
        let mut rows = <[LongRows; TABLES.len()]>::default();
        let (mut files, mut lengths, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        for document in documents {
            let entries = entries(document);
            let tables = TABLES.iter().map(|(_, group, _)| *group).zip(&mut rows);
            let (csv, json) = of_entries(scope, document, &entries, tables);
            lengths.push(Lengths { csv: csv.as_ref().map(|csv| csv.bytes.len()), json: json.bytes.len() });
            csv.map_or(Ok(()), |csv| csv.put(sink))?;
            files.push(json);
            figures.push(wide::figures(entries));
        }
        let json = FilesInArchive::Made(archive::part(FOLDER, &files));
        files.into_iter().try_for_each(|file| file.put(sink))?;
        let rows = names.into_iter().zip(rows).map(|(name, rows)| PackedRows::pack(name, rows, MOST_ROWS));
        Ok(YearPiece { rows: rows.collect(), figures: Some(figures), lengths, json, made_from })
    }
}

/// The digest of what some documents give to data: what they say, and the files beside them.
fn made_from(scope: Scope<'_>, documents: &[&Document], kept: &KeptRows<'_>) -> Option<ValuesDigest> {
    let digests = kept.digests()?;
    let of_document = |document: &&Document| {
        let attached = json::attachments(scope, document).into_iter();
        let attached = attached.map(|file| (file.file, file.title.to_owned(), file.kind, file.bytes));
        Some((digests.of_document(document)?, attached.collect::<Vec<_>>()))
    };
    let documents = documents.iter().map(of_document).collect::<Option<Vec<_>>>()?;
    Some(ValueDigest::of(&(digests.common, documents)))
}

/// How many documents make a piece: enough that the threads share few large tables, few enough that all threads have
/// work in a small year.
const AT_ONCE: usize = 32;

/// The files of a year, after they were handed on.
pub(super) struct YearDataFiles<'a> {
    /// The tables of the year, for the page that lists them.
    pub year: YearFiles,
    /// How long the files of its documents are, by their pages.
    pub lengths: Vec<(&'a str, Lengths)>,
    /// The JSON of the documents and the wide table.
    pub packed: Vec<FilesInArchive>,
    /// The wide tables as sheets of the workbook.
    pub sheets: Vec<TableSheets>,
}

/// Makes the files of a year and of its documents, and adds its rows to the tables over all years.
pub(super) fn of_year<'a>(
    scope: Scope<'a>,
    year: i32,
    all_years: &mut [AllYearsTable<'_>],
    (kept, index): (&KeptRows<'_>, &mut RowsIndex),
    sink: &dyn Sink,
) -> Result<YearDataFiles<'a>> {
    let documents = documents(scope, year);
    // All results are gathered before one is chosen: which file failed first would depend on the threads.
    let pieces = documents.par_chunks(AT_ONCE).map(|some| YearPiece::of(scope, some, kept, sink));
    let pieces: Vec<Result<YearPiece<'_>>> = pieces.collect();
    let mut pieces: Vec<YearPiece<'_>> = pieces.into_iter().collect::<Result<_>>()?;
    let made_from = pieces.iter().map(|piece| piece.made_from).collect::<Option<Vec<_>>>();
    let made_from = made_from.map(|made_from| ValueDigest::of(&made_from));
    let mut rows: [Vec<PackedRows>; TABLES.len()] = Default::default();
    for piece in &mut pieces {
        rows.iter_mut().zip(piece.rows.drain(..)).for_each(|(rows, own)| rows.push(own));
    }
    index_year(scope, year, &rows, index);
    let tables = match made_from.map(|made_from| kept_year(scope, year, kept, &made_from)).transpose()?.flatten() {
        Some(tables) => tables,
        None => YearTables::made(scope, year, (&documents, &mut pieces), (&rows, made_from), sink)?,
    };
    let add = |(all_years, rows): (&mut AllYearsTable<'_>, Vec<PackedRows>)| all_years.add(rows);
    let added: Vec<Result<()>> = all_years.par_iter_mut().zip(rows).map(add).collect();
    added.into_iter().collect::<Result<()>>()?;
    let lengths = pieces.iter_mut().flat_map(|piece| std::mem::take(&mut piece.lengths));
    Ok(YearDataFiles {
        year: tables.files,
        lengths: documents.iter().map(|document| document.page.as_str()).zip(lengths).collect(),
        packed: pieces.into_iter().map(|piece| piece.json).chain([tables.packed]).collect(),
        sheets: tables.sheets,
    })
}

/// The tables of a year, after they were handed on.
struct YearTables {
    files: YearFiles,
    /// The wide tables in the archive.
    packed: FilesInArchive,
    /// The same as sheets of the workbook.
    sheets: Vec<TableSheets>,
}

impl YearTables {
    /// Makes the tables of a year of the rows of its documents.
    fn made<'a>(
        scope: Scope<'a>,
        year: i32,
        (documents, pieces): (&[&'a Document], &mut [YearPiece<'a>]),
        (rows, made_from): (&[Vec<PackedRows>], Option<ValuesDigest>),
        sink: &dyn Sink,
    ) -> Result<YearTables> {
        let long = TABLES.iter().zip(rows).filter(|(_, rows)| rows.iter().any(|rows| !rows.csv.is_empty()));
        let long = long.map(|((name, ..), rows)| {
            let head = long::head(scope);
            // The largest tables of a site: they are not to grow by copying.
            let mut table = Vec::with_capacity(head.len() + rows.iter().map(|rows| rows.csv.len()).sum::<usize>());
            table.extend_from_slice(head.as_bytes());
            rows.iter().for_each(|rows| table.extend_from_slice(&rows.csv));
            DataFile::new(table_of_year(name, year), table).put_listed(sink)
        });
        let tables = long.collect::<Result<Vec<Listed>>>()?;
        // Of documents that are as they were nobody asked for these yet.
        pieces.par_iter_mut().zip(documents.par_chunks(AT_ONCE)).for_each(|(piece, documents)| {
            let figures = || documents.iter().map(|document| wide::figures(entries(document))).collect();
            piece.figures.get_or_insert_with(figures);
        });
        let figures = pieces.iter().flat_map(|piece| &piece.figures).flatten().map(Vec::as_slice);
        let figures: Vec<(&Document, &[WideFigure<'_>])> = documents.iter().copied().zip(figures).collect();
        let of_forms = form_groups::of_year(scope.site, year).into_iter().filter_map(|group| {
            let own = figures.iter().filter(|(document, _)| group.has(document)).copied().collect::<Vec<_>>();
            Some((Some(group.name(scope.language())), wide::of_form(scope, (year, group.id()), &own)?))
        });
        let all = wide::table(scope, year, &figures).map(|table| (None, table));
        let wide: Vec<(Option<String>, WideTable)> = all.into_iter().chain(of_forms).collect();
        let packed = FilesInArchive::Made(archive::part(FOLDER, wide.iter().map(|(_, table)| &table.file)));
        let in_workbook = wide.par_iter().map(|(form, table)| {
            let runs = sheet_runs(&table.rows, MOST_ROWS);
            wide_sheets(scope, (year, form.as_deref()), &table.columns, (&table.file.path, runs))
        });
        let in_workbook = in_workbook.collect();
        let wide = wide.into_iter().map(|(form, WideTable { file, columns, .. })| {
            Ok(Sheets { year, form, file: file.put_listed(sink)?, columns })
        });
        let (sheets, forms): (Vec<Sheets>, Vec<Sheets>) =
            wide.collect::<Result<Vec<Sheets>>>()?.into_iter().partition(|sheets| sheets.form.is_none());
        let files = YearFiles { year, tables, sheets: sheets.into_iter().next(), forms };
        if let Some((made_from, note)) = made_from.zip(serde_json::to_string(&files).ok()) {
            let paths = files.tables.iter().chain(files.wide().map(|sheets| &sheets.file));
            let paths = paths.map(|file| file.path.clone()).collect();
            sink.made(SitePart { name: folder_of(year), made_from, files: paths, note });
        }
        Ok(YearTables { files, packed, sheets: in_workbook })
    }
}

/// Takes over the tables of a year, where all its documents are as they were.
fn kept_year(scope: Scope<'_>, year: i32, kept: &KeptRows<'_>, made_from: &ValuesDigest) -> Result<Option<YearTables>> {
    let Some(note) = kept.keep(&folder_of(year), &[], made_from)? else { return Ok(None) };
    let files: YearFiles = serde_json::from_str(&note).map_err(Error::other)?;
    let sheets = files.wide().map(|Sheets { form, file, columns, .. }| {
        let runs = kept.rows(&file.path)?.sheets;
        Ok(wide_sheets(scope, (year, form.as_deref()), columns, (&file.path, runs)))
    });
    let sheets = sheets.collect::<Result<_>>()?;
    let packed = FilesInArchive::Kept(files.wide().map(|sheets| sheets.file.path.clone()).collect());
    Ok(Some(YearTables { files, packed, sheets }))
}

/// The part of the site that the tables of a year are.
fn folder_of(year: i32) -> String {
    format!("{FOLDER}{year}/")
}

/// The address of the long table of a year that holds the entries of a group; nothing where no document of the year has any.
#[must_use]
pub fn table_of_group(scope: Scope<'_>, year: i32, group: Group) -> Option<String> {
    let (name, ..) = TABLES.iter().find(|(_, own, _)| *own == group)?;
    let at = TABLES.iter().position(|(_, own, _)| *own == group)?;
    let has_any = |document: &&Document| match document.content.summary() {
        Some(summary) => summary.tables.get(at).copied().unwrap_or_default(),
        None => entries(document).iter().any(|entry| entry.group == group),
    };
    documents(scope, year).iter().any(has_any).then(|| table_of_year(name, year))
}

/// Which of the long tables have a row of a document, in their order.
#[must_use]
pub fn tables_of(document: &Document) -> Vec<bool> {
    let groups = groups(document);
    TABLES.iter().map(|(_, group, _)| groups.contains(group)).collect()
}

/// The address of a long table of a year.
fn table_of_year(name: &str, year: i32) -> String {
    format!("{FOLDER}{name}-{year}.csv")
}

/// Notes where the rows of a year lie in its tables.
fn index_year(scope: Scope<'_>, year: i32, rows: &[Vec<PackedRows>], index: &mut RowsIndex) {
    for ((table, ..), rows) in TABLES.iter().zip(rows) {
        let mut at = long::head(scope).len() as u64;
        for PackedRows { name, csv, .. } in rows {
            let length = csv.len() as u64;
            index.add_csv(name, &table_of_year(table, year), (at, length));
            at += length;
        }
    }
}

/// A wide table as sheets of the workbook, given its rows and what these are called.
fn wide_sheets(
    scope: Scope<'_>,
    (year, form): (i32, Option<&str>),
    columns: &[(String, Type)],
    (name, runs): (&str, Vec<SheetRun>),
) -> TableSheets {
    let (title, meaning) = told(scope, "sheets");
    let form = form.map(|form| format!(" {form}")).unwrap_or_default();
    let mut sheets = TableSheets::new(format!("{title} {year}{form}"), meaning, columns.to_vec());
    runs.into_iter().for_each(|run| sheets.add(name, run));
    sheets
}

/// The documents of a fiscal year, by place and name.
pub(super) fn documents(scope: Scope<'_>, year: i32) -> Vec<&Document> {
    scope.site.documents_of(year).iter().collect()
}
