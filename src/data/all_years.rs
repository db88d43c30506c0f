//! A table over all years: it grows a year at a time, since at the size of the country it is too large to be held.

use std::io::Write as _;

use crate::bytes::Bytes;
use crate::error::Result;
use crate::sink::Sink;

use super::archive::{PackedFiles, Packing};
use super::file::{FOLDER, Listed, ListedWriter};
use super::table::SheetRows;
use super::workbook::{TableSheets, told};
use super::{Scope, long, long_columns};

/// A table over all years, under way.
pub(super) struct AllYearsTable<'s> {
    path: String,
    sink: &'s dyn Sink,
    /// The same as sheets of the workbook.
    sheets: TableSheets,
    /// Nothing until there is a row.
    begun: Option<(ListedWriter<'s>, Packing)>,
}

impl<'s> AllYearsTable<'s> {
    /// The table of this name, without rows.
    pub fn new(scope: Scope<'_>, name: &str, sink: &'s dyn Sink) -> AllYearsTable<'s> {
        let (title, meaning) = told(scope, name);
        let columns = long_columns().map(|column| (column.head(scope).to_owned(), column.kind));
        let sheets = TableSheets::new(title, meaning, columns.collect());
        AllYearsTable { path: format!("{FOLDER}{name}.csv"), sink, sheets, begun: None }
    }

    /// Packs rows of the workbook, which come in the same order.
    pub fn add_to_sheets(&mut self, rows: &SheetRows) {
        self.sheets.add(rows);
    }

    /// Hands on the rows of one more year.
    pub fn add(&mut self, scope: Scope<'_>, rows: &Bytes) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let ((writer, packing), bytes) = match &mut self.begun {
            Some(begun) => (begun, rows.clone()),
            none => {
                let writer = ListedWriter::begin(self.path.clone(), self.sink)?;
                (none.insert((writer, Packing::begin(FOLDER, &self.path))), long::table(scope, rows))
            }
        };
        packing.add(&bytes);
        bytes.pieces().try_for_each(|piece| writer.write_all(piece))?;
        Ok(())
    }

    /// The table, if there was a row.
    pub fn end(self) -> Result<Option<(Listed, PackedFiles, TableSheets)>> {
        let Some((writer, packing)) = self.begun else { return Ok(None) };
        Ok(Some((writer.finish()?, packing.end(), self.sheets)))
    }
}
