//! What sheets say as data: CSV, JSON, a description for machines, and all of it in one file.
//!
//! Everything starts from [`entries`]: one [`Entry`] for each single value that a document gives in a field. A row of a
//! CSV is an entry, an answer in the JSON is an entry, and a cell of the wide table is an entry, so the three always
//! agree. `docs/data.md` explains the files to their readers.
//!
//! All files of a site are rendered in one pass, a year at a time, and written as they come: those of its documents in
//! parallel, then those of the year, of pieces that the documents gave. Tables over all years grow with each year.

mod all_years;
mod archive;
mod attachments;
mod columns;
mod document;
mod entries;
mod entry;
mod file;
mod json;
mod long;
mod package;
mod packed_rows;
mod relations;
mod rules;
mod runs;
mod schema;
mod site;
mod table;
mod totals;
mod wide;
mod workbook;
mod year;

pub use columns::{DataColumn, Type, long_columns};
pub use document::of_document;
pub use entries::entries;
pub use entry::{Attainment, Group, Observation, ObservationTime, Status};
pub use file::{DataFile, Listed};
pub use relations::{RelationTallies, files as check_files, related, tallies, tallies_of};
pub use rules::{RuleCount, RuleCounts, rule_counts};
pub use schema::schema;
pub use site::{DataFiles, Download, of_site};
pub use wide::table_of_sheets;
pub use year::{Sheets, YearFiles, table_of_group, tables_of};

use crate::model::Document;
use crate::restrict::Restricted;
use crate::text::SiteLanguage;

/// The site of which files are written.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// What the readers of the files may know.
    pub site: &'a Restricted,
}

impl<'a> Scope<'a> {
    /// All documents, ordered by year, place and name.
    pub fn documents(self) -> impl Iterator<Item = &'a Document> + Clone {
        self.site.documents.iter()
    }

    /// The language of the heads and words of the files.
    fn language(self) -> SiteLanguage {
        SiteLanguage::parse(&self.site.settings.language)
    }
}

/// The table of the sheets of a year that answer a yearly form, which is one of several; the rest of it is named `name`.
#[must_use]
pub fn of_form(scope: Scope<'_>, year: i32, name: &str, sheets: &[&Document]) -> Option<DataFile> {
    let figures: Vec<Vec<wide::WideFigure<'_>>> = sheets.iter().map(|sheet| wide::figures(entries(sheet))).collect();
    let figures: Vec<(&Document, &[wide::WideFigure<'_>])> =
        sheets.iter().copied().zip(figures.iter().map(Vec::as_slice)).collect();
    wide::of_form(scope, (year, name), &figures).map(|table| table.file)
}

/// The name of the prefecture a document belongs to; a prefecture's own is its name.
fn prefecture<'a>(scope: Scope<'a>, document: &'a Document) -> &'a str {
    let place = &document.place;
    place.prefecture.as_deref().and_then(|id| scope.site.place(id)).map_or(place.name.as_str(), |found| &found.name)
}
