//! The files of a year: joined from pieces of its documents, which are rendered in parallel and each read once.

use rayon::prelude::*;

use crate::bytes::Bytes;
use crate::compare::form_groups;
use crate::error::Result;
use crate::model::Document;
use crate::sink::Sink;
use crate::source::StaticWords;

use super::all_years::AllYearsTable;
use super::archive::PackedFiles;
use super::document::of_entries;
use super::file::{DataFile, FOLDER, Listed};
use super::long::LongRows;
use super::wide::{WideFigure, WideTable};
use super::workbook::{TableSheets, told};
use super::{Group, Scope, Type, archive, entries, long, wide};

/// How long the files of a document are, in bytes.
#[derive(Clone, Copy)]
pub(super) struct Lengths {
    /// None where the document answers no field.
    pub csv: Option<usize>,
    pub json: usize,
}

/// The files of a year.
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

/// The table with a row for each sheet of a year.
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
    rows: [LongRows; TABLES.len()],
    /// What each gives to the wide table.
    figures: Vec<Vec<WideFigure<'a>>>,
    /// How long the files of each are, by its page.
    lengths: Vec<(&'a str, Lengths)>,
    /// Their JSON, packed for the archive.
    packed: PackedFiles,
}

impl<'a> YearPiece<'a> {
    /// Writes the files of the documents, and gathers what the files of the year need.
    fn render(scope: Scope<'_>, documents: &[&'a Document], sink: &dyn Sink) -> Result<YearPiece<'a>> {
        let mut rows = <[LongRows; TABLES.len()]>::default();
        let (mut files, mut lengths, mut figures) = (Vec::new(), Vec::new(), Vec::new());
        for document in documents {
            let entries = entries(document);
            let tables = TABLES.iter().map(|(_, group, _)| *group).zip(&mut rows);
            let (csv, json) = of_entries(scope, document, &entries, tables);
            let length = Lengths { csv: csv.as_ref().map(|csv| csv.bytes.len()), json: json.bytes.len() };
            lengths.push((document.page.as_str(), length));
            csv.map_or(Ok(()), |csv| csv.put(sink))?;
            files.push(json);
            figures.push(wide::figures(entries));
        }
        let packed = archive::part(FOLDER, &files);
        files.into_iter().try_for_each(|file| file.put(sink))?;
        Ok(YearPiece { rows, figures, lengths, packed })
    }
}

/// How many documents make a piece: enough that the threads share few large tables, few enough that all threads have work in
/// a small year.
const AT_ONCE: usize = 32;

/// The files of a year, after they were handed on.
pub(super) struct YearDataFiles<'a> {
    /// The tables of the year, for the page that lists them.
    pub year: YearFiles,
    /// How long the files of its documents are, by their pages.
    pub lengths: Vec<(&'a str, Lengths)>,
    /// The JSON of the documents and the wide table, packed.
    pub packed: Vec<PackedFiles>,
    /// The wide tables as sheets of the workbook.
    pub sheets: Vec<TableSheets>,
}

/// Makes the files of a year and of its documents, and adds its rows to the tables over all years.
pub(super) fn of_year<'a>(
    scope: Scope<'a>,
    year: i32,
    all_years: &mut [AllYearsTable<'_>],
    sink: &dyn Sink,
) -> Result<YearDataFiles<'a>> {
    let documents = documents(scope, year);
    // All results are gathered before one is chosen: which file failed first would depend on the threads.
    let pieces = documents.par_chunks(AT_ONCE).map(|some| YearPiece::render(scope, some, sink));
    let pieces: Vec<Result<YearPiece<'_>>> = pieces.collect();
    let mut pieces: Vec<YearPiece<'_>> = pieces.into_iter().collect::<Result<_>>()?;
    let table = |(at, all_years): (usize, &mut AllYearsTable<'_>)| {
        let own = pieces.iter().filter_map(|piece| piece.rows.get(at));
        own.clone().for_each(|rows| all_years.add_to_sheets(&rows.sheet));
        let rows = Bytes::from(long::joined(own.map(|rows| &rows.csv)));
        let name = TABLES.get(at).map_or("", |(name, ..)| name);
        all_years.add(scope, &rows)?;
        let of_year = DataFile::new(format!("{FOLDER}{name}-{year}.csv"), long::table(scope, &rows));
        (!rows.is_empty()).then(|| of_year.put_listed(sink)).transpose()
    };
    let sheets = || {
        let figures = pieces.iter().flat_map(|piece| &piece.figures).map(Vec::as_slice);
        let figures: Vec<(&Document, &[WideFigure<'_>])> = documents.iter().copied().zip(figures).collect();
        let of_forms = form_groups::of_year(scope.site, year).into_iter().filter_map(|group| {
            let own = figures.iter().filter(|(document, _)| group.has(document)).copied().collect::<Vec<_>>();
            Some((Some(group.name(scope.language())), wide::of_form(scope, (year, group.id()), &own)?))
        });
        let all = wide::table(scope, year, &figures).map(|table| (None, table));
        all.into_iter().chain(of_forms).collect::<Vec<(Option<String>, WideTable)>>()
    };
    let tables = || all_years.par_iter_mut().enumerate().map(table).collect::<Vec<Result<Option<Listed>>>>();
    let (tables, sheets) = rayon::join(tables, sheets);
    let packed = archive::part(FOLDER, sheets.iter().map(|(_, table)| &table.file));
    let in_workbook = sheets.par_iter().map(|(form, table)| wide_sheets(scope, year, form.as_deref(), table));
    let in_workbook = in_workbook.collect();
    let sheets = sheets.into_iter().map(|(form, WideTable { file, columns, .. })| {
        Ok(Sheets { year, form, file: file.put_listed(sink)?, columns })
    });
    let (sheets, forms): (Vec<Sheets>, Vec<Sheets>) =
        sheets.collect::<Result<Vec<Sheets>>>()?.into_iter().partition(|sheets| sheets.form.is_none());
    Ok(YearDataFiles {
        year: YearFiles {
            year,
            tables: tables.into_iter().filter_map(Result::transpose).collect::<Result<_>>()?,
            sheets: sheets.into_iter().next(),
            forms,
        },
        lengths: pieces.iter_mut().flat_map(|piece| std::mem::take(&mut piece.lengths)).collect(),
        packed: pieces.into_iter().map(|piece| piece.packed).chain([packed]).collect(),
        sheets: in_workbook,
    })
}

/// A wide table as sheets of the workbook.
fn wide_sheets(scope: Scope<'_>, year: i32, form: Option<&str>, table: &WideTable) -> TableSheets {
    let (title, meaning) = told(scope, "sheets");
    let form = form.map(|form| format!(" {form}")).unwrap_or_default();
    let mut sheets = TableSheets::new(format!("{title} {year}{form}"), meaning, table.columns.clone());
    sheets.add(&table.rows);
    sheets
}

/// The documents of a fiscal year, by place and name.
pub(super) fn documents(scope: Scope<'_>, year: i32) -> Vec<&Document> {
    scope.site.documents_of(year).iter().collect()
}
