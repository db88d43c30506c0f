//! A table over all years: it grows a year at a time, since at the size of the country it is too large to be held.

use std::io::Write as _;

use crate::error::Result;
use crate::sink::Sink;

use super::archive::Archive;
use super::file::{FOLDER, Listed, ListedWriter};
use super::packed_rows::{PackedRows, RowsIndex};
use super::runs::PackedRun;
use super::workbook::{TableSheets, told};
use super::{Scope, long, long_columns};

/// A table over all years, under way.
pub(super) struct AllYearsTable<'s> {
    /// The name of its file in the ZIP.
    file: String,
    sink: &'s dyn Sink,
    /// The line of heads.
    head: String,
    /// The same as sheets of the workbook.
    sheets: TableSheets,
    /// Nothing until there is a row.
    writer: Option<ListedWriter<'s>>,
    /// Its rows, packed, with what they are called.
    packed: Vec<(String, PackedRun)>,
}

impl<'s> AllYearsTable<'s> {
    /// The table of this name, without rows.
    pub fn new(scope: Scope<'_>, name: &str, sink: &'s dyn Sink) -> AllYearsTable<'s> {
        let (title, meaning) = told(scope, name);
        let columns = long_columns().map(|column| (column.head(scope).to_owned(), column.kind));
        let sheets = TableSheets::new(title, meaning, columns.collect());
        let (file, head) = (format!("{name}.csv"), long::head(scope));
        AllYearsTable { file, sink, head, sheets, writer: None, packed: Vec::new() }
    }

    /// Hands on the rows of one more year.
    pub fn add(&mut self, rows: Vec<PackedRows>) -> Result<()> {
        for PackedRows { name, csv, packed, sheets } in rows {
            let Some(packed) = packed else { continue };
            if self.writer.is_none() {
                let mut writer = ListedWriter::begin(format!("{FOLDER}{}", self.file), self.sink)?;
                writer.write_all(self.head.as_bytes())?;
                self.writer = Some(writer);
            }
            self.writer.as_mut().map_or(Ok(()), |writer| writer.write_all(&csv))?;
            sheets.into_iter().for_each(|run| self.sheets.add(&name, run));
            self.packed.push((name, packed));
        }
        Ok(())
    }

    /// The table, if there was a row, after it joined the ZIP.
    pub fn end(self, archive: &mut Archive<'_>, index: &mut RowsIndex) -> Result<Option<(Listed, TableSheets)>> {
        let AllYearsTable { file, head, sheets, writer, packed, .. } = self;
        let Some(writer) = writer else { return Ok(None) };
        let (names, rows): (Vec<String>, Vec<PackedRun>) = packed.into_iter().unzip();
        let head = PackedRun::pack(head.as_bytes());
        let runs: Vec<PackedRun> = std::iter::once(head).chain(rows).chain([PackedRun::end()]).collect();
        let places = archive.add_runs(&file, &runs)?;
        names.iter().zip(places.into_iter().skip(1)).for_each(|(name, place)| index.add_archive(name, place));
        Ok(Some((writer.finish()?, sheets)))
    }
}
