//! Long tables: a row for each entry.

use std::borrow::Cow;

use crate::model::Document;
use crate::text::csv;

use super::columns::LeadingCells;
use super::table::SheetRows;
use super::{Group, Observation, Scope, long_columns};

/// Rows of a table, as the lines of a CSV and as those of a sheet of a workbook.
#[derive(Default)]
pub(super) struct LongRows {
    pub csv: String,
    pub sheet: SheetRows,
}

/// The table of one document, with all its entries. Rows of some groups are also added to the tables of these.
pub(super) fn of_document<'t>(
    scope: Scope<'_>,
    document: &Document,
    entries: &[Observation<'_>],
    tables: impl Iterator<Item = (Group, &'t mut LongRows)>,
) -> Vec<u8> {
    let mut tables: Vec<(Group, &mut LongRows)> = tables.collect();
    let leading = LeadingCells::new(scope, document);
    let mut text = head(scope);
    for entry in entries {
        let start = text.len();
        let Some((_, table)) = tables.iter_mut().find(|(group, _)| *group == entry.group) else {
            csv::line(leading.cells(entry), &mut text);
            continue;
        };
        let cells: Vec<Cow<'_, str>> = leading.cells(entry).collect();
        csv::line(&cells, &mut text);
        table.csv.push_str(text.get(start..).unwrap_or_default());
        table.sheet.add(long_columns().map(|column| column.kind).zip(cells.iter().map(AsRef::as_ref)));
    }
    text.into_bytes()
}

/// The mark of UTF-8 and the line of heads.
pub(super) fn head(scope: Scope<'_>) -> String {
    let mut text = csv::MARK.to_owned();
    csv::line(long_columns().map(|column| column.head(scope)), &mut text);
    text
}
